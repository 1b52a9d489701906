//! `changes`: what a newer snapshot changed, and what became of the decisions made here.

use super::Outcome;
use super::args::{Changes, Format};
use super::output::Output;
use crate::desk::{ClaimChange, Desk, Earlier, Job, SnapshotChanges};
use crate::domain::Status;
use std::io;

/// `changes`
pub(super) fn run(args: &Changes, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let mut changes = SnapshotChanges::clone(&*desk.changes(args.since.as_deref(), &Job::silent())?);
    if let Some(only) = &args.claim {
        desk.preview(only)?;
        changes.claims.retain(|claim| claim.claim_id == *only);
        changes.conflicts.retain(|change| change.concerns(only));
    }
    match output.format {
        Format::Json => {
            output.object(&serde_json::json!({ "schema": "proofdesk.changes/1", "changes": changes }))?;
        }
        Format::Jsonl | Format::Csv => output.list("proofdesk.changes/1", &changes.claims)?,
        Format::Text => print(args, &changes, output)?,
    }
    Ok(0)
}

fn print(args: &Changes, changes: &SnapshotChanges, output: &mut Output<'_>) -> io::Result<()> {
    match &changes.earlier {
        Earlier::Compared { file, .. } => output.talk(&format!("Compared with {}.", file.display()))?,
        Earlier::Gone { file, why, .. } => output.talk(&format!(
            "{} cannot be compared any more: {why} Only the claims this desk worked on are known.",
            file.display()
        ))?,
        Earlier::First => output.talk("No earlier snapshot of these claims was opened here.")?,
    }
    let mut group = None;
    for claim in &changes.claims {
        if group != Some(claim.group) && args.claim.is_none() {
            output.line("")?;
            output.line(&format!("{} ({})", claim.group.heading(), changes.count(claim.group)))?;
        }
        group = Some(claim.group);
        print_claim(claim, output)?;
    }
    print_conflicts(changes, output)?;
    if let Some(only) = args.claim.as_ref().filter(|_| changes.claims.is_empty()) {
        output.line(&format!("Claim {only} is the same."))?;
    }
    if args.claim.is_none() {
        output.talk(&format!("{} {} are the same.", changes.summary(), changes.unchanged))?;
    }
    Ok(())
}

fn print_conflicts(changes: &SnapshotChanges, output: &mut Output<'_>) -> io::Result<()> {
    if changes.conflicts.is_empty() {
        return Ok(());
    }
    output.line("")?;
    output.line(&format!("Conflicts ({})", changes.conflicts.len()))?;
    for change in &changes.conflicts {
        output.line(&format!("  {}  {} / {}", change.id, change.customer, change.key.subject_in_words()))?;
        change.events.iter().try_for_each(|event| output.line(&format!("      {}", event.words())))?;
    }
    Ok(())
}

fn print_claim(claim: &ClaimChange, output: &mut Output<'_>) -> io::Result<()> {
    let status = claim.status.map_or("gone", Status::label);
    output.line(&format!("  {}  {status}  {} / {}", claim.claim_id, claim.partner, claim.customer))?;
    if let Some(decision) = &claim.decision {
        output.line(&format!(
            "      decided here: {} by {} on {}: {}",
            decision.kind.label().to_lowercase(),
            decision.by,
            decision.decided_at.format("%Y-%m-%d"),
            decision.fate.label()
        ))?;
    }
    claim.changes.iter().try_for_each(|change| output.line(&format!("      {}", change.words())))
}
