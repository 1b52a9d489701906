//! Grades of influence factors, who judged what, and which rows of a batch were opened.

use super::{DeskFile, Stamp, Subject};
use crate::domain::{Act, CellKey, ClaimId, ConflictId, Digest, Event, FactorGrade, Seat};
use crate::store::error::StoreError;
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

/// A grade with the revision of the claim it was given for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredGrade {
    /// The claim of the party.
    pub claim_id: ClaimId,
    /// Digest of the claim as it was graded.
    pub digest: Digest,
    /// The grade.
    pub grade: FactorGrade,
    /// Name of the person who gave it.
    pub by: String,
}

impl DeskFile {
    /// Records the grade of one factor for the party with this claim.
    pub fn grade(
        &mut self,
        subject: Subject<'_>,
        (conflict, grade): (&ConflictId, &FactorGrade),
        stamp: &Stamp<'_>,
    ) -> Result<Event, StoreError> {
        let act = Act::Graded { conflict: conflict.clone(), grade: grade.clone() };
        self.record(Some(subject), &act, stamp)
    }

    /// The grades of a conflict as they stand, by claim and factor.
    pub fn grades(&self, conflict: &ConflictId) -> Result<Vec<StoredGrade>, StoreError> {
        let refused = StoreError::sqlite("read its grades", &self.path);
        let rows = graded(self.reader()?, conflict).map_err(refused)?;
        let damaged = |why: String| StoreError::damaged(&self.path, format!("a grade of {conflict}: {why}"));
        let mut found = Vec::new();
        for (claim, digest, body, by) in rows {
            let claim_id = ClaimId::parse(&claim).map_err(|error| damaged(error.to_string()))?;
            let digest = digest.ok_or_else(|| damaged("it is about no revision of a claim".to_owned()))?;
            let mut grade: FactorGrade =
                serde_json::from_str(&body).map_err(|error| damaged(error.to_string()))?;
            grade.note = grade.note.filter(|note| !note.trim().is_empty());
            found.push(StoredGrade { claim_id, digest: Digest::from_bytes(digest), grade, by });
        }
        found.sort_by(|a, b| (&a.claim_id, a.grade.factor).cmp(&(&b.claim_id, b.grade.factor)));
        Ok(found)
    }

    /// Who gave the verdict that stands in each judged cell of a claim.
    pub fn judges(&self, claim: &ClaimId, seat: Seat) -> Result<BTreeMap<CellKey, String>, StoreError> {
        let refused = StoreError::sqlite("read who judged", &self.path);
        let rows = judged(self.reader()?, claim, seat).map_err(refused)?;
        rows.into_iter()
            .map(|(cell, by)| {
                let cell: CellKey = serde_json::from_str(&cell).map_err(|error| {
                    StoreError::damaged(&self.path, format!("a cell of {claim}: {error}"))
                })?;
                Ok((cell, by))
            })
            .collect()
    }

    /// Notes that a row of a batch was opened in full.
    pub fn open_row(
        &mut self,
        plan: &Digest,
        conflict: &ConflictId,
        stamp: &Stamp<'_>,
    ) -> Result<Event, StoreError> {
        self.record(None, &Act::RowOpened { plan: *plan, conflict: conflict.clone() }, stamp)
    }

    /// The rows of a batch that this person opened in full.
    pub fn opened_rows(&self, plan: &Digest, actor: &str) -> Result<BTreeSet<ConflictId>, StoreError> {
        let refused = StoreError::sqlite("read what was opened", &self.path);
        let ids = opened(self.reader()?, plan, actor).map_err(refused)?;
        ids.iter()
            .map(|id| {
                ConflictId::parse(id)
                    .map_err(|error| StoreError::damaged(&self.path, format!("a row of a batch: {error}")))
            })
            .collect()
    }
}

type GradeRow = (String, Option<[u8; 32]>, String, String);

fn graded(connection: &Connection, conflict: &ConflictId) -> rusqlite::Result<Vec<GradeRow>> {
    connection
        .prepare_cached(
            "SELECT factor_grade.claim_id, event.claim_digest, factor_grade.body, event.actor
             FROM factor_grade JOIN event USING (seq) WHERE conflict = ?1",
        )?
        .query_map([conflict.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect()
}

fn judged(connection: &Connection, claim: &ClaimId, seat: Seat) -> rusqlite::Result<Vec<(String, String)>> {
    connection
        .prepare_cached(
            "SELECT judgement.cell, event.actor FROM judgement JOIN event USING (seq)
             WHERE judgement.claim_id = ?1 AND seat = ?2",
        )?
        .query_map([claim.as_str(), seat.word()], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

fn opened(connection: &Connection, plan: &Digest, actor: &str) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare_cached("SELECT conflict FROM opened_row WHERE plan = ?1 AND actor = ?2")?
        .query_map(params![plan.as_bytes(), actor], |row| row.get(0))?
        .collect()
}
