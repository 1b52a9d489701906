//! What was looked at before a conflict is settled, and the first thing that is different now.

use crate::desk::{ComparedSide, SeenClaim, SeenConflict};
use crate::domain::{Conflict, Digest, FactorGrade, Hasher};
use serde::Serialize;

impl SeenConflict {
    pub(super) fn of(conflict: &Conflict, sides: &[ComparedSide]) -> Self {
        let claims = sides.iter().map(|side| SeenClaim {
            claim_id: side.review.claim.claim_id.clone(),
            digest: side.review.digest,
            round: side.review.round,
            cells: digest_of(&side.review.checklist),
            grades: digest_of::<[FactorGrade]>(&side.grades),
        });
        Self { conflict: conflict.id.clone(), parties: conflict.digest(), claims: claims.collect() }
    }

    /// The first thing that is not as it was, as a sentence that names it.
    pub fn first_difference(&self, now: &Self) -> Option<String> {
        self.claims
            .iter()
            .find_map(|seen| match now.claims.iter().find(|claim| claim.claim_id == seen.claim_id) {
                Some(claim) => seen.difference(claim),
                None => Some(format!("Claim {} is no party any more.", seen.claim_id)),
            })
            .or_else(|| {
                let known = |id| self.claims.iter().any(|seen| seen.claim_id == id);
                let new = now.claims.iter().find(|claim| !known(claim.claim_id.clone()))?;
                Some(format!("Claim {} is a party now.", new.claim_id))
            })
            .or_else(|| {
                (self != now).then(|| format!("The parties of conflict {} are others now.", self.conflict))
            })
    }
}

impl SeenClaim {
    fn difference(&self, now: &Self) -> Option<String> {
        let id = &self.claim_id;
        match now {
            _ if self.digest != now.digest => Some(format!("Claim {id} came with another content.")),
            _ if self.round != now.round => Some(format!("Claim {id} was decided meanwhile.")),
            _ if self.cells != now.cells => Some(format!("Cells of claim {id} were judged differently.")),
            _ if self.grades != now.grades => Some(format!("Grades of claim {id} were changed.")),
            _ => None,
        }
    }
}

fn digest_of<T: Serialize + ?Sized>(value: &T) -> Digest {
    let mut hasher = Hasher::new("proofdesk-seen-v1");
    // Serialising plain data of these types cannot fail; an empty field would still change the digest.
    hasher.field(&serde_json::to_vec(value).unwrap_or_default());
    hasher.finish()
}
