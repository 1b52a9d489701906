//! The settlement drawn: cells with both verdicts, what holds, and beside or below them the two opinions.

use super::AdjudicationScreen;
use super::opinion::Pen;
use crate::desk::{DifferingCell, Opinion, PinnedText};
use crate::domain::CellKey;
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::layers::Focus;
use crate::tui::layout;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, pad, wrap};
use crate::tui::widgets::list::rows;
use crate::tui::widgets::pane::{Label, pane};
use crate::tui::widgets::verdict::{verdict_tint, verdict_word};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

/// From this width on the cells stand beside the opinions.
const BESIDE: u16 = 110;
/// Rows from which the opinions are shown with the cells.
const LEAST_ROWS: u16 = 10;

/// Where what is drawn.
struct Zones {
    cells: Rect,
    opinions: Option<[Rect; 2]>,
}

impl AdjudicationScreen {
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let zones = self.zones(area);
        if let Some(places) = zones.opinions {
            for (at, place) in places.into_iter().enumerate() {
                self.draw_opinion(at, frame, place, context);
            }
        }
        self.draw_cells(frame, zones.cells, context)
    }

    fn zones(&self, area: Rect) -> Zones {
        if area.height < LEAST_ROWS {
            return Zones { cells: area, opinions: None };
        }
        let [cells, opinions] = if area.width >= BESIDE {
            Layout::horizontal([Constraint::Percentage(42), Constraint::Percentage(58)]).areas(area)
        } else {
            // As tall as the cells need, and half of the screen at most.
            let wanted = u16::try_from(self.cells().len() + 6).unwrap_or(u16::MAX);
            let height = wanted.clamp(5, area.height / 2);
            Layout::vertical([Constraint::Length(height), Constraint::Fill(1)]).areas(area)
        };
        let halves = Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).areas(opinions);
        Zones { cells, opinions: Some(halves) }
    }

    fn draw_cells(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let settled = self.open.difference.differing().filter(|cell| self.settled(cell).is_some()).count();
        let note = format!("{settled} of {} settled", self.differing());
        let label = Label { title: "Cells that differ", note: &note, focused: true };
        let inside = pane(frame, area, label, context);
        let cells = usize::from(inside.width);
        let foot = self.foot(cells, context);
        let foot_height = u16::try_from(foot.len()).unwrap_or(u16::MAX);
        let room = inside.height - foot_height.min(inside.height.saturating_sub(2));
        // What holds stands right below the cells.
        let wanted = u16::try_from(self.cells().len()).unwrap_or(u16::MAX);
        let list = Rect { height: room.min(wanted.max(1)), ..inside };
        for (line, y) in foot.into_iter().zip(list.bottom()..inside.bottom()) {
            frame.render_widget(line, Rect { y, height: 1, ..inside });
        }
        let focus = rows(frame, list, (self.cursor, self.cells().len()), |at, selected| {
            self.cells()
                .get(at)
                .map(|cell| self.cell_line(cell, (cells, selected), context))
                .unwrap_or_default()
        });
        focus.or(Some(Focus { at: list.as_position(), caret: true }))
    }

    fn cell_line(
        &self,
        cell: &DifferingCell,
        (cells, selected): (usize, bool),
        context: &Context,
    ) -> Line<'static> {
        let (theme, glyphs) = (&context.theme, &context.glyphs);
        let verdict = |verdict| {
            let words = format!("{} {}", glyphs.verdict(Some(verdict)), verdict_word(Some(verdict)));
            Span::styled(pad(&words, 10, glyphs), theme.style(verdict_tint(Some(verdict))))
        };
        let settled = self.settled(cell);
        let between = if cell.differs() { glyphs.differs } else { "=" };
        let room = cells.saturating_sub(1 + 10 + 2 + 10 + 3);
        let name = pad(&name(&cell.key), room, glyphs);
        let mut spans = vec![
            Span::styled(if selected { glyphs.selected } else { " " }, theme.style(Tint::Key)),
            Span::styled(name, theme.style(if cell.differs() { Tint::Text } else { Tint::Faint })),
            verdict(cell.first.verdict),
            Span::styled(format!("{between} "), theme.style(Tint::Faint)),
            verdict(cell.second.verdict),
        ];
        if let Some(settled) = settled {
            let stands = Some(settled.verdict);
            spans.push(Span::styled(format!("{} ", glyphs.arrow), theme.style(Tint::Key)));
            spans.push(Span::styled(glyphs.verdict(stands), theme.style(verdict_tint(stands))));
        }
        let line = Line::from(spans);
        if selected { line.patch_style(theme.selection()) } else { line }
    }

    /// What holds, why, and what is noted, below the cells.
    fn foot(&self, cells: usize, context: &Context) -> Vec<Line<'static>> {
        let (theme, glyphs) = (&context.theme, &context.glyphs);
        let mut lines = vec![];
        let folded = self.open.difference.cells.len() - self.cells().len();
        if folded > 0 {
            let words = format!("  {folded} cells on which both agree: z shows them");
            lines.push(Line::styled(fit(&words, cells, glyphs), theme.style(Tint::Faint)));
        }
        lines.push(Line::styled(glyphs.line.repeat(cells), theme.style(Tint::Border)));
        let settled = self
            .focused()
            .and_then(|cell| self.settled(cell))
            .map(|settled| format!("{}: {}", settled.verdict.label().to_lowercase(), settled.cause.label()));
        let fact = |name: &str, value: &str, tint| {
            let value = fit(&clean::one_line(value), cells.saturating_sub(9), glyphs);
            Line::from(vec![
                Span::styled(format!(" {name:<8}"), theme.style(Tint::Faint)),
                Span::styled(value, theme.style(tint)),
            ])
        };
        lines.extend(settled.map(|settled| fact("Settled", &settled, Tint::Text)));
        lines.push(fact("Holds", self.kind().label(), Tint::Title));
        let note = self.open.difference.settled.as_ref().map_or(&self.draft.note, |settled| &settled.note);
        let missing = if self.objection().is_some() { glyphs.dash } else { "not said yet: w" };
        lines.push(match note.as_str() {
            "" => fact("Why", missing, Tint::Faint),
            note => fact("Why", note, Tint::Text),
        });
        for (requirement, text) in &self.draft.readings {
            lines.push(fact("Note", &format!("{}: {text}", requirement.code()), Tint::Info));
        }
        lines
    }

    fn side(&self, at: usize) -> &Opinion {
        let difference = &self.open.difference;
        if at == 0 { &difference.first } else { &difference.second }
    }

    fn draw_opinion(&self, at: usize, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let opinion = self.side(at);
        let kind = opinion.kind.label().to_lowercase();
        let title = format!("{} {}: {kind}", at + 1, clean::one_line(&opinion.by));
        let note = opinion.at.format("%Y-%m-%d").to_string();
        let inside = pane(frame, area, Label { title: &title, note: &note, focused: false }, context);
        let lines = self.opinion_rows(at, usize::from(inside.width), context);
        let height = usize::from(inside.height);
        let first = self.scroll.min(lines.len().saturating_sub(height));
        let missing = lines.len().saturating_sub(first + height);
        for (nth, (line, y)) in lines.into_iter().skip(first).zip(inside.y..inside.bottom()).enumerate() {
            let more = missing > 0 && nth + 1 == height;
            let line = if more {
                let words = format!(" {} {} more rows: ]", context.glyphs.ellipsis, missing + 1);
                Line::styled(words, context.theme.style(Tint::Faint))
            } else {
                line
            };
            frame.render_widget(line, Rect { y, height: 1, ..inside });
        }
    }

    fn opinion_rows(&self, at: usize, cells: usize, context: &Context) -> Vec<Line<'static>> {
        let Some(cell) = self.focused() else {
            let words = "The cells are the same; only the outcomes differ.";
            return wrap(words, cells.saturating_sub(2))
                .into_iter()
                .map(|row| Line::from(format!(" {row}")))
                .collect();
        };
        let texts = self.open.texts.get(self.cursor.index());
        let none: &[PinnedText] = &[];
        let pen = Pen { cells, edition: self.open.edition.as_deref(), context };
        match at {
            0 => pen.rows(&cell.first, texts.map_or(none, |texts| &texts.first)),
            _ => pen.rows(&cell.second, texts.map_or(none, |texts| &texts.second)),
        }
    }

    /// How far the opinions can be scrolled.
    pub(super) fn last_scroll(&self, context: &Context) -> usize {
        let body = layout::parts(Rect::from(((0, 0).into(), context.area))).body;
        let Some(places) = self.zones(body).opinions else { return 0 };
        let beyond = |(at, place): (usize, &Rect)| {
            let rows = self.opinion_rows(at, usize::from(place.width.saturating_sub(2)), context).len();
            rows.saturating_sub(usize::from(place.height.saturating_sub(2)))
        };
        places.iter().enumerate().map(beyond).max().unwrap_or_default()
    }

    pub(super) fn status_line(&self, context: &Context) -> Line<'static> {
        let (words, tint) = match (self.objection(), &self.open.parties) {
            (Some(why), _) => (why, Tint::Warning),
            (None, Some((partner, customer))) => {
                (format!("{partner} {} {customer}", context.glyphs.path), Tint::Muted)
            }
            (None, None) => ("This snapshot does not hold the claim.".to_owned(), Tint::Muted),
        };
        Line::styled(format!(" {}", clean::one_line(&words)), context.theme.style(tint))
    }
}

/// `R3 Microsoft Intune`, in the words of the claim.
fn name(key: &CellKey) -> String {
    let code = key.requirement.code();
    match &key.workload {
        Some(workload) => format!("{code} {}", clean::one_line(workload)),
        None => format!("{code} {}", key.requirement.label()),
    }
}
