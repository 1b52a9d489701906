//! Checks of a snapshot's structure and rows beyond its seal.

use super::columns::Columns;
use super::{SCHEMA, SnapshotMeta};
use crate::domain::Digest;
use crate::store::schema;
use crate::store::{StoreError, error::shown};
use crate::text::clean;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use std::path::Path;

/// Reads what the snapshot says of itself; hash, size and seal are filled in by the caller.
pub(super) fn meta(connection: &Connection, path: &Path) -> Result<SnapshotMeta, StoreError> {
    let refused = StoreError::sqlite("read its description", path);
    let mut statement = connection
        .prepare("SELECT lineage, title, as_of, practice, claims, documents FROM meta")
        .map_err(&refused)?;
    let mut rows = statement.query([]).map_err(&refused)?;
    let Some(row) = rows.next().map_err(&refused)? else {
        return Err(StoreError::damaged(path, "it does not describe itself"));
    };
    let mut columns = Columns::new(row, path);
    columns.description().map_err(|fault| StoreError::damaged(path, fault.why))
}

impl Columns<'_> {
    fn description(&mut self) -> Result<SnapshotMeta, super::columns::Fault> {
        Ok(SnapshotMeta {
            lineage: self.text("meta.lineage")?,
            title: self.text("meta.title")?,
            as_of: self.instant("meta.as_of")?,
            practice: self.flag("meta.practice")?,
            claims: self.count("meta.claims")?,
            documents: self.count("meta.documents")?,
            sha256: Digest::from_bytes([0; 32]),
            sealed: false,
            bytes: 0,
        })
    }
}

/// Every page, index entry and reference.
pub(super) fn structure(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    match first_finding(connection, path, "PRAGMA integrity_check(1)")? {
        Some(finding) if finding != "ok" => return Err(StoreError::damaged(path, finding)),
        _ => {}
    }
    match first_finding(connection, path, "PRAGMA foreign_key_check")? {
        None => Ok(()),
        Some(table) => Err(StoreError::damaged(path, format!("a row of {table} belongs to nothing"))),
    }
}

/// The `CHECK`s and the stated counts, asked as queries.
pub(super) fn rows(connection: &Connection, path: &Path, meta: &SnapshotMeta) -> Result<(), StoreError> {
    for (table, expression) in schema::checks(SCHEMA) {
        let query = format!("SELECT 1 FROM {table} WHERE NOT ({expression}) LIMIT 1");
        if first_finding(connection, path, &query)?.is_some() {
            let rule: String = expression.split_whitespace().collect::<Vec<_>>().join(" ");
            return Err(StoreError::damaged(path, format!("a row of {table} breaks its rule ({rule})")));
        }
    }
    let refused = StoreError::sqlite("count its rows", path);
    for (table, stated) in [("claim", meta.claims), ("document", meta.documents), ("meta", 1)] {
        let found: i64 = connection
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
            .map_err(&refused)?;
        if u64::try_from(found).ok() != Some(stated) {
            let why = format!("it has {found} rows of {table}, but states {stated}");
            return Err(StoreError::Damaged { file: shown(path), why });
        }
    }
    Ok(())
}

/// The first column of the first row, cleaned.
fn first_finding(connection: &Connection, path: &Path, query: &str) -> Result<Option<String>, StoreError> {
    let refused = StoreError::sqlite("check it", path);
    let mut statement = connection.prepare(query).map_err(&refused)?;
    let mut rows = statement.query([]).map_err(&refused)?;
    let Some(row) = rows.next().map_err(&refused)? else { return Ok(None) };
    Ok(Some(match row.get_ref(0) {
        Ok(ValueRef::Text(text)) => clean::one_line(&String::from_utf8_lossy(text)),
        _ => "a row".to_owned(),
    }))
}
