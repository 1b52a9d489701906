//! What follows from a checklist, whatever it holds.

use crate::support::samples::{claim, claims, edition_of, judged, june};
use proofdesk::domain::{
    Cell, Checklist, Claim, DecisionKind, HistoryAction, HistoryEntry, Judgement, ReasonMark, Requirement,
    Status, Verdict,
};
use proofdesk::policy::Edition;
use proofdesk::rules::{self, GuardInput, Standing};
use proptest::prelude::*;
use proptest::sample::select;

const REASONS: &[&str] = &["RC-R1-01", "RC-R3-02", "RC-R5-01", "RC-E-06", "RC-E-09", "RC-E-10", "RC-C-01"];

fn a_verdict() -> impl Strategy<Value = Verdict> {
    select(Verdict::ALL)
}

fn a_reason() -> impl Strategy<Value = ReasonMark> {
    select(REASONS).prop_map(|code| ReasonMark::bare(code.parse().unwrap()))
}

fn a_judgement() -> impl Strategy<Value = Judgement> {
    (a_verdict(), a_reason()).prop_map(|(verdict, reason)| {
        let failed = matches!(verdict, Verdict::NotMet | Verdict::Unclear);
        Judgement {
            reasons: if failed { vec![reason] } else { Vec::new() },
            note: (!failed).then(|| "seen".into()),
            ..Judgement::bare(verdict)
        }
    })
}

/// A sample claim of CPOR under any status, with every open cell judged somehow.
fn a_judged_claim() -> impl Strategy<Value = (Claim, Checklist)> {
    let cpor: Vec<Claim> =
        claims().iter().filter(|claim| claim.program == proofdesk::domain::Program::Cpor).cloned().collect();
    (
        select(cpor),
        proptest::collection::vec(a_judgement(), 60),
        proptest::option::of(a_reason()),
        select(Status::ALL),
    )
        .prop_map(|(mut claim, judgements, reason, status)| {
            claim.status = status;
            let mut checklist = rules::checklist(&claim, &edition_of(&claim));
            for (cell, judgement) in checklist.cells.iter_mut().zip(judgements) {
                if cell.is_open() {
                    cell.judgement = Some(judgement);
                }
            }
            checklist.claim_reasons.extend(reason);
            (claim, checklist)
        })
}

fn guards(claim: &Claim, checklist: &Checklist, kind: DecisionKind, standing: &Standing) -> Vec<String> {
    let edition = edition_of(claim);
    let outcome = rules::outcome(claim, &edition, checklist).unwrap();
    let role = proofdesk::domain::Role::Reviewer;
    let input = GuardInput { claim, edition: &edition, checklist, standing, outcome: &outcome, kind, role };
    rules::guards(&input).into_iter().map(|guard| guard.rule).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_checklist_without_gaps_always_has_an_outcome((claim, checklist) in a_judged_claim()) {
        let edition = edition_of(&claim);
        prop_assert!(rules::gaps(&claim, &edition, &checklist).is_empty());
        let outcome = rules::outcome(&claim, &edition, &checklist).unwrap();
        prop_assert!(!outcome.sentence.is_empty() && outcome.sentence.ends_with('.'));
        prop_assert_eq!(&outcome.sentence, &rules::live_sentence(&claim, &edition, &checklist));
    }

    #[test]
    fn every_split_is_an_exact_complement((claim, checklist) in a_judged_claim()) {
        let outcome = rules::outcome(&claim, &edition_of(&claim), &checklist).unwrap();
        let mut claimed: Vec<&str> = claim.workloads.iter().map(|w| w.name.as_str()).collect();
        claimed.sort_unstable();
        claimed.dedup();
        for kind in DecisionKind::ALL {
            let split = rules::split(*kind, &outcome, &claim);
            let mut both: Vec<&str> = split.approved().iter().chain(split.residual()).map(String::as_str).collect();
            both.sort_unstable();
            prop_assert_eq!(&both, &claimed);
        }
        prop_assert_eq!(&outcome.split, &rules::split(outcome.kind, &outcome, &claim));
    }

    #[test]
    fn a_derived_partial_approval_keeps_something_and_leaves_something((claim, checklist) in a_judged_claim()) {
        let outcome = rules::outcome(&claim, &edition_of(&claim), &checklist).unwrap();
        if outcome.kind == DecisionKind::PartialApprove {
            prop_assert!(!outcome.split.approved().is_empty() && !outcome.split.residual().is_empty());
        }
        if outcome.kind == DecisionKind::Approve {
            prop_assert!(outcome.split.residual().is_empty());
        }
    }

    #[test]
    fn a_workload_passes_exactly_when_its_cells_and_those_of_the_claim_pass((claim, checklist) in a_judged_claim()) {
        let outcome = rules::outcome(&claim, &edition_of(&claim), &checklist).unwrap();
        for workload in &claim.workloads {
            let concerned = |cell: &&Cell| cell.key.workload.as_ref().is_none_or(|name| *name == workload.name);
            let passes = checklist.cells.iter().filter(concerned).all(Cell::passes);
            prop_assert_eq!(outcome.passing.contains(&workload.name), passes);
        }
    }

    #[test]
    fn a_conflict_or_an_earlier_decision_only_adds_objections(
        (claim, checklist) in a_judged_claim(),
        kind in select(DecisionKind::ALL),
    ) {
        let calm = guards(&claim, &checklist, kind, &Standing::default());
        let contested = claim.workloads.iter().map(|w| w.name.clone()).collect();
        let standing = Standing { contested, decided_here: true, ..Standing::default() };
        let troubled = guards(&claim, &checklist, kind, &standing);
        prop_assert!(calm.iter().all(|rule| troubled.contains(rule)), "{:?} and {:?}", calm, troubled);
        prop_assert!(troubled.contains(&"DEC-07".to_owned()));
    }

    #[test]
    fn a_dispute_never_leads_to_anything_but_its_two_ends((mut claim, checklist) in a_judged_claim()) {
        for action in [HistoryAction::Dispute, HistoryAction::Resubmission] {
            let on = "2025-09-12T08:00:00Z".parse().unwrap();
            claim.history.push(HistoryEntry { on, action, actor: "partner".into(), note: None });
        }
        let edition = edition_of(&claim);
        let kind = rules::outcome(&claim, &edition, &checklist).unwrap().kind;
        if edition.parameters.disputes {
            prop_assert!(matches!(kind, DecisionKind::Approve | DecisionKind::FinalReject));
        } else {
            prop_assert_ne!(kind, DecisionKind::FinalReject, "FY20 knows no dispute (CTR-05)");
        }
    }

    #[test]
    fn the_sentence_is_there_while_cells_are_open(
        (claim, checklist) in a_judged_claim(),
        opened in proptest::collection::vec(any::<bool>(), 60),
    ) {
        let mut checklist = checklist;
        for (cell, open) in checklist.cells.iter_mut().zip(opened) {
            if open {
                cell.judgement = None;
            }
        }
        let sentence = rules::live_sentence(&claim, &edition_of(&claim), &checklist);
        prop_assert!(sentence.ends_with(['.', ')']), "{}", sentence);
    }
}

fn sentence(id: &str, edition: &Edition, checklist: &Checklist) -> String {
    rules::live_sentence(&claim(id), edition, checklist)
}

#[test]
fn the_sentence_says_what_follows_and_for_which_workloads() {
    let said = |id: &str| sentence(id, &edition_of(&claim(id)), &judged(&claim(id)));
    assert_eq!(said("3129406"), "Approve Microsoft Intune.");
    assert_eq!(said("3129177"), "Approve all 4 workloads.");
    assert_eq!(
        said("3128950"),
        "Partial: approve SharePoint Online, Viva Engage; residual claim for Microsoft 365 Copilot (R3, R4)."
    );
    assert_eq!(said("3131668"), "Action required: R1, R5 fall short.");
    assert_eq!(said("3132057"), "Action required: R6 falls short.");
    assert!(said("3132313").starts_with("Reject at once: "), "{}", said("3132313"));
    assert!(said("3132313").ends_with("(RC-C-01)."), "{}", said("3132313"));
    assert_eq!(
        said("3128267"),
        "Final reject: after the dispute R1, R5, Microsoft Entra ID P2 (R3, R4) fall short."
    );
}

#[test]
fn the_sentence_counts_open_cells_and_names_what_failed_so_far() {
    let claim = claim("3131668");
    let mut checklist = rules::checklist(&claim, &june());
    assert_eq!(sentence("3131668", &june(), &checklist), "5 cells open; nothing falls short so far.");
    let failed = Judgement {
        reasons: vec![ReasonMark::bare("RC-R1-03".parse().unwrap())],
        ..Judgement::bare(Verdict::NotMet)
    };
    checklist.cells[0].judgement = Some(failed);
    assert_eq!(checklist.cells[0].key.requirement, Requirement::CustomerAcknowledgement);
    assert_eq!(sentence("3131668", &june(), &checklist), "4 cells open; so far R1 falls short.");
}

#[test]
fn the_decisions_lead_to_statuses_that_the_transition_table_knows() {
    let edition = june();
    for kind in DecisionKind::ALL {
        let dispute = *kind == DecisionKind::FinalReject;
        let known = edition.transitions.iter().any(|row| {
            row.from_status == Some(Status::UnderReview)
                && row.to_status == Some(rules::resulting_status(*kind))
                && row.after_dispute == dispute
        });
        assert!(known, "{kind} leads nowhere");
    }
}
