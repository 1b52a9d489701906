//! Whether a cell cites the text its verdict rests on.
//!
//! Asked where the answer is *met* with a quote, because a reviewer's *met* needs a pin too (POE-003), and wherever
//! a quote is marked as one that must be cited.

use crate::domain::{AnswerCell, AnswerQuote, AttemptCell, Claim, Verdict};
use crate::text::Span;

/// Bytes a citation may be longer than the quote it is for: a paragraph around it counts, a page does not.
const AROUND: usize = 400;

/// Whether the cell asks for a citation.
pub(super) fn asks(right: &AnswerCell) -> bool {
    let any = right.verdict == Verdict::Met && !right.evidence.is_empty();
    any || right.evidence.iter().any(|quote| quote.must_cite)
}

/// Whether the text is cited that has to be; `None` where none has to. Every quote that must be cited is; where none
/// must, one of them is.
pub(super) fn cited(right: &AnswerCell, mine: &AttemptCell, claim: &Claim) -> Option<bool> {
    if !asks(right) {
        return None;
    }
    let mine: Vec<(&str, Span)> = citations(mine, claim).collect();
    let stands = |quote: &AnswerQuote| {
        let place = quote.place(claim);
        place.is_some_and(|(file, wanted)| mine.iter().any(|(of, span)| *of == file && covers(*span, wanted)))
    };
    let mut must = right.evidence.iter().filter(|quote| quote.must_cite).peekable();
    Some(match must.peek() {
        Some(_) => must.all(stands),
        None => right.evidence.iter().any(stands),
    })
}

/// Pins whose text still stands where they say, and quotes where they stand.
fn citations<'a>(mine: &'a AttemptCell, claim: &'a Claim) -> impl Iterator<Item = (&'a str, Span)> {
    let pinned = mine.pins.iter().filter_map(|pin| {
        let document = claim.document(&pin.document)?;
        pin.quote(document).map(|_| (document.file_name.as_str(), pin.span))
    });
    pinned.chain(mine.evidence.iter().filter_map(|quote| quote.place(claim)))
}

/// Whether a citation points at the wanted text: it shares at least half of the shorter of the two, and is not so
/// long that it would point at anything.
fn covers(span: Span, wanted: Span) -> bool {
    let shared = span.end.min(wanted.end).saturating_sub(span.start.max(wanted.start));
    let shorter = span.len().min(wanted.len());
    shared > 0 && shared * 2 >= shorter && span.len() <= wanted.len() + AROUND
}
