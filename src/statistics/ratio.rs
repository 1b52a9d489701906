//! A ratio of two sums over cases that weigh differently, with its uncertainty.
//!
//! The estimator and its standard error are those of the ratio of a simple random sample: W. G. Cochran, *Sampling
//! Techniques*, third edition, Wiley 1977, section 6.3 and formula 6.13, without a finite population. A case is the
//! unit, so parts of one case are never taken for independent ones.

use super::Estimate;

/// The first of each pair summed, divided by the second summed, each pair being one case; between 0 and 1. `None`
/// with fewer than two cases, or when the second ones sum to nothing.
pub fn ratio(cases: &[(f64, f64)]) -> Option<Estimate> {
    let n = f64::from(u32::try_from(cases.len()).ok().filter(|n| *n > 1)?);
    let (top, below) = cases.iter().fold((0.0, 0.0), |(top, below), case| (top + case.0, below + case.1));
    if below <= 0.0 {
        return None;
    }
    let value = top / below;
    let off: f64 = cases.iter().map(|(top, below)| (top - value * below).powi(2)).sum();
    let error = (n / (n - 1.0) * off).sqrt() / below;
    Some(Estimate::normal(value, error, (0.0, 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_can_be_said_about_one_case_or_about_nothing() {
        assert_eq!(ratio(&[(3.0, 4.0)]), None);
        assert_eq!(ratio(&[(0.0, 0.0), (0.0, 0.0)]), None);
        assert!((ratio(&[(3.0, 4.0), (1.0, 4.0)]).unwrap().value - 0.5).abs() < 1e-12);
    }

    /// The jackknife asks nothing of the formula under test: leave out one case at a time.
    #[test]
    fn the_standard_error_agrees_with_the_jackknife() {
        let cases: Vec<(f64, f64)> = (0..60)
            .map(|at| {
                let below = f64::from(10 + at % 7);
                (below * (0.4 + f64::from(at * 13 % 11) / 20.0), below)
            })
            .collect();
        let found = ratio(&cases).unwrap();
        let error = (found.high - found.low) / 2.0 / 1.959_963_984_540_054;
        let n = 60.0;
        let values: Vec<f64> = (0..cases.len())
            .map(|out| {
                let mut fewer = cases.clone();
                fewer.remove(out);
                ratio(&fewer).unwrap().value
            })
            .collect();
        let mean = values.iter().sum::<f64>() / n;
        let free = ((n - 1.0) / n * values.iter().map(|value| (value - mean).powi(2)).sum::<f64>()).sqrt();
        assert!((error - free).abs() / free < 0.02, "{error} and {free}");
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_ratio_and_stays_between_none_and_all(
            cases in proptest::collection::vec((0.0_f64..=1.0, 1.0_f64..50.0), 2..40),
        ) {
            let cases: Vec<(f64, f64)> = cases.into_iter().map(|(part, of)| (part * of, of)).collect();
            let found = ratio(&cases).unwrap();
            prop_assert!((0.0..=1.0).contains(&found.low) && (0.0..=1.0).contains(&found.high));
            prop_assert!(found.low <= found.value + 1e-12 && found.value <= found.high + 1e-12);
        }
    }
}
