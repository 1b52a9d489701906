//! Building an index: conflicts first, then rows, after which the queue works; full text follows on its own.

use super::conflicts;
use super::facet::{Facets, vocabulary};
use super::marks::number_of;
use super::open::Index;
use super::row::IndexRow;
use super::{INDEX, SCHEMA};
use crate::domain::{ClaimId, Contest, NearMiss, PartyFacts};
use crate::store::StoreError;
use crate::store::regular_file::with_ending;
use crate::store::snapshot::SnapshotMeta;
use crate::text::unaccented;
use rusqlite::{Connection, OpenFlags, params};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// An index that is being built. Dropped before [`IndexBuilder::finish_rows`], it leaves nothing behind.
pub struct IndexBuilder {
    // Dropped in this order: the connection before its file.
    connection: Connection,
    file: TempPath,
    path: PathBuf,
    meta: SnapshotMeta,
    engine: String,
    facets: Facets,
    workloads: HashMap<String, u32>,
}

impl IndexBuilder {
    /// Starts an index of the snapshot `meta` describes. `engine` names everything the rows are computed with: an
    /// index of another engine is not used.
    pub fn create(path: &Path, meta: &SnapshotMeta, engine: &str) -> Result<Self, StoreError> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = tempfile::Builder::new()
            .prefix(".index.")
            .suffix(".partial")
            .tempfile_in(folder)
            .map_err(StoreError::io("create it", path))?
            .into_temp_path();
        let refused = StoreError::sqlite("create it", path);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&file, flags).map_err(&refused)?;
        let setup = format!(
            "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
             PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;
             PRAGMA application_id = {}; PRAGMA user_version = {}; {SCHEMA}
             DROP INDEX facet_queue; BEGIN;",
            INDEX.application_id, INDEX.version,
        );
        connection.execute_batch(&setup).map_err(&refused)?;
        connection.set_prepared_statement_cache_capacity(32);
        Ok(Self {
            connection,
            file,
            path: path.to_owned(),
            meta: meta.clone(),
            engine: engine.to_owned(),
            facets: Facets::default(),
            workloads: HashMap::new(),
        })
    }

    /// Adds what was found in the claimed lines of the snapshot, in the order of the keys.
    pub fn add_contests(&mut self, contests: &[Contest], near: &[NearMiss]) -> Result<(), StoreError> {
        contests.iter().try_for_each(|contest| conflicts::add(&self.connection, &self.path, contest))?;
        near.iter().try_for_each(|miss| conflicts::add_near_miss(&self.connection, &self.path, miss))
    }

    /// Adds what a party's claim tells about its conflicts.
    pub fn add_party_facts(&mut self, id: &ClaimId, facts: &PartyFacts) -> Result<(), StoreError> {
        conflicts::add_facts(&self.connection, &self.path, (id, facts))
    }

    /// Adds a claim, in the order of claim ids.
    pub fn add_row(&mut self, row: &IndexRow) -> Result<(), StoreError> {
        self.facets.add(row);
        self.insert(row).map_err(StoreError::sqlite("add a claim", &self.path))
    }

    /// Completes everything but the full text, puts the index in its place and opens it.
    pub fn finish_rows(self) -> Result<Index, StoreError> {
        let Self { connection, file, path, meta, engine, facets, workloads } = self;
        let refused = StoreError::sqlite("complete it", &path);
        let complete = || {
            facets.write(&connection)?;
            write_workloads(&connection, workloads)?;
            let bind = "INSERT INTO binding VALUES (1, ?1, ?2, ?3, ?4, 0, NULL, 0)";
            let claims = i64::try_from(meta.claims).unwrap_or(i64::MAX);
            connection
                .execute(bind, params![meta.sha256.as_bytes(), engine, vocabulary().as_bytes(), claims])?;
            connection.execute_batch(
                "INSERT INTO status_count SELECT status, count(*) FROM facet GROUP BY status",
            )?;
            connection.execute_batch(&definition_of("INDEX", "facet_queue"))?;
            connection.execute_batch("COMMIT")
        };
        complete().map_err(&refused)?;
        connection.close().map_err(|(_, error)| refused(error))?;
        // A log left by an earlier index of this name would be replayed into the new one.
        for ending in ["-wal", "-shm", "-journal"] {
            match std::fs::remove_file(with_ending(&path, ending)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(StoreError::io("replace it", &path)(error));
                }
                _ => {}
            }
        }
        file.persist(&path).map_err(|error| StoreError::io("name it", &path)(error.error))?;
        Index::open(&path, &meta, &engine)?
            .ok_or_else(|| StoreError::damaged(&path, "it could not be read after it was built"))
    }

    fn insert(&mut self, row: &IndexRow) -> rusqlite::Result<()> {
        let claim = number_of(&row.claim_id);
        // Plain data of these types always serialises.
        let json = serde_json::to_string(row).unwrap_or_default();
        self.connection.prepare_cached("INSERT INTO row VALUES (?1, ?2)")?.execute(params![claim, json])?;
        self.connection
            .prepare_cached("INSERT INTO claim_name VALUES (?1, ?2)")?
            .execute(params![claim, unaccented(&row.claim_name)])?;
        let mut link = self
            .connection
            .prepare_cached("INSERT INTO claim_workload VALUES (?1, ?2) ON CONFLICT DO NOTHING")?;
        for workload in &row.workloads {
            // The code is looked for as a whole, so it stands between line breaks.
            let name = unaccented(&format!("{}\n{}\n{}", workload.code, workload.name, workload.canonical));
            let next = u32::try_from(self.workloads.len()).unwrap_or(u32::MAX);
            let number = *self.workloads.entry(name).or_insert(next);
            link.execute(params![number, claim])?;
        }
        Ok(())
    }
}

fn write_workloads(connection: &Connection, workloads: HashMap<String, u32>) -> rusqlite::Result<()> {
    let mut insert = connection.prepare("INSERT INTO workload VALUES (?1, ?2)")?;
    for (name, number) in workloads {
        insert.execute(params![number, name])?;
    }
    Ok(())
}

/// The statement of the schema that makes this object.
fn definition_of(kind: &str, name: &str) -> String {
    let start = format!("CREATE {kind} {name} ");
    SCHEMA
        .split(';')
        .map(str::trim)
        .find(|statement| statement.starts_with(&start))
        .unwrap_or_default()
        .to_owned()
}
