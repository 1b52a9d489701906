//! The recorded screen inside another one: drawn in its own size, cut to the room there is.

use crate::tui::app::App;
use ratatui::Frame;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::{Position, Rect, Size};
use unicode_width::UnicodeWidthStr;

/// Draws the program as it was, so that its focus can be seen; `pan` moves the cut by rows.
pub(super) fn draw(app: &App, frame: &mut Frame<'_>, area: Rect, pan: i32) {
    let Size { width, height } = app.context().area;
    // A terminal in memory: drawing on it neither fails nor waits.
    let Ok(mut terminal) = Terminal::new(TestBackend::new(width, height));
    let mut focus = None;
    let Ok(drawn) = terminal.draw(|inner| focus = app.view(inner));
    let at = focus.map_or(Position::ORIGIN, |focus| focus.at);
    let left = first(at.x, width, area.width);
    let top = i32::from(first(at.y, height, area.height)) + pan;
    let top = u16::try_from(top.max(0)).unwrap_or(u16::MAX).min(height.saturating_sub(area.height));
    let shown = area.intersection(Rect { width, height, ..area });
    for position in shown.positions() {
        let from = Position::new(position.x - area.x + left, position.y - area.y + top);
        let (Some(source), Some(cell)) = (drawn.buffer.cell(from), frame.buffer_mut().cell_mut(position))
        else {
            continue;
        };
        // A wide sign has no room in the last column.
        if position.x + 1 == shown.right() && source.symbol().width() > 1 {
            cell.reset();
            cell.set_style(source.style());
        } else {
            cell.clone_from(source);
        }
    }
}

/// The first column or row to show, so that the one in focus is among them with some after it.
fn first(focus: u16, all: u16, room: u16) -> u16 {
    let most = all.saturating_sub(room);
    if focus + 2 < room { 0 } else { focus.saturating_sub(room * 2 / 3).min(most) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_focus_is_always_in_the_cut(all in 1_u16..300, room in 1_u16..300, focus in 0_u16..300) {
            let focus = focus.min(all - 1);
            let from = first(focus, all, room);
            prop_assert!(from <= focus && focus < from + room);
        }
    }
}
