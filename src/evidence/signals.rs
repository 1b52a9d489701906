//! The patterns of an edition, each run once over a whole document.
//!
//! A pattern is named by its id in the edition; an edition without it simply does not fire. Never decides what a
//! hit is worth: each requirement does.

use crate::policy::SignalSpec;
use regex::Regex;

/// Compiled signals.
#[derive(Debug)]
pub struct Signals {
    patterns: Vec<Regex>,
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
        let compile = |spec: &SignalSpec| Regex::new(&spec.pattern.replace(r"\b", r"(?-u:\b)"));
        let patterns = specs.iter().map(compile).collect::<Result<_, _>>()?;
        Ok(Self { patterns, specs })
    }

    /// Ids of the signals that fire in a text.
    pub fn fired(&self, text: &str) -> Vec<&str> {
        let rows = self.patterns.iter().zip(&self.specs);
        rows.filter(|(pattern, _)| pattern.is_match(text)).map(|(_, spec)| spec.id.as_str()).collect()
    }

    /// Every place where a signal fires, in order of the text.
    pub(crate) fn find(&self, text: &str) -> Vec<Hit> {
        let mut found = Vec::new();
        for (signal, pattern) in self.patterns.iter().enumerate() {
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
