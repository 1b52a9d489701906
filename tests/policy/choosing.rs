//! Which edition judges a claim (ED-02, ED-03, OQ-01).

use crate::support::samples::{claim, claims, editions};
use proofdesk::domain::{EditionId, Program};

fn chosen(edition: Option<&str>, submitted_on: &str, program: Program) -> (String, bool) {
    let mut claim = claim("3131013");
    claim.edition = edition.map(|id| id.parse::<EditionId>().unwrap());
    claim.submitted_on = submitted_on.parse().unwrap();
    claim.program = program;
    let chosen = editions().for_claim(&claim);
    (chosen.edition.id.to_string(), chosen.inferred)
}

#[test]
fn the_day_of_the_first_submission_decides() {
    for (day, id, inferred) in [
        ("2019-06-30", "fy20", true),
        ("2019-07-01", "fy20", false),
        ("2020-06-30", "fy20", false),
        ("2020-07-01", "2025-06", true),
        ("2025-05-31", "2025-06", true),
        ("2025-06-01", "2025-06", false),
        ("2031-01-01", "2025-06", false),
    ] {
        assert_eq!(chosen(None, day, Program::Cpor), (id.to_owned(), inferred), "{day}");
    }
}

#[test]
fn a_stated_edition_wins() {
    assert_eq!(chosen(Some("2025-06"), "2019-08-01", Program::Cpor), ("2025-06".into(), false));
}

#[test]
fn an_unknown_stated_edition_is_replaced_and_told() {
    assert_eq!(chosen(Some("fy99"), "2019-08-01", Program::Cpor), ("fy20".into(), true));
}

#[test]
fn partner_activities_are_never_judged_under_fy20() {
    assert_eq!(chosen(Some("fy20"), "2020-01-15", Program::PartnerActivities), ("2025-06".into(), true));
    assert_eq!(chosen(None, "2020-01-15", Program::PartnerActivities), ("2025-06".into(), true));
}

#[test]
fn every_sample_claim_gets_the_edition_it_states() {
    for claim in claims() {
        let chosen = editions().for_claim(claim);
        assert_eq!(Some(&chosen.edition.id), claim.edition.as_ref(), "{}", claim.claim_id);
        assert!(!chosen.inferred);
    }
}
