//! Commands of the commit card and of the comment being written.

use super::{Command, CommandSpec, Group, Hint, Scope, always};

/// The commit card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CardCommand {
    /// Records the decision.
    Commit,
    /// Edits the comment.
    Edit,
    /// Edits the comment in the person's own editor.
    OwnEditor,
    /// Fills the next variable.
    Fill,
    /// Takes another outcome.
    Choose,
    /// Types the reason for an override or a waiver.
    Rationale,
    /// Reasons of the whole claim.
    ClaimReasons,
    /// Goes back to the composed comment.
    Restore,
    /// Names why the first decision of a dispute does not hold.
    Cause,
    /// Turns between the comment and the one of the residual claim.
    Residual,
    /// Back to the checklist.
    Back,
}

const ROW: CommandSpec = CommandSpec {
    command: Command::Card(CardCommand::Commit),
    name: "card.commit",
    title: "Commit the decision",
    detail: "Records it; nothing is said to be saved before it is on disk. Then the next claim opens.",
    keys: &["o"],
    scope: Scope::Card,
    group: Group::Decide,
    hint: Hint::Footer(1, "commit"),
    deliberate: true,
    available: always,
};

const WRITE: CommandSpec = CommandSpec { group: Group::Write, deliberate: false, ..ROW };

const fn row(command: CardCommand, spec: CommandSpec) -> CommandSpec {
    CommandSpec { command: Command::Card(command), ..spec }
}

const fn editor(command: EditorCommand, spec: CommandSpec) -> CommandSpec {
    CommandSpec { command: Command::Editor(command), ..spec }
}

pub(super) const ROWS: &[CommandSpec] = &[
    ROW,
    row(
        CardCommand::Edit,
        CommandSpec {
            name: "card.edit",
            title: "Edit the comment",
            detail: "With the keys of a command line, undo and redo. What you write is kept as you write it.",
            keys: &["e"],
            hint: Hint::Footer(2, "edit"),
            ..WRITE
        },
    ),
    row(
        CardCommand::Fill,
        CommandSpec {
            name: "card.fill",
            title: "Fill the next variable",
            detail: "Asks for the value the comment still lacks.",
            keys: &["f"],
            hint: Hint::Footer(3, "fill"),
            ..WRITE
        },
    ),
    row(
        CardCommand::Choose,
        CommandSpec {
            name: "card.choose",
            title: "Choose another outcome",
            detail: "The outcome follows from the cells; another one needs a reason.",
            keys: &["c"],
            group: Group::Decide,
            hint: Hint::Footer(4, "outcome"),
            ..WRITE
        },
    ),
    row(
        CardCommand::Rationale,
        CommandSpec {
            name: "card.rationale",
            title: "Type the reason for an exception",
            detail: "For another outcome than the one that follows, or for a rule that is waived.",
            keys: &["r"],
            hint: Hint::Footer(5, "reason"),
            ..WRITE
        },
    ),
    row(
        CardCommand::ClaimReasons,
        CommandSpec {
            name: "card.claim-reasons",
            title: "Choose claim reasons on the card",
            detail: "Eligibility and conflict reasons that belong to no single cell.",
            keys: &["R"],
            hint: Hint::HelpOnly,
            ..WRITE
        },
    ),
    row(
        CardCommand::OwnEditor,
        CommandSpec {
            name: "card.own-editor",
            title: "Edit the comment in your own editor",
            detail: "Opens $VISUAL or $EDITOR; when it fails the text stays as it was.",
            keys: &["E"],
            hint: Hint::HelpOnly,
            ..WRITE
        },
    ),
    row(
        CardCommand::Restore,
        CommandSpec {
            name: "card.restore",
            title: "Restore the composed comment",
            detail: "Forgets your own wording and composes the comment from the cells again.",
            keys: &["0", "ctrl-r"],
            hint: Hint::HelpOnly,
            ..WRITE
        },
    ),
    row(
        CardCommand::Cause,
        CommandSpec {
            name: "card.cause",
            title: "Name the cause of an overturned decision",
            detail: "Why the first decision of a dispute does not hold; an approval needs it.",
            keys: &["C"],
            hint: Hint::HelpOnly,
            ..WRITE
        },
    ),
    row(
        CardCommand::Residual,
        CommandSpec {
            name: "card.residual",
            title: "Turn to the residual comment",
            detail: "A partial approval carries two comments.",
            keys: &["tab"],
            hint: Hint::HelpOnly,
            ..WRITE
        },
    ),
    row(
        CardCommand::Back,
        CommandSpec {
            name: "card.back",
            title: "Go back to the checklist",
            detail: "Nothing is recorded; what you wrote is kept.",
            keys: &["esc", "q", "ctrl-c"],
            group: Group::Move,
            hint: Hint::Footer(9, "back"),
            ..WRITE
        },
    ),
    editor(
        EditorCommand::Done,
        CommandSpec {
            name: "editor.done",
            title: "Finish the comment",
            detail: "Back to the card; the text is kept. Enter begins a new line.",
            keys: &["esc", "ctrl-s", "ctrl-c"],
            hint: Hint::Footer(1, "done, text is kept"),
            ..EDIT
        },
    ),
    editor(
        EditorCommand::OwnEditor,
        CommandSpec {
            name: "editor.own-editor",
            title: "Continue in your own editor",
            detail: "Opens $VISUAL or $EDITOR on the text.",
            keys: &["ctrl-x ctrl-e"],
            hint: Hint::Footer(4, "own editor"),
            ..EDIT
        },
    ),
    editor(
        EditorCommand::Undo,
        CommandSpec {
            name: "editor.undo",
            title: "Undo typing",
            detail: "One step back in this text.",
            keys: &["ctrl-z"],
            hint: Hint::Footer(2, "undo"),
            ..EDIT
        },
    ),
    editor(
        EditorCommand::Redo,
        CommandSpec {
            name: "editor.redo",
            title: "Redo typing",
            detail: "One step forward again.",
            keys: &["alt-z"],
            hint: Hint::Footer(3, "redo"),
            ..EDIT
        },
    ),
];

/// The comment while it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EditorCommand {
    /// Back to the card.
    Done,
    /// Continues in the person's own editor.
    OwnEditor,
    /// One step back.
    Undo,
    /// One step forward again.
    Redo,
}

const EDIT: CommandSpec = CommandSpec { scope: Scope::Editor, ..WRITE };
