//! Who gets which second look, and when: unmarked, between claims of one's own.

use super::sampling::seated;
use crate::desk::{Desk, Failure};
use crate::domain::{ClaimId, Role, Seat, Stream};
use crate::statistics::sample::Drawn;
use crate::store::desk_file::{LooksBegun, OpenSeat, QueueMarks, Stamp, StoredDecision, Subject};
use std::collections::BTreeSet;

impl Desk {
    /// Claims on which this person sits in a blind seat: what is known of their first review is kept out of
    /// everything shown.
    pub(in crate::desk) fn hidden_claims(&self) -> Result<BTreeSet<ClaimId>, Failure> {
        let mut hidden = BTreeSet::new();
        for seat in self.second.blind.seats()? {
            if self.is_about_this_revision(&seat)? {
                hidden.insert(seat.claim_id);
            }
        }
        Ok(hidden)
    }

    fn is_about_this_revision(&self, seat: &OpenSeat) -> Result<bool, Failure> {
        let row = self.index.row(&seat.claim_id)?;
        Ok(row.is_some_and(|row| seat.digest == Some(row.digest)))
    }

    /// Whether this person sits in a blind seat of a claim.
    pub(in crate::desk) fn is_blind(&self, id: &ClaimId) -> Result<bool, Failure> {
        match self.second.blind.seat(id)? {
            Some(seat) => self.is_about_this_revision(&seat),
            None => Ok(false),
        }
    }

    /// Shows claims of blind seats in the queue as if nobody had decided them.
    pub(in crate::desk) fn unmark(
        &self,
        marks: &mut QueueMarks,
        hidden: &BTreeSet<ClaimId>,
    ) -> Result<(), Failure> {
        if hidden.is_empty() {
            return Ok(());
        }
        let judged = self.second.blind.judged_counts()?;
        for claim in hidden {
            marks.decided.remove(claim);
            marks.judged.remove(claim);
            if let Some(count) = judged.get(claim) {
                marks.judged.insert(claim.clone(), *count);
            }
        }
        Ok(())
    }

    /// A second look, once so many claims of one's own were decided since the last.
    pub(in crate::desk) fn second_look_due(
        &mut self,
        after: Option<&ClaimId>,
    ) -> Result<Option<ClaimId>, Failure> {
        if self.file.decisions_since_last_look(&self.actor.name)? < self.second.plan.after {
            return Ok(None);
        }
        self.second_look(after)
    }

    /// A second look for this person: the one that was begun, else a drawn one, whose seat is taken.
    pub fn second_look(&mut self, after: Option<&ClaimId>) -> Result<Option<ClaimId>, Failure> {
        if self.file.sample_seeds()?.is_empty() {
            return Ok(None);
        }
        let skipped = self.file.skipped()?;
        let passed = |claim: &ClaimId| Some(claim) == after || skipped.contains_key(claim);
        if let Some(begun) = self.hidden_claims()?.into_iter().find(|claim| !passed(claim)) {
            return Ok(Some(begun));
        }
        let begun = self.file.looks_begun()?;
        let mut drawn: Vec<Drawn> = self.drawn()?.to_vec();
        drawn.retain(|drawn| is_open(drawn, &begun) && !passed(&drawn.claim_id));
        drawn.sort_by_key(|drawn| drawn.stream != Stream::Random);
        for drawn in drawn {
            let Some(stored) = self.file.decision(&drawn.decision)? else { continue };
            if self.may_look(&stored)? {
                self.take_blind_seat(&stored)?;
                return Ok(Some(drawn.claim_id));
            }
        }
        Ok(None)
    }

    /// Somebody else's decision in force on the claim as it stands; conflicts are a supervisor's (ROLE-06). A
    /// decision may still be held here: a look that comes early can be heeded.
    fn may_look(&self, stored: &StoredDecision) -> Result<bool, Failure> {
        let decision = &stored.decision;
        let contested = !self.index.contested(&decision.claim_id)?.is_empty();
        Ok(decision.actor.name != self.actor.name
            && stored.in_force()
            && (!contested || self.actor.role == Role::Supervisor)
            && self.is_unchanged(stored)?)
    }

    /// Whether the claim is still the one that was decided.
    pub(super) fn is_unchanged(&self, stored: &StoredDecision) -> Result<bool, Failure> {
        let row = self.index.row(&stored.decision.claim_id)?;
        Ok(row.is_some_and(|row| row.digest == stored.decision.claim_digest))
    }

    fn take_blind_seat(&mut self, stored: &StoredDecision) -> Result<(), Failure> {
        let subject = Subject { claim_id: &stored.decision.claim_id, digest: &stored.decision.claim_digest };
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        self.file.take_seat(subject, Seat::Quality, Some(&stored.decision.id), &stamp)?;
        self.work.forget();
        Ok(())
    }
}

/// Whether nobody has begun or signed it.
fn is_open(drawn: &Drawn, begun: &LooksBegun) -> bool {
    !begun.signed.contains(&drawn.decision) && seated(begun, drawn).is_none()
}
