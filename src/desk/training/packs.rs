//! Training packs, found and read: those the program ships with, the user's own, or a folder somewhere.
//!
//! A pack of the user's replaces a shipped one of the same id. A pack that has a problem is listed with it and never
//! played.

use super::{calibration, checking};
use crate::assets::{EmbeddedPack, TRAINING_PACKS};
use crate::desk::open::editions;
use crate::desk::{Failure, FailureKind, import::unreadable};
use crate::domain::{Answer, Claim, ClaimId, Digest, Hasher, Mode, SessionName};
use crate::intake::{self, AnswerSource, ClaimSource, Limits, Reading, Refusal};
use crate::paths::Paths;
use crate::policy::{Editions, PolicyError, SourceFile, pack::Pack};
use crate::text::clean;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// The file that makes a folder a pack.
const MANIFEST: &str = "pack.toml";

/// A pack with its claims and answers.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadedPack {
    /// The manifest.
    pub pack: Pack,
    /// Answers of the pack, set by set in the order of the manifest, inside a set as in the file.
    pub answers: Vec<Answer>,
    /// The claims they answer.
    pub claims: BTreeMap<ClaimId, Claim>,
    /// Where the claims were read from.
    pub files: PackFiles,
    /// Line of each claim in its file.
    pub(super) claim_lines: BTreeMap<ClaimId, u64>,
    /// The answers file as error messages call it.
    pub(super) answers_file: String,
}

/// The claims file of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFiles {
    /// Where it is.
    pub claims: ClaimSource,
    /// Digest of every claim in it, documents included.
    pub digest: Digest,
}

/// What a pack holds, and everything that is wrong with it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PackCheck {
    /// Where the pack is: `shipped`, or its folder.
    pub origin: String,
    /// The manifest, if it can be read.
    pub pack: Option<Pack>,
    /// Claims with answers.
    pub claims: usize,
    /// Cells that have to be judged.
    pub cells: usize,
    /// Quotes that were looked up.
    pub quotes: usize,
    /// Problems, each with its file and line.
    pub problems: Vec<Refusal>,
}

/// A pack as it is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackSummary {
    /// Word that names it.
    pub id: String,
    /// Title people read.
    pub title: String,
    /// What a trainee can do afterwards.
    pub aims: Vec<String>,
    /// How it can be played.
    pub modes: Vec<Mode>,
    /// Calibrations that somebody began in this data folder, by name.
    pub sessions: Vec<SessionName>,
}

/// Where a pack is.
enum Origin {
    Shipped(&'static EmbeddedPack),
    Folder(PathBuf),
}

/// A pack that was found, with its manifest or what is wrong with that.
struct Candidate {
    origin: Origin,
    manifest: Result<Pack, Vec<Refusal>>,
}

/// The packs that are offered, from their manifests alone: the user's own, then the shipped ones they do not replace.
/// One whose manifest cannot be read is passed over here; [`training_packs`] tells why.
pub fn packs(paths: &Paths) -> Vec<PackSummary> {
    let summary = |pack: Pack| PackSummary {
        sessions: calibration::sessions(paths, &pack.id),
        id: pack.id,
        title: pack.title,
        aims: pack.aims,
        modes: pack.modes,
    };
    candidates(paths).into_iter().filter_map(|found| found.manifest.ok()).map(summary).collect()
}

/// All packs, those that have problems too: the user's own, then the shipped ones they do not replace.
pub fn training_packs(paths: &Paths) -> Result<Vec<PackCheck>, Failure> {
    let (editions, _) = editions(paths)?;
    Ok(candidates(paths).into_iter().map(|found| examine(found, &editions).1).collect())
}

/// Checks the pack in a folder as a whole.
pub fn check_pack(folder: &Path, paths: &Paths) -> Result<PackCheck, Failure> {
    let (editions, _) = editions(paths)?;
    Ok(examine(in_folder(folder)?, &editions).1)
}

/// Reads the pack of this id, or the one in this folder. A pack with a problem is refused.
pub fn load_pack(name: &str, paths: &Paths) -> Result<LoadedPack, Failure> {
    let (editions, _) = editions(paths)?;
    let folder = Path::new(name);
    let wanted =
        if folder.join(MANIFEST).is_file() { in_folder(folder)? } else { with_id(name, candidates(paths))? };
    let (loaded, check) = examine(wanted, &editions);
    whole(loaded, &check)
}

/// The pack in a folder, which has to hold a manifest.
fn in_folder(folder: &Path) -> Result<Candidate, Failure> {
    let origin = Origin::Folder(folder.to_owned());
    let source = manifest(&origin).map_err(|error| {
        let why = format!("{} cannot be read: {error}.", shown(&folder.join(MANIFEST)));
        Failure::new(FailureKind::NotFound, "The pack was not found.", why)
            .hint("A pack is a folder with pack.toml, claims.jsonl and answers.jsonl; see docs/training.md.")
    })?;
    Ok(Candidate { origin, manifest: parsed(&source) })
}

fn with_id(id: &str, candidates: Vec<Candidate>) -> Result<Candidate, Failure> {
    let known: Vec<String> = candidates.iter().filter_map(Candidate::id).map(str::to_owned).collect();
    candidates.into_iter().find(|found| found.id() == Some(id)).ok_or_else(|| {
        let why = format!("There is no pack {:?}. Known: {}.", clean::one_line(id), known.join(", "));
        let hint =
            "`proofdesk train list` lists all packs; a folder with a pack.toml can be named by its path.";
        Failure::new(FailureKind::NotFound, "The pack was not found.", why).hint(hint)
    })
}

fn whole(loaded: Option<LoadedPack>, check: &PackCheck) -> Result<LoadedPack, Failure> {
    match (loaded, check.problems.first()) {
        (Some(loaded), None) => Ok(loaded),
        (_, first) => {
            let more = check.problems.len().saturating_sub(1);
            let first = first.map_or_else(String::new, ToString::to_string);
            let why = if more > 0 { format!("{first} ({more} more)") } else { first };
            let failure = Failure::new(FailureKind::Data, "The pack cannot be used.", why);
            Err(failure.hint(format!("`proofdesk train check {}` lists every problem.", check.origin)))
        }
    }
}

/// The user's packs by folder name, then the shipped ones they do not replace.
fn candidates(paths: &Paths) -> Vec<Candidate> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(paths.packs())
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join(MANIFEST).is_file())
        .collect();
    folders.sort();
    let mut found: Vec<Candidate> = folders.into_iter().map(Origin::Folder).map(Candidate::at).collect();
    let replaced = |pack: &EmbeddedPack| found.iter().any(|own| own.id() == Some(pack.id));
    let shipped: Vec<&EmbeddedPack> = TRAINING_PACKS.iter().filter(|pack| !replaced(pack)).collect();
    found.extend(shipped.into_iter().map(Origin::Shipped).map(Candidate::at));
    found
}

impl Candidate {
    fn at(origin: Origin) -> Self {
        let manifest = match manifest(&origin) {
            Ok(source) => parsed(&source),
            Err(error) => {
                Err(vec![whole_file(origin.name(), format!("{MANIFEST} cannot be read: {error}."))])
            }
        };
        Self { origin, manifest }
    }

    fn id(&self) -> Option<&str> {
        self.manifest.as_ref().ok().map(|pack| pack.id.as_str())
    }
}

impl Origin {
    fn name(&self) -> String {
        match self {
            Self::Shipped(_) => "shipped".to_owned(),
            Self::Folder(folder) => shown(folder),
        }
    }
}

fn manifest(origin: &Origin) -> std::io::Result<SourceFile> {
    let (path, text) = match origin {
        Origin::Shipped(pack) => (format!("{}/{MANIFEST}", pack.folder), pack.manifest.to_owned()),
        Origin::Folder(folder) => {
            let path = folder.join(MANIFEST);
            (shown(&path), std::fs::read_to_string(&path)?)
        }
    };
    Ok(SourceFile { name: MANIFEST.to_owned(), path, text })
}

fn parsed(source: &SourceFile) -> Result<Pack, Vec<Refusal>> {
    Pack::parse(source).map_err(|errors| errors.iter().map(problem).collect())
}

fn shown(path: &Path) -> String {
    clean::one_line(&path.to_string_lossy())
}

/// Reads a pack and checks it as a whole; what cannot be read is a problem, too.
fn examine(found: Candidate, editions: &Editions) -> (Option<LoadedPack>, PackCheck) {
    let Candidate { origin, manifest } = found;
    let mut check =
        PackCheck { origin: origin.name(), pack: None, claims: 0, cells: 0, quotes: 0, problems: Vec::new() };
    let pack = match manifest {
        Ok(pack) => pack,
        Err(problems) => return (None, PackCheck { problems, ..check }),
    };
    check.pack = Some(pack.clone());
    let file = pack.file.clone();
    match load(&origin, pack, &mut check.problems) {
        Ok(loaded) => {
            checking::check(&loaded, editions, &mut check);
            (Some(loaded), check)
        }
        Err(failure) => {
            check.problems.push(whole_file(file, failure.to_string()));
            (None, check)
        }
    }
}

/// A problem that has no line of its own.
fn whole_file(file: String, reason: String) -> Refusal {
    Refusal { file, line: 1, field: None, claim_id: None, reason }
}

fn problem(error: &PolicyError) -> Refusal {
    let at = error.place();
    let text = error.to_string();
    let reason = text.strip_prefix(&format!("{at}: ")).unwrap_or(&text).to_owned();
    Refusal { file: at.file.clone(), line: at.line as u64, field: None, claim_id: None, reason }
}

fn load(origin: &Origin, pack: Pack, problems: &mut Vec<Refusal>) -> Result<LoadedPack, Failure> {
    let (claims, answers) = sources(origin, &pack);
    let limits = Limits::default();
    let found = intake::read_answers(&answers, &limits)
        .map_err(|error| unreadable("The answers of the pack could not be read.", &error))?;
    problems.extend(found.refusals);
    let (read, claim_lines) = read_claims(&claims, &limits, problems)?;
    let mut digest = Hasher::new("proofdesk-training-claims-v1");
    for claim in read.values() {
        digest.field(claim.digest().as_bytes());
    }
    let mut answers: Vec<Answer> = found.answers.into_iter().filter(|answer| pack.takes(answer)).collect();
    answers.sort_by_key(|answer| pack.sets.iter().position(|set| answer.set.as_ref() == Some(set)));
    Ok(LoadedPack {
        answers,
        claims: read,
        files: PackFiles { claims, digest: digest.finish() },
        claim_lines,
        answers_file: found.file,
        pack,
    })
}

fn sources(origin: &Origin, pack: &Pack) -> (ClaimSource, AnswerSource) {
    match origin {
        Origin::Shipped(shipped) => {
            let name = |file: &str| format!("{}/{file}", shipped.folder);
            (
                ClaimSource::Text { name: name(&pack.claims), text: shipped.claims },
                AnswerSource::Text { name: name(&pack.answers), text: shipped.answers },
            )
        }
        Origin::Folder(folder) => {
            let claims = ClaimSource::Jsonl(folder.join(&pack.claims));
            (claims, AnswerSource::File(folder.join(&pack.answers)))
        }
    }
}

type Lines = BTreeMap<ClaimId, u64>;

fn read_claims(
    source: &ClaimSource,
    limits: &Limits,
    problems: &mut Vec<Refusal>,
) -> Result<(BTreeMap<ClaimId, Claim>, Lines), Failure> {
    let mut claims = BTreeMap::new();
    intake::read(source, limits, &mut |reading| {
        match reading {
            Reading::Claim(claim) => drop(claims.insert(claim.claim_id.clone(), *claim)),
            Reading::Refused(refusal) => problems.push(refusal),
            Reading::Note(_) | Reading::Bytes { .. } => {}
        }
        ControlFlow::Continue(())
    })
    .and_then(|_| intake::claim_lines(source, limits))
    .map(|lines| (claims, lines))
    .map_err(|error| unreadable("The claims of the pack could not be read.", &error))
}
