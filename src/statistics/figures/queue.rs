//! The queue as it stands: how much time is left, and how long claims have waited.

use super::count;
use crate::statistics::percentile;
use serde::Serialize;

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// Time left, by what a person can still do about it: label and upper end in minutes, exclusive.
const SLACK: &[(&str, i64)] = &[
    ("late", 0),
    ("under 4 h", 4 * HOUR),
    ("under 1 day", DAY),
    ("1 to 2 days", 2 * DAY),
    ("2 to 5 days", 5 * DAY),
    ("5 to 10 days", 10 * DAY),
    ("over 10 days", i64::MAX),
];

/// Days since the first submission: label and upper end in days, exclusive.
const AGES: &[(&str, i64)] = &[
    ("under 2 days", 2),
    ("2 to 5 days", 5),
    ("5 to 10 days", 10),
    ("10 to 20 days", 20),
    ("20 to 30 days", 30),
    ("30 to 60 days", 60),
    ("over 60 days", i64::MAX),
];

/// A claim that waits for a reviewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Minutes left minus the typical minutes for the kind, if a clock runs.
    pub slack_minutes: Option<i64>,
    /// Days since the first submission.
    pub age_days: i64,
}

/// A bar of a histogram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Bucket {
    /// What it holds.
    pub label: &'static str,
    /// How many.
    pub claims: u32,
}

/// The queue in figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueueFigures {
    /// Claims that wait for a reviewer.
    pub waiting: u32,
    /// Of those: without a clock.
    pub without_clock: u32,
    /// By time left.
    pub slack: Vec<Bucket>,
    /// Minutes left below which a tenth, half and nine tenths of the claims are.
    pub slack_percentiles: Option<[f64; 3]>,
    /// By days since the first submission.
    pub ageing: Vec<Bucket>,
}

pub(super) fn of(waiting: &[Waiting]) -> QueueFigures {
    let slack: Vec<i64> = waiting.iter().filter_map(|claim| claim.slack_minutes).collect();
    let ages: Vec<i64> = waiting.iter().map(|claim| claim.age_days).collect();
    #[allow(clippy::cast_precision_loss, reason = "minutes of some years are exact")]
    let minutes: Vec<f64> = slack.iter().map(|minutes| *minutes as f64).collect();
    let at = |percent| percentile(&minutes, percent);
    QueueFigures {
        waiting: count(waiting.len()),
        without_clock: count(waiting.len() - slack.len()),
        slack: buckets(SLACK, &slack),
        slack_percentiles: at(10.0)
            .zip(at(50.0))
            .zip(at(90.0))
            .map(|((low, middle), high)| [low, middle, high]),
        ageing: buckets(AGES, &ages),
    }
}

/// Counts values into the first bar whose end is above them.
fn buckets(bars: &[(&'static str, i64)], values: &[i64]) -> Vec<Bucket> {
    let place = |value: i64| bars.iter().position(|(_, end)| value < *end).unwrap_or(bars.len() - 1);
    let mut counts = vec![0; bars.len()];
    for value in values {
        if let Some(count) = counts.get_mut(place(*value)) {
            *count += 1;
        }
    }
    bars.iter().zip(counts).map(|((label, _), claims)| Bucket { label, claims }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_claim_falls_into_one_bar_by_its_time_left_and_its_age() {
        let claim = |slack_minutes, age_days| Waiting { slack_minutes, age_days };
        let found = of(&[claim(Some(-1), 0), claim(Some(0), 2), claim(Some(239), 60), claim(None, 400)]);
        assert_eq!((found.waiting, found.without_clock), (4, 1));
        let slack: Vec<u32> = found.slack.iter().map(|bar| bar.claims).collect();
        assert_eq!(slack, [1, 2, 0, 0, 0, 0, 0]);
        let ageing: Vec<u32> = found.ageing.iter().map(|bar| bar.claims).collect();
        assert_eq!(ageing, [1, 1, 0, 0, 0, 0, 2]);
        assert_eq!(of(&[]).slack_percentiles, None);
    }
}
