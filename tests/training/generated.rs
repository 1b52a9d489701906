//! Every shipped claim, played in every way that differs from the answer by one mistake.
//!
//! The prices are written down here once more, so that a change of the program or of a pack shows.

use super::{key, keys};
use proofdesk::desk::training::{LoadedPack, score_attempt};
use proofdesk::domain::{Answer, AnswerCell, Attempt, DecisionKind, ReasonCode, Verdict};
use proofdesk::rules::scoring::Score;
use std::collections::BTreeSet;

fn scored(pack: &LoadedPack, attempt: &Attempt) -> Score {
    score_attempt(pack, attempt).unwrap().score
}

/// What a verdict costs where another is right.
fn price(right: Verdict, mine: Verdict) -> u32 {
    match (right.word(), mine.word()) {
        ("not-met", "met" | "not-applicable") => 5,
        ("unclear", "met" | "not-applicable") | ("met" | "not-applicable", "not-met") => 3,
        _ => 1,
    }
}

/// What a decision costs where another is right.
fn decision_price(right: DecisionKind, mine: DecisionKind) -> u32 {
    match (right.word(), mine.word()) {
        ("approve", "partial-approve")
        | (_, "action-required")
        | ("reject", "final-reject")
        | ("final-reject", "reject") => 1,
        (_, "approve" | "partial-approve") => 5,
        _ => 3,
    }
}

/// Plays the key with one cell changed, and checks that this cell alone loses exactly so much.
fn loses(at: usize, lost: u32, what: &str, change: impl Fn(&mut Attempt)) {
    let (pack, answer, claim) = keys().nth(at).unwrap();
    let mut attempt = key(answer, claim);
    change(&mut attempt);
    let score = scored(pack, &attempt);
    assert_eq!(score.lost, lost, "{} of {}: {what}: {score:#?}", answer.claim_id, pack.pack.id);
    let losing = score.cells.iter().filter(|cell| cell.lost > 0).count();
    let decision = score.decision.map_or(0, |decision| usize::from(decision.lost > 0));
    assert_eq!(losing + decision, usize::from(lost > 0), "{}: {what}", answer.claim_id);
}

fn each_cell(mut on: impl FnMut(usize, usize, &AnswerCell)) {
    for (at, (_, answer, _)) in keys().enumerate() {
        for (number, cell) in answer.cells.iter().enumerate() {
            on(at, number, cell);
        }
    }
}

#[test]
fn there_are_as_many_claims_as_promised() {
    let of = |id: &str, set: &str| {
        keys().filter(|(pack, answer, _)| pack.pack.id == id && answer.set.as_deref() == Some(set)).count()
    };
    assert_eq!(
        (of("first-day", "first-day"), of("practice", "training"), of("practice", "queue")),
        (7, 18, 36)
    );
    assert_eq!(keys().count(), 61);
}

#[test]
fn playing_the_answer_key_earns_full_marks() {
    for (pack, answer, claim) in keys() {
        let score = scored(pack, &key(answer, claim));
        assert!(score.is_full() && score.full > 0 && score.points() == score.full, "{score:#?}");
        assert_eq!(score.missed_traps, Vec::<String>::new());
    }
}

#[test]
fn every_other_verdict_of_every_cell_loses_its_price_and_an_accepted_one_nothing() {
    let (mut wrong, mut accepted) = (0, 0);
    each_cell(|at, number, right| {
        for verdict in Verdict::ALL.iter().filter(|verdict| **verdict != right.verdict) {
            let is_accepted = right.accepted.contains(verdict);
            let lost = if is_accepted { 0 } else { price(right.verdict, *verdict) };
            loses(at, lost, &format!("{} given for {}", verdict, right.key()), |attempt| {
                attempt.cells[number].verdict = Some(*verdict);
            });
            *if is_accepted { &mut accepted } else { &mut wrong } += 1;
        }
    });
    assert!(wrong > 1000 && accepted > 40, "{wrong} wrong verdicts, {accepted} accepted alternatives");
}

#[test]
fn an_open_cell_loses_five_points_unless_a_rule_settles_it() {
    each_cell(|at, number, right| {
        let lost = if right.verdict == Verdict::NotApplicable { 0 } else { 5 };
        loses(at, lost, &format!("{} left open", right.key()), |attempt| {
            attempt.cells[number].verdict = None;
        });
        loses(at, lost, &format!("{} left out", right.key()), |attempt| drop(attempt.cells.remove(number)));
    });
}

#[test]
fn a_met_cell_without_its_text_loses_one_point_and_any_one_of_its_quotes_keeps_it() {
    each_cell(|at, number, right| {
        let asked = right.verdict == Verdict::Met;
        let lost = u32::from(asked);
        loses(at, lost, &format!("{} without text", right.key()), |attempt| {
            attempt.cells[number].pins.clear();
        });
        for kept in 0..right.evidence.len() {
            loses(at, 0, &format!("{} with quote {kept}", right.key()), |attempt| {
                let pins = &mut attempt.cells[number].pins;
                *pins = vec![pins[kept].clone()];
            });
        }
    });
}

#[test]
fn a_wrong_or_missing_reason_loses_one_point_and_any_of_the_right_ones_none() {
    let strange = ReasonCode::parse("RC-E-01").unwrap();
    let mut codes = 0;
    each_cell(|at, number, right| {
        if right.reasons.is_empty() {
            return;
        }
        let name = right.key();
        loses(at, 1, &format!("{name} without a reason"), |attempt| attempt.cells[number].reasons.clear());
        loses(at, 1, &format!("{name} with a wrong reason"), |attempt| {
            attempt.cells[number].reasons = vec![strange.clone()];
        });
        loses(at, 1, &format!("{name} with a wrong reason besides"), |attempt| {
            attempt.cells[number].reasons.push(strange.clone());
        });
        for code in &right.reasons {
            loses(at, 0, &format!("{name} with {code} alone"), |attempt| {
                attempt.cells[number].reasons = vec![code.clone()];
            });
            codes += 1;
        }
    });
    assert!(codes > 60, "{codes}");
}

#[test]
fn every_other_decision_loses_its_price_and_an_accepted_one_nothing() {
    for (at, (_, answer, _)) in keys().enumerate() {
        let right = answer.decision.unwrap();
        for kind in DecisionKind::ALL.iter().filter(|kind| **kind != right) {
            let accepted = answer.accepted_decisions.contains(kind);
            let lost = if accepted { 0 } else { decision_price(right, *kind) };
            loses(at, lost, &format!("{kind} decided"), |attempt| attempt.decision = Some(*kind));
        }
        loses(at, 5, "nothing decided", |attempt| attempt.decision = None);
    }
}

#[test]
fn a_partial_approval_of_too_much_loses_five_points_and_of_too_little_one() {
    let partial = |answer: &Answer| answer.decision == Some(DecisionKind::PartialApprove);
    let mut seen = BTreeSet::new();
    for (at, (pack, answer, claim)) in keys().enumerate().filter(|(_, (_, answer, _))| partial(answer)) {
        seen.insert((&pack.pack.id, &answer.claim_id));
        let others =
            claim.workloads.iter().filter(|workload| !answer.approved_workloads.contains(&workload.name));
        for other in others {
            loses(at, 5, "too much", |attempt| attempt.approved_workloads.push(other.name.clone()));
        }
        loses(at, 1, "too little", |attempt| drop(attempt.approved_workloads.pop()));
    }
    assert!(seen.len() >= 7, "{seen:?}");
}

#[test]
fn no_score_ever_loses_more_than_there_was_where_cells_have_to_be_judged() {
    for (pack, answer, claim) in keys() {
        let mut attempt = key(answer, claim);
        attempt.decision = None;
        for (cell, right) in attempt.cells.iter_mut().zip(&answer.cells) {
            if right.verdict != Verdict::NotApplicable {
                cell.verdict = None;
            }
        }
        let score = scored(pack, &attempt);
        assert_eq!((score.lost, score.points()), (score.full, 0), "{}", answer.claim_id);
        assert_eq!(score.missed_traps, answer.all_traps());
    }
}
