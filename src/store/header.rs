//! The first hundred bytes of a SQLite file, read without SQLite.

use super::error::{StoreError, shown};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Application id and schema version of a kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileKind {
    /// What a person calls it.
    pub(crate) name: &'static str,
    /// `application_id` of the file.
    pub(crate) application_id: u32,
    /// Newest `user_version` this program knows.
    pub(crate) version: u32,
}

/// A snapshot of claims: `PDSN`.
pub(crate) const SNAPSHOT: FileKind = FileKind { name: "snapshot", application_id: 0x5044_534E, version: 1 };
/// All files of this program begin their application id with `PD`.
const FAMILY: u32 = 0x5044;

/// Checks the header of a file of `size` bytes; nothing else of the file is read.
pub(crate) fn check(path: &Path, file: &mut File, size: u64, kind: FileKind) -> Result<(), StoreError> {
    let damaged = |why: &str| Err(StoreError::damaged(path, why));
    let mut bytes = Vec::with_capacity(LENGTH);
    file.take(LENGTH as u64).read_to_end(&mut bytes).map_err(StoreError::io("read it", path))?;
    if bytes.is_empty() {
        return Err(StoreError::Foreign { file: shown(path), why: "is empty (0 bytes)".to_owned() });
    }
    if !bytes.starts_with(b"SQLite format 3\0") {
        let why = "is not a SQLite file, or it is encrypted".to_owned();
        return Err(StoreError::Foreign { file: shown(path), why });
    }
    let Ok(bytes) = <[u8; LENGTH]>::try_from(bytes) else {
        return damaged("it is cut off within its header");
    };
    let header = Header::of(&bytes);
    owner(path, &header, kind)?;
    match header.layout(size) {
        Ok(()) => Ok(()),
        Err(why) => damaged(&why),
    }
}

const LENGTH: usize = 100;

struct Header {
    page_size: u64,
    format: u8,
    reserved: u8,
    pages: u64,
    encoding: u32,
    version: u32,
    application_id: u32,
}

impl Header {
    fn of(bytes: &[u8; LENGTH]) -> Self {
        let word = |at: usize| {
            let found = bytes.get(at..at + 4).and_then(|part| part.try_into().ok());
            u32::from_be_bytes(found.unwrap_or_default())
        };
        let [.., high, low] = word(14).to_be_bytes();
        let page_size = match u16::from_be_bytes([high, low]) {
            1 => 65_536,
            size => u64::from(size),
        };
        let [writes, reads, reserved, _] = word(18).to_be_bytes();
        Self {
            page_size,
            format: writes.max(reads),
            reserved,
            pages: u64::from(word(28)),
            encoding: word(56),
            version: word(60),
            application_id: word(68),
        }
    }

    /// What of the file's layout cannot be right.
    fn layout(&self, size: u64) -> Result<(), String> {
        if !self.page_size.is_power_of_two() || self.page_size < 512 {
            return Err(format!("it states an impossible page size of {} bytes", self.page_size));
        }
        if self.format > 2 {
            return Err(format!("it is in file format {}; formats 1 and 2 are known", self.format));
        }
        if self.reserved != 0 {
            return Err(format!("it keeps {} bytes of every page for something unknown", self.reserved));
        }
        if self.encoding != 1 {
            return Err("its text is not in UTF-8".to_owned());
        }
        let stated = self.pages * self.page_size;
        if stated != size {
            return Err(format!("it has {size} bytes, but its header says {stated}"));
        }
        Ok(())
    }
}

/// Whether the file is of this program, of this kind and not too new.
fn owner(path: &Path, header: &Header, kind: FileKind) -> Result<(), StoreError> {
    let file = shown(path);
    let id = header.application_id;
    if id != kind.application_id {
        let why = if id >> 16 == FAMILY {
            format!("is another file of proofdesk, not a {}", kind.name)
        } else {
            format!(
                "is a SQLite database of another application (application id {id:#x}), not a {}",
                kind.name
            )
        };
        return Err(StoreError::Foreign { file, why });
    }
    match header.version {
        0 => Err(StoreError::Damaged { file, why: "it states no schema version".to_owned() }),
        found if found > kind.version => Err(StoreError::TooNew { file, found, known: kind.version }),
        _ => Ok(()),
    }
}
