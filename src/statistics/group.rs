//! How far a group of people agrees on the same cases, and on which case it does not.
//!
//! * One case: J. L. Fleiss, *Measuring nominal scale agreement among many raters*, Psychological Bulletin 76 (1971)
//!   378–382: the share of pairs of people who gave the same answer (his P with index i). The *spread* is the rest: how
//!   likely two of the people, drawn at random, differ.
//! * All cases: Fleiss' kappa (the same paper) and Gwet's AC1 (K. L. Gwet, British Journal of Mathematical and
//!   Statistical Psychology 61 (2008) 29–48), each with the variance over cases of K. L. Gwet, *Handbook of Inter-Rater
//!   Reliability*, 4th ed. (2014), chapter 5, which also holds where somebody left a case out.
//!
//! A case counts with its answers only: nothing here knows who gave which, and the order of people changes nothing.

use super::Estimate;
use super::agreement::RANGE;
use crate::domain::Verdict;
use serde::Serialize;

/// What several people said about one cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spread {
    /// People who judged it; at least two.
    pub people: u32,
    /// Verdicts that were given and how often, the most frequent one first.
    pub verdicts: Vec<(Verdict, u32)>,
    /// Share of the most frequent verdict.
    pub most: f64,
    /// How likely two of the people, drawn at random, gave different verdicts: 0 when all agree.
    pub spread: f64,
}

impl Spread {
    /// The spread of these verdicts; `None` with fewer than two.
    pub fn of(given: impl IntoIterator<Item = Verdict>) -> Option<Self> {
        let case = Case::of(Verdict::ALL, given);
        let agreed = case.agreed()?;
        let mut verdicts: Vec<(Verdict, u32)> =
            Verdict::ALL.iter().copied().zip(case.counts.iter().copied()).filter(|(_, n)| *n > 0).collect();
        verdicts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let most = verdicts.first().map_or(0.0, |(_, count)| f64::from(*count) / case.people());
        Some(Self { people: case.counts.iter().sum(), verdicts, most, spread: 1.0 - agreed })
    }
}

/// Agreement of a group on the same cases.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GroupAgreement {
    /// Cases that at least two people answered.
    pub cases: u32,
    /// Mean share of pairs of people who gave the same answer.
    pub raw: Option<Estimate>,
    /// Fleiss' kappa; `None` when everybody always gave one and the same answer.
    pub kappa: Option<Estimate>,
    /// Gwet's AC1.
    pub ac1: Option<Estimate>,
}

/// The answers to one case, counted in the order of the possible ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    counts: Vec<u32>,
}

impl Case {
    /// Counts answers. One that is not among the possible ones is left out.
    pub fn of<T: PartialEq>(possible: &[T], given: impl IntoIterator<Item = T>) -> Self {
        let mut counts = vec![0; possible.len()];
        for answer in given {
            let at = possible.iter().position(|known| *known == answer);
            if let Some(count) = at.and_then(|at| counts.get_mut(at)) {
                *count += 1;
            }
        }
        Self { counts }
    }

    fn people(&self) -> f64 {
        f64::from(self.counts.iter().sum::<u32>())
    }

    /// Share of pairs of people with the same answer; `None` without a pair.
    fn agreed(&self) -> Option<f64> {
        let people = self.people();
        let squares: f64 = self.counts.iter().map(|count| f64::from(*count).powi(2)).sum();
        (people >= 2.0).then(|| (squares - people) / (people * (people - 1.0)))
    }

    /// The mean of a figure of each answer over the people who gave them.
    fn mean(&self, figures: &[f64]) -> f64 {
        let sum: f64 =
            self.counts.iter().zip(figures).map(|(count, figure)| f64::from(*count) * figure).sum();
        sum / self.people()
    }
}

/// Everything about the agreement of a group. Cases that nobody answered are left out.
pub fn group_agreement(cases: &[Case]) -> GroupAgreement {
    let cases: Vec<&Case> = cases.iter().filter(|case| case.people() > 0.0).collect();
    let popular = popular(&cases);
    let others = f64::from(u32::try_from(popular.len()).unwrap_or(u32::MAX)) - 1.0;
    let rare: Vec<f64> = popular.iter().map(|share| (1.0 - share) / others.max(1.0)).collect();
    let none = vec![0.0; popular.len()];
    let chance = |of: &[f64]| popular.iter().zip(of).map(|(share, of)| share * of).sum::<f64>();
    let beyond = |of: &[f64]| beyond_chance(&cases, chance(of), |case| case.mean(of));
    let share = |raw: Estimate| Estimate { low: raw.low.max(0.0), ..raw };
    let pairs = cases.iter().filter(|case| case.agreed().is_some()).count();
    GroupAgreement {
        cases: u32::try_from(pairs).unwrap_or(u32::MAX),
        raw: beyond(&none).map(share),
        kappa: beyond(&popular),
        ac1: beyond(&rare),
    }
}

/// How popular each answer is: its share in a case, on average.
fn popular(cases: &[&Case]) -> Vec<f64> {
    let answers = cases.first().map_or(0, |case| case.counts.len());
    let all = number(cases.len());
    let share = |case: &&Case, at: usize| case.counts.get(at).map_or(0.0, |n| f64::from(*n) / case.people());
    (0..answers).map(|at| cases.iter().map(|case| share(case, at)).sum::<f64>() / all).collect()
}

/// Agreement beyond what chance gives, with its 95 % interval over cases; `None` with fewer than two cases, or when
/// chance alone would always agree. `chance_in` is the part one case has in the chance.
fn beyond_chance(cases: &[&Case], chance: f64, chance_in: impl Fn(&Case) -> f64) -> Option<Estimate> {
    let agreed: Vec<f64> = cases.iter().filter_map(|case| case.agreed()).collect();
    // Rounding can leave a hair between a sum of shares and one.
    let left = Some(1.0 - chance).filter(|left| *left > 1e-12)?;
    if agreed.len() < 2 {
        return None;
    }
    let (all, with_pairs) = (number(cases.len()), number(agreed.len()));
    let value = (agreed.iter().sum::<f64>() / with_pairs - chance) / left;
    let part = |case: &&Case| {
        let own = case.agreed().map_or(0.0, |agreed| (agreed - chance) * all / with_pairs);
        (own - 2.0 * (1.0 - value) * (chance_in(case) - chance)) / left
    };
    let squares: f64 = cases.iter().map(|case| (part(case) - value).powi(2)).sum();
    Some(Estimate::normal(value, (squares / (all * (all - 1.0))).sqrt(), RANGE))
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::select;

    const REACH: f64 = 1.959_963_984_540_054;

    fn counted(counts: &[u32]) -> Case {
        Case { counts: counts.to_vec() }
    }

    fn near(found: f64, expected: f64, within: f64) -> bool {
        (found - expected).abs() <= within
    }

    /// Fleiss (1971), table 1: 30 patients, each diagnosed by six psychiatrists in five categories. Mean agreement
    /// 0.556, chance 0.220, kappa 0.430.
    #[rustfmt::skip]
    const PATIENTS: [[u32; 5]; 30] = [
        [0, 0, 0, 6, 0], [0, 3, 0, 0, 3], [0, 1, 4, 0, 1], [0, 0, 0, 0, 6], [0, 3, 0, 3, 0],
        [2, 0, 4, 0, 0], [0, 0, 4, 0, 2], [2, 0, 3, 1, 0], [2, 0, 0, 4, 0], [0, 0, 0, 0, 6],
        [1, 0, 0, 5, 0], [1, 1, 0, 4, 0], [0, 3, 3, 0, 0], [1, 0, 0, 5, 0], [0, 2, 0, 3, 1],
        [0, 0, 5, 0, 1], [3, 0, 0, 1, 2], [5, 1, 0, 0, 0], [0, 2, 0, 4, 0], [1, 0, 2, 0, 3],
        [0, 0, 0, 0, 6], [0, 1, 0, 5, 0], [0, 2, 0, 1, 3], [2, 0, 0, 4, 0], [1, 0, 0, 4, 1],
        [0, 5, 0, 1, 0], [4, 0, 0, 0, 2], [0, 2, 0, 4, 0], [1, 0, 5, 0, 0], [0, 0, 0, 0, 6],
    ];

    #[test]
    fn the_thirty_patients_of_fleiss() {
        let cases: Vec<Case> = PATIENTS.iter().map(|counts| counted(counts)).collect();
        let found = group_agreement(&cases);
        assert!(near(found.raw.unwrap().value, 0.556, 5e-4), "{found:?}");
        assert!(near(found.kappa.unwrap().value, 0.430, 5e-4), "{found:?}");
        assert_eq!(found.cases, 30);
        let chance: f64 = popular(&cases.iter().collect::<Vec<_>>()).iter().map(|share| share * share).sum();
        assert!(near(chance, 0.220, 5e-4));
    }

    /// K. L. Gwet, R package irrCAC, data `cac.raw4raters`: twelve cases, four raters, five answers, some cases left
    /// out. Raw agreement 0.8181818, Fleiss' kappa 0.76117 (standard error 0.15302), AC1 0.77544 (0.14295).
    #[test]
    fn four_raters_of_whom_some_left_cases_out() {
        let given: [&[u32]; 12] = [
            &[1, 1, 1],
            &[2, 2, 3, 2],
            &[3, 3, 3, 3],
            &[3, 3, 3, 3],
            &[2, 2, 2, 2],
            &[1, 2, 3, 4],
            &[4, 4, 4, 4],
            &[1, 1, 2, 1],
            &[2, 2, 2, 2],
            &[5, 5, 5],
            &[1, 1],
            &[3],
        ];
        let cases: Vec<Case> =
            given.iter().map(|given| Case::of(&[1, 2, 3, 4, 5], given.iter().copied())).collect();
        let found = group_agreement(&cases);
        let error = |estimate: Estimate| (estimate.value - estimate.low) / REACH;
        let (kappa, ac1) = (found.kappa.unwrap(), found.ac1.unwrap());
        assert!(near(found.raw.unwrap().value, 0.818_181_8, 5e-8));
        assert!(near(kappa.value, 0.761_17, 5e-6) && near(error(kappa), 0.153_02, 5e-6), "{kappa:?}");
        assert!(near(ac1.value, 0.775_44, 5e-6) && near(error(ac1), 0.142_95, 5e-6), "{ac1:?}");
        assert_eq!(found.cases, 11, "nobody can agree with oneself");
    }

    #[test]
    fn three_against_one_is_a_spread_of_one_half() {
        let given = [Verdict::Met, Verdict::NotMet, Verdict::Met, Verdict::Met];
        let found = Spread::of(given).unwrap();
        assert_eq!((found.people, found.verdicts), (4, vec![(Verdict::Met, 3), (Verdict::NotMet, 1)]));
        assert!(near(found.most, 0.75, 1e-12) && near(found.spread, 0.5, 1e-12));
    }

    #[test]
    fn one_person_has_no_spread_and_one_case_no_interval() {
        assert_eq!(Spread::of([Verdict::Met]), None);
        assert_eq!(Spread::of([]), None);
        let found = group_agreement(&[counted(&[2, 1]), counted(&[0, 0])]);
        assert_eq!((found.cases, found.raw, found.kappa, found.ac1), (1, None, None, None));
        assert_eq!(group_agreement(&[]).raw, None);
    }

    #[test]
    fn one_answer_for_everything_leaves_kappa_open() {
        let found = group_agreement(&[counted(&[3, 0]), counted(&[4, 0]), counted(&[2, 0])]);
        assert_eq!(found.kappa, None);
        assert!(near(found.ac1.unwrap().value, 1.0, 1e-12) && near(found.raw.unwrap().value, 1.0, 1e-12));
    }

    fn verdicts() -> impl Strategy<Value = Vec<Verdict>> {
        proptest::collection::vec(select(Verdict::ALL), 2..12)
    }

    proptest! {
        #[test]
        fn the_spread_is_nothing_exactly_when_all_agree(given in verdicts()) {
            let found = Spread::of(given.iter().copied()).unwrap();
            let unanimous = given.iter().all(|verdict| *verdict == given[0]);
            prop_assert_eq!(found.spread.abs() < 1e-12, unanimous);
            prop_assert!((-1e-12..=1.0).contains(&found.spread) && found.most <= 1.0);
            prop_assert_eq!(found.verdicts.iter().map(|(_, count)| count).sum::<u32>(), found.people);
        }

        #[test]
        fn the_spread_is_the_share_of_pairs_that_differ(given in verdicts()) {
            let pairs = (0..given.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
            let (differ, all) = pairs.fold((0, 0), |(differ, all), (a, b)| {
                (differ + u32::from(given[a] != given[b]), all + 1)
            });
            let found = Spread::of(given.iter().copied()).unwrap().spread;
            prop_assert!(near(found, f64::from(differ) / f64::from(all), 1e-12));
        }

        #[test]
        fn the_order_of_people_changes_nothing(given in verdicts(), turn in 0_usize..12) {
            let mut turned = given.clone();
            turned.rotate_left(turn % given.len());
            prop_assert_eq!(Spread::of(given), Spread::of(turned));
        }

        #[test]
        fn coefficients_stay_in_their_range_inside_their_interval(
            cases in proptest::collection::vec(proptest::collection::vec(0_u32..6, 4), 0..20)
        ) {
            let cases: Vec<Case> = cases.iter().map(|counts| counted(counts)).collect();
            let found = group_agreement(&cases);
            for estimate in [found.raw, found.kappa, found.ac1].into_iter().flatten() {
                prop_assert!(estimate.value >= -1.0 - 1e-9 && estimate.value <= 1.0 + 1e-9, "{:?}", estimate);
                prop_assert!(estimate.low <= estimate.value + 1e-9 && estimate.value <= estimate.high + 1e-9);
            }
        }

        #[test]
        fn two_people_agree_as_often_as_the_table_of_two_says(
            pairs in proptest::collection::vec((select(Verdict::ALL), select(Verdict::ALL)), 2..30)
        ) {
            let cases: Vec<Case> = pairs.iter().map(|(a, b)| Case::of(Verdict::ALL, [*a, *b])).collect();
            let of_two = super::super::agreement(&super::super::CrossTable::of(Verdict::ALL, pairs));
            let found = group_agreement(&cases);
            prop_assert!(near(found.raw.unwrap().value, of_two.raw.unwrap().value, 1e-9));
            // Gwet's coefficient of two people is that of a group of two.
            prop_assert!(near(found.ac1.unwrap().value, of_two.ac1.unwrap().value, 1e-9));
        }
    }
}
