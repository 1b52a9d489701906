//! Resolutions recorded and taken back, each as one act.

use super::card::{Basis, Prepared};
use super::recorded;
use crate::desk::failure::sentence;
use crate::desk::reviewing::new_decision_id;
use crate::desk::{
    CascadePreview, Changes, ComparedSide, Comparison, DecideRequest, Desk, Done, Failure, FailureKind,
    RecordedResolution, ResolveDraft, ResolveRequest, Review, SeenConflict, deciding,
};
use crate::domain::{BatchLine, ConflictId, Decision, Resolution, ResolutionId, RuledSide, Ruling};
use crate::rules::{self, Guard};
use crate::store::desk_file::{NewResolution, ResolutionFilter, Saved, Stamp, StoredResolution};

/// What an act on resolutions changes on screen.
const RESOLUTIONS: Changes = Changes { queue: true, claim: true, views: false };

/// A resolution with its signed decisions.
pub(super) struct Signed {
    pub(super) resolution: Resolution,
    pub(super) decisions: Vec<Decision>,
}

impl Signed {
    pub(super) fn as_new(&self) -> NewResolution<'_> {
        NewResolution { resolution: &self.resolution, decisions: &self.decisions }
    }
}

impl Desk {
    /// A key for a resolution that is being prepared.
    pub fn new_resolution_id(&self) -> Result<ResolutionId, Failure> {
        ResolutionId::parse(new_decision_id()?.as_str())
            .map_err(|error| Failure::new(FailureKind::Internal, "No key could be drawn.", error.to_string()))
    }

    /// Settles conflicts and records everything that follows, in one transaction. Answers only after it is on disk; the
    /// same request again gives the same resolution. Whatever changed since it was looked at refuses it.
    pub fn resolve(&mut self, request: &ResolveRequest) -> Result<Done<RecordedResolution>, Failure> {
        if let Some(stored) = self.file.resolution(&request.id)? {
            return Ok(Done { value: recorded(stored), changes: RESOLUTIONS });
        }
        let seen = self.file.head()?.seq;
        let compared = self.compare_all(&request.draft)?;
        check_unchanged(&request.seen, &compared)?;
        let prepared = self.prepare(&request.draft, compared, Basis::single())?;
        refuse_obstacles(&prepared.card.obstacles)?;
        let signed =
            self.sign_resolution(&Naming { id: &request.id, batch: None }, &request.draft, prepared)?;
        self.save_resolutions(&[signed.as_new()], seen)?;
        self.resolved(&request.id)
    }

    /// Takes a resolution back before its release, its decisions with it.
    pub fn withdraw_resolution(
        &mut self,
        id: &ResolutionId,
        reason: &str,
    ) -> Result<Done<RecordedResolution>, Failure> {
        let stored = self.found(id)?;
        allowed(rules::resolution_withdrawal_guard(&stored.resolution, &self.actor, reason))?;
        if let Some(batch) = &stored.resolution.batch {
            let why = format!("It is a row of batch {}, which is one act until its release.", batch.plan);
            return Err(stands(why).hint("Take the whole batch back by this id."));
        }
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        let saved = self.file.withdraw_resolutions(std::slice::from_ref(id), reason.trim(), &stamp)?;
        taken_back(&saved)?;
        self.resolved(id)
    }

    /// Opens a released resolution again, its decisions with it, for a reason.
    pub fn reopen_resolution(
        &mut self,
        id: &ResolutionId,
        reason: &str,
    ) -> Result<Done<RecordedResolution>, Failure> {
        let stored = self.found(id)?;
        allowed(rules::resolution_withdrawal_guard(&stored.resolution, &self.actor, reason))?;
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        let saved = self.file.reopen_resolutions(std::slice::from_ref(id), reason.trim(), &stamp)?;
        taken_back(&saved)?;
        self.resolved(id)
    }

    /// Every resolution of this desk, oldest first, or those of one conflict.
    pub fn resolutions(&mut self, conflict: Option<&ConflictId>) -> Result<Vec<RecordedResolution>, Failure> {
        let filter = ResolutionFilter { conflict: conflict.cloned(), ..ResolutionFilter::default() };
        let hidden = self.hidden_claims()?;
        let mut found = self.file.resolutions(&filter)?;
        found.retain(|stored| !stored.resolution.claims().any(|claim| hidden.contains(claim)));
        Ok(found.into_iter().map(recorded).collect())
    }

    pub(super) fn save_resolutions(&mut self, made: &[NewResolution<'_>], seen: u64) -> Result<(), Failure> {
        match self.file.resolve(made, seen)? {
            Saved::Yes { .. } => {
                self.work.forget();
                Ok(())
            }
            Saved::No(why) => Err(stale(sentence(&why))),
        }
    }

    fn found(&self, id: &ResolutionId) -> Result<StoredResolution, Failure> {
        self.file.resolution(id)?.ok_or_else(|| {
            let why = format!("There is no resolution {id}.");
            Failure::new(FailureKind::NotFound, "No resolution was taken back.", why)
        })
    }

    fn resolved(&mut self, id: &ResolutionId) -> Result<Done<RecordedResolution>, Failure> {
        self.work.forget();
        Ok(Done { value: recorded(self.found(id)?), changes: RESOLUTIONS })
    }

    /// Signs every decision of a resolution and puts the resolution together.
    pub(super) fn sign_resolution(
        &mut self,
        naming: &Naming<'_>,
        draft: &ResolveDraft,
        prepared: Prepared,
    ) -> Result<Signed, Failure> {
        let now = self.now();
        let mut decisions = Vec::new();
        for review in &prepared.to_sign {
            let last = self.last_decision(&review.claim.claim_id)?;
            decisions.push(deciding::sign(review, &request(review), last.as_ref(), now)?);
        }
        // They leave the desk together, so they are held together.
        let held_until = decisions.iter().filter_map(|decision| decision.held_until).max();
        for decision in &mut decisions {
            decision.held_until = held_until;
        }
        let given = draft.override_reason.clone().filter(|text| !text.trim().is_empty());
        let mut waived: Vec<String> =
            prepared.card.guards.iter().map(|(_, guard)| guard.rule.clone()).collect();
        waived.dedup();
        let resolution = Resolution {
            id: naming.id.clone(),
            rulings: rulings(draft, &prepared.card.compared),
            rationale: draft.rationale.trim().to_owned(),
            consulted: draft.consulted.clone().filter(|text| !text.trim().is_empty()),
            override_reason: given.filter(|_| !waived.is_empty()),
            waived,
            cascade: prepared.card.cascade.into_iter().map(|CascadePreview { line, .. }| line).collect(),
            batch: naming.batch.clone(),
            actor: self.actor.clone(),
            decided_at: now,
        };
        Ok(Signed { resolution, decisions })
    }
}

/// Under which key a resolution is recorded.
pub(super) struct Naming<'a> {
    pub(super) id: &'a ResolutionId,
    pub(super) batch: Option<BatchLine>,
}

fn request(review: &Review) -> DecideRequest {
    DecideRequest {
        claim_id: review.claim.claim_id.clone(),
        id: review.decision_id.clone(),
        digest: review.digest,
        round: review.round,
        kind: review.chosen.unwrap_or(crate::domain::DecisionKind::ActionRequired),
        rationale: review.rationale.clone(),
        comment: None,
        residual_comment: None,
        cause: review.cause,
    }
}

fn rulings(draft: &ResolveDraft, compared: &[Comparison]) -> Vec<Ruling> {
    let ruling = |(comparison, ruling): (&Comparison, &crate::desk::DraftRuling)| Ruling {
        conflict: comparison.conflict.id.clone(),
        subject: comparison.conflict.key.subject_in_words(),
        parties: comparison.conflict.digest(),
        outcome: ruling.outcome.clone(),
        sides: comparison.sides.iter().map(ruled_side).collect(),
    };
    compared.iter().zip(&draft.rulings).map(ruling).collect()
}

fn ruled_side(side: &ComparedSide) -> RuledSide {
    RuledSide {
        claim_id: side.party.claim_id.clone(),
        digest: side.review.digest,
        workload: side.party.workload.clone(),
        latest_proof: side.latest_proof.clone(),
        fails: side.gate.failed_requirements(),
        grades: side.grades.clone(),
    }
}

/// Refuses when anything is not as it was when the card was shown, and names the first difference.
pub(super) fn check_unchanged(seen: &[SeenConflict], compared: &[Comparison]) -> Result<(), Failure> {
    for comparison in compared {
        let id = &comparison.conflict.id;
        let Some(before) = seen.iter().find(|seen| seen.conflict == *id) else {
            return Err(stale(format!("Conflict {id} was not looked at.")));
        };
        if let Some(difference) = before.first_difference(&comparison.seen) {
            return Err(stale(difference));
        }
    }
    Ok(())
}

pub(super) fn refuse_obstacles(obstacles: &[String]) -> Result<(), Failure> {
    if obstacles.is_empty() {
        return Ok(());
    }
    Err(Failure::new(
        FailureKind::Refused,
        "The conflict cannot be settled as it stands.",
        obstacles.join(" "),
    )
    .hint("Nothing was recorded."))
}

pub(super) fn stale(why: String) -> Failure {
    Failure::new(FailureKind::Stale, "Nothing was settled.", why)
        .hint("Nothing was recorded. Open the conflict again to see what changed.")
}

pub(super) fn allowed(guard: Option<Guard>) -> Result<(), Failure> {
    guard.map_or(Ok(()), |guard| Err(stands(guard.text)))
}

pub(super) fn taken_back(saved: &Saved) -> Result<(), Failure> {
    match saved {
        Saved::Yes { .. } => Ok(()),
        Saved::No(why) => Err(stands(sentence(why))),
    }
}

fn stands(why: String) -> Failure {
    Failure::new(FailureKind::Refused, "The resolution stands.", why)
}
