//! One conflict with what a supervisor compares: each party's facts and cells, and the text they share.

use super::gathering::Gathered;
use crate::desk::{
    ConflictRow, ConflictView, Desk, Failure, FailureKind, Job, NoticeLine, PartyState, ReuseView, Review,
    Side, SideCell,
};
use crate::domain::{CellKey, ClaimId, Conflict, ConflictId, ConflictKey, Party, PartyClaim};
use crate::evidence::timeline::{DatedLine, Dates};
use crate::rules;
use crate::rules::detection::subject;
use std::cmp::Reverse;

impl Desk {
    /// One conflict with everything that is compared.
    pub fn conflict(&mut self, id: &ConflictId, job: &Job) -> Result<ConflictView, Failure> {
        let contest = self.contest(id)?;
        let gathered = Gathered::of(self)?;
        let row = gathered.row(self, &contest)?;
        let sides = self.sides(&row)?;
        let shared = self.shared_texts(&row.conflict, job)?;
        let notices = gathered.notices(&contest.key).iter().map(|notice| NoticeLine {
            claim_id: notice.claim_id.clone(),
            to: notice.to,
            sent_at: notice.sent_at,
            by: notice.actor.name.clone(),
        });
        Ok(ConflictView {
            digest: row.conflict.digest(),
            notices: notices.collect(),
            checks: self.cross_checks(&row.conflict)?,
            as_of: self.now(),
            sides,
            shared,
            row,
        })
    }

    fn sides(&mut self, row: &ConflictRow) -> Result<Vec<Side>, Failure> {
        let parties = row.conflict.parties.iter().zip(&row.standings);
        parties.map(|(party, state)| self.side(&row.conflict.key, (party, state))).collect()
    }

    fn side(&mut self, key: &ConflictKey, (party, state): (&Party, &PartyState)) -> Result<Side, Failure> {
        let mut side = Side {
            party: party.clone(),
            state: state.clone(),
            latest_proof: None,
            acknowledged: None,
            activity: Vec::new(),
            cells: Vec::new(),
        };
        let Some(PartyClaim { claim_id, .. }) = &party.claim else { return Ok(side) };
        let review = self.review(claim_id)?;
        side.latest_proof = rules::latest_proof(&review.claim, &review.checklist);
        let (mut acknowledged, mut activity): (Vec<DatedLine>, Vec<DatedLine>) =
            self.dated_lines(claim_id)?.into_iter().partition(|line| line.dates == Dates::Acknowledgement);
        acknowledged.sort_by_key(|line| line.to);
        activity.sort_by_key(|line| Reverse(line.to));
        side.acknowledged = acknowledged.pop();
        side.activity = activity;
        side.cells = self.side_cells(&review, key)?;
        Ok(side)
    }

    /// The cells of the whole claim and of the contested workload, as they are judged here so far.
    fn side_cells(&mut self, review: &Review, key: &ConflictKey) -> Result<Vec<SideCell>, Failure> {
        let suggestions = self.suggestions(&review.claim.claim_id)?;
        let editions = &self.editions;
        let is_contested = |cell: &CellKey| {
            cell.workload.as_ref().is_none_or(|name| subject(name, &review.edition, editions) == key.subject)
        };
        let cells =
            review.checklist.cells.iter().filter(|cell| is_contested(&cell.key)).map(|cell| SideCell {
                key: cell.key.clone(),
                settled: cell.settled.clone(),
                judged: cell.judgement.clone(),
                suggested: suggestions.cell(&cell.key).cloned(),
            });
        Ok(cells.collect())
    }

    /// The text that stands in the papers of two parties.
    fn shared_texts(&mut self, conflict: &Conflict, job: &Job) -> Result<Vec<ReuseView>, Failure> {
        let ids: Vec<ClaimId> = conflict.claims().map(|claim| claim.claim_id.clone()).collect();
        let mut shared = Vec::new();
        for (at, one) in ids.iter().enumerate() {
            for other in ids.iter().skip(at + 1) {
                match self.reuse_between(one, other, job) {
                    Ok(view) => shared.push(view),
                    // Most parties share nothing.
                    Err(failure) if failure.kind == FailureKind::NotFound => {}
                    Err(failure) => return Err(failure),
                }
            }
        }
        Ok(shared)
    }
}
