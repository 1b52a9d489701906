//! Finding words in all documents of a claim.
//!
//! Upper and lower case do not matter, and any run of blanks or line breaks counts as one blank, so a phrase is
//! found again where the document wraps it.

use crate::text::Span;

/// Most hits that are kept; beyond it the count says so.
const MOST: usize = 10_000;

/// A place where the words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// Position of the document in the claim.
    pub document: usize,
    /// Bytes of its text.
    pub span: Span,
}

/// Words that were looked for, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Search {
    words: String,
    hits: Vec<Hit>,
    at: usize,
    complete: bool,
}

impl Search {
    /// Looks for words in documents; the current hit is the first one at or after `from`, else the first of all.
    pub(super) fn run<'t>(words: &str, texts: impl Iterator<Item = &'t str>, from: Hit) -> Self {
        let mut search = Self { words: words.trim().to_owned(), hits: Vec::new(), at: 0, complete: true };
        let Some(pattern) = pattern(&search.words) else { return search };
        for (document, text) in texts.enumerate() {
            for hit in pattern.find_iter(text) {
                if search.hits.len() == MOST {
                    search.complete = false;
                    break;
                }
                search.hits.push(Hit { document, span: Span::new(hit.start(), hit.end()) });
            }
        }
        let later = |hit: &Hit| (hit.document, hit.span.start) >= (from.document, from.span.start);
        search.at = search.hits.iter().position(later).unwrap_or(0);
        search
    }

    /// The words, as typed.
    pub(super) fn words(&self) -> &str {
        &self.words
    }

    /// The current hit, if there is any.
    pub(super) fn current(&self) -> Option<Hit> {
        self.hits.get(self.at).copied()
    }

    /// Goes this many hits further, round at both ends.
    pub(super) fn step(&mut self, by: isize) -> Option<Hit> {
        let count = isize::try_from(self.hits.len()).ok().filter(|&count| count > 0)?;
        let at = isize::try_from(self.at).unwrap_or(0).saturating_add(by).rem_euclid(count);
        self.at = usize::try_from(at).unwrap_or(0);
        self.current()
    }

    /// Hits of one document that touch a window.
    pub(super) fn within(&self, document: usize, window: Span) -> impl Iterator<Item = Span> {
        let first = self.hits.partition_point(|hit| (hit.document, hit.span.end) <= (document, window.start));
        let of_window = move |hit: &&Hit| hit.document == document && hit.span.start < window.end;
        self.hits.get(first..).unwrap_or_default().iter().take_while(of_window).map(|hit| hit.span)
    }

    /// `2 of 7`, `1 of 10000+`, or that there is none.
    pub(super) fn place(&self) -> String {
        let more = if self.complete { "" } else { "+" };
        match self.hits.len() {
            0 => "no match".to_owned(),
            count => format!("match {} of {count}{more}", self.at + 1),
        }
    }
}

/// The words in any case with any blanks between them; `None` when nothing is left to look for.
fn pattern(words: &str) -> Option<regex::Regex> {
    let parts: Vec<String> = words.split_whitespace().map(regex::escape).collect();
    if parts.is_empty() {
        return None;
    }
    regex::RegexBuilder::new(&parts.join(r"\s+")).case_insensitive(true).build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 2] =
        ["Fabrikam deployed\n  Microsoft Intune.", "intune, INTUNE and Microsoft\u{a0}intune"];

    fn run(words: &str, document: usize, start: usize) -> Search {
        Search::run(words, TEXTS.into_iter(), Hit { document, span: Span::new(start, start) })
    }

    #[test]
    fn a_phrase_is_found_across_a_line_break_in_any_case() {
        let search = run("DEPLOYED microsoft", 0, 0);
        assert_eq!(search.current().unwrap().span.of(TEXTS[0]), Some("deployed\n  Microsoft"));
    }

    #[test]
    fn the_search_begins_at_the_cursor_and_goes_round() {
        let mut search = run("intune", 1, 3);
        assert_eq!(search.place(), "match 3 of 4");
        search.step(2);
        assert_eq!(search.place(), "match 1 of 4");
        search.step(-1);
        assert_eq!(search.place(), "match 4 of 4");
    }

    #[test]
    fn characters_with_a_meaning_in_patterns_are_taken_literally() {
        assert_eq!(run("Intune.", 0, 0).place(), "match 1 of 1");
        assert_eq!(run("I.tune", 0, 0).place(), "no match");
        assert_eq!(run("   ", 0, 0).place(), "no match");
    }

    #[test]
    fn only_hits_of_the_window_are_drawn() {
        let search = run("intune", 0, 0);
        let spans: Vec<Span> = search.within(1, Span::new(7, 9)).collect();
        assert_eq!(spans, [Span::new(8, 14)]);
    }
}
