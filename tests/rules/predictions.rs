//! What clocks will do: each expiry of Partner Activities with its row, and what is never predicted.

use crate::support::samples::{claim, claims, edition_of, june};
use chrono::{DateTime, TimeDelta, Utc};
use proofdesk::domain::{Claim, ClaimComment, HistoryAction, HistoryEntry, Program, Status, Turn};
use proofdesk::rules::{self, Prediction, Standing};
use proptest::prelude::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn predictions(claim: &Claim, now: &str) -> Vec<Prediction> {
    rules::predictions(claim, &edition_of(claim), &Standing::default(), at(now))
}

/// A claim of Partner Activities whose events all happened on the first of January.
fn activity(status: Status, engagement: &str) -> Claim {
    let actions = [HistoryAction::Created, HistoryAction::CustomerConsentApproved, HistoryAction::Rejection];
    let history = actions
        .into_iter()
        .map(|action| HistoryEntry { on: at("2025-01-01T00:00:00Z"), action, actor: "x".into(), note: None })
        .collect();
    Claim { status, engagement: engagement.into(), history, ..claim("3140021") }
}

#[test]
fn every_expiry_of_partner_activities_names_its_row_and_its_day() {
    let timelines = [
        ("Assessment", "T-PA-12", 60, "T-PA-22", 90),
        ("Workshop", "T-PA-13", 90, "T-PA-23", 120),
        ("Deployment (Small)", "T-PA-14", 120, "T-PA-24", 150),
        ("Deployment (Medium)", "T-PA-15", 200, "T-PA-25", 230),
        ("Deployment (XL)", "T-PA-16", 260, "T-PA-26", 290),
    ];
    for (engagement, unsubmitted, first, uncorrected, second) in timelines {
        for (status, row, days, leads_to) in [
            (Status::CustomerConsentReceived, unsubmitted, first, Status::NotSubmittedClaimExpired),
            (Status::PartnerActionRequired, uncorrected, second, Status::PostSubmissionClaimExpired),
            (Status::CustomerClaimed, "T-PA-06", 30, Status::CustomerConsentExpired),
            (Status::AwaitingCustomerConsent, "T-PA-07", 30, Status::CustomerConsentExpired),
            (Status::Disputed, "T-PA-29", 30, Status::DisputedClaimExpired),
            (Status::Rejected, "T-PA-32", 30, Status::Rejected),
        ] {
            let found = predictions(&activity(status, engagement), "2025-01-02T00:00:00Z");
            assert_eq!(found.len(), 1, "{engagement}, {status}");
            assert_eq!((found[0].transition.as_str(), found[0].leads_to), (row, leads_to), "{engagement}");
            assert_eq!(
                found[0].at,
                at("2025-01-01T00:00:00Z") + TimeDelta::days(days),
                "{engagement}, {status}"
            );
        }
    }
}

#[test]
fn a_prediction_says_what_will_happen_and_then_what_happened() {
    let waiting = claim("3127811");
    let before = predictions(&waiting, "2025-09-15T00:00:00Z").remove(0);
    assert_eq!(
        before.text,
        "Becomes rejected on 16 September 2025, 15:05:41 UTC if nothing happens: partner answers action required \
         (T-C25-13)."
    );
    let after = predictions(&waiting, "2025-09-17T00:00:00Z").remove(0);
    assert!(after.text.starts_with("Predicted to be rejected since 16 September 2025"), "{}", after.text);
    assert_eq!((before.at, before.transition), (after.at, after.transition));
}

#[test]
fn the_latest_request_is_the_reason_and_never_an_older_one() {
    let mut claim = claim("3127811");
    let asked = HistoryEntry {
        on: at("2025-09-05T10:00:00Z"),
        action: HistoryAction::ActionRequired,
        actor: "Microsoft".into(),
        note: Some("RC-R5-05; due 2025-09-19".into()),
    };
    claim.history.push(asked);
    assert_eq!(rules::open_request(&claim).as_deref(), Some("RC-R5-05; due 2025-09-19"));
    let comment = |author: &str, on: &str, text: &str| ClaimComment {
        author: author.into(),
        on: at(on),
        text: text.into(),
    };
    claim.comments.push(comment("Microsoft", "2025-09-05T10:00:00Z", "Please add the dates."));
    claim.comments.push(comment(&claim.partner.contact_name, "2025-09-06T10:00:00Z", "We will."));
    assert_eq!(rules::open_request(&claim).as_deref(), Some("Please add the dates."));
}

#[test]
fn a_clock_of_ours_never_does_anything_by_itself() {
    for claim in claims().iter().filter(|claim| claim.program == Program::Cpor) {
        let ours = matches!(claim.status, Status::Submitted | Status::UnderReview);
        let found = predictions(claim, "2030-01-01T00:00:00Z");
        assert!(!ours || found.is_empty(), "{}: {found:?}", claim.claim_id);
    }
}

proptest! {
    #[test]
    fn every_prediction_is_the_end_of_a_running_clock_that_somebody_else_has_to_stop(
        pick in any::<prop::sample::Index>(),
        status in prop::sample::select(Status::ALL),
        now in 1_500_000_000i64..1_900_000_000,
    ) {
        let claim = Claim { status, ..pick.get(claims()).clone() };
        let edition = edition_of(&claim);
        let now = DateTime::from_timestamp(now, 0).unwrap();
        let clocks = rules::clocks(&claim, &edition, &Standing::default());
        for prediction in rules::predictions(&claim, &edition, &Standing::default(), now) {
            let clock = clocks.iter().find(|clock| clock.deadline == Some(prediction.at)).unwrap();
            prop_assert_ne!(clock.turn, Turn::Us);
            prop_assert_eq!(prediction.is_due(now), prediction.at <= now);
            prop_assert!(edition.transition(prediction.transition.as_str()).is_some());
            prop_assert_eq!(prediction.changes_status, prediction.leads_to != claim.status);
        }
    }
}

#[test]
fn nothing_follows_from_a_clock_that_was_replaced_or_has_no_end() {
    let mut edition = (*june()).clone();
    edition.clocks.iter_mut().for_each(|clock| clock.length = None);
    for claim in claims().iter().filter(|claim| claim.program == Program::Cpor) {
        let found = rules::predictions(claim, &edition, &Standing::default(), at("2030-01-01T00:00:00Z"));
        assert_eq!(found, [], "{}", claim.claim_id);
    }
}
