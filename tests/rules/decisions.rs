//! Guards and the signature.

use crate::support::samples::{claim, claim as sample, fy20, judged, june};
use chrono::{DateTime, Utc};
use proofdesk::domain::{
    Actor, CellKey, Checklist, Claim, DecisionId, DecisionKind, Judgement, ReasonMark, Requirement, Role,
    Status, Verdict,
};
use proofdesk::policy::Edition;
use proofdesk::rules::{self, Guard, GuardInput, Signing, Standing, Waiver};
use std::sync::LazyLock;

static CALM: LazyLock<Standing> = LazyLock::new(Standing::default);

pub(super) fn now() -> DateTime<Utc> {
    "2025-09-15T09:00:00Z".parse().unwrap()
}

/// A supervisor signs an approval; tests change what they are about.
pub(super) fn signing<'a>(claim: &'a Claim, edition: &'a Edition, checklist: &'a Checklist) -> Signing<'a> {
    Signing {
        id: DecisionId::parse("00112233445566778899aabbccddeeff").unwrap(),
        claim,
        digest: claim.digest(),
        edition,
        checklist,
        standing: &CALM,
        actor: Actor { name: "dana".into(), role: Role::Supervisor },
        now: now(),
        kind: DecisionKind::Approve,
        rationale: None,
        comment: "Thank you for the complete proof.".into(),
        residual_comment: None,
        templates: vec!["TPL-F-AP".into()],
        round: 1,
        supersedes: None,
        composed: None,
        prior: None,
        dispute: None,
    }
}

struct Asked<'a> {
    claim: &'a Claim,
    checklist: &'a Checklist,
    standing: Standing,
    kind: DecisionKind,
    role: Role,
}

fn asked<'a>(claim: &'a Claim, checklist: &'a Checklist, kind: DecisionKind) -> Asked<'a> {
    Asked { claim, checklist, standing: Standing::default(), kind, role: Role::Reviewer }
}

fn guards(asked: &Asked<'_>, edition: &Edition) -> Vec<Guard> {
    let outcome = rules::outcome(asked.claim, edition, asked.checklist).unwrap();
    rules::guards(&GuardInput {
        claim: asked.claim,
        edition,
        checklist: asked.checklist,
        standing: &asked.standing,
        outcome: &outcome,
        kind: asked.kind,
        role: asked.role,
    })
}

fn found(guards: &[Guard]) -> Vec<(&str, Waiver)> {
    guards.iter().map(|guard| (guard.rule.as_str(), guard.waiver)).collect()
}

/// Clean approve: one workload, under review, everything met.
const CLEAN: &str = "3129406";
/// Three workloads, two pass.
const PARTIAL: &str = "3128950";

#[test]
fn nothing_objects_to_the_decision_that_follows_from_the_cells() {
    for (id, kind) in [(CLEAN, DecisionKind::Approve), (PARTIAL, DecisionKind::PartialApprove)] {
        let claim = claim(id);
        let checklist = judged(&claim);
        assert_eq!(found(&guards(&asked(&claim, &checklist, kind), &june())), [], "{id}");
    }
}

#[test]
fn an_approval_with_a_failed_cell_is_refused_whoever_asks() {
    let claim = claim(PARTIAL);
    let checklist = judged(&claim);
    for role in [Role::Reviewer, Role::Supervisor, Role::Trainer] {
        let asked = Asked { role, ..asked(&claim, &checklist, DecisionKind::Approve) };
        assert_eq!(found(&guards(&asked, &june())), [("DEC-01", Waiver::Never)]);
    }
}

#[test]
fn another_decision_than_the_derived_one_needs_a_reason() {
    let claim = claim(CLEAN);
    let checklist = judged(&claim);
    assert_eq!(
        found(&guards(&asked(&claim, &checklist, DecisionKind::Reject), &june())),
        [("DEC-12", Waiver::AnyoneWithReason), ("TPL-01", Waiver::AnyoneWithReason)]
    );
}

#[test]
fn an_open_conflict_is_a_supervisors_who_says_why() {
    let claim = claim(CLEAN);
    let checklist = judged(&claim);
    let standing = Standing { contested: vec!["Microsoft Intune".into()], ..Standing::default() };
    let reviewer = Asked { standing: standing.clone(), ..asked(&claim, &checklist, DecisionKind::Approve) };
    assert_eq!(found(&guards(&reviewer, &june())), [("ROLE-06", Waiver::Only(Role::Supervisor))]);
    let supervisor = Asked { role: Role::Supervisor, ..reviewer };
    assert_eq!(found(&guards(&supervisor, &june())), [("CON-10", Waiver::Only(Role::Supervisor))]);
}

#[test]
fn a_workload_shown_as_held_by_another_partner_is_a_conflict_by_itself() {
    let claim = claim("3120417");
    assert_eq!(rules::contested(&claim, &Standing::default()), ["Microsoft Intune"]);
}

#[test]
fn a_claim_that_is_not_submitted_or_under_review_is_a_supervisors() {
    let mut claim = claim(CLEAN);
    for status in Status::ALL {
        claim.status = *status;
        let checklist = judged(&claim);
        let found = guards(&asked(&claim, &checklist, DecisionKind::Approve), &june());
        let decidable = matches!(status, Status::Submitted | Status::UnderReview);
        assert_eq!(found.is_empty(), decidable, "{status}");
        assert!(found.iter().all(|guard| guard.waiver == Waiver::Only(Role::Supervisor)), "{status}");
    }
}

#[test]
fn a_second_decision_is_refused_until_the_first_is_withdrawn() {
    let claim = claim(CLEAN);
    let checklist = judged(&claim);
    let standing = Standing { decided_here: true, ..Standing::default() };
    let asked = Asked { standing, ..asked(&claim, &checklist, DecisionKind::Approve) };
    assert_eq!(found(&guards(&asked, &june())), [("DEC-07", Waiver::Never)]);
}

#[test]
fn a_dispute_ends_in_an_approval_or_a_final_rejection() {
    let claim = claim("3128267");
    let checklist = judged(&claim);
    assert_eq!(rules::choices(&claim, &june()), [DecisionKind::Approve, DecisionKind::FinalReject]);
    let action = asked(&claim, &checklist, DecisionKind::ActionRequired);
    assert_eq!(found(&guards(&action, &june())), [("EVA-7", Waiver::Never)]);
    let last = asked(&claim, &checklist, DecisionKind::FinalReject);
    assert_eq!(found(&guards(&last, &june())), []);
}

#[test]
fn only_a_dispute_can_be_finally_rejected() {
    let claim = claim(CLEAN);
    let checklist = judged(&claim);
    let asked = asked(&claim, &checklist, DecisionKind::FinalReject);
    let found = guards(&asked, &june());
    assert_eq!((found[0].rule.as_str(), found[0].waiver), ("DEC-05", Waiver::Never));
}

#[test]
fn fy20_knows_no_partial_approval_and_at_most_four_workloads() {
    let mut claim = claim(PARTIAL);
    claim.edition = Some("fy20".parse().unwrap());
    let checklist = judged(&claim);
    assert!(!rules::choices(&claim, &fy20()).contains(&DecisionKind::PartialApprove));
    let partial = asked(&claim, &checklist, DecisionKind::PartialApprove);
    assert_eq!(found(&guards(&partial, &fy20())), [("DEC-02", Waiver::Never)]);
    let mut crowded = sample("1010457");
    crowded.status = Status::UnderReview;
    let filled = judged(&crowded);
    while crowded.workloads.len() < 5 {
        crowded.workloads.push(crowded.workloads[0].clone());
    }
    let approve = asked(&crowded, &filled, DecisionKind::Approve);
    assert_eq!(found(&guards(&approve, &fy20())), [("RC-E-12", Waiver::AnyoneWithReason)]);
}

#[test]
fn a_claim_type_without_proof_is_approved_or_rejected() {
    let claim = claim("3127018");
    assert_eq!(rules::choices(&claim, &june()), [DecisionKind::Approve, DecisionKind::Reject]);
}

#[test]
fn a_waiver_lets_pass_who_it_says_and_only_with_a_reason() {
    let passes = |waiver: Waiver| {
        [(Role::Reviewer, true), (Role::Supervisor, true), (Role::Supervisor, false)]
            .map(|(role, reason)| waiver.lets_pass(role, reason))
    };
    assert_eq!(passes(Waiver::Never), [false, false, false]);
    assert_eq!(passes(Waiver::AnyoneWithReason), [true, true, false]);
    assert_eq!(passes(Waiver::Only(Role::Supervisor)), [false, true, false]);
}

#[test]
fn a_signed_decision_holds_every_cell_the_split_and_the_deadline() {
    let claim = claim(PARTIAL);
    let checklist = judged(&claim);
    let decision = rules::sign(Signing {
        kind: DecisionKind::PartialApprove,
        residual_comment: Some("Please add proof of Copilot.".into()),
        ..signing(&claim, &june(), &checklist)
    })
    .unwrap();
    assert_eq!(decision.cells.len(), checklist.cells.len());
    assert_eq!(decision.split.approved(), ["SharePoint Online", "Viva Engage"]);
    assert_eq!(decision.split.residual(), ["Microsoft 365 Copilot"]);
    assert_eq!(decision.deadline, Some("2025-09-29T09:00:00Z".parse().unwrap()), "CLK-10: 14 days");
    assert_eq!(decision.derived, DecisionKind::PartialApprove);
    assert_eq!(decision.waived, Vec::<String>::new());
    let settled = decision.cells.last().unwrap();
    assert!(settled.note.as_deref().unwrap().contains("POE-R6-01"), "{settled:?}");
}

#[test]
fn a_signature_names_the_guards_it_waived() {
    let claim = claim(CLEAN);
    let checklist = judged(&claim);
    let decision = rules::sign(Signing {
        kind: DecisionKind::ActionRequired,
        rationale: Some("The paper is a copy.".into()),
        ..signing(&claim, &june(), &checklist)
    })
    .unwrap();
    assert_eq!(decision.waived, ["DEC-12", "TPL-01"]);
}

#[test]
fn a_blank_rationale_waives_nothing() {
    let claim = claim(CLEAN);
    let checklist = judged(&claim);
    let refusal = rules::sign(Signing {
        kind: DecisionKind::ActionRequired,
        rationale: Some("  ".into()),
        ..signing(&claim, &june(), &checklist)
    })
    .unwrap_err();
    assert_eq!(refusal.guards.len(), 2);
}

#[test]
fn a_claim_that_changed_since_it_was_judged_is_not_signed() {
    let claim = claim(CLEAN);
    let checklist = judged(&claim);
    let mut later = claim.clone();
    later.claim_name.push('!');
    let refusal = rules::sign(Signing { claim: &later, ..signing(&claim, &june(), &checklist) }).unwrap_err();
    assert_eq!(refusal.to_string(), "The claim is not the one that was judged. Open it again.");
}

#[test]
fn a_comment_is_signed_only_complete() {
    let claim = claim(PARTIAL);
    let checklist = judged(&claim);
    let problems = |comment: &str, residual: Option<&str>| {
        rules::sign(Signing {
            kind: DecisionKind::PartialApprove,
            comment: comment.into(),
            residual_comment: residual.map(Into::into),
            ..signing(&claim, &june(), &checklist)
        })
        .unwrap_err()
        .problems
    };
    assert_eq!(problems(" ", Some("x")), ["The comment is empty."]);
    assert_eq!(problems("x", None), ["The comment of the residual claim is empty."]);
    assert_eq!(
        problems("Sent {deadline_utc}.", Some("x")),
        ["The comment still holds the variable {deadline_utc}: fill it in (EVA-9)."]
    );
    assert_eq!(
        problems(&"x".repeat(4001), Some("x")),
        ["The comment has 4001 characters; the limit is 4000."]
    );
}

#[test]
fn an_unfinished_checklist_is_not_signed_and_every_gap_is_named() {
    let claim = claim(CLEAN);
    let mut checklist = judged(&claim);
    let dates = CellKey::claim(Requirement::Dates);
    let names = CellKey::claim(Requirement::PartyNames);
    checklist.cell_mut(&dates).unwrap().judgement = None;
    checklist.cell_mut(&names).unwrap().judgement = Some(Judgement::bare(Verdict::NotMet));
    let refusal = rules::sign(signing(&claim, &june(), &checklist)).unwrap_err();
    let cells: Vec<_> =
        refusal.gaps.iter().map(|gap| (gap.rule.as_str(), gap.cell.clone().unwrap())).collect();
    assert_eq!(cells, [("TPL-01", names), ("DEC-11", dates)]);
}

#[test]
fn a_decision_is_withdrawn_by_its_author_or_a_supervisor_with_a_reason() {
    let claim = claim(CLEAN);
    let checklist = judged(&claim);
    let decision = rules::sign(signing(&claim, &june(), &checklist)).unwrap();
    let object = |name: &str, role, reason| {
        rules::withdrawal_guard(&decision, &Actor { name: name.into(), role }, reason)
            .map(|guard| guard.waiver)
    };
    assert_eq!(object("dana", Role::Reviewer, "Wrong claim."), None);
    assert_eq!(object("eli", Role::Supervisor, "Wrong claim."), None);
    assert_eq!(object("eli", Role::Reviewer, "Wrong claim."), Some(Waiver::Only(Role::Supervisor)));
    assert_eq!(object("dana", Role::Reviewer, " "), Some(Waiver::AnyoneWithReason));
}

#[test]
fn reasons_on_the_claim_count_as_reasons() {
    let claim = claim(CLEAN);
    let mut checklist = judged(&claim);
    checklist.claim_reasons = vec![ReasonMark::bare("RC-E-10".parse().unwrap())];
    assert_eq!(found(&guards(&asked(&claim, &checklist, DecisionKind::Reject), &june())), []);
}
