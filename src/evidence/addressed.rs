//! Text that addresses the reviewer: content without weight, flagged wherever it would have been pointed at.
//!
//! Such lines are left out of every assessment. The cell is then assessed once more with them taken at their word;
//! what they would have shown becomes a caution and a candidate against.

use super::case::Case;
use super::engine::{Assessment, caution};
use super::rank::Finding;
use crate::domain::{Polarity, Signal};

/// Code of the caution; no rule of the catalogue names it.
const CODE: &str = "REVIEWER-ADDRESSED";
/// Rank of such a line: below whatever else was found.
const SCORE: i32 = 3;

/// Whether any line of the claim's documents speaks to the reviewer.
pub(super) fn occurs(case: &Case<'_>) -> bool {
    case.readings.iter().any(|reading| reading.units.iter().any(|unit| unit.addressed))
}

/// Adds what an assessment that believes such lines found in them.
pub(super) fn flag(assessment: &mut Assessment, case: &Case<'_>, believing: Assessment) {
    let addressed = |finding: &Finding| {
        case.place(finding.document, finding.unit).is_some_and(|place| place.unit.addressed)
    };
    let claims: Vec<Finding> = believing
        .findings
        .into_iter()
        .filter(|finding| finding.polarity == Polarity::For && addressed(finding))
        .collect();
    if claims.is_empty() {
        return;
    }
    assessment.cautions.push(caution(CODE, "Text that addresses the reviewer was given no weight."));
    if assessment.signal == Signal::None {
        assessment.signal = Signal::Weak;
    }
    assessment.findings.extend(claims.into_iter().map(|finding| Finding {
        score: SCORE,
        polarity: Polarity::Against,
        why: "addresses the reviewer",
        ..finding
    }));
}
