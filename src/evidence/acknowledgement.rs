//! R1: who acknowledged the work, in which form.
//!
//! Ink, a verifiable electronic signature, or the customer's own mail counts. A forwarded mail, a typed name, a
//! picture of a signature, an empty field or a sentence about a suite is shown as what it is (POE-R1-01 to -20).

use super::case::{Case, Place, Side};
use super::engine::{Assessment, caution};
use super::rank::Finding;
use super::reading::Reading;
use super::signals::Mask;
use crate::domain::{Caution, DocumentKind, Polarity, Signal};
use crate::text::segment::Role;
use std::collections::BTreeSet;

/// Score from which evidence looks sufficient.
const STRONG: i32 = 60;
/// Group of papers that say they carry no signature.
const UNSIGNED: u8 = 10;

struct Cues {
    ink: Mask,
    stamp: Mask,
    service: Mask,
    words: Mask,
    receipt: Mask,
    own_words: Mask,
    for_whom: Mask,
    local: Mask,
    label: Mask,
    work: Mask,
    traps: Vec<Trap>,
    /// For each document the mails in which something is accepted.
    accepting: Vec<BTreeSet<usize>>,
}

/// A known way of looking like an acknowledgement.
struct Trap {
    mask: Mask,
    score: i32,
    polarity: Polarity,
    code: &'static str,
    why: &'static str,
}

impl Cues {
    fn new(case: &Case<'_>) -> Self {
        let mask = |ids: &[&str]| case.signals.mask(ids);
        let trap =
            |id: &str, score, polarity, code, why| Trap { mask: mask(&[id]), score, polarity, code, why };
        let accepted = mask(&["SIG-R1-07", "SIG-R1-10"]);
        let accepting = |reading: &Reading<'_>| {
            reading
                .units
                .iter()
                .filter(|unit| unit.hits.meet(accepted))
                .filter_map(|unit| unit.mail)
                .collect()
        };
        Self {
            accepting: case.readings.iter().map(accepting).collect(),
            ink: mask(&["SIG-R1-09"]),
            stamp: mask(&["SIG-R1-01", "SIG-R1-12"]),
            service: mask(&["SIG-R1-02", "SIG-R1-03"]),
            words: mask(&["SIG-R1-07"]),
            receipt: mask(&["SIG-R1-10"]),
            own_words: mask(&["SIG-R1-11"]),
            for_whom: mask(&["SIG-R1-13"]),
            local: mask(&["SIG-R1-14"]),
            label: mask(&["SIG-R1-04", "SIG-R1-05", "SIG-R1-06"]),
            work: mask(&["SIG-R3-01", "SIG-R3-07"]),
            traps: vec![
                trap(
                    "SIG-R1-54",
                    90,
                    Polarity::Against,
                    "RC-R1-08",
                    "names a partner for a suite, not work done",
                ),
                trap("SIG-R1-51", 75, Polarity::Blocker, "RC-R1-05", "the mail was forwarded"),
                trap("SIG-R1-52", 40, Polarity::Blocker, "RC-R1-05", "the mail was forwarded"),
                trap("SIG-R1-59", 70, Polarity::Blocker, "RC-R1-12", "says that the customer does not sign"),
                trap("SIG-R1-55", 60, Polarity::Blocker, "RC-R1-02", "signature field without a signature"),
                trap(
                    "SIG-R1-56",
                    70,
                    Polarity::Against,
                    "RC-R1-03",
                    "picture of a signature, not a signed page",
                ),
                trap("SIG-R1-57", 65, Polarity::Against, "RC-R1-10", "typed signature"),
                trap("SIG-R1-61", 55, Polarity::Against, "RC-R1-10", "typed name in a signature field"),
                trap("SIG-R1-60", 55, Polarity::Against, "RC-R1-06", "accepts a purchase, not work"),
                trap("SIG-R1-53", 12, Polarity::Against, "RC-R1-06", "about buying, not about work"),
            ],
        }
    }
}

pub(super) fn assess(case: &Case<'_>) -> Assessment {
    let cues = Cues::new(case);
    let mut findings = Vec::new();
    let mut cautions: Vec<Caution> = Vec::new();
    for place in case.units() {
        let evidence = evidence(case, &cues, place);
        let trap = cues.traps.iter().find(|trap| place.unit.hits.meet(trap.mask));
        // Ink beside a typed label or a file name is ink.
        let inked = place.unit.hits.meet(cues.ink) || place.unit.hits.meet(cues.stamp);
        match trap.filter(|trap| !(inked && evidence > trap.score)) {
            Some(trap) => {
                note(&mut cautions, caution(trap.code, trap.why));
                let score = trap.score + evidence.clamp(0, 30) / 3 - penalty(place);
                let group = if trap.code == "RC-R1-12" { UNSIGNED } else { 9 };
                findings.push(place.finding("R1", (score, trap.polarity, trap.why, group)));
            }
            None if evidence > 0 => {
                findings.push(
                    place.finding("R1", (evidence, Polarity::For, why(&cues, place), group(&cues, place))),
                );
            }
            None => {}
        }
        if let Some(trap) = sender_trap(case, place) {
            note(&mut cautions, caution("RC-R1-09", "The sender's address is not at the customer's domain."));
            findings.push(trap);
        }
    }
    let best =
        findings.iter().filter(|f| f.polarity == Polarity::For).map(|f| f.score).max().unwrap_or_default();
    let bare_agreement = is_only(case, DocumentKind::Msa);
    // A paper that needs no signature takes nothing from an acknowledgement elsewhere in the set.
    let trapped =
        findings.iter().any(|f| f.polarity != Polarity::For && f.score >= best && f.group != UNSIGNED);
    cautions.extend(document_cautions(case));
    let signal = match best {
        STRONG.. if !trapped && !bare_agreement => Signal::Strong,
        1.. => Signal::Weak,
        _ if findings.is_empty() => Signal::None,
        _ => Signal::Weak,
    };
    if signal == Signal::None {
        cautions.push(caution("RC-R1-01", "No signature and no acknowledgement of the customer was found."));
    }
    Assessment { signal, findings, cautions }
}

/// What a unit is worth as an acknowledgement of the customer.
fn evidence(case: &Case<'_>, cues: &Cues, place: Place<'_>) -> i32 {
    let hits = place.unit.hits;
    let worth = |mask: Mask, score: i32| if hits.meet(mask) { score } else { 0 };
    let form = worth(cues.ink, 60) + worth(cues.stamp, 50) + worth(cues.service, 28);
    let accepted = worth(cues.receipt, 35) + worth(cues.local, 30);
    let score = match case.sender(place) {
        _ if place.unit.role == Role::Header => header(case, cues, place),
        Some(side) => accepted + in_mail(case, cues, place, side) + form / 2,
        None => {
            let said = worth(cues.words, 22) + worth(cues.own_words, 12);
            let said = said + if said > 0 { worth(cues.work, 6) } else { 0 };
            let label = worth(cues.label, 8) + worth(cues.for_whom, 22);
            form.min(80) + accepted + said + label
        }
    };
    if score <= 0 {
        return 0;
    }
    score + side(case, cues, place) - penalty(place)
}

fn header(case: &Case<'_>, cues: &Cues, place: Place<'_>) -> i32 {
    let from = mail_line(place).is_some_and(|from| from);
    let mail = place.unit.mail.unwrap_or(usize::MAX);
    let accepts = cues.accepting.get(place.document).is_some_and(|mails| mails.contains(&mail));
    if from && accepts && case.sender(place) == Some(Side::Customer) { 15 } else { 0 }
}

/// Whether the unit is the sender line of its mail.
fn mail_line(place: Place<'_>) -> Option<bool> {
    let mail = place.reading.mails.get(place.unit.mail?)?;
    Some(mail.from.as_ref()?.line.overlaps(place.unit.span))
}

fn in_mail(case: &Case<'_>, cues: &Cues, place: Place<'_>, sender: Side) -> i32 {
    let hits = place.unit.hits;
    let worth = |mask: Mask, score: i32| if hits.meet(mask) { score } else { 0 };
    let named = case.named(place.unit);
    let about_work = worth(cues.work, 12)
        + i32::from(named.partner.is_some()) * 18
        + i32::from(!place.unit.mentions.is_empty()) * 8
        + i32::from(!place.unit.metrics.is_empty()) * 5;
    let said = worth(cues.words, 35) + worth(cues.own_words, 25);
    match sender {
        Side::Customer => said + about_work,
        Side::Unproven => 15 + (said / 2) + (about_work / 2),
        Side::Unknown => (said + about_work) / 3,
        // A partner's mail acknowledges nothing (POE-R1-15).
        Side::Partner => 0,
    }
}

/// What the parties named in the line or beside it add or take.
fn side(case: &Case<'_>, cues: &Cues, place: Place<'_>) -> i32 {
    let named = case.named(place.unit);
    let ours = i32::from(named.customer.is_some()) * 15 + i32::from(named.contact) * 20;
    if ours > 0 || place.unit.mail.is_some() {
        return ours.min(28);
    }
    let signed = place.unit.hits.meet(cues.ink) || place.unit.hits.meet(cues.stamp);
    if named.partner.is_some() && signed {
        return -25;
    }
    let beside = place.reading.around(place.at, 2).any(|unit| {
        let named = case.named(unit);
        named.contact || named.customer.is_some()
    });
    if beside { 10 } else { 0 }
}

/// Papers and parts that carry little weight whatever they say.
fn penalty(place: Place<'_>) -> i32 {
    let paper = match place.reading.document.kind {
        DocumentKind::Quote | DocumentKind::Invoice | DocumentKind::Disclosure => 25,
        DocumentKind::PurchaseOrder | DocumentKind::Ecif => 10,
        _ => 0,
    };
    let part = match place.unit.role {
        Role::Quoted => 30,
        Role::Unticked => 60,
        _ => 0,
    };
    paper + part
}

fn group(cues: &Cues, place: Place<'_>) -> u8 {
    let hits = place.unit.hits;
    match () {
        () if hits.meet(cues.ink) => 1,
        () if hits.meet(cues.stamp) || hits.meet(cues.service) => 2,
        () if place.unit.mail.is_some() => 3,
        () => 4,
    }
}

const fn why(cues: &Cues, place: Place<'_>) -> &'static str {
    let hits = place.unit.hits;
    match () {
        () if hits.meet(cues.ink) => "signature, seal or stamp on the page",
        () if hits.meet(cues.stamp) || hits.meet(cues.service) => "electronic signature",
        () if place.unit.mail.is_some() => "mail of the customer",
        () if hits.meet(cues.words) || hits.meet(cues.receipt) || hits.meet(cues.local) => {
            "words of acceptance"
        }
        () => "signature block",
    }
}

/// The sender line of a mail whose sender cannot be tied to the customer's domain (TST-02).
fn sender_trap(case: &Case<'_>, place: Place<'_>) -> Option<Finding> {
    let from = mail_line(place)? && case.sender(place) == Some(Side::Unproven);
    let why = "address is not at the customer's domain";
    from.then(|| place.finding("R1", (58 - penalty(place), Polarity::Against, why, 8)))
}

fn document_cautions(case: &Case<'_>) -> Vec<Caution> {
    let mut found = Vec::new();
    if is_only(case, DocumentKind::Msa) {
        found.push(caution("RC-D-04", "A master agreement alone shows no recent work."));
    }
    if case.claim.documents.iter().any(|document| document.kind == DocumentKind::Ecif) {
        found.push(caution("RC-R1-12", "An ECIF paper carries no acknowledgement of the customer."));
    }
    found
}

fn is_only(case: &Case<'_>, kind: DocumentKind) -> bool {
    !case.claim.documents.is_empty() && case.claim.documents.iter().all(|document| document.kind == kind)
}

fn note(cautions: &mut Vec<Caution>, new: Caution) {
    if !cautions.contains(&new) {
        cautions.push(new);
    }
}
