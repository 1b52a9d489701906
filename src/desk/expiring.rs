//! Clocks that ran out: proposed as a batch with the latest open request, confirmed by a person, never done (DEC-14).

use super::failure::sentence;
use super::{Changes, Desk, Done, ExpiryRow, Failure, FailureKind};
use crate::domain::{ClaimId, Digest};
use crate::policy::Chosen;
use crate::rules::{self, Prediction};
use crate::store::Filter;
use crate::store::desk_file::{Expiry, Saved, Stamp, StoredExpiry, Subject};
use crate::store::index::{Query, Window};

/// Claims read at once while looking for clocks that ran out.
const PAGE: u32 = 256;

impl Desk {
    /// What clocks have done since the snapshot, as far as it can be predicted, the earliest first. Those that were
    /// confirmed here are marked and not proposed again.
    pub fn expiries(&mut self) -> Result<Vec<ExpiryRow>, Failure> {
        let confirmed = self.file.expiries()?;
        let mut rows = Vec::new();
        for id in self.overdue()? {
            let (claim, due) = self.due(&id)?;
            rows.extend(due.into_iter().map(|prediction| {
                ExpiryRow {
                    claim_id: id.clone(),
                    partner: claim.partner.name.clone(),
                    customer: claim.customer.name.clone(),
                    status: claim.status,
                    confirmed: confirmed
                        .iter()
                        .find(|known| is_same(known, &id, &prediction))
                        .map(|known| (known.actor.name.clone(), known.at)),
                    prediction,
                }
            }));
        }
        rows.sort_by(|a, b| (a.prediction.at, &a.claim_id).cmp(&(b.prediction.at, &b.claim_id)));
        Ok(rows)
    }

    /// Confirms for the system of record what the clocks of these claims have done: all of them, or none.
    pub fn confirm_expiries(&mut self, claims: &[ClaimId]) -> Result<Done<u64>, Failure> {
        let refused = |why: String| Failure::new(FailureKind::Refused, "Nothing was confirmed.", why);
        let confirmed = self.file.expiries()?;
        let mut batch: Vec<(ClaimId, Digest, Expiry)> = Vec::new();
        for id in claims {
            let (claim, due) = self.due(id)?;
            let open: Vec<Prediction> = due
                .into_iter()
                .filter(|due| !confirmed.iter().any(|known| is_same(known, id, due)))
                .collect();
            if open.is_empty() {
                return Err(refused(format!("No clock of claim {id} ran out that is not confirmed yet.")));
            }
            let digest = claim.digest();
            batch.extend(open.into_iter().map(|prediction| (id.clone(), digest, expiry(prediction))));
        }
        let acts: Vec<(Subject<'_>, Expiry)> = batch
            .iter()
            .map(|(claim_id, digest, expiry)| (Subject { claim_id, digest }, expiry.clone()))
            .collect();
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        match self.file.confirm_expiries(&acts, &stamp)? {
            Saved::Yes { .. } => {
                self.work.forget();
                let changes = Changes { queue: true, claim: true, views: false };
                Ok(Done { value: acts.len() as u64, changes })
            }
            Saved::No(why) => Err(refused(sentence(&why))),
        }
    }

    /// Claims whose clock in force ran out.
    fn overdue(&mut self) -> Result<Vec<ClaimId>, Failure> {
        let filter = Filter::DueWithin(0);
        let as_of = self.now();
        self.look_at_work()?;
        let query =
            Query { filter: &filter, sort: &[], marks: self.work.marks(), as_of, texts: &self.snapshot };
        let mut found = Vec::new();
        loop {
            let page = self.index.page(&query, Window { offset: found.len() as u64, limit: PAGE })?;
            let rows = page.rows.len();
            found.extend(page.rows.into_iter().map(|row| row.claim_id));
            if rows < PAGE as usize {
                return Ok(found);
            }
        }
    }

    fn due(
        &mut self,
        id: &ClaimId,
    ) -> Result<(std::sync::Arc<crate::domain::Claim>, Vec<Prediction>), Failure> {
        let claim = self.claim(id)?;
        let Chosen { edition, .. } = self.editions.for_claim(&claim);
        let standing = self.standing(&claim, None)?;
        let now = self.now();
        let mut due = rules::predictions(&claim, &edition, &standing, now);
        due.retain(|prediction| prediction.changes_status && prediction.is_due(now));
        Ok((claim, due))
    }
}

fn is_same(known: &StoredExpiry, id: &ClaimId, prediction: &Prediction) -> bool {
    known.claim_id == *id
        && known.expiry.transition == prediction.transition.as_str()
        && known.expiry.deadline == prediction.at
}

fn expiry(prediction: Prediction) -> Expiry {
    Expiry {
        transition: prediction.transition.as_str().to_owned(),
        deadline: prediction.at,
        request: prediction.request.unwrap_or_default(),
    }
}
