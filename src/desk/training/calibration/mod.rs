//! Calibration: a team answers the same claims blind; then everybody sees who said what, cell by cell.
//!
//! Nobody sees anything of others before the own answers are complete, and whoever leads and looks earlier answers no
//! more. People are letters unless names are asked for; nobody is scored or ranked. What the team agrees on is kept as
//! case notes in the leader's own file, and handed to a desk as values only.

mod cited;
mod comparing;
mod gathering;
mod meeting;
mod printing;

pub use meeting::{GroupAccess, KeptNote, Meeting};
pub use printing::{Calibrated, Calibrating, calibrate, calibration_notes};

use crate::domain::{CellKey, ClaimId, DecisionKind, ReasonCode, Requirement, SessionName, Verdict};
use crate::paths::Paths;
use crate::statistics::{GroupAgreement, Spread};
use crate::text::Span;
use serde::{Serialize, Serializer};
use std::fmt;
use std::path::PathBuf;

/// Which calibration is played, and what its group may be shown of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalibrationOptions {
    /// The name the team gave it.
    pub session: SessionName,
    /// Whether the person leads it and may see what was said without taking part.
    pub leads: bool,
    /// Files with attempts of others, gathered from their computers.
    pub gathered: Vec<PathBuf>,
}

impl CalibrationOptions {
    /// For somebody who answers.
    pub const fn taking_part(session: SessionName) -> Self {
        Self { session, leads: false, gathered: Vec::new() }
    }
}

/// A person by a letter, which tells nothing of the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Letter(pub usize);

impl fmt::Display for Letter {
    /// A to Z, then AA, AB and so on.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(before) = (self.0 / 26).checked_sub(1) {
            Self(before).fmt(f)?;
        }
        let place = u8::try_from(self.0 % 26).unwrap_or_default();
        write!(f, "{}", char::from(b'A' + place))
    }
}

impl Serialize for Letter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a team said in a calibration.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// Id of the pack.
    pub pack: String,
    /// Its title.
    pub title: String,
    /// Name of the calibration.
    pub session: SessionName,
    /// Who took part, in the order of the letters.
    pub people: Vec<Participant>,
    /// Agreement on the cells of each requirement.
    pub requirements: Vec<(Requirement, GroupAgreement)>,
    /// The claims in the order in which they were answered.
    pub claims: Vec<GroupClaim>,
    /// The cells, those with the largest spread first.
    pub cells: Vec<GroupCell>,
}

/// Somebody who took part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Participant {
    /// The letter.
    pub letter: Letter,
    /// The name, where names are told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// The decisions about one claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupClaim {
    /// The claim.
    pub claim_id: ClaimId,
    /// Decisions, the most frequent one first, and who made them.
    pub decisions: Vec<(DecisionKind, Vec<Letter>)>,
    /// The decision of the pack.
    pub answer: Option<DecisionKind>,
}

/// What the team said about one cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupCell {
    /// The claim.
    pub claim_id: ClaimId,
    /// The cell.
    #[serde(flatten)]
    pub key: CellKey,
    /// How far they agree.
    #[serde(flatten)]
    pub spread: Spread,
    /// Each of them, in the order of the letters.
    pub said: Vec<Said>,
    /// Text that was cited, in the order of the documents; what overlaps is one passage.
    pub cited: Vec<Passage>,
    /// What the pack holds to be right.
    pub answer: GroupAnswer,
}

/// What one person said about a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// Who.
    pub by: Letter,
    /// The verdict.
    pub verdict: Verdict,
    /// Its reasons.
    pub reasons: Vec<ReasonCode>,
    /// What was noted beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A stretch of a document that was cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// The document.
    pub document: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// The text.
    pub quote: String,
    /// Who cited it, or part of it; nobody for what only the pack cites.
    pub by: Vec<Letter>,
}

/// What the pack holds to be right about a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupAnswer {
    /// The verdict.
    pub verdict: Verdict,
    /// Other verdicts a strict trainer would not mark wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<Verdict>,
    /// Its reasons.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<ReasonCode>,
    /// Why it is right.
    pub why: String,
    /// Text it rests on.
    pub text: Vec<Passage>,
}

impl Group {
    /// The same with letters only.
    #[must_use]
    pub fn without_names(mut self) -> Self {
        self.people.iter_mut().for_each(|person| person.name = None);
        self
    }

    /// Cells on which not all agree.
    pub fn differing(&self) -> usize {
        // Rounding is far smaller than the spread of one who differs.
        self.cells.iter().filter(|cell| cell.spread.verdicts.len() > 1).count()
    }
}

/// The calibrations of a pack that somebody began in this data folder, by name.
pub(super) fn sessions(paths: &Paths, pack: &str) -> Vec<SessionName> {
    let entries = std::fs::read_dir(paths.calibrations(pack)).into_iter().flatten().flatten();
    let mut names: Vec<SessionName> =
        entries.filter_map(|entry| SessionName::parse(entry.file_name().to_str()?).ok()).collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        let letters: Vec<String> = [0, 1, 25, 26, 27, 701, 702].map(|at| Letter(at).to_string()).to_vec();
        assert_eq!(letters, ["A", "B", "Z", "AA", "AB", "ZZ", "AAA"]);
    }
}
