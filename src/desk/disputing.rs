//! Disputes: somebody else looks again, with an empty checklist, and sees the first decision only afterwards (M10).

use super::{Desk, Failure, FailureKind, RecordedDecision, Review};
use crate::domain::{
    Act, Claim, ClaimId, DecisionKind, Digest, DisputeAnswer, Event, HistoryAction, QueueKind, Role, Seat,
};
use crate::rules::dispute;
use crate::store::desk_file::{Stamp, Subject};
use std::sync::Arc;

/// What stands in the place of a text that is hidden.
const SEALED: &str = "Sealed until every cell is judged.";

/// Which look at the claim comes now.
pub(super) fn seat(claim: &Claim) -> Seat {
    if claim.is_submitted_dispute() { Seat::Dispute } else { Seat::First }
}

/// Whether this look settles a dispute.
pub(super) fn seat_is_dispute(review: &Review) -> bool {
    review.seat == Seat::Dispute
}

/// The rejection of this desk that a dispute is about.
pub(super) fn prior<'r>(
    claim: &Claim,
    earlier: Option<&'r RecordedDecision>,
) -> Option<&'r RecordedDecision> {
    earlier.filter(|found| claim.is_submitted_dispute() && found.decision.kind == DecisionKind::Reject)
}

/// Hides the first decision and everything that tells of it.
pub(super) fn seal(review: &mut Review, events: &[Event]) {
    review.earlier = None;
    review.claim = Arc::new(without_answers(&review.claim));
    let open: Vec<Event> = events.iter().filter(|event| !tells(&event.act)).cloned().collect();
    review.history = super::history::lines(&review.claim, &open);
    review.sealed = true;
}

/// Whether an act tells what the first reviewer said or decided, or who that was.
fn tells(act: &Act) -> bool {
    match act {
        Act::Judged { seat, .. }
        | Act::Cleared { seat, .. }
        | Act::QualificationsSeen { seat, .. }
        | Act::DocumentExcluded { seat, .. }
        | Act::ClaimReasonsSet { seat, .. } => *seat != Seat::Dispute,
        Act::SeatTaken { .. } => false,
        _ => true,
    }
}

/// The claim without the words of the rejection: its note, and comments that came with it.
fn without_answers(claim: &Claim) -> Claim {
    let mut hidden = claim.clone();
    let opened = claim.history.iter().rposition(|entry| entry.action == HistoryAction::Dispute);
    let before = hidden.history.iter_mut().take(opened.unwrap_or_default());
    let Some(rejection) = before.rev().find(|entry| entry.action == HistoryAction::Rejection) else {
        return hidden;
    };
    rejection.note = rejection.note.as_ref().map(|_| SEALED.to_owned());
    let (actor, on) = (rejection.actor.clone(), rejection.on);
    let with_it = hidden.comments.iter_mut().filter(|comment| comment.author == actor && comment.on >= on);
    with_it.for_each(|comment| SEALED.clone_into(&mut comment.text));
    hidden
}

/// How the reasons of the first decision are answered as the cells stand, with the cause the reviewer named.
pub(super) fn answer(review: &Review) -> Option<DisputeAnswer> {
    let claim = &review.claim;
    if !claim.is_submitted_dispute() || review.sealed {
        return None;
    }
    let first = prior(claim, review.earlier.as_ref()).map(|found| &found.decision);
    let original = dispute::original_reasons(claim, &review.edition, first);
    let proposed = dispute::proposed(&original, claim, &review.checklist);
    Some(DisputeAnswer { cause: review.cause.or(proposed.cause), ..proposed })
}

impl Desk {
    /// Why this person may not settle the dispute of a claim; `None` for a claim without one.
    pub(super) fn exclusion(&self, claim: &Claim, prior: Option<&RecordedDecision>) -> Option<String> {
        if !claim.is_submitted_dispute() {
            return None;
        }
        let first = prior.map(|found| &found.decision);
        dispute::may_settle(claim, first, &self.actor).err().map(|refused| refused.text)
    }

    /// Whether `next` may serve a claim to this person: never a dispute of one's own decision.
    pub(super) fn may_serve(&mut self, id: &ClaimId) -> Result<bool, Failure> {
        if self.index.row(id)?.is_none_or(|row| row.kind != Some(QueueKind::Dispute)) {
            return Ok(true);
        }
        let claim = self.claim(id)?;
        let earlier = self.earlier(id, &claim.digest())?;
        Ok(self.exclusion(&claim, prior(&claim, earlier.as_ref())).is_none())
    }

    /// Takes the seat of a dispute before its first verdict; whoever sits there already stays.
    pub(super) fn sit_down(
        &mut self,
        id: &ClaimId,
        digest: &Digest,
        prior: Option<&RecordedDecision>,
    ) -> Result<(), Failure> {
        let decision = prior.map(|found| found.decision.id.clone());
        let sits = self.file.seat(id, Seat::Dispute)?;
        let other = sits.filter(|sits| sits.decision == decision && sits.actor.name != self.actor.name);
        if let Some(sits) = other.filter(|_| self.actor.role != Role::Supervisor) {
            let why = format!(
                "{} settles this dispute since {}.",
                sits.actor.name,
                sits.at.format("%Y-%m-%d %H:%M UTC")
            );
            return Err(Failure::new(FailureKind::Refused, format!("Claim {id} was not judged."), why)
                .hint("A supervisor can take it over; the checklist then starts empty."));
        }
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        self.file.take_seat(Subject { claim_id: id, digest }, Seat::Dispute, decision.as_ref(), &stamp)?;
        Ok(())
    }
}
