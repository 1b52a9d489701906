//! What can follow the first key of a sequence, shown at once. Not a layer: it never takes a key.

use crate::tui::command::CommandSpec;
use crate::tui::context::Context;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, pad, width};
use crate::tui::widgets::pane::{Label, pane};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

/// The keys pressed so far and what can follow.
pub(crate) struct Follow {
    /// As shown, for example `g`.
    pub(crate) pressed: String,
    /// Missing keys and their commands.
    pub(crate) rows: Vec<(String, &'static CommandSpec)>,
    /// The row of the focus.
    pub(crate) focus: u16,
}

/// Draws the keys that can follow at the right, below or above the focus and never over it.
pub(crate) fn view(frame: &mut Frame<'_>, area: Rect, follow: &Follow, context: &Context) {
    let keys = follow.rows.iter().map(|(keys, _)| width(keys)).max().unwrap_or(0);
    let titles = follow.rows.iter().map(|(_, spec)| width(spec.title)).max().unwrap_or(0);
    let clamp = |value: usize, most: u16| u16::try_from(value).unwrap_or(most).min(most);
    let (width, height) = (clamp(keys + titles + 6, area.width), clamp(follow.rows.len() + 2, area.height));
    let below = area.bottom().saturating_sub(follow.focus + 1).min(area.height);
    let above = follow.focus.saturating_sub(area.y).min(area.height);
    let under = below >= height.min(above);
    let height = height.min(if under { below } else { above });
    if height < 3 {
        return;
    }
    let y = if under { area.bottom() - height } else { area.y };
    let corner = Rect { x: area.right() - width, y, width, height };
    frame.render_widget(Clear, corner);
    let title = format!("{} {}", follow.pressed, context.glyphs.ellipsis);
    let inside = pane(frame, corner, Label { title: &title, note: "", focused: true }, context);
    let room = usize::from(inside.width).saturating_sub(keys + 3);
    for ((key, spec), y) in follow.rows.iter().zip(inside.y..inside.bottom()) {
        let line = Line::from(vec![
            Span::styled(format!(" {}", pad(key, keys, &context.glyphs)), context.theme.style(Tint::Key)),
            Span::styled(
                format!("  {}", fit(spec.title, room, &context.glyphs)),
                context.theme.style(Tint::Text),
            ),
        ]);
        frame.render_widget(line, Rect { y, height: 1, ..inside });
    }
}
