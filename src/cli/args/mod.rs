//! The words of the command line, declared once: parsing, help, completions and the man page come from here.

mod acts;
mod conflicts;
mod reads;
mod resolving;

pub(super) use acts::{
    Because, Decide, Expiries, Export, Exported, Judge, Lease, Merge, Mergeable, Release, Script,
};
pub(super) use conflicts::{Conflicts, ConflictsCommand};
pub(super) use reads::{
    Changes, Evaluate, Import, OneClaim, Queue, Reference, Reuse, ReuseCommand, Show, Suggest, Views,
};
pub(super) use resolving::{Batch, Grade, Resolve, TakeBack};

use crate::desk::SnapshotChoice;
use crate::domain::{ClaimId, DecisionKind, Role, Verdict};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Reviews partner-of-record claims and their proof of execution.
///
/// Without a subcommand the reviewer's desk opens in the terminal; without a snapshot it opens on practice data.
#[derive(Debug, Parser)]
#[command(name = "proofdesk", version, max_term_width = 100, disable_help_subcommand = true)]
pub struct Cli {
    /// Options that go with every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do; nothing opens the desk in the terminal.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options that go with every command.
#[derive(Debug, Args)]
pub struct Global {
    /// Snapshot of claims; the embedded practice data when absent
    #[arg(long, short = 's', global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub snapshot: Option<PathBuf>,
    /// Open a snapshot that has no seal
    #[arg(long, global = true)]
    pub allow_unsealed: bool,
    /// Desk file; the one of the snapshot's lineage in your data folder when absent
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub desk: Option<PathBuf>,
    /// Name your acts are recorded under
    #[arg(long = "as", global = true, value_name = "NAME")]
    pub name: Option<String>,
    /// Act as reviewer, supervisor or trainer
    #[arg(long, global = true, value_name = "ROLE", value_parser = parse_role)]
    pub role: Option<Role>,
    /// Output for people, one JSON document, or one JSON object per line
    #[arg(long, short = 'f', global = true, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    pub format: Format,
    /// Theme of the terminal desk
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<String>,
    /// Draw the terminal desk with ASCII characters only
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Say nothing on standard error but errors
    #[arg(long, short = 'q', global = true)]
    pub quiet: bool,
}

impl Global {
    /// Which claims are meant.
    pub fn snapshot_choice(&self) -> SnapshotChoice {
        match &self.snapshot {
            Some(path) => SnapshotChoice::File { path: path.clone(), allow_unsealed: self.allow_unsealed },
            None => SnapshotChoice::Practice,
        }
    }
}

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people; `train report` and `train calibrate` write it as Markdown.
    #[value(alias = "md")]
    Text,
    /// One JSON document.
    Json,
    /// One JSON object per line.
    Jsonl,
    /// Rows for spreadsheets; `stats`, `export`, `train report` and `train calibrate` write them.
    Csv,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build a sealed snapshot from claims in JSON Lines or CSV
    Import(Import),
    /// List claims, most urgent first
    Queue(Queue),
    /// Print the claim that should be reviewed next
    Next,
    /// Tell what changed since the snapshot opened before, and which decisions arrived
    Changes(Changes),
    /// Show a claim: header, workloads, checklist, documents, clocks
    Show(Show),
    /// Set what was asked before beside the new text that may answer it
    Answers(OneClaim),
    /// Show what the evidence engine points at; it never judges
    Suggest(Suggest),
    /// Text that stands in the papers of more than one claim
    Reuse(Reuse),
    /// Workloads that more than one partner claims or holds
    Conflicts(Conflicts),
    /// Measure how well suggestions agree with answers
    Evaluate(Evaluate),
    /// Judge one cell of the checklist, or note what belongs to it
    Judge(Judge),
    /// Record the decision that follows from the checklist
    Decide(Decide),
    /// Take back a held decision by a new act
    Withdraw(Because),
    /// List the decisions held here, or release some
    Release(Release),
    /// Open a released decision again by a new act
    Reopen(Because),
    /// Find somebody else's released decision procedurally wrong, by a new act
    Void(Because),
    /// List clocks that ran out, and confirm what they did for the system of record
    Expiries(Expiries),
    /// Pass a claim on; it leaves your queue only
    Skip(Because),
    /// List who works on which claims, or take one to work on
    Lease(Lease),
    /// Tell the story of a claim
    History(OneClaim),
    /// List, save or remove named queries
    Views(Views),
    /// Carry out many requests, one JSON object a line, each answered by one
    Script(Script),
    /// Export decisions, opinions, or the whole record as a pack
    Export(Export),
    /// Merge the packs of other desks into this one
    Merge(Merge),
    /// Sample decisions, look at them a second time, note how requirements are read
    Quality(super::quality::Quality),
    /// Show where two opinions on a claim differ, and settle it cell by cell
    Adjudicate(super::quality::Adjudicate),
    /// Print the figures of the statistics
    Stats(super::quality::Stats),
    /// Train on claims with known answers, apart from every decision: play, check, score, report
    Train(super::train::Train),
    /// Check the desk: recompute the chain and name the first broken link
    Verify,
    /// Look up rules, reasons, clocks, workloads, contradictions and words
    Reference(Reference),
    /// Print every command of the terminal desk with its keys
    Keys,
    /// Report what this computer offers and where the files are
    Doctor,
    /// Print a completion script for a shell
    Completions {
        /// Which shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the man page
    Man,
}

fn parse_claim_id(text: &str) -> Result<ClaimId, String> {
    ClaimId::parse(text).map_err(|error| error.to_string())
}

fn parse_role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|error: crate::domain::UnknownWord| error.to_string())
}

fn parse_verdict(text: &str) -> Result<Verdict, String> {
    text.parse().map_err(|error: crate::domain::UnknownWord| error.to_string())
}

fn parse_decision(text: &str) -> Result<DecisionKind, String> {
    text.parse().map_err(|error: crate::domain::UnknownWord| error.to_string())
}

fn parse_cause(text: &str) -> Result<crate::domain::Cause, String> {
    text.parse().map_err(|error: crate::domain::UnknownWord| error.to_string())
}
