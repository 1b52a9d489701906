//! The ways in which a name stands in a text.

use super::names::{Name, NameKind};
use super::words::{Letters, Word, words};
use crate::text::names::Name as Prepared;
use crate::text::unaccented;
use std::collections::HashMap;

/// Words before a name that are no part of it.
const TITLES: &[&str] = &[
    "dr", "prof", "mr", "mrs", "ms", "mag", "dipl", "ing", "bsc", "msc", "mba", "phd", "herr", "frau", "sr",
    "sra", "mme", "jr", "von", "van", "de", "del", "der", "da", "dos", "and",
];

/// A word of a person this long is recognised in any case; a shorter one only with a capital.
const UNMISTAKABLE: usize = 5;
/// The first word of an organisation or a town this long is also recognised as the beginning of another word, as
/// languages inflect and compound names.
const STEM: usize = 4;

/// Words in a row and what stands for them.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    words: Vec<String>,
    pub(super) invented: String,
    wanted: Wanted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    AnyCase,
    Capital,
    Capitals,
}

/// All phrases by their first word, longest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrases {
    by_word: HashMap<String, Vec<Phrase>>,
    /// Beginnings of words.
    stems: Vec<(String, String)>,
}

impl Phrases {
    pub(super) fn new(names: &[Name]) -> Self {
        let mut phrases = Self::default();
        for name in names {
            match name.kind {
                NameKind::Organisation => phrases.organisation(name),
                NameKind::Person => phrases.person(name),
                NameKind::Place => phrases.place(name),
                _ => {}
            }
        }
        for list in phrases.by_word.values_mut() {
            list.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        phrases
    }

    /// The longest phrase that begins with the first of these words, and how many of them it takes.
    pub(super) fn longest(&self, text: &str, rest: &[Word]) -> Option<(usize, &Phrase)> {
        let first = rest.first()?;
        let phrases = self.by_word.get(&first.folded)?;
        let found = phrases.iter().find(|phrase| phrase.stands_at(text, rest))?;
        Some((found.words.len(), found))
    }

    /// The name that this word begins with: how many characters it takes, and its counterpart.
    pub(super) fn stem(&self, word: &Word) -> Option<(usize, &str)> {
        let (stem, invented) = self.stems.iter().find(|(stem, _)| word.folded.starts_with(stem))?;
        Some((stem.chars().count(), invented))
    }

    fn add(&mut self, words: Vec<String>, invented: &str, wanted: Wanted) {
        let Some(first) = words.first().cloned() else { return };
        let phrase = Phrase { words, invented: invented.to_owned(), wanted };
        let known = self.by_word.entry(first).or_default();
        if !known.iter().any(|other| other.words == phrase.words) {
            known.push(phrase);
        }
    }

    fn organisation(&mut self, name: &Name) {
        let core = core(&name.original);
        let start = name.invented.split_whitespace().next().unwrap_or_default();
        self.add(core.clone(), &name.invented, Wanted::AnyCase);
        self.add(vec![core.concat()], &split(&name.invented).concat(), Wanted::AnyCase);
        let short = Prepared::new(&name.original).short().len().max(1);
        for taken in short..core.len() {
            self.add(core.iter().take(taken).cloned().collect(), start, Wanted::AnyCase);
        }
        if core.len() >= 3 {
            self.add(
                vec![initials(&core)],
                &initials(&split(&name.invented)).to_uppercase(),
                Wanted::Capitals,
            );
        }
        if let (Some(stem), 1) = (core.first(), short) {
            self.add_stem(stem, start, STEM);
        }
    }

    fn place(&mut self, name: &Name) {
        let words = split(&name.original);
        if let [only] = words.as_slice() {
            self.add_stem(only, &name.invented, STEM);
        }
        self.add(words, &name.invented, Wanted::AnyCase);
    }

    fn add_stem(&mut self, word: &str, invented: &str, least: usize) {
        if word.chars().count() >= least {
            self.stems.push((word.to_owned(), invented.to_owned()));
        }
    }

    fn person(&mut self, name: &Name) {
        let words = person_words(&name.original);
        let invented: Vec<&str> = name.invented.split_whitespace().collect();
        let last_place = words.len().saturating_sub(1);
        for (place, word) in words.iter().enumerate().filter(|(_, word)| word.chars().count() >= 3) {
            let part = if place == last_place { invented.last() } else { invented.first() };
            let wanted = if word.chars().count() >= UNMISTAKABLE { Wanted::AnyCase } else { Wanted::Capital };
            if let Some(part) = part {
                self.add_stem(word, part, UNMISTAKABLE);
                self.add(vec![word.clone()], part, wanted);
            }
        }
        self.add(words, &name.invented, Wanted::Capital);
    }
}

impl Phrase {
    fn stands_at(&self, text: &str, rest: &[Word]) -> bool {
        let Some(taken) = rest.get(..self.words.len()) else { return false };
        let same = taken.iter().zip(&self.words).all(|(word, wanted)| word.folded == *wanted);
        let near = taken.windows(2).all(|pair| match pair {
            [left, right] => is_gap(text.get(left.span.end..right.span.start).unwrap_or_default()),
            _ => true,
        });
        let case = taken.first().is_some_and(|word| match self.wanted {
            Wanted::AnyCase => true,
            Wanted::Capital => word.letters != Letters::Lower,
            Wanted::Capitals => word.letters == Letters::Upper,
        });
        same && near && case
    }
}

/// Whether what stands between two words can stand inside a name.
fn is_gap(between: &str) -> bool {
    between.chars().count() <= 3 && between.chars().all(|c| c.is_whitespace() || "-_.&,'’+/".contains(c))
}

fn split(name: &str) -> Vec<String> {
    words(name).into_iter().map(|word| word.folded).collect()
}

fn initials(words: &[String]) -> String {
    words.iter().filter_map(|word| word.chars().next()).collect()
}

/// The words of an organisation without its legal form.
pub(super) fn core(original: &str) -> Vec<String> {
    let all = split(original);
    let core = Prepared::new(original).core().len().clamp(1, all.len().max(1));
    all.into_iter().take(core).collect()
}

/// The beginning by which an organisation is recognised, glued together.
pub(super) fn organisation_start(original: &str) -> String {
    Prepared::new(original).short().iter().map(|word| unaccented(word)).collect()
}

/// The words of a person's name without titles and initials.
pub(super) fn person_words(original: &str) -> Vec<String> {
    let all = split(original);
    let names: Vec<String> = all
        .iter()
        .filter(|word| word.chars().count() > 1 && !TITLES.contains(&word.as_str()))
        .cloned()
        .collect();
    if names.is_empty() { all } else { names }
}
