//! What the partner was last asked or told before it submitted again, as far as the claim itself tells. What cannot be
//! read is left out, never guessed.

use super::requirements::workload_names;
use crate::domain::{CellKey, Claim, HistoryAction, HistoryEntry, ReasonCode, Requirement};
use crate::policy::{Edition, ReasonGroup};

/// Whether the partner submitted or disputed again after it was asked or turned down.
pub fn came_back(claim: &Claim) -> bool {
    claim.history.iter().any(is_answer) && last_request(claim).is_some()
}

/// The request or rejection that the latest resubmission or dispute answers; the latest one while nothing does.
pub fn last_request(claim: &Claim) -> Option<&HistoryEntry> {
    let answered = claim.history.iter().rposition(is_answer).unwrap_or(claim.history.len());
    claim.history.iter().take(answered).rev().find(|entry| is_request(entry))
}

fn is_answer(entry: &HistoryEntry) -> bool {
    matches!(entry.action, HistoryAction::Resubmission | HistoryAction::Dispute)
}

fn is_request(entry: &HistoryEntry) -> bool {
    matches!(entry.action, HistoryAction::ActionRequired | HistoryAction::Rejection)
}

/// The comments that came with the latest request: of whoever asked, until the partner answered.
pub fn request_comments(claim: &Claim) -> impl Iterator<Item = &str> {
    let request = last_request(claim);
    let answered = request.and_then(|request| {
        let later = claim.history.iter().filter(|entry| entry.on > request.on && is_answer(entry));
        later.map(|entry| entry.on).min()
    });
    let comments = request.into_iter().flat_map(move |request| {
        claim.comments.iter().filter(move |comment| {
            comment.author == request.actor
                && comment.on >= request.on
                && answered.is_none_or(|answered| comment.on < answered)
        })
    });
    comments.map(|comment| comment.text.as_str())
}

/// The reasons that the latest request names in its note or its comments, each once.
pub(super) fn named_upstream(claim: &Claim, edition: &Edition) -> Vec<(ReasonCode, Option<CellKey>)> {
    let note = last_request(claim).and_then(|request| request.note.as_deref());
    let texts = note.into_iter().chain(request_comments(claim));
    once_each(texts.flat_map(|text| named_reasons(text, claim, edition)))
}

/// The reason codes a text names, each with its cell where that can be told.
fn named_reasons<'a>(
    text: &'a str,
    claim: &'a Claim,
    edition: &'a Edition,
) -> impl Iterator<Item = (ReasonCode, Option<CellKey>)> + 'a {
    text.split([',', ';', '\n']).flat_map(move |part| {
        let words = part.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
        let codes = words.filter(|word| word.starts_with("RC-"));
        codes.filter_map(move |word| {
            let code = ReasonCode::parse(word.trim_end_matches('-')).ok()?;
            let cell = cell_of(&code, part, claim, edition);
            Some((code, cell))
        })
    })
}

/// The cell a code was given for: of the claim by its group; of a workload when the text names it or only one is
/// claimed.
fn cell_of(code: &ReasonCode, text: &str, claim: &Claim, edition: &Edition) -> Option<CellKey> {
    let requirement = match edition.reason(code)?.group {
        ReasonGroup::R1 => Requirement::CustomerAcknowledgement,
        ReasonGroup::R2 => Requirement::PartyNames,
        ReasonGroup::R3 => Requirement::ActivityDetail,
        ReasonGroup::R4 => Requirement::WorkloadConnection,
        ReasonGroup::R5 => Requirement::Dates,
        ReasonGroup::R6 => Requirement::PublicSectorDisclosure,
        ReasonGroup::Document | ReasonGroup::Eligibility | ReasonGroup::Conflict => return None,
    };
    if !requirement.is_per_workload() {
        return Some(CellKey::claim(requirement));
    }
    let claimed = workload_names(claim);
    let named = claimed.iter().find(|name| text.contains(name.as_str()));
    let only = claimed.first().filter(|_| claimed.len() == 1);
    named.or(only).map(|name| CellKey::workload(requirement, name))
}

pub(super) fn once_each<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut kept = Vec::new();
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}
