//! What each document of the set may carry: some papers never hold an acknowledgement, whatever they say (§3.8).

use super::cues::Cues;
use super::{Found, Trap};
use crate::domain::DocumentKind;
use crate::evidence::case::Case;
use crate::evidence::party::{self, Party};
use crate::evidence::reading::Reading;
use crate::text::segment::Role;

/// Lines from the top in which a title stands.
const TITLE: usize = 8;
/// Words a page has at least when it is more than a signature.
const PAGE: usize = 60;

const PURCHASE: Trap = Trap {
    code: "RC-D-01",
    why: "a purchase order never carries the acknowledgement",
    text: "A purchase order never serves as proof.",
};
const QUOTE: Trap = Trap {
    code: "RC-D-02",
    why: "a price quote never carries the acknowledgement",
    text: "A price quote never serves as proof.",
};
const LICENSING: Trap = Trap {
    code: "RC-D-03",
    why: "a licensing contract never carries the acknowledgement",
    text: "A contract about licences never serves as proof.",
};
const MASTER: Trap = Trap {
    code: "RC-D-04",
    why: "a master agreement shows no recent work",
    text: "A master agreement alone shows no recent work.",
};
const ECIF: Trap = Trap {
    code: "RC-R1-12",
    why: "an ECIF paper carries no acknowledgement",
    text: "An ECIF paper carries no acknowledgement of the customer.",
};
const UNNAMED: Trap = Trap {
    code: "RC-R1-11",
    why: "signed page that does not say what was signed",
    text: "The signed page does not show which agreement it belongs to.",
};
/// Papers that are about money or disclosure, not about work.
const ASIDE: Trap = Trap {
    code: "RC-R1-06",
    why: "signed for another purpose than the work",
    text: "The signed paper does not concern the work.",
};

/// Why a document cannot carry an acknowledgement.
#[derive(Clone, Copy)]
pub(super) struct Bar(pub(super) Trap);

pub(super) struct Papers {
    bars: Vec<Option<Bar>>,
    /// The document speaks of a partnership and of no work.
    vague: Vec<bool>,
    /// Whose paper it is, by its head.
    heads: Vec<Option<Party>>,
}

impl Papers {
    pub(super) fn read(case: &Case<'_>, cues: &Cues) -> Self {
        let readings = &case.readings;
        let only_master = readings.iter().all(|reading| reading.document.kind == DocumentKind::Msa);
        Self {
            bars: readings.iter().map(|reading| bar(case, cues, (reading, only_master))).collect(),
            vague: readings.iter().map(|reading| is_vague(cues, reading)).collect(),
            heads: readings.iter().map(|reading| party::of_letterhead(case, reading)).collect(),
        }
    }

    pub(super) fn bar(&self, document: usize) -> Option<Bar> {
        self.bars.get(document).copied().flatten()
    }

    pub(super) fn is_vague(&self, document: usize) -> bool {
        self.vague.get(document).copied().unwrap_or_default()
    }

    pub(super) fn head(&self, document: usize) -> Option<Party> {
        self.heads.get(document).copied().flatten()
    }

    /// Names the papers that carry no acknowledgement.
    pub(super) fn warn(&self, case: &Case<'_>, found: &mut Found) {
        for (bar, reading) in self.bars.iter().zip(&case.readings) {
            let Some(Bar(trap)) = bar else { continue };
            let aside = matches!(reading.document.kind, DocumentKind::Invoice | DocumentKind::Disclosure);
            // A page that does not say what was signed is named where it is signed.
            let unnamed = trap.code == UNNAMED.code;
            let covered = found.valid && trap.code == MASTER.code;
            if !aside && !covered && !unnamed {
                found.warn(*trap);
            }
        }
    }
}

fn bar(case: &Case<'_>, cues: &Cues, (reading, only_master): (&Reading<'_>, bool)) -> Option<Bar> {
    let kind = reading.document.kind;
    let strict = case.edition.document_kind(kind).is_some_and(|spec| spec.never_counts.is_some());
    let title = reading.units.iter().take_while(|unit| unit.line < TITLE);
    let licensing = title.into_iter().any(|unit| unit.hits.meet(cues.licensing));
    match kind {
        DocumentKind::PurchaseOrder if strict => Some(Bar(PURCHASE)),
        DocumentKind::Quote => Some(Bar(QUOTE)),
        DocumentKind::Ecif => Some(Bar(ECIF)),
        DocumentKind::Invoice | DocumentKind::Disclosure => Some(Bar(ASIDE)),
        DocumentKind::Msa if only_master && case.edition.parameters.acknowledgement_months.is_some() => {
            Some(Bar(MASTER))
        }
        DocumentKind::Msa | DocumentKind::PurchaseOrder | DocumentKind::Email => None,
        _ if licensing && case.edition.parameters.acknowledgement_months.is_some() => Some(Bar(LICENSING)),
        _ if is_unnamed(case, cues, reading) => Some(Bar(UNNAMED)),
        _ => None,
    }
}

/// A page that names neither party, nor a workload, nor a document it belongs to (POE-R1-01).
fn is_unnamed(case: &Case<'_>, cues: &Cues, reading: &Reading<'_>) -> bool {
    let words: usize = reading.units.iter().map(|unit| unit.words.len()).sum();
    let tells = reading.units.iter().any(|unit| {
        let named = case.named(unit);
        named.partner.is_some()
            || named.customer.is_some()
            || !unit.mentions.is_empty()
            || unit.hits.meet(cues.reference)
            || (unit.hits.meet(cues.work) && unit.role != Role::Footer)
    });
    words > 0 && words < PAGE && !tells
}

/// A letter about a partnership for a suite, without any concrete work in it.
fn is_vague(cues: &Cues, reading: &Reading<'_>) -> bool {
    let concrete = |unit: &crate::evidence::reading::Unit| {
        unit.hits.meet(cues.delivered) && (!unit.metrics.is_empty() || !unit.mentions.is_empty())
    };
    reading.units.iter().any(|unit| unit.hits.meet(cues.suite)) && !reading.units.iter().any(concrete)
}
