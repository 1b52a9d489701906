//! What holds for every comment.

use crate::support::samples::{claim as sample_claim, fy20, june};
use chrono::{DateTime, Utc};
use proofdesk::comments::{CommentInput, LintContext, compose, compose_residual, lint, variables};
use proofdesk::domain::{
    ApprovedSplit, Cell, CellKey, Checklist, Claim, DecisionKind, Judgement, ReasonMark, Requirement, Verdict,
};
use proofdesk::policy::variables::VARIABLES;
use proofdesk::policy::{Edition, ReasonSpec};
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

static JUNE: LazyLock<Arc<Edition>> = LazyLock::new(june);
static FIVE_WORKLOADS: LazyLock<Claim> = LazyLock::new(|| sample_claim("3126140"));
static RECOGNITION: LazyLock<Claim> = LazyLock::new(|| sample_claim("3127590"));

fn deadline() -> Option<DateTime<Utc>> {
    "2025-09-29T12:00:00Z".parse().ok()
}

/// A reason with a value for every variable of its fragment that the claim does not give.
fn filled(spec: &ReasonSpec) -> ReasonMark {
    let value = |name: &String| (name.clone(), format!("value of {name}"));
    ReasonMark { code: spec.code.clone(), fills: variables(spec).iter().map(value).collect() }
}

fn failed(requirement: Requirement, workload: Option<&str>, reasons: Vec<ReasonMark>) -> Cell {
    let judgement = Judgement { reasons, ..Judgement::bare(Verdict::NotMet) };
    let key = CellKey { requirement, workload: workload.map(str::to_owned) };
    Cell { key, settled: None, judgement: Some(judgement) }
}

#[test]
fn every_reason_of_every_edition_composes_with_its_variables() {
    let claim = sample_claim("3129871");
    let claimed: Vec<String> = claim.workloads.iter().map(|line| line.name.clone()).collect();
    let split = ApprovedSplit::by(&claimed, |_| false);
    for edition in [june(), fy20()] {
        let id = &edition.id;
        for spec in &edition.reasons {
            let mark = filled(spec);
            let checklist = Checklist { claim_reasons: vec![mark], ..Checklist::default() };
            let comment = compose(&CommentInput {
                claim: &claim,
                edition: &edition,
                checklist: &checklist,
                kind: DecisionKind::ActionRequired,
                split: &split,
                deadline: deadline(),
                rationale: None,
                previous_reasons: &[],
                decided_at: deadline().unwrap(),
            });
            assert!(comment.unresolved.is_empty(), "{id} {}: {:?}", spec.code, comment.unresolved);
            assert!(comment.templates.iter().any(|template| template == spec.code.as_str()));
            assert!(comment.text.contains("\n1. "), "{id} {}: {}", spec.code, comment.text);
        }
    }
}

fn cells() -> impl Strategy<Value = Vec<(usize, usize, usize)>> {
    let reasons = JUNE.reasons.len();
    proptest::collection::vec((0..6usize, 0..5usize, 0..reasons), 0..12)
}

proptest! {
    /// Cells of five workloads and of the claim, with any reasons: every failing workload of an R3 or R4 reason is
    /// named, nothing with a value stays a variable, and what stays is reported.
    #[test]
    fn no_workload_and_no_variable_is_lost(picks in cells(), approved in proptest::collection::vec(any::<bool>(), 5),
                                           partial in any::<bool>()) {
        let claim = &*FIVE_WORKLOADS;
        let names: Vec<String> = claim.workloads.iter().map(|line| line.name.clone()).collect();
        let split = ApprovedSplit::by(&names, |name| names.iter().position(|n| n == name).is_some_and(|at| approved[at]));
        // A partial approval has two parts.
        prop_assume!(!partial || (!split.approved().is_empty() && !split.residual().is_empty()));
        let mut checklist = Checklist::default();
        for (requirement, workload, reason) in &picks {
            let requirement = Requirement::ALL[*requirement];
            let workload = requirement.is_per_workload().then(|| names[*workload].as_str());
            checklist.cells.push(failed(requirement, workload, vec![filled(&JUNE.reasons[*reason])]));
            for mark in checklist.cells.iter_mut().flat_map(|cell| &mut cell.judgement).flat_map(|j| &mut j.reasons) {
                mark.fills.remove("workloads");
            }
        }
        let input = CommentInput {
            claim, edition: &JUNE, checklist: &checklist, split: &split,
            kind: if partial { DecisionKind::PartialApprove } else { DecisionKind::ActionRequired },
            deadline: deadline(), rationale: Some("Because."), previous_reasons: &[], decided_at: deadline().unwrap(),
        };
        let comment = compose(&input);
        prop_assert!(comment.unresolved.is_empty(), "{:?}", comment.unresolved);
        for variable in VARIABLES {
            let open = format!("{{{}}}", variable.name);
            prop_assert!(!comment.text.contains(&open));
        }
        let texts = [Some(comment), compose_residual(&input)];
        for text in texts.iter().flatten() {
            for cell in &checklist.cells {
                let Some(workload) = &cell.key.workload else { continue };
                let reason = JUNE.reason(&cell.judgement.as_ref().unwrap().reasons[0].code).unwrap();
                let told = !partial || split.residual().contains(workload);
                if told && reason.fragment.contains("{workloads}") {
                    prop_assert!(text.text.contains(JUNE.canonical(workload)), "{workload}: {}", text.text);
                }
            }
        }
        if let Some(Some(residual)) = texts.get(1) {
            prop_assert!(partial);
            let points = residual.text.split("How to continue").next().unwrap();
            for name in split.approved() {
                prop_assert!(!points.contains(name.as_str()) || picks.iter().any(|(requirement, ..)| {
                    !Requirement::ALL[*requirement].is_per_workload()
                }), "{name}: {points}");
            }
        }
    }

    /// A planted name is found wherever it stands, in any letter case.
    #[test]
    fn a_planted_name_is_found(before in "[a-z .,\n]{0,60}", after in "[ .,\n][a-z .,\n]{0,60}", upper in any::<bool>()) {
        let claim = &*FIVE_WORKLOADS;
        let name = "Žluťoučký Systems & Co.";
        let planted = if upper { name.to_uppercase() } else { name.to_owned() };
        let text = format!("{before} {planted}{after}");
        let others = vec![name.to_owned()];
        let context = LintContext { claim, edition: &JUNE, kind: DecisionKind::Approve, other_parties: &others };
        let found = lint(&text, &context);
        let hit = found.iter().find(|lint| lint.rule == "TPL-05");
        prop_assert_eq!(hit.and_then(|lint| lint.span.of(&text)), Some(planted.as_str()));
    }

    /// Whatever is typed, linting answers with spans that lie in the text.
    #[test]
    fn every_finding_points_into_the_text(text in "\\PC{0,200}", other in "\\PC{0,12}") {
        let claim = &*RECOGNITION;
        let others = vec![other];
        let context = LintContext { claim, edition: &JUNE, kind: DecisionKind::Reject, other_parties: &others };
        for finding in lint(&text, &context) {
            prop_assert!(finding.span.of(&text).is_some(), "{finding:?}");
        }
    }
}
