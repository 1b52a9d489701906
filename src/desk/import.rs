//! Building a sealed snapshot from claims in JSON Lines or CSV.
//!
//! Every line that is not accepted is reported with file, line, field and reason. The snapshot appears whole, with
//! its seal, or not at all: a cancelled or failed import leaves nothing behind.

use super::{Failure, FailureKind, Job, Progress};
use crate::domain::{ClaimId, Digest};
use crate::intake::{self, ClaimSource, Limits, Reading};
use crate::store::StoreError;
use crate::store::snapshot::{Added, NewSnapshot, SnapshotWriter};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What to import, and where to.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// Files with claims, read in this order.
    pub files: Vec<PathBuf>,
    /// The snapshot to build.
    pub into: PathBuf,
    /// Title people see; the target's file name when absent.
    pub title: Option<String>,
    /// Which snapshots belong together; the first word of the target's file name when absent.
    pub lineage: Option<String>,
    /// When the claims were taken from their source.
    pub as_of: DateTime<Utc>,
    /// Replace an existing snapshot.
    pub replace: bool,
    /// Build nothing unless every claim was accepted.
    pub strict: bool,
}

/// What an import did.
#[derive(Debug, Clone, Serialize)]
pub struct ImportReport {
    /// The snapshot.
    pub snapshot: PathBuf,
    /// Claims in it.
    pub claims: u64,
    /// Documents in it.
    pub documents: u64,
    /// Its SHA-256, as written in the seal.
    pub sha256: Digest,
    /// Lines that were not accepted.
    pub refusals: Vec<intake::Refusal>,
    /// Claims that a later file held again; the first one stays.
    pub duplicates: Vec<ClaimId>,
    /// Odd things that were accepted.
    pub notes: Vec<intake::Note>,
}

/// Reads the files and builds the snapshot.
pub fn import(request: &ImportRequest, job: &Job) -> Result<ImportReport, Failure> {
    let new = NewSnapshot {
        lineage: request.lineage.clone().unwrap_or_else(|| first_word(&request.into)),
        title: request.title.clone().unwrap_or_else(|| file_name(&request.into)),
        as_of: request.as_of,
        practice: false,
        replace: request.replace,
    };
    let sources: Vec<ClaimSource> =
        request.files.iter().map(|path| source(path)).collect::<Result<_, _>>()?;
    let mut building = Building::start(&request.into, &new)?;
    for source in &sources {
        building.read(source, job)?;
    }
    if request.strict {
        building.accept_all()?;
    }
    building.finish(&request.into)
}

/// Builds the practice snapshot from the embedded claims, unless it is there already.
pub(super) fn practice(target: &Path, claims: &'static str, as_of: DateTime<Utc>) -> Result<(), Failure> {
    let new = NewSnapshot {
        lineage: "practice".to_owned(),
        title: "Practice data".to_owned(),
        as_of,
        practice: true,
        replace: true,
    };
    let mut building = Building::start(target, &new)?;
    let source = ClaimSource::Text { name: "sample-data/claims.jsonl".to_owned(), text: claims };
    building.read(&source, &Job::silent())?;
    building.finish(target).map(|_| ())
}

/// Builds a snapshot of which every claim must be accepted.
pub(super) fn prepared(
    target: &Path,
    claims: &ClaimSource,
    new: &NewSnapshot,
    job: &Job,
) -> Result<(), Failure> {
    let mut building = Building::start(target, new)?;
    building.read(claims, job)?;
    building.accept_all()?;
    building.finish(target).map(|_| ())
}

/// A snapshot under construction.
struct Building {
    writer: SnapshotWriter,
    refusals: Vec<intake::Refusal>,
    duplicates: Vec<ClaimId>,
    notes: Vec<intake::Note>,
}

impl Building {
    fn start(target: &Path, new: &NewSnapshot) -> Result<Self, Failure> {
        let writer = SnapshotWriter::create(target, new).map_err(not_built)?;
        Ok(Self { writer, refusals: Vec::new(), duplicates: Vec::new(), notes: Vec::new() })
    }

    fn read(&mut self, source: &ClaimSource, job: &Job) -> Result<(), Failure> {
        let mut stopped: Option<Failure> = None;
        let totals = intake::read(source, &Limits::default(), &mut |reading| {
            self.take(reading, job).map_or_else(
                |failure| {
                    stopped = Some(failure);
                    ControlFlow::Break(())
                },
                ControlFlow::Continue,
            )
        });
        if let Some(failure) = stopped {
            return Err(failure);
        }
        totals.map(|_| ()).map_err(|error| unreadable("The claims could not be read.", &error))
    }

    fn take(&mut self, reading: Reading, job: &Job) -> Result<(), Failure> {
        match reading {
            Reading::Claim(claim) => {
                if self.writer.add(&claim).map_err(not_built)? == Added::Duplicate {
                    self.duplicates.push(claim.claim_id);
                }
            }
            Reading::Refused(refusal) => self.refusals.push(refusal),
            Reading::Note(note) => self.notes.push(note),
            Reading::Bytes { done, total } => {
                let problems = self.refusals.len() as u64;
                let progress = Progress { stage: "Reading claims", done, total: Some(total), problems };
                job.checkpoint(progress).map_err(|_| cancelled())?;
            }
        }
        Ok(())
    }

    fn accept_all(&self) -> Result<(), Failure> {
        let refused = self.refusals.len() + self.duplicates.len();
        let first = self.refusals.first().map(ToString::to_string);
        let first = first.or_else(|| self.duplicates.first().map(|id| format!("claim {id} came twice.")));
        first.map_or(Ok(()), |first| {
            Err(Failure::new(
                FailureKind::Data,
                "The snapshot was not built.",
                format!("{refused} claims were refused; the first: {first}"),
            )
            .hint("Correct them, or import without --strict."))
        })
    }

    fn finish(self, target: &Path) -> Result<ImportReport, Failure> {
        let meta = self.writer.finish().map_err(not_built)?;
        Ok(ImportReport {
            snapshot: target.to_owned(),
            claims: meta.claims,
            documents: meta.documents,
            sha256: meta.sha256,
            refusals: self.refusals,
            duplicates: self.duplicates,
            notes: self.notes,
        })
    }
}

fn not_built(error: StoreError) -> Failure {
    Failure::from(error).while_doing("The snapshot could not be built.")
}

fn cancelled() -> Failure {
    Failure::new(FailureKind::Refused, "The import was cancelled.", "Nothing was written.")
}

/// The source at a path, by its ending.
pub(super) fn source(path: &Path) -> Result<ClaimSource, Failure> {
    ClaimSource::at(path).ok_or_else(|| {
        Failure::new(
            FailureKind::Usage,
            "The claims could not be read.",
            format!("{} ends neither in .jsonl nor in .csv.", path.display()),
        )
    })
}

/// A source that failed as a whole.
pub(super) fn unreadable(what: &str, error: &intake::IntakeError) -> Failure {
    Failure::new(FailureKind::Data, what, format!("{error}."))
        .hint("Check the path and the permissions of the file.")
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// `july-2025-09-15.snapshot.sqlite` belongs to the lineage `july`.
fn first_word(path: &Path) -> String {
    let name = file_name(path);
    let word: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
    if word.is_empty() { "claims".to_owned() } else { word.to_lowercase() }
}
