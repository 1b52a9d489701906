//! Words of a text as the index sees them: without case, accents and punctuation.
//!
//! Texts and questions go through the same function, so a word is found exactly when it is there. FTS5 is given
//! words that its plain `ascii` tokenizer cannot split further.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Hands over each word of a text in order.
pub(super) fn each(text: &str, mut on: impl FnMut(&str)) {
    let mut word = String::new();
    for letter in text.chars() {
        if letter.is_ascii() {
            if letter.is_ascii_alphanumeric() {
                word.push(letter.to_ascii_lowercase());
            } else if !word.is_empty() {
                on(&word);
                word.clear();
            }
            continue;
        }
        decompose_compatible(letter, |part| {
            if part.is_alphanumeric() {
                word.extend(part.to_lowercase());
            } else if !is_combining_mark(part) && !word.is_empty() {
                on(&word);
                word.clear();
            }
        });
    }
    if !word.is_empty() {
        on(&word);
    }
}

/// All words of a text in order.
pub(super) fn of(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each(text, |word| words.push(word.to_owned()));
    words
}

/// What is looked for in a text: words that follow each other, the last one possibly only begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    words: Vec<String>,
    open_end: bool,
}

impl Phrase {
    /// Reads a question; a `*` at its end leaves the last word open. `None` when it has no word.
    pub(super) fn parse(question: &str) -> Option<Self> {
        let words = of(question);
        let open_end = question.trim_end().ends_with('*');
        (!words.is_empty()).then_some(Self { words, open_end })
    }

    /// The words, all of which must be in a document, in the query language of FTS5.
    pub(super) fn fts(&self) -> String {
        let star = if self.open_end { " *" } else { "" };
        // A word has only letters and digits, so it cannot end its quotes.
        let quoted: Vec<String> = self.words.iter().map(|word| format!("\"{word}\"")).collect();
        format!("{}{star}", quoted.join(" AND "))
    }

    /// Whether having all the words is enough.
    pub(super) fn is_one_word(&self) -> bool {
        self.words.len() == 1
    }

    /// Whether a text has the words one after the other.
    pub(super) fn occurs_in(&self, text: &str) -> bool {
        let mut begun: Vec<usize> = Vec::new();
        let mut found = false;
        each(text, |word| {
            if found {
                return;
            }
            begun.push(0);
            begun.retain_mut(|at| {
                let fits = self.fits(*at, word);
                *at += 1;
                fits
            });
            found = begun.first() == Some(&self.words.len());
        });
        found
    }

    fn fits(&self, at: usize, word: &str) -> bool {
        let last = at + 1 == self.words.len();
        self.words.get(at).is_some_and(|wanted| {
            if last && self.open_end { word.starts_with(wanted.as_str()) } else { word == wanted }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_no_case_accents_or_punctuation() {
        assert_eq!(
            of("Müller's SIGN-OFF, e-Mail\u{a0}№5 ﬁnal"),
            ["muller", "s", "sign", "off", "e", "mail", "no5", "final"]
        );
    }

    #[test]
    fn a_decomposed_letter_is_the_same_word_as_a_composed_one() {
        assert_eq!(of("Te\u{301}st"), of("Tést"));
    }

    #[test]
    fn a_phrase_needs_its_words_one_after_the_other() {
        let occurs = |question, text| Phrase::parse(question).unwrap().occurs_in(text);
        assert!(occurs("statement of work", "The STATEMENT\nof Work was signed."));
        assert!(!occurs("statement of work", "statement of the work"));
        assert!(occurs("a a b", "a a a b"));
        assert!(occurs("intune deploy*", "Intune deployment"));
        assert!(!occurs("intune deploy", "Intune deployment"));
        assert!(!occurs("of work", "of"));
    }

    #[test]
    fn a_question_without_a_word_asks_for_nothing() {
        assert_eq!(Phrase::parse(" -*\" "), None);
    }

    #[test]
    fn no_question_can_leave_its_quotes() {
        assert_eq!(Phrase::parse("a\" OR \"b*").unwrap().fts(), "\"a\" AND \"or\" AND \"b\" *");
    }
}
