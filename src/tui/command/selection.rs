//! Commands while text is being selected.

use super::{Command, CommandSpec, Group, Hint, Scope, always};

/// Extends or takes a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SelectionCommand {
    /// A character to the left.
    Left,
    /// A character to the right.
    Right,
    /// A row down.
    Down,
    /// A row up.
    Up,
    /// To the next word.
    WordForward,
    /// To the word before.
    WordBack,
    /// To the end of the word.
    WordEnd,
    /// To the beginning of the line.
    LineStart,
    /// To the end of the line.
    LineEnd,
    /// To whole lines.
    WholeLines,
    /// To the beginning of the document.
    Top,
    /// To the end of the document.
    Bottom,
    /// Pins the selected text.
    Pin,
    /// Judges the cell as met with the selected text.
    Met,
    /// Attaches the selected text and judges the cell as not met.
    NotMet,
    /// Attaches the selected text and judges the cell as unclear.
    Unclear,
    /// Forgets the selection.
    Cancel,
}

const ROW: CommandSpec = CommandSpec {
    command: Command::Selection(SelectionCommand::Pin),
    name: "select.pin",
    title: "Pin the selected text",
    detail: "Attaches it to the focused cell without judging the cell.",
    keys: &["p", "enter"],
    scope: Scope::Selection,
    group: Group::Judge,
    hint: Hint::Footer(1, "pin"),
    deliberate: false,
    available: always,
};

const EXTEND: CommandSpec = CommandSpec {
    detail: "Extends or shortens the selection.",
    group: Group::Move,
    hint: Hint::HelpOnly,
    ..ROW
};

const fn row(command: SelectionCommand, spec: CommandSpec) -> CommandSpec {
    CommandSpec { command: Command::Selection(command), ..spec }
}

pub(super) const ROWS: &[CommandSpec] = &[
    ROW,
    row(
        SelectionCommand::Met,
        CommandSpec {
            name: "select.met",
            title: "Judge as met with the selection",
            detail: "Attaches the text and goes to the next open cell.",
            keys: &["y"],
            hint: Hint::Footer(2, "met"),
            ..ROW
        },
    ),
    row(
        SelectionCommand::NotMet,
        CommandSpec {
            name: "select.not-met",
            title: "Judge as not met with the selection",
            detail: "Attaches the text and asks for the reasons.",
            keys: &["x"],
            hint: Hint::Footer(3, "not met"),
            ..ROW
        },
    ),
    row(
        SelectionCommand::Unclear,
        CommandSpec {
            name: "select.unclear",
            title: "Judge as unclear with the selection",
            detail: "Attaches the text and asks for the reasons.",
            keys: &["m"],
            hint: Hint::Footer(4, "unclear"),
            ..ROW
        },
    ),
    row(
        SelectionCommand::WordForward,
        CommandSpec {
            name: "select.word-forward",
            title: "Extend to the next word",
            keys: &["w"],
            hint: Hint::Footer(6, "word"),
            ..EXTEND
        },
    ),
    row(
        SelectionCommand::WordEnd,
        CommandSpec {
            name: "select.word-end",
            title: "Extend to the end of the word",
            keys: &["e"],
            ..EXTEND
        },
    ),
    row(
        SelectionCommand::WordBack,
        CommandSpec { name: "select.word-back", title: "Go back to the word before", keys: &["b"], ..EXTEND },
    ),
    row(
        SelectionCommand::LineEnd,
        CommandSpec {
            name: "select.line-end",
            title: "Extend to the end of the line",
            keys: &["$", "end", "ctrl-e"],
            hint: Hint::HelpOnly,
            ..EXTEND
        },
    ),
    row(
        SelectionCommand::LineStart,
        CommandSpec {
            name: "select.line-start",
            title: "Extend to the start of the line",
            keys: &["0", "^", "home", "ctrl-a"],
            ..EXTEND
        },
    ),
    row(
        SelectionCommand::WholeLines,
        CommandSpec {
            name: "select.whole-lines",
            title: "Extend to whole lines",
            keys: &["V", "v"],
            hint: Hint::Footer(5, "whole lines"),
            ..EXTEND
        },
    ),
    row(
        SelectionCommand::Right,
        CommandSpec {
            name: "select.right",
            title: "Extend by a character",
            keys: &["l", "right", "ctrl-f"],
            ..EXTEND
        },
    ),
    row(
        SelectionCommand::Left,
        CommandSpec {
            name: "select.left",
            title: "Go back by a character",
            keys: &["h", "left", "ctrl-b"],
            ..EXTEND
        },
    ),
    row(
        SelectionCommand::Down,
        CommandSpec {
            name: "select.down",
            title: "Extend by a row",
            keys: &["j", "down", "ctrl-n"],
            ..EXTEND
        },
    ),
    row(
        SelectionCommand::Up,
        CommandSpec { name: "select.up", title: "Go back by a row", keys: &["k", "up", "ctrl-p"], ..EXTEND },
    ),
    row(
        SelectionCommand::Top,
        CommandSpec { name: "select.top", title: "Extend to the top", keys: &["g g"], ..EXTEND },
    ),
    row(
        SelectionCommand::Bottom,
        CommandSpec { name: "select.bottom", title: "Extend to the bottom", keys: &["G"], ..EXTEND },
    ),
    row(
        SelectionCommand::Cancel,
        CommandSpec {
            name: "select.cancel",
            title: "Forget the selection",
            detail: "Nothing is attached.",
            keys: &["esc", "q", "ctrl-c"],
            group: Group::Judge,
            hint: Hint::Footer(9, "forget"),
            ..ROW
        },
    ),
];
