//! Notes on how a requirement is read: how disagreement becomes less.

use crate::desk::{Desk, Failure, FailureKind};
use crate::domain::{Requirement, Role};
use crate::store::desk_file::Stamp;
use serde::Serialize;

/// A note on a requirement, as everybody sees it beside the cell. It names nobody: it holds for all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The requirement.
    pub requirement: Requirement,
    /// The note.
    pub text: String,
}

impl Desk {
    /// Records how a requirement is read from now on.
    pub fn note_case(&mut self, requirement: Requirement, text: &str) -> Result<(), Failure> {
        let refused = |kind, why: &str| Failure::new(kind, "The note was not recorded.", why);
        if self.actor.role != Role::Supervisor {
            return Err(refused(
                FailureKind::Refused,
                "How a requirement is read is for a supervisor to say.",
            ));
        }
        if text.trim().is_empty() {
            return Err(refused(FailureKind::Usage, "It is empty."));
        }
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        self.file.note_case(requirement, text.trim(), &stamp)?;
        Ok(())
    }

    /// Records several of them, for example those of a calibration. One that is recorded already changes nothing, so
    /// what was interrupted can be done again.
    pub fn note_cases(&mut self, notes: &[Reading]) -> Result<(), Failure> {
        notes.iter().try_for_each(|note| self.note_case(note.requirement, &note.text))
    }

    /// Those of the notes that are not recorded here.
    pub fn unrecorded(&self, mut notes: Vec<Reading>) -> Result<Vec<Reading>, Failure> {
        let known = self.readings()?;
        notes.retain(|note| !known.contains(note));
        Ok(notes)
    }

    /// All notes, oldest first.
    pub fn readings(&self) -> Result<Vec<Reading>, Failure> {
        let found = self.second.blind.readings()?;
        Ok(found.into_iter().map(|(requirement, text)| Reading { requirement, text }).collect())
    }
}
