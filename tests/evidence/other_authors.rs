//! How well the engine points on claims of other authors than the practice claims: the floors.
//!
//! The `known` claims were read when the rules were written; the `unseen` ones were not, and nobody may look at them
//! to improve a rule: they say how far the engine can be trusted on papers it has never met. To see the cases behind a
//! figure of the known ones: `proofdesk evaluate --claims known.jsonl --answers known.answers.jsonl --cases`.

use crate::support::samples::evaluation_of;
use proofdesk::evidence::evaluation::Evaluation;

/// What the figures of a set may not fall below.
struct Floors {
    claims: usize,
    recall_at_three: f64,
    balanced_accuracy: f64,
    mention_f1: f64,
}

fn hold(evaluation: &Evaluation, floors: &Floors) {
    assert_eq!((evaluation.claims, evaluation.misquotes.len()), (floors.claims, 0));
    let recall = evaluation.total.first_three.fraction().unwrap();
    assert!(recall >= floors.recall_at_three, "recall@3 is {recall}");
    let balanced = evaluation.total.balanced_accuracy().unwrap();
    assert!(balanced >= floors.balanced_accuracy, "balanced accuracy is {balanced}");
    let mention = evaluation.mentions.macro_f1().unwrap();
    assert!(mention >= floors.mention_f1, "mention macro-F1 is {mention}");
    let pairs = evaluation.near_duplicates.as_ref().unwrap();
    assert_eq!((pairs.found.hits, pairs.false_groups), (pairs.found.of, 0));
}

#[test]
fn the_engine_points_well_on_claims_its_rules_were_held_against() {
    let evaluation = evaluation_of(
        include_str!("other_authors/known.jsonl"),
        include_str!("other_authors/known.answers.jsonl"),
    );
    let floors = Floors { claims: 84, recall_at_three: 0.96, balanced_accuracy: 0.92, mention_f1: 0.88 };
    hold(&evaluation, &floors);
}

#[test]
fn the_engine_points_nearly_as_well_on_claims_nobody_looked_at() {
    let evaluation = evaluation_of(
        include_str!("other_authors/unseen.jsonl"),
        include_str!("other_authors/unseen.answers.jsonl"),
    );
    let floors = Floors { claims: 28, recall_at_three: 0.91, balanced_accuracy: 0.85, mention_f1: 0.85 };
    hold(&evaluation, &floors);
}
