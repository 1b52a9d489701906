//! The signals that R4 asks for, looked up once per claim.

use crate::evidence::case::Case;
use crate::evidence::signals::Mask;

pub(super) struct Cues {
    pub(super) work: Mask,
    /// Advice and help: no work of R3, but a tie to the workload all the same.
    pub(super) help: Mask,
    pub(super) detail: Mask,
    pub(super) negated: Mask,
    /// An exception inside a sentence: what stands behind it is ruled out.
    pub(super) exception: Mask,
    pub(super) planned: Mask,
    pub(super) promotional: Mask,
    pub(super) tenant: Mask,
    pub(super) subscription: Mask,
    pub(super) directory: Mask,
    pub(super) signing: Mask,
}

impl Cues {
    pub(super) fn new(case: &Case<'_>) -> Self {
        let mask = |ids: &[&str]| case.signals.mask(ids);
        Self {
            work: mask(&["SIG-R3-01", "SIG-R3-07", "SIG-R3-11", "SIG-R3-12", "SIG-R3-19"]),
            help: mask(&["SIG-R3-51", "SIG-R3-58", "SIG-R3-55", "SIG-R3-57"]),
            detail: mask(&[
                "SIG-R3-04",
                "SIG-R3-05",
                "SIG-R3-08",
                "SIG-R3-09",
                "SIG-R3-13",
                "SIG-R3-14",
                "SIG-R3-17",
                "SIG-R3-18",
            ]),
            negated: mask(&["SIG-R4-52", "SIG-R4-55", "SIG-R3-54"]),
            exception: mask(&["SIG-R4-57"]),
            planned: mask(&["SIG-R4-54", "SIG-R4-56"]),
            promotional: mask(&["SIG-R3-52"]),
            tenant: mask(&["SIG-R4-02", "SIG-R4-07"]),
            subscription: mask(&["SIG-R4-03"]),
            directory: mask(&["SIG-R4-06"]),
            signing: mask(&["SIG-R1-01", "SIG-R1-02", "SIG-R1-03"]),
        }
    }
}
