//! Where things are: pure functions of an area, used by drawing and by paging alike.

use ratatui::layout::{Constraint, Layout, Rect, Size};

/// Below this the frame shrinks to what is needed to go on working.
pub const COMPACT: Size = Size::new(60, 16);

/// The parts of the whole screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// Product, path, time, person.
    pub header: Rect,
    /// The screen.
    pub body: Rect,
    /// Notices and state.
    pub status: Rect,
    /// Keys.
    pub hints: Rect,
}

/// Whether the screen is too small for the whole frame.
pub fn is_compact(area: Size) -> bool {
    area.width < COMPACT.width || area.height < COMPACT.height
}

/// Splits the whole screen. A part that has no room has no height.
pub fn parts(area: Rect) -> Parts {
    let line = |needed: u16| u16::from(area.height >= needed);
    let [header, body, status, hints] = Layout::vertical([
        Constraint::Length(line(3)),
        Constraint::Min(1),
        Constraint::Length(line(4)),
        Constraint::Length(line(6)),
    ])
    .areas(area);
    Parts { header, body, status, hints }
}

/// The part of a window of this size that belongs to the screen.
pub fn body(window: Size) -> Rect {
    parts(Rect::from(((0, 0).into(), window))).body
}

/// A list and, where there is room for both, the place for what is told of the row that has the focus.
pub fn with_detail(area: Rect, split: &Layout) -> (Rect, Option<Rect>) {
    // Below that the list would have no row left for the focus.
    const LEAST_ROWS: u16 = 10;
    if area.height < LEAST_ROWS {
        return (area, None);
    }
    let [list, detail] = split.areas(area);
    (list, Some(detail))
}

/// Rows inside a pane.
pub fn pane_rows(pane: Rect) -> u64 {
    u64::from(pane.height.saturating_sub(2)).max(1)
}

/// A rectangle of at most this size in the middle of another one.
pub fn centred(area: Rect, wanted: Size) -> Rect {
    let width = wanted.width.min(area.width);
    let height = wanted.height.min(area.height);
    let x = area.x + (area.width - width) / 2;
    let y = area.y + (area.height - height) / 2;
    Rect { x, y, width, height }
}

/// The first row to show so that the selected one is visible, moving as little as possible.
pub fn scroll_to_show(top: u64, selected: u64, height: u64) -> u64 {
    if selected < top {
        selected
    } else if height > 0 && selected >= top + height {
        selected + 1 - height
    } else {
        top
    }
}

/// The zones of the queue; a zone without room has no width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueZones {
    /// One line that says what to do.
    pub guide: Rect,
    /// Filter and counts.
    pub counts: Rect,
    /// Saved views.
    pub views: Rect,
    /// The claims.
    pub table: Rect,
    /// The selected claim.
    pub preview: Rect,
}

/// Splits the body for the queue: views from 160 columns on, a preview from 110 on.
pub fn queue(body: Rect) -> QueueZones {
    let guide = u16::from(body.height >= 14);
    let counts = u16::from(body.height >= 5);
    let [guide, counts, rest] =
        Layout::vertical([Constraint::Length(guide), Constraint::Length(counts), Constraint::Min(1)])
            .areas(body);
    let views = if body.width >= 160 { 26 } else { 0 };
    let preview = match body.width {
        0..110 => 0,
        110..140 => 38,
        140..160 => 44,
        160..200 => 50,
        _ => 56,
    };
    let [views, table, preview] =
        Layout::horizontal([Constraint::Length(views), Constraint::Min(1), Constraint::Length(preview)])
            .areas(rest);
    QueueZones { guide, counts, views, table, preview }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scrolling_moves_as_little_as_possible() {
        assert_eq!(scroll_to_show(0, 5, 10), 0);
        assert_eq!(scroll_to_show(0, 10, 10), 1);
        assert_eq!(scroll_to_show(7, 3, 10), 3);
        assert_eq!(scroll_to_show(7, 9, 0), 7);
    }

    #[test]
    fn zones_appear_with_the_room_for_them() {
        let zones = |width| queue(Rect::new(0, 0, width, 30));
        assert_eq!((zones(100).views.width, zones(100).preview.width), (0, 0));
        assert_eq!((zones(120).views.width, zones(120).preview.width), (0, 38));
        assert!(zones(160).views.width > 0 && zones(160).preview.width > 0);
    }
}
