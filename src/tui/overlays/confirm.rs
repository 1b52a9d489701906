//! A question with two answers; the safe one is under the cursor.

use super::menu::{Choosing, Menu, MenuEvent, MenuRow};
use crate::tui::message::Step;

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
}

impl Choosing for Confirm {
    fn menu(&self) -> &Menu {
        &self.menu
    }

    fn menu_mut(&mut self) -> &mut Menu {
        &mut self.menu
    }

    fn act(&mut self, event: MenuEvent) -> Vec<Step> {
        event.steps(|row| {
            let yes = if row == 0 { self.yes.as_slice() } else { &[] };
            std::iter::once(Step::Close).chain(yes.iter().cloned()).collect()
        })
    }
}
