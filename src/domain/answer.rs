//! What a trainer holds to be right about a claim: the measure suggestions and trainees are held against.
//!
//! Plain data as read from an answers file (`docs/training.md`). Never shown to the engine, and shown to a trainee
//! only after the own answer is recorded.

use super::{
    CellKey, Claim, ClaimId, Decision, DecisionCell, DecisionKind, EvidencePin, Mention, ReasonCode,
    Requirement, Verdict,
};
use crate::text::Span;
use serde::{Deserialize, Serialize};
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
    /// The right decision. A file that only measures suggestions may leave it out.
    pub decision: Option<DecisionKind>,
    /// Decisions a strict trainer would not mark wrong.
    pub accepted_decisions: Vec<DecisionKind>,
    /// Workloads the right decision approves.
    pub approved_workloads: Vec<String>,
    /// Reasons that belong to the claim and to no cell.
    pub claim_reasons: Vec<ReasonCode>,
    /// In a conflict: what the papers alone would give.
    pub decision_on_poe_alone: Option<DecisionKind>,
    /// In a conflict: who wins it, in the words of the file (a claim id, `ambiguous`, `neither`).
    pub conflict_winner: Option<String>,
    /// What makes the claim easy to get wrong; the first one or two are what it teaches.
    pub traps: Vec<String>,
    /// What to remember, in a few sentences; empty when the trainer wrote none.
    pub lesson: String,
    /// Which part of a file the claim belongs to, for example `training`.
    pub set: Option<String>,
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
    /// Other verdicts a strict trainer would not mark wrong.
    pub accepted: Vec<Verdict>,
    /// Why the verdict is right, in a sentence or two; empty when the trainer wrote none.
    pub why: String,
    /// Traps of the claim that lie in this cell; missed when this cell is wrong.
    pub traps: Vec<String>,
}

/// Text of a document, word by word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerQuote {
    /// The document.
    pub file_name: String,
    /// The text.
    pub quote: String,
    /// Whether this very text has to be cited. Where no quote of a cell has to, citing any one of them is enough.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub must_cite: bool,
    /// Byte of the document where it starts, when it was pinned there; an answers file does not say.
    #[serde(skip)]
    pub start: Option<usize>,
}

impl AnswerQuote {
    /// Where the text stands in the claim, with the name of its document: where it was pinned, else the first place
    /// in the order of the text.
    pub fn place<'c>(&self, claim: &'c Claim) -> Option<(&'c str, Span)> {
        let document = claim.document(&self.file_name)?;
        let pinned = self
            .start
            .filter(|start| document.text.get(*start..).is_some_and(|text| text.starts_with(&self.quote)));
        let start = pinned.or_else(|| document.text.find(&self.quote)).filter(|_| !self.quote.is_empty())?;
        Some((document.file_name.as_str(), Span::new(start, start + self.quote.len())))
    }

    /// The pinned text; `None` when the claim does not hold it any more.
    fn of_pin(pin: &EvidencePin, claim: &Claim) -> Option<Self> {
        let quote = pin.quote(claim.document(&pin.document)?)?.to_owned();
        let (file_name, start) = (pin.document.clone(), Some(pin.span.start));
        Some(Self { file_name, quote, must_cite: false, start })
    }
}

impl Answer {
    /// The answer a decision amounts to when it is taken for right: its verdicts and pins, with its notes for reasons
    /// why. Whoever decides as the cells alone say is not wrong.
    pub fn of_decision(decision: &Decision, claim: &Claim) -> Self {
        Self {
            claim_id: decision.claim_id.clone(),
            line: 0,
            cells: decision.cells.iter().map(|cell| AnswerCell::of_decision(cell, claim)).collect(),
            mentions: BTreeMap::new(),
            conflict_group: None,
            near_duplicate_of: Vec::new(),
            decision: Some(decision.kind),
            accepted_decisions: Some(decision.derived)
                .filter(|kind| *kind != decision.kind)
                .into_iter()
                .collect(),
            approved_workloads: decision.split.approved().to_vec(),
            claim_reasons: decision.claim_reasons.iter().map(|reason| reason.code.clone()).collect(),
            decision_on_poe_alone: None,
            conflict_winner: None,
            traps: Vec::new(),
            lesson: decision.rationale.clone().unwrap_or_default(),
            set: None,
        }
    }

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

    /// The traps of the claim and of its cells, each once: those of the claim first.
    pub fn all_traps(&self) -> Vec<String> {
        let mut traps: Vec<String> = Vec::new();
        for trap in self.traps.iter().chain(self.cells.iter().flat_map(|cell| &cell.traps)) {
            if !traps.contains(trap) {
                traps.push(trap.clone());
            }
        }
        traps
    }

    /// The right verdict of a cell of the checklist.
    pub fn answer_to(&self, key: &CellKey) -> Option<&AnswerCell> {
        let same = |cell: &&AnswerCell| cell.requirement == key.requirement && cell.workload == key.workload;
        self.cells.iter().find(same)
    }

    fn cell(&self, requirement: Requirement, workload: &str) -> Option<&AnswerCell> {
        let named = |cell: &&AnswerCell| cell.workload.as_deref() == Some(workload);
        self.cells.iter().filter(named).find(|cell| cell.requirement == requirement)
    }
}

impl AnswerCell {
    fn of_decision(cell: &DecisionCell, claim: &Claim) -> Self {
        Self {
            requirement: cell.key.requirement,
            workload: cell.key.workload.clone(),
            verdict: cell.verdict,
            evidence: cell.pins.iter().filter_map(|pin| AnswerQuote::of_pin(pin, claim)).collect(),
            reasons: cell.reasons.iter().map(|reason| reason.code.clone()).collect(),
            accepted: Vec::new(),
            why: cell.note.clone().unwrap_or_default(),
            traps: Vec::new(),
        }
    }

    /// Which cell of the checklist it answers.
    pub fn key(&self) -> CellKey {
        CellKey { requirement: self.requirement, workload: self.workload.clone() }
    }
}
