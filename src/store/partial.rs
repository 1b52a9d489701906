//! A file under construction: everything or nothing.
//!
//! It grows under a temporary name in the target's folder, readable by its owner only, and gets its own name when it is
//! complete. Dropped before that, it leaves nothing behind; killed, it leaves a temporary file that the next
//! construction of the same target removes.

use super::error::StoreError;
use super::regular_file;
use rustix::fs::{FlockOperation, flock};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempPath;

const ENDING: &str = ".partial";

/// How often a new file is made when others take it away; once is rare already.
const ATTEMPTS: u32 = 100;

/// A file that has no name of its own yet.
pub(crate) struct Partial {
    target: PathBuf,
    path: TempPath,
    /// Held while the file is in use, so that another construction can tell it from an abandoned one.
    lock: File,
}

impl Partial {
    /// Starts an empty file that will be named `target`.
    pub(crate) fn of(target: &Path) -> Result<Self, StoreError> {
        for _ in 0..ATTEMPTS {
            if let Some(partial) = Self::try_of(target)? {
                return Ok(partial);
            }
        }
        let why = io::Error::new(io::ErrorKind::WouldBlock, "other programs keep taking it away");
        Err(StoreError::io("create it", target)(why))
    }

    /// `None` when another construction took the new file for an abandoned one, which it looks like until it is
    /// locked. Once it is locked and still there, nobody takes it away.
    fn try_of(target: &Path) -> Result<Option<Self>, StoreError> {
        let file = tempfile::Builder::new()
            .prefix(&prefix(target))
            .suffix(ENDING)
            .tempfile_in(folder_of(target))
            .map_err(StoreError::io("create it", target))?;
        let (lock, path) = file.into_parts();
        match flock(&lock, FlockOperation::NonBlockingLockExclusive) {
            Err(rustix::io::Errno::WOULDBLOCK) => return Ok(None),
            other => other.map_err(|error| StoreError::io("lock it", target)(error.into()))?,
        }
        let is_there = path.try_exists().map_err(StoreError::io("create it", target))?;
        Ok(is_there.then(|| Self { target: target.to_owned(), path, lock }))
    }

    /// Where it is for now.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The open file.
    pub(crate) const fn file(&self) -> &File {
        &self.lock
    }

    /// Waits until the content is on the disk.
    pub(crate) fn flush(&self) -> Result<(), StoreError> {
        self.lock.sync_all().map_err(StoreError::io("flush it", &self.target))
    }

    /// Gives it its name; an existing file stays and is an error unless it shall be replaced. The name is on the disk
    /// only after [`flush_folder`].
    pub(crate) fn name(self, replace: bool) -> Result<(), StoreError> {
        let Self { target, path, .. } = self;
        let named = if replace { path.persist(&target) } else { path.persist_noclobber(&target) };
        named.map_err(|error| StoreError::io("name it", &target)(error.error))
    }
}

/// Waits until the names in the folder of a file are on the disk.
pub(crate) fn flush_folder(target: &Path) -> Result<(), StoreError> {
    File::open(folder_of(target))
        .and_then(|folder| folder.sync_all())
        .map_err(StoreError::io("flush its folder", target))
}

/// Removes what killed constructions of the same target left behind: temporary files nobody holds a lock on.
pub(crate) fn remove_abandoned(target: &Path) {
    let Ok(entries) = fs::read_dir(folder_of(target)) else { return };
    let prefix = prefix(target);
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with(&prefix) || !name.ends_with(ENDING) {
            continue;
        }
        let Ok(identity) = regular_file::inspect(&entry.path()) else { continue };
        let Ok(file) = regular_file::open(&entry.path(), &identity) else { continue };
        if flock(&file, FlockOperation::NonBlockingLockExclusive).is_ok() {
            // Locked until its name is gone, so that nobody takes it for a file of their own meanwhile. Being tidy must
            // not stand in the way of what is built.
            drop(fs::remove_file(entry.path()));
        }
    }
}

fn prefix(target: &Path) -> String {
    format!(".{}.", target.file_name().unwrap_or_default().to_string_lossy())
}

/// The folder of a file; the current one when its path names none.
pub(crate) fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn a_file_that_was_just_begun_is_never_taken_for_an_abandoned_one() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("emea");
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    remove_abandoned(&target);
                }
            });
            let gone = (0..2_000)
                .filter(|_| Partial::of(&target).map_or(true, |partial| !partial.path().exists()))
                .count();
            done.store(true, Ordering::Relaxed);
            assert_eq!(gone, 0, "files were taken away");
        });
    }

    #[test]
    fn what_a_killed_construction_left_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("emea");
        let Partial { path, lock, .. } = Partial::of(&target).unwrap();
        let left = path.keep().unwrap();
        remove_abandoned(&target);
        assert!(left.exists(), "it is in use");
        drop(lock);
        remove_abandoned(&target);
        assert!(!left.exists());
    }
}
