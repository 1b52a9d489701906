//! The cells of a line: what stood side by side on the page.
//!
//! Extraction flattens tables and columns into one line; cells are parted by pipes, tabs or at least three blanks.

use crate::text::{Span, sentence};

/// Blanks that part two cells.
const GAP: usize = 3;

/// The cells of a stretch of one line, in order, without surrounding blanks; empty ones are left out.
pub fn cells(text: &str, line: Span) -> Vec<Span> {
    let part = line.of(text).unwrap_or_default();
    let mut found = Vec::new();
    let mut start = 0;
    let mut blanks = 0;
    for (at, c) in part.char_indices() {
        if c == '|' || c == '\t' {
            found.push((start, at));
            start = at + 1;
            blanks = 0;
        } else if c == ' ' {
            blanks += 1;
        } else {
            if blanks >= GAP {
                found.push((start, at));
                start = at;
            }
            blanks = 0;
        }
    }
    found.push((start, part.len()));
    let cell = |(from, to)| sentence::trimmed(text, Span::new(line.start + from, line.start + to));
    found.into_iter().map(cell).filter(|span| !span.is_empty()).collect()
}
