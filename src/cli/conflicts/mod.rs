//! `conflicts`: which there are, one in full, and who was told.

mod batch;
mod page;
mod resolving;

use super::Outcome;
use super::args::{Conflicts, ConflictsCommand, Format};
use super::output::Output;
use crate::desk::{ConflictFilter, ConflictRow, Desk, Failure, FailureKind, Job, NoticeRequest};
use crate::domain::{NearMiss, WindowState};
use std::io;

/// `conflicts`
pub(super) fn run(args: &Conflicts, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    match &args.command {
        ConflictsCommand::List { filter } => list(&filter.join(" "), desk, output),
        ConflictsCommand::Show { conflict } => {
            let view = desk.conflict(conflict, &Job::silent())?;
            if output.format == Format::Text {
                page::print(&view, output)?;
            } else {
                output.object(&serde_json::json!({ "schema": "proofdesk.conflict/1", "conflict": view }))?;
            }
            Ok(0)
        }
        ConflictsCommand::Grade(args) => resolving::grade(args, desk, output),
        ConflictsCommand::Resolve(args) => resolving::resolve(args, desk, output),
        ConflictsCommand::Batch(args) => batch::run(args, desk, output),
        ConflictsCommand::Resolutions => resolving::list(desk, output),
        ConflictsCommand::Withdraw(args) => resolving::withdraw(args, desk, output),
        ConflictsCommand::Reopen(args) => resolving::reopen(args, desk, output),
        ConflictsCommand::Notice { conflict, claim, to, sent } => {
            let request = NoticeRequest { claim: claim.clone(), to: *to, sent_at: *sent };
            let row = desk.record_notice(conflict, &request)?;
            if output.format == Format::Text {
                output.talk(&format!("It is recorded that {} was told.", to.label()))?;
                print_row(&row, output)?;
            } else {
                output
                    .object(&serde_json::json!({ "schema": "proofdesk.conflict-row/1", "conflict": row }))?;
            }
            Ok(0)
        }
    }
}

fn list(filter: &str, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let filter = ConflictFilter::parse(filter).map_err(|error| {
        Failure::new(FailureKind::Usage, "The filter cannot be understood.", error.to_string())
    })?;
    let page = desk.conflicts(&filter)?;
    match output.format {
        Format::Json => {
            output.object(&serde_json::json!({ "schema": "proofdesk.conflicts/1", "conflicts": page }))?;
        }
        Format::Jsonl | Format::Csv => output.list("proofdesk.conflicts/1", &page.rows)?,
        Format::Text => {
            page.rows.iter().try_for_each(|row| print_row(row, output))?;
            if !page.near_misses.is_empty() {
                output.line("Possibly the same, and not joined:")?;
                page.near_misses.iter().try_for_each(|miss| print_near(miss, output))?;
            }
            output.talk(&format!("{} of {} conflicts and duplicates.", page.rows.len(), page.total))?;
        }
    }
    Ok(0)
}

/// A conflict with its parties, one a line.
fn print_row(row: &ConflictRow, output: &mut Output<'_>) -> io::Result<()> {
    let conflict = &row.conflict;
    output.line(&format!(
        "{}  {:<9}  {}  {} / {}",
        conflict.id,
        conflict.kind.label(),
        window_words(row),
        conflict.customer,
        conflict.key.subject_in_words(),
    ))?;
    for (party, state) in conflict.parties.iter().zip(&row.standings) {
        let claim = party.claim_id().map_or("-------", |id| id.as_str());
        let told = if state.noticed_at.is_some() { "told" } else { "not told" };
        let (role, answer) = (party.role.label(), state.answered.answer.label());
        output.line(&format!("    {claim}  {role:<10}  {told}, {answer:<22}  {}", party.partner()))?;
    }
    for near in &conflict.possibly_same {
        let claim = &near.claim;
        output.line(&format!(
            "    {}  possibly the same: {}  {}",
            claim.claim_id,
            near.nearness.label(),
            claim.partner
        ))?;
    }
    Ok(())
}

/// How far the time for new proof is.
fn window_words(row: &ConflictRow) -> String {
    let window = &row.window;
    let day = |words: &str| {
        let at = window.ends_at.map(|at| at.format("%Y-%m-%d %H:%M UTC").to_string());
        at.or_else(|| window.problem.clone()).map_or_else(|| words.to_owned(), |at| format!("{words} {at}"))
    };
    match window.state {
        WindowState::Open => day("new proof until"),
        WindowState::Closed => day("new proof was due"),
        WindowState::NotNotified => "not notified".to_owned(),
        WindowState::NoLimit => "no limit for new proof".to_owned(),
    }
}

fn print_near(miss: &NearMiss, output: &mut Output<'_>) -> io::Result<()> {
    output.line(&format!(
        "    {}  {}  {}: {}",
        miss.one.claim_id,
        miss.other.claim_id,
        miss.one.key.subject,
        miss.nearness.label()
    ))
}
