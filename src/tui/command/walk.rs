//! Commands of recorded reviews: the list, and one that is played.

use super::{Command, CommandSpec, Disabled, Group, Hint, Scope, always};
use crate::tui::app::App;
use crate::tui::layers::Layer;

/// The recorded reviews.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WalksCommand {
    /// Opens the review under the cursor.
    Open,
}

/// A recorded review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WalkCommand {
    /// Plays, or stops playing.
    Play,
    /// Plays one key.
    Next,
    /// Takes one key back.
    Previous,
    /// Goes to the next key that recorded something.
    NextJudgement,
    /// Goes back to the key before that recorded something.
    PreviousJudgement,
    /// Plays faster.
    Faster,
    /// Plays slower.
    Slower,
    /// Plays as it was typed, with every wait.
    AsTyped,
    /// Goes back to the beginning.
    Restart,
    /// Shows the answer, in a class.
    Reveal,
    /// Shows why the answer is right, or no longer.
    Why,
    /// Shows the answers, or no longer.
    Gold,
    /// Shows it as to a class, or no longer.
    Class,
}

const OPEN: CommandSpec = CommandSpec {
    command: Command::Walks(WalksCommand::Open),
    name: "walks.open",
    title: "Show the review",
    detail: "It is played once out of sight, then shown from its first key.",
    keys: &["enter"],
    scope: Scope::Walks,
    group: Group::Decide,
    hint: Hint::Footer(1, "show"),
    deliberate: false,
    available: always,
};

const PLAY: CommandSpec = CommandSpec {
    command: Command::Walk(WalkCommand::Play),
    name: "walk.play",
    title: "Play, or stop",
    detail: "Waits of more than two seconds are cut. To a class it stops before each judgement by itself.",
    keys: &["space"],
    scope: Scope::Walk,
    group: Group::Show,
    hint: Hint::Footer(1, "play"),
    deliberate: false,
    available: is_ready,
};

const fn row(command: WalkCommand, spec: CommandSpec) -> CommandSpec {
    CommandSpec { command: Command::Walk(command), ..spec }
}

pub(super) const ROWS: &[CommandSpec] = &[
    OPEN,
    PLAY,
    row(
        WalkCommand::Next,
        CommandSpec {
            name: "walk.next",
            title: "Play one key",
            detail: "To a class the answer is shown first where a judgement begins.",
            keys: &["l", "right"],
            group: Group::Move,
            hint: Hint::Footer(2, "on"),
            ..PLAY
        },
    ),
    row(
        WalkCommand::Previous,
        CommandSpec {
            name: "walk.previous",
            title: "Take one key back",
            detail: "The screen is as it was before it.",
            keys: &["h", "left"],
            group: Group::Move,
            hint: Hint::Footer(3, "back"),
            ..PLAY
        },
    ),
    row(
        WalkCommand::NextJudgement,
        CommandSpec {
            name: "walk.next-judgement",
            title: "Go to the next judgement",
            detail: "The next key that recorded a verdict, a pin, a reason or the decision; to a class, the next question.",
            keys: &["n"],
            group: Group::Move,
            hint: Hint::Footer(4, "judgement"),
            ..PLAY
        },
    ),
    row(
        WalkCommand::PreviousJudgement,
        CommandSpec {
            name: "walk.previous-judgement",
            title: "Go back to the judgement before",
            detail: "The key before that recorded a verdict, a pin, a reason or the decision.",
            keys: &["p"],
            group: Group::Move,
            hint: Hint::HelpOnly,
            ..PLAY
        },
    ),
    row(
        WalkCommand::Faster,
        CommandSpec {
            name: "walk.faster",
            title: "Play faster",
            detail: "Up to sixteen times as fast as it was typed.",
            keys: &["f", "+"],
            hint: Hint::Footer(5, "faster"),
            ..PLAY
        },
    ),
    row(
        WalkCommand::Slower,
        CommandSpec {
            name: "walk.slower",
            title: "Play slower",
            detail: "Down to half as fast as it was typed.",
            keys: &["s", "-"],
            hint: Hint::HelpOnly,
            ..PLAY
        },
    ),
    row(
        WalkCommand::AsTyped,
        CommandSpec {
            name: "walk.as-typed",
            title: "Play as it was typed",
            detail: "With every wait in full; the same key cuts them again.",
            keys: &["t"],
            hint: Hint::HelpOnly,
            ..PLAY
        },
    ),
    row(
        WalkCommand::Restart,
        CommandSpec {
            name: "walk.restart",
            title: "Go back to the beginning",
            detail: "What was shown to a class is hidden again.",
            keys: &["r"],
            group: Group::Move,
            hint: Hint::HelpOnly,
            ..PLAY
        },
    ),
    row(
        WalkCommand::Reveal,
        CommandSpec {
            name: "walk.reveal",
            title: "Show the answer to the class",
            detail: "That of the question that is asked, or else of the cell in focus.",
            keys: &["enter"],
            hint: Hint::HelpOnly,
            ..PLAY
        },
    ),
    row(
        WalkCommand::Why,
        CommandSpec {
            name: "walk.why",
            title: "Show why the answer is right",
            detail: "The trainer's words on the current cell; the same key hides them.",
            keys: &["w"],
            hint: Hint::Footer(6, "why"),
            ..PLAY
        },
    ),
    row(
        WalkCommand::Gold,
        CommandSpec {
            name: "walk.answers",
            title: "Turn to the answers, or back",
            detail: "On a wide screen they stand beside the review and are hidden by this.",
            keys: &["tab", "a"],
            hint: Hint::Footer(7, "answers"),
            ..PLAY
        },
    ),
    row(
        WalkCommand::Class,
        CommandSpec {
            name: "walk.class",
            title: "Show it to a class, or no longer",
            detail: "Every answer is hidden until it is shown with a key, and it stops before each judgement to ask.",
            keys: &["c"],
            hint: Hint::Footer(8, "class"),
            ..PLAY
        },
    ),
];

/// Refuses while the review is not there.
fn is_ready(app: &App) -> Result<(), Disabled> {
    let ready = match app.layers().top() {
        Layer::Walk(screen) => screen.is_ready(),
        _ => true,
    };
    Disabled::unless(ready, "The review is not there.")
}
