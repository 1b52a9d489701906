//! Earlier notices, newest first.

use super::menu::{Menu, MenuRow, SCOPES};
use crate::tui::command::{Command, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::message::Step;
use crate::tui::notices::{Notice, Notices, Tone};
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

/// The list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeList(Menu);

impl NoticeList {
    /// Lists the notices so far.
    pub fn new(notices: &Notices) -> Self {
        let row = |notice: &Notice| MenuRow {
            key: match notice.tone {
                Tone::Info => "done".to_owned(),
                Tone::Warning => "not done".to_owned(),
                Tone::Error => "failed".to_owned(),
            },
            text: notice.text.clone(),
            ..MenuRow::default()
        };
        Self(Menu::filtered("Earlier notices, newest first", notices.past().map(row).collect()))
    }
}

impl Surface for NoticeList {
    fn scopes(&self) -> &'static [Scope] {
        SCOPES
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        self.0.view(frame, area, context)
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        self.0.command(command, context).steps(|_| vec![Step::Close])
    }

    fn type_key(&mut self, key: KeyEvent, _: &Context) -> Vec<Step> {
        self.0.type_key(key);
        Vec::new()
    }

    fn paste(&mut self, text: &str, _: &Context) -> Vec<Step> {
        self.0.paste(text);
        Vec::new()
    }
}
