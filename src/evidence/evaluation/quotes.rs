//! The quotes of an answer, looked up in the documents they are from.

use crate::domain::{Answer, AnswerQuote, Candidate, CellSuggestion, Claim, ClaimId};
use crate::text::Span;
use serde::Serialize;

/// A quote that does not stand where the answer says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Misquote {
    /// Line of the answers file.
    pub line: u64,
    /// The claim.
    pub claim_id: ClaimId,
    /// The field that holds it, for example `cells[2].evidence[0].quote`.
    pub field: String,
    /// Sentence that says what is wrong.
    pub reason: String,
}

/// Where the quotes of one cell stand.
pub(super) struct Quotes<'a> {
    places: Vec<(&'a str, Span)>,
    quotes: &'a [AnswerQuote],
}

impl<'a> Quotes<'a> {
    /// Looks up the quotes of the cell at `position`; those that stand nowhere are noted as misquotes.
    pub(super) fn find(
        claim: &Claim,
        answer: &'a Answer,
        position: usize,
        misquotes: &mut Vec<Misquote>,
    ) -> Self {
        let quotes = answer.cells.get(position).map_or(&[][..], |cell| &cell.evidence);
        let mut places = Vec::new();
        for (at, quote) in quotes.iter().enumerate() {
            match places_of(claim, quote) {
                Ok(found) => places.extend(found.into_iter().map(|span| (quote.file_name.as_str(), span))),
                Err((field, reason)) => misquotes.push(Misquote {
                    line: answer.line,
                    claim_id: answer.claim_id.clone(),
                    field: format!("cells[{position}].evidence[{at}].{field}"),
                    reason,
                }),
            }
        }
        Self { places, quotes }
    }

    /// Whether nothing is quoted that could be found.
    pub(super) const fn are_none(&self) -> bool {
        self.places.is_empty()
    }

    /// Whether something is quoted and nothing of it could be found.
    pub(super) const fn are_lost(&self) -> bool {
        self.places.is_empty() && !self.quotes.is_empty()
    }

    /// The first candidate that overlaps a quote, counted from zero.
    pub(super) fn rank_in(&self, found: &CellSuggestion) -> Option<usize> {
        let quoted = |candidate: &Candidate| {
            let same =
                |(file, span): &(&str, Span)| *file == candidate.document && span.overlaps(candidate.span);
            self.places.iter().any(same)
        };
        found.candidates.iter().position(quoted)
    }

    /// The quotes for a person.
    pub(super) fn texts(&self) -> String {
        self.quotes.iter().map(|quote| quote.quote.as_str()).collect::<Vec<_>>().join(" ¦ ")
    }
}

/// Every place where a quote stands, or which field is wrong and why.
fn places_of(claim: &Claim, quote: &AnswerQuote) -> Result<Vec<Span>, (&'static str, String)> {
    let document = claim
        .document(&quote.file_name)
        .ok_or_else(|| ("file_name", format!("The claim has no document {:?}.", quote.file_name)))?;
    let places: Vec<Span> = document
        .text
        .match_indices(&quote.quote)
        .filter(|(_, text)| !text.is_empty())
        .map(|(at, text)| Span::new(at, at + text.len()))
        .collect();
    if places.is_empty() {
        return Err(("quote", format!("The text does not stand in {:?}.", quote.file_name)));
    }
    Ok(places)
}
