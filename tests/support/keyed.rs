//! Claims judged and decided by keys alone, as an answer says.

use super::answers::{Answer, AnswerCell};
use super::screen::Screen;
use proofdesk::domain::{Cell, DecisionKind, Requirement};
use proofdesk::rules;
use proofdesk::tui::runtime::Clerk;

/// The cells of the claim that is open.
pub(crate) fn cells<C: Clerk>(screen: &Screen<C>) -> Vec<Cell> {
    screen.app.layers().review().unwrap().review().checklist.cells.clone()
}

/// Puts the focus on a cell by keys; answers whether there is something to judge.
fn go_to<C: Clerk>(screen: &mut Screen<C>, cell: &AnswerCell) -> bool {
    let requirement = Requirement::find(&cell.requirement).unwrap();
    let same = |known: &Cell| known.key.requirement == requirement && known.key.workload == cell.workload;
    let all = cells(screen);
    let Some(at) = all.iter().position(same).filter(|at| all[*at].settled.is_none()) else { return false };
    screen.press("L g g").press(&"j ".repeat(at));
    true
}

/// Judges a cell as its answer says, with its quotes and reasons.
pub(crate) fn judge<C: Clerk>(screen: &mut Screen<C>, cell: &AnswerCell) {
    if !go_to(screen, cell) {
        return;
    }
    match cell.verdict.as_str() {
        "met" => {
            for evidence in &cell.evidence {
                screen.press("/ ctrl-u").type_text(&evidence.quote.replace('\n', " ")).press("enter p");
            }
            screen.press("y");
            answer_prompt(screen, "Met without text", "seen in the original");
        }
        "not-applicable" => {
            screen.press("a");
            answer_prompt(screen, "Not applicable", "does not apply to this claim");
        }
        other => {
            screen.press(if other == "unclear" { "m" } else { "x" });
            choose(screen, &cell.reason_codes);
        }
    }
}

fn answer_prompt<C: Clerk>(screen: &mut Screen<C>, title: &str, text: &str) {
    if screen.text().contains(&format!(" {title} ")) {
        screen.type_text(text).press("enter");
    }
}

/// Marks reasons by their code and takes them.
pub(crate) fn choose<C: Clerk>(screen: &mut Screen<C>, codes: &[String]) {
    for code in codes {
        screen.press("/").type_text(code).press("enter");
    }
    screen.press("enter");
}

/// Clears everything that stands in the way of the card and commits.
pub(crate) fn commit<C: Clerk>(screen: &mut Screen<C>, answer: &Answer) {
    let review = screen.app.layers().review().unwrap().review().clone();
    let wanted: DecisionKind = answer.decision.parse().unwrap();
    let derived = rules::outcome(&review.claim, &review.edition, &review.checklist).unwrap().kind;
    screen.press("d");
    if derived != wanted {
        let letter = match wanted {
            DecisionKind::Approve => "a",
            DecisionKind::PartialApprove => "p",
            DecisionKind::ActionRequired => "i",
            DecisionKind::Reject => "x",
            DecisionKind::FinalReject => "f",
        };
        screen.press("c").press(letter).type_text("as the papers show").press("enter");
    }
    for _ in 0..12 {
        let text = screen.text();
        if text.contains("Ready: o commits") {
            screen.press("o");
            return;
        }
        if text.contains("! Fill {") {
            screen.press("f").type_text("as found in the proof").press("enter");
        } else {
            screen.press("r").type_text("as the papers show").press("enter");
        }
    }
    panic!("{} cannot be committed:\n{}", answer.claim_id, screen.text());
}
