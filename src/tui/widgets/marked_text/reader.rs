//! The rows around a place, and places a number of rows away.
//!
//! A *top* is the byte offset of the first row shown. It is kept by the caller; a [`Reader`] only lives for one
//! width. Nothing here looks at more fragments than it has rows to give.

use super::{Fragment, LineIndex, Row, wrap::wrap};
use crate::text::Span;

/// A document seen through a window of a certain width.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'d> {
    text: &'d str,
    index: &'d LineIndex,
    width: usize,
}

/// A row by the position of its fragment and its own number within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    fragment: usize,
    row: usize,
}

impl<'d> Reader<'d> {
    /// A window on `text` with its index; a width of 0 counts as 1.
    pub fn new(text: &'d str, index: &'d LineIndex, width: usize) -> Self {
        Self { text, index, width: width.max(1) }
    }

    /// At most `height` rows from the row that holds `top`.
    pub fn window(&self, top: usize, height: usize) -> Vec<Row> {
        let place = self.place(top);
        let mut rows: Vec<Row> = self.rows(place.fragment).into_iter().skip(place.row).collect();
        let mut fragment = place.fragment + 1;
        while rows.len() < height && fragment < self.index.len() {
            rows.extend(self.rows(fragment));
            fragment += 1;
        }
        rows.truncate(height);
        rows
    }

    /// First byte of the row that holds a byte.
    pub fn row_start(&self, offset: usize) -> usize {
        self.start_of(self.place(offset))
    }

    /// The row that holds a byte.
    pub fn row(&self, offset: usize) -> Option<Row> {
        let place = self.place(offset);
        self.rows(place.fragment).into_iter().nth(place.row)
    }

    /// First byte of the row this many rows further down, or up; stops at the first and the last row.
    pub fn moved(&self, from: usize, rows: isize) -> usize {
        let place = self.place(from);
        let steps = rows.unsigned_abs();
        self.start_of(if rows < 0 { self.up(place, steps) } else { self.down(place, steps) })
    }

    /// The last top that still fills a window of this height.
    pub fn last_top(&self, height: usize) -> usize {
        let fragment = self.index.len().saturating_sub(1);
        let last = Place { fragment, row: self.rows(fragment).len().saturating_sub(1) };
        self.start_of(self.up(last, height.saturating_sub(1)))
    }

    /// A top from which the span can be seen: the same one when it is already in view, else one that leaves a
    /// third of the window above the span.
    pub fn showing(&self, top: usize, span: Span, height: usize) -> usize {
        let rows = self.window(top, height);
        let first = rows.first().map_or(0, |row| row.span.start);
        let last_start = rows.last().map_or(0, |row| row.span.start);
        let end_row = self.row_start(span.end.saturating_sub(1).max(span.start));
        let fits = end_row <= last_start || self.row_start(span.start) <= first;
        if rows.is_empty() || (first <= span.start && self.row_start(span.start) <= last_start && fits) {
            return self.row_start(top);
        }
        let above = isize::try_from(height / 3).unwrap_or(0);
        self.moved(span.start, -above).min(self.last_top(height))
    }

    fn fragment(&self, position: usize) -> Option<Fragment> {
        self.index.get(position)
    }

    fn rows(&self, position: usize) -> Vec<Row> {
        self.fragment(position).map(|fragment| wrap(self.text, fragment, self.width)).unwrap_or_default()
    }

    fn place(&self, offset: usize) -> Place {
        let fragment = self.index.position(offset);
        let rows = self.rows(fragment);
        let row = rows.partition_point(|row| row.span.start <= offset).saturating_sub(1);
        Place { fragment, row }
    }

    fn start_of(&self, place: Place) -> usize {
        let rows = self.rows(place.fragment);
        rows.get(place.row).or(rows.last()).map_or(0, |row| row.span.start)
    }

    fn down(&self, mut place: Place, mut steps: usize) -> Place {
        loop {
            let left = self.rows(place.fragment).len().saturating_sub(place.row + 1);
            if steps <= left {
                return Place { row: place.row + steps, ..place };
            }
            if place.fragment + 1 >= self.index.len() {
                return Place { row: place.row + left, ..place };
            }
            steps -= left + 1;
            place = Place { fragment: place.fragment + 1, row: 0 };
        }
    }

    fn up(&self, mut place: Place, mut steps: usize) -> Place {
        while steps > place.row {
            let Some(before) = place.fragment.checked_sub(1) else {
                return Place { fragment: 0, row: 0 };
            };
            steps -= place.row + 1;
            place = Place { fragment: before, row: self.rows(before).len().saturating_sub(1) };
        }
        Place { row: place.row - steps, ..place }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str =
        "Section 1\nContoso used an endpoint tool without management features.\n\n- one\n- two\n";

    fn lines(reader: &Reader<'_>, top: usize, height: usize) -> Vec<String> {
        reader.window(top, height).iter().map(|row| row.text.trim_end().to_owned()).collect()
    }

    #[test]
    fn a_window_begins_with_the_row_that_holds_its_top() {
        let index = LineIndex::of(TEXT);
        let reader = Reader::new(TEXT, &index, 20);
        let inside = TEXT.find("endpoint").unwrap() + 3;
        assert_eq!(lines(&reader, inside, 2), ["endpoint tool", "without management"]);
    }

    #[test]
    fn a_change_of_width_keeps_the_anchored_byte_in_the_first_row() {
        let index = LineIndex::of(TEXT);
        let anchor = TEXT.find("management").unwrap();
        for width in 1..100 {
            let first = Reader::new(TEXT, &index, width).window(anchor, 1).remove(0);
            assert!(first.span.contains(anchor), "width {width}: {first:?}");
        }
    }

    #[test]
    fn text_already_in_view_does_not_move_the_window() {
        let index = LineIndex::of(TEXT);
        let reader = Reader::new(TEXT, &index, 20);
        let at = TEXT.find("endpoint").unwrap();
        assert_eq!(reader.showing(0, Span::new(at, at + 4), 6), 0);
        assert_ne!(reader.showing(0, Span::new(at, at + 4), 2), 0);
    }

    fn a_document() -> impl Strategy<Value = String> {
        proptest::collection::vec("[ab é漢\t-]{0,60}", 1..30).prop_map(|lines| lines.join("\n"))
    }

    proptest! {
        #[test]
        fn going_down_and_up_again_returns_to_the_same_row(
            text in a_document(), width in 1usize..200, from in 0usize..500, steps in 0isize..40
        ) {
            let index = LineIndex::of(&text);
            let reader = Reader::new(&text, &index, width);
            let start = reader.row_start(from.min(text.len()));
            let there = reader.moved(start, steps);
            if reader.moved(there, 1) != there {
                prop_assert_eq!(reader.moved(there, -steps), start);
            }
        }

        #[test]
        fn one_row_after_another_shows_the_whole_document_in_order(text in a_document(), width in 1usize..80) {
            let index = LineIndex::of(&text);
            let reader = Reader::new(&text, &index, width);
            let all = reader.window(0, usize::MAX);
            let mut top = 0;
            for row in &all {
                prop_assert_eq!(&reader.window(top, 1)[0], row);
                top = reader.moved(top, 1);
            }
            let shown: usize = all.iter().flat_map(|row| &row.glyphs).map(|glyph| glyph.source.end).max().unwrap_or(0);
            prop_assert!(text.get(shown..).is_some_and(|rest| rest.chars().all(|c| c == '\n')));
        }

        #[test]
        fn a_span_that_is_asked_for_begins_in_view(
            text in a_document(), width in 1usize..80, height in 1usize..20, top in 0usize..500, at in 0usize..500
        ) {
            let index = LineIndex::of(&text);
            let reader = Reader::new(&text, &index, width);
            let mut at = at.min(text.len().saturating_sub(1));
            while !text.is_char_boundary(at) { at -= 1; }
            let top = reader.showing(top.min(text.len()), Span::new(at, at + 1), height);
            let rows = reader.window(top, height);
            let start = reader.row_start(at);
            prop_assert!(rows.iter().any(|row| row.span.start == start), "{rows:?}");
        }
    }
}
