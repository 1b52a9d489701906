//! R6: the disclosure to a public sector customer and its acknowledgement, both in writing (POE-R6-01 to -08).
//!
//! Only points at text; whether the customer is public sector stands in the claim or is the reviewer's call.

use super::case::{Case, Place, Side};
use super::engine::{Assessment, caution};
use super::party::Party;
use super::signals::Mask;
use super::signing::{self, Form, Mark};
use crate::domain::{DocumentKind, Polarity, Signal};
use crate::text::segment::Role;

type Shown = (i32, Polarity, &'static str, u8);

/// Groups of findings.
const DISCLOSED: u8 = 1;
const ACKNOWLEDGED: u8 = 2;
const OPEN: u8 = 3;
const TITLE: u8 = 4;
const SECTOR: u8 = 5;
const MONEY: u8 = 6;

/// Longest title, in characters.
const TITLE_WIDTH: usize = 70;

struct Cues {
    disclosure: Mask,
    title: Mask,
    acknowledged: Mask,
    asked: Mask,
    later: Mask,
    body: Mask,
    money: Mask,
}

impl Cues {
    fn new(case: &Case<'_>) -> Self {
        let mask = |ids: &[&str]| case.signals.mask(ids);
        Self {
            disclosure: mask(&["SIG-R6-04"]),
            title: mask(&["SIG-R6-05"]),
            acknowledged: mask(&["SIG-R6-06"]),
            asked: mask(&["SIG-R6-51"]),
            later: mask(&["SIG-R6-53"]),
            body: mask(&["SIG-R6-01", "SIG-R6-02", "SIG-R6-03"]),
            money: mask(&["SIG-R6-52"]),
        }
    }
}

/// A paper that discloses, and how it is signed.
#[derive(Clone, Copy, Default)]
struct Paper {
    discloses: bool,
    signed: bool,
}

pub(super) fn assess(case: &Case<'_>) -> Assessment {
    let cues = Cues::new(case);
    let marks = signing::marks(case);
    let papers = papers(case, &cues, &marks);
    let mut findings = Vec::new();
    for place in case.units() {
        let paper = papers.get(place.document).copied().unwrap_or_default();
        findings.extend(said(case, &cues, (place, paper)).map(|shown| place.finding("R6", shown)));
    }
    for mark in marks.iter().filter(|mark| papers.get(mark.document).is_some_and(|paper| paper.discloses)) {
        let place = case.place(mark.document, mark.unit);
        findings.extend(place.and_then(|place| Some(place.finding("R6", signed(mark)?))));
    }
    let found = |group: u8, polarity: Polarity| {
        findings.iter().any(|finding| finding.group == group && finding.polarity == polarity)
    };
    // A customer who acknowledges a disclosure in its own words repeats it.
    let repeated = case.units().any(|place| {
        let hits = place.unit.hits;
        case.sender(place) == Some(Side::Customer)
            && hits.meet(cues.disclosure)
            && hits.meet(cues.acknowledged)
    });
    let disclosed = found(DISCLOSED, Polarity::For) || repeated;
    let acknowledged = found(ACKNOWLEDGED, Polarity::For);
    if !asks(case) {
        let text = "No disclosure is asked for in this country; check the list of ineligible countries.";
        return Assessment {
            signal: Signal::None,
            findings: Vec::new(),
            cautions: vec![caution("POE-R6-02", text)],
        };
    }
    let mut cautions = Vec::new();
    if !disclosed {
        cautions.push(caution("RC-R6-01", "No disclosure of fees from Microsoft was found."));
    }
    if !acknowledged {
        cautions.push(caution("RC-R6-02", "The disclosure is not acknowledged by the customer."));
    }
    let signal = match (disclosed, acknowledged) {
        (true, true) => Signal::Strong,
        _ if findings.is_empty() => Signal::None,
        _ => Signal::Weak,
    };
    Assessment { signal, findings, cautions }
}

/// Whether the customer's country has a disclosure rule (POE-R6-03, POE-R6-05).
fn asks(case: &Case<'_>) -> bool {
    let country = case.claim.customer.country.trim().to_lowercase();
    let listed = &case.edition.parameters.disclosure_countries;
    country.is_empty() || listed.iter().any(|known| known.to_lowercase() == country)
}

fn papers(case: &Case<'_>, cues: &Cues, marks: &[Mark]) -> Vec<Paper> {
    let paper = |(document, reading): (usize, &super::reading::Reading<'_>)| Paper {
        discloses: reading.document.kind == DocumentKind::Disclosure
            || reading.units.iter().any(|unit| unit.hits.meet(cues.disclosure) || unit.hits.meet(cues.title)),
        signed: marks.iter().any(|mark| mark.document == document && is_of_customer(mark)),
    };
    case.readings.iter().enumerate().map(paper).collect()
}

/// A signature that counts, of the customer or of nobody who is named.
fn is_of_customer(mark: &Mark) -> bool {
    mark.form.counts() && matches!(mark.party, Some(Party::Customer) | None)
}

/// What a signature on a disclosing paper shows.
fn signed(mark: &Mark) -> Option<Shown> {
    let partner = matches!(mark.party, Some(Party::Partner | Party::Third));
    match mark.form {
        Form::Ink | Form::Verified if !partner => {
            Some((70, Polarity::For, "signature of the customer on the disclosing paper", ACKNOWLEDGED))
        }
        Form::Ink | Form::Verified => Some((20, Polarity::Against, "signed by the partner only", SECTOR)),
        Form::Empty | Form::Open if !partner => {
            Some((72, Polarity::Blocker, "acknowledgement left empty", OPEN))
        }
        Form::Typed | Form::Unverified | Form::Picture | Form::Pasted if !partner => {
            Some((50, Polarity::Against, "signature that cannot be verified", OPEN))
        }
        _ => None,
    }
}

/// What a line says about a disclosure.
fn said(case: &Case<'_>, cues: &Cues, (place, paper): (Place<'_>, Paper)) -> Option<Shown> {
    let hits = place.unit.hits;
    let by_customer = case.sender(place) == Some(Side::Customer) && place.unit.role == Role::Body;
    if hits.meet(cues.later) && (hits.meet(cues.title) || hits.meet(cues.disclosure)) {
        return Some((44, Polarity::Against, "a disclosure that is still to come", OPEN));
    }
    let acknowledges = hits.meet(cues.acknowledged) && !hits.meet(cues.asked);
    if acknowledges && by_customer && (paper.discloses || hits.meet(cues.disclosure)) {
        return Some((74, Polarity::For, "the customer acknowledges the disclosure", ACKNOWLEDGED));
    }
    if hits.meet(cues.disclosure) {
        return Some((75, Polarity::For, "fees from Microsoft are disclosed", DISCLOSED));
    }
    if hits.meet(cues.asked) && paper.discloses {
        return Some((
            66 - i32::from(paper.signed) * 50,
            Polarity::Blocker,
            "acknowledgement only asked for",
            OPEN,
        ));
    }
    if acknowledges && paper.discloses && place.unit.mail.is_none() {
        let polarity = if paper.signed { Polarity::For } else { Polarity::Against };
        return Some((48, polarity, "words of acknowledgement", ACKNOWLEDGED));
    }
    if hits.meet(cues.title) && place.text().chars().count() <= TITLE_WIDTH {
        return Some((40, Polarity::For, "title of a disclosure", TITLE));
    }
    let body = i32::from(hits.meet(cues.body)) * 15;
    if hits.meet(cues.money) {
        return Some((20 + body / 3, Polarity::Against, "money between the parties, no disclosure", MONEY));
    }
    (body > 0).then_some((body, Polarity::Against, "sign of a public body, no disclosure", SECTOR))
}
