//! Commands of the outbox.

use super::{Command, CommandSpec, Group, Hint, Scope};

/// The decisions held here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutboxCommand {
    /// Opens the claim of the chosen decision.
    Open,
    /// Releases the chosen decision.
    Release,
    /// Releases everything this person may release.
    ReleaseAll,
    /// Asks the desk again.
    Refresh,
}

const ROW: CommandSpec = CommandSpec {
    command: Command::Outbox(OutboxCommand::Release),
    name: "outbox.release",
    title: "Release the decision",
    detail: "It leaves the desk before its hold runs out; from then on it is opened again with a reason.",
    keys: &["r"],
    scope: Scope::Outbox,
    group: Group::Decide,
    hint: Hint::Footer(1, "release"),
    deliberate: true,
    available: |app| app.has_claim(),
};

pub(super) const ROWS: &[CommandSpec] = &[
    ROW,
    CommandSpec {
        command: Command::Outbox(OutboxCommand::ReleaseAll),
        name: "outbox.release-all",
        title: "Release all decisions",
        detail: "Your own, or everybody's for a supervisor, after one question.",
        keys: &["A"],
        hint: Hint::Footer(3, "all"),
        ..ROW
    },
    CommandSpec {
        command: Command::Outbox(OutboxCommand::Open),
        name: "outbox.open",
        title: "Open the claim of the decision",
        detail: "Shows its checklist as it was decided.",
        keys: &["enter"],
        hint: Hint::Footer(4, "open"),
        deliberate: false,
        ..ROW
    },
    CommandSpec {
        command: Command::Outbox(OutboxCommand::Refresh),
        name: "outbox.refresh",
        title: "Ask how long the holds still run",
        detail: "Releases what has become due and shows the time left anew.",
        keys: &["ctrl-r"],
        group: Group::Show,
        hint: Hint::HelpOnly,
        deliberate: false,
        available: super::always,
        ..ROW
    },
];
