//! The outcome in one sentence, also while the checklist is still being filled.

use super::requirements::workload_names;
use super::{gaps, outcome, split};
use crate::domain::{Cell, Checklist, Claim, DecisionKind};
use crate::policy::Edition;

/// Names spelled out in one list; the others are counted.
const LISTED: usize = 3;

/// What the checklist says so far; never empty.
pub fn live_sentence(claim: &Claim, edition: &Edition, checklist: &Checklist) -> String {
    let gaps = gaps(claim, edition, checklist);
    let open = checklist.open_cells().count();
    match gaps.first() {
        None => outcome(claim, edition, checklist).map_or_else(|_| String::new(), |outcome| outcome.sentence),
        Some(_) if open > 0 => format!("{} open; {}", counted(open, "cell"), so_far(edition, checklist)),
        Some(gap) if gaps.len() == 1 => gap.text.clone(),
        Some(gap) => format!("{} ({} more to settle.)", gap.text, gaps.len() - 1),
    }
}

fn so_far(edition: &Edition, checklist: &Checklist) -> String {
    let failing = failing(edition, checklist);
    if failing.is_empty() {
        "nothing falls short so far.".into()
    } else {
        format!("so far {failing} {}.", falls(checklist))
    }
}

/// The verb for what [`failing`] lists.
fn falls(checklist: &Checklist) -> &'static str {
    let mut failed = checklist.cells.iter().filter(|cell| !cell.is_open() && !cell.passes());
    let Some(first) = failed.next() else { return "fall short" };
    let alone = failed.all(|cell| cell.key.workload.is_some() && cell.key.workload == first.key.workload);
    if alone { "falls short" } else { "fall short" }
}

/// The sentence of a decision that follows from a judged checklist.
pub(super) fn of(
    kind: DecisionKind,
    claim: &Claim,
    edition: &Edition,
    checklist: &Checklist,
    at_once: Option<&str>,
) -> String {
    let failing = failing(edition, checklist);
    match kind {
        DecisionKind::Approve => approve(claim, edition),
        DecisionKind::PartialApprove => partial(claim, edition, checklist),
        DecisionKind::ActionRequired if failing.is_empty() => "Action required.".into(),
        DecisionKind::ActionRequired => format!("Action required: {failing} {}.", falls(checklist)),
        DecisionKind::Reject => at_once.map_or_else(
            || format!("Reject: {failing} {}.", falls(checklist)),
            |why| format!("Reject at once: {why}."),
        ),
        DecisionKind::FinalReject if failing.is_empty() => {
            "Final reject: the dispute changes nothing.".into()
        }
        DecisionKind::FinalReject => {
            format!("Final reject: after the dispute {failing} still {}.", falls(checklist))
        }
    }
}

fn approve(claim: &Claim, edition: &Edition) -> String {
    let names = workload_names(claim);
    if names.len() > LISTED {
        format!("Approve all {} workloads.", names.len())
    } else {
        format!("Approve {}.", list(edition, &names))
    }
}

fn partial(claim: &Claim, edition: &Edition, checklist: &Checklist) -> String {
    let passing = split::passing(claim, checklist);
    let residual = failing(edition, checklist);
    format!("Partial: approve {}; residual claim for {residual}.", list(edition, &passing))
}

/// Failing rows: `R1, R5, Intune (R3, R4)`.
fn failing(edition: &Edition, checklist: &Checklist) -> String {
    let failed: Vec<&Cell> =
        checklist.cells.iter().filter(|cell| !cell.is_open() && !cell.passes()).collect();
    let mut parts: Vec<String> = failed
        .iter()
        .filter(|cell| cell.key.workload.is_none())
        .map(|cell| cell.key.requirement.code().to_owned())
        .collect();
    let mut names: Vec<&str> = failed.iter().filter_map(|cell| cell.key.workload.as_deref()).collect();
    names.dedup();
    let more = names.len().saturating_sub(LISTED);
    parts.extend(names.into_iter().take(LISTED).map(|name| {
        let rows: Vec<&str> = failed
            .iter()
            .filter(|cell| cell.key.workload.as_deref() == Some(name))
            .map(|cell| cell.key.requirement.code())
            .collect();
        format!("{} ({})", edition.canonical(name), rows.join(", "))
    }));
    if more > 0 {
        parts.push(format!("and {}", counted(more, "more workload")));
    }
    parts.join(", ")
}

fn list(edition: &Edition, names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(LISTED).map(|name| edition.canonical(name)).collect();
    match names.len().saturating_sub(LISTED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn counted(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}
