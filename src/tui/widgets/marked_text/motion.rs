//! Where the text cursor goes.
//!
//! A cursor is the first byte of a cluster. Motions never leave the document and never stand inside a cluster.

use super::{Reader, Row};
use crate::text::Span;

/// A step of the text cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// One cluster to the left.
    Left,
    /// One cluster to the right.
    Right,
    /// To the beginning of the next word.
    WordForward,
    /// To the beginning of this word or the one before.
    WordBack,
    /// To the end of this word or the next one.
    WordEnd,
    /// Rows down, or up when negative.
    Rows(isize),
    /// To the first character of the line that is not blank.
    LineStart,
    /// To the last character of the line.
    LineEnd,
    /// To the beginning of the document.
    Top,
    /// To the end of the document.
    Bottom,
}

impl Motion {
    /// The cursor after the step.
    pub fn from(self, cursor: usize, text: &str, reader: &Reader<'_>) -> usize {
        let moved = match self {
            Self::Left => before(text, cursor),
            Self::Right => after(text, cursor),
            Self::WordForward => word_forward(text, cursor),
            Self::WordBack => word_back(text, cursor),
            Self::WordEnd => word_end(text, cursor),
            Self::Rows(rows) => return by_rows(cursor, rows, reader),
            Self::LineStart => line_start(text, cursor),
            Self::LineEnd => line_end(text, cursor),
            Self::Top => 0,
            Self::Bottom => text.len(),
        };
        on_a_cluster(moved, reader)
    }
}

/// The end of the cluster a cursor stands on.
pub(super) fn cluster_end(cursor: usize, reader: &Reader<'_>) -> usize {
    let row = reader.row(cursor);
    let glyph = row.iter().flat_map(|row| &row.glyphs).find(|glyph| glyph.source.contains(cursor));
    glyph.map_or(cursor, |glyph| glyph.source.end)
}

fn by_rows(cursor: usize, rows: isize, reader: &Reader<'_>) -> usize {
    let column = reader.row(cursor).and_then(|row| row.column_of(cursor)).unwrap_or(0);
    let target = reader.moved(cursor, rows);
    reader.row(target).map_or(target, |row| start_at(&row, column))
}

fn start_at(row: &Row, column: usize) -> usize {
    row.source_at(column).map_or(row.span.start, |source| source.start)
}

/// Moves a byte to the beginning of the cluster it is in; a line break counts for the last cluster before it.
fn on_a_cluster(offset: usize, reader: &Reader<'_>) -> usize {
    let Some(row) = reader.row(offset) else { return offset };
    let inside = row.glyphs.iter().find(|glyph| glyph.source.contains(offset));
    inside.or(row.glyphs.last()).map_or(row.span.start, |glyph| glyph.source.start)
}

fn before(text: &str, cursor: usize) -> usize {
    text.get(..cursor)
        .and_then(|head| head.char_indices().rev().find(|(_, c)| !is_break(*c)))
        .map_or(0, |(at, _)| at)
}

fn after(text: &str, cursor: usize) -> usize {
    let mut rest = text.get(cursor..).unwrap_or_default().char_indices().skip(1);
    rest.find(|(_, c)| !is_break(*c)).map_or(cursor, |(at, _)| cursor + at)
}

fn word_forward(text: &str, cursor: usize) -> usize {
    let rest = text.get(cursor..).unwrap_or_default();
    let here = rest.chars().next().map_or(Class::Blank, class);
    let mut seen_end = here == Class::Blank;
    for (at, c) in rest.char_indices() {
        match class(c) {
            Class::Blank => seen_end = true,
            other if seen_end || other != here => return cursor + at,
            _ => {}
        }
    }
    text.len()
}

fn word_back(text: &str, cursor: usize) -> usize {
    let head = text.get(..cursor).unwrap_or_default();
    let mut word: Option<(usize, Class)> = None;
    for (at, c) in head.char_indices().rev() {
        let here = class(c);
        match word {
            None if here == Class::Blank => {}
            Some((_, of)) if of != here => break,
            None | Some(_) => word = Some((at, here)),
        }
    }
    word.map_or(0, |(at, _)| at)
}

fn word_end(text: &str, cursor: usize) -> usize {
    let mut last: Option<(usize, Class)> = None;
    for (at, c) in text.get(cursor..).unwrap_or_default().char_indices().skip(1) {
        let here = class(c);
        match last {
            None if here == Class::Blank => {}
            Some((_, of)) if of != here => break,
            None | Some(_) => last = Some((at, here)),
        }
    }
    last.map_or(cursor, |(at, _)| cursor + at)
}

fn line_start(text: &str, cursor: usize) -> usize {
    let head = text.get(..cursor).unwrap_or_default();
    let start = head.rfind(is_break).map_or(0, |at| at + head.get(at..).and_then(first_len).unwrap_or(1));
    let line = text.get(start..).unwrap_or_default();
    let blanks = line.find(|c: char| is_break(c) || !c.is_whitespace());
    start + blanks.unwrap_or(0)
}

fn first_len(text: &str) -> Option<usize> {
    text.chars().next().map(char::len_utf8)
}

fn line_end(text: &str, cursor: usize) -> usize {
    let rest = text.get(cursor..).unwrap_or_default();
    let end = rest.find(is_break).unwrap_or(rest.len());
    let line = rest.get(..end).unwrap_or_default();
    line.char_indices().next_back().map_or(cursor, |(at, _)| cursor + at)
}

const fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Word,
    Sign,
}

fn class(c: char) -> Class {
    match c {
        c if c.is_whitespace() => Class::Blank,
        c if c.is_alphanumeric() || c == '_' => Class::Word,
        _ => Class::Sign,
    }
}

impl Reader<'_> {
    /// The span from one cursor to another, both clusters included, whichever comes first.
    pub fn between(&self, one: usize, other: usize) -> Span {
        let (first, last) = (one.min(other), one.max(other));
        Span::new(first, cluster_end(last, self))
    }
}

#[cfg(test)]
mod tests {
    use super::super::LineIndex;
    use super::*;
    use proptest::prelude::*;

    fn go(text: &str, cursor: usize, motions: &[Motion]) -> usize {
        let index = LineIndex::of(text);
        let reader = Reader::new(text, &index, 20);
        motions.iter().fold(cursor, |cursor, motion| motion.from(cursor, text, &reader))
    }

    #[test]
    fn words_signs_and_blanks_are_told_apart() {
        let text = "Intune, deployed by Fabrikam";
        assert_eq!(go(text, 0, &[Motion::WordForward]), 6);
        assert_eq!(go(text, 0, &[Motion::WordForward, Motion::WordForward]), 8);
        assert_eq!(go(text, 0, &[Motion::WordEnd]), 5);
        assert_eq!(go(text, 8, &[Motion::WordBack, Motion::WordBack]), 0);
    }

    #[test]
    fn line_start_passes_over_the_indentation_and_line_end_stands_on_the_last_character() {
        let text = "one\n   two words\nthree";
        assert_eq!(go(text, 12, &[Motion::LineStart]), 7);
        assert_eq!(go(text, 7, &[Motion::LineEnd]), 15);
    }

    #[test]
    fn a_row_down_keeps_the_column() {
        assert_eq!(go("abc\ndef\nghi", 1, &[Motion::Rows(2)]), 9);
    }

    #[test]
    fn a_selection_includes_both_ends() {
        let text = "漢字ab";
        let index = LineIndex::of(text);
        let reader = Reader::new(text, &index, 20);
        assert_eq!(reader.between(6, 0), Span::new(0, 7));
    }

    fn a_motion() -> impl Strategy<Value = Motion> {
        prop_oneof![
            Just(Motion::Left),
            Just(Motion::Right),
            Just(Motion::WordForward),
            Just(Motion::WordBack),
            Just(Motion::WordEnd),
            (-9isize..9).prop_map(Motion::Rows),
            Just(Motion::LineStart),
            Just(Motion::LineEnd),
            Just(Motion::Top),
            Just(Motion::Bottom),
        ]
    }

    proptest! {
        #[test]
        fn a_cursor_always_stands_on_a_character(
            text in "[ab, é漢👍🏽\n\r\t\u{c}\u{202e}]{0,200}",
            motions in proptest::collection::vec(a_motion(), 1..40),
            width in 1usize..60,
        ) {
            let index = LineIndex::of(&text);
            let reader = Reader::new(&text, &index, width);
            let mut cursor = 0;
            for motion in motions {
                cursor = motion.from(cursor, &text, &reader);
                prop_assert!(text.is_char_boundary(cursor), "{motion:?} {cursor}");
                let span = reader.between(0, cursor);
                prop_assert!(span.of(&text).is_some(), "{span:?}");
            }
        }
    }
}
