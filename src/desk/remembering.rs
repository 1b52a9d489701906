//! Where the last opened snapshot of a lineage was: a small file of the user's own, so that tomorrow's can be compared.
//!
//! Written whole or not at all, readable by its owner only. It is a convenience: without it nothing is lost but the
//! comparison.

use super::private_file::{Existing, write_whole};
use super::{Failure, FailureKind};
use crate::domain::Digest;
use crate::store::folder_of;
use crate::store::snapshot::SnapshotMeta;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// A snapshot that was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Opened {
    /// Its file, absolute.
    pub(super) file: PathBuf,
    /// Its digest.
    pub(super) sha256: Digest,
    /// Its time.
    pub(super) as_of: DateTime<Utc>,
    /// Whether its seal was verified.
    pub(super) sealed: bool,
}

/// The snapshot opened last and the one before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Memory {
    last: Opened,
    before: Option<Opened>,
}

/// Notes that a snapshot is open and answers the one that was open before it. Opening the same one again changes
/// nothing.
pub(super) fn opened(memory: &Path, file: &Path, meta: &SnapshotMeta) -> Result<Option<Opened>, Failure> {
    let known = read(memory);
    let now = Opened {
        file: std::path::absolute(file).unwrap_or_else(|_| file.to_owned()),
        sha256: meta.sha256,
        as_of: meta.as_of,
        sealed: meta.sealed,
    };
    if let Some(Memory { last, before }) = &known
        && *last == now
    {
        return Ok(before.clone());
    }
    let before = known
        .and_then(|memory| if memory.last.sha256 == now.sha256 { memory.before } else { Some(memory.last) });
    write(memory, &Memory { last: now, before: before.clone() })?;
    Ok(before)
}

/// What is remembered; nothing when the file is missing or cannot be understood.
fn read(path: &Path) -> Option<Memory> {
    serde_json::from_slice(&std::fs::read(path).ok()?).ok()
}

fn write(path: &Path, memory: &Memory) -> Result<(), Failure> {
    let text = serde_json::to_vec(memory).unwrap_or_default();
    std::fs::create_dir_all(folder_of(path))
        .and_then(|()| write_whole(path, Existing::Replaced, |file| file.write_all(&text)))
        .map_err(|error| {
            let why = format!("{}: {error}.", path.display());
            Failure::new(FailureKind::Data, "It could not be noted which snapshot is open.", why)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta(content: &str) -> SnapshotMeta {
        SnapshotMeta {
            lineage: "emea".into(),
            title: "EMEA".into(),
            as_of: "2025-09-15T12:00:00Z".parse().unwrap(),
            practice: false,
            claims: 1,
            documents: 0,
            sha256: Digest::of(content.as_bytes()),
            sealed: true,
            bytes: 1,
        }
    }

    #[test]
    fn the_snapshot_before_is_remembered_however_often_the_new_one_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let memory = folder.path().join("state/emea.opened.json");
        let open = |name: &str| opened(&memory, &folder.path().join(name), &meta(name)).unwrap();
        assert_eq!(open("monday"), None);
        assert_eq!(open("monday"), None);
        let file = |found: Option<Opened>| found.unwrap().file.file_name().unwrap().to_owned();
        assert_eq!(file(open("tuesday")), "monday");
        assert_eq!(file(open("tuesday")), "monday");
        assert_eq!(file(open("wednesday")), "tuesday");
    }

    #[test]
    fn a_snapshot_that_was_moved_is_still_the_same_one() {
        let folder = tempfile::tempdir().unwrap();
        let memory = folder.path().join("emea.opened.json");
        let open = |name: &str, content: &str| opened(&memory, Path::new(name), &meta(content)).unwrap();
        open("/a/monday", "monday");
        open("/a/tuesday", "tuesday");
        assert_eq!(open("/b/tuesday", "tuesday").unwrap().file, Path::new("/a/monday"));
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let memory = folder.path().join("emea.opened.json");
        opened(&memory, Path::new("/a/monday"), &meta("monday")).unwrap();
        assert_eq!(std::fs::metadata(&memory).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_file_that_cannot_be_understood_is_as_good_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let memory = folder.path().join("emea.opened.json");
        std::fs::write(&memory, b"{\"last\":1").unwrap();
        assert_eq!(opened(&memory, Path::new("/a/monday"), &meta("monday")).unwrap(), None);
    }
}
