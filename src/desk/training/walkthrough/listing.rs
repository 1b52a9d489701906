//! The walk-throughs that are here: recorded ones by file name, then those that ship with the program.

use super::stage::Stage;
use crate::assets::WALKTHROUGHS;
use crate::desk::{Failure, FailureKind, Job};
use crate::domain::{ClaimId, KeyLog, LogEnd, LogHeader, Mode};
use crate::intake::{IntakeError, LogSource, read_key_log};
use crate::paths::Paths;
use crate::text::clean;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// A walk-through in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WalkSummary {
    /// What it is called.
    pub name: String,
    /// Its file; `None` for one that ships with the program.
    pub file: Option<PathBuf>,
    /// What it holds.
    #[serde(flatten)]
    pub holds: Option<WalkHolds>,
    /// Why it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// What a log of keys holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WalkHolds {
    /// Id of the pack.
    pub pack: String,
    /// The claim.
    pub claim_id: ClaimId,
    /// How it was played.
    pub mode: Mode,
    /// Number of keys.
    pub keys: usize,
    /// Seconds from the first key to the last.
    pub seconds: u64,
    /// Whether it goes as far as the decision.
    pub decided: bool,
}

/// The walk-throughs that are here.
#[derive(Debug, Clone)]
pub struct WalkShelf {
    paths: Paths,
}

impl WalkShelf {
    /// The shelf in these folders.
    pub const fn new(paths: Paths) -> Self {
        Self { paths }
    }

    /// Everything on it. A log that cannot be read is listed with the reason.
    pub fn list(&self) -> Vec<WalkSummary> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(self.paths.walkthroughs())
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|ending| ending == ENDING))
            .collect();
        files.sort();
        let own = files.into_iter().map(|file| {
            let name = file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
            summary(name.unwrap_or_default(), LogSource::File(file))
        });
        let ours = WALKTHROUGHS.iter().map(|(name, text)| summary((*name).to_owned(), shipped(name, text)));
        own.chain(ours).collect()
    }

    /// Reads the log in a file, or the one of this name.
    pub fn load(&self, name: &str) -> Result<KeyLog, Failure> {
        let own = self.paths.walkthroughs().join(format!("{name}.{ENDING}"));
        let source = if Path::new(name).exists() {
            LogSource::File(PathBuf::from(name))
        } else if is_plain(name) && own.exists() {
            LogSource::File(own)
        } else if let Some((name, text)) = WALKTHROUGHS.iter().find(|(known, _)| *known == name) {
            shipped(name, text)
        } else {
            let why = format!("There is no file and no walk-through {:?}.", clean::one_line(name));
            return Err(Failure::new(FailureKind::NotFound, "The walk-through was not found.", why)
                .hint("`proofdesk train walk --list` lists those that are here."));
        };
        read_key_log(&source).map_err(|error| {
            let failure =
                Failure::new(FailureKind::Data, "The walk-through cannot be played.", error.to_string());
            match error {
                IntakeError::Line(_) => failure,
                _ => failure.hint("Check the path and the permissions of the file."),
            }
        })
    }

    /// Opens the claim of a log on a stage of its own.
    pub fn stage(&self, header: &LogHeader, job: &Job) -> Result<Stage, Failure> {
        Stage::open(header, &self.paths, job)
    }
}

/// How the name of a log ends.
const ENDING: &str = "jsonl";

/// Whether a name cannot lead out of a folder.
fn is_plain(name: &str) -> bool {
    Path::new(name).file_name().is_some_and(|file| file == name)
}

fn shipped(name: &str, text: &'static str) -> LogSource {
    LogSource::Text { name: format!("sample-data/walkthroughs/{name}.{ENDING}"), text }
}

fn summary(name: String, source: LogSource) -> WalkSummary {
    let read = read_key_log(&source);
    let file = match source {
        LogSource::File(file) => Some(file),
        LogSource::Text { .. } => None,
    };
    match read {
        Ok(log) => WalkSummary { name, file, holds: Some(holds(log)), problem: None },
        Err(error) => WalkSummary { name, file, holds: None, problem: Some(error.to_string()) },
    }
}

fn holds(log: KeyLog) -> WalkHolds {
    WalkHolds {
        keys: log.keys.len(),
        seconds: log.keys.iter().map(|key| key.after).sum::<u64>() / 1000,
        decided: log.end == Some(LogEnd::Decided),
        pack: log.header.pack,
        claim_id: log.header.claim_id,
        mode: log.header.mode,
    }
}
