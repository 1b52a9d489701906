//! Who works on a claim right now: taken when it is opened, renewed by signs of life, given back when it is left.
//!
//! A lease keeps two people from doing the same work twice. It never keeps anybody from deciding: what counts is
//! compared in the transaction that records the decision, and where no lease can be written a claim still opens.

use super::{Desk, Failure, FailureKind, HeldByOthers, Holder, NextClaim, Review, RunningLease};
use crate::domain::{ClaimId, QueueKind, Role, Turn};
use crate::store::StoreError;
use crate::store::desk_file::{Lease, LeaseRow, LeaseToken, Leased, MOST_LEASES};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Duration;

/// How long a claim is held without a sign of life.
pub const LEASE_HOLD: Duration = Duration::from_secs(600);

/// What this run of the program holds.
pub(super) struct Leases {
    /// Tells this run from any other.
    session: String,
    mine: BTreeMap<ClaimId, LeaseToken>,
}

impl Leases {
    /// Draws a session; nothing is held yet.
    pub(super) fn begin() -> Result<Self, Failure> {
        let session = super::reviewing::random_id()
            .map_err(|why| Failure::new(FailureKind::Internal, "No session could be drawn.", why))?;
        Ok(Self { session, mine: BTreeMap::new() })
    }

    fn lease(&self) -> Lease {
        Lease { session: self.session.clone(), hold: LEASE_HOLD }
    }
}

impl Desk {
    /// The claim to be worked on: like [`Desk::review`], and its lease is taken if nobody else has it.
    pub fn open_claim(&mut self, id: &ClaimId) -> Result<Review, Failure> {
        let mut review = self.review(id)?;
        if review.is_open_work() {
            review.holder = self.renew_lease(id)?;
        }
        Ok(review)
    }

    /// A sign of life on an open claim; answers who else works on it.
    pub fn renew_lease(&mut self, id: &ClaimId) -> Result<Option<Holder>, Failure> {
        if self.is_blind(id)? {
            return Ok(None);
        }
        match self.ask_for_lease(id, false) {
            Ok(Leased::Held { by, since, until }) => Ok(Some(Holder { by, since, until })),
            Ok(_) => Ok(None),
            Err(error) if only_lacks_the_lease(&error) => self.holder(id),
            Err(error) => Err(error.into()),
        }
    }

    /// Takes a claim to work on; answers until when without a sign of life. What somebody else holds is taken over
    /// only with `over`, and that is an act both sides see.
    pub fn take_lease(&mut self, id: &ClaimId, over: bool) -> Result<DateTime<Utc>, Failure> {
        let review = self.review(id)?;
        if let Some(found) = &review.decision {
            return Err(refused(id, format!("It is decided: {}.", found.told())));
        }
        if let Some(why) = review.excluded {
            return Err(refused(id, why));
        }
        if self.is_blind(id)? {
            // The seat is theirs alone, and who held the claim before is nothing they may know.
            return Ok(self.now() + LEASE_HOLD);
        }
        match self.ask_for_lease(id, over)? {
            Leased::Mine { until, .. } => Ok(until),
            Leased::Held { by, since, until } => {
                let why = format!("Somebody works on it: {}.", Holder { by, since, until }.words());
                Err(Failure { kind: FailureKind::Stale, ..refused(id, why) }
                    .hint(format!("Take another one, or take it over: proofdesk lease {id} --take-over.")))
            }
            Leased::TooMany { held } => {
                let held: Vec<&str> = held.iter().map(ClaimId::as_str).collect();
                Err(refused(id, format!("You hold {MOST_LEASES} claims already: {}.", held.join(", ")))
                    .hint("Decide one, or give one back: proofdesk lease CLAIM --give-back."))
            }
        }
    }

    /// Gives a claim back, also one that another run of this person holds; says whether there was something to give.
    pub fn give_back(&mut self, id: &ClaimId) -> Result<bool, Failure> {
        if !self.leases.mine.contains_key(id) {
            let held = self.file.lease_of(id, self.now())?;
            if held.is_none_or(|row| row.holder != self.actor.name) || self.is_blind(id)? {
                return Ok(false);
            }
            self.ask_for_lease(id, false)?;
        }
        match self.leases.mine.remove(id) {
            Some(token) => Ok(self.file.give_back(&token)?),
            None => Ok(false),
        }
    }

    /// Gives back what this run holds of a claim, or of every claim. Not told when it cannot be written: the lease
    /// runs out by itself.
    pub fn leave(&mut self, claim: Option<&ClaimId>) -> Result<(), Failure> {
        let left: Vec<ClaimId> =
            self.leases.mine.keys().filter(|id| claim.is_none_or(|claim| claim == *id)).cloned().collect();
        for id in left {
            let Some(token) = self.leases.mine.remove(&id) else { continue };
            match self.file.give_back(&token) {
                Err(error) if !only_lacks_the_lease(&error) => return Err(error.into()),
                _ => {}
            }
        }
        Ok(())
    }

    /// Every lease that runs, the one that ends first in front.
    pub fn leases(&self) -> Result<Vec<RunningLease>, Failure> {
        let rows = self.file.leases(self.now())?;
        // Who worked on a claim would tell a blind seat who reviewed it first.
        let hidden = if rows.is_empty() { BTreeSet::new() } else { self.hidden_claims()? };
        let rows = rows.into_iter().filter(|row| !hidden.contains(&row.claim_id));
        let running = |row: LeaseRow| RunningLease {
            mine: row.holder == self.actor.name,
            claim_id: row.claim_id.clone(),
            holder: holder_of(row),
        };
        Ok(rows.map(running).collect())
    }

    /// The claim that comes next, or why none does: an empty queue is empty, and not only busy.
    pub fn next_claim(&mut self, after: Option<&ClaimId>) -> Result<NextClaim, Failure> {
        if let Some(id) = self.next(after)? {
            return Ok(NextClaim::Free(id));
        }
        let holders = self.holders()?;
        self.look_at_work()?;
        Ok(self.held_by_others(&holders)?.map_or(NextClaim::Empty, NextClaim::AllHeld))
    }

    /// Those of the held claims that wait for this person.
    pub(super) fn held_by_others(
        &self,
        holders: &HashMap<ClaimId, Holder>,
    ) -> Result<Option<HeldByOthers>, Failure> {
        let mut until: Vec<DateTime<Utc>> = Vec::new();
        for (id, holder) in holders {
            if self.waits_for_me(id)? {
                until.push(holder.until);
            }
        }
        let first = until.iter().min().copied();
        Ok(first.map(|free_again| HeldByOthers { claims: until.len() as u64, free_again }))
    }

    fn waits_for_me(&self, id: &ClaimId) -> Result<bool, Failure> {
        let settles_conflicts = self.actor.role == Role::Supervisor;
        let waits = self.index.row(id)?.is_some_and(|row| {
            row.turn == Turn::Us && (settles_conflicts || row.kind != Some(QueueKind::Conflict))
        });
        Ok(waits && !self.work.is_done_with(id))
    }

    /// Who else works on which claims.
    pub(super) fn holders(&self) -> Result<HashMap<ClaimId, Holder>, Failure> {
        let others = self.leases()?.into_iter().filter(|lease| !lease.mine);
        Ok(others.map(|lease| (lease.claim_id, lease.holder)).collect())
    }

    /// Who else works on a claim.
    pub(super) fn holder(&self, id: &ClaimId) -> Result<Option<Holder>, Failure> {
        let row = self.file.lease_of(id, self.now())?;
        Ok(row.filter(|row| row.holder != self.actor.name).map(holder_of))
    }

    fn ask_for_lease(&mut self, id: &ClaimId, over: bool) -> Result<Leased, StoreError> {
        let now = self.now();
        let answer = self.file.lease(id, &self.leases.lease(), over, now)?;
        match &answer {
            Leased::Mine { token, .. } => drop(self.leases.mine.insert(id.clone(), token.clone())),
            Leased::Held { .. } | Leased::TooMany { .. } => drop(self.leases.mine.remove(id)),
        }
        Ok(answer)
    }
}

fn holder_of(row: LeaseRow) -> Holder {
    Holder { by: row.holder, since: row.since, until: row.until }
}

fn refused(id: &ClaimId, why: String) -> Failure {
    Failure::new(FailureKind::Refused, format!("Claim {id} is not yours to work on."), why)
}

/// Whether a claim can be opened although its lease could not be written.
const fn only_lacks_the_lease(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Busy { .. } | StoreError::Full { .. } | StoreError::Io { .. } | StoreError::Sqlite { .. }
    )
}
