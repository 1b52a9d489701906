//! R2: whether partner and customer are named.
//!
//! Names count with or without legal form, also shortened. A placeholder blocks; another company of the same group,
//! or another company in the place of a party, is shown as what it is (POE-R2-01 to -05, TRAP-32).

use super::case::{Case, Named, Place};
use super::engine::{Assessment, caution};
use super::party::{self, Party};
use super::signals::Mask;
use crate::domain::{Caution, Polarity, Signal};
use crate::text::names::{self, Found, Name, Relation, organisations};
use crate::text::segment::Role;

type Shown = (i32, Polarity, &'static str, u8);

/// Titles before the name of a person, folded.
const TITLES: &[&str] =
    &["mr", "mrs", "ms", "dr", "herr", "frau", "mme", "sr", "sra", "sig", "dhr", "mevr", "ing", "prof"];

struct Cues {
    label: Mask,
    placeholder: Mask,
    ink: Mask,
}

/// What the set shows of both parties.
#[derive(Default)]
struct Seen {
    partner: Shares,
    customer: Shares,
    blocked: bool,
    /// Another company stands where the partner belongs.
    in_place: bool,
}

/// What the set shows of one party.
#[derive(Default)]
struct Shares {
    named: Option<Found>,
    sister: bool,
}

pub(super) fn assess(case: &Case<'_>) -> Assessment {
    let mask = |ids: &[&str]| case.signals.mask(ids);
    let cues = Cues {
        label: mask(&["SIG-R2-01", "SIG-R2-02", "SIG-R2-03", "SIG-R2-04"]),
        placeholder: mask(&["SIG-R2-51"]),
        ink: mask(&["SIG-R1-09", "SIG-R1-56"]),
    };
    let mut findings = Vec::new();
    let mut seen = Seen::default();
    for place in case.units() {
        findings.extend(read(case, &cues, (place, &mut seen)).map(|shown| place.finding("R2", shown)));
    }
    let cautions = seen.cautions();
    let signal = match (seen.partner.counts(), seen.customer.counts()) {
        (true, true) if !seen.blocked => Signal::Strong,
        _ if findings.is_empty() => Signal::None,
        _ => Signal::Weak,
    };
    Assessment { signal, findings, cautions }
}

fn read(case: &Case<'_>, cues: &Cues, (place, seen): (Place<'_>, &mut Seen)) -> Option<Shown> {
    // `[company stamp …]` describes a scan and is no field to be filled.
    if place.unit.hits.meet(cues.placeholder) && !place.unit.hits.meet(cues.ink) {
        seen.blocked = true;
        return Some((70, Polarity::Blocker, "placeholder instead of a name", 4));
    }
    let labelled = place.unit.hits.meet(cues.label);
    let named = case.named(place.unit);
    if named.partner.is_none() && named.customer.is_none() {
        return in_place(place, labelled, seen);
    }
    let partner = own(&case.partner, &case.customer, (place, named.partner));
    let customer = own(&case.customer, &case.partner, (place, named.customer));
    seen.partner.note(partner);
    seen.customer.note(customer);
    if partner == Sight::Sister || customer == Sight::Sister {
        return Some((54, Polarity::Against, "another company with a similar name", 5));
    }
    score(Named { partner: partner.found(), customer: customer.found(), contact: false }, labelled, place)
}

/// How a line names a party.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sight {
    Named(Found),
    /// Only as part of the name of another company.
    Sister,
    Nothing,
}

impl Sight {
    const fn found(self) -> Option<Found> {
        match self {
            Self::Named(found) => Some(found),
            _ => None,
        }
    }
}

/// Whether a line names a party itself, or a company that is called alike.
fn own(name: &Name, other: &Name, (place, named): (Place<'_>, Option<Found>)) -> Sight {
    let Some(named) = named else { return Sight::Nothing };
    let text = place.text();
    let sister = organisations(text)
        .into_iter()
        .find(|found| name.compare(found) == Relation::Sister && other.find(&found.core).is_none());
    let Some(sister) = sister else {
        return if is_person(name, named, &place.unit.words) { Sight::Nothing } else { Sight::Named(named) };
    };
    let before = text.get(..sister.span.start).unwrap_or_default();
    let after = text.get(sister.span.end..).unwrap_or_default();
    let beside = names::words(&format!("{before} | {after}"));
    match name.find(&beside) {
        Some(Found::Full) => Sight::Named(Found::Full),
        _ => Sight::Sister,
    }
}

/// A single word of a name after a title is a person.
fn is_person(name: &Name, named: Found, words: &[String]) -> bool {
    let [word] = name.short() else { return false };
    named == Found::Short
        && words
            .windows(2)
            .any(|pair| matches!(pair, [title, next] if TITLES.contains(&title.as_str()) && next == word))
}

/// Another company behind the label of the partner.
fn in_place(place: Place<'_>, labelled: bool, seen: &mut Seen) -> Option<Shown> {
    let ours = labelled && party::of_label(&place.unit.words, place.text()) == Some(Party::Partner);
    let named = ours && !organisations(place.text()).is_empty() && place.unit.role != Role::Unticked;
    seen.in_place |= named;
    named.then_some((46, Polarity::Against, "another company in the place of the partner", 5))
}

impl Shares {
    fn note(&mut self, sight: Sight) {
        self.named = self.named.max(sight.found());
        self.sister |= sight == Sight::Sister;
    }

    /// A short name beside a company called alike may be either.
    fn counts(&self) -> bool {
        self.named == Some(Found::Full) || (self.named.is_some() && !self.sister)
    }
}

impl Seen {
    fn cautions(&self) -> Vec<Caution> {
        let mut found = Vec::new();
        if self.blocked {
            found.push(caution("RC-R2-04", "A placeholder stands where a name belongs."));
        }
        let missing = |party: &Shares| party.named.is_none() && !party.sister;
        if missing(&self.partner) {
            found.push(caution("RC-R2-01", "The partner's name was not found."));
        }
        if missing(&self.customer) {
            found.push(caution("RC-R2-02", "The customer's name was not found."));
        }
        let alike = |party: &Shares| party.sister && !party.counts();
        if alike(&self.partner) || alike(&self.customer) {
            found.push(caution("RC-R2-03", "The papers name another company with a similar name."));
        } else if missing(&self.partner) && self.in_place {
            found.push(caution("RC-R2-03", "Another company stands in the place of the partner."));
        }
        found
    }
}

/// What a unit is worth as a place where the parties are named.
fn score(named: Named, labelled: bool, place: Place<'_>) -> Option<Shown> {
    let worth = |found: Option<Found>| match found {
        Some(Found::Full) => 30,
        Some(Found::Short) => 14,
        None => 0,
    };
    let both = named.partner.is_some() && named.customer.is_some();
    let total = worth(named.partner) + worth(named.customer);
    if total == 0 {
        return None;
    }
    let early = i32::from(place.unit.line < 12) * 8;
    let role = match place.unit.role {
        Role::Quoted => -20,
        Role::Header => -6,
        Role::Unticked => -30,
        Role::Heading => 4,
        _ => 0,
    };
    let score = total + i32::from(labelled) * 18 + early + role;
    let (why, group) = match (both, named.partner.is_some()) {
        (true, _) => ("names both parties", 1),
        (false, true) => ("names the partner", 2),
        (false, false) => ("names the customer", 3),
    };
    Some((score, Polarity::For, why, group))
}
