//! The gold path: what is right about each cell of a claim, and how far a review agrees with it.
//!
//! Only a [`super::Stage`] hands it out: nothing here is reachable from a session that somebody plays.

use crate::desk::Review;
use crate::domain::{Answer, AttemptCell, CellKey, Claim, Costs, DecisionKind, Judged, Verdict};
use crate::rules::scoring::{self, Hit};
use serde::Serialize;
use std::sync::Arc;

/// What is right, cell by cell in the order of the checklist.
#[derive(Debug, Clone, PartialEq)]
pub struct GoldPath {
    /// Cells that a person judges.
    pub cells: Vec<GoldCell>,
    /// The right decision.
    pub decision: Option<DecisionKind>,
    /// What to remember of the claim.
    pub lesson: String,
    answer: Answer,
    costs: Costs,
    claim: Arc<Claim>,
}

/// What is right about one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldCell {
    /// The cell.
    pub key: CellKey,
    /// The verdict.
    pub verdict: Verdict,
    /// Other verdicts that are accepted.
    pub accepted: Vec<Verdict>,
    /// Its reasons, each with its label.
    pub reasons: Vec<String>,
    /// The texts to cite, with their documents.
    pub texts: Vec<(String, String)>,
    /// Why it is right.
    pub why: String,
}

/// How what was recorded so far compares with the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// Nothing was recorded yet.
    Open,
    /// As the answer: verdict, reasons and text.
    Same,
    /// Another verdict that is accepted.
    Accepted,
    /// Otherwise than the answer.
    Differs,
}

/// How far a review is: the agreement of each cell of the path, and of the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Going {
    /// In the order of [`GoldPath::cells`], each with what differs, in words.
    pub cells: Vec<(Agreement, Vec<String>)>,
    /// Of the decision.
    pub decision: Agreement,
}

impl GoldPath {
    /// The path of a claim that nobody has judged yet.
    pub(super) fn new(answer: &Answer, review: &Review, costs: &Costs) -> Self {
        let label = |code: &crate::domain::ReasonCode| {
            let known = review.edition.reason(code);
            known.map_or_else(|| code.to_string(), |spec| format!("{code} {}", spec.label))
        };
        let to_judge = review.checklist.cells.iter().filter(|cell| cell.settled.is_none());
        let cells = to_judge.filter_map(|cell| {
            let right = answer.answer_to(&cell.key)?;
            let texts = right.evidence.iter().map(|text| (text.file_name.clone(), text.quote.clone()));
            Some(GoldCell {
                key: cell.key.clone(),
                verdict: right.verdict,
                accepted: right.accepted.clone(),
                reasons: right.reasons.iter().map(label).collect(),
                texts: texts.collect(),
                why: right.why.clone(),
            })
        });
        Self {
            cells: cells.collect(),
            decision: answer.decision,
            lesson: answer.lesson.clone(),
            answer: answer.clone(),
            costs: costs.clone(),
            claim: Arc::clone(&review.claim),
        }
    }

    /// The position of a cell in the path.
    pub fn position(&self, key: &CellKey) -> Option<usize> {
        self.cells.iter().position(|cell| cell.key == *key)
    }

    /// Holds what was recorded so far against the answer.
    pub fn compare(&self, judged: &Judged, decided: Option<DecisionKind>) -> Going {
        let of = |cell: &GoldCell| judged.cells.iter().find(|mine| mine.key == cell.key);
        Going {
            cells: self.cells.iter().map(|cell| self.agreement(cell, of(cell))).collect(),
            decision: match decided {
                None => Agreement::Open,
                Some(kind) if Some(kind) == self.decision => Agreement::Same,
                Some(kind) if self.answer.accepted_decisions.contains(&kind) => Agreement::Accepted,
                Some(_) => Agreement::Differs,
            },
        }
    }

    fn agreement(&self, cell: &GoldCell, mine: Option<&AttemptCell>) -> (Agreement, Vec<String>) {
        let judged = mine.filter(|mine| mine.verdict.is_some());
        let (Some(mine), Some(right)) = (judged, self.answer.answer_to(&cell.key)) else {
            return (Agreement::Open, Vec::new());
        };
        let score = scoring::score_cell(right, mine, &self.claim, &self.costs);
        let faults: Vec<String> =
            score.charges.iter().map(|charge| charge.fault.label().to_owned()).collect();
        let agreement = match score.hit {
            Hit::Accepted => Agreement::Accepted,
            Hit::Exact if faults.is_empty() => Agreement::Same,
            Hit::Exact | Hit::Wrong | Hit::Open => Agreement::Differs,
        };
        (agreement, faults)
    }
}

impl Agreement {
    /// A few words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Same => "as the answer",
            Self::Accepted => "accepted",
            Self::Differs => "differs",
        }
    }
}
