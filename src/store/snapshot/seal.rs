//! The seal beside a snapshot: size, SHA-256, schema, counts and time.
//!
//! It proves that not one bit changed since the import; it does not prove who imported. SQLite's own checks miss a
//! third of random damage.

use super::SnapshotMeta;
use crate::domain::Digest;
use crate::store::StoreError;
use crate::store::error::shown;
use crate::store::header::SNAPSHOT;
use crate::store::regular_file::{self, with_ending};
use chrono::{DateTime, SecondsFormat, Utc};
use std::io::Read;
use std::path::{Path, PathBuf};

const FIRST_LINE: &str = "proofdesk-seal-v1";

/// What a seal promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seal {
    pub(super) size: u64,
    pub(super) sha256: Digest,
    pub(super) schema: u32,
    pub(super) claims: u64,
    pub(super) documents: u64,
    pub(super) as_of: DateTime<Utc>,
}

/// Where the seal of a snapshot lies.
pub(super) fn path(snapshot: &Path) -> PathBuf {
    with_ending(snapshot, ".seal")
}

impl Seal {
    /// The seal for a finished snapshot.
    pub(super) const fn of(meta: &SnapshotMeta) -> Self {
        Self {
            size: meta.bytes,
            sha256: meta.sha256,
            schema: SNAPSHOT.version,
            claims: meta.claims,
            documents: meta.documents,
            as_of: meta.as_of,
        }
    }

    /// The text of the seal's file.
    pub(super) fn text(&self) -> String {
        format!(
            "{FIRST_LINE}\nsize: {}\nsha256: {}\nschema: {}\nclaims: {}\ndocuments: {}\nas_of: {}\n",
            self.size,
            self.sha256,
            self.schema,
            self.claims,
            self.documents,
            self.as_of.to_rfc3339_opts(SecondsFormat::AutoSi, true),
        )
    }

    /// Reads the seal of a snapshot; `None` when there is none.
    pub(super) fn read(snapshot: &Path) -> Result<Option<Self>, StoreError> {
        const LONGEST: u64 = 4_096;
        let path = path(snapshot);
        let identity = match regular_file::inspect(&path) {
            Err(StoreError::Missing { .. }) => return Ok(None),
            other => other?,
        };
        let mut text = String::new();
        let file = regular_file::open(&path, &identity)?;
        file.take(LONGEST).read_to_string(&mut text).map_err(StoreError::io("read it", &path))?;
        let seal = Self::parse(&text).ok_or_else(|| StoreError::SealBroken {
            file: shown(snapshot),
            why: "the seal is not readable".to_owned(),
        })?;
        Ok(Some(seal))
    }

    /// Exactly the lines that [`Seal::text`] writes; anything else is no seal.
    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_prefix(FIRST_LINE)?.strip_prefix('\n')?.lines();
        let mut value = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(": ");
        let seal = Self {
            size: value("size")?.parse().ok()?,
            sha256: value("sha256")?.parse().ok()?,
            schema: value("schema")?.parse().ok()?,
            claims: value("claims")?.parse().ok()?,
            documents: value("documents")?.parse().ok()?,
            as_of: DateTime::parse_from_rfc3339(value("as_of")?).ok()?.to_utc(),
        };
        (seal.text() == text).then_some(seal)
    }

    /// Which promise a snapshot breaks.
    pub(super) fn broken_by(&self, meta: &SnapshotMeta) -> Option<&'static str> {
        [
            (self.sha256 != meta.sha256, "its content is not the sealed one"),
            (self.schema != SNAPSHOT.version, "the seal is for another schema"),
            (self.claims != meta.claims, "the number of claims differs"),
            (self.documents != meta.documents, "the number of documents differs"),
            (self.as_of != meta.as_of, "the time of the snapshot differs"),
        ]
        .into_iter()
        .find_map(|(broken, why)| broken.then_some(why))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal() -> Seal {
        Seal {
            size: 4096,
            sha256: Digest::of(b"snapshot"),
            schema: 1,
            claims: 60,
            documents: 110,
            as_of: "2025-10-01T09:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn a_seal_reads_back_as_itself() {
        assert_eq!(Seal::parse(&seal().text()), Some(seal()));
    }

    #[test]
    fn every_changed_byte_makes_another_seal_or_none() {
        let text = seal().text();
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            let changed = String::from_utf8(bytes).unwrap();
            assert_ne!(Seal::parse(&changed), Some(seal()), "byte {at}");
        }
    }
}
