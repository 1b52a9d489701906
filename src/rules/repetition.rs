//! When a claim comes back to a trainee: after a miss soon, after each full score later, and then no more.
//!
//! Pure. A claim that was never missed does not come back: repeating it would train the memory, not the judgement.

use chrono::{DateTime, TimeDelta, Utc};

/// Days until a missed claim comes back: after the miss, and after each full score in a row since.
const DAYS: [i64; 4] = [1, 3, 7, 21];

/// One finished attempt at a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tried {
    /// When it was finished.
    pub at: DateTime<Utc>,
    /// Whether points were lost.
    pub missed: bool,
}

/// When the claim is due again, from its attempts, oldest first. `None` when it was never missed, or often enough
/// right since.
pub fn due(tried: &[Tried]) -> Option<DateTime<Utc>> {
    let last_miss = tried.iter().rposition(|attempt| attempt.missed)?;
    let since = tried.get(last_miss..)?;
    let days = DAYS.get(since.len().checked_sub(1)?)?;
    Some(since.last()?.at + TimeDelta::days(*days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(number: i64) -> DateTime<Utc> {
        "2025-09-01T09:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::days(number)
    }

    fn tried(attempts: &[(i64, bool)]) -> Vec<Tried> {
        attempts.iter().map(|&(number, missed)| Tried { at: day(number), missed }).collect()
    }

    #[test]
    fn a_claim_that_was_never_missed_does_not_come_back() {
        assert_eq!(due(&[]), None);
        assert_eq!(due(&tried(&[(0, false), (1, false)])), None);
    }

    #[test]
    fn a_missed_claim_comes_back_later_after_each_full_score_and_then_no_more() {
        let mut attempts = vec![(0, true)];
        for (at, next) in [(1, 1), (4, 4), (11, 11), (32, 32)] {
            assert_eq!(due(&tried(&attempts)), Some(day(next)), "{attempts:?}");
            attempts.push((at, false));
        }
        assert_eq!(due(&tried(&attempts)), None);
    }

    #[test]
    fn another_miss_begins_anew() {
        assert_eq!(due(&tried(&[(0, true), (1, false), (4, true)])), Some(day(5)));
    }

    proptest! {
        #[test]
        fn whatever_was_tried_a_claim_is_due_after_its_last_attempt(
            missed in prop::collection::vec(any::<bool>(), 0..12)
        ) {
            let attempts: Vec<(i64, bool)> =
                missed.into_iter().enumerate().map(|(at, missed)| (i64::try_from(at).unwrap(), missed)).collect();
            let attempts = tried(&attempts);
            if let (Some(due), Some(last)) = (due(&attempts), attempts.last()) {
                prop_assert!(due > last.at);
            }
        }
    }
}
