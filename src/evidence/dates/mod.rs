//! R5: which dates the proof shows, and in which role.
//!
//! Finds the day of the acknowledgement, the period of the work, milestones and the purchase; measures the
//! acknowledgement against the claim (TST-03 to TST-05). Dates of printing, of forms and of licences prove nothing
//! (TRAP-30), and the date of a mail says nothing about the engagement (TRAP-19).

mod acknowledged;
mod cues;
mod roles;
mod window;

use super::case::{Case, Place};
use super::engine::Assessment;
use super::signing;
use super::timeline::{DatedLine, Dates};
use crate::domain::{DocumentKind, Polarity, Signal};
use crate::text::segment::Role as LineRole;
use acknowledged::Acknowledged;
use cues::Cues;
use roles::{Role, Told};
use window::{Age, Window};

/// What stands in a line: score, polarity, reason, group.
type Shown = (i32, Polarity, &'static str, u8);

/// Lines from the top in which a paper is dated.
const HEAD: usize = 8;

/// What the lines of the set show about the work.
#[derive(Default)]
struct Seen {
    any: bool,
    work: Told,
    /// A field for the dates of the engagement is open.
    open: bool,
    upsell: bool,
    /// Days that may lie before a purchase.
    evidence: Vec<window::Span>,
    /// The first day of each period.
    starts: Vec<chrono::NaiveDate>,
}

pub(super) fn assess(case: &Case<'_>) -> Assessment {
    let cues = Cues::new(case);
    let acknowledged = Acknowledged::read(case, &cues, &signing::marks(case));
    let window = Window::new(case);
    let lines: Vec<(Place<'_>, Role)> = case
        .units()
        .filter(|place| place.unit.role != LineRole::Unticked)
        .filter_map(|place| Some((place, roles::of(case, &cues, (place, &acknowledged))?)))
        .collect();
    let seen = Seen::read(case, &lines);
    let mut findings = Vec::new();
    for (place, role) in &lines {
        let shown = shown(case, (*place, *role), (&seen, &acknowledged, &window));
        findings.push(place.finding("R5", shown));
    }
    let cautions = window.cautions(case, &seen, &acknowledged);
    let signal = match (seen.any, cautions.is_empty()) {
        (true, true) => Signal::Strong,
        _ if findings.is_empty() => Signal::None,
        _ => Signal::Weak,
    };
    Assessment { signal, findings, cautions }
}

/// Every line that dates the customer's acknowledgement or the work, in the order of the papers.
pub(super) fn lines(case: &Case<'_>) -> Vec<DatedLine> {
    let cues = Cues::new(case);
    let acknowledged = Acknowledged::read(case, &cues, &signing::marks(case));
    let readable = case.units().filter(|place| place.unit.role != LineRole::Unticked);
    readable
        .filter_map(|place| {
            let role = roles::of(case, &cues, (place, &acknowledged))?;
            let dates = match role {
                _ if role.is_acknowledgement() => Dates::Acknowledgement,
                _ if role.is_of_work() && !is_aside(case, place) => Dates::Work,
                _ => return None,
            };
            Some(DatedLine {
                dates,
                form: role.shown().2,
                document: place.reading.document.file_name.clone(),
                span: place.unit.span,
                text: place.text().to_owned(),
                from: window::spans(place.unit).map(|(from, _)| from).min()?,
                to: window::spans(place.unit).map(|(_, to)| to).max()?,
            })
        })
        .collect()
}

impl Seen {
    fn read(case: &Case<'_>, lines: &[(Place<'_>, Role)]) -> Self {
        let mut seen = Self::default();
        for (place, role) in lines {
            let furniture = matches!(role, Role::Furniture);
            seen.any |= !furniture && !place.unit.dates.is_empty();
            if !is_aside(case, *place) {
                seen.work = seen.work.max(role.tells());
            }
            seen.open |= matches!(role, Role::Open);
            seen.upsell |= matches!(role, Role::Upsell);
            if !furniture && !matches!(role, Role::Purchase) {
                seen.evidence.extend(window::spans(place.unit));
            }
            if matches!(role, Role::Period) {
                seen.starts.extend(place.unit.dates.first().and_then(|date| date.reading.earliest()));
            }
        }
        seen
    }
}

/// What a line is worth in its role.
fn shown(
    case: &Case<'_>,
    (place, role): (Place<'_>, Role),
    (seen, acknowledged, window): (&Seen, &Acknowledged, &Window),
) -> Shown {
    let (score, polarity, why, group) = role.shown();
    let old = role.is_acknowledgement() && window.age(window::spans(place.unit)) == Age::Old;
    let polarity = if old { Polarity::Against } else { polarity };
    let score = match role {
        Role::Open if seen.work == Told::Steps => 18,
        Role::Other if place.unit.line < HEAD => 26,
        Role::Undated if acknowledged.is_dated() => 16,
        Role::Purchase if case.is_pre_sales() => 44,
        _ => score,
    };
    let precise = i32::from(place.unit.dates.iter().any(|date| date.reading.earliest().is_some())) * 6;
    (score + precise + penalty(place), polarity, why, group)
}

/// Papers about money say nothing about the days of the work.
fn is_aside(case: &Case<'_>, place: Place<'_>) -> bool {
    let kind = place.reading.document.kind;
    let barred = case.edition.document_kind(kind).is_some_and(|spec| spec.never_counts.is_some());
    barred || matches!(kind, DocumentKind::Quote | DocumentKind::Invoice | DocumentKind::Disclosure)
}

fn penalty(place: Place<'_>) -> i32 {
    let history = i32::from(place.unit.role == LineRole::Quoted) * -20;
    let paper = match place.reading.document.kind {
        DocumentKind::Quote | DocumentKind::Invoice | DocumentKind::Disclosure => -18,
        _ => 0,
    };
    history + paper
}
