//! The command line: words in, text or JSON out.
//!
//! Everything the terminal desk can do can be done here. Nothing is asked: a missing answer is an error that says
//! which option gives it. The desk is opened only by commands that need it.

mod answers;
mod args;
mod changes;
mod claim;
mod conflicts;
mod decide;
mod evaluate;
mod expiries;
mod explain;
mod export;
mod generate;
mod import;
mod judge;
mod lease;
mod merge;
mod output;
mod quality;
mod queue;
mod record;
mod reference;
mod release;
mod reuse;
mod script;
mod train;

pub use args::{Cli, Command, Format, Global};
pub use generate::reference_page;
pub use quality::{Adjudicate, Quality, QualityCommand, Stats};
pub use train::{Played, Run, Train, TrainCommand, Walk};

use crate::desk::training::WalkReport;
use crate::desk::{Desk, Failure, FailureKind, Job, VerifyReport};
use crate::domain::Actor;
use crate::paths::Paths;
use clap::Parser;
use output::Output;
use std::ffi::OsString;
use std::io::{self, Write};

/// What the command line needs from the program around it.
pub struct Surroundings<'a> {
    /// Opens the desk that the global options name.
    pub open_desk: &'a dyn Fn(&Global, &Job) -> Result<Desk, Failure>,
    /// Recomputes the record of the desk that the global options name, also of one that cannot be opened.
    pub verify: &'a dyn Fn(&Global) -> Result<VerifyReport, Failure>,
    /// Who acts, for commands that need no desk.
    pub who: &'a dyn Fn(&Global) -> Actor,
    /// Where files live, for commands that need no desk.
    pub paths: &'a Paths,
    /// The time, for a snapshot that states none.
    pub now: chrono::DateTime<chrono::Utc>,
    /// Prints every command of the terminal desk with its keys, as text or as JSON.
    pub keys: &'a dyn Fn(Format) -> Result<String, Failure>,
    /// Plays a recorded review of training.
    pub walk: &'a dyn Fn(&Global, &str) -> Result<WalkReport, Failure>,
    /// Facts for `doctor`: name and value.
    pub facts: &'a dyn Fn(&Global) -> Vec<(String, String)>,
}

/// Standard output and standard error.
pub struct Streams<'a> {
    /// Data.
    pub out: &'a mut dyn Write,
    /// Talk and errors.
    pub err: &'a mut dyn Write,
}

/// What the words of the command line ask for.
pub enum Parsed {
    /// Run this.
    Run(Box<Cli>),
    /// Print this and end with this exit code: help, version, or a mistake in the words.
    Print {
        /// The text.
        text: String,
        /// Whether it is an error.
        is_error: bool,
    },
}

/// Reads the words of the command line.
pub fn parse(words: impl IntoIterator<Item = OsString>) -> Parsed {
    match Cli::try_parse_from(words) {
        Ok(cli) => Parsed::Run(Box::new(cli)),
        Err(error) => Parsed::Print { text: error.render().to_string(), is_error: error.use_stderr() },
    }
}

/// Carries out one command and returns the exit code.
pub fn run(cli: &Cli, surroundings: &Surroundings<'_>, streams: &mut Streams<'_>) -> u8 {
    let mut output = Output::new(streams.out, streams.err, cli.global.format, cli.global.quiet);
    match carry_out(cli, surroundings, &mut output) {
        Ok(code) => code,
        Err(Stop::Pipe) => 0,
        Err(Stop::Failure(failure)) => {
            // Nobody is left to tell when standard error is gone too.
            drop(output.failure(&failure));
            exit_code(failure.kind)
        }
    }
}

/// Tells a failure that came before any command could run.
pub fn print_failure(failure: &Failure, err: &mut dyn Write) {
    // Nobody is left to tell when standard error is gone too.
    drop(Output::new(&mut io::sink(), err, Format::Text, false).failure(failure));
}

/// Exit codes, stable and documented in `docs/cli.md`.
pub const fn exit_code(kind: FailureKind) -> u8 {
    match kind {
        FailureKind::Internal => 1,
        FailureKind::Usage => 2,
        FailureKind::NotFound => 3,
        FailureKind::Refused => 4,
        FailureKind::Stale => 5,
        FailureKind::Busy => 6,
        FailureKind::Data => 8,
    }
}

/// Why a command ended early.
enum Stop {
    /// The reader of the output went away.
    Pipe,
    /// It failed.
    Failure(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Pipe;
        }
        Self::Failure(Failure::new(
            FailureKind::Internal,
            "The result could not be written.",
            error.to_string(),
        ))
    }
}

type Outcome = Result<u8, Stop>;

fn carry_out(cli: &Cli, surroundings: &Surroundings<'_>, output: &mut Output<'_>) -> Outcome {
    let Some(command) = &cli.command else {
        return Err(Stop::Failure(Failure::new(
            FailureKind::Usage,
            "No command was given.",
            "The terminal desk is opened by the program itself.",
        )));
    };
    let writes_csv = match command {
        Command::Stats(_) | Command::Export(_) => true,
        Command::Train(args) => args.writes_csv(),
        _ => false,
    };
    if cli.global.format == Format::Csv && !writes_csv {
        return Err(Stop::Failure(Failure::new(
            FailureKind::Usage,
            "The format cannot be used here.",
            "Only stats, export, train report and train calibrate write CSV.",
        )));
    }
    match command {
        Command::Import(args) => return import::run(args, surroundings.now, output),
        Command::Evaluate(args) if args.claims.is_some() => {
            return evaluate::claims(args, surroundings.paths, output);
        }
        Command::Train(args) => {
            let at = train::Surrounded {
                who: (surroundings.who)(&cli.global),
                snapshot: cli.global.snapshot_choice(),
                paths: surroundings.paths,
                walk: &|name| (surroundings.walk)(&cli.global, name),
            };
            return train::run(args, &at, output);
        }
        Command::Verify => return record::verify(&(surroundings.verify)(&cli.global)?, output),
        Command::Keys => return generate::keys(surroundings, output),
        Command::Doctor => return generate::doctor(&cli.global, surroundings, output),
        Command::Completions { shell } => return generate::completions(*shell, output),
        Command::Man => return generate::man(output),
        _ => {}
    }
    let mut desk = open(&cli.global, surroundings, output)?;
    on_desk(command, &mut desk, output)
}

/// The commands that work on an open desk.
fn on_desk(command: &Command, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    match command {
        Command::Queue(args) => queue::list(args, desk, output),
        Command::Next => queue::next(desk, output),
        Command::Views(args) => queue::views(args, desk, output),
        Command::Expiries(args) => expiries::run(args, desk, output),
        Command::Changes(args) => changes::run(args, desk, output),
        Command::Show(args) => claim::show(args, desk, output),
        Command::Answers(args) => answers::run(args, desk, output),
        Command::Suggest(args) => claim::suggest(args, desk, output),
        Command::Evaluate(args) => evaluate::snapshot(args, desk, output),
        Command::Reuse(args) => reuse::run(args, desk, output),
        Command::Conflicts(args) => conflicts::run(args, desk, output),
        Command::History(args) => claim::history(args, desk, output),
        Command::Judge(args) => judge::run(args, desk, output),
        Command::Decide(args) => decide::decide(args, desk, output),
        Command::Withdraw(args) => decide::withdraw(args, desk, output),
        Command::Release(args) => release::release(args, desk, output),
        Command::Reopen(args) => release::reopen(args, desk, output),
        Command::Void(args) => release::void(args, desk, output),
        Command::Skip(args) => decide::skip(args, desk, output),
        Command::Lease(args) => lease::run(args, desk, output),
        Command::Script(args) => script::run(args, desk, output),
        Command::Export(args) => export::run(args, desk, output),
        Command::Merge(args) => merge::run(args, desk, output),
        Command::Quality(args) => quality::run(args, desk, output),
        Command::Adjudicate(args) => quality::adjudicate(args, desk, output),
        Command::Stats(args) => quality::stats(args, desk, output),
        Command::Reference(args) => reference::run(args, desk, output),
        Command::Import(_)
        | Command::Train(_)
        | Command::Verify
        | Command::Keys
        | Command::Doctor
        | Command::Completions { .. }
        | Command::Man => Ok(0),
    }
}

fn open(global: &Global, surroundings: &Surroundings<'_>, output: &mut Output<'_>) -> Result<Desk, Stop> {
    let (report, reports) = std::sync::mpsc::channel();
    let job = Job::new(move |progress| drop(report.send(progress)));
    let desk = (surroundings.open_desk)(global, &job)?;
    drop(job);
    if let Some(last) = reports.iter().last().filter(|last| last.done > 10_000) {
        output.talk(&format!("{}: {} claims.", last.stage, last.done))?;
    }
    if let Some(told) = desk.info()?.shared {
        output.talk(&told)?;
    }
    Ok(desk)
}
