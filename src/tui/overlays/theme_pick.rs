//! The themes, each shown at once.

use super::menu::{Menu, MenuEvent, MenuRow, SCOPES};
use crate::tui::command::{Command, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::message::Step;
use crate::tui::theme::ThemeName;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The list of themes and the one to return to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemePick {
    menu: Menu,
    before: ThemeName,
}

impl ThemePick {
    /// Starts from the theme in force.
    pub fn new(before: ThemeName) -> Self {
        let row = |name: ThemeName| MenuRow {
            text: name.word().to_owned(),
            note: name.detail().to_owned(),
            ..MenuRow::default()
        };
        let rows = ThemeName::ALL.into_iter().map(row).collect();
        let mut menu = Menu::lettered("Pick a theme", "Up and down try one, Enter keeps it.", rows);
        menu.select(ThemeName::ALL.iter().position(|name| *name == before).unwrap_or(0));
        Self { menu, before }
    }
}

impl Surface for ThemePick {
    fn scopes(&self) -> &'static [Scope] {
        SCOPES
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        self.menu.view(frame, area, context)
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        let event = self.menu.command(command, context);
        let row = self.menu.selected().and_then(|row| ThemeName::ALL.get(row));
        let chosen = row.copied().unwrap_or(self.before);
        match event {
            MenuEvent::Nothing => vec![Step::Theme(chosen)],
            MenuEvent::Closed => vec![Step::Theme(self.before), Step::Close],
            MenuEvent::Chosen(_) => vec![Step::Theme(chosen), Step::Close],
        }
    }
}
