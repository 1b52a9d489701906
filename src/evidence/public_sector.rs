//! R6: the disclosure to a public sector customer and its acknowledgement, both in writing (POE-R6-01 to -08).
//!
//! Only points at text; whether the customer is public sector stands in the claim or is the reviewer's call.

use super::case::{Case, Place};
use super::engine::{Assessment, caution};
use super::signals::Mask;
use crate::domain::{DocumentKind, Polarity, Signal};

type Found = (i32, Polarity, &'static str, u8);

struct Cues {
    disclosure: Mask,
    title: Mask,
    acknowledged: Mask,
    ink: Mask,
    empty: Mask,
    body: Mask,
    money: Mask,
}

pub(super) fn assess(case: &Case<'_>) -> Assessment {
    let mask = |ids: &[&str]| case.signals.mask(ids);
    let cues = Cues {
        disclosure: mask(&["SIG-R6-04"]),
        title: mask(&["SIG-R6-05"]),
        acknowledged: mask(&["SIG-R6-06"]),
        ink: mask(&["SIG-R1-01", "SIG-R1-09", "SIG-R1-12"]),
        empty: mask(&["SIG-R6-51", "SIG-R1-55"]),
        body: mask(&["SIG-R6-01", "SIG-R6-02", "SIG-R6-03"]),
        money: mask(&["SIG-R6-52"]),
    };
    let papers: Vec<bool> = case
        .readings
        .iter()
        .map(|reading| {
            let text = |mask: Mask| reading.units.iter().any(|unit| unit.hits.meet(mask));
            reading.document.kind == DocumentKind::Disclosure || text(cues.disclosure) || text(cues.title)
        })
        .collect();
    let mut findings = Vec::new();
    for place in case.units() {
        let inside = papers.get(place.document).copied().unwrap_or_default();
        findings.extend(score(&cues, place, inside).map(|found| place.finding("R6", found)));
    }
    let found = |group: u8| findings.iter().any(|finding| finding.group == group);
    let (disclosed, acknowledged, empty) = (found(1), found(2), found(3));
    let mut cautions = Vec::new();
    if !disclosed {
        cautions.push(caution("RC-R6-01", "No disclosure of fees from Microsoft was found."));
    }
    if empty || !acknowledged {
        cautions.push(caution("RC-R6-02", "The disclosure is not acknowledged by the customer."));
    }
    let signal = match (disclosed, acknowledged && !empty) {
        (true, true) => Signal::Strong,
        (false, _) if findings.is_empty() => Signal::None,
        _ => Signal::Weak,
    };
    Assessment { signal, findings, cautions }
}

fn score(cues: &Cues, place: Place<'_>, inside: bool) -> Option<Found> {
    let hits = place.unit.hits;
    if inside && hits.meet(cues.empty) {
        return Some((70, Polarity::Blocker, "acknowledgement left empty", 3));
    }
    if hits.meet(cues.disclosure) {
        return Some((75, Polarity::For, "fees from Microsoft are disclosed", 1));
    }
    if inside && place.reading.document.kind == DocumentKind::Disclosure {
        if hits.meet(cues.ink) {
            return Some((68, Polarity::For, "signature under the disclosure", 2));
        }
        if hits.meet(cues.acknowledged) {
            return Some((50, Polarity::For, "the disclosure is acknowledged", 2));
        }
    }
    if hits.meet(cues.title) {
        return Some((40, Polarity::For, "title of a disclosure", 4));
    }
    let body = i32::from(hits.meet(cues.body)) * 15;
    if hits.meet(cues.money) {
        return Some((20 + body / 3, Polarity::Against, "money between the parties, no disclosure", 6));
    }
    (body > 0).then_some((body, Polarity::Against, "sign of a public body, no disclosure", 5))
}
