//! What the front ends show and send: plain values, no handles.

mod deciding;
mod desk;
mod queue;
mod review;

pub use deciding::{CommitCard, DecideRequest, Receipt};
pub use desk::{Changes, DeskInfo, Done};
pub use queue::{IndexState, QueuePage, QueueQuery, QueueRow, SavedView, StatusCount, WorkloadTag};
pub use review::{CollectedPin, DraftField, HistoryLine, Judging, RecordedDecision, Review};
