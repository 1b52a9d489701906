//! The checklist of one claim as a matrix: R1, R2, R5, R6 once, R3 and R4 for each claimed workload.
//!
//! A cell holds what a person judged, or the rule that settled it beforehand. Nothing here decides which rows
//! apply (`rules::requirements`) or what follows from them (`rules::outcome`).

use super::{Digest, DocumentKind, EvidencePin, ReasonCode, Requirement, Verdict};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Names one cell of the matrix.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellKey {
    /// Row.
    pub requirement: Requirement,
    /// Claimed workload for R3 and R4, `None` for the others.
    pub workload: Option<String>,
}

impl CellKey {
    /// The digit of its requirement, 1 to 6.
    pub const fn number(&self) -> u8 {
        match self.requirement {
            Requirement::CustomerAcknowledgement => 1,
            Requirement::PartyNames => 2,
            Requirement::ActivityDetail => 3,
            Requirement::WorkloadConnection => 4,
            Requirement::Dates => 5,
            Requirement::PublicSectorDisclosure => 6,
        }
    }

    /// A cell of the whole claim.
    pub const fn claim(requirement: Requirement) -> Self {
        Self { requirement, workload: None }
    }

    /// A cell of one claimed workload.
    pub fn workload(requirement: Requirement, workload: &str) -> Self {
        Self { requirement, workload: Some(workload.to_owned()) }
    }
}

impl fmt::Display for CellKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.requirement.code(), self.requirement.label())?;
        self.workload.iter().try_for_each(|workload| write!(f, " ({workload})"))
    }
}

/// A reason code with the values of its variables that a person or the cursor supplied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonMark {
    /// Code of the catalogue.
    pub code: ReasonCode,
    /// Values by variable name without braces, for example `doc`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fills: BTreeMap<String, String>,
}

impl ReasonMark {
    /// A code without values.
    pub const fn bare(code: ReasonCode) -> Self {
        Self { code, fills: BTreeMap::new() }
    }
}

/// What a person said about one cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// Reason codes; at least one for `not met` and `unclear`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<ReasonMark>,
    /// Text the verdict rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<EvidencePin>,
    /// Typed reason; stands for a missing pin (POE-003).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Digest of what the verdict rests on besides the pinned text: the requirement as the edition words it and
    /// the parts of the claim it is about. A verdict whose basis changed is judged again (F21).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Digest>,
}

impl Judgement {
    /// A verdict with nothing attached.
    pub const fn bare(verdict: Verdict) -> Self {
        Self { verdict, reasons: Vec::new(), pins: Vec::new(), note: None, basis: None }
    }
}

/// One cell of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Which cell.
    pub key: CellKey,
    /// Why a rule settles the cell as not applicable before anyone judged it, with the rule id.
    pub settled: Option<String>,
    /// What a person said, if anything.
    pub judgement: Option<Judgement>,
}

impl Cell {
    /// The verdict in force: the person's, else *not applicable* when a rule settles the cell.
    pub fn verdict(&self) -> Option<Verdict> {
        self.judgement
            .as_ref()
            .map(|judgement| judgement.verdict)
            .or_else(|| self.settled.as_ref().map(|_| Verdict::NotApplicable))
    }

    /// Whether a person still has to judge the cell.
    pub fn is_open(&self) -> bool {
        self.verdict().is_none()
    }

    /// Whether the cell lets its claim or workload pass.
    pub fn passes(&self) -> bool {
        matches!(self.verdict(), Some(Verdict::Met | Verdict::NotApplicable))
    }
}

/// The whole checklist of one claim, with what belongs to no single cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Checklist {
    /// Cells in reading order: R1, R2, then R3 and R4 of each workload, R5, R6.
    pub cells: Vec<Cell>,
    /// The qualifications of Managed Security Services (1 to 5) that were seen; `None` when not claimed.
    pub qualifications: Option<BTreeSet<u8>>,
    /// Documents that do not count, with the reason code (POE-D01 to POE-D11).
    pub excluded: BTreeMap<String, ReasonCode>,
    /// Kinds of documents that a person corrected, by file name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub kinds: BTreeMap<String, DocumentKind>,
    /// Reasons that belong to the claim and to no cell.
    pub claim_reasons: Vec<ReasonMark>,
}

impl Checklist {
    /// The cell of this key.
    pub fn cell(&self, key: &CellKey) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.key == *key)
    }

    /// The cell of this key, to be judged.
    pub fn cell_mut(&mut self, key: &CellKey) -> Option<&mut Cell> {
        self.cells.iter_mut().find(|cell| cell.key == *key)
    }

    /// Cells nobody has judged yet.
    pub fn open_cells(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| cell.is_open())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_settled_cell_counts_as_not_applicable_until_a_person_judges_it() {
        let mut cell = Cell {
            key: CellKey::claim(Requirement::Dates),
            settled: Some("revenue association carries no proof (POE-A05)".into()),
            judgement: None,
        };
        assert_eq!(cell.verdict(), Some(Verdict::NotApplicable));
        cell.judgement = Some(Judgement::bare(Verdict::Unclear));
        assert_eq!(cell.verdict(), Some(Verdict::Unclear));
        assert!(!cell.passes());
    }
}
