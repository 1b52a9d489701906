//! One conflict as a page of text: facts of each party, cells, shared text, and what else is known.

use super::print_row;
use crate::cli::output::Output;
use crate::desk::{ConflictView, CrossChecks, Side, SideCell};
use crate::domain::CellSuggestion;
use std::io;

pub(super) fn print(view: &ConflictView, output: &mut Output<'_>) -> io::Result<()> {
    print_row(&view.row, output)?;
    view.sides.iter().try_for_each(|side| print_side(side, output))?;
    print_shared(view, output)?;
    for notice in &view.notices {
        output.line(&format!(
            "Told {} of claim {} on {}, recorded by {}.",
            notice.to.label(),
            notice.claim_id,
            notice.sent_at.format("%Y-%m-%d %H:%M UTC"),
            notice.by
        ))?;
    }
    print_checks(&view.checks, output)
}

fn print_side(side: &Side, output: &mut Output<'_>) -> io::Result<()> {
    output.line("")?;
    let status = side.party.claim.as_ref().map_or("no claim on file", |claim| claim.status.label());
    output.line(&format!("{}, {}: {status}", side.party.partner(), side.party.role.label()))?;
    if side.party.claim.is_none() {
        return Ok(());
    }
    let none = || "none found".to_owned();
    let acknowledged = side
        .acknowledged
        .as_ref()
        .map_or_else(none, |line| format!("{}, {} ({})", line.to, line.form, line.document));
    let active = side.active().map_or_else(none, |(from, to)| format!("{from} to {to}"));
    let proof = side.latest_proof.as_ref().map_or_else(none, |proof| {
        proof.on.map_or_else(|| proof.document.clone(), |on| format!("{} ({on})", proof.document))
    });
    output.line(&format!("  newest acknowledgement  {acknowledged}"))?;
    output.line(&format!("  work dated              {active}"))?;
    output.line(&format!("  answer to the notice    {}", side.state.answered.answer.label()))?;
    output.line(&format!("  latest proof            {proof}"))?;
    side.cells.iter().try_for_each(|cell| print_cell(cell, output))
}

fn print_cell(cell: &SideCell, output: &mut Output<'_>) -> io::Result<()> {
    let judged = match (&cell.judged, &cell.settled) {
        (Some(judgement), _) => judgement.verdict.label(),
        (None, Some(_)) => "not applicable",
        (None, None) => "open",
    };
    let signal = cell.suggested.as_ref().map_or("", |found| found.signal.label());
    output.line(&format!("  {} judged: {judged:<14}  engine: {signal}", cell.key.requirement.code()))?;
    match cell.suggested.as_ref().and_then(first_text) {
        Some(text) => output.line(&format!("       {text}")),
        None => Ok(()),
    }
}

fn first_text(suggested: &CellSuggestion) -> Option<String> {
    suggested.candidates.first().map(|best| format!("{}: {}", best.document, best.text))
}

fn print_shared(view: &ConflictView, output: &mut Output<'_>) -> io::Result<()> {
    for shared in &view.shared {
        output.line("")?;
        output.line(&format!(
            "{} words stand in both {} ({}) and {} ({}).",
            shared.words, shared.document, shared.pair.claim_id, shared.other_document, shared.pair.other
        ))?;
        for passage in &shared.passages {
            output.line(&format!("  {}-{}  {}", passage.span.start, passage.span.end, passage.text))?;
            let other = passage.other_span;
            output.line(&format!("  {}-{}  {}", other.start, other.end, passage.other_text))?;
        }
    }
    Ok(())
}

fn print_checks(checks: &CrossChecks, output: &mut Output<'_>) -> io::Result<()> {
    if !checks.other_conflicts.is_empty() {
        output.line("")?;
        output.line("Other conflicts of these partners")?;
    }
    for other in &checks.other_conflicts {
        let side = other.role.map_or("over", |role| role.label());
        let decided = other.decided.map_or(String::new(), |kind| format!(", decided here: {}", kind.label()));
        output.line(&format!(
            "  {}  {}  {side}  {}{decided}  {} / {}",
            other.id,
            other.claim_id,
            other.status.label(),
            other.customer,
            other.key.subject
        ))?;
    }
    if !checks.timeline.is_empty() {
        output.line("")?;
        output.line("Association of the workload over time")?;
    }
    for entry in &checks.timeline {
        output.line(&format!("  {}  {}  {}: {}", entry.on, entry.claim_id, entry.partner, entry.text))?;
    }
    if !checks.precedents.is_empty() {
        output.line("")?;
        output.line("Decided here about the same workload")?;
    }
    for precedent in &checks.precedents {
        let cell = &precedent.cell;
        let reasons: Vec<&str> = cell.reasons.iter().map(|mark| mark.code.as_str()).collect();
        output.line(&format!(
            "  {}  {} {}  {}",
            precedent.claim_id,
            cell.key.requirement.code(),
            cell.verdict.label(),
            reasons.join(", ")
        ))?;
    }
    Ok(())
}
