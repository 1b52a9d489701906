//! Words of the commands that read, and of the import.

use super::parse_claim_id;
use crate::domain::ClaimId;
use clap::{Args, Subcommand, ValueHint};
use std::path::PathBuf;

/// `import`
#[derive(Debug, Args)]
pub struct Import {
    /// Files with claims, .jsonl or .csv
    #[arg(required = true, value_name = "CLAIMS", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// Snapshot to build
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub into: PathBuf,
    /// Title people see; the file name when absent
    #[arg(long)]
    pub title: Option<String>,
    /// Which snapshots belong together and share a desk; the file name's first word when absent
    #[arg(long, value_name = "NAME")]
    pub lineage: Option<String>,
    /// When the claims were taken from their source, RFC 3339; now when absent
    #[arg(long, value_name = "TIME")]
    pub as_of: Option<chrono::DateTime<chrono::Utc>>,
    /// Replace the snapshot if it exists
    #[arg(long)]
    pub replace: bool,
    /// Write no snapshot unless every claim was accepted
    #[arg(long)]
    pub strict: bool,
}

/// `queue`
#[derive(Debug, Args)]
pub struct Queue {
    /// Query, for example: status:par due<2d workload:intune has:conflict is:expiring "signed by"
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// Columns to sort by, a minus in front for descending, for example: partner,-submitted
    #[arg(long, value_name = "COLUMNS", allow_hyphen_values = true)]
    pub sort: Option<String>,
    /// Rows to pass over
    #[arg(long, default_value_t = 0)]
    pub offset: u64,
    /// Most rows to print
    #[arg(long, default_value_t = 100)]
    pub limit: u32,
}

/// `changes`
#[derive(Debug, Args)]
pub struct Changes {
    /// Only this claim
    #[arg(value_parser = parse_claim_id)]
    pub claim: Option<ClaimId>,
    /// The earlier snapshot; the one opened before on this computer when absent
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub since: Option<PathBuf>,
}

/// `show`
#[derive(Debug, Args)]
pub struct Show {
    /// The claim
    #[arg(value_parser = parse_claim_id)]
    pub claim: ClaimId,
    /// Print the text of a document, with line numbers
    #[arg(long, value_name = "FILE-NAME")]
    pub document: Option<String>,
}

/// `suggest`
#[derive(Debug, Args)]
pub struct Suggest {
    /// The claims; all of the snapshot when absent
    #[arg(value_parser = parse_claim_id)]
    pub claims: Vec<ClaimId>,
    /// All claims of the snapshot, the same as naming none
    #[arg(long, conflicts_with = "claims")]
    pub all: bool,
    /// Tell how each cell came about: signals, scores, senders, dates, and what was not found
    #[arg(long, requires = "claims")]
    pub explain: bool,
}

/// `reuse`
#[derive(Debug, Args)]
pub struct Reuse {
    /// What to do
    #[command(subcommand)]
    pub command: ReuseCommand,
}

/// What to do with shared text.
#[derive(Debug, Subcommand)]
pub enum ReuseCommand {
    /// List pairs of claims that share text, most similar first
    List {
        /// Also those held to be no problem
        #[arg(long)]
        all: bool,
    },
    /// Show the passages two claims share, side by side
    Show {
        /// A claim
        #[arg(value_parser = parse_claim_id)]
        claim: ClaimId,
        /// The other claim
        #[arg(value_parser = parse_claim_id)]
        other: ClaimId,
    },
    /// Remember that the text two claims share is no problem; it is not named any more
    Dismiss {
        /// A claim
        #[arg(value_parser = parse_claim_id)]
        claim: ClaimId,
        /// The other claim
        #[arg(value_parser = parse_claim_id)]
        other: ClaimId,
        /// Why
        #[arg(long, value_name = "TEXT")]
        because: String,
    },
    /// Name a dismissed pair again
    Reopen {
        /// A claim
        #[arg(value_parser = parse_claim_id)]
        claim: ClaimId,
        /// The other claim
        #[arg(value_parser = parse_claim_id)]
        other: ClaimId,
        /// Why
        #[arg(long, value_name = "TEXT")]
        because: String,
    },
}

/// `evaluate`
#[derive(Debug, Args)]
pub struct Evaluate {
    /// File with answers, .jsonl; the practice answers when absent
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub answers: Option<PathBuf>,
    /// File with the claims, .jsonl or .csv; the open snapshot when absent
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub claims: Option<PathBuf>,
    /// Also print every case that counts against a figure
    #[arg(long)]
    pub cases: bool,
}

/// A claim.
#[derive(Debug, Args)]
pub struct OneClaim {
    /// The claim
    #[arg(value_parser = parse_claim_id)]
    pub claim: ClaimId,
}

/// `views`
#[derive(Debug, Args)]
pub struct Views {
    /// Save the query under this name
    #[arg(long, value_name = "NAME", requires = "query")]
    pub save: Option<String>,
    /// Remove the view of this name
    #[arg(long, value_name = "NAME", conflicts_with = "save")]
    pub remove: Option<String>,
    /// The query to save
    #[arg(value_name = "QUERY")]
    pub query: Option<String>,
}

/// `reference`
#[derive(Debug, Args)]
pub struct Reference {
    /// Rule id or words, for example: CTR-30, or: twelve months
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// Edition to look in; the newest when absent
    #[arg(long, value_name = "EDITION")]
    pub edition: Option<String>,
}
