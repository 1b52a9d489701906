//! The clocks of Partner Activities: consent, expiries by timeline, disputes.

use crate::support::samples::{claim, june};
use chrono::{DateTime, Utc};
use proofdesk::domain::{Claim, HistoryAction, HistoryEntry, Status};
use proofdesk::rules::{self, Clock, Standing};

/// Workshop, standard timeline; consent on 17 June 2025.
const WORKSHOP: &str = "3140021";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn entry(on: &str, action: HistoryAction) -> HistoryEntry {
    HistoryEntry { on: at(on), action, actor: "x".into(), note: None }
}

fn activity(status: Status, engagement: &str, history: Vec<HistoryEntry>) -> Claim {
    Claim { status, engagement: engagement.into(), history, ..claim(WORKSHOP) }
}

fn clocks(claim: &Claim) -> Vec<Clock> {
    rules::clocks(claim, &june(), &Standing::default())
}

fn due(claim: &Claim) -> (String, Option<DateTime<Utc>>) {
    let clock = clocks(claim).remove(0);
    (clock.rule, clock.deadline)
}

#[test]
fn consent_expires_thirty_days_after_the_creation() {
    for status in [Status::CustomerClaimed, Status::AwaitingCustomerConsent] {
        let created = vec![entry("2023-02-12T09:00:00Z", HistoryAction::Created)];
        let claim = activity(status, "Workshop", created);
        assert_eq!(due(&claim), ("CLK-09".into(), Some(at("2023-03-14T09:00:00Z"))));
    }
}

#[test]
fn each_timeline_has_its_own_expiries() {
    let table = [
        ("Azure Assessment", 60, 90),
        ("Sales - Protect and Govern Sensitive Data Workshop", 90, 120),
        ("Azure Innovate PL: Analytics Deployment (Small)", 120, 150),
        ("Migration (XS)", 120, 150),
        ("Migration (Medium)", 200, 230),
        ("Migration - Large", 260, 290),
        ("Migration (XXL)", 260, 290),
    ];
    for (engagement, not_submitted, post_submission) in table {
        let consent = at("2025-01-01T08:00:00Z");
        let history = || vec![entry("2025-01-01T08:00:00Z", HistoryAction::CustomerConsentApproved)];
        let days = |status| {
            let (rule, deadline) = due(&activity(status, engagement, history()));
            assert_eq!(rule, "CLK-08");
            (deadline.unwrap() - consent).num_days()
        };
        assert_eq!(days(Status::CustomerConsentReceived), not_submitted, "{engagement}");
        assert_eq!(days(Status::PartnerActionRequired), post_submission, "{engagement}");
    }
}

#[test]
fn a_medium_project_asked_for_corrections_expires_230_days_after_the_consent() {
    let history = vec![
        entry("2025-01-01T00:00:00Z", HistoryAction::CustomerConsentApproved),
        entry("2025-08-10T00:00:00Z", HistoryAction::ActionRequired),
    ];
    let claim = activity(Status::PartnerActionRequired, "Deployment (Medium)", history);
    assert_eq!(due(&claim).1, Some(at("2025-08-19T00:00:00Z")), "FIX-17");
}

#[test]
fn the_sample_workshop_had_until_the_day_its_comment_names() {
    let mut claim = claim(WORKSHOP);
    claim.status = Status::CustomerConsentReceived;
    claim.history.retain(|entry| entry.action != HistoryAction::Submission);
    assert_eq!(due(&claim).1, Some(at("2025-09-15T22:10:00Z")));
}

#[test]
fn a_claim_that_was_ever_submitted_or_cancelled_does_not_expire_unsubmitted() {
    for action in [HistoryAction::Submission, HistoryAction::Other("Cancelled".into())] {
        let history = vec![
            entry("2025-01-01T00:00:00Z", HistoryAction::CustomerConsentApproved),
            entry("2025-01-02T00:00:00Z", action),
        ];
        assert_eq!(clocks(&activity(Status::CustomerConsentReceived, "Workshop", history)), [], "PAC-52");
    }
}

#[test]
fn a_claim_under_review_outlives_its_expiry_date() {
    assert_eq!(clocks(&claim(WORKSHOP)), [], "PAC-53");
}

#[test]
fn disputes_count_from_the_rejection_and_are_answered_in_five_calendar_days() {
    let mut history = vec![entry("2021-10-26T18:21:58Z", HistoryAction::Rejection)];
    let rejected = activity(Status::Rejected, "Workshop", history.clone());
    let until = Some(at("2021-11-25T18:21:58Z"));
    assert_eq!(due(&rejected), ("CLK-05".into(), until));
    let disputed = activity(Status::Disputed, "Workshop", history.clone());
    assert_eq!(due(&disputed), ("CLK-06".into(), until));
    history.push(entry("2021-11-01T10:00:00Z", HistoryAction::Dispute));
    // A Friday: business days would end a weekend later (CTR-06).
    history.push(entry("2021-11-05T10:00:00Z", HistoryAction::Resubmission));
    let submitted = activity(Status::UnderReview, "Workshop", history);
    assert_eq!(due(&submitted), ("CLK-07".into(), Some(at("2021-11-10T10:00:00Z"))));
}

#[test]
fn a_rejection_by_another_partners_consent_opens_no_dispute() {
    let mut history = vec![entry("2025-08-01T00:00:00Z", HistoryAction::Rejection)];
    history[0].note = Some("RC-E-13 consent obtained by another partner".into());
    assert_eq!(clocks(&activity(Status::Rejected, "Workshop", history)), [], "CON-12");
}
