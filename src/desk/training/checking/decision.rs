//! Whether the decision of an answer follows from its cells (EVA-4, EVA-5, DEC-12).
//!
//! In a conflict the papers alone may lead to another decision than the conflict does; the answer then says both.

use super::answer::Found;
use crate::domain::{Answer, Checklist, Claim, DecisionKind, Judgement, ReasonMark};
use crate::policy::Edition;
use crate::rules;

/// What is wrong with the decision of an answer whose cells are in order.
pub(super) fn problems(answer: &Answer, claim: &Claim, edition: &Edition) -> Vec<Found> {
    let Some(decision) = answer.decision else {
        return vec![("decision".to_owned(), "This required field is missing.".to_owned())];
    };
    let mut found = Vec::new();
    if answer.accepted_decisions.contains(&decision) {
        let reason = format!("{} is the decision itself, no alternative.", decision.word());
        found.push(("accepted_decisions".to_owned(), reason));
    }
    found.extend(wrong_split(answer, decision, claim));
    found.extend(contradiction(answer, decision, claim, edition));
    found
}

/// Approved are all workloads, some, or none, as the decision says.
fn wrong_split(answer: &Answer, decision: DecisionKind, claim: &Claim) -> Option<Found> {
    let approved = &answer.approved_workloads;
    let claimed = |name: &String| claim.has_workload(name);
    let all = claim.workloads.iter().all(|workload| approved.contains(&workload.name));
    let reason = match decision {
        _ if !approved.iter().all(claimed) => "A workload is approved that is not claimed.",
        DecisionKind::Approve if !all => "An approval approves every claimed workload; one is not listed.",
        DecisionKind::PartialApprove if approved.is_empty() || all => {
            "A partial approval approves some of the claimed workloads and leaves others."
        }
        DecisionKind::ActionRequired | DecisionKind::Reject | DecisionKind::FinalReject
            if !approved.is_empty() =>
        {
            "This decision approves no workload."
        }
        _ => return None,
    };
    Some(("approved_workloads".to_owned(), reason.to_owned()))
}

fn contradiction(answer: &Answer, decision: DecisionKind, claim: &Claim, edition: &Edition) -> Option<Found> {
    let field = || "decision".to_owned();
    let outcome = match rules::outcome(claim, edition, &key(answer, claim, edition)) {
        Ok(outcome) => outcome,
        Err(gaps) => {
            let gaps: Vec<String> = gaps.into_iter().map(|gap| gap.text).collect();
            return Some((field(), format!("Nothing follows from these cells. {}", gaps.join(" "))));
        }
    };
    let allowed = |kind| {
        kind == decision
            || answer.accepted_decisions.contains(&kind)
            || answer.decision_on_poe_alone == Some(kind)
    };
    if !allowed(outcome.kind) {
        let (derived, said) = (outcome.kind.word(), decision.word());
        let reason = format!("The cells lead to {derived} ({}), not to {said}.", outcome.rule);
        return Some((field(), reason));
    }
    let approves = matches!(decision, DecisionKind::Approve | DecisionKind::PartialApprove);
    if outcome.kind == decision && approves && !same(outcome.split.approved(), &answer.approved_workloads) {
        let reason = format!("The cells approve {}.", outcome.split.approved().join(", "));
        return Some(("approved_workloads".to_owned(), reason));
    }
    None
}

fn same(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().all(|name| other.contains(name))
}

/// The checklist of the claim as the answer key fills it: rows that a rule settles stay as they are.
fn key(answer: &Answer, claim: &Claim, edition: &Edition) -> Checklist {
    let mut checklist = rules::checklist(claim, edition);
    for cell in checklist.cells.iter_mut().filter(|cell| cell.settled.is_none()) {
        cell.judgement = answer.answer_to(&cell.key).map(|right| Judgement {
            reasons: right.reasons.iter().cloned().map(ReasonMark::bare).collect(),
            // A quote was found in its document before this is asked; it stands for the pin a met cell needs.
            note: right.evidence.first().map(|quote| quote.quote.clone()),
            ..Judgement::bare(right.verdict)
        });
    }
    checklist.claim_reasons = answer.claim_reasons.iter().cloned().map(ReasonMark::bare).collect();
    checklist
}
