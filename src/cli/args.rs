//! The words of the command line, declared once: parsing, help, completions and the man page come from here.

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

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// One JSON document.
    Json,
    /// One JSON object per line.
    Jsonl,
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
    /// Show a claim: header, workloads, checklist, documents, clocks
    Show(Show),
    /// Show what the evidence engine points at; it never judges
    Suggest(Suggest),
    /// Text that stands in the papers of more than one claim
    Reuse(Reuse),
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
    /// Pass a claim on; it leaves your queue only
    Skip(Because),
    /// Tell the story of a claim
    History(OneClaim),
    /// List, save or remove named queries
    Views(Views),
    /// Export decisions
    Export(Export),
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
    /// Query, for example: status:par due<2d workload:intune has:conflict "signed by"
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
    /// File with the final comment, - for standard input; the composed comment when absent
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub comment: Option<PathBuf>,
    /// Show what would be recorded and stop
    #[arg(long)]
    pub dry_run: bool,
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

/// `export`
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Export {
    /// What to export
    #[arg(value_enum, default_value_t = Exported::Decisions)]
    pub what: Exported,
    /// File to write, never overwritten; standard output when absent
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub to: Option<PathBuf>,
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
