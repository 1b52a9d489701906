//! Shared text that a person held to be no problem.

use super::DeskFile;
use crate::domain::ClaimId;
use crate::store::error::StoreError;

/// Two claims whose shared text is no problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DismissedText {
    /// The claim with the smaller number.
    pub claim_id: ClaimId,
    /// The other one.
    pub other: ClaimId,
    /// Why.
    pub reason: String,
}

impl DeskFile {
    /// Every pair of claims whose shared text is no problem at the moment.
    pub fn dismissed_texts(&self) -> Result<Vec<DismissedText>, StoreError> {
        const ALL: &str = "SELECT claim_id, other, reason FROM dismissed_text ORDER BY claim_id, other";
        let refused = StoreError::sqlite("read what is no problem", &self.path);
        let mut statement = self.reader()?.prepare_cached(ALL).map_err(&refused)?;
        let row = |row: &rusqlite::Row<'_>| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        };
        let rows = statement.query_map([], row).map_err(&refused)?;
        rows.map(|row| {
            let (claim, other, reason) = row.map_err(&refused)?;
            let id = |text: &str| {
                ClaimId::parse(text).map_err(|error| StoreError::damaged(&self.path, error.to_string()))
            };
            Ok(DismissedText { claim_id: id(&claim)?, other: id(&other)?, reason })
        })
        .collect()
    }
}
