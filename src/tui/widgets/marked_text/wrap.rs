//! One fragment as rows of glyphs that fit a width.
//!
//! Words are kept whole where possible, wide characters may end a row anywhere, continued rows hang under the
//! text of a list item. Widths are those of grapheme clusters.

use super::{Fragment, FragmentKind};
use crate::text::{Span, clean};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// One grapheme cluster, token or tab on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// Bytes of the original document it stands for.
    pub source: Span,
    /// Bytes of the row's text it is drawn from.
    pub shown: Span,
    /// Column in the row.
    pub column: usize,
    /// Columns it takes.
    pub width: usize,
    /// Whether it stands for something that cannot be shown as itself.
    pub token: bool,
}

/// One line of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Number of the line, on the first row of a line.
    pub number: Option<usize>,
    /// Number of the page that begins; such a row has no glyphs.
    pub page: Option<usize>,
    /// Bytes of the original document.
    pub span: Span,
    /// Cleaned text of the glyphs.
    pub text: String,
    /// The glyphs from left to right; blanks that did not fit stand at the right edge with width 0.
    pub glyphs: Vec<Glyph>,
    /// Whether the line reads as a heading.
    pub heading: bool,
}

impl Row {
    /// The text of one glyph.
    pub fn shown(&self, glyph: &Glyph) -> &str {
        glyph.shown.of(&self.text).unwrap_or_default()
    }

    /// Column of a byte, if the row shows it.
    pub fn column_of(&self, offset: usize) -> Option<usize> {
        self.glyphs.iter().find(|glyph| glyph.source.contains(offset)).map(|glyph| glyph.column)
    }

    /// The bytes shown at a column, or those of the last glyph when the row is shorter.
    pub fn source_at(&self, column: usize) -> Option<Span> {
        self.glyphs
            .iter()
            .rfind(|glyph| glyph.column <= column)
            .or(self.glyphs.first())
            .map(|glyph| glyph.source)
    }
}

/// A glyph before it has a place.
#[derive(Clone, Copy)]
struct Unplaced {
    source: Span,
    shown: Span,
    width: usize,
    token: bool,
    blank: bool,
    /// Whether a row may begin here although no blank stands before it.
    opens: bool,
}

/// Wraps a fragment of `text` to `width` columns (at least 1). Gives at least one row.
pub(super) fn wrap(text: &str, fragment: Fragment, width: usize) -> Vec<Row> {
    let number = match fragment.kind {
        FragmentKind::Line(number) => Some(number),
        FragmentKind::Rest(_) => None,
        FragmentKind::Page(page) => return vec![page_row(fragment.span, page)],
    };
    let original = fragment.span.of(text).unwrap_or_default();
    let heading = number.is_some() && super::is_heading(original);
    let (shown, glyphs) = glyphs(original, fragment.span.start);
    let hang = if number.is_some() { hanging_indent(&shown, width) } else { 0 };
    let cuts = cuts(&glyphs, width.max(1), hang);
    let mut rows: Vec<Row> = cuts
        .iter()
        .enumerate()
        .map(|(nth, &(from, to))| {
            let indent = if nth == 0 { 0 } else { hang };
            place(&shown, glyphs.get(from..to).unwrap_or_default(), Place { indent, width, heading })
        })
        .collect();
    spread_spans(&mut rows, fragment.span);
    if let Some(first) = rows.first_mut() {
        first.number = number;
    }
    rows
}

fn page_row(span: Span, page: usize) -> Row {
    Row { number: None, page: Some(page), span, text: String::new(), glyphs: Vec::new(), heading: false }
}

/// Cleans a fragment and splits it into clusters that know where they come from.
fn glyphs(original: &str, start: usize) -> (String, Vec<Unplaced>) {
    let mut shown = String::with_capacity(original.len());
    let mut glyphs: Vec<Unplaced> = Vec::with_capacity(original.len());
    for piece in clean::line(original, start) {
        let base = shown.len();
        shown.push_str(&piece.text);
        if piece.token || piece.text.len() != piece.span.len() {
            glyphs.push(whole(&piece, base));
            continue;
        }
        for (at, cluster) in piece.text.grapheme_indices(true) {
            let width = cluster.width();
            let wide_before = glyphs.last().is_some_and(|before| before.width > 1 || before.token);
            glyphs.push(Unplaced {
                source: Span::new(piece.span.start + at, piece.span.start + at + cluster.len()),
                shown: Span::new(base + at, base + at + cluster.len()),
                width,
                token: false,
                blank: cluster == " ",
                opens: (width > 1 || wide_before) && !stays_with_the_one_before(cluster),
            });
        }
    }
    (shown, glyphs)
}

/// A token or a tab: one glyph, never broken.
fn whole(piece: &clean::Piece, base: usize) -> Unplaced {
    Unplaced {
        source: piece.span,
        shown: Span::new(base, base + piece.text.len()),
        width: piece.text.width(),
        token: piece.token,
        blank: !piece.token && piece.text.trim().is_empty(),
        opens: piece.token,
    }
}

/// Closing punctuation of east Asian text does not begin a row.
fn stays_with_the_one_before(cluster: &str) -> bool {
    cluster.chars().next().is_some_and(|c| "、。，．）」』】〉》！？：；・ー.,;:!?)]}".contains(c))
}

/// Columns by which continued rows are indented: under the text of an indented line or a list item.
fn hanging_indent(shown: &str, width: usize) -> usize {
    let bare = shown.trim_start_matches(' ');
    let blanks = shown.len() - bare.len();
    let bullet = ["- ", "* ", "• ", "[x] ", "[ ] ", "[X] ", "☐ ", "☒ "]
        .iter()
        .find(|bullet| bare.starts_with(**bullet))
        .map_or(0, |bullet| bullet.width());
    let hang = blanks + bullet;
    if hang * 3 <= width { hang } else { 0 }
}

/// Ranges of glyphs, one for each row.
fn cuts(glyphs: &[Unplaced], width: usize, hang: usize) -> Vec<(usize, usize)> {
    let mut rows = Vec::new();
    let (mut start, mut column, mut may_break) = (0, 0, None);
    for (at, glyph) in glyphs.iter().enumerate() {
        if at > start && (glyph.opens || follows_a_blank(glyphs, at)) {
            may_break = Some(at);
        }
        // Twice at most: what is carried over may be too long again where continued rows are indented.
        while !glyph.blank && at > start && column + glyph.width > room(rows.len(), width, hang) {
            let cut = may_break.take().unwrap_or(at);
            rows.push((start, cut));
            start = cut;
            column = glyphs.get(cut..at).unwrap_or_default().iter().map(|glyph| glyph.width).sum();
        }
        column += glyph.width;
    }
    rows.push((start, glyphs.len()));
    rows
}

/// Columns of the row that comes after this many rows.
fn room(rows_before: usize, width: usize, hang: usize) -> usize {
    if rows_before == 0 { width } else { width.saturating_sub(hang).max(1) }
}

fn follows_a_blank(glyphs: &[Unplaced], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| glyphs.get(before));
    before.is_some_and(|before| before.blank) && glyphs.get(at).is_some_and(|glyph| !glyph.blank)
}

/// How the glyphs of one row are placed.
#[derive(Clone, Copy)]
struct Place {
    indent: usize,
    width: usize,
    heading: bool,
}

fn place(shown: &str, glyphs: &[Unplaced], place: Place) -> Row {
    let mut row = Row {
        number: None,
        page: None,
        span: Span::new(0, 0),
        text: String::new(),
        glyphs: Vec::with_capacity(glyphs.len()),
        heading: place.heading,
    };
    let mut column = place.indent;
    for glyph in glyphs {
        let start = row.text.len();
        row.text.push_str(glyph.shown.of(shown).unwrap_or_default());
        let room = place.width.saturating_sub(column);
        // Only blanks at the end of a row, or a glyph wider than the whole row, do not fit.
        let width = if glyph.blank { glyph.width.min(room) } else { glyph.width };
        row.glyphs.push(Glyph {
            source: glyph.source,
            shown: Span::new(start, row.text.len()),
            column,
            width,
            token: glyph.token,
        });
        column += width;
    }
    row
}

/// Gives every row the bytes from its first glyph up to the first glyph of the next row.
fn spread_spans(rows: &mut [Row], fragment: Span) {
    let mut end = fragment.end;
    for row in rows.iter_mut().rev() {
        let start = row.glyphs.first().map_or(fragment.start, |glyph| glyph.source.start);
        row.span = Span::new(start, end.max(start));
        end = start;
    }
    if let Some(first) = rows.first_mut() {
        first.span = Span::new(fragment.start, first.span.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, width: usize) -> Vec<String> {
        let fragment = Fragment { span: Span::new(0, text.len()), kind: FragmentKind::Line(1) };
        wrap(text, fragment, width)
            .iter()
            .map(|row| {
                let indent = row.glyphs.first().map_or(0, |glyph| glyph.column);
                format!("{}{}", " ".repeat(indent), row.text).trim_end().to_owned()
            })
            .collect()
    }

    #[test]
    fn words_are_kept_whole() {
        assert_eq!(rows("deployed and configured Intune", 12), ["deployed and", "configured", "Intune"]);
    }

    #[test]
    fn a_word_longer_than_the_row_is_broken_between_characters() {
        assert_eq!(rows("6611f2b2-2bd4", 5), ["6611f", "2b2-2", "bd4"]);
    }

    #[test]
    fn continued_rows_of_a_list_item_hang_under_its_text() {
        assert_eq!(rows("  - Onboarded 180 devices", 16), ["  - Onboarded", "    180 devices"]);
    }

    #[test]
    fn wide_characters_may_end_a_row_but_closing_punctuation_does_not_begin_one() {
        assert_eq!(rows("株式会社、担当", 8), ["株式会", "社、担当"]);
    }

    proptest! {
        #[test]
        fn rows_show_every_byte_once_and_fit(text in "[a-c  é漢字👍🏽\t\u{202e}\u{1b}-]{0,120}", width in 1usize..200) {
            let fragment = Fragment { span: Span::new(0, text.len()), kind: FragmentKind::Line(1) };
            let rows = wrap(&text, fragment, width);
            let mut shown = 0;
            for row in &rows {
                prop_assert_eq!(row.span.start, shown);
                for glyph in &row.glyphs {
                    prop_assert_eq!(glyph.source.start, shown);
                    shown = glyph.source.end;
                    let alone = Some(glyph) == row.glyphs.first() || glyph.width == 0;
                    prop_assert!(alone || glyph.column + glyph.width <= width, "{glyph:?}");
                }
            }
            prop_assert_eq!(shown, text.len());
        }
    }
}
