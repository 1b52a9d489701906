//! Conflicts settled: who may win, what is missing, and what follows for every claim of the sample's nine conflicts.

use crate::support::conflicts::{
    Group, conflict_between, found_in, graded, group, groups, now, settled, sides, window,
};
use crate::support::samples;
use chrono::TimeDelta;
use proofdesk::domain::{
    Actor, CascadeKind, Claim, ConflictKind, ConflictOutcome, DecisionKind, HistoryAction, Judgement,
    PartyAnswer, Requirement, Role, Verdict,
};
use proofdesk::rules::{self, Guard, Resolving, Waiver};

fn eli() -> Actor {
    Actor { name: "eli".into(), role: Role::Supervisor }
}

/// What happens to one claim: what kind, decision, frames of the messages, lines kept and lost, clock.
type Expected = (
    &'static str,
    CascadeKind,
    Option<DecisionKind>,
    &'static [&'static str],
    [usize; 2],
    Option<&'static str>,
);

/// Written out by hand from the answers and the table of outcomes.
const CASCADES: &[(&str, &[Expected])] = {
    use CascadeKind as E;
    use DecisionKind::{ActionRequired, Approve, Reject};
    &[
        (
            "cg-01",
            &[
                ("3088261", E::Disassociated, None, &["TPL-F-CF-LOSE"], [0, 1], None),
                ("3120417", E::Approved, Some(Approve), &["TPL-F-CF-WIN"], [1, 0], None),
            ],
        ),
        (
            "cg-02",
            &[
                ("3075520", E::Unchanged, None, &["TPL-F-CF-KEEP"], [1, 0], None),
                ("3121098", E::Rejected, Some(Reject), &[], [0, 1], Some("CLK-05")),
            ],
        ),
        (
            "cg-03",
            &[
                ("3122330", E::Rejected, Some(Reject), &[], [0, 1], Some("CLK-05")),
                ("3122671", E::Rejected, Some(Reject), &[], [0, 1], Some("CLK-05")),
                ("3123004", E::Approved, Some(Approve), &["TPL-F-CF-WIN"], [1, 0], None),
            ],
        ),
        (
            "cg-04",
            &[
                ("3123845", E::ActionRequired, Some(ActionRequired), &[], [0, 1], Some("CLK-01")),
                ("3123902", E::ActionRequired, Some(ActionRequired), &[], [0, 1], Some("CLK-01")),
            ],
        ),
        (
            "cg-05",
            &[
                ("3069944", E::ProofAsked, None, &["TPL-F-CF-INC"], [0, 0], Some("CLK-04")),
                ("3124117", E::ActionRequired, Some(ActionRequired), &[], [0, 1], Some("CLK-01")),
            ],
        ),
        (
            "cg-06",
            &[
                ("3061183", E::Disassociated, None, &["TPL-F-CF-LOSE"], [0, 1], None),
                ("3124560", E::Approved, Some(Approve), &["TPL-F-CF-WIN"], [1, 0], None),
            ],
        ),
        (
            "cg-07",
            &[
                ("3125016", E::Unchanged, None, &["TPL-F-CF-KEEP"], [1, 0], None),
                // Its dispute is opened and not submitted: nothing is decided on it.
                ("3125233", E::Unchanged, None, &[], [0, 1], None),
            ],
        ),
        (
            "cg-08",
            &[
                ("3058807", E::Disassociated, None, &["TPL-F-CF-LOSE"], [0, 1], None),
                ("3125571", E::Approved, Some(Approve), &["TPL-F-CF-WIN"], [1, 0], None),
                ("3125804", E::Rejected, Some(Reject), &[], [0, 1], Some("CLK-05")),
            ],
        ),
        (
            "cg-09",
            &[
                ("3132180", E::Unchanged, None, &["TPL-F-CF-KEEP"], [1, 0], None),
                ("3132313", E::Rejected, Some(Reject), &[], [0, 1], Some("CLK-05")),
            ],
        ),
    ]
};

#[test]
fn every_conflict_of_the_sample_has_exactly_the_expected_cascade() {
    for (name, expected) in CASCADES {
        let group = group(name);
        let found = settled(&group, &group.answer(), now()).unwrap();
        assert_eq!(found.len(), expected.len(), "{name}");
        for (one, (id, kind, decision, frames, [kept, lost], clock)) in found.iter().zip(*expected) {
            assert_eq!((one.claim_id.as_str(), one.kind), (*id, *kind), "{name} {}", one.why);
            assert_eq!(one.decision.as_ref().map(|decided| decided.outcome.kind), *decision, "{id}");
            let composed: Vec<&str> = one.notices.iter().map(|(frame, _)| *frame).collect();
            assert_eq!(composed, *frames, "{id}");
            assert_eq!(
                [one.kept.len(), one.lost.len()],
                [*kept, *lost],
                "{id} {:?} {:?}",
                one.kept,
                one.lost
            );
            assert_eq!(one.clock.as_ref().map(|clock| clock.rule.as_str()), *clock, "{id}");
            assert_eq!(one.disassociated_on.is_some(), *kind == CascadeKind::Disassociated, "{id}");
        }
    }
}

#[test]
fn what_is_decided_is_what_the_answers_say() {
    for group in groups() {
        for one in settled(&group, &group.answer(), now()).unwrap() {
            let Some(decided) = &one.decision else { continue };
            assert_eq!(
                decided.outcome.kind,
                samples::answer(one.claim_id.as_str()).decision,
                "{}",
                one.claim_id
            );
        }
    }
}

#[test]
fn neither_and_ambiguous_are_possible_wherever_a_winner_is() {
    for group in groups() {
        for outcome in [ConflictOutcome::Neither, ConflictOutcome::Ambiguous] {
            let judges = ["ana", "ben"];
            let objections =
                with(&group, &outcome, &judges, |resolving| rules::resolution_guards(&resolving));
            assert_eq!(beside_the_window(&group, objections), [], "{} {outcome}", group.name);
            let found = settled(&group, &outcome, now()).unwrap();
            assert!(
                found
                    .iter()
                    .all(|one| one.kind != CascadeKind::Approved && one.kind != CascadeKind::Disassociated)
            );
        }
    }
}

/// Of cg-07 the parties were told before its first decision, and nobody since the dispute: a supervisor says why it is
/// settled now.
fn beside_the_window(group: &Group, mut guards: Vec<Guard>) -> Vec<Guard> {
    if group.name == "cg-07" {
        let before = guards.len();
        guards.retain(|guard| guard.rule != "CON-05");
        assert_eq!(guards.len() + 1, before, "its window is told");
    }
    guards
}

/// Everything about a conflict of the sample as if these people had judged it.
fn with<T>(
    group: &Group,
    outcome: &ConflictOutcome,
    judges: &[&str],
    ask: impl FnOnce(Resolving<'_>) -> T,
) -> T {
    with_claims(&group.claims(), outcome, judges, ask)
}

fn with_claims<T>(
    claims: &[Claim],
    outcome: &ConflictOutcome,
    judges: &[&str],
    ask: impl FnOnce(Resolving<'_>) -> T,
) -> T {
    let found = found_in(claims, judges);
    let (window, _) = window(&found);
    let sides = sides(&found);
    let (conflict, actor) = (conflict_between(claims, 0), eli());
    ask(Resolving {
        conflict: &conflict,
        sides: &sides,
        gone: &[],
        window: &window,
        outcome,
        actor: &actor,
        rationale: "The proof of the last quarter shows who runs it.",
        settled: false,
    })
}

fn rules_of(guards: &[Guard]) -> Vec<(&str, Waiver)> {
    guards.iter().map(|guard| (guard.rule.as_str(), guard.waiver)).collect()
}

#[test]
fn a_party_that_fails_a_core_requirement_cannot_win_and_any_other_can() {
    for group in groups() {
        for claim in group.claims() {
            let outcome = ConflictOutcome::Party { claim: claim.claim_id.clone() };
            let answer = samples::answer(claim.claim_id.as_str());
            let workload = &claim.workloads[0].name;
            let fails = answer.cells.iter().any(|cell| {
                cell.workload.as_ref().is_none_or(|of| of == workload)
                    && matches!(cell.verdict, Verdict::NotMet | Verdict::Unclear)
            });
            let open = claim.status != proofdesk::domain::Status::Disputed;
            let guards = with(&group, &outcome, &["ana"], |resolving| rules::resolution_guards(&resolving));
            let guards = beside_the_window(&group, guards);
            assert_eq!(guards.is_empty(), !fails && open, "{} {guards:?}", claim.claim_id);
        }
    }
}

#[test]
fn silence_decides_nothing_before_the_latest_proof_was_read() {
    let group = group("cg-01");
    let outcome = group.answer();
    let mut found = found_in(&group.claims(), &["ana"]);
    let incumbent = found.iter_mut().find(|one| one.claim.claim_id.as_str() == "3088261").unwrap();
    for cell in &mut incumbent.checklist.cells {
        cell.judgement = None;
    }
    let (window, answers) = window(&found);
    assert_eq!(answers[0], PartyAnswer::Silent, "the incumbent of this conflict is silent");
    let sides = sides(&found);
    let (conflict, actor) = (group.conflict(), eli());
    let resolving = Resolving {
        conflict: &conflict,
        sides: &sides,
        gone: &[],
        window: &window,
        outcome: &outcome,
        actor: &actor,
        rationale: "It did not answer.",
        settled: false,
    };
    let gaps = rules::resolution_gaps(&resolving);
    assert_eq!(gaps.len(), 5, "{gaps:?}");
    assert!(gaps.iter().all(|gap| gap.text.starts_with("Claim 3088261: ")), "{gaps:?}");
}

#[test]
fn a_new_paper_of_the_incumbent_is_the_proof_on_which_it_is_decided() {
    let claim = samples::claim("3132180");
    let checklist = samples::judged(&claim);
    let latest = rules::latest_proof(&claim, &checklist).unwrap();
    assert_eq!(latest.document, "Quartalsbericht_Q2_2025.pdf");
    let mut without = checklist;
    without.excluded.insert(latest.document, "RC-D-01".parse().unwrap());
    assert_eq!(rules::latest_proof(&claim, &without).unwrap().document, "Auftrag_IRM_2024.pdf");
}

#[test]
fn before_the_end_of_its_time_an_incumbent_that_did_not_answer_is_waited_for() {
    let group = group("cg-01");
    let mut claims = group.claims();
    let incumbent = claims.iter_mut().find(|claim| claim.claim_id.as_str() == "3088261").unwrap();
    incumbent.history.retain(|entry| entry.action != HistoryAction::EvidenceWindowClosed);
    let notice =
        incumbent.history.iter_mut().find(|entry| entry.action == HistoryAction::ConflictNotice).unwrap();
    notice.on = now() - TimeDelta::days(13);
    let outcome = group.answer();
    let guards = |claims: &[Claim]| {
        with_claims(claims, &outcome, &["ana"], |resolving| rules::resolution_guards(&resolving))
    };
    assert_eq!(rules_of(&guards(&claims)), [("CON-05", Waiver::Only(Role::Supervisor))]);
    let entry = |action| proofdesk::domain::HistoryEntry {
        on: now() - TimeDelta::days(1),
        action,
        actor: "Aksel Brubakk".into(),
        note: Some("go ahead".into()),
    };
    claims[0].history.push(entry(HistoryAction::Comment));
    assert_eq!(claims[0].claim_id.as_str(), "3088261");
    assert_eq!(guards(&claims), [], "it answered, so nobody waits");
    claims[0].history.retain(|entry| entry.action != HistoryAction::ConflictNotice);
    claims[0].history.pop();
    assert_eq!(rules_of(&guards(&claims)), [("CON-05", Waiver::Only(Role::Supervisor))], "it was never told");
}

#[test]
fn only_a_supervisor_settles_and_never_what_they_alone_judged() {
    let group = group("cg-02");
    let outcome = group.answer();
    let reviewer = Actor { name: "eli".into(), role: Role::Reviewer };
    let guards = with(&group, &outcome, &["ana"], |resolving| {
        rules::resolution_guards(&Resolving { actor: &reviewer, ..resolving })
    });
    assert_eq!(rules_of(&guards), [("ROLE-06", Waiver::Never)]);
    let alone = with(&group, &outcome, &["eli"], |resolving| rules::resolution_guards(&resolving));
    assert_eq!(rules_of(&alone), [("M9", Waiver::Never)]);
    let together = with(&group, &outcome, &["eli", "ana"], |resolving| rules::resolution_guards(&resolving));
    assert_eq!(together, []);
}

#[test]
fn every_party_is_graded_on_all_five_factors_and_no_grade_is_added_to_another() {
    let group = group("cg-09");
    let mut found = found_in(&group.claims(), &["ana"]);
    found[1].grades.pop();
    let (window, _) = window(&found);
    let sides = sides(&found);
    let (conflict, actor, outcome) = (group.conflict(), eli(), group.answer());
    let gaps = rules::resolution_gaps(&Resolving {
        conflict: &conflict,
        sides: &sides,
        gone: &[],
        window: &window,
        outcome: &outcome,
        actor: &actor,
        rationale: "The deepest proof, not the newest.",
        settled: false,
    });
    let [gap] = gaps.as_slice() else { panic!("{gaps:?}") };
    assert!(gap.text.contains("corroboration by the customer"), "{}", gap.text);
    // Whoever has the lower grades can win: the outcome is a person's.
    for one in &mut found {
        one.grades = graded(&one.claim, u8::from(one.claim.claim_id.as_str() == "3132313") * 2);
    }
    let sides = crate::support::conflicts::sides(&found);
    let resolving = Resolving {
        conflict: &conflict,
        sides: &sides,
        gone: &[],
        window: &window,
        outcome: &outcome,
        actor: &actor,
        rationale: "The deepest proof, not the newest.",
        settled: false,
    };
    assert_eq!((rules::resolution_gaps(&resolving), rules::resolution_guards(&resolving)), (vec![], vec![]));
}

#[test]
fn one_sentence_of_rationale_is_mandatory() {
    let group = group("cg-02");
    for text in ["", "  ", "First line.\nSecond line.", &"long ".repeat(100)] {
        let guards = with(&group, &group.answer(), &["ana"], |resolving| {
            rules::resolution_guards(&Resolving { rationale: text, ..resolving })
        });
        assert_eq!(rules_of(&guards), [("CON-10", Waiver::Never)], "{text:?}");
    }
}

#[test]
fn one_family_is_a_duplicate_and_nothing_is_taken_from_anybody() {
    let group = group("cg-04");
    let found = found_in(&group.claims(), &["ana"]);
    let (window, _) = window(&found);
    let sides = sides(&found);
    let mut conflict = group.conflict();
    conflict.kind = ConflictKind::Duplicate;
    let actor = eli();
    let guards = |outcome: &ConflictOutcome| {
        rules::resolution_guards(&Resolving {
            conflict: &conflict,
            sides: &sides,
            gone: &[],
            window: &window,
            outcome,
            actor: &actor,
            rationale: "Two offices of one group.",
            settled: false,
        })
    };
    assert_eq!(guards(&ConflictOutcome::Duplicate), []);
    assert_eq!(rules_of(&guards(&ConflictOutcome::Neither)), [("CON-02", Waiver::Never)]);
    let cascade = settled(&group, &ConflictOutcome::Duplicate, now()).unwrap();
    assert!(cascade.iter().all(|one| one.kind == CascadeKind::Unchanged && one.notices.is_empty()));
}

#[test]
fn a_loser_is_told_its_reasons_and_the_comparison_comes_on_top() {
    let group = group("cg-08");
    let found = settled(&group, &group.answer(), now()).unwrap();
    let loser = found.iter().find(|one| one.claim_id.as_str() == "3125804").unwrap();
    let decided = loser.decision.as_ref().unwrap();
    let codes: Vec<&str> = decided.checklist.claim_reasons.iter().map(|mark| mark.code.as_str()).collect();
    assert_eq!(codes, ["RC-C-01"], "once, whatever the reviewer noted before");
    let acknowledged = decided
        .checklist
        .cells
        .iter()
        .find(|cell| cell.key.requirement == Requirement::CustomerAcknowledgement);
    let judged: &Judgement = acknowledged.unwrap().judgement.as_ref().unwrap();
    assert_eq!(judged.reasons[0].code.as_str(), "RC-R1-10");
}

#[test]
fn the_conflicts_of_these_tests_are_those_of_the_answers() {
    for answer in samples::answers().iter().filter(|answer| answer.conflict_group.is_some()) {
        let group = group(answer.conflict_group.as_deref().unwrap());
        assert!(group.parties.contains(&answer.claim_id.as_str()));
        assert_eq!(answer.conflict_winner.as_deref(), Some(group.winner));
    }
    let parties: usize = groups().iter().map(|group| group.parties.len()).sum();
    assert_eq!(parties, samples::answers().iter().filter(|answer| answer.conflict_group.is_some()).count());
}
