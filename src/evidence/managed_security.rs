//! The five qualifications of Managed Security Services (WKL-MSS-01 to -14), looked for one by one.
//!
//! Work on the out-of-scope list is shown as a trap even when it is well described.

use super::case::Case;
use super::connection::Tenants;
use super::engine::{Assessment, caution};
use super::rank::Finding;
use crate::domain::{Polarity, Signal};
use crate::text::segment::Role;

const NAME: &str = "Managed Security Services";

/// Signal and what it shows.
const QUALIFICATIONS: [(&str, &str); 5] = [
    ("SIG-MSS-01", "1: security operations around the clock"),
    ("SIG-MSS-02", "2: Sentinel is managed"),
    ("SIG-MSS-03", "3: threat hunting"),
    ("SIG-MSS-04", "4: configuration assessments"),
    ("SIG-MSS-05", "5: custom detections and tuning"),
];

/// Whether a claimed name means managed security.
pub(super) fn is_claimed(case: &Case<'_>, claimed: &str) -> bool {
    case.aliases
        .index_of(claimed)
        .and_then(|at| case.edition.workloads.get(at))
        .is_some_and(|w| w.name == NAME)
}

/// Adds the qualifications and the out-of-scope work to what the name and identifiers gave.
pub(super) fn assess(case: &Case<'_>, mut findings: Vec<Finding>, tenants: &Tenants) -> Assessment {
    let out_of_scope = case.signals.mask(&["SIG-MSS-51"]);
    let offered = case.signals.mask(&["SIG-R3-54", "SIG-R4-52", "SIG-R4-54"]);
    let works = case.signals.mask(&["SIG-R3-01", "SIG-R3-07"]);
    let masks = QUALIFICATIONS.map(|(id, _)| case.signals.mask(&[id]));
    let mut seen = [false; 5];
    // The title of the service proves none of its qualifications.
    for finding in &mut findings {
        finding.score -= 20;
    }
    for place in case.units().filter(|place| !matches!(place.unit.role, Role::Quoted | Role::Header)) {
        let hits = place.unit.hits;
        let partner = case.partner.find(&place.unit.words).is_some() || hits.meet(works);
        let detail = i32::from(!place.unit.metrics.is_empty()) * 4
            + i32::from(!place.unit.dates.is_empty()) * 2
            + i32::from(partner) * 4
            - i32::from(place.unit.role == Role::Heading) * 4;
        if hits.meet(out_of_scope) {
            let found = (46 + detail, Polarity::Against, "work that is no managed security", 20);
            findings.push(place.finding("R4", found));
            continue;
        }
        let rows = masks.iter().zip(QUALIFICATIONS).zip(&mut seen);
        for (group, ((mask, (_, why)), seen)) in (10..).zip(rows) {
            if !hits.meet(*mask) {
                continue;
            }
            let found = if hits.meet(offered) {
                (50 + detail, Polarity::Against, why, group)
            } else {
                *seen = true;
                (48 + detail, Polarity::For, why, group)
            };
            findings.push(place.finding("R4", found));
        }
    }
    // Where next to nothing of the service is seen, what is done instead comes first.
    if seen.iter().filter(|seen| **seen).count() < 2 {
        let claims = findings.iter_mut().filter(|finding| finding.polarity == Polarity::For);
        claims.for_each(|finding| finding.score -= 30);
    }
    let missing = QUALIFICATIONS.iter().zip(seen).filter(|(_, seen)| !seen).map(|((_, why), _)| *why);
    let cautions: Vec<_> =
        missing.map(|why| caution("RC-R4-07", &format!("Not found: qualification {why}."))).collect();
    let signal = match (cautions.is_empty(), findings.is_empty()) {
        (true, _) if tenants.identified() => Signal::Strong,
        (_, true) => Signal::None,
        _ => Signal::Weak,
    };
    Assessment { signal, findings, cautions }
}
