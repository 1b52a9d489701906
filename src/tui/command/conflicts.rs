//! Commands of the list of conflicts and of one conflict.

use super::{App, Command, CommandSpec, Disabled, Group, Hint, Scope, always};
use crate::domain::Role;

/// The list of conflicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConflictsCommand {
    /// Opens the chosen one.
    Open,
    /// Shows another selection of them.
    NextSelection,
    /// Shows those with a challenger of the chosen one.
    SameChallenger,
    /// Shows those about the workload of the chosen one.
    SameWorkload,
    /// Proposes how all that are shown come out.
    Batch,
}

/// One conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConflictCommand {
    /// The focus goes to the next party.
    NextParty,
    /// The focus goes to the party before.
    PreviousParty,
    /// The next text of the chosen row, for every party.
    NextText,
    /// The text before.
    PreviousText,
    /// Steps through the texts of the focused party alone, or of all again.
    Apart,
    /// Shows rows in which the parties are equal, or folds them again.
    Equal,
    /// Shows what else is known, or the texts again.
    Checks,
    /// Opens the claim of the focused party.
    OpenClaim,
    /// Records that the focused party was told.
    Told,
    /// Grades the chosen factor for the focused party.
    Grade,
    /// The focused party is partner of record.
    Winner,
    /// No party proves influence.
    Neither,
    /// The papers do not allow a decision.
    Ambiguous,
    /// Takes the resolution back.
    Withdraw,
}

/// The card of a resolution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ResolutionCommand {
    /// Records the resolution with everything that follows.
    Commit,
    /// Writes the sentence anew.
    Rationale,
    /// Types why a guard is passed.
    Override,
    /// Types who was asked.
    Consulted,
    /// Back to the comparison.
    Back,
}

const ROW: CommandSpec = CommandSpec {
    command: Command::Conflicts(ConflictsCommand::Open),
    name: "conflicts.open",
    title: "Open the conflict",
    detail: "Sets the proof of its parties side by side.",
    keys: &["enter"],
    scope: Scope::Conflicts,
    group: Group::Find,
    hint: Hint::Footer(1, "open"),
    deliberate: false,
    available: always,
};

const ONE: CommandSpec = CommandSpec { scope: Scope::Conflict, group: Group::Move, ..ROW };
const SETTLE: CommandSpec =
    CommandSpec { group: Group::Decide, hint: Hint::HelpOnly, available: is_supervisor, ..ONE };
const CARD: CommandSpec = CommandSpec {
    command: Command::Resolution(ResolutionCommand::Commit),
    name: "resolution.commit",
    title: "Commit the resolution",
    detail: "With everything that follows for every claim, in one act; nothing is said to be saved before it is on disk.",
    keys: &["o"],
    scope: Scope::Resolution,
    group: Group::Decide,
    hint: Hint::Footer(1, "commit"),
    deliberate: true,
    available: always,
};

pub(super) fn is_supervisor(app: &App) -> Result<(), Disabled> {
    Disabled::unless(
        app.context().desk.as_ref().is_some_and(|desk| desk.actor.role == Role::Supervisor),
        "Conflicts are settled by a supervisor (ROLE-06).",
    )
}

pub(super) const ROWS: &[CommandSpec] = &[
    ROW,
    CommandSpec {
        command: Command::Conflicts(ConflictsCommand::NextSelection),
        name: "conflicts.selection",
        title: "Show another selection of the conflicts",
        detail: "All, then those whose window is over, with a silent incumbent, not notified, and duplicates.",
        keys: &["f"],
        group: Group::Show,
        hint: Hint::Footer(2, "selection"),
        ..ROW
    },
    CommandSpec {
        command: Command::Conflicts(ConflictsCommand::SameChallenger),
        name: "conflicts.same-challenger",
        title: "Show those with the same challenger",
        detail: "As the chosen conflict, by partner family; f shows the others again.",
        keys: &["c"],
        group: Group::Show,
        hint: Hint::Footer(4, "same challenger"),
        ..ROW
    },
    CommandSpec {
        command: Command::Conflicts(ConflictsCommand::SameWorkload),
        name: "conflicts.same-workload",
        title: "Show those about the same workload",
        detail: "As the chosen conflict, whatever it was claimed as; f shows the others again.",
        keys: &["w"],
        group: Group::Show,
        hint: Hint::Footer(5, "same workload"),
        ..ROW
    },
    CommandSpec {
        command: Command::Conflicts(ConflictsCommand::Batch),
        name: "conflicts.batch",
        title: "Settle those that are shown as a batch",
        detail: "Asks for one sentence, then shows what the rules propose for each, and what is not for a batch and why.",
        keys: &["b"],
        group: Group::Decide,
        hint: Hint::Footer(3, "batch"),
        available: is_supervisor,
        ..ROW
    },
    CommandSpec {
        command: Command::Conflict(ConflictCommand::NextText),
        name: "conflict.next-text",
        title: "Show the next text of the row",
        detail: "For every party at once, each in its own papers.",
        keys: &["n"],
        hint: Hint::Footer(1, "next text"),
        ..ONE
    },
    CommandSpec {
        command: Command::Conflict(ConflictCommand::PreviousText),
        name: "conflict.previous-text",
        title: "Show the text before",
        detail: "For every party at once, each in its own papers.",
        keys: &["N"],
        hint: Hint::HelpOnly,
        ..ONE
    },
    CommandSpec {
        command: Command::Conflict(ConflictCommand::NextParty),
        name: "conflict.next-party",
        title: "Go to the next party",
        detail: "Round at the end; with more than three parties the columns move along.",
        keys: &["tab", "l"],
        hint: Hint::Footer(2, "party"),
        ..ONE
    },
    CommandSpec {
        command: Command::Conflict(ConflictCommand::PreviousParty),
        name: "conflict.previous-party",
        title: "Go to the party before",
        detail: "Round at the beginning.",
        keys: &["backtab", "h"],
        hint: Hint::HelpOnly,
        ..ONE
    },
    CommandSpec {
        command: Command::Conflict(ConflictCommand::OpenClaim),
        name: "conflict.open-claim",
        title: "Open the claim of the party",
        detail: "On the review screen, to judge its cells; esc comes back.",
        keys: &["enter"],
        group: Group::Find,
        hint: Hint::Footer(3, "claim"),
        ..ONE
    },
    CommandSpec {
        command: Command::Conflict(ConflictCommand::Told),
        name: "conflict.told",
        title: "Record that the party was told of the conflict",
        detail: "Today, after one question; the time for new proof runs from the incumbent's notice. Nothing is sent from here.",
        keys: &["t"],
        group: Group::Decide,
        hint: Hint::HelpOnly,
        ..ONE
    },
    CommandSpec {
        command: Command::Conflict(ConflictCommand::Equal),
        name: "conflict.equal",
        title: "Show or fold rows in which the parties are equal",
        detail: "Rows that differ come first in any case.",
        keys: &["e"],
        group: Group::Show,
        hint: Hint::Footer(4, "equal rows"),
        ..ONE
    },
    CommandSpec {
        command: Command::Conflict(ConflictCommand::Checks),
        name: "conflict.checks",
        title: "Show what else is known, or the texts again",
        detail: "Who was told, text the parties share, the timeline of the workload, other conflicts, precedents.",
        keys: &["c"],
        group: Group::Show,
        hint: Hint::Footer(5, "background"),
        ..ONE
    },
    CommandSpec {
        command: Command::Conflict(ConflictCommand::Apart),
        name: "conflict.apart",
        title: "Step through the texts of one party alone, or of all",
        detail: "Texts of all parties are stepped through together unless this says otherwise.",
        keys: &["S"],
        group: Group::Show,
        hint: Hint::HelpOnly,
        ..ONE
    },
    CommandSpec {
        command: Command::Conflict(ConflictCommand::Grade),
        name: "conflict.grade",
        title: "Grade the factor for the party",
        detail: "0 to 2, with the text that is shown; there is no sum of grades.",
        keys: &["v"],
        hint: Hint::Footer(6, "grade"),
        ..SETTLE
    },
    CommandSpec {
        command: Command::Conflict(ConflictCommand::Winner),
        name: "conflict.winner",
        title: "Settle for the party in focus",
        detail: "Asks for one sentence, then shows what would follow for every claim.",
        keys: &["w"],
        hint: Hint::Footer(7, "settle for it"),
        ..SETTLE
    },
    CommandSpec {
        command: Command::Conflict(ConflictCommand::Neither),
        name: "conflict.neither",
        title: "Settle for neither",
        detail: "No party proves influence; every party is asked for more.",
        keys: &["x", "0"],
        hint: Hint::Footer(8, "neither"),
        ..SETTLE
    },
    CommandSpec {
        command: Command::Conflict(ConflictCommand::Ambiguous),
        name: "conflict.ambiguous",
        title: "Say that the papers do not allow a decision",
        detail: "Every party is asked for more.",
        keys: &["a"],
        ..SETTLE
    },
    CommandSpec {
        command: Command::Conflict(ConflictCommand::Withdraw),
        name: "conflict.withdraw",
        title: "Take the resolution back",
        detail: "Before its release it is withdrawn, afterwards opened again, with a reason in either case.",
        keys: &["U"],
        ..SETTLE
    },
    CARD,
    CommandSpec {
        command: Command::Resolution(ResolutionCommand::Rationale),
        name: "resolution.rationale",
        title: "Write the sentence anew",
        detail: "Why it comes out so. It is recorded and never sent to a party.",
        keys: &["r"],
        group: Group::Write,
        hint: Hint::Footer(2, "sentence"),
        deliberate: false,
        ..CARD
    },
    CommandSpec {
        command: Command::Resolution(ResolutionCommand::Override),
        name: "resolution.override",
        title: "Type why a guard is passed",
        detail: "Where a rule may be passed; the reason is recorded with the rule.",
        keys: &["w"],
        group: Group::Write,
        hint: Hint::Footer(3, "pass a guard"),
        deliberate: false,
        ..CARD
    },
    CommandSpec {
        command: Command::Resolution(ResolutionCommand::Consulted),
        name: "resolution.consulted",
        title: "Note who was asked besides the parties",
        detail: "Partner development managers or the account manager; recorded, never sent.",
        keys: &["c"],
        group: Group::Write,
        hint: Hint::Footer(4, "consulted"),
        deliberate: false,
        ..CARD
    },
    CommandSpec {
        command: Command::Resolution(ResolutionCommand::Back),
        name: "resolution.back",
        title: "Back to the comparison",
        detail: "Nothing is recorded; grades are kept.",
        keys: &["esc", "q"],
        group: Group::Move,
        hint: Hint::Footer(9, "back"),
        deliberate: false,
        ..CARD
    },
];
