//! Composition on sample claims, with the expected text written out.

use crate::support::samples::{claim as sample_claim, fy20, june};
use chrono::{DateTime, Utc};
use proofdesk::comments::{CommentInput, Composed, compose, compose_residual, rewritten};
use proofdesk::domain::{
    ApprovedSplit, Cell, CellKey, Checklist, Claim, DecisionKind, Judgement, ReasonAnswer, ReasonMark,
    Requirement, Verdict,
};
use proofdesk::policy::Edition;

/// A decision to be commented, built step by step.
struct Case {
    claim: Claim,
    checklist: Checklist,
    kind: DecisionKind,
    passing: Vec<String>,
    rationale: Option<String>,
    previous: Vec<ReasonAnswer>,
    deadline: Option<DateTime<Utc>>,
}

fn case(claim: &str, kind: DecisionKind) -> Case {
    Case {
        claim: sample_claim(claim),
        checklist: Checklist::default(),
        kind,
        passing: Vec::new(),
        rationale: None,
        previous: Vec::new(),
        deadline: Some("2025-09-29T12:00:00Z".parse().unwrap()),
    }
}

fn mark(code: &str, fills: &[(&str, &str)]) -> ReasonMark {
    let fills = fills.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    ReasonMark { code: code.parse().unwrap(), fills }
}

/// An original reason of the whole claim.
fn answer(code: &str, resolved: bool) -> ReasonAnswer {
    ReasonAnswer { code: code.parse().unwrap(), cell: None, resolved }
}

impl Case {
    fn failed(mut self, requirement: Requirement, workload: Option<&str>, reasons: &[ReasonMark]) -> Self {
        let judgement = Judgement { reasons: reasons.to_vec(), ..Judgement::bare(Verdict::NotMet) };
        let key = CellKey { requirement, workload: workload.map(str::to_owned) };
        self.checklist.cells.push(Cell { key, settled: None, judgement: Some(judgement) });
        self
    }

    fn with<R>(&self, edition: &Edition, run: impl Fn(&CommentInput<'_>) -> R) -> R {
        let claimed: Vec<String> = self.claim.workloads.iter().map(|line| line.name.clone()).collect();
        let split = ApprovedSplit::by(&claimed, |name| self.passing.iter().any(|passing| passing == name));
        run(&CommentInput {
            claim: &self.claim,
            edition,
            checklist: &self.checklist,
            kind: self.kind,
            split: &split,
            deadline: self.deadline,
            rationale: self.rationale.as_deref(),
            previous_reasons: &self.previous,
            decided_at: "2025-09-15T12:00:00Z".parse().unwrap(),
        })
    }

    fn composed(&self, edition: &Edition) -> Composed {
        self.with(edition, compose)
    }
}

#[test]
fn an_approval_names_the_workloads_and_promises_no_payment() {
    let comment = case("3131013", DecisionKind::Approve).composed(&june());
    assert!(comment.unresolved.is_empty(), "{:?}", comment.unresolved);
    assert!(comment.text.contains("is approved for: Microsoft Defender for Identity."), "{}", comment.text);
    assert!(comment.text.ends_with("Approved describes this association only, not a payment."));
    assert_eq!(comment.templates, ["TPL-F-AP"]);
}

#[test]
fn a_recognition_only_claim_reads_nothing_about_payment() {
    let comment = case("3127590", DecisionKind::Approve).composed(&june());
    assert!(!comment.text.contains("payment"), "{}", comment.text);
}

#[test]
fn a_revenue_association_says_that_no_proof_was_needed() {
    let comment = case("3127018", DecisionKind::Approve).composed(&june());
    assert_eq!(comment.templates, ["TPL-F-AP-REV"]);
    assert!(comment.text.contains("No proof of execution is needed"));
}

#[test]
fn reasons_are_grouped_by_requirement_and_shared_ones_merged() {
    let case = case("3127344", DecisionKind::ActionRequired)
        .failed(
            Requirement::CustomerAcknowledgement,
            None,
            &[mark("RC-R1-05", &[("doc", "WG_Referenz.msg")])],
        )
        .failed(Requirement::ActivityDetail, Some("Microsoft Intune"), &[mark("RC-R3-01", &[])])
        .failed(
            Requirement::WorkloadConnection,
            Some("Microsoft Intune"),
            &[mark("RC-R4-03", &[]), mark("RC-R4-01", &[])],
        )
        .failed(
            Requirement::ActivityDetail,
            Some("Microsoft Defender for Endpoint"),
            &[mark("RC-R3-01", &[])],
        );
    let comment = case.composed(&june());
    let list = "\
Customer acknowledgement
1. WG_Referenz.msg is a forwarded message. Please attach the customer's original e-mail.

Activities in detail
2. The proof does not say what your company does in Microsoft Intune and Microsoft Defender for Endpoint.

Workload connection
3. The proof of Microsoft Intune has no tenant ID (or subscription ID). Please add it, so that the work can be tied \
to the customer.
4. Not found in the proof: Microsoft Intune. Please add proof, or remove what you cannot evidence from the claim.

How to continue:";
    assert!(comment.text.contains(list), "{}", comment.text);
    assert!(
        comment.text.contains("before 29 September 2025, 12:00 UTC (14 calendar days)"),
        "{}",
        comment.text
    );
    assert_eq!(comment.templates, ["TPL-F-AR", "RC-R1-05", "RC-R3-01", "RC-R4-03", "RC-R4-01"]);
    assert!(comment.unresolved.is_empty());
}

#[test]
fn the_same_reason_with_other_words_stays_a_point_of_its_own() {
    let comment = case("3127344", DecisionKind::ActionRequired)
        .failed(
            Requirement::ActivityDetail,
            Some("Microsoft Intune"),
            &[mark("RC-R3-02", &[("quote", "roll-out")])],
        )
        .failed(
            Requirement::ActivityDetail,
            Some("Microsoft Defender for Endpoint"),
            &[mark("RC-R3-02", &[("quote", "support")])],
        )
        .composed(&june());
    assert!(comment.text.contains("1. The activities for Microsoft Intune are"), "{}", comment.text);
    assert!(comment.text.contains("2. The activities for Microsoft Defender for Endpoint are"));
}

#[test]
fn a_variable_without_value_stays_visible_and_says_what_to_type() {
    let mut case = case("3127344", DecisionKind::ActionRequired).failed(
        Requirement::Dates,
        None,
        &[mark("RC-R5-02", &[])],
    );
    case.deadline = None;
    let comment = case.composed(&june());
    let names: Vec<&str> = comment.unresolved.iter().map(|open| open.name.as_str()).collect();
    assert_eq!(names, ["ack_date", "deadline_local"]);
    assert_eq!(comment.unresolved[0].code.as_ref().unwrap().as_str(), "RC-R5-02");
    assert_eq!(comment.unresolved[0].hint, "date of the acknowledgement");
    assert!(comment.text.contains(
        "The acknowledgement of {ack_date} is older than 12 months at submission (5 August 2025; limit 5 August 2024)."
    ));
}

#[test]
fn excluded_documents_and_claim_reasons_are_points_too() {
    let mut case = case("3127344", DecisionKind::Reject);
    case.checklist.excluded.insert("Order 77.pdf".into(), "RC-D-01".parse().unwrap());
    case.checklist.claim_reasons.push(mark("RC-E-02", &[]));
    let comment = case.composed(&june());
    assert!(comment.text.contains("Documents\n1. Order 77.pdf is a purchase order"), "{}", comment.text);
    assert!(comment.text.contains("Eligibility\n2. The claim was made with partner ID"), "{}", comment.text);
    assert!(
        comment
            .text
            .contains("You may dispute the decision once, until 29 September 2025, 12:00 UTC (30 days)")
    );
}

#[test]
fn the_rationale_stands_in_when_no_reason_was_given() {
    let mut case = case("3127344", DecisionKind::Reject);
    case.rationale = Some(" The partner sent the same papers again. ".into());
    let comment = case.composed(&june());
    assert!(comment.text.contains("1. The partner sent the same papers again.\n"), "{}", comment.text);
    case.rationale = None;
    assert_eq!(case.composed(&june()).unresolved[0].name, "reasons");
}

#[test]
fn a_partial_approval_speaks_of_both_parts_and_the_residual_claim_only_of_its_own() {
    let mut case = case("3127344", DecisionKind::PartialApprove).failed(
        Requirement::WorkloadConnection,
        Some("Microsoft Intune"),
        &[mark("RC-R4-01", &[])],
    );
    case.passing.push("Microsoft Defender for Endpoint".into());
    let edition = june();
    let comment = case.with(&edition, compose);
    assert!(comment.text.contains("is approved for: Microsoft Defender for Endpoint."), "{}", comment.text);
    assert!(comment.text.contains("could not be approved: Microsoft Intune."));
    let residual = case.with(&edition, compose_residual).unwrap();
    assert!(residual.text.contains("with: Microsoft Intune."), "{}", residual.text);
    assert!(!residual.text.contains("Defender"), "{}", residual.text);
    assert!(residual.text.contains("before 29 September 2025, 12:00 UTC (14 days)"));
    assert_eq!(residual.templates, ["TPL-F-RES", "RC-R4-01"]);
}

#[test]
fn only_a_partial_approval_has_a_residual_claim() {
    let edition = june();
    assert!(case("3127344", DecisionKind::ActionRequired).with(&edition, compose_residual).is_none());
}

#[test]
fn a_final_rejection_answers_every_point_of_the_first_one() {
    let mut case =
        case("3128267", DecisionKind::FinalReject).failed(Requirement::Dates, None, &[mark("RC-R5-05", &[])]);
    case.previous = vec![answer("RC-R5-05", false), answer("RC-R2-02", true), answer("RC-R5-05", false)];
    for workload in ["Microsoft Intune", "Microsoft Entra ID P2"] {
        let cell = Some(CellKey::workload(Requirement::ActivityDetail, workload));
        case.previous.push(ReasonAnswer { cell, ..answer("RC-R3-07", false) });
    }
    case.deadline = None;
    let comment = case.composed(&june());
    assert!(
        comment.text.contains(
            "- Start and end missing: not resolved.\n- Customer not named: resolved.\n\
             - Ticked but not described (Microsoft Intune and Microsoft Entra ID P2): not resolved.\n\n"
        ),
        "{}",
        comment.text
    );
    assert!(comment.text.contains("This decision is final"));
    assert!(comment.unresolved.is_empty());
}

#[test]
fn an_accepted_dispute_says_so() {
    let mut case = case("3128267", DecisionKind::Approve);
    case.previous = vec![answer("RC-R2-02", true)];
    let comment = case.composed(&june());
    assert_eq!(comment.templates, ["TPL-F-DS-OV"]);
    assert!(comment.text.contains("- Customer not named: resolved."), "{}", comment.text);
    case.previous.clear();
    assert!(!case.composed(&june()).text.contains("points of the rejection"));
}

#[test]
fn fy20_gives_thirty_days_and_knows_no_dispute() {
    let failed = |kind| {
        case("1010893", kind).failed(Requirement::Dates, None, &[mark("RC-R5-05", &[])]).composed(&fy20())
    };
    let action = failed(DecisionKind::ActionRequired);
    assert_eq!(action.templates, ["TPL-F-AR-20", "RC-R5-05"]);
    assert!(action.text.contains("within 30 days, before 29 September 2025, 12:00 UTC"), "{}", action.text);
    assert!(action.text.contains("signature dates of partner and customer"));
    let reject = failed(DecisionKind::Reject);
    assert!(reject.text.contains("Please create a new claim with complete proof."), "{}", reject.text);
    assert!(!reject.text.contains("dispute"));
}

#[test]
fn a_decision_the_edition_does_not_know_has_no_comment() {
    assert_eq!(case("1010893", DecisionKind::PartialApprove).composed(&fy20()), Composed::default());
}

#[test]
fn the_missing_qualifications_are_named() {
    let mut case = case("3126655", DecisionKind::ActionRequired).failed(
        Requirement::WorkloadConnection,
        Some("Managed Security Services"),
        &[mark("RC-R4-07", &[])],
    );
    case.checklist.qualifications = Some([1, 2, 5].into());
    let comment = case.composed(&june());
    assert!(
        comment.text.contains("is not evidenced: Advanced threat hunting; Configuration assessments."),
        "{}",
        comment.text
    );
}

#[test]
fn screen_labels_become_catalogue_names() {
    let comment = case("3129177", DecisionKind::ActionRequired)
        .failed(
            Requirement::WorkloadConnection,
            Some("MICROSOFT DEFENDER FOR OFFICE"),
            &[mark("RC-R4-01", &[])],
        )
        .composed(&june());
    assert!(comment.text.contains("Not found in the proof: Microsoft Defender for Office 365."));
}

#[test]
fn a_value_that_looks_like_a_variable_is_not_filled_again() {
    let comment = case("3127344", DecisionKind::ActionRequired)
        .failed(
            Requirement::ActivityDetail,
            Some("Microsoft Intune"),
            &[mark("RC-R3-02", &[("quote", "{customer_name}\u{1b}[2J")])],
        )
        .composed(&june());
    assert!(comment.text.contains("\"{customer_name}⟨ESC⟩[2J\""), "{}", comment.text);
}

#[test]
fn a_code_the_edition_lacks_never_reaches_the_partner_bare() {
    let comment = case("1010893", DecisionKind::ActionRequired)
        .failed(Requirement::Dates, None, &[mark("RC-R5-02", &[])])
        .composed(&fy20());
    assert!(!comment.text.contains("RC-R5-02"));
    assert_eq!(comment.unresolved[0].name, "reason");
}

#[test]
fn a_rewritten_comment_gets_the_deadline_of_the_commit() {
    let mut case = case("3127344", DecisionKind::ActionRequired).failed(
        Requirement::Dates,
        None,
        &[mark("RC-R5-01", &[])],
    );
    case.deadline = None;
    let composed = case.composed(&june());
    let deadline = "2025-10-01T08:30:00Z".parse().ok();
    let own =
        rewritten("Dear all, {ack_date} and {found words} before {deadline_local}.", &composed, deadline);
    assert_eq!(own.text, "Dear all, {ack_date} and {found words} before 1 October 2025, 08:30 UTC.");
    assert_eq!(own.templates, composed.templates);
    assert_eq!(own.unresolved.len(), 1);
    assert_eq!(own.unresolved[0].name, "ack_date");
}
