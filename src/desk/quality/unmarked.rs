//! A claim as the second seat sees it: the same revision, without who reviewed it and what was found.
//!
//! What happened before the revision that was decided is part of the claim and stays, without reviewers' names. What
//! was done and written by reviewers since then belongs to the first review and is left out.

use crate::domain::{Claim, ClaimComment, HistoryAction, HistoryEntry};
use chrono::{DateTime, Utc};

/// Stands for the name of any reviewer.
const REVIEWER: &str = "a reviewer";

/// The claim without the first review.
pub(super) fn unmarked(claim: &Claim) -> Claim {
    let submitted = last_submission(claim);
    let is_later = |at: DateTime<Utc>| submitted.is_some_and(|submitted| at > submitted);
    let history = claim.history.iter().filter(|entry| !(is_later(entry.on) && is_finding(&entry.action)));
    let comments =
        claim.comments.iter().filter(|comment| by_partner(claim, comment) || !is_later(comment.on));
    Claim {
        history: history.map(|entry| without_reviewer(entry, is_later(entry.on))).collect(),
        comments: comments.map(|comment| without_name(claim, comment)).collect(),
        ..claim.clone()
    }
}

/// When the partner last handed the claim in.
fn last_submission(claim: &Claim) -> Option<DateTime<Utc>> {
    let hands_in = |action: &HistoryAction| {
        matches!(
            action,
            HistoryAction::Submission | HistoryAction::Resubmission | HistoryAction::DocumentSubmission
        )
    };
    claim.history.iter().filter(|entry| hands_in(&entry.action)).map(|entry| entry.on).max()
}

/// Whether a history line tells what a reviewer found.
const fn is_finding(action: &HistoryAction) -> bool {
    matches!(
        action,
        HistoryAction::ActionRequired
            | HistoryAction::Approval
            | HistoryAction::Rejection
            | HistoryAction::Comment
            | HistoryAction::Other(_)
    )
}

fn without_reviewer(entry: &HistoryEntry, later: bool) -> HistoryEntry {
    let by_reviewer = is_finding(&entry.action)
        || matches!(
            entry.action,
            HistoryAction::SetUnderReview
                | HistoryAction::ConflictNotice
                | HistoryAction::EvidenceWindowClosed
        );
    let mut entry = entry.clone();
    if by_reviewer {
        REVIEWER.clone_into(&mut entry.actor);
        entry.note = entry.note.filter(|_| !later);
    }
    entry
}

fn by_partner(claim: &Claim, comment: &ClaimComment) -> bool {
    comment.author == claim.partner.contact_name || comment.author == claim.customer.contact_name
}

fn without_name(claim: &Claim, comment: &ClaimComment) -> ClaimComment {
    let author = if by_partner(claim, comment) { comment.author.clone() } else { REVIEWER.to_owned() };
    ClaimComment { author, ..comment.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets;
    use crate::intake::{ClaimSource, Limits, Reading, read};
    use std::ops::ControlFlow;

    fn claim() -> Claim {
        let source = ClaimSource::Text { name: "sample".into(), text: assets::SAMPLE_CLAIMS };
        let mut first = None;
        read(&source, &Limits::default(), &mut |reading| match reading {
            Reading::Claim(claim) => {
                first = Some(*claim);
                ControlFlow::Break(())
            }
            _ => ControlFlow::Continue(()),
        })
        .unwrap();
        first.unwrap()
    }

    fn entry(on: &str, action: HistoryAction, note: &str) -> HistoryEntry {
        let by_partner = matches!(action, HistoryAction::Submission | HistoryAction::Resubmission);
        let actor = if by_partner { "Paula Partner" } else { "Ana First" }.to_owned();
        HistoryEntry { on: on.parse().unwrap(), action, actor, note: Some(note.into()) }
    }

    #[test]
    fn what_was_found_since_the_last_submission_is_left_out_and_no_reviewer_is_named() {
        let mut claim = claim();
        claim.history = vec![
            entry("2025-06-01T12:00:00Z", HistoryAction::Submission, ""),
            entry("2025-06-02T12:00:00Z", HistoryAction::ActionRequired, "an older request"),
            entry("2025-06-03T12:00:00Z", HistoryAction::Resubmission, ""),
            entry("2025-06-04T12:00:00Z", HistoryAction::SetUnderReview, "taken by Ana First"),
            entry("2025-06-05T12:00:00Z", HistoryAction::Rejection, "the finding"),
        ];
        let comment = |author: &str, on: &str, text: &str| ClaimComment {
            author: author.into(),
            on: on.parse().unwrap(),
            text: text.into(),
        };
        let partner = claim.partner.contact_name.clone();
        claim.comments = vec![
            comment("Ana First", "2025-06-02T12:00:00Z", "an older comment"),
            comment("Ana First", "2025-06-05T12:00:00Z", "the finding in words"),
            comment(&partner, "2025-06-06T12:00:00Z", "thank you"),
        ];
        let seen = unmarked(&claim);
        let text = serde_json::to_string(&(&seen.history, &seen.comments)).unwrap();
        assert!(!text.contains("Ana First") && !text.contains("finding"), "{text}");
        assert!(text.contains("an older request") && text.contains("an older comment"));
        assert!(text.contains("thank you") && seen.history.len() == 4);
        assert_eq!(seen.documents, claim.documents);
    }
}
