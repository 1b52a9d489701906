//! R1: who acknowledged the work, in which form.
//!
//! Ink, a seal, a verifiable electronic signature, or the customer's own mail that accepts work counts. A forwarded
//! mail, a typed name, a picture of a signature, an empty field, praise, a purchase or a sentence about a suite is
//! shown as what it is, with its reason code (POE-R1-01 to -20, POE-D01 to -D10).

mod cues;
mod mails;
mod papers;
mod signatures;
mod statements;

use super::case::{Case, Place};
use super::engine::{Assessment, caution};
use super::rank::Finding;
use super::signing::{self, Mark};
use crate::domain::{Caution, Polarity, Signal};
use cues::Cues;
use papers::Papers;

/// What kind of thing a finding shows; candidates of one kind make room for others.
mod group {
    pub(super) const SIGNED: u8 = 1;
    pub(super) const SIGNER: u8 = 2;
    pub(super) const MAIL: u8 = 3;
    pub(super) const SAID: u8 = 4;
    pub(super) const SENDER: u8 = 5;
    pub(super) const FORWARDED: u8 = 6;
    pub(super) const EMPTY: u8 = 7;
    pub(super) const WRONG_FORM: u8 = 8;
    pub(super) const OTHER_PARTY: u8 = 9;
    pub(super) const VAGUE: u8 = 10;
    pub(super) const PURCHASE: u8 = 11;
    pub(super) const UNSIGNED: u8 = 12;
}

/// What the set shows so far.
#[derive(Default)]
struct Found {
    findings: Vec<Finding>,
    cautions: Vec<Caution>,
    /// Something the customer did or wrote counts as it is.
    valid: bool,
}

impl Found {
    fn point(&mut self, place: Place<'_>, found: (i32, Polarity, &'static str, u8)) {
        self.findings.push(place.finding("R1", found));
    }

    /// A known way of looking like an acknowledgement, with the caution that names it.
    fn trap(&mut self, place: Place<'_>, (score, polarity, trap, group): (i32, Polarity, Trap, u8)) {
        self.point(place, (score, polarity, trap.why, group));
        self.warn(trap);
    }

    fn warn(&mut self, trap: Trap) {
        if !self.cautions.iter().any(|caution| caution.code == trap.code) {
            self.cautions.push(caution(trap.code, trap.text));
        }
    }
}

/// A reason why something does not count.
#[derive(Clone, Copy)]
struct Trap {
    code: &'static str,
    /// On the candidate.
    why: &'static str,
    /// Among the cautions of the cell.
    text: &'static str,
}

/// Everything a part of the assessment looks at.
struct Inquiry<'a, 'c> {
    case: &'a Case<'c>,
    cues: &'a Cues,
    marks: &'a [Mark],
    papers: &'a Papers,
}

pub(super) fn assess(case: &Case<'_>) -> Assessment {
    let cues = Cues::new(case);
    let marks = signing::marks(case);
    let papers = Papers::read(case, &cues);
    let inquiry = Inquiry { case, cues: &cues, marks: &marks, papers: &papers };
    let mut found = Found::default();
    signatures::read(&inquiry, &mut found);
    mails::read(&inquiry, &mut found);
    statements::read(&inquiry, &mut found);
    papers.warn(case, &mut found);
    if !found.valid && found.cautions.is_empty() {
        found
            .cautions
            .push(caution("RC-R1-01", "No signature and no acknowledgement of the customer was found."));
    }
    let signal = match (found.valid, found.findings.is_empty()) {
        (true, _) => Signal::Strong,
        (false, false) => Signal::Weak,
        (false, true) => Signal::None,
    };
    Assessment { signal, findings: found.findings, cautions: found.cautions }
}
