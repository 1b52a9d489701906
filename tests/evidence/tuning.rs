//! Cross-validation: thresholds tuned on two thirds of the sample claims do as well on the third they never saw.
//!
//! The folds are rotated, so every claim is checked once. The figures are printed with `--nocapture`.

use super::sample::{claims, editions};
use proofdesk::domain::{Answer, Claim, Requirement};
use proofdesk::evidence::evaluation::{CellFigures, Evaluator};
use proofdesk::evidence::{Engine, Weights};
use proofdesk::{assets, intake, rules};
use std::collections::{BTreeMap, BTreeSet};

const FOLDS: usize = 3;
/// Figures of claims that were not tuned on may stay this far below those of the whole sample.
const SPREAD: f64 = 0.05;

/// What is tuned: points from which a line suffices, and detail that suffices where something is done.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Thresholds {
    strong: i32,
    enough_with_deed: i32,
}

/// Every combination that is tried; the shipped one is among them.
fn candidates() -> Vec<Thresholds> {
    let shipped = Weights::default().activities;
    let around = |middle: i32, step: i32| [middle, middle - step, middle + step];
    around(shipped.strong, 6)
        .into_iter()
        .flat_map(|strong| {
            around(shipped.enough_with_deed, 5)
                .map(|enough_with_deed| Thresholds { strong, enough_with_deed })
        })
        .collect()
}

/// Balanced accuracy of `strong` over the rows that are judged per workload, for some of the claims.
fn figures(thresholds: Thresholds, sample: &[(Claim, Answer)]) -> BTreeMap<usize, CellFigures> {
    let editions = editions();
    let mut weights = Weights::default();
    weights.activities.strong = thresholds.strong;
    weights.activities.enough_with_deed = thresholds.enough_with_deed;
    let engines: BTreeMap<_, _> = editions
        .all()
        .iter()
        .map(|edition| {
            let engine = Engine::new(edition).unwrap().with_weights(weights.clone());
            (edition.id.clone(), engine)
        })
        .collect();
    let of_fold = |fold: usize| {
        let mut evaluator = Evaluator::default();
        for (claim, answer) in sample.iter().skip(fold).step_by(FOLDS) {
            let edition = editions.for_claim(claim).edition;
            let rows = rules::checklist(claim, &edition);
            evaluator.note(claim, answer, &engines[&edition.id].suggest(claim, &rows));
        }
        let evaluation = evaluator.finish(&BTreeSet::new());
        let row = evaluation.requirements.iter().find(|row| row.requirement == Requirement::ActivityDetail);
        (fold, row.unwrap().figures)
    };
    (0..FOLDS).map(of_fold).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.iter().map(|_| 1.0).sum::<f64>()
}

/// Mean accuracy over some folds.
fn accuracy(figures: &BTreeMap<usize, CellFigures>, folds: impl Fn(usize) -> bool) -> f64 {
    let wanted = figures.iter().filter(|(fold, _)| folds(**fold));
    let values: Vec<f64> = wanted.filter_map(|(_, figures)| figures.balanced_accuracy()).collect();
    mean(&values)
}

#[test]
#[allow(clippy::print_stderr, reason = "the figures are read with --nocapture")]
fn thresholds_tuned_on_two_thirds_hold_on_the_third() {
    let source =
        intake::AnswerSource::Text { name: "answers.jsonl".to_owned(), text: assets::SAMPLE_ANSWERS };
    let answers = intake::read_answers(&source, &intake::Limits::default()).unwrap().answers;
    let sample: Vec<(Claim, Answer)> = claims().into_iter().zip(answers).collect();
    assert!(sample.iter().all(|(claim, answer)| claim.claim_id == answer.claim_id));
    let tried: Vec<_> =
        candidates().into_iter().map(|thresholds| (thresholds, figures(thresholds, &sample))).collect();
    let whole = accuracy(&tried[0].1, |_| true);
    let unseen: Vec<f64> = (0..FOLDS)
        .map(|held_out| {
            let seen = |figures: &BTreeMap<_, _>| accuracy(figures, |fold| fold != held_out);
            // The first of the best: the shipped thresholds when nothing is better.
            let (thresholds, figures) =
                tried.iter().rev().max_by(|(_, a), (_, b)| seen(a).total_cmp(&seen(b))).expect("candidates");
            let unseen = accuracy(figures, |fold| fold == held_out);
            eprintln!("tuned {thresholds:?}: seen {:.3}, unseen {unseen:.3}", seen(figures));
            unseen
        })
        .collect();
    let mean = mean(&unseen);
    eprintln!("unseen {mean:.3}, whole {whole:.3}");
    assert!(mean >= whole - SPREAD, "{mean:.3} is far below {whole:.3}");
}
