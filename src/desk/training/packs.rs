//! Training packs on this computer: those in the user's folder.
//!
//! A pack is a folder with `pack.toml`, its claims and its answers (`docs/training.md`).

use crate::desk::{Failure, FailureKind};
use crate::domain::{Answer, Digest, Mode};
use crate::intake::{self, AnswerSource, ClaimSource, Limits};
use crate::paths::Paths;
use crate::policy::SourceFile;
use crate::policy::pack::Pack;
use std::fs;
use std::path::{Path, PathBuf};

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

/// The claims of a pack.
pub(super) struct PackFiles {
    pub(super) claims: ClaimSource,
    /// Tells this content from any other.
    pub(super) digest: Digest,
}

/// Every pack, by its title.
pub fn packs(paths: &Paths) -> Result<Vec<PackSummary>, Failure> {
    let mut found: Vec<PackSummary> = manifests(paths)?.into_iter().map(|(_, pack)| summary(pack)).collect();
    found.sort_by(|a, b| a.title.cmp(&b.title));
    Ok(found)
}

fn summary(pack: Pack) -> PackSummary {
    PackSummary { id: pack.id, title: pack.title, aims: pack.aims, modes: pack.modes }
}

/// A pack with the answers that belong to it.
pub(super) fn open(id: &str, paths: &Paths) -> Result<(Pack, Vec<Answer>, PackFiles), Failure> {
    let all = manifests(paths)?;
    let known: Vec<String> = all.iter().map(|(_, pack)| pack.id.clone()).collect();
    let Some((folder, pack)) = all.into_iter().find(|(_, pack)| pack.id == id) else {
        let why = "No folder of packs holds it.";
        return Err(Failure::new(FailureKind::NotFound, format!("There is no training pack {id:?}."), why)
            .hint(format!("Packs are {}.", known.join(", "))));
    };
    let source = AnswerSource::File(folder.join(&pack.answers));
    let read =
        intake::read_answers(&source, &Limits::default()).map_err(|error| unusable(&error.to_string()))?;
    if let Some(refusal) = read.refusals.first() {
        return Err(unusable(&refusal.to_string()));
    }
    let answers = in_order(&pack, read.answers);
    let claims = folder.join(&pack.claims);
    let content = fs::read(&claims).map_err(|error| unusable(&format!("{}: {error}", claims.display())))?;
    let files = PackFiles { claims: ClaimSource::Jsonl(claims), digest: Digest::of(&content) };
    Ok((pack, answers, files))
}

/// The answers of the pack, set by set.
fn in_order(pack: &Pack, answers: Vec<Answer>) -> Vec<Answer> {
    let mut taken: Vec<Answer> = answers.into_iter().filter(|answer| pack.takes(answer)).collect();
    taken.sort_by_key(|answer| pack.sets.iter().position(|set| Some(set) == answer.set.as_ref()));
    taken
}

/// Every folder with a manifest.
fn manifests(paths: &Paths) -> Result<Vec<(PathBuf, Pack)>, Failure> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(paths.packs()) else { return Ok(found) };
    for entry in entries.flatten() {
        let manifest = entry.path().join("pack.toml");
        if manifest.is_file() {
            found.push((entry.path(), manifest_at(&manifest)?));
        }
    }
    found.sort_by(|a, b| a.1.id.cmp(&b.1.id));
    Ok(found)
}

fn manifest_at(path: &Path) -> Result<Pack, Failure> {
    let text = fs::read_to_string(path).map_err(|error| unusable(&format!("{}: {error}", path.display())))?;
    let source = SourceFile { name: "pack.toml".to_owned(), path: path.display().to_string(), text };
    Pack::parse(&source).map_err(|errors| {
        let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
        unusable(&texts.join(" "))
    })
}

fn unusable(why: &str) -> Failure {
    Failure::new(FailureKind::Data, "The training pack cannot be used.", why)
}
