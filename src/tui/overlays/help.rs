//! What can be done here, and every command by name: two lists made of the table of commands.

use super::menu::{Menu, MenuEvent, MenuRow, SCOPES};
use crate::tui::command::{Command, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::message::Step;
use crate::tui::notices::Notice;
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

/// One command as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The command.
    pub command: Command,
    /// Its row in the list.
    pub row: MenuRow,
    /// Why it cannot be run, if it cannot.
    pub refusal: Option<String>,
}

/// A list of commands of which one can be run.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Offers {
    menu: Menu,
    commands: Vec<(Command, Option<String>)>,
}

impl Offers {
    fn new(title: String, offers: Vec<Offer>) -> Self {
        let commands = offers.iter().map(|offer| (offer.command, offer.refusal.clone())).collect();
        Self { menu: Menu::filtered(title, offers.into_iter().map(|offer| offer.row).collect()), commands }
    }

    fn act(&self, event: MenuEvent) -> Vec<Step> {
        event.steps(|row| match self.commands.get(row) {
            Some((_, Some(refusal))) => vec![Step::Tell(Notice::warning(refusal))],
            Some((command, None)) => vec![Step::Close, Step::Run(*command)],
            None => Vec::new(),
        })
    }
}

macro_rules! list_of_commands {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name(Offers);

        impl Surface for $name {
            fn scopes(&self) -> &'static [Scope] {
                SCOPES
            }

            fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
                self.0.menu.view(frame, area, context)
            }

            fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
                let event = self.0.menu.command(command, context);
                self.0.act(event)
            }

            fn type_key(&mut self, key: KeyEvent, _: &Context) -> Vec<Step> {
                let event = self.0.menu.type_key(key);
                self.0.act(event)
            }

            fn paste(&mut self, text: &str, _: &Context) -> Vec<Step> {
                self.0.menu.paste(text);
                Vec::new()
            }
        }
    };
}

list_of_commands! {
    /// What can be done on the layer below.
    Help
}

list_of_commands! {
    /// Every command by name.
    Palette
}

impl Help {
    /// Lists these commands for a place, for example `Queue`.
    pub fn new(place: &str, offers: Vec<Offer>) -> Self {
        Self(Offers::new(format!("{place}: what can be done here"), offers))
    }
}

impl Palette {
    /// Lists all commands.
    pub fn new(offers: Vec<Offer>) -> Self {
        Self(Offers::new("All commands".to_owned(), offers))
    }
}
