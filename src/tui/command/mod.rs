//! Every command of the terminal front end, once.
//!
//! Key dispatch, footer, help, palette, which-key popup, `keys.toml`, `docs/keys.md` and the tests read the same rows.
//! The rows are plain data, one file for each scope; a row never does anything itself.

mod adjudication;
mod answers;
mod batch;
mod calibration;
mod card;
mod changes;
mod conflicts;
mod everywhere;
mod expiries;
mod field;
mod list;
mod outbox;
mod overlays;
mod queue;
mod review;
mod review_moves;
mod selection;
mod statistics;
mod training;
mod walk;

pub use adjudication::{AdjudicationCommand, DifferencesCommand};
pub use answers::AnswersCommand;
pub use batch::BatchCommand;
pub use calibration::CalibrationCommand;
pub use card::{CardCommand, EditorCommand};
pub use changes::ChangesCommand;
pub use conflicts::{ConflictCommand, ConflictsCommand, ResolutionCommand};
pub use everywhere::AppCommand;
pub use expiries::ExpiriesCommand;
pub use field::FieldCommand;
pub use list::ListCommand;
pub use outbox::OutboxCommand;
pub use overlays::{PickerCommand, ReferenceCommand, ViewsCommand};
pub use queue::QueueCommand;
pub use review::ReviewCommand;
pub use selection::SelectionCommand;
pub use statistics::StatisticsCommand;
pub use training::{DebriefCommand, LessonCommand, PacksCommand, TrainingCommand};
pub use walk::{WalkCommand, WalksCommand};

use super::app::App;
use std::borrow::Cow;

/// What a person asks for, by the layer that carries it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// The program as a whole.
    App(AppCommand),
    /// Moving in whatever list or text has the focus.
    List(ListCommand),
    /// A line of text being typed.
    Field(FieldCommand),
    /// A list to choose from, with or without a line that filters it.
    Picker(PickerCommand),
    /// The queue.
    Queue(QueueCommand),
    /// What was asked before, beside the new text.
    Answers(AnswersCommand),
    /// What changed since the earlier snapshot.
    Changes(ChangesCommand),
    /// The list of conflicts.
    Conflicts(ConflictsCommand),
    /// One conflict.
    Conflict(ConflictCommand),
    /// The card of a resolution.
    Resolution(ResolutionCommand),
    /// A batch of conflicts.
    Batch(BatchCommand),
    /// Clocks that ran out.
    Expiries(ExpiriesCommand),
    /// The decisions held here.
    Outbox(OutboxCommand),
    /// The list of differing opinions.
    Differences(DifferencesCommand),
    /// A difference being settled.
    Adjudication(AdjudicationCommand),
    /// The saved views.
    Views(ViewsCommand),
    /// The rule reference.
    Reference(ReferenceCommand),
    /// The review screen.
    Review(ReviewCommand),
    /// Text being selected on the review screen.
    Selection(SelectionCommand),
    /// The commit card.
    Card(CardCommand),
    /// The comment being written.
    Editor(EditorCommand),
    /// The statistics.
    Statistics(StatisticsCommand),
    /// The training packs.
    Packs(PacksCommand),
    /// The claims of a training session.
    Training(TrainingCommand),
    /// The steps of guided training.
    Lesson(LessonCommand),
    /// The comparison with the answer.
    Debrief(DebriefCommand),
    /// The recorded reviews.
    Walks(WalksCommand),
    /// A recorded review.
    Walk(WalkCommand),
    /// What everybody said in a calibration.
    Calibration(CalibrationCommand),
}

impl Command {
    /// The row of this command.
    pub fn spec(self) -> Option<&'static CommandSpec> {
        commands().find(|spec| spec.command == self)
    }
}

/// Where a key means something. A layer lists its scopes, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// On every layer that is not a text field.
    Everywhere,
    /// Wherever something can be scrolled or stepped through.
    List,
    /// A single line being typed.
    Field,
    /// A list to choose from.
    Picker,
    /// The queue.
    Queue,
    /// What was asked before, beside the new text.
    Answers,
    /// What changed since the earlier snapshot.
    Changes,
    /// The list of conflicts.
    Conflicts,
    /// One conflict.
    Conflict,
    /// The card of a resolution.
    Resolution,
    /// A batch of conflicts.
    Batch,
    /// Clocks that ran out.
    Expiries,
    /// The decisions held here.
    Outbox,
    /// The list of differing opinions.
    Differences,
    /// A difference being settled.
    Adjudication,
    /// The saved views.
    Views,
    /// The rule reference; its keys come before those of a list.
    Reference,
    /// The review screen.
    Review,
    /// The review screen while matches of a search are shown.
    Searching,
    /// Text being selected on the review screen.
    Selection,
    /// The commit card.
    Card,
    /// The comment being written.
    Editor,
    /// The statistics.
    Statistics,
    /// The training packs.
    Packs,
    /// The claims of a training session.
    Training,
    /// The review screen in guided training; its keys come before those of the review.
    Lesson,
    /// The comparison with the answer.
    Debrief,
    /// The recorded reviews.
    Walks,
    /// A recorded review.
    Walk,
    /// What everybody said in a calibration.
    Calibration,
}

impl Scope {
    /// The heading in help and docs.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Everywhere => "Everywhere",
            Self::List => "Lists and texts",
            Self::Field => "A line being typed",
            Self::Picker => "A list to choose from",
            Self::Queue => "Queue",
            Self::Answers => "Asked before",
            Self::Changes => "Changes",
            Self::Conflicts => "Conflicts",
            Self::Conflict => "One conflict",
            Self::Resolution => "Settling a conflict",
            Self::Batch => "A batch of conflicts",
            Self::Expiries => "Clocks that ran out",
            Self::Outbox => "Outbox",
            Self::Differences => "Differing opinions",
            Self::Adjudication => "Adjudication",
            Self::Views => "Saved views",
            Self::Reference => "Rule reference",
            Self::Review => "Review",
            Self::Searching => "Review, while searching",
            Self::Selection => "Review, while selecting text",
            Self::Card => "Commit card",
            Self::Editor => "Comment being written",
            Self::Statistics => "Statistics",
            Self::Packs => "Training packs",
            Self::Training => "Training",
            Self::Lesson => "Guided training",
            Self::Debrief => "Compared with the answer",
            Self::Walks => "Recorded reviews",
            Self::Walk => "A recorded review",
            Self::Calibration => "What everybody said",
        }
    }

    /// Scopes whose keys work at the same time as these.
    pub const fn together_with(self) -> &'static [Self] {
        match self {
            Self::Queue
            | Self::Review
            | Self::Answers
            | Self::Changes
            | Self::Conflicts
            | Self::Conflict
            | Self::Batch
            | Self::Expiries
            | Self::Outbox
            | Self::Differences
            | Self::Adjudication
            | Self::Statistics
            | Self::Packs
            | Self::Training
            | Self::Debrief
            | Self::Walks
            | Self::Walk
            | Self::Calibration => &[Self::List, Self::Everywhere],
            Self::List => &[Self::Everywhere],
            Self::Views => &[Self::Picker],
            Self::Card | Self::Resolution => &[Self::List],
            Self::Everywhere
            | Self::Field
            | Self::Picker
            | Self::Searching
            | Self::Selection
            | Self::Editor
            | Self::Lesson
            | Self::Reference => &[],
        }
    }
}

/// The heading under which help lists a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Judging cells.
    Judge,
    /// Deciding.
    Decide,
    /// Finding text and claims.
    Find,
    /// Moving.
    Move,
    /// What is shown and how.
    Show,
    /// Texts being written.
    Write,
    /// The program.
    Program,
}

impl Group {
    /// The heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Judge => "Judge",
            Self::Decide => "Decide",
            Self::Find => "Find",
            Self::Move => "Move",
            Self::Show => "Show",
            Self::Write => "Write",
            Self::Program => "Program",
        }
    }
}

/// Whether the footer names a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// In the footer at this place, lowest first, in these few words.
    Footer(u8, &'static str),
    /// In help only.
    HelpOnly,
}

/// Why a command cannot be run now, as a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disabled(pub Cow<'static, str>);

impl Disabled {
    /// Refuses with a fixed sentence unless the condition holds.
    pub fn unless(condition: bool, reason: &'static str) -> Result<(), Self> {
        if condition { Ok(()) } else { Err(Self(Cow::Borrowed(reason))) }
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct CommandSpec {
    /// The command.
    pub command: Command,
    /// Stable name, used in `keys.toml` and in docs.
    pub name: &'static str,
    /// What it does, as an order, without a period.
    pub title: &'static str,
    /// One or two sentences more.
    pub detail: &'static str,
    /// Key sequences that run it.
    pub keys: &'static [&'static str],
    /// Where its keys mean something.
    pub scope: Scope,
    /// The heading in help.
    pub group: Group,
    /// The footer.
    pub hint: Hint,
    /// Whether its key must not follow another one faster than a person types.
    pub deliberate: bool,
    /// Why it cannot be run now, if it cannot.
    pub available: fn(&App) -> Result<(), Disabled>,
}

/// A command that can always be run.
pub fn always(_: &App) -> Result<(), Disabled> {
    Ok(())
}

/// The slices of the table, in the order of help and docs.
pub const COMMANDS: &[&[CommandSpec]] = &[
    queue::ROWS,
    review::ROWS,
    review_moves::ROWS,
    selection::ROWS,
    answers::ROWS,
    card::ROWS,
    changes::ROWS,
    conflicts::ROWS,
    batch::ROWS,
    expiries::ROWS,
    outbox::ROWS,
    adjudication::ROWS,
    statistics::ROWS,
    training::ROWS,
    walk::ROWS,
    calibration::ROWS,
    overlays::ROWS,
    field::ROWS,
    list::ROWS,
    everywhere::ROWS,
];

/// Every row.
pub fn commands() -> impl Iterator<Item = &'static CommandSpec> {
    COMMANDS.iter().copied().flatten()
}
