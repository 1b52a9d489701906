//! A log of keys that grows: readable by its owner only, whole up to its last line at every moment.
//!
//! Every line is written with one call as soon as its key is done, so a killed program leaves a log that plays to where
//! it got. A file that is already there is never written over.

use crate::desk::{Failure, FailureKind};
use crate::domain::{LogEnd, LogHeader, LoggedKey};
use crate::intake::{LONGEST_LINE, MOST_KEYS};
use serde::Serialize;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// An open log.
pub(in crate::desk::training) struct LogFile {
    file: File,
    path: PathBuf,
    keys: usize,
}

impl LogFile {
    /// Makes the file with its first line.
    pub(super) fn create(path: &Path, header: &LogHeader) -> Result<Self, Failure> {
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
        let file = file.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => {
                let why = format!("{} is already there.", path.display());
                Failure::new(FailureKind::Refused, NOT_RECORDED, why).hint("Name a new file.")
            }
            _ => not_written(path, &error),
        })?;
        let mut log = Self { file, path: path.to_owned(), keys: 0 };
        log.line(header)?;
        Ok(log)
    }

    /// Adds a key with what it recorded.
    pub(super) fn note(&mut self, key: &LoggedKey) -> Result<(), Failure> {
        self.keys += 1;
        if self.keys > MOST_KEYS {
            return Err(too_long(&format!("It has {MOST_KEYS} keys, and more are never played.")));
        }
        self.line(key)
    }

    /// Says how the recording ended and waits until all of it is on the disk.
    pub(super) fn end(mut self, end: LogEnd) -> Result<PathBuf, Failure> {
        self.line(&serde_json::json!({ "end": end }))?;
        self.file.sync_all().map_err(|error| not_written(&self.path, &error))?;
        Ok(self.path)
    }

    fn line(&mut self, line: &impl Serialize) -> Result<(), Failure> {
        let mut text = serde_json::to_string(line).map_err(|error| not_written(&self.path, &error.into()))?;
        text.push('\n');
        if text.len() > LONGEST_LINE {
            return Err(too_long("A text was pasted that is longer than a line of a log may be."));
        }
        self.file.write_all(text.as_bytes()).map_err(|error| not_written(&self.path, &error))
    }
}

/// The first of `stem.jsonl`, `stem-2.jsonl`, … that is free, in a folder that is made when it is missing.
pub(super) fn free_name(folder: &Path, stem: &str) -> Result<PathBuf, Failure> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| not_written(folder, &error))?;
    let named = |number: u32| match number {
        1 => folder.join(format!("{stem}.jsonl")),
        number => folder.join(format!("{stem}-{number}.jsonl")),
    };
    (1..10_000).map(named).find(|path| !path.exists()).ok_or_else(|| too_long("No name is free for it."))
}

const NOT_RECORDED: &str = "The review is not recorded.";

fn not_written(path: &Path, error: &io::Error) -> Failure {
    let why = format!("{} cannot be written: {error}.", path.display());
    Failure::new(FailureKind::Data, NOT_RECORDED, why).hint("The review itself goes on and is kept.")
}

fn too_long(why: &str) -> Failure {
    Failure::new(FailureKind::Refused, "The review is not recorded any further.", why)
        .hint("It plays up to here; the review itself goes on and is kept.")
}
