//! A file looked at before SQLite may touch it.
//!
//! Only a regular file with one name and without a journal beside it gets through, and it is the same file before
//! and after every look.

use super::error::{StoreError, shown};
use crate::domain::Digest;
use rustix::fs::{Mode, OFlags};
use sha2::Digest as _;
use std::fs::{File, Metadata};
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// What tells a file apart from another one, or from itself after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity {
    device: u64,
    inode: u64,
    modified: (i64, i64),
    changed: (i64, i64),
    /// Bytes.
    pub(crate) size: u64,
}

impl Identity {
    fn of(known: &Metadata) -> Self {
        Self {
            device: known.dev(),
            inode: known.ino(),
            modified: (known.mtime(), known.mtime_nsec()),
            changed: (known.ctime(), known.ctime_nsec()),
            size: known.len(),
        }
    }

    /// Whether both are the same file, changed or not.
    pub(crate) fn is_same_file(&self, other: &Self) -> bool {
        (self.device, self.inode) == (other.device, other.inode)
    }
}

/// Looks at the thing at `path` without opening it and refuses everything but a plain file.
pub(crate) fn inspect(path: &Path) -> Result<Identity, StoreError> {
    let known = std::fs::symlink_metadata(path).map_err(StoreError::io("look at it", path))?;
    let kind = known.file_type();
    let why = if kind.is_symlink() {
        "is a symbolic link; name the file itself".to_owned()
    } else if kind.is_dir() {
        "is a folder".to_owned()
    } else if !kind.is_file() {
        "is not a regular file".to_owned()
    } else if known.nlink() != 1 {
        format!("has {} names (hard links); copy it first", known.nlink())
    } else {
        return Ok(Identity::of(&known));
    };
    Err(StoreError::Unusable { file: shown(path), why })
}

/// Refuses a database beside which a journal of any kind lies: its content may be another one.
pub(crate) fn refuse_journals(path: &Path) -> Result<(), StoreError> {
    for ending in ["-journal", "-wal", "-shm"] {
        if std::fs::symlink_metadata(with_ending(path, ending)).is_ok() {
            let why = format!("has a {ending} file beside it, so it is in use or was not closed");
            return Err(StoreError::Unusable { file: shown(path), why });
        }
    }
    Ok(())
}

/// Opens a file that was inspected; fails when it is not the same one any more.
pub(crate) fn open(path: &Path, expected: &Identity) -> Result<File, StoreError> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file: File = rustix::fs::open(path, flags, Mode::empty())
        .map_err(|error| StoreError::io("open it", path)(error.into()))?
        .into();
    let known = file.metadata().map_err(StoreError::io("look at it", path))?;
    if Identity::of(&known) == *expected { Ok(file) } else { Err(changed(path)) }
}

/// Fails when the file at `path` is not the one that was inspected.
pub(crate) fn still_is(path: &Path, expected: &Identity) -> Result<(), StoreError> {
    if inspect(path)? == *expected { Ok(()) } else { Err(changed(path)) }
}

/// The SHA-256 of what remains to be read of a file.
pub(crate) fn sha256(path: &Path, file: &mut File) -> Result<Digest, StoreError> {
    let mut hasher = sha2::Sha256::new();
    let mut chunk = vec![0; 1 << 18];
    loop {
        let length = file.read(&mut chunk).map_err(StoreError::io("read it", path))?;
        match chunk.get(..length) {
            None | Some([]) => return Ok(Digest::from_bytes(hasher.finalize().into())),
            Some(bytes) => hasher.update(bytes),
        }
    }
}

/// The path with something appended to its name.
pub(crate) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn changed(path: &Path) -> StoreError {
    StoreError::Unusable { file: shown(path), why: "was changed while it was being opened".to_owned() }
}
