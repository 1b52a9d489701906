//! Words of settling conflicts: `conflicts grade`, `resolve`, `batch`, `withdraw` and `reopen`.

use super::conflicts::parse_conflict_id;
use super::parse_claim_id;
use crate::domain::{ClaimId, ConflictId, Factor};
use clap::{Args, ValueHint};
use std::path::PathBuf;

/// `conflicts grade`
#[derive(Debug, Args)]
pub struct Grade {
    /// The conflict
    #[arg(value_parser = parse_conflict_id, value_name = "CONFLICT")]
    pub conflict: ConflictId,
    /// The claim of the party
    #[arg(long, value_parser = parse_claim_id, value_name = "CLAIM")]
    pub party: ClaimId,
    /// recency, specificity, scale, delivery or corroboration
    #[arg(long, value_parser = parse_factor, value_name = "FACTOR")]
    pub factor: Factor,
    /// 0, 1 or 2
    #[arg(long = "grade", value_name = "GRADE")]
    pub value: u8,
    /// Text it rests on by place: FILE-NAME:START-END in bytes of the document's text
    #[arg(long, value_name = "PIN", conflicts_with = "quote")]
    pub pin: Option<String>,
    /// Text it rests on by words: FILE-NAME:TEXT, where the text occurs once
    #[arg(long, value_name = "QUOTE")]
    pub quote: Option<String>,
    /// What is missing, for a 0 that rests on no text
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

/// `conflicts resolve`
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Resolve {
    /// The conflicts; several when the same claims contest several workloads
    #[arg(value_parser = parse_conflict_id, value_name = "CONFLICT", required = true)]
    pub conflicts: Vec<ConflictId>,
    /// The claim whose partner is partner of record; several with several conflicts: one for each, in their order
    #[arg(long, value_parser = parse_claim_id, value_name = "CLAIM", group = "outcome")]
    pub winner: Vec<ClaimId>,
    /// No party proves influence: all are asked for more
    #[arg(long, group = "outcome")]
    pub neither: bool,
    /// The papers do not allow a decision: all are asked for more
    #[arg(long, group = "outcome")]
    pub ambiguous: bool,
    /// The parties are one partner family
    #[arg(long, group = "outcome")]
    pub duplicate: bool,
    /// An outcome of its own for a conflict: CONFLICT=CLAIM, =neither or =ambiguous; can be repeated
    #[arg(long, value_name = "RULING", conflicts_with = "outcome")]
    pub split: Vec<String>,
    /// Why, in one sentence; never sent to a party
    #[arg(long, value_name = "TEXT")]
    pub because: String,
    /// Who was asked besides the parties
    #[arg(long, value_name = "TEXT")]
    pub consulted: Option<String>,
    /// Why a guard is passed, for example the time for new proof
    #[arg(long, value_name = "TEXT")]
    pub overriding: Option<String>,
    /// Show what would follow and stop
    #[arg(long)]
    pub dry_run: bool,
}

/// `conflicts batch`
#[derive(Debug, Args)]
pub struct Batch {
    /// Filter that chooses the conflicts, as in `conflicts list`
    #[arg(value_name = "FILTER", allow_hyphen_values = true, conflicts_with = "plan")]
    pub filter: Vec<String>,
    /// Why, in one sentence shared by all rows
    #[arg(long, value_name = "TEXT", conflicts_with = "plan")]
    pub because: Option<String>,
    /// Who was asked besides the parties
    #[arg(long, value_name = "TEXT", conflicts_with = "plan")]
    pub consulted: Option<String>,
    /// Draws the rows that must be opened; at random when absent
    #[arg(long, value_name = "TEXT", conflicts_with = "plan")]
    pub seed: Option<String>,
    /// Write the plan as JSON to standard output and record nothing
    #[arg(long, conflicts_with_all = ["plan", "open"])]
    pub dry_run: bool,
    /// A plan that was written with --dry-run; without --open it is committed
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub plan: Option<PathBuf>,
    /// Show this row of the plan in full, and note that you opened it
    #[arg(long, value_parser = parse_conflict_id, value_name = "CONFLICT", requires = "plan")]
    pub open: Option<ConflictId>,
}

/// A resolution or a batch, and a reason.
#[derive(Debug, Args)]
pub struct TakeBack {
    /// 32 digits of a resolution, or 64 of a batch
    #[arg(value_name = "ID")]
    pub id: String,
    /// Why
    #[arg(long, alias = "reason", value_name = "TEXT")]
    pub because: String,
}

fn parse_factor(text: &str) -> Result<Factor, String> {
    text.parse().map_err(|error: crate::domain::UnknownWord| error.to_string())
}
