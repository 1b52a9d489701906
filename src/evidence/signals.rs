//! The patterns of an edition, run only where they can fire: one search for the words they need says where that is.
//!
//! A pattern is named by its id in the edition; an edition without it simply does not fire. A pattern sees the line
//! of its word and one line on either side. Never decides what a hit is worth: each requirement does.

use super::needles::{Needles, Places};
use super::signal_set::SignalSet;
use crate::policy::SignalSpec;
use crate::text::Span;
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
pub(crate) struct Hits(SignalSet);

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
        mask.0.holds(self.signal)
    }
}

/// Several signals, looked up once and asked for often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mask(SignalSet);

impl Signals {
    /// Most signals an edition can have; later ones are left out.
    pub const MOST: usize = SignalSet::SIZE;

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
        let places = self.needles.as_ref().map(|needles| needles.places(text, self.patterns.len()));
        self.search(text, &places.unwrap_or_else(|| vec![Places::Everywhere; self.patterns.len()]))
    }

    /// Where the signals fire that can fire somewhere.
    fn search(&self, text: &str, places: &[Places]) -> Vec<Hit> {
        let lines = Lines::of(text);
        let mut found = Vec::new();
        for (signal, (pattern, places)) in self.patterns.iter().zip(places).enumerate() {
            for part in lines.parts(places) {
                found.extend(pattern.find_iter(part.of(text).unwrap_or_default()).map(|hit| {
                    let blanks = hit.len() - hit.as_str().trim_start().len();
                    Hit { start: part.start + hit.start() + blanks, signal }
                }));
            }
        }
        found.sort_unstable();
        found
    }

    /// The given signals together.
    pub(crate) fn mask(&self, ids: &[&str]) -> Mask {
        let rows = self.specs.iter().enumerate();
        Mask(rows.filter(|(_, spec)| ids.contains(&spec.id.as_str())).map(|(at, _)| at).collect())
    }

    /// Every signal, in the order of the edition.
    pub(crate) fn specs(&self) -> &[SignalSpec] {
        &self.specs
    }

    /// The signals that fired in a unit.
    pub(crate) fn fired_in(&self, hits: Hits) -> impl Iterator<Item = &SignalSpec> {
        let rows = self.specs.iter().enumerate();
        rows.filter(move |(at, _)| hits.0.holds(*at)).map(|(_, spec)| spec)
    }

    /// Ids of the signals about a requirement that fired, for the explanation.
    pub(crate) fn ids_about(&self, hits: Hits, about: &str) -> Vec<String> {
        let rows = self.specs.iter().enumerate();
        let fired = rows.filter(|(at, spec)| spec.about == about && hits.0.holds(*at));
        fired.map(|(_, spec)| spec.id.clone()).collect()
    }
}

impl Hits {
    pub(crate) const fn add(&mut self, hit: Hit) {
        self.0.add(hit.signal);
    }

    /// Whether any of the signals fired.
    pub(crate) const fn meet(self, mask: Mask) -> bool {
        self.0.meets(mask.0)
    }
}

/// Where the lines of a text begin, and where it ends.
struct Lines {
    starts: Vec<usize>,
    end: usize,
}

impl Lines {
    /// Lines before and behind the line of a word that a pattern sees.
    const REACH: usize = 1;

    fn of(text: &str) -> Self {
        let behind_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(behind_breaks).collect(), end: text.len() }
    }

    /// The parts of the text a pattern is run over: whole lines, in order, none twice.
    fn parts(&self, places: &Places) -> Vec<Span> {
        let Places::Around(places) = places else { return vec![Span::new(0, self.end)] };
        let mut parts: Vec<Span> = Vec::new();
        for place in places {
            let line = self.starts.partition_point(|start| start <= place).saturating_sub(1);
            let start = self.start(line.saturating_sub(Self::REACH));
            let end = self.start(line + Self::REACH + 1);
            match parts.last_mut().filter(|last| start <= last.end) {
                Some(last) => last.end = last.end.max(end),
                None => parts.push(Span::new(start, end)),
            }
        }
        parts
    }

    fn start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.end)
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
            let everywhere = vec![Places::Everywhere; signals.patterns.len()];
            assert!(signals.find(text) == signals.search(text, &everywhere), "{text}");
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
