//! The patterns of an edition, matched all at once.
//!
//! A pattern is named by its id in the edition; an edition without it simply does not fire. Never decides what a
//! hit is worth: each requirement does.

use crate::policy::SignalSpec;
use regex::{RegexSet, RegexSetBuilder};

/// Memory a compiled set may take.
const SIZE_LIMIT: usize = 64 << 20;

/// Compiled signals.
#[derive(Debug)]
pub struct Signals {
    set: RegexSet,
    specs: Vec<SignalSpec>,
}

/// Which signals fired in a piece of text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Hits(u128);

impl Signals {
    /// Compiles the patterns; fails on the first one that is not a pattern.
    pub fn new(specs: &[SignalSpec]) -> Result<Self, regex::Error> {
        let set = RegexSetBuilder::new(specs.iter().map(|spec| &spec.pattern))
            .size_limit(SIZE_LIMIT)
            .dfa_size_limit(SIZE_LIMIT)
            .build()?;
        Ok(Self { set, specs: specs.to_vec() })
    }

    /// Most signals an edition can have.
    pub(crate) const MOST: usize = 128;

    /// Ids of the signals that fire in a text.
    pub fn fired(&self, text: &str) -> Vec<&str> {
        self.set
            .matches(text)
            .iter()
            .filter_map(|at| self.specs.get(at))
            .map(|spec| spec.id.as_str())
            .collect()
    }

    pub(crate) fn hits(&self, text: &str) -> Hits {
        Hits(self.set.matches(text).iter().filter(|at| *at < Self::MOST).fold(0, |bits, at| bits | 1 << at))
    }

    /// The given signals together, to be looked up once and asked for often.
    pub(crate) fn mask(&self, ids: &[&str]) -> Mask {
        let bits = self.specs.iter().take(Self::MOST).enumerate();
        Mask(bits.filter(|(_, spec)| ids.contains(&spec.id.as_str())).fold(0, |mask, (at, _)| mask | 1 << at))
    }

    /// Ids of the signals about a requirement that fired, for the explanation.
    pub(crate) fn ids_about(&self, hits: &Hits, about: &str) -> Vec<String> {
        let fired = |at: usize| hits.0 & (1 << at) != 0;
        let rows = self.specs.iter().take(Self::MOST).enumerate();
        rows.filter(|(at, spec)| fired(*at) && spec.about == about).map(|(_, spec)| spec.id.clone()).collect()
    }
}

/// Several signals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mask(u128);

impl Hits {
    /// Whether any of the signals fired.
    pub(crate) const fn meet(&self, mask: Mask) -> bool {
        self.0 & mask.0 != 0
    }
}
