//! All 34 transitions of CPOR in words: what a reviewer causes is signed, what partner, customer and system cause is
//! recognised between two snapshots, what a clock causes is predicted.

use super::decisions::signing;
use crate::support::samples::{claim, edition_of, editions};
use chrono::{DateTime, Utc};
use proofdesk::domain::{
    Association, Checklist, Claim, Decision, DecisionKind, HistoryAction, HistoryEntry, Judgement, Program,
    ReasonMark, Requirement, Status, Verdict,
};
use proofdesk::rules::{self, Prediction, Signing, Standing, Step};

/// June 2025, security usage, one workload.
const JUNE: &str = "3129406";
/// June 2025, three workloads.
const THREE: &str = "3128950";
/// June 2025, a submitted dispute under review.
const DISPUTE: &str = "3128045";
/// FY20, usage.
const FY20: &str = "1010457";

macro_rules! scenarios {
    ($($id:literal $name:ident $body:block)+) => {
        $(#[test] fn $name() { let id = $id; let () = ($body)(id); })+
        const TOLD: &[&str] = &[$($id),+];
    };
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The claim as it stood after the first lines of its history.
fn standing_at(id: &str, status: Status, lines: usize) -> Claim {
    let mut claim = claim(id);
    claim.status = status;
    claim.history.truncate(lines);
    claim
}

/// The next snapshot: one line more in the history.
fn then(before: &Claim, status: Status, action: HistoryAction) -> Claim {
    let mut after = before.clone();
    let on = before.history.last().map_or_else(|| at("2025-09-01T00:00:00Z"), |entry| entry.on);
    let on = on + chrono::TimeDelta::hours(30);
    after.history.push(HistoryEntry { on, action, actor: "Microsoft".into(), note: None });
    after.status = status;
    after
}

fn between(before: Option<&Claim>, after: &Claim) -> String {
    let found = rules::transition_between(before, after, &edition_of(after));
    found.map_or_else(|| "none".to_owned(), |id| id.to_string())
}

/// Every cell met with a typed reason, except those of one requirement.
fn filled(claim: &Claim, failing: Option<Failing>) -> Checklist {
    let mut checklist = rules::checklist(claim, &edition_of(claim));
    for cell in checklist.cells.iter_mut().filter(|cell| cell.settled.is_none()) {
        let judgement = Judgement { note: Some("Seen.".into()), ..Judgement::bare(Verdict::Met) };
        let fails = failing.filter(|(requirement, workload, _)| {
            cell.key.requirement == *requirement
                && (workload.is_none() || cell.key.workload.as_deref() == *workload)
        });
        cell.judgement = Some(match fails {
            Some((_, _, code)) => Judgement {
                reasons: vec![ReasonMark::bare(code.parse().unwrap())],
                ..Judgement::bare(Verdict::NotMet)
            },
            None => judgement,
        });
    }
    checklist
}

/// A reviewer signs the decision; the transition it causes and the next snapshot tell the same row.
fn decides(claim: &Claim, checklist: &Checklist, kind: DecisionKind, id: &str) -> Decision {
    let edition = edition_of(claim);
    assert_eq!(rules::allowed(claim, &edition, kind).unwrap().as_str(), id);
    let dispute = rules::after_dispute(claim).then(|| {
        let original = rules::dispute::original_reasons(claim, &edition, None);
        rules::dispute::proposed(&original, claim, checklist)
    });
    let decision = rules::sign(Signing {
        kind,
        rationale: Some("Read in full.".into()),
        residual_comment: Some("Please add proof.".into()),
        dispute,
        ..signing(claim, &edition, checklist)
    })
    .unwrap();
    let action = match kind {
        DecisionKind::Approve | DecisionKind::PartialApprove => HistoryAction::Approval,
        DecisionKind::ActionRequired => HistoryAction::ActionRequired,
        DecisionKind::Reject | DecisionKind::FinalReject => HistoryAction::Rejection,
    };
    let mut after = then(claim, rules::resulting_status(kind), action);
    if kind == DecisionKind::PartialApprove {
        after.workloads.retain(|line| decision.split.approved().contains(&line.name));
    }
    assert_eq!(between(Some(claim), &after), id, "the next snapshot");
    decision
}

/// What the clocks lead to, three months after the snapshot.
fn predicted(claim: &Claim) -> Vec<Prediction> {
    let late = at("2026-01-01T00:00:00Z");
    rules::predictions(claim, &edition_of(claim), &Standing::default(), late)
}

/// A clock runs out: the prediction names the row, the instant and the status; nothing else happens.
fn runs_out(claim: &Claim, id: &str, leads_to: Status, on: &str) -> Prediction {
    let found = predicted(claim);
    assert_eq!(found.len(), 1, "{found:?}");
    let prediction = found.into_iter().next().unwrap();
    assert_eq!((prediction.transition.as_str(), prediction.leads_to, prediction.at), (id, leads_to, at(on)));
    assert!(
        prediction.is_due(at(on)) && !prediction.is_due(at(on) - chrono::TimeDelta::seconds(1)),
        "CLK-21"
    );
    prediction
}

/// One requirement that fails, for one workload or for all, with its reason.
type Failing = (Requirement, Option<&'static str>, &'static str);

const MISSING_DATES: Option<Failing> = Some((Requirement::Dates, None, "RC-R5-05"));

scenarios! {
    "T-C20-01" in_fy20_a_partner_starts_a_claim {|id| {
        assert_eq!(between(None, &standing_at(FY20, Status::Drafted, 1)), id);
    }}

    "T-C20-02" in_fy20_a_partner_submits_its_claim {|id| {
        let drafted = standing_at(FY20, Status::Drafted, 1);
        assert_eq!(between(Some(&drafted), &then(&drafted, Status::Submitted, HistoryAction::Submission)), id);
    }}

    "T-C20-03" in_fy20_a_reviewer_takes_a_flagged_claim_up {|id| {
        let submitted = standing_at(FY20, Status::Submitted, 2);
        let after = then(&submitted, Status::UnderReview, HistoryAction::SetUnderReview);
        assert_eq!(between(Some(&submitted), &after), id);
    }}

    "T-C20-04" in_fy20_a_claim_that_is_not_flagged_is_approved_by_the_system {|id| {
        let submitted = standing_at(FY20, Status::Submitted, 2);
        let after = then(&submitted, Status::Approved, HistoryAction::Approval);
        assert_eq!(between(Some(&submitted), &after), id);
    }}

    "T-C20-05" in_fy20_a_complete_proof_is_approved {|id| {
        let claim = standing_at(FY20, Status::UnderReview, 3);
        let decision = decides(&claim, &filled(&claim, None), DecisionKind::Approve, id);
        assert_eq!(decision.deadline, None, "an approval starts no clock here");
    }}

    "T-C20-06" in_fy20_a_partner_is_asked_for_more_and_has_thirty_days {|id| {
        let claim = standing_at(FY20, Status::UnderReview, 3);
        let decision = decides(&claim, &filled(&claim, MISSING_DATES), DecisionKind::ActionRequired, id);
        assert_eq!(decision.deadline.unwrap() - decision.decided_at, chrono::TimeDelta::days(30), "CTR-01");
    }}

    "T-C20-07" in_fy20_a_claim_is_rejected_without_a_dispute {|id| {
        let claim = standing_at(FY20, Status::UnderReview, 3);
        let decision = decides(&claim, &filled(&claim, MISSING_DATES), DecisionKind::Reject, id);
        assert_eq!(decision.deadline, None, "CTR-05: no window opens");
    }}

    "T-C20-08" in_fy20_a_partner_answers_and_submits_again {|id| {
        let asked = standing_at("1010893", Status::PartnerActionRequired, 4);
        let after = then(&asked, Status::Submitted, HistoryAction::Resubmission);
        assert_eq!(between(Some(&asked), &after), id);
    }}

    "T-C20-09" in_fy20_thirty_days_without_an_answer_end_in_a_rejection {|id| {
        let asked = standing_at("1010893", Status::PartnerActionRequired, 4);
        let end = runs_out(&asked, id, Status::Rejected, "2020-03-15T16:30:00Z");
        assert_eq!(end.request.as_deref(), Some("RC-R4-06, RC-R5-05; 30 days"), "the latest open request");
        assert!(end.changes_status);
    }}

    "T-C20-10" in_fy20_the_customer_ends_the_association {|id| {
        let approved = claim(FY20);
        let after = then(&approved, Status::CustomerConsentDeclined, HistoryAction::Other("Opt-out".into()));
        assert_eq!(between(Some(&approved), &after), id);
        // Day 7 is information: the right has no end (CTR-04).
        let seventh = runs_out(&approved, id, Status::Approved, "2019-12-04T15:20:00Z");
        assert!(!seventh.changes_status && seventh.text.contains("at any time"), "{}", seventh.text);
    }}

    "T-C20-11" in_fy20_the_association_moves_to_the_better_proof {|id| {
        let approved = claim(FY20);
        let mut after = approved.clone();
        after.workloads[0].association = Association::ToAnotherPartner;
        assert_eq!(between(Some(&approved), &after), id);
    }}

    "T-C25-01" a_partner_starts_a_claim {|id| {
        assert_eq!(between(None, &standing_at(JUNE, Status::Drafted, 1)), id);
    }}

    "T-C25-02" a_partner_cancels_a_draft {|id| {
        let drafted = standing_at(JUNE, Status::Drafted, 1);
        let after = then(&drafted, Status::Cancelled, HistoryAction::Other("Cancelled".into()));
        assert_eq!(between(Some(&drafted), &after), id);
    }}

    "T-C25-03" a_partner_submits_its_claim {|id| {
        let drafted = standing_at(JUNE, Status::Drafted, 1);
        assert_eq!(between(Some(&drafted), &then(&drafted, Status::Submitted, HistoryAction::Submission)), id);
    }}

    "T-C25-04" a_reviewer_takes_a_flagged_claim_up {|id| {
        let submitted = standing_at(JUNE, Status::Submitted, 2);
        let after = then(&submitted, Status::UnderReview, HistoryAction::SetUnderReview);
        assert_eq!(between(Some(&submitted), &after), id);
    }}

    "T-C25-05" a_claim_that_is_not_flagged_is_approved_by_the_system {|id| {
        let submitted = claim("3126930");
        let after = then(&submitted, Status::Approved, HistoryAction::Approval);
        assert_eq!(between(Some(&submitted), &after), id);
        // Without proof to read, a reviewer's approval is this row too.
        decides(&submitted, &filled(&submitted, None), DecisionKind::Approve, id);
    }}

    "T-C25-06" a_submitted_claim_is_rejected_directly {|id| {
        let submitted = standing_at(JUNE, Status::Submitted, 2);
        let mut checklist = filled(&submitted, None);
        checklist.claim_reasons = vec![ReasonMark::bare("RC-E-10".parse().unwrap())];
        decides(&submitted, &checklist, DecisionKind::Reject, id);
    }}

    "T-C25-07" a_complete_proof_is_approved {|id| {
        let claim = claim(JUNE);
        let decision = decides(&claim, &filled(&claim, None), DecisionKind::Approve, id);
        assert_eq!((decision.derived, decision.deadline), (DecisionKind::Approve, None));
    }}

    "T-C25-08" some_workloads_are_approved_and_the_others_leave_the_claim {|id| {
        let claim = claim(THREE);
        let failing = Some((Requirement::ActivityDetail, Some("Microsoft 365 Copilot"), "RC-R3-01"));
        let decision = decides(&claim, &filled(&claim, failing), DecisionKind::PartialApprove, id);
        assert_eq!(decision.split.residual(), ["Microsoft 365 Copilot"]);
        assert_eq!(decision.deadline.unwrap() - decision.decided_at, chrono::TimeDelta::days(14), "CLK-10");
    }}

    "T-C25-09" the_residual_claim_appears_waiting_for_the_partner {|id| {
        let mut residual = standing_at(THREE, Status::PartnerActionRequired, 1);
        residual.claim_id = "3128951".parse().unwrap();
        assert_eq!(between(None, &residual), id);
        assert!(rules::is_residual(&residual));
        // Unanswered, it ends like any other request, fourteen days after it was made.
        runs_out(&residual, "T-C25-13", Status::Rejected, "2025-09-15T01:20:00Z");
    }}

    "T-C25-10" a_partner_is_asked_for_more_and_has_fourteen_days {|id| {
        let claim = claim(JUNE);
        let decision = decides(&claim, &filled(&claim, MISSING_DATES), DecisionKind::ActionRequired, id);
        assert_eq!(decision.deadline.unwrap() - decision.decided_at, chrono::TimeDelta::days(14));
    }}

    "T-C25-11" a_claim_is_rejected_and_the_dispute_window_opens {|id| {
        let claim = claim(JUNE);
        let decision = decides(&claim, &filled(&claim, MISSING_DATES), DecisionKind::Reject, id);
        assert_eq!(decision.deadline.unwrap() - decision.decided_at, chrono::TimeDelta::days(30), "CLK-05");
    }}

    "T-C25-12" a_partner_answers_and_submits_again {|id| {
        let asked = claim("3127811");
        let after = then(&asked, Status::Submitted, HistoryAction::Resubmission);
        assert_eq!(between(Some(&asked), &after), id);
    }}

    "T-C25-13" fourteen_days_without_an_answer_end_in_a_rejection {|id| {
        let end = runs_out(&claim("3127811"), id, Status::Rejected, "2025-09-16T15:05:41Z");
        assert!(end.request.unwrap().starts_with("The customer is a healthcare organisation"));
        assert!(end.text.starts_with("Predicted to be rejected since 16 September 2025, 15:05:41 UTC"), "{}", end.text);
    }}

    "T-C25-14" a_partner_opens_a_dispute {|id| {
        let rejected = claim("3128704");
        let after = then(&rejected, Status::Disputed, HistoryAction::Dispute);
        assert_eq!(between(Some(&rejected), &after), id);
        assert!(rules::dispute::window(&after, &edition_of(&after)).unwrap().unwrap().opened.is_some());
    }}

    "T-C25-15" a_partner_submits_its_dispute {|id| {
        let disputed = claim("3125233");
        let after = then(&disputed, Status::Submitted, HistoryAction::Resubmission);
        assert_eq!(between(Some(&disputed), &after), id);
    }}

    "T-C25-16" a_submitted_dispute_is_taken_up {|id| {
        let submitted = standing_at(DISPUTE, Status::Submitted, 6);
        let after = then(&submitted, Status::UnderReview, HistoryAction::SetUnderReview);
        assert_eq!(between(Some(&submitted), &after), id);
    }}

    "T-C25-17" a_dispute_that_resolves_every_reason_is_approved {|id| {
        let claim = claim(DISPUTE);
        let decision = decides(&claim, &filled(&claim, None), DecisionKind::Approve, id);
        let answer = decision.dispute.unwrap();
        assert!(answer.reasons.len() == 3 && answer.reasons.iter().all(|reason| reason.resolved));
    }}

    "T-C25-18" a_dispute_that_leaves_a_reason_open_is_finally_rejected {|id| {
        let claim = claim(DISPUTE);
        let decision = decides(&claim, &filled(&claim, MISSING_DATES), DecisionKind::FinalReject, id);
        let answer = decision.dispute.unwrap();
        let open: Vec<_> = answer.reasons.iter().filter(|one| !one.resolved).map(|one| one.code.as_str()).collect();
        assert_eq!(open, ["RC-R5-05"]);
        assert_eq!(decision.deadline, None, "nothing follows");
    }}

    "T-C25-19" a_dispute_window_closes_and_the_claim_stays_rejected {|id| {
        let end = runs_out(&claim("3128704"), id, Status::Rejected, "2025-10-05T08:17:26Z");
        assert!(!end.changes_status && end.request.is_none(), "OQ-10");
        assert!(end.text.contains("ended on 5 October 2025, 08:17:26 UTC"), "{}", end.text);
    }}

    "T-C25-20" the_customer_ends_the_association_at_any_time {|id| {
        let approved = claim("3125016");
        let after = then(&approved, Status::CustomerConsentDeclined, HistoryAction::Other("Opt-out".into()));
        assert_eq!(between(Some(&approved), &after), id);
        assert_eq!(predicted(&approved), [], "the right has no end here");
    }}

    "T-C25-21" a_partner_gives_the_whole_association_up {|id| {
        let approved = claim("3125016");
        let mut after = then(&approved, Status::Approved, HistoryAction::Other("Disassociation".into()));
        after.workloads.iter_mut().for_each(|line| line.association = Association::None);
        assert_eq!(between(Some(&approved), &after), id);
        let refused = rules::dispute::window(&after, &edition_of(&after)).unwrap_err();
        assert_eq!(refused.rule, "STA-210", "a disassociation cannot be disputed");
    }}

    "T-C25-22" the_association_moves_to_the_incoming_partner {|id| {
        let incumbent = claim("3088261");
        let mut after = incumbent.clone();
        after.workloads[0].association = Association::ToAnotherPartner;
        assert_eq!(between(Some(&incumbent), &after), id);
        // What causes it: a supervisor approves the challenger with the conflict open.
        let challenger = claim("3120417");
        decides(&challenger, &filled(&challenger, None), DecisionKind::Approve, "T-C25-07");
    }}

    "T-C25-23" an_incumbent_is_asked_for_updated_proof {|id| {
        let approved = standing_at("3088261", Status::Approved, 4);
        let after = then(&approved, Status::Approved, HistoryAction::ConflictNotice);
        assert_eq!(between(Some(&approved), &after), id);
    }}
}

#[test]
fn every_transition_of_cpor_in_both_editions_is_told() {
    let mut rows: Vec<&str> = Vec::new();
    let all = editions().all();
    for edition in all {
        rows.extend(
            edition.transitions.iter().filter(|row| row.program == Program::Cpor).map(|row| row.id.as_str()),
        );
    }
    rows.sort_unstable();
    let mut told = TOLD.to_vec();
    told.sort_unstable();
    assert_eq!(told, rows);
    assert_eq!(told.len(), 34);
}

#[test]
fn the_history_tells_every_step_that_lies_between_two_snapshots() {
    let edition = edition_of(&claim("3128704"));
    let before = standing_at("3128704", Status::Submitted, 2);
    let steps: Vec<String> = rules::transitions_between(Some(&before), &claim("3128704"), &edition)
        .into_iter()
        .map(|step| step.transition.unwrap().to_string())
        .collect();
    assert_eq!(steps, ["T-C25-04", "T-C25-10", "T-C25-12", "T-C25-04", "T-C25-11"]);
    let whole = rules::transitions_between(None, &claim(DISPUTE), &edition);
    assert_eq!(whole.len(), 7, "{whole:?}");
    assert_eq!(whole.last().unwrap().transition.as_ref().unwrap().as_str(), "T-C25-16");
}

#[test]
fn a_step_the_table_does_not_know_is_told_as_such() {
    let approved = claim("3125016");
    let after = Claim { status: Status::Drafted, ..approved.clone() };
    let steps = rules::transitions_between(Some(&approved), &after, &edition_of(&approved));
    assert_eq!(steps, [Step { from: Some(Status::Approved), to: Status::Drafted, transition: None }]);
    assert_eq!(rules::transitions_between(Some(&approved), &approved, &edition_of(&approved)), []);
}

#[test]
fn a_dispute_that_is_plainly_rejected_again_fits_no_row() {
    let dispute = claim(DISPUTE);
    assert_eq!(between(Some(&dispute), &then(&dispute, Status::Rejected, HistoryAction::Rejection)), "none");
}
