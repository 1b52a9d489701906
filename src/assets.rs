//! The files the program ships with, and where a user's own copies replace them.
//!
//! Embedded at build time, so that a copied program works alone. A user's folder is read only when asked for; what
//! cannot be read is an error, never skipped.

use crate::policy::{EditionSource, SourceFile};
use std::fs;
use std::io;
use std::path::Path;

/// The sample claims of training and tour, JSON Lines.
pub const SAMPLE_CLAIMS: &str = include_str!("../sample-data/claims.jsonl");

/// What a trainer holds to be right about the sample claims, JSON Lines.
pub const SAMPLE_ANSWERS: &str = include_str!("../sample-data/answers.jsonl");

/// A training pack that ships with the program; `sample-data/` holds the same files as a folder to copy.
#[derive(Debug)]
pub struct EmbeddedPack {
    /// Its id, as in the manifest.
    pub id: &'static str,
    /// The folder as error messages call it.
    pub folder: &'static str,
    /// The manifest.
    pub manifest: &'static str,
    /// Claims, JSON Lines.
    pub claims: &'static str,
    /// Answers, JSON Lines.
    pub answers: &'static str,
}

/// The training packs, in the order in which they are offered.
pub const TRAINING_PACKS: &[EmbeddedPack] = &[
    EmbeddedPack {
        id: "first-day",
        folder: "sample-data/first-day",
        manifest: include_str!("../sample-data/first-day/pack.toml"),
        claims: include_str!("../sample-data/first-day/claims.jsonl"),
        answers: include_str!("../sample-data/first-day/answers.jsonl"),
    },
    EmbeddedPack {
        id: "practice",
        folder: "sample-data",
        manifest: include_str!("../sample-data/pack.toml"),
        claims: SAMPLE_CLAIMS,
        answers: SAMPLE_ANSWERS,
    },
];

/// Recorded reviews that ship with the program, by name; `sample-data/` holds the same files.
pub const WALKTHROUGHS: &[(&str, &str)] =
    &[("first-day-3990003", include_str!("../sample-data/walkthroughs/first-day-3990003.jsonl"))];

/// How much of the work is looked at a second time.
pub const SAMPLE_PLAN: &str = include_str!("../assets/quality.toml");

macro_rules! embedded {
    ($($folder:literal: $($file:literal),+;)+) => {
        /// Folder, file name and text of every embedded edition file.
        const EDITION_FILES: &[(&str, &str, &str)] = &[
            $($(($folder, $file, include_str!(concat!("../assets/editions/", $folder, "/", $file)))),+),+
        ];
    };
}

embedded! {
    "jun2025": "edition.toml", "requirements.toml", "statuses.toml", "transitions.toml", "clocks.toml",
        "reasons.toml", "comments.toml", "workloads.toml", "document_kinds.toml", "engagements.toml",
        "signals.toml", "reference.toml";
    "fy20": "edition.toml", "requirements.toml", "statuses.toml", "transitions.toml", "clocks.toml",
        "reasons.toml", "comments.toml", "workloads.toml", "document_kinds.toml", "engagements.toml";
}

/// The embedded editions, with the files of a user's folder in their place.
///
/// `<user_folder>/<edition folder>/<file>.toml` replaces the embedded file of that name; a folder of a new name adds
/// an edition. Folders and files whose names begin with a dot are left alone.
pub fn edition_sources(user_folder: Option<&Path>) -> Result<Vec<EditionSource>, io::Error> {
    let mut sources = embedded_editions();
    if let Some(folder) = user_folder {
        for edition in visible_entries(folder)? {
            let path = folder.join(&edition);
            if path.is_dir() {
                override_edition(&mut sources, &edition, &path)?;
            }
        }
    }
    Ok(sources)
}

fn embedded_editions() -> Vec<EditionSource> {
    let mut sources: Vec<EditionSource> = Vec::new();
    for (folder, name, text) in EDITION_FILES {
        let path = format!("{folder}/{name}");
        put(&mut sources, folder, SourceFile { name: (*name).to_owned(), path, text: (*text).to_owned() });
    }
    sources
}

fn override_edition(sources: &mut Vec<EditionSource>, edition: &str, folder: &Path) -> Result<(), io::Error> {
    for name in visible_entries(folder)? {
        let path = folder.join(&name);
        let text = fs::read_to_string(&path).map_err(|error| named(&path, &error))?;
        put(sources, edition, SourceFile { name, path: path.display().to_string(), text });
    }
    Ok(())
}

fn put(sources: &mut Vec<EditionSource>, folder: &str, file: SourceFile) {
    match sources.iter_mut().find(|source| source.folder == folder) {
        Some(source) => {
            source.files.retain(|known| known.name != file.name);
            source.files.push(file);
        }
        None => sources.push(EditionSource { folder: folder.to_owned(), files: vec![file] }),
    }
}

/// Names in a folder, sorted, without hidden ones.
fn visible_entries(folder: &Path) -> Result<Vec<String>, io::Error> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| named(folder, &error))? {
        let name = entry.map_err(|error| named(folder, &error))?.file_name();
        names.push(name.to_string_lossy().into_owned());
    }
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    Ok(names)
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
