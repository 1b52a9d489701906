//! The patterns of an edition, each run at most once over a whole document: one search for the words they need says
//! which can fire at all.
//!
//! A pattern is named by its id in the edition; an edition without it simply does not fire. Never decides what a
//! hit is worth: each requirement does.

use super::needles::Needles;
use crate::policy::SignalSpec;
use regex::{Regex, RegexBuilder};

/// Most bytes of a pattern's automaton. With the usual two megabytes, patterns that look a hundred characters ahead
/// throw theirs away again and again and took five sixths of all the time.
const AUTOMATON: usize = 8 << 20;

/// Compiled signals.
#[derive(Debug)]
pub struct Signals {
    patterns: Vec<Regex>,
    needles: Option<Needles>,
    specs: Vec<SignalSpec>,
}

/// Which signals fired in a unit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Hits(u128);

/// A place where a signal fired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hit {
    /// Where the text that fired begins, blanks left out.
    pub(crate) start: usize,
    signal: usize,
}

impl Hit {
    /// Whether it is a hit of one of these signals.
    pub(crate) const fn meets(self, mask: Mask) -> bool {
        mask.0 & (1 << self.signal) != 0
    }
}

/// Several signals, looked up once and asked for often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mask(u128);

impl Signals {
    /// Most signals an edition can have; later ones are left out.
    pub const MOST: usize = 128;

    /// Compiles the patterns; fails on the first one that is not a pattern.
    ///
    /// Word boundaries are those between ASCII letters: a boundary that knows every alphabet makes the search many
    /// times slower in texts with accents.
    pub fn new(specs: &[SignalSpec]) -> Result<Self, regex::Error> {
        let specs: Vec<SignalSpec> = specs.iter().take(Self::MOST).cloned().collect();
        let compile = |spec: &SignalSpec| {
            let pattern = spec.pattern.replace(r"\b", r"(?-u:\b)");
            RegexBuilder::new(&pattern).dfa_size_limit(AUTOMATON).build()
        };
        let patterns = specs.iter().map(compile).collect::<Result<_, _>>()?;
        let needles = Needles::of(specs.iter().map(|spec| spec.pattern.as_str()));
        Ok(Self { patterns, needles, specs })
    }

    /// Ids of the signals that fire in a text.
    pub fn fired(&self, text: &str) -> Vec<&str> {
        let rows = self.patterns.iter().zip(&self.specs);
        rows.filter(|(pattern, _)| pattern.is_match(text)).map(|(_, spec)| spec.id.as_str()).collect()
    }

    /// Every place where a signal fires, in order of the text.
    pub(crate) fn find(&self, text: &str) -> Vec<Hit> {
        let possible = self.needles.as_ref().map_or(u128::MAX, |needles| needles.possible(text));
        self.search(text, possible)
    }

    /// Where the given signals fire.
    fn search(&self, text: &str, possible: u128) -> Vec<Hit> {
        let mut found = Vec::new();
        let patterns = self.patterns.iter().enumerate().filter(|(at, _)| possible & (1 << at) != 0);
        for (signal, pattern) in patterns {
            found.extend(pattern.find_iter(text).map(|hit| {
                let blanks = hit.len() - hit.as_str().trim_start().len();
                Hit { start: hit.start() + blanks, signal }
            }));
        }
        found.sort_unstable();
        found
    }

    /// The given signals together.
    pub(crate) fn mask(&self, ids: &[&str]) -> Mask {
        let rows = self.specs.iter().enumerate();
        Mask(rows.filter(|(_, spec)| ids.contains(&spec.id.as_str())).fold(0, |mask, (at, _)| mask | 1 << at))
    }

    /// Every signal, in the order of the edition.
    pub(crate) fn specs(&self) -> &[SignalSpec] {
        &self.specs
    }

    /// The signals that fired in a unit.
    pub(crate) fn fired_in(&self, hits: Hits) -> impl Iterator<Item = &SignalSpec> {
        let rows = self.specs.iter().enumerate();
        rows.filter(move |(at, _)| hits.0 & (1 << at) != 0).map(|(_, spec)| spec)
    }

    /// Ids of the signals about a requirement that fired, for the explanation.
    pub(crate) fn ids_about(&self, hits: Hits, about: &str) -> Vec<String> {
        let rows = self.specs.iter().enumerate();
        let fired = rows.filter(|(at, spec)| spec.about == about && hits.0 & (1 << at) != 0);
        fired.map(|(_, spec)| spec.id.clone()).collect()
    }
}

impl Hits {
    pub(crate) const fn add(&mut self, hit: Hit) {
        self.0 |= 1 << hit.signal;
    }

    /// Whether any of the signals fired.
    pub(crate) const fn meet(self, mask: Mask) -> bool {
        self.0 & mask.0 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets;
    use crate::policy::Editions;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static SIGNALS: LazyLock<Vec<Signals>> = LazyLock::new(|| {
        let editions = Editions::from_sources(&assets::edition_sources(None).unwrap()).unwrap();
        editions.all().iter().map(|edition| Signals::new(&edition.signals).unwrap()).collect()
    });

    fn assert_same(text: &str) {
        for signals in SIGNALS.iter() {
            assert!(signals.find(text) == signals.search(text, u128::MAX), "{text}");
        }
    }

    #[test]
    fn patterns_that_are_passed_over_would_not_have_fired() {
        for signals in SIGNALS.iter() {
            let examples = signals.specs.iter().flat_map(|spec| [&spec.hit, &spec.miss]);
            examples.for_each(|text| assert_same(&format!("{text}\n{}", text.to_uppercase())));
        }
        assets::SAMPLE_CLAIMS.lines().for_each(assert_same);
    }

    proptest! {
        #[test]
        fn no_text_hides_from_the_search_for_words(text in any::<String>()) {
            assert_same(&text);
        }
    }
}
