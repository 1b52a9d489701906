//! What a reviewer asks of the queue, as data: filters and sort keys.

use crate::domain::{Activity, Program, QueueKind, Sector, Status, Turn};
use chrono::NaiveDate;
use serde::Serialize;

/// A condition on claims. All texts are lower-case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// Every claim.
    All,
    /// All conditions hold.
    And(Vec<Filter>),
    /// One of the conditions holds.
    Or(Vec<Filter>),
    /// The condition does not hold.
    Not(Box<Filter>),
    /// Status in the snapshot.
    Status(Status),
    /// Program.
    Program(Program),
    /// Why it waits for us.
    Kind(QueueKind),
    /// Who acts next.
    Turn(Turn),
    /// Activity.
    Activity(Activity),
    /// Segment of the customer.
    Sector(Sector),
    /// A claimed workload: its code, or a part of its canonical or claimed name.
    Workload(String),
    /// Part of the partner's name, or its id.
    Partner(String),
    /// Part of the customer's name, domain or tenant id.
    Customer(String),
    /// Part of the customer's country.
    Country(String),
    /// Part of the engagement.
    Engagement(String),
    /// Edition id.
    Edition(String),
    /// Run of digits of the claim id.
    Claim(String),
    /// The clock in force runs out less than so many minutes after the time of the snapshot.
    DueWithin(i64),
    /// The clock in force runs out later than that.
    DueAfter(i64),
    /// A clock ran out that changes the status by itself.
    Expired,
    /// A clock runs that will change the status by itself.
    Expiring,
    /// First submitted before this day.
    SubmittedBefore(NaiveDate),
    /// First submitted after this day.
    SubmittedAfter(NaiveDate),
    /// A property of the claim.
    Has(Feature),
    /// Words or a phrase in the text of its documents.
    Text(String),
    /// Part of the partner's name, the customer's name, the claim's name or its id.
    Any(String),
}

/// A property that a claim has or has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// A contested workload.
    Conflict,
    /// At least one document.
    Documents,
    /// A running clock.
    Clock,
    /// A decision of this desk in force.
    Decision,
    /// A verdict, a pin or a draft of this desk.
    Draft,
    /// Skipped by the person at the desk.
    Skip,
    /// Differs from the snapshot that was open before.
    Change,
    /// A decision of this desk arrived in the snapshot.
    Arrival,
}

/// A column the queue can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SortColumn {
    /// Time left minus the typical time for the kind.
    Slack,
    /// First submission.
    Submitted,
    /// Claim id.
    Claim,
    /// Partner name.
    Partner,
    /// Customer name.
    Customer,
    /// Number of workloads.
    Workloads,
    /// Status.
    Status,
}

impl SortColumn {
    /// All columns.
    pub const ALL: &'static [Self] = &[
        Self::Slack,
        Self::Submitted,
        Self::Claim,
        Self::Partner,
        Self::Customer,
        Self::Workloads,
        Self::Status,
    ];

    /// The word used on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Slack => "slack",
            Self::Submitted => "submitted",
            Self::Claim => "claim",
            Self::Partner => "partner",
            Self::Customer => "customer",
            Self::Workloads => "workloads",
            Self::Status => "status",
        }
    }
}

/// One level of sorting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SortKey {
    /// Column.
    pub column: SortColumn,
    /// Largest first.
    pub descending: bool,
}
