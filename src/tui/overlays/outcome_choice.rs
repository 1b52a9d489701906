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
        let row = |kind: &DecisionKind| MenuRow {
            key: letter(*kind).to_owned(),
            text: kind.label().to_owned(),
            note: if *kind == derived {
                "follows from the cells".to_owned()
            } else {
                "needs a reason".to_owned()
            },
            ..MenuRow::default()
        };
        let rows = choices.iter().map(row).collect();
        let menu = Menu::lettered("Another outcome", "", rows);
        Self { choices: choices.to_vec(), menu }
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
