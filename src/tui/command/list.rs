//! Moving in lists and texts: vi, Emacs and cursor keys side by side.

use super::{Command, CommandSpec, Group, Hint, Scope, always};

/// Where to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListCommand {
    /// One down.
    Down,
    /// One up.
    Up,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// To the first.
    Top,
    /// To the last.
    Bottom,
}

const ROW: CommandSpec = CommandSpec {
    command: Command::List(ListCommand::Down),
    name: "move.down",
    title: "Move down",
    detail: "One row or line.",
    keys: &["j", "down", "ctrl-n"],
    scope: Scope::List,
    group: Group::Move,
    hint: Hint::HelpOnly,
    deliberate: false,
    available: always,
};

const PAGE: CommandSpec = CommandSpec { detail: "As far as fits on the screen.", ..ROW };

pub(super) const ROWS: &[CommandSpec] = &[
    ROW,
    CommandSpec {
        command: Command::List(ListCommand::Up),
        name: "move.up",
        title: "Move up",
        keys: &["k", "up", "ctrl-p"],
        ..ROW
    },
    CommandSpec {
        command: Command::List(ListCommand::PageDown),
        name: "move.page-down",
        title: "Move a page down",
        keys: &["pagedown", "ctrl-d", "ctrl-v"],
        ..PAGE
    },
    CommandSpec {
        command: Command::List(ListCommand::PageUp),
        name: "move.page-up",
        title: "Move a page up",
        keys: &["pageup", "ctrl-u", "alt-v"],
        ..PAGE
    },
    CommandSpec {
        command: Command::List(ListCommand::Top),
        name: "move.top",
        title: "Move to the top",
        detail: "The first row or line.",
        keys: &["g g", "home", "alt-<"],
        ..ROW
    },
    CommandSpec {
        command: Command::List(ListCommand::Bottom),
        name: "move.bottom",
        title: "Move to the bottom",
        detail: "The last row or line.",
        keys: &["G", "end", "alt->"],
        ..ROW
    },
];
