//! The text of the comparison: the document either answer rests on, with the places of both marked.

use super::DebriefScreen;
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::screens::training::excerpt::Place;
use crate::tui::widgets::marked_text::{MarkKind, Marks};
use crate::tui::widgets::pane::{Label, pane};
use ratatui::Frame;
use ratatui::layout::Rect;

impl DebriefScreen {
    /// Everything the answers to the cell rest on, the right one first.
    fn cited(&self) -> Vec<Place> {
        let cell = self.cell().into_iter();
        cell.flat_map(|cell| cell.right_text.iter().chain(&cell.my_text)).cloned().collect()
    }

    /// Shows the first text either answer rests on.
    pub(super) fn show_first(&mut self) {
        let cited = self.cited();
        self.excerpt.show(&self.debrief.claim, &cited, 0);
    }

    /// Shows the next text either answer rests on.
    pub(super) fn show_next(&mut self) {
        let cited = self.cited();
        self.excerpt.next(&self.debrief.claim, &cited);
    }

    pub(super) fn scroll(&mut self, by: isize, context: &Context) {
        self.excerpt.scroll(&self.debrief.claim, by, context.area.width / 3);
    }

    pub(super) fn draw_text(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let name = clean::one_line(self.excerpt.name());
        let glyphs = &context.glyphs;
        let other = if self.debrief.real.is_some() { "real" } else { self.other() };
        let legend = format!("{} mine  {} {other}", glyphs.pin, glyphs.gutter_marked);
        let inside = pane(frame, area, Label { title: &name, note: &legend, focused: false }, context);
        let Some(cell) = self.cell() else { return };
        let number = cell.score.key.number();
        let right = cell.right_text.iter().map(|(name, span)| (name.as_str(), *span));
        let mine = cell.my_text.iter().map(|(name, span)| (name.as_str(), *span));
        let marks = self.excerpt.marks(right, (MarkKind::Here, number));
        let marks = Marks::new(marks.chain(self.excerpt.marks(mine, (MarkKind::Pin, number))).collect());
        self.excerpt.draw(frame, inside, (&self.debrief.claim, marks), context);
    }
}
