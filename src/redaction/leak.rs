//! The search for what was left behind.
//!
//! Shares nothing with the replacing but the list of names and of phrases to keep. Every text is folded – case, accents, blanks, punctuation,
//! percent signs of addresses – and searched for every original as a whole and in the parts by which somebody would
//! recognise it. It would rather tell too much: a part that is a word of the language is told too.

use super::names::{Name, NameKind, Names};
use super::pattern::{core, organisation_start, person_words};
use super::replace::any_of;
use crate::text::unaccented;
use regex::Regex;
use regex::bytes::{Captures, Regex as BytesRegex};
use serde_json::Value;
use std::borrow::Cow;
use std::sync::LazyLock;

/// An original, or a part that gives it away, in a text that was meant for others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leak {
    /// What was found.
    pub found: String,
    /// The original it gives away.
    pub original: String,
    /// What the original names.
    pub kind: NameKind,
}

/// How a part of an original is looked for.
enum Needle {
    /// Letters and digits in a row, whatever stands between them in the text.
    Glued(String),
    /// The beginning of a word.
    Beginning(String),
    /// A whole word, written with a capital.
    Capitalised(String),
    /// Lower case, as it stands.
    Exact(String),
    /// Hexadecimal digits without hyphens.
    Hexadecimal(String),
    /// Digits between which a text may have blanks and signs.
    Digits(String),
}

/// The search for every original, prepared once for many texts.
pub struct LeakSearch<'n> {
    names: Vec<(&'n Name, Vec<Needle>)>,
    keep: Option<Regex>,
}

impl<'n> LeakSearch<'n> {
    /// Prepares the search. Phrases to keep are not looked into.
    pub fn new(names: &'n Names, keep: &[String]) -> Self {
        let names = names.all().iter().map(|name| (name, needles(name))).collect();
        Self { names, keep: any_of(keep) }
    }

    /// What is left in a text.
    pub fn in_text(&self, text: &str) -> Vec<Leak> {
        let text = Haystack::new(text, self.keep.as_ref());
        let found = self.names.iter().filter_map(|(name, needles)| {
            let needle = needles.iter().find(|needle| text.has(needle))?;
            Some(Leak { found: needle.words().to_owned(), original: name.original.clone(), kind: name.kind })
        });
        found.collect()
    }

    /// What is left in the texts of a JSON value; names of fields are not looked into.
    pub fn in_value(&self, value: &Value) -> Vec<Leak> {
        match value {
            Value::String(text) => self.in_text(text),
            Value::Array(list) => list.iter().flat_map(|value| self.in_value(value)).collect(),
            Value::Object(fields) => fields.values().flat_map(|value| self.in_value(value)).collect(),
            _ => Vec::new(),
        }
    }
}

impl Needle {
    fn words(&self) -> &str {
        match self {
            Self::Glued(words)
            | Self::Beginning(words)
            | Self::Capitalised(words)
            | Self::Exact(words)
            | Self::Hexadecimal(words)
            | Self::Digits(words) => words,
        }
    }
}

fn needles(name: &Name) -> Vec<Needle> {
    let original = &name.original;
    match name.kind {
        NameKind::Organisation => {
            vec![Needle::Glued(core(original).concat()), Needle::Glued(organisation_start(original))]
        }
        NameKind::Person => {
            let words = person_words(original);
            let parts = words.iter().filter(|word| word.chars().count() >= 3).map(|word| {
                if word.chars().count() >= 5 {
                    Needle::Beginning(word.clone())
                } else {
                    Needle::Capitalised(word.clone())
                }
            });
            std::iter::once(Needle::Glued(words.concat())).chain(parts).collect()
        }
        NameKind::Address | NameKind::Domain => vec![Needle::Exact(original.to_lowercase())],
        NameKind::Guid => {
            vec![Needle::Hexadecimal(only(&original.to_lowercase(), |c| c.is_ascii_hexdigit()))]
        }
        NameKind::Number | NameKind::Phone => vec![Needle::Digits(only(original, |c| c.is_ascii_digit()))],
        NameKind::Place | NameKind::Words => {
            vec![Needle::Glued(only(&unaccented(original), char::is_alphanumeric))]
        }
    }
}

/// A text in the forms in which it is searched.
struct Haystack {
    lower: String,
    glued: String,
    words: Vec<String>,
    capitalised: Vec<String>,
    hexadecimal: String,
    digits: String,
}

impl Haystack {
    fn new(text: &str, keep: Option<&Regex>) -> Self {
        let decoded = percent_decoded(text);
        let text = keep.map_or(Cow::Borrowed(decoded.as_str()), |keep| keep.replace_all(&decoded, " \u{0} "));
        let folded = unaccented(&text);
        let parted = HUMP.replace_all(&text, "$1 $2");
        let words = || parted.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        let is_capitalised = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
        Self {
            lower: text.to_lowercase(),
            glued: only(&folded, |c| c.is_alphanumeric() || c == '\u{0}'),
            words: words().map(unaccented).collect(),
            capitalised: words().filter(is_capitalised).map(unaccented).collect(),
            hexadecimal: only(&folded, |c| !matches!(c, '-' | '{' | '}' | ' ')),
            digits: only(&text, |c| !matches!(c, '-' | ' ' | '.' | '/' | '(' | ')')),
        }
    }

    fn has(&self, needle: &Needle) -> bool {
        if needle.words().chars().count() < 3 {
            return false;
        }
        match needle {
            Needle::Glued(words) => self.glued.contains(words.as_str()),
            Needle::Beginning(start) => self.words.iter().any(|word| word.starts_with(start)),
            Needle::Capitalised(word) => self.capitalised.contains(word),
            Needle::Exact(words) => self.lower.contains(words.as_str()),
            Needle::Hexadecimal(digits) => self.hexadecimal.contains(digits.as_str()),
            Needle::Digits(digits) => self.digits.match_indices(digits.as_str()).any(|(at, _)| {
                let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                let before = self.digits.get(..at).and_then(|text| text.chars().next_back());
                let after = self.digits.get(at + digits.len()..).and_then(|text| text.chars().next());
                !digit(before) && !digit(after)
            }),
        }
    }
}

fn only(text: &str, wanted: impl Fn(char) -> bool) -> String {
    text.chars().filter(|c| wanted(*c)).collect()
}

#[allow(clippy::unwrap_used, reason = "a constant pattern; the tests of this module use it")]
static CODED: LazyLock<BytesRegex> = LazyLock::new(|| BytesRegex::new("%[0-9A-Fa-f]{2}").unwrap());

/// Where a new word begins inside one: `signedByPrantl`.
#[allow(clippy::unwrap_used, reason = "a constant pattern; the tests of this module use it")]
static HUMP: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\p{Ll})(\p{Lu})").unwrap());

/// `%41` as the letter it stands for.
fn percent_decoded(text: &str) -> String {
    let letter = |hit: &Captures<'_>| {
        let digits = hit.get(0).and_then(|hit| str::from_utf8(hit.as_bytes().get(1..)?).ok());
        digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).into_iter().collect::<Vec<u8>>()
    };
    String::from_utf8_lossy(&CODED.replace_all(text.as_bytes(), letter)).into_owned()
}
