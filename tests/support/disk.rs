//! A model of a disk whose power fails: what a process wrote, in order, and what may be left of it.
//!
//! The operations are read from a record of `strace`. At a crash everything that was waited for is there. What was
//! not may be there in full, in part, out of order, or torn in the middle of a write, at a boundary of 512 bytes.
//! A name is durable once its file or its folder was waited for; a removal once its folder was.

use super::scripts::Dice;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Writes are torn at multiples of this many bytes.
const SECTOR: usize = 512;

/// Something a process did to the files of one database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Op {
    /// Something that is lost with the power unless it is waited for.
    Change(String, Change),
    /// Waited until a file was on the disk.
    Sync(String),
    /// Gave a file another name.
    Rename(String, String),
    /// Waited until the names in the folder were on the disk.
    SyncFolder,
    /// Said that something is saved.
    Acknowledge(String),
}

/// A change of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    Create,
    /// A file with this content gets the name.
    Appear(Vec<u8>),
    Remove,
    Write(usize, Vec<u8>),
    Truncate(usize),
}

impl Change {
    fn apply(&self, file: &mut Option<Vec<u8>>) {
        match (self, file) {
            (Self::Create, file) => *file = Some(Vec::new()),
            (Self::Appear(content), file) => *file = Some(content.clone()),
            (Self::Remove, file) => *file = None,
            (Self::Write(at, bytes), Some(content)) => {
                if content.len() < at + bytes.len() {
                    content.resize(at + bytes.len(), 0);
                }
                content[*at..at + bytes.len()].copy_from_slice(bytes);
            }
            (Self::Truncate(length), Some(content)) => content.resize(*length, 0),
            (Self::Write(..) | Self::Truncate(_), None) => {}
        }
    }

    /// Whether it concerns the name and not the content.
    const fn is_of_the_name(&self) -> bool {
        matches!(self, Self::Create | Self::Appear(_) | Self::Remove)
    }
}

/// Files by name; absent ones are not in the list.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// What is left of changes that nobody waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Left {
    Nothing,
    Everything,
    Beginning,
    Some,
    Torn,
}

impl Left {
    pub(crate) const ALL: [Self; 5] =
        [Self::Nothing, Self::Everything, Self::Beginning, Self::Some, Self::Torn];
}

/// A disk after some operations.
#[derive(Debug, Clone, Default)]
pub(crate) struct Disk {
    durable: BTreeMap<String, Option<Vec<u8>>>,
    pending: BTreeMap<String, Vec<Change>>,
    pub(crate) acknowledged: Vec<String>,
}

impl Disk {
    pub(crate) fn follow(&mut self, op: &Op) {
        match op {
            Op::Change(name, change) => self.pending.entry(name.clone()).or_default().push(change.clone()),
            Op::Sync(name) => {
                let changes = self.pending.remove(name).unwrap_or_default();
                let file = self.durable.entry(name.clone()).or_default();
                for change in &changes {
                    change.apply(file);
                }
            }
            Op::Rename(from, to) => self.rename(from, to),
            Op::SyncFolder => self.sync_names(),
            Op::Acknowledge(said) => self.acknowledged.push(said.clone()),
        }
    }

    /// What was waited for goes with the name, what was not stays uncertain.
    fn rename(&mut self, from: &str, to: &str) {
        let uncertain = self.pending.remove(from).unwrap_or_default();
        let certain = self.durable.get(from).cloned().flatten().map(Change::Appear);
        self.pending.entry(to.to_owned()).or_default().extend(certain.into_iter().chain(uncertain));
        self.pending.entry(from.to_owned()).or_default().push(Change::Remove);
    }

    /// Names become durable; contents that nobody waited for stay uncertain.
    fn sync_names(&mut self) {
        for (name, changes) in &mut self.pending {
            let Some(last) = changes.iter().rposition(Change::is_of_the_name) else { continue };
            let file = self.durable.entry(name.clone()).or_default();
            changes.drain(..=last).filter(Change::is_of_the_name).for_each(|change| change.apply(file));
        }
    }

    /// Whether nothing is uncertain.
    pub(crate) fn is_settled(&self) -> bool {
        self.pending.values().all(Vec::is_empty)
    }

    /// The files as they may be after the power failed now.
    pub(crate) fn crash(&self, left: Left, dice: &mut Dice) -> Files {
        let mut files = self.durable.clone();
        for (name, changes) in &self.pending {
            let file = files.entry(name.clone()).or_default();
            for change in survivors(changes, left, dice) {
                change.apply(file);
            }
        }
        files.into_iter().filter_map(|(name, content)| content.map(|content| (name, content))).collect()
    }
}

/// The changes that reached the disk.
fn survivors(changes: &[Change], left: Left, dice: &mut Dice) -> Vec<Change> {
    match left {
        Left::Nothing => Vec::new(),
        Left::Everything => changes.to_vec(),
        Left::Beginning => changes[..dice.index(changes.len() + 1)].to_vec(),
        Left::Some => some(changes, dice),
        Left::Torn => {
            let mut kept = changes[..dice.index(changes.len() + 1)].to_vec();
            if let Some(Change::Write(_, bytes)) = kept.last_mut() {
                bytes.truncate(SECTOR * dice.index(bytes.len() / SECTOR + 1));
            }
            kept
        }
    }
}

/// A random part; what follows a change of the name that did not survive went to a file that is not there.
fn some(changes: &[Change], dice: &mut Dice) -> Vec<Change> {
    let mut kept = Vec::new();
    for change in changes {
        let survives = dice.roll(2) == 0;
        if survives {
            kept.push(change.clone());
        } else if change.is_of_the_name() {
            break;
        }
    }
    kept
}

/// Which files of a record are which.
pub(crate) struct Watched {
    pub(crate) folder: PathBuf,
    /// The database; its journal lies beside it.
    pub(crate) database: String,
    /// The file to which is written what is acknowledged.
    pub(crate) acknowledgements: String,
}

impl Watched {
    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self {
            folder: folder.canonicalize().unwrap(),
            database: "a.desk.sqlite".into(),
            acknowledgements: "acknowledged".into(),
        }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.join(&self.database)
    }

    fn paths(&self) -> [PathBuf; 4] {
        let journal = format!("{}-journal", self.database);
        [
            self.path(),
            self.folder.join(journal),
            self.folder.join(&self.acknowledgements),
            self.folder.clone(),
        ]
    }

    /// The words that make `strace` write down what happens to these files.
    pub(crate) fn strace(&self, record: &Path) -> Vec<String> {
        let mut words = Self::strace_all(record);
        for path in self.paths() {
            words.extend(["-P".into(), path.to_str().unwrap().into()]);
        }
        words
    }

    /// The words that make `strace` write down what happens to any file, whatever it is called.
    pub(crate) fn strace_all(record: &Path) -> Vec<String> {
        const CALLS: &str =
            "trace=openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat,renameat2";
        let mut words: Vec<String> =
            ["strace", "-f", "-qq", "-y", "-xx", "-s", "1000000", "-e", "signal=none", "-e", CALLS]
                .map(String::from)
                .into();
        words.extend(["-o".into(), record.to_str().unwrap().into()]);
        words
    }

    /// Reads a record.
    pub(crate) fn read(&self, record: &str) -> Vec<Op> {
        let mut there = Vec::new();
        record.lines().filter_map(|line| self.op(line, &mut there)).collect()
    }

    fn op(&self, line: &str, there: &mut Vec<String>) -> Option<Op> {
        assert!(!line.contains("unfinished"), "calls overlap: {line}");
        let (_, call) = line.split_once(' ')?;
        let (name, rest) = call.trim_start().split_once('(')?;
        let (words, result) = rest.rsplit_once(") = ")?;
        if result.starts_with('-') {
            return None;
        }
        let texts = hexadecimal(words);
        let file = |text: Option<&Vec<u8>>| -> Option<String> {
            let path = PathBuf::from(String::from_utf8(text?.clone()).ok()?);
            Some(path.strip_prefix(&self.folder).ok()?.to_str()?.to_owned())
        };
        // The descriptor's own path stands first; `openat` states that of the folder before that of the file.
        let (first, second) = (file(texts.first()), file(texts.get(1)));
        let number = |from_end: usize| words.rsplit(", ").nth(from_end)?.parse::<usize>().ok();
        match name {
            "openat" => {
                let name = second.filter(|name| !name.is_empty() && words.contains("O_CREAT"))?;
                (!there.contains(&name)).then(|| {
                    there.push(name.clone());
                    Op::Change(name, Change::Create)
                })
            }
            "unlink" | "unlinkat" => {
                let name = if name == "unlink" { first } else { second }?;
                there.retain(|known| *known != name);
                Some(Op::Change(name, Change::Remove))
            }
            "rename" | "renameat" | "renameat2" => {
                let (from, to) =
                    if name == "rename" { (first, second) } else { (second, file(texts.get(3))) };
                let (from, to) = from.zip(to)?;
                there.retain(|known| *known != from);
                there.push(to.clone());
                Some(Op::Rename(from, to))
            }
            "ftruncate" => Some(Op::Change(first?, Change::Truncate(number(0)?))),
            "pwrite64" => Some(Op::Change(first?, Change::Write(number(0)?, texts.get(1)?.clone()))),
            "write" if first.as_ref() == Some(&self.acknowledgements) => {
                Some(Op::Acknowledge(String::from_utf8(texts.get(1)?.clone()).ok()?.trim_end().to_owned()))
            }
            "fsync" | "fdatasync" => {
                first.map(|name| if name.is_empty() { Op::SyncFolder } else { Op::Sync(name) })
            }
            _ => None,
        }
        .filter(|op| !matches!(op, Op::Change(name, _) | Op::Sync(name) if *name == self.acknowledgements))
    }
}

/// The texts of a call, each written as `\x2f\x74…`.
fn hexadecimal(words: &str) -> Vec<Vec<u8>> {
    let digits = |text: &str| -> Vec<u8> {
        text.split("\\x").filter_map(|pair| u8::from_str_radix(pair.get(..2)?, 16).ok()).collect()
    };
    words.split(['<', '>', '"']).filter(|text| text.starts_with("\\x")).map(digits).collect()
}
