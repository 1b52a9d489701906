//! Disputes: original reasons, who settles them, until when, and what a signature has to answer.

use super::decisions::signing;
use crate::support::samples::{claim, edition_of, fy20, judged, june};
use chrono::TimeDelta;
use proofdesk::domain::{
    Actor, Cause, CellKey, Claim, Decision, DecisionKind, DisputeAnswer, HistoryAction, HistoryEntry,
    Requirement, Role, Verdict,
};
use proofdesk::rules::dispute::{self, Known};
use proofdesk::rules::{self, Signing};

/// Disputed and submitted; the answer is an approval.
const ACCEPTED: &str = "3128045";
/// Disputed and submitted; the answer is a final rejection.
const REFUSED: &str = "3128267";

fn codes(original: &dispute::Original) -> Vec<&str> {
    original.reasons.iter().map(|(code, _)| code.as_str()).collect()
}

fn eli() -> Actor {
    Actor { name: "eli".into(), role: Role::Supervisor }
}

/// The rejection as this desk would have recorded it: dana signs it on the revision before the dispute.
fn first_decision(id: &str) -> Decision {
    let mut before = claim(id);
    before.history.truncate(3);
    let mut checklist = judged(&claim(REFUSED));
    if id != REFUSED {
        checklist = judged(&before);
    }
    let key = CellKey::claim(Requirement::Dates);
    let cell = checklist.cell_mut(&key).unwrap();
    let judgement = cell.judgement.as_mut().unwrap();
    judgement.verdict = Verdict::NotMet;
    judgement.reasons = vec![proofdesk::domain::ReasonMark::bare("RC-R5-05".parse().unwrap())];
    rules::sign(Signing {
        kind: DecisionKind::Reject,
        rationale: Some("Two of the points cannot be cured.".into()),
        ..signing(&before, &june(), &checklist)
    })
    .unwrap()
}

fn answered(claim: &Claim, first: Option<&Decision>) -> DisputeAnswer {
    let original = dispute::original_reasons(claim, &edition_of(claim), first);
    dispute::proposed(&original, claim, &judged(claim))
}

#[test]
fn the_reasons_of_a_decision_made_elsewhere_are_read_from_the_history() {
    let original = dispute::original_reasons(&claim(ACCEPTED), &june(), None);
    assert_eq!(
        (original.known, codes(&original)),
        (Known::Upstream, vec!["RC-R1-05", "RC-R3-01", "RC-R5-05"])
    );
    let cells: Vec<_> = original.reasons.iter().map(|(_, cell)| cell.clone().unwrap()).collect();
    assert_eq!(cells[0], CellKey::claim(Requirement::CustomerAcknowledgement));
    assert_eq!(cells[1], CellKey::workload(Requirement::ActivityDetail, "Microsoft Defender for Identity"));
}

#[test]
fn the_reasons_of_this_desks_decision_come_with_their_cells() {
    let first = first_decision(ACCEPTED);
    let original = dispute::original_reasons(&claim(ACCEPTED), &june(), Some(&first));
    assert_eq!((original.known, original.decision.as_ref()), (Known::Here, Some(&first.id)));
    assert_eq!(original.reasons, [("RC-R5-05".parse().unwrap(), Some(CellKey::claim(Requirement::Dates)))]);
}

#[test]
fn reasons_that_nobody_wrote_down_are_unknown() {
    let mut silent = claim(ACCEPTED);
    silent.history[3].note = None;
    let original = dispute::original_reasons(&silent, &june(), None);
    assert_eq!((original.known, original.reasons.len()), (Known::Unknown, 0));
    silent.comments[0].text.push_str(" (RC-R1-05; RC-C-01)");
    let told = dispute::original_reasons(&silent, &june(), None);
    assert_eq!((told.known, codes(&told)), (Known::Upstream, vec!["RC-R1-05", "RC-C-01"]));
    assert_eq!(told.reasons[1].1, None, "a reason of the claim belongs to no cell");
}

#[test]
fn a_comment_after_the_dispute_is_no_original_reason() {
    let mut claim = claim(ACCEPTED);
    claim.history[3].note = None;
    claim.comments[1].text.push_str(" You wrote RC-R2-01.");
    assert_eq!(dispute::original_reasons(&claim, &june(), None).known, Known::Unknown);
}

#[test]
fn a_reason_is_proposed_as_resolved_when_its_cell_passes_now() {
    let resolved = |id: &str| -> Vec<bool> {
        answered(&claim(id), None).reasons.into_iter().map(|reason| reason.resolved).collect()
    };
    assert!(resolved(ACCEPTED).iter().all(|resolved| *resolved));
    assert!(resolved(REFUSED).iter().any(|resolved| !*resolved));
}

#[test]
fn nobody_settles_a_dispute_of_an_own_decision() {
    let claim = claim(ACCEPTED);
    let first = first_decision(ACCEPTED);
    let dana = Actor { name: " Dana".into(), role: Role::Supervisor };
    let refused = dispute::may_settle(&claim, Some(&first), &dana).unwrap_err();
    assert_eq!((refused.rule.as_str(), refused.text.contains("Somebody else")), ("EVA-7", true));
    assert_eq!(dispute::may_settle(&claim, Some(&first), &eli()), Ok(()));
    assert_eq!(dispute::may_settle(&claim, None, &dana), Ok(()), "decided elsewhere by Microsoft");
    let elsewhere = Actor { name: "microsoft".into(), role: Role::Reviewer };
    assert!(dispute::may_settle(&claim, None, &elsewhere).is_err());
}

#[test]
fn a_first_decision_is_voided_by_somebody_else_with_a_reason() {
    let first = first_decision(ACCEPTED);
    let dana = first.actor.clone();
    assert!(dispute::may_void(Some(&first), &dana, "Wrong claim.").is_err());
    assert!(dispute::may_void(Some(&first), &eli(), " ").is_err());
    assert!(dispute::may_void(None, &eli(), "Wrong claim.").is_err());
    assert_eq!(dispute::may_void(Some(&first), &eli(), "Read under the wrong edition."), Ok(()));
}

fn opened_after(id: &str, delay: TimeDelta) -> Claim {
    let mut claim = claim(id);
    let rejected = claim.history[3].on;
    claim.history[4].on = rejected + delay;
    claim
}

#[test]
fn a_dispute_is_opened_before_thirty_times_24_hours_have_passed() {
    let thirty = TimeDelta::days(30);
    let just = opened_after(ACCEPTED, thirty - TimeDelta::seconds(1));
    let window = dispute::window(&just, &june()).unwrap().unwrap();
    assert_eq!(window.until - window.from, thirty);
    let late = dispute::window(&opened_after(ACCEPTED, thirty), &june()).unwrap_err();
    assert_eq!(late.rule, "CLK-05");
    assert!(late.text.contains("the window closed on 24 August 2025, 07:45:30 UTC"), "{}", late.text);
}

#[test]
fn the_window_is_refused_with_the_rule_that_refuses_it() {
    let rule = |claim: &Claim| dispute::window(claim, &edition_of(claim)).unwrap_err().rule;
    assert_eq!(rule(&claim("1010893")), "CLK-05", "FY20 knows no dispute (CTR-05)");
    let mut twice = claim(REFUSED);
    for action in [HistoryAction::Rejection, HistoryAction::Dispute] {
        let on = "2025-09-15T00:00:00Z".parse().unwrap();
        twice.history.push(HistoryEntry { on, action, actor: "x".into(), note: None });
    }
    assert_eq!(rule(&twice), "T-C25-18");
    let mut unknown = claim(ACCEPTED);
    unknown.history.remove(3);
    assert_eq!(dispute::window(&unknown, &june()), Ok(None), "no rejection is on record");
    assert!(dispute::window(&claim("3128704"), &june()).unwrap().unwrap().opened.is_none());
    assert!(fy20().clock("dispute-window").is_none());
}

#[test]
fn a_late_dispute_is_approved_by_a_supervisor_who_says_why_and_rejected_by_anyone() {
    let late = opened_after(ACCEPTED, TimeDelta::days(31));
    let checklist = judged(&late);
    let answer = DisputeAnswer { cause: Some(Cause::EvidenceMissed), ..answered(&late, None) };
    let sign = |rationale: Option<&str>| {
        rules::sign(Signing {
            dispute: Some(answer.clone()),
            rationale: rationale.map(str::to_owned),
            ..signing(&late, &june(), &checklist)
        })
    };
    assert_eq!(sign(None).unwrap_err().guards[0].rule, "CLK-05");
    assert_eq!(sign(Some("The button was open upstream.")).unwrap().waived, ["CLK-05"]);
}

struct Attempt {
    id: &'static str,
    kind: DecisionKind,
    answer: Option<DisputeAnswer>,
    rationale: Option<String>,
}

impl Attempt {
    fn problems(&self) -> Vec<String> {
        let claim = claim(self.id);
        let checklist = judged(&claim);
        let signed = rules::sign(Signing {
            kind: self.kind,
            dispute: self.answer.clone(),
            rationale: self.rationale.clone(),
            ..signing(&claim, &june(), &checklist)
        });
        signed.map_or_else(|refusal| refusal.problems, |_| Vec::new())
    }
}

#[test]
fn a_settlement_answers_every_original_reason() {
    let mut answer = answered(&claim(ACCEPTED), None);
    let attempt = |answer| Attempt { id: ACCEPTED, kind: DecisionKind::Approve, answer, rationale: None };
    assert_eq!(attempt(Some(answer.clone())).problems(), Vec::<String>::new());
    assert_eq!(
        attempt(None).problems(),
        ["Say of every reason of the first decision whether it is resolved (EVA-7)."]
    );
    answer.reasons.remove(1);
    assert_eq!(attempt(Some(answer)).problems(), ["Say whether RC-R3-01 is resolved (EVA-7)."]);
}

#[test]
fn an_approval_of_a_dispute_resolves_everything_and_names_a_cause() {
    let mut answer = answered(&claim(ACCEPTED), None);
    assert_eq!(answer.cause, Some(Cause::NewEvidence), "a document was added since");
    let attempt =
        |answer| Attempt { id: ACCEPTED, kind: DecisionKind::Approve, answer: Some(answer), rationale: None };
    answer.cause = None;
    assert!(attempt(answer.clone()).problems()[0].contains("needs a cause"));
    answer.cause = Some(Cause::EvidenceMisread);
    answer.reasons[0].resolved = false;
    assert_eq!(
        attempt(answer).problems(),
        ["RC-R1-05 is not resolved, so the dispute cannot be approved (T-C25-17)."]
    );
}

#[test]
fn a_final_rejection_leaves_something_open_or_says_why() {
    let mut answer = answered(&claim(REFUSED), None);
    let attempt = |answer: &DisputeAnswer, rationale: Option<&str>| {
        let rationale = rationale.map(str::to_owned);
        Attempt { id: REFUSED, kind: DecisionKind::FinalReject, answer: Some(answer.clone()), rationale }
            .problems()
    };
    assert_eq!(attempt(&answer, None), Vec::<String>::new());
    answer.reasons.iter_mut().for_each(|reason| reason.resolved = true);
    assert!(attempt(&answer, None)[0].contains("T-C25-18"));
    assert_eq!(attempt(&answer, Some("Another tenant.")), Vec::<String>::new());
}

#[test]
fn an_answer_belongs_to_the_disputed_decision() {
    let claim = claim(ACCEPTED);
    let first = first_decision(ACCEPTED);
    let checklist = judged(&claim);
    let edition = june();
    let sign = |dispute: DisputeAnswer, actor: Actor| {
        rules::sign(Signing {
            prior: Some(&first),
            dispute: Some(dispute),
            actor,
            ..signing(&claim, &edition, &checklist)
        })
    };
    let own = sign(answered(&claim, Some(&first)), first.actor.clone()).unwrap_err();
    assert_eq!(own.problems, ["dana made the first decision. Somebody else settles the dispute."]);
    let other = sign(answered(&claim, None), eli()).unwrap_err();
    assert_eq!(other.problems, ["The answer belongs to another decision than the disputed one."]);
    let decision = sign(answered(&claim, Some(&first)), eli()).unwrap();
    assert_eq!(decision.dispute.unwrap().decision, Some(first.id.clone()));
}
