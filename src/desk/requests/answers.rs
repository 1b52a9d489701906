//! What was asked, beside the new text that may answer it (S1). Points at text; never says that it is an answer.

use super::{Requests, requests};
use crate::desk::Review;
use crate::domain::{CellKey, Claim, PoeDocument, Polarity, Suggestions};
use crate::rules::Todo;
use crate::text::difference::{Fate, Run, difference, shared_lines};
use crate::text::{Span, clean};
use serde::Serialize;

/// A document is compared with an earlier one that holds at least this share of its lines, in percent.
const SAME_PAPER: usize = 30;

/// Every earlier request beside the new text, and every new document beside the older one it follows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Answers {
    /// What was asked, in the order of the earlier decision.
    pub asked: Vec<Asked>,
    /// The documents that came since, in the order of the claim.
    pub brought: Vec<Brought>,
}

/// One earlier request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// The reason, and whether it is cured.
    #[serde(flatten)]
    pub todo: Todo,
    /// What the reason says, short.
    pub label: String,
    /// New text found for its cell, the best first.
    pub found: Vec<Found>,
}

/// New text that a cell may be judged by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// File name of the document.
    pub document: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// The text.
    pub text: String,
    /// Whether it speaks for the cell or shows why it may fail.
    pub polarity: Polarity,
    /// Why it was found.
    pub why: String,
}

/// A document that came since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Brought {
    /// File name.
    pub document: String,
    /// The earlier document it is compared with; `None` when all of it is new.
    pub follows: Option<String>,
    /// What is the same, gone and new, from top to bottom.
    pub runs: Vec<Run>,
}

impl Brought {
    /// Where its new text stands.
    pub fn new_text(&self) -> impl Iterator<Item = Span> {
        self.runs.iter().filter(|run| run.fate == Fate::New).map(|run| run.span)
    }
}

/// Sets what was asked beside what came since; `found` is what the evidence engine points at, once it has.
pub fn answers(review: &Review, found: Option<&Suggestions>) -> Answers {
    let Requests { todo, newer, .. } = requests(review);
    let is_newer = |document: &PoeDocument| newer.contains(&document.file_name);
    let newer = review.claim.documents.iter().filter(|document| is_newer(document));
    let brought: Vec<Brought> = newer.map(|document| brought(document, &review.claim, is_newer)).collect();
    let asked = todo.into_iter().map(|todo| Asked {
        label: review.edition.reason(&todo.code).map(|spec| spec.label.clone()).unwrap_or_default(),
        found: todo.cell.as_ref().map(|cell| in_new_text(cell, found, &brought)).unwrap_or_default(),
        todo,
    });
    Answers { asked: asked.collect(), brought }
}

/// Compares a document with the earlier one that shares most with it.
fn brought(document: &PoeDocument, claim: &Claim, is_newer: impl Fn(&PoeDocument) -> bool) -> Brought {
    let earlier = claim.documents.iter().filter(|other| !is_newer(other));
    let alike = earlier.map(|other| (shared_lines(&document.text, &other.text), other));
    let follows = alike.filter(|(share, _)| *share >= SAME_PAPER).max_by_key(|(share, _)| *share);
    let compared = follows.and_then(|(_, other)| Some((other, difference(&other.text, &document.text)?)));
    let (follows, runs) = compared.map_or_else(
        || (None, all_new(&document.text)),
        |(other, runs)| (Some(other.file_name.clone()), runs),
    );
    Brought { document: document.file_name.clone(), follows, runs }
}

fn all_new(text: &str) -> Vec<Run> {
    let lines = clean::line_spans(text).len();
    vec![Run { fate: Fate::New, span: Span::new(0, text.len()), lines }]
}

/// What the engine found for a cell, as far as it stands in text that is new.
fn in_new_text(cell: &CellKey, found: Option<&Suggestions>, brought: &[Brought]) -> Vec<Found> {
    let is_new = |document: &str, span: Span| {
        let document = brought.iter().find(|other| other.document == document);
        document.is_some_and(|document| document.new_text().any(|new| new.overlaps(span)))
    };
    let candidates = found.and_then(|found| found.cell(cell)).into_iter().flat_map(|cell| &cell.candidates);
    candidates
        .filter(|candidate| is_new(&candidate.document, candidate.span))
        .map(|candidate| Found {
            document: candidate.document.clone(),
            span: candidate.span,
            text: candidate.text.clone(),
            polarity: candidate.polarity,
            why: candidate.why.clone(),
        })
        .collect()
}
