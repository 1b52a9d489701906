//! The results of the rules, as plain data for the layers above.

use super::{Earlier, LineRuling};
use crate::domain::{ApprovedSplit, CellKey, DecisionKind, Digest, QueueKind, Role, Turn};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// What is known about a claim besides the claim itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Claimed lines that another partner claims or holds (CON-02), by what they are called in the claim.
    pub contested: Vec<String>,
    /// Whether a decision of this desk is in force.
    pub decided_here: bool,
    /// Digest under which it was decided, if it was.
    pub decided_digest: Option<Digest>,
    /// What an earlier decision asked for, when the claim came back and it is known (EVA-8).
    pub earlier: Option<Earlier>,
    /// How contested lines were ruled by resolutions in force.
    pub rulings: Vec<LineRuling>,
}

/// A running clock of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// CLK-02 and so on.
    pub rule: String,
    /// Stable name, as in the edition.
    pub name: String,
    /// Words a person reads.
    pub label: String,
    /// Who has to act before it runs out.
    pub turn: Turn,
    /// When it started.
    pub started_at: DateTime<Utc>,
    /// When it runs out, in UTC; `None` when the edition states no limit, or when there is a problem.
    pub deadline: Option<DateTime<Utc>>,
    /// Why the deadline of a limited clock is not known, for example `no calendar for 2031`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// The rule of the clock that holds instead of this one, for example `CLK-03` in a conflict (CTR-03).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
    /// Only the day of the start is known, so the deadline is the end of a day (CLK-22).
    pub date_only: bool,
}

impl Clock {
    /// What stands where the deadline would, when there is none.
    pub fn without_deadline(&self) -> &str {
        self.problem.as_deref().unwrap_or("no limit")
    }
}

/// What stands between a checklist and a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The cell concerned, if it is one.
    pub cell: Option<CellKey>,
    /// Rule id, for example `DEC-11` or `POE-003`.
    pub rule: String,
    /// Sentence for the reviewer.
    pub text: String,
}

/// What the filled checklist allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The decision that follows.
    pub kind: DecisionKind,
    /// Approved and residual workloads of that decision.
    pub split: ApprovedSplit,
    /// Workloads whose cells all pass, whatever the decision makes of them.
    pub passing: Vec<String>,
    /// One sentence, for example `Partial: approve Intune; residual claim for Purview (R3, R4).`
    pub sentence: String,
    /// Rule id that led to this kind, for example `DEC-12`.
    pub rule: String,
}

/// Who may pass a guard, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Waiver {
    /// Nobody.
    Never,
    /// Anyone with a typed reason.
    AnyoneWithReason,
    /// This role with a typed reason.
    Only(Role),
}

impl Waiver {
    /// Whether a person of this role passes, who gave a reason or did not.
    pub fn lets_pass(self, role: Role, has_reason: bool) -> bool {
        match self {
            Self::Never => false,
            Self::AnyoneWithReason => has_reason,
            Self::Only(needed) => has_reason && role == needed,
        }
    }
}

/// A rule that objects to a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Guard {
    /// DEC-01 and so on.
    pub rule: String,
    /// Sentence for the reviewer: what objects and what to do.
    pub text: String,
    /// Who may pass it.
    pub waiver: Waiver,
}

/// Why a claim waits, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// Who acts next.
    pub turn: Turn,
    /// Kind of work, when it is ours.
    pub kind: Option<QueueKind>,
}
