//! Small files beside the desk: for their owner alone, complete or not there at all.
//!
//! Never a desk file, a snapshot or a file of attempts; those belong to the store.

use crate::store::folder_of;
use std::io::{self, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// What becomes of a file that has the name already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Existing {
    /// It stays, and that is an error.
    Stays,
    /// The new one takes its place.
    Replaced,
}

/// Writes a file that appears under its name only when all of it is on the disk.
pub(super) fn write_whole(
    path: &Path,
    existing: Existing,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    // A temporary file of this crate is created with mode 0600.
    let mut draft = NamedTempFile::new_in(folder_of(path))?;
    write(draft.as_file_mut())?;
    draft.as_file().sync_all()?;
    let named = match existing {
        Existing::Stays => draft.persist_noclobber(path),
        Existing::Replaced => draft.persist(path),
    };
    named.map(drop).map_err(|error| error.error)
}
