//! Words a pattern cannot match without, so that most patterns never run over most documents.
//!
//! One search for all such words tells which patterns can fire, and where. The answer may name too many places, never
//! too few.

use aho_corasick::AhoCorasick;
use regex_syntax::hir::{Hir, HirKind};
use std::collections::BTreeMap;

/// Shorter words occur in every text and spare nothing.
const SHORTEST: usize = 3;
/// More alternatives than this are no cheaper to look for than the pattern itself.
const MOST: usize = 400;

/// The words of all patterns, searched for together.
#[derive(Debug)]
pub(super) struct Needles {
    matcher: AhoCorasick,
    /// For each word the patterns that may match where it stands.
    patterns: Vec<Vec<usize>>,
    /// Patterns that can match without any word.
    always: Vec<usize>,
}

/// Where in a text a pattern can match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Places {
    /// Anywhere.
    Everywhere,
    /// Around these places only, in order.
    Around(Vec<usize>),
}

impl Needles {
    /// Reads the patterns; the answers are in their order.
    pub(super) fn of<'p>(patterns: impl Iterator<Item = &'p str>) -> Option<Self> {
        let mut words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut always = Vec::new();
        for (at, pattern) in patterns.enumerate() {
            match needed(pattern) {
                Some(needed) => needed.into_iter().for_each(|word| words.entry(word).or_default().push(at)),
                None => always.push(at),
            }
        }
        let matcher = AhoCorasick::builder().ascii_case_insensitive(true).build(words.keys()).ok()?;
        Some(Self { matcher, patterns: words.into_values().collect(), always })
    }

    /// For each of the first `count` patterns where it can match.
    pub(super) fn places(&self, text: &str, count: usize) -> Vec<Places> {
        // Two letters that fold to ASCII ones: a case-insensitive pattern matches them, the search here does not.
        if text.contains(['\u{17F}', '\u{212A}']) {
            return vec![Places::Everywhere; count];
        }
        let mut places = vec![Places::Around(Vec::new()); count];
        for found in self.matcher.find_overlapping_iter(text) {
            for pattern in self.patterns.get(found.pattern().as_usize()).into_iter().flatten() {
                if let Some(Places::Around(around)) = places.get_mut(*pattern) {
                    around.push(found.start());
                }
            }
        }
        for pattern in &self.always {
            places.get_mut(*pattern).into_iter().for_each(|place| *place = Places::Everywhere);
        }
        places
    }
}

/// Words of which every match of a pattern holds at least one; `None` when there are none.
fn needed(pattern: &str) -> Option<Vec<String>> {
    // Without regard to case, the words come out as they are written instead of in every spelling.
    let plain = match pattern.strip_prefix("(?i)") {
        Some(rest) => rest.to_owned(),
        None => {
            pattern.strip_prefix("(?im)").map_or_else(|| pattern.to_owned(), |rest| format!("(?m){rest}"))
        }
    };
    let words = words_of(&regex_syntax::parse(&plain).ok()?)?;
    (words.len() <= MOST && shortest(&words) >= SHORTEST).then_some(words)
}

fn words_of(part: &Hir) -> Option<Vec<String>> {
    match part.kind() {
        HirKind::Literal(literal) => {
            // Letters beyond ASCII have other cases than the search knows.
            let text = std::str::from_utf8(&literal.0).ok()?;
            let longest = text.split(|c: char| !c.is_ascii()).max_by_key(|run| run.len())?;
            Some(vec![longest.to_ascii_lowercase()])
        }
        HirKind::Capture(capture) => words_of(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => words_of(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(words_of).max_by_key(|words| shortest(words)),
        HirKind::Alternation(parts) => {
            parts.iter().map(words_of).collect::<Option<Vec<_>>>().map(|words| words.concat())
        }
        _ => None,
    }
}

fn shortest(words: &[String]) -> usize {
    words.iter().map(String::len).min().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_needs_its_longest_words_and_one_of_its_alternatives() {
        assert_eq!(needed(r"(?i)\bpurchase\s+order\b"), Some(vec!["purchase".to_owned()]));
        assert_eq!(needed(r"(?im)^\s*(?:sent|date):"), Some(vec!["sent".to_owned(), "date".to_owned()]));
        assert_eq!(needed(r"(?i)\d+%|done"), None, "the number alone matches, too");
        assert_eq!(needed(r"(?i)(?:done)?\s+at"), None, "too short to spare anything");
        assert_eq!(needed(r"(?i)gewährleistung"), Some(vec!["hrleistung".to_owned()]));
    }

    #[test]
    fn patterns_are_possible_where_their_words_stand() {
        let needles = Needles::of(["(?i)purchase order", r"\d+", "(?i)seal|stamp"].into_iter()).unwrap();
        let places = |text: &str| needles.places(text, 3);
        let around = |places: &[usize]| Places::Around(places.to_vec());
        assert_eq!(places("A STAMP."), [around(&[]), Places::Everywhere, around(&[2])]);
        assert_eq!(places("a purchase"), [around(&[]), Places::Everywhere, around(&[])]);
        assert_eq!(
            places("Purchase order, SEAL, seal"),
            [around(&[0]), Places::Everywhere, around(&[16, 22])]
        );
        assert_eq!(places("\u{17F}eal"), [const { Places::Everywhere }; 3]);
    }
}
