//! Clocks that ran out, as they are proposed.

use crate::domain::{ClaimId, Status};
use crate::rules::Prediction;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// A clock that ran out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExpiryRow {
    /// The claim.
    pub claim_id: ClaimId,
    /// Its partner.
    pub partner: String,
    /// Its customer.
    pub customer: String,
    /// Its status in the snapshot.
    pub status: Status,
    /// What the clock leads to, when it ran out, and the latest open request as the reason.
    pub prediction: Prediction,
    /// Who confirmed it here and when, if somebody did.
    pub confirmed: Option<(String, DateTime<Utc>)>,
}
