//! On which days the customer acknowledged the work: dates beside signatures, and dates of the customer's mails.
//!
//! The date of a signature stands in its cell, on its line, or in its block (TST-03). A letter without a date beside
//! the signature was signed on the day it was written.

use super::cues::Cues;
use super::{roles, window};
use crate::domain::DocumentKind;
use crate::evidence::case::{Case, Place, Side};
use crate::evidence::party::{self, Party};
use crate::evidence::reading::Unit;
use crate::evidence::signing::{Form, Mark};
use crate::text::segment::Role as LineRole;
use std::collections::BTreeMap;

#[derive(Default)]
pub(super) struct Acknowledged {
    /// Lines that hold the date of a signature, and whose it is.
    lines: BTreeMap<(usize, usize), Signer>,
    /// Days of the customer's signatures and mails.
    pub(super) days: Vec<window::Span>,
    pub(super) partner_dated: bool,
}

/// Who signed on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signer {
    /// The customer, or somebody whose side the paper does not tell.
    Customer,
    /// The partner, or a company that is neither.
    Other,
}

impl From<Option<Party>> for Signer {
    fn from(party: Option<Party>) -> Self {
        match party {
            Some(Party::Partner | Party::Third) => Self::Other,
            Some(Party::Customer) | None => Self::Customer,
        }
    }
}

impl Acknowledged {
    pub(super) fn read(case: &Case<'_>, cues: &Cues, marks: &[Mark]) -> Self {
        let mut found = Self::default();
        for mark in marks.iter().filter(|mark| !matches!(mark.form, Form::Empty | Form::Open)) {
            if let Some(at) = dated_line(case, cues, mark) {
                found.sign(case, (mark.document, at), (mark, at == mark.unit));
            }
        }
        found.labelled(case, cues);
        found.mails(case);
        found.papers(case, cues, marks);
        found
    }

    /// Whose signature a line dates, if any.
    pub(super) fn signer(&self, document: usize, at: usize) -> Option<Signer> {
        self.lines.get(&(document, at)).copied()
    }

    pub(super) const fn is_dated(&self) -> bool {
        !self.days.is_empty()
    }

    fn sign(&mut self, case: &Case<'_>, (document, at): (usize, usize), (mark, same_line): (&Mark, bool)) {
        let Some(place) = case.place(document, at) else { return };
        let signer = Signer::from(mark.party);
        let ours = signer == Signer::Customer;
        let entry = self.lines.entry((document, at)).or_insert(signer);
        if ours {
            *entry = signer;
        }
        // Side by side, each signature has the date of its own cell.
        let in_cell = place.unit.dates.iter().any(|date| mark.cell.contains(date.span.start));
        let dates = place
            .unit
            .dates
            .iter()
            .filter(|date| !(same_line && in_cell) || mark.cell.contains(date.span.start));
        if ours {
            self.days.extend(dates.filter_map(|date| window::span(date.reading)));
        } else {
            self.partner_dated |= mark.party == Some(Party::Partner);
        }
    }

    /// Lines that say themselves that they date a signature.
    fn labelled(&mut self, case: &Case<'_>, cues: &Cues) {
        for place in case.units().filter(|place| place.unit.hits.meet(cues.signed)) {
            let key = (place.document, place.at);
            let furniture = place.unit.hits.meet(cues.furniture);
            if place.unit.dates.is_empty() || furniture || self.lines.contains_key(&key) {
                continue;
            }
            let party = party::of_text(case, place.text()).or_else(|| near(case, place));
            self.lines.insert(key, Signer::from(party));
            if Signer::from(party) == Signer::Customer {
                self.days.extend(window::spans(place.unit));
            } else {
                self.partner_dated |= party == Some(Party::Partner);
            }
        }
    }

    fn mails(&mut self, case: &Case<'_>) {
        for place in case.units().filter(|place| place.unit.role == LineRole::Header) {
            let mail = place.unit.mail.and_then(|at| place.reading.mails.get(at));
            let sent = mail.and_then(|mail| mail.sent.as_ref());
            let ours = matches!(case.sender(place), Some(Side::Customer | Side::Unproven));
            if ours && sent.is_some_and(|sent| sent.line.overlaps(place.unit.span)) {
                self.days.extend(window::spans(place.unit));
            }
        }
    }

    /// Letters, minutes and certificates that are signed without a date of their own.
    fn papers(&mut self, case: &Case<'_>, cues: &Cues, marks: &[Mark]) {
        for (document, reading) in case.readings.iter().enumerate() {
            let signed = marks.iter().any(|mark| {
                mark.document == document
                    && !matches!(mark.form, Form::Empty | Form::Open)
                    && Signer::from(mark.party) == Signer::Customer
            });
            let dated =
                self.lines.iter().any(|((at, _), signer)| *at == document && *signer == Signer::Customer);
            let own = matches!(
                reading.document.kind,
                DocumentKind::Letter | DocumentKind::Report | DocumentKind::Other | DocumentKind::Email
            );
            let asked = reading.units.iter().any(|unit| unit.hits.meet(cues.signed) && unit.dates.is_empty());
            if !signed || dated || !own || asked {
                continue;
            }
            let places = (0..reading.units.len()).filter_map(|at| case.place(document, at));
            if let Some(place) = places.into_iter().find(|place| roles::of_paper(cues, *place)) {
                self.lines.insert((document, place.at), Signer::Customer);
                self.days.extend(window::spans(place.unit));
            }
        }
    }
}

/// The line that holds the date of a signature.
fn dated_line(case: &Case<'_>, cues: &Cues, mark: &Mark) -> Option<usize> {
    let reading = case.readings.get(mark.document)?;
    let dates = |unit: &Unit| unit.dates.iter().any(|date| date.reading.earliest().is_some());
    let aside = |unit: &Unit| unit.hits.meet(cues.period) || unit.hits.meet(cues.furniture);
    let ranged = |at: usize| case.place(mark.document, at).is_some_and(|place| roles::is_range(place, true));
    let serves = |at: usize, unit: &Unit| dates(unit) && !aside(unit) && !ranged(at);
    let own = reading.units.get(mark.unit)?;
    if dates(own) {
        return Some(mark.unit);
    }
    let mut line = own.line;
    let after = reading.units.iter().enumerate().skip(mark.unit + 1).take(4).take_while(|(_, unit)| {
        let follows = unit.line <= line + 1;
        line = unit.line;
        follows && !unit.hits.meet(cues.period)
    });
    let below = after.filter(|(at, unit)| serves(*at, unit)).map(|(at, _)| at).next();
    below.or_else(|| {
        let above = reading.units.iter().enumerate().take(mark.unit).rev().take(4);
        let close = above.take_while(|(_, unit)| unit.line + 5 > own.line);
        let reaches = |(at, unit): &(usize, &Unit)| {
            let place = case.place(mark.document, *at);
            let adjacent =
                unit.line + 2 > own.line || place.is_some_and(|place| roles::of_paper(cues, place));
            serves(*at, unit) && adjacent
        };
        close.filter(reaches).map(|(at, _)| at).next()
    })
}

/// The party the lines right around a date name.
fn near(case: &Case<'_>, place: Place<'_>) -> Option<Party> {
    let around = place.reading.units.iter().take(place.at).rev().take(4);
    let mut close = around.take_while(|unit| unit.line + 5 > place.unit.line);
    close.find_map(|unit| party::of_text(case, place.reading.text(unit)))
}
