//! Training packs, found and read: those the program ships with, the user's own, or a folder somewhere.
//!
//! A pack of the user's replaces a shipped one of the same id. A pack that has a problem is listed with it and never
//! played.

use super::checking;
use crate::assets::{EmbeddedPack, TRAINING_PACKS};
use crate::desk::open::editions;
use crate::desk::{Failure, FailureKind, import::unreadable};
use crate::domain::{Answer, Claim, ClaimId, Digest, Hasher, Mode};
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
}

/// Where a pack is.
enum Origin {
    Shipped(&'static EmbeddedPack),
    Folder(PathBuf),
}

/// The packs that are offered, from their manifests alone: the user's own, then the shipped ones they do not replace.
/// One whose manifest cannot be read is passed over here; [`training_packs`] tells why.
pub fn packs(paths: &Paths) -> Vec<PackSummary> {
    let read = |origin: &Origin| Pack::parse(&manifest(origin).ok()?).ok();
    let summary =
        |pack: Pack| PackSummary { id: pack.id, title: pack.title, aims: pack.aims, modes: pack.modes };
    origins(paths).iter().filter_map(read).map(summary).collect()
}

/// All packs, those that have problems too: the user's own, then the shipped ones they do not replace.
pub fn training_packs(paths: &Paths) -> Result<Vec<PackCheck>, Failure> {
    let (editions, _) = editions(paths)?;
    origins(paths).iter().map(|origin| Ok(examine(origin, &editions)?.1)).collect()
}

/// Checks the pack in a folder as a whole.
pub fn check_pack(folder: &Path, paths: &Paths) -> Result<PackCheck, Failure> {
    let (editions, _) = editions(paths)?;
    Ok(examine(&Origin::Folder(folder.to_owned()), &editions)?.1)
}

/// Reads the pack of this id, or the one in this folder. A pack with a problem is refused.
pub fn load_pack(name: &str, paths: &Paths) -> Result<LoadedPack, Failure> {
    let (editions, _) = editions(paths)?;
    let mut known = Vec::new();
    let folder = Path::new(name);
    let named =
        if folder.join(MANIFEST).is_file() { vec![Origin::Folder(folder.to_owned())] } else { Vec::new() };
    let any = named.is_empty();
    for origin in named.into_iter().chain(origins(paths)) {
        let (loaded, check) = examine(&origin, &editions)?;
        match check.pack.as_ref().map(|pack| pack.id.as_str()) {
            Some(id) if id == name || (!any && check.origin == shown(folder)) => {
                return whole(loaded, &check);
            }
            Some(id) => known.push(id.to_owned()),
            None if !any => return whole(loaded, &check),
            None => {}
        }
    }
    let why = format!("There is no pack {:?}. Known: {}.", clean::one_line(name), known.join(", "));
    let hint = "`proofdesk train list` lists all packs; a folder with a pack.toml can be named by its path.";
    Err(Failure::new(FailureKind::NotFound, "The pack was not found.", why).hint(hint))
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

/// The user's packs by folder name, then the shipped ones.
fn origins(paths: &Paths) -> Vec<Origin> {
    let own = paths.packs();
    let mut folders: Vec<PathBuf> = std::fs::read_dir(&own)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join(MANIFEST).is_file())
        .collect();
    folders.sort();
    let replaced: Vec<String> = folders.iter().filter_map(|folder| id_in(folder)).collect();
    let shipped = TRAINING_PACKS.iter().filter(|pack| !replaced.iter().any(|id| id == pack.id));
    folders.into_iter().map(Origin::Folder).chain(shipped.map(Origin::Shipped)).collect()
}

fn id_in(folder: &Path) -> Option<String> {
    let source = manifest_in(folder).ok()?;
    Pack::parse(&source).ok().map(|pack| pack.id)
}

fn manifest(origin: &Origin) -> Result<SourceFile, Failure> {
    match origin {
        Origin::Shipped(pack) => {
            let path = format!("{}/{MANIFEST}", pack.folder);
            Ok(SourceFile { name: MANIFEST.to_owned(), path, text: pack.manifest.to_owned() })
        }
        Origin::Folder(folder) => manifest_in(folder),
    }
}

fn manifest_in(folder: &Path) -> Result<SourceFile, Failure> {
    let path = folder.join(MANIFEST);
    let text = std::fs::read_to_string(&path).map_err(|error| {
        let why = format!("{} cannot be read: {error}.", path.display());
        Failure::new(FailureKind::NotFound, "The pack was not found.", why)
            .hint("A pack is a folder with pack.toml, claims.jsonl and answers.jsonl; see docs/training.md.")
    })?;
    Ok(SourceFile { name: MANIFEST.to_owned(), path: shown(&path), text })
}

fn shown(path: &Path) -> String {
    clean::one_line(&path.to_string_lossy())
}

/// Reads a pack and checks it as a whole; what cannot be read is a problem, too.
fn examine(origin: &Origin, editions: &Editions) -> Result<(Option<LoadedPack>, PackCheck), Failure> {
    let name = match origin {
        Origin::Shipped(_) => "shipped".to_owned(),
        Origin::Folder(folder) => shown(folder),
    };
    let mut check =
        PackCheck { origin: name, pack: None, claims: 0, cells: 0, quotes: 0, problems: Vec::new() };
    let pack = match Pack::parse(&manifest(origin)?) {
        Ok(pack) => pack,
        Err(errors) => {
            check.problems = errors.iter().map(problem).collect();
            return Ok((None, check));
        }
    };
    check.pack = Some(pack.clone());
    let loaded = match load(origin, pack, &mut check.problems) {
        Ok(loaded) => loaded,
        Err(failure) => {
            check.problems.push(missing_file(check.pack.as_ref(), &failure));
            return Ok((None, check));
        }
    };
    checking::check(&loaded, editions, &mut check);
    Ok((Some(loaded), check))
}

fn missing_file(pack: Option<&Pack>, failure: &Failure) -> Refusal {
    let file = pack.map_or_else(String::new, |pack| pack.file.clone());
    Refusal { file, line: 1, field: None, claim_id: None, reason: failure.to_string() }
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
