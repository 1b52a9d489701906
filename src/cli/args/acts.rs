//! Words of the commands that record something, and of the export.

use super::{parse_cause, parse_claim_id, parse_decision, parse_verdict};
use crate::domain::{Cause, ClaimId, DecisionKind, Verdict};
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// `judge`
#[derive(Debug, Args)]
pub struct Judge {
    /// The claim
    #[arg(value_parser = parse_claim_id)]
    pub claim: ClaimId,
    /// Cell: R1, R2, R5, R6, or R3 and R4 with a workload, for example: "R3:Microsoft Intune"
    #[arg(long, value_name = "CELL")]
    pub cell: Option<String>,
    /// Verdict
    #[arg(long, value_parser = parse_verdict, value_name = "VERDICT")]
    pub verdict: Option<Verdict>,
    /// Evidence by place: FILE-NAME:START-END in bytes of the document's text; can be repeated
    #[arg(long, value_name = "PIN")]
    pub pin: Vec<String>,
    /// Evidence by words: FILE-NAME:TEXT, where the text occurs once; can be repeated
    #[arg(long, value_name = "QUOTE")]
    pub quote: Vec<String>,
    /// Reason code, with values of its variables: RC-R1-05,doc=mail.pdf; can be repeated
    #[arg(long, value_name = "REASON")]
    pub reason: Vec<String>,
    /// Typed reason, needed where there is no evidence to pin
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Confirm the verdict of the earlier revision, when it still stands
    #[arg(long, requires = "cell", conflicts_with_all = ["verdict", "pin", "quote", "reason", "note", "clear"])]
    pub confirm: bool,
    /// Open the cell again
    #[arg(long, conflicts_with_all = ["verdict", "pin", "quote", "reason", "note"])]
    pub clear: bool,
    /// Qualifications of Managed Security Services that were seen, for example: 1,2,5
    #[arg(long, value_name = "NUMBERS", value_delimiter = ',')]
    pub qualifications: Option<Vec<u8>>,
    /// A document that does not count: FILE-NAME=RC-D-01, or FILE-NAME= to let it count again
    #[arg(long, value_name = "DOCUMENT")]
    pub exclude: Option<String>,
    /// What kind of paper a document is: FILE-NAME=quote, or FILE-NAME= for the kind it was delivered as
    #[arg(long, value_name = "DOCUMENT")]
    pub kind: Option<String>,
    /// Reasons of the whole claim, replacing those noted before; an empty text removes them
    #[arg(long, value_name = "REASON")]
    pub claim_reason: Option<Vec<String>>,
}

/// `decide`
#[derive(Debug, Args)]
pub struct Decide {
    /// The claim
    #[arg(value_parser = parse_claim_id)]
    pub claim: ClaimId,
    /// Another decision than the one that follows from the checklist; needs --because
    #[arg(long, value_parser = parse_decision, value_name = "DECISION")]
    pub kind: Option<DecisionKind>,
    /// Why the outcome is overridden or a guard waived
    #[arg(long, value_name = "TEXT")]
    pub because: Option<String>,
    /// Why the first decision does not hold, for the approval of a dispute, for example: evidence-missed
    #[arg(long, value_parser = parse_cause, value_name = "CAUSE")]
    pub cause: Option<Cause>,
    /// File with the final comment, - for standard input; the composed comment when absent
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub comment: Option<PathBuf>,
    /// Show what would be recorded and stop
    #[arg(long)]
    pub dry_run: bool,
}

/// `expiries`
#[derive(Debug, Args)]
pub struct Expiries {
    /// Confirm what the clocks of these claims did, all of them or none
    #[arg(long, value_name = "CLAIM", num_args = 1.., value_parser = parse_claim_id)]
    pub confirm: Option<Vec<ClaimId>>,
    /// Confirm everything that is listed and not confirmed yet
    #[arg(long, conflicts_with = "confirm")]
    pub confirm_all: bool,
}

/// `lease`
#[derive(Debug, Args)]
pub struct Lease {
    /// The claim to take for ten minutes, or longer by taking it again; lists what is taken when absent
    #[arg(value_parser = parse_claim_id)]
    pub claim: Option<ClaimId>,
    /// Take it over from whoever works on it; recorded, and both see it
    #[arg(long, requires = "claim")]
    pub take_over: bool,
    /// Give it back
    #[arg(long, requires = "claim", conflicts_with = "take_over")]
    pub give_back: bool,
}

/// `release`
#[derive(Debug, Args)]
pub struct Release {
    /// Claims whose held decision is released; without any, and without an option, the held ones are listed
    #[arg(value_parser = parse_claim_id, value_name = "CLAIM", conflicts_with_all = ["due", "all"])]
    pub claims: Vec<ClaimId>,
    /// Those whose hold has run out
    #[arg(long, conflicts_with = "all")]
    pub due: bool,
    /// All you may release: your own, or everybody's for a supervisor
    #[arg(long)]
    pub all: bool,
}

/// A claim and a reason.
#[derive(Debug, Args)]
pub struct Because {
    /// The claim
    #[arg(value_parser = parse_claim_id)]
    pub claim: ClaimId,
    /// Why
    #[arg(long, alias = "reason", value_name = "TEXT")]
    pub because: String,
}

/// `export`
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Export {
    /// What to export
    #[arg(value_enum, default_value_t = Exported::Decisions)]
    pub what: Exported,
    /// File to write, the same as --to
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "to")]
    pub file: Option<PathBuf>,
    /// File to write, never overwritten; standard output when absent
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub to: Option<PathBuf>,
    /// Of a pack: only what follows this event, for a desk that merged an earlier pack
    #[arg(long, value_name = "EVENT")]
    pub since: Option<u64>,
    /// One row per cell, for spreadsheets
    #[arg(long)]
    pub csv: bool,
    /// Include decisions that were withdrawn or opened again
    #[arg(long)]
    pub withdrawn: bool,
    /// Leave out decisions that are still held
    #[arg(long)]
    pub released: bool,
    /// Include contact names and addresses
    #[arg(long)]
    pub with_personal_data: bool,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Exported {
    /// Decisions in force.
    Decisions,
    /// Signed second looks, as JSON Lines.
    SecondLooks,
    /// Settled differences, as JSON Lines.
    Adjudications,
    /// Decisions of two desks on one revision of a claim, as JSON Lines.
    DoubleReviews,
    /// The whole record, to be merged into another desk; as confidential as the desk file.
    Pack,
}

/// `merge`
#[derive(Debug, Args)]
pub struct Merge {
    /// What to merge
    #[arg(value_enum)]
    pub what: Mergeable,
    /// Packs of other desks, in any order
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
}

/// What can be merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Mergeable {
    /// What `export pack` of another desk wrote.
    Pack,
}

/// `script`
#[derive(Debug, Args)]
pub struct Script {
    /// File with the requests, one JSON object a line; standard input when absent or -
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: Option<PathBuf>,
}
