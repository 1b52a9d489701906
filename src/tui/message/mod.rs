//! The whole protocol of the terminal front end in three files: what happened, what must be done, who is asked.
//!
//! A [`Message`] is what happened, an [`Effect`] what must be done outside, a [`Step`] what a layer wants of the
//! program, a [`Request`] and its [`Reply`] the talk with the thread that owns the desk. Nothing here does anything.

mod reply;
mod request;

pub use reply::{RecordReply, Reply};
pub use request::{
    BatchTask, CaseNotesRequest, ConflictRequest, DifferencesRequest, ExpiriesRequest, LeaseRequest,
    OutboxRequest, Purpose, RecordRequest, Request, TrainingRequest,
};

use super::app::TrainingChoice;
use super::command::Command;
use super::layers::Layer;
use super::notices::Notice;
use super::theme::ThemeName;
use crate::desk::{DraftField, Failure, Progress, SavedView};
use crate::domain::{CellKey, ClaimId, DecisionKind, Factor, Grade, ReasonMark};
use crate::text::Span;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Size;
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
    /// The time asked for with [`Effect::Wake`] has passed.
    Woken,
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
    /// On to a training session.
    ToTraining,
    /// On to the recorded reviews of training.
    ToWalks,
    /// Back from training to the desk, or from recorded reviews to training.
    Back,
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
            Self::Quit | Self::ToTraining | Self::ToWalks | Self::Back => 0,
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
    /// Sends [`Message::Woken`] after this time, instead of whenever it was to be sent before.
    Wake(Duration),
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
    /// Leaves the desk for a training session.
    Train(TrainingChoice),
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
    /// A factor was graded.
    Grade(Factor, Grade),
    /// A sort order was chosen.
    Sort(Vec<crate::desk::SortKey>),
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
