//! Commands of the list of what was asked before and what may answer it.

use super::{Command, CommandSpec, Group, Hint, Scope, always};

/// What was asked before, beside the new text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnswersCommand {
    /// Goes to the cell and the new text on the review screen.
    Open,
    /// Shows more of a long text.
    More,
}

const ROW: CommandSpec = CommandSpec {
    command: Command::Answers(AnswersCommand::Open),
    name: "answers.open",
    title: "Go to the cell and its new text",
    detail: "Back on the review screen, with the new text under the cursor. Nothing is judged by it.",
    keys: &["enter"],
    scope: Scope::Answers,
    group: Group::Find,
    hint: Hint::Footer(1, "go there"),
    deliberate: false,
    available: always,
};

pub(super) const ROWS: &[CommandSpec] = &[
    ROW,
    CommandSpec {
        command: Command::Answers(AnswersCommand::More),
        name: "answers.more",
        title: "Read on in the new text",
        detail: "Shows the next part of a long text, then its beginning again.",
        keys: &["space"],
        group: Group::Show,
        hint: Hint::Footer(2, "read on"),
        ..ROW
    },
];
