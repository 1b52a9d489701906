//! Words of `conflicts`.

use super::parse_claim_id;
use super::resolving::{Batch, Grade, Resolve, TakeBack};
use crate::domain::{ClaimId, ConflictId, NoticeTo};
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};

/// `conflicts`
#[derive(Debug, Args)]
pub struct Conflicts {
    /// What to do
    #[command(subcommand)]
    pub command: ConflictsCommand,
}

/// What to do with conflicts.
#[derive(Debug, Subcommand)]
pub enum ConflictsCommand {
    /// List conflicts and duplicates, those whose time for new proof is over first
    List {
        /// Filter, for example: is:closed is:silent workload:intune challenger:contoso
        #[arg(value_name = "FILTER")]
        filter: Vec<String>,
    },
    /// Show one conflict: its parties side by side, shared text, notices, and what else is known
    Show {
        /// The conflict
        #[arg(value_parser = parse_conflict_id, value_name = "CONFLICT")]
        conflict: ConflictId,
    },
    /// Record that somebody was told of a conflict; the time for new proof runs once every party was
    Notice {
        /// The conflict
        #[arg(value_parser = parse_conflict_id, value_name = "CONFLICT")]
        conflict: ConflictId,
        /// The claim of the party that was told, or that the others were told about
        #[arg(long, value_parser = parse_claim_id, value_name = "CLAIM")]
        claim: Option<ClaimId>,
        /// Who was told: party, unnamed-incumbent, development-manager, account-manager
        #[arg(long, default_value = "party", value_parser = parse_recipient, value_name = "WHO")]
        to: NoticeTo,
        /// When it was sent, RFC 3339; now when absent
        #[arg(long, value_name = "TIME")]
        sent: Option<DateTime<Utc>>,
    },
    /// Grade how much one factor speaks for a party: 0 not at all, 1 somewhat, 2 clearly
    Grade(Grade),
    /// Settle conflicts, with everything that follows for the claims they touch
    Resolve(Resolve),
    /// Settle many conflicts as the rules propose: plan with --dry-run, open the sample, commit the plan
    Batch(Batch),
    /// List the resolutions of this desk
    Resolutions,
    /// Take back a resolution or a batch before its release, its decisions with it
    Withdraw(TakeBack),
    /// Open a released resolution or batch again, its decisions with it
    Reopen(TakeBack),
}

pub(super) fn parse_conflict_id(text: &str) -> Result<ConflictId, String> {
    ConflictId::parse(text).map_err(|error| error.to_string())
}

fn parse_recipient(text: &str) -> Result<NoticeTo, String> {
    text.parse().map_err(|error: crate::domain::UnknownWord| error.to_string())
}
