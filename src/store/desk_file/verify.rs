//! Verification: recomputes everything a desk file claims from the file itself.
//!
//! Numbers, links and hashes of all events, the schema's text, SQLite's own check, and the projections against a
//! replay. The triggers that forbid changes are not trusted: whoever changed the file could have dropped them.
//! A chain cannot see that its tail was cut or that it was rewritten as a whole; for that it is compared with a link
//! that was remembered elsewhere. The chains of other desks in the file are recomputed too, and compared with what the
//! own chain says was merged.

use super::chain::{self, COLUMNS, Head, Link};
use super::migrations::{MIGRATIONS, NEWEST};
use super::remembered::{self, Heads};
use super::walk::{Replay, Walk};
use super::{DeskFile, RecordKind, connection, merging, migrations};
use crate::domain::{Act, Digest};
use crate::store::error::StoreError;
use crate::text::clean;
use rusqlite::Connection;
use serde::Serialize;
use std::collections::BTreeMap;
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
    /// Whose link it is, when it is that of another desk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desk: Option<String>,
    /// What is wrong, as a sentence.
    pub what: String,
}

impl Break {
    fn of(seq: u64, what: &str) -> Self {
        // The words may quote the file.
        Self { seq: Some(seq), desk: None, what: clean::one_line(what) }
    }

    fn whole(what: &str) -> Self {
        Self { seq: None, desk: None, what: clean::one_line(what) }
    }

    fn of_desk(desk: &str, seq: u64, what: &str) -> Self {
        let desk = clean::one_line(desk);
        Self { seq: Some(seq), what: clean::one_line(&format!("Desk {desk}: {what}")), desk: Some(desk) }
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
    connection::look(&path, RecordKind::Desk, migrations::newest(MIGRATIONS))?;
    verify(&connection::connect(&path)?, &path, remembered)
}

/// Recomputes a desk file and compares it with what is remembered of it; it may be too broken to be opened for work.
pub fn verify_remembered(path: &Path, heads: &Heads) -> Result<VerifyReport, StoreError> {
    let path = connection::locate(path)?;
    connection::look(&path, RecordKind::Desk, migrations::newest(MIGRATIONS))?;
    let connection = connection::connect(&path)?;
    let recalled = remembered::recall(&connection, &path, heads)
        .map_err(StoreError::sqlite("read its identity", &path))?;
    let mut report = verify(&connection, &path, recalled.as_ref().ok().and_then(Option::as_ref))?;
    if let Err(exchanged) = recalled {
        let exchanged = Break::whole(&exchanged);
        report.further.extend(report.first_break.replace(exchanged));
    }
    Ok(report)
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

/// Recomputes what a connection reads.
pub(super) fn verify(
    connection: &Connection,
    path: &Path,
    remembered: Option<&Head>,
) -> Result<VerifyReport, StoreError> {
    let refused = StoreError::sqlite("verify it", path);
    let replay = Replay::start().map_err(&refused)?;
    let OwnChain { head, merged, mut breaks } = own_chain(connection, &replay).map_err(&refused)?;
    breaks.extend(remembered.and_then(|seen| cut_or_rewritten(connection, seen)));
    breaks.extend(other_chains(connection, &merged).map_err(&refused)?);
    breaks.extend(NEWEST.compare(connection, path).err().map(|error| Break::whole(&error.to_string())));
    breaks.extend(integrity(connection).map_err(&refused)?);
    if breaks.is_empty() {
        let differs = replay.differs(connection).map_err(&refused)?;
        breaks.extend(differs.map(|(table, seq)| Break {
            seq,
            ..Break::whole(&format!("The table {table} is not what the events lead to."))
        }));
    }
    let mut breaks = breaks.into_iter();
    Ok(VerifyReport { events: head.seq, head, first_break: breaks.next(), further: breaks.collect() })
}

/// How far the own chain holds, what it says about other desks, and where it breaks.
struct OwnChain {
    head: Head,
    merged: Merged,
    breaks: Vec<Break>,
}

/// Newest link of each merged desk, as the own chain has it.
type Merged = BTreeMap<String, Head>;

fn own_chain(connection: &Connection, replay: &Replay) -> rusqlite::Result<OwnChain> {
    let (root, mut breaks) = identity(connection)?;
    let mut walk = Walk::from(root);
    let mut merged = Merged::new();
    let mut statement = connection.prepare(&format!("SELECT {COLUMNS} FROM event ORDER BY seq"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let link = Link::read(row).map_err(|error| format!("Event {} cannot be read: {error}.", walk.next()));
        let checked = link.and_then(|link| walk.check(&link));
        match checked.and_then(|event| replay.take(&event).map(|head| (event, head))) {
            Ok((event, head)) => {
                walk.step(head);
                if let Act::Merged { desk, seq, head } = event.act {
                    merged.insert(desk, Head { seq, hash: head });
                }
            }
            Err(what) => {
                breaks.push(Break::of(walk.next(), &what));
                break;
            }
        }
    }
    Ok(OwnChain { head: walk.head(), merged, breaks })
}

/// The identity of the desk, computed again.
fn identity(connection: &Connection) -> rusqlite::Result<(Digest, Vec<Break>)> {
    let (lineage, desk_id, stored): (String, String, [u8; 32]) =
        connection.query_row("SELECT lineage, desk_id, root FROM desk", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    let root = chain::root(&lineage, &desk_id);
    let changed = root != Digest::from_bytes(stored);
    let breaks = changed.then(|| Break::whole("The identity of the desk was changed."));
    Ok((root, breaks.into_iter().collect()))
}

/// Where the chains of merged desks break, or are not those the own chain says were merged.
fn other_chains(connection: &Connection, merged: &Merged) -> rusqlite::Result<Vec<Break>> {
    let mut breaks = Vec::new();
    let there = merging::foreign_desks(connection)?;
    for desk in merged.keys().filter(|desk| !there.iter().any(|(known, _)| known == *desk)) {
        breaks.push(Break::of_desk(desk, 1, "It was merged into this file, and all its events are missing."));
    }
    for (desk, lineage) in &there {
        let (head, broken) = other_chain(connection, desk, lineage)?;
        let expected = merged.get(desk);
        breaks.extend(broken.map(|what| Break::of_desk(desk, head.seq + 1, &what)).or_else(|| {
            let what = unlike(head, expected)?;
            Some(Break::of_desk(desk, expected.map_or(1, |seen| seen.seq.min(head.seq + 1)), &what))
        }));
    }
    Ok(breaks)
}

/// Walks along the chain of another desk: how far it holds, and why no further.
fn other_chain(
    connection: &Connection,
    desk: &str,
    lineage: &str,
) -> rusqlite::Result<(Head, Option<String>)> {
    let replay = Replay::start()?;
    let mut walk = Walk::from(chain::root(lineage, desk));
    for link in merging::foreign_links(connection, desk, 0, u64::MAX)? {
        match walk.check(&link).and_then(|event| replay.take(&event)) {
            Ok(head) => walk.step(head),
            Err(what) => return Ok((walk.head(), Some(what))),
        }
    }
    Ok((walk.head(), None))
}

/// Why a chain that holds in itself is not the one that was merged.
fn unlike(head: Head, merged: Option<&Head>) -> Option<String> {
    match merged {
        None => Some("Its events are here, but no act says that they were merged.".to_owned()),
        Some(merged) if *merged == head => None,
        Some(Head { seq, .. }) if head.seq < *seq => {
            Some(format!("Events after {} are missing; event {seq} was merged.", head.seq))
        }
        Some(Head { seq, .. }) if head.seq > *seq => {
            Some(format!("Event {} is here, but only {seq} were merged.", head.seq))
        }
        Some(Head { seq, .. }) => Some(format!("Event {seq} is another one than was merged.")),
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
