//! What about a decision asks for a second look.

use crate::domain::{Decision, DecisionKind, Verdict};
use serde::Serialize;

/// A ground for a second look beside the random sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// It is not the decision that follows from the cells.
    Override,
    /// A guard was waived.
    Waiver,
    /// Another partner claims or holds a workload of the claim.
    Conflict,
    /// A partial approval although a cell is unclear.
    UnclearPartial,
}

impl Target {
    /// The words a person reads.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Override => "outcome overridden",
            Self::Waiver => "guard waived",
            Self::Conflict => "conflict",
            Self::UnclearPartial => "partial with an unclear cell",
        }
    }
}

/// Everything about a decision that asks for a second look.
pub fn targets(decision: &Decision, contested: bool) -> impl Iterator<Item = Target> {
    let unclear = decision.cells.iter().any(|cell| cell.verdict == Verdict::Unclear);
    let partial = decision.kind == DecisionKind::PartialApprove;
    [
        (Target::Override, decision.kind != decision.derived),
        (Target::Waiver, !decision.waived.is_empty()),
        (Target::Conflict, contested),
        (Target::UnclearPartial, partial && unclear),
    ]
    .into_iter()
    .filter_map(|(target, holds)| holds.then_some(target))
}
