//! Commands of a batch of conflicts.

use super::conflicts::is_supervisor;
use super::{Command, CommandSpec, Group, Hint, Scope};

/// A batch of conflicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BatchCommand {
    /// Takes the chosen row out, or in again.
    Toggle,
    /// Takes all rows in again.
    All,
    /// Opens the chosen row in full.
    Open,
    /// Settles the rows, after their number was typed.
    Apply,
    /// Shows everything that follows from the chosen row, or the list again.
    Whole,
    /// Plans it anew, with another sentence or the same.
    Replan,
    /// Writes the plan to a file.
    Export,
    /// Takes the committed batch back.
    TakeBack,
}

const ROW: CommandSpec = CommandSpec {
    command: Command::Batch(BatchCommand::Toggle),
    name: "batch.toggle",
    title: "Take the row out, or in again",
    detail: "The batch is planned anew without it; rows that were opened are then opened again.",
    keys: &["space"],
    scope: Scope::Batch,
    group: Group::Decide,
    hint: Hint::Footer(1, "in/out"),
    deliberate: false,
    available: is_supervisor,
};

pub(super) const ROWS: &[CommandSpec] = &[
    ROW,
    CommandSpec {
        command: Command::Batch(BatchCommand::Open),
        name: "batch.open",
        title: "Open the row in full",
        detail: "The papers of its parties side by side, to be read. A fifth of the rows, drawn at random, must be opened.",
        keys: &["o"],
        group: Group::Find,
        hint: Hint::Footer(2, "open"),
        ..ROW
    },
    CommandSpec {
        command: Command::Batch(BatchCommand::Whole),
        name: "batch.whole",
        title: "Show all that follows from the row, or the list again",
        detail: "What the proposal rests on, what happens to every claim, the clocks that start, every message.",
        keys: &["c"],
        group: Group::Show,
        hint: Hint::Footer(3, "in full"),
        ..ROW
    },
    CommandSpec {
        command: Command::Batch(BatchCommand::Apply),
        name: "batch.apply",
        title: "Settle the rows as one act",
        detail: "Asks for their number. All of them are settled exactly as shown, or none and the first change is named.",
        keys: &["enter"],
        hint: Hint::Footer(4, "settle"),
        deliberate: true,
        ..ROW
    },
    CommandSpec {
        command: Command::Batch(BatchCommand::All),
        name: "batch.all",
        title: "Take all rows in again",
        detail: "The batch is planned anew with every row that a rule proposes.",
        keys: &["a"],
        hint: Hint::Footer(5, "all"),
        ..ROW
    },
    CommandSpec {
        command: Command::Batch(BatchCommand::Replan),
        name: "batch.replan",
        title: "Plan it anew",
        detail: "With the same sentence or another one; rows that were opened are then opened again.",
        keys: &["r"],
        hint: Hint::Footer(6, "anew"),
        ..ROW
    },
    CommandSpec {
        command: Command::Batch(BatchCommand::TakeBack),
        name: "batch.take-back",
        title: "Take the committed batch back",
        detail: "All of it in one act, with a reason: withdrawn before its release, opened again after it.",
        keys: &["t", "U"],
        hint: Hint::Footer(7, "take back"),
        ..ROW
    },
    CommandSpec {
        command: Command::Batch(BatchCommand::Export),
        name: "batch.export",
        title: "Write the plan to a file",
        detail: "As JSON, to a new file that only its owner can read; conflicts batch --plan commits it unchanged.",
        keys: &["e"],
        group: Group::Program,
        hint: Hint::Footer(8, "export"),
        ..ROW
    },
];
