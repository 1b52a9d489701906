//! What the signatures of the set are worth as an acknowledgement of the customer.

use super::{Found, Inquiry, Trap, group};
use crate::domain::Polarity;
use crate::evidence::case::Place;
use crate::evidence::party::Party;
use crate::evidence::signing::{Form, Mark};

const TYPED: Trap = Trap {
    code: "RC-R1-10",
    why: "typed name in place of a signature",
    text: "A typed name cannot be verified as a signature.",
};
const UNVERIFIED: Trap = Trap {
    code: "RC-R1-10",
    why: "electronic signature without anything to verify it",
    text: "The electronic signature cannot be verified: no certificate, envelope or transaction id.",
};
const PICTURE: Trap = Trap {
    code: "RC-R1-03",
    why: "picture of a signature, not a signed page",
    text: "Only a picture of a signature was found.",
};
const PASTED: Trap =
    Trap { code: "RC-R1-04", why: "signature that looks pasted in", text: "The signature looks pasted in." };
const EMPTY: Trap = Trap {
    code: "RC-R1-02",
    why: "signature field without a signature",
    text: "A signature field of the customer is empty.",
};
const OPEN: Trap = Trap {
    code: "RC-R1-02",
    why: "signature waited for or declined",
    text: "The customer's signature is waited for or was declined.",
};
const THIRD: Trap = Trap {
    code: "RC-R1-09",
    why: "signed by another company",
    text: "Another company signed, not the customer.",
};

pub(super) fn read(inquiry: &Inquiry<'_, '_>, found: &mut Found) {
    for mark in inquiry.marks {
        let Some(place) = inquiry.case.place(mark.document, mark.unit) else { continue };
        match (mark.form, mark.party) {
            (form, Some(Party::Partner)) => partner(form, place, found),
            (form, Some(Party::Third)) if form.counts() => {
                found.trap(place, (50, Polarity::Against, THIRD, group::OTHER_PARTY));
            }
            (form, _) if form.counts() => counting(inquiry, (mark, place), found),
            (Form::Typed, _) => found.trap(place, (62, Polarity::Against, TYPED, group::WRONG_FORM)),
            (Form::Unverified, _) => {
                found.trap(place, (64, Polarity::Against, UNVERIFIED, group::WRONG_FORM));
            }
            (Form::Picture, _) => found.trap(place, (74, Polarity::Against, PICTURE, group::WRONG_FORM)),
            (Form::Pasted, _) => found.trap(place, (76, Polarity::Against, PASTED, group::WRONG_FORM)),
            (Form::Open, _) => found.trap(place, (66, Polarity::Blocker, OPEN, group::EMPTY)),
            (Form::Empty, _) => found.trap(place, (68, Polarity::Blocker, EMPTY, group::EMPTY)),
            (Form::Ink | Form::Verified, _) => {}
        }
    }
}

/// The partner's own signature shows that the form was used, and nothing about the customer.
fn partner(form: Form, place: Place<'_>, found: &mut Found) {
    if form.counts() {
        found.point(place, (22, Polarity::Against, "signature of the partner", group::OTHER_PARTY));
    }
}

/// A signature that counts by its form, of the customer or of nobody who is named.
fn counting(inquiry: &Inquiry<'_, '_>, (mark, place): (&Mark, Place<'_>), found: &mut Found) {
    if let Some(bar) = inquiry.papers.bar(mark.document) {
        let polarity = if bar.0.code == "RC-R1-11" { Polarity::For } else { Polarity::Against };
        let (score, group) =
            if polarity == Polarity::For { (60, group::SIGNED) } else { (44, group::WRONG_FORM) };
        found.point(place, (score, polarity, bar.0.why, group));
        if polarity == Polarity::For {
            found.warn(bar.0);
        }
        return;
    }
    if inquiry.papers.is_vague(mark.document) {
        found.point(
            place,
            (50, Polarity::For, "signature under a statement that names no work", group::SIGNED),
        );
        return;
    }
    let named = mark.party == Some(Party::Customer);
    if mark.bare_service && !named {
        let signer = is_signed_by_somebody(inquiry, mark);
        found.valid |= signer;
        found.point(place, (if signer { 72 } else { 48 }, Polarity::For, "signing service", group::SIGNER));
        return;
    }
    found.valid = true;
    let why = match mark.form {
        Form::Ink => "signature, seal or stamp on the page",
        _ => "electronic signature that can be verified",
    };
    found.point(place, (if named { 94 } else { 78 }, Polarity::For, why, group::SIGNED));
    signer(inquiry, (mark, place), found);
}

/// Whether a paper names a person of the customer, and nothing in it says that the customer did not sign.
fn is_signed_by_somebody(inquiry: &Inquiry<'_, '_>, mark: &Mark) -> bool {
    let Some(reading) = inquiry.case.readings.get(mark.document) else { return false };
    let here = || inquiry.marks.iter().filter(|other| other.document == mark.document);
    let open = here()
        .any(|other| matches!(other.form, Form::Open | Form::Empty) && other.party != Some(Party::Partner));
    let partner_only = here().any(|other| other.party == Some(Party::Partner));
    !open && !partner_only && reading.units.iter().any(|unit| inquiry.case.is_customer_person(&unit.words))
}

/// The line beside a signature that says who signed.
fn signer(inquiry: &Inquiry<'_, '_>, (mark, place): (&Mark, Place<'_>), found: &mut Found) {
    let near = place.reading.units.iter().enumerate().skip(mark.unit.saturating_sub(3)).take(7);
    for (at, unit) in near {
        let close = at != mark.unit && unit.line.abs_diff(place.unit.line) <= 2;
        let named = close && inquiry.case.is_customer_person(&unit.words) && unit.words.len() <= 16;
        if let Some(place) = inquiry.case.place(mark.document, at).filter(|_| named) {
            found.point(place, (58, Polarity::For, "names who signed", group::SIGNER));
        }
    }
}
