//! Connections that treat their file as data and never as code.

use super::error::StoreError;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Memory SQLite may use in this process, whatever a file asks for.
const HEAP_BYTES: i64 = 256 << 20;
/// Longest text or blob of a row.
const LONGEST_VALUE: i32 = 64 << 20;

const SWITCHES: &[(DbConfig, bool)] = &[
    (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
    (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
    (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
    (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE, false),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE, false),
    (DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, false),
];

const LIMITS: &[(Limit, i32)] = &[
    (Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE),
    (Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (Limit::SQLITE_LIMIT_COLUMN, 100),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 100),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 10),
    (Limit::SQLITE_LIMIT_VDBE_OP, 100_000),
    (Limit::SQLITE_LIMIT_FUNCTION_ARG, 8),
    (Limit::SQLITE_LIMIT_ATTACHED, 0),
    (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200),
    (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1),
];

/// Opens a file that nobody changes: no lock, no journal, no write, whatever lies beside it.
pub(crate) fn open_immutable(path: &Path) -> Result<Connection, StoreError> {
    let full = path.canonicalize().map_err(StoreError::io("find it", path))?;
    let uri = format!("file:{}?mode=ro&immutable=1", percent_encoded(&full));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NOFOLLOW
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let refused = StoreError::sqlite("open it", path);
    let connection = Connection::open_with_flags(uri, flags).map_err(&refused)?;
    harden(&connection, path)?;
    connection.execute_batch("PRAGMA query_only = ON;").map_err(&refused)?;
    Ok(connection)
}

/// Switches off whatever a file could do besides holding data, and bounds what reading it may cost.
pub(crate) fn harden(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let refused = StoreError::sqlite("protect the connection", path);
    for (switch, wanted) in SWITCHES {
        if connection.set_db_config(*switch, *wanted).map_err(&refused)? != *wanted {
            return Err(StoreError::damaged(path, format!("SQLite did not accept {switch:?}")));
        }
    }
    for (limit, most) in LIMITS {
        connection.set_limit(*limit, *most).map_err(&refused)?;
    }
    connection
        .query_row(&format!("PRAGMA hard_heap_limit = {HEAP_BYTES}"), [], |_| Ok(()))
        .map_err(&refused)?;
    connection
        .execute_batch("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;")
        .map_err(&refused)
}

/// A bound on the time of the statements of one connection, set anew before each operation.
pub(crate) struct Deadline {
    started: Instant,
    until: Arc<AtomicU64>,
}

impl Deadline {
    /// Watches a connection; no statement is interrupted before the first [`Deadline::allow`].
    pub(crate) fn watch(connection: &mut Connection, path: &Path) -> Result<Self, StoreError> {
        const INSTRUCTIONS: i32 = 10_000;
        let until = Arc::new(AtomicU64::new(u64::MAX));
        let (started, limit) = (Instant::now(), Arc::clone(&until));
        let late = move || elapsed(started) > limit.load(Ordering::Relaxed);
        connection.progress_handler(INSTRUCTIONS, Some(late)).map_err(StoreError::sqlite("open it", path))?;
        Ok(Self { started, until })
    }

    /// Gives the statements from now on so much time.
    pub(crate) fn allow(&self, time: Duration) {
        let time = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        self.until.store(elapsed(self.started).saturating_add(time), Ordering::Relaxed);
    }
}

fn elapsed(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// A path inside a `file:` URI: everything but plain characters is escaped, so no name can add a parameter.
fn percent_encoded(path: &Path) -> String {
    use std::fmt::Write;
    let mut text = String::new();
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(byte) {
            text.push(char::from(*byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}
