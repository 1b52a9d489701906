//! How a desk file is created, looked at and opened.
//!
//! The file is made with owner-only permissions before SQLite sees it. Every pragma that durability rests on is
//! read back; one that did not take is an error, not a warning. Nothing here opens the file but SQLite: closing a
//! descriptor of one's own would drop SQLite's locks.

use super::RecordKind;
use crate::store::error::{StoreError, shown};
use crate::store::{hardened, regular_file};
use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use std::fs::{DirBuilder, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a statement waits for another process.
const BUSY: Duration = Duration::from_secs(5);

/// What is set on every connection and read back, in this order (`docs/store.md` says why).
const PRAGMAS: &[(&str, &str, Answer)] = &[
    ("journal_mode", "TRUNCATE", Answer::Text("truncate")),
    ("synchronous", "FULL", Answer::Number(2)),
    ("foreign_keys", "ON", Answer::Number(1)),
    ("recursive_triggers", "ON", Answer::Number(1)),
    ("trusted_schema", "OFF", Answer::Number(0)),
    ("cell_size_check", "ON", Answer::Number(1)),
    ("mmap_size", "0", Answer::Number(0)),
    ("temp_store", "MEMORY", Answer::Number(2)),
    ("secure_delete", "ON", Answer::Number(1)),
];

/// What a pragma answers once it took.
#[derive(Clone, Copy)]
enum Answer {
    Text(&'static str),
    Number(i64),
}

/// What a file turns out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing in it yet.
    Empty,
    /// A record of this schema version.
    Record(u32),
}

/// The absolute path of a desk file, with its folder made for the owner alone if it does not exist.
pub(super) fn place(path: &Path) -> Result<PathBuf, StoreError> {
    let absolute = std::path::absolute(path).map_err(StoreError::io("find it", path))?;
    if let Some(folder) = absolute.parent() {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(StoreError::io("make its folder", path))?;
    }
    locate(path)
}

/// The absolute path of a desk file: links among its folders are followed, the file itself is not.
pub(super) fn locate(path: &Path) -> Result<PathBuf, StoreError> {
    let absolute = std::path::absolute(path).map_err(StoreError::io("find it", path))?;
    let (Some(folder), Some(name)) = (absolute.parent(), absolute.file_name()) else {
        return Err(StoreError::Unusable { file: shown(path), why: "is not the name of a file".into() });
    };
    Ok(folder.canonicalize().map_err(StoreError::io("find its folder", path))?.join(name))
}

/// Makes an empty file that only its owner can read, if there is none.
pub(super) fn create_private(path: &Path) -> Result<(), StoreError> {
    let created = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    created.map(drop).map_err(StoreError::io("create it", path))
}

/// Looks at the file without a lock, a journal or a write, and refuses what is not a record of this kind that this
/// version knows.
///
/// After a power failure in the middle of a commit the file makes no sense without its journal; then, and only then,
/// SQLite first undoes what was half written.
pub(super) fn look(path: &Path, kind: RecordKind, newest: u32) -> Result<Found, StoreError> {
    match header(path, kind, newest) {
        Err(StoreError::Damaged { .. }) if was_interrupted(path) => {
            let refused = StoreError::sqlite("undo what was half written", path);
            let connection = connect(path)?;
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).map_err(refused)?;
            drop(connection);
            header(path, kind, newest)
        }
        found => found,
    }
}

/// Whether a journal lies beside the file that has something to undo.
fn was_interrupted(path: &Path) -> bool {
    std::fs::symlink_metadata(regular_file::with_ending(path, "-journal")).is_ok_and(|it| it.len() > 0)
}

fn header(path: &Path, kind: RecordKind, newest: u32) -> Result<Found, StoreError> {
    let size = regular_file::inspect(path)?.size;
    if size == 0 {
        return Ok(Found::Empty);
    }
    let refused = StoreError::sqlite("read its header", path);
    let connection = hardened::open_immutable(path)?;
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, u32>(0));
    let application_id = number("application_id").map_err(&refused)?;
    kind.accept(application_id, path)?;
    match number("user_version").map_err(&refused)? {
        found if found > newest => Err(StoreError::TooNew { file: shown(path), found, known: newest }),
        found => Ok(Found::Record(found)),
    }
}

/// Opens the file for writing with every pragma in place.
pub(super) fn connect(path: &Path) -> Result<Connection, StoreError> {
    let refused = StoreError::sqlite("open it", path);
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NOFOLLOW | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(&refused)?;
    connection.busy_timeout(BUSY).map_err(&refused)?;
    for (switch, wanted) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
    ] {
        if connection.set_db_config(switch, wanted).map_err(&refused)? != wanted {
            return Err(unsafe_here(path, &format!("{switch:?}")));
        }
    }
    for (name, value, expected) in PRAGMAS {
        set(&connection, name, value).map_err(&refused)?;
        let found: Value = connection.pragma_query_value(None, name, |row| row.get(0)).map_err(&refused)?;
        let took = match expected {
            Answer::Text(text) => found == Value::Text((*text).to_owned()),
            Answer::Number(number) => found == Value::Integer(*number),
        };
        if !took {
            return Err(unsafe_here(path, name));
        }
    }
    Ok(connection)
}

/// Opens a file that nobody else knows of and that is thrown away unless it is completed: nothing needs a lock or a
/// journal, and whoever completes it waits for the disk.
pub(super) fn connect_unshared(partial: &Path, path: &Path) -> Result<Connection, StoreError> {
    let refused = StoreError::sqlite("create it", path);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags_and_vfs(partial, flags, "unix-none").map_err(&refused)?;
    let pragmas = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;
                   PRAGMA recursive_triggers = ON;";
    connection.execute_batch(pragmas).map_err(&refused)?;
    Ok(connection)
}

/// Runs a pragma whether or not it answers.
fn set(connection: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(&format!("PRAGMA {name} = {value}"))?;
    let mut rows = statement.query([])?;
    while rows.next()?.is_some() {}
    Ok(())
}

fn unsafe_here(path: &Path, what: &str) -> StoreError {
    let why = format!("cannot be written safely here: the file system or SQLite refuses {what}");
    StoreError::Unusable { file: shown(path), why }
}
