//! What the queue knows of one claim.

use crate::domain::{Activity, ClaimId, Digest, EditionId, Guid, Program, QueueKind, Sector, Status, Turn};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// One claim of the queue, with everything that is shown, sorted or searched without opening the claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexRow {
    /// The claim.
    pub claim_id: ClaimId,
    /// Digest of the whole claim.
    pub digest: Digest,
    /// Name the partner gave it.
    pub claim_name: String,
    /// Program.
    pub program: Program,
    /// Edition it is judged under.
    pub edition: EditionId,
    /// Engagement.
    pub engagement: String,
    /// Activity.
    pub activity: Activity,
    /// Status in the snapshot.
    pub status: Status,
    /// Why it waits, when it waits for us.
    pub kind: Option<QueueKind>,
    /// Who acts next.
    pub turn: Turn,
    /// Label of the clock in force.
    pub clock: Option<String>,
    /// When that clock runs out, in UTC.
    pub deadline: Option<DateTime<Utc>>,
    /// Only the day is known.
    pub date_only: bool,
    /// The first change of status that a running clock leads to by itself (DEC-14).
    pub prediction: Option<PredictedStatus>,
    /// The deadline less the typical time for the kind: the order of slack at any time of day.
    pub latest_start: Option<DateTime<Utc>>,
    /// Whether another partner claims or holds a workload of it.
    pub contested: bool,
    /// First submission.
    pub submitted_on: NaiveDate,
    /// Partner's name.
    pub partner: String,
    /// Partner's location id.
    pub partner_id: String,
    /// Customer's name.
    pub customer: String,
    /// Customer's domain.
    pub customer_domain: String,
    /// Customer's tenant.
    pub customer_tenant: Guid,
    /// Customer's country.
    pub customer_country: String,
    /// Customer's segment.
    pub sector: Sector,
    /// Claimed workloads in the order of the claim.
    pub workloads: Vec<IndexWorkload>,
    /// Number of documents.
    pub documents: u32,
    /// Cells of its checklist that a person judges.
    pub cells: u32,
}

/// A status that follows by itself when a clock runs out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PredictedStatus {
    /// Which.
    pub leads_to: Status,
    /// When, in UTC.
    pub at: DateTime<Utc>,
}

/// A claimed workload in the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexWorkload {
    /// Compact code.
    pub code: String,
    /// As claimed.
    pub name: String,
    /// Name in the catalogue; as claimed where the catalogue does not know it.
    pub canonical: String,
}
