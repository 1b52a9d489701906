//! A difference opened to be settled: both opinions with the text they rest on, and what was chosen so far.

use super::{AdjudicateRequest, Difference, DifferingCell, SettledCell};
use crate::desk::{Desk, Done, DraftField, Failure};
use crate::domain::{Claim, ClaimId, DecisionKind, Digest, EvidencePin, Requirement};
use crate::policy::{Chosen, Edition};
use crate::rules;
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Text around a pin that is shown with it, in characters on each side.
const AROUND: usize = 120;

/// Text that an opinion rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinnedText {
    /// File name of the document.
    pub document: String,
    /// Number of its line, counted from 1.
    pub line: usize,
    /// What stands before it.
    pub before: String,
    /// The pinned text; `None` when this snapshot does not hold it any more.
    pub quote: Option<String>,
    /// What stands behind it.
    pub after: String,
}

/// The text of both opinions on one cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CellTexts {
    /// Of the first.
    pub first: Vec<PinnedText>,
    /// Of the second.
    pub second: Vec<PinnedText>,
}

/// Everything needed to settle a difference.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenDifference {
    /// The difference.
    pub difference: Difference,
    /// Text of its cells, in their order.
    pub texts: Vec<CellTexts>,
    /// Partner and customer, when the claim is in this snapshot.
    pub parties: Option<(String, String)>,
    /// The edition that judges the claim.
    pub edition: Option<Arc<Edition>>,
    /// Decisions that may hold.
    pub choices: Vec<DecisionKind>,
    /// Why this person cannot settle it, if so.
    pub objection: Option<String>,
    /// What this person chose so far.
    pub draft: AdjudicationDraft,
}

/// What was chosen of a settlement so far; kept while it is being made.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AdjudicationDraft {
    /// Cells that are settled.
    pub cells: Vec<SettledCell>,
    /// The decision that holds, when it was chosen.
    pub kind: Option<DecisionKind>,
    /// Why, in a sentence.
    pub note: String,
    /// How requirements are read from now on.
    pub readings: Vec<(Requirement, String)>,
}

impl AdjudicationDraft {
    /// As a draft text; `None` when nothing was chosen.
    pub fn written(&self) -> Option<String> {
        // Serialising plain data of these types cannot fail.
        (*self != Self::default()).then(|| serde_json::to_string(self).unwrap_or_default())
    }

    /// The settlement of a cell.
    pub fn cell(&self, cell: &DifferingCell) -> Option<&SettledCell> {
        self.cells.iter().find(|settled| settled.key == cell.key)
    }

    fn read(text: Option<&String>) -> Self {
        text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }
}

impl Desk {
    /// A difference with the text of both opinions and what was chosen so far. The second opinion is named by its
    /// hash.
    pub fn open_difference(&mut self, id: &ClaimId, second: &Digest) -> Result<OpenDifference, Failure> {
        let found =
            self.differences_on(Some(id))?.into_iter().find(|difference| difference.second.hash == *second);
        let difference = found.ok_or_else(|| super::differences::none(id))?;
        let drafts = self.file.drafts(id)?;
        let mut open = OpenDifference {
            objection: self.objection_to_person(&difference),
            texts: difference.cells.iter().map(|_| CellTexts::default()).collect(),
            parties: None,
            edition: None,
            choices: vec![difference.first.kind],
            draft: AdjudicationDraft::read(drafts.get(DraftField::Adjudication.word())),
            difference,
        };
        if let Some(claim) = self.snapshot.claim(id)? {
            self.add_claim(&mut open, &claim);
        }
        if !open.choices.contains(&open.difference.second.kind) {
            open.choices.push(open.difference.second.kind);
        }
        Ok(open)
    }

    fn add_claim(&self, open: &mut OpenDifference, claim: &Claim) {
        let Chosen { edition, .. } = self.editions.for_claim(claim);
        let allowed = rules::choices(claim, &edition);
        open.choices.extend(allowed.into_iter().filter(|kind| *kind != open.difference.first.kind));
        let texts = |pins: &[EvidencePin]| pins.iter().map(|pin| pinned(pin, claim)).collect();
        let of = |cell: &DifferingCell| CellTexts {
            first: texts(&cell.first.pins),
            second: texts(&cell.second.pins),
        };
        open.texts = open.difference.cells.iter().map(of).collect();
        open.parties = Some((claim.partner.name.clone(), claim.customer.name.clone()));
        open.edition = Some(edition);
    }

    /// Settles a difference, and records how requirements are read from now on.
    pub fn settle(
        &mut self,
        request: &AdjudicateRequest,
        readings: &[(Requirement, String)],
    ) -> Result<Done<()>, Failure> {
        let done = self.adjudicate(request)?;
        let now = self.now();
        self.file.keep_draft(&request.claim_id, DraftField::Adjudication.word(), None, now)?;
        readings.iter().try_for_each(|(requirement, text)| self.note_case(*requirement, text))?;
        Ok(done)
    }
}

/// A pin with the text around it.
fn pinned(pin: &EvidencePin, claim: &Claim) -> PinnedText {
    let document = claim.document(&pin.document);
    let quote = document.and_then(|document| pin.quote(document));
    let text = document.filter(|_| quote.is_some()).map_or("", |document| document.text.as_str());
    let before = Span::new(0, pin.span.start).of(text).unwrap_or_default();
    let after = Span::new(pin.span.end, text.len()).of(text).unwrap_or_default();
    let skipped = before.chars().count().saturating_sub(AROUND);
    PinnedText {
        document: pin.document.clone(),
        line: before.matches('\n').count() + 1,
        before: before.chars().skip(skipped).collect(),
        quote: quote.map(str::to_owned),
        after: after.chars().take(AROUND).collect(),
    }
}
