//! Lines cut into pieces a person can check at a glance.
//!
//! A piece is a sentence, or part of one when it is long. Pieces lie inside the given span, in order, without
//! surrounding blanks, and never cut a character.

use super::Span;

/// Words after which a full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "no", "nr", "dr", "mr", "ms", "mrs", "st", "vs", "incl", "approx", "e.g", "i.e", "ing", "dipl", "ltd",
    "inc", "co", "mag", "prof", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
    "dec", "okt", "dez", "art", "sec", "fig", "z.b", "ca", "bzw", "p.o",
];

/// The sentences of a stretch of text, none longer than `limit` characters.
pub fn pieces(text: &str, span: Span, limit: usize) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = span.start;
    let part = span.of(text).unwrap_or_default();
    for (at, c) in part.char_indices() {
        let end = span.start + at + c.len_utf8();
        if matches!(c, '.' | '!' | '?' | '。' | '！' | '？') && ends_sentence(text, start, end, span.end, c)
        {
            found.extend(limited(text, Span::new(start, end), limit));
            start = end;
        }
    }
    found.extend(limited(text, Span::new(start, span.end), limit));
    found
}

/// The span without blanks at its ends.
pub fn trimmed(text: &str, span: Span) -> Span {
    let part = span.of(text).unwrap_or_default();
    let start = span.start + (part.len() - part.trim_start().len());
    Span::new(start, start + part.trim().len())
}

fn ends_sentence(text: &str, start: usize, end: usize, limit: usize, c: char) -> bool {
    if !c.is_ascii() {
        return true;
    }
    let mut after = text.get(end..limit).unwrap_or_default().chars();
    let starts_next =
        after.next() == Some(' ') && after.find(|c| *c != ' ').is_some_and(|c| !c.is_lowercase());
    starts_next && (c != '.' || !ends_with_abbreviation(text.get(start..end - 1).unwrap_or_default()))
}

/// Whether a full stop here belongs to a word: an abbreviation, an initial, or the number of a clause.
fn ends_with_abbreviation(before: &str) -> bool {
    let word = before.rsplit([' ', '(', '\t']).next().unwrap_or_default();
    let first = before.trim_start().len() == word.len();
    let number = word.chars().all(|c| c.is_ascii_digit() || c == '.');
    word.chars().count() <= 1
        || (first && number)
        || ABBREVIATIONS.iter().any(|a| word.eq_ignore_ascii_case(a))
}

/// Cuts a stretch at blanks so that no part is longer than `limit` characters.
fn limited(text: &str, span: Span, limit: usize) -> Vec<Span> {
    let mut found = Vec::new();
    let mut rest = trimmed(text, span);
    while let Some(part) = rest.of(text).filter(|part| !part.is_empty()) {
        let Some((cut, _)) = part.char_indices().nth(limit) else {
            found.push(rest);
            break;
        };
        let head = part.get(..cut).unwrap_or_default();
        let at = head.rfind(' ').filter(|&at| at > 0).unwrap_or(cut);
        found.push(trimmed(text, Span::new(rest.start, rest.start + at)));
        rest = trimmed(text, Span::new(rest.start + at, rest.end));
    }
    found
}
