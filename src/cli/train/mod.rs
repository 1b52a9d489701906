//! `train`: training packs, and what attempts at them earned.
//!
//! No desk is opened: nothing here can read or change a decision. A session is played in the terminal.

mod attempts;
mod calibrate;
mod list;
mod record;
mod report;
mod score;
mod walk;

pub use walk::Walk;

use super::Outcome;
use super::output::Output;
use crate::desk::training::{LoadedPack, Measure, Reviews, Scores, WalkReport, load_pack, score_files};
use crate::desk::{Failure, Refusal, SnapshotChoice};
use crate::domain::{Actor, Mode, SessionName};
use crate::paths::Paths;
use clap::{Args, Subcommand, ValueHint};
use std::path::PathBuf;

/// `train`
#[derive(Debug, Args)]
pub struct Train {
    /// What to do.
    #[command(subcommand)]
    pub command: TrainCommand,
}

/// What to do about training.
#[derive(Debug, Subcommand)]
pub enum TrainCommand {
    /// Play a pack or live claims in the terminal; what was answered before is kept
    Run(Run),
    /// List what can be played: the packs that ship with the program, your own, and live claims
    List,
    /// Check a pack as a whole and tell every problem with its file and line
    Check(Check),
    /// Score attempts: those of the program, answers, or exported decisions
    Score(Scoring),
    /// Report what each trainee can do, and the group; text is Markdown
    Report(Scoring),
    /// Print what you have answered, one attempt a line, for score and report
    Attempts(Played),
    /// Compare what a team said in a calibration, cell by cell; text is Markdown
    Calibrate(calibrate::Calibrate),
    /// Make a pack of reviews that were done, with invented names for real ones
    Record(record::Record),
    /// Show a recorded review key by key beside the answer, or print it
    Walk(walk::Walk),
}

/// `train run`
#[derive(Debug, Args)]
pub struct Run {
    /// What is played.
    #[command(flatten)]
    pub played: Played,
    /// Record the claim that is opened first, key by key, into this new file, for train walk
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "shadow")]
    pub record: Option<PathBuf>,
}

/// `train run` and `train attempts`
#[derive(Debug, Args)]
pub struct Played {
    /// Id of the pack
    #[arg(required_unless_present = "shadow")]
    pub pack: Option<String>,
    /// guided, practice, exam or calibration; run takes the first one the pack offers when left out
    #[arg(long, value_parser = parse_mode)]
    pub mode: Option<Mode>,
    /// Live claims of the snapshot instead of a pack, compared with the real decisions later
    #[arg(long, conflicts_with_all = ["pack", "mode"])]
    pub shadow: bool,
    /// Name of the calibration, the same for all of the team, for example 2025-11
    #[arg(long, value_name = "NAME", conflicts_with = "shadow")]
    pub session: Option<SessionName>,
    /// Attempts of others at the calibration, gathered from their computers
    #[arg(long = "with", value_name = "ATTEMPTS", num_args = 1.., requires = "session", value_hint = ValueHint::FilePath)]
    pub gathered: Vec<PathBuf>,
}

/// `train check`
#[derive(Debug, Args)]
pub struct Check {
    /// Folder of the pack, with pack.toml, claims and answers
    #[arg(value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
}

/// `train score` and `train report`
#[derive(Debug, Args)]
pub struct Scoring {
    /// Id of the pack, or its folder
    #[arg(long, value_name = "PACK", default_value = "practice", value_hint = ValueHint::DirPath)]
    pub pack: String,
    /// Decisions as `export --format jsonl` writes them, to compare attempts at live claims of the snapshot with
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub reviews: Option<PathBuf>,
    /// Files with attempts, one a line
    #[arg(required = true, value_name = "ATTEMPTS", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// Take attempts that do not say whose they are as this trainee's
    #[arg(long, value_name = "NAME")]
    pub trainee: Option<String>,
}

impl Train {
    /// Whether the result can be rows for spreadsheets.
    pub(super) const fn writes_csv(&self) -> bool {
        matches!(self.command, TrainCommand::Report(_) | TrainCommand::Calibrate(_))
    }
}

/// What training takes from the program around it.
pub(super) struct Surrounded<'a> {
    /// Who acts.
    pub(super) who: Actor,
    /// Which claims are live.
    pub(super) snapshot: SnapshotChoice,
    /// Where files live.
    pub(super) paths: &'a Paths,
    /// Plays a recorded review.
    pub(super) walk: &'a dyn Fn(&str) -> Result<WalkReport, Failure>,
}

/// `train`
pub(super) fn run(args: &Train, at: &Surrounded<'_>, output: &mut Output<'_>) -> Outcome {
    let paths = at.paths;
    match &args.command {
        // A session is played in the terminal, which the program opens itself.
        TrainCommand::Run(_) => Ok(0),
        TrainCommand::List => list::packs(paths, output),
        TrainCommand::Check(args) => list::check(&args.folder, paths, output),
        TrainCommand::Score(args) => score::run(args, at, output),
        TrainCommand::Report(args) => report::run(args, at, output),
        TrainCommand::Attempts(args) => attempts::run(args, at, output),
        TrainCommand::Calibrate(args) => calibrate::run(args, at, output),
        TrainCommand::Record(args) => record::run(args, paths, output),
        TrainCommand::Walk(args) => walk::run(args, at, output),
    }
}

/// Reads the pack and the real decisions, and scores the files.
fn scored(args: &Scoring, at: &Surrounded<'_>) -> Result<(LoadedPack, Scores), Failure> {
    let pack = load_pack(&args.pack, at.paths)?;
    let reviews =
        args.reviews.as_ref().map(|file| Reviews::open(file, &at.snapshot, at.paths)).transpose()?;
    let measure = Measure { pack: &pack, reviews: reviews.as_ref(), trainee: args.trainee.as_deref() };
    let scores = score_files(&measure, &args.files)?;
    Ok((pack, scores))
}

/// Lines that earned nothing, each with its place and the reason.
fn unscored(scores: &Scores) -> impl Iterator<Item = String> {
    let problems = scores.problems.iter().map(|problem| format!("problem  {problem}"));
    problems.chain(scores.not_compared.iter().map(|found| format!("not compared  {found}")))
}

/// 7 says that something could not be used, as for `import` and `evaluate`.
const fn code(problems: &[Refusal]) -> u8 {
    if problems.is_empty() { 0 } else { 7 }
}

fn parse_mode(text: &str) -> Result<Mode, String> {
    text.parse().map_err(|error: crate::domain::UnknownWord| error.to_string())
}
