//! Percentiles by linear interpolation between the ordered values: definition 7 of R. J. Hyndman and Y. Fan, *Sample
//! quantiles in statistical packages*, The American Statistician 50 (1996) 361–365.

/// The value below which so many percent of the values lie; `None` without values or outside 0 to 100.
pub fn percentile(values: &[f64], percent: f64) -> Option<f64> {
    let mut values: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    let last = u32::try_from(values.len().checked_sub(1)?).ok()?;
    if !(0.0..=100.0).contains(&percent) {
        return None;
    }
    let place = f64::from(last) * percent / 100.0;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the last place"
    )]
    let below = place.floor() as usize;
    let low = values.get(below)?;
    let high = values.get(below + 1).unwrap_or(low);
    Some(low + (high - low) * (place - place.floor()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As `quantile(1:10, c(.1, .5, .9), type = 7)` of R gives them.
    #[test]
    fn the_percentiles_of_one_to_ten() {
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        for (percent, expected) in [(0.0, 1.0), (10.0, 1.9), (50.0, 5.5), (90.0, 9.1), (100.0, 10.0)] {
            assert!((percentile(&values, percent).unwrap() - expected).abs() < 1e-9);
        }
        assert_eq!(percentile(&[], 50.0), None);
        assert_eq!(percentile(&values, 101.0), None);
        assert_eq!(percentile(&[f64::NAN, 4.0], 50.0), Some(4.0));
    }

    proptest! {
        #[test]
        fn the_order_of_the_values_does_not_matter_and_none_is_outside(
            values in proptest::collection::vec(-1e6_f64..1e6, 1..60), percent in 0.0_f64..=100.0,
        ) {
            let found = percentile(&values, percent).unwrap();
            let reversed: Vec<f64> = values.iter().rev().copied().collect();
            prop_assert_eq!(Some(found), percentile(&reversed, percent));
            let least = values.iter().copied().fold(f64::INFINITY, f64::min);
            let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            prop_assert!(found >= least && found <= most);
        }
    }
}
