//! Decisions an edition does not allow, refused with the rule and, where the sources disagree, the contradiction.

use crate::support::samples::{claim, claims, edition_of, fy20, judged, june};
use proofdesk::domain::{Claim, DecisionKind, Program, Requirement, Role, Status};
use proofdesk::policy::ReferenceEntry;
use proofdesk::rules::{self, GuardInput, Refused, Standing, Waiver};

fn refused(claim: &Claim, kind: DecisionKind) -> Refused {
    rules::allowed(claim, &edition_of(claim), kind).unwrap_err()
}

fn fy20_claim(status: Status) -> Claim {
    Claim { status, ..claim("1010457") }
}

#[test]
fn fy20_refuses_a_final_rejection_and_explains_the_contradiction() {
    let refused = refused(&fy20_claim(Status::UnderReview), DecisionKind::FinalReject);
    assert_eq!((refused.rule.as_str(), refused.contradiction.as_deref()), ("DEC-05", Some("CTR-05")));
    assert_eq!(
        refused.text,
        "FY20 knows no dispute, so nothing ends in a final rejection. The sources disagree (CTR-05): By edition."
    );
}

#[test]
fn fy20_refuses_a_partial_approval() {
    let mut crowded = fy20_claim(Status::UnderReview);
    crowded.workloads.push(claim("3128950").workloads[0].clone());
    assert_eq!(refused(&crowded, DecisionKind::PartialApprove).rule, "DEC-02");
}

#[test]
fn a_dispute_knows_two_ends_only() {
    let dispute = claim("3128045");
    for kind in [DecisionKind::ActionRequired, DecisionKind::Reject, DecisionKind::PartialApprove] {
        assert_eq!(refused(&dispute, kind).rule, "EVA-7", "OQ-18: {kind}");
    }
}

#[test]
fn a_claim_in_the_partners_hands_is_not_decided() {
    let waiting = refused(&claim("3127811"), DecisionKind::Approve);
    assert_eq!((waiting.rule.as_str(), waiting.contradiction), ("DEC-01", None));
    let opened = refused(&claim("3125233"), DecisionKind::Approve);
    assert_eq!(opened.rule, "DEC-01", "an opened dispute is not a submitted one");
}

#[test]
fn a_rejection_of_fy20_is_the_end() {
    let ended = refused(&fy20_claim(Status::Rejected), DecisionKind::Approve);
    assert_eq!(ended.contradiction.as_deref(), Some("CTR-05"));
}

#[test]
fn partner_activities_are_judged_elsewhere() {
    assert_eq!(refused(&claim("3140021"), DecisionKind::Approve).rule, "POE-A10");
}

#[test]
fn a_table_without_the_row_refuses_the_decision() {
    let mut edition = (*june()).clone();
    edition.transitions.retain(|row| row.decision != Some(DecisionKind::Approve));
    let refused = rules::allowed(&claim("3129406"), &edition, DecisionKind::Approve).unwrap_err();
    assert_eq!(refused.text, "June 2025 has no transition for: approve, from under review.");
    let (claim, standing) = (claim("3129406"), Standing::default());
    let checklist = judged(&claim);
    let outcome = rules::outcome(&claim, &edition, &checklist).unwrap();
    let input = GuardInput {
        claim: &claim,
        edition: &edition,
        checklist: &checklist,
        standing: &standing,
        outcome: &outcome,
        kind: DecisionKind::Approve,
        role: Role::Supervisor,
    };
    let found = rules::guards(&input);
    assert_eq!((found[0].rule.as_str(), found[0].waiver), ("DEC-01", Waiver::Never), "nobody passes it");
}

#[test]
fn an_edition_without_disputes_decides_a_disputed_claim_like_any_other() {
    let mut disputed = claim("3128045");
    disputed.edition = Some("fy20".parse().unwrap());
    assert_eq!(rules::allowed(&disputed, &fy20(), DecisionKind::Reject).unwrap().as_str(), "T-C20-07");
    assert_eq!(rules::choices(&disputed, &fy20()).len(), 3, "approve, action required, reject");
}

#[test]
fn whatever_can_be_chosen_is_allowed_for_every_sample_claim_that_waits_for_us() {
    for claim in
        claims().iter().filter(|claim| claim.program == Program::Cpor && rules::is_decidable(claim.status))
    {
        let edition = edition_of(claim);
        for kind in rules::choices(claim, &edition) {
            let id = rules::allowed(claim, &edition, kind).unwrap();
            let row = edition.transition(id.as_str()).unwrap();
            assert_eq!(row.to_status, Some(rules::resulting_status(kind)), "{} {kind}", claim.claim_id);
        }
    }
}

fn ids<'e>(entries: impl IntoIterator<Item = &'e ReferenceEntry>) -> Vec<&'e str> {
    entries.into_iter().map(|entry| entry.id.as_str()).collect()
}

#[test]
fn contradictions_are_named_where_they_matter() {
    let calm = Standing::default();
    let clean = claim("3129406");
    let edition = edition_of(&clean);
    let of_claim = rules::claim_contradictions(&clean, &edition, &calm);
    assert!(ids(of_claim.clone()).contains(&"CTR-03"), "the review clock: {:?}", ids(of_claim));
    let connection = rules::requirement_contradictions(Requirement::WorkloadConnection, &edition);
    assert!(ids(connection.clone()).contains(&"CTR-30"), "{:?}", ids(connection));
    let asking = rules::decision_contradictions(&clean, &edition, DecisionKind::ActionRequired);
    assert!(ids(asking.clone()).contains(&"CTR-01"), "the partner's answer: {:?}", ids(asking));
    let contested = Standing { contested: vec![clean.workloads[0].name.clone()], ..Standing::default() };
    assert!(ids(rules::claim_contradictions(&clean, &edition, &contested)).contains(&"CTR-38"));
    let managed = claim("3126402");
    let edition = edition_of(&managed);
    let of_managed = rules::claim_contradictions(&managed, &edition, &calm);
    assert!(ids(of_managed.clone()).contains(&"CTR-37"), "{:?}", ids(of_managed));
}

#[test]
fn a_clock_explains_its_own_contradiction() {
    let approved = claim("1010457");
    let clock = rules::clocks(&approved, &fy20(), &Standing::default()).remove(0);
    let edition = fy20();
    let entries = rules::clock_contradictions(&clock, &edition);
    assert_eq!(entries.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>(), ["CTR-04"]);
    assert!(rules::resolution(entries[0]).unwrap().starts_with("Treat any time as the right"));
}

#[test]
fn every_contradiction_that_the_rules_name_is_in_the_reference() {
    for claim in claims() {
        let edition = edition_of(claim);
        for clock in rules::clocks(claim, &edition, &Standing::default()) {
            let spec = edition.clock(&clock.name).unwrap();
            assert_eq!(rules::clock_contradictions(&clock, &edition).len(), spec.contradictions.len());
        }
    }
    let edition = june();
    for id in
        ["CTR-05", "CTR-07", "CTR-08", "CTR-10", "CTR-14", "CTR-28", "CTR-29", "CTR-37", "CTR-38", "CTR-40"]
    {
        assert!(edition.entry(id).and_then(rules::resolution).is_some(), "{id}");
    }
}
