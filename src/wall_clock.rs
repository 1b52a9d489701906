//! The only reader of the time.
//!
//! Everything else takes the time as an argument. (*Clock* is a word of the field and means a deadline.)

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use std::time::Instant;

/// Tells the time in UTC, to the microsecond.
#[derive(Debug, Clone)]
pub enum WallClock {
    /// The machine's time.
    System,
    /// Practice time: starts at an instant and runs on from there.
    Practice {
        /// The time when it was started.
        start: DateTime<Utc>,
        /// The monotonic instant that belongs to it.
        since: Instant,
    },
    /// Stands still, for tests and for reproducible output.
    Fixed(DateTime<Utc>),
}

impl WallClock {
    /// A clock for a practice snapshot: time starts at its instant each time it is opened.
    pub fn practice(start: DateTime<Utc>) -> Self {
        Self::Practice { start, since: Instant::now() }
    }

    /// The time now.
    #[allow(clippy::disallowed_methods, reason = "the one place that reads the time")]
    pub fn now(&self) -> DateTime<Utc> {
        let now = match self {
            Self::System => Utc::now(),
            Self::Practice { start, since } => {
                *start + TimeDelta::from_std(since.elapsed()).unwrap_or(TimeDelta::MAX)
            }
            Self::Fixed(now) => *now,
        };
        now.trunc_subsecs(6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn practice_time_starts_at_its_instant_and_runs_on() {
        let start = "2025-09-15T12:00:00Z".parse().unwrap();
        let clock = WallClock::practice(start);
        let now = clock.now();
        assert!(now >= start && now < start + TimeDelta::minutes(1));
    }
}
