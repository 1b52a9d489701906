//! Words that tell of work on a workload without its name: `Safe Links`, `domain controllers`, `call queues`.
//!
//! They help to place a line among the claimed workloads (R3). They never connect a proof to a workload (R4).

use super::aliases::{is_abbreviation, stands_alone};
use crate::policy::Edition;
use crate::text::Span;
use aho_corasick::{AhoCorasick, MatchKind};

/// Feature words of an edition, ready to be searched for.
#[derive(Debug)]
pub(crate) struct Features {
    matcher: AhoCorasick,
    words: Vec<Word>,
}

#[derive(Debug)]
struct Word {
    text: String,
    workloads: Workloads,
    exact_case: bool,
}

/// Some workloads of a catalogue, by index; only its first 128 can be members.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Workloads(u128);

/// A feature word in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Feature {
    pub(crate) start: usize,
    pub(crate) of: Workloads,
}

impl Features {
    pub(crate) fn new(edition: &Edition) -> Result<Self, aho_corasick::BuildError> {
        let mut words: Vec<Word> = Vec::new();
        for (workload, entry) in edition.workloads.iter().enumerate() {
            for text in &entry.features {
                let own = Workloads::one(workload);
                match words.iter_mut().find(|word| word.text.eq_ignore_ascii_case(text)) {
                    Some(word) => word.workloads = word.workloads.and(own),
                    None => words.push(Word {
                        text: text.clone(),
                        workloads: own,
                        exact_case: is_abbreviation(text),
                    }),
                }
            }
        }
        let matcher = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(words.iter().map(|word| &word.text))?;
        Ok(Self { matcher, words })
    }

    /// Every feature word, in order.
    pub(crate) fn scan(&self, text: &str) -> Vec<Feature> {
        let hits = self.matcher.find_iter(text).filter_map(|hit| {
            let word = self.words.get(hit.pattern().as_usize())?;
            let span = Span::new(hit.start(), hit.end());
            let spelled = !word.exact_case || span.of(text) == Some(word.text.as_str());
            (spelled && stands_alone(text, span)).then_some(Feature { start: span.start, of: word.workloads })
        });
        hits.collect()
    }
}

impl Workloads {
    pub(crate) const fn one(workload: usize) -> Self {
        Self(if workload < 128 { 1 << workload } else { 0 })
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn has(self, workload: usize) -> bool {
        workload < 128 && self.0 & (1 << workload) != 0
    }

    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}
