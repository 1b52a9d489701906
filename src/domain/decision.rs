//! Decisions: what a person recorded about a claim, and its withdrawal.
//!
//! A decision is made by `rules::sign` and never edited; a correction is a withdrawal and a new decision.

use super::{
    CellKey, ClaimId, DecisionId, DecisionKind, Digest, DisputeAnswer, EditionId, EvidencePin, ReasonMark,
    Role, Verdict,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Who acts, and as what.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Actor {
    /// Name given with `--as`, or the login name.
    pub name: String,
    /// Reviewer, supervisor or trainer.
    pub role: Role,
}

/// The claimed workloads split into approved and residual: two disjoint sets whose union is what was claimed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovedSplit {
    #[serde(rename = "approved_workloads")]
    approved: Vec<String>,
    #[serde(rename = "residual_workloads")]
    residual: Vec<String>,
}

impl ApprovedSplit {
    /// Splits the claimed workloads by a test, keeping the order of the claim.
    pub fn by(claimed: &[String], passes: impl Fn(&str) -> bool) -> Self {
        let (approved, residual) = claimed.iter().cloned().partition(|name| passes(name));
        Self { approved, residual }
    }

    /// Workloads that are approved.
    pub fn approved(&self) -> &[String] {
        &self.approved
    }

    /// Workloads that are not.
    pub fn residual(&self) -> &[String] {
        &self.residual
    }
}

/// One cell as it stood when the decision was signed (interchange formats §4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionCell {
    /// Which cell.
    #[serde(flatten)]
    pub key: CellKey,
    /// The verdict in force.
    pub verdict: Verdict,
    /// Reason codes with their values.
    pub reasons: Vec<ReasonMark>,
    /// Pinned text.
    pub pins: Vec<EvidencePin>,
    /// Typed reason, or the rule that settled the cell.
    pub note: Option<String>,
}

/// A signed decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Idempotency key, drawn when the commit card opened.
    pub id: DecisionId,
    /// The claim.
    pub claim_id: ClaimId,
    /// Digest of exactly the claim that was judged.
    pub claim_digest: Digest,
    /// 1 for the first decision on the claim in this desk, one more after each withdrawal.
    pub round: u32,
    /// What was decided.
    pub kind: DecisionKind,
    /// What follows from the cells alone.
    pub derived: DecisionKind,
    /// Why the decision differs from the derived one, or why a guard was waived.
    pub rationale: Option<String>,
    /// Rule ids of guards that were waived.
    pub waived: Vec<String>,
    /// Approved and residual workloads.
    #[serde(flatten)]
    pub split: ApprovedSplit,
    /// Every cell.
    pub cells: Vec<DecisionCell>,
    /// Reasons that belong to no cell.
    pub claim_reasons: Vec<ReasonMark>,
    /// Final text to the partner.
    pub comment: String,
    /// Text of the residual claim, for a partial approval.
    pub residual_comment: Option<String>,
    /// Frames and fragments the text was composed from.
    pub templates: Vec<String>,
    /// When the clock that this decision starts runs out, in UTC.
    pub deadline: Option<DateTime<Utc>>,
    /// Edition the claim was judged under.
    pub edition: EditionId,
    /// Who decided.
    pub actor: Actor,
    /// When.
    pub decided_at: DateTime<Utc>,
    /// The decision this one follows: withdrawn, reopened, or answered by a later revision of the claim.
    pub supersedes: Option<DecisionId>,
    /// Until when it is held here, in UTC; it can be withdrawn until it is released.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_until: Option<DateTime<Utc>>,
    /// The composed comment, when the reviewer sent other words; templates are improved by the difference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub composed: Option<String>,
    /// What it says about the reasons of the decision before, when it settles a dispute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute: Option<DisputeAnswer>,
}

/// The act of taking a decision back (DEC-07).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Which decision.
    pub decision: DecisionId,
    /// Why.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_split_is_an_exact_complement(passes in proptest::collection::vec(any::<bool>(), 0..12)) {
            let claimed: Vec<String> = (0..passes.len()).map(|n| format!("Workload {n}")).collect();
            let split = ApprovedSplit::by(&claimed, |name| {
                claimed.iter().position(|c| c == name).is_some_and(|at| passes[at])
            });
            let mut union: Vec<String> = split.approved().iter().chain(split.residual()).cloned().collect();
            union.sort();
            let mut expected = claimed.clone();
            expected.sort();
            prop_assert_eq!(union, expected);
            prop_assert!(split.approved().iter().all(|name| !split.residual().contains(name)));
        }
    }
}
