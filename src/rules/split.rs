//! Which claimed workloads pass, and how a decision splits them into approved and residual.
//!
//! A workload passes when its own cells and every cell of the claim pass (EVA-4). A split is an exact complement:
//! nothing claimed is lost and nothing is counted twice.

use super::{Outcome, requirements::workload_names};
use crate::domain::{ApprovedSplit, Cell, Checklist, Claim, DecisionKind};

/// How a decision of this kind splits the claimed workloads: all approved, those that pass, or none. Where rulings told
/// the lines of one workload apart, so does the split.
pub fn split(kind: DecisionKind, outcome: &Outcome, claim: &Claim) -> ApprovedSplit {
    let names = workload_names(claim);
    let by_line =
        outcome.split.approved().iter().chain(outcome.split.residual()).any(|name| !names.contains(name));
    let claimed = if by_line { claim.lines_where(|_| true) } else { names };
    split_by(kind, &outcome.passing, &claimed)
}

pub(super) fn split_by(kind: DecisionKind, passing: &[String], claimed: &[String]) -> ApprovedSplit {
    ApprovedSplit::by(claimed, |name| match kind {
        DecisionKind::Approve => true,
        DecisionKind::PartialApprove => passing.iter().any(|passes| passes == name),
        DecisionKind::ActionRequired | DecisionKind::Reject | DecisionKind::FinalReject => false,
    })
}

/// Claimed workloads whose cells, and the cells of the claim, all pass (EVA-4).
pub(super) fn passing(claim: &Claim, checklist: &Checklist) -> Vec<String> {
    let concerns = |cell: &Cell, name: &str| cell.key.workload.as_deref().is_none_or(|of| of == name);
    workload_names(claim)
        .into_iter()
        .filter(|name| checklist.cells.iter().filter(|cell| concerns(cell, name)).all(Cell::passes))
        .collect()
}
