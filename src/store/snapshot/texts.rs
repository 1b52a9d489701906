//! The texts of documents, streamed without copying them.

use super::claims::{MOST_PARTS, too_many};
use super::columns::{Columns, number_of};
use crate::domain::ClaimId;
use crate::store::StoreError;
use rusqlite::Connection;
use std::path::Path;

/// The text of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentText<'a> {
    /// Its claim.
    pub claim_id: &'a ClaimId,
    /// Its place among the documents of the claim, from zero.
    pub position: u32,
    /// Its name.
    pub file_name: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// Whose texts are read.
#[derive(Clone, Copy)]
pub(super) enum Texts<'a> {
    /// Those of one claim.
    Of(&'a ClaimId),
    /// Those of the claims behind this one, or of all.
    After(Option<&'a ClaimId>),
}

/// Hands over the text of each document in the order of claim ids.
pub(super) fn each<E: From<StoreError>>(
    connection: &Connection,
    path: &Path,
    which: Texts<'_>,
    on: &mut dyn FnMut(DocumentText<'_>) -> Result<(), E>,
) -> Result<(), E> {
    const ALL: &str = "SELECT claim_id, file_name,
        (SELECT text FROM document_text WHERE document_text.text_id = document.text_id)
        FROM document WHERE claim_id BETWEEN ?1 AND ?2 ORDER BY claim_id, position";
    let refused = StoreError::sqlite("read its documents", path);
    let (first, last) = match which {
        Texts::Of(id) => (number_of(id), number_of(id)),
        Texts::After(after) => (after.map_or(0, |id| number_of(id) + 1), u32::MAX),
    };
    let mut statement = connection.prepare_cached(ALL).map_err(&refused)?;
    let mut rows = statement.query([first, last]).map_err(&refused)?;
    let mut last = None;
    while let Some(row) = rows.next().map_err(&refused)? {
        let mut columns = Columns::new(row, path);
        let number = columns.claim_number()?;
        let fault = columns.of_claim(number);
        let claim_id = claim_id(number, path)?;
        let position = last.filter(|(owner, _)| *owner == number).map_or(0, |(_, position)| position + 1);
        last = Some((number, position));
        if position as usize >= MOST_PARTS {
            return Err(too_many(path, number).into());
        }
        let text = DocumentText {
            claim_id: &claim_id,
            position,
            file_name: columns.str("document.file_name").map_err(&fault)?.unwrap_or_default(),
            text: columns.str("document_text.text").map_err(&fault)?.unwrap_or_default(),
        };
        on(text)?;
    }
    Ok(())
}

fn claim_id(number: u32, path: &Path) -> Result<ClaimId, StoreError> {
    ClaimId::parse(&format!("{number:07}"))
        .map_err(|_| StoreError::damaged(path, "claim_id is not a number of seven digits"))
}
