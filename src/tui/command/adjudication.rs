//! Commands of the list of differences and of the screen that settles one.

use super::{Command, CommandSpec, Disabled, Group, Hint, Scope};
use crate::domain::Verdict;
use crate::tui::app::App;
use crate::tui::screens::AdjudicationScreen;

/// Where two opinions differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DifferencesCommand {
    /// Opens the chosen difference.
    Open,
    /// Asks the desk again.
    Refresh,
}

/// One difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AdjudicationCommand {
    /// The first opinion on the cell stands.
    First,
    /// The second opinion on the cell stands.
    Second,
    /// Neither stands: a verdict of one's own.
    Own(Verdict),
    /// Opens the cell again.
    Clear,
    /// Chooses the decision that holds.
    Outcome,
    /// Types why, in a sentence.
    Why,
    /// Types how the requirement is read from now on.
    Reading,
    /// Shows the cells on which both agree, or folds them.
    Fold,
    /// Shows more of the opinions.
    TextDown,
    /// Shows the rows before.
    TextUp,
    /// Settles the difference.
    Settle,
}

const LIST: CommandSpec = CommandSpec {
    command: Command::Differences(DifferencesCommand::Open),
    name: "differences.open",
    title: "Open the difference",
    detail: "Shows both opinions side by side, with the text each rests on.",
    keys: &["enter"],
    scope: Scope::Differences,
    group: Group::Decide,
    hint: Hint::Footer(1, "open"),
    deliberate: false,
    available: |app| app.has_claim(),
};

const ROW: CommandSpec = CommandSpec {
    command: Command::Adjudication(AdjudicationCommand::First),
    name: "adjudication.first",
    title: "Let the first opinion stand",
    detail: "Its verdict holds for the cell; a letter names the cause of the difference.",
    keys: &["1", "f"],
    scope: Scope::Adjudication,
    group: Group::Judge,
    hint: Hint::Footer(1, "first"),
    deliberate: false,
    available: may_settle,
};

const fn own(verdict: Verdict, spec: CommandSpec) -> CommandSpec {
    let detail = "Neither opinion stands, or both for another reason; a letter names the cause.";
    CommandSpec {
        command: Command::Adjudication(AdjudicationCommand::Own(verdict)),
        detail,
        hint: Hint::HelpOnly,
        ..spec
    }
}

pub(super) const ROWS: &[CommandSpec] = &[
    LIST,
    CommandSpec {
        command: Command::Differences(DifferencesCommand::Refresh),
        name: "differences.refresh",
        title: "Look for differences again",
        detail: "For when somebody looked a second time, or a desk was merged, meanwhile.",
        keys: &["ctrl-r"],
        group: Group::Show,
        hint: Hint::HelpOnly,
        available: super::always,
        ..LIST
    },
    ROW,
    CommandSpec {
        command: Command::Adjudication(AdjudicationCommand::Second),
        name: "adjudication.second",
        title: "Let the second opinion stand",
        keys: &["2", "s"],
        hint: Hint::Footer(2, "second"),
        ..ROW
    },
    own(
        Verdict::Met,
        CommandSpec { name: "adjudication.met", title: "Settle it as met", keys: &["y"], ..ROW },
    ),
    own(
        Verdict::NotMet,
        CommandSpec { name: "adjudication.not-met", title: "Settle it as not met", keys: &["x"], ..ROW },
    ),
    own(
        Verdict::Unclear,
        CommandSpec { name: "adjudication.unclear", title: "Settle it as unclear", keys: &["m"], ..ROW },
    ),
    own(
        Verdict::NotApplicable,
        CommandSpec {
            name: "adjudication.not-applicable",
            title: "Settle it as not applicable",
            keys: &["a"],
            ..ROW
        },
    ),
    CommandSpec {
        command: Command::Adjudication(AdjudicationCommand::Clear),
        name: "adjudication.clear",
        title: "Open the cell of the difference again",
        detail: "Takes the verdict and the cause away that were chosen for it.",
        keys: &["delete", "X"],
        hint: Hint::HelpOnly,
        ..ROW
    },
    CommandSpec {
        command: Command::Adjudication(AdjudicationCommand::Outcome),
        name: "adjudication.outcome",
        title: "Choose the decision that holds",
        detail: "The first opinion's, unless another one is chosen; both opinions stay in the record.",
        keys: &["c"],
        group: Group::Decide,
        hint: Hint::Footer(4, "outcome"),
        ..ROW
    },
    CommandSpec {
        command: Command::Adjudication(AdjudicationCommand::Why),
        name: "adjudication.why",
        title: "Type why it stands so",
        detail: "A sentence for the record; it is needed.",
        keys: &["w"],
        group: Group::Write,
        hint: Hint::Footer(3, "why"),
        ..ROW
    },
    CommandSpec {
        command: Command::Adjudication(AdjudicationCommand::Reading),
        name: "adjudication.reading",
        title: "Note how the requirement is read from now on",
        detail: "Every reviewer sees it beside the cell; recorded when the difference is settled.",
        keys: &["N"],
        group: Group::Write,
        hint: Hint::HelpOnly,
        ..ROW
    },
    CommandSpec {
        command: Command::Adjudication(AdjudicationCommand::Fold),
        name: "adjudication.fold",
        title: "Show or fold the cells on which both agree",
        detail: "They are folded at first: what differs is what is settled.",
        keys: &["z", "tab"],
        group: Group::Show,
        hint: Hint::Footer(6, "agreed"),
        available: super::always,
        ..ROW
    },
    CommandSpec {
        command: Command::Adjudication(AdjudicationCommand::TextDown),
        name: "adjudication.text-down",
        title: "Show more of both opinions",
        detail: "Scrolls the two texts together.",
        keys: &["]", "right"],
        group: Group::Show,
        hint: Hint::HelpOnly,
        available: super::always,
        ..ROW
    },
    CommandSpec {
        command: Command::Adjudication(AdjudicationCommand::TextUp),
        name: "adjudication.text-up",
        title: "Show the rows of the opinions before",
        detail: "Scrolls the two texts together.",
        keys: &["[", "left"],
        group: Group::Show,
        hint: Hint::HelpOnly,
        available: super::always,
        ..ROW
    },
    CommandSpec {
        command: Command::Adjudication(AdjudicationCommand::Settle),
        name: "adjudication.settle",
        title: "Settle the difference",
        detail: "One act, after one question with another key; nothing is overwritten.",
        keys: &["d"],
        group: Group::Decide,
        hint: Hint::Footer(5, "settle"),
        deliberate: true,
        ..ROW
    },
];

/// Refuses whoever may not settle it, and what is settled.
fn may_settle(app: &App) -> Result<(), Disabled> {
    app.adjudication().and_then(AdjudicationScreen::objection).map_or(Ok(()), |why| Err(Disabled(why.into())))
}
