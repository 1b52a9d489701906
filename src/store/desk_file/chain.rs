//! The chain of events: appending a link, reading links back.
//!
//! A link is written in the same transaction as everything that follows from it. Its body is hashed byte for byte
//! as it is stored, never as it would be written again.

use super::pack::PackRefused;
use super::{Stamp, Subject, projection};
use crate::domain::{Act, Actor, ClaimId, Digest, Event, Hasher, Role};
use crate::store::error::StoreError;
use chrono::{DateTime, SecondsFormat, SubsecRound, Utc};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The newest link of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Number of the newest event; 0 for none.
    pub seq: u64,
    /// Its hash.
    pub hash: Digest,
}

/// An event as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Link {
    pub(super) seq: u64,
    pub(super) at: String,
    pub(super) actor: String,
    pub(super) role: String,
    pub(super) claim_id: Option<String>,
    pub(super) claim_digest: Option<Digest>,
    pub(super) act: String,
    pub(super) body: String,
    pub(super) prev: Digest,
    pub(super) hash: Digest,
}

/// Columns of [`Link`], in its order.
pub(super) const COLUMNS: &str =
    "event.seq, event.at, event.actor, event.role, event.claim_id, event.claim_digest, event.act, event.body,
     event.prev, event.hash";

impl Link {
    /// Number of columns.
    pub(super) const WIDTH: usize = 10;

    /// Reads a link from the first columns of a row.
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Self::read_from(row, 0)
    }

    /// Reads a link whose columns begin at `first`.
    pub(super) fn read_from(row: &Row<'_>, first: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: seq_at(row, first)?,
            at: row.get(first + 1)?,
            actor: row.get(first + 2)?,
            role: row.get(first + 3)?,
            claim_id: row.get(first + 4)?,
            claim_digest: row.get::<_, Option<_>>(first + 5)?.map(Digest::from_bytes),
            act: row.get(first + 6)?,
            body: row.get(first + 7)?,
            prev: Digest::from_bytes(row.get(first + 8)?),
            hash: Digest::from_bytes(row.get(first + 9)?),
        })
    }

    /// The event, or what about it makes no sense.
    pub(super) fn event(&self) -> Result<Event, String> {
        let at: DateTime<Utc> = self.at.parse().map_err(|_| format!("{:?} is not a time", self.at))?;
        let role: Role = self.role.parse().map_err(|_| format!("{:?} is not a role", self.role))?;
        let claim_id = self.claim_id.as_deref().map(ClaimId::parse).transpose().map_err(|e| e.to_string())?;
        let act: Act =
            serde_json::from_str(&self.body).map_err(|e| format!("its body cannot be read: {e}"))?;
        if act.word() != self.act {
            return Err(format!("it is filed as {:?} but its body says {:?}", self.act, act.word()));
        }
        Ok(Event {
            seq: self.seq,
            at,
            actor: Actor { name: self.actor.clone(), role },
            claim_id,
            claim_digest: self.claim_digest,
            act,
            prev: self.prev,
            hash: self.hash,
        })
    }

    /// Its place in the chain.
    pub(super) const fn head(&self) -> Head {
        Head { seq: self.seq, hash: self.hash }
    }

    /// The hash the link must carry after `prev`.
    pub(super) fn computed(&self, event: &Event) -> Digest {
        Event::chain_hash(
            &event.prev,
            event.seq,
            event.at,
            &event.actor,
            event.claim_id.as_ref(),
            event.claim_digest.as_ref(),
            &self.body,
        )
    }
}

/// What an event is about: a claim as it was shown, a claim as such, or the whole desk.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    claim_id: Option<&'a ClaimId>,
    digest: Option<&'a Digest>,
}

impl<'a> From<Option<Subject<'a>>> for About<'a> {
    fn from(subject: Option<Subject<'a>>) -> Self {
        Self { claim_id: subject.map(|it| it.claim_id), digest: subject.map(|it| it.digest) }
    }
}

impl<'a> From<&'a ClaimId> for About<'a> {
    fn from(claim_id: &'a ClaimId) -> Self {
        Self { claim_id: Some(claim_id), digest: None }
    }
}

/// What the first event links to: the identity of the desk.
pub(super) fn root(lineage: &str, desk_id: &str) -> Digest {
    let mut hasher = Hasher::new("proofdesk-desk-v1");
    hasher.field(lineage.as_bytes()).field(desk_id.as_bytes());
    hasher.finish()
}

/// The newest link, or the root of an empty chain.
pub(super) fn head(connection: &Connection) -> rusqlite::Result<Head> {
    let newest = connection
        .prepare_cached("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok(Head { seq: seq_at(row, 0)?, hash: Digest::from_bytes(row.get(1)?) }))
        .optional()?;
    match newest {
        Some(head) => Ok(head),
        None => connection.query_row("SELECT root FROM desk", [], |row| {
            Ok(Head { seq: 0, hash: Digest::from_bytes(row.get(0)?) })
        }),
    }
}

/// Whether the chain holds this very link.
pub(super) fn holds(connection: &Connection, link: &Head) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM event WHERE seq = ?1 AND hash = ?2")?
        .exists(params![column(link.seq), link.hash.as_bytes()])
}

/// A number of an event as SQLite stores it.
pub(super) fn column(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

/// Reads the number of an event from a column.
pub(super) fn seq_at(row: &Row<'_>, at: usize) -> rusqlite::Result<u64> {
    let seq: i64 = row.get(at)?;
    u64::try_from(seq).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(at, seq))
}

/// Appends an act and everything that follows from it.
pub(super) fn append<'a>(
    transaction: &Transaction<'_>,
    about: impl Into<About<'a>>,
    act: Act,
    stamp: &Stamp<'_>,
) -> Result<Event, Unwritten> {
    let head = head(transaction)?;
    let body = serde_json::to_string(&act).map_err(|error| Unwritten::Unwritable(error.to_string()))?;
    // Exactly what is stored and hashed; a reader gets the same instant back.
    let at = stamp.at.trunc_subsecs(6);
    let About { claim_id, digest: claim_digest } = about.into();
    let seq = head.seq + 1;
    let hash = Event::chain_hash(&head.hash, seq, at, stamp.actor, claim_id, claim_digest, &body);
    transaction
        .prepare_cached(
            "INSERT INTO event (seq, at, actor, role, claim_id, claim_digest, act, body, prev, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            column(seq),
            at.to_rfc3339_opts(SecondsFormat::Micros, true),
            stamp.actor.name,
            stamp.actor.role.word(),
            claim_id.map(ClaimId::as_str),
            claim_digest.map(Digest::as_bytes),
            act.word(),
            body,
            head.hash.as_bytes(),
            hash.as_bytes(),
        ])?;
    let event = Event {
        seq,
        at,
        actor: stamp.actor.clone(),
        claim_id: claim_id.cloned(),
        claim_digest: claim_digest.copied(),
        act,
        prev: head.hash,
        hash,
    };
    projection::apply(transaction, &event)?;
    Ok(event)
}

/// Why an act was not written.
pub(super) enum Unwritten {
    Sqlite(rusqlite::Error),
    Unwritable(String),
    Pack(PackRefused),
}

impl From<rusqlite::Error> for Unwritten {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl Unwritten {
    /// The error a caller sees.
    pub(super) fn told(self, operation: &'static str, path: &Path) -> StoreError {
        match self {
            Self::Sqlite(error) => StoreError::sqlite(operation, path)(error),
            Self::Unwritable(why) => StoreError::damaged(path, why),
            Self::Pack(why) => StoreError::Pack(why),
        }
    }
}

/// Who did something, and when, by the number of its event.
pub(super) fn who(connection: &Connection, seq: u64) -> Result<(Actor, DateTime<Utc>), Unwritten> {
    let link = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM event WHERE seq = ?1"))?
        .query_row([column(seq)], Link::read)?;
    let event = link.event().map_err(Unwritten::Unwritable)?;
    Ok((event.actor, event.at))
}

/// The events of one claim, or all, oldest first.
pub(super) fn events(
    connection: &Connection,
    path: &Path,
    claim: Option<&ClaimId>,
) -> Result<Vec<Event>, StoreError> {
    let refused = StoreError::sqlite("read its events", path);
    // A release or a resolution is one act over several claims, so it names none.
    let only = if claim.is_some() {
        "WHERE claim_id = ?1 OR seq IN (
             SELECT release.seq FROM release JOIN decision ON decision.id = release.decision_id
             WHERE decision.claim_id = ?1
             UNION ALL
             SELECT resolution.seq FROM touched_claim JOIN resolution ON resolution.id = resolution_id
             WHERE touched_claim.claim_id = ?1
             UNION ALL
             SELECT resolution_end.seq FROM touched_claim JOIN resolution_end USING (resolution_id)
             WHERE touched_claim.claim_id = ?1
         )"
    } else {
        "WHERE ?1 IS NULL"
    };
    let mut statement = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM event {only} ORDER BY seq"))
        .map_err(&refused)?;
    let links = statement.query_map([claim.map(ClaimId::as_str)], Link::read).map_err(&refused)?;
    links
        .map(|link| {
            let link = link.map_err(&refused)?;
            link.event().map_err(|why| StoreError::damaged(path, format!("event {}: {why}", link.seq)))
        })
        .collect()
}
