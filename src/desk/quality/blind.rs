//! The review of a claim from the blind second seat: the same screen, read through the blind connection.

use super::unmarked::unmarked;
use crate::desk::reviewing::{check, mark, new_decision_id};
use crate::desk::{
    CollectedPin, DecideRequest, DecisionState, Desk, Done, DraftField, Failure, FailureKind, Judging,
    RecordedDecision, Review, deciding, history,
};
use crate::domain::{Act, Cause, ClaimId, DecisionKind, Seat, SecondLook, Stream};
use crate::policy::Chosen;
use crate::rules::{self, Standing};
use crate::store::desk_file::{Saved, Stamp, Subject};
use std::sync::Arc;

impl Desk {
    /// The claim as the second seat sees it, when this person sits there.
    pub(in crate::desk) fn blind_review(&mut self, id: &ClaimId) -> Result<Option<Review>, Failure> {
        if !self.is_blind(id)? {
            return Ok(None);
        }
        let whole = self.claim(id)?;
        let digest = whole.digest();
        let claim = Arc::new(unmarked(&whole));
        let Chosen { edition, inferred } = self.editions.for_claim(&claim);
        let standing = Standing { contested: self.contested_lines(&whole)?, ..Standing::default() };
        let drafts = self.second.blind.drafts(id)?;
        let draft = |field: DraftField| drafts.get(field.word()).cloned();
        let mut acts = self.second.blind.acts(id)?;
        acts.retain(|event| !matches!(event.act, Act::SeatTaken { .. }));
        let mut checklist = rules::checklist(&claim, &edition);
        self.second.blind.marks(id)?.fill(&mut checklist);
        Ok(Some(Review {
            // Nothing tells a second look from a first one, and no earlier verdict is seen.
            carried: Vec::new(),
            seat: Seat::First,
            sealed: false,
            excluded: None,
            cause: draft(DraftField::Cause).and_then(|word| word.parse::<Cause>().ok()),
            predictions: rules::predictions(&claim, &edition, &standing, self.now()),
            digest,
            actor: self.actor.clone(),
            decision_id: new_decision_id()?,
            edition_inferred: inferred,
            checklist,
            waiting: rules::waiting(&claim, &edition, &standing),
            clocks: rules::clocks(&claim, &edition, &standing),
            window: rules::acknowledgement_window(&claim, &edition),
            other_parties: self.other_parties(&claim)?,
            decision: None,
            earlier: None,
            round: 0,
            comment_draft: draft(DraftField::Comment),
            residual_draft: draft(DraftField::ResidualComment),
            rationale: draft(DraftField::Rationale),
            chosen: draft(DraftField::Chosen).and_then(|word| word.parse::<DecisionKind>().ok()),
            collected: CollectedPin::read(draft(DraftField::Collected).as_deref()),
            history: history::lines(&claim, &acts),
            readings: self.readings()?,
            // Who worked on it would tell who reviewed it first.
            holder: None,
            as_of: self.now(),
            standing,
            claim,
            edition,
        }))
    }

    /// Records changes to the checklist of the second seat: all of them, or none.
    pub(in crate::desk) fn judge_blind(
        &mut self,
        id: &ClaimId,
        changes: &[Judging],
    ) -> Result<Done<Review>, Failure> {
        let review = self.review(id)?;
        changes.iter().try_for_each(|change| check(&review, change))?;
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        let subject = Subject { claim_id: id, digest: &review.digest };
        self.file.judge_all(subject, (Seat::Quality, changes.iter().map(mark).collect()), &stamp)?;
        self.work.forget();
        Ok(Done::claim(self.review(id)?))
    }

    /// Signs the second look where a decision would be recorded. The same checks apply; the decision that follows
    /// from the cells is what counts.
    pub(in crate::desk) fn sign_look(
        &mut self,
        request: &DecideRequest,
    ) -> Result<RecordedDecision, Failure> {
        let id = &request.claim_id;
        let refused =
            |why: String| Failure::new(FailureKind::Stale, format!("Claim {id} was not recorded."), why);
        let mut review = self.review(id)?;
        if review.digest != request.digest {
            return Err(refused("The claim differs from the one you judged.".to_owned()));
        }
        deciding::take_over(&mut review, request);
        // Signed is what the digest stands for; nothing of it is shown.
        review.claim = self.claim(id)?;
        let now = self.now();
        let opinion = deciding::sign(&review, request, None, now)?;
        let seat = self.file.seat(id, Seat::Quality)?.and_then(|seat| seat.decision);
        let decision = seat.ok_or_else(|| refused("Nobody asked for it any more.".to_owned()))?;
        let look = SecondLook {
            stream: self.stream_of(&decision)?,
            decision,
            kind: opinion.derived,
            cells: opinion.cells.clone(),
            claim_reasons: opinion.claim_reasons.clone(),
            actor: self.actor.clone(),
            signed_at: now,
        };
        let subject = Subject { claim_id: id, digest: &review.digest };
        let stamp = Stamp { at: now, actor: &self.actor };
        match self.file.sign_second_look(subject, &look, &stamp)? {
            Saved::Yes { seq, hash } => {
                self.forget_drafts(id)?;
                Ok(RecordedDecision { decision: opinion, seq, hash, state: DecisionState::Released })
            }
            Saved::No(why) => Err(refused(why.to_string())),
        }
    }

    fn stream_of(&mut self, decision: &crate::domain::DecisionId) -> Result<Stream, Failure> {
        let drawn = self.drawn()?.iter().find(|drawn| drawn.decision == *decision);
        Ok(drawn.map_or(Stream::Targeted, |drawn| drawn.stream))
    }

    /// Text that was being written has served its purpose.
    fn forget_drafts(&mut self, id: &ClaimId) -> Result<(), Failure> {
        let kept = self.file.drafts(id)?;
        let now = self.now();
        for field in kept.keys() {
            self.file.keep_draft(id, field, None, now)?;
        }
        Ok(())
    }
}
