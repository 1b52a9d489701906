//! The parties of a conflict in columns: names and roles, the rows that are compared, and what is folded.

use super::grid::{Cell, Row};
use super::{ConflictScreen, LABEL};
use crate::desk::ConflictView;
use crate::domain::{ConflictKind, WindowState};
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::layers::Focus;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, pad};
use crate::tui::widgets::pane::{Label, pane};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

impl ConflictScreen {
    pub(super) fn draw_grid(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        (view, context): (&ConflictView, &Context),
    ) -> Option<Focus> {
        let (rows, folded) = self.rows(context);
        let columns = self.columns(usize::from(area.width.saturating_sub(2)));
        let title = format!(
            "{} {}",
            context.glyphs.conflict,
            clean::one_line(&view.row.conflict.key.subject_in_words())
        );
        let note = note(view, &columns);
        let inside = pane(frame, area, Label { title: &title, note: &note, focused: true }, context);
        let width = usize::from(inside.width);
        let column = width.saturating_sub(LABEL + 1) / columns.len().max(1);
        // A pane too low for everything keeps the row in focus.
        let framed = inside.height >= 4;
        let mut lines = Vec::new();
        lines.extend(framed.then(|| self.heading(&columns, column, context)));
        let height = usize::from(inside.height).saturating_sub(if framed { 2 } else { 0 }).max(1);
        let first = (self.cursor.index() + 1).saturating_sub(height);
        for (at, row) in rows.iter().enumerate().skip(first).take(height) {
            let selected = at == self.cursor.index();
            lines.push(Self::drawn(row, &columns, (column, selected), context));
        }
        let equal = match folded {
            0 => String::new(),
            1 => " 1 row is equal for all: e shows it".to_owned(),
            folded => format!(" {folded} rows are equal for all: e shows them"),
        };
        lines.extend(framed.then(|| Line::styled(equal, context.theme.style(Tint::Faint))));
        for (line, y) in lines.into_iter().zip(inside.y..inside.bottom()) {
            frame.render_widget(line, Rect { y, height: 1, ..inside });
        }
        let below = self.cursor.index().saturating_sub(first) + usize::from(framed);
        let below = u16::try_from(below).unwrap_or(u16::MAX);
        let y = inside.y.saturating_add(below);
        let at = Position::new(inside.x, y.min(inside.bottom().saturating_sub(1)));
        (!rows.is_empty()).then_some(Focus { at, caret: false })
    }

    /// The partners, numbered, with their role.
    fn heading(&self, columns: &std::ops::Range<usize>, column: usize, context: &Context) -> Line<'static> {
        let mut spans = vec![Span::raw(" ".repeat(LABEL + 1))];
        for (at, side) in self.sides().iter().enumerate().skip(columns.start).take(columns.len()) {
            let words =
                format!("{} {}, {}", at + 1, clean::one_line(side.party.partner()), side.party.role.label());
            let words = pad(&fit(&words, column.saturating_sub(1), &context.glyphs), column, &context.glyphs);
            let style = context.theme.style(if at == self.party { Tint::Key } else { Tint::Title });
            spans.push(Span::styled(words, style));
        }
        Line::from(spans)
    }

    fn drawn(
        row: &Row,
        columns: &std::ops::Range<usize>,
        (column, selected): (usize, bool),
        context: &Context,
    ) -> Line<'static> {
        let (theme, glyphs) = (&context.theme, &context.glyphs);
        let mark = if selected { glyphs.selected } else { " " };
        let label = pad(&fit(&row.label, LABEL - 1, glyphs), LABEL, glyphs);
        let label_tint = if row.differs() { Tint::Text } else { Tint::Faint };
        let mut spans =
            vec![Span::styled(mark, theme.style(Tint::Key)), Span::styled(label, theme.style(label_tint))];
        let none = Cell { words: String::new(), tint: Tint::Text, excerpts: Vec::new() };
        for at in columns.clone() {
            let cell = row.cells.get(at).unwrap_or(&none);
            let words = fit(&clean::one_line(&cell.words), column.saturating_sub(1), glyphs);
            spans.push(Span::styled(pad(&words, column, glyphs), theme.style(cell.tint)));
        }
        let line = Line::from(spans);
        if selected { line.patch_style(theme.selection()) } else { line }
    }
}

/// Which parties are shown, and how far the time for new proof is.
fn note(view: &ConflictView, columns: &std::ops::Range<usize>) -> String {
    let all = view.sides.len();
    let shown =
        if columns.len() < all { format!("{} of {all} parties, ", columns.len()) } else { String::new() };
    let kind = match view.row.conflict.kind {
        ConflictKind::Duplicate => "one partner family, ",
        ConflictKind::Conflict => "",
    };
    let window = &view.row.window;
    let until = window.ends_at.map(|at| at.format("%Y-%m-%d %H:%M UTC").to_string()).unwrap_or_default();
    let window = match window.state {
        WindowState::NotNotified => "not everybody was told".to_owned(),
        WindowState::Open => format!("new proof until {until}"),
        WindowState::Closed => format!("time for proof ended {until}"),
        WindowState::NoLimit => "no time limit".to_owned(),
    };
    format!("{shown}{kind}{window}")
}
