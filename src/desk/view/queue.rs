//! The queue as it is shown: pages, rows, counts, saved queries.

use super::{HeldByOthers, Holder, News};
use crate::domain::{Activity, ClaimId, DecisionKind, EditionId, QueueKind, Role, Status, Turn};
use crate::store::SortKey;
use crate::store::index::PredictedStatus;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

/// What part of the queue is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueueQuery {
    /// Query language of M1; empty asks for every claim that waits for a reviewer.
    pub text: String,
    /// Sort levels; empty means slack.
    pub sort: Vec<SortKey>,
    /// Rows to pass over.
    pub offset: u64,
    /// Rows wanted.
    pub limit: u32,
}

/// A page of the queue.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueuePage {
    /// The rows.
    pub rows: Vec<QueueRow>,
    /// Rows passed over.
    pub offset: u64,
    /// Rows that match in all.
    pub total: u64,
    /// Claims of each status in the whole snapshot.
    pub counts: Vec<StatusCount>,
    /// Claims decided here and not withdrawn.
    pub decided: u64,
    /// Decisions held here.
    pub held: u64,
    /// Claims that wait but are not free, if there are any.
    pub held_by_others: Option<HeldByOthers>,
    /// Why the page is empty, when it is.
    pub empty_because: Option<String>,
    /// How far the index is.
    pub index: IndexState,
    /// The time all clocks are shown for.
    pub as_of: DateTime<Utc>,
}

/// Number of claims of one status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusCount {
    /// Status.
    pub status: Status,
    /// How many.
    pub claims: u64,
}

/// How far the index is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum IndexState {
    /// Everything can be searched.
    Ready,
    /// The queue works; full-text search does not see every claim yet.
    TextPending {
        /// Claims searched so far.
        done: u64,
        /// Claims in all.
        total: u64,
    },
}

/// A claimed workload as a compact code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorkloadTag {
    /// At most six characters.
    pub code: String,
    /// As claimed.
    pub name: String,
}

/// One claim in the queue.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueueRow {
    /// The claim.
    pub claim_id: ClaimId,
    /// Name the partner gave it.
    pub claim_name: String,
    /// Partner.
    pub partner: String,
    /// Customer.
    pub customer: String,
    /// Claimed workloads.
    pub workloads: Vec<WorkloadTag>,
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
    /// The first change of status that a clock leads to by itself.
    pub prediction: Option<PredictedStatus>,
    /// Only the day is known.
    pub date_only: bool,
    /// Minutes left minus the typical minutes for the kind, as of the snapshot.
    pub slack_minutes: Option<i64>,
    /// Whether another partner claims or holds a workload of it.
    pub contested: bool,
    /// First submission.
    pub submitted_on: NaiveDate,
    /// Activity.
    pub activity: Activity,
    /// Engagement.
    pub engagement: String,
    /// Edition it is judged under.
    pub edition: EditionId,
    /// Number of documents.
    pub documents: u32,
    /// Cells judged so far in this desk, of how many.
    pub judged: Option<(u32, u32)>,
    /// Decision of this desk in force, unless the claim came back since and waits again.
    pub decided: Option<DecisionKind>,
    /// Until when that decision is held here, in UTC.
    pub held_until: Option<DateTime<Utc>>,
    /// What the comparison with the earlier snapshot says of it.
    pub news: Option<News>,
    /// Whether I skipped it, and why.
    pub skipped: Option<String>,
    /// Who else works on it right now.
    pub holder: Option<Holder>,
}

/// A named query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SavedView {
    /// Name.
    pub name: String,
    /// Query text.
    pub query: String,
    /// Whether it ships with the program.
    pub built_in: bool,
    /// Who may use it; `None` means everybody.
    pub role: Option<Role>,
}
