//! The parties' texts for the chosen row, beside each other where there is room for all.

use super::grid::{Excerpt, Row};
use super::{ConflictScreen, NARROWEST};
use crate::desk::Side;
use crate::domain::{Claim, PoeDocument};
use crate::text::{Span, clean};
use crate::tui::context::Context;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::wrap;
use crate::tui::widgets::pane::{Label, pane};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect, Size};
use ratatui::text::Line;

/// Rows of the document shown before and after the text at most.
const AROUND: usize = 3;
/// Bytes before and after the text that are looked at: a document may be one line.
const REACH: usize = 4_000;

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
        let room = Size::new(inside.width.saturating_sub(2), inside.height);
        let lines = match excerpt {
            Some(excerpt) => told(
                excerpt,
                claim.and_then(|claim| claim.document(&excerpt.document).map(AsRef::as_ref)),
                room,
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

/// Why the text is shown, then the text among the rows around it; where there is little room, among few.
fn told(
    excerpt: &Excerpt,
    document: Option<&PoeDocument>,
    room: Size,
    context: &Context,
) -> Vec<Line<'static>> {
    let style = |tint| context.theme.style(tint);
    let width = usize::from(room.width);
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
    let around = AROUND.min(usize::from(room.height / 5));
    let Passage { before, text, after } = Passage::of(&document.text, excerpt.span, width.saturating_sub(2));
    let gutter = |sign: &str, tint, row: String| Line::styled(format!("{sign} {row}"), style(tint));
    let faint = |row| gutter(context.glyphs.gutter, Tint::Muted, row);
    let skipped = before.len().saturating_sub(around);
    lines.extend(before.into_iter().skip(skipped).map(faint));
    lines.extend(text.into_iter().map(|row| gutter(context.glyphs.gutter_marked, Tint::Title, row)));
    lines.extend(after.into_iter().take(around).map(faint));
    lines
}

/// The rows of a document around a text.
#[derive(Debug, PartialEq, Eq)]
struct Passage {
    before: Vec<String>,
    /// The rows of the lines the text is on.
    text: Vec<String>,
    after: Vec<String>,
}

impl Passage {
    /// Looks at the lines near the text only, however long the document is.
    fn of(document: &str, span: Span, width: usize) -> Self {
        let near = near(document, span);
        let mut passage = Self { before: Vec::new(), text: Vec::new(), after: Vec::new() };
        let shown = near.of(document).unwrap_or_default();
        let mut lines = clean::line_spans(shown);
        // What follows the last break is no line.
        let _ = lines.pop_if(|line| line.is_empty() && shown.ends_with('\n'));
        for line in lines {
            let rows = wrap(&clean::one_line(line.of(shown).unwrap_or_default()), width);
            let (start, end) = (near.start + line.start, near.start + line.end);
            if end < span.start {
                passage.before.extend(rows);
            } else if start < span.end || (span.is_empty() && start == span.start) {
                passage.text.extend(rows);
            } else {
                passage.after.extend(rows);
            }
        }
        passage
    }
}

/// The text with the whole lines around it, as far as these are not very long.
fn near(document: &str, span: Span) -> Span {
    let at_boundary = |at: &usize| document.is_char_boundary(*at);
    let first = (span.start.saturating_sub(REACH)..=span.start).find(at_boundary).unwrap_or(span.start);
    let last = document.len().min(span.end.saturating_add(REACH));
    let last = (span.end..=last).rev().find(at_boundary).unwrap_or(span.end);
    let lines = |from: usize, to: usize| document.get(from..to).unwrap_or_default();
    let start = lines(first, span.start)
        .rmatch_indices('\n')
        .nth(AROUND)
        .map_or(first, |(at, line_break)| first + at + line_break.len());
    let end = lines(span.end, last)
        .match_indices('\n')
        .nth(AROUND)
        .map_or(last, |(at, line_break)| span.end + at + line_break.len());
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(document: &str, text: &str) -> Passage {
        let start = document.find(text).unwrap();
        Passage::of(document, Span::new(start, start + text.len()), 40)
    }

    #[test]
    fn a_text_stands_among_the_lines_around_it() {
        let lines: Vec<String> = (0..2_000).map(|number| format!("line {number}\r\n")).collect();
        let document = lines.concat();
        let passage = around(&document, "line 1000\r\nline 1001");
        assert_eq!(passage.before, ["line 997", "line 998", "line 999"]);
        assert_eq!(passage.text, ["line 1000", "line 1001"]);
        assert_eq!(passage.after, ["line 1002", "line 1003", "line 1004"]);
        let first = around(&document, "line 0");
        assert_eq!((first.before.len(), first.text.len()), (0, 1));
        let last = around(&document, "line 1999");
        assert_eq!(last.text, ["line 1999"]);
    }

    #[test]
    fn a_document_of_one_line_is_looked_at_near_the_text_only() {
        let document = format!("{}here{}", "\u{e4}".repeat(400_000), "\u{df}".repeat(400_000));
        let passage = around(&document, "here");
        assert!(passage.text.concat().contains("here"));
        assert!(passage.text.concat().len() <= 2 * REACH + 4 && passage.before.is_empty());
    }
}
