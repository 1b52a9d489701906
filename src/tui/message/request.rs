//! What the thread that owns the desk is asked for.

use crate::desk::training::RecordStart;
use crate::desk::{
    AdjudicateRequest, BatchPlan, BatchRequest, ConflictFilter, DecideRequest, DraftField, GradeRequest,
    Judging, NoticeRequest, QueueQuery, Reading, ReleaseRequest, ResolveDraft, ResolveRequest, SavedView,
};
use crate::domain::{CellKey, ClaimId, ConflictId, Digest, LogEnd, LoggedKey, Requirement, ResolutionId};
use std::path::PathBuf;

/// What the desk is asked for. Mirrors its use-cases.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Where and as whom the program works, and the head of the chain.
    Info,
    /// A part of the queue.
    Queue(QueueQuery),
    /// The selected claim, for the preview of the queue.
    Preview(ClaimId),
    /// What happened to a claim.
    History(ClaimId),
    /// Everything the review screen needs; its lease is taken if nobody else has it.
    Open(ClaimId),
    /// Something about who works on a claim.
    Lease(LeaseRequest),
    /// The most urgent claim after this one.
    Next(Option<ClaimId>),
    /// Changes the checklist.
    Judge(ClaimId, Judging),
    /// Keeps a text while it is being written; `None` forgets it.
    KeepDraft(ClaimId, DraftField, Option<String>),
    /// Records a decision.
    Decide(Box<DecideRequest>),
    /// Takes the decision in force back, with a reason.
    Withdraw(ClaimId, String),
    /// What changed since the snapshot that was open before.
    Changes,
    /// Something about conflicts.
    Conflict(ConflictRequest),
    /// Something about a batch of conflicts.
    Batch(BatchTask),
    /// Something about clocks that ran out.
    Expiries(ExpiriesRequest),
    /// Something about held or released decisions.
    Outbox(OutboxRequest),
    /// Something about opinions that differ.
    Differences(DifferencesRequest),
    /// Something about a training session.
    Training(TrainingRequest),
    /// Decisions of others that are in force, to train on live claims.
    DecisionsOfOthers,
    /// Something about the review that is recorded.
    Record(RecordRequest),
    /// Something about notes that come from a calibration.
    CaseNotes(CaseNotesRequest),
    /// Hides a claim from the person who skips it, with a reason.
    Skip(ClaimId, String),
    /// All saved views.
    Views,
    /// Saves a view under its name.
    SaveView(SavedView),
    /// Deletes a view of one's own.
    DeleteView(String),
    /// Entries of the rule reference that match.
    Reference(String),
    /// Every figure of the statistics.
    Statistics,
}

/// What can be asked about held and released decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutboxRequest {
    /// What is held here.
    List,
    /// Releases decisions.
    Release(ReleaseRequest),
    /// Opens the released decision on a claim again, with a reason.
    Reopen(ClaimId, String),
    /// Finds the released decision on a claim procedurally wrong, with a reason.
    Void(ClaimId, String),
}

/// What can be asked about opinions that differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DifferencesRequest {
    /// Which there are.
    List,
    /// One of them, by the claim and the hash of its second opinion.
    Open(ClaimId, Digest),
    /// Settles one, with notes on how requirements are read from now on.
    Settle(Box<AdjudicateRequest>, Vec<(Requirement, String)>),
}

/// What can be asked in training.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrainingRequest {
    /// The claims of the session.
    List,
    /// The steps of guided mode on a claim.
    Lesson(ClaimId),
    /// Where to look for a cell, or its answer.
    Hint {
        /// The claim.
        claim: ClaimId,
        /// The cell.
        cell: CellKey,
        /// Whether the answer is shown.
        reveal: bool,
    },
    /// The last attempt at a claim beside the answer.
    Debrief(ClaimId),
    /// Another attempt.
    Retry(ClaimId),
    /// What everybody said in a calibration.
    Meeting,
    /// Keeps a note on a requirement, written on a cell of the claim; `None` takes it away.
    KeepNote(ClaimId, Requirement, Option<String>),
    /// The recorded reviews that are here.
    Walks,
    /// A recorded review, ready to be shown.
    Walk(String),
}

/// What can be asked about notes that come from a calibration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseNotesRequest {
    /// Which of them are not recorded.
    Compare(Vec<Reading>),
    /// Records them.
    Record(Vec<Reading>),
}

/// What is asked while a review is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordRequest {
    /// Begins the log.
    Begin(Box<RecordStart>),
    /// Says when everything asked before is answered.
    CatchUp,
    /// Adds a key.
    Note(Box<LoggedKey>),
    /// Ends the log.
    End(LogEnd),
}

/// What can be asked about clocks that ran out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpiriesRequest {
    /// Which ran out.
    List,
    /// Confirms what the clocks of these claims did.
    Confirm(Vec<ClaimId>),
}

/// What can be asked about conflicts.
#[derive(Debug, Clone, PartialEq)]
pub enum ConflictRequest {
    /// Those that are asked for.
    List(ConflictFilter),
    /// Everything that is compared of one.
    Open(ConflictId),
    /// Records a grade.
    Grade(Box<GradeRequest>),
    /// What settling it so would do.
    Card(Box<ResolveDraft>),
    /// Records that somebody was told.
    Notice(ConflictId, NoticeRequest),
    /// Settles it, with everything that follows.
    Resolve(Box<ResolveRequest>),
    /// Takes a resolution back, for a reason; the flag says that it was released.
    TakeBack(ResolutionId, bool, String),
}

/// What can be asked about a batch of conflicts.
#[derive(Debug, Clone, PartialEq)]
pub enum BatchTask {
    /// What the rules propose.
    Plan(Box<BatchRequest>),
    /// Notes that a row was opened.
    Open(Box<BatchPlan>, ConflictId),
    /// Settles all rows.
    Commit(Box<BatchPlan>),
    /// Takes all of it back, for a reason.
    TakeBack(Digest, String),
    /// Writes the plan to a new file.
    Export(Box<BatchPlan>, PathBuf),
}

/// What can be asked about who works on a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeaseRequest {
    /// A sign of life on the claim that is open, or whether it is free by now.
    Renew(ClaimId),
    /// Takes a claim over from whoever works on it.
    TakeOver(ClaimId),
    /// Gives a claim back, or every one.
    Leave(Option<ClaimId>),
}

/// Which kind of request an answer or a failure belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// [`Request::Info`]
    Info,
    /// [`Request::Queue`]
    Queue,
    /// [`Request::Preview`]
    Preview,
    /// [`Request::History`]
    History,
    /// [`Request::Open`]
    Open,
    /// [`Request::Lease`]
    Lease,
    /// [`Request::Next`]
    Next,
    /// [`Request::Judge`]
    Judge,
    /// [`Request::KeepDraft`]
    KeepDraft,
    /// [`Request::Decide`]
    Decide,
    /// [`Request::Withdraw`]
    Withdraw,
    /// [`Request::Changes`]
    Changes,
    /// [`Request::Conflict`]
    Conflict,
    /// [`Request::Batch`]
    Batch,
    /// [`Request::Expiries`]
    Expiries,
    /// [`Request::Outbox`]
    Outbox,
    /// [`Request::Differences`]
    Differences,
    /// [`Request::Training`] and [`Request::DecisionsOfOthers`]
    Training,
    /// [`Request::Record`]
    Record,
    /// [`Request::CaseNotes`]
    CaseNotes,
    /// [`Request::Skip`]
    Skip,
    /// [`Request::Views`], [`Request::SaveView`] and [`Request::DeleteView`]
    Views,
    /// [`Request::Reference`]
    Reference,
    /// [`Request::Statistics`]
    Statistics,
    /// A job.
    Job,
    /// [`super::Effect::OpenEditor`]
    Editor,
}

impl Request {
    /// The kind of this request.
    pub fn purpose(&self) -> Purpose {
        match self {
            Self::Info => Purpose::Info,
            Self::Queue(_) => Purpose::Queue,
            Self::Preview(_) => Purpose::Preview,
            Self::History(_) => Purpose::History,
            Self::Open(_) => Purpose::Open,
            Self::Lease(_) => Purpose::Lease,
            Self::Next(_) => Purpose::Next,
            Self::Judge(..) => Purpose::Judge,
            Self::KeepDraft(..) => Purpose::KeepDraft,
            Self::Decide(_) => Purpose::Decide,
            Self::Withdraw(..) => Purpose::Withdraw,
            Self::Changes => Purpose::Changes,
            Self::Conflict(_) => Purpose::Conflict,
            Self::Batch(_) => Purpose::Batch,
            Self::Expiries(_) => Purpose::Expiries,
            Self::Outbox(_) => Purpose::Outbox,
            Self::Differences(_) => Purpose::Differences,
            Self::Training(_) | Self::DecisionsOfOthers => Purpose::Training,
            Self::Record(_) => Purpose::Record,
            Self::CaseNotes(_) => Purpose::CaseNotes,
            Self::Skip(..) => Purpose::Skip,
            Self::Views | Self::SaveView(_) | Self::DeleteView(_) => Purpose::Views,
            Self::Reference(_) => Purpose::Reference,
            Self::Statistics => Purpose::Statistics,
        }
    }
}
