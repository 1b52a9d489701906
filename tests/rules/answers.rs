//! What the rules derive from a trainer's verdicts, for all sample claims.

use crate::support::samples::{AnswerCell, answers, claim, edition_of, judged};
use proofdesk::domain::{Claim, DecisionKind, Program, Verdict};
use proofdesk::rules;
use std::collections::BTreeMap;

/// Claims whose right decision does not follow from the cells, and why a person overrides them.
const OVERRIDES: &[(&str, DecisionKind, DecisionKind, &str)] = &[
    (
        "3123845",
        DecisionKind::Approve,
        DecisionKind::ActionRequired,
        "cg-04: twin papers of prime and subcontractor, so the conflict cannot be settled from them",
    ),
    (
        "3128704",
        DecisionKind::ActionRequired,
        DecisionKind::Reject,
        "N-19: an unchanged resubmission is rejected (EVA-8), which no cell says",
    ),
];

fn derived(claim: &Claim) -> Result<rules::Outcome, Vec<rules::Gap>> {
    rules::outcome(claim, &edition_of(claim), &judged(claim))
}

#[test]
fn the_right_verdicts_lead_to_the_right_decision_or_to_a_listed_override() {
    let overrides: BTreeMap<_, _> = OVERRIDES.iter().map(|(id, from, to, _)| (*id, (*from, *to))).collect();
    let mut found = Vec::new();
    for answer in answers() {
        let claim = claim(&answer.claim_id);
        if claim.program == Program::PartnerActivities {
            continue;
        }
        let outcome = derived(&claim).unwrap_or_else(|gaps| panic!("{}: {gaps:?}", answer.claim_id));
        match overrides.get(answer.claim_id.as_str()) {
            Some((from, to)) => {
                assert_eq!((outcome.kind, answer.decision), (*from, *to), "{}", answer.claim_id);
            }
            None if outcome.kind == answer.decision => {
                assert_eq!(outcome.split.approved(), answer.approved_workloads, "{}", answer.claim_id);
            }
            None => found.push((&answer.claim_id, outcome.kind, answer.decision)),
        }
    }
    assert!(found.is_empty(), "derived other decisions: {found:#?}");
}

#[test]
fn an_override_is_one_the_trainer_tolerates_or_explains() {
    for (id, derived, right, why) in OVERRIDES {
        let answer = answers().iter().find(|answer| answer.claim_id == *id).unwrap();
        let tolerated = answer.accepted_decisions.contains(derived);
        assert!(tolerated, "{id}: {derived} instead of {right}: {why}");
    }
}

#[test]
fn rows_that_a_rule_settles_are_rows_the_trainer_calls_not_applicable() {
    for answer in answers() {
        let claim = claim(&answer.claim_id);
        let checklist = rules::checklist(&claim, &edition_of(&claim));
        let rows: Vec<_> = answer.cells.iter().map(AnswerCell::key).collect();
        assert_eq!(checklist.cells.len(), rows.len(), "{}", answer.claim_id);
        for cell in &checklist.cells {
            let right = answer.cells.iter().find(|right| right.key() == cell.key).unwrap();
            let settled = cell.settled.is_some();
            assert_eq!(settled, right.verdict == Verdict::NotApplicable, "{}: {}", answer.claim_id, cell.key);
        }
    }
}

#[test]
fn a_claim_of_partner_activities_has_one_gap_that_says_where_it_is_judged() {
    for answer in answers() {
        let claim = claim(&answer.claim_id);
        if claim.program != Program::PartnerActivities {
            continue;
        }
        let gaps = derived(&claim).unwrap_err();
        assert_eq!(gaps.len(), 1);
        assert_eq!(gaps[0].rule, "POE-A10");
        assert!(rules::choices(&claim, &edition_of(&claim)).is_empty());
    }
}

#[test]
fn every_sample_claim_can_be_signed_as_the_trainer_decides_it() {
    for answer in answers() {
        let claim = claim(&answer.claim_id);
        if claim.program == Program::PartnerActivities {
            continue;
        }
        let edition = edition_of(&claim);
        let checklist = judged(&claim);
        let mut signing = super::decisions::signing(&claim, &edition, &checklist);
        signing.kind = answer.decision;
        signing.residual_comment = Some("Please add the missing proof.".into());
        signing.rationale = Some("See the lesson of this claim.".into());
        signing.dispute = rules::after_dispute(&claim).then(|| {
            let original = rules::dispute::original_reasons(&claim, &edition, None);
            rules::dispute::proposed(&original, &claim, &checklist)
        });
        let decision =
            rules::sign(signing).unwrap_or_else(|refusal| panic!("{}: {refusal}", answer.claim_id));
        assert_eq!(decision.split.approved(), answer.approved_workloads, "{}", answer.claim_id);
        assert_eq!(decision.cells.len(), answer.cells.len());
    }
}
