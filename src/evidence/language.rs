//! In which language a document is written, and whether the engine reads it well (TST-10).
//!
//! A guess needs enough words: a short text is never called unreadable. A text with English function words in it is
//! read, whatever else it holds.

use crate::domain::{Caution, Claim, PoeDocument};
use whatlang::Lang;

/// Fewer words than this say too little about their language.
const ENOUGH_WORDS: usize = 80;
/// From this share of English function words on, in percent, a text is read as English.
const ENGLISH: usize = 5;
/// Most bytes that are looked at: a language shows itself on the first page.
const FIRST_PAGE: usize = 6_000;

/// Languages in which acknowledgements, dates and parties are found.
const READ: &[Lang] = &[
    Lang::Eng,
    Lang::Deu,
    Lang::Fra,
    Lang::Spa,
    Lang::Por,
    Lang::Ita,
    Lang::Nld,
    Lang::Dan,
    Lang::Nob,
    Lang::Swe,
    Lang::Fin,
];

/// Words that hold English sentences together.
const FUNCTION_WORDS: &[&str] = &[
    "the", "of", "and", "to", "in", "is", "was", "for", "on", "with", "that", "by", "are", "were", "from",
    "this", "which", "have", "has", "been", "not", "will", "at", "be", "it",
];

/// The language of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    /// Its English name.
    pub name: &'static str,
    /// Whether evidence is found well in it.
    pub read: bool,
}

/// The language of a text; `None` when it is too short or too mixed to tell.
pub fn detect(text: &str) -> Option<Language> {
    let page = first_page(text);
    let words = page.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    let (mut count, mut english) = (0, 0);
    for word in words {
        // Scripts without blanks run many words together; two of their characters make about one.
        let joined =
            word.chars().filter(|c| matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{3040}'..='\u{9FFF}')).count();
        count += (joined / 2).max(1);
        let bare = word.trim_matches(|c: char| !c.is_alphabetic());
        english += usize::from(FUNCTION_WORDS.iter().any(|known| bare.eq_ignore_ascii_case(known)));
    }
    if count < ENOUGH_WORDS {
        return None;
    }
    if english * 100 >= count * ENGLISH {
        return Some(Language { name: Lang::Eng.eng_name(), read: true });
    }
    let found = whatlang::detect(page).filter(whatlang::Info::is_reliable)?;
    Some(Language { name: found.lang().eng_name(), read: READ.contains(&found.lang()) })
}

/// One caution for each document in a language that is not read well.
pub(super) fn cautions(claim: &Claim) -> Vec<Caution> {
    let caution = |document: &PoeDocument| {
        let language = detect(&document.text).filter(|language| !language.read)?;
        let text = format!("{} is not read well: look at {} yourself.", language.name, document.file_name);
        Some(Caution { code: "TST-10".to_owned(), text })
    };
    claim.documents.iter().filter_map(|document| caution(document)).collect()
}

fn first_page(text: &str) -> &str {
    let end =
        (0..=FIRST_PAGE.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repeated(sentence: &str) -> Option<Language> {
        detect(&format!("{sentence}\n").repeat(12))
    }

    #[test]
    fn languages_of_the_catalogue_are_read() {
        for sentence in [
            "The partner configured the tenant and moved the mailboxes of the company in two waves.",
            "Der Partner hat den Mandanten eingerichtet und die Postfächer der Firma in zwei Wellen verschoben.",
            "Le partenaire a configuré le locataire et déplacé les boîtes aux lettres de la société en deux vagues.",
            "El socio configuró el inquilino y trasladó los buzones de la empresa en dos etapas durante la primavera.",
            "Il partner ha configurato il tenant e spostato le caselle di posta della società in due ondate.",
            "Partneren konfigurerede lejeren og flyttede virksomhedens postkasser i to omgange i løbet af foråret.",
        ] {
            assert!(repeated(sentence).is_none_or(|language| language.read), "{sentence}");
        }
    }

    #[test]
    fn another_language_is_named_and_called_not_read() {
        let polish = "Partner skonfigurował dzierżawę i przeniósł skrzynki pocztowe firmy w dwóch etapach wiosną tego roku.";
        assert_eq!(repeated(polish), Some(Language { name: "Polish", read: false }));
        let japanese = "パートナーは環境を構成し、会社のすべてのメールボックスを二回に分けて移行しました。";
        assert_eq!(repeated(japanese), Some(Language { name: "Japanese", read: false }));
    }

    #[test]
    fn a_short_text_is_never_called_unreadable() {
        assert_eq!(detect("Partner skonfigurował dzierżawę i przeniósł skrzynki pocztowe firmy."), None);
        assert_eq!(detect(""), None);
    }

    #[test]
    fn english_beside_another_language_is_read() {
        let both =
            "Potwierdzamy wykonanie prac w naszej firmie. We confirm that the work was done for the company.";
        assert!(repeated(both).unwrap().read);
    }
}
