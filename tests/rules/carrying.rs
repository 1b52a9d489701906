//! Which verdicts stand on a later revision, and which cells reopen with a reason.

use crate::support::samples::{claim, claims, edition_of, fy20, june};
use proofdesk::domain::{
    CellKey, Claim, DocumentKind, EvidencePin, Judgement, PoeDocument, Requirement, Sector, Verdict,
};
use proofdesk::rules::{self, Carried, Revision, basis, carry};
use proofdesk::text::Span;
use proptest::prelude::*;
use std::sync::Arc;

/// Under review, one workload, one document.
const CLEAN: &str = "3129406";

fn keys(claim: &Claim) -> Vec<CellKey> {
    rules::checklist(claim, &edition_of(claim)).cells.into_iter().map(|cell| cell.key).collect()
}

fn key(claim: &Claim, requirement: Requirement) -> CellKey {
    keys(claim).into_iter().find(|key| key.requirement == requirement).unwrap()
}

fn judgement(claim: &Claim, key: &CellKey, verdict: Verdict, pinned: bool) -> Judgement {
    let document = &claim.documents[0];
    let pins = pinned.then(|| EvidencePin::new(document, Span::new(0, 30)).unwrap()).into_iter().collect();
    Judgement { pins, basis: Some(basis(claim, &edition_of(claim), key)), ..Judgement::bare(verdict) }
}

fn with_document(claim: &Claim, text: &str) -> Claim {
    let mut later = claim.clone();
    later.documents.push(Arc::new(PoeDocument {
        file_name: "addendum.txt".into(),
        kind: DocumentKind::Other,
        uploaded_on: None,
        text: text.into(),
    }));
    later
}

fn rewritten(claim: &Claim, text: impl Fn(&str) -> String) -> Claim {
    let mut later = claim.clone();
    let first = &mut later.documents[0];
    *first = Arc::new(PoeDocument { text: text(&first.text), ..(**first).clone() });
    later
}

/// What becomes of a verdict on `before` when the claim is `after`.
fn outcome(
    before: &Claim,
    after: &Claim,
    requirement: Requirement,
    verdict: Verdict,
    pinned: bool,
) -> Carried {
    let key = key(before, requirement);
    let judged = judgement(before, &key, verdict, pinned);
    carry(after, &edition_of(after), &key, &judged, &before.digest())
}

fn reopened(carried: Carried) -> String {
    match carried {
        Carried::Reopened(why) => why,
        other => panic!("{other:?} instead of a reopened cell"),
    }
}

#[test]
fn a_verdict_on_the_very_revision_is_the_same() {
    let claim = claim(CLEAN);
    for verdict in Verdict::ALL {
        assert_eq!(outcome(&claim, &claim, Requirement::Dates, *verdict, false), Carried::Same);
    }
}

#[test]
fn a_pinned_met_verdict_is_carried_when_a_document_is_added() {
    let before = claim(CLEAN);
    let after = with_document(&before, "One page more.");
    for requirement in [Requirement::CustomerAcknowledgement, Requirement::ActivityDetail, Requirement::Dates]
    {
        assert_eq!(outcome(&before, &after, requirement, Verdict::Met, true), Carried::Carried);
    }
}

#[test]
fn a_verdict_without_a_pin_rests_on_the_whole_proof() {
    let before = claim(CLEAN);
    let after = with_document(&before, "One page more.");
    let why = reopened(outcome(&before, &after, Requirement::PartyNames, Verdict::Met, false));
    assert_eq!(why, "The documents changed, and no text is pinned.");
}

#[test]
fn what_was_missing_is_looked_for_again_when_a_document_is_added() {
    let before = claim(CLEAN);
    let after = with_document(&before, "Signed by the customer.");
    for verdict in [Verdict::NotMet, Verdict::Unclear] {
        let why = reopened(outcome(&before, &after, Requirement::CustomerAcknowledgement, verdict, true));
        assert_eq!(why, "The documents changed: what was missing may be there now.");
    }
}

#[test]
fn only_the_status_and_history_moved_so_everything_is_carried() {
    let before = claim(CLEAN);
    let mut after = before.clone();
    after.status = proofdesk::domain::Status::Submitted;
    after.history.pop();
    for requirement in Requirement::ALL {
        for verdict in Verdict::ALL {
            assert_eq!(
                outcome(&before, &after, *requirement, *verdict, false),
                Carried::Carried,
                "{requirement}"
            );
        }
    }
}

#[test]
fn text_that_moved_as_a_whole_is_still_pinned() {
    let before = claim(CLEAN);
    let after = rewritten(&before, |text| format!("Cover page\n\n{text}"));
    let key = key(&before, Requirement::Dates);
    let judged = judgement(&before, &key, Verdict::Met, true);
    let revision_edition = june();
    let revision = Revision::of(&after, &revision_edition);
    assert_eq!(revision.carry(&key, &judged, &before.digest()), Carried::Carried);
    let restated = revision.restated(&key, &judged).unwrap();
    assert_eq!(restated.pins[0].span, Span::new(12, 42));
    assert!(restated.pins[0].quote(&after.documents[0]).is_some());
    assert_eq!(revision.carry(&key, &restated, &after.digest()), Carried::Same);
}

#[test]
fn a_pin_whose_text_or_document_is_gone_reopens_its_cell() {
    let before = claim(CLEAN);
    let name = &before.documents[0].file_name;
    let gone = rewritten(&before, |_| "Nothing of the old text.".into());
    let why = reopened(outcome(&before, &gone, Requirement::Dates, Verdict::Met, true));
    assert_eq!(why, format!("The pinned text is no longer in {name}."));
    let mut removed = before.clone();
    removed.documents.remove(0);
    let why = reopened(outcome(&before, &removed, Requirement::Dates, Verdict::Met, true));
    assert_eq!(why, format!("{name} is no longer attached."));
}

/// A fact of the claim and the requirements that are about it.
type Fact = (fn(&mut Claim), &'static [Requirement]);

const FACTS: [Fact; 9] = [
    (|claim| claim.customer.domain = "other.example".into(), &[Requirement::CustomerAcknowledgement]),
    (
        |claim| claim.customer.contact_email = "new@contoso.com".into(),
        &[Requirement::CustomerAcknowledgement],
    ),
    (
        |claim| claim.partner.name = "Renamed Ltd.".into(),
        &[Requirement::PartyNames, Requirement::ActivityDetail, Requirement::WorkloadConnection],
    ),
    (
        |claim| claim.customer.tenant_id = "00000000-0000-4000-8000-000000000000".parse().unwrap(),
        &[Requirement::ActivityDetail, Requirement::WorkloadConnection],
    ),
    (|claim| claim.submitted_on = "2025-01-02".parse().unwrap(), &[Requirement::Dates]),
    (|claim| claim.transaction_on = Some("2025-01-02".parse().unwrap()), &[Requirement::Dates]),
    (|claim| claim.customer.sector = Sector::Unknown, &[Requirement::PublicSectorDisclosure]),
    (|claim| claim.recognition_only ^= true, &[Requirement::PublicSectorDisclosure]),
    (|claim| claim.engagement = "modern-work-usage".into(), Requirement::ALL),
];

#[test]
fn a_changed_fact_reopens_the_cells_that_are_about_it_and_no_others() {
    let before = claim(CLEAN);
    for (at, (change, concerned)) in FACTS.iter().enumerate() {
        let mut after = before.clone();
        change(&mut after);
        for key in keys(&before) {
            let judged = judgement(&before, &key, Verdict::Met, true);
            let carried = carry(&after, &june(), &key, &judged, &before.digest());
            let expected = concerned.contains(&key.requirement);
            assert_eq!(matches!(carried, Carried::Reopened(_)), expected, "fact {at}, {key}: {carried:?}");
        }
    }
}

#[test]
fn a_workload_that_was_removed_reopens_with_its_name() {
    let before = claim(CLEAN);
    let mut after = before.clone();
    let name = after.workloads.remove(0).name;
    let why = reopened(outcome(&before, &after, Requirement::ActivityDetail, Verdict::Met, true));
    assert_eq!(why, format!("R3 Activities in detail ({name}) is no longer claimed."));
}

#[test]
fn one_changed_letter_in_the_wording_asks_again_even_on_the_same_revision() {
    let claim = claim(CLEAN);
    let key = key(&claim, Requirement::Dates);
    let judged = judgement(&claim, &key, Verdict::Met, true);
    let mut edition = (*june()).clone();
    let spec = edition.requirements.iter_mut().find(|spec| spec.id == Requirement::Dates).unwrap();
    spec.detail.push('.');
    let why = reopened(carry(&claim, &edition, &key, &judged, &claim.digest()));
    assert_eq!(why, "June 2025 words R5 differently now.");
    let other = carry(&claim, &fy20(), &key, &judged, &claim.digest());
    assert!(matches!(other, Carried::Reopened(_)), "FY20 asks for no age");
}

#[test]
fn a_verdict_that_kept_no_basis_is_asked_again_on_another_revision() {
    let before = claim(CLEAN);
    let after = with_document(&before, "x");
    let key = key(&before, Requirement::Dates);
    let judged = Judgement { basis: None, ..judgement(&before, &key, Verdict::Met, true) };
    assert_eq!(carry(&before, &june(), &key, &judged, &before.digest()), Carried::Same);
    let why = reopened(carry(&after, &june(), &key, &judged, &before.digest()));
    assert!(why.contains("kept no record"), "{why}");
}

proptest! {
    // Looking for a text that is gone hashes the whole document.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_documents_and_their_upload_day_do_not_matter(pick in any::<prop::sample::Index>()) {
        let before = pick.get(claims()).clone();
        let mut after = before.clone();
        after.documents.reverse();
        for document in &mut after.documents {
            *document = Arc::new(PoeDocument { uploaded_on: None, ..(**document).clone() });
        }
        let edition = edition_of(&before);
        for key in keys(&before) {
            prop_assert_eq!(basis(&before, &edition, &key), basis(&after, &edition, &key));
        }
    }

    #[test]
    fn a_cell_is_never_carried_over_a_lost_pin(
        pick in any::<prop::sample::Index>(),
        start in 0usize..400,
        length in 1usize..60,
        cut in 0usize..400,
    ) {
        let before = pick.get(claims()).clone();
        prop_assume!(!before.documents.is_empty());
        let Some(pin) = EvidencePin::new(&before.documents[0], Span::new(start, start + length)) else {
            return Ok(());
        };
        let quote = pin.quote(&before.documents[0]).unwrap().to_owned();
        let after = rewritten(&before, |text| text.chars().skip(cut).collect());
        let edition = edition_of(&before);
        for key in keys(&before).into_iter().take(2) {
            let judged = Judgement {
                pins: vec![pin.clone()],
                basis: Some(basis(&before, &edition, &key)),
                ..Judgement::bare(Verdict::Met)
            };
            let carried = carry(&after, &edition, &key, &judged, &before.digest());
            let stands = after.documents[0].text.contains(&quote);
            prop_assert_eq!(matches!(carried, Carried::Reopened(_)), !stands, "{}: {:?}", key, carried);
        }
    }
}

#[test]
fn the_hold_is_a_parameter_of_the_edition() {
    assert_eq!(rules::hold(&june()).num_minutes(), 10);
    let mut edition = (*fy20()).clone();
    edition.parameters.hold_minutes = 0;
    assert_eq!(rules::hold(&edition).num_minutes(), 0);
}
