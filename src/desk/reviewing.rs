//! One claim on the desk: everything the review screen needs, and every change to its checklist.

use super::{
    CollectedPin, DecisionState, Desk, Done, DraftField, Failure, FailureKind, Judging, RecordedDecision,
    Review, history,
};
use super::{carrying, disputing};
use crate::domain::{
    Cause, Cell, CellKey, Claim, ClaimId, DecisionId, DecisionKind, Digest, Judgement, Seat,
};
use crate::policy::{Chosen, Edition};
use crate::rules::{self, Standing};
use crate::store::desk_file::{Mark, Stamp, StoredDecision, Subject};
use std::sync::Arc;

impl Desk {
    /// The claim with everything judged, drafted and decided so far.
    pub fn review(&mut self, id: &ClaimId) -> Result<Review, Failure> {
        if let Some(review) = self.blind_review(id)? {
            return Ok(review);
        }
        let claim = self.claim(id)?;
        let Chosen { edition, inferred } = self.editions.for_claim(&claim);
        let digest = claim.digest();
        let decision = self.file.decision_on(id, &digest)?.map(recorded);
        let earlier = self.earlier(id, &digest)?;
        let mut standing = self.standing(&claim, decision.as_ref())?;
        let drafts = self.file.drafts(id)?;
        let draft = |field: DraftField| drafts.get(field.word()).cloned();
        let mut checklist = rules::checklist(&claim, &edition);
        let seat = disputing::seat(&claim);
        let marks = self.file.checklist_marks(id, seat)?;
        marks.fill(&mut checklist);
        let carried = carrying::carry(&claim, &edition, &marks, &mut checklist);
        standing.earlier = earlier
            .as_ref()
            .filter(|_| seat == Seat::First)
            .and_then(|found| carrying::earlier(&claim, &edition, &marks, &found.decision));
        let excluded = self.exclusion(&claim, disputing::prior(&claim, earlier.as_ref()));
        let events = self.file.events(Some(id))?;
        let mut review = Review {
            carried,
            seat,
            sealed: false,
            excluded,
            digest,
            actor: self.actor.clone(),
            decision_id: new_decision_id()?,
            edition_inferred: inferred,
            checklist,
            waiting: rules::waiting(&claim, &edition, &standing),
            clocks: rules::clocks(&claim, &edition, &standing),
            predictions: rules::predictions(&claim, &edition, &standing, self.now()),
            window: rules::acknowledgement_window(&claim, &edition),
            other_parties: self.other_parties(&claim)?,
            decision,
            earlier,
            round: self.file.round(id)?,
            comment_draft: draft(DraftField::Comment),
            residual_draft: draft(DraftField::ResidualComment),
            rationale: draft(DraftField::Rationale),
            chosen: draft(DraftField::Chosen).and_then(|word| word.parse::<DecisionKind>().ok()),
            cause: draft(DraftField::Cause).and_then(|word| word.parse::<Cause>().ok()),
            collected: CollectedPin::read(draft(DraftField::Collected).as_deref()),
            history: history::lines(&claim, &events),
            readings: self.readings()?,
            holder: self.holder(id)?,
            as_of: self.now(),
            standing,
            claim,
            edition,
        };
        let filled = review.checklist.open_cells().next().is_none() || review.decision.is_some();
        if seat == Seat::Dispute && review.excluded.is_none() && !filled {
            disputing::seal(&mut review, &events);
        }
        Ok(review)
    }

    /// Records one change to the checklist, durably, and returns the claim as it stands then.
    pub fn judge(&mut self, id: &ClaimId, change: &Judging) -> Result<Done<Review>, Failure> {
        self.judge_all(id, std::slice::from_ref(change))
    }

    /// Records several changes to the checklist of a claim in one act of saving: all of them, or none.
    pub fn judge_all(&mut self, id: &ClaimId, changes: &[Judging]) -> Result<Done<Review>, Failure> {
        if self.is_blind(id)? {
            return self.judge_blind(id, changes);
        }
        let review = self.review(id)?;
        changes.iter().try_for_each(|change| check(&review, change))?;
        if let Some(decision) = &review.decision {
            return Err(Failure::new(
                FailureKind::Refused,
                format!("Claim {id} was not judged."),
                format!("A decision on it is in force: {}.", decision.told()),
            )
            .hint(
                "Withdraw the decision first, or open it again once it is released; the checklist is kept.",
            ));
        }
        if let Some(why) = review.excluded {
            return Err(Failure::new(FailureKind::Refused, format!("Claim {id} was not judged."), why));
        }
        if review.seat == Seat::Dispute {
            let claim = self.claim(id)?;
            let earlier = self.earlier(id, &review.digest)?;
            self.sit_down(id, &review.digest, disputing::prior(&claim, earlier.as_ref()))?;
        }
        let claim = self.claim(id)?;
        let marks = changes.iter().map(|change| mark(&based(change, &claim, &review.edition))).collect();
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        let subject = Subject { claim_id: id, digest: &review.digest };
        self.file.judge_all(subject, (review.seat, marks), &stamp)?;
        self.work.forget();
        Ok(Done::claim(self.review(id)?))
    }

    /// Keeps a text while it is being written; `None` forgets it.
    pub fn keep_draft(&mut self, id: &ClaimId, field: DraftField, text: Option<&str>) -> Result<(), Failure> {
        let now = self.now();
        self.work.forget();
        Ok(self.file.keep_draft(id, field.word(), text, now)?)
    }

    /// The claim as the snapshot holds it.
    pub(super) fn claim(&mut self, id: &ClaimId) -> Result<Arc<Claim>, Failure> {
        if let Some(open) = self.open.as_ref().filter(|claim| claim.claim_id == *id) {
            return Ok(Arc::clone(open));
        }
        let claim = self.snapshot.claim(id)?.ok_or_else(|| {
            Failure::new(
                FailureKind::NotFound,
                format!("There is no claim {id}."),
                "The snapshot does not hold it.",
            )
            .hint("proofdesk queue lists the claims.")
        })?;
        let claim = Arc::new(claim);
        self.open = Some(Arc::clone(&claim));
        Ok(claim)
    }

    /// The newest decision in force on another revision of the claim.
    pub(super) fn earlier(&self, id: &ClaimId, digest: &Digest) -> Result<Option<RecordedDecision>, Failure> {
        let found = self.file.decision_in_force(id)?;
        Ok(found.filter(|found| found.decision.claim_digest != *digest).map(recorded))
    }

    pub(super) fn standing(
        &mut self,
        claim: &Claim,
        decision: Option<&RecordedDecision>,
    ) -> Result<Standing, Failure> {
        Ok(Standing {
            contested: self.contested_lines(claim)?,
            decided_here: decision.is_some(),
            decided_digest: decision.map(|recorded| recorded.decision.claim_digest),
            rulings: self.line_rulings(claim)?,
            ..Standing::default()
        })
    }

    /// Names of the other partners that claim or hold a workload of this claim.
    pub(super) fn other_parties(&mut self, claim: &Claim) -> Result<Vec<String>, Failure> {
        let mut names = Vec::new();
        for rival in self.index.rivals(&claim.claim_id)? {
            names.extend(self.index.row(&rival.claim_id)?.map(|row| row.partner));
        }
        names.sort();
        names.dedup();
        Ok(names)
    }
}

/// A verdict with what it rests on, so that it can be told later whether that still stands.
fn based(change: &Judging, claim: &Claim, edition: &Edition) -> Judging {
    match change {
        Judging::Judge(key, judgement) => {
            let basis = Some(rules::basis(claim, edition, key));
            Judging::Judge(key.clone(), Judgement { basis, ..judgement.clone() })
        }
        other => other.clone(),
    }
}

pub(super) fn mark(change: &Judging) -> Mark {
    match change.clone() {
        Judging::Judge(cell, judgement) => Mark::Judge(cell, judgement),
        Judging::Clear(cell) => Mark::Clear(cell),
        Judging::Qualifications(seen) => Mark::Qualifications(seen),
        Judging::Exclude(document, reason) => Mark::Exclude(document, reason),
        Judging::Kind(document, kind) => Mark::Kind(document, kind),
        Judging::ClaimReasons(reasons) => Mark::ClaimReasons(reasons),
    }
}

/// A judgement must be about a row of this claim, and its pins must hold the text they say.
pub(super) fn check(review: &Review, change: &Judging) -> Result<(), Failure> {
    let refused = |why: String| Failure::new(FailureKind::Refused, "The cell was not judged.", why);
    let cell = |key: &CellKey| -> Result<&Cell, Failure> {
        review.checklist.cell(key).ok_or_else(|| refused(format!("{key} does not apply to this claim.")))
    };
    match change {
        Judging::Judge(key, judgement) => {
            cell(key)?;
            let missing = judgement.pins.iter().find(|pin| !review.claim.holds(pin));
            if let Some(pin) = missing {
                return Err(refused(format!("{} does not hold the pinned text any more.", pin.document)));
            }
            let unknown = judgement.reasons.iter().find(|mark| review.edition.reason(&mark.code).is_none());
            unknown.map_or(Ok(()), |mark| {
                Err(refused(format!("The edition {} has no reason {}.", review.edition.title, mark.code)))
            })
        }
        Judging::Clear(key) => cell(key).map(|_| ()),
        Judging::Exclude(document, _) | Judging::Kind(document, _)
            if review.claim.document(document).is_none() =>
        {
            Err(refused(format!("The claim has no document {document:?}.")))
        }
        Judging::Qualifications(seen) if seen.iter().any(|number| !(1..=5).contains(number)) => {
            Err(refused("Qualifications are numbered 1 to 5.".to_owned()))
        }
        Judging::Qualifications(_) if review.checklist.qualifications.is_none() => {
            Err(refused("Managed Security Services are not claimed.".to_owned()))
        }
        Judging::Exclude(..) | Judging::Kind(..) | Judging::Qualifications(_) | Judging::ClaimReasons(_) => {
            Ok(())
        }
    }
}

pub(super) fn recorded(found: StoredDecision) -> RecordedDecision {
    let state = state(&found);
    RecordedDecision { decision: found.decision, seq: found.seq, hash: found.hash, state }
}

/// What became of a stored decision.
pub(super) const fn state(found: &StoredDecision) -> DecisionState {
    match found {
        StoredDecision { withdrawn: Some(_), .. } => DecisionState::Withdrawn,
        StoredDecision { reopened: Some(_), voided: true, .. } => DecisionState::Voided,
        StoredDecision { reopened: Some(_), .. } => DecisionState::Reopened,
        StoredDecision { released: Some(_), .. } => DecisionState::Released,
        StoredDecision { .. } => DecisionState::Held,
    }
}

pub(super) fn new_decision_id() -> Result<DecisionId, Failure> {
    let internal = |why: String| Failure::new(FailureKind::Internal, "No decision id could be drawn.", why);
    DecisionId::parse(&random_id().map_err(internal)?).map_err(|error| internal(error.to_string()))
}

/// Thirty-two hexadecimal digits that nobody drew before.
pub(super) fn random_id() -> Result<String, String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes.iter().flat_map(|byte| hex_digits(*byte)).collect())
}

fn hex_digits(byte: u8) -> [char; 2] {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    [digit(byte >> 4), digit(byte & 0xf)]
}
