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

    /// Described is work told for this customer, also when it is of the wrong kind or an identifier is in doubt;
    /// what stands in the proof only as a suite, or not at all, is absent (interchange formats §3).
    fn derived_mention(&self, workload: &str) -> Option<Mention> {
        let connection = self.cell(Requirement::WorkloadConnection, workload)?;
        let told = self
            .cell(Requirement::ActivityDetail, workload)
            .is_some_and(|cell| matches!(cell.verdict, Verdict::Met | Verdict::Unclear));
        let fails_for =
            |codes: &[&str]| connection.reasons.iter().any(|reason| codes.contains(&reason.as_str()));
        match connection.verdict {
            Verdict::NotApplicable => None,
            Verdict::NotMet if fails_for(&["RC-R4-01", "RC-R4-02"]) => Some(Mention::Absent),
            Verdict::NotMet if fails_for(&["RC-R4-04", "RC-R4-05"]) => Some(Mention::Named),
            _ if told => Some(Mention::Described),
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
