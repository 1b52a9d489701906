//! Opening a desk: editions, snapshot, desk file, index.

use super::listing::Work;
use super::{Desk, Failure, FailureKind, Job, import, indexing, leasing, quality, remembering};
use crate::assets;
use crate::domain::{Act, Actor, Digest, Hasher};
use crate::paths::Paths;
use crate::policy::Editions;
use crate::store::StoreError;
use crate::store::desk_file::{self, DeskFile, Heads, RecordKind, RecordOf, Stamp, VerifyReport};
use crate::store::snapshot::{Snapshot, SnapshotMeta, Trust};
use crate::wall_clock::WallClock;
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Which claims are worked on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SnapshotChoice {
    /// The embedded sample claims.
    Practice,
    /// A snapshot file.
    File {
        /// The file.
        path: PathBuf,
        /// Open it even when it has no seal.
        allow_unsealed: bool,
    },
}

/// Everything needed to open a desk.
#[derive(Debug, Clone)]
pub struct DeskOptions {
    /// Which claims.
    pub snapshot: SnapshotChoice,
    /// The desk file; the one of the snapshot's lineage when absent.
    pub desk_file: Option<PathBuf>,
    /// Where files live.
    pub paths: Paths,
    /// Who sits at the desk.
    pub actor: Actor,
    /// The time; chosen by the snapshot when absent.
    pub clock: Option<WallClock>,
}

/// What a desk is assembled from: claims, and the record of what is added to them.
pub(super) struct Opening<'a> {
    /// The claims, and the file they are in.
    pub(super) snapshot: (Snapshot, PathBuf),
    /// Where the record lies, and of which kind it is.
    pub(super) record: (PathBuf, RecordKind),
    /// Where everything else lives.
    pub(super) paths: &'a Paths,
    /// Who sits at the desk.
    pub(super) actor: &'a Actor,
    /// The time; chosen by the snapshot when absent.
    pub(super) clock: Option<WallClock>,
}

impl Desk {
    /// Opens snapshot, desk file and index; builds the index when it is missing or out of date.
    pub fn open(options: &DeskOptions, job: &Job) -> Result<Self, Failure> {
        let snapshot = open_snapshot(&options.snapshot, &options.paths)?;
        let meta = snapshot.0.meta().clone();
        let path = options.desk_file.clone().unwrap_or_else(|| options.paths.desk(&meta.lineage));
        let noted = (options.paths.opened(&meta.lineage), snapshot.1.clone());
        let opening = Opening {
            snapshot,
            record: (path, RecordKind::Desk),
            paths: &options.paths,
            actor: &options.actor,
            clock: options.clock.clone(),
        };
        let mut desk = Self::assemble(opening, job)?;
        // Without a note only the comparison with this snapshot is missed, so a full disk does not keep the desk shut.
        desk.before = remembering::opened(&noted.0, &noted.1, &meta).unwrap_or_default();
        desk.release_due()?;
        Ok(desk)
    }

    /// Puts a desk together over a snapshot that is open.
    pub(super) fn assemble(opening: Opening<'_>, job: &Job) -> Result<Self, Failure> {
        let Opening { snapshot: (snapshot, _), record: (path, kind), paths, actor, clock } = opening;
        let (editions, policy) = editions(paths)?;
        let meta = snapshot.meta().clone();
        let clock = clock.unwrap_or_else(|| {
            if meta.practice { WallClock::practice(meta.as_of) } else { WallClock::System }
        });
        let stamp = Stamp { at: clock.now(), actor };
        let record = RecordOf { kind, lineage: &meta.lineage, stamp };
        let file = open_file(&path, &meta, &record, Heads::in_folder(paths.heads()))
            .map_err(|error| Failure::from(error).while_doing("The desk could not be opened."))?;
        let index = indexing::open_or_build(&snapshot, &editions, &policy, paths, job)?;
        let second = quality::Second::open(&path, actor, paths)?;
        Ok(Self {
            snapshot,
            file,
            index,
            editions,
            policy,
            clock,
            actor: actor.clone(),
            path,
            second,
            leases: leasing::Leases::begin()?,
            work: Work::default(),
            engines: HashMap::new(),
            before: None,
            changes: None,
            open: None,
        })
    }
}

/// The editions the program ships with, overridden and extended by the user's own, and what tells their content from
/// any other.
pub(super) fn editions(paths: &Paths) -> Result<(Editions, String), Failure> {
    let folder = paths.editions();
    let user = folder.is_dir().then_some(folder.as_path());
    let unusable = |why: String| Failure::new(FailureKind::Data, "The policy editions cannot be used.", why);
    let sources = assets::edition_sources(user).map_err(|error| unusable(error.to_string()))?;
    let editions = Editions::from_sources(&sources).map_err(|errors| {
        let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
        unusable(texts.join(" ")).hint(format!("Correct the files in {}.", folder.display()))
    })?;
    let mut content = Hasher::new("proofdesk-editions-v1");
    for file in sources.iter().flat_map(|source| &source.files) {
        content.field(file.name.as_bytes()).field(file.text.as_bytes());
    }
    Ok((editions, content.finish().short()))
}

/// Opens or makes the record and notes the first time it meets this snapshot.
fn open_file(
    path: &Path,
    meta: &SnapshotMeta,
    record: &RecordOf<'_>,
    heads: Heads,
) -> Result<DeskFile, StoreError> {
    let mut file = DeskFile::open_remembered(path, record, heads)?;
    if !file.has_met(&meta.sha256)? {
        let act = Act::SnapshotOpened { sha256: meta.sha256, sealed: meta.sealed };
        file.record(None, &act, &record.stamp)?;
    }
    Ok(file)
}

/// Recomputes the record of a desk from its file and compares it with what is remembered of it. Works also on a desk
/// that is too broken to be opened.
pub fn verify(options: &DeskOptions) -> Result<VerifyReport, Failure> {
    let path = if let Some(path) = &options.desk_file {
        path.clone()
    } else {
        let (snapshot, _) = open_snapshot(&options.snapshot, &options.paths)?;
        options.paths.desk(&snapshot.meta().lineage)
    };
    let verified = desk_file::verify_remembered(&path, &Heads::in_folder(options.paths.heads()));
    verified.map_err(|error| Failure::from(error).while_doing("The record could not be verified."))
}

/// Opens the claims that were chosen, and says in which file they are.
pub(super) fn open_snapshot(choice: &SnapshotChoice, paths: &Paths) -> Result<(Snapshot, PathBuf), Failure> {
    let (path, trust) = match choice {
        SnapshotChoice::Practice => (practice_snapshot(paths)?, Trust::Sealed),
        SnapshotChoice::File { path, allow_unsealed: true } => (path.clone(), Trust::AllowUnsealed),
        SnapshotChoice::File { path, allow_unsealed: false } => (path.clone(), Trust::Sealed),
    };
    let snapshot = Snapshot::open(&path, trust)
        .map_err(|error| Failure::from(error).while_doing("The snapshot could not be opened."))?;
    Ok((snapshot, path))
}

/// The practice snapshot in the data folder, built from the embedded claims when this version's is not there yet or
/// does not hold.
fn practice_snapshot(paths: &Paths) -> Result<PathBuf, Failure> {
    let path = paths.practice_snapshot(&Digest::of(assets::SAMPLE_CLAIMS.as_bytes()).short());
    if Snapshot::open(&path, Trust::Sealed).is_err() {
        std::fs::create_dir_all(&paths.data).map_err(|error| {
            Failure::new(
                FailureKind::Data,
                "The practice snapshot could not be built.",
                format!("{} cannot be made: {error}.", paths.data.display()),
            )
            .hint("Set PROOFDESK_HOME to a folder you can write to.")
        })?;
        import::practice(&path, assets::SAMPLE_CLAIMS, practice_time()?)?;
    }
    Ok(path)
}

/// The day on which the sample claims play.
fn practice_time() -> Result<DateTime<Utc>, Failure> {
    "2025-09-15T12:00:00Z".parse().map_err(|_| {
        Failure::new(FailureKind::Internal, "The practice time cannot be read.", "It is not an instant.")
    })
}
