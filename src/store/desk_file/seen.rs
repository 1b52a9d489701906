//! Which revision of each claim this desk worked on last.

use super::DeskFile;
use crate::domain::{ClaimId, Digest};
use crate::store::error::StoreError;
use rusqlite::Connection;
use std::collections::BTreeMap;

impl DeskFile {
    /// The digest under which each claim was last judged, decided or passed on here.
    pub fn seen(&self) -> Result<BTreeMap<ClaimId, Digest>, StoreError> {
        let rows = newest(self.reader()?).map_err(StoreError::sqlite("read what was seen", &self.path))?;
        rows.into_iter()
            .map(|(claim, digest)| {
                let claim = ClaimId::parse(&claim)
                    .map_err(|error| StoreError::damaged(&self.path, error.to_string()))?;
                Ok((claim, Digest::from_bytes(digest)))
            })
            .collect()
    }
}

fn newest(connection: &Connection) -> rusqlite::Result<Vec<(String, [u8; 32])>> {
    connection
        .prepare_cached(
            "SELECT claim_id, claim_digest FROM event WHERE seq IN (
                 SELECT max(seq) FROM event WHERE claim_id IS NOT NULL AND claim_digest IS NOT NULL
                 GROUP BY claim_id
             )",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}
