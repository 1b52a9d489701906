//! What can be done to a line while it is typed. Every other key is text.

use super::{Command, CommandSpec, Group, Hint, Scope, always};

/// Ends a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldCommand {
    /// Takes the line.
    Accept,
    /// Leaves the line.
    Cancel,
}

const ROW: CommandSpec = CommandSpec {
    command: Command::Field(FieldCommand::Accept),
    name: "field.accept",
    title: "Take the line",
    detail: "Uses what was typed.",
    keys: &["enter"],
    scope: Scope::Field,
    group: Group::Write,
    hint: Hint::Footer(1, "take"),
    deliberate: false,
    available: always,
};

pub(super) const ROWS: &[CommandSpec] = &[
    ROW,
    CommandSpec {
        command: Command::Field(FieldCommand::Cancel),
        name: "field.cancel",
        title: "Leave the line",
        detail: "Leaves everything as it was before.",
        keys: &["esc", "ctrl-c"],
        hint: Hint::Footer(2, "leave"),
        ..ROW
    },
];
