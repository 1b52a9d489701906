//! A pack: the chains of one or more desks as text, to be carried to another desk.
//!
//! JSON Lines. Each chain has a header that says whose it is, how far it reaches and what its lines hash to, followed
//! by its links exactly as they are stored. Reading checks the text; whether a chain holds is checked by
//! [`Chain::walk`], before anything of it is written anywhere.

use super::chain::{self, Head, Link};
use super::walk::{Replay, Walk};
use crate::domain::{Digest, Event};
use crate::text::clean;
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use std::io::{self, BufRead, Read, Write};

const FORMAT: &str = "proofdesk.pack";
const VERSION: u32 = 1;
/// Longest line that is read, in bytes.
const LONGEST: u64 = 64 << 20;

/// The chains of one or more desks; the first is that of the desk which made the pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    pub(super) chains: Vec<Chain>,
}

/// The links of one desk, from some number on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chain {
    pub(super) desk: String,
    pub(super) lineage: String,
    /// What the first link of the desk holds as the one before.
    pub(super) root: Digest,
    /// The link before the first one here; the root when there is none.
    pub(super) after: Head,
    pub(super) links: Vec<Link>,
}

/// What stands before the links of a chain.
#[derive(Debug, Serialize, Deserialize)]
struct Header {
    format: String,
    version: u32,
    desk: String,
    lineage: String,
    root: Digest,
    after: Head,
    count: u64,
    head: Head,
    /// SHA-256 of the lines of the links, line breaks included.
    sha256: Digest,
}

/// Why a pack cannot be read or merged. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackRefused {
    /// The text is no pack.
    #[error("line {line} is not of a pack: {why}")]
    NotAPack {
        /// Number of the line.
        line: u64,
        /// What is wrong with it.
        why: String,
    },
    /// The pack was made by a newer version of this program.
    #[error("the pack has version {found}; this proofdesk knows {VERSION}")]
    TooNew {
        /// Version of the pack.
        found: u32,
    },
    /// The lines are not those the header stands for: cut, added to, or changed on the way.
    #[error("the lines of desk {desk} are not those its header stands for ({why})")]
    Altered {
        /// Identity of the desk.
        desk: String,
        /// What differs.
        why: String,
    },
    /// The pack belongs to other snapshots.
    #[error("desk {desk} is a desk of the snapshots {found:?}, not of {wanted:?}")]
    OtherLineage {
        /// Identity of the desk.
        desk: String,
        /// Lineage of the pack.
        found: String,
        /// Lineage of this desk.
        wanted: String,
    },
    /// A chain of the pack does not hold.
    #[error("the chain of desk {desk} is broken: {why}")]
    Broken {
        /// Identity of the desk.
        desk: String,
        /// First broken link.
        seq: u64,
        /// What is wrong with it, as a sentence.
        why: String,
    },
    /// The chain begins after the newest link that is known here.
    #[error(
        "the pack continues desk {desk} after event {after}, but only {known} events of it are here; ask for the whole pack"
    )]
    Gap {
        /// Identity of the desk.
        desk: String,
        /// The link the pack continues after.
        after: u64,
        /// Links that are known here.
        known: u64,
    },
    /// A desk that was merged before has another history now.
    #[error(
        "event {seq} of desk {desk} is another one than was merged before: its history was rewritten, or its file was copied and both copies went on"
    )]
    Rewritten {
        /// Identity of the desk.
        desk: String,
        /// First link that differs.
        seq: u64,
    },
    /// The pack knows more of this very desk than the file does.
    #[error(
        "the pack holds event {seq} of this very desk, which ends at {known} here: this file is an older copy, or it was cut"
    )]
    OwnFuture {
        /// Newest link the pack holds of this desk.
        seq: u64,
        /// Newest link here.
        known: u64,
    },
}

impl Pack {
    /// Identity of the desk that made the pack.
    pub fn desk(&self) -> &str {
        self.chains.first().map_or("", |chain| &chain.desk)
    }

    /// The newest link of that desk.
    pub fn head(&self) -> Option<Head> {
        self.chains.first().map(Chain::head)
    }

    /// How many links it carries, those of other desks included.
    pub fn events(&self) -> u64 {
        self.chains.iter().map(|chain| chain.links.len() as u64).sum()
    }

    /// Identities of all desks in it.
    pub fn desks(&self) -> impl Iterator<Item = &str> {
        self.chains.iter().map(|chain| chain.desk.as_str())
    }

    /// Writes it as text.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        self.chains.iter().try_for_each(|chain| chain.write(out))
    }

    /// Reads it from text and checks that every line is there and unchanged.
    pub fn read(text: &mut dyn BufRead) -> Result<Self, PackRefused> {
        let mut lines = Lines { text, number: 0 };
        let mut chains = Vec::new();
        while let Some(line) = lines.next()? {
            let header: Header = lines.parse(&line)?;
            chains.push(lines.chain(header)?);
        }
        if chains.is_empty() {
            return Err(PackRefused::NotAPack { line: 1, why: "it is empty".into() });
        }
        Ok(Self { chains })
    }
}

impl Chain {
    /// The newest link.
    pub(super) fn head(&self) -> Head {
        self.links.last().map_or(self.after, Link::head)
    }

    /// Checks numbers, links, hashes and identity, and that every act can follow from those before it; `known` are
    /// the links before the first one here.
    pub(super) fn walk(&self, known: impl Iterator<Item = Link>) -> Result<(), PackRefused> {
        let broken = |seq: u64, why: String| PackRefused::Broken {
            desk: self.desk.clone(),
            seq,
            why: clean::one_line(&why),
        };
        if chain::root(&self.lineage, &self.desk) != self.root {
            return Err(broken(1, "Its identity does not fit its lineage.".into()));
        }
        let replay = Replay::start().map_err(|error| broken(1, error.to_string()))?;
        let mut walk = Walk::from(self.root);
        for link in known.chain(self.links.iter().cloned()) {
            let checked = walk.check(&link).and_then(|event: Event| replay.take(&event));
            walk.step(checked.map_err(|why| broken(walk.next(), why))?);
        }
        Ok(())
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let lines = self.links.iter().map(line).collect::<Result<Vec<String>, _>>()?;
        let mut hasher = sha2::Sha256::new();
        for line in &lines {
            hasher.update(line);
        }
        let header = Header {
            format: FORMAT.into(),
            version: VERSION,
            desk: self.desk.clone(),
            lineage: self.lineage.clone(),
            root: self.root,
            after: self.after,
            count: lines.len() as u64,
            head: self.head(),
            sha256: Digest::from_bytes(hasher.finalize().into()),
        };
        out.write_all(line(&header)?.as_bytes())?;
        lines.iter().try_for_each(|line| out.write_all(line.as_bytes()))
    }
}

fn line(value: &impl Serialize) -> Result<String, io::Error> {
    Ok(serde_json::to_string(value)? + "\n")
}

/// The lines of a pack while it is read.
struct Lines<'a> {
    text: &'a mut dyn BufRead,
    number: u64,
}

impl Lines<'_> {
    /// The next line with its break.
    fn next(&mut self) -> Result<Option<Vec<u8>>, PackRefused> {
        self.number += 1;
        let mut line = Vec::new();
        let read = (&mut *self.text).take(LONGEST + 1).read_until(b'\n', &mut line);
        match read {
            Ok(0) => Ok(None),
            Ok(length) if length as u64 > LONGEST => Err(self.refused("it is too long")),
            Ok(_) => Ok(Some(line)),
            Err(error) => Err(self.refused(&error.to_string())),
        }
    }

    fn parse<T: for<'de> Deserialize<'de>>(&self, line: &[u8]) -> Result<T, PackRefused> {
        serde_json::from_slice(line).map_err(|error| self.refused(&error.to_string()))
    }

    fn refused(&self, why: &str) -> PackRefused {
        PackRefused::NotAPack { line: self.number, why: clean::one_line(why) }
    }

    /// The links of a header, which must be exactly those it stands for.
    fn chain(&mut self, header: Header) -> Result<Chain, PackRefused> {
        self.known(&header)?;
        let Header { desk, lineage, root, after, .. } = header;
        let altered = |desk: &str, why: &str| PackRefused::Altered { desk: desk.into(), why: why.into() };
        let mut hasher = sha2::Sha256::new();
        let mut links = Vec::new();
        for _ in 0..header.count {
            let Some(line) = self.next()? else { return Err(altered(&desk, "lines are missing")) };
            hasher.update(&line);
            links.push(self.parse(&line)?);
        }
        let chain = Chain { desk, lineage, root, after, links };
        if Digest::from_bytes(hasher.finalize().into()) != header.sha256 {
            return Err(altered(&chain.desk, "another hash"));
        }
        if chain.head() != header.head {
            return Err(altered(&chain.desk, "another newest event"));
        }
        Ok(chain)
    }

    fn known(&self, header: &Header) -> Result<(), PackRefused> {
        if header.format != FORMAT {
            return Err(self.refused("a header of proofdesk.pack is expected"));
        }
        if header.version > VERSION {
            return Err(PackRefused::TooNew { found: header.version });
        }
        let hexadecimal = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if header.desk.len() != 32 || !header.desk.bytes().all(hexadecimal) {
            return Err(self.refused("its desk is not named by 32 hexadecimal digits"));
        }
        Ok(())
    }
}
