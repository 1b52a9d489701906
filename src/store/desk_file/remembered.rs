//! Heads remembered outside the desk file: what a chain alone cannot see.
//!
//! A chain does not show that its tail was cut, that it was written anew as a whole, or that another desk lies in its
//! place. So the newest link of every desk is kept in a folder of the user's own, one small file for each place where
//! a desk was opened, written after every opening and every save. It never runs ahead of the desk; a memory that
//! cannot be read is no memory.

use super::chain::{self, Head};
use super::{DeskFile, connection};
use crate::domain::Digest;
use crate::store::error::{StoreError, shown};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// The newest link that was seen of a desk, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    /// Where the desk file was.
    pub place: PathBuf,
    /// Identity of the desk.
    pub desk: String,
    /// Its newest link.
    pub head: Head,
}

/// The memory of one user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heads {
    folder: PathBuf,
}

impl Heads {
    /// The memory in this folder, which need not exist yet.
    pub const fn in_folder(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// What was seen at this place.
    pub fn at(&self, place: &Path) -> Option<Remembered> {
        read(&self.file(place)).filter(|seen| seen.place == place)
    }

    /// What was seen of this desk, wherever its file was.
    fn of(&self, desk: &str) -> Vec<(PathBuf, Remembered)> {
        let Ok(files) = fs::read_dir(&self.folder) else { return Vec::new() };
        let files = files.filter_map(|file| file.ok().map(|file| file.path()));
        let seen = files.filter_map(|file| read(&file).map(|seen| (file, seen)));
        seen.filter(|(_, seen)| seen.desk == desk).collect()
    }

    /// The file that keeps what was seen at a place.
    fn file(&self, place: &Path) -> PathBuf {
        let name = Digest::of(place.as_os_str().as_encoded_bytes());
        self.folder.join(format!("{}.json", name.short()))
    }

    /// Keeps a head; the file is complete at any moment. Waiting for the disk is worth it once for each opening: a
    /// head that is lost with the power is older, not wrong.
    fn keep(&self, seen: &Remembered, wait: bool) -> Result<(), StoreError> {
        let target = self.file(&seen.place);
        let refused = StoreError::io("remember the newest event", &target);
        DirBuilder::new().recursive(true).mode(0o700).create(&self.folder).map_err(&refused)?;
        fs::set_permissions(&self.folder, Permissions::from_mode(0o700)).map_err(&refused)?;
        // Each process has a name of its own, so two of them never write into one file.
        let draft = target.with_extension(std::process::id().to_string());
        let written = write(&draft, seen, wait).and_then(|()| fs::rename(&draft, &target));
        written.map_err(|error| {
            fs::remove_file(&draft).ok();
            refused(error)
        })
    }
}

fn read(file: &Path) -> Option<Remembered> {
    serde_json::from_str(&fs::read_to_string(file).ok()?).ok()
}

fn write(file: &Path, seen: &Remembered, wait: bool) -> std::io::Result<()> {
    let mut draft: File =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(file)?;
    draft.write_all(serde_json::to_string(seen)?.as_bytes())?;
    if wait { draft.sync_all() } else { Ok(()) }
}

/// The memory of an open desk.
#[derive(Debug)]
pub(super) struct Memory {
    heads: Heads,
    last: Remembered,
}

impl DeskFile {
    /// Compares the chain with what was seen of this desk and at this place, refuses to go on when it does not fit,
    /// and from now on remembers its newest link after every save.
    pub fn remember_in(&mut self, heads: Heads) -> Result<(), StoreError> {
        if let Some(seen) = heads.at(&self.path).filter(|seen| seen.desk != self.desk_id) {
            return Err(another(&self.path, &heads.file(&self.path), &seen));
        }
        for (file, seen) in heads.of(&self.desk_id) {
            self.compare(&file, &seen)?;
        }
        let last = Remembered { place: self.path.clone(), desk: self.desk_id.clone(), head: self.head()? };
        heads.keep(&last, true)?;
        self.memory = Some(Memory { heads, last });
        Ok(())
    }

    /// Remembers the newest link after a save. That the act is on disk does not depend on it.
    pub(super) fn remember(&mut self) {
        let (Some(memory), Some(connection)) = (&mut self.memory, &self.connection) else { return };
        let Ok(head) = chain::head(connection) else { return };
        if head != memory.last.head {
            memory.last.head = head;
            // The next opening says so when the folder cannot be written.
            memory.heads.keep(&memory.last, false).ok();
        }
    }

    fn compare(&self, file: &Path, seen: &Remembered) -> Result<(), StoreError> {
        if self.holds(&seen.head)? {
            return Ok(());
        }
        let newest = self.head()?.seq;
        Err(StoreError::History {
            file: shown(&self.path),
            why: unlike(newest, &seen.head),
            memory: shown(file),
        })
    }
}

/// Refuses to make a new desk where one was seen before and is gone.
pub(super) fn refuse_gone(path: &Path, heads: &Heads) -> Result<(), StoreError> {
    let Ok(place) = connection::locate(path) else { return Ok(()) };
    match heads.at(&place) {
        Some(seen) if fs::symlink_metadata(&place).is_err() => Err(StoreError::History {
            file: shown(&place),
            why: format!("is gone; a desk with {} events was seen there", seen.head.seq),
            memory: shown(&heads.file(&place)),
        }),
        _ => Ok(()),
    }
}

/// What happened to a chain that does not hold a link which was seen, to be read after the name of the file.
fn unlike(newest: u64, seen: &Head) -> String {
    let seq = seen.seq;
    if newest < seq {
        format!(
            "ends at event {newest}, but event {seq} ({}) was seen: its tail was cut, or it is an older copy",
            seen.hash.short()
        )
    } else {
        format!("has another event {seq} than was seen ({}): its history was rewritten", seen.hash.short())
    }
}

fn another(path: &Path, memory: &Path, seen: &Remembered) -> StoreError {
    let desk: String = seen.desk.chars().take(8).collect();
    StoreError::History {
        file: shown(path),
        why: format!("is another desk than was seen there (desk {desk} with {} events)", seen.head.seq),
        memory: shown(memory),
    }
}

/// What is remembered of the desk that a connection is of: its head, or that another desk was at this place.
pub(super) fn recall(
    connection: &Connection,
    path: &Path,
    heads: &Heads,
) -> rusqlite::Result<Result<Option<Head>, String>> {
    let desk: String = connection.query_row("SELECT desk_id FROM desk", [], |row| row.get(0))?;
    if let Some(seen) = heads.at(path).filter(|seen| seen.desk != desk) {
        let what = format!("Another desk was seen at this place; it had {} events.", seen.head.seq);
        return Ok(Err(what));
    }
    let seen = heads.of(&desk).into_iter().map(|(_, seen)| seen.head);
    Ok(Ok(seen.max_by_key(|head| head.seq)))
}
