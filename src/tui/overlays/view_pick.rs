//! The saved views: those that ship with the program and one's own.

use super::confirm::Confirm;
use super::menu::{Menu, MenuEvent, MenuRow};
use crate::desk::SavedView;
use crate::text::clean;
use crate::tui::command::{Command, Scope, ViewsCommand};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Layer, Surface};
use crate::tui::message::{Answer, Reply, Request, Step};
use crate::tui::notices::Notice;
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

/// The list of views.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewPick {
    menu: Menu,
    views: Vec<SavedView>,
}

/// The letters of the rows, in the order of the list.
pub(crate) const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";

impl ViewPick {
    /// Lists these views.
    pub fn new(views: Vec<SavedView>) -> Self {
        let intro = "A letter shows a view. On the queue, w saves the filter as one.";
        Self { menu: Menu::lettered("Saved views", intro, rows(&views)), views }
    }

    fn act(&self, event: MenuEvent) -> Vec<Step> {
        event.steps(|row| {
            let view = self.views.get(row);
            view.map(|view| Step::Answer(Answer::View(view.clone()))).into_iter().collect()
        })
    }

    fn delete(&self) -> Vec<Step> {
        match self.menu.selected().and_then(|row| self.views.get(row)) {
            Some(view) if view.built_in => {
                vec![Step::Tell(Notice::warning("This view ships with the program and cannot be deleted."))]
            }
            Some(view) => {
                let question = format!("Delete the view {:?}?", clean::one_line(&view.name));
                let deed = vec![Request::DeleteView(view.name.clone()).into()];
                let confirm = Confirm::new(&question, "Yes, delete it.", deed);
                vec![Step::Push(Box::new(Layer::Confirm(confirm)))]
            }
            None => Vec::new(),
        }
    }
}

fn rows(views: &[SavedView]) -> Vec<MenuRow> {
    let row = |(letter, view): (char, &SavedView)| MenuRow {
        key: letter.to_string(),
        text: clean::one_line(&view.name),
        note: format!("{}{}", clean::one_line(&view.query), if view.built_in { "" } else { "  (yours)" }),
        ..MenuRow::default()
    };
    LETTERS.chars().chain(std::iter::repeat(' ')).zip(views).map(row).collect()
}

impl Surface for ViewPick {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Picker, Scope::Views]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        self.menu.view(frame, area, context)
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        if command == Command::Views(ViewsCommand::Delete) {
            return self.delete();
        }
        let event = self.menu.command(command, context);
        self.act(event)
    }

    fn type_key(&mut self, key: KeyEvent, _: &Context) -> Vec<Step> {
        let event = self.menu.type_key(key);
        self.act(event)
    }

    fn reply(&mut self, reply: &Reply, _: &Context) -> Vec<Step> {
        if let Reply::Views(views) = reply {
            self.views.clone_from(views);
            self.menu.set_rows(rows(views));
        }
        Vec::new()
    }
}
