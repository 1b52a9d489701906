//! What a signature under a submitted dispute has to hold (EVA-7, M10, T-C25-17, T-C25-18).

use super::dispute::{Original, may_settle, original_reasons};
use super::signing::Signing;
use super::status::is_dispute;
use crate::domain::{CellKey, DecisionKind, DisputeAnswer, ReasonAnswer, ReasonCode};

/// What is wrong with the answer to a dispute; empty for a claim without one.
pub(super) fn problems(signing: &Signing<'_>) -> Vec<String> {
    if !is_dispute(signing.claim, signing.edition) {
        return Vec::new();
    }
    let mut problems: Vec<String> = may_settle(signing.claim, signing.prior, &signing.actor)
        .err()
        .map(|refused| refused.text)
        .into_iter()
        .collect();
    let Some(answer) = &signing.dispute else {
        let text = "Say of every reason of the first decision whether it is resolved (EVA-7).";
        problems.push(text.to_owned());
        return problems;
    };
    let original = original_reasons(signing.claim, signing.edition, signing.prior);
    problems.extend(unanswered(&original, answer));
    problems.extend(ending(signing, answer));
    problems
}

/// Every original reason is answered, and it is the answer to this decision.
fn unanswered(original: &Original, answer: &DisputeAnswer) -> Option<String> {
    if answer.decision != original.decision {
        return Some("The answer belongs to another decision than the disputed one.".to_owned());
    }
    let answered = |(code, cell): &&(ReasonCode, Option<CellKey>)| {
        answer.reasons.iter().any(|one| one.code == *code && one.cell == *cell)
    };
    let unanswered = original.reasons.iter().filter(|reason| !answered(reason));
    let open: Vec<&str> = unanswered.map(|(code, _)| code.as_str()).collect();
    (!open.is_empty()).then(|| format!("Say whether {} is resolved (EVA-7).", open.join(", ")))
}

/// An approval resolves everything and says why the first decision does not hold; a final rejection leaves something
/// open, or says why it stands anyway.
fn ending(signing: &Signing<'_>, answer: &DisputeAnswer) -> Option<String> {
    let open = |one: &&ReasonAnswer| !one.resolved;
    let first_open = answer.reasons.iter().find(open);
    let rationale = signing.rationale.as_deref().is_some_and(|text| !text.trim().is_empty());
    match (signing.kind, first_open) {
        (DecisionKind::Approve, Some(reason)) => {
            Some(format!("{} is not resolved, so the dispute cannot be approved (T-C25-17).", reason.code))
        }
        (DecisionKind::Approve, None) if answer.cause.is_none() => Some(
            "Say why the first decision does not hold: an approval of a dispute needs a cause (EVA-7)."
                .to_owned(),
        ),
        (DecisionKind::FinalReject, None) if !answer.reasons.is_empty() && !rationale => {
            Some("Every reason is resolved. Say why the claim is rejected anyway (T-C25-18).".to_owned())
        }
        _ => None,
    }
}
