//! How often the engine points at what an expert pointed at, over the sample claims: the floors.
//!
//! The floors may only be raised. `proofdesk evaluate --cases` prints the figures with the cases behind them.

use crate::support::samples::practice_evaluation;
use proofdesk::domain::Requirement;
use proofdesk::evidence::evaluation::{Case, Figure};

/// Share of cells with a quote among the first three candidates.
const RECALL_FLOORS: [(Requirement, f64); 6] = [
    (Requirement::CustomerAcknowledgement, 1.0),
    (Requirement::PartyNames, 1.0),
    (Requirement::ActivityDetail, 0.91),
    (Requirement::WorkloadConnection, 1.0),
    (Requirement::Dates, 0.94),
    (Requirement::PublicSectorDisclosure, 1.0),
];
/// The same over all requirements.
const RECALL_FLOOR: f64 = 0.97;
/// Mean of `strong` where met and not `strong` where not met.
const BALANCED_FLOOR: f64 = 0.95;
/// Mean of F1 over the three ways of being mentioned.
const MENTION_FLOOR: f64 = 0.95;

fn cases(figure: Figure) -> Vec<&'static Case> {
    practice_evaluation().cases.iter().filter(|case| case.figure == figure).collect()
}

#[test]
fn the_first_three_candidates_hold_what_an_expert_quotes() {
    let evaluation = practice_evaluation();
    assert_eq!((evaluation.claims, evaluation.misquotes.len()), (60, 0));
    let recall = |requirement| {
        let row = evaluation.requirements.iter().find(|row| row.requirement == requirement).unwrap();
        row.figures.first_three.fraction().unwrap()
    };
    for (requirement, floor) in RECALL_FLOORS {
        let recall = recall(requirement);
        assert!(
            recall >= floor,
            "{requirement}: {recall} is below {floor}: {:#?}",
            cases(Figure::RecallAtThree)
        );
    }
    let all = evaluation.total.first_three.fraction().unwrap();
    assert!(all >= RECALL_FLOOR, "{all} is below {RECALL_FLOOR}");
}

#[test]
fn strong_tells_what_is_met_from_what_is_not() {
    let balanced = practice_evaluation().total.balanced_accuracy().unwrap();
    assert!(balanced >= BALANCED_FLOOR, "{balanced}: {:#?}", cases(Figure::Strong));
}

#[test]
fn each_way_of_being_mentioned_is_told_from_the_others() {
    let macro_f1 = practice_evaluation().mentions.macro_f1().unwrap();
    assert!(macro_f1 >= MENTION_FLOOR, "{macro_f1}: {:#?}", cases(Figure::Mention));
}

#[test]
fn every_pair_with_shared_text_is_found_and_no_other() {
    let pairs = practice_evaluation().near_duplicates.unwrap();
    assert_eq!((pairs.found.hits, pairs.found.of), (4, 4), "{:#?}", cases(Figure::NearDuplicate));
    assert_eq!(pairs.false_groups, 0, "{:#?}", cases(Figure::NearDuplicate));
}

#[test]
fn every_conflict_group_is_found_and_no_other() {
    let conflicts = practice_evaluation().conflicts.unwrap();
    assert_eq!((conflicts.found.hits, conflicts.found.of), (9, 9), "{:#?}", cases(Figure::Conflict));
    assert_eq!(conflicts.false_groups, 0, "{:#?}", cases(Figure::Conflict));
}
