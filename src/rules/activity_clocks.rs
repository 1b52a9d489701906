//! The clocks of Partner Activities (CLK-05 to CLK-09, PAC-51 to PAC-56).
//!
//! Computed like the others, although their components are judged elsewhere: a reviewer sees how long a claim has
//! left. Expiries count from the customer's consent and follow the timeline of the engagement.

use super::clocks::{Running, last, since};
use super::deadline::Start;
use crate::domain::{Claim, HistoryAction, Status, Turn};
use crate::policy::Edition;

/// The clocks of the status, before the edition says how long.
pub(super) fn running(claim: &Claim, edition: &Edition) -> Vec<Running> {
    match claim.status {
        Status::CustomerClaimed => vec![consent(claim, Turn::Partner)],
        Status::AwaitingCustomerConsent => vec![consent(claim, Turn::Customer)],
        Status::CustomerConsentReceived if never_submitted(claim) => {
            expiry(claim, edition.expiry(&claim.engagement).map(|row| row.not_submitted))
        }
        Status::PartnerActionRequired => {
            expiry(claim, edition.expiry(&claim.engagement).map(|row| row.post_submission))
        }
        Status::Submitted | Status::UnderReview if claim.is_submitted_dispute() => {
            since(claim, &HistoryAction::Resubmission, "activity-dispute-review", Turn::Us)
        }
        Status::Rejected if !lost_consent(claim) => {
            since(claim, &HistoryAction::Rejection, "dispute-window", Turn::Partner)
        }
        Status::Disputed => since(claim, &HistoryAction::Rejection, "dispute-submit", Turn::Partner),
        _ => Vec::new(),
    }
}

/// Whether the claim was never submitted and never cancelled: only then it expires unsubmitted (PAC-52).
fn never_submitted(claim: &Claim) -> bool {
    !claim.history.iter().any(|entry| match &entry.action {
        HistoryAction::Submission | HistoryAction::Resubmission => true,
        HistoryAction::Other(word) => word.to_lowercase().contains("cancel"),
        _ => false,
    })
}

/// Whether the claim was rejected because another partner obtained the customer's consent: that cannot be disputed
/// (T-PA-33, CON-12).
pub(super) fn lost_consent(claim: &Claim) -> bool {
    let rejection = claim.history.iter().rev().find(|entry| entry.action == HistoryAction::Rejection);
    rejection.and_then(|entry| entry.note.as_deref()).is_some_and(|note| note.contains("RC-E-13"))
}

/// Consent is due so long after the creation of the claim (CLK-09).
fn consent(claim: &Claim, turn: Turn) -> Running {
    let created = last(claim, &HistoryAction::Created);
    Running::new("customer-consent", turn, created.map_or(Start::Day(claim.created_on), Start::Instant))
}

fn expiry(claim: &Claim, length: Option<i64>) -> Vec<Running> {
    let expiry = since(claim, &HistoryAction::CustomerConsentApproved, "activity-expiry", Turn::Partner);
    expiry.into_iter().filter(|_| length.is_some()).map(|running| Running { length, ..running }).collect()
}
