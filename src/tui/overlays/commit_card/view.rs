//! The commit card drawn: the comment takes the room that the other sections leave.

use super::{CommitCardLayer, sections};
use crate::desk::CommitCard;
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::layers::Focus;
use crate::tui::layout::centred;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, width};
use crate::tui::widgets::pane::dialog;
use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

/// Rows of the comment that are always shown, if there is any room at all.
const LEAST_COMMENT: usize = 3;

fn size(area: Rect) -> Size {
    Size::new(area.width.saturating_sub(2).min(112), area.height.min(46))
}

/// Draws the card.
pub(super) fn draw(layer: &CommitCardLayer, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Focus {
    let claim = &layer.review.claim;
    let title = format!(
        "Commit  {}  {} {} {}",
        claim.claim_id,
        clean::one_line(&claim.partner.name),
        context.glyphs.path,
        clean::one_line(&claim.customer.name)
    );
    let inner = dialog(frame, area, (size(area), &title), context);
    let rows = match &layer.card {
        Ok(card) => rows(layer, card, inner, context),
        Err(gaps) => gaps
            .iter()
            .map(|gap| Line::raw(format!(" {} ({})", clean::one_line(&gap.text), gap.rule)))
            .collect(),
    };
    for (row, y) in rows.into_iter().zip(inner.y..inner.bottom()) {
        frame.render_widget(row, Rect { y, height: 1, ..inner });
    }
    Focus { at: inner.as_position(), caret: false }
}

/// Outcome, effect and objections above the comment, consequences below; what does not fit is cut with a sign.
fn rows(layer: &CommitCardLayer, card: &CommitCard, inner: Rect, context: &Context) -> Vec<Line<'static>> {
    let (columns, height) = (usize::from(inner.width), usize::from(inner.height));
    let mut above = sections::outcome(card, context, columns);
    above.extend(sections::effect(card, context, columns));
    let objections = sections::objections(layer, card, context, columns);
    let below = if height > 14 { sections::consequences(layer, card, context, columns) } else { Vec::new() };
    let room = height.saturating_sub(LEAST_COMMENT + 1 + below.len());
    // What stands in the way matters more than what happens to each workload.
    shorten(&mut above, room.saturating_sub(objections.len()).max(2), context);
    above.extend(objections);
    shorten(&mut above, room, context);
    let comment_room = height.saturating_sub(above.len() + 1 + below.len());
    above.push(rule(layer, card, context, columns));
    above.extend(comment(layer, card, (context, columns, comment_room)));
    above.extend(below);
    above
}

fn shorten(rows: &mut Vec<Line<'static>>, most: usize, context: &Context) {
    if rows.len() > most {
        let missing = rows.len() - most.saturating_sub(1);
        rows.truncate(most.saturating_sub(1));
        let more = format!(" {} {missing} more rows", context.glyphs.ellipsis);
        rows.push(Line::styled(more, context.theme.style(Tint::Faint)));
    }
}

/// The heading of the comment with what is known about it.
fn rule(layer: &CommitCardLayer, card: &CommitCard, context: &Context, columns: usize) -> Line<'static> {
    let (title, composed, own) = sections::comment(layer, card);
    let origin = if own { "your wording, 0 restores" } else { "composed" };
    let count = composed.text.chars().count();
    let limit = layer.review.edition.parameters.comment_limit;
    let turn = if card.residual_comment.is_some() { ", Tab turns" } else { "" };
    let text = format!(" {title}  ({origin}, {count} of {limit} characters{turn}) ");
    let text = fit(&text, columns.saturating_sub(4), &context.glyphs);
    let left = context.glyphs.line.repeat(2);
    let right = context.glyphs.line.repeat(columns.saturating_sub(2 + width(&text)));
    let border = context.theme.style(Tint::Border);
    Line::from(vec![
        Span::styled(left, border),
        Span::styled(text, context.theme.style(Tint::Title)),
        Span::styled(right, border),
    ])
}

fn comment(
    layer: &CommitCardLayer,
    card: &CommitCard,
    (context, columns, room): (&Context, usize, usize),
) -> Vec<Line<'static>> {
    let (_, composed, _) = sections::comment(layer, card);
    let all = sections::comment_rows(composed, context, columns);
    let first = layer.scroll.min(all.len().saturating_sub(room));
    let left = all.len().saturating_sub(first + room);
    let mut rows: Vec<Line<'static>> = all.into_iter().skip(first).take(room).collect();
    if left > 0 && room > 0 {
        rows.truncate(room - 1);
        let more = format!(" {} {} more rows, j scrolls", context.glyphs.ellipsis, left + 1);
        rows.push(Line::styled(more, context.theme.style(Tint::Faint)));
    }
    rows.resize_with(room, Line::default);
    rows
}

/// Rows of the comment in the card on this screen.
pub(super) fn comment_rows(layer: &CommitCardLayer, context: &Context) -> usize {
    let Ok(card) = &layer.card else { return 0 };
    let area = centred(
        Rect::new(0, 0, context.area.width, context.area.height),
        size(Rect::new(0, 0, context.area.width, context.area.height)),
    );
    let (_, composed, _) = sections::comment(layer, card);
    sections::comment_rows(composed, context, usize::from(area.width.saturating_sub(2))).len()
}
