//! The words of a text that make it its own, each with its place.
//!
//! Left out: whatever begins with a capital letter or holds a digit or an address, which is where copies differ
//! (names, dates, amounts, identifiers), and whatever a form, a mail program or a contract template printed.

use super::contract;
use crate::text::Span;
use crate::text::folded::Folded;
use crate::text::segment::{self, Line, Role};

/// Words in one shingle.
pub(super) const SHINGLE: usize = 5;

/// A word that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// Hash of the word in lower case.
    pub(super) hash: u64,
    /// Where it stands in the folded text.
    pub(super) span: Span,
}

/// The words of a text that count.
pub(super) struct Words {
    pub(super) words: Vec<Word>,
    folded: Folded,
}

impl Words {
    pub(super) fn of(text: &str) -> Self {
        let folded = Folded::new(text);
        let outline = segment::outline(folded.as_str());
        let printed = contract::printed(folded.as_str(), &outline.lines);
        let mut words = Vec::new();
        for (line, _) in
            outline.lines.iter().zip(printed).filter(|(line, printed)| says_something(line) && !printed)
        {
            collect(folded.as_str(), line.span, &mut words);
        }
        Self { words, folded }
    }

    /// Where the words from `first` up to, but without, `end` stand in the original text.
    pub(super) fn original(&self, first: usize, end: usize) -> Span {
        let at = |index: usize| self.words.get(index).map(|word| word.span).unwrap_or_default();
        self.folded.original(Span::new(at(first).start, at(end.saturating_sub(1)).end))
    }

    /// Hash of each shingle, in order of the text.
    pub(super) fn shingles(&self) -> impl Iterator<Item = u64> {
        self.words.windows(SHINGLE).map(shingle)
    }
}

fn says_something(line: &Line) -> bool {
    matches!(line.role, Role::Body | Role::Quoted)
}

fn shingle(words: &[Word]) -> u64 {
    // The order of the words counts, so each step turns what was there before.
    mixed(words.iter().fold(0, |hash: u64, word| hash.rotate_left(13).wrapping_mul(FACTOR) ^ word.hash))
}

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// Spreads the bits (the end of splitmix64), so that the smallest hashes are a fair sample.
const fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}

fn collect(text: &str, line: Span, words: &mut Vec<Word>) {
    let part = line.of(text).unwrap_or_default();
    let mut at = line.start;
    for chunk in part.split_inclusive(|c: char| c.is_whitespace()) {
        if !is_name_like(chunk) {
            collect_chunk(chunk, at, words);
        }
        at += chunk.len();
    }
}

/// Whether a stretch without blanks is a number, an address or an identifier.
fn is_name_like(chunk: &str) -> bool {
    chunk.contains('@')
        || chunk.contains("://")
        || chunk.contains('_')
        || chunk.bytes().any(|b| b.is_ascii_digit())
}

fn collect_chunk(chunk: &str, at: usize, words: &mut Vec<Word>) {
    let mut start = None;
    let end_of_text = chunk.len();
    for (offset, c) in chunk.char_indices().chain([(end_of_text, ' ')]) {
        if c.is_alphabetic() && !stands_alone(c) {
            start = start.or(Some(offset));
            continue;
        }
        if let Some(from) = start.take() {
            push(chunk, (from, offset), at, words);
        }
        if stands_alone(c) {
            push(chunk, (offset, offset + c.len_utf8()), at, words);
        }
    }
}

fn push(chunk: &str, (from, to): (usize, usize), at: usize, words: &mut Vec<Word>) {
    let Some(word) = chunk.get(from..to).filter(|word| !word.starts_with(char::is_uppercase)) else { return };
    let hash = word
        .chars()
        .flat_map(char::to_lowercase)
        .fold(FACTOR, |hash, c| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01B3));
    words.push(Word { hash: mixed(hash), span: Span::new(at + from, at + to) });
}

/// Characters of scripts without blanks between words: each is taken for a word.
const fn stands_alone(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let words = Words::of(text);
        (0..words.words.len()).map(|at| words.original(at, at + 1).of(text).unwrap().to_owned()).collect()
    }

    #[test]
    fn names_numbers_dates_and_addresses_are_left_out() {
        let text = "In May 2025 Halden moved 212 mailboxes (see it@halden.example) of Orrin in two waves.";
        assert_eq!(words(text), ["moved", "mailboxes", "see", "of", "in", "two", "waves"]);
    }

    #[test]
    fn tick_rows_headings_and_printed_lines_of_a_form_are_left_out() {
        let text =
            "☐ Intune ☐ rolled out\nGeneric high-level descriptions will not be accepted.\n3. Work done\n";
        assert_eq!(words(text), [] as [&str; 0]);
    }

    #[test]
    fn the_order_of_words_counts() {
        let shingles = |text: &str| Words::of(text).shingles().collect::<Vec<_>>();
        assert_ne!(shingles("one two three four five"), shingles("two one three four five"));
        assert_eq!(shingles("one two Three four five six"), shingles("one two four five six"));
    }
}
