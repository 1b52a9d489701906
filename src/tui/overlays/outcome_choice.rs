//! Another outcome than the one that follows from the cells.

use super::menu::{Choosing, Menu, MenuEvent, MenuRow};
use crate::domain::DecisionKind;
use crate::tui::message::{Answer, Step};

/// The outcomes the edition and the status allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeChoice {
    choices: Vec<DecisionKind>,
    menu: Menu,
}

impl OutcomeChoice {
    /// Offers the outcomes and says which one follows.
    pub fn new(choices: &[DecisionKind], derived: DecisionKind) -> Self {
        let note = |kind| if kind == derived { "follows from the cells" } else { "needs a reason" };
        Self::of("Another outcome", choices, note)
    }

    /// Offers the decisions that may hold of two opinions.
    pub fn that_holds(choices: &[DecisionKind], (first, second): (DecisionKind, DecisionKind)) -> Self {
        let note = |kind| match (kind == first, kind == second) {
            (true, true) => "both opinions",
            (true, false) => "the first opinion",
            (false, true) => "the second opinion",
            (false, false) => "neither opinion",
        };
        Self::of("The decision that holds", choices, note)
    }

    fn of(title: &str, choices: &[DecisionKind], note: impl Fn(DecisionKind) -> &'static str) -> Self {
        let row = |kind: &DecisionKind| MenuRow {
            key: letter(*kind).to_owned(),
            text: kind.label().to_owned(),
            note: note(*kind).to_owned(),
            ..MenuRow::default()
        };
        let rows = choices.iter().map(row).collect();
        Self { choices: choices.to_vec(), menu: Menu::lettered(title, "", rows) }
    }
}

const fn letter(kind: DecisionKind) -> &'static str {
    match kind {
        DecisionKind::Approve => "a",
        DecisionKind::PartialApprove => "p",
        DecisionKind::ActionRequired => "i",
        DecisionKind::Reject => "x",
        DecisionKind::FinalReject => "f",
    }
}

impl Choosing for OutcomeChoice {
    fn menu(&self) -> &Menu {
        &self.menu
    }

    fn menu_mut(&mut self) -> &mut Menu {
        &mut self.menu
    }

    fn act(&mut self, event: MenuEvent) -> Vec<Step> {
        event.steps(|row| {
            let kind = self.choices.get(row).copied();
            kind.map(|kind| Step::Answer(Answer::Outcome(kind))).into_iter().collect()
        })
    }
}
