//! Text that is still being written, and what the queue shows about the work of one person.
//!
//! A draft belongs to its author: two people at one desk never see each other's half sentences. Drafts are not acts
//! and leave no event.

use super::DeskFile;
use super::commit::Written;
use crate::domain::{ClaimId, DecisionKind, Digest};
use crate::store::error::StoreError;
use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::{Connection, Row, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What the queue shows about the work done at this desk, for the person who opened it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueMarks {
    /// Decisions in force: kind and the digest that was judged.
    pub decided: HashMap<ClaimId, (DecisionKind, Digest)>,
    /// Claims this person passed on, with the reason.
    pub skipped: HashMap<ClaimId, String>,
    /// Number of judged cells.
    pub judged: HashMap<ClaimId, u32>,
    /// Claims this person has text for that is not committed.
    pub drafts: BTreeSet<ClaimId>,
}

impl DeskFile {
    /// Keeps the text of a field, or forgets it.
    pub fn keep_draft(
        &mut self,
        claim: &ClaimId,
        field: &str,
        text: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let author = self.author.name.clone();
        self.write("keep the draft", |transaction| {
            match text {
                Some(text) => transaction
                    .prepare_cached(
                        "INSERT INTO draft (claim_id, author, field, text, at) VALUES (?1, ?2, ?3, ?4, ?5)
                         ON CONFLICT DO UPDATE SET text = excluded.text, at = excluded.at",
                    )?
                    .execute(params![
                        claim.as_str(),
                        author,
                        field,
                        text,
                        now.to_rfc3339_opts(SecondsFormat::Micros, true)
                    ])?,
                None => transaction
                    .prepare_cached("DELETE FROM draft WHERE claim_id = ?1 AND author = ?2 AND field = ?3")?
                    .execute([claim.as_str(), &author, field])?,
            };
            Ok(Written::repeatable(()))
        })
    }

    /// The texts this person keeps for a claim, by field.
    pub fn drafts(&self, claim: &ClaimId) -> Result<BTreeMap<String, String>, StoreError> {
        let read = |connection: &Connection| {
            connection
                .prepare_cached("SELECT field, text FROM draft WHERE claim_id = ?1 AND author = ?2")?
                .query_map([claim.as_str(), &self.author.name], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()
        };
        read(self.reader()?).map_err(StoreError::sqlite("read the drafts", &self.path))
    }

    /// How many cells are judged, by claim.
    pub fn judged_counts(&self) -> Result<HashMap<ClaimId, u32>, StoreError> {
        // Once somebody settles a dispute, only that checklist counts.
        let sql = "SELECT claim_id, count(*) FROM judgement
                   WHERE seat = CASE WHEN claim_id IN (SELECT claim_id FROM seat WHERE seat = 'dispute')
                                THEN 'dispute' ELSE 'first' END
                   GROUP BY claim_id";
        Ok(self.by_claim(sql, false, |row| row.get(1))?.into_iter().collect())
    }

    /// Everything the queue shows about the work at this desk.
    pub fn queue_marks(&self) -> Result<QueueMarks, StoreError> {
        let drafts = "SELECT DISTINCT claim_id, 0 FROM draft WHERE author = ?1";
        Ok(QueueMarks {
            decided: self.decided()?,
            skipped: self.skipped()?,
            judged: self.judged_counts()?,
            drafts: self.by_claim(drafts, true, |_| Ok(()))?.into_iter().map(|(claim, ())| claim).collect(),
        })
    }

    /// Claims that this person passed on, with the reason.
    pub fn skipped(&self) -> Result<HashMap<ClaimId, String>, StoreError> {
        let sql = "SELECT claim_id, reason FROM skip WHERE actor = ?1";
        Ok(self.by_claim(sql, true, |row| row.get(1))?.into_iter().collect())
    }

    fn decided(&self) -> Result<HashMap<ClaimId, (DecisionKind, Digest)>, StoreError> {
        let sql = "SELECT decision.claim_id, decision.kind, event.claim_digest
                   FROM decision JOIN event USING (seq)
                   WHERE decision.id IN (SELECT id FROM decision_in_force)
                   ORDER BY decision.round";
        let rows =
            self.by_claim(sql, false, |row| Ok((row.get::<_, String>(1)?, row.get::<_, [u8; 32]>(2)?)))?;
        rows.into_iter()
            .map(|(claim, (kind, digest))| {
                let kind = kind.parse().map_err(|_| {
                    StoreError::damaged(
                        &self.path,
                        format!("the decision on {claim} is of the kind {kind:?}"),
                    )
                })?;
                Ok((claim, (kind, Digest::from_bytes(digest))))
            })
            .collect()
    }

    /// Rows whose first column is a claim id; `?1` is the author when `mine`.
    fn by_claim<T>(
        &self,
        sql: &str,
        mine: bool,
        value: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<(ClaimId, T)>, StoreError> {
        let read = |connection: &Connection| -> rusqlite::Result<Vec<(String, T)>> {
            let mut statement = connection.prepare_cached(sql)?;
            let author = mine.then_some(&self.author.name);
            statement
                .query_map(rusqlite::params_from_iter(author), |row| Ok((row.get(0)?, value(row)?)))?
                .collect()
        };
        let rows = read(self.reader()?).map_err(StoreError::sqlite("read the work done here", &self.path))?;
        rows.into_iter()
            .map(|(claim, value)| {
                let claim = ClaimId::parse(&claim)
                    .map_err(|error| StoreError::damaged(&self.path, error.to_string()))?;
                Ok((claim, value))
            })
            .collect()
    }
}
