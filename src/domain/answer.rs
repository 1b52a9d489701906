//! What a trainer holds to be right about a claim: the measure suggestions are held against.
//!
//! Plain data as read from an answers file (`docs/evidence.md`). Never shown to the engine.

use super::{CellKey, ClaimId, Mention, ReasonCode, Requirement, Verdict};
use std::collections::BTreeMap;

/// The right answer to one claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The claim.
    pub claim_id: ClaimId,
    /// Line of the answers file, counted from one, for messages about it.
    pub line: u64,
    /// Cells of the checklist with their verdicts.
    pub cells: Vec<AnswerCell>,
    /// How workloads are mentioned, where the trainer says so; else it follows from the cells.
    pub mentions: BTreeMap<String, Mention>,
    /// Name shared by all claims of one conflict.
    pub conflict_group: Option<String>,
    /// Claims that share text with this one.
    pub near_duplicate_of: Vec<ClaimId>,
}

/// The right verdict of one cell and the text it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerCell {
    /// Row.
    pub requirement: Requirement,
    /// Claimed workload for R3 and R4.
    pub workload: Option<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// Text that carries a `met`, or shows the defect of another verdict. Empty where the proof is just missing.
    pub evidence: Vec<AnswerQuote>,
    /// Why it is not met.
    pub reasons: Vec<ReasonCode>,
}

/// Text of a document, word by word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerQuote {
    /// The document.
    pub file_name: String,
    /// The text.
    pub quote: String,
}

impl Answer {
    /// How a claimed workload is mentioned: as the trainer says, else as it follows from the verdicts. `None` where
    /// the row does not apply.
    pub fn mention(&self, workload: &str) -> Option<Mention> {
        self.mentions.get(workload).copied().or_else(|| self.derived_mention(workload))
    }

    fn derived_mention(&self, workload: &str) -> Option<Mention> {
        let connection = self.cell(Requirement::WorkloadConnection, workload)?;
        let detailed = self.cell(Requirement::ActivityDetail, workload).map(|cell| cell.verdict);
        // RC-R4-01: the workload is not in the proof at all.
        let missing = connection.reasons.iter().any(|code| code.as_str() == "RC-R4-01");
        match (connection.verdict, detailed) {
            (Verdict::NotApplicable, _) => None,
            (Verdict::Met, Some(Verdict::Met)) => Some(Mention::Described),
            _ if missing => Some(Mention::Absent),
            _ => Some(Mention::Named),
        }
    }

    fn cell(&self, requirement: Requirement, workload: &str) -> Option<&AnswerCell> {
        let named = |cell: &&AnswerCell| cell.workload.as_deref() == Some(workload);
        self.cells.iter().filter(named).find(|cell| cell.requirement == requirement)
    }
}

impl AnswerCell {
    /// Which cell of the checklist it answers.
    pub fn key(&self) -> CellKey {
        CellKey { requirement: self.requirement, workload: self.workload.clone() }
    }
}
