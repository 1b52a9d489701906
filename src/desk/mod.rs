//! What the program can do, for the command line and the terminal alike.
//!
//! Front ends see only what is declared here: requests in, plain values out. Every write is durable before it is
//! answered, and every answer that changed something says what.

mod failure;
mod job;
mod view;

pub use crate::store::{SortColumn, SortKey};
pub use failure::{Failure, FailureKind};
pub use job::{Cancelled, Job, Progress};
pub use view::{
    Changes, CollectedPin, CommitCard, DecideRequest, DeskInfo, DraftField, HistoryLine, IndexState, Judging,
    QueuePage, QueueQuery, QueueRow, Receipt, RecordedDecision, Review, SavedView, StatusCount, WorkloadTag,
};
