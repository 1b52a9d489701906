//! What a resubmission brings: which earlier reasons are cured, and whether anything changed at all (EVA-8, DEC-12).

use super::after_dispute;
use super::basis::{Differences, documents, documents_part};
use super::outcome::all_reasons;
use crate::domain::{CellKey, Checklist, Claim, Digest, HistoryAction, ReasonCode};
use serde::Serialize;

/// What an earlier decision asked for, and whether the documents are the same as then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Whether the proof holds the same documents with the same text as when it was asked.
    pub same_documents: bool,
    /// The reasons that were given, with their cell.
    pub reasons: Vec<(ReasonCode, Option<CellKey>)>,
}

impl Earlier {
    /// Compares with an earlier revision at hand.
    pub fn between(before: &Claim, after: &Claim, reasons: Vec<(ReasonCode, Option<CellKey>)>) -> Self {
        Self { same_documents: documents(before) == documents(after), reasons }
    }

    /// Compares with the basis of a verdict given then: it remembers the documents.
    pub fn since(judged_on: &Digest, after: &Claim, reasons: Vec<(ReasonCode, Option<CellKey>)>) -> Self {
        let now = documents_part(&documents(after));
        Self { same_documents: !Differences::between(judged_on, &now).documents, reasons }
    }
}

/// One earlier reason on the list of things to look for (EVA-8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Todo {
    /// The reason.
    pub code: ReasonCode,
    /// The cell it was given for.
    pub cell: Option<CellKey>,
    /// Whether it is gone: `None` while its cell is not judged; for the whole claim, while any cell is not.
    pub cured: Option<bool>,
}

/// The earlier reasons as a list, each cured or not as the checklist stands.
pub fn todo(earlier: &Earlier, checklist: &Checklist) -> Vec<Todo> {
    let given = |code: &ReasonCode| all_reasons(checklist).any(|mark| mark.code == *code);
    let complete = checklist.open_cells().next().is_none();
    let cured = |code: &ReasonCode, key: Option<&CellKey>| {
        let Some(key) = key else { return (complete || given(code)).then(|| !given(code)) };
        // A workload that left the claim took its reasons with it.
        let Some(cell) = checklist.cell(key) else { return Some(true) };
        if cell.is_open() {
            return None;
        }
        let stands =
            cell.judgement.iter().flat_map(|judgement| &judgement.reasons).any(|mark| mark.code == *code);
        Some(!stands)
    };
    let item = |(code, cell): &(ReasonCode, Option<CellKey>)| Todo {
        cured: cured(code, cell.as_ref()),
        code: code.clone(),
        cell: cell.clone(),
    };
    earlier.reasons.iter().map(item).collect()
}

/// The reasons that still stand although the partner submitted again without any new text; empty when something
/// changed, when everything is cured, or when this is no resubmission.
pub fn unchanged(claim: &Claim, earlier: &Earlier, checklist: &Checklist) -> Vec<ReasonCode> {
    let resubmitted = claim.history.iter().any(|entry| entry.action == HistoryAction::Resubmission);
    if !resubmitted || after_dispute(claim) || !earlier.same_documents {
        return Vec::new();
    }
    let mut standing: Vec<ReasonCode> = Vec::new();
    for item in todo(earlier, checklist).into_iter().filter(|item| item.cured == Some(false)) {
        if !standing.contains(&item.code) {
            standing.push(item.code);
        }
    }
    standing
}
