//! Words a pattern cannot match without, so that most patterns never run over most documents.
//!
//! One search for all such words tells which patterns can fire. The answer may name too many patterns, never too few.

use aho_corasick::AhoCorasick;
use regex_syntax::hir::{Hir, HirKind};

/// Shorter words occur in every text and spare nothing.
const SHORTEST: usize = 3;
/// More alternatives than this are no cheaper to look for than the pattern itself.
const MOST: usize = 400;

/// The words of all patterns, searched for together.
#[derive(Debug)]
pub(super) struct Needles {
    matcher: AhoCorasick,
    /// For each word the patterns that may match where it stands.
    patterns: Vec<u128>,
    /// Patterns that can match without any word.
    always: u128,
}

impl Needles {
    /// Reads the patterns; their places in the list are the bits of the answers. At most 128.
    pub(super) fn of<'p>(patterns: impl Iterator<Item = &'p str>) -> Option<Self> {
        let mut words: Vec<(String, u128)> = Vec::new();
        let mut always = 0;
        for (at, pattern) in patterns.enumerate() {
            match needed(pattern) {
                Some(needed) => words.extend(needed.into_iter().map(|word| (word, 1 << at))),
                None => always |= 1 << at,
            }
        }
        let matcher = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(words.iter().map(|(word, _)| word))
            .ok()?;
        Some(Self { matcher, patterns: words.into_iter().map(|(_, patterns)| patterns).collect(), always })
    }

    /// The patterns that can match somewhere in a text.
    pub(super) fn possible(&self, text: &str) -> u128 {
        // Two letters that fold to ASCII ones: a case-insensitive pattern matches them, the search here does not.
        if text.contains(['\u{17F}', '\u{212A}']) {
            return u128::MAX;
        }
        let patterns = |found: aho_corasick::Match| self.patterns.get(found.pattern().as_usize()).copied();
        let found = self.matcher.find_overlapping_iter(text).filter_map(patterns);
        found.fold(self.always, |all, patterns| all | patterns)
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
    fn only_patterns_whose_words_occur_are_possible() {
        let needles = Needles::of(["(?i)purchase order", r"\d+", "(?i)seal|stamp"].into_iter()).unwrap();
        assert_eq!(needles.possible("A STAMP."), 0b110);
        assert_eq!(needles.possible("a purchase"), 0b010);
        assert_eq!(needles.possible("Purchase Order, sealed"), 0b111);
        assert_eq!(needles.possible("\u{17F}eal"), u128::MAX);
    }
}
