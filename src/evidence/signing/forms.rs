//! In which form something is signed, read from one cell of a line.

use crate::evidence::case::Case;
use crate::evidence::signals::{Hit, Mask};

/// What stands where a signature belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    /// Ink, seal or stamp on the page.
    Ink,
    /// Electronic signature with a service or certificate that can be asked.
    Verified,
    /// Electronic signature that nothing supports.
    Unverified,
    /// A typed name.
    Typed,
    /// A picture of a signature.
    Picture,
    /// A signature taken from elsewhere.
    Pasted,
    /// Waited for, or declined.
    Open,
    /// A field without a signature.
    Empty,
}

impl Form {
    /// Whether the form counts when it is the customer's.
    pub(crate) const fn counts(self) -> bool {
        matches!(self, Self::Ink | Self::Verified)
    }
}

/// The signals that tell the forms apart.
pub(super) struct FormCues {
    ink: Mask,
    electronic: Mask,
    service: Mask,
    reference: Mask,
    slash: Mask,
    typed: Mask,
    picture: Mask,
    pasted: Mask,
    open: Mask,
    empty: Mask,
    all: Mask,
}

impl FormCues {
    pub(super) fn new(case: &Case<'_>) -> Self {
        let mask = |ids: &[&str]| case.signals.mask(ids);
        Self {
            ink: mask(&["SIG-R1-09"]),
            electronic: mask(&["SIG-R1-01", "SIG-R1-12"]),
            service: mask(&["SIG-R1-02"]),
            reference: mask(&["SIG-R1-03"]),
            slash: mask(&["SIG-R1-57"]),
            typed: mask(&["SIG-R1-61"]),
            picture: mask(&["SIG-R1-56"]),
            pasted: mask(&["SIG-R1-63"]),
            open: mask(&["SIG-R1-64"]),
            empty: mask(&["SIG-R1-55"]),
            all: mask(&[
                "SIG-R1-01",
                "SIG-R1-02",
                "SIG-R1-09",
                "SIG-R1-12",
                "SIG-R1-55",
                "SIG-R1-56",
                "SIG-R1-57",
                "SIG-R1-61",
                "SIG-R1-63",
                "SIG-R1-64",
            ]),
        }
    }

    /// Whether anything of a unit may be a signature.
    pub(super) fn concern(&self, spots: &[Hit]) -> bool {
        spots.iter().any(|hit| hit.meets(self.all))
    }

    /// The form that the signals of a cell show. A bracket that speaks of a picture is no ink.
    pub(super) fn form(&self, spots: &[Hit]) -> Option<Form> {
        let meets = |mask: Mask| spots.iter().any(|hit| hit.meets(mask));
        match () {
            () if meets(self.pasted) => Some(Form::Pasted),
            () if meets(self.picture) => Some(Form::Picture),
            () if meets(self.ink) => Some(Form::Ink),
            () if meets(self.open) => Some(Form::Open),
            () if meets(self.empty) => Some(Form::Empty),
            () if meets(self.slash) => Some(Form::Typed),
            () if meets(self.electronic) || meets(self.service) => Some(Form::Unverified),
            () if meets(self.typed) => Some(Form::Typed),
            () => None,
        }
    }

    /// Whether a cell names a service or a certificate.
    pub(super) fn is_service(&self, spots: &[Hit]) -> bool {
        spots.iter().any(|hit| hit.meets(self.service))
    }

    /// Whether a cell says that it was signed electronically.
    pub(super) fn is_electronic(&self, spots: &[Hit]) -> bool {
        spots.iter().any(|hit| hit.meets(self.electronic))
    }

    /// Whether a cell holds what makes a signature verifiable.
    pub(super) fn is_reference(&self, spots: &[Hit]) -> bool {
        spots.iter().any(|hit| hit.meets(self.reference))
    }
}
