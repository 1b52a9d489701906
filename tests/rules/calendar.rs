//! Deadlines against an independent implementation, and in six time zones.

use crate::support::samples::{claim, june};
use chrono::{DateTime, Datelike, Local, NaiveDate, TimeZone, Utc};
use proofdesk::domain::{Claim, HistoryAction, HistoryEntry, Status};
use proofdesk::policy::{Calendar, ClockUnit};
use proofdesk::rules::deadline::{Start, deadline};
use proofdesk::rules::{self, Standing};
use std::collections::HashSet;
use std::process::Command;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Day number of a civil date, by the era method; shares nothing with the library under test.
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The civil date of a day number.
fn civil(number: i64) -> (i64, i64, i64) {
    let shifted = number + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted_month + 2) / 5 + 1)
}

/// One day at a time: 1 January 1970 was a Thursday.
fn walk(start: i64, count: u32, days_off: &HashSet<i64>) -> i64 {
    let mut day = start;
    let mut left = count;
    while left > 0 {
        day += 1;
        let weekend = (day + 3).rem_euclid(7) >= 5;
        left -= u32::from(!weekend && !days_off.contains(&day));
    }
    day
}

/// A small generator of numbers, the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn date(number: i64) -> NaiveDate {
    let (year, month, day) = civil(number);
    NaiveDate::from_ymd_opt(year.try_into().unwrap(), month.try_into().unwrap(), day.try_into().unwrap())
        .unwrap()
}

#[test]
fn a_hundred_thousand_business_day_deadlines_agree_with_a_walk_by_another_calendar() {
    let mut numbers = Numbers(2025);
    let first = day_number(2019, 7, 1);
    for round in 0..100 {
        let days_off: HashSet<i64> =
            (0..round).map(|_| first + i64::try_from(numbers.below(7_000)).unwrap()).collect();
        let calendar =
            Calendar { years: Some([2019, 2045]), days_off: days_off.iter().map(|day| date(*day)).collect() };
        for _ in 0..1_000 {
            let start = first + i64::try_from(numbers.below(6_000)).unwrap();
            let second = u32::try_from(numbers.below(86_400)).unwrap();
            let count = u32::try_from(numbers.below(60)).unwrap();
            let at = date(start).and_hms_opt(0, 0, 0).unwrap().and_utc()
                + chrono::TimeDelta::seconds(second.into());
            let found =
                deadline(Start::Instant(at), count.into(), ClockUnit::BusinessDays, &calendar).unwrap();
            let expected = walk(start, count, &days_off);
            let (year, month, day) = civil(expected);
            let shown = (i64::from(found.year()), i64::from(found.month()), i64::from(found.day()));
            assert_eq!(shown, (year, month, day), "{at} and {count} business days");
            assert_eq!(found.time(), at.time(), "the time of day stays");
        }
    }
}

fn entry(on: &str, action: HistoryAction) -> HistoryEntry {
    HistoryEntry { on: at(on), action, actor: "x".into(), note: None }
}

fn due(claim: &Claim) -> DateTime<Utc> {
    rules::clocks(claim, &june(), &Standing::default()).remove(0).deadline.unwrap()
}

/// The worked values of the catalogue, through the clocks of whole claims; prints one of them in the local zone.
#[test]
fn the_worked_values_hold_through_whole_claims() {
    let mut rejected = claim("3128704");
    rejected.history = vec![entry("2021-10-26T18:21:58Z", HistoryAction::Rejection)];
    assert_eq!(due(&rejected), at("2021-11-25T18:21:58Z"));
    let mut workshop = claim("3140021");
    workshop.status = Status::CustomerConsentReceived;
    for (consent, expiry) in [("2023-09-15", "2023-12-14"), ("2022-11-24", "2023-02-22")] {
        let given = format!("{consent}T23:30:00Z");
        workshop.history = vec![entry(&given, HistoryAction::CustomerConsentApproved)];
        assert_eq!(due(&workshop), at(&format!("{expiry}T23:30:00Z")));
    }
    workshop.status = Status::CustomerClaimed;
    workshop.history.clear();
    workshop.created_on = "2023-02-12".parse().unwrap();
    assert_eq!(due(&workshop), at("2023-03-14T23:59:59Z"), "only the day is known (CLK-22)");
    let mut under_review = claim("3129406");
    // Friday evening in Greenwich, Saturday in Kiritimati; across the end of summer time in Berlin.
    under_review.history = vec![entry("2025-10-24T20:00:00Z", HistoryAction::SetUnderReview)];
    assert_eq!(due(&under_review), at("2025-10-31T20:00:00Z"));
    let local = Local.from_utc_datetime(&due(&rejected).naive_utc()).to_rfc3339();
    std::io::Write::write_all(&mut std::io::stdout(), format!("local {local}\n").as_bytes()).unwrap();
}

#[test]
fn the_worked_values_hold_in_six_time_zones() {
    let zones = [
        ("UTC", "2021-11-25T18:21:58+00:00"),
        ("Europe/Berlin", "2021-11-25T19:21:58+01:00"),
        ("America/New_York", "2021-11-25T13:21:58-05:00"),
        ("Asia/Kolkata", "2021-11-25T23:51:58+05:30"),
        ("Pacific/Apia", "2021-11-26T07:21:58+13:00"),
        ("Pacific/Kiritimati", "2021-11-26T08:21:58+14:00"),
    ];
    for (zone, local) in zones {
        let output = Command::new(std::env::current_exe().unwrap())
            .env("TZ", zone)
            .args(["--exact", "rules::calendar::the_worked_values_hold_through_whole_claims", "--nocapture"])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{zone}: {said}");
        assert!(said.contains("1 passed"), "{zone}: {said}");
        assert!(said.contains(local), "{zone} did not take effect: {said}");
    }
}
