//! Walk-throughs: reviews of training that were recorded key by key, to be played back beside the answer.
//!
//! Only an attempt at a claim of a pack is recorded, from its first key on, and a log holds no name. It is played in a
//! session of its own that is thrown away; the attempts and desks that are here are neither read nor changed.

mod gold;
mod listing;
mod log_file;
mod recorder;
mod report;
mod stage;

pub use gold::{Agreement, Going, GoldCell, GoldPath};
pub use listing::{WalkHolds, WalkShelf, WalkSummary};
pub(super) use log_file::LogFile;
pub use recorder::RecordStart;
pub use report::{WalkKey, WalkRecord, WalkReport};
pub use stage::{Stage, WALKER};
