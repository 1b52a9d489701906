//! Dates in every notation.

use chrono::NaiveDate;
use proofdesk::text::dates::{self, Reading};
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> Reading {
    Reading::Day(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

fn readings(text: &str) -> Vec<Reading> {
    dates::find(text).into_iter().map(|date| date.reading).collect()
}

#[test]
fn the_notations_of_many_languages_mean_the_same_day() {
    for text in [
        "2025-06-05",
        "June 5, 2025",
        "5 June 2025",
        "Jun 5, 2025",
        "05-Jun-2025",
        "5. Juni 2025",
        "5 juin 2025",
        "5 de junio de 2025",
        "5 de junho de 2025",
        "5 giugno 2025",
        "5 juni 2025",
        "5. juni 2025",
        "5. kesäkuuta 2025",
        "5 czerwca 2025",
        "5. června 2025",
        "2025. június 5.",
        "5 Haziran 2025",
        "2025年6月5日",
        "05.06.2025",
        "5.6.2025",
        "5.6.25",
        "June 5th, 2025",
        "Thursday, June 5, 2025 2:27 PM",
        "2025/06/05",
        "05-Jun-25",
        "5 Jun '25",
        "1er: 5/juin/2025",
        "令和7年6月5日",
        "5 June 2568 (2025)",
        "Thu 6/5/2025",
        "jeudi 05/06/2025",
    ] {
        assert_eq!(readings(text), [day(2025, 6, 5)], "{text}");
    }
}

#[test]
fn a_day_that_the_calendar_does_not_have_is_no_date() {
    assert_eq!(readings("signed 31 February 2025"), []);
    assert_eq!(readings("build 10.0.22631, agent 4.18.2503"), []);
}

#[test]
fn a_doubtful_order_is_kept() {
    let either = Reading::Either {
        month_first: NaiveDate::from_ymd_opt(2025, 6, 10).unwrap(),
        day_first: NaiveDate::from_ymd_opt(2025, 10, 6).unwrap(),
    };
    assert_eq!(readings("signed 6/10/2025"), [either]);
    assert_eq!(readings("signed 6/10/25"), [either]);
    assert_eq!(readings("signed 06 / 10 / 2025"), [either]);
    assert_eq!(either.earliest(), NaiveDate::from_ymd_opt(2025, 6, 10));
    assert_eq!(either.latest(), NaiveDate::from_ymd_opt(2025, 10, 6));
}

#[test]
fn another_date_of_the_text_settles_the_order() {
    assert_eq!(readings("from 15/03/2025 to 6/10/2025"), [day(2025, 3, 15), day(2025, 10, 6)]);
    assert_eq!(readings("from 3/15/2025 to 6/10/2025"), [day(2025, 3, 15), day(2025, 6, 10)]);
}

#[test]
fn two_orders_in_one_text_settle_nothing() {
    assert!(matches!(readings("15/03/2025 3/15/2025 6/10/2025")[2], Reading::Either { .. }));
}

#[test]
fn a_day_above_twelve_needs_no_help() {
    assert_eq!(readings("29/08/2025"), [day(2025, 8, 29)]);
    assert_eq!(readings("7/21/2025"), [day(2025, 7, 21)]);
}

#[test]
fn months_and_days_without_a_year_are_less_than_a_day() {
    assert_eq!(readings("October 2024"), [Reading::Month { year: 2024, month: 10 }]);
    assert_eq!(readings("pilot on 12 May"), [Reading::DayOfYear { month: 5, day: 12 }]);
    assert_eq!(Reading::Month { year: 2024, month: 12 }.latest(), NaiveDate::from_ymd_opt(2024, 12, 31));
}

#[test]
fn numbers_that_are_no_dates_are_left_alone() {
    for text in [
        "weeks 6-9",
        "clause 3.1.2",
        "version 10.0.19045.3",
        "203.0.113.24",
        "IP 198.51.100.17",
        "24/7",
        "30.02.2025",
        "13/13/2025",
        "room 4 of 12",
        "phone 06-12-34-56-78",
        "order 4500018822",
        "99.1 %",
    ] {
        assert_eq!(readings(text), [], "{text}");
    }
}

proptest! {
    #[test]
    fn spans_hold_what_was_read(text in r"[0-9./ \-]{0,30}|.{0,40}") {
        let mut end = 0;
        for date in dates::find(&text) {
            prop_assert!(date.span.start >= end && date.span.of(&text).is_some_and(|part| !part.is_empty()));
            end = date.span.end;
        }
    }

    #[test]
    fn an_iso_day_reads_back(days in 0_i32..30_000) {
        let date = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + chrono::Days::new(u64::try_from(days).unwrap());
        prop_assert_eq!(readings(&format!("on {date}.")), [Reading::Day(date)]);
    }
}
