//! What papers that are no mails say about acceptance: minutes, certificates, letters.
//!
//! Words support a signature; alone they make no acknowledgement.

use super::{Found, Inquiry, Trap, group};
use crate::domain::{DocumentKind, Polarity};
use crate::evidence::case::Place;
use crate::evidence::party::Party;
use crate::text::segment::Role;

const VAGUE: Trap = Trap {
    code: "RC-R1-08",
    why: "names a partner for a suite, not work done",
    text: "The statement is too general: it names a partner, not the work.",
};
const REFUSED: Trap = Trap {
    code: "RC-R1-01",
    why: "the customer withholds acceptance",
    text: "The customer refuses or withholds the acceptance.",
};
const UNSIGNED: Trap = Trap {
    code: "RC-R1-02",
    why: "says that the customer does not sign",
    text: "The paper says that it is not signed.",
};
const PURCHASE: Trap = Trap {
    code: "RC-R1-06",
    why: "accepts a purchase, not work",
    text: "What is accepted is a purchase, not work.",
};

pub(super) fn read(inquiry: &Inquiry<'_, '_>, found: &mut Found) {
    for place in inquiry.case.units().filter(|place| place.unit.mail.is_none()) {
        statement(inquiry, place, found);
    }
}

fn statement(inquiry: &Inquiry<'_, '_>, place: Place<'_>, found: &mut Found) {
    let (cues, unit) = (inquiry.cues, place.unit);
    let text = place.reading.folded();
    let kind = place.reading.document.kind;
    let told = matches!(
        kind,
        DocumentKind::Letter | DocumentKind::Email | DocumentKind::Other | DocumentKind::Template
    );
    if unit.role == Role::Unticked {
        return;
    }
    if unit.hits.meet(cues.suite) && told {
        found.trap(place, (88, Polarity::Against, VAGUE, group::VAGUE));
    } else if cues.refuses(unit, text) && (told || kind == DocumentKind::Report) {
        found.trap(place, (54, Polarity::Blocker, REFUSED, group::SAID));
    } else if unit.hits.meet(cues.unsigned) {
        let score = if kind == DocumentKind::Ecif { 70 } else { 58 };
        found.point(place, (score, Polarity::Blocker, UNSIGNED.why, group::UNSIGNED));
        if kind != DocumentKind::Ecif {
            found.warn(UNSIGNED);
        }
    } else if unit.hits.meet(cues.purchase)
        && matches!(kind, DocumentKind::PurchaseOrder | DocumentKind::Quote)
    {
        found.point(place, (30, Polarity::Against, PURCHASE.why, group::PURCHASE));
    } else if unit.hits.meet(cues.praise)
        && !cues.accepts(unit, text)
        && matches!(kind, DocumentKind::Letter | DocumentKind::Other)
    {
        found.point(place, (30, Polarity::Against, "praise or thanks, no acceptance of work", group::VAGUE));
    } else {
        acceptance(inquiry, place, found);
    }
}

/// Words of acceptance, worth more when they name who accepts.
fn acceptance(inquiry: &Inquiry<'_, '_>, place: Place<'_>, found: &mut Found) {
    let (cues, unit) = (inquiry.cues, place.unit);
    let accepts = cues.accepts(unit, place.reading.folded());
    let labelled = unit.hits.meet(cues.for_whom);
    if !(accepts || labelled) || unit.role == Role::Heading {
        return;
    }
    let named = inquiry.case.named(unit);
    let by_partner = inquiry.papers.head(place.document) == Some(Party::Partner)
        && place.reading.document.kind == DocumentKind::Letter;
    let customer = named.customer.is_some() || named.contact;
    let score = if accepts { 44 } else { 34 }
        + i32::from(customer) * 8
        + i32::from(named.partner.is_some()) * 4
        + i32::from(unit.hits.meet(cues.work)) * 4;
    if inquiry.papers.bar(place.document).is_some() || by_partner {
        found.point(
            place,
            (score / 2, Polarity::Against, "words of acceptance on a paper that does not count", group::SAID),
        );
        return;
    }
    found.point(place, (score, Polarity::For, "words of acceptance", group::SAID));
}
