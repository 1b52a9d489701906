//! What a record is of: the work of a desk, or the attempts of a trainee.
//!
//! Both have one layout, so both are as safe as each other. An id of its own in the header keeps them apart: a file
//! of one kind is refused as the other before anything is read from it or written to it, and what would carry
//! attempts into a desk – packing, merging, releasing – is refused here, whoever asks.

use super::{DeskFile, Stamp};
use crate::store::error::{StoreError, shown};
use std::path::Path;

/// Whose record a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecordKind {
    /// What reviewers add to claims: `PDDK`.
    Desk,
    /// What a trainee answered: `PDTA`.
    Attempts,
}

/// Which record is meant, and who makes it where there is none.
#[derive(Debug, Clone, Copy)]
pub struct RecordOf<'a> {
    /// Of which kind.
    pub kind: RecordKind,
    /// Which snapshots it belongs to.
    pub lineage: &'a str,
    /// Who opens it, and when.
    pub stamp: Stamp<'a>,
}

impl RecordKind {
    /// `application_id` in the header of the file.
    pub(super) const fn application_id(self) -> u32 {
        match self {
            Self::Desk => 0x5044_444B,
            Self::Attempts => 0x5044_5441,
        }
    }

    /// What a person calls it.
    const fn name(self) -> &'static str {
        match self {
            Self::Desk => "desk file",
            Self::Attempts => "attempts file of training",
        }
    }

    /// Refuses a file with another id.
    pub(super) fn accept(self, application_id: u32, path: &Path) -> Result<(), StoreError> {
        if application_id == self.application_id() {
            return Ok(());
        }
        let other =
            [Self::Desk, Self::Attempts].into_iter().find(|kind| kind.application_id() == application_id);
        let why = match other {
            Some(other) => format!("is the {}, not the {}", other.name(), self.name()),
            None => format!("is not the {} (application id {application_id:#x})", self.name()),
        };
        Err(StoreError::Foreign { file: shown(path), why })
    }
}

impl DeskFile {
    /// Whose record it is.
    pub fn kind(&self) -> RecordKind {
        self.kind
    }

    /// Refuses what would carry attempts into a desk.
    pub(super) fn refuse_attempts(&self, what: &str) -> Result<(), StoreError> {
        match self.kind {
            RecordKind::Desk => Ok(()),
            RecordKind::Attempts => Err(StoreError::Foreign {
                file: shown(&self.path),
                why: format!("is the attempts file of training: {what}"),
            }),
        }
    }
}
