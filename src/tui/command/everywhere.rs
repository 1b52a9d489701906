//! Commands that mean the same on every screen.

use super::{Command, CommandSpec, Group, Hint, Scope, always};

/// The program as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AppCommand {
    /// What can be done here.
    Help,
    /// Every command by name.
    Palette,
    /// One level back; leaves the program from the queue.
    Back,
    /// Closes what is open; never leaves the program.
    Escape,
    /// Takes a decision back.
    Withdraw,
    /// To the queue.
    GoQueue,
    /// To what changed since the earlier snapshot.
    GoChanges,
    /// To the clocks that ran out.
    GoExpiries,
    /// The conflicts.
    GoConflicts,
    /// To the decisions held here.
    GoOutbox,
    /// Opens the list of differing opinions.
    GoDifferences,
    /// To the rule reference.
    GoReference,
    /// The story of the claim.
    History,
    /// Figures as charts.
    GoStatistics,
    /// To the training packs.
    GoTraining,
    /// Running work.
    Jobs,
    /// Earlier notices.
    Notices,
    /// Another theme.
    Theme,
    /// To the shell.
    Suspend,
    /// Paints every cell again.
    Redraw,
    /// Says how to leave.
    Interrupt,
    /// Leaves the program.
    Quit,
}

const ROW: CommandSpec = CommandSpec {
    command: Command::App(AppCommand::Help),
    name: "app.help",
    title: "Show what can be done here",
    detail: "Lists every key of this screen. Type to filter, Enter runs the chosen one.",
    keys: &["?", "f1"],
    scope: Scope::Everywhere,
    group: Group::Program,
    hint: Hint::HelpOnly,
    deliberate: false,
    available: always,
};

pub(super) const ROWS: &[CommandSpec] = &[
    ROW,
    CommandSpec {
        command: Command::App(AppCommand::Palette),
        name: "app.palette",
        title: "Find a command by name",
        detail: "Lists every command with its key, also those that cannot be run now and why.",
        keys: &[":", "ctrl-k"],
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::Back),
        name: "app.back",
        title: "Go back one level",
        detail: "Closes what is on top. On the queue it leaves the program; everything is saved already.",
        keys: &["q"],
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::Escape),
        name: "app.escape",
        title: "Close what is open",
        detail: "Never changes data and never leaves the program.",
        keys: &["esc"],
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::Withdraw),
        name: "app.withdraw",
        title: "Withdraw a decision, or open it again",
        detail: "Takes back the decision of this claim, or else the last one made here, with a reason; a released one is opened again. Nothing is deleted.",
        keys: &["u"],
        group: Group::Decide,
        available: |app| app.can_withdraw(),
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::GoQueue),
        name: "go.queue",
        title: "Go to the queue",
        detail: "Closes everything above the queue. Drafts are kept.",
        keys: &["g q"],
        group: Group::Show,
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::GoChanges),
        name: "go.changes",
        title: "Show what changed since the earlier snapshot",
        detail: "Claims that changed, decisions that arrived, new and residual claims, by kind of change.",
        keys: &["g c"],
        group: Group::Show,
        available: |app| app.at_desk(),
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::GoConflicts),
        name: "go.conflicts",
        title: "Show the conflicts",
        detail: "Several partners, one workload of one customer; those whose time for new proof is over first.",
        keys: &["g k"],
        group: Group::Show,
        available: |app| app.at_desk(),
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::GoExpiries),
        name: "go.expiries",
        title: "Show the clocks that ran out",
        detail: "What they lead to, since when, and the latest open request; confirmed together, never by themselves.",
        keys: &["g x"],
        group: Group::Show,
        available: |app| app.at_desk(),
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::GoOutbox),
        name: "go.outbox",
        title: "Go to the outbox",
        detail: "Decisions that are signed and still held here, with the time left.",
        keys: &["g o"],
        group: Group::Show,
        available: |app| app.at_desk(),
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::GoDifferences),
        name: "go.differences",
        title: "Show where two opinions differ",
        detail: "Second looks and decisions of merged desks that differ from the first one; settled cell by cell.",
        keys: &["g t"],
        group: Group::Show,
        available: |app| app.at_desk(),
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::GoReference),
        name: "go.reference",
        title: "Open the rule reference",
        detail: "Rules, reasons, workloads, clocks and how contradictions of the sources are resolved, to be searched.",
        keys: &["g r"],
        group: Group::Show,
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::History),
        name: "go.history",
        title: "Show the history of the claim",
        detail: "What happened to the claim before and at this desk, oldest first.",
        keys: &["g h"],
        group: Group::Show,
        available: |app| app.has_claim(),
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::GoStatistics),
        name: "go.statistics",
        title: "Show the statistics",
        detail: "Time left, age, reasons, outcomes, and how far second looks agree with decisions.",
        keys: &["g f"],
        group: Group::Show,
        available: |app| app.at_desk(),
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::GoTraining),
        name: "go.training",
        title: "Show the training packs",
        detail: "Claims with known answers, to learn on and to be examined with; never real decisions.",
        keys: &["g i"],
        group: Group::Show,
        available: |app| app.has_packs(),
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::Jobs),
        name: "go.jobs",
        title: "Show running work",
        detail: "Long work with its progress; Enter cancels the chosen one.",
        keys: &["g j"],
        group: Group::Show,
        available: |app| app.has_jobs(),
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::Notices),
        name: "go.notices",
        title: "Read earlier notices again",
        detail: "The last fifty sentences of the bottom line, newest first.",
        keys: &["g n"],
        group: Group::Show,
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::Theme),
        name: "view.theme",
        title: "Pick a theme",
        detail: "Shows each theme at once. Enter keeps it, Esc restores the one before.",
        keys: &["g T"],
        group: Group::Show,
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::Suspend),
        name: "app.suspend",
        title: "Suspend to the shell",
        detail: "Gives the terminal back; `fg` returns.",
        keys: &["ctrl-z"],
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::Redraw),
        name: "app.redraw",
        title: "Redraw the screen",
        detail: "Paints every cell again, for when another program wrote over it.",
        keys: &["ctrl-l"],
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::Interrupt),
        name: "app.interrupt",
        title: "Close what is open, or say how to leave",
        detail: "At the queue it names the keys that leave the program.",
        keys: &["ctrl-c"],
        ..ROW
    },
    CommandSpec {
        command: Command::App(AppCommand::Quit),
        name: "app.quit",
        title: "Quit",
        detail: "Leaves the program from anywhere. Asks only while long work is running.",
        keys: &["ctrl-q"],
        ..ROW
    },
];
