//! Who works on which claim right now, as it is shown.

use crate::domain::ClaimId;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// Somebody else who works on a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// Who.
    pub by: String,
    /// Since when, in UTC.
    pub since: DateTime<Utc>,
    /// Until when without a sign of life, in UTC.
    pub until: DateTime<Utc>,
}

impl Holder {
    /// For example `ben since 14:02, until 14:12 UTC`.
    pub fn words(&self) -> String {
        format!("{} since {}, until {} UTC", self.by, minute(self.since), minute(self.until))
    }
}

/// A running lease.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RunningLease {
    /// The claim.
    pub claim_id: ClaimId,
    /// Who works on it.
    #[serde(flatten)]
    pub holder: Holder,
    /// Whether that is the person at this desk.
    pub mine: bool,
}

/// Claims that wait but are not free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct HeldByOthers {
    /// How many.
    pub claims: u64,
    /// When the first of them is free again without a sign of life of its holder, in UTC.
    pub free_again: DateTime<Utc>,
}

impl HeldByOthers {
    /// For example `0 free; 7 held, earliest free again at 14:20 UTC.`
    pub fn words(&self, free: u64) -> String {
        format!("{free} free; {} held, earliest free again at {} UTC.", self.claims, minute(self.free_again))
    }
}

/// The claim that comes next, or why none does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextClaim {
    /// This one.
    Free(ClaimId),
    /// Claims wait, and others work on all of them.
    AllHeld(HeldByOthers),
    /// None waits.
    Empty,
}

fn minute(at: DateTime<Utc>) -> impl std::fmt::Display {
    at.format("%H:%M")
}
