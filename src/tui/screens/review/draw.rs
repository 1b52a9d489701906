//! The review screen drawn: header, panes, strip.

use super::{Pane, ReviewScreen, cell_pane, document_pane, header, lesson_pane, matrix, side};
use crate::tui::context::Context;
use crate::tui::layers::Focus;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::fit;
use crate::tui::widgets::verdict::{signal_sign, verdict_badge};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Block;

/// Draws everything and answers where the focus is.
pub(super) fn draw(
    screen: &ReviewScreen,
    frame: &mut Frame<'_>,
    area: Rect,
    context: &Context,
) -> Option<Focus> {
    let panes = screen.panes(area, context);
    if let Some(area) = panes.header {
        header::draw(screen, frame, area, context);
    }
    let document = panes.document.and_then(|area| document_pane::draw(screen, frame, area, context));
    let checklist = panes.checklist.and_then(|area| checklist(screen, frame, area, context));
    if let Some(area) = panes.cell {
        cell(screen, frame, area, context);
    }
    let side = panes.side.and_then(|area| side_pane(screen, frame, area, context));
    if let Some(area) = panes.strip {
        strip(screen, frame, area, context);
    }
    lesson_pane::draw(screen, frame, &panes, context);
    let at = match screen.pane {
        Pane::Document => document,
        Pane::Checklist => checklist,
        Pane::Side => side,
    };
    at.map(|at| Focus { at, caret: screen.pane == Pane::Document && screen.reading.is_selecting() })
}

/// The border of a pane with a title on the left and one on the right.
pub(super) fn frame_of(titles: (&str, &str), focused: bool, area: Rect, context: &Context) -> Block<'static> {
    let (left, right) = titles;
    let theme = context.theme;
    let border = theme.style(if focused { Tint::BorderFocused } else { Tint::Border });
    let room = usize::from(area.width).saturating_sub(4);
    let left = fit(left, room, &context.glyphs);
    let right_room = room.saturating_sub(left.chars().count() + 2);
    let title = theme.style(if focused { Tint::Title } else { Tint::Muted });
    let mut block = Block::bordered()
        .border_set(context.glyphs.border(focused))
        .border_style(border)
        .title(Line::styled(format!(" {left} "), title));
    if right_room >= right.chars().count() && !right.is_empty() {
        block = block.title(Line::styled(format!(" {right} "), theme.style(Tint::Muted)).right_aligned());
    }
    block
}

fn checklist(
    screen: &ReviewScreen,
    frame: &mut Frame<'_>,
    area: Rect,
    context: &Context,
) -> Option<Position> {
    let count = judged_in_words(screen);
    let block = frame_of(("Checklist", &count), screen.pane == Pane::Checklist, area, context);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    matrix::draw(screen, frame, inner, context)
}

fn cell(screen: &ReviewScreen, frame: &mut Frame<'_>, area: Rect, context: &Context) {
    let block = frame_of((&cell_pane::title(screen, context), ""), false, area, context);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let rows = cell_pane::rows(screen, context, usize::from(inner.width));
    lines(frame, inner, rows, 0, context);
}

/// How many of the cells that a person judges are judged.
fn judged_in_words(screen: &ReviewScreen) -> String {
    let for_people = |cell: &&crate::domain::Cell| cell.settled.is_none() || cell.judgement.is_some();
    let all = screen.shown.cells.iter().filter(for_people).count();
    format!("{} of {all} judged", all - screen.shown.open_cells().count())
}

/// Draws rows from one on; a last row that does not fit is replaced by a sign.
fn lines(frame: &mut Frame<'_>, area: Rect, rows: Vec<Line<'static>>, first: usize, context: &Context) {
    let height = usize::from(area.height);
    let missing = rows.len().saturating_sub(first + height);
    for (nth, (row, y)) in rows.into_iter().skip(first).zip(area.y..area.bottom()).enumerate() {
        let line = Rect { y, height: 1, ..area };
        if missing > 0 && nth + 1 == height {
            let more = format!(" {} {} more rows", context.glyphs.ellipsis, missing + 1);
            frame.render_widget(Line::styled(more, context.theme.style(Tint::Faint)), line);
        } else {
            frame.render_widget(row, line);
        }
    }
}

fn side_pane(
    screen: &ReviewScreen,
    frame: &mut Frame<'_>,
    area: Rect,
    context: &Context,
) -> Option<Position> {
    let focused = screen.pane == Pane::Side;
    let block = frame_of((screen.side.title(), ""), focused, area, context);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let rows = side::rows(screen, context, usize::from(inner.width));
    let chosen = rows.iter().position(|row| row.document == Some(screen.side_at));
    let height = usize::from(inner.height);
    let first = match chosen {
        Some(at) => (at + 2).saturating_sub(height).min(at),
        None if focused => screen.side_at.min(rows.len().saturating_sub(height)),
        None => 0,
    };
    lines(frame, inner, rows.into_iter().map(|row| row.line).collect(), first, context);
    let y = inner.y + u16::try_from(chosen.unwrap_or(first).saturating_sub(first)).unwrap_or(0);
    (inner.height > 0).then_some(Position { x: inner.x, y: y.min(inner.bottom().saturating_sub(1)) })
}

/// The focused cell, why its text may not count, and the outcome, while the checklist is hidden.
fn strip(screen: &ReviewScreen, frame: &mut Frame<'_>, area: Rect, context: &Context) {
    let width = usize::from(area.width);
    let mut rows = vec![strip_cell(screen, context, width)];
    let mut about = cell_pane::rows(screen, context, width.saturating_sub(2));
    let room = usize::from(area.height).saturating_sub(2);
    let cut = about.len() > room;
    about.truncate(room);
    if let Some(last) = about.last_mut().filter(|_| cut) {
        let more = format!(" {}", context.glyphs.ellipsis);
        last.push_span(Span::styled(more, context.theme.style(Tint::Faint)));
    }
    rows.extend(about);
    rows.truncate(usize::from(area.height).saturating_sub(1));
    let outcome = format!(" {}", crate::text::clean::one_line(&screen.sentence));
    rows.push(Line::styled(fit(&outcome, width, &context.glyphs), context.theme.style(Tint::Title)));
    for (row, y) in rows.into_iter().zip(area.y..area.bottom()) {
        frame.render_widget(row, Rect { y, height: 1, ..area });
    }
}

fn strip_cell(screen: &ReviewScreen, context: &Context, width: usize) -> Line<'static> {
    let (theme, glyphs) = (context.theme, &context.glyphs);
    let count = format!("{} ", judged_in_words(screen));
    let mut spans = vec![Span::styled(glyphs.selected, theme.style(Tint::BorderFocused))];
    if let Some(key) = screen.focus.cell() {
        let cell = screen.shown.cell(key);
        let signal = screen.sources().suggestion(key).map(|found| found.signal);
        spans.push(signal_sign(signal, theme, glyphs));
        let by_person = cell.is_some_and(|cell| cell.judgement.is_some());
        spans.extend(verdict_badge(cell.and_then(crate::domain::Cell::verdict), by_person, theme, glyphs));
    }
    let used: usize = spans.iter().map(Span::width).sum();
    let room = width.saturating_sub(used + count.len() + 1);
    let title = fit(&cell_pane::title(screen, context), room, glyphs);
    let gap = " ".repeat(width.saturating_sub(used + count.len() + title.chars().count()).min(width));
    spans.push(Span::styled(title, theme.style(Tint::Title)));
    if room > 8 {
        spans.push(Span::raw(gap));
        spans.push(Span::styled(count, theme.style(Tint::Muted)));
    }
    Line::from(spans).patch_style(theme.style(Tint::Panel))
}

/// Where the cursor is and what its text belongs to.
pub(super) fn status(screen: &ReviewScreen, context: &Context) -> Line<'static> {
    let theme = context.theme;
    let mut parts = vec![screen.reading.place_in_words()];
    if let Some(search) = &screen.search {
        parts.push(format!("{} for {:?}", search.place(), search.words()));
    }
    if screen.reading.is_selecting() {
        parts.push("selecting".to_owned());
    }
    let cells: Vec<String> = screen.cells_under_cursor.iter().map(|key| short(screen, key)).collect();
    if !cells.is_empty() {
        parts.push(cells.join(", "));
    }
    parts.retain(|part| !part.is_empty());
    Line::styled(parts.join(&format!(" {} ", context.glyphs.dot)), theme.style(Tint::Muted))
}

/// `R3 Intune` with the compact code of the workload.
fn short(screen: &ReviewScreen, key: &crate::domain::CellKey) -> String {
    let code = key.requirement.code();
    match &key.workload {
        Some(workload) => format!("{code} {}", screen.review.edition.workload_code(workload)),
        None => code.to_owned(),
    }
}
