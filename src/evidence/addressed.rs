//! Text that addresses the reviewer: content without weight.
//!
//! Such lines are left out of every assessment, and every row says that they were there.

use super::case::Case;
use super::engine::{Assessment, caution};
use crate::domain::Signal;

/// Code of the caution; no rule of the catalogue names it.
const CODE: &str = "REVIEWER-ADDRESSED";

/// Whether any line of the claim's documents speaks to the reviewer.
pub(super) fn occurs(case: &Case<'_>) -> bool {
    case.readings.iter().any(|reading| reading.units.iter().any(|unit| unit.addressed))
}

/// Says on a row that such lines had no weight in it.
pub(super) fn flag(assessment: &mut Assessment) {
    if assessment.signal != Signal::NotApplicable {
        assessment.cautions.push(caution(CODE, "Text that addresses the reviewer was given no weight."));
    }
}
