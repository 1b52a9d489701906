//! `train`: training packs, and what attempts at them earned.
//!
//! No desk is opened: nothing here can read or change a decision. A session is played in the terminal.

mod attempts;
mod list;
mod record;
mod report;
mod score;

use super::Outcome;
use super::output::Output;
use crate::desk::training::{LoadedPack, Scores, load_pack, score_files};
use crate::desk::{Failure, Refusal};
use crate::domain::Mode;
use crate::paths::Paths;
use clap::{Args, Subcommand, ValueHint};
use std::io;
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
    /// Play a pack in the terminal; what was answered before is kept
    Run(Play),
    /// List the packs: those that ship with the program, and your own
    List,
    /// Check a pack as a whole and tell every problem with its file and line
    Check(Check),
    /// Score attempts: those of the program, answers, or exported decisions
    Score(Scoring),
    /// Report what each trainee can do, and the group; text is Markdown
    Report(Scoring),
    /// Print what you have answered, one attempt a line, for score and report
    Attempts(attempts::Attempts),
    /// Make a pack of reviews that were done, with invented names for real ones
    Record(record::Record),
}

/// `train run`
#[derive(Debug, Args)]
pub struct Play {
    /// Id of the pack
    pub pack: String,
    /// guided, practice or exam; the first one the pack offers when left out
    #[arg(long, value_parser = parse_mode)]
    pub mode: Option<Mode>,
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
        matches!(self.command, TrainCommand::Report(_))
    }
}

/// `train`
pub(super) fn run(args: &Train, who: &str, paths: &Paths, output: &mut Output<'_>) -> Outcome {
    match &args.command {
        // A session is played in the terminal, which the program opens itself.
        TrainCommand::Run(_) => Ok(0),
        TrainCommand::List => list::packs(paths, output),
        TrainCommand::Check(args) => list::check(&args.folder, paths, output),
        TrainCommand::Score(args) => score::run(args, paths, output),
        TrainCommand::Report(args) => report::run(args, paths, output),
        TrainCommand::Attempts(args) => attempts::run(args, who, paths, output),
        TrainCommand::Record(args) => record::run(args, paths, output),
    }
}

/// Reads the pack and scores the files.
fn scored(args: &Scoring, paths: &Paths) -> Result<(LoadedPack, Scores), Failure> {
    let pack = load_pack(&args.pack, paths)?;
    let mut scores = score_files(&pack, &args.files)?;
    if let Some(name) = &args.trainee {
        for attempt in scores.attempts.iter_mut().filter(|attempt| attempt.trainee.is_empty()) {
            attempt.trainee.clone_from(name);
        }
    }
    Ok((pack, scores))
}

/// Tells problems beside a result that is not the place for them.
fn tell_problems(problems: &[Refusal], output: &mut Output<'_>) -> io::Result<()> {
    problems.iter().try_for_each(|problem| output.talk(&format!("problem  {problem}")))
}

/// 7 says that something could not be used, as for `import` and `evaluate`.
const fn code(problems: &[Refusal]) -> u8 {
    if problems.is_empty() { 0 } else { 7 }
}

fn parse_mode(text: &str) -> Result<Mode, String> {
    text.parse().map_err(|error: crate::domain::UnknownWord| error.to_string())
}
