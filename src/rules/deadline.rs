//! Deadline arithmetic: instants, civil dates, business days, calendar months (CLK-21 to CLK-25).
//!
//! Promises what the rule catalogue promises and nothing about which clock runs. A date that leaves the
//! calendar gives `None`; nothing here reads the time of day.

use crate::policy::ClockUnit;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};

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

/// When a clock of this length runs out, in UTC.
///
/// From an instant, n days are n times 24 hours (CLK-21) and business days keep the time of day (CLK-23). From a
/// day, the deadline is the last second of the day that the count reaches (CLK-22).
pub fn deadline(start: Start, length: i64, unit: ClockUnit, holidays: &[NaiveDate]) -> Option<DateTime<Utc>> {
    match (start, unit) {
        (Start::Instant(at), ClockUnit::CalendarDays) => at.checked_add_signed(TimeDelta::try_days(length)?),
        (Start::Instant(at), ClockUnit::Hours) => at.checked_add_signed(TimeDelta::try_hours(length)?),
        (Start::Instant(at), ClockUnit::BusinessDays) => {
            let day = add_business_days(at.date_naive(), u32::try_from(length).ok()?, holidays)?;
            Some(day.and_time(at.time()).and_utc())
        }
        (Start::Day(day), ClockUnit::CalendarDays) => {
            Some(end_of_day(day.checked_add_days(Days::new(u64::try_from(length).ok()?))?))
        }
        (Start::Day(day), ClockUnit::Hours) => {
            end_of_day(day).checked_add_signed(TimeDelta::try_hours(length)?)
        }
        (Start::Day(day), ClockUnit::BusinessDays) => {
            Some(end_of_day(add_business_days(day, u32::try_from(length).ok()?, holidays)?))
        }
    }
}

/// The last second of a day in UTC (CLK-22): shown as that day and never as a time.
pub fn end_of_day(day: NaiveDate) -> DateTime<Utc> {
    let last = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(NaiveTime::MIN);
    day.and_time(last).and_utc()
}

/// Whether people work on that day: Monday to Friday without the listed holidays (CLK-23).
pub fn is_business_day(day: NaiveDate, holidays: &[NaiveDate]) -> bool {
    is_weekday(day) && !holidays.contains(&day)
}

/// The n-th business day after a start that counts as day 0, whatever day it is (CLK-23).
pub fn add_business_days(start: NaiveDate, days: u32, holidays: &[NaiveDate]) -> Option<NaiveDate> {
    let mut from = start;
    let mut missing = days;
    while missing > 0 {
        let to = add_weekdays(from, missing)?;
        missing = weekday_holidays(from, to, holidays);
        from = to;
    }
    Some(from)
}

/// The same day of the month so many months earlier, clamped to its last day (CLK-24).
pub fn months_before(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    day.checked_sub_months(Months::new(months))
}

fn is_weekday(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
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

/// How many different weekdays after `from`, up to and with `to`, are holidays.
fn weekday_holidays(from: NaiveDate, to: NaiveDate, holidays: &[NaiveDate]) -> u32 {
    let lost = holidays
        .iter()
        .enumerate()
        .filter(|(at, day)| {
            from < **day && **day <= to && is_weekday(**day) && !holidays.iter().take(*at).any(|d| d == *day)
        })
        .count();
    u32::try_from(lost).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_rejection_can_be_disputed_until_thirty_times_24_hours_later() {
        let due = deadline(Start::Instant(instant("2021-10-26T18:21:58Z")), 30, ClockUnit::CalendarDays, &[]);
        assert_eq!(due, Some(instant("2021-11-25T18:21:58Z")), "CLK-25");
    }

    #[test]
    fn the_worked_values_of_the_catalogue_hold_for_dates() {
        for (start, days, due) in [
            ("2023-09-15", 90, "2023-12-14"),
            ("2023-02-12", 30, "2023-03-14"),
            ("2022-11-24", 90, "2023-02-22"),
        ] {
            let found = deadline(Start::Day(day(start)), days, ClockUnit::CalendarDays, &[]);
            assert_eq!(found, Some(end_of_day(day(due))), "CLK-25: {start} and {days} days");
        }
    }

    #[test]
    fn five_business_days_from_a_friday_end_on_the_next_friday_at_the_same_time() {
        let due = deadline(Start::Instant(instant("2025-09-05T09:30:00Z")), 5, ClockUnit::BusinessDays, &[]);
        assert_eq!(due, Some(instant("2025-09-12T09:30:00Z")));
    }

    #[test]
    fn a_weekend_start_counts_from_monday() {
        assert_eq!(add_business_days(day("2025-09-06"), 1, &[]), Some(day("2025-09-08")));
        assert_eq!(add_business_days(day("2025-09-07"), 5, &[]), Some(day("2025-09-12")));
        assert_eq!(
            add_business_days(day("2025-09-07"), 0, &[]),
            Some(day("2025-09-07")),
            "day 0 is the start"
        );
    }

    #[test]
    fn a_holiday_at_the_end_moves_the_deadline_over_the_weekend() {
        let holidays = [day("2025-09-12"), day("2025-09-12"), day("2025-09-13")];
        assert_eq!(add_business_days(day("2025-09-05"), 5, &holidays), Some(day("2025-09-15")));
    }

    #[test]
    fn twelve_months_before_a_leap_day_is_clamped() {
        assert_eq!(months_before(day("2024-02-29"), 12), Some(day("2023-02-28")));
        assert_eq!(months_before(day("2025-08-11"), 12), Some(day("2024-08-11")));
        assert_eq!(months_before(day("2025-03-31"), 1), Some(day("2025-02-28")));
    }

    #[test]
    fn a_deadline_outside_the_calendar_is_none() {
        assert_eq!(deadline(Start::Day(NaiveDate::MAX), 1, ClockUnit::CalendarDays, &[]), None);
        assert_eq!(deadline(Start::Day(NaiveDate::MAX), 9, ClockUnit::BusinessDays, &[]), None);
        assert_eq!(deadline(Start::Day(day("2025-01-01")), -1, ClockUnit::BusinessDays, &[]), None);
        assert_eq!(deadline(Start::Instant(DateTime::<Utc>::MAX_UTC), i64::MAX, ClockUnit::Hours, &[]), None);
    }

    /// The definition, one day at a time.
    fn walk(start: NaiveDate, days: u32, holidays: &[NaiveDate]) -> NaiveDate {
        let mut day = start;
        let mut counted = 0;
        while counted < days {
            day = day.succ_opt().unwrap();
            counted += u32::from(is_business_day(day, holidays));
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
            let holidays: Vec<_> = holidays.into_iter().map(|n| start + TimeDelta::days(n)).collect();
            prop_assert_eq!(add_business_days(start, days, &holidays), Some(walk(start, days, &holidays)));
        }

        #[test]
        fn one_more_business_day_is_always_later(start in 0i64..20_000, days in 0u32..400) {
            let start = NaiveDate::default() + TimeDelta::days(start);
            prop_assert!(add_business_days(start, days, &[]) < add_business_days(start, days + 1, &[]));
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
