//! A walk along a chain: link by link, and what follows from the links built again in memory.
//!
//! The same walk checks the chain of a file, the chains of other desks in it, and those of a pack.

use super::chain::{Head, Link};
use super::migrations::NEWEST;
use super::projection;
use crate::domain::{Digest, Event};
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use std::cell::Cell;

/// How far a chain holds.
pub(super) struct Walk {
    head: Head,
}

impl Walk {
    /// Starts before the first link, at the identity of the desk.
    pub(super) const fn from(root: Digest) -> Self {
        Self { head: Head { seq: 0, hash: root } }
    }

    /// The newest link that was stepped on.
    pub(super) const fn head(&self) -> Head {
        self.head
    }

    /// Number of the next link.
    pub(super) const fn next(&self) -> u64 {
        self.head.seq + 1
    }

    /// Checks one link: its number, what it links to, what it holds.
    pub(super) fn check(&self, link: &Link) -> Result<Event, String> {
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

    /// Goes on to a link that was checked.
    pub(super) const fn step(&mut self, head: Head) {
        self.head = head;
    }
}

thread_local! {
    /// Empty tables that no replay uses at the moment: to make them takes longer than to walk along most chains.
    static SPARE: Cell<Option<Connection>> = const { Cell::new(None) };
}

/// The projections as they must be, built again in memory.
pub(super) struct Replay(Option<Connection>);

impl Replay {
    pub(super) fn start() -> rusqlite::Result<Self> {
        let memory = SPARE.take().map_or_else(empty_tables, Ok)?;
        memory.execute_batch("BEGIN")?;
        Ok(Self(Some(memory)))
    }

    fn memory(&self) -> rusqlite::Result<&Connection> {
        self.0.as_ref().ok_or(rusqlite::Error::InvalidQuery)
    }

    /// Replays an event; one that cannot follow from those before it is an error in words.
    pub(super) fn take(&self, event: &Event) -> Result<Head, String> {
        self.memory()
            .and_then(|memory| projection::apply(memory, event))
            .map_err(|error| format!("Event {} cannot follow those before it: {error}.", event.seq))?;
        Ok(Head { seq: event.seq, hash: event.hash })
    }

    /// The first table that is not what the events lead to, and the event whose row is not as it must be.
    pub(super) fn differs(&self, file: &Connection) -> rusqlite::Result<Option<(&'static str, Option<u64>)>> {
        for table in projection::TABLES {
            let (found, expected) = (rows(file, table)?, rows(self.memory()?, table)?);
            if found.rows != expected.rows {
                return Ok(Some((table, expected.first_unlike(&found))));
            }
        }
        Ok(None)
    }
}

impl Drop for Replay {
    /// Leaves empty tables to the next one.
    fn drop(&mut self) {
        let undone = self.0.take().filter(|memory| memory.execute_batch("ROLLBACK").is_ok());
        SPARE.set(undone);
    }
}

fn empty_tables() -> rusqlite::Result<Connection> {
    let memory = Connection::open_in_memory()?;
    NEWEST.make(&memory)?;
    // Only the projections are built, not the events they refer to.
    memory.pragma_update(None, "foreign_keys", false)?;
    Ok(memory)
}

/// The rows of a table, and which column holds the number of the event.
struct Rows {
    seq: Option<usize>,
    rows: Vec<Vec<Value>>,
}

impl Rows {
    /// The lowest event of a row that is in one of the two and not in the other.
    fn first_unlike(&self, other: &Self) -> Option<u64> {
        let only = |here: &Self, there: &Self| {
            let rows = here.rows.iter().filter(|row| !there.rows.contains(row));
            rows.filter_map(|row| match row.get(here.seq?) {
                Some(Value::Integer(seq)) => u64::try_from(*seq).ok(),
                _ => None,
            })
            .min()
        };
        only(self, other).into_iter().chain(only(other, self)).min()
    }
}

/// All rows of a table in the order of its key, which is never more than its first three columns.
fn rows(connection: &Connection, table: &str) -> rusqlite::Result<Rows> {
    let names: Vec<String> = {
        let statement = connection.prepare(&format!("SELECT * FROM {table}"))?;
        statement.column_names().map(str::to_owned).collect()
    };
    let columns = names.len();
    let seq = names.iter().position(|name| name == "seq");
    let key: Vec<String> = (1..=columns.min(3)).map(|column| column.to_string()).collect();
    let mut statement = connection.prepare(&format!("SELECT * FROM {table} ORDER BY {}", key.join(", ")))?;
    let rows = statement.query_map(params![], |row| (0..columns).map(|column| row.get(column)).collect())?;
    Ok(Rows { seq, rows: rows.collect::<Result<_, _>>()? })
}
