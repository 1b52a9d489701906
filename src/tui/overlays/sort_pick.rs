//! The order of the queue, by one column or several.

use super::menu::{Menu, MenuEvent, MenuRow, SCOPES};
use crate::desk::{SortColumn, SortKey};
use crate::tui::command::{Command, PickerCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::message::{Answer, Step};
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

/// A column with the letter that chooses it, its name and what it orders by.
struct Column {
    by: SortColumn,
    letter: &'static str,
    name: &'static str,
    detail: &'static str,
}

const fn column(by: SortColumn, letter: &'static str, name: &'static str, detail: &'static str) -> Column {
    Column { by, letter, name, detail }
}

const COLUMNS: &[Column] = &[
    column(SortColumn::Slack, "s", "slack", "Time left minus the usual time for the kind"),
    column(SortColumn::Submitted, "d", "date", "Date of the first submission"),
    column(SortColumn::Claim, "i", "claim id", "Claim id"),
    column(SortColumn::Partner, "p", "partner", "Name of the partner"),
    column(SortColumn::Customer, "c", "customer", "Name of the customer"),
    column(SortColumn::Workloads, "w", "workloads", "Number of claimed workloads"),
    column(SortColumn::Status, "t", "status", "Status in the snapshot"),
];

/// The name of a column, as the queue shows it.
pub(crate) fn name(column: SortColumn) -> &'static str {
    COLUMNS.iter().find(|known| known.by == column).map_or("", |known| known.name)
}

/// The columns and the order chosen so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortPick {
    menu: Menu,
    order: Vec<SortKey>,
}

impl SortPick {
    /// Starts from the order in force.
    pub fn new(order: Vec<SortKey>) -> Self {
        let intro = "A letter adds a column, once more turns it round, a third time removes it. Enter sorts.";
        let menu = Menu::lettered("Sort the queue", intro, rows(&order));
        Self { menu, order }
    }

    fn toggle(&mut self, row: usize) {
        let Some(Column { by, .. }) = COLUMNS.get(row) else { return };
        match self.order.iter_mut().find(|key| key.column == *by) {
            Some(key) if !key.descending => key.descending = true,
            Some(_) => self.order.retain(|key| key.column != *by),
            None => self.order.push(SortKey { column: *by, descending: false }),
        }
        self.menu.set_rows(rows(&self.order));
    }
}

fn rows(order: &[SortKey]) -> Vec<MenuRow> {
    let place = |column: SortColumn| {
        let at = order.iter().position(|key| key.column == column)?;
        let way = if order.get(at)?.descending { "largest first" } else { "smallest first" };
        Some(format!("{}. {way}", at + 1))
    };
    let row = |known: &Column| MenuRow {
        key: known.letter.to_owned(),
        text: known.detail.to_owned(),
        note: place(known.by).unwrap_or_else(|| " ".repeat(17)),
        ..MenuRow::default()
    };
    COLUMNS.iter().map(row).collect()
}

impl Surface for SortPick {
    fn scopes(&self) -> &'static [Scope] {
        SCOPES
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        self.menu.view(frame, area, context)
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        if command == Command::Picker(PickerCommand::Choose) {
            if let (true, Some(row)) = (self.order.is_empty(), self.menu.selected()) {
                self.toggle(row);
            }
            return vec![Step::Answer(Answer::Sort(self.order.clone()))];
        }
        match self.menu.command(command, context) {
            MenuEvent::Closed => vec![Step::Close],
            MenuEvent::Nothing | MenuEvent::Chosen(_) => Vec::new(),
        }
    }

    fn type_key(&mut self, key: KeyEvent, _: &Context) -> Vec<Step> {
        if let MenuEvent::Chosen(row) = self.menu.type_key(key) {
            self.toggle(row);
        }
        Vec::new()
    }
}
