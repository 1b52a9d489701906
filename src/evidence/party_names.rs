//! R2: whether partner and customer are named.
//!
//! Names count with or without legal form, also shortened. A placeholder blocks; another company of the partner's
//! group is shown as what it is (POE-R2-01 to -05).

use super::case::{Case, Named, Place};
use super::engine::{Assessment, caution};
use crate::domain::{Polarity, Signal};
use crate::text::names::Found;
use crate::text::segment::Role;

pub(super) fn assess(case: &Case<'_>) -> Assessment {
    let label = case.signals.mask(&["SIG-R2-01", "SIG-R2-02", "SIG-R2-03", "SIG-R2-04"]);
    let placeholder = case.signals.mask(&["SIG-R2-51"]);
    let stamp = case.signals.mask(&["SIG-R1-09"]);
    let mut findings = Vec::new();
    let mut seen = Named::default();
    let mut blocked = false;
    for place in case.units() {
        // `[company stamp …]` describes a scan and is no field to be filled.
        if place.unit.hits.meet(placeholder) && !place.unit.hits.meet(stamp) {
            blocked = true;
            findings.push(place.finding("R2", (70, Polarity::Blocker, "placeholder instead of a name", 4)));
            continue;
        }
        let named = case.named(place.unit);
        seen.partner = seen.partner.max(named.partner);
        seen.customer = seen.customer.max(named.customer);
        let labelled = place.unit.hits.meet(label);
        findings.extend(score(named, labelled, place).map(|found| place.finding("R2", found)));
    }
    let mut cautions = Vec::new();
    if blocked {
        cautions.push(caution("RC-R2-04", "A placeholder stands where a name belongs."));
    }
    if seen.partner.is_none() {
        cautions.push(caution("RC-R2-01", "The partner's name was not found."));
    } else if seen.partner == Some(Found::Short) {
        cautions.push(caution(
            "RC-R2-03",
            "Only part of the partner's name was found; it may be another company.",
        ));
    }
    if seen.customer.is_none() {
        cautions.push(caution("RC-R2-02", "The customer's name was not found."));
    }
    let signal = match (seen.partner, seen.customer) {
        (Some(Found::Full), Some(_)) | (Some(_), Some(Found::Full)) if !blocked => Signal::Strong,
        (None, None) if !blocked => Signal::None,
        _ => Signal::Weak,
    };
    Assessment { signal, findings, cautions }
}

/// What a unit is worth as a place where the parties are named.
fn score(named: Named, labelled: bool, place: Place<'_>) -> Option<(i32, Polarity, &'static str, u8)> {
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
