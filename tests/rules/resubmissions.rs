//! What a resubmission brings, and what a signature keeps of the hold and of the composed text.

use super::decisions::signing;
use crate::support::samples::{claim, judged, june};
use chrono::TimeDelta;
use proofdesk::domain::{
    CellKey, Checklist, Claim, DecisionKind, Judgement, PoeDocument, ReasonCode, ReasonMark, Requirement,
    Verdict,
};
use proofdesk::rules::{self, Earlier, Signing, Standing};
use std::sync::Arc;

/// Resubmitted with one document added.
const AGAIN: &str = "3128493";

fn code(text: &str) -> ReasonCode {
    text.parse().unwrap()
}

fn dates() -> CellKey {
    CellKey::claim(Requirement::Dates)
}

/// Everything met but the dates, which give the reason.
fn checklist(claim: &Claim, reason: &str) -> Checklist {
    let mut checklist = rules::checklist(claim, &june());
    for cell in checklist.cells.iter_mut().filter(|cell| cell.settled.is_none()) {
        let met = Judgement { note: Some("Seen.".into()), ..Judgement::bare(Verdict::Met) };
        let failing =
            Judgement { reasons: vec![ReasonMark::bare(code(reason))], ..Judgement::bare(Verdict::NotMet) };
        cell.judgement = Some(if cell.key == dates() { failing } else { met });
    }
    checklist
}

fn earlier(same_documents: bool) -> Earlier {
    let asked = [
        (code("RC-R5-05"), Some(dates())),
        (code("RC-R2-01"), Some(CellKey::claim(Requirement::PartyNames))),
    ];
    Earlier { same_documents, reasons: asked.into() }
}

fn derived(claim: &Claim, checklist: &Checklist, earlier: Earlier) -> (DecisionKind, String) {
    let standing = Standing { earlier: Some(earlier), ..Standing::default() };
    let outcome = rules::outcome_with(claim, &june(), checklist, &standing).unwrap();
    (outcome.kind, outcome.rule)
}

#[test]
fn earlier_reasons_become_a_list_of_what_to_look_for() {
    let claim = claim(AGAIN);
    let mut checklist = checklist(&claim, "RC-R5-05");
    let cured = |checklist: &Checklist| -> Vec<Option<bool>> {
        rules::todo(&earlier(true), checklist).into_iter().map(|item| item.cured).collect()
    };
    assert_eq!(cured(&checklist), [Some(false), Some(true)]);
    checklist.cell_mut(&dates()).unwrap().judgement = None;
    assert_eq!(cured(&checklist), [None, Some(true)], "not judged yet");
}

#[test]
fn an_unchanged_resubmission_with_a_standing_reason_is_rejected_by_default() {
    let claim = claim(AGAIN);
    let checklist = checklist(&claim, "RC-R5-05");
    assert_eq!(derived(&claim, &checklist, earlier(true)), (DecisionKind::Reject, "EVA-8".into()));
    assert_eq!(derived(&claim, &checklist, earlier(false)).0, DecisionKind::ActionRequired, "new text came");
    let another = self::checklist(&claim, "RC-R5-06");
    assert_eq!(
        derived(&claim, &another, earlier(true)).0,
        DecisionKind::ActionRequired,
        "the old ones are cured"
    );
}

#[test]
fn a_first_submission_is_never_an_unchanged_resubmission() {
    let claim = claim("3129406");
    let checklist = checklist(&claim, "RC-R5-05");
    assert_eq!(derived(&claim, &checklist, earlier(true)).0, DecisionKind::ActionRequired);
}

#[test]
fn the_preselected_rejection_is_signed_without_a_rationale() {
    let claim = claim(AGAIN);
    let checklist = checklist(&claim, "RC-R5-05");
    let standing = Standing { earlier: Some(earlier(true)), ..Standing::default() };
    let signed = rules::sign(Signing {
        kind: DecisionKind::Reject,
        standing: &standing,
        ..signing(&claim, &june(), &checklist)
    });
    assert_eq!(signed.unwrap().derived, DecisionKind::Reject);
}

#[test]
fn an_earlier_revision_or_a_basis_tells_whether_the_documents_are_the_same() {
    let now = claim(AGAIN);
    let mut before = now.clone();
    before.documents.pop();
    let basis = |claim: &Claim| rules::basis(claim, &june(), &dates());
    assert!(!Earlier::between(&before, &now, Vec::new()).same_documents);
    assert!(!Earlier::since(&basis(&before), &now, Vec::new()).same_documents);
    let mut renamed = now.clone();
    renamed.claim_name.push('!');
    assert!(Earlier::between(&now, &renamed, Vec::new()).same_documents);
    assert!(Earlier::since(&basis(&now), &renamed, Vec::new()).same_documents);
    let last = renamed.documents.last_mut().unwrap();
    *last = Arc::new(PoeDocument { text: format!("{} ", last.text), ..(**last).clone() });
    assert!(!Earlier::since(&basis(&now), &renamed, Vec::new()).same_documents, "one space is a change");
}

#[test]
fn a_signed_decision_is_held_for_the_time_the_edition_says() {
    let claim = claim("3129406");
    let checklist = judged(&claim);
    let decision = rules::sign(signing(&claim, &june(), &checklist)).unwrap();
    assert_eq!(decision.held_until, Some(decision.decided_at + TimeDelta::minutes(10)));
}

#[test]
fn the_composed_text_is_kept_only_when_other_words_were_sent() {
    let claim = claim("3129406");
    let checklist = judged(&claim);
    let edition = june();
    let kept = |composed: &str| {
        let base = signing(&claim, &edition, &checklist);
        rules::sign(Signing { composed: Some(composed.into()), ..base }).unwrap().composed
    };
    assert_eq!(kept("Thank you for the complete proof."), None);
    assert_eq!(kept("Claim approved."), Some("Claim approved.".into()));
}
