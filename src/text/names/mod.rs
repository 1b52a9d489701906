//! Names of organisations and persons in running text (TST-01).
//!
//! A name is compared without its legal form, case, accents and punctuation. A core of several words also counts
//! when only its first words stand in the text, because people shorten names. Never guesses at translations.

mod legal;
mod organisations;

pub use legal::LegalForm;
pub use organisations::{Organisation, organisations};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words too common in company names to identify one on their own.
const COMMON: &[&str] = &[
    "advisory",
    "business",
    "cloud",
    "consulting",
    "data",
    "digital",
    "group",
    "international",
    "it",
    "managed",
    "network",
    "networks",
    "partner",
    "partners",
    "security",
    "service",
    "services",
    "software",
    "solutions",
    "systems",
    "tech",
    "technologies",
    "technology",
    "the",
    "hospital",
    "university",
    "city",
    "bank",
    "new",
];

/// A name prepared for searching.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Words without the legal form.
    core: Vec<String>,
    /// How many leading words are enough.
    short: usize,
    /// What kind of company it is, when the name says so.
    form: Option<LegalForm>,
}

/// How much of a name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// Its distinctive first word or words.
    Short,
    /// All of it but for the legal form.
    Full,
}

impl Name {
    /// Prepares a name.
    pub fn new(name: &str) -> Self {
        let all = words(name);
        let (core, form) = legal::split(&all);
        let core = if core.is_empty() { all.clone() } else { core.to_vec() };
        let distinctive = |word: &String| word.chars().count() >= 4 && !COMMON.contains(&word.as_str());
        let short = core.iter().position(distinctive).map_or(core.len(), |at| at + 1);
        Self { core, short, form }
    }

    /// Prepares the name of a person: all of its words count.
    pub fn person(name: &str) -> Self {
        let core = words(name);
        Self { short: core.len(), core, form: None }
    }

    /// Looks for the name among the folded words of a text.
    pub fn find(&self, text: &[String]) -> Option<Found> {
        let holds =
            |part: &[String]| !part.is_empty() && text.windows(part.len()).any(|window| window == part);
        if holds(&self.core) {
            return Some(Found::Full);
        }
        let short = self.core.get(..self.short).unwrap_or_default();
        (short.len() < self.core.len() && holds(short)).then_some(Found::Short)
    }

    /// How an organisation named in a text relates to this one.
    pub fn compare(&self, other: &Organisation) -> Relation {
        let short = self.core.get(..self.short).unwrap_or_default();
        let Some(at) = other.core.windows(short.len().max(1)).position(|window| window == short) else {
            return Relation::Other;
        };
        let forms_differ = matches!((self.form, other.form), (Some(own), Some(form)) if own != form);
        // Words before the name may be any capitalised ones, as nouns are in German.
        let extra = other.core.iter().skip(at).any(|word| !self.core.contains(word));
        if forms_differ || extra { Relation::Sister } else { Relation::Same }
    }

    /// All words but those of the legal form.
    pub fn core(&self) -> &[String] {
        &self.core
    }

    /// The words that suffice to recognise it.
    pub fn short(&self) -> &[String] {
        self.core.get(..self.short).unwrap_or_default()
    }
}

/// The short name that a text defines right behind a name: `Contoso Foods AG ("CF")`.
pub fn defined(text: &str, name: &Name) -> Option<String> {
    let (before, after) = text.split_once('(')?;
    let inside = after.split_once(')')?.0.trim_matches(['"', '\'', ' ']);
    let words = words(before);
    let (core, _) = legal::split(&words);
    let behind = core.ends_with(&name.core) && !name.core.is_empty();
    let short = (2..=24).contains(&inside.chars().count()) && inside.starts_with(char::is_uppercase);
    (behind && short && !inside.contains(['@', ':', ','])).then(|| inside.to_owned())
}

/// How two organisations relate by name (TRAP-32).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The same name, with or without its legal form.
    Same,
    /// A name that begins alike, with other words or another legal form: another company of the group.
    Sister,
    /// Another name.
    Other,
}

/// The words of a text: lower case, without accents and punctuation; dots inside a word vanish (`S.A.` is `sa`).
pub fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    for c in text.nfd().filter(|&c| !is_combining_mark(c)) {
        match c {
            '.' | '\'' => {}
            c if c.is_alphanumeric() => word.extend(plain(c).to_lowercase()),
            _ if word.is_empty() => {}
            _ => found.push(std::mem::take(&mut word)),
        }
    }
    if !word.is_empty() {
        found.push(word);
    }
    found
}

/// Letters that decompose into no base letter.
const fn plain(c: char) -> char {
    match c {
        'ø' | 'Ø' => 'o',
        'ł' | 'Ł' => 'l',
        'đ' | 'Đ' => 'd',
        'ı' => 'i',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(name: &str, text: &str) -> Option<Found> {
        Name::new(name).find(&words(text))
    }

    #[test]
    fn the_legal_form_and_accents_do_not_matter() {
        assert_eq!(find("Møller & Søn A/S", "MOLLER & SON"), Some(Found::Full));
        assert_eq!(find("Cafés Réunis S.A.S.", "for Cafes Reunis, Lyon"), Some(Found::Full));
        assert_eq!(find("Fabrikam (Pty) Ltd", "Fabrikam will deploy"), Some(Found::Full));
    }

    #[test]
    fn the_distinctive_first_word_is_a_short_name() {
        assert_eq!(find("Wingtip Toys GmbH", "Wingtip configured"), Some(Found::Short));
        assert_eq!(find("The City Bank Limited", "the bank"), None);
    }

    #[test]
    fn an_organisation_is_read_back_from_its_legal_form() {
        let text = "Signed for Halden Cloud Works Ltd and Penyu Rubber Gloves (Perak) Sdn Bhd, in the presence of all.";
        let cores: Vec<String> = organisations(text).iter().map(|found| found.core.join(" ")).collect();
        assert_eq!(cores, ["halden cloud works", "penyu rubber gloves perak"]);
        assert!(organisations("no company is named here").is_empty());
    }

    #[test]
    fn a_short_name_is_defined_right_behind_the_name() {
        let name = Name::new("Lagan & Shannon DAC");
        assert_eq!(defined("delivered by Lagan & Shannon DAC (L&S)", &name).as_deref(), Some("L&S"));
        assert_eq!(defined("by Lagan & Shannon DAC (\"Lagan\") and others", &name).as_deref(), Some("Lagan"));
        assert_eq!(defined("Lagan & Shannon DAC for Contoso (Leeds)", &name), None);
    }

    #[test]
    fn another_legal_form_or_another_word_makes_a_sister_company() {
        let relation = |text: &str| {
            organisations(text).first().map(|found| Name::new("Halden Cloud Works Ltd").compare(found))
        };
        assert_eq!(relation("Halden Cloud Works Limited"), Some(Relation::Same));
        assert_eq!(relation("Halden Cloud Works GmbH"), Some(Relation::Sister));
        assert_eq!(relation("Halden Energy Ltd"), Some(Relation::Sister));
        assert_eq!(relation("die Leistungen Halden Cloud Works Ltd"), Some(Relation::Same));
        assert_eq!(relation("Orrin Foods plc"), Some(Relation::Other));
        assert_eq!(find("Nopal Servicios S.A. de C.V.", "Nopal Servicios SA de CV"), Some(Found::Full));
    }

    #[test]
    fn a_name_inside_a_longer_word_is_not_found() {
        assert_eq!(find("Ivo Ltd", "pivot tables"), None);
    }
}
