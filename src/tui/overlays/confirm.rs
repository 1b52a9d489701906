//! A question with two answers; the safe one is under the cursor.

use super::menu::{Menu, MenuEvent, MenuRow, SCOPES};
use crate::tui::command::{Command, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::message::Step;
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

/// The question and what follows from yes.
#[derive(Debug, Clone, PartialEq)]
pub struct Confirm {
    menu: Menu,
    yes: Vec<Step>,
}

impl Confirm {
    /// Asks; `yes` names the deed and `steps` are taken when it is chosen.
    pub fn new(question: &str, yes: &str, steps: Vec<Step>) -> Self {
        let row =
            |key: &str, text: &str| MenuRow { key: key.into(), text: text.into(), ..MenuRow::default() };
        let rows = vec![row("y", yes), row("n", "No, leave it as it is.")];
        let mut menu = Menu::lettered("Sure?", question, rows);
        menu.select(1);
        Self { menu, yes: steps }
    }

    fn act(&self, event: MenuEvent) -> Vec<Step> {
        match event {
            MenuEvent::Nothing => Vec::new(),
            MenuEvent::Chosen(0) => std::iter::once(Step::Close).chain(self.yes.iter().cloned()).collect(),
            MenuEvent::Closed | MenuEvent::Chosen(_) => vec![Step::Close],
        }
    }
}

impl Surface for Confirm {
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
