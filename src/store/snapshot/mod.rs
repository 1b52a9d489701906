//! Snapshots: claims as they were submitted, in one sealed file that nobody changes.
//!
//! A snapshot is opened as hostile data: the file is inspected, its header read and its seal verified before SQLite
//! touches it; then it is opened immutable, its schema compared with the published one (`docs/snapshot-format.md`)
//! and every value read with its type checked. Nothing here ever writes to an existing snapshot.

mod claims;
mod columns;
mod insert;
mod open;
mod seal;
mod shapes;
mod texts;
mod verify;
mod writer;

pub use open::{Snapshot, Trust};
pub use texts::DocumentText;
pub use writer::{Added, NewSnapshot, SnapshotWriter};

use crate::domain::Digest;
use crate::store::schema::Schema;
use chrono::{DateTime, Utc};

/// The published schema.
const SCHEMA: &str = include_str!("schema.sql");

/// What every file is compared with.
static PUBLISHED: Schema = Schema::of(&[SCHEMA]);

/// What a snapshot says of itself, and what was found out while it was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotMeta {
    /// Identity shared by the snapshots of one program and region; the desk belongs to it.
    pub lineage: String,
    /// Title a person reads.
    pub title: String,
    /// The time the claims are shown for; all clocks are computed for it.
    pub as_of: DateTime<Utc>,
    /// Whether it holds sample claims to practise on.
    pub practice: bool,
    /// Number of claims.
    pub claims: u64,
    /// Number of documents.
    pub documents: u64,
    /// SHA-256 of the file.
    pub sha256: Digest,
    /// Whether the seal beside it was verified.
    pub sealed: bool,
    /// Size of the file in bytes.
    pub bytes: u64,
}
