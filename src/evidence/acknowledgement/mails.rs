//! What the mails of the set are worth: the customer's own words count, what others say or pass on does not.

use super::{Found, Inquiry, Trap, group};
use crate::domain::Polarity;
use crate::evidence::case::{Case, Place, Side};
use crate::evidence::reading::{Reading, Unit};
use crate::text::Span;
use crate::text::segment::{Mail, Role};

const FORWARDED: Trap =
    Trap { code: "RC-R1-05", why: "the mail was forwarded", text: "The mail was forwarded by somebody." };
const PARTNER: Trap = Trap {
    code: "RC-R1-07",
    why: "written by the partner",
    text: "The mail was written by the partner; the customer's acceptance is missing.",
};
const QUOTED: Trap = Trap {
    code: "RC-R1-07",
    why: "stands only in the history below the partner's mail",
    text: "The customer's words stand only in the history below a mail of the partner.",
};
const ELSEWHERE: Trap = Trap {
    code: "RC-R1-09",
    why: "address is not at the customer's domain",
    text: "The sender's address is not at the customer's domain.",
};
const PURCHASE: Trap = Trap {
    code: "RC-R1-06",
    why: "about buying, not about work",
    text: "The mail is about a purchase, not about work.",
};
const VAGUE: Trap = Trap {
    code: "RC-R1-08",
    why: "names a partner for a suite, not work done",
    text: "The statement is too general: it names a partner, not the work.",
};
const PRAISE: Trap = Trap {
    code: "RC-R1-08",
    why: "praise or thanks, no acceptance of work",
    text: "The mail praises or thanks; it accepts no work.",
};
const NO_WORK: Trap = Trap {
    code: "RC-R1-13",
    why: "a mail that shows no work",
    text: "The mail of the customer neither accepts nor describes work.",
};
const REFUSED: Trap = Trap {
    code: "RC-R1-01",
    why: "the customer withholds acceptance",
    text: "The customer refuses or withholds the acceptance.",
};

/// How many lines of the mail that is answered are looked at.
const ANSWERED: usize = 40;

pub(super) fn read(inquiry: &Inquiry<'_, '_>, found: &mut Found) {
    for (document, reading) in inquiry.case.readings.iter().enumerate() {
        let mut top = None;
        for (at, mail) in reading.mails.iter().enumerate() {
            if !mail.earlier {
                top = inquiry.case.side_of_mail(document, at);
            }
            Letter { inquiry, document, reading, at, mail, top }.assess(found);
        }
        markers(inquiry, document, found);
    }
}

/// Lines that say that a forwarded mail follows.
fn markers(inquiry: &Inquiry<'_, '_>, document: usize, found: &mut Found) {
    let places = inquiry.case.units().filter(|place| place.document == document);
    for place in places.filter(|place| place.unit.hits.meet(inquiry.cues.marker)) {
        found.trap(place, (72, Polarity::Blocker, FORWARDED, group::FORWARDED));
    }
}

/// One mail of a document.
struct Letter<'a, 'c> {
    inquiry: &'a Inquiry<'a, 'c>,
    document: usize,
    reading: &'a Reading<'c>,
    at: usize,
    mail: &'a Mail,
    /// Who sent the mail below which an earlier one stands.
    top: Option<Side>,
}

impl Letter<'_, '_> {
    fn assess(&self, found: &mut Found) {
        if self.mail.forwarded {
            self.forward(found);
        }
        match self.inquiry.case.side_of_mail(self.document, self.at) {
            _ if self.mail.passed_on || (self.mail.forwarded && self.mail.earlier) => {
                self.second_hand(FORWARDED, found);
            }
            Some(Side::Customer) if self.mail.forwarded => self.second_hand(FORWARDED, found),
            Some(Side::Customer) if self.is_history_of_another() => self.second_hand(QUOTED, found),
            Some(Side::Customer) => self.own(found),
            Some(Side::Unproven) => self.elsewhere(found, true),
            Some(Side::Unknown) => self.elsewhere(found, false),
            Some(Side::Partner) if self.mail.earlier => {}
            Some(Side::Partner) => self.partner(found),
            None => {}
        }
    }

    /// Its own text, without header, history and signature.
    fn body(&self) -> impl Iterator<Item = Place<'_>> {
        let places =
            self.reading.of_mail(self.at).filter_map(|at| self.inquiry.case.place(self.document, at));
        places.filter(|place| {
            let own = self.mail.earlier || place.unit.role != Role::Quoted;
            own && Case::is_readable(place.unit)
                && !matches!(place.unit.role, Role::Header | Role::Signature | Role::Footer)
        })
    }

    fn header(&self, line: Span) -> Option<Place<'_>> {
        let start = self.reading.folded().get(line.start..line.end)?;
        let blanks = start.len() - start.trim_start().len();
        let at = self.reading.at(line.start + blanks)?;
        self.inquiry.case.place(self.document, at)
    }

    fn subject(&self) -> Option<Place<'_>> {
        self.header(self.mail.subject.as_ref()?.line)
    }

    fn sender(&self) -> Option<Place<'_>> {
        self.header(self.mail.from.as_ref()?.line)
    }

    /// The subject of a mail that passes something on.
    fn forward(&self, found: &mut Found) {
        found.warn(FORWARDED);
        let says = |place: &Place<'_>| place.unit.hits.meet(self.inquiry.cues.prefix) || !self.mail.earlier;
        if let Some(place) = self.subject().filter(says) {
            found.trap(place, (86, Polarity::Blocker, FORWARDED, group::FORWARDED));
        }
    }

    /// What the customer says in a mail that is not the customer's own any more.
    fn second_hand(&self, trap: Trap, found: &mut Found) {
        for place in self.body() {
            if self.accepts(place) {
                found.trap(place, (56, Polarity::Against, trap, group::MAIL));
            }
        }
    }

    /// An earlier mail below a mail of somebody else.
    fn is_history_of_another(&self) -> bool {
        self.mail.earlier && self.top.is_some_and(|side| side != Side::Customer)
    }

    fn accepts(&self, place: Place<'_>) -> bool {
        self.inquiry.cues.accepts_in_mail(place.unit, self.reading.folded())
    }

    /// The customer's own mail.
    fn own(&self, found: &mut Found) {
        let cues = self.inquiry.cues;
        if self.subject().is_some_and(|place| place.unit.hits.meet(cues.automatic)) {
            found.warn(NO_WORK);
            return;
        }
        let about_work = self.is_about_work();
        let mut valid = false;
        let mut silent = true;
        for place in self.body() {
            let unit = place.unit;
            let told = self.statement(place);
            silent &= told.is_none();
            match told {
                Some(Statement::Refusal) => found.trap(place, (84, Polarity::Blocker, REFUSED, group::MAIL)),
                Some(Statement::Vague) => found.trap(place, (88, Polarity::Against, VAGUE, group::VAGUE)),
                Some(Statement::Purchase) => {
                    found.trap(place, (55, Polarity::Against, PURCHASE, group::PURCHASE));
                }
                Some(Statement::Praise) => {
                    found.point(place, (34, Polarity::Against, PRAISE.why, group::VAGUE));
                }
                Some(Statement::Acceptance) => {
                    let clear = about_work || cues.accepts(unit, self.reading.folded());
                    let counts = clear && !unit.hits.meet(cues.receipt);
                    valid |= counts;
                    let score = if counts { 72 } else { 40 } + self.weight(unit);
                    found.point(
                        place,
                        (score, Polarity::For, "the customer accepts or confirms", group::MAIL),
                    );
                }
                Some(Statement::Account) => {
                    valid |= !unit.mentions.is_empty() || !unit.metrics.is_empty();
                    let score = 46 + self.weight(unit);
                    found
                        .point(place, (score, Polarity::For, "the customer describes the work", group::MAIL));
                }
                None => {}
            }
        }
        self.conclude((valid, silent), found);
    }

    /// Points at the sender of a mail that counts, and says why one that does not falls short.
    fn conclude(&self, (valid, silent): (bool, bool), found: &mut Found) {
        found.valid |= valid;
        if let Some(place) = self.sender().filter(|_| valid) {
            found.point(place, (46, Polarity::For, "sent from the customer's domain", group::SENDER));
        }
        if !valid && !self.mail.earlier {
            let praises = self.body().any(|place| place.unit.hits.meet(self.inquiry.cues.praise));
            found.warn(if praises && !silent { PRAISE } else { NO_WORK });
        }
    }

    fn statement(&self, place: Place<'_>) -> Option<Statement> {
        let (cues, unit) = (self.inquiry.cues, place.unit);
        let concrete =
            unit.hits.meet(cues.delivered) && (!unit.mentions.is_empty() || !unit.metrics.is_empty());
        let named = self.inquiry.case.named(unit);
        let told = self.accepts(place) && (unit.hits.meet(cues.work) || named.partner.is_some());
        match () {
            () if cues.refuses(unit, self.reading.folded()) => Some(Statement::Refusal),
            () if unit.hits.meet(cues.suite) && !concrete => Some(Statement::Vague),
            () if unit.hits.meet(cues.bought) && !concrete => Some(Statement::Purchase),
            () if unit.hits.meet(cues.purchase) && !concrete && !told => Some(Statement::Purchase),
            () if self.accepts(place) => Some(Statement::Acceptance),
            () if named.partner.is_some() && unit.hits.meet(cues.delivered) => Some(Statement::Account),
            () if unit.hits.meet(cues.work) && concrete => Some(Statement::Account),
            () if unit.hits.meet(cues.praise) => Some(Statement::Praise),
            () => None,
        }
    }

    /// Whether the mail speaks of work at all: in its lines, its subject, or the mail it answers.
    fn is_about_work(&self) -> bool {
        let answered = self.reading.of_mail(self.at + 1).take(ANSWERED);
        let answered = answered.filter_map(|at| self.inquiry.case.place(self.document, at));
        let answered = answered.filter(|place| place.unit.role == Role::Quoted);
        self.body().chain(self.subject()).chain(answered).any(|place| self.speaks_of_work(place.unit))
    }

    fn speaks_of_work(&self, unit: &Unit) -> bool {
        let cues = self.inquiry.cues;
        let named = self.inquiry.case.named(unit).partner.is_some();
        named || unit.hits.meet(cues.work) || unit.hits.meet(cues.delivered) || !unit.mentions.is_empty()
    }

    fn weight(&self, unit: &Unit) -> i32 {
        let named = self.inquiry.case.named(unit);
        i32::from(named.partner.is_some()) * 10
            + i32::from(!unit.mentions.is_empty()) * 6
            + i32::from(unit.hits.meet(self.inquiry.cues.work)) * 4
            + i32::from(!unit.metrics.is_empty()) * 2
    }

    /// A mail from an address that cannot be tied to the customer (TST-02).
    fn elsewhere(&self, found: &mut Found, named: bool) {
        if self.mail.earlier && !named {
            return;
        }
        let mut accepts = false;
        for place in self.body().filter(|place| self.accepts(*place)) {
            accepts = true;
            found.trap(place, (62, Polarity::Against, ELSEWHERE, group::MAIL));
        }
        if let Some(place) = self.sender().filter(|_| named || accepts) {
            found.trap(place, (60, Polarity::Against, ELSEWHERE, group::SENDER));
        }
    }

    /// A mail of the partner, unless the customer's answer stands below it (POE-R1-15).
    fn partner(&self, found: &mut Found) {
        if self.mail.forwarded {
            return;
        }
        found.warn(PARTNER);
        if let Some(place) = self.sender() {
            found.point(place, (44, Polarity::Against, PARTNER.why, group::OTHER_PARTY));
        }
        for place in self.body().filter(|place| self.accepts(*place)) {
            found.point(place, (42, Polarity::Against, PARTNER.why, group::OTHER_PARTY));
        }
    }
}

/// What a line of the customer's mail says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Statement {
    Acceptance,
    /// Tells what the partner did.
    Account,
    Refusal,
    Vague,
    Purchase,
    Praise,
}
