//! What the thread that owns the desk answers, and what jobs bring back.

use super::super::walk::Reel;
use crate::desk::training::calibration::{KeptNote, Meeting};
use crate::desk::training::{Debrief, Lesson, TrainingList, WalkSummary};
use crate::desk::{
    BatchPlan, BatchReceipt, Comparison, ConflictPage, ConflictView, DeskInfo, Difference, DraftField,
    ExpiryRow, HistoryLine, Holder, NextClaim, OpenDifference, Outbox, QueuePage, QueueQuery, Reading,
    Receipt, RecordedResolution, ResolutionCard, ResolveDraft, Review, SavedView, SnapshotChanges,
};
use crate::domain::{ClaimId, ConflictId, Decision, ResolutionId, Suggestions};
use crate::policy::ReferenceEntry;
use crate::statistics::figures::Figures;
use std::path::PathBuf;
use std::sync::Arc;

/// What the desk answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// To [`super::Request::Info`].
    Info(Box<DeskInfo>),
    /// To [`super::Request::Queue`], with the question, so that late answers are told from current ones.
    Queue(QueueQuery, QueuePage),
    /// To [`super::Request::Preview`].
    Preview(Box<Review>),
    /// To [`super::Request::History`], oldest first.
    History(ClaimId, Vec<HistoryLine>),
    /// To [`super::Request::Open`].
    Opened(Box<Review>),
    /// To [`super::LeaseRequest::Renew`] and [`super::LeaseRequest::TakeOver`]: who else works on the claim; `None`
    /// when it is free for the one who asked.
    Leased(ClaimId, Option<Holder>),
    /// To [`super::LeaseRequest::Leave`].
    Left,
    /// To [`super::Request::Next`]: the claim, or why there is none.
    Next(NextClaim),
    /// To [`super::Request::Judge`]: the claim as it now stands.
    Judged(Box<Review>),
    /// To [`super::Request::KeepDraft`]: it is on disk.
    Kept(ClaimId, DraftField),
    /// To [`super::Request::Decide`]: it is on disk. The program closes the card and opens the next claim.
    Decided(Box<Receipt>),
    /// To [`super::Request::Withdraw`]: it is on disk.
    Withdrawn(ClaimId),
    /// To [`super::Request::Changes`]: `None` while nothing was compared.
    Changes(Option<Arc<SnapshotChanges>>),
    /// Of [`super::JobSpec::Changes`].
    Compared(Arc<SnapshotChanges>),
    /// To [`super::ConflictRequest::List`].
    Conflicts(Box<ConflictPage>),
    /// To [`super::ConflictRequest::Open`] and [`super::ConflictRequest::Grade`]: the conflict as it now is.
    Conflict(Box<(ConflictView, Comparison)>),
    /// To [`super::ConflictRequest::Card`], with a key for the resolution to be.
    ResolutionCard(Box<(ResolutionId, ResolveDraft, ResolutionCard)>),
    /// To [`super::ConflictRequest::Resolve`] and [`super::ConflictRequest::TakeBack`]: it is on disk.
    Resolved(Box<RecordedResolution>),
    /// To [`super::BatchTask::Plan`], with the rows of the sample that were not opened yet.
    Planned(Box<BatchPlan>, Vec<ConflictId>),
    /// To [`super::BatchTask::Open`]: the row is noted as opened; these are left.
    RowOpened(ConflictId, Vec<ConflictId>),
    /// To [`super::BatchTask::Commit`] and [`super::BatchTask::TakeBack`]: it is on disk.
    BatchSettled(Box<BatchReceipt>),
    /// To [`super::BatchTask::Export`]: it is on disk.
    PlanWritten(PathBuf),
    /// To [`super::Request::Expiries`]: all, as they now are.
    Expiries(Vec<ExpiryRow>),
    /// To [`super::OutboxRequest::List`].
    Outbox(Outbox),
    /// To [`super::OutboxRequest::Release`]: the claims; it is on disk.
    Released(Vec<ClaimId>),
    /// To [`super::OutboxRequest::Reopen`] and [`super::OutboxRequest::Void`]: it is on disk.
    Reopened(ClaimId),
    /// To [`super::DifferencesRequest::List`].
    Differences(Vec<Difference>),
    /// To [`super::DifferencesRequest::Open`].
    Difference(Box<OpenDifference>),
    /// To [`super::DifferencesRequest::Settle`]: it is on disk.
    Settled(ClaimId),
    /// To [`super::TrainingRequest::List`].
    Training(Box<TrainingList>),
    /// To [`super::TrainingRequest::Lesson`] and [`super::TrainingRequest::Hint`].
    Lesson(Box<Lesson>),
    /// To [`super::TrainingRequest::Debrief`].
    Debrief(Box<Debrief>),
    /// To [`super::TrainingRequest::Walks`].
    Walks(Vec<WalkSummary>),
    /// To [`super::TrainingRequest::Walk`].
    Walk(Arc<Reel>),
    /// To [`super::Request::Record`].
    Recording(RecordReply),
    /// To [`super::TrainingRequest::Retry`]: the claim is open again, with nothing judged.
    Retried(ClaimId),
    /// To [`super::Request::DecisionsOfOthers`]. The program leaves the desk with them for training.
    DecisionsOfOthers(Vec<Decision>),
    /// To [`super::TrainingRequest::Meeting`].
    Meeting(Box<Meeting>),
    /// To [`super::TrainingRequest::KeepNote`]: all notes, as they now are on disk.
    NotesKept(Vec<KeptNote>),
    /// To [`super::CaseNotesRequest::Compare`]: those that are not recorded.
    Unrecorded(Vec<Reading>),
    /// To [`super::CaseNotesRequest::Record`]: so many are on disk.
    Noted(usize),
    /// To [`super::Request::Skip`]: it is on disk.
    Skipped(ClaimId),
    /// To the requests about saved views: all of them, as they now are.
    Views(Vec<SavedView>),
    /// To [`super::Request::Reference`], with the question.
    Reference(String, Vec<ReferenceEntry>),
    /// To [`super::Request::Statistics`].
    Statistics(Box<Figures>),
    /// Of [`super::JobSpec::Suggest`]: text to look at.
    Suggested(Box<Suggestions>),
    /// Of [`super::JobSpec::Text`]: the queue can be asked for again.
    Indexed,
}

/// What is answered while a review is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordReply {
    /// The log is begun.
    Begun,
    /// Everything asked before is answered.
    CaughtUp,
    /// The key stands in the log.
    Noted,
    /// The log is ended and on disk, if one was begun.
    Ended(Option<PathBuf>),
}
