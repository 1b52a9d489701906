//! Deadline arithmetic: instants, civil dates, business days, calendar months (CLK-21 to CLK-25).
//!
//! Promises what the rule catalogue promises and nothing about which clock runs. A year whose days off are not
//! known is an error, never a guess; nothing here reads the time of day or the zone of the machine.

use crate::policy::calendar::is_weekday;
use crate::policy::{Calendar, ClockUnit};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Utc};
use std::ops::Bound;

/// When a clock started, as precisely as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// To the second.
    Instant(DateTime<Utc>),
    /// Only the day (CLK-22).
    Day(NaiveDate),
}

impl Start {
    /// The instant itself, or midnight of the day; only for ordering and showing, never for a deadline.
    pub fn at(self) -> DateTime<Utc> {
        match self {
            Self::Instant(at) => at,
            Self::Day(day) => day.and_time(NaiveTime::MIN).and_utc(),
        }
    }

    /// Whether the time of day is unknown.
    pub const fn is_date_only(self) -> bool {
        matches!(self, Self::Day(_))
    }
}

/// Why a deadline is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoDeadline {
    /// The days off of a year that the count touches are not known (CLK-23).
    #[error("no calendar for {0}")]
    NoCalendar(
        /// The first such year.
        i32,
    ),
    /// The date lies beyond every calendar.
    #[error("no date so far away")]
    TooFar,
}

/// When a clock of this length runs out, in UTC.
///
/// From an instant, n days are n times 24 hours (CLK-21) and business days keep the time of day (CLK-23). From a
/// day, the deadline is the last second of the day that the count reaches (CLK-22).
pub fn deadline(
    start: Start,
    length: i64,
    unit: ClockUnit,
    calendar: &Calendar,
) -> Result<DateTime<Utc>, NoDeadline> {
    let hours = |at: DateTime<Utc>| {
        TimeDelta::try_hours(length).and_then(|span| at.checked_add_signed(span)).ok_or(NoDeadline::TooFar)
    };
    let business = |day| {
        let count = u32::try_from(length).map_err(|_| NoDeadline::TooFar)?;
        add_business_days(day, count, calendar)
    };
    match (start, unit) {
        (Start::Instant(at), ClockUnit::CalendarDays) => {
            TimeDelta::try_days(length).and_then(|span| at.checked_add_signed(span)).ok_or(NoDeadline::TooFar)
        }
        (Start::Instant(at), ClockUnit::Hours) => hours(at),
        (Start::Instant(at), ClockUnit::BusinessDays) => {
            Ok(business(at.date_naive())?.and_time(at.time()).and_utc())
        }
        (Start::Day(day), ClockUnit::CalendarDays) => u64::try_from(length)
            .ok()
            .and_then(|length| day.checked_add_days(Days::new(length)))
            .map(end_of_day)
            .ok_or(NoDeadline::TooFar),
        (Start::Day(day), ClockUnit::Hours) => hours(end_of_day(day)),
        (Start::Day(day), ClockUnit::BusinessDays) => business(day).map(end_of_day),
    }
}

/// The last second of a day in UTC (CLK-22): shown as that day and never as a time.
pub fn end_of_day(day: NaiveDate) -> DateTime<Utc> {
    let last = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(NaiveTime::MIN);
    day.and_time(last).and_utc()
}

/// The n-th business day after a start that counts as day 0, whatever day it is (CLK-23).
pub fn add_business_days(start: NaiveDate, days: u32, calendar: &Calendar) -> Result<NaiveDate, NoDeadline> {
    let mut from = start;
    let mut missing = days;
    while missing > 0 {
        let to = add_weekdays(from, missing).ok_or(NoDeadline::TooFar)?;
        // The days that were looked at are those after `from`.
        let first = from.succ_opt().map_or(to.year(), |day| day.year());
        if let Some(unknown) = (first..=to.year()).find(|year| !calendar.knows(*year)) {
            return Err(NoDeadline::NoCalendar(unknown));
        }
        missing = weekdays_off(from, to, calendar);
        from = to;
    }
    Ok(from)
}

/// The same day of the month so many months earlier, clamped to its last day (CLK-24).
pub fn months_before(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    day.checked_sub_months(Months::new(months))
}

/// The n-th weekday after a day, in whole weeks and a rest instead of a walk.
fn add_weekdays(start: NaiveDate, days: u32) -> Option<NaiveDate> {
    // From a weekend the first weekday is Monday, exactly as from the Friday before.
    let weekday = start.weekday().num_days_from_monday();
    let since_monday = weekday.min(4);
    let monday = start.checked_sub_days(Days::new(u64::from(weekday)))?;
    let total = u64::from(since_monday) + u64::from(days);
    monday.checked_add_days(Days::new(total / 5 * 7 + total % 5))
}

/// How many weekdays after `from`, up to and with `to`, are days off.
fn weekdays_off(from: NaiveDate, to: NaiveDate, calendar: &Calendar) -> u32 {
    let after = (Bound::Excluded(from), Bound::Included(to));
    let lost = calendar.days_off.range(after).filter(|day| is_weekday(**day)).count();
    u32::try_from(lost).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn weekends() -> Calendar {
        Calendar::default()
    }

    fn with_days_off(days: impl IntoIterator<Item = NaiveDate>) -> Calendar {
        Calendar { years: Some([1960, 2040]), days_off: days.into_iter().collect() }
    }

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_rejection_can_be_disputed_until_thirty_times_24_hours_later() {
        let due = deadline(
            Start::Instant(instant("2021-10-26T18:21:58Z")),
            30,
            ClockUnit::CalendarDays,
            &weekends(),
        );
        assert_eq!(due, Ok(instant("2021-11-25T18:21:58Z")), "CLK-25");
    }

    #[test]
    fn the_worked_values_of_the_catalogue_hold_for_dates() {
        for (start, days, due) in [
            ("2023-09-15", 90, "2023-12-14"),
            ("2023-02-12", 30, "2023-03-14"),
            ("2022-11-24", 90, "2023-02-22"),
        ] {
            let found = deadline(Start::Day(day(start)), days, ClockUnit::CalendarDays, &weekends());
            assert_eq!(found, Ok(end_of_day(day(due))), "CLK-25: {start} and {days} days");
        }
    }

    #[test]
    fn five_business_days_from_a_friday_end_on_the_next_friday_at_the_same_time() {
        let due = deadline(
            Start::Instant(instant("2025-09-05T09:30:00Z")),
            5,
            ClockUnit::BusinessDays,
            &weekends(),
        );
        assert_eq!(due, Ok(instant("2025-09-12T09:30:00Z")));
    }

    #[test]
    fn a_weekend_start_counts_from_monday() {
        assert_eq!(add_business_days(day("2025-09-06"), 1, &weekends()), Ok(day("2025-09-08")));
        assert_eq!(add_business_days(day("2025-09-07"), 5, &weekends()), Ok(day("2025-09-12")));
        assert_eq!(
            add_business_days(day("2025-09-07"), 0, &weekends()),
            Ok(day("2025-09-07")),
            "day 0 is the start"
        );
    }

    #[test]
    fn a_holiday_at_the_end_moves_the_deadline_over_the_weekend() {
        let calendar = with_days_off([day("2025-09-12"), day("2025-09-13")]);
        assert_eq!(add_business_days(day("2025-09-05"), 5, &calendar), Ok(day("2025-09-15")));
    }

    #[test]
    fn twelve_months_before_a_leap_day_is_clamped() {
        assert_eq!(months_before(day("2024-02-29"), 12), Some(day("2023-02-28")));
        assert_eq!(months_before(day("2025-08-11"), 12), Some(day("2024-08-11")));
        assert_eq!(months_before(day("2025-03-31"), 1), Some(day("2025-02-28")));
    }

    #[test]
    fn a_deadline_no_calendar_reaches_is_an_error() {
        assert_eq!(
            deadline(Start::Day(NaiveDate::MAX), 1, ClockUnit::CalendarDays, &weekends()),
            Err(NoDeadline::TooFar)
        );
        assert_eq!(
            deadline(Start::Day(NaiveDate::MAX), 9, ClockUnit::BusinessDays, &weekends()),
            Err(NoDeadline::TooFar)
        );
        assert_eq!(
            deadline(Start::Day(day("2025-01-01")), -1, ClockUnit::BusinessDays, &weekends()),
            Err(NoDeadline::TooFar)
        );
        assert_eq!(
            deadline(Start::Instant(DateTime::<Utc>::MAX_UTC), i64::MAX, ClockUnit::Hours, &weekends()),
            Err(NoDeadline::TooFar)
        );
    }

    #[test]
    fn a_year_without_a_calendar_is_an_error_and_not_a_guess() {
        let calendar = Calendar { years: Some([2025, 2030]), days_off: [].into() };
        let due = |start| add_business_days(day(start), 5, &calendar);
        assert_eq!(due("2030-12-20"), Ok(day("2030-12-27")));
        assert_eq!(due("2030-12-27"), Err(NoDeadline::NoCalendar(2031)));
        assert_eq!(due("2024-12-30"), Err(NoDeadline::NoCalendar(2024)));
        assert_eq!(due("2024-12-31"), Ok(day("2025-01-07")), "the start is day 0 and is not looked up");
        assert_eq!(due("2030-12-27").unwrap_err().to_string(), "no calendar for 2031");
    }

    /// The definition, one day at a time.
    fn walk(start: NaiveDate, days: u32, calendar: &Calendar) -> NaiveDate {
        let mut day = start;
        let mut counted = 0;
        while counted < days {
            day = day.succ_opt().unwrap();
            counted += u32::from(calendar.is_business_day(day));
        }
        day
    }

    proptest! {
        #[test]
        fn business_days_agree_with_a_walk_one_day_at_a_time(
            start in 0i64..20_000,
            days in 0u32..400,
            holidays in proptest::collection::vec(0i64..600, 0..40),
        ) {
            let start = NaiveDate::default() + TimeDelta::days(start);
            let calendar = with_days_off(holidays.into_iter().map(|n| start + TimeDelta::days(n)));
            prop_assert_eq!(add_business_days(start, days, &calendar), Ok(walk(start, days, &calendar)));
        }

        #[test]
        fn one_more_business_day_is_always_later(start in 0i64..20_000, days in 0u32..400) {
            let start = NaiveDate::default() + TimeDelta::days(start);
            let after = |days| add_business_days(start, days, &weekends()).unwrap();
            prop_assert!(after(days) < after(days + 1));
        }

        #[test]
        fn months_before_never_leaves_the_month_it_aims_at(day in 0i64..20_000, months in 1u32..60) {
            let day = NaiveDate::default() + TimeDelta::days(day);
            let before = months_before(day, months).unwrap();
            let distance = (day.year() - before.year()) * 12 + day.month().cast_signed() - before.month().cast_signed();
            prop_assert_eq!(distance, months.cast_signed());
            prop_assert!(before.day() <= day.day());
        }
    }
}
