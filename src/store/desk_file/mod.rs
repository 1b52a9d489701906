//! The desk file: what reviewers add, durable before it is answered, append-only where it records an act.
//!
//! Every operation is one transaction that holds the event and everything that follows from it. All events form one
//! hash chain; [`DeskFile::verify`] recomputes it from the file. A file that was moved, replaced, linked or made by
//! a newer version is refused by name. Nothing here decides whether an act is allowed: that is `rules::sign`.
//!
//! A `DeskFile` belongs to one thread. Several processes may use one file; they wait for each other.

mod answers;
mod attempts;
mod blind;
mod chain;
mod commit;
mod conflict_tables;
mod connection;
mod decisions;
mod drafts;
mod elsewhere;
mod file_system;
mod grades;
mod leases;
mod looking_again;
mod marks;
mod merging;
mod migrations;
mod notices;
mod pack;
mod projection;
mod record_kind;
mod recorded;
mod releasing;
mod remembered;
mod resolutions;
mod seats;
mod second_opinions;
mod seen;
mod setup;
mod shared_text;
mod standing_acts;
mod verify;
mod views;
mod walk;

pub use answers::{NotSaved, Saved};
pub use attempts::attempts_in;
pub use blind::{BlindDesk, OpenSeat};
pub use chain::Head;
pub use drafts::QueueMarks;
pub use elsewhere::{DeskDecision, DoubleReview};
pub use grades::StoredGrade;
pub use leases::{Lease, LeaseRow, LeaseToken, Leased, MOST_LEASES};
pub use looking_again::LooksBegun;
pub use marks::{Mark, Marks};
pub use merging::Merge;
pub use notices::StoredNotice;
pub use pack::{Pack, PackRefused};
pub use record_kind::{RecordKind, RecordOf};
pub use recorded::{DecisionFilter, StoredDecision, StoredWithdrawal};
pub use remembered::{Heads, Remembered};
pub use resolutions::{EndedBy, NewResolution, ResolutionFilter, StoredResolution};
pub use seats::SeatTaken;
pub use second_opinions::{OpinionPair, Settlements, StoredAdjudication, StoredSecondLook};
pub use shared_text::DismissedText;
pub use standing_acts::{CaseNote, Expiry, StoredExpiry};
pub use verify::{Break, VerifyReport, verify_file, verify_remembered};
pub use views::NamedQuery;

use crate::domain::{Act, Actor, ClaimId, Digest, Event};
use crate::store::error::{StoreError, shown};
use crate::store::regular_file::{self, Identity};
use chrono::{DateTime, Utc};
use rusqlite::Connection;
use setup::Opened;
use std::path::{Path, PathBuf};

/// Who acts, and when.
#[derive(Debug, Clone, Copy)]
pub struct Stamp<'a> {
    /// Time of the act, in UTC; recorded to the microsecond.
    pub at: DateTime<Utc>,
    /// Who acts.
    pub actor: &'a Actor,
}

/// The claim an act is about, as it was shown.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The claim.
    pub claim_id: &'a ClaimId,
    /// Digest of the claim as it was shown.
    pub digest: &'a Digest,
}

/// An open desk file.
#[derive(Debug)]
pub struct DeskFile {
    path: PathBuf,
    kind: RecordKind,
    identity: Identity,
    desk_id: String,
    lineage: String,
    author: Actor,
    /// `None` after an error whose effect is unknown, until the file was opened again.
    connection: Option<Connection>,
    upgraded: Option<PathBuf>,
    memory: Option<remembered::Memory>,
    shared: Option<&'static str>,
}

impl DeskFile {
    /// Opens the desk of a lineage of snapshots, or makes it with owner-only permissions.
    ///
    /// Refuses links, files of other programs, of other lineages and of newer versions, and a file whose schema or
    /// newest event is not what it must be. An older file is upgraded after a copy was made beside it.
    pub fn open_or_create(
        path: &Path,
        lineage: &str,
        now: DateTime<Utc>,
        actor: &Actor,
    ) -> Result<Self, StoreError> {
        let stamp = Stamp { at: now, actor };
        Self::open_record(path, &RecordOf { kind: RecordKind::Desk, lineage, stamp })
    }

    /// The same for a record of either kind; a file of the other kind is refused.
    pub fn open_record(path: &Path, record: &RecordOf<'_>) -> Result<Self, StoreError> {
        let path = connection::place(path)?;
        match setup::found(&path, record) {
            // Another process may have been faster.
            Ok(()) | Err(StoreError::Exists { .. }) => {}
            Err(error) => return Err(error),
        }
        let desk = Self::with(path, record.kind, Some(record), record.stamp.actor)?;
        if desk.lineage != record.lineage {
            let (found, wanted) = (desk.lineage, record.lineage.to_owned());
            return Err(StoreError::OtherLineage { file: shown(&desk.path), found, wanted });
        }
        Ok(desk)
    }

    /// Opens or makes a record whose newest link is remembered outside of it. Refuses one that was seen before and is
    /// gone, was cut, rewritten or exchanged.
    pub fn open_remembered(path: &Path, record: &RecordOf<'_>, heads: Heads) -> Result<Self, StoreError> {
        remembered::refuse_gone(path, &heads)?;
        let mut desk = Self::open_record(path, record)?;
        desk.remember_in(heads)?;
        Ok(desk)
    }

    /// Opens an existing desk file, whatever its lineage.
    pub fn open(path: &Path, actor: &Actor) -> Result<Self, StoreError> {
        Self::with(connection::locate(path)?, RecordKind::Desk, None, actor)
    }

    fn with(
        path: PathBuf,
        kind: RecordKind,
        new: Option<&RecordOf<'_>>,
        actor: &Actor,
    ) -> Result<Self, StoreError> {
        let shared = file_system::look(&path)?;
        let Opened { connection, upgraded } = setup::open(&path, kind, new)?;
        let refused = StoreError::sqlite("read its identity", &path);
        let (desk_id, lineage) = connection
            .query_row("SELECT desk_id, lineage FROM desk", [], |row| Ok((row.get(0)?, row.get(1)?)))
            .map_err(refused)?;
        let identity = regular_file::inspect(&path)?;
        let connection = Some(connection);
        Ok(Self {
            path,
            kind,
            identity,
            desk_id,
            lineage,
            author: actor.clone(),
            connection,
            upgraded,
            memory: None,
            shared,
        })
    }

    /// Folder and name of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Random identity of this desk, 32 hexadecimal digits.
    pub fn desk_id(&self) -> &str {
        &self.desk_id
    }

    /// Lineage of the snapshots it belongs to.
    pub fn lineage(&self) -> &str {
        &self.lineage
    }

    /// Where the copy of the file is that was made before it was upgraded just now.
    pub fn upgraded_from(&self) -> Option<&Path> {
        self.upgraded.as_deref()
    }

    /// What people are told when the file lies on a file system that is shared between computers.
    pub fn shared(&self) -> Option<String> {
        self.shared.map(file_system::told)
    }

    /// The newest link of the chain. Its short hash is for two people to compare by voice.
    pub fn head(&self) -> Result<Head, StoreError> {
        chain::head(self.reader()?).map_err(StoreError::sqlite("read its newest event", &self.path))
    }

    /// Whether the chain still holds a link that was seen earlier; `false` means history was cut or rewritten.
    pub fn holds(&self, seen: &Head) -> Result<bool, StoreError> {
        chain::holds(self.reader()?, seen).map_err(StoreError::sqlite("look for an event", &self.path))
    }

    /// A number that changes when another process has written to the file.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        self.reader()?
            .pragma_query_value(None, "data_version", |row| row.get(0))
            .map_err(StoreError::sqlite("look for changes", &self.path))
    }

    /// The events of one claim, or all, oldest first.
    pub fn events(&self, claim: Option<&ClaimId>) -> Result<Vec<Event>, StoreError> {
        chain::events(self.reader()?, &self.path, claim)
    }

    /// Whether the desk has met this snapshot before.
    pub fn has_met(&self, snapshot: &Digest) -> Result<bool, StoreError> {
        // The hash of a snapshot occurs in no other field of this act.
        const MET: &str =
            "SELECT EXISTS (SELECT 1 FROM event WHERE act = 'snapshot-opened' AND instr(body, ?1))";
        self.reader()?
            .query_row(MET, [snapshot.to_string()], |row| row.get(0))
            .map_err(StoreError::sqlite("look for a snapshot", &self.path))
    }

    /// Records an act that is neither a decision nor a withdrawal.
    pub fn record(
        &mut self,
        subject: Option<Subject<'_>>,
        act: &Act,
        stamp: &Stamp<'_>,
    ) -> Result<Event, StoreError> {
        self.write("record an act", |transaction| {
            let event = chain::append(transaction, subject, act.clone(), stamp)?;
            Ok(commit::Written::proven(event.seq, event.hash, event))
        })
    }

    /// Passes a claim on for this person, until they work on it again.
    pub fn skip(
        &mut self,
        subject: Subject<'_>,
        reason: &str,
        stamp: &Stamp<'_>,
    ) -> Result<Event, StoreError> {
        self.record(Some(subject), &Act::Skipped { reason: reason.to_owned() }, stamp)
    }

    /// The connection for reading.
    fn reader(&self) -> Result<&Connection, StoreError> {
        self.connection.as_ref().ok_or_else(|| StoreError::Unknown {
            file: shown(&self.path),
            why: "it could not be reached after an error".into(),
        })
    }
}
