//! Commands of the review screen.

use super::{Command, CommandSpec, Disabled, Group, Hint, Scope};
use crate::domain::{Requirement, Verdict};
use crate::tui::app::App;
use crate::tui::screens::{Pane, ReviewScreen, Side};

/// The review screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReviewCommand {
    /// Judges the focused cell.
    Judge(Verdict),
    /// Confirms the verdict of the earlier revision.
    Confirm,
    /// Opens the focused cell again.
    Clear,
    /// Types a reason for the focused cell.
    Note,
    /// Opens the commit card.
    Decide,
    /// Reasons of the whole claim.
    ClaimReasons,
    /// The qualifications of Managed Security Services.
    Qualifications,
    /// Lets the open document not count, or count again.
    Exclude,
    /// Finds somebody else's released decision procedurally wrong.
    Void,
    /// Takes the claim over from somebody else who works on it.
    TakeOver,
    /// Hides the claim from the person at the desk.
    Skip,
    /// The next claim without deciding this one.
    NextClaim,
    /// The claim before.
    PreviousClaim,
    /// Does what fits the focused row.
    Act,
    /// The next cell.
    NextCell,
    /// The cell before.
    PreviousCell,
    /// The next cell of a requirement.
    Requirement(Requirement),
    /// The next candidate or pin of the cell.
    NextSpot,
    /// The candidate or pin before.
    PreviousSpot,
    /// The next search hit, or candidate while nothing is searched.
    NextMatch,
    /// The search hit or candidate before.
    PreviousMatch,
    /// Looks for words.
    Search,
    /// Ends the search.
    EndSearch,
    /// Begins a selection at the cursor.
    Select,
    /// Begins a selection of the line.
    SelectLine,
    /// Pins the text under the cursor.
    Pin,
    /// Removes the pin under the cursor.
    Unpin,
    /// The next document.
    NextDocument,
    /// The document before.
    PreviousDocument,
    /// The next document that came since the earlier decision or request.
    NextNew,
    /// What was asked before, beside the new text.
    Answers,
    /// The next pane.
    NextPane,
    /// The pane before.
    PreviousPane,
    /// Shows the focused pane alone, or all again.
    Zoom,
    /// Puts the focus on a pane.
    Focus(Pane),
    /// Shows something in the side pane.
    Show(Side),
    /// The story of the claim.
    History,
}

pub(super) const ROW: CommandSpec = CommandSpec {
    command: Command::Review(ReviewCommand::Judge(Verdict::Met)),
    name: "review.met",
    title: "Judge the cell as met",
    detail: "Attaches the selected text, else the match or candidate under the cursor, and goes to the next open cell.",
    keys: &["y"],
    scope: Scope::Review,
    group: Group::Judge,
    hint: Hint::Footer(1, "met"),
    deliberate: false,
    available: may_judge,
};

pub(super) const fn row(command: ReviewCommand, spec: CommandSpec) -> CommandSpec {
    CommandSpec { command: Command::Review(command), ..spec }
}

pub(super) const ROWS: &[CommandSpec] = &[
    ROW,
    row(
        ReviewCommand::Judge(Verdict::NotMet),
        CommandSpec {
            name: "review.not-met",
            title: "Judge the cell as not met",
            detail: "Opens the list of reasons; a letter chooses one and closes the list.",
            keys: &["x"],
            hint: Hint::Footer(2, "not met"),
            ..ROW
        },
    ),
    row(
        ReviewCommand::Judge(Verdict::Unclear),
        CommandSpec {
            name: "review.unclear",
            title: "Judge the cell as unclear",
            detail: "Maybe: opens the list of reasons; a letter chooses one and closes the list.",
            keys: &["m"],
            hint: Hint::Footer(3, "unclear"),
            ..ROW
        },
    ),
    row(
        ReviewCommand::Judge(Verdict::NotApplicable),
        CommandSpec {
            name: "review.not-applicable",
            title: "Judge the cell as not applicable",
            detail: "Asks for a reason unless a rule settles the cell.",
            keys: &["a"],
            hint: Hint::HelpOnly,
            ..ROW
        },
    ),
    row(
        ReviewCommand::Confirm,
        CommandSpec {
            name: "review.confirm",
            title: "Confirm the carried verdict",
            detail: "Takes the verdict of the earlier revision over, with its reasons and pins; the verdict's own key does the same.",
            keys: &["Y"],
            hint: Hint::HelpOnly,
            ..ROW
        },
    ),
    row(
        ReviewCommand::Clear,
        CommandSpec {
            name: "review.clear",
            title: "Open the cell again",
            detail: "Takes verdict, reasons and pins of the focused cell away.",
            keys: &["c"],
            hint: Hint::HelpOnly,
            ..ROW
        },
    ),
    row(
        ReviewCommand::Note,
        CommandSpec {
            name: "review.note",
            title: "Judge as met with a typed reason",
            detail: "For what the text cannot show, such as a signature seen in the original.",
            keys: &["w"],
            hint: Hint::HelpOnly,
            ..ROW
        },
    ),
    row(
        ReviewCommand::Decide,
        CommandSpec {
            name: "review.decide",
            title: "Open the commit card",
            detail: "Shows the outcome that follows from the cells, the comment and everything that would be recorded.",
            keys: &["d"],
            group: Group::Decide,
            hint: Hint::Footer(5, "decide"),
            available: may_decide,
            ..ROW
        },
    ),
    row(
        ReviewCommand::ClaimReasons,
        CommandSpec {
            name: "review.claim-reasons",
            title: "Choose reasons of the whole claim",
            detail: "Eligibility and conflict reasons that belong to no single cell.",
            keys: &["R"],
            hint: Hint::HelpOnly,
            ..ROW
        },
    ),
    row(
        ReviewCommand::Qualifications,
        CommandSpec {
            name: "review.qualifications",
            title: "Tick the security qualifications",
            detail: "Only for claims of that service; each of the five is ticked by its digit.",
            keys: &["Q"],
            hint: Hint::HelpOnly,
            available: has_qualifications,
            ..ROW
        },
    ),
    row(
        ReviewCommand::Exclude,
        CommandSpec {
            name: "review.exclude",
            title: "Let the open document not count",
            detail: "Asks for the reason; for a document that does not count already, lets it count again.",
            keys: &["e"],
            hint: Hint::HelpOnly,
            ..ROW
        },
    ),
    row(
        ReviewCommand::Void,
        CommandSpec {
            name: "review.void",
            title: "Find the decision void",
            detail: "Somebody else's released decision was procedurally wrong; says nothing on the merits and needs a reason.",
            keys: &["U"],
            group: Group::Decide,
            hint: Hint::HelpOnly,
            available: may_void,
            ..ROW
        },
    ),
    row(
        ReviewCommand::TakeOver,
        CommandSpec {
            name: "review.take-over",
            title: "Take the claim over",
            detail: "From somebody else who works on it, after one question; recorded, and both see it.",
            keys: &["T"],
            group: Group::Decide,
            hint: Hint::HelpOnly,
            deliberate: true,
            available: is_held,
            ..ROW
        },
    ),
    row(
        ReviewCommand::Skip,
        CommandSpec {
            name: "review.skip",
            title: "Skip the claim",
            detail: "Hides it from you alone, for one of six reasons, and opens the next one.",
            keys: &["s"],
            group: Group::Decide,
            hint: Hint::HelpOnly,
            available: |app| app.at_desk(),
            ..ROW
        },
    ),
];

/// Refuses while a decision of this desk is in force.
pub(super) fn may_judge(app: &App) -> Result<(), Disabled> {
    let excluded = app.review().and_then(|review| review.review().excluded.clone());
    if let Some(why) = excluded {
        return Err(Disabled(why.into()));
    }
    if let Some(holder) = app.review().and_then(ReviewScreen::holder) {
        let words = format!("{} works on this claim. Read along; T takes it over.", holder.words());
        return Err(Disabled(words.into()));
    }
    let undecided = app.review().is_some_and(|review| !review.is_decided());
    Disabled::unless(undecided, "This claim is decided here. u withdraws the decision or opens it again.")
}

fn may_decide(app: &App) -> Result<(), Disabled> {
    may_judge(app)?;
    app.review()
        .map_or(Ok(()), |review| review.gap_to_decide().map_or(Ok(()), |gap| Err(Disabled(gap.into()))))
}

fn is_held(app: &App) -> Result<(), Disabled> {
    let held = app.review().is_some_and(|review| review.holder().is_some());
    Disabled::unless(held, "Nobody else works on this claim.")
}

fn may_void(app: &App) -> Result<(), Disabled> {
    let some = app.review().is_some_and(ReviewScreen::voidable);
    Disabled::unless(some, "There is no released decision of somebody else on this claim.")
}

pub(super) fn has_documents(app: &App) -> Result<(), Disabled> {
    let some = app.review().is_some_and(|review| !review.is_without_text());
    Disabled::unless(some, "No document was submitted with this claim.")
}

fn has_qualifications(app: &App) -> Result<(), Disabled> {
    may_judge(app)?;
    let some = app.review().is_some_and(ReviewScreen::has_qualifications);
    Disabled::unless(some, "This claim is not for Managed Security Services.")
}

pub(super) fn has_claim_before(app: &App) -> Result<(), Disabled> {
    let some = app.review().is_some_and(ReviewScreen::has_claim_before);
    Disabled::unless(some, "No other claim was open before this one.")
}
