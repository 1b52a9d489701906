//! The three panes drawn: cells by spread on top; below them what was said and the text, side by side or in turn.

use super::GroupScreen;
use crate::desk::training::calibration::{GroupCell, Letter, Passage};
use crate::domain::Verdict;
use crate::text::{Span as TextSpan, clean};
use crate::tui::context::Context;
use crate::tui::layers::Focus;
use crate::tui::layout;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, pad, pad_left, width};
use crate::tui::widgets::list::rows;
use crate::tui::widgets::marked_text::{MarkKind, Marks, Row};
use crate::tui::widgets::pane::{Label, pane};
use crate::tui::widgets::verdict::{verdict_tint, verdict_word};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

/// From this width on the text stands beside what was said.
const BESIDE: u16 = 110;
/// From this width on all three stand side by side.
const THREE: u16 = 160;
/// Below this height only the cells are shown.
const LEAST_ROWS: u16 = 10;
/// Up to so many people each verdict is a sign of its own in the bar.
const SIGNS: u32 = 6;
/// Up to so many people each has a column beside the text; beyond, they are counted.
const COLUMNS: usize = 8;

/// Where what is drawn.
struct Zones {
    cells: Rect,
    said: Option<Rect>,
    text: Option<Rect>,
}

/// Whether what was said and the text share the screen, so that one of them has the keys for reading on.
fn beside(context: &Context) -> bool {
    context.area.width >= BESIDE
}

/// Rows of the list of cells.
pub(super) fn list_height(context: &Context) -> u64 {
    let cells = zones(layout::body(context.area), false).cells;
    layout::pane_rows(cells).saturating_sub(1).max(1)
}

fn zones(area: Rect, reading: bool) -> Zones {
    if area.height < LEAST_ROWS {
        return Zones { cells: area, said: None, text: None };
    }
    let [cells, below] = if area.width >= THREE {
        Layout::horizontal([Constraint::Percentage(42), Constraint::Min(0)]).areas(area)
    } else {
        Layout::vertical([Constraint::Length(area.height * 2 / 5), Constraint::Min(4)]).areas(area)
    };
    if area.width < BESIDE {
        let (said, text) = if reading { (None, Some(below)) } else { (Some(below), None) };
        return Zones { cells, said, text };
    }
    let [said, text] = Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).areas(below);
    Zones { cells, said: Some(said), text: Some(text) }
}

impl GroupScreen {
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let zones = zones(area, self.reading);
        if let Some(area) = zones.said {
            self.draw_said(frame, area, context);
        }
        if let Some(area) = zones.text {
            self.draw_text(frame, area, context);
        }
        self.draw_cells(frame, zones.cells, context)
    }

    fn draw_cells(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let group = &self.meeting.group;
        let (people, all) = (group.people.len(), group.cells.len());
        let mut note =
            format!("{people} people {} {} of {all} cells differ", context.glyphs.dot, group.differing());
        if !self.meeting.problems.is_empty() {
            note = format!("{note} {} {} not usable", context.glyphs.dot, self.meeting.problems.len());
        }
        let title = format!("Calibration {}", group.session);
        let inside = pane(frame, area, Label { title: &title, note: &note, focused: true }, context);
        let cells = usize::from(inside.width);
        let bar = group.cells.iter().map(|cell| bar_width(cell, context)).max().unwrap_or(0).min(cells / 2);
        let columns = Columns { cells, bar };
        let head = Rect { height: inside.height.min(1), ..inside };
        frame.render_widget(columns.head(context), head);
        let list = Rect { y: inside.y + head.height, height: inside.height - head.height, ..inside };
        rows(frame, list, (self.cursor, all), |at, selected| {
            let row = |cell| columns.row(cell, (selected, self.notes_on(cell).next().is_some()), context);
            group.cells.get(at).map(row).unwrap_or_default()
        })
        .or(Some(Focus { at: inside.as_position(), caret: true }))
    }

    fn draw_said(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let title = self.cell().map_or_else(String::new, |cell| clean::one_line(&cell.key.to_string()));
        let note = self.cell().map_or_else(String::new, |cell| format!("spread {:.2}", cell.spread.spread));
        let label = Label { title: &title, note: &note, focused: beside(context) && !self.reading };
        let inside = pane(frame, area, label, context);
        let height = usize::from(inside.height);
        let all = self.said(usize::from(inside.width), context);
        let left = all.len().saturating_sub(self.top + height);
        let shown = if left > 0 { height.saturating_sub(1) } else { height };
        let more = format!(" {} {} more rows", context.glyphs.ellipsis, left + 1);
        let more = Line::styled(more, context.theme.style(Tint::Faint));
        let lines = all.into_iter().skip(self.top).take(shown).chain((left > 0).then_some(more));
        for (line, y) in lines.zip(inside.y..inside.bottom()) {
            frame.render_widget(line, Rect { y, height: 1, ..inside });
        }
    }

    /// The first row of what was said that still fills its pane.
    pub(super) fn last_top(&self, context: &Context) -> usize {
        let zone = zones(layout::body(context.area), self.reading).said.unwrap_or_default();
        let (wide, high) = (zone.width.saturating_sub(2), zone.height.saturating_sub(2));
        self.said(usize::from(wide), context).len().saturating_sub(usize::from(high))
    }

    fn draw_text(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let name = clean::one_line(self.excerpt.name());
        let glyphs = &context.glyphs;
        let legend = if self.told {
            format!("letters cited {} {} the answer", glyphs.dot, glyphs.gutter_marked)
        } else {
            "letters cited".to_owned()
        };
        let label = Label { title: &name, note: &legend, focused: beside(context) && self.reading };
        let inside = pane(frame, area, label, context);
        let (Some(cell), Some((claim, _))) = (self.cell(), self.papers()) else { return };
        let people = self.meeting.group.people.len();
        let wide =
            if people > COLUMNS { 4 } else { u16::try_from(people).unwrap_or(u16::MAX).saturating_add(2) };
        let [margin, text] = Layout::horizontal([Constraint::Length(wide), Constraint::Min(1)]).areas(inside);
        let number = cell.key.number();
        let answer = if self.told { cell.answer.text.as_slice() } else { &[] };
        let pins = self.excerpt.marks(places(&cell.cited), (MarkKind::Pin, number));
        let right = self.excerpt.marks(places(answer), (MarkKind::Here, number));
        let marks = Marks::new(pins.chain(right).collect());
        let shown = self.excerpt.draw(frame, text, (&claim, marks), context);
        for (row, y) in shown.iter().zip(margin.y..margin.bottom()) {
            let line = self.margin(cell, row, people);
            let line = Line::styled(line, context.theme.style(Tint::Key));
            frame.render_widget(line, Rect { y, height: 1, ..margin });
            if self.touches(answer, row).next().is_some() {
                let sign = Line::styled(glyphs.gutter_marked, context.theme.style(Tint::Info));
                let at =
                    Rect { x: margin.right().saturating_sub(2), y, width: 1.min(margin.width), height: 1 };
                frame.render_widget(sign, at);
            }
        }
    }

    /// Passages of the open document that a row shows part of.
    fn touches<'a>(&'a self, passages: &'a [Passage], row: &'a Row) -> impl Iterator<Item = &'a Passage> {
        let here = move |passage: &&Passage| {
            passage.document == self.excerpt.name() && passage.span.overlaps(row.span)
        };
        passages.iter().filter(here)
    }

    /// Who cited a row: each person in a column of their own, or how many where there are too many people.
    fn margin(&self, cell: &GroupCell, row: &Row, people: usize) -> String {
        let mut by: Vec<Letter> =
            self.touches(&cell.cited, row).flat_map(|it| it.by.iter().copied()).collect();
        by.sort_unstable();
        by.dedup();
        match (by.len(), people > COLUMNS) {
            (0, _) => String::new(),
            (count, true) => format!("{count:>2}"),
            (_, false) => (0..people)
                .map(|at| if by.contains(&Letter(at)) { Letter(at).to_string() } else { " ".to_owned() })
                .collect(),
        }
    }
}

/// Where passages stand.
fn places(passages: &[Passage]) -> impl Iterator<Item = (&str, TextSpan)> {
    passages.iter().map(|passage| (passage.document.as_str(), passage.span))
}

/// How the list of cells is divided.
#[derive(Clone, Copy)]
struct Columns {
    cells: usize,
    bar: usize,
}

impl Columns {
    /// Cells before the name, and after the bar.
    const ID: usize = 13;
    const SPREAD: usize = 7;

    fn name(self) -> usize {
        self.cells.saturating_sub(Self::ID + 2 + self.bar + Self::SPREAD)
    }

    fn head(self, context: &Context) -> Line<'static> {
        let glyphs = &context.glyphs;
        let words = format!(
            "  {}{}  {}{}",
            pad("claim", Self::ID - 2, glyphs),
            pad("cell", self.name(), glyphs),
            pad("what people said", self.bar, glyphs),
            pad_left("spread", Self::SPREAD, glyphs)
        );
        Line::styled(fit(&words, self.cells, glyphs), context.theme.style(Tint::Faint))
    }

    /// A cell: where it is, how many gave which verdict, how far they are apart.
    fn row(self, cell: &GroupCell, (selected, noted): (bool, bool), context: &Context) -> Line<'static> {
        let (theme, glyphs) = (context.theme, &context.glyphs);
        let workload = cell.key.workload.as_deref().map(clean::one_line);
        let name = workload.unwrap_or_else(|| cell.key.requirement.label().to_owned());
        let mut spans = vec![
            Span::styled(if selected { glyphs.selected } else { " " }, theme.style(Tint::Key)),
            Span::styled(format!(" {} ", cell.claim_id), theme.style(Tint::Muted)),
            Span::styled(format!("{} ", cell.key.requirement.code()), theme.style(Tint::Title)),
            Span::styled(pad(&name, self.name(), glyphs), theme.style(Tint::Text)),
            Span::styled(if noted { glyphs.arrow } else { " " }, theme.style(Tint::Info)),
            Span::raw(" "),
        ];
        spans.extend(self.bar(cell, context));
        let tint = if cell.spread.verdicts.len() > 1 { Tint::Title } else { Tint::Faint };
        let spread = pad_left(&format!("{:.2} ", cell.spread.spread), Self::SPREAD, glyphs);
        spans.push(Span::styled(spread, theme.style(tint)));
        let line = Line::from(spans);
        if selected { line.patch_style(theme.selection()) } else { line }
    }

    /// The verdicts as signs, numbers and words, filled up to the width of the bar.
    fn bar(self, cell: &GroupCell, context: &Context) -> Vec<Span<'static>> {
        let mut left = self.bar;
        let mut spans = Vec::new();
        for (words, verdict) in parts(cell, context) {
            let words = fit(&words, left, &context.glyphs);
            left -= width(&words);
            spans.push(Span::styled(words, context.theme.style(verdict_tint(Some(verdict)))));
        }
        spans.push(Span::raw(" ".repeat(left)));
        spans
    }
}

/// What each part of the bar says: `✓✓✓ 3 met  `.
fn parts(cell: &GroupCell, context: &Context) -> Vec<(String, Verdict)> {
    let part = |(verdict, count): &(Verdict, u32)| {
        let signs = if cell.spread.people <= SIGNS { usize::try_from(*count).unwrap_or(1) } else { 1 };
        let sign = context.glyphs.verdict(Some(*verdict)).repeat(signs);
        (format!("{sign} {count} {}  ", verdict_word(Some(*verdict))), *verdict)
    };
    cell.spread.verdicts.iter().map(part).collect()
}

fn bar_width(cell: &GroupCell, context: &Context) -> usize {
    parts(cell, context).iter().map(|(words, _)| width(words)).sum()
}
