//! Profiles and gates on figures that were published, and on small cases worked by hand.

use super::*;
use crate::domain::{Gate, Measure};

fn cell(right: Verdict, mine: Option<Verdict>) -> GradedCell {
    GradedCell { requirement: Requirement::Dates, right, mine, accepted: mine == Some(right) }
}

fn attempt(cells: Vec<GradedCell>, lost: u32) -> Graded {
    Graded {
        mode: Mode::Practice,
        full: 10,
        lost,
        decided: Some(lost == 0),
        cells,
        traps: vec![("forwarded-mail".to_owned(), lost == 0)],
        seconds: None,
    }
}

/// So many cells with this right verdict and that given one, each an attempt of its own.
fn attempts(counts: &[(u32, Verdict, Verdict)]) -> Vec<Graded> {
    let one = |(times, right, mine): &(u32, Verdict, Verdict)| {
        let lost = u32::from(right != mine);
        let (times, graded) = (*times, attempt(vec![cell(*right, Some(*mine))], lost));
        (0..times).map(move |_| graded.clone())
    };
    counts.iter().flat_map(one).collect()
}

fn near(found: f64, published: f64, digits: f64) {
    assert!((found - published).abs() <= digits, "{found} instead of {published}");
}

/// J. L. Fleiss, B. Levin, M. C. Paik, *Statistical Methods for Rates and Proportions* (3rd ed. 2003), table 18.1: 100
/// patients, kappa 0.68.
#[test]
fn kappa_of_a_trainee_is_that_of_fleiss_diagnoses() {
    use Verdict::{Met, NotMet, Unclear};
    let found = profile(&attempts(&[
        (75, Met, Met),
        (1, Met, NotMet),
        (4, Met, Unclear),
        (5, NotMet, Met),
        (4, NotMet, NotMet),
        (1, NotMet, Unclear),
        (10, Unclear, Unclear),
    ]));
    near(found.agreement.kappa.unwrap().value, 0.68, 0.005);
    assert_eq!((found.agreement.pairs, found.agreement.agreed), (100, 89));
    assert_eq!((found.exact_cells.count, found.exact_cells.of), (89, 100));
}

/// Newcombe (1998), table I, method 3: 81 of 263 has the Wilson interval 0.2553 to 0.3662.
#[test]
fn the_share_of_a_requirement_has_the_interval_of_newcombe() {
    use Verdict::{Met, NotMet};
    let found = profile(&attempts(&[(81, Met, Met), (182, Met, NotMet)]));
    let (requirement, share) = found.requirements[0];
    assert_eq!((requirement, found.requirements.len()), (Requirement::Dates, 1));
    near(share.share.unwrap().low, 0.2553, 5e-5);
    near(share.share.unwrap().high, 0.3662, 5e-5);
    let (trap, share) = &found.traps[0];
    assert_eq!((trap.as_str(), share.count, share.of), ("forwarded-mail", 81, 263));
}

#[test]
fn an_accepted_alternative_agrees_and_an_open_cell_never_does() {
    let mut accepted = cell(Verdict::NotMet, Some(Verdict::Unclear));
    accepted.accepted = true;
    let found = profile(&[attempt(
        vec![accepted, cell(Verdict::Met, None), cell(Verdict::Met, Some(Verdict::Met))],
        1,
    )]);
    assert_eq!((found.agreement.pairs, found.agreement.agreed), (3, 2));
    assert_eq!((found.exact_cells.count, found.exact_cells.of), (1, 3));
    assert_eq!(found.requirements[0].1.count, 2);
}

#[test]
fn points_are_a_share_of_what_there_was_with_an_interval_over_claims() {
    let found = profile(&[attempt(vec![], 0), attempt(vec![], 5), attempt(vec![], 2)]);
    assert_eq!((found.points.kept, found.points.of), (23, 30));
    let share = found.points.share.unwrap();
    near(share.value, 23.0 / 30.0, 1e-12);
    // By hand: kept 10, 5, 8 of 10 each lie 7/3, 8/3 and 1/3 off; the squares sum to 38/3; the error is the root of
    // 3/2 times that, divided by 30.
    near(share.value - share.low, 1.959_963_984_540_054 * 19.0_f64.sqrt() / 30.0, 1e-12);
    near(share.high, 1.0, 1e-12);
    assert_eq!(profile(&[attempt(vec![], 0)]).points.share, None);
}

#[test]
fn the_middle_time_stands_apart() {
    let timed = |seconds| Graded { seconds, ..attempt(vec![], 0) };
    let found = profile(&[timed(Some(120)), timed(None), timed(Some(600)), timed(Some(240))]);
    assert_eq!(found.minutes, Some(4.0));
}

fn asked(measure: Measure, least: f64, aim: Option<f64>) -> Gate {
    Gate {
        id: "gate".to_owned(),
        title: "Gate".to_owned(),
        measure,
        claims: 4,
        least,
        aim,
        modes: vec![Mode::Practice],
    }
}

#[test]
fn a_gate_says_nothing_before_enough_claims_of_its_modes_are_there() {
    use Verdict::{Met, NotMet};
    let mut played = attempts(&[(3, Met, Met), (1, Met, NotMet)]);
    let exact = asked(Measure::ExactCells, 0.75, None);
    assert_eq!(gate(&exact, &played).state, GateState::Reached);
    played[0].mode = Mode::Guided;
    let found = gate(&exact, &played);
    assert_eq!((found.state, found.counted), (GateState::TooFew, 3));
    assert!(found.figure.is_some(), "the figure is shown all the same");
}

#[test]
fn between_the_figure_to_reach_and_the_one_to_aim_at_a_gate_is_passed() {
    use Verdict::{Met, NotMet};
    let played = attempts(&[(3, Met, Met), (1, Met, NotMet)]);
    let state = |least, aim| gate(&asked(Measure::Decisions, least, aim), &played).state;
    assert_eq!(state(0.7, Some(0.8)), GateState::Passed);
    assert_eq!(state(0.7, Some(0.75)), GateState::Reached);
    assert_eq!(state(0.8, None), GateState::Below);
    let same = attempts(&[(4, Met, Met)]);
    let found = gate(&asked(Measure::Kappa, 0.65, None), &same);
    assert_eq!((found.state, found.state.is_passed()), (GateState::Undefined, false));
    assert_eq!(gate(&asked(Measure::Ac1, 0.65, None), &same).state, GateState::Reached);
}
