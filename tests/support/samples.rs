//! The sample claims, what a trainer holds to be right about them, and the editions that judge them.

use proofdesk::assets;
use proofdesk::desk::{self, Job};
use proofdesk::domain::{
    CellKey, Checklist, Claim, DecisionKind, EvidencePin, Judgement, ReasonCode, ReasonMark, Requirement,
    Verdict,
};
use proofdesk::evidence::evaluation::Evaluation;
use proofdesk::intake::{self, AnswerSource, ClaimSource, Limits};
use proofdesk::policy::{Edition, Editions};
use proofdesk::rules;
use proofdesk::text::Span;
use serde::Deserialize;
use std::sync::{Arc, OnceLock};

/// The embedded editions.
pub(crate) fn editions() -> &'static Editions {
    static EDITIONS: OnceLock<Editions> = OnceLock::new();
    EDITIONS.get_or_init(|| Editions::from_sources(&assets::edition_sources(None).unwrap()).unwrap())
}

/// June 2025.
pub(crate) fn june() -> Arc<Edition> {
    editions().get(&"2025-06".parse().unwrap()).unwrap()
}

/// FY20.
pub(crate) fn fy20() -> Arc<Edition> {
    editions().get(&"fy20".parse().unwrap()).unwrap()
}

/// All sample claims in the order of their file.
pub(crate) fn claims() -> &'static [Claim] {
    static CLAIMS: OnceLock<Vec<Claim>> = OnceLock::new();
    CLAIMS.get_or_init(|| {
        assets::SAMPLE_CLAIMS.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    })
}

/// A sample claim by its id.
pub(crate) fn claim(id: &str) -> Claim {
    claims().iter().find(|claim| claim.claim_id.as_str() == id).unwrap().clone()
}

/// The edition that judges a claim.
pub(crate) fn edition_of(claim: &Claim) -> Arc<Edition> {
    editions().for_claim(claim).edition
}

/// What a trainer holds to be right about one claim.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Answer {
    pub(crate) claim_id: String,
    pub(crate) cells: Vec<AnswerCell>,
    pub(crate) decision: DecisionKind,
    pub(crate) accepted_decisions: Vec<DecisionKind>,
    pub(crate) approved_workloads: Vec<String>,
    pub(crate) claim_reason_codes: Vec<ReasonCode>,
    #[serde(default)]
    pub(crate) conflict_group: Option<String>,
    #[serde(default)]
    pub(crate) conflict_winner: Option<String>,
}

/// The right verdict of one cell.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct AnswerCell {
    pub(crate) requirement: Requirement,
    pub(crate) workload: Option<String>,
    pub(crate) verdict: Verdict,
    pub(crate) evidence: Vec<Quote>,
    pub(crate) reason_codes: Vec<ReasonCode>,
}

/// Text of a document that carries a verdict.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Quote {
    pub(crate) file_name: String,
    pub(crate) quote: String,
}

/// All answers in the order of their file.
pub(crate) fn answers() -> &'static [Answer] {
    static ANSWERS: OnceLock<Vec<Answer>> = OnceLock::new();
    ANSWERS.get_or_init(|| {
        assets::SAMPLE_ANSWERS.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    })
}

/// The answer for a claim.
pub(crate) fn answer(id: &str) -> &'static Answer {
    answers().iter().find(|answer| answer.claim_id == id).unwrap()
}

impl AnswerCell {
    pub(crate) fn key(&self) -> CellKey {
        CellKey { requirement: self.requirement, workload: self.workload.clone() }
    }

    /// The judgement with its reasons and with its quotes as pins.
    pub(crate) fn judgement(&self, claim: &Claim) -> Judgement {
        Judgement {
            reasons: self.reason_codes.iter().cloned().map(ReasonMark::bare).collect(),
            pins: self.evidence.iter().map(|quote| quote.pin(claim)).collect(),
            ..Judgement::bare(self.verdict)
        }
    }
}

impl Quote {
    pub(crate) fn pin(&self, claim: &Claim) -> EvidencePin {
        let document = claim.document(&self.file_name).unwrap();
        let start = document.text.find(&self.quote).unwrap();
        EvidencePin::new(document, Span::new(start, start + self.quote.len())).unwrap()
    }
}

/// The checklist of a claim, filled as the trainer would fill it: settled rows stay as they are.
pub(crate) fn judged(claim: &Claim) -> Checklist {
    let answer = answer(claim.claim_id.as_str());
    let mut checklist = rules::checklist(claim, &edition_of(claim));
    for right in &answer.cells {
        let Some(cell) = checklist.cell_mut(&right.key()) else { continue };
        if cell.settled.is_none() {
            cell.judgement = Some(right.judgement(claim));
        }
    }
    checklist.claim_reasons = answer.claim_reason_codes.iter().cloned().map(ReasonMark::bare).collect();
    checklist
}

/// The suggestions for the sample claims held against their answers.
pub(crate) fn practice_evaluation() -> &'static Evaluation {
    static EVALUATION: OnceLock<Evaluation> = OnceLock::new();
    EVALUATION.get_or_init(|| evaluation_of(assets::SAMPLE_CLAIMS, assets::SAMPLE_ANSWERS))
}

/// The suggestions for claims held against answers.
pub(crate) fn evaluation_of(claims: &'static str, answers: &'static str) -> Evaluation {
    let name = |name: &str| name.to_owned();
    let claims = ClaimSource::Text { name: name("claims.jsonl"), text: claims };
    let answers = AnswerSource::Text { name: name("answers.jsonl"), text: answers };
    let answers = intake::read_answers(&answers, &Limits::default()).unwrap();
    let report = desk::evaluate_source(editions(), &claims, answers, &Job::silent()).unwrap();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    report.evaluation
}
