//! Reading large documents: opening, scrolling, searching. Opening may grow with the document, a frame must not.

use crate::support::reviewing::{Reviewing, review_of};
use crate::support::samples;
use divan::Bencher;
use proofdesk::desk::Review;
use proofdesk::domain::PoeDocument;
use proofdesk::tui::widgets::marked_text::LineIndex;
use ratatui::layout::Size;
use std::sync::Arc;

const SCREEN: Size = Size { width: 120, height: 40 };
const SIZES: [usize; 3] = [20_000, 2_000_000, 10_000_000];

/// Lines as they stand in a proof, until there are enough bytes.
fn text(bytes: usize) -> String {
    let line = "12.03.2025  Fabrikam enrolled 980 devices in Microsoft Intune; see appendix B, 株式会社 and Müller.\n";
    line.repeat(bytes / line.len() + 1)
}

fn review(text: String) -> Review {
    let mut claim = samples::claim("3128045");
    let first = PoeDocument { text, ..(*claim.documents[0]).clone() };
    claim.documents = vec![Arc::new(first)];
    review_of(claim)
}

/// Finding all lines of a document.
#[divan::bench(args = SIZES)]
fn index_the_lines(bencher: Bencher<'_, '_>, bytes: usize) {
    let text = text(bytes);
    bencher.counter(divan::counter::BytesCount::of_str(&text)).bench_local(|| LineIndex::of(&text).lines());
}

/// From the answer of the desk to the first frame.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn open_and_draw(bencher: Bencher<'_, '_>, bytes: usize) {
    let review = review(text(bytes));
    bencher.bench_local(|| Reviewing::read_only(review.clone(), SCREEN).buffer());
}

/// A page further and its frame.
#[divan::bench(args = SIZES)]
fn scroll_a_page_and_draw(bencher: Bencher<'_, '_>, bytes: usize) {
    let mut reviewing = Reviewing::read_only(review(text(bytes)), SCREEN);
    bencher.bench_local(|| {
        reviewing.press("pagedown");
        reviewing.buffer()
    });
}

/// The same in a document that is one single line.
#[divan::bench]
fn scroll_a_megabyte_without_a_line_break(bencher: Bencher<'_, '_>) {
    let mut reviewing = Reviewing::read_only(review(text(1_000_000).replace('\n', " ")), SCREEN);
    bencher.bench_local(|| {
        reviewing.press("pagedown");
        reviewing.buffer()
    });
}

/// Searching words that stand nowhere: every byte is looked at.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn search_words_that_stand_nowhere(bencher: Bencher<'_, '_>, bytes: usize) {
    let mut reviewing = Reviewing::read_only(review(text(bytes)), SCREEN);
    bencher.bench_local(|| reviewing.press("/ ctrl-u n o w h e r e enter").keys);
}

/// The next match and its frame, with thousands of matches.
#[divan::bench(args = SIZES)]
fn step_to_the_next_match_and_draw(bencher: Bencher<'_, '_>, bytes: usize) {
    let mut reviewing = Reviewing::read_only(review(text(bytes)), SCREEN);
    reviewing.press("/ i n t u n e enter");
    bencher.bench_local(|| {
        reviewing.press("n");
        reviewing.buffer()
    });
}
