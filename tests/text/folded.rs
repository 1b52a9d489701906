//! Folding, and the way back.

use super::hostile;
use proofdesk::text::{Span, folded::Folded};
use proptest::prelude::*;

/// Every place of the folded text leads to a place of the original, in order, on character boundaries.
fn assert_maps_back(original: &str) {
    let folded = Folded::new(original);
    let text = folded.as_str();
    let mut before = 0;
    for (at, c) in text.char_indices() {
        let back = folded.original(Span::new(at, at + c.len_utf8()));
        assert!(back.of(original).is_some_and(|part| !part.is_empty()), "{at} of {text:?} from {original:?}");
        assert!(back.start >= before, "the way back keeps the order");
        before = back.start;
    }
    assert!(folded.original(Span::new(0, text.len())).of(original).is_some());
}

fn original_of<'t>(original: &'t str, part: &str) -> &'t str {
    let folded = Folded::new(original);
    let at = folded.as_str().find(part).expect("the part stands in the folded text");
    folded.original(Span::new(at, at + part.len())).of(original).unwrap()
}

proptest! {
    #[test]
    fn the_way_back_lies_on_characters(text in r"[a-z\u{301}\u{308} \-\r\n\u{AD}\u{200B}\u{A0}\u{1100}\u{1161}\u{2019}é字]{0,60}") {
        assert_maps_back(&text);
    }

    #[test]
    fn any_text_maps_back(text in any::<String>()) {
        assert_maps_back(&text);
    }

    #[test]
    fn folding_what_is_folded_changes_nothing(text in any::<String>()) {
        let once = Folded::new(&text).as_str().to_owned();
        // A hyphenation can come to light only when invisible characters around it are gone.
        prop_assume!(!once.contains('-'));
        let twice = Folded::new(&once);
        prop_assert_eq!(twice.as_str(), once.as_str());
    }
}

#[test]
fn hostile_texts_map_back() {
    for (_, text) in hostile::TEXTS {
        assert_maps_back(text);
    }
}

#[test]
fn blanks_quotes_and_breaks_become_plain() {
    assert_eq!(
        Folded::new("a\u{A0}b \u{201C}c\u{201D} d\u{2019}s\r\ne\u{2028}f").as_str(),
        "a b \"c\" d's\ne\nf"
    );
}

#[test]
fn dashes_of_ranges_stay() {
    assert_eq!(Folded::new("weeks 6–9 — done").as_str(), "weeks 6–9 — done");
}

#[test]
fn a_word_hyphenated_at_a_line_end_is_joined_and_leads_back_whole() {
    assert_eq!(Folded::new("the onboard-\n   ing of Wi-Fi\n").as_str(), "the onboarding of Wi-Fi\n");
    assert_eq!(original_of("the onboard-\n   ing of", "onboarding"), "onboard-\n   ing");
    assert_eq!(Folded::new("Entra-\nID, P2-\n100").as_str(), "Entra-\nID, P2-\n100");
}

#[test]
fn invisible_characters_vanish_and_lead_back_around_them() {
    assert_eq!(Folded::new("pay\u{200B}ment\u{AD}s").as_str(), "payments");
    assert_eq!(original_of("x pay\u{200B}ment y", "payment"), "pay\u{200B}ment");
}

#[test]
fn decomposed_letters_are_composed() {
    assert_eq!(Folded::new("re\u{301}union").as_str(), "réunion");
    assert_eq!(original_of("la re\u{301}union", "réunion"), "re\u{301}union");
}

#[test]
fn a_hundred_thousand_marks_take_linear_time() {
    let text = format!("a{}b", "\u{301}".repeat(100_000));
    assert!(Folded::new(&text).as_str().ends_with('b'));
}
