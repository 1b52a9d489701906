//! The draw: reproducible, close to its share, with its floors.

use super::*;
use proptest::prelude::*;

fn plan() -> SamplePlan {
    SamplePlan {
        share: 0.1,
        share_of: BTreeMap::new(),
        floor: 5,
        first_of_reviewer: 0,
        first_of_edition: 0,
        after: 5,
    }
}

fn case(number: u32, reviewer: u32, kind: DecisionKind) -> Case {
    Case {
        decision: DecisionId::parse(&format!("{number:032x}")).unwrap(),
        claim_id: ClaimId::parse(&format!("{:07}", 1_000_000 + number)).unwrap(),
        digest: Digest::of(&number.to_be_bytes()),
        reviewer: format!("reviewer {reviewer}"),
        kind,
        edition: "2025-06".parse().unwrap(),
        seq: u64::from(number),
        period: "2025-09".to_owned(),
        targets: BTreeSet::new(),
    }
}

fn cases(count: u32, reviewers: u32) -> Vec<Case> {
    let kind = |number: u32| DecisionKind::ALL[number as usize % 4];
    (0..count).map(|number| case(number, number % reviewers, kind(number / reviewers))).collect()
}

fn draw<'a>(seed: &'a str, plan: &'a SamplePlan) -> Draw<'a> {
    Draw { period: "2025-09", seed, plan }
}

/// The number is what `hashlib` of Python gives for the length-prefixed fields.
#[test]
fn a_ticket_is_the_same_on_every_computer() {
    let plan = plan();
    let (claim, digest) = (ClaimId::parse("3016006").unwrap(), Digest::of(b"claim"));
    let ticket = draw("open sesame", &plan).ticket(&claim, &digest);
    assert!((ticket - 0.202_872_334_150_173_25).abs() < 1e-15, "{ticket:?}");
    assert!((draw("another", &plan).ticket(&claim, &digest) - ticket).abs() > 1e-9);
}

#[test]
fn the_share_that_is_drawn_is_close_to_the_plan() {
    let plan = SamplePlan { floor: 0, ..plan() };
    for seed in ["a", "b", "c", "d"] {
        let drawn = draw(seed, &plan).of(&cases(20_000, 4)).len();
        // Four standard deviations around 2 000.
        assert!((1_830..=2_170).contains(&drawn), "{drawn} drawn with {seed}");
    }
}

#[test]
fn every_reviewer_and_outcome_reaches_the_floor_as_far_as_there_are_decisions() {
    let plan = SamplePlan { share: 0.0, ..plan() };
    let mut all = cases(200, 4);
    all.push(case(900, 99, DecisionKind::Reject));
    let drawn = draw("seed", &plan).of(&all);
    assert_eq!(drawn.len(), 4 * 4 * 5 + 1);
    assert!(drawn.iter().all(|drawn| drawn.why == Why::Floor && drawn.stream == Stream::Random));
}

#[test]
fn everything_a_reviewer_decides_first_is_drawn_also_across_periods() {
    let plan = SamplePlan { share: 0.0, floor: 0, first_of_reviewer: 20, ..plan() };
    let mut all = cases(60, 1);
    for case in all.iter_mut().take(15) {
        "2025-08".clone_into(&mut case.period);
    }
    let drawn = draw("seed", &plan).of(&all);
    assert_eq!(drawn.len(), 5, "15 of the first 20 were drawn the month before");
    assert!(drawn.iter().all(|drawn| drawn.why == Why::NewReviewer));
}

#[test]
fn the_first_decisions_under_an_edition_are_all_drawn() {
    let plan = SamplePlan { share: 0.0, floor: 0, first_of_edition: 30, ..plan() };
    let mut all = cases(100, 3);
    for case in all.iter_mut().skip(60) {
        case.edition = "2026-01".parse().unwrap();
    }
    assert_eq!(draw("seed", &plan).of(&all).len(), 60);
}

#[test]
fn a_target_never_moves_a_decision_out_of_the_random_stream() {
    let plan = plan();
    let untargeted = cases(2_000, 4);
    let mut targeted = untargeted.clone();
    for case in &mut targeted {
        case.targets.insert(Target::Override);
    }
    let random = |cases: &[Case]| -> Vec<DecisionId> {
        let drawn = draw("seed", &plan).of(cases);
        drawn.into_iter().filter(|drawn| drawn.stream == Stream::Random).map(|drawn| drawn.decision).collect()
    };
    assert_eq!(random(&untargeted), random(&targeted));
    assert_eq!(
        draw("seed", &plan).of(&targeted).len(),
        2_000,
        "each of the others is in the targeted stream"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_same_seed_gives_the_same_sample_in_any_order(seed in "[a-z]{1,12}", turn in 0_usize..300) {
        let plan = plan();
        let all = cases(300, 3);
        let mut turned = all.clone();
        turned.rotate_left(turn);
        prop_assert_eq!(draw(&seed, &plan).of(&all), draw(&seed, &plan).of(&turned));
    }

    #[test]
    fn more_decisions_never_take_one_out_that_its_ticket_drew(seed in "[a-z]{1,12}", fewer in 0_usize..300) {
        let plan = SamplePlan { floor: 0, ..plan() };
        let all = cases(300, 3);
        let some = draw(&seed, &plan).of(&all[..fewer]);
        let every = draw(&seed, &plan).of(&all);
        prop_assert!(some.iter().all(|drawn| every.contains(drawn)));
    }

    #[test]
    fn floors_hold_for_any_share(seed in "[a-z]{1,12}", share in 0.0_f64..=1.0, floor in 0_u32..12) {
        let plan = SamplePlan { share, floor, ..plan() };
        let all = cases(240, 3);
        let drawn = draw(&seed, &plan).of(&all);
        for reviewer in 0..3 {
            for kind in &DecisionKind::ALL[..4] {
                let mine = |case: &&Case| case.reviewer == format!("reviewer {reviewer}") && case.kind == *kind;
                let of_group: Vec<&Case> = all.iter().filter(mine).collect();
                let taken = of_group.iter().filter(|case| drawn.iter().any(|d| d.decision == case.decision)).count();
                prop_assert!(taken >= of_group.len().min(floor as usize));
            }
        }
    }
}
