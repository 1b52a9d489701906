//! Commands of the statistics.

use super::{Command, CommandSpec, Group, Hint, Scope, always};

/// The statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatisticsCommand {
    /// To the next panel.
    NextPanel,
    /// To the panel before.
    PreviousPanel,
    /// Counts again.
    Refresh,
}

const ROW: CommandSpec = CommandSpec {
    command: Command::Statistics(StatisticsCommand::NextPanel),
    name: "statistics.next",
    title: "Go to the next panel",
    detail: "Panels that have no room beside the others appear when their turn comes.",
    keys: &["tab", "l", "right"],
    scope: Scope::Statistics,
    group: Group::Move,
    hint: Hint::Footer(1, "next panel"),
    deliberate: false,
    available: always,
};

pub(super) const ROWS: &[CommandSpec] = &[
    ROW,
    CommandSpec {
        command: Command::Statistics(StatisticsCommand::PreviousPanel),
        name: "statistics.previous",
        title: "Go to the panel before",
        keys: &["backtab", "h", "left"],
        hint: Hint::HelpOnly,
        ..ROW
    },
    CommandSpec {
        command: Command::Statistics(StatisticsCommand::Refresh),
        name: "statistics.refresh",
        title: "Count again",
        detail: "Figures stand as they were when the screen was opened.",
        keys: &["r"],
        group: Group::Show,
        hint: Hint::Footer(2, "count again"),
        ..ROW
    },
];
