//! Stretches of text that a cell is about: what the engine suggests and what a person pinned.
//!
//! Stepping through them never judges anything.

use crate::desk::CollectedPin;
use crate::domain::{CellKey, CellSuggestion, Checklist, EvidencePin, Polarity, Suggestions};
use crate::text::Span;
use crate::tui::widgets::marked_text::{Mark, MarkKind};

/// Where a spot comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The candidate at this place of the suggestion.
    Candidate(usize, Polarity),
    /// Pinned by a person.
    Pin,
}

/// A stretch of a document that belongs to a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    /// File name of the document.
    pub document: String,
    /// Bytes of its text.
    pub span: Span,
    /// Where it comes from.
    pub origin: Origin,
}

/// What is known about the text of every cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sources<'a> {
    /// The checklist as shown.
    pub checklist: &'a Checklist,
    /// Pins of open cells.
    pub collected: &'a [CollectedPin],
    /// What the engine found, once it has.
    pub suggestions: Option<&'a Suggestions>,
}

impl<'a> Sources<'a> {
    /// What the engine found for a cell.
    pub(super) fn suggestion(&self, key: &CellKey) -> Option<&'a CellSuggestion> {
        self.suggestions.and_then(|suggestions| suggestions.cell(key))
    }

    /// The pins of a cell, whether it is judged or not.
    pub(super) fn pins(&self, key: &CellKey) -> Vec<&'a EvidencePin> {
        let judged = self.checklist.cell(key).and_then(|cell| cell.judgement.as_ref());
        let collected = self.collected.iter().filter(|pin| pin.cell == *key).map(|pin| &pin.pin);
        judged.into_iter().flat_map(|judgement| &judgement.pins).chain(collected).collect()
    }

    /// Everything to step through for a cell: pins first, then candidates nobody has pinned, best first.
    pub(super) fn spots(&self, key: &CellKey) -> Vec<Spot> {
        let pins = self.pins(key);
        let pinned: Vec<Spot> = pins
            .iter()
            .map(|pin| Spot { document: pin.document.clone(), span: pin.span, origin: Origin::Pin })
            .collect();
        let is_pinned = |document: &str, span: Span| {
            pinned.iter().any(|spot| spot.document == document && spot.span == span)
        };
        let candidates = self.suggestion(key).into_iter().flat_map(|suggestion| &suggestion.candidates);
        let fresh: Vec<Spot> = candidates
            .enumerate()
            .filter(|(_, candidate)| !is_pinned(&candidate.document, candidate.span))
            .map(|(nth, candidate)| Spot {
                document: candidate.document.clone(),
                span: candidate.span,
                origin: Origin::Candidate(nth, candidate.polarity),
            })
            .collect();
        pinned.into_iter().chain(fresh).collect()
    }

    /// Where to look first: the first pin, else the best evidence, else the best of what there is.
    pub(super) fn best(&self, key: &CellKey) -> Option<Spot> {
        let spots = self.spots(key);
        let good = |spot: &&Spot| {
            !matches!(spot.origin, Origin::Candidate(_, Polarity::Against | Polarity::Blocker))
        };
        spots.iter().find(good).or(spots.first()).cloned()
    }

    /// Every cell whose text covers a place.
    pub(super) fn cells_at(&self, document: &str, place: Span) -> Vec<&'a CellKey> {
        let covers = |key: &CellKey| {
            self.spots(key).iter().any(|spot| spot.document == document && spot.span.overlaps(place))
        };
        self.checklist.cells.iter().map(|cell| &cell.key).filter(|key| covers(key)).collect()
    }

    /// The marks of one document while this cell has the focus.
    pub(super) fn marks(
        &self,
        document: &str,
        focused: Option<&CellKey>,
        current: Option<&Spot>,
    ) -> Vec<Mark> {
        let mut marks = Vec::new();
        for cell in &self.checklist.cells {
            let here = focused == Some(&cell.key);
            for spot in self.spots(&cell.key).into_iter().filter(|spot| spot.document == document) {
                let kind = match spot.origin {
                    _ if here && current == Some(&spot) => MarkKind::Current,
                    Origin::Pin => MarkKind::Pin,
                    Origin::Candidate(..) if here => MarkKind::Here,
                    Origin::Candidate(..) => MarkKind::Elsewhere,
                };
                let polarity = match spot.origin {
                    Origin::Candidate(_, polarity) => Some(polarity),
                    Origin::Pin => None,
                };
                marks.push(Mark { span: spot.span, kind, requirement: cell.key.number(), polarity });
            }
        }
        marks
    }
}
