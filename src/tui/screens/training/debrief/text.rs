//! The text of the comparison: the document either answer rests on, with the places of both marked.

use super::DebriefScreen;
use crate::text::{Span as TextSpan, clean};
use crate::tui::context::Context;
use crate::tui::widgets::marked_text::{LineIndex, Mark, MarkKind, MarkedText, Marks, Reader, gutter_width};
use crate::tui::widgets::pane::{Label, pane};
use ratatui::Frame;
use ratatui::layout::Rect;
use std::sync::Arc;

/// A document with the place that is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Page {
    name: String,
    index: Arc<LineIndex>,
    at: usize,
}

impl DebriefScreen {
    /// Everything the answers to the cell rest on, the right one first.
    fn marked(&self) -> Vec<&(String, TextSpan)> {
        self.cell().map(|cell| cell.right_text.iter().chain(&cell.my_text).collect()).unwrap_or_default()
    }

    /// Shows the next text either answer rests on.
    pub(super) fn show_mark(&mut self, nth: usize) {
        let all = self.marked();
        let mark = nth.checked_rem(all.len()).unwrap_or(0);
        let first = || self.debrief.claim.documents.first().map(|document| (document.file_name.clone(), 0));
        let place = all.get(mark).map(|(name, span)| (name.clone(), span.start)).or_else(first);
        self.mark = mark;
        let Some((name, at)) = place else { return };
        let same = self.page.as_ref().filter(|page| page.name == name).map(|page| Arc::clone(&page.index));
        let index = same.unwrap_or_else(|| {
            let text = self.debrief.claim.document(&name).map_or("", |document| document.text.as_str());
            Arc::new(LineIndex::of(text))
        });
        self.page = Some(Page { name, index, at });
    }

    pub(super) fn scroll(&mut self, by: isize, context: &Context) {
        let width = usize::from(context.area.width / 3);
        let Some(page) = &self.page else { return };
        let Some(document) = self.debrief.claim.document(&page.name) else { return };
        let at = Reader::new(&document.text, &page.index, width).moved(page.at, by);
        if let Some(page) = &mut self.page {
            page.at = at;
        }
    }

    pub(super) fn draw_text(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let name = self.page.as_ref().map_or_else(String::new, |page| clean::one_line(&page.name));
        let glyphs = &context.glyphs;
        let other = if self.debrief.real.is_some() { "real" } else { self.other() };
        let legend = format!("{} mine  {} {other}", glyphs.pin, glyphs.gutter_marked);
        let inside = pane(frame, area, Label { title: &name, note: &legend, focused: false }, context);
        let (Some(page), Some(cell)) = (&self.page, self.cell()) else { return };
        let Some(document) = self.debrief.claim.document(&page.name) else { return };
        let width = usize::from(inside.width).saturating_sub(gutter_width(page.index.lines()));
        let reader = Reader::new(&document.text, &page.index, width);
        let height = usize::from(inside.height);
        let top =
            reader.moved(page.at, -isize::try_from(height / 3).unwrap_or(0)).min(reader.last_top(height));
        let rows = reader.window(top, height);
        let mark = |kind: MarkKind| {
            move |(_, span): &(String, TextSpan)| Mark {
                span: *span,
                kind,
                requirement: cell.score.key.number(),
                polarity: None,
            }
        };
        let here = |(name, _): &&(String, TextSpan)| *name == page.name;
        let right = cell.right_text.iter().filter(here).map(mark(MarkKind::Here));
        let mine = cell.my_text.iter().filter(here).map(mark(MarkKind::Pin));
        let marks = Marks::new(right.chain(mine).collect());
        let drawn = MarkedText {
            rows: &rows,
            marks: &marks,
            lines: page.index.lines(),
            cursor: page.at,
            theme: context.theme,
            glyphs: context.glyphs,
        };
        frame.render_widget(drawn, inside);
    }
}
