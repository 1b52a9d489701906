//! The desk itself, and what an operation changed.

use crate::domain::{Actor, Digest};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::path::PathBuf;

/// What is on the desk: the files that are open and who sits at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeskInfo {
    /// Title of the snapshot.
    pub title: String,
    /// Which snapshots belong together.
    pub lineage: String,
    /// Time of the snapshot; all clocks are shown for it.
    pub as_of: DateTime<Utc>,
    /// Practice data: nothing decided here concerns anybody.
    pub practice: bool,
    /// Whether the snapshot's seal was verified.
    pub sealed: bool,
    /// Claims in the snapshot.
    pub claims: u64,
    /// Digest of the snapshot file.
    pub snapshot_sha256: Digest,
    /// Folder and name of the desk file.
    pub desk_file: PathBuf,
    /// First digits of the newest link of the chain.
    pub head: String,
    /// Decisions held here, and when the first of them is due.
    pub held: u64,
    /// When the first of them leaves the hold, in UTC.
    pub next_release: Option<DateTime<Utc>>,
    /// Who is at the desk.
    pub actor: Actor,
    /// What to be told about the place of the desk file, when it is shared between computers.
    pub shared: Option<String>,
}

/// The result of an operation and what it changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Done<T> {
    /// The result.
    pub value: T,
    /// What to reload.
    pub changes: Changes,
}

impl<T> Done<T> {
    /// A result that changed the open claim.
    pub const fn claim(value: T) -> Self {
        Self { value, changes: Changes { queue: true, claim: true, views: false } }
    }
}

/// What an operation changed, so that a screen knows what to reload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Changes {
    /// The queue's rows or counts.
    pub queue: bool,
    /// The open claim.
    pub claim: bool,
    /// Saved views.
    pub views: bool,
}
