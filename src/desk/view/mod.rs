//! What the front ends show and send: plain values, no handles.

mod changes;
mod conflict_changes;
mod conflicts;
mod deciding;
mod desk;
mod expiries;
mod leases;
mod outbox;
mod queue;
mod resolving;
mod review;

pub use changes::{Change, ChangeGroup, ClaimChange, Earlier, Fate, News, SnapshotChanges, Upstream};
pub use conflict_changes::{ConflictChange, ConflictEvent, Outlived, PartyName};
pub use conflicts::{
    ConflictPage, ConflictRow, ConflictView, CrossChecks, NoticeLine, NoticeRequest, OtherConflict,
    PartyState, Precedent, Side, SideCell, TimelineEntry,
};
pub use deciding::{CommitCard, DecideRequest, Receipt};
pub use desk::{Changes, DeskInfo, Done};
pub use expiries::ExpiryRow;
pub use leases::{HeldByOthers, Holder, NextClaim, RunningLease};
pub use outbox::{HeldDecision, Outbox, ReleaseRequest};
pub use queue::{IndexState, QueuePage, QueueQuery, QueueRow, SavedView, StatusCount, WorkloadTag};
pub use resolving::{
    BatchLinePreview, BatchPlan, BatchReceipt, BatchRequest, BatchRow, CascadePreview, ComparedSide,
    Comparison, DraftRuling, ExcludedRow, GradeRequest, RecordedResolution, ResolutionCard, ResolveDraft,
    ResolveRequest, SeenClaim, SeenConflict,
};
pub use review::{
    CarriedCell, CollectedPin, DecisionState, DraftField, HistoryLine, Judging, RecordedDecision, Review,
};
