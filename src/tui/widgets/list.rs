//! A cursor in a list that is longer than the screen.

use crate::tui::command::{ListCommand, PickerCommand};
use crate::tui::layers::Focus;
use crate::tui::layout::scroll_to_show;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

/// Which row is selected and which one is drawn first. Counted from 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The selected row.
    pub at: u64,
    /// The first row shown.
    pub top: u64,
}

impl Cursor {
    /// Moves in a list of `len` rows of which `height` are shown.
    pub fn go(&mut self, command: ListCommand, len: u64, height: u64) {
        let page = height.saturating_sub(1).max(1);
        let last = len.saturating_sub(1);
        let at = match command {
            ListCommand::Down => self.at.saturating_add(1),
            ListCommand::Up => self.at.saturating_sub(1),
            ListCommand::PageDown => self.at.saturating_add(page),
            ListCommand::PageUp => self.at.saturating_sub(page),
            ListCommand::Top => 0,
            ListCommand::Bottom => last,
        };
        self.put(at.min(last), height);
    }

    /// Moves in a list to choose from; answers whether the command was a movement.
    pub fn pick(&mut self, command: PickerCommand, len: u64, height: u64) -> bool {
        let command = match command {
            PickerCommand::Down => ListCommand::Down,
            PickerCommand::Up => ListCommand::Up,
            PickerCommand::PageDown => ListCommand::PageDown,
            PickerCommand::PageUp => ListCommand::PageUp,
            PickerCommand::Choose | PickerCommand::Close => return false,
        };
        self.go(command, len, height);
        true
    }

    /// Selects a row and keeps it visible.
    pub fn put(&mut self, at: u64, height: u64) {
        self.at = at;
        self.top = scroll_to_show(self.top, at, height);
    }

    /// The selected row as an index.
    pub fn index(&self) -> usize {
        usize::try_from(self.at).unwrap_or(usize::MAX)
    }

    /// The first row shown as an index.
    pub fn first(&self) -> usize {
        usize::try_from(self.top).unwrap_or(usize::MAX)
    }
}

/// Draws the rows of a list, each made from its place and whether it is selected; answers where the selected one is.
pub fn rows(
    frame: &mut Frame<'_>,
    area: Rect,
    (cursor, len): (Cursor, usize),
    row: impl Fn(usize, bool) -> Line<'static>,
) -> Option<Focus> {
    let first = cursor.first().min(cursor.index());
    let first = first.max((cursor.index() + 1).saturating_sub(usize::from(area.height)));
    let mut focus = None;
    for (at, y) in (first..len).zip(area.y..area.bottom()) {
        let selected = at == cursor.index();
        if selected {
            focus = Some(Focus { at: Position::new(area.x, y), caret: false });
        }
        frame.render_widget(row(at, selected), Rect { y, height: 1, ..area });
    }
    focus
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_cursor_stays_in_the_list_and_on_the_screen(
            moves in prop::collection::vec(0_usize..6, 0..60), len in 1_u64..200, height in 1_u64..30,
        ) {
            let all = [
                ListCommand::Down, ListCommand::Up, ListCommand::PageDown,
                ListCommand::PageUp, ListCommand::Top, ListCommand::Bottom,
            ];
            let mut cursor = Cursor::default();
            for at in moves {
                cursor.go(all[at], len, height);
                prop_assert!(cursor.at < len);
                prop_assert!(cursor.top <= cursor.at && cursor.at < cursor.top + height);
            }
        }
    }
}
