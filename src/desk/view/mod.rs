//! What the front ends show and send: plain values, no handles.

mod changes;
mod deciding;
mod desk;
mod expiries;
mod outbox;
mod queue;
mod review;

pub use changes::{Change, ChangeGroup, ClaimChange, Earlier, Fate, News, SnapshotChanges, Upstream};
pub use deciding::{CommitCard, DecideRequest, Receipt};
pub use desk::{Changes, DeskInfo, Done};
pub use expiries::ExpiryRow;
pub use outbox::{HeldDecision, Outbox, ReleaseRequest};
pub use queue::{IndexState, QueuePage, QueueQuery, QueueRow, SavedView, StatusCount, WorkloadTag};
pub use review::{
    CarriedCell, CollectedPin, DecisionState, DraftField, HistoryLine, Judging, RecordedDecision, Review,
};
