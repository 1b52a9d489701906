//! Settling conflicts: everything a resolution rests on, its cascade before it happens, and the act itself.
//!
//! What was looked at is compared again at the commit; whatever changed refuses it and is named. Nothing here picks a
//! winner, and grades are never added up.

mod batch;
mod card;
mod committing;
mod seen;
mod standing;

use super::{
    ComparedSide, Comparison, ConflictRow, Desk, Done, Failure, FailureKind, GradeRequest, RecordedResolution,
};
use crate::domain::{
    CellKey, Conflict, ConflictId, Factor, FactorGrade, Party, PartyAnswer, PartyClaim, PartyRole,
};
use crate::rules::detection::key_of;
use crate::rules::{self, GoneIncumbent, Side};
use crate::store::Filter;
use crate::store::desk_file::{ResolutionFilter, Stamp, StoredGrade, StoredResolution, Subject};
use std::collections::BTreeSet;

impl Desk {
    /// One conflict with everything a resolution of it rests on.
    pub fn compare(&mut self, id: &ConflictId) -> Result<Comparison, Failure> {
        let ConflictRow { conflict, window, standings, .. } = self.conflict_row(id)?;
        let grades = self.file.grades(id)?;
        let mut sides = Vec::new();
        for (Party { role, claim }, state) in conflict.parties.iter().zip(&standings) {
            let Some(party) = claim else { continue };
            let answer = state.answered.answer;
            sides.push(ComparedSide { answer, ..self.compared_side(*role, party, &grades)? });
        }
        let known = self
            .file
            .resolutions(&ResolutionFilter { conflict: Some(id.clone()), ..ResolutionFilter::default() })?;
        let parties = conflict.digest();
        let (mut settled, earlier): (Vec<_>, Vec<_>) =
            known.into_iter().partition(|stored| settles(stored, id, &parties));
        Ok(Comparison {
            seen: super::SeenConflict::of(&conflict, &sides),
            settled: settled.pop().map(recorded),
            earlier: earlier.into_iter().map(recorded).collect(),
            as_of: self.now(),
            gone: self.gone_incumbents(&conflict)?,
            window,
            conflict,
            sides,
        })
    }

    /// Records the grade of one factor for one party, durably, and returns the conflict as it stands then.
    pub fn grade(&mut self, request: &GradeRequest) -> Result<Done<Comparison>, Failure> {
        let comparison = self.compare(&request.conflict)?;
        let what = "The factor was not graded.";
        let refused = |why: String| Failure::new(FailureKind::Refused, what, why);
        let side = comparison.sides.iter().find(|side| side.party.claim_id == request.claim_id).ok_or_else(
            || {
                let why = format!("Claim {} is no party of conflict {}.", request.claim_id, request.conflict);
                Failure::new(FailureKind::NotFound, what, why)
            },
        )?;
        if comparison.settled.is_some() {
            return Err(refused("The conflict is settled. Take the resolution back first.".to_owned()));
        }
        if !request.grade.is_carried() {
            let why = "A grade rests on pinned text; only a 0 may have a note instead.";
            return Err(refused(why.to_owned()));
        }
        let claim = &side.review.claim;
        let missing =
            request.grade.pin.as_ref().filter(|pin| {
                claim.document(&pin.document).is_none_or(|document| pin.quote(document).is_none())
            });
        if let Some(pin) = missing {
            return Err(refused(format!("{} does not hold the pinned text.", pin.document)));
        }
        let subject = Subject { claim_id: &claim.claim_id, digest: &side.review.digest };
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        self.file.grade(subject, (&request.conflict, &request.grade), &stamp)?;
        self.work.forget();
        Ok(Done::claim(self.compare(&request.conflict)?))
    }

    /// Claims of the customer that held what is contested and do not any more.
    fn gone_incumbents(&self, conflict: &Conflict) -> Result<Vec<GoneIncumbent>, Failure> {
        let mut gone = Vec::new();
        // Only where nobody on file holds it: a former holder is of no matter while somebody does.
        if conflict.incumbents().any(|party| party.claim.is_some()) {
            return Ok(gone);
        }
        for row in self.claims_where(&Filter::Customer(conflict.key.tenant.to_string()))? {
            let Some(claim) = self.snapshot.claim(&row.claim_id)? else { continue };
            let about =
                claim.workloads.iter().any(|line| key_of(&claim, line, &self.editions) == conflict.key);
            gone.extend(GoneIncumbent::of(&claim).filter(|_| about));
        }
        Ok(gone)
    }

    fn compared_side(
        &mut self,
        role: PartyRole,
        party: &PartyClaim,
        grades: &[StoredGrade],
    ) -> Result<ComparedSide, Failure> {
        let id = &party.claim_id;
        if self.is_blind(id)? {
            let why = format!("You look at claim {id} a second time, so the other parties stay hidden.");
            return Err(Failure::new(FailureKind::Refused, "The conflict cannot be shown to you.", why));
        }
        let review = self.review(id)?;
        let by_cell = self.file.judges(id, review.seat)?;
        let concerns = |key: &CellKey| key.workload.as_deref().is_none_or(|of| of == party.workload);
        let judges = by_cell.into_iter().filter(|(key, _)| concerns(key)).map(|(_, by)| by).collect();
        let (current, outdated): (Vec<&StoredGrade>, Vec<&StoredGrade>) = grades
            .iter()
            .filter(|stored| stored.claim_id == *id)
            .partition(|stored| stored.digest == review.digest);
        Ok(ComparedSide {
            role,
            party: party.clone(),
            gate: rules::gate(&review.claim, &review.edition, &review.checklist, &party.workload),
            grades: current.into_iter().map(|stored| stored.grade.clone()).collect(),
            outdated: outdated.into_iter().map(|stored| stored.grade.factor).collect(),
            judges,
            latest_proof: rules::latest_proof(&review.claim, &review.checklist),
            answer: PartyAnswer::NotAsked,
            review,
        })
    }
}

impl ComparedSide {
    /// The grade of a factor, if it was given for this very claim.
    pub fn grade(&self, factor: Factor) -> Option<&FactorGrade> {
        self.grades.iter().find(|grade| grade.factor == factor)
    }

    pub(super) fn as_side(&self) -> Side<'_> {
        Side {
            role: self.role,
            party: &self.party,
            claim: &self.review.claim,
            edition: &self.review.edition,
            checklist: &self.review.checklist,
            grades: &self.grades,
            judges: &self.judges,
            answer: self.answer,
        }
    }
}

/// Whether a resolution in force settles the conflict between these very parties and papers.
fn settles(stored: &StoredResolution, id: &ConflictId, parties: &crate::domain::Digest) -> bool {
    stored.ended.is_none()
        && stored.resolution.rulings.iter().any(|ruling| ruling.conflict == *id && ruling.parties == *parties)
}

/// A stored resolution as it is shown.
pub(super) fn recorded(stored: StoredResolution) -> RecordedResolution {
    let ended = stored
        .ended
        .map(|end| format!("{} on {}: {}", end.actor.name, end.at.format("%Y-%m-%d %H:%M UTC"), end.reason));
    RecordedResolution {
        resolution: stored.resolution,
        seq: stored.seq,
        hash: stored.hash,
        released: stored.released,
        ended,
    }
}

/// Names of the partners of other parties, for keeping them out of a message to one of them.
fn others<'c>(conflicts: impl Iterator<Item = &'c Conflict>, own: &str) -> Vec<String> {
    let names: BTreeSet<String> = conflicts
        .flat_map(Conflict::claims)
        .map(|party| party.partner.clone())
        .filter(|name| name != own)
        .collect();
    names.into_iter().collect()
}
