//! The lines around a signature that belong to it: its block, in its column.
//!
//! A block ends at an empty line. Where lines hold several cells, the cell that begins nearest to the signature's
//! column is the one beside it.

use crate::evidence::case::Case;
use crate::evidence::party::{self, Party};
use crate::evidence::reading::{Reading, Unit};
use crate::text::{Span, segment};

/// How many lines before a signature may say whose it is.
const BEFORE: usize = 7;
/// How many lines after it.
const AFTER: usize = 4;
/// Longest line of a block, in characters; longer ones are running text.
const WIDTH: usize = 160;

pub(crate) struct Block<'r> {
    reading: &'r Reading<'r>,
    at: usize,
    /// Column in which the cell begins.
    column: usize,
    /// Number of cells of the signature's line.
    cells: usize,
}

impl<'r> Block<'r> {
    pub(crate) fn new(reading: &'r Reading<'r>, at: usize, cell: Span) -> Self {
        let cells = reading.units.get(at).map_or(1, |unit| segment::cells(reading.folded(), unit.span).len());
        Self { reading, at, column: reading.column(cell.start), cells }
    }

    pub(crate) fn text(&self) -> &'r str {
        self.reading.folded()
    }

    /// The cell below the signature, when the next line follows at once.
    pub(crate) fn next(&self) -> Option<(&'r Unit, Span)> {
        self.after().next()
    }

    /// The cells below the signature, nearest first.
    pub(crate) fn after(&self) -> impl Iterator<Item = (&'r Unit, Span)> {
        let line = self.reading.units.get(self.at).map_or(0, |unit| unit.line);
        let below = self.reading.units.iter().skip(self.at + 1).take(AFTER);
        contiguous(below, line, 1).filter_map(|unit| Some((unit, self.cell_of(unit)?)))
    }

    /// The cells above the signature, nearest first, over at most one empty line.
    pub(crate) fn before(&self) -> impl Iterator<Item = (&'r Unit, Span)> {
        let line = self.reading.units.get(self.at).map_or(0, |unit| unit.line);
        let above = self.reading.units.iter().take(self.at).rev().take(BEFORE);
        contiguous(above, line, 2).filter_map(|unit| Some((unit, self.cell_of(unit)?)))
    }

    /// The contact person named in the lines right above or below.
    pub(crate) fn person(&self, case: &Case<'_>) -> Option<Party> {
        let person =
            |(_, cell): (&Unit, Span)| cell.of(self.text()).and_then(|text| party::of_person_in(case, text));
        self.after().take(2).find_map(person).or_else(|| self.before().take(2).find_map(person))
    }

    /// Whose block it is: the person below the signature, else the label or company above it, else what is below.
    pub(crate) fn party(&self, case: &Case<'_>) -> Option<Party> {
        let text = |cell: Span| cell.of(self.text());
        let person = |(_, cell): (&Unit, Span)| text(cell).and_then(|text| party::of_person_in(case, text));
        let told = |(_, cell): (&Unit, Span)| text(cell).and_then(|text| party::of_text(case, text));
        let below = self.after().take(2).find_map(person);
        below.or_else(|| self.before().find_map(told)).or_else(|| self.after().find_map(told))
    }

    /// The cell of another line that stands in this column.
    fn cell_of(&self, unit: &Unit) -> Option<Span> {
        let text = self.text();
        if unit.span.of(text)?.chars().nth(WIDTH).is_some() {
            return None;
        }
        let cells = segment::cells(text, unit.span);
        if cells.len() < 2 {
            // A single cell beside two columns belongs to the first of them.
            let alone = cells.first().copied()?;
            let column = self.reading.column(alone.start);
            return (self.cells < 2 || column.abs_diff(self.column) < 12).then_some(alone);
        }
        if self.cells < 2 && self.column < 4 {
            return Some(unit.span);
        }
        let column = |cell: &Span| self.reading.column(cell.start);
        cells.into_iter().min_by_key(|cell| column(cell).abs_diff(self.column))
    }
}

/// The units of lines that follow each other with at most `gap` line breaks between them.
fn contiguous<'r>(
    units: impl Iterator<Item = &'r Unit>,
    from: usize,
    gap: usize,
) -> impl Iterator<Item = &'r Unit> {
    let mut line = from;
    let mut gaps = 0;
    units.take_while(move |unit| {
        let step = unit.line.abs_diff(line);
        line = unit.line;
        gaps += usize::from(step > 1);
        step <= gap && gaps < gap.max(1)
    })
}
