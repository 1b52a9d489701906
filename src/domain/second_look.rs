//! Second opinions: disputes, blind second looks, and how a difference between two opinions was settled.
//!
//! Plain data. Who may give a second opinion, and when it is asked for, is for the rules.

use super::{
    Actor, Cause, CellKey, DecisionCell, DecisionId, DecisionKind, Digest, ReasonCode, ReasonMark, Stream,
    Verdict,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How a dispute answers the decision it is about (EVA-7): every original reason, resolved or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeAnswer {
    /// The disputed decision, when this desk recorded it.
    pub decision: Option<DecisionId>,
    /// The original reasons with their answer.
    pub reasons: Vec<ReasonAnswer>,
    /// Why the first decision does not hold; needed for an approval (M10).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
}

/// One original reason and whether it is resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonAnswer {
    /// The reason.
    pub code: ReasonCode,
    /// The cell it was given for, if it was one.
    pub cell: Option<CellKey>,
    /// Whether the dispute resolved it.
    pub resolved: bool,
}

/// A signed second look: another person's cells for a claim that was decided already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondLook {
    /// The decision that was looked at.
    pub decision: DecisionId,
    /// Why this claim was chosen.
    pub stream: Stream,
    /// The decision that follows from these cells.
    pub kind: DecisionKind,
    /// Every cell.
    pub cells: Vec<DecisionCell>,
    /// Reasons that belong to no cell.
    pub claim_reasons: Vec<ReasonMark>,
    /// Who looked.
    pub actor: Actor,
    /// When it was signed.
    pub signed_at: DateTime<Utc>,
}

/// How a difference between two opinions on one revision of a claim was settled, cell by cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjudication {
    /// Hash of the event that holds the first opinion: a decision.
    pub first: Digest,
    /// Hash of the event that holds the second: a second look, or a decision of another desk.
    pub second: Digest,
    /// The cells that differed.
    pub cells: Vec<AdjudicatedCell>,
    /// The decision that holds.
    pub kind: DecisionKind,
    /// Why, in a sentence.
    pub note: String,
}

/// One settled cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdjudicatedCell {
    /// Which cell.
    #[serde(flatten)]
    pub key: CellKey,
    /// The verdict that holds.
    pub verdict: Verdict,
    /// Why the opinions differed.
    pub cause: Cause,
}
