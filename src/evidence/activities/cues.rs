//! The signals that R3 asks for, looked up once per claim.

use crate::evidence::case::Case;
use crate::evidence::signals::Mask;

/// Signals of the qualifications of managed security (WKL-MSS-01 to -05).
const QUALIFICATIONS: [&str; 5] = ["SIG-MSS-01", "SIG-MSS-02", "SIG-MSS-03", "SIG-MSS-04", "SIG-MSS-05"];

pub(super) struct Cues {
    pub(super) verbs: Mask,
    pub(super) results: Mask,
    pub(super) before_after: Mask,
    pub(super) plan: Mask,
    pub(super) problem: Mask,
    pub(super) vague: Mask,
    pub(super) promotional: Mask,
    pub(super) excluded: Mask,
    /// Exceptions inside a sentence that otherwise tells of work.
    pub(super) aside: Mask,
    pub(super) planned: Mask,
    pub(super) others: Mask,
    pub(super) tasks: Mask,
    pub(super) security: Mask,
    /// The five qualifications of managed security, one by one.
    pub(super) qualifications: [Mask; 5],
    /// References to work elsewhere.
    pub(super) elsewhere: Mask,
    /// Work that is no managed security (WKL-MSS-11 to -14).
    pub(super) unmanaged: Mask,
    /// Prices and terms of a contract.
    pub(super) terms: Mask,
    pub(super) field: Mask,
    pub(super) accepted: Mask,
    pub(super) signed: Mask,
}

impl Cues {
    pub(super) fn new(case: &Case<'_>) -> Self {
        let mask = |ids: &[&str]| case.signals.mask(ids);
        Self {
            verbs: mask(&["SIG-R3-01", "SIG-R3-07", "SIG-R3-11", "SIG-R3-12", "SIG-R3-19"]),
            results: mask(&["SIG-R3-03", "SIG-R3-08"]),
            before_after: mask(&["SIG-R3-04", "SIG-R3-13", "SIG-R3-17", "SIG-R3-18"]),
            plan: mask(&["SIG-R3-05", "SIG-R3-09", "SIG-R3-14"]),
            problem: mask(&["SIG-R3-06", "SIG-R3-10"]),
            vague: mask(&["SIG-R3-51", "SIG-R3-58"]),
            promotional: mask(&["SIG-R3-52"]),
            excluded: mask(&["SIG-R3-54", "SIG-R4-52", "SIG-R4-55"]),
            aside: mask(&["SIG-R4-57"]),
            planned: mask(&["SIG-R4-54", "SIG-R4-56"]),
            others: mask(&["SIG-R3-55", "SIG-R3-57", "SIG-R4-53"]),
            tasks: mask(&["SIG-R3-56"]),
            security: mask(&QUALIFICATIONS),
            qualifications: QUALIFICATIONS.map(|id| mask(&[id])),
            elsewhere: mask(&["SIG-R3-62"]),
            unmanaged: mask(&["SIG-MSS-51"]),
            terms: mask(&["SIG-R3-63"]),
            field: mask(&[
                "SIG-R2-01",
                "SIG-R2-02",
                "SIG-R2-03",
                "SIG-R5-05",
                "SIG-R5-08",
                "SIG-R1-05",
                "SIG-R1-09",
                "SIG-R4-02",
            ]),
            accepted: mask(&["SIG-R1-07", "SIG-R1-10"]),
            signed: mask(&["SIG-R1-01", "SIG-R1-02", "SIG-R1-03", "SIG-R1-12"]),
        }
    }
}
