//! Commands of the group screen: cells, what was said, the text, the answer, and the notes it ends with.

use super::{Command, CommandSpec, Group, Hint, Scope, always};

/// What everybody said in a calibration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CalibrationCommand {
    /// Shows the answer of the pack to the cell, or hides it.
    Answer,
    /// Writes a note on the requirement.
    Note,
    /// Takes the note away.
    DropNote,
    /// The text instead of what was said, or the other way round.
    Text,
    /// The next cited text of the cell.
    NextMark,
    /// Reads on.
    Down,
    /// Reads back.
    Up,
}

const CELL: CommandSpec = CommandSpec {
    command: Command::Calibration(CalibrationCommand::Answer),
    name: "calibration.answer",
    title: "Show the answer of the pack, or hide it",
    detail: "The verdict, why it is right, and the text it rests on; talk first.",
    keys: &["a", "enter"],
    scope: Scope::Calibration,
    group: Group::Show,
    hint: Hint::Footer(1, "answer"),
    deliberate: false,
    available: always,
};

pub(super) const ROWS: &[CommandSpec] = &[
    CELL,
    CommandSpec {
        command: Command::Calibration(CalibrationCommand::Note),
        name: "calibration.note",
        title: "Write a case note on the requirement",
        detail: "How it is read from now on. Kept here; a supervisor records it on going back to the desk.",
        keys: &["w"],
        group: Group::Write,
        hint: Hint::Footer(2, "case note"),
        ..CELL
    },
    CommandSpec {
        command: Command::Calibration(CalibrationCommand::DropNote),
        name: "calibration.drop-note",
        title: "Take the case note away",
        detail: "The one on the requirement of this cell. What a desk has recorded stays there.",
        keys: &["x", "delete"],
        group: Group::Write,
        hint: Hint::HelpOnly,
        ..CELL
    },
    CommandSpec {
        command: Command::Calibration(CalibrationCommand::Text),
        name: "calibration.text",
        title: "Go to the text, or back to what was said",
        detail: "On a screen without room for both, one takes the place of the other.",
        keys: &["tab", "t"],
        hint: Hint::Footer(3, "text"),
        ..CELL
    },
    CommandSpec {
        command: Command::Calibration(CalibrationCommand::NextMark),
        name: "calibration.next-mark",
        title: "Go to the next cited text of the cell",
        detail: "What anybody cited, and what the answer cites once it is shown.",
        keys: &["]", "n"],
        group: Group::Move,
        hint: Hint::Footer(4, "next text"),
        ..CELL
    },
    CommandSpec {
        command: Command::Calibration(CalibrationCommand::Down),
        name: "calibration.down",
        title: "Read on in what was said, or in the text",
        detail: "A few rows further in the pane that has the focus.",
        keys: &["l", "right"],
        group: Group::Move,
        hint: Hint::HelpOnly,
        ..CELL
    },
    CommandSpec {
        command: Command::Calibration(CalibrationCommand::Up),
        name: "calibration.up",
        title: "Read back in what was said, or in the text",
        detail: "A few rows back in the pane that has the focus.",
        keys: &["h", "left"],
        group: Group::Move,
        hint: Hint::HelpOnly,
        ..CELL
    },
];
