//! Commands of the list of changes since the earlier snapshot.

use super::{Command, CommandSpec, Group, Hint, Scope, always};

/// What changed since the snapshot that was open before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangesCommand {
    /// Opens the chosen claim.
    Open,
    /// Goes to the next heading.
    NextGroup,
    /// Goes to the heading before.
    PreviousGroup,
    /// Compares again.
    Compare,
}

const ROW: CommandSpec = CommandSpec {
    command: Command::Changes(ChangesCommand::Open),
    name: "changes.open",
    title: "Open the claim",
    detail: "Shows its proof beside the checklist, with what became of earlier verdicts.",
    keys: &["enter"],
    scope: Scope::Changes,
    group: Group::Decide,
    hint: Hint::Footer(1, "open"),
    deliberate: false,
    available: |app| app.has_claim(),
};

pub(super) const ROWS: &[CommandSpec] = &[
    ROW,
    CommandSpec {
        command: Command::Changes(ChangesCommand::NextGroup),
        name: "changes.next-group",
        title: "Go to the next kind of change",
        detail: "To its first claim.",
        keys: &["tab", "]"],
        group: Group::Move,
        hint: Hint::Footer(2, "next kind"),
        ..ROW
    },
    CommandSpec {
        command: Command::Changes(ChangesCommand::PreviousGroup),
        name: "changes.previous-group",
        title: "Go to the kind of change before",
        detail: "To its first claim.",
        keys: &["backtab", "["],
        group: Group::Move,
        hint: Hint::HelpOnly,
        ..ROW
    },
    CommandSpec {
        command: Command::Changes(ChangesCommand::Compare),
        name: "changes.compare",
        title: "Compare the snapshots again",
        detail: "Reads both files once more; g j can stop it.",
        keys: &["ctrl-r"],
        group: Group::Show,
        hint: Hint::HelpOnly,
        available: always,
        ..ROW
    },
];
