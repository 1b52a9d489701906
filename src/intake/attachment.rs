//! Texts of documents that lie beside the claims file.
//!
//! A path has only plain components below the claims file's folder; every component is opened without following
//! links, one below the other, so nothing between check and use can lead outside. Only regular `.txt` and `.md`
//! files are read, and no more of them than the limit.

use rustix::fs::{Mode, OFlags, open, openat};
use std::fs::File;
use std::io::Read;
use std::os::fd::OwnedFd;
use std::path::{Component, Path};

/// The folder of a claims file.
pub(super) struct Folder(OwnedFd);

impl Folder {
    /// Opens the folder in which `file` lies; `None` when it cannot be opened.
    pub(super) fn of(file: &Path) -> Option<Self> {
        let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty());
        let flags = OFlags::DIRECTORY | OFlags::CLOEXEC | OFlags::RDONLY;
        open(parent.unwrap_or(Path::new(".")), flags, Mode::empty()).ok().map(Self)
    }

    /// Reads a document's text and says what had to be replaced on the way.
    pub(super) fn read(&self, path: &str, longest: usize) -> Result<(String, Option<&'static str>), String> {
        let names = plain_components(path)?;
        let file = self.open_below(&names)?;
        let bytes = read_within(file, longest)?;
        if let Some(kind) = container(&bytes) {
            return Err(format!("The file holds {kind}, not text; extract its text to a .txt file."));
        }
        Ok(decode(bytes))
    }

    fn open_below(&self, names: &[&str]) -> Result<File, String> {
        const FLAGS: OFlags = OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::NOFOLLOW);
        let (last, folders) = names.split_last().ok_or("The path is empty.")?;
        let refused = |error: rustix::io::Errno| match error {
            rustix::io::Errno::LOOP => "The path leads through a symbolic link.".to_owned(),
            rustix::io::Errno::NOENT => "There is no such file beside the claims file.".to_owned(),
            rustix::io::Errno::NOTDIR => {
                "A part of the path is not a folder, or is a symbolic link.".to_owned()
            }
            other => format!("The file cannot be opened: {other}."),
        };
        let mut inner: Option<OwnedFd> = None;
        for name in folders {
            let outer = inner.as_ref().unwrap_or(&self.0);
            inner = Some(openat(outer, *name, FLAGS | OFlags::DIRECTORY, Mode::empty()).map_err(refused)?);
        }
        // A pipe must not make the reader wait for a writer.
        let outer = inner.as_ref().unwrap_or(&self.0);
        openat(outer, *last, FLAGS | OFlags::NONBLOCK, Mode::empty()).map(File::from).map_err(refused)
    }
}

fn plain_components(path: &str) -> Result<Vec<&str>, String> {
    const DEEPEST: usize = 16;
    let path = Path::new(path);
    let known = path
        .extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| ending.eq_ignore_ascii_case("txt") || ending.eq_ignore_ascii_case("md"));
    let names: Option<Vec<&str>> = path
        .components()
        .map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    match names {
        Some(names) if known && names.len() <= DEEPEST => Ok(names),
        Some(names) if known => {
            Err(format!("The path has {} parts; at most {DEEPEST} are accepted.", names.len()))
        }
        Some(_) => Err("Only .txt and .md files are read.".to_owned()),
        None => Err("The path must be relative and stay below the folder of the claims file.".to_owned()),
    }
}

fn read_within(file: File, longest: usize) -> Result<Vec<u8>, String> {
    let known = file.metadata().map_err(|error| format!("The file cannot be read: {error}."))?;
    if !known.is_file() {
        return Err("This is not a regular file.".to_owned());
    }
    let mut bytes = Vec::new();
    file.take(longest as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("The file cannot be read: {error}."))?;
    if bytes.len() > longest {
        return Err(format!("The file is larger than {longest} bytes, the most that is accepted."));
    }
    Ok(bytes)
}

/// What the first bytes say the file is, when that is no text.
fn container(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or an Office document"),
        (b"\xD0\xCF\x11\xE0", "an old Office document"),
        (b"\x7FELF", "a program"),
        (b"MZ", "a program"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"\x1F\x8B", "a compressed file"),
    ];
    // `MZ` may begin an honest text; a program has a NUL within its first bytes.
    let early_nul = bytes.iter().take(64).any(|byte| *byte == 0);
    KINDS
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic) && (*magic != b"MZ" || early_nul))
        .map(|(_, kind)| *kind)
}

/// Decodes UTF-8, or UTF-16 announced by its byte order mark; what cannot be decoded becomes U+FFFD.
fn decode(bytes: Vec<u8>) -> (String, Option<&'static str>) {
    const REPLACED: &str = "It is not UTF-8 throughout; what could not be decoded is shown as U+FFFD.";
    const WIDE: &str = "It was decoded from UTF-16.";
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => (decode_wide(rest, u16::from_le_bytes), Some(WIDE)),
        [0xFE, 0xFF, rest @ ..] => (decode_wide(rest, u16::from_be_bytes), Some(WIDE)),
        [0xEF, 0xBB, 0xBF, rest @ ..] => decode(rest.to_vec()),
        _ => match String::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(REPLACED)),
        },
    }
}

fn decode_wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let text = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .map(|found| found.unwrap_or(char::REPLACEMENT_CHARACTER));
    text.chain(odd.iter().map(|_| char::REPLACEMENT_CHARACTER)).collect()
}
