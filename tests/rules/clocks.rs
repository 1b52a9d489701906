//! The running clocks of the sample claims, and whose turn they are.

use crate::support::samples::{claim, edition_of, fy20, june};
use chrono::{DateTime, Utc};
use proofdesk::domain::{Claim, DecisionKind, HistoryAction, HistoryEntry, QueueKind, Status, Turn};
use proofdesk::policy::{Calendar, Edition};
use proofdesk::rules::{self, Standing};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn contested(claim: &Claim) -> Standing {
    Standing { contested: claim.workloads.iter().map(|w| w.name.clone()).collect(), ..Standing::default() }
}

fn running(claim: &Claim, standing: &Standing) -> Vec<(String, Turn, Option<DateTime<Utc>>)> {
    rules::clocks(claim, &edition_of(claim), standing)
        .into_iter()
        .map(|clock| (clock.name, clock.turn, clock.deadline))
        .collect()
}

#[test]
fn each_status_has_its_clock() {
    let table = [
        // Set under review on Monday 8 September: five business days end on Monday 15 September.
        ("3129406", "review", Turn::Us, "2025-09-15T13:30:00Z"),
        // Resubmitted on Tuesday 9 September.
        ("3128493", "resubmission-wait", Turn::Us, "2025-09-16T10:05:33Z"),
        // A dispute counts from its submission on 12 August, not from the review.
        ("3128045", "dispute-review", Turn::Us, "2025-08-19T08:20:51Z"),
        ("3127811", "partner-answer", Turn::Partner, "2025-09-16T15:05:41Z"),
        ("3128704", "dispute-window", Turn::Partner, "2025-10-05T08:17:26Z"),
        // Opened and not submitted: 30 days from the rejection (OQ-09).
        ("3125233", "dispute-submit", Turn::Partner, "2025-10-04T09:32:50Z"),
    ];
    for (id, name, turn, deadline) in table {
        let expected = [(name.to_owned(), turn, Some(at(deadline)))];
        assert_eq!(running(&claim(id), &Standing::default()), expected, "{id}");
    }
}

#[test]
fn a_first_submission_has_no_clock_because_no_source_states_one() {
    assert_eq!(running(&claim("3130378"), &Standing::default()), []);
}

#[test]
fn a_conflict_replaces_the_review_clock_from_its_notice() {
    let claim = claim("3120417");
    let expected = [
        ("conflict-review".to_owned(), Turn::Us, Some(at("2025-09-12T11:06:30Z"))),
        ("review".to_owned(), Turn::Us, Some(at("2025-09-05T11:05:02Z"))),
    ];
    assert_eq!(running(&claim, &contested(&claim)), expected, "CTR-03: both are shown, the conflict's holds");
    let clocks = rules::clocks(&claim, &june(), &contested(&claim));
    assert_eq!(clocks[1].replaced_by.as_deref(), Some("CLK-03"));
    assert_eq!(clocks[1].label, "review (replaced by CLK-03)");
}

#[test]
fn a_conflict_without_a_notice_counts_from_the_review() {
    let mut claim = claim("3120417");
    claim.history.retain(|entry| entry.action != HistoryAction::ConflictNotice);
    let expected = ("conflict-review".to_owned(), Turn::Us, Some(at("2025-09-12T11:05:02Z")));
    assert_eq!(running(&claim, &contested(&claim))[0], expected);
    claim.history.clear();
    let clocks = rules::clocks(&claim, &june(), &contested(&claim));
    assert!(clocks[0].date_only, "CLK-22: only the day of the submission is known");
    assert_eq!(clocks[0].deadline, Some(at("2025-09-10T23:59:59Z")));
}

#[test]
fn an_incumbent_has_its_own_clock_until_it_answers() {
    let mut claim = claim("3069944");
    let due = Some(at("2025-09-11T02:41:05Z"));
    let ours = ("conflict-review".to_owned(), Turn::Us, due);
    let theirs = ("incumbent-answer".to_owned(), Turn::Partner, due);
    assert_eq!(running(&claim, &contested(&claim)), [ours.clone(), theirs], "CLK-04");
    let action = HistoryAction::DocumentSubmission;
    claim.history.push(HistoryEntry {
        on: at("2025-09-11T00:00:00Z"),
        action,
        actor: "x".into(),
        note: None,
    });
    assert_eq!(running(&claim, &contested(&claim)), [ours]);
}

#[test]
fn fy20_gives_thirty_days_and_no_limit_in_a_conflict() {
    let mut claim = claim("1010893");
    claim.status = Status::PartnerActionRequired;
    let expected = [("partner-answer".to_owned(), Turn::Partner, Some(at("2020-03-15T16:30:00Z")))];
    assert_eq!(running(&claim, &Standing::default()), expected, "CTR-01");
    claim.status = Status::UnderReview;
    let clocks = running(&claim, &contested(&claim));
    assert_eq!(clocks[0], ("conflict-review".to_owned(), Turn::Us, None), "CTR-02");
    claim.status = Status::Rejected;
    assert_eq!(running(&claim, &Standing::default()), [], "CTR-05: no dispute");
}

#[test]
fn fy20_shows_the_end_of_the_first_opt_out_period_and_june_2025_does_not() {
    let approved = claim("1010457");
    let expected = [("customer-opt-out".to_owned(), Turn::Customer, Some(at("2019-12-04T15:20:00Z")))];
    assert_eq!(running(&approved, &Standing::default()), expected, "CTR-04");
    assert_eq!(running(&claim("3075520"), &Standing::default()), []);
}

#[test]
fn a_decision_starts_the_partners_clock() {
    let started = |kind, id: &str| {
        let claim = claim(id);
        rules::clock_started_by(kind, &claim, &edition_of(&claim), at("2025-09-15T10:00:00Z"))
            .map(|clock| (clock.name, clock.deadline.unwrap()))
    };
    let partner_answer = Some(("partner-answer".into(), at("2025-09-29T10:00:00Z")));
    assert_eq!(started(DecisionKind::ActionRequired, "3129406"), partner_answer);
    let residual_answer = Some(("residual-answer".into(), at("2025-09-29T10:00:00Z")));
    assert_eq!(started(DecisionKind::PartialApprove, "3129406"), residual_answer);
    let dispute_window = Some(("dispute-window".into(), at("2025-10-15T10:00:00Z")));
    assert_eq!(started(DecisionKind::Reject, "3129406"), dispute_window);
    assert_eq!(started(DecisionKind::Approve, "3129406"), None);
    assert_eq!(started(DecisionKind::FinalReject, "3129406"), None);
    assert_eq!(started(DecisionKind::Reject, "1010893"), None, "CTR-05");
    let thirty_days = Some(("partner-answer".into(), at("2025-10-15T10:00:00Z")));
    assert_eq!(started(DecisionKind::ActionRequired, "1010893"), thirty_days);
}

#[test]
fn a_holiday_of_the_edition_moves_the_review_clock() {
    let mut edition = (*june()).clone();
    edition.parameters.calendar =
        Calendar { years: Some([2025, 2025]), days_off: ["2025-09-11".parse().unwrap()].into() };
    let clocks = rules::clocks(&claim("3129406"), &edition, &Standing::default());
    assert_eq!(clocks[0].deadline, Some(at("2025-09-16T13:30:00Z")), "CLK-23");
}

#[test]
fn a_year_without_a_calendar_leaves_the_deadline_open_and_says_so() {
    let mut edition = (*june()).clone();
    edition.parameters.calendar = Calendar { years: Some([2019, 2024]), ..Calendar::default() };
    let clocks = rules::clocks(&claim("3129406"), &edition, &Standing::default());
    assert_eq!(clocks[0].deadline, None);
    assert_eq!(clocks[0].without_deadline(), "no calendar for 2025", "CLK-23");
    // Calendar days need no calendar.
    let waiting = rules::clocks(&claim("3127811"), &edition, &Standing::default());
    assert_eq!(waiting[0].deadline, Some(at("2025-09-16T15:05:41Z")));
}

#[test]
fn a_residual_claim_has_fourteen_days_from_its_creation() {
    let mut residual = claim("3127811");
    residual.created_on = "2025-09-01".parse().unwrap();
    residual.history.retain(|entry| entry.action == HistoryAction::Created);
    residual.history[0].on = at("2025-09-01T10:00:00Z");
    assert!(rules::is_residual(&residual));
    let expected = [("residual-answer".to_owned(), Turn::Partner, Some(at("2025-09-15T10:00:00Z")))];
    assert_eq!(running(&residual, &Standing::default()), expected, "CLK-10");
    residual.history.clear();
    let clocks = rules::clocks(&residual, &june(), &Standing::default());
    assert_eq!(clocks[0].deadline, Some(at("2025-09-15T23:59:59Z")), "CLK-22");
    assert!(clocks[0].date_only && !rules::is_residual(&claim("3127811")));
}

#[test]
fn waits_are_48_hours_after_an_activation_and_24_hours_after_a_mail() {
    let since = at("2025-09-01T10:00:00Z");
    let until = |name, edition: &Edition| rules::wait_until(name, edition, since).map(Result::unwrap);
    assert_eq!(until("activation-wait", &june()), Some(at("2025-09-03T10:00:00Z")), "CLK-12");
    assert_eq!(until("activation-wait", &fy20()), Some(at("2025-09-03T10:00:00Z")), "CLK-12");
    assert_eq!(until("mail-wait", &june()), Some(at("2025-09-02T10:00:00Z")), "CLK-14");
    assert_eq!(until("mail-wait", &fy20()), None);
}

#[test]
fn claims_wait_for_whom_the_status_says() {
    let waits = |id: &str| {
        let claim = claim(id);
        let waiting = rules::waiting(&claim, &edition_of(&claim), &Standing::default());
        (waiting.turn, waiting.kind)
    };
    assert_eq!(waits("3129406"), (Turn::Us, Some(QueueKind::New)));
    assert_eq!(waits("3128493"), (Turn::Us, Some(QueueKind::Resubmission)));
    assert_eq!(waits("3128045"), (Turn::Us, Some(QueueKind::Dispute)));
    assert_eq!(waits("3120417"), (Turn::Us, Some(QueueKind::Conflict)));
    assert_eq!(waits("3127811"), (Turn::Partner, None));
    assert_eq!(waits("3128704"), (Turn::Partner, None));
    assert_eq!(waits("3125233"), (Turn::Partner, None), "an opened dispute is not a submitted one");
    assert_eq!(waits("1010893"), (Turn::Nobody, None));
    assert_eq!(waits("3075520"), (Turn::Nobody, None));
}

#[test]
fn an_incumbent_in_a_conflict_waits_for_us_although_it_is_approved() {
    let claim = claim("3075520");
    let waiting = rules::waiting(&claim, &june(), &contested(&claim));
    assert_eq!((waiting.turn, waiting.kind), (Turn::Us, Some(QueueKind::Conflict)));
}

#[test]
fn only_a_submitted_dispute_is_one() {
    assert!(rules::after_dispute(&claim("3128045")));
    assert!(!rules::after_dispute(&claim("3125233")));
    assert!(!rules::after_dispute(&claim("3128493")));
}

#[test]
fn every_clock_has_a_name_its_edition_knows() {
    for edition in [june(), fy20()] {
        let mut claim = claim("3120417");
        for status in Status::ALL {
            claim.status = *status;
            for clock in rules::clocks(&claim, &edition, &contested(&claim)) {
                assert!(!clock.label.is_empty() && clock.rule.starts_with("CLK-"), "{status}: {clock:?}");
            }
        }
    }
}
