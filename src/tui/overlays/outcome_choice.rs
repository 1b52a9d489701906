//! Another outcome than the one that follows from the cells.

use super::menu::{Menu, MenuEvent, MenuRow, SCOPES};
use crate::domain::DecisionKind;
use crate::tui::command::{Command, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::message::{Answer, Step};
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

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

    fn act(&self, event: MenuEvent) -> Vec<Step> {
        match event {
            MenuEvent::Nothing => Vec::new(),
            MenuEvent::Closed => vec![Step::Close],
            MenuEvent::Chosen(row) => {
                let kind = self.choices.get(row).copied();
                kind.map(|kind| Step::Answer(Answer::Outcome(kind))).into_iter().collect()
            }
        }
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

impl Surface for OutcomeChoice {
    fn scopes(&self) -> &'static [Scope] {
        SCOPES
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        self.menu.view(frame, area, context)
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        let event = self.menu.command(command, context);
        self.act(event)
    }

    fn type_key(&mut self, key: KeyEvent, _: &Context) -> Vec<Step> {
        let event = self.menu.type_key(key);
        self.act(event)
    }
}
