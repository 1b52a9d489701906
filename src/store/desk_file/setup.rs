//! From a path to a connection that can be trusted: look, connect, create or upgrade, compare.

use super::connection::{self, Found};
use super::migrations::{self, MIGRATIONS, NEWEST};
use super::{RecordKind, RecordOf, chain, verify};
use crate::domain::Act;
use crate::store::error::{StoreError, shown};
use crate::store::partial::{self, Partial};
use chrono::SecondsFormat;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use std::fs::symlink_metadata;
use std::path::{Path, PathBuf};

/// A connection, and the copy that was made if the file was upgraded.
pub(super) struct Opened {
    pub(super) connection: Connection,
    pub(super) upgraded: Option<PathBuf>,
}

/// Makes the desk where there is none: as a whole or not at all, whatever happens meanwhile. It is built under another
/// name and gets its own, and never that of a file that is there, once it is on the disk.
pub(super) fn found(path: &Path, new: &RecordOf<'_>) -> Result<(), StoreError> {
    if symlink_metadata(path).is_ok() {
        return Ok(());
    }
    partial::remove_abandoned(path);
    let partial = Partial::of(path)?;
    let mut connection = connection::connect_unshared(partial.path(), path)?;
    create(&mut connection, path, new)?;
    connection.close().map_err(|(_, error)| StoreError::sqlite("set it up", path)(error))?;
    partial.flush()?;
    partial.name(false)?;
    partial::flush_folder(path)
}

/// Opens a file, makes a record of an empty one if asked to, upgrades an older one, and checks schema and newest link.
pub(super) fn open(path: &Path, kind: RecordKind, new: Option<&RecordOf<'_>>) -> Result<Opened, StoreError> {
    if connection::look(path, kind, migrations::newest(MIGRATIONS))? == Found::Empty && new.is_none() {
        return Err(StoreError::Foreign { file: shown(path), why: "is empty (0 bytes)".into() });
    }
    // Connecting first rolls back what a killed process left half written, so only now is the version certain.
    let mut connection = connection::connect(path)?;
    if let Some(new) = new {
        create(&mut connection, path, new)?;
    }
    let upgraded = migrations::upgrade(&mut connection, path, MIGRATIONS)?;
    NEWEST.compare(&connection, path)?;
    verify::newest_link(&connection, path)?;
    Ok(Opened { connection, upgraded })
}

/// Makes the schema, the identity and the first event, unless they are there or another process is faster.
fn create(connection: &mut Connection, path: &Path, new: &RecordOf<'_>) -> Result<(), StoreError> {
    let refused = StoreError::sqlite("set it up", path);
    if migrations::version(connection).map_err(&refused)? > 0 {
        return Ok(());
    }
    let desk_id = random_id().map_err(StoreError::io("draw an identity for it", path))?;
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate).map_err(&refused)?;
    if migrations::version(&transaction).map_err(&refused)? > 0 {
        return Ok(());
    }
    migrations::apply(&transaction, 0, MIGRATIONS).map_err(&refused)?;
    transaction.pragma_update(None, "application_id", new.kind.application_id()).map_err(&refused)?;
    let created_at = new.stamp.at.to_rfc3339_opts(SecondsFormat::Micros, true);
    let root = chain::root(new.lineage, &desk_id);
    transaction
        .execute(
            "INSERT INTO desk (only, desk_id, lineage, created_at, root) VALUES (1, ?1, ?2, ?3, ?4)",
            params![desk_id, new.lineage, created_at, root.as_bytes()],
        )
        .map_err(&refused)?;
    let act = Act::DeskCreated { lineage: new.lineage.to_owned() };
    chain::append(&transaction, None, act, &new.stamp).map_err(|error| error.told("set it up", path))?;
    transaction.commit().map_err(&refused)
}

/// 128 random bits in lower-case hexadecimal.
fn random_id() -> Result<String, std::io::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}
