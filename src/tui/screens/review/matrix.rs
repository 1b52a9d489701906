//! The checklist as rows: one for each cell, workloads as sub-headings, then what belongs to no cell.

use super::ReviewScreen;
use super::stops::Stop;
use crate::domain::{Cell, Mention, Verdict};
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{pad, wrap};
use crate::tui::widgets::verdict::{BADGE_WIDTH, signal_sign, verdict_badge};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

/// Columns right of the label: signal, badge, pins or *saving*.
const RIGHT: usize = 3 + BADGE_WIDTH + NOTES;
const NOTES: usize = 6;

/// A row of the checklist.
pub(super) struct MatrixRow {
    /// What is drawn.
    pub line: Line<'static>,
    /// What has the focus here; `None` for headings and further lines of a cell.
    pub stop: Option<Stop>,
}

/// Every row, for a pane of this inner width.
pub(super) fn rows(screen: &ReviewScreen, context: &Context, width: usize) -> Vec<MatrixRow> {
    let mut rows = Vec::new();
    let mut workload: Option<&str> = None;
    for cell in &screen.shown.cells {
        let of_cell = cell.key.workload.as_deref();
        if of_cell != workload {
            rows.push(match of_cell {
                Some(name) => heading(screen, context, name, width),
                // Without it the rows of the claim would read as rows of the last workload.
                None => claim_heading(context),
            });
            workload = of_cell;
        }
        rows.push(cell_row(screen, context, cell, width));
        rows.extend(reasons(context, cell, width));
    }
    rows.extend(qualifications(screen, context, width));
    rows.push(exclusions(screen, context, width));
    rows.push(claim_reasons(screen, context, width));
    rows
}

fn heading(screen: &ReviewScreen, context: &Context, name: &str, width: usize) -> MatrixRow {
    let mention = screen
        .suggestions()
        .and_then(|found| found.workloads.iter().find(|workload| workload.name == name))
        .map_or("", |workload| match workload.mention {
            Mention::Described => "described",
            Mention::Named => "only named",
            Mention::Absent => "not found",
        });
    let room = width.saturating_sub(mention.len() + 3);
    let name = pad(&clean::one_line(name), room, &context.glyphs);
    let line = Line::from(vec![
        Span::styled(format!(" {name} "), context.theme.style(Tint::Title)),
        Span::styled(mention, context.theme.style(Tint::Faint)),
    ]);
    MatrixRow { line, stop: None }
}

fn claim_heading(context: &Context) -> MatrixRow {
    MatrixRow { line: Line::styled(" Claim as a whole", context.theme.style(Tint::Title)), stop: None }
}

fn cell_row(screen: &ReviewScreen, context: &Context, cell: &Cell, width: usize) -> MatrixRow {
    let stop = Stop::Cell(cell.key.clone());
    let label = screen.requirement_label(cell.key.requirement);
    let here = screen.cells_under_cursor.contains(&cell.key);
    let signal = screen.sources().suggestion(&cell.key).map(|found| found.signal);
    let lead = lead(screen, context, (&stop, here), &cell.key.number().to_string());
    let label_width = width.saturating_sub(4 + RIGHT);
    let label_style = context.theme.style(if cell.is_open() { Tint::Text } else { Tint::Muted });
    let mut spans = lead;
    spans.push(Span::styled(pad(&label, label_width, &context.glyphs), label_style));
    spans.push(Span::raw(" "));
    spans.push(signal_sign(signal, context.theme, &context.glyphs));
    spans.push(Span::raw(" "));
    if let Some(carried) = screen.carried(&cell.key) {
        spans.extend(super::returning::badge(carried, context));
    } else {
        spans.extend(verdict_badge(cell.verdict(), cell.judgement.is_some(), context.theme, &context.glyphs));
        spans.push(notes(screen, context, cell));
    }
    MatrixRow { line: focused(Line::from(spans), screen.focus == stop, context), stop: Some(stop) }
}

/// The mark of the focus, the mark of a cell whose text the cursor is on, and a digit or letter.
fn lead(
    screen: &ReviewScreen,
    context: &Context,
    (stop, here): (&Stop, bool),
    key: &str,
) -> Vec<Span<'static>> {
    let mark = if screen.focus == *stop { context.glyphs.selected } else { " " };
    vec![
        Span::styled(mark, context.theme.style(Tint::BorderFocused)),
        Span::styled(if here { context.glyphs.gutter_marked } else { " " }, context.theme.style(Tint::Info)),
        Span::styled(key.to_owned(), context.theme.style(Tint::Key)),
        Span::raw(" "),
    ]
}

fn notes(screen: &ReviewScreen, context: &Context, cell: &Cell) -> Span<'static> {
    if screen.saving.holds(&cell.key) {
        return Span::styled("saving".to_owned(), context.theme.style(Tint::Unclear));
    }
    let note = cell.judgement.as_ref().is_some_and(|judgement| judgement.note.is_some());
    let text = match (screen.sources().pins(&cell.key).len(), note) {
        (0, true) => " note".to_owned(),
        (0, false) => String::new(),
        (pins, _) => format!(" {}{pins}", context.glyphs.pin),
    };
    Span::styled(text, context.theme.style(Tint::Muted))
}

fn focused(line: Line<'static>, focused: bool, context: &Context) -> Line<'static> {
    if focused { line.patch_style(context.theme.selection()) } else { line }
}

/// The reason codes of a cell that was not met or is unclear.
fn reasons(context: &Context, cell: &Cell, width: usize) -> Option<MatrixRow> {
    let judgement = cell.judgement.as_ref()?;
    let failed = matches!(judgement.verdict, Verdict::NotMet | Verdict::Unclear);
    let codes: Vec<&str> = judgement.reasons.iter().map(|reason| reason.code.as_str()).collect();
    if !failed || codes.is_empty() {
        return None;
    }
    let text = pad(&format!("    {}", codes.join(" ")), width, &context.glyphs);
    Some(MatrixRow { line: Line::styled(text, context.theme.style(Tint::NotMet)), stop: None })
}

/// The five qualifications of Managed Security Services as ticked or open numbers.
fn qualifications(screen: &ReviewScreen, context: &Context, width: usize) -> Option<MatrixRow> {
    let seen = screen.shown.qualifications.as_ref()?;
    let ticks: Vec<String> = (1..=5u8)
        .map(|number| {
            let verdict = seen.contains(&number).then_some(Verdict::Met);
            format!("{number}{}", context.glyphs.verdict(verdict))
        })
        .collect();
    Some(extra(
        screen,
        context,
        &Stop::Qualifications,
        ("Q", "Qualifications (MSS)", &ticks.join(" "), width),
    ))
}

fn exclusions(screen: &ReviewScreen, context: &Context, width: usize) -> MatrixRow {
    let excluded = screen.shown.excluded.len();
    let all = screen.review.claim.documents.len();
    let text = if excluded == 0 { "none".to_owned() } else { format!("{excluded} of {all}") };
    extra(screen, context, &Stop::Exclusions, ("E", "Documents that do not count", &text, width))
}

fn claim_reasons(screen: &ReviewScreen, context: &Context, width: usize) -> MatrixRow {
    let codes: Vec<&str> = screen.shown.claim_reasons.iter().map(|reason| reason.code.as_str()).collect();
    let text = if codes.is_empty() { "none".to_owned() } else { codes.join(" ") };
    extra(screen, context, &Stop::ClaimReasons, ("R", "Reasons of the whole claim", &text, width))
}

fn extra(
    screen: &ReviewScreen,
    context: &Context,
    stop: &Stop,
    (key, label, text, width): (&str, &str, &str, usize),
) -> MatrixRow {
    let label_width = width.saturating_sub(3 + RIGHT);
    let mut spans = lead(screen, context, (stop, false), key);
    spans.push(Span::styled(pad(label, label_width, &context.glyphs), context.theme.style(Tint::Muted)));
    let text = pad(&format!("   {text}"), RIGHT.saturating_sub(1), &context.glyphs);
    spans.push(Span::styled(text, context.theme.style(Tint::Muted)));
    let is_focused = screen.focus == *stop;
    MatrixRow { line: focused(Line::from(spans), is_focused, context), stop: Some(stop.clone()) }
}

/// The outcome as it follows from the cells, in rows.
pub(super) fn outcome(screen: &ReviewScreen, width: usize) -> Vec<String> {
    wrap(&clean::one_line(&screen.sentence), width.saturating_sub(2))
}

/// Draws the rows and below them the outcome; answers where the focused row is.
pub(super) fn draw(
    screen: &ReviewScreen,
    frame: &mut Frame<'_>,
    inner: Rect,
    context: &Context,
) -> Option<Position> {
    let width = usize::from(inner.width);
    let rows = rows(screen, context, width);
    let mut outcome = outcome(screen, width);
    outcome.truncate(usize::from(inner.height / 3).max(1));
    let below = u16::try_from(outcome.len() + 1).unwrap_or(0);
    let height = if inner.height > below + 3 { inner.height - below } else { inner.height };
    let at = rows.iter().position(|row| row.stop.as_ref() == Some(&screen.focus)).unwrap_or(0);
    let first = first_row(at, rows.len(), usize::from(height));
    for (row, y) in rows.iter().skip(first).zip(inner.y..inner.y + height) {
        frame.render_widget(&row.line, Rect { y, height: 1, ..inner });
    }
    if height < inner.height {
        let hidden = (first, rows.len().saturating_sub(first + usize::from(height)));
        let area = Rect { y: inner.y + height, height: below, ..inner };
        draw_outcome(screen, frame, (area, hidden), context);
    }
    let y = inner.y.checked_add(u16::try_from(at - first).ok()?)?;
    (y < inner.y + height).then_some(Position { x: inner.x + 1, y })
}

/// The outcome under a rule that counts the rows hidden above and below.
fn draw_outcome(
    screen: &ReviewScreen,
    frame: &mut Frame<'_>,
    (area, hidden): (Rect, (usize, usize)),
    context: &Context,
) {
    let rule = context.glyphs.line.repeat(usize::from(area.width));
    let rule = Line::styled(rule, context.theme.style(Tint::Border));
    frame.render_widget(rule, Rect { height: 1, ..area });
    if let Some(text) = hidden_rows(hidden) {
        let text = Line::styled(text, context.theme.style(Tint::Faint)).right_aligned();
        frame.render_widget(text, Rect { height: 1, width: area.width.saturating_sub(2), ..area });
    }
    let rows = outcome(screen, usize::from(area.width));
    let shown = usize::from(area.height).saturating_sub(1);
    let cut = rows.len() > shown;
    for (nth, (row, y)) in rows.into_iter().zip(area.y + 1..area.bottom()).enumerate() {
        let sign = if cut && nth + 1 == shown { context.glyphs.ellipsis } else { "" };
        let line = Line::styled(format!(" {row}{sign}"), context.theme.style(Tint::Title));
        frame.render_widget(line, Rect { y, height: 1, ..area });
    }
}

/// The sign of rows out of view.
fn hidden_rows(hidden: (usize, usize)) -> Option<String> {
    match hidden {
        (0, 0) => None,
        (0, below) => Some(format!(" {below} more below ")),
        (above, 0) => Some(format!(" {above} more above ")),
        (above, below) => Some(format!(" {above} more above, {below} below ")),
    }
}

/// The first row to draw so that the focused one is in view, in the middle where possible.
fn first_row(focused: usize, rows: usize, height: usize) -> usize {
    focused.saturating_sub(height / 2).min(rows.saturating_sub(height))
}

#[cfg(test)]
mod tests {
    use super::{first_row, hidden_rows};
    use proptest::prelude::*;

    #[test]
    fn rows_out_of_view_are_counted() {
        assert_eq!(hidden_rows((0, 0)), None);
        assert_eq!(hidden_rows((2, 3)).as_deref(), Some(" 2 more above, 3 below "));
    }

    proptest! {
        #[test]
        fn the_focused_row_is_always_in_view(focused in 0usize..60, more in 0usize..60, height in 1usize..40) {
            let rows = focused + 1 + more;
            let first = first_row(focused, rows, height);
            prop_assert!(first <= focused && focused < first + height);
        }
    }
}
