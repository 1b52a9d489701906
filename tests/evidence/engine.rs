//! What holds for every suggestion, whatever the documents say.

use super::sample::{Engines, claims};
use crate::text::hostile;
use proofdesk::domain::{Claim, PoeDocument, Signal, Suggestions};
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

static ENGINES: LazyLock<Engines> = LazyLock::new(Engines::new);
static CLAIMS: LazyLock<Vec<Claim>> = LazyLock::new(claims);

fn assert_well_formed(claim: &Claim, suggestions: &Suggestions) {
    for cell in &suggestions.cells {
        assert!(cell.candidates.len() <= 5);
        assert!(cell.signal != Signal::NotApplicable || cell.candidates.is_empty());
        assert!(cell.signal != Signal::None || cell.candidates.is_empty());
        for candidate in &cell.candidates {
            let text = &claim.document(&candidate.document).expect("a document of the claim").text;
            assert_eq!(
                candidate.span.of(text),
                Some(candidate.text.as_str()),
                "the text is exactly the range"
            );
            assert!(!candidate.text.is_empty() && candidate.text.chars().count() <= 400);
            assert!(!candidate.why.is_empty());
        }
        for (at, candidate) in cell.candidates.iter().enumerate() {
            let overlaps = |other: &&proofdesk::domain::Candidate| {
                other.document == candidate.document && other.span.overlaps(candidate.span)
            };
            assert_eq!(cell.candidates[at + 1..].iter().find(overlaps), None, "candidates do not overlap");
        }
    }
    assert_eq!(suggestions.workloads.len(), claim.workloads.len());
}

/// A sample claim with other text in its first document.
fn with_text(claim: &Claim, text: &str) -> Claim {
    let mut claim = claim.clone();
    if let Some(first) = claim.documents.first_mut() {
        *first = Arc::new(PoeDocument { text: text.to_owned(), ..(**first).clone() });
    }
    claim
}

#[test]
fn every_sample_claim_gets_well_formed_suggestions() {
    for claim in CLAIMS.iter() {
        assert_well_formed(claim, &ENGINES.suggest(claim));
    }
}

#[test]
fn the_same_claim_gives_the_same_bytes() {
    let again = Engines::new();
    for claim in CLAIMS.iter() {
        let json = |suggestions: &Suggestions| serde_json::to_string(suggestions).unwrap();
        assert_eq!(json(&ENGINES.suggest(claim)), json(&again.suggest(claim)));
    }
}

#[test]
fn any_number_of_threads_gives_the_same_suggestions() {
    let expected: Vec<Suggestions> = CLAIMS.iter().map(|claim| ENGINES.suggest(claim)).collect();
    let found: Vec<Suggestions> = std::thread::scope(|scope| {
        let halves: Vec<_> = CLAIMS
            .chunks(20)
            .map(|part| scope.spawn(|| part.iter().map(|claim| ENGINES.suggest(claim)).collect::<Vec<_>>()))
            .collect();
        halves.into_iter().flat_map(|half| half.join().unwrap()).collect()
    });
    assert_eq!(found, expected);
}

#[test]
fn the_order_of_the_documents_changes_no_signal_and_no_mention() {
    for claim in CLAIMS.iter().filter(|claim| claim.documents.len() > 1) {
        let mut turned = claim.clone();
        turned.documents.reverse();
        let (one, other) = (ENGINES.suggest(claim), ENGINES.suggest(&turned));
        let signals =
            |suggestions: &Suggestions| suggestions.cells.iter().map(|cell| cell.signal).collect::<Vec<_>>();
        assert_eq!(signals(&one), signals(&other), "{}", claim.claim_id);
        assert_eq!(one.workloads, other.workloads, "{}", claim.claim_id);
    }
}

#[test]
fn a_claim_without_documents_gets_no_candidates() {
    let mut claim = CLAIMS[0].clone();
    claim.documents.clear();
    let suggestions = ENGINES.suggest(&claim);
    assert!(suggestions.cells.iter().all(|cell| cell.candidates.is_empty()));
    assert!(suggestions.cells.iter().all(|cell| matches!(cell.signal, Signal::None | Signal::NotApplicable)));
}

#[test]
fn hostile_texts_are_read_like_any_other() {
    for (_, text) in hostile::TEXTS {
        let claim = with_text(&CLAIMS[1], text);
        assert_well_formed(&claim, &ENGINES.suggest(&claim));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_gives_well_formed_suggestions(text in any::<String>()) {
        let claim = with_text(&CLAIMS[1], &text);
        assert_well_formed(&claim, &ENGINES.suggest(&claim));
    }

    #[test]
    fn torn_up_proofs_give_well_formed_suggestions(cut in 0_usize..4000, glue in "[\u{301}\u{200B}\r\n\u{AD}é -]{0,6}") {
        let text = CLAIMS[3].documents.iter().map(|document| document.text.as_str()).collect::<String>();
        let at = (0..=cut.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap();
        let claim = with_text(&CLAIMS[3], &format!("{}{glue}{}", &text[at..], &text[..at]));
        assert_well_formed(&claim, &ENGINES.suggest(&claim));
    }
}

/// Text that makes a careless reader look back over and over; how the time grows is measured in `benches/evidence.rs`.
#[test]
fn long_monotonous_documents_are_read_like_any_other() {
    let body = CLAIMS.iter().flat_map(|claim| &claim.documents).map(|d| d.text.as_str()).collect::<String>();
    let one_line = body.replace(['\n', '\r'], " ");
    for seed in
        [body.as_str(), one_line.as_str(), "a\u{301}\u{301} 6/10/2025 Teams Rooms ", "----- From: a@b.c\n"]
    {
        let long = seed.chars().cycle().take(200_000).collect::<String>();
        let claim = with_text(&CLAIMS[1], &long);
        assert_well_formed(&claim, &ENGINES.suggest(&claim));
    }
}
