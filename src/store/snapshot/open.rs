//! Opening a snapshot, each step before the one that could be harmed without it.

use super::claims::{self, Scope, Stated};
use super::seal::Seal;
use super::texts::{self, DocumentText, Texts};
use super::{PUBLISHED, SnapshotMeta, verify};
use crate::domain::{Claim, ClaimId, Digest};
use crate::store::StoreError;
use crate::store::error::shown;
use crate::store::hardened::{self, Deadline};
use crate::store::header;
use crate::store::regular_file::{self, Identity};
use rusqlite::Connection;
use std::io::{Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Which snapshots may be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// Only one whose seal is there and holds.
    Sealed,
    /// Also one without a seal, after checking all of its structure and rows. A broken seal is refused even so.
    AllowUnsealed,
}

/// An opened snapshot.
pub struct Snapshot {
    connection: Connection,
    deadline: Deadline,
    path: PathBuf,
    identity: Identity,
    meta: SnapshotMeta,
}

/// Time one claim may take to read.
const ONE_CLAIM: Duration = Duration::from_secs(5);
/// Up to this size even a sealed file's structure is checked in full: it costs no noticeable time.
const SMALL: u64 = 32 << 20;

impl Snapshot {
    /// Opens a snapshot as hostile data; the error names what is wrong with it.
    ///
    /// The whole file is read once to verify the seal. An unsealed file is also checked page by page, row by row.
    pub fn open(path: &Path, trust: Trust) -> Result<Self, StoreError> {
        let identity = regular_file::inspect(path)?;
        regular_file::refuse_journals(path)?;
        let (sha256, seal) = read_without_sqlite(path, &identity, trust)?;

        let mut connection = hardened::open_immutable(path)?;
        regular_file::still_is(path, &identity)?;
        let deadline = Deadline::watch(&mut connection, path)?;
        deadline.allow(ONE_CLAIM);
        PUBLISHED.compare(&connection, path)?;
        let mut meta = verify::meta(&connection, path)?;
        (meta.sha256, meta.bytes, meta.sealed) = (sha256, identity.size, seal.is_some());

        let snapshot = Self { connection, deadline, path: path.to_owned(), identity, meta };
        snapshot.verify(seal.as_ref())?;
        Ok(snapshot)
    }

    /// Opens the same snapshot for another thread without verifying it a second time; refused when the file is not
    /// the verified one any more.
    pub fn again(&self) -> Result<Self, StoreError> {
        let mut connection = hardened::open_immutable(&self.path)?;
        regular_file::still_is(&self.path, &self.identity)?;
        let deadline = Deadline::watch(&mut connection, &self.path)?;
        Ok(Self {
            connection,
            deadline,
            path: self.path.clone(),
            identity: self.identity,
            meta: self.meta.clone(),
        })
    }

    /// What the snapshot says of itself.
    pub const fn meta(&self) -> &SnapshotMeta {
        &self.meta
    }

    /// One claim with the text of its documents; its content matches its digest.
    pub fn claim(&self, id: &ClaimId) -> Result<Option<Claim>, StoreError> {
        self.deadline.allow(ONE_CLAIM);
        let mut found = None;
        claims::read(&self.connection, &self.path, Scope::One(id), &mut |claim, digest| {
            self.matches(&claim, digest)?;
            found = Some(claim);
            Ok::<_, StoreError>(())
        })?;
        Ok(found)
    }

    /// The digest of one claim.
    pub fn digest(&self, id: &ClaimId) -> Result<Option<Digest>, StoreError> {
        self.deadline.allow(ONE_CLAIM);
        match claims::stated_digest(&self.connection, &self.path, id)? {
            Stated::NoClaim => Ok(None),
            Stated::Digest(digest) => Ok(Some(digest)),
            Stated::Nothing => Ok(self.claim(id)?.map(|claim| claim.digest())),
        }
    }

    /// Every claim in the order of claim ids, its documents **without their text**, with the digest of the whole
    /// claim. An error of `on` ends the reading.
    pub fn headers<E: From<StoreError>>(
        &self,
        on: &mut dyn FnMut(Claim, Digest) -> Result<(), E>,
    ) -> Result<(), E> {
        self.deadline.allow(ONE_CLAIM);
        let mut read = 0;
        claims::read(&self.connection, &self.path, Scope::Headers, &mut |claim, digest| {
            read += 1;
            if read > self.meta.claims {
                return Err(StoreError::damaged(&self.path, "it has more claims than it states").into());
            }
            let digest = match digest {
                Some(digest) => digest,
                None => self.digest(&claim.claim_id)?.unwrap_or_else(|| claim.digest()),
            };
            on(claim, digest)?;
            self.deadline.allow(ONE_CLAIM);
            Ok(())
        })
    }

    /// The text of every document in the order of claim ids, of claims behind `after` when it is given.
    pub fn texts<E: From<StoreError>>(
        &self,
        after: Option<&ClaimId>,
        on: &mut dyn FnMut(DocumentText<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.deadline.allow(ONE_CLAIM);
        texts::each(&self.connection, &self.path, Texts::After(after), &mut |text| {
            on(text)?;
            self.deadline.allow(ONE_CLAIM);
            Ok(())
        })
    }

    /// The text of every document of one claim.
    pub fn texts_of<E: From<StoreError>>(
        &self,
        id: &ClaimId,
        on: &mut dyn FnMut(DocumentText<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.deadline.allow(ONE_CLAIM);
        texts::each(&self.connection, &self.path, Texts::Of(id), on)
    }

    fn verify(&self, seal: Option<&Seal>) -> Result<(), StoreError> {
        if let Some(why) = seal.and_then(|seal| seal.broken_by(&self.meta)) {
            return Err(StoreError::SealBroken { file: shown(&self.path), why: why.to_owned() });
        }
        if seal.is_some() && self.meta.bytes > SMALL {
            return Ok(());
        }
        // A large file takes longer to check, a hostile one must not take for ever.
        self.deadline.allow(ONE_CLAIM + Duration::from_secs(self.meta.bytes >> 24));
        verify::structure(&self.connection, &self.path)?;
        if seal.is_some() {
            return Ok(());
        }
        verify::rows(&self.connection, &self.path, &self.meta)?;
        claims::read(&self.connection, &self.path, Scope::All, &mut |claim, digest| {
            self.deadline.allow(ONE_CLAIM);
            self.matches(&claim, digest)
        })
    }

    fn matches(&self, claim: &Claim, stored: Option<Digest>) -> Result<(), StoreError> {
        if stored.is_none_or(|stored| stored == claim.digest()) {
            return Ok(());
        }
        Err(StoreError::Row {
            file: shown(&self.path),
            claim_id: claim.claim_id.to_string(),
            why: "its content does not match its digest".to_owned(),
        })
    }
}

/// Header, size, hash and seal, with every descriptor closed again before SQLite opens the file: closing one later
/// would drop SQLite's locks.
fn read_without_sqlite(
    path: &Path,
    identity: &Identity,
    trust: Trust,
) -> Result<(Digest, Option<Seal>), StoreError> {
    let mut file = regular_file::open(path, identity)?;
    header::check(path, &mut file, identity.size, header::SNAPSHOT)?;
    let seal = Seal::read(path)?;
    match &seal {
        None if trust == Trust::Sealed => return Err(StoreError::Unsealed { file: shown(path) }),
        Some(seal) if seal.size != identity.size => {
            let why = format!("it has {} bytes instead of {}", identity.size, seal.size);
            return Err(StoreError::SealBroken { file: shown(path), why });
        }
        _ => {}
    }
    file.seek(SeekFrom::Start(0)).map_err(StoreError::io("read it", path))?;
    let sha256 = regular_file::sha256(path, &mut file)?;
    if seal.as_ref().is_some_and(|seal| seal.sha256 != sha256) {
        let why = "its content is not the sealed one".to_owned();
        return Err(StoreError::SealBroken { file: shown(path), why });
    }
    Ok((sha256, seal))
}
