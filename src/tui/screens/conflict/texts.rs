//! The parties' texts for the chosen row, beside each other where there is room for all.

use super::grid::{Excerpt, Row};
use super::{ConflictScreen, NARROWEST};
use crate::desk::Side;
use crate::domain::{Claim, PoeDocument};
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::wrap;
use crate::tui::widgets::pane::{Label, pane};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

/// Lines of the document shown before and after the text.
const AROUND: usize = 3;

/// Draws one pane for each party in view; the focused party alone where the window is narrow.
pub(super) fn draw(
    screen: &ConflictScreen,
    frame: &mut Frame<'_>,
    area: Rect,
    (row, context): (Option<&Row>, &Context),
) {
    let columns = screen.columns(usize::from(area.width));
    let narrow = usize::from(area.width) < columns.len() * (NARROWEST + 12);
    let shown: Vec<usize> = if narrow { vec![screen.party] } else { columns.collect() };
    let areas = Layout::horizontal(shown.iter().map(|_| Constraint::Fill(1))).split(area);
    for (party, area) in shown.into_iter().zip(areas.iter()) {
        let Some(side) = screen.sides().get(party) else { continue };
        let at = screen.texts.get(party).copied().unwrap_or(0);
        let excerpts = row.and_then(|row| row.cells.get(party)).map_or(&[][..], |cell| &cell.excerpts);
        let pane = Pane { number: party + 1, focused: party == screen.party, at };
        pane.draw((side, screen.claim(party)), excerpts, (frame, *area), context);
    }
}

/// The text of one party.
struct Pane {
    number: usize,
    focused: bool,
    /// Which of its texts is shown.
    at: usize,
}

impl Pane {
    fn draw(
        &self,
        (side, claim): (&Side, Option<&Claim>),
        excerpts: &[Excerpt],
        (frame, area): (&mut Frame<'_>, Rect),
        context: &Context,
    ) {
        let excerpt = excerpts.get(self.at.min(excerpts.len().saturating_sub(1)));
        let partner = clean::one_line(side.party.partner());
        let document =
            excerpt.map_or_else(String::new, |excerpt| format!("  {}", clean::one_line(&excerpt.document)));
        let title = format!("{} {partner}{document}", self.number);
        let note = match excerpts.len() {
            0 => String::new(),
            all => format!("{} of {all}", self.at.min(all - 1) + 1),
        };
        // The list above keeps the keys; the edge only tells which party they are about.
        let label = Label { title: &title, note: &note, focused: self.focused };
        let inside = pane(frame, area, label, context);
        let width = usize::from(inside.width.saturating_sub(2));
        let lines = match excerpt {
            Some(excerpt) => told(
                excerpt,
                claim.and_then(|claim| claim.document(&excerpt.document).map(AsRef::as_ref)),
                width,
                context,
            ),
            None => vec![Line::styled(
                "No text of this party belongs to the row.",
                context.theme.style(Tint::Muted),
            )],
        };
        for (line, y) in lines.into_iter().zip(inside.y..inside.bottom()) {
            let inset = Rect { x: inside.x + 1.min(inside.width), y, height: 1, ..inside };
            frame.render_widget(line, Rect { width: inside.width.saturating_sub(1), ..inset });
        }
    }
}

/// Why the text is shown, then the text among the lines around it.
fn told(
    excerpt: &Excerpt,
    document: Option<&PoeDocument>,
    width: usize,
    context: &Context,
) -> Vec<Line<'static>> {
    let style = |tint| context.theme.style(tint);
    let pin = if excerpt.pinned { format!("{} pinned. ", context.glyphs.pin) } else { String::new() };
    let why = wrap(&clean::one_line(&format!("{pin}{}", excerpt.why)), width);
    let mut lines: Vec<Line<'static>> =
        why.into_iter().map(|row| Line::styled(row, style(Tint::Info))).collect();
    lines.push(Line::default());
    let Some(document) = document else {
        let rows = wrap(&clean::one_line(&excerpt.text), width);
        lines.extend(rows.into_iter().map(|row| Line::styled(row, style(Tint::Text))));
        return lines;
    };
    let all = clean::line_spans(&document.text);
    let inside = |line: &crate::text::Span| line.start < excerpt.span.end && excerpt.span.start <= line.end;
    let first = all.iter().position(inside).unwrap_or(0);
    let last = all.iter().rposition(inside).unwrap_or(first);
    let from = first.saturating_sub(AROUND);
    for (number, span) in all.iter().enumerate().skip(from).take(last + AROUND + 1 - from) {
        let marked = (first..=last).contains(&number);
        let (gutter, tint) = if marked {
            (context.glyphs.gutter_marked, Tint::Title)
        } else {
            (context.glyphs.gutter, Tint::Muted)
        };
        let text = clean::one_line(span.of(&document.text).unwrap_or_default());
        for row in wrap(&text, width.saturating_sub(2)) {
            lines.push(Line::styled(format!("{gutter} {row}"), style(tint)));
        }
    }
    lines
}
