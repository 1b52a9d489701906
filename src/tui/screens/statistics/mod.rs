//! The statistics as charts: time left, ageing, reasons, outcomes, agreement by requirement and by workload.
//!
//! Every bar carries its number and every shade its percentage, so nothing is told by colour or shape alone. As many
//! panels as have room are side by side; the others are a Tab away. No person is named.

mod charts;

use crate::statistics::figures::Figures;
use crate::tui::command::{Command, Scope, StatisticsCommand};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::message::{Reply, Request, Step};
use crate::tui::theme::Tint;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::pane::{Label, pane};
use charts::PANELS;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

/// The least room of a panel in cells.
const LEAST: (u16, u16) = (38, 10);

/// The statistics.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StatisticsScreen {
    figures: Option<Box<Figures>>,
    /// Which panel has the keys.
    panel: usize,
    cursor: Cursor,
}

impl StatisticsScreen {
    /// Opens the statistics; the step asks for the figures.
    pub fn open() -> (Self, Vec<Step>) {
        (Self::default(), vec![Request::Statistics.into()])
    }

    fn turn(&mut self, steps: usize) {
        self.panel = (self.panel + steps) % PANELS.len();
        self.cursor = Cursor::default();
    }

    /// Draws one panel; answers where its selected row is.
    fn panel(&self, at: usize, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let (chart, focused) = (PANELS.get(at)?, at == self.panel);
        let place = format!("{} of {}", at + 1, PANELS.len());
        let inside = pane(frame, area, Label { title: chart.title, note: &place, focused }, context);
        let Some(figures) = &self.figures else {
            frame.render_widget(Span::styled("Counting.", context.theme.style(Tint::Muted)), inside);
            return focused.then(|| Focus { at: inside.as_position(), caret: true });
        };
        let width = usize::from(inside.width).saturating_sub(1);
        let (heading, rows) = (chart.heading)(figures, width, context);
        let mut body = inside;
        if let Some(heading) = heading.filter(|_| inside.height > 3) {
            frame
                .render_widget(Line::styled(format!(" {heading}"), context.theme.style(Tint::Faint)), inside);
            body = Rect { y: inside.y + 1, height: inside.height - 1, ..inside };
        }
        let cursor = if focused { Some(self.cursor) } else { None };
        let nothing = || focused.then(|| Focus { at: inside.as_position(), caret: true });
        rows_at(frame, (body, cursor), rows, context).or_else(nothing)
    }
}

/// Draws rows, the selected one marked.
fn rows_at(
    frame: &mut Frame<'_>,
    (area, cursor): (Rect, Option<Cursor>),
    rows: Vec<Line<'static>>,
    context: &Context,
) -> Option<Focus> {
    let first = cursor.map_or(0, |cursor| shown_from(cursor.index(), usize::from(area.height)));
    let mut focus = None;
    for (at, row) in rows.into_iter().enumerate().skip(first).take(usize::from(area.height)) {
        let y = area.y + u16::try_from(at - first).unwrap_or(u16::MAX);
        let selected = cursor.is_some_and(|cursor| cursor.index() == at);
        let mark = if selected { context.glyphs.selected } else { " " };
        let mut line = Line::from(Span::styled(mark, context.theme.style(Tint::Key)));
        line.spans.extend(row.spans);
        if selected {
            line = line.patch_style(context.theme.selection());
            focus = Some(Focus { at: Position::new(area.x, y), caret: false });
        }
        frame.render_widget(line, Rect { y, height: 1, ..area });
    }
    focus
}

/// The first row shown so that the selected one is on the screen.
const fn shown_from(selected: usize, height: usize) -> usize {
    (selected + 1).saturating_sub(if height == 0 { 1 } else { height })
}

/// How many panels fit side by side and below each other.
fn grid(area: Rect) -> (usize, usize) {
    let columns = usize::from((area.width / LEAST.0).clamp(1, 3));
    let rows = usize::from((area.height / LEAST.1).clamp(1, 3));
    (columns, rows.min(PANELS.len().div_ceil(columns)))
}

/// The part of a length that one of several equal shares takes, without a gap at the end.
fn share(length: u16, of: usize, at: usize) -> (u16, u16) {
    let of = u16::try_from(of.max(1)).unwrap_or(1);
    let at = u16::try_from(at).unwrap_or(0);
    let edge = |at: u16| u32::from(length) * u32::from(at) / u32::from(of);
    let cells = |value: u32| u16::try_from(value).unwrap_or(u16::MAX);
    (cells(edge(at)), cells(edge(at + 1) - edge(at)))
}

impl Surface for StatisticsScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Statistics, Scope::List, Scope::Everywhere]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let (columns, rows) = grid(area);
        let page = columns * rows;
        let first = self.panel / page * page;
        let shown = (first + page).min(PANELS.len()) - first;
        let rows = shown.div_ceil(columns);
        let mut focus = None;
        for at in 0..shown {
            let in_row = if at / columns + 1 == rows { shown - at / columns * columns } else { columns };
            let (x, width) = share(area.width, in_row, at % columns);
            let (y, height) = share(area.height, rows, at / columns);
            let place = Rect { x: area.x + x, y: area.y + y, width, height };
            focus = self.panel(first + at, frame, place, context).or(focus);
        }
        focus
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Statistics(StatisticsCommand::NextPanel) => self.turn(1),
            Command::Statistics(StatisticsCommand::PreviousPanel) => self.turn(PANELS.len() - 1),
            Command::Statistics(StatisticsCommand::Refresh) => return vec![Request::Statistics.into()],
            Command::List(command) => {
                let rows = match (&self.figures, PANELS.get(self.panel)) {
                    (Some(figures), Some(chart)) => (chart.heading)(figures, 40, context).1.len(),
                    _ => 0,
                };
                self.cursor.go(command, rows as u64, 8);
            }
            _ => {}
        }
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, _: &Context) -> Vec<Step> {
        if let Reply::Statistics(figures) = reply {
            self.figures = Some(figures.clone());
        }
        Vec::new()
    }

    fn title(&self) -> Option<String> {
        Some("Statistics".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_a_length_meet_without_gap() {
        for (length, of) in [(80, 2), (79, 3), (7, 3), (1, 3)] {
            let parts: Vec<(u16, u16)> = (0..of).map(|at| share(length, of, at)).collect();
            assert!(parts.windows(2).all(|pair| pair[0].0 + pair[0].1 == pair[1].0));
            assert_eq!(parts.last().map(|(at, cells)| at + cells), Some(length));
        }
    }
}
