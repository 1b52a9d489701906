//! The days between which a usage acknowledgement is fresh enough (POE-R5-03, POE-R5-05).

use super::deadline::months_before;
use crate::domain::{Activity, Claim, HistoryAction};
use crate::policy::Edition;
use chrono::NaiveDate;

/// First and last day on which an acknowledgement counts, both included (CLK-24); `None` where the edition or the
/// claim type has no age limit (FY20, pre-sales, revenue association).
///
/// The first day counts back from the *first* submission; the last is the last submission, because proof added
/// with a resubmission is measured to it (OQ-08).
pub fn acknowledgement_window(claim: &Claim, edition: &Edition) -> Option<(NaiveDate, NaiveDate)> {
    let months = edition.parameters.acknowledgement_months?;
    let limited = edition.profile(claim).twelve_months;
    if !limited || claim.activity != Activity::Usage {
        return None;
    }
    let first = months_before(claim.submitted_on, months)?;
    let resubmitted = claim
        .history
        .iter()
        .filter(|entry| entry.action == HistoryAction::Resubmission)
        .map(|entry| entry.on.date_naive())
        .max();
    Some((first, resubmitted.map_or(claim.submitted_on, |day| day.max(claim.submitted_on))))
}
