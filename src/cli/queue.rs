//! `queue`, `next` and `views`.

use super::Outcome;
use super::args::{Format, Queue, Views};
use super::output::Output;
use crate::desk::{
    Desk, Failure, FailureKind, Job, NextClaim, QueueQuery, QueueRow, SortColumn, SortKey, duration_words,
};

/// `queue`
pub(super) fn list(args: &Queue, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let text = args.query.join(" ");
    desk.finish_text_for(&text, &Job::silent())?;
    let query = QueueQuery {
        text,
        sort: args.sort.as_deref().map_or_else(|| Ok(Vec::new()), sort_keys)?,
        offset: args.offset,
        limit: args.limit,
    };
    let page = desk.queue(&query)?;
    match output.format {
        Format::Text => {
            for row in &page.rows {
                output.line(&row_text(row))?;
            }
            if let Some(cause) = &page.empty_because {
                output.talk(cause)?;
            }
            let shown = page.rows.len();
            output.talk(&format!(
                "{shown} of {} claims, as of {}",
                page.total,
                page.as_of.format("%Y-%m-%d %H:%M UTC")
            ))?;
        }
        Format::Json => output.object(&serde_json::json!({ "schema": "proofdesk.queue/1", "page": page }))?,
        Format::Jsonl | Format::Csv => output.list("proofdesk.queue/1", &page.rows)?,
    }
    Ok(0)
}

fn row_text(row: &QueueRow) -> String {
    let codes: Vec<&str> = row.workloads.iter().map(|tag| tag.code.as_str()).collect();
    let slack = row.slack_minutes.map_or_else(|| "no clock".to_owned(), duration_words);
    let kind = row.kind.map_or_else(|| row.status.label(), crate::domain::QueueKind::label);
    let conflict = if row.contested { "  contested" } else { "" };
    let decided = row.decided.map_or_else(String::new, |kind| format!("  decided here: {}", kind.label()));
    let held = row.holder.as_ref().map_or_else(String::new, |holder| format!("  held by {}", holder.words()));
    format!(
        "{slack:>10}  {}  {kind:<12}  {}  {} › {}{conflict}{decided}{held}",
        row.claim_id,
        codes.join(" "),
        row.partner,
        row.customer
    )
}

/// Reads `partner,-submitted`.
fn sort_keys(text: &str) -> Result<Vec<SortKey>, Failure> {
    text.split(',').filter(|part| !part.trim().is_empty()).map(|part| sort_key(part.trim())).collect()
}

fn sort_key(text: &str) -> Result<SortKey, Failure> {
    let name = text.trim_start_matches(['-', '+']);
    let column = SortColumn::ALL.iter().copied().find(|column| column.word() == name);
    column.map(|column| SortKey { column, descending: text.starts_with('-') }).ok_or_else(|| {
        let known: Vec<&str> = SortColumn::ALL.iter().map(|column| column.word()).collect();
        Failure::new(
            FailureKind::Usage,
            "The queue could not be sorted.",
            format!("There is no column {name:?}."),
        )
        .hint(format!("Columns are {}.", known.join(", ")))
    })
}

/// `next`
pub(super) fn next(desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let none = |why: String| Failure::new(FailureKind::NotFound, "There is no next claim.", why);
    let claim = match desk.next_claim(None)? {
        NextClaim::Free(claim) => claim,
        NextClaim::AllHeld(held) => {
            return Err(none(held.words(0)).hint("proofdesk lease lists who works on which claims.").into());
        }
        NextClaim::Empty => {
            return Err(none("No claim waits for a reviewer in this snapshot.".to_owned()).into());
        }
    };
    match output.format {
        Format::Text => output.line(claim.as_str())?,
        _ => output.object(&serde_json::json!({ "claim_id": claim }))?,
    }
    Ok(0)
}

/// `views`
pub(super) fn views(args: &Views, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    if let (Some(name), Some(query)) = (&args.save, &args.query) {
        desk.save_view(name, query)?;
        output.talk(&format!("View {name} saved."))?;
    } else if let Some(name) = &args.remove {
        desk.delete_view(name)?;
        output.talk(&format!("View {name} removed."))?;
    }
    let views = desk.views()?;
    if output.format != Format::Text {
        output.list("proofdesk.views/1", &views)?;
        return Ok(0);
    }
    for view in &views {
        let origin = if view.built_in { "built in" } else { "saved" };
        output.line(&format!("{:<16}  {:<9}  {}", view.name, origin, view.query))?;
    }
    Ok(0)
}
