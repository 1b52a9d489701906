//! From scored units to candidates: best first, at most five, not five times the same thing.
//!
//! Ties keep the order of the documents and of the text, so the result never depends on chance.

use super::case::Case;
use super::reading::LONGEST;
use crate::domain::{Candidate, Polarity};
use crate::text::Span;

/// Most candidates of a cell.
const MOST: usize = 5;

/// A unit that speaks to a requirement.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Finding {
    /// Index of the document.
    pub(crate) document: usize,
    /// Index of the unit in it.
    pub(crate) unit: usize,
    pub(crate) score: i32,
    pub(crate) polarity: Polarity,
    /// Code of the requirement, for the signals to be named.
    pub(crate) about: &'static str,
    pub(crate) why: &'static str,
    /// What kind of thing it shows; candidates of one kind make room for others.
    pub(crate) group: u8,
}

/// What a second candidate of the same group loses: papers on who and when are few, lines on work are many.
const fn repeated(about: &str) -> i32 {
    if matches!(about.as_bytes(), b"R3") { 8 } else { 12 }
}

/// The best findings as candidates.
pub(crate) fn candidates(case: &Case<'_>, mut findings: Vec<Finding>) -> Vec<Candidate> {
    findings.retain(|finding| finding.score > 0);
    findings.sort_by_key(|finding| (std::cmp::Reverse(finding.score), finding.document, finding.unit));
    findings.truncate(200);
    let mut taken = [0_i32; 256];
    let mut chosen = Vec::new();
    while chosen.len() < MOST && !findings.is_empty() {
        let worth = |finding: &Finding| {
            finding.score
                - repeated(finding.about) * taken.get(usize::from(finding.group)).copied().unwrap_or_default()
        };
        let best =
            (0..findings.len()).rev().max_by_key(|&at| findings.get(at).map(worth)).unwrap_or_default();
        let finding = findings.remove(best);
        // A unit is shown once, whatever else it shows, and so is a text that stands in two papers.
        let text = text_of(case, &finding);
        findings.retain(|other| text_of(case, other) != text);
        if let Some(count) = taken.get_mut(usize::from(finding.group)) {
            *count += 1;
        }
        chosen.extend(candidate(case, finding));
    }
    chosen
}

fn text_of<'c>(case: &'c Case<'_>, finding: &Finding) -> Option<&'c str> {
    let reading = case.readings.get(finding.document)?;
    Some(reading.text(reading.units.get(finding.unit)?))
}

fn candidate(case: &Case<'_>, finding: Finding) -> Option<Candidate> {
    let reading = case.readings.get(finding.document)?;
    let unit = reading.units.get(finding.unit)?;
    let span = shortened(&reading.document.text, reading.original(unit));
    let text = span.of(&reading.document.text).filter(|text| !text.is_empty())?.to_owned();
    Some(Candidate {
        document: reading.document.file_name.clone(),
        span,
        text,
        polarity: finding.polarity,
        signals: case.signals.ids_about(unit.hits, finding.about),
        why: finding.why.to_owned(),
    })
}

/// Folding can drop characters, so the original may still be too long.
fn shortened(text: &str, span: Span) -> Span {
    let part = span.of(text).unwrap_or_default();
    part.char_indices().nth(LONGEST).map_or(span, |(cut, _)| Span::new(span.start, span.start + cut))
}
