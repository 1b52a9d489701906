//! Sentences.

use proofdesk::text::{Span, sentence};
use proptest::prelude::*;

fn pieces(text: &str, limit: usize) -> Vec<&str> {
    sentence::pieces(text, Span::new(0, text.len()), limit)
        .into_iter()
        .map(|span| span.of(text).unwrap())
        .collect()
}

#[test]
fn a_full_stop_before_a_capital_ends_a_sentence() {
    assert_eq!(pieces("It works. We agree! Really? Yes", 400), ["It works.", "We agree!", "Really?", "Yes"]);
}

#[test]
fn abbreviations_clause_numbers_and_decimals_end_none() {
    for text in
        ["Ms. Lee and Dr. A. Roy met.", "2.4. Result of Dec. 2024 is 1.5 TB.", "3. Pilot with 12 users."]
    {
        assert_eq!(pieces(text, 400), [text]);
    }
}

#[test]
fn a_long_sentence_is_cut_at_a_blank() {
    assert_eq!(pieces("aaaa bbbb cccc", 9), ["aaaa", "bbbb cccc"]);
    assert_eq!(pieces("aaaaaaaaaa", 4), ["aaaa", "aaaa", "aa"]);
}

proptest! {
    #[test]
    fn pieces_keep_every_word_in_order(text in r"[a-zA-Z0-9 .!?\u{301}é字]{0,120}", limit in 1_usize..50) {
        let found = pieces(&text, limit);
        let words = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(found.iter().map(|piece| words(piece)).collect::<String>(), words(&text));
        prop_assert!(found.iter().all(|piece| !piece.is_empty() && piece.chars().count() <= limit));
    }
}
