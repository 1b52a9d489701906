//! `suggest --explain`: how each cell of a claim came about.

use super::Outcome;
use super::args::Format;
use super::output::Output;
use crate::desk::Desk;
use crate::domain::ClaimId;
use crate::evidence::explain::{CellStory, DocumentStory, Explanation};
use std::io;

/// Most findings printed for a cell.
const PRINTED: usize = 8;

/// Explains the suggestions for each claim.
pub(super) fn run(claims: &[ClaimId], desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let stories = claims.iter().map(|id| desk.explain(id)).collect::<Result<Vec<_>, _>>()?;
    if output.format != Format::Text {
        output.list("proofdesk.explanations/1", &stories)?;
        return Ok(0);
    }
    stories.iter().try_for_each(|story| print(story, output))?;
    Ok(0)
}

fn print(story: &Explanation, output: &mut Output<'_>) -> io::Result<()> {
    let found = &story.suggestions;
    output.line(&format!("{}  (engine {}, edition {})", found.claim_id, found.engine, found.edition))?;
    story.documents.iter().try_for_each(|document| print_document(document, output))?;
    story.cells.iter().try_for_each(|cell| print_cell(cell, output))?;
    for workload in &found.workloads {
        output.line(&format!("{} is {}", workload.name, workload.mention.label()))?;
    }
    for other in &found.near_duplicates {
        let percent = (other.overlap * 100.0).round();
        output.line(&format!("{percent} % of a document also stands in claim {}", other.claim_id))?;
    }
    output.line("")
}

fn print_document(document: &DocumentStory, output: &mut Output<'_>) -> io::Result<()> {
    output.line("")?;
    output.line(&document.file_name)?;
    let delivered = document.delivered.label();
    let taken = if document.taken_for == document.delivered {
        format!("delivered as {delivered}")
    } else {
        format!("delivered as {delivered}, taken for {}", document.taken_for.label())
    };
    let guess = document
        .guess
        .as_ref()
        .map_or_else(String::new, |guess| format!("; title or layout say {} [{}]", guess.name, guess.rule));
    output.line(&format!("  kind      {taken}{guess}"))?;
    let language = document.language.unwrap_or("too short to tell");
    let read = if document.read_well { "" } else { ", not read well [TST-10]" };
    output.line(&format!("  language  {language}{read}"))?;
    for mail in &document.mails {
        output.line(&format!("  mail      from {}: {} [TST-02]", mail.from, mail.sender))?;
    }
    for date in &document.dates {
        let role = date.role.as_deref().unwrap_or("no role");
        output.line(&format!("  date      {}: {role}", date.text))?;
    }
    for (id, signal) in &document.signals {
        output.line(&format!("  {id}  {} × {}: {}", signal.fired, signal.why, signal.first))?;
    }
    Ok(())
}

fn print_cell(cell: &CellStory, output: &mut Output<'_>) -> io::Result<()> {
    let workload = cell.workload.as_deref().map_or_else(String::new, |name| format!(" ({name})"));
    let row = cell.requirement;
    output.line("")?;
    output.line(&format!("{} {}{workload}: {}", row.code(), row.label(), cell.signal.label()))?;
    if let Some(rule) = &cell.settled {
        output.line(&format!("  settled   {rule}"))?;
    }
    for finding in cell.findings.iter().take(PRINTED) {
        output.line(&format!(
            "  {:>5}  {:<8} {} {}-{}  {} [{}]",
            finding.score,
            finding.polarity.label(),
            finding.document,
            finding.span.start,
            finding.span.end,
            finding.why,
            finding.signals.join(" ")
        ))?;
        output.line(&format!("         {}", finding.text))?;
    }
    for caution in &cell.cautions {
        output.line(&format!("  caution   {} [{}]", caution.text, caution.code))?;
    }
    if !cell.absent.is_empty() {
        output.line(&format!("  absent    {}", cell.absent.join("; ")))?;
    }
    Ok(())
}
