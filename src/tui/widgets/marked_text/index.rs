//! Where lines, pieces of long lines, and pages begin.
//!
//! Built once per document. A line longer than [`LONGEST`] is kept as several fragments, so that wrapping one
//! costs the same in a file of one line as in a file of a million.

use crate::text::{Span, clean};

/// Bytes after which a line is continued in another fragment.
const LONGEST: usize = 2048;

/// How far back from [`LONGEST`] a blank is looked for, so that a word is not torn apart.
const SLACK: usize = 256;

/// What a fragment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FragmentKind {
    /// The beginning of the line of this number, counted from 1.
    Line(usize),
    /// More of the line of this number.
    Rest(usize),
    /// A form feed: the page of this number begins.
    Page(usize),
}

/// A stretch of the document that is wrapped on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fragment {
    /// Its bytes, without a line break.
    pub span: Span,
    /// What it is.
    pub kind: FragmentKind,
}

/// The fragments of one document in order; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    fragments: Vec<Fragment>,
    lines: usize,
    pages: usize,
}

impl LineIndex {
    /// Finds all lines and pages of a text.
    pub fn of(text: &str) -> Self {
        let mut index = Self { fragments: Vec::new(), lines: 0, pages: 1 };
        for line in clean::line_spans(text) {
            index.line(text, line);
        }
        index
    }

    /// Number of lines.
    pub const fn lines(&self) -> usize {
        self.lines
    }

    /// Number of pages; 1 for a text without page breaks.
    pub const fn pages(&self) -> usize {
        self.pages
    }

    /// Number of fragments, at least 1.
    pub const fn len(&self) -> usize {
        self.fragments.len()
    }

    /// Never: even an empty text has one line.
    pub const fn is_empty(&self) -> bool {
        self.fragments.is_empty()
    }

    /// The fragment with this position, if there is one.
    pub fn get(&self, position: usize) -> Option<Fragment> {
        self.fragments.get(position).copied()
    }

    /// Position of the fragment that holds a byte; a line break belongs to the line it ends.
    pub fn position(&self, offset: usize) -> usize {
        self.fragments.partition_point(|fragment| fragment.span.start <= offset).saturating_sub(1)
    }

    /// Number of the line that holds a byte.
    pub fn line_number(&self, offset: usize) -> usize {
        self.before(offset)
            .find_map(|fragment| match fragment.kind {
                FragmentKind::Line(number) | FragmentKind::Rest(number) => Some(number),
                FragmentKind::Page(_) => None,
            })
            .unwrap_or(1)
    }

    /// Number of the page that holds a byte.
    pub fn page_number(&self, offset: usize) -> usize {
        if self.pages == 1 {
            return 1;
        }
        self.before(offset)
            .find_map(|fragment| match fragment.kind {
                FragmentKind::Page(number) => Some(number),
                FragmentKind::Line(_) | FragmentKind::Rest(_) => None,
            })
            .unwrap_or(1)
    }

    /// The fragment that holds a byte and those before it, nearest first.
    fn before(&self, offset: usize) -> impl Iterator<Item = &Fragment> {
        self.fragments.get(..=self.position(offset)).unwrap_or_default().iter().rev()
    }

    /// Adds a line: every form feed in it begins a page, and what follows continues the line.
    fn line(&mut self, text: &str, line: Span) {
        self.lines += 1;
        let feeds = line.of(text).unwrap_or_default().match_indices('\u{c}');
        let mut kind = FragmentKind::Line(self.lines);
        let mut start = line.start;
        for feed in feeds.map(|(at, _)| line.start + at) {
            if feed > start {
                kind = self.stretch(text, Span::new(start, feed), kind);
            }
            self.pages += 1;
            let span = Span::new(feed, feed + 1);
            self.fragments.push(Fragment { span, kind: FragmentKind::Page(self.pages) });
            start = feed + 1;
        }
        self.stretch(text, Span::new(start, line.end), kind);
    }

    /// Adds a stretch of a line in fragments that are not too long; answers what the next one is.
    fn stretch(&mut self, text: &str, stretch: Span, mut kind: FragmentKind) -> FragmentKind {
        let mut start = stretch.start;
        while stretch.end - start > LONGEST {
            let cut = cut_near(text, Span::new(start, stretch.end));
            self.fragments.push(Fragment { span: Span::new(start, cut), kind });
            kind = FragmentKind::Rest(self.lines);
            start = cut;
        }
        self.fragments.push(Fragment { span: Span::new(start, stretch.end), kind });
        FragmentKind::Rest(self.lines)
    }
}

/// Where a line that is too long is continued: after a blank if one is near, else between two characters, but not
/// before a mark that belongs to the character before it.
fn cut_near(text: &str, rest: Span) -> usize {
    let limit = (0..4).map(|back| rest.start + LONGEST - back).find(|&at| text.is_char_boundary(at));
    let limit = limit.unwrap_or(rest.end);
    let near = (0..4).map(|back| limit - SLACK - back).find(|&at| text.is_char_boundary(at)).unwrap_or(limit);
    let Some(tail) = text.get(near..limit) else { return limit };
    if let Some(blank) = tail.rfind(' ') {
        return near + blank + 1;
    }
    tail.char_indices()
        .rev()
        .find(|(_, c)| c.is_alphanumeric() || c.is_ascii_graphic())
        .map_or(limit, |(at, _)| near + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kinds(text: &str) -> Vec<FragmentKind> {
        LineIndex::of(text).fragments.iter().map(|fragment| fragment.kind).collect()
    }

    #[test]
    fn an_empty_text_has_one_line() {
        assert_eq!(kinds(""), [FragmentKind::Line(1)]);
    }

    #[test]
    fn a_form_feed_begins_a_page() {
        let index = LineIndex::of("one\n\u{c}two\n");
        assert_eq!(index.pages(), 2);
        assert_eq!(index.page_number(0), 1);
        assert_eq!(index.page_number(5), 2);
    }

    #[test]
    fn a_line_of_a_megabyte_is_kept_in_short_fragments() {
        let index = LineIndex::of(&"word ".repeat(200_000));
        assert_eq!(index.lines(), 1);
        assert!(index.fragments.iter().all(|fragment| fragment.span.len() <= LONGEST));
        assert_eq!(index.line_number(700_000), 1);
    }

    proptest! {
        #[test]
        fn every_byte_is_in_a_fragment_or_is_a_line_break(text in "[a é漢\r\n\u{c}\u{85}\t]{0,300}", long in 0usize..6000) {
            let text = format!("{text}{}\n{text}", "ü".repeat(long));
            let index = LineIndex::of(&text);
            let mut done = 0;
            for fragment in &index.fragments {
                prop_assert!(fragment.span.start >= done);
                let between = text.get(done..fragment.span.start).unwrap();
                prop_assert!(between.chars().all(char::is_whitespace), "{between:?}");
                prop_assert!(fragment.span.of(&text).is_some());
                done = fragment.span.end;
            }
            prop_assert!(text.get(done..).unwrap().chars().all(char::is_whitespace));
        }

        #[test]
        fn a_byte_is_found_in_its_own_fragment(text in "[a é漢\n]{1,200}") {
            let index = LineIndex::of(&text);
            for (offset, c) in text.char_indices().filter(|(_, c)| *c != '\n') {
                let fragment = index.get(index.position(offset)).unwrap();
                prop_assert!(fragment.span.contains(offset), "{offset} {c:?} {fragment:?}");
            }
        }
    }
}
