//! A decision before, while and after it is recorded.

use super::{Holder, RecordedDecision};
use crate::comments::{Composed, Lint};
use crate::domain::{ApprovedSplit, Cause, ClaimId, DecisionId, DecisionKind, Digest, DisputeAnswer, Seat};
use crate::rules::{Clock, Guard, Outcome};
use serde::Serialize;

/// What will be committed, and what stands in the way.
#[derive(Debug, Clone, PartialEq)]
pub struct CommitCard {
    /// What follows from the cells.
    pub derived: Outcome,
    /// What will be recorded.
    pub kind: DecisionKind,
    /// Kinds that may be chosen here.
    pub choices: Vec<DecisionKind>,
    /// Approved and residual workloads for that kind.
    pub split: ApprovedSplit,
    /// Rules that object; those with a waiver need the rationale.
    pub guards: Vec<Guard>,
    /// The comment as it would be sent.
    pub comment: Composed,
    /// The comment for the editor: its deadline is still a variable, filled when the decision is made.
    pub editable: String,
    /// The comment of the residual claim as it would be sent, for a partial approval.
    pub residual_comment: Option<Composed>,
    /// The same for the editor, like `editable`; there whenever `residual_comment` is.
    pub editable_residual: Option<String>,
    /// Findings about the final comment text.
    pub lints: Vec<Lint>,
    /// The clock the decision starts.
    pub starts: Option<Clock>,
    /// How the reasons of the first decision are answered, for a dispute.
    pub dispute: Option<DisputeAnswer>,
    /// Whether a rationale is needed.
    pub needs_rationale: bool,
    /// Why it cannot be committed as it stands; empty means it can.
    pub obstacles: Vec<String>,
}

/// A decision to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideRequest {
    /// The claim.
    pub claim_id: ClaimId,
    /// Key drawn when the card opened.
    pub id: DecisionId,
    /// Digest of the claim that was judged.
    pub digest: Digest,
    /// Decisions that existed when the card opened.
    pub round: u32,
    /// Chosen kind.
    pub kind: DecisionKind,
    /// Why it is overridden or waived.
    pub rationale: Option<String>,
    /// Final comment; `None` takes the composed one.
    pub comment: Option<String>,
    /// Final comment of the residual claim; `None` takes the composed one.
    pub residual_comment: Option<String>,
    /// Why the first decision does not hold, for the approval of a dispute.
    pub cause: Option<Cause>,
}

/// Proof that a decision is on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// What was recorded.
    pub recorded: RecordedDecision,
    /// Who else was working on the claim when it was recorded.
    pub holder: Option<Holder>,
    /// The next claim by slack, if any is free.
    pub next: Option<ClaimId>,
    /// The seat it was recorded in; a second look is no decision and cannot be withdrawn.
    pub seat: Seat,
}
