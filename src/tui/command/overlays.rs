//! Commands of the lists that lie over a screen.

use super::{Command, CommandSpec, Group, Hint, Scope, always};

/// Choosing from a list; letters filter it or stand for its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PickerCommand {
    /// Takes the chosen row.
    Choose,
    /// Closes the list.
    Close,
    /// One down.
    Down,
    /// One up.
    Up,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
}

/// The rule reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReferenceCommand {
    /// Shows more of a long entry.
    More,
}

/// The saved views.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ViewsCommand {
    /// Deletes the chosen view.
    Delete,
}

const ROW: CommandSpec = CommandSpec {
    command: Command::Picker(PickerCommand::Choose),
    name: "picker.choose",
    title: "Choose the row",
    detail: "Takes the row under the cursor.",
    keys: &["enter"],
    scope: Scope::Picker,
    group: Group::Move,
    hint: Hint::Footer(1, "choose"),
    deliberate: false,
    available: always,
};

const MOVE: CommandSpec = CommandSpec { detail: "One row.", hint: Hint::HelpOnly, ..ROW };

pub(super) const ROWS: &[CommandSpec] = &[
    ROW,
    CommandSpec {
        command: Command::Picker(PickerCommand::Close),
        name: "picker.close",
        title: "Close the list",
        detail: "Leaves everything as it was before.",
        keys: &["esc", "ctrl-c"],
        hint: Hint::Footer(9, "close"),
        ..ROW
    },
    CommandSpec {
        command: Command::Picker(PickerCommand::Down),
        name: "picker.down",
        title: "Move down in the list",
        keys: &["down", "ctrl-n", "tab"],
        ..MOVE
    },
    CommandSpec {
        command: Command::Picker(PickerCommand::Up),
        name: "picker.up",
        title: "Move up in the list",
        keys: &["up", "ctrl-p", "backtab"],
        ..MOVE
    },
    CommandSpec {
        command: Command::Picker(PickerCommand::PageDown),
        name: "picker.page-down",
        title: "Move a page down in the list",
        detail: "As far as fits on the screen.",
        keys: &["pagedown"],
        ..MOVE
    },
    CommandSpec {
        command: Command::Picker(PickerCommand::PageUp),
        name: "picker.page-up",
        title: "Move a page up in the list",
        detail: "As far as fits on the screen.",
        keys: &["pageup"],
        ..MOVE
    },
    CommandSpec {
        command: Command::Views(ViewsCommand::Delete),
        name: "views.delete",
        title: "Delete the saved view",
        detail: "Only views of your own can be deleted; a question comes first.",
        keys: &["delete"],
        scope: Scope::Views,
        group: Group::Write,
        hint: Hint::Footer(3, "delete"),
        ..ROW
    },
    CommandSpec {
        command: Command::Reference(ReferenceCommand::More),
        name: "reference.more",
        title: "Read on in the entry",
        detail: "Shows the next part of a long entry, then its beginning again.",
        scope: Scope::Reference,
        group: Group::Show,
        hint: Hint::Footer(1, "read on"),
        ..ROW
    },
];
