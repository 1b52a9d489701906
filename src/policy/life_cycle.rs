//! Rows about a claim's life: statuses, transitions, clocks, expiry timelines, one type for each table.
//!
//! Plain data, as read from the TOML files. Nothing here computes a deadline or applies a rule to a claim.

use crate::domain::{DecisionKind, Program, Status};
use serde::{Deserialize, Serialize};

/// A status and its spellings.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusSpec {
    /// STA-001 and so on.
    pub rule: String,
    /// Program.
    pub program: Program,
    /// Canonical status.
    pub status: Status,
    /// Labels accepted on import.
    pub labels: Vec<String>,
    /// Whether nothing can follow.
    pub terminal: bool,
    /// Who may change it, as the catalogue says.
    pub changed_by: String,
}

/// A row of the transition table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transition {
    /// T-C25-07 and so on.
    pub id: String,
    /// Program.
    pub program: Program,
    /// Status before, as printed in the table.
    pub from: String,
    /// Status after, as printed in the table.
    pub to: String,
    /// Canonical status before; `None` for a claim that does not exist yet or a label without one.
    pub from_status: Option<Status>,
    /// Canonical status after.
    pub to_status: Option<Status>,
    /// Whether the row is about a claim after a dispute.
    #[serde(default)]
    pub after_dispute: bool,
    /// Who or what causes it.
    pub by: Mover,
    /// The decision that causes it, where a reviewer records one.
    pub decision: Option<DecisionKind>,
    /// The clock that causes it when it runs out.
    pub clock: Option<String>,
    /// What shows in a newer snapshot that it happened.
    #[serde(default)]
    pub trace: Trace,
    /// Contradictions of the sources that concern the row, for example `CTR-01`.
    #[serde(default)]
    pub contradictions: Vec<String>,
    /// Who.
    pub actor: String,
    /// Under which condition.
    pub guard: String,
    /// By when.
    pub deadline: String,
    /// What else happens.
    pub side_effects: String,
    /// Where the source says so.
    pub source: String,
}

/// Who or what causes a transition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mover {
    /// A reviewer or supervisor.
    Reviewer,
    /// The partner.
    Partner,
    /// The customer.
    Customer,
    /// A clock that ran out; predicted here and never done (DEC-14).
    Clock,
    /// The system of record by itself.
    System,
}

/// What tells a transition from others between the same statuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trace {
    /// The statuses alone.
    #[default]
    Status,
    /// Claimed workloads left the claim.
    FewerWorkloads,
    /// The claim appeared without ever having been submitted.
    NeverSubmitted,
    /// The partner ended the association of the whole claim.
    Disassociated,
    /// A workload passed to another partner.
    AssociationMoved,
    /// A notice of a conflict was sent.
    ConflictNotice,
    /// Nothing: only time passed.
    Time,
}

/// Unit of a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClockUnit {
    /// 24 hours each (CLK-21).
    CalendarDays,
    /// Monday to Friday without holidays; the start day is day 0 (CLK-23).
    BusinessDays,
    /// Hours.
    Hours,
}

/// A named deadline.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockSpec {
    /// CLK-01 and so on.
    pub rule: String,
    /// Stable name: `review`, `conflict-review`, `partner-answer`, `dispute-window`, `dispute-submit`,
    /// `dispute-review`, `residual-answer`, `incumbent-answer`, `resubmission-wait`, …
    pub name: String,
    /// Words a person reads.
    pub label: String,
    /// How long; `None` when this edition states no limit.
    pub length: Option<i64>,
    /// Unit of the length.
    pub unit: ClockUnit,
    /// What starts it, in words.
    pub starts: String,
    /// Contradictions of the sources that concern the clock, for example `CTR-01`.
    #[serde(default)]
    pub contradictions: Vec<String>,
}

/// When a claim of Partner Activities expires, for one timeline (section 8.7). Days are calendar days.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpirySpec {
    /// PAC-EXP1 and so on.
    pub rule: String,
    /// Words a person reads, for example `XS, Small projects`.
    pub label: String,
    /// Words of an engagement's name that mean this timeline, as whole words; empty means every engagement.
    pub words: Vec<String>,
    /// Days after the customer's consent until a claim that was never submitted expires.
    pub not_submitted: i64,
    /// Transition of that expiry.
    pub not_submitted_transition: String,
    /// Days after the customer's consent until a claim expires that waits for the partner then.
    pub post_submission: i64,
    /// Transition of that expiry.
    pub post_submission_transition: String,
}

impl ExpirySpec {
    /// Whether an engagement of this name follows the timeline; the engagement's own summary page has the last word
    /// (PAC-55).
    pub fn fits(&self, engagement: &str) -> bool {
        let of_name = |word: &str| {
            let mut words = engagement.split(|c: char| !c.is_alphanumeric());
            words.any(|part| part.eq_ignore_ascii_case(word))
        };
        self.words.is_empty() || self.words.iter().any(|word| of_name(word))
    }
}
