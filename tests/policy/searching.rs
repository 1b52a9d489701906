//! Looking things up in the reference.

use crate::support::samples::{editions, fy20, june};
use proofdesk::policy::{Edition, ReferenceKind};
use std::collections::BTreeSet;

fn found(edition: &Edition, query: &str) -> Vec<String> {
    edition.find_reference(query).into_iter().map(|entry| entry.id.clone()).collect()
}

#[test]
fn an_id_finds_its_entry_first_in_any_letter_case() {
    for id in ["CTR-30", "RC-R4-03", "T-C25-07", "STA-005", "CLK-01", "TPL-F-AR", "OQ-14", "R4", "POE-R5-03"]
    {
        assert_eq!(found(&june(), &id.to_lowercase()).first().map(String::as_str), Some(id));
    }
}

#[test]
fn an_id_that_begins_so_comes_before_mere_mentions() {
    let expected: Vec<String> = (30..40).map(|number| format!("CTR-{number}")).collect();
    let hits = found(&june(), "ctr-3");
    assert_eq!(hits[..10], expected);
    assert!(hits.len() > 10, "other entries mention them");
}

#[test]
fn words_must_all_occur_and_titles_win() {
    let hits = found(&june(), "tenant poe");
    assert_eq!(hits.first().map(String::as_str), Some("CTR-30"), "its title is Tenant ID inside the PoE");
    assert!(found(&june(), "tenant zebra").is_empty());
}

#[test]
fn a_former_name_finds_its_workload() {
    assert!(found(&june(), "yammer").contains(&"Viva Engage".to_owned()));
}

#[test]
fn nothing_asked_shows_everything() {
    for edition in editions().all() {
        assert_eq!(edition.find_reference("  ").len(), edition.reference.len());
    }
}

#[test]
fn every_contradiction_and_open_question_has_its_resolution() {
    for (kind, prefix, count) in [
        (ReferenceKind::Contradiction, "CTR", 40),
        (ReferenceKind::Question, "OQ", 30),
        (ReferenceKind::Trap, "TRAP", 34),
    ] {
        let edition = june();
        let entries: Vec<_> = edition.reference.iter().filter(|entry| entry.kind == kind).collect();
        let expected: Vec<String> = (1..=count).map(|number| format!("{prefix}-{number:02}")).collect();
        assert_eq!(entries.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>(), expected);
        let answer = if kind == ReferenceKind::Trap { "\nCounter-measure: " } else { "Resolution: " };
        assert!(entries.iter().all(|entry| entry.text.contains(answer)));
    }
}

#[test]
fn every_entry_says_something_on_one_line_and_then_some() {
    for edition in editions().all() {
        for entry in &edition.reference {
            assert!(!entry.title.is_empty() && !entry.title.contains('\n'), "{}", entry.id);
            assert!(!entry.text.trim().is_empty(), "{}", entry.id);
        }
    }
}

/// Ids of the catalogue that a text mentions, for example `CTR-30` or `RC-R4-03`.
fn mentioned(text: &str) -> BTreeSet<&str> {
    const FAMILIES: [&str; 18] = [
        "CTR", "OQ", "POE", "DEC", "EVA", "STA", "CLK", "WKL", "CON", "TPL", "TRAP", "PRE", "TST", "VAL",
        "ROLE", "ED", "RC", "GEO",
    ];
    text.split(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-'))
        .map(|word| word.trim_matches('-'))
        .filter(|word| word.split_once('-').is_some_and(|(family, _)| FAMILIES.contains(&family)))
        .filter(|word| word.ends_with(|c: char| c.is_ascii_digit()))
        .collect()
}

#[test]
fn every_id_a_text_mentions_can_be_looked_up() {
    // FY20 drops rules that its inherited reference still speaks about.
    let everywhere: BTreeSet<String> = editions()
        .all()
        .iter()
        .flat_map(|edition| &edition.reference)
        .map(|entry| entry.id.clone())
        .collect();
    for edition in [june(), fy20()] {
        for entry in &edition.reference {
            for id in mentioned(&format!("{}\n{}", entry.title, entry.text)) {
                assert!(everywhere.contains(id), "{} mentions {id}", entry.id);
            }
        }
    }
}
