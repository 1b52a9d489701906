//! Decisions between signing and release.

use crate::domain::{Actor, ClaimId, DecisionKind};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// The decisions that are held here, the one that is due first on top.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outbox {
    /// Decisions in force that were not released.
    pub held: Vec<HeldDecision>,
    /// Claims whose decision was released just now because its hold had run out.
    pub released_now: Vec<ClaimId>,
    /// The time the holds are shown for.
    pub as_of: DateTime<Utc>,
}

/// A held decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldDecision {
    /// The claim.
    pub claim_id: ClaimId,
    /// Its customer, when this snapshot still holds the claim.
    pub customer: Option<String>,
    /// What was decided.
    pub kind: DecisionKind,
    /// Who decided.
    pub by: Actor,
    /// When.
    pub decided_at: DateTime<Utc>,
    /// Until when it is held, in UTC.
    pub held_until: Option<DateTime<Utc>>,
}

/// Which held decisions are released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReleaseRequest {
    /// Those on these claims.
    Claims(Vec<ClaimId>),
    /// Those whose hold has run out.
    Due,
    /// All this person may release: a supervisor everybody's, others their own.
    All,
}
