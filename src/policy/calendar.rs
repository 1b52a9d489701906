//! The days on which nobody works besides Saturday and Sunday, and the years for which they are known (CLK-23).
//!
//! Plain data. A calendar that lists no years knows weekends only and holds for every year; one that lists years
//! says nothing about others, so that a deadline is never guessed.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Business days of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Calendar {
    /// First and last year for which the days off are known; `None` when there are only weekends.
    pub years: Option<[i32; 2]>,
    /// Days off besides Saturday and Sunday.
    pub days_off: BTreeSet<NaiveDate>,
}

impl Calendar {
    /// Whether the calendar knows the days off of a year.
    pub fn knows(&self, year: i32) -> bool {
        self.years.is_none_or(|[first, last]| (first..=last).contains(&year))
    }

    /// Whether people work on that day.
    pub fn is_business_day(&self, day: NaiveDate) -> bool {
        is_weekday(day) && !self.days_off.contains(&day)
    }
}

/// Whether the day is Monday to Friday.
pub fn is_weekday(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}
