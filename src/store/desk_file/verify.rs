//! Verification: recomputes everything a desk file claims from the file itself.
//!
//! Numbers, links and hashes of all events, the schema's text, SQLite's own check, and the projections against a
//! replay. The triggers that forbid changes are not trusted: whoever changed the file could have dropped them.
//! A chain cannot see that its tail was cut or that it was rewritten as a whole; for that it is compared with a link
//! that was remembered elsewhere.

use super::chain::{self, COLUMNS, Head, Link};
use super::migrations::MIGRATIONS;
use super::{DeskFile, connection, migrations, projection};
use crate::domain::{Digest, Event};
use crate::store::error::StoreError;
use crate::store::schema;
use crate::text::clean;
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use serde::Serialize;
use std::path::Path;

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerifyReport {
    /// Events that were read.
    pub events: u64,
    /// Newest link, as far as the chain holds.
    pub head: Head,
    /// The first thing that is wrong; links of the chain come before anything else.
    pub first_break: Option<Break>,
    /// Everything else that is wrong.
    pub further: Vec<Break>,
}

impl VerifyReport {
    /// Whether nothing is wrong.
    pub const fn holds(&self) -> bool {
        self.first_break.is_none()
    }
}

/// Something that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Break {
    /// Number of the broken link; `None` when it is not about one link.
    pub seq: Option<u64>,
    /// What is wrong, as a sentence.
    pub what: String,
}

impl Break {
    fn of(seq: u64, what: &str) -> Self {
        // The words may quote the file.
        Self { seq: Some(seq), what: clean::one_line(what) }
    }

    fn whole(what: &str) -> Self {
        Self { seq: None, what: clean::one_line(what) }
    }
}

impl DeskFile {
    /// Recomputes the whole file.
    pub fn verify(&self, remembered: Option<&Head>) -> Result<VerifyReport, StoreError> {
        verify(self.reader()?, &self.path, remembered)
    }
}

/// Recomputes a desk file that may be too broken to be opened for work.
pub fn verify_file(path: &Path, remembered: Option<&Head>) -> Result<VerifyReport, StoreError> {
    let path = connection::locate(path)?;
    connection::look(&path, migrations::newest(MIGRATIONS))?;
    verify(&connection::connect(&path)?, &path, remembered)
}

/// Fails when the newest link does not carry the hash of its content: the quick look on opening a file.
pub(super) fn newest_link(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let refused = StoreError::sqlite("read its newest event", path);
    let sql = format!("SELECT {COLUMNS} FROM event ORDER BY seq DESC LIMIT 1");
    let link = connection.query_row(&sql, [], Link::read).map_err(refused)?;
    let sound = link.event().is_ok_and(|event| link.computed(&event) == event.hash);
    if sound {
        Ok(())
    } else {
        Err(StoreError::damaged(path, format!("the content of event {} does not match its hash", link.seq)))
    }
}

fn verify(
    connection: &Connection,
    path: &Path,
    remembered: Option<&Head>,
) -> Result<VerifyReport, StoreError> {
    let refused = StoreError::sqlite("verify it", path);
    let replay = Replay::start().map_err(&refused)?;
    let mut walk = Walk::start(connection).map_err(&refused)?;
    let sql = format!("SELECT {COLUMNS} FROM event ORDER BY seq");
    let mut statement = connection.prepare(&sql).map_err(&refused)?;
    let mut rows = statement.query([]).map_err(&refused)?;
    while let Some(row) = rows.next().map_err(&refused)? {
        let link = Link::read(row).map_err(|error| format!("Event {} cannot be read: {error}.", walk.next()));
        let checked = link.and_then(|link| walk.check(&link)).and_then(|event| replay.take(&event));
        match checked {
            Ok(head) => walk.step(head),
            Err(what) => {
                walk.breaks.push(Break::of(walk.next(), &what));
                break;
            }
        }
    }
    let mut breaks = walk.breaks;
    breaks.extend(remembered.and_then(|seen| cut_or_rewritten(connection, seen)));
    breaks.extend(
        schema::compare(connection, path, &MIGRATIONS.concat())
            .err()
            .map(|error| Break::whole(&error.to_string())),
    );
    breaks.extend(integrity(connection).map_err(&refused)?);
    if breaks.is_empty() {
        breaks.extend(replay.differences(connection).map_err(&refused)?);
    }
    let mut breaks = breaks.into_iter();
    Ok(VerifyReport {
        events: walk.events,
        head: walk.head,
        first_break: breaks.next(),
        further: breaks.collect(),
    })
}

/// A walk along the chain.
struct Walk {
    head: Head,
    events: u64,
    breaks: Vec<Break>,
}

impl Walk {
    /// Starts at the identity of the desk, computed again.
    fn start(connection: &Connection) -> rusqlite::Result<Self> {
        let (lineage, desk_id, stored): (String, String, [u8; 32]) =
            connection.query_row("SELECT lineage, desk_id, root FROM desk", [], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
        let root = chain::root(&lineage, &desk_id);
        let breaks = if root == Digest::from_bytes(stored) {
            Vec::new()
        } else {
            vec![Break::whole("The identity of the desk was changed.")]
        };
        Ok(Self { head: Head { seq: 0, hash: root }, events: 0, breaks })
    }

    /// Number of the next link.
    const fn next(&self) -> u64 {
        self.head.seq + 1
    }

    /// Checks one link: its number, what it links to, what it holds.
    fn check(&self, link: &Link) -> Result<Event, String> {
        let expected = self.next();
        if link.seq != expected {
            return Err(format!("Event {expected} is missing; event {} follows.", link.seq));
        }
        let event = link.event().map_err(|why| format!("Event {expected} makes no sense: {why}."))?;
        if event.prev != self.head.hash {
            return Err(format!("Event {expected} does not link to the event before it."));
        }
        if link.computed(&event) != event.hash {
            return Err(format!("The content of event {expected} does not match its hash."));
        }
        Ok(event)
    }

    const fn step(&mut self, head: Head) {
        self.head = head;
        self.events += 1;
    }
}

/// A chain that does not hold a link which was seen earlier.
fn cut_or_rewritten(connection: &Connection, seen: &Head) -> Option<Break> {
    if chain::holds(connection, seen).unwrap_or(false) {
        return None;
    }
    let newest = chain::head(connection).map_or(0, |head| head.seq);
    let what = if newest < seen.seq {
        format!("Events after {newest} are missing; event {} was seen here before.", seen.seq)
    } else {
        format!("Event {} is another one than was seen here before: history was rewritten.", seen.seq)
    };
    Some(Break::of(seen.seq.min(newest + 1), &what))
}

fn integrity(connection: &Connection) -> rusqlite::Result<Option<Break>> {
    let answer: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    let foreign = connection.prepare("PRAGMA foreign_key_check")?.exists([])?;
    Ok(match (answer.as_str(), foreign) {
        ("ok", false) => None,
        ("ok", true) => Some(Break::whole("A row refers to an event that does not exist.")),
        _ => Some(Break::whole(&format!("SQLite finds the file damaged: {answer}."))),
    })
}

/// The projections as they must be, built again in memory.
struct Replay(Connection);

impl Replay {
    fn start() -> rusqlite::Result<Self> {
        let memory = Connection::open_in_memory()?;
        memory.execute_batch(&MIGRATIONS.concat())?;
        // Only the projections are built, not the events they refer to.
        memory.pragma_update(None, "foreign_keys", false)?;
        Ok(Self(memory))
    }

    /// Replays an event; one that cannot follow from those before it is an error in words.
    fn take(&self, event: &Event) -> Result<Head, String> {
        projection::apply(&self.0, event)
            .map_err(|error| format!("Event {} cannot follow those before it: {error}.", event.seq))?;
        Ok(Head { seq: event.seq, hash: event.hash })
    }

    /// The first table that is not what the events lead to.
    fn differences(&self, file: &Connection) -> rusqlite::Result<Option<Break>> {
        for table in projection::TABLES {
            if rows(file, table)? != rows(&self.0, table)? {
                return Ok(Some(Break::whole(&format!("The table {table} is not what the events lead to."))));
            }
        }
        Ok(None)
    }
}

/// All rows of a table in the order of its key, which is never more than its first three columns.
fn rows(connection: &Connection, table: &str) -> rusqlite::Result<Vec<Vec<Value>>> {
    let columns = connection.prepare(&format!("SELECT * FROM {table}"))?.column_count();
    let key: Vec<String> = (1..=columns.min(3)).map(|column| column.to_string()).collect();
    let mut statement = connection.prepare(&format!("SELECT * FROM {table} ORDER BY {}", key.join(", ")))?;
    statement.query_map(params![], |row| (0..columns).map(|column| row.get(column)).collect())?.collect()
}
