//! Which rows apply, and what is missing.

use crate::support::samples::{claim, fy20, judged, june};
use proofdesk::domain::{CellKey, Claim, Judgement, ReasonCode, Requirement, Sector, Verdict};
use proofdesk::rules;

const INCENTIVE: &str = "3129406";

fn disclosure(claim: &Claim) -> Option<String> {
    let checklist = rules::checklist(claim, &june());
    checklist.cell(&CellKey::claim(Requirement::PublicSectorDisclosure)).unwrap().settled.clone()
}

#[test]
fn rows_come_in_reading_order_with_two_for_each_workload() {
    let claim = claim("3128493");
    let keys: Vec<String> = rules::checklist(&claim, &june())
        .cells
        .iter()
        .map(|cell| cell.key.requirement.code().to_owned())
        .collect();
    assert_eq!(keys, ["R1", "R2", "R3", "R4", "R3", "R4", "R5", "R6"]);
}

#[test]
fn a_disclosure_is_asked_for_where_the_rule_asks_and_settled_elsewhere_with_its_rule() {
    let mut claim = claim(INCENTIVE);
    let mut row = |sector, country: &str, recognition_only| {
        claim.customer.sector = sector;
        claim.customer.country = country.into();
        claim.recognition_only = recognition_only;
        disclosure(&claim)
    };
    assert!(row(Sector::Private, "US", false).unwrap().contains("POE-R6-01"));
    assert!(row(Sector::Education, "US", true).unwrap().contains("POE-R6-06"));
    for country in ["US", "us", "United States", " Puerto Rico ", "PR"] {
        assert_eq!(row(Sector::Healthcare, country, false), None, "{country}");
    }
    assert_eq!(row(Sector::Unknown, "FR", false), None, "OQ-14: the reviewer answers");
    assert_eq!(row(Sector::Government, "FR", false), None, "POE-R6-02: the list was not loaded");
}

#[test]
fn a_loaded_ineligibility_list_settles_the_countries_that_are_not_on_it() {
    let mut edition = (*june()).clone();
    edition.parameters.ineligible_countries = vec!["de".into(), "Germany".into()];
    let mut claim = claim(INCENTIVE);
    claim.customer.sector = Sector::Government;
    let key = CellKey::claim(Requirement::PublicSectorDisclosure);
    claim.customer.country = "FR".into();
    let settled = rules::checklist(&claim, &edition).cell(&key).unwrap().settled.clone();
    assert!(settled.unwrap().contains("POE-R6-05"));
    claim.customer.country = "DE".into();
    assert_eq!(rules::checklist(&claim, &edition).cell(&key).unwrap().settled, None);
}

#[test]
fn proof_that_is_optional_and_absent_settles_every_row() {
    let mut claim = claim("3128950");
    assert!(rules::checklist(&claim, &june()).open_cells().count() > 0);
    claim.documents.clear();
    claim.workloads.truncate(2);
    let checklist = rules::checklist(&claim, &june());
    assert_eq!(checklist.open_cells().count(), 0);
    assert!(checklist.cells[0].settled.as_deref().unwrap().contains("CTR-08"));
    claim.workloads[0].association = proofdesk::domain::Association::ToAnotherPartner;
    assert!(rules::checklist(&claim, &june()).open_cells().count() > 0, "a conflict asks for proof");
}

#[test]
fn the_age_limit_of_an_acknowledgement_is_for_usage_in_june_2025() {
    let day = |text: &str| text.parse().unwrap();
    assert_eq!(
        rules::acknowledgement_window(&claim("3127590"), &june()),
        Some((day("2024-08-11"), day("2025-08-11")))
    );
    assert_eq!(
        rules::acknowledgement_window(&claim("3128493"), &june()),
        Some((day("2024-08-06"), day("2025-09-09"))),
        "POE-R5-05: proof added later is measured to the resubmission"
    );
    assert_eq!(rules::acknowledgement_window(&claim("3124788"), &june()), None, "pre-sales");
    assert_eq!(rules::acknowledgement_window(&claim("1010457"), &fy20()), None, "POE-R5-08");
    let mut leap = claim("3127590");
    leap.submitted_on = day("2024-02-29");
    assert_eq!(rules::acknowledgement_window(&leap, &june()).unwrap().0, day("2023-02-28"), "CLK-24");
}

fn gap_rules(claim: &Claim, key: &CellKey, judgement: Judgement) -> Vec<String> {
    let mut checklist = judged(claim);
    checklist.cell_mut(key).unwrap().judgement = Some(judgement);
    rules::gaps(claim, &june(), &checklist).into_iter().map(|gap| gap.rule).collect()
}

#[test]
fn met_needs_a_pin_that_holds_and_counts_or_a_typed_reason() {
    let claim = claim(INCENTIVE);
    let key = CellKey::claim(Requirement::Dates);
    let good = judged(&claim).cell(&key).unwrap().judgement.clone().unwrap();
    assert_eq!(gap_rules(&claim, &key, good.clone()), Vec::<String>::new());
    assert_eq!(gap_rules(&claim, &key, Judgement::bare(Verdict::Met)), ["POE-003"]);
    let noted = Judgement { note: Some("Seen in the original.".into()), ..Judgement::bare(Verdict::Met) };
    assert_eq!(gap_rules(&claim, &key, noted), Vec::<String>::new());
    let mut moved = good.clone();
    moved.pins.truncate(1);
    moved.pins[0].span.end -= 1;
    assert_eq!(gap_rules(&claim, &key, moved), ["POE-003"]);
}

#[test]
fn met_cannot_rest_on_a_document_that_does_not_count() {
    let claim = claim(INCENTIVE);
    let mut checklist = judged(&claim);
    let excluded: ReasonCode = "RC-D-02".parse().unwrap();
    checklist.excluded.insert(claim.documents[0].file_name.clone(), excluded);
    let gaps = rules::gaps(&claim, &june(), &checklist);
    assert!(!gaps.is_empty());
    assert!(gaps.iter().all(|gap| gap.rule == "POE-003" && gap.text.contains("does not count")), "{gaps:?}");
}

#[test]
fn a_core_row_is_not_called_inapplicable_without_a_word() {
    let claim = claim(INCENTIVE);
    let key = CellKey::claim(Requirement::PartyNames);
    assert_eq!(gap_rules(&claim, &key, Judgement::bare(Verdict::NotApplicable)), ["POE-002"]);
}

#[test]
fn managed_security_needs_all_five_qualifications_once_one_is_ticked() {
    let claim = claim("3126402");
    let mut checklist = judged(&claim);
    let mut ticked = |seen: &[u8]| {
        checklist.qualifications = Some(seen.iter().copied().collect());
        rules::gaps(&claim, &june(), &checklist).into_iter().map(|gap| gap.rule).collect::<Vec<_>>()
    };
    assert_eq!(ticked(&[]), Vec::<String>::new(), "judged at once");
    assert_eq!(ticked(&[1, 2, 4]), ["WKL-MSS-06"]);
    assert_eq!(ticked(&[1, 2, 3, 4, 5]), Vec::<String>::new());
}
