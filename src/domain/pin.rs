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
}
