//! Shares with their uncertainty.
//!
//! The interval is Wilson's: E. B. Wilson, *Probable inference, the law of succession, and statistical inference*,
//! Journal of the American Statistical Association 22 (1927) 209–212; it holds for small samples and for shares near
//! 0 and 1 (R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872, method 3). When nothing was found, the bound
//! is that of J. A. Hanley and A. Lippman-Hand, *If nothing goes wrong, is everything all right?*, JAMA 249 (1983)
//! 1743–1745, exact instead of 3 / n.

use super::{Estimate, Z95};
use serde::Serialize;

/// So many of so many, with the Wilson interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    /// Cases of the kind that is counted.
    pub count: u32,
    /// All cases.
    pub of: u32,
    /// The share; `None` without cases.
    pub share: Option<Estimate>,
    /// When none was found: what the share is at most, with 95 % confidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
}

impl Share {
    /// So many of so many; never more than all.
    pub fn new(count: u32, of: u32) -> Self {
        let count = count.min(of);
        let at_most = if count == 0 { at_most_when_none_was_found(of) } else { None };
        Self { count, of, share: wilson(count, of), at_most }
    }

    /// Counts the cases for which the test holds.
    pub fn among<T>(cases: impl IntoIterator<Item = T>, counts: impl Fn(&T) -> bool) -> Self {
        let (mut count, mut of) = (0, 0);
        for case in cases {
            of += 1;
            count += u32::from(counts(&case));
        }
        Self::new(count, of)
    }
}

/// The share with its Wilson interval; `None` without cases.
pub fn wilson(count: u32, of: u32) -> Option<Estimate> {
    if of == 0 {
        return None;
    }
    let (n, share) = (f64::from(of), f64::from(count.min(of)) / f64::from(of));
    let square = Z95 * Z95;
    let centre = share + square / (2.0 * n);
    let reach = Z95 * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
    let wide = 1.0 + square / n;
    // At the ends of the range the formula reaches them exactly; rounding does not.
    let low = if count == 0 { 0.0 } else { (centre - reach) / wide };
    let high = if count >= of { 1.0 } else { (centre + reach) / wide };
    Some(Estimate { value: share, low, high })
}

/// What a share is at most, with 95 % confidence, when none of so many cases was of the kind: the largest share with
/// which that happens once in twenty times. About 3 / n.
pub fn at_most_when_none_was_found(of: u32) -> Option<f64> {
    (of > 0).then(|| 1.0 - 0.05_f64.powf(1.0 / f64::from(of)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Newcombe (1998), table I, method 3.
    #[test]
    fn the_four_shares_of_newcombe() {
        for (count, of, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let found = wilson(count, of).unwrap();
            assert!(
                (found.low - low).abs() < 5e-5 && (found.high - high).abs() < 5e-5,
                "{count}/{of}: {found:?}"
            );
        }
    }

    /// The sample sizes that are listed for zero-defect sampling: 29, 59, 99, 149 and 299 for 10, 5, 3, 2 and 1 %.
    #[test]
    fn so_many_cases_without_a_find_are_needed_for_a_bound() {
        for (bound, needed) in [(0.10, 29), (0.05, 59), (0.03, 99), (0.02, 149), (0.01, 299)] {
            assert!(at_most_when_none_was_found(needed).unwrap() <= bound);
            assert!(at_most_when_none_was_found(needed - 1).unwrap() > bound);
        }
        assert_eq!(at_most_when_none_was_found(0), None);
    }

    #[test]
    fn a_share_of_nothing_is_no_share() {
        assert_eq!(Share::new(0, 0), Share { count: 0, of: 0, share: None, at_most: None });
        assert!(Share::new(0, 59).at_most.unwrap() < 0.05);
        assert_eq!(Share::new(3, 59).at_most, None);
        assert_eq!(Share::among([1, 2, 3, 4], |case| *case > 3).count, 1);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_share_and_stays_between_none_and_all(of in 1_u32..5000, part in 0.0_f64..=1.0) {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a small number")]
            let count = (f64::from(of) * part) as u32;
            let found = wilson(count, of).unwrap();
            prop_assert!((0.0..=1.0).contains(&found.low) && (0.0..=1.0).contains(&found.high));
            prop_assert!(found.low <= found.value && found.value <= found.high);
        }

        #[test]
        fn the_share_of_the_others_mirrors_the_share(of in 1_u32..5000, count in 0_u32..5000) {
            let count = count.min(of);
            let (there, back) = (wilson(count, of).unwrap(), wilson(of - count, of).unwrap());
            prop_assert!((there.low + back.high - 1.0).abs() < 1e-9);
        }
    }
}
