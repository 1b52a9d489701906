//! Building a snapshot: everything or nothing.
//!
//! The file gets its name only when it is complete, flushed and hashed. Dropped before that, it leaves nothing behind;
//! killed, it leaves a temporary file that the next import into the same target removes.

use super::insert::{self, written};
use super::seal::{self, Seal};
use super::{SCHEMA, SnapshotMeta};
use crate::domain::{Claim, Digest};
use crate::store::StoreError;
use crate::store::error::shown;
use crate::store::header::SNAPSHOT;
use crate::store::partial::{self, Partial};
use crate::store::regular_file;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags, params};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What a new snapshot says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSnapshot {
    /// Identity shared by the snapshots of one program and region, 1 to 100 characters.
    pub lineage: String,
    /// Title a person reads, at most 200 characters.
    pub title: String,
    /// The time the claims are shown for.
    pub as_of: DateTime<Utc>,
    /// Whether it holds sample claims to practise on.
    pub practice: bool,
    /// Whether an existing file at the target is replaced.
    pub replace: bool,
}

impl NewSnapshot {
    fn check(&self, target: &Path) -> Result<(), StoreError> {
        let why = if !(1..=100).contains(&self.lineage.chars().count()) {
            "needs a lineage of 1 to 100 characters"
        } else if self.title.chars().count() > 200 {
            "needs a title of at most 200 characters"
        } else {
            return Ok(());
        };
        Err(StoreError::Unusable { file: shown(target), why: why.to_owned() })
    }
}

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is in the snapshot.
    Inserted,
    /// A claim of this id is there already; the first one stays.
    Duplicate,
}

/// A snapshot that is being built.
pub struct SnapshotWriter {
    // Dropped in this order: the connection before its file.
    connection: Connection,
    partial: Partial,
    target: PathBuf,
    meta: SnapshotMeta,
    replace: bool,
}

impl SnapshotWriter {
    /// Starts a snapshot that will be named `target`.
    pub fn create(target: &Path, new: &NewSnapshot) -> Result<Self, StoreError> {
        new.check(target)?;
        if !new.replace && fs::symlink_metadata(target).is_ok() {
            return Err(StoreError::Exists { file: shown(target) });
        }
        partial::remove_abandoned(target);
        let partial = Partial::of(target)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(partial.path(), flags)
            .map_err(StoreError::sqlite("create it", target))?;
        // The file has no other reader and does not survive a fault, so a journal would protect nothing. The types
        // of a claim can hold nothing that breaks a CHECK, and SQLite would build a table for each list of words.
        let setup = format!(
            "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
             PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;
             PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA application_id = {}; PRAGMA user_version = {};
             {SCHEMA} BEGIN;",
            SNAPSHOT.application_id, SNAPSHOT.version,
        );
        connection.execute_batch(&setup).map_err(StoreError::sqlite("create it", target))?;
        connection.set_prepared_statement_cache_capacity(32);
        let meta = SnapshotMeta {
            lineage: new.lineage.clone(),
            title: new.title.clone(),
            as_of: new.as_of,
            practice: new.practice,
            claims: 0,
            documents: 0,
            sha256: Digest::from_bytes([0; 32]),
            sealed: true,
            bytes: 0,
        };
        Ok(Self { connection, partial, target: target.to_owned(), meta, replace: new.replace })
    }

    /// Adds a claim with everything that belongs to it.
    pub fn add(&mut self, claim: &Claim) -> Result<Added, StoreError> {
        let added = insert::claim(&self.connection, claim)
            .map_err(StoreError::sqlite("add a claim", &self.target))?;
        if added == Added::Inserted {
            self.meta.claims += 1;
            self.meta.documents += claim.documents.len() as u64;
        }
        Ok(added)
    }

    /// Completes, flushes, seals and names the snapshot.
    pub fn finish(self) -> Result<SnapshotMeta, StoreError> {
        let Self { connection, partial, target, mut meta, replace } = self;
        let refused = StoreError::sqlite("complete it", &target);
        describe(&connection, &meta).map_err(&refused)?;
        connection.close().map_err(|(_, error)| refused(error))?;

        partial.flush()?;
        let mut content = File::open(partial.path()).map_err(StoreError::io("read it", &target))?;
        meta.sha256 = regular_file::sha256(&target, &mut content)?;
        meta.bytes = content.metadata().map_err(StoreError::io("read it", &target))?.len();
        let seal = written_seal(&seal::path(&target), &meta)?;

        partial.name(replace)?;
        // From here to the next line a crash leaves a snapshot that is refused, never one that is wrongly trusted.
        seal.name(true)?;
        partial::flush_folder(&target)?;
        Ok(meta)
    }
}

fn describe(connection: &Connection, meta: &SnapshotMeta) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO meta VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            meta.lineage,
            meta.title,
            written(meta.as_of),
            meta.practice,
            i64::try_from(meta.claims).unwrap_or(i64::MAX),
            i64::try_from(meta.documents).unwrap_or(i64::MAX),
        ],
    )?;
    connection.execute_batch("COMMIT")
}

fn written_seal(seal: &Path, meta: &SnapshotMeta) -> Result<Partial, StoreError> {
    let partial = Partial::of(seal)?;
    let mut file = partial.file();
    file.write_all(Seal::of(meta).text().as_bytes()).map_err(StoreError::io("seal it", seal))?;
    partial.flush()?;
    Ok(partial)
}
