//! Suggestions: text to look at, per cell. Made by the evidence engine, never turned into a verdict, a pin or a
//! decision by any function (interchange formats §3).

use super::{CellKey, ClaimId, EditionId, Mention, Polarity, Requirement, Signal};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// Everything the engine points at in one claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Suggestions {
    /// The claim.
    pub claim_id: ClaimId,
    /// Version of the engine.
    pub engine: String,
    /// Edition whose signals and aliases were used.
    pub edition: EditionId,
    /// One entry for each cell of the checklist, in its order.
    pub cells: Vec<CellSuggestion>,
    /// How each claimed workload is mentioned, in the order of the claim.
    pub workloads: Vec<WorkloadMention>,
    /// Other claims with the same text.
    pub near_duplicates: Vec<NearDuplicate>,
}

impl Suggestions {
    /// The suggestion for a cell.
    pub fn cell(&self, key: &CellKey) -> Option<&CellSuggestion> {
        self.cells.iter().find(|cell| cell.requirement == key.requirement && cell.workload == key.workload)
    }
}

/// What was found for one cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CellSuggestion {
    /// Row.
    pub requirement: Requirement,
    /// Claimed workload for R3 and R4.
    pub workload: Option<String>,
    /// How strong the best finding is.
    pub signal: Signal,
    /// Best first, at most five.
    pub candidates: Vec<Candidate>,
    /// Why the findings may not count.
    pub cautions: Vec<Caution>,
}

/// A phrase, row or line that a person can check at a glance, at most 400 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// File name of the document.
    pub document: String,
    /// Half-open byte range in the document's text.
    #[serde(flatten)]
    pub span: Span,
    /// Exactly the text of the range.
    pub text: String,
    /// Evidence, trap or blocker.
    pub polarity: Polarity,
    /// Ids of the signals and tests that fired.
    pub signals: Vec<String>,
    /// Short reason a reviewer understands.
    pub why: String,
}

/// Why a finding may not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caution {
    /// Rule, trap or reason code.
    pub code: String,
    /// Short text.
    pub text: String,
}

/// How the proof speaks of a claimed workload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkloadMention {
    /// Workload as claimed.
    pub name: String,
    /// Described, named or absent.
    pub mention: Mention,
}

/// Another claim whose proof repeats text of this one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NearDuplicate {
    /// The other claim.
    pub claim_id: ClaimId,
    /// Share of the shorter text, 0 to 1.
    pub overlap: f64,
}
