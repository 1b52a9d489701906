//! The signals of R1, looked up once.

use crate::evidence::case::Case;
use crate::evidence::reading::Unit;
use crate::evidence::signals::Mask;
use crate::text::segment;

pub(super) struct Cues {
    /// Words of acceptance in any language.
    accepted: Mask,
    /// The customer confirms in its own words.
    own_words: Mask,
    /// Plain words that accept in a mail and say nothing elsewhere.
    plain: Mask,
    pub(super) for_whom: Mask,
    refused: Mask,
    pub(super) work: Mask,
    pub(super) delivered: Mask,
    pub(super) suite: Mask,
    pub(super) purchase: Mask,
    /// A purchase is accepted.
    pub(super) bought: Mask,
    pub(super) praise: Mask,
    pub(super) automatic: Mask,
    /// Confirms an appointment or the receipt of something.
    pub(super) receipt: Mask,
    pub(super) marker: Mask,
    pub(super) prefix: Mask,
    pub(super) unsigned: Mask,
    pub(super) licensing: Mask,
    pub(super) reference: Mask,
}

impl Cues {
    pub(super) fn new(case: &Case<'_>) -> Self {
        let mask = |ids: &[&str]| case.signals.mask(ids);
        Self {
            accepted: mask(&["SIG-R1-07", "SIG-R1-10", "SIG-R1-14", "SIG-R1-16"]),
            own_words: mask(&["SIG-R1-11"]),
            plain: mask(&["SIG-R1-18"]),
            for_whom: mask(&["SIG-R1-13"]),
            refused: mask(&["SIG-R1-65"]),
            work: mask(&["SIG-R1-17"]),
            delivered: mask(&["SIG-R3-01", "SIG-R3-07"]),
            suite: mask(&["SIG-R1-54"]),
            purchase: mask(&["SIG-R1-53"]),
            bought: mask(&["SIG-R1-60"]),
            praise: mask(&["SIG-R1-67"]),
            automatic: mask(&["SIG-R1-66"]),
            prefix: mask(&["SIG-R1-51"]),
            receipt: mask(&["SIG-R1-68"]),
            marker: mask(&["SIG-R1-52"]),
            unsigned: mask(&["SIG-R1-59"]),
            licensing: mask(&["SIG-DOC-03"]),
            reference: mask(&["SIG-R1-03"]),
        }
    }

    pub(super) fn accepts(&self, unit: &Unit, text: &str) -> bool {
        in_open_cell(unit, text, self.accepted) && !self.refuses(unit, text)
    }

    /// Words that accept when they stand in the customer's mail.
    pub(super) fn accepts_in_mail(&self, unit: &Unit, text: &str) -> bool {
        let plain = unit.hits.meet(self.own_words) || unit.hits.meet(self.plain);
        !self.refuses(unit, text) && (plain || self.accepts(unit, text))
    }

    pub(super) fn refuses(&self, unit: &Unit, text: &str) -> bool {
        in_open_cell(unit, text, self.refused)
    }
}

/// Whether a signal fires in the unit, outside of cells with an empty box (PRE-3).
fn in_open_cell(unit: &Unit, text: &str, mask: Mask) -> bool {
    if !unit.hits.meet(mask) {
        return false;
    }
    let unticked = |start: usize| {
        let cells = segment::cells(text, unit.span);
        let cell = cells.into_iter().rev().find(|cell| cell.start <= start);
        let before = cell.and_then(|cell| text.get(cell.start..start)).unwrap_or_default();
        before.rfind("[ ]").max(before.rfind('☐')).is_some()
            && before.rfind("[x]").max(before.rfind("[X]")).max(before.rfind('☒'))
                < before.rfind("[ ]").max(before.rfind('☐'))
    };
    unit.spots.iter().any(|hit| hit.meets(mask) && !unticked(hit.start))
}
