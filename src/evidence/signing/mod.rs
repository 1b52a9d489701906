//! The signatures of a proof: form, place, and whose they are.
//!
//! Reads every signature block, also where the blocks of customer and partner stand side by side on one line. What
//! stands in the cell itself tells most, then the lines of the same block in the same column (POE-R1-01 to -04).

mod blocks;
mod forms;

use super::case::{Case, Place};
use super::party::{self, Party};
use super::reading::{Reading, Unit};
use crate::text::Span;
use crate::text::segment::{self, Role};
use blocks::Block;
pub(crate) use forms::Form;
use forms::FormCues;
use std::collections::BTreeSet;

/// What a line to sign on looks like.
const BLANK: &str = "_____";

/// Something that stands where a signature belongs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    /// Index of the document.
    pub(crate) document: usize,
    /// Index of the unit.
    pub(crate) unit: usize,
    /// Its cell in the folded text.
    pub(crate) cell: Span,
    pub(crate) form: Form,
    /// Whose it is; `None` when the paper does not tell.
    pub(crate) party: Option<Party>,
    /// A line that only names the service, without a signer.
    pub(crate) bare_service: bool,
}

/// Every mark of the set, in order of documents and text.
pub(crate) fn marks(case: &Case<'_>) -> Vec<Mark> {
    let cues = FormCues::new(case);
    let mut found: Vec<Mark> = Vec::new();
    for place in case.units().filter(|place| may_sign(place.unit)) {
        if !cues.concern(&place.unit.spots) && !place.text().contains(BLANK) {
            continue;
        }
        let cells = segment::cells(place.reading.folded(), place.unit.span);
        let mut row: Vec<Mark> =
            cells.into_iter().filter_map(|cell| mark(case, &cues, (place, cell))).collect();
        if let [alone] = row.as_mut_slice() {
            alone.party = of_row(case, place, *alone);
        }
        found.append(&mut row);
    }
    verify(case, &cues, &mut found);
    presume(&mut found);
    found
}

/// Where the customer's field stands empty, whoever signed beside it is not the customer.
fn presume(marks: &mut [Mark]) {
    let open =
        |mark: &&Mark| matches!(mark.form, Form::Empty | Form::Open) && mark.party == Some(Party::Customer);
    let documents: BTreeSet<usize> = marks.iter().filter(open).map(|mark| mark.document).collect();
    for mark in marks.iter_mut().filter(|mark| mark.party.is_none() && documents.contains(&mark.document)) {
        mark.party = Some(Party::Partner);
    }
}

/// Signatures stand in papers, not in the headers and histories of mails.
const fn may_sign(unit: &Unit) -> bool {
    !matches!(unit.role, Role::Header | Role::Quoted | Role::Unticked | Role::Footer)
}

fn mark(case: &Case<'_>, cues: &FormCues, (place, cell): (Place<'_>, Span)) -> Option<Mark> {
    let spots: Vec<_> = place.unit.spots.iter().copied().filter(|hit| cell.contains(hit.start)).collect();
    let form = cues.form(&spots).or_else(|| blank(case, place, cell))?;
    let block = Block::new(place.reading, place.at, cell);
    if form == Form::Empty && is_filled_below(case, cues, &block) {
        return None;
    }
    let own = cell.of(place.reading.folded()).and_then(|text| party::of_text(case, text));
    let bare_service = form == Form::Unverified && cues.is_service(&spots) && own.is_none();
    let around = || if bare_service { block.person(case) } else { block.party(case) };
    let party = own.or_else(around);
    let party = party.or_else(|| party::of_letterhead(case, place.reading).filter(|_| !bare_service));
    Some(Mark { document: place.document, unit: place.at, cell, form, party, bare_service })
}

/// In a row with one signature, a person or address in another cell tells whose it is.
fn of_row(case: &Case<'_>, place: Place<'_>, mark: Mark) -> Option<Party> {
    let own = mark.cell.of(place.reading.folded()).and_then(|text| party::of_text(case, text));
    own.or_else(|| party::of_row(case, place.text()))
        .or(mark.party)
        .or_else(|| party::of_text(case, place.text()))
}

/// A cell of nothing but a line to sign on, in a row that names a person or a company.
fn blank(case: &Case<'_>, place: Place<'_>, cell: Span) -> Option<Form> {
    let text = cell.of(place.reading.folded())?;
    let line = text.starts_with(BLANK) && text.chars().all(|c| c == '_');
    (line && party::of_text(case, place.text()).is_some()).then_some(Form::Empty)
}

/// A label whose signature stands on the next line.
fn is_filled_below(case: &Case<'_>, cues: &FormCues, block: &Block<'_>) -> bool {
    block.next().is_some_and(|(unit, cell)| {
        let spots: Vec<_> = unit.spots.iter().copied().filter(|hit| cell.contains(hit.start)).collect();
        let named = cell.of(block.text()).is_some_and(|text| case.is_person(text));
        matches!(cues.form(&spots), Some(Form::Ink | Form::Unverified | Form::Picture | Form::Pasted))
            || named
    })
}

/// Electronic signatures count when a reference stands in the same paper, or in a log of the same service (POE-E04).
fn verify(case: &Case<'_>, cues: &FormCues, marks: &mut [Mark]) {
    let proofs: Vec<Proof> = case.readings.iter().map(|reading| Proof::new(cues, reading)).collect();
    let logged = proofs.iter().any(|proof| proof.service && proof.reference);
    for mark in marks {
        let Some(proof) = proofs.get(mark.document) else { continue };
        mark.form = match mark.form {
            Form::Unverified if proof.reference || logged => Form::Verified,
            Form::Typed if (proof.service || proof.electronic) && proof.reference => Form::Verified,
            form => form,
        };
    }
}

/// What a paper holds that supports an electronic signature.
struct Proof {
    electronic: bool,
    service: bool,
    reference: bool,
}

impl Proof {
    fn new(cues: &FormCues, reading: &Reading<'_>) -> Self {
        let any = |test: &dyn Fn(&Unit) -> bool| reading.units.iter().any(test);
        let electronic = any(&|unit| cues.is_electronic(&unit.spots));
        let service = any(&|unit| cues.is_service(&unit.spots));
        let code = || any(&|unit| carries_code(reading.text(unit)));
        let reference = any(&|unit| cues.is_reference(&unit.spots)) || ((electronic || service) && code());
        Self { electronic, service, reference }
    }
}

/// A long code of letters and digits near an electronic signature, as services print it (TRAP-22).
fn carries_code(text: &str) -> bool {
    text.split([' ', '\t', '|', ':']).any(is_code)
}

fn is_code(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let upper = word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
    (12..=80).contains(&word.len()) && upper && digits >= 4 && word.bytes().any(|b| b.is_ascii_uppercase())
}
