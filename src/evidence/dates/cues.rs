//! The signals of R5, looked up once.

use crate::evidence::case::Case;
use crate::evidence::signals::Mask;

pub(super) struct Cues {
    pub(super) signed: Mask,
    pub(super) period: Mask,
    pub(super) milestone: Mask,
    pub(super) quarter: Mask,
    pub(super) season: Mask,
    pub(super) furniture: Mask,
    pub(super) purchase: Mask,
    pub(super) upsell: Mask,
    /// A field for the dates of the engagement without dates.
    pub(super) engagement_open: Mask,
    /// Any date that is left open.
    pub(super) left_open: Mask,
    pub(super) work: Mask,
}

impl Cues {
    pub(super) fn new(case: &Case<'_>) -> Self {
        let mask = |ids: &[&str]| case.signals.mask(ids);
        Self {
            signed: mask(&["SIG-R5-05"]),
            period: mask(&["SIG-R5-07", "SIG-R5-08"]),
            milestone: mask(&["SIG-R5-09"]),
            quarter: mask(&["SIG-R5-10"]),
            season: mask(&["SIG-R5-14"]),
            furniture: mask(&["SIG-R5-11"]),
            purchase: mask(&["SIG-R5-12"]),
            upsell: mask(&["SIG-R5-13"]),
            engagement_open: mask(&["SIG-R5-51"]),
            left_open: mask(&["SIG-R5-52", "SIG-R5-53"]),
            work: mask(&["SIG-R3-01", "SIG-R3-07"]),
        }
    }
}
