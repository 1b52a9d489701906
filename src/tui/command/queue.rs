//! Commands of the queue.

use super::{Command, CommandSpec, Group, Hint, Scope, always};

/// The queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QueueCommand {
    /// Opens the selected claim.
    Open,
    /// Opens the most urgent claim.
    Next,
    /// Starts typing a filter.
    Filter,
    /// Removes filter and view.
    ClearFilter,
    /// Chooses the order.
    Sort,
    /// Chooses a saved view.
    Views,
    /// Saves filter and order as a view.
    SaveView,
    /// Hides the claim, with a reason.
    Skip,
    /// Asks the desk again.
    Refresh,
}

const ROW: CommandSpec = CommandSpec {
    command: Command::Queue(QueueCommand::Open),
    name: "queue.open",
    title: "Open the claim",
    detail: "Shows its proof beside the checklist.",
    keys: &["enter"],
    scope: Scope::Queue,
    group: Group::Decide,
    hint: Hint::Footer(1, "open"),
    deliberate: false,
    available: |app| app.has_claim(),
};

const FREE: CommandSpec = CommandSpec { available: always, ..ROW };

pub(super) const ROWS: &[CommandSpec] = &[
    ROW,
    CommandSpec {
        command: Command::Queue(QueueCommand::Next),
        name: "queue.next",
        title: "Open the next claim",
        detail: "The one with the least slack that waits for a reviewer and was not skipped.",
        keys: &["n", "."],
        hint: Hint::Footer(2, "next"),
        ..FREE
    },
    CommandSpec {
        command: Command::Queue(QueueCommand::Filter),
        name: "queue.filter",
        title: "Filter the queue",
        detail: "Words search names and ids; `status:`, `kind:`, `workload:`, `due<2d`, `has:conflict`, `is:expiring` and `text:word` narrow further.",
        keys: &["/", "f"],
        group: Group::Find,
        hint: Hint::Footer(3, "filter"),
        ..FREE
    },
    CommandSpec {
        command: Command::Queue(QueueCommand::ClearFilter),
        name: "queue.clear-filter",
        title: "Show every waiting claim",
        detail: "Removes the filter and returns to the order by slack.",
        keys: &["c", "backspace"],
        group: Group::Find,
        hint: Hint::HelpOnly,
        ..FREE
    },
    CommandSpec {
        command: Command::Queue(QueueCommand::Views),
        name: "queue.views",
        title: "Choose a saved view",
        detail: "Views that ship with the program and your own.",
        keys: &["v"],
        group: Group::Show,
        hint: Hint::Footer(4, "views"),
        ..FREE
    },
    CommandSpec {
        command: Command::Queue(QueueCommand::Sort),
        name: "queue.sort",
        title: "Sort the queue",
        detail: "Choose columns one after another; choosing one again turns its direction round.",
        keys: &["t"],
        group: Group::Show,
        hint: Hint::Footer(5, "sort"),
        ..FREE
    },
    CommandSpec {
        command: Command::Queue(QueueCommand::Skip),
        name: "queue.skip",
        title: "Skip the claim",
        detail: "Hides it from you alone, for one of six reasons. Others still see it.",
        keys: &["s"],
        hint: Hint::Footer(6, "skip"),
        ..ROW
    },
    CommandSpec {
        command: Command::Queue(QueueCommand::SaveView),
        name: "queue.save-view",
        title: "Save the filter as a view",
        detail: "Asks for a name; a view of that name of your own is replaced.",
        keys: &["w"],
        group: Group::Write,
        hint: Hint::HelpOnly,
        available: |app| app.has_filter(),
        ..ROW
    },
    CommandSpec {
        command: Command::Queue(QueueCommand::Refresh),
        name: "queue.refresh",
        title: "Ask the desk again",
        detail: "Reads the queue anew, for when another program has decided meanwhile.",
        keys: &["ctrl-r"],
        group: Group::Show,
        hint: Hint::HelpOnly,
        ..FREE
    },
];
