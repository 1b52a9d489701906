//! Which stretches of a document stand out, and which of them wins where they overlap.

use super::Row;
use crate::domain::Polarity;
use crate::text::Span;

/// Why a stretch stands out; what comes later covers what comes before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// A suggestion for a cell without the focus.
    Elsewhere,
    /// A suggestion for the focused cell.
    Here,
    /// Text a person pinned.
    Pin,
    /// The suggestion or pin that a verdict would take.
    Current,
    /// A search hit.
    Hit,
    /// The search hit that a verdict would take.
    CurrentHit,
    /// Text being selected.
    Selection,
}

/// A stretch that stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the document.
    pub span: Span,
    /// Why.
    pub kind: MarkKind,
    /// Number of the requirement, 1 to 6; 0 for hits and selections.
    pub requirement: u8,
    /// How a suggestion speaks; `None` for what a person marked.
    pub polarity: Option<Polarity>,
}

/// The marks of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks(Vec<Mark>);

impl Marks {
    /// Takes marks in any order.
    pub fn new(mut marks: Vec<Mark>) -> Self {
        marks.sort_by_key(|mark| (mark.kind, mark.span.start));
        Self(marks)
    }

    /// The mark that wins for a cluster.
    pub fn over(&self, source: Span) -> Option<&Mark> {
        self.0.iter().rev().find(|mark| mark.span.overlaps(source))
    }

    /// What the gutter of a row shows: the strongest mark that concerns a requirement.
    pub fn beside(&self, row: &Row) -> Option<&Mark> {
        let touches = |mark: &&Mark| mark.requirement > 0 && mark.span.overlaps(row.span);
        self.0.iter().rev().find(touches)
    }

    /// All marks, weakest first.
    pub fn iter(&self) -> impl Iterator<Item = &Mark> {
        self.0.iter()
    }

    /// Only those that touch a window, so that drawing a row does not look at the others.
    #[must_use]
    pub fn within(&self, window: Span) -> Self {
        Self(self.0.iter().filter(|mark| mark.span.overlaps(window)).copied().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, kind: MarkKind, requirement: u8) -> Mark {
        Mark { span: Span::new(start, end), kind, requirement, polarity: Some(Polarity::For) }
    }

    #[test]
    fn the_current_suggestion_covers_the_others_and_a_selection_covers_everything() {
        let marks = Marks::new(vec![
            mark(4, 8, MarkKind::Selection, 0),
            mark(0, 9, MarkKind::Current, 3),
            mark(0, 9, MarkKind::Elsewhere, 1),
        ]);
        assert_eq!(marks.over(Span::new(2, 3)).map(|mark| mark.kind), Some(MarkKind::Current));
        assert_eq!(marks.over(Span::new(5, 6)).map(|mark| mark.kind), Some(MarkKind::Selection));
        assert_eq!(marks.over(Span::new(9, 10)), None);
    }
}
