//! Decisions: signed, recorded durably, taken back by a new act.

use super::commit_card::Wording;
use super::disputing;
use super::failure::sentence;
use super::reviewing::recorded;
use super::{
    Changes, DecideRequest, DecisionState, Desk, Done, Failure, FailureKind, Receipt, RecordedDecision,
    Review,
};
use crate::domain::{ClaimId, Decision, Seat};
use crate::rules::{self, Signing};
use crate::store::desk_file::{DecisionFilter, NotSaved, Saved, Stamp, Subject};
use chrono::{DateTime, Utc};

impl Desk {
    /// Signs and records a decision, and says which claim comes next. Answers only after it is on disk; the same
    /// request again gives the same receipt.
    pub fn decide(&mut self, request: &DecideRequest) -> Result<Done<Receipt>, Failure> {
        let (recorded, seat) = self.record_decision(request)?;
        let holder = if seat == Seat::First { self.holder(&request.claim_id)? } else { None };
        let next = self.next(Some(&request.claim_id))?;
        let changes = Changes { queue: true, claim: true, views: false };
        Ok(Done { value: Receipt { recorded, holder, next, seat }, changes })
    }

    /// The same without looking through the queue for what comes next, which takes longer the more there is. Says in
    /// which seat it was: a second look is signed where a decision would be recorded.
    pub fn record_decision(&mut self, request: &DecideRequest) -> Result<(RecordedDecision, Seat), Failure> {
        let recorded = if self.is_blind(&request.claim_id)? {
            (self.sign_look(request)?, Seat::Quality)
        } else {
            (self.first_decision(request)?, Seat::First)
        };
        self.work.forget();
        Ok(recorded)
    }

    fn first_decision(&mut self, request: &DecideRequest) -> Result<RecordedDecision, Failure> {
        if let Some(done) = self.already_recorded(request)? {
            return Ok(done);
        }
        let now = self.now();
        let mut review = self.review(&request.claim_id)?;
        check_unchanged(request, &review)?;
        take_over(&mut review, request);
        let decision = sign(&review, request, self.last_decision(&request.claim_id)?.as_ref(), now)?;
        match self.file.decide(&decision, request.round)? {
            Saved::Yes { seq, hash } => {
                Ok(RecordedDecision { decision, seq, hash, state: DecisionState::Held })
            }
            Saved::No(why) => Err(not_decided(&request.claim_id, &why)),
        }
    }

    /// Takes back the held decision in force on a claim by a new act (DEC-07).
    pub fn withdraw(&mut self, id: &ClaimId, reason: &str) -> Result<Done<()>, Failure> {
        let refused = |why: String| {
            Failure::new(FailureKind::Refused, format!("The decision on claim {id} stands."), why)
        };
        let found = if self.is_blind(id)? { None } else { self.file.decision_in_force(id)? };
        let found = found.ok_or_else(|| refused("No decision of this desk is in force on it.".to_owned()))?;
        if found.released.is_some() {
            return Err(refused("It was released; a released decision is not withdrawn.".to_owned())
                .hint(format!("Open it again with a reason: proofdesk reopen {id} --because TEXT.")));
        }
        if let Some(guard) = rules::withdrawal_guard(&found.decision, &self.actor, reason) {
            return Err(refused(guard.text));
        }
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        match self.file.withdraw(&found.decision.id, reason.trim(), &stamp)? {
            Saved::Yes { .. } => {
                self.work.forget();
                Ok(Done { value: (), changes: Changes { queue: true, claim: true, views: false } })
            }
            Saved::No(why) => Err(refused(sentence(&why))),
        }
    }

    /// Passes a claim on: it leaves this person's queue and nobody else's.
    pub fn skip(&mut self, id: &ClaimId, reason: &str) -> Result<Done<Option<ClaimId>>, Failure> {
        if reason.trim().is_empty() {
            return Err(Failure::new(
                FailureKind::Usage,
                format!("Claim {id} was not skipped."),
                "A reason is missing.",
            ));
        }
        let digest = self.claim(id)?.digest();
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        self.file.skip(Subject { claim_id: id, digest: &digest }, reason.trim(), &stamp)?;
        self.leave(Some(id))?;
        self.work.forget();
        let next = self.next(Some(id))?;
        Ok(Done { value: next, changes: Changes { queue: true, claim: false, views: false } })
    }

    fn already_recorded(&mut self, request: &DecideRequest) -> Result<Option<RecordedDecision>, Failure> {
        let found = self.file.decision_in_force(&request.claim_id)?;
        Ok(found.filter(|found| found.decision.id == request.id).map(recorded))
    }

    pub(super) fn last_decision(&mut self, id: &ClaimId) -> Result<Option<Decision>, Failure> {
        let all = DecisionFilter { claim: Some(id.clone()), ..DecisionFilter::default() };
        Ok(self.file.decisions(&all)?.pop().map(|found| found.decision))
    }
}

fn not_decided(id: &ClaimId, why: &NotSaved) -> Failure {
    Failure::new(FailureKind::Stale, format!("Claim {id} was not decided."), sentence(why))
        .hint("Nothing was recorded and your text is kept. Open the claim again to see what changed.")
}

/// The claim must be the one that was judged, and nobody may have decided it meanwhile.
fn check_unchanged(request: &DecideRequest, review: &Review) -> Result<(), Failure> {
    let stale = |why: String| {
        Failure::new(FailureKind::Stale, format!("Claim {} was not decided.", request.claim_id), why)
            .hint("Nothing was recorded and your text is kept. Open the claim again to see what changed.")
    };
    if let Some(why) = &review.excluded {
        let what = format!("Claim {} was not decided.", request.claim_id);
        return Err(Failure::new(FailureKind::Refused, what, why.clone()));
    }
    if review.digest != request.digest {
        return Err(stale("The claim differs from the one you judged.".to_owned()));
    }
    match &review.decision {
        Some(other) => Err(stale(format!("It was decided first by {}.", other.told()))),
        None if review.round != request.round => {
            Err(stale("It was decided and withdrawn meanwhile.".to_owned()))
        }
        None => Ok(()),
    }
}

/// Puts what was chosen and written into the review, as if it were kept already.
pub(super) fn take_over(review: &mut Review, request: &DecideRequest) {
    review.chosen = Some(request.kind);
    review.rationale.clone_from(&request.rationale);
    review.comment_draft.clone_from(&request.comment);
    review.residual_draft.clone_from(&request.residual_comment);
    review.cause = request.cause;
}

pub(super) fn sign(
    review: &Review,
    request: &DecideRequest,
    supersedes: Option<&Decision>,
    now: DateTime<Utc>,
) -> Result<Decision, Failure> {
    let refused = |reasons: Vec<String>| {
        Failure::new(
            FailureKind::Refused,
            format!("Claim {} cannot be decided as it stands.", request.claim_id),
            reasons.join(" "),
        )
        .hint("Nothing was recorded and your text is kept.")
    };
    let card =
        super::commit_card(review).map_err(|gaps| refused(gaps.into_iter().map(|gap| gap.text).collect()))?;
    if !card.obstacles.is_empty() {
        return Err(refused(card.obstacles));
    }
    let wording = Wording::compose(review, request.kind, &card.split, now);
    let mut templates = wording.comment.templates;
    templates.extend(wording.residual.iter().flat_map(|text| text.templates.clone()));
    let prior = disputing::prior(&review.claim, review.earlier.as_ref()).map(|found| &found.decision);
    rules::sign(Signing {
        id: request.id.clone(),
        claim: &review.claim,
        digest: review.digest,
        edition: &review.edition,
        checklist: &review.checklist,
        standing: &review.standing,
        actor: review.actor.clone(),
        now,
        kind: request.kind,
        rationale: request.rationale.clone(),
        comment: wording.comment.text,
        residual_comment: wording.residual.map(|text| text.text),
        templates,
        round: review.round + 1,
        supersedes: supersedes.map(|decision| decision.id.clone()),
        composed: Some(wording.composed),
        prior,
        dispute: disputing::answer(review),
    })
    .map_err(|refusal| refused(vec![refusal.to_string()]))
}
