//! Dates in running text, in every notation that occurs in proofs, with doubt kept.
//!
//! `6/10/2025` has two readings until its weekday or another date of the same text settles the order (TRAP-20). Week
//! numbers are no dates (TRAP-21), nor are clause numbers. A year of another calendar counts when the common year
//! stands beside it. Never assumes a year or an order silently.

mod months;
mod weekdays;

use super::Span;
use chrono::{Datelike, NaiveDate};
use months::month_of;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// A date and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundDate {
    /// Where.
    pub span: Span,
    /// What it says.
    pub reading: Reading,
}

/// What a date can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// One day.
    Day(NaiveDate),
    /// Two days, because day and month can be swapped.
    Either {
        /// Read as in the United States.
        month_first: NaiveDate,
        /// Read as in most other countries.
        day_first: NaiveDate,
    },
    /// A month of a year.
    Month {
        /// Year.
        year: i32,
        /// 1 to 12.
        month: u32,
    },
    /// A day without its year, as in a plan.
    DayOfYear {
        /// 1 to 12.
        month: u32,
        /// 1 to 31.
        day: u32,
    },
}

impl Reading {
    /// The earliest day it can mean; `None` without a year.
    pub fn earliest(self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(day),
            Self::Either { month_first, day_first } => Some(month_first.min(day_first)),
            Self::Month { year, month } => NaiveDate::from_ymd_opt(year, month, 1),
            Self::DayOfYear { .. } => None,
        }
    }

    /// The latest day it can mean; `None` without a year.
    pub fn latest(self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(day),
            Self::Either { month_first, day_first } => Some(month_first.max(day_first)),
            Self::Month { year, month } => NaiveDate::from_ymd_opt(year, month, 1)?
                .checked_add_months(chrono::Months::new(1))?
                .pred_opt(),
            Self::DayOfYear { .. } => None,
        }
    }
}

type Reader = fn(&Captures<'_>) -> Option<Reading>;

/// A word in any alphabet, written as what it does not hold: listing every letter would slow the search down.
const WORD: &str = r#"[^ \t\n0-9.,;:()/\[\]'"–—-]{3,12}"#;

/// Notations, the more telling first where two begin at the same place and are equally long.
static NOTATIONS: LazyLock<Vec<(Regex, Reader)>> = LazyLock::new(|| {
    let table: [(&str, Reader); 11] = [
        (r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", |c| {
            day(number(c, 1)?, number(c, 2)?, number(c, 3)?)
        }),
        (r"([0-9]{4})\s?年\s?([0-9]{1,2})\s?月\s?([0-9]{1,2})\s?日", |c| {
            day(number(c, 1)?, number(c, 2)?, number(c, 3)?)
        }),
        // Year of the present Japanese era.
        (r"令和\s?([0-9]{1,2})\s?年\s?([0-9]{1,2})\s?月\s?([0-9]{1,2})\s?日", |c| {
            day(number::<i32>(c, 1)? + 2018, number(c, 2)?, number(c, 3)?)
        }),
        (r"([0-9]{1,2}) ?([./-]) ?([0-9]{1,2}) ?([./-]) ?([0-9]{4}|[0-9]{2})", numeric),
        (
            r"([0-9]{1,2})(?:st|nd|rd|th|er|[.ºª])?[ ./-]?(?: ?(?:de|of) )?(WORD)\.?,?(?: (?:de|del))?[ ./-]?([0-9]{4})",
            |c| day(number(c, 3)?, month_of(c.get(2)?.as_str())?, number(c, 1)?),
        ),
        // A day whose year is given in another calendar and then in the common one.
        (
            r"([0-9]{1,2})\.? ?(WORD),? (?:[A-Z.]{2,5} ?)?[0-9]{4}(?: ?[A-Z.]{2,5})? ?[(/] ?([0-9]{4})\)?",
            |c| day(number(c, 3)?, month_of(c.get(2)?.as_str())?, number(c, 1)?),
        ),
        (r"([0-9]{1,2})[ -](WORD)(?:-|\.? ['’])([0-9]{2})", |c| {
            day(number(c, 3)?, month_of(c.get(2)?.as_str())?, number(c, 1)?)
        }),
        (r"(WORD)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? (?:de )?([0-9]{4})", |c| {
            day(number(c, 3)?, month_of(c.get(1)?.as_str())?, number(c, 2)?)
        }),
        (r"([0-9]{4})\. (WORD) ([0-9]{1,2})\.?", |c| {
            day(number(c, 1)?, month_of(c.get(2)?.as_str())?, number(c, 3)?)
        }),
        (r"(WORD)\.?,?(?: de| of| del)? ([0-9]{4})", |c| month(number(c, 2)?, month_of(c.get(1)?.as_str())?)),
        (r"([0-9]{1,2})(?:st|nd|rd|th|\.)? (?:de )?(WORD)|(WORD)\.? ([0-9]{1,2})(?:st|nd|rd|th)?", |c| {
            let (name, at) = if c.get(1).is_some() { (c.get(2)?, 1) } else { (c.get(3)?, 4) };
            let day = number(c, at)?;
            let month = month_of(name.as_str())?;
            // A leap year, because the year is not known.
            NaiveDate::from_ymd_opt(2024, month, day).map(|_| Reading::DayOfYear { month, day })
        }),
    ];
    let compile = |pattern: &str| Regex::new(&pattern.replace("WORD", WORD)).ok();
    table.into_iter().filter_map(|(pattern, read)| Some((compile(pattern)?, read))).collect()
});

/// Every date of a text, in order. A doubtful order is settled by another date of the text with the same look.
pub fn find(text: &str) -> Vec<FoundDate> {
    let mut all: Vec<FoundDate> = Vec::new();
    for (pattern, read) in NOTATIONS.iter() {
        let mut at = 0;
        while let Some(found) = pattern.captures_at(text, at) {
            let Some(whole) = found.get(0) else { break };
            let span = Span::new(whole.start(), whole.end());
            match read(&found).filter(|_| stands_alone(text, span)) {
                Some(reading) if is_rest_of_a_day(text, span, reading) => at = span.end,
                Some(reading) => {
                    all.push(FoundDate { span, reading });
                    at = span.end;
                }
                // The date may begin inside what was taken for one.
                None => at = next_word(text, span),
            }
        }
    }
    all.sort_by_key(|date| (date.span.start, std::cmp::Reverse(date.span.len())));
    let mut kept: Vec<FoundDate> = Vec::with_capacity(all.len());
    for date in all {
        if kept.last().is_none_or(|last| last.span.end <= date.span.start) {
            kept.push(date);
        }
    }
    settle(text, &mut kept);
    kept
}

/// Decides between two readings where the weekday, or another date of the text, allows only one order.
fn settle(text: &str, dates: &mut [FoundDate]) {
    for date in dates.iter_mut() {
        date.reading = settled_by_weekday(text, *date);
    }
    let orders: Vec<Order> = dates.iter().filter_map(|date| order(text, date)).collect();
    let known = |order: Order| orders.contains(&order);
    let settled = match (known(Order::DayFirst), known(Order::MonthFirst)) {
        (true, false) => Order::DayFirst,
        (false, true) => Order::MonthFirst,
        _ => return,
    };
    for date in dates {
        if let Reading::Either { month_first, day_first } = date.reading {
            date.reading = Reading::Day(if settled == Order::DayFirst { day_first } else { month_first });
        }
    }
}

fn settled_by_weekday(text: &str, date: FoundDate) -> Reading {
    let Reading::Either { month_first, day_first } = date.reading else { return date.reading };
    match weekdays::before(text.get(..date.span.start).unwrap_or_default()) {
        Some(named) if month_first.weekday() == named && day_first.weekday() != named => {
            Reading::Day(month_first)
        }
        Some(named) if day_first.weekday() == named && month_first.weekday() != named => {
            Reading::Day(day_first)
        }
        _ => date.reading,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    DayFirst,
    MonthFirst,
}

/// The order a date with slashes or hyphens proves.
fn order(text: &str, date: &FoundDate) -> Option<Order> {
    let written = date.span.of(text)?;
    let mut parts = written.split(['/', '-']).map(|part| part.trim().parse::<u32>().ok());
    let (first, second) = (parts.next()??, parts.next()??);
    match (first > 12, second > 12) {
        (true, false) if first <= 31 => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// Whether no digit or letter touches the date, and it is no part of a longer number.
fn stands_alone(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or_default().chars().next_back();
    let mut after = text.get(span.end..).unwrap_or_default().chars();
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let next = after.clone().next();
    // `2025-06-09T11:20:31Z`
    let timed = next == Some('T') && after.clone().nth(1).is_some_and(|c| c.is_ascii_digit());
    let goes_on = matches!(next, Some('.' | '/' | '-')) && after.nth(1).is_some_and(|c| c.is_ascii_digit());
    !touches(before) && (timed || !touches(next)) && !goes_on && !matches!(before, Some('.' | '/'))
}

/// `February 2025` in `31 February 2025`: no day, and no month either.
fn is_rest_of_a_day(text: &str, span: Span, reading: Reading) -> bool {
    let before = text.get(..span.start).unwrap_or_default().trim_end_matches([' ', '.', '-']);
    let month = matches!(reading, Reading::Month { .. });
    month && before.len() < span.start && before.ends_with(|c: char| c.is_ascii_digit()) && {
        let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
        let number = before.len().checked_sub(digits).and_then(|at| before.get(at..));
        digits <= 2
            && number
                .and_then(|number| number.parse::<u32>().ok())
                .is_some_and(|day| (28..=31).contains(&day))
    }
}

fn next_word(text: &str, span: Span) -> usize {
    let inside = span.of(text).unwrap_or_default();
    let step =
        inside.char_indices().skip(1).find(|(_, c)| !c.is_alphanumeric()).map(|(at, c)| at + c.len_utf8());
    step.map_or(span.end, |step| span.start + step).max(span.start + 1)
}

fn number<T: std::str::FromStr>(captures: &Captures<'_>, group: usize) -> Option<T> {
    captures.get(group)?.as_str().parse().ok()
}

fn day(year: i32, month: u32, day: u32) -> Option<Reading> {
    let year = century(year);
    (1970..=2100)
        .contains(&year)
        .then(|| NaiveDate::from_ymd_opt(year, month, day).map(Reading::Day))
        .flatten()
}

fn month(year: i32, month: u32) -> Option<Reading> {
    (1970..=2100).contains(&year).then_some(Reading::Month { year, month })
}

/// Two digits mean the years 2000 to 2099: no proof is older than the program.
const fn century(year: i32) -> i32 {
    if year < 100 { year + 2000 } else { year }
}

fn numeric(captures: &Captures<'_>) -> Option<Reading> {
    let (first, second, year) = (number(captures, 1)?, number(captures, 3)?, number(captures, 5)?);
    let (separator, other) = (captures.get(2)?.as_str(), captures.get(4)?.as_str());
    if separator != other {
        return None;
    }
    let day_first = day(year, second, first);
    // Dots are written day first wherever they are written.
    if separator == "." {
        return day_first;
    }
    match (day(year, first, second), day_first) {
        (Some(Reading::Day(month_first)), Some(Reading::Day(day_first))) if month_first != day_first => {
            Some(Reading::Either { month_first, day_first })
        }
        (month_first, day_first) => month_first.or(day_first),
    }
}
