//! The whole protocol of the terminal front end on one page: what happened, what must be done, who is asked.
//!
//! A [`Message`] is what happened, an [`Effect`] what must be done outside, a [`Step`] what a layer wants of the
//! program, a [`Request`] and its [`Reply`] the talk with the thread that owns the desk. Nothing here does anything.

use super::command::Command;
use super::layers::Layer;
use super::notices::Notice;
use super::theme::ThemeName;
use crate::desk::{
    DecideRequest, DeskInfo, DraftField, ExpiryRow, Failure, HistoryLine, Judging, Outbox, Progress,
    QueuePage, QueueQuery, Receipt, ReleaseRequest, Review, SavedView, SnapshotChanges,
};
use crate::domain::{CellKey, ClaimId, DecisionKind, ReasonMark, Suggestions};
use crate::policy::ReferenceEntry;
use crate::statistics::figures::Figures;
use crate::text::Span;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Size;
use std::sync::Arc;
use std::time::Duration;

/// Names a running job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub u64);

impl JobId {
    /// Opening the desk, which comes before every other job.
    pub const OPENING: Self = Self(0);
}

/// A key and when it came, counted from the start of the program.
///
/// The moment matters for keys that commit: three keys within the burst guard were not typed by a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pressed {
    /// The key.
    pub key: KeyEvent,
    /// When it came.
    pub at: Duration,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// A key.
    Key(Pressed),
    /// Text was pasted; only text fields take it.
    Pasted(String),
    /// The terminal has another size.
    Resized(Size),
    /// A job reports how far it is.
    Progress(JobId, Progress),
    /// A job has ended, well or not; its result, if any, came before.
    JobEnded(JobId),
    /// The desk cannot be opened; the program ends and says why.
    NotOpened(Failure),
    /// A request was answered.
    Done(Reply),
    /// A request was refused or failed.
    Failed(Purpose, Failure),
    /// The editor has closed; `None` when the text shall stay as it was.
    Edited(Option<String>),
    /// The program runs again after it was suspended.
    Resumed,
    /// The shell or the system asks the program to suspend itself.
    SuspendAsked,
    /// Something outside ends the program.
    Ended(Ending),
}

/// Why the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The person at the keyboard left.
    Quit,
    /// A signal asked for it.
    Signal(i32),
    /// The terminal is gone.
    TerminalGone,
    /// The desk cannot be opened.
    NotOpened,
    /// The thread that owns the desk is gone.
    DeskGone,
}

impl Ending {
    /// The exit code: 0, 128 + signal, 129 for a vanished terminal, 1 for a fault.
    pub fn code(self) -> u8 {
        match self {
            Self::Quit => 0,
            Self::Signal(number) => u8::try_from(128 + number).unwrap_or(u8::MAX),
            Self::TerminalGone => 129,
            Self::DeskGone | Self::NotOpened => 1,
        }
    }
}

/// What must be done outside the pure part of the program.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Asks the thread that owns the desk; answered by [`Message::Done`] or [`Message::Failed`].
    Ask(Request),
    /// Starts long work on a thread of its own.
    Start(JobId, JobSpec),
    /// Asks a job to stop at its next checkpoint.
    Cancel(JobId),
    /// Opens the person's own editor on a text; answered by [`Message::Edited`].
    OpenEditor(String),
    /// Gives the terminal back to the shell until the program is continued.
    Suspend,
    /// Repaints every cell.
    Redraw,
    /// Ends the program.
    Quit(Ending),
}

/// What a layer wants after a key or a reply.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Something outside.
    Perform(Effect),
    /// Starts a job; the program numbers it.
    Start(JobSpec),
    /// Puts a layer on top.
    Push(Box<Layer>),
    /// Takes the top layer away.
    Close,
    /// Takes the top layer away and hands its result to the layer below.
    Answer(Answer),
    /// Draws with another theme.
    Theme(ThemeName),
    /// Says something on the bottom line.
    Tell(Notice),
    /// Runs a command on the layer that is now on top, as if its key had been pressed.
    Run(Command),
}

impl From<Effect> for Step {
    fn from(effect: Effect) -> Self {
        Self::Perform(effect)
    }
}

impl From<Request> for Step {
    fn from(request: Request) -> Self {
        Self::Perform(Effect::Ask(request))
    }
}

/// What an overlay hands to the layer below when it closes.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// A typed line, for the question that was asked.
    Text(super::overlays::Question, String),
    /// Reasons were chosen.
    Reasons(super::overlays::ReasonsFor, Vec<ReasonMark>),
    /// Qualifications of Managed Security Services were ticked.
    Qualifications(std::collections::BTreeSet<u8>),
    /// A variable of the comment got a value.
    Filled(crate::comments::Unresolved, String),
    /// A text was written.
    Written(DraftField, String),
    /// The commit card closes; these texts were written on it.
    Drafts(Box<super::overlays::Drafts>),
    /// Another outcome was chosen.
    Outcome(DecisionKind),
    /// The cause of an overturned decision was named.
    Cause(crate::domain::Cause),
    /// A saved view was chosen.
    View(SavedView),
    /// A cell and a stretch of a document to look at.
    Place(Option<CellKey>, Option<(String, Span)>),
    /// A sort order was chosen.
    Sort(Vec<crate::desk::SortKey>),
}

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
    /// Everything the review screen needs.
    Open(ClaimId),
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
    /// Something about clocks that ran out.
    Expiries(ExpiriesRequest),
    /// Something about held or released decisions.
    Outbox(OutboxRequest),
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

/// What can be asked about clocks that ran out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpiriesRequest {
    /// Which ran out.
    List,
    /// Confirms what the clocks of these claims did.
    Confirm(Vec<ClaimId>),
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
    /// [`Request::Expiries`]
    Expiries,
    /// [`Request::Outbox`]
    Outbox,
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
    /// [`Effect::OpenEditor`]
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
            Self::Next(_) => Purpose::Next,
            Self::Judge(..) => Purpose::Judge,
            Self::KeepDraft(..) => Purpose::KeepDraft,
            Self::Decide(_) => Purpose::Decide,
            Self::Withdraw(..) => Purpose::Withdraw,
            Self::Changes => Purpose::Changes,
            Self::Expiries(_) => Purpose::Expiries,
            Self::Outbox(_) => Purpose::Outbox,
            Self::Skip(..) => Purpose::Skip,
            Self::Views | Self::SaveView(_) | Self::DeleteView(_) => Purpose::Views,
            Self::Reference(_) => Purpose::Reference,
            Self::Statistics => Purpose::Statistics,
        }
    }
}

/// What the desk answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// To [`Request::Info`].
    Info(Box<DeskInfo>),
    /// To [`Request::Queue`], with the question, so that late answers are told from current ones.
    Queue(QueueQuery, QueuePage),
    /// To [`Request::Preview`].
    Preview(Box<Review>),
    /// To [`Request::History`], oldest first.
    History(ClaimId, Vec<HistoryLine>),
    /// To [`Request::Open`].
    Opened(Box<Review>),
    /// To [`Request::Next`]: the claim, if any waits.
    Next(Option<ClaimId>),
    /// To [`Request::Judge`]: the claim as it now stands.
    Judged(Box<Review>),
    /// To [`Request::KeepDraft`]: it is on disk.
    Kept(ClaimId, DraftField),
    /// To [`Request::Decide`]: it is on disk. The program closes the card and opens the next claim.
    Decided(Box<Receipt>),
    /// To [`Request::Withdraw`]: it is on disk.
    Withdrawn(ClaimId),
    /// To [`Request::Changes`]: `None` while nothing was compared.
    Changes(Option<Arc<SnapshotChanges>>),
    /// Of [`JobSpec::Changes`].
    Compared(Arc<SnapshotChanges>),
    /// To [`Request::Expiries`]: all, as they now are.
    Expiries(Vec<ExpiryRow>),
    /// To [`OutboxRequest::List`].
    Outbox(Outbox),
    /// To [`OutboxRequest::Release`]: the claims; it is on disk.
    Released(Vec<ClaimId>),
    /// To [`OutboxRequest::Reopen`] and [`OutboxRequest::Void`]: it is on disk.
    Reopened(ClaimId),
    /// To [`Request::Skip`]: it is on disk.
    Skipped(ClaimId),
    /// To the requests about saved views: all of them, as they now are.
    Views(Vec<SavedView>),
    /// To [`Request::Reference`], with the question.
    Reference(String, Vec<ReferenceEntry>),
    /// To [`Request::Statistics`].
    Statistics(Box<Figures>),
    /// Of [`JobSpec::Suggest`]: text to look at.
    Suggested(Box<Suggestions>),
    /// Of [`JobSpec::Text`]: the queue can be asked for again.
    Indexed,
}

/// Long work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobSpec {
    /// Finds text to look at for each cell of a claim.
    Suggest(ClaimId),
    /// Reads the texts of all claims so that they can be searched.
    Text,
    /// Compares the snapshot with the one that was open before.
    Changes,
}

impl JobSpec {
    /// What a person reads while it runs; `None` for work too short to speak of.
    pub fn title(&self) -> Option<&'static str> {
        match self {
            Self::Suggest(_) => None,
            Self::Text => Some("Preparing the search in texts"),
            Self::Changes => Some("Comparing with the earlier snapshot"),
        }
    }
}
