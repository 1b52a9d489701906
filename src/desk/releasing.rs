//! Hold, release and what follows a release: decisions leave the desk by an act and come back only by another one.

use super::failure::sentence;
use super::{Changes, Desk, Done, Failure, FailureKind, HeldDecision, Outbox, ReleaseRequest};
use crate::domain::{ClaimId, DecisionId, ReleaseWay, Role};
use crate::rules::{self, Guard};
use crate::store::StoreError;
use crate::store::desk_file::{DecisionFilter, Saved, Stamp, StoredDecision};

/// What an act on a decision changes on screen.
const DECISIONS: Changes = Changes { queue: true, claim: true, views: false };

impl Desk {
    /// The decisions held here, after those whose hold has run out were released.
    pub fn outbox(&mut self) -> Result<Outbox, Failure> {
        let released_now = self.release_due()?;
        let mut held = Vec::new();
        let hidden = self.hidden_claims()?;
        for found in self.unreleased()?.into_iter().filter(|found| !hidden.contains(&found.decision.claim_id))
        {
            let decision = found.decision;
            held.push(HeldDecision {
                customer: self.index.row(&decision.claim_id)?.map(|row| row.customer),
                claim_id: decision.claim_id,
                kind: decision.kind,
                by: decision.actor,
                decided_at: decision.decided_at,
                held_until: decision.held_until,
            });
        }
        held.sort_by_key(|row| row.held_until);
        Ok(Outbox { held, released_now, as_of: self.now() })
    }

    /// Releases held decisions in one act, all of them or none; answers the claims.
    pub fn release(&mut self, request: &ReleaseRequest) -> Result<Done<Vec<ClaimId>>, Failure> {
        let claims = match request {
            ReleaseRequest::Due => self.release_due()?,
            ReleaseRequest::All => {
                let mine =
                    |found: &StoredDecision| rules::release_guard(&found.decision, &self.actor).is_none();
                let chosen = self.unreleased()?.into_iter().filter(mine).collect();
                self.release_these(chosen)?
            }
            ReleaseRequest::Claims(claims) => {
                let chosen = claims.iter().map(|id| self.held_on(id)).collect::<Result<_, _>>()?;
                self.release_these(chosen)?
            }
        };
        Ok(Done { value: claims, changes: DECISIONS })
    }

    /// Opens the released decision in force on a claim again, for a reason (DEC-07).
    pub fn reopen(&mut self, id: &ClaimId, reason: &str) -> Result<Done<()>, Failure> {
        let found = self.in_force(id)?;
        allowed(id, rules::reopening_guard(&found.decision, &self.actor, reason))?;
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        let saved = self.file.reopen(&found.decision.id, reason.trim(), &stamp)?;
        self.taken_back(id, saved)
    }

    /// Finds the released decision in force on a claim procedurally wrong, without a finding on the merits (M10).
    pub fn void(&mut self, id: &ClaimId, reason: &str) -> Result<Done<()>, Failure> {
        let found = self.in_force(id)?;
        allowed(id, rules::voiding_guard(&found.decision, &self.actor, reason))?;
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        let saved = self.file.void(&found.decision.id, reason.trim(), &stamp)?;
        self.taken_back(id, saved)
    }

    /// Releases what is due. Called when the desk is used, never by a timer; while another process writes, it is left
    /// for the next time.
    pub(super) fn release_due(&mut self) -> Result<Vec<ClaimId>, Failure> {
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        let due = match self.file.release_due(&stamp) {
            Ok(due) => due,
            Err(StoreError::Busy { .. }) => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
        if !due.is_empty() {
            self.work.forget();
        }
        self.claims_of(&due)
    }

    /// The decision in force on a claim, the newest when earlier revisions were decided too.
    pub(super) fn in_force(&self, id: &ClaimId) -> Result<StoredDecision, Failure> {
        let found = if self.is_blind(id)? { None } else { self.file.decision_in_force(id)? };
        found.ok_or_else(|| stands(id, "No decision of this desk is in force on it.".to_owned()))
    }

    /// Every decision in force that has not left the desk.
    pub(super) fn unreleased(&self) -> Result<Vec<StoredDecision>, Failure> {
        let filter = DecisionFilter { in_force: true, released: Some(false), ..DecisionFilter::default() };
        Ok(self.file.decisions(&filter)?)
    }

    fn held_on(&self, id: &ClaimId) -> Result<StoredDecision, Failure> {
        let claim = Some(id.clone());
        let filter =
            DecisionFilter { claim, in_force: true, released: Some(false), ..DecisionFilter::default() };
        let held = if self.is_blind(id)? { None } else { self.file.decisions(&filter)?.pop() };
        held.ok_or_else(|| {
            Failure::new(
                FailureKind::Refused,
                "Nothing was released.",
                format!("No decision on claim {id} is held here."),
            )
        })
    }

    fn release_these(&mut self, chosen: Vec<StoredDecision>) -> Result<Vec<ClaimId>, Failure> {
        let refused = |why: String| Failure::new(FailureKind::Refused, "Nothing was released.", why);
        if let Some(guard) =
            chosen.iter().find_map(|found| rules::release_guard(&found.decision, &self.actor))
        {
            return Err(refused(guard.text));
        }
        // Decisions that follow from one resolution leave the desk together.
        let mut ids: Vec<DecisionId> = Vec::new();
        for found in chosen {
            ids.extend(self.file.together(&found.decision.id)?);
        }
        ids.sort();
        ids.dedup();
        let batch = ids.len() > 1 && self.actor.role == Role::Supervisor;
        let way = if batch { ReleaseWay::Batch } else { ReleaseWay::Hand };
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        match self.file.release(&ids, way, &stamp)? {
            Saved::Yes { .. } => {
                self.work.forget();
                self.claims_of(&ids)
            }
            Saved::No(why) => Err(refused(sentence(&why))),
        }
    }

    fn claims_of(&self, ids: &[DecisionId]) -> Result<Vec<ClaimId>, Failure> {
        let mut claims = Vec::new();
        for id in ids {
            claims.extend(self.file.decision(id)?.map(|found| found.decision.claim_id));
        }
        Ok(claims)
    }

    fn taken_back(&mut self, id: &ClaimId, saved: Saved) -> Result<Done<()>, Failure> {
        match saved {
            Saved::Yes { .. } => {
                self.work.forget();
                Ok(Done { value: (), changes: DECISIONS })
            }
            Saved::No(why) => Err(stands(id, sentence(&why))),
        }
    }
}

/// Refuses unless nothing objects.
fn allowed(id: &ClaimId, guard: Option<Guard>) -> Result<(), Failure> {
    guard.map_or(Ok(()), |guard| Err(stands(id, guard.text)))
}

fn stands(id: &ClaimId, why: String) -> Failure {
    Failure::new(FailureKind::Refused, format!("The decision on claim {id} stands."), why)
}
