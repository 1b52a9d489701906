//! Commands of the list of clocks that ran out.

use super::{Command, CommandSpec, Group, Hint, Scope};

/// Clocks that ran out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExpiriesCommand {
    /// Marks the chosen claim, or takes its mark away.
    Mark,
    /// Marks all that were not confirmed.
    MarkAll,
    /// Confirms the marked ones.
    Confirm,
    /// Opens the claim.
    Open,
}

const ROW: CommandSpec = CommandSpec {
    command: Command::Expiries(ExpiriesCommand::Mark),
    name: "expiries.mark",
    title: "Mark the claim",
    detail: "Marked claims are confirmed together; again takes the mark away.",
    keys: &["space"],
    scope: Scope::Expiries,
    group: Group::Decide,
    hint: Hint::Footer(1, "mark"),
    deliberate: false,
    available: |app| app.has_claim(),
};

pub(super) const ROWS: &[CommandSpec] = &[
    ROW,
    CommandSpec {
        command: Command::Expiries(ExpiriesCommand::MarkAll),
        name: "expiries.mark-all",
        title: "Mark all claims",
        detail: "All whose clock ran out and was not confirmed.",
        keys: &["A"],
        hint: Hint::Footer(2, "all"),
        ..ROW
    },
    CommandSpec {
        command: Command::Expiries(ExpiriesCommand::Confirm),
        name: "expiries.confirm",
        title: "Confirm what the clocks did",
        detail: "For the marked claims, after one question; recorded as an act and never as a decision.",
        keys: &["r"],
        hint: Hint::Footer(3, "confirm"),
        deliberate: true,
        ..ROW
    },
    CommandSpec {
        command: Command::Expiries(ExpiriesCommand::Open),
        name: "expiries.open",
        title: "Open the claim whose clock ran out",
        detail: "Shows its proof beside the checklist.",
        keys: &["enter"],
        hint: Hint::Footer(4, "open"),
        ..ROW
    },
];
