//! Words of a text with their places: runs of letters, also inside `camelCase` and `snake_case`.

use crate::text::{Span, unaccented};
use unicode_normalization::char::is_combining_mark;

/// A run of letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Where.
    pub(super) span: Span,
    /// In lower case, without accents.
    pub(super) folded: String,
    /// How it is written.
    pub(super) letters: Letters,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    /// `word`, or a script without cases.
    Lower,
    /// `Word`.
    Title,
    /// `WORD`, of two letters at least.
    Upper,
}

/// The words of a text, in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut start: Option<usize> = None;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let letter = c.is_alphabetic() || (is_combining_mark(c) && start.is_some());
        let hump = before.is_some_and(char::is_lowercase) && c.is_uppercase();
        if let Some(from) = start.filter(|_| !letter || hump) {
            found.extend(word(text, Span::new(from, at)));
            start = None;
        }
        if letter && start.is_none() {
            start = Some(at);
        }
        before = Some(c);
    }
    if let Some(from) = start {
        found.extend(word(text, Span::new(from, text.len())));
    }
    found
}

fn word(text: &str, span: Span) -> Option<Word> {
    let written = span.of(text)?;
    let mut cased = written.chars().filter(|c| c.is_uppercase() || c.is_lowercase());
    let letters = match (cased.next().is_some_and(char::is_uppercase), cased.clone().count()) {
        (true, 1..) if cased.all(char::is_uppercase) => Letters::Upper,
        (true, _) => Letters::Title,
        (false, _) => Letters::Lower,
    };
    Some(Word { span, folded: unaccented(written), letters })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn words_end_at_digits_underscores_and_humps() {
        assert_eq!(folded("WG_Referenz2 AlpenHammer-Bau"), ["wg", "referenz", "alpen", "hammer", "bau"]);
        assert_eq!(folded("Vértice e\u{301}lan"), ["vertice", "elan"]);
    }

    #[test]
    fn a_word_knows_how_it_is_written() {
        use Letters::{Lower, Title, Upper};
        let letters: Vec<Letters> =
            words("word Word WORD W 東京").into_iter().map(|word| word.letters).collect();
        assert_eq!(letters, [Lower, Title, Upper, Title, Lower]);
    }
}
