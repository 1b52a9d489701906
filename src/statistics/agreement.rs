//! How far two people agree beyond chance.
//!
//! * Cohen's kappa: J. Cohen, *A coefficient of agreement for nominal scales*, Educational and Psychological
//!   Measurement 20 (1960) 37–46. Its standard error away from zero: J. L. Fleiss, J. Cohen, B. S. Everitt, *Large
//!   sample standard errors of kappa and weighted kappa*, Psychological Bulletin 72 (1969) 323–327.
//! * Gwet's AC1 and its variance: K. L. Gwet, *Computing inter-rater reliability and its variance in the presence of
//!   high agreement*, British Journal of Mathematical and Statistical Psychology 61 (2008) 29–48.
//!
//! Kappa alone misleads when nearly all answers are the same (A. R. Feinstein, D. V. Cicchetti, *High agreement but
//! low kappa*, Journal of Clinical Epidemiology 43 (1990) 543–549), so the two are only given together, beside the
//! raw agreement and the number of pairs.

use super::cross_table::{CrossTable, Shares, at};
use super::{Estimate, wilson};
use serde::Serialize;

/// What agreement coefficients can be.
pub(super) const RANGE: (f64, f64) = (-1.0, 1.0);

/// Agreement of two people on the same cases.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Agreement {
    /// Pairs of answers.
    pub pairs: u32,
    /// Pairs with the same answer twice.
    pub agreed: u32,
    /// Share of pairs with the same answer, with its Wilson interval.
    pub raw: Option<Estimate>,
    /// Cohen's kappa; `None` when both always gave one and the same answer.
    pub kappa: Option<Estimate>,
    /// Gwet's AC1.
    pub ac1: Option<Estimate>,
}

/// Everything about the agreement in a table.
pub fn agreement(table: &CrossTable) -> Agreement {
    let (pairs, agreed) = (table.pairs(), table.agreed());
    Agreement { pairs, agreed, raw: wilson(agreed, pairs), kappa: kappa(table), ac1: ac1(table) }
}

/// Cohen's kappa with its 95 % interval; `None` without pairs, or when chance alone would always agree.
pub fn kappa(table: &CrossTable) -> Option<Estimate> {
    let shares = table.shares()?;
    let observed = shares.agreed();
    let chance: f64 = shares.first.iter().zip(&shares.second).map(|(first, second)| first * second).sum();
    if chance >= 1.0 {
        return None;
    }
    let kappa = (observed - chance) / (1.0 - chance);
    Some(Estimate::normal(kappa, kappa_error(&shares, kappa, chance), RANGE))
}

/// Fleiss, Cohen & Everitt (1969), formula 13, for the unweighted coefficient.
fn kappa_error(shares: &Shares, kappa: f64, chance: f64) -> f64 {
    let missing = 1.0 - kappa;
    let (mut same, mut other) = (0.0, 0.0);
    for (row, column, share) in shares.cells() {
        if row == column {
            let margins = at(&shares.first, row) + at(&shares.second, column);
            same += share * (1.0 - margins * missing).powi(2);
        } else {
            other += share * (at(&shares.second, row) + at(&shares.first, column)).powi(2);
        }
    }
    let variance = same + missing.powi(2) * other - (kappa - chance * missing).powi(2);
    // Rounding can leave a hair below zero where the agreement is perfect.
    (variance.max(0.0) / shares.pairs).sqrt() / (1.0 - chance)
}

/// Gwet's AC1 with its 95 % interval; `None` without pairs or with fewer than two possible answers.
pub fn ac1(table: &CrossTable) -> Option<Estimate> {
    let shares = table.shares()?;
    let others = u32::try_from(shares.categories).ok()?.checked_sub(1).filter(|others| *others > 0)?;
    let others = f64::from(others);
    let popular: Vec<f64> = shares
        .first
        .iter()
        .zip(&shares.second)
        .map(|(first, second)| f64::midpoint(*first, *second))
        .collect();
    let chance = popular.iter().map(|share| share * (1.0 - share)).sum::<f64>() / others;
    let coefficient = (shares.agreed() - chance) / (1.0 - chance);
    let error = ac1_error(&shares, &popular, coefficient, chance);
    Some(Estimate::normal(coefficient, error, RANGE))
}

/// Gwet (2008), the variance of AC1 for two raters and a sample that is small against all cases.
fn ac1_error(shares: &Shares, popular: &[f64], coefficient: f64, chance: f64) -> f64 {
    // At least two categories, so this is at least one.
    let others = f64::from(u32::try_from(shares.categories).unwrap_or(u32::MAX)) - 1.0;
    let missing = 1.0 - coefficient;
    let observed = shares.agreed();
    let same: f64 = shares.diagonal().map(|(row, share)| share * (1.0 - at(popular, row))).sum();
    let any: f64 = shares
        .cells()
        .map(|(row, column, share)| {
            share * (1.0 - f64::midpoint(at(popular, row), at(popular, column))).powi(2)
        })
        .sum();
    let variance = observed * (1.0 - observed) - 4.0 * missing * (same / others - observed * chance)
        + 4.0 * missing.powi(2) * (any / others.powi(2) - chance.powi(2));
    (variance.max(0.0) / shares.pairs).sqrt() / (1.0 - chance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(rows: &[&[u32]]) -> CrossTable {
        CrossTable::counted(rows).unwrap()
    }

    fn close(found: Estimate, expected: (f64, f64, f64), within: f64) {
        let (value, low, high) = expected;
        let near = |found: f64, expected: f64| (found - expected).abs() <= within;
        assert!(near(found.value, value) && near(found.low, low) && near(found.high, high), "{found:?}");
    }

    /// J. L. Fleiss, B. Levin, M. C. Paik, *Statistical Methods for Rates and Proportions* (3rd ed. 2003), table 18.1:
    /// two raters, 100 patients, kappa 0.68 with standard error 0.087, interval 0.51 to 0.85.
    #[test]
    fn kappa_of_the_hundred_patients_of_fleiss() {
        let found = kappa(&table(&[&[75, 1, 4], &[5, 4, 1], &[0, 0, 10]])).unwrap();
        close(found, (0.6765, 0.5046, 0.8484), 5e-5);
    }

    /// SAS/STAT User's Guide, the FREQ procedure, example "Cohen's Kappa Coefficient" (skin conditions judged by two
    /// dermatologists): 0.3449 with limits 0.2030 and 0.4868.
    #[test]
    fn kappa_of_the_two_dermatologists() {
        let rows: [&[u32]; 4] = [&[10, 4, 1, 0], &[5, 10, 12, 2], &[2, 4, 12, 5], &[0, 2, 6, 13]];
        close(kappa(&table(&rows)).unwrap(), (0.3449, 0.2030, 0.4868), 5e-5);
    }

    /// K. L. Gwet, R package irrCAC, vignette "Calculating Chance-corrected Agreement Coefficients", data
    /// `cont3x3abstractors`: kappa 0.7964094 (standard error 0.05891072), AC1 0.8493305 (0.04321747).
    #[test]
    fn both_coefficients_of_the_three_kinds_of_pregnancy() {
        let abstractors = table(&[&[13, 0, 0], &[0, 20, 7], &[0, 4, 56]]);
        let reach = |error: f64| 1.959_963_984_540_054 * error;
        let (k, g) = (0.796_409_4, 0.849_330_5);
        close(kappa(&abstractors).unwrap(), (k, k - reach(0.058_910_72), k + reach(0.058_910_72)), 1e-6);
        close(ac1(&abstractors).unwrap(), (g, g - reach(0.043_217_47), g + reach(0.043_217_47)), 1e-6);
    }

    /// K. L. Gwet, *Kappa statistic is not satisfactory for assessing the extent of agreement between raters* (2002):
    /// 118 of 125 cases agree, and yet kappa is -0.023 while AC1 is 0.941.
    #[test]
    fn ac1_stays_high_where_kappa_collapses_because_one_answer_prevails() {
        let found = agreement(&table(&[&[118, 5], &[2, 0]]));
        assert!((found.kappa.unwrap().value - -0.0234).abs() < 5e-5);
        assert!((found.ac1.unwrap().value - 0.9408).abs() < 5e-5);
        assert_eq!((found.pairs, found.agreed), (125, 118));
    }

    #[test]
    fn without_pairs_there_is_no_figure() {
        let found = agreement(&table(&[&[0, 0], &[0, 0]]));
        assert_eq!((found.raw, found.kappa, found.ac1), (None, None, None));
    }

    #[test]
    fn one_answer_for_everything_leaves_kappa_open_and_ac1_at_one() {
        let found = agreement(&table(&[&[40, 0], &[0, 0]]));
        assert_eq!(found.kappa, None);
        assert!((found.ac1.unwrap().value - 1.0).abs() < 1e-12);
    }

    /// The jackknife asks nothing of the formula under test: leave out one pair at a time.
    fn jackknife_error(counts: &[Vec<u32>], of: fn(&CrossTable) -> Option<Estimate>) -> f64 {
        let pairs: u32 = counts.iter().flatten().sum();
        let mut values = Vec::new();
        for row in 0..counts.len() {
            for column in 0..counts.len() {
                let mut fewer = counts.to_vec();
                for _ in 0..counts[row][column] {
                    fewer[row][column] = counts[row][column] - 1;
                    let rows: Vec<&[u32]> = fewer.iter().map(Vec::as_slice).collect();
                    values.push(of(&table(&rows)).unwrap().value);
                }
            }
        }
        let n = f64::from(pairs);
        let mean = values.iter().sum::<f64>() / n;
        ((n - 1.0) / n * values.iter().map(|value| (value - mean).powi(2)).sum::<f64>()).sqrt()
    }

    #[test]
    fn both_standard_errors_agree_with_the_jackknife() {
        let counts = vec![vec![210, 14, 9], vec![21, 120, 17], vec![6, 11, 92]];
        let rows: Vec<&[u32]> = counts.iter().map(Vec::as_slice).collect();
        for of in [kappa, ac1] {
            let found = of(&table(&rows)).unwrap();
            let error = (found.high - found.low) / 2.0 / 1.959_963_984_540_054;
            let free = jackknife_error(&counts, of);
            assert!((error - free).abs() / free < 0.02, "{error} and {free}");
        }
    }

    fn any_table() -> impl Strategy<Value = Vec<Vec<u32>>> {
        (2_usize..5)
            .prop_flat_map(|size| proptest::collection::vec(proptest::collection::vec(0_u32..60, size), size))
    }

    fn of(counts: &[Vec<u32>]) -> CrossTable {
        let rows: Vec<&[u32]> = counts.iter().map(Vec::as_slice).collect();
        table(&rows)
    }

    fn same(a: Option<Estimate>, b: Option<Estimate>) -> bool {
        match (a, b) {
            (Some(a), Some(b)) => [(a.value, b.value), (a.low, b.low), (a.high, b.high)]
                .iter()
                .all(|(a, b)| (a - b).abs() < 1e-9),
            (a, b) => a.is_none() && b.is_none(),
        }
    }

    proptest! {
        #[test]
        fn coefficients_stay_in_their_range_inside_their_interval(counts in any_table()) {
            let found = agreement(&of(&counts));
            for estimate in [found.raw, found.kappa, found.ac1].into_iter().flatten() {
                prop_assert!(estimate.value >= -1.0 - 1e-12 && estimate.value <= 1.0 + 1e-12, "{:?}", estimate);
                prop_assert!(estimate.low <= estimate.value + 1e-12 && estimate.value <= estimate.high + 1e-12);
            }
        }

        #[test]
        fn it_does_not_matter_who_is_called_the_first(counts in any_table()) {
            let (there, back) = (agreement(&of(&counts)), agreement(&of(&counts).transposed()));
            prop_assert!(same(there.kappa, back.kappa) && same(there.ac1, back.ac1));
        }

        #[test]
        fn it_does_not_matter_in_which_order_answers_are_listed(counts in any_table(), turn in 0_usize..4) {
            let size = counts.len();
            let moved = |at: usize| (at + turn) % size;
            let turned: Vec<Vec<u32>> =
                (0..size).map(|row| (0..size).map(|column| counts[moved(row)][moved(column)]).collect()).collect();
            let (there, back) = (agreement(&of(&counts)), agreement(&of(&turned)));
            prop_assert!(same(there.kappa, back.kappa) && same(there.ac1, back.ac1) && same(there.raw, back.raw));
        }

        #[test]
        fn nobody_disagrees_means_one(diagonal in proptest::collection::vec(1_u32..50, 2..5)) {
            let counts: Vec<Vec<u32>> = (0..diagonal.len())
                .map(|row| (0..diagonal.len()).map(|at| if at == row { diagonal[row] } else { 0 }).collect())
                .collect();
            let found = agreement(&of(&counts));
            prop_assert!((found.kappa.unwrap().value - 1.0).abs() < 1e-9);
            prop_assert!((found.ac1.unwrap().value - 1.0).abs() < 1e-9);
        }
    }
}
