//! Text that several people cited: what overlaps is one passage, with everybody who cited part of it.

use super::{Letter, Passage};
use crate::domain::{AnswerQuote, AttemptCell, Claim};
use crate::text::Span;

/// Where the text of an answer stands: pins that still hold their text, and quotes word by word.
pub(super) fn places(cell: &AttemptCell, claim: &Claim) -> Vec<(String, Span)> {
    let pinned = cell.pins.iter().filter_map(|pin| {
        let document = claim.document(&pin.document)?;
        pin.quote(document).map(|_| (pin.document.clone(), pin.span))
    });
    pinned.chain(quoted(&cell.evidence, claim)).collect()
}

/// Where quotes stand.
pub(super) fn quoted<'a>(
    quotes: &'a [AnswerQuote],
    claim: &'a Claim,
) -> impl Iterator<Item = (String, Span)> + 'a {
    quotes.iter().filter_map(|quote| quote.place(claim)).map(|(name, span)| (name.to_owned(), span))
}

/// Passages in the order of the documents.
pub(super) fn passages(
    claim: &Claim,
    cited: impl IntoIterator<Item = (Option<Letter>, (String, Span))>,
) -> Vec<Passage> {
    let at = |name: &str| claim.documents.iter().position(|document| document.file_name == name);
    let mut cited: Vec<(usize, Span, Option<Letter>)> =
        cited.into_iter().filter_map(|(by, (name, span))| Some((at(&name)?, span, by))).collect();
    cited.sort_by_key(|(document, span, by)| (*document, span.start, span.end, *by));
    let mut found: Vec<(usize, Span, Vec<Letter>)> = Vec::new();
    for (document, span, by) in cited {
        match found.last_mut() {
            Some((same, whole, letters)) if *same == document && whole.overlaps(span) => {
                *whole = Span::new(whole.start, whole.end.max(span.end));
                letters.extend(by);
            }
            _ => found.push((document, span, by.into_iter().collect())),
        }
    }
    found.into_iter().filter_map(|(document, span, by)| passage(claim, document, (span, by))).collect()
}

fn passage(claim: &Claim, document: usize, (span, mut by): (Span, Vec<Letter>)) -> Option<Passage> {
    let document = claim.documents.get(document)?;
    by.sort_unstable();
    by.dedup();
    let quote = span.of(&document.text)?.to_owned();
    Some(Passage { document: document.file_name.clone(), span, quote, by })
}
