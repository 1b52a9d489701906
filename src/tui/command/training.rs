//! Commands of training: packs, the claims of a session, the steps of guided mode, the comparison.

use super::{Command, CommandSpec, Disabled, Group, Hint, Scope, always};
use crate::domain::Mode;
use crate::tui::app::App;

/// The packs that can be played.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PacksCommand {
    /// Opens the pack in the chosen mode.
    Open,
    /// The recorded reviews.
    Walks,
}

/// The claims of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TrainingCommand {
    /// Opens the claim, or the comparison with its answer.
    Open,
    /// Begins another attempt.
    Retry,
    /// Records the claim that is opened next, or no longer.
    Record,
    /// The recorded reviews.
    Walks,
    /// Shows what everybody said in a calibration.
    Group,
}

/// The steps of guided mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LessonCommand {
    /// Reads on, then goes to the next step.
    Next,
    /// The step before.
    Previous,
    /// Shows where to look.
    Hint,
    /// Shows the answer.
    Reveal,
}

/// The comparison with the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DebriefCommand {
    /// The next claim that is not answered.
    Next,
    /// Begins another attempt.
    Retry,
    /// The text instead of both answers, or the other way round.
    Text,
    /// The next marked text of the cell.
    NextMark,
    /// Reads on in the text.
    TextDown,
    /// Reads back in the text.
    TextUp,
}

const PACK: CommandSpec = CommandSpec {
    command: Command::Packs(PacksCommand::Open),
    name: "packs.open",
    title: "Train with the pack, or with live claims",
    detail: "Opens the claims in this mode, with attempts of your own. Leaving them comes back to the desk.",
    keys: &["enter"],
    scope: Scope::Packs,
    group: Group::Decide,
    hint: Hint::Footer(1, "train"),
    deliberate: false,
    available: always,
};

const ROW: CommandSpec = CommandSpec {
    command: Command::Training(TrainingCommand::Open),
    name: "training.open",
    title: "Open the claim, or compare with its answer",
    detail: "A claim that is not answered opens where it was left; an answered one beside what is right, \
             a live one beside the real decision once that is known.",
    keys: &["enter"],
    scope: Scope::Training,
    group: Group::Decide,
    hint: Hint::Footer(1, "open"),
    deliberate: false,
    available: |app| app.has_claim(),
};

const STEP: CommandSpec = CommandSpec {
    command: Command::Lesson(LessonCommand::Next),
    name: "lesson.next",
    title: "Read on, or go to the next step",
    detail: "At a question only once it is answered; at the last step it opens the commit card.",
    keys: &["enter"],
    scope: Scope::Lesson,
    group: Group::Move,
    hint: Hint::Footer(0, "next"),
    deliberate: false,
    available: always,
};

const COMPARED: CommandSpec = CommandSpec {
    command: Command::Debrief(DebriefCommand::Next),
    name: "debrief.next",
    title: "Go on with the next claim",
    detail: "The next one of the session that is not answered, or back to the list when there is none.",
    keys: &["enter"],
    scope: Scope::Debrief,
    group: Group::Move,
    hint: Hint::Footer(1, "go on"),
    deliberate: false,
    available: always,
};

pub(super) const ROWS: &[CommandSpec] = &[
    PACK,
    CommandSpec {
        command: Command::Packs(PacksCommand::Walks),
        name: "packs.walks",
        title: "Show recorded reviews",
        detail: "Walk-throughs, played key by key beside the answer. Leaving them comes back here.",
        keys: &["w"],
        group: Group::Show,
        hint: Hint::Footer(2, "walk-throughs"),
        ..PACK
    },
    ROW,
    CommandSpec {
        command: Command::Training(TrainingCommand::Retry),
        name: "training.retry",
        title: "Try the claim again",
        detail: "Begins another attempt with an empty checklist; the attempts before stay in the record.",
        keys: &["r"],
        hint: Hint::Footer(2, "try again"),
        available: may_retry,
        ..ROW
    },
    CommandSpec {
        command: Command::Training(TrainingCommand::Record),
        name: "training.record",
        title: "Record the claim that is opened next",
        detail: "Every key from opening it to the decision, for a walk-through; the same key calls it off.",
        keys: &["c"],
        group: Group::Program,
        hint: Hint::Footer(3, "record"),
        available: may_record,
        ..ROW
    },
    CommandSpec {
        command: Command::Training(TrainingCommand::Walks),
        name: "training.walks",
        title: "Show the recorded reviews",
        detail: "Walk-throughs, played key by key beside the answer. Leaving them comes back to the claims.",
        keys: &["w"],
        group: Group::Show,
        hint: Hint::Footer(4, "walk-throughs"),
        available: always,
        ..ROW
    },
    CommandSpec {
        command: Command::Training(TrainingCommand::Group),
        name: "training.group",
        title: "Show what everybody said",
        detail: "In a calibration, once your own answers are complete; whoever leads may look earlier.",
        keys: &["e"],
        group: Group::Show,
        hint: Hint::HelpOnly,
        available: in_a_group,
        ..ROW
    },
    STEP,
    CommandSpec {
        command: Command::Lesson(LessonCommand::Previous),
        name: "lesson.previous",
        title: "Read the step before again",
        detail: "Nothing that was answered changes by it.",
        keys: &["backspace"],
        hint: Hint::HelpOnly,
        ..STEP
    },
    CommandSpec {
        command: Command::Lesson(LessonCommand::Hint),
        name: "lesson.hint",
        title: "Take a hint",
        detail: "Puts the cursor on the text to look at. Hints are counted and shown apart from the points.",
        keys: &["H", "o"],
        group: Group::Find,
        hint: Hint::Footer(4, "hint"),
        ..STEP
    },
    CommandSpec {
        command: Command::Lesson(LessonCommand::Reveal),
        name: "lesson.reveal",
        title: "Show the answer to the step",
        detail: "What is right and why, before an answer of your own; counted as a hint.",
        keys: &["R", "r"],
        group: Group::Find,
        hint: Hint::HelpOnly,
        ..STEP
    },
    COMPARED,
    CommandSpec {
        command: Command::Debrief(DebriefCommand::Retry),
        name: "debrief.retry",
        title: "Try it again now",
        detail: "Begins another attempt with an empty checklist; a claim that was missed also comes back by itself.",
        keys: &["r"],
        group: Group::Decide,
        hint: Hint::Footer(2, "try again"),
        available: may_retry,
        ..COMPARED
    },
    CommandSpec {
        command: Command::Debrief(DebriefCommand::Text),
        name: "debrief.text",
        title: "Show the text, or both answers",
        detail: "On a screen without room for the three of them.",
        keys: &["tab", "t"],
        group: Group::Show,
        hint: Hint::Footer(3, "text"),
        ..COMPARED
    },
    CommandSpec {
        command: Command::Debrief(DebriefCommand::NextMark),
        name: "debrief.next-mark",
        title: "Go to the next marked text",
        detail: "What you cited and what the answer cites, one after another.",
        keys: &["]", "n"],
        hint: Hint::Footer(4, "next text"),
        ..COMPARED
    },
    CommandSpec {
        command: Command::Debrief(DebriefCommand::TextDown),
        name: "debrief.text-down",
        title: "Read on in the text of the comparison",
        detail: "A few rows further.",
        keys: &["l", "right"],
        hint: Hint::HelpOnly,
        ..COMPARED
    },
    CommandSpec {
        command: Command::Debrief(DebriefCommand::TextUp),
        name: "debrief.text-up",
        title: "Read back in the text of the comparison",
        detail: "A few rows back.",
        keys: &["h", "left"],
        hint: Hint::HelpOnly,
        ..COMPARED
    },
];

/// Refuses where a claim is answered once.
fn may_retry(app: &App) -> Result<(), Disabled> {
    let mode = app.context().training.as_ref().map(|place| place.mode);
    let once = match mode {
        Some(Mode::Shadow) => "A live claim is answered once.",
        Some(Mode::Calibration) => "In a calibration a claim is answered once.",
        _ => "An exam is answered once.",
    };
    Disabled::unless(mode.is_some_and(Mode::tells), once)
}

/// Refuses where nothing is told: a log of keys would tell what an exam asks.
fn may_record(app: &App) -> Result<(), Disabled> {
    let mode = app.context().training.as_ref().map(|place| place.mode);
    let never = match mode {
        Some(Mode::Calibration) => "A calibration is never recorded.",
        _ => "An exam, and work on live claims, is never recorded.",
    };
    Disabled::unless(mode.is_some_and(Mode::tells), never)
}

/// Refuses where nobody else answers.
fn in_a_group(app: &App) -> Result<(), Disabled> {
    let place = app.context().training.as_ref();
    Disabled::unless(place.is_some_and(|place| place.session.is_some()), "Nobody else answers in this mode.")
}
