//! Evidence pins: which text a verdict rests on.

use super::{Digest, PoeDocument};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// A piece of a document's text that a person attached to a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidencePin {
    /// File name of the document.
    pub document: String,
    /// Half-open byte range in the document's text.
    #[serde(flatten)]
    pub span: Span,
    /// Digest of exactly that text, so that a changed document is noticed.
    pub quote_sha256: Digest,
}

impl EvidencePin {
    /// Pins a span of a document; `None` when the span is empty or does not lie on characters of its text.
    pub fn new(document: &PoeDocument, span: Span) -> Option<Self> {
        let quote = span.of(&document.text).filter(|quote| !quote.is_empty())?;
        Some(Self { document: document.file_name.clone(), span, quote_sha256: Digest::of(quote.as_bytes()) })
    }

    /// The pinned text, or `None` when the document no longer holds it at this place.
    pub fn quote<'d>(&self, document: &'d PoeDocument) -> Option<&'d str> {
        self.span.of(&document.text).filter(|quote| Digest::of(quote.as_bytes()) == self.quote_sha256)
    }
    /// Where the pinned text stands in the document now: at its place, or moved as a whole. `None` when it is gone,
    /// or too far away to be looked for; asking a person again is always right.
    pub fn found_in(&self, document: &PoeDocument) -> Option<Span> {
        let length = self.span.len();
        let last = document.text.len().checked_sub(length).filter(|_| length > 0)?;
        let budget = LOOKED_AT / length.saturating_add(BLOCK);
        outward(self.span.start, last)
            .take(budget)
            .map(|start| Span::new(start, start + length))
            .find(|span| self.stands_at(*span, &document.text))
    }

    fn stands_at(&self, span: Span, text: &str) -> bool {
        span.of(text).is_some_and(|quote| Digest::of(quote.as_bytes()) == self.quote_sha256)
    }
}

/// Bytes hashed at most in search of a moved text: a fraction of a second.
const LOOKED_AT: usize = 32 << 20;
/// What hashing costs at least, in bytes.
const BLOCK: usize = 64;

/// The numbers 0 to `last`, those near `from` first.
fn outward(from: usize, last: usize) -> impl Iterator<Item = usize> {
    let below = (0..from.min(last + 1)).rev().map(Some);
    let above = (from..=last).map(Some);
    let mut below = below.fuse();
    let mut above = above.fuse();
    std::iter::from_fn(move || match (above.next(), below.next()) {
        (None, None) => None,
        (up, down) => Some([up.flatten(), down.flatten()]),
    })
    .flat_map(|pair| pair.into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::DocumentKind;
    use proptest::prelude::*;

    fn document(text: &str) -> PoeDocument {
        PoeDocument {
            file_name: "proof.txt".into(),
            kind: DocumentKind::Sow,
            uploaded_on: None,
            text: text.to_owned(),
        }
    }

    #[test]
    fn outward_visits_every_place_once() {
        for (from, last) in [(0, 0), (3, 7), (9, 4), (7, 7)] {
            let mut places: Vec<usize> = outward(from, last).collect();
            places.sort_unstable();
            assert_eq!(places, (0..=last).collect::<Vec<_>>(), "from {from} to {last}");
        }
    }

    proptest! {
        #[test]
        fn a_pinned_text_is_found_wherever_it_moved(
            before in "\\PC{0,40}",
            quote in "[a-zäß€]{1,12}",
            after in "\\PC{0,40}",
            inserted in "\\PC{0,60}",
        ) {
            let old = document(&format!("{before}{quote}{after}"));
            let pin = EvidencePin::new(&old, Span::new(before.len(), before.len() + quote.len())).unwrap();
            prop_assert_eq!(pin.found_in(&old), Some(pin.span));
            let new = document(&format!("{inserted}{before}{quote}"));
            let found = pin.found_in(&new).unwrap();
            prop_assert_eq!(found.of(&new.text), Some(quote.as_str()));
        }

        #[test]
        fn a_text_that_is_gone_is_not_found(text in "[a-m ]{0,80}", quote in "[n-z]{1,9}") {
            let old = document(&quote);
            let pin = EvidencePin::new(&old, Span::new(0, quote.len())).unwrap();
            prop_assert_eq!(pin.found_in(&document(&text)), None);
        }
    }
}
