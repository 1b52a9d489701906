//! Documents of different claims that share text, and the fingerprints they were found by.

use super::marks::number_of;
use super::open::Index;
use crate::domain::ClaimId;
use crate::store::StoreError;
use rusqlite::{Connection, Row, params};
use std::path::Path;

/// Two claims whose papers share text, told by their most similar documents.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedText {
    /// The claim.
    pub claim_id: ClaimId,
    /// Place of its document.
    pub position: u32,
    /// The other claim.
    pub other: ClaimId,
    /// Place of the other claim's document.
    pub other_position: u32,
    /// Share of the shorter document, 0 to 1.
    pub overlap: f64,
}

impl Index {
    /// The claims that share text with a claim, most similar first.
    pub fn shared_with(&self, id: &ClaimId) -> Result<Vec<SharedText>, StoreError> {
        const OF_ONE: &str = "SELECT claim, position, other, other_position, overlap FROM shared_text
            WHERE claim = ?1 ORDER BY overlap DESC, other LIMIT 100";
        let refused = self.refused("look for shared text");
        let mut statement = self.connection.prepare_cached(OF_ONE).map_err(&refused)?;
        let rows = statement.query_map([number_of(id)], |row| Ok(read(row))).map_err(&refused)?;
        rows.map(|row| row.map_err(&refused)?.map_err(&refused)).collect()
    }

    /// Every pair of claims that share text, each once, most similar first.
    pub fn shared_texts(&self) -> Result<Vec<SharedText>, StoreError> {
        const ALL: &str = "SELECT claim, position, other, other_position, overlap FROM shared_text
            WHERE claim < other ORDER BY overlap DESC, claim, other";
        let refused = self.refused("look for shared text");
        let mut statement = self.connection.prepare_cached(ALL).map_err(&refused)?;
        let rows = statement.query_map([], |row| Ok(read(row))).map_err(&refused)?;
        rows.map(|row| row.map_err(&refused)?.map_err(&refused)).collect()
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<SharedText> {
    Ok(SharedText {
        claim_id: claim(row, 0)?,
        position: row.get(1)?,
        other: claim(row, 2)?,
        other_position: row.get(3)?,
        overlap: row.get(4)?,
    })
}

fn claim(row: &Row<'_>, column: usize) -> rusqlite::Result<ClaimId> {
    let number: u32 = row.get(column)?;
    ClaimId::parse(&format!("{number:07}"))
        .map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, i64::from(number)))
}

/// Keeps a pair under both of its claims.
pub(super) fn add(connection: &Connection, path: &Path, pair: &SharedText) -> Result<(), StoreError> {
    let (one, other) = (number_of(&pair.claim_id), number_of(&pair.other));
    let both =
        [(one, other, pair.position, pair.other_position), (other, one, pair.other_position, pair.position)];
    both.into_iter().try_for_each(|(claim, other, position, other_position)| {
        connection
            .prepare_cached("INSERT OR REPLACE INTO shared_text VALUES (?1, ?2, ?3, ?4, ?5)")
            .and_then(|mut insert| {
                insert.execute(params![claim, other, position, other_position, pair.overlap])
            })
            .map(drop)
            .map_err(StoreError::sqlite("keep shared text", path))
    })
}

pub(super) fn add_fingerprint(
    connection: &Connection,
    path: &Path,
    (document, bytes): (i64, &[u8]),
) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO fingerprint VALUES (?1, ?2)")
        .and_then(|mut insert| insert.execute(params![document, bytes]))
        .map(drop)
        .map_err(StoreError::sqlite("keep a fingerprint", path))
}

pub(super) fn fingerprints(
    connection: &Connection,
    path: &Path,
    on: &mut dyn FnMut(i64, &[u8]),
) -> Result<(), StoreError> {
    let refused = StoreError::sqlite("read fingerprints", path);
    let mut statement =
        connection.prepare("SELECT document, bytes FROM fingerprint ORDER BY document").map_err(&refused)?;
    let mut rows = statement.query([]).map_err(&refused)?;
    while let Some(row) = rows.next().map_err(&refused)? {
        let bytes = row.get_ref(1).ok().and_then(|value| value.as_blob().ok()).unwrap_or_default();
        on(row.get(0).map_err(&refused)?, bytes);
    }
    Ok(())
}
