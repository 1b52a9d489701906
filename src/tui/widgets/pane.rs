//! Boxes: panes of a screen and dialogs over it.

use super::fit::{fit, width, wrap};
use crate::tui::context::Context;
use crate::tui::layout::centred;
use crate::tui::theme::Tint;
use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span, Text};
use ratatui::widgets::{Block, Clear};

/// How a box is labelled.
#[derive(Debug, Clone, Copy, Default)]
pub struct Label<'a> {
    /// Left in the upper border.
    pub title: &'a str,
    /// Right in the upper border.
    pub note: &'a str,
    /// Whether the keys go here.
    pub focused: bool,
}

/// Draws quiet sentences, wrapped, inside a pane.
pub fn sentences(frame: &mut Frame<'_>, inside: Rect, words: &str, context: &Context) {
    let lines = wrap(words, usize::from(inside.width.saturating_sub(2)));
    let text: Text<'static> = lines.into_iter().map(|line| format!(" {line}")).collect();
    frame.render_widget(text.style(context.theme.style(Tint::Muted)), inside);
}

/// Draws a pane and returns what is inside it.
pub fn pane(frame: &mut Frame<'_>, area: Rect, label: Label<'_>, context: &Context) -> Rect {
    boxed(frame, (area, Tint::Base), label, context)
}

/// Clears the middle of an area, draws a dialog there and returns what is inside it.
pub fn dialog(frame: &mut Frame<'_>, area: Rect, (size, title): (Size, &str), context: &Context) -> Rect {
    let area = centred(area, size);
    frame.render_widget(Clear, area);
    boxed(frame, (area, Tint::Overlay), Label { title, note: "", focused: true }, context)
}

fn boxed(frame: &mut Frame<'_>, (area, ground): (Rect, Tint), label: Label<'_>, context: &Context) -> Rect {
    let theme = &context.theme;
    let (edge, name) =
        if label.focused { (Tint::BorderFocused, Tint::Key) } else { (Tint::Border, Tint::Muted) };
    let room = usize::from(area.width).saturating_sub(4);
    let note_room = room.saturating_sub(width(label.title) + 2);
    let mut block = Block::bordered()
        .border_set(context.glyphs.border(label.focused))
        .border_style(theme.style(edge))
        .style(theme.style(ground));
    if !label.title.is_empty() && room > 0 {
        let title = format!(" {} ", fit(label.title, room, &context.glyphs));
        block = block.title(Span::styled(title, theme.style(name)));
    }
    if !label.note.is_empty() && note_room > 3 {
        let note = format!(" {} ", fit(label.note, note_room - 2, &context.glyphs));
        block = block.title(Line::styled(note, theme.style(Tint::Muted)).right_aligned());
    }
    let inside = block.inner(area);
    frame.render_widget(block, area);
    inside
}
