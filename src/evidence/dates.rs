//! R5: which dates the proof shows, and in which role.
//!
//! Looks for the day of the acknowledgement, the period of the work and milestones; measures the acknowledgement
//! against the claim (TST-03, TST-04, TST-05). Print and template dates prove nothing (TRAP-30).

use super::case::{Case, Place, Side};
use super::engine::{Assessment, caution};
use super::signals::Mask;
use crate::domain::{Caution, DocumentKind, Polarity, Signal};
use crate::text::dates::Reading as DateReading;
use crate::text::segment::Role;
use chrono::{Months, NaiveDate};

type Found = (i32, Polarity, &'static str, u8);

struct Cues {
    signed: Mask,
    ink: Mask,
    period: Mask,
    milestone: Mask,
    quarter: Mask,
    empty: Mask,
    work: Mask,
}

/// What a document set shows.
#[derive(Default)]
struct Seen {
    /// Readings of acknowledgement dates: earliest and latest day.
    acknowledged: Vec<(NaiveDate, NaiveDate)>,
    period: bool,
    empty: bool,
    any: bool,
}

pub(super) fn assess(case: &Case<'_>) -> Assessment {
    let mask = |ids: &[&str]| case.signals.mask(ids);
    let cues = Cues {
        signed: mask(&[
            "SIG-R5-05",
            "SIG-R1-01",
            "SIG-R1-09",
            "SIG-R1-12",
            "SIG-R1-13",
            "SIG-R1-57",
            "SIG-R1-61",
        ]),
        ink: mask(&["SIG-R1-09", "SIG-R1-01", "SIG-R1-12"]),
        period: mask(&["SIG-R5-08", "SIG-R5-07"]),
        milestone: mask(&["SIG-R5-09"]),
        quarter: mask(&["SIG-R5-10"]),
        empty: mask(&["SIG-R5-51", "SIG-R5-52", "SIG-R5-53"]),
        work: mask(&["SIG-R3-01", "SIG-R3-07"]),
    };
    let mut seen = Seen::default();
    let mut findings = Vec::new();
    for place in case.units().filter(|place| place.unit.role != Role::Unticked) {
        if let Some(found) = score(case, &cues, (place, &mut seen)) {
            findings.push(place.finding("R5", found));
        }
    }
    let cautions = seen.cautions(case);
    let signal = match (seen.any, cautions.is_empty()) {
        (true, true) => Signal::Strong,
        (false, true) => Signal::None,
        (false, false) if findings.is_empty() => Signal::None,
        _ => Signal::Weak,
    };
    Assessment { signal, findings, cautions }
}

fn score(case: &Case<'_>, cues: &Cues, (place, seen): (Place<'_>, &mut Seen)) -> Option<Found> {
    let unit = place.unit;
    if unit.hits.meet(cues.empty) && !unit.dates.iter().any(|date| date.reading.earliest().is_some()) {
        seen.empty = true;
        return Some((62 + penalty(place), Polarity::Blocker, "date left open", 6));
    }
    if unit.dates.is_empty() {
        let quarter = unit.hits.meet(cues.quarter);
        return quarter.then_some((30, Polarity::For, "reporting period", 3));
    }
    seen.any = true;
    if let Some(found) = header(case, place, seen) {
        return Some(found);
    }
    let dated = unit.dates.iter().filter(|date| date.reading.earliest().is_some()).count();
    let precise = i32::from(dated > 0) * 6;
    let (role, why, group) = if is_acknowledgement(cues, place) {
        let of_customer = is_of_customer(case, place);
        if of_customer {
            seen.acknowledged.extend(spans(place));
        }
        (if of_customer { 52 } else { 40 }, "date of a signature", 1)
    } else if unit.hits.meet(cues.period) || is_range(place, dated) {
        seen.period = true;
        (46, "period of the work", 2)
    } else if is_place_and_day(place) {
        (36, "place and date", 1)
    } else if unit.hits.meet(cues.milestone) {
        (30, "milestone", 4)
    } else {
        (12 + i32::from(unit.hits.meet(cues.work)) * 4, "date", 5)
    };
    let pre_sales = i32::from(case.is_pre_sales() && place.unit.line < 8) * 8;
    Some((role + precise + pre_sales + penalty(place), Polarity::For, why, group))
}

/// The date line of a mail.
fn header(case: &Case<'_>, place: Place<'_>, seen: &mut Seen) -> Option<Found> {
    let mail = place.reading.mails.get(place.unit.mail?)?;
    if place.unit.role != Role::Header {
        return None;
    }
    let sent = mail.sent.as_ref()?.line.overlaps(place.unit.span);
    if !sent {
        return Some((4, Polarity::For, "date in a mail header", 5));
    }
    let (score, why) = match case.sender(place) {
        Some(Side::Customer | Side::Unproven) => {
            seen.acknowledged.extend(spans(place));
            (50, "date of the customer's mail")
        }
        _ => (16, "date of a mail"),
    };
    Some((score - i32::from(mail.earlier) * 12, Polarity::For, why, 3))
}

/// TST-03: a date on the line of a signature, or within three lines of one.
fn is_acknowledgement(cues: &Cues, place: Place<'_>) -> bool {
    let unit = place.unit;
    if unit.hits.meet(cues.signed) {
        return true;
    }
    let text = place.text();
    let short = text.chars().count() <= 110 && !text.ends_with('.');
    short && unit.mail.is_none() && place.reading.around(place.at, 3).any(|near| near.hits.meet(cues.ink))
}

fn is_of_customer(case: &Case<'_>, place: Place<'_>) -> bool {
    let named = case.named(place.unit);
    named.contact || named.customer.is_some() || (named.partner.is_none() && is_near_customer(case, place))
}

fn is_near_customer(case: &Case<'_>, place: Place<'_>) -> bool {
    place.reading.around(place.at, 3).any(|unit| {
        let named = case.named(unit);
        named.contact || named.customer.is_some()
    })
}

/// Two dates joined by a dash or a word.
fn is_range(place: Place<'_>, dated: usize) -> bool {
    let mut both = place.unit.dates.iter();
    let (Some(first), Some(second)) = (both.next(), both.next()) else { return false };
    let text = place.text();
    let from = first.span.end.saturating_sub(place.unit.span.start);
    let to = second.span.start.saturating_sub(place.unit.span.start);
    let between = text.get(from..to).unwrap_or_default().trim().trim_matches(',').to_lowercase();
    dated > 0
        && matches!(between.as_str(), "-" | "–" | "—" | "to" | "until" | "bis" | "a" | "au" | "al" | "til")
}

/// `Lyon, 4 July 2025`, alone on its line.
fn is_place_and_day(place: Place<'_>) -> bool {
    let Some(first) = place.unit.dates.first() else { return false };
    let text = place.text();
    let before = text.get(..first.span.start.saturating_sub(place.unit.span.start)).unwrap_or_default();
    let words = before.split_whitespace().count();
    let alone = text.chars().count() <= 60 || place.unit.dates.len() > 1;
    alone && words <= 4 && before.trim_end().ends_with([',', ':'])
        || (words == 0 && text.chars().count() <= 30)
}

fn spans(place: Place<'_>) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
    let both = |reading: DateReading| Some((reading.earliest()?, reading.latest()?));
    place.unit.dates.iter().filter_map(move |date| both(date.reading))
}

fn penalty(place: Place<'_>) -> i32 {
    let role = match place.unit.role {
        Role::Quoted => -20,
        _ => 0,
    };
    let paper = match place.reading.document.kind {
        DocumentKind::Quote | DocumentKind::Invoice | DocumentKind::Disclosure => -18,
        _ => 0,
    };
    role + paper
}

impl Seen {
    fn cautions(&self, case: &Case<'_>) -> Vec<Caution> {
        let mut found = Vec::new();
        if self.empty {
            found.push(caution("RC-R5-05", "A date of the engagement was left open."));
        }
        if !self.any {
            found.push(caution("RC-R5-01", "No date was found."));
            return found;
        }
        if case.is_pre_sales() {
            found.extend(self.order(case));
        } else {
            found.extend(self.age(case));
        }
        found
    }

    /// TST-04: the newest acknowledgement against the limit of the edition.
    fn age(&self, case: &Case<'_>) -> Option<Caution> {
        let months = case.edition.parameters.acknowledgement_months?;
        let limit = case.claim.submitted_on.checked_sub_months(Months::new(months))?;
        if self.acknowledged.is_empty() {
            return Some(caution("RC-R5-03", "No date was found beside an acknowledgement."));
        }
        let surely = self.acknowledged.iter().any(|(earliest, _)| *earliest >= limit);
        let perhaps = self.acknowledged.iter().any(|(_, latest)| *latest >= limit);
        match (surely, perhaps) {
            (true, _) => None,
            (false, true) => {
                Some(caution("RC-R5-06", "Whether it is recent depends on the order of day and month."))
            }
            (false, false) => {
                let text =
                    format!("Every acknowledgement found is older than {months} months at submission.");
                Some(caution("RC-R5-02", &text))
            }
        }
    }

    /// TST-05: proof before the purchase.
    fn order(&self, case: &Case<'_>) -> Option<Caution> {
        let Some(bought) = case.claim.transaction_on else {
            return Some(caution("RC-R5-04", "The day of the purchase is not known."));
        };
        let before = self.acknowledged.iter().any(|(earliest, _)| *earliest < bought);
        (!before).then(|| caution("RC-R5-04", "No acknowledgement before the purchase was found."))
    }
}
