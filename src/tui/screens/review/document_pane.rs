//! The text pane: the open document, its marks, and an overview of them on the right border.

use super::draw::frame_of;
use super::reading::{Open, Window};
use super::{Pane, ReviewScreen};
use crate::domain::CellKey;
use crate::text::{Span, clean};
use crate::tui::context::Context;
use crate::tui::theme::Tint;
use crate::tui::widgets::marked_text::{Mark, MarkKind, MarkedText, Marks};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

/// Draws the pane; answers where the text cursor is.
pub(super) fn draw(
    screen: &ReviewScreen,
    frame: &mut Frame<'_>,
    area: Rect,
    context: &Context,
) -> Option<Position> {
    let block = frame_of((&name(screen), &place(screen)), screen.pane == Pane::Document, area, context);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let Some(open) = screen.reading.open() else {
        let text = " No document was submitted with this claim.";
        frame.render_widget(Line::styled(text, context.theme.style(Tint::Muted)), inner);
        return Some(inner.as_position());
    };
    if open.document.text.trim().is_empty() {
        let text = " This document has no text. Look at the original, and type what you saw with w.";
        frame.render_widget(Line::styled(text, context.theme.style(Tint::Unclear)), inner);
    }
    text(screen, frame, inner, (open, context))
        .inspect(|_| overview(screen, frame, area, (open, context)))
        .or(Some(inner.as_position()))
}

/// The name of the document and which one it is.
fn name(screen: &ReviewScreen) -> String {
    let Some(open) = screen.reading.open() else { return "Documents".to_owned() };
    let name = clean::one_line(&open.document.file_name);
    let excluded = screen.shown.excluded.get(&open.document.file_name);
    let counts = excluded.map_or_else(String::new, |code| format!("  does not count ({code})"));
    match screen.reading.documents().len() {
        0 | 1 => format!("{name}{counts}"),
        all => format!("{name}  {} of {all}{counts}", screen.reading.position() + 1),
    }
}

/// Which candidate or match of how many is shown.
fn place(screen: &ReviewScreen) -> String {
    if let Some(search) = screen.search.as_ref().filter(|_| screen.on_match) {
        return search.place();
    }
    let Some(key) = screen.focus.cell() else { return String::new() };
    let spots = screen.sources().spots(key);
    let at = screen.spot.as_ref().and_then(|spot| spots.iter().position(|other| other == spot));
    at.map_or_else(String::new, |at| format!("{} text {} of {}", key.requirement.code(), at + 1, spots.len()))
}

fn text(
    screen: &ReviewScreen,
    frame: &mut Frame<'_>,
    inner: Rect,
    (open, context): (&Open, &Context),
) -> Option<Position> {
    let inner = Rect { width: inner.width.saturating_sub(1), ..inner };
    let window = Window { width: usize::from(inner.width), height: usize::from(inner.height) };
    let rows = open.reader(window)?.window(open.top(), window.height);
    let in_view =
        Span::new(rows.first().map_or(0, |row| row.span.start), rows.last().map_or(0, |row| row.span.end));
    let marks = Marks::new(marks(screen, open, window, in_view));
    let drawn = MarkedText {
        rows: &rows,
        marks: &marks,
        lines: open.index()?.lines(),
        cursor: open.cursor(),
        theme: context.theme,
        glyphs: context.glyphs,
    };
    frame.render_widget(drawn, inner);
    drawn.cursor_position(inner)
}

/// Everything that stands out in view.
fn marks(screen: &ReviewScreen, open: &Open, window: Window, in_view: Span) -> Vec<Mark> {
    let document = &open.document.file_name;
    let mut marks = screen.sources().marks(document, screen.focus.cell(), screen.spot.as_ref());
    if let Some(search) = &screen.search {
        let current = search.current().filter(|_| screen.on_match).map(|hit| hit.span);
        marks.extend(search.within(screen.reading.position(), in_view).map(|span| {
            let kind = if current == Some(span) { MarkKind::CurrentHit } else { MarkKind::Hit };
            Mark { span, kind, requirement: 0, polarity: None }
        }));
    }
    let number = screen.focus.cell().map_or(0, CellKey::number);
    marks.extend(screen.hinted().filter(|(name, _)| name == document).map(|(_, span)| Mark {
        span,
        kind: MarkKind::Current,
        requirement: number,
        polarity: None,
    }));
    let selection = screen.reading.selection(window);
    marks.extend(selection.map(|span| Mark {
        span,
        kind: MarkKind::Selection,
        requirement: 0,
        polarity: None,
    }));
    marks
}

/// The digits of all marks at their relative height on the right border.
fn overview(screen: &ReviewScreen, frame: &mut Frame<'_>, area: Rect, (open, context): (&Open, &Context)) {
    let rows = usize::from(area.height.saturating_sub(2));
    let length = open.document.text.len();
    if rows == 0 || length == 0 {
        return;
    }
    let marks = Marks::new(screen.sources().marks(
        &open.document.file_name,
        screen.focus.cell(),
        screen.spot.as_ref(),
    ));
    for mark in marks.iter() {
        let row = (mark.span.start.saturating_mul(rows) / length).min(rows - 1);
        let y = area.y + 1 + u16::try_from(row).unwrap_or(0);
        let here = matches!(mark.kind, MarkKind::Here | MarkKind::Current);
        let style = context.theme.style(if here { Tint::Key } else { Tint::Faint });
        let x = area.right().saturating_sub(1);
        frame.buffer_mut().set_stringn(x, y, mark.requirement.to_string(), 1, style);
    }
}
