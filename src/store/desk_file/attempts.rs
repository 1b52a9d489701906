//! What somebody else recorded in training, read without opening the file for work.
//!
//! The whole file is recomputed first, so what is read is what its owner recorded. Nothing is written to it.

use super::migrations::MIGRATIONS;
use super::{RecordKind, chain, connection, migrations, verify};
use crate::domain::Event;
use crate::store::error::{StoreError, shown};
use std::path::Path;

/// Everything recorded in an attempts file of this lineage, oldest first; any other file is refused.
pub fn attempts_in(path: &Path, lineage: &str) -> Result<Vec<Event>, StoreError> {
    let path = connection::locate(path)?;
    connection::look(&path, RecordKind::Attempts, migrations::newest(MIGRATIONS))?;
    let connection = connection::connect(&path)?;
    let found: String = connection
        .query_row("SELECT lineage FROM desk", [], |row| row.get(0))
        .map_err(StoreError::sqlite("read its identity", &path))?;
    if found != lineage {
        return Err(StoreError::OtherLineage { file: shown(&path), found, wanted: lineage.to_owned() });
    }
    match verify::verify(&connection, &path, None)?.first_break {
        Some(first) => Err(StoreError::damaged(&path, first.what)),
        None => chain::events(&connection, &path, None),
    }
}
