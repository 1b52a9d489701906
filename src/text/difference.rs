//! What one version of a text has that another has not, line by line.
//!
//! Lines are compared without the blanks around them. Empty lines belong to the run they stand in. Knows nothing of what
//! the lines mean.

use super::Span;
use super::clean::line_spans;
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::HashSet;
use std::ops::Range;

/// Texts with more lines than this are not compared: the time grows with the product of both.
pub const MOST_LINES: usize = 4_000;

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// Both texts have it.
    Same,
    /// Only the older text has it.
    Gone,
    /// Only the newer text has it.
    New,
}

/// A run of lines that share a fate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Run {
    /// What became of them.
    pub fate: Fate,
    /// From the first line to the last one: of the older text when they are gone, of the newer one otherwise.
    #[serde(flatten)]
    pub span: Span,
    /// How many lines.
    pub lines: usize,
}

/// The runs from the top of both texts to their end; `None` when one of them is longer than [`MOST_LINES`].
pub fn difference(older: &str, newer: &str) -> Option<Vec<Run>> {
    let (before, after) = (Lines::of(older), Lines::of(newer));
    if before.spans.len().max(after.spans.len()) > MOST_LINES {
        return None;
    }
    let operations = capture_diff_slices(Algorithm::Patience, &before.words, &after.words);
    Some(operations.iter().flat_map(|operation| runs(operation, &before, &after)).collect())
}

/// Which of the filled lines of a text another one holds too, in percent rounded down; 0 for a text without lines.
pub fn shared_lines(text: &str, other: &str) -> usize {
    let held: HashSet<&str> = filled(other).collect();
    let (mut all, mut shared) = (0, 0);
    for line in filled(text) {
        all += 1;
        shared += usize::from(held.contains(line));
    }
    shared * 100 / all.max(1)
}

fn filled(text: &str) -> impl Iterator<Item = &str> {
    line_spans(text)
        .into_iter()
        .filter_map(|span| span.of(text).map(str::trim))
        .filter(|line| !line.is_empty())
}

struct Lines<'t> {
    spans: Vec<Span>,
    words: Vec<&'t str>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let spans = line_spans(text);
        let words = spans.iter().map(|span| span.of(text).unwrap_or_default().trim()).collect();
        Self { spans, words }
    }

    /// From the first of these lines to the last one.
    fn span(&self, from: usize, count: usize) -> Option<Span> {
        let lines = self.spans.get(from..from.checked_add(count)?)?;
        Some(Span::new(lines.first()?.start, lines.last()?.end))
    }
}

fn runs(operation: &DiffOp, before: &Lines<'_>, after: &Lines<'_>) -> impl Iterator<Item = Run> + use<> {
    let run = |fate, text: &Lines<'_>, lines: Range<usize>| {
        Some(Run { fate, span: text.span(lines.start, lines.len())?, lines: lines.len() })
    };
    let (older, newer) = (operation.old_range(), operation.new_range());
    let [first, second] = if matches!(operation, DiffOp::Equal { .. }) {
        [run(Fate::Same, after, newer), None]
    } else {
        [run(Fate::Gone, before, older), run(Fate::New, after, newer)]
    };
    first.into_iter().chain(second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts<'t>(older: &'t str, newer: &'t str, fate: Fate) -> Vec<&'t str> {
        let text = if fate == Fate::Gone { older } else { newer };
        let runs = difference(older, newer).unwrap().into_iter().filter(|run| run.fate == fate);
        runs.map(|run| run.span.of(text).unwrap()).collect()
    }

    #[test]
    fn a_line_that_was_filled_in_is_gone_and_new_at_the_same_place() {
        let (older, newer) = ("Signed by:\nDate:\nEnd", "Signed by:\r\n  Date: 5 June 2025\r\nEnd");
        assert_eq!(parts(older, newer, Fate::Gone), ["Date:"]);
        assert_eq!(parts(older, newer, Fate::New), ["  Date: 5 June 2025"]);
    }

    #[test]
    fn blanks_around_a_line_make_no_difference() {
        assert_eq!(
            difference("a\n b", "a \nb").unwrap(),
            [Run { fate: Fate::Same, span: Span::new(0, 4), lines: 2 }]
        );
    }

    #[test]
    fn a_text_that_grew_at_its_end_has_one_new_run() {
        assert_eq!(parts("one\ntwo", "one\ntwo\nthree\nfour", Fate::New), ["three\nfour"]);
        assert_eq!(parts("one\ntwo", "one\ntwo\nthree\nfour", Fate::Gone), Vec::<&str>::new());
    }

    #[test]
    fn texts_that_are_too_long_are_not_compared() {
        let long = "line\n".repeat(MOST_LINES);
        assert_eq!(difference(&long, "line"), None);
        assert_eq!(difference("line", &long), None);
    }

    #[test]
    fn the_share_counts_filled_lines_of_the_first_text() {
        assert_eq!(shared_lines("a\n\nb\n", " b \nc\nd"), 50);
        assert_eq!(shared_lines("", "a"), 0);
    }

    fn text() -> impl Strategy<Value = String> {
        proptest::collection::vec(prop::sample::select(vec!["", "a", "b", "é"]), 0..12)
            .prop_map(|lines| lines.join("\n"))
    }

    proptest! {
        #[test]
        fn every_line_of_both_texts_is_in_exactly_one_run(older in text(), newer in text()) {
            let found = difference(&older, &newer).unwrap();
            let count = |text: &str, span: Span| line_spans(span.of(text).unwrap()).len();
            let (mut before, mut after) = (0, 0);
            for run in &found {
                let text = if run.fate == Fate::Gone { &older } else { &newer };
                prop_assert_eq!(count(text, run.span), run.lines);
                before += if run.fate == Fate::New { 0 } else { run.lines };
                after += if run.fate == Fate::Gone { 0 } else { run.lines };
            }
            prop_assert_eq!((before, after), (line_spans(&older).len(), line_spans(&newer).len()));
        }

        #[test]
        fn a_text_is_the_same_as_itself(text in text()) {
            let all_same = difference(&text, &text).unwrap().iter().all(|run| run.fate == Fate::Same);
            prop_assert!(all_same);
        }
    }
}
