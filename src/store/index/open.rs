//! An index that can be asked.

use super::facet::vocabulary;
use super::hits::Hits;
use super::marks::number_of;
use super::row::IndexRow;
use super::text::TextBuilder;
use super::{INDEX, PUBLISHED};
use crate::domain::Digest;
use crate::domain::{ClaimId, Status, Suggestions};
use crate::store::error::StoreError;
use crate::store::hardened;
use crate::store::regular_file;
use crate::store::snapshot::SnapshotMeta;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// An index of one snapshot, made by one engine. Owned by one thread.
pub struct Index {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    /// Marks as they stand in the temporary tables.
    pub(super) marked: RefCell<BTreeMap<u32, u8>>,
    pub(super) marks_revision: Cell<u64>,
    pub(super) hits: RefCell<Hits>,
    /// The last question that was counted, and its answer.
    pub(super) counted: RefCell<Option<(String, u64)>>,
}

/// How far the full text is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextState {
    /// Claims whose documents can be searched.
    pub done: u64,
    /// Claims in all.
    pub total: u64,
    /// Whether every document can be searched.
    pub complete: bool,
}

/// Under which key suggestions are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SuggestionKey<'a> {
    /// Digest of the claim.
    pub digest: Digest,
    /// Version of the engine.
    pub engine: &'a str,
    /// What tells the edition's content apart.
    pub edition: &'a str,
}

/// Tables of this connection only: they never reach the file.
const SCRATCH: &str = "CREATE TEMP TABLE decided (claim INTEGER PRIMARY KEY) STRICT;
    CREATE TEMP TABLE draft (claim INTEGER PRIMARY KEY) STRICT;
    CREATE TEMP TABLE skipped (claim INTEGER PRIMARY KEY) STRICT;
    CREATE TEMP TABLE changed (claim INTEGER PRIMARY KEY) STRICT;
    CREATE TEMP TABLE arrived (claim INTEGER PRIMARY KEY) STRICT;";

impl Index {
    /// Opens the index of a snapshot. `None` means that there is none that can be used: it is missing, damaged, of
    /// another snapshot, engine or version, or not an index at all; the caller builds a new one.
    pub fn open(path: &Path, meta: &SnapshotMeta, engine: &str) -> Result<Option<Self>, StoreError> {
        if regular_file::inspect(path).is_err() {
            return Ok(None);
        }
        match Self::try_open(path, meta, engine) {
            Ok(index) => Ok(index),
            Err(error @ (StoreError::Busy { .. } | StoreError::Full { .. })) => Err(error),
            Err(_) => Ok(None),
        }
    }

    /// One row.
    pub fn row(&self, id: &ClaimId) -> Result<Option<IndexRow>, StoreError> {
        self.row_of(number_of(id))
    }

    /// Claims of each status in the whole snapshot, in the order of the catalogue.
    pub fn counts(&self) -> Result<Vec<(Status, u64)>, StoreError> {
        let refused = self.refused("count the claims");
        let mut statement =
            self.connection.prepare_cached("SELECT status, claims FROM status_count").map_err(&refused)?;
        let rows = statement
            .query_map([], |row| Ok((row.get::<_, u32>(0)?, row.get::<_, i64>(1)?)))
            .map_err(&refused)?;
        let mut counts = Vec::new();
        for row in rows {
            let (status, claims) = row.map_err(&refused)?;
            if let Some(status) = Status::ALL.get(status as usize) {
                counts.push((*status, u64::try_from(claims).unwrap_or_default()));
            }
        }
        Ok(counts)
    }

    /// How far the full text is built.
    pub fn text_state(&self) -> Result<TextState, StoreError> {
        let number = |row: &rusqlite::Row<'_>, at| {
            row.get::<_, i64>(at).map(|number| u64::try_from(number).unwrap_or_default())
        };
        self.connection
            .prepare_cached("SELECT texts_done, claims, texts_complete FROM binding")
            .and_then(|mut statement| {
                statement.query_row([], |row| {
                    Ok(TextState { done: number(row, 0)?, total: number(row, 1)?, complete: row.get(2)? })
                })
            })
            .map_err(self.refused("read its state"))
    }

    /// Starts or takes up the building of the full text, on a connection of its own for another thread.
    pub fn text_builder(&self) -> Result<TextBuilder, StoreError> {
        TextBuilder::open(&self.path)
    }

    /// Suggestions kept for a claim.
    pub fn suggestions(&self, key: &SuggestionKey<'_>) -> Result<Option<Suggestions>, StoreError> {
        let json: Option<String> = self
            .connection
            .prepare_cached("SELECT json FROM suggestion WHERE digest = ?1 AND engine = ?2 AND edition = ?3")
            .and_then(|mut statement| {
                statement
                    .query_row(params![key.digest.as_bytes(), key.engine, key.edition], |row| row.get(0))
                    .optional()
            })
            .map_err(self.refused("read suggestions"))?;
        // What cannot be read is computed again.
        Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
    }

    /// Keeps suggestions; an earlier entry under the same key is replaced.
    pub fn put_suggestions(&self, key: &SuggestionKey<'_>, found: &Suggestions) -> Result<(), StoreError> {
        let json = serde_json::to_string(found).unwrap_or_default();
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO suggestion VALUES (?1, ?2, ?3, ?4)")
            .and_then(|mut insert| {
                insert.execute(params![key.digest.as_bytes(), key.engine, key.edition, json])
            })
            .map(drop)
            .map_err(self.refused("keep suggestions"))
    }

    pub(super) fn row_of(&self, claim: u32) -> Result<Option<IndexRow>, StoreError> {
        let json: Option<String> = self
            .connection
            .prepare_cached("SELECT json FROM row WHERE claim = ?1")
            .and_then(|mut statement| statement.query_row([claim], |row| row.get(0)).optional())
            .map_err(self.refused("read a claim"))?;
        json.map(|json| {
            serde_json::from_str(&json)
                .map_err(|_| StoreError::damaged(&self.path, "a row of it is not readable"))
        })
        .transpose()
    }

    pub(super) fn refused(&self, operation: &'static str) -> impl Fn(rusqlite::Error) -> StoreError + use<> {
        StoreError::sqlite(operation, &self.path)
    }

    fn try_open(path: &Path, meta: &SnapshotMeta, engine: &str) -> Result<Option<Self>, StoreError> {
        let connection = connect(path)?;
        if !is_bound_to(&connection, path, meta, engine)? {
            return Ok(None);
        }
        connection.execute_batch(SCRATCH).map_err(StoreError::sqlite("open it", path))?;
        Ok(Some(Self {
            connection,
            path: path.to_owned(),
            marked: RefCell::default(),
            marks_revision: Cell::default(),
            hits: RefCell::default(),
            counted: RefCell::default(),
        }))
    }
}

/// A hardened connection to a file that has the schema of an index.
pub(super) fn connect(path: &Path) -> Result<Connection, StoreError> {
    let refused = StoreError::sqlite("open it", path);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(&refused)?;
    hardened::harden(&connection, path)?;
    connection.busy_timeout(Duration::from_secs(5)).map_err(&refused)?;
    let pragma = |name: &str| {
        connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0)).map_err(&refused)
    };
    let owned = pragma("application_id")? == i64::from(INDEX.application_id)
        && pragma("user_version")? == i64::from(INDEX.version);
    if !owned {
        return Err(StoreError::damaged(path, "it is not an index of this version"));
    }
    PUBLISHED.compare(&connection, path)?;
    // Readers go on while the full text is written.
    connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384;")
        .map_err(&refused)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn is_bound_to(
    connection: &Connection,
    path: &Path,
    meta: &SnapshotMeta,
    engine: &str,
) -> Result<bool, StoreError> {
    const BOUND: &str =
        "SELECT count(*) FROM binding WHERE snapshot = ?1 AND engine = ?2 AND vocabulary = ?3";
    connection
        .query_row(BOUND, params![meta.sha256.as_bytes(), engine, vocabulary().as_bytes()], |row| row.get(0))
        .map_err(StoreError::sqlite("open it", path))
}
