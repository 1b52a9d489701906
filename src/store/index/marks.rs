//! What this desk did with claims, handed to the index so that the queue can leave them out or look for them.

use crate::domain::ClaimId;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// One thing the desk knows of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A decision of this desk is in force.
    Decided,
    /// A verdict, a pin or a draft of this desk.
    Draft,
    /// Skipped by the person at the desk.
    Skipped,
    /// Differs from the snapshot that was open before.
    Changed,
    /// A decision of this desk arrived in the snapshot.
    Arrived,
}

impl Mark {
    pub(super) const ALL: [Self; 5] =
        [Self::Decided, Self::Draft, Self::Skipped, Self::Changed, Self::Arrived];

    /// The temporary table of the claims that have it.
    pub(super) const fn table(self) -> &'static str {
        match self {
            Self::Decided => "temp.decided",
            Self::Draft => "temp.draft",
            Self::Skipped => "temp.skipped",
            Self::Changed => "temp.changed",
            Self::Arrived => "temp.arrived",
        }
    }

    pub(super) const fn bit(self) -> u8 {
        match self {
            Self::Decided => 1,
            Self::Draft => 2,
            Self::Skipped => 4,
            Self::Changed => 8,
            Self::Arrived => 16,
        }
    }
}

/// The marks of all claims. The index notices a change by itself and takes over only what changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    revision: u64,
    claims: BTreeMap<u32, u8>,
}

impl Marks {
    /// Sets a mark.
    pub fn set(&mut self, claim: &ClaimId, mark: Mark) {
        let marks = self.claims.entry(number_of(claim)).or_default();
        if *marks & mark.bit() == 0 {
            *marks |= mark.bit();
            self.touch();
        }
    }

    /// Takes a mark away.
    pub fn unset(&mut self, claim: &ClaimId, mark: Mark) {
        let number = number_of(claim);
        let Some(marks) = self.claims.get_mut(&number).filter(|marks| **marks & mark.bit() != 0) else {
            return;
        };
        *marks &= !mark.bit();
        if *marks == 0 {
            self.claims.remove(&number);
        }
        self.touch();
    }

    /// Whether a claim has a mark.
    pub fn has(&self, claim: &ClaimId, mark: Mark) -> bool {
        self.claims.get(&number_of(claim)).is_some_and(|marks| marks & mark.bit() != 0)
    }

    /// How many claims have a mark.
    pub fn count(&self, mark: Mark) -> usize {
        self.claims.values().filter(|marks| **marks & mark.bit() != 0).count()
    }

    pub(super) const fn revision(&self) -> u64 {
        self.revision
    }

    pub(super) const fn claims(&self) -> &BTreeMap<u32, u8> {
        &self.claims
    }

    /// A revision is drawn for every change of any value, so two different values never share one.
    fn touch(&mut self) {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        self.revision = NEXT.fetch_add(1, Ordering::Relaxed);
    }
}

/// The number of a claim in the index.
pub(super) fn number_of(id: &ClaimId) -> u32 {
    // Seven digits always fit.
    id.as_str().parse().unwrap_or_default()
}
