//! Two texts side by side: which stretches of one stand in the other.

use super::words::{SHINGLE, Words};
use crate::text::Span;
use std::collections::HashMap;

/// Words in a row that make a match; fewer agree by chance.
const SHORTEST: usize = 6;
/// Matches at most so many words apart in both texts are one passage.
const GAP: usize = 8;
/// Places tried for each shingle: a text that repeats itself must not take long.
const TRIED: usize = 4;

/// A stretch of text that stands in both documents, give or take a few words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Passage {
    /// Where it stands in the one.
    pub one: Span,
    /// Where it stands in the other.
    pub other: Span,
    /// Words that agree.
    pub words: usize,
}

/// What two texts share.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Shared {
    /// Share of the shorter text, 0 to 1, counted in words that make a text its own.
    pub overlap: f64,
    /// Words that agree.
    pub words: usize,
    /// Where, in the order of the second text.
    pub passages: Vec<Passage>,
}

/// Compares two texts word by word.
pub fn shared(one: &str, other: &str) -> Shared {
    let (one, other) = (Words::of(one), Words::of(other));
    let matches = matches(&one, &other);
    let mut covered = vec![false; one.words.len()];
    for found in &matches {
        covered.get_mut(found.one..found.one + found.len).unwrap_or_default().fill(true);
    }
    // What is repeated in one text counts there as often as it stands, so the smaller count is the honest one.
    let in_one = covered.iter().filter(|covered| **covered).count();
    let words = in_one.min(matches.iter().map(|found| found.len).sum());
    let shorter = one.words.len().min(other.words.len()).max(1);
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    Shared {
        overlap: (number(words) / number(shorter) * 100.0).round() / 100.0,
        words,
        passages: joined(&matches).into_iter().map(|run| run.passage(&one, &other)).collect(),
    }
}

/// Words that agree one after the other, or nearly.
#[derive(Debug, Clone, Copy)]
struct Run {
    one: usize,
    other: usize,
    len: usize,
    one_end: usize,
    other_end: usize,
}

impl Run {
    fn passage(&self, one: &Words, other: &Words) -> Passage {
        Passage {
            one: one.original(self.one, self.one_end),
            other: other.original(self.other, self.other_end),
            words: self.len,
        }
    }
}

/// Greedy cover of the second text by stretches of the first, longest of a few first.
fn matches(one: &Words, other: &Words) -> Vec<Run> {
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, hash) in one.shingles().enumerate() {
        let known = places.entry(hash).or_default();
        if known.len() < TRIED {
            known.push(at);
        }
    }
    let shingles: Vec<u64> = other.shingles().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(hash) = shingles.get(at) {
        let tried = places.get(hash).map_or(&[][..], Vec::as_slice);
        let longest = tried.iter().map(|&place| (agreeing(one, other, (place, at)), place));
        // Of equally long stretches the first one stands.
        match longest.max_by_key(|&(len, place)| (len, std::cmp::Reverse(place))) {
            Some((len, place)) if len >= SHORTEST => {
                found.push(Run { one: place, other: at, len, one_end: place + len, other_end: at + len });
                at += len;
            }
            _ => at += 1,
        }
    }
    found
}

fn agreeing(one: &Words, other: &Words, (a, b): (usize, usize)) -> usize {
    let (one, other) = (one.words.iter().skip(a), other.words.iter().skip(b));
    one.zip(other).take_while(|(one, other)| one.hash == other.hash).count()
}

/// Runs that follow each other closely in both texts as one.
fn joined(matches: &[Run]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for next in matches {
        match runs.last_mut() {
            Some(last)
                if next.one >= last.one_end
                    && next.one <= last.one_end + GAP
                    && next.other <= last.other_end + GAP =>
            {
                (last.one_end, last.other_end) = (next.one_end, next.other_end);
                last.len += next.len;
            }
            _ => runs.push(*next),
        }
    }
    runs
}

// A shingle is found only if a match can hold it.
const _: () = assert!(SHINGLE <= SHORTEST);

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: &str = "Halden set up the tenant and moved two hundred mailboxes in waves of twenty.\n\
        Before that, nobody could say which of the old servers still sent mail to customers.\n\
        Orrin now reads every message in one place and the old servers are gone for good.";

    #[test]
    fn a_copy_with_other_names_and_numbers_is_the_same_text() {
        let copy = PAPER.replace("Halden", "Nordlicht").replace("Orrin", "Falkenhof");
        let found = shared(PAPER, &copy);
        assert!(found.overlap > 0.99, "{found:?}");
        assert_eq!(found.passages.len(), 1);
        let passage = found.passages[0];
        assert!(passage.one.of(PAPER).unwrap().starts_with("set up") && passage.other.of(&copy).is_some());
    }

    #[test]
    fn what_stands_between_is_not_part_of_a_passage() {
        let lines: Vec<&str> = PAPER.lines().collect();
        let other = "a long stretch of words that nobody else ever wrote down on any paper in this world";
        let text = format!("{}\n{other}\n{other}\n{}", lines[0], lines[2]);
        let found = shared(PAPER, &text);
        assert_eq!(found.passages.len(), 2, "{found:?}");
        assert!(
            found.passages.iter().all(|passage| !passage.other.of(&text).unwrap().contains("nobody else"))
        );
    }

    #[test]
    fn texts_on_the_same_subject_share_nothing() {
        let other =
            "We enrolled the laptops of the plant and wrote a card for the shift leaders of each hall.";
        assert_eq!(shared(PAPER, other), Shared { overlap: 0.0, words: 0, passages: Vec::new() });
    }

    #[test]
    fn a_text_that_repeats_itself_is_compared_quickly() {
        let text = "the same five words again and ".repeat(40_000);
        let start = std::time::Instant::now();
        assert!(shared(&text, &text).overlap > 0.99);
        assert!(start.elapsed() < std::time::Duration::from_secs(20));
    }
}
