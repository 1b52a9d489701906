//! Which pane lies where, as a pure function of the space, asked by drawing and by scrolling alike.
//!
//! Three columns from 180, two from 100, one face at a time below. The header and the strip give way first.

use super::reading::Window;
use ratatui::layout::{Constraint, Layout, Rect};

/// A part of the screen that can have the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The text.
    Document,
    /// The matrix.
    Checklist,
    /// Facts, documents or comments.
    Side,
}

/// What decides the layout besides the space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// The pane with the focus.
    pub focus: Pane,
    /// It alone is shown.
    pub zoomed: bool,
    /// A question stands beside it.
    pub guided: bool,
    /// Rows the checklist would fill, without its border.
    pub checklist_rows: u16,
}

/// Where everything lies; what has no place is not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Panes {
    /// Who, what, until when.
    pub header: Option<Rect>,
    /// The text.
    pub document: Option<Rect>,
    /// The matrix.
    pub checklist: Option<Rect>,
    /// What is known about the focused cell.
    pub cell: Option<Rect>,
    /// Facts, documents or comments.
    pub side: Option<Rect>,
    /// The question of guided training.
    pub question: Option<Rect>,
    /// Its steps.
    pub steps: Option<Rect>,
    /// The focused cell and the outcome in a few rows, while the checklist is hidden.
    pub strip: Option<Rect>,
}

/// Columns from which text and checklist stand side by side.
pub(super) const TWO_COLUMNS: u16 = 100;

/// Columns from which facts stand beside the checklist.
const THREE_COLUMNS: u16 = 180;

/// Columns of the checklist beside the text.
const COLUMN: u16 = 52;

/// Columns from which the question stands beside the text, and from which its steps do, too.
const QUESTION_BESIDE: u16 = 70;
const STEPS_BESIDE: u16 = 116;

/// Where the question of guided training lies.
pub(super) fn guided_question(area: Rect) -> Option<Rect> {
    let shape = Shape { focus: Pane::Document, zoomed: false, guided: true, checklist_rows: 0 };
    panes(area, shape).question
}

/// The text, or whatever has the focus, with the question of guided training and its steps.
fn with_question(body: Rect, shape: Shape) -> Panes {
    let steps = if body.width >= STEPS_BESIDE { 32 } else { 0 };
    let question = match body.width {
        0..QUESTION_BESIDE => 0,
        QUESTION_BESIDE..STEPS_BESIDE => 34,
        STEPS_BESIDE..THREE_COLUMNS => 38,
        _ => 58,
    };
    let (face, asked, steps) = if question == 0 {
        let [face, asked] =
            Layout::vertical([Constraint::Min(3), Constraint::Length(body.height / 2)]).areas(body);
        (face, asked, Rect::ZERO)
    } else {
        let columns = [Constraint::Length(steps), Constraint::Min(0), Constraint::Length(question)];
        let [steps, face, asked] = Layout::horizontal(columns).areas(body);
        (face, asked, steps)
    };
    Panes {
        question: (asked.height >= 3).then_some(asked),
        steps: (steps.width > 0).then_some(steps),
        ..one_face(face, shape)
    }
}

/// Lays the panes out.
pub(super) fn panes(area: Rect, shape: Shape) -> Panes {
    let header_rows = match area.height {
        0..=9 => 0,
        10..=19 => 1,
        _ => 2,
    };
    let [header, body] = Layout::vertical([Constraint::Length(header_rows), Constraint::Min(0)]).areas(area);
    let header = (header_rows > 0).then_some(header);
    let arranged = if shape.guided && !shape.zoomed {
        with_question(body, shape)
    } else if shape.zoomed || area.width < TWO_COLUMNS || body.height < 14 {
        one_face(body, shape)
    } else if area.width < THREE_COLUMNS {
        two_columns(body, shape)
    } else {
        three_columns(body, shape)
    };
    Panes { header, ..arranged }
}

/// Inner width of the checklist wherever it lies.
pub(super) fn checklist_width(body: Rect, zoomed: bool) -> usize {
    let width = if zoomed || body.width < TWO_COLUMNS {
        body.width
    } else if body.width < THREE_COLUMNS {
        COLUMN
    } else {
        COLUMN + 2
    };
    usize::from(width.saturating_sub(2))
}

fn one_face(body: Rect, shape: Shape) -> Panes {
    let strip_rows = if body.height >= 16 { 4 } else { u16::from(body.height >= 9) * 2 };
    let [face, strip] = Layout::vertical([Constraint::Min(0), Constraint::Length(strip_rows)]).areas(body);
    let strip = (strip_rows > 0).then_some(strip);
    match shape.focus {
        Pane::Document => Panes { document: Some(face), strip, ..Panes::default() },
        Pane::Side => Panes { side: Some(body), ..Panes::default() },
        Pane::Checklist => {
            let rows = (shape.checklist_rows + 2).min(body.height.saturating_sub(6).max(5));
            let [checklist, cell] =
                Layout::vertical([Constraint::Length(rows), Constraint::Min(0)]).areas(body);
            Panes { checklist: Some(checklist), cell: (cell.height >= 3).then_some(cell), ..Panes::default() }
        }
    }
}

fn two_columns(body: Rect, shape: Shape) -> Panes {
    let [document, right] = Layout::horizontal([Constraint::Min(0), Constraint::Length(COLUMN)]).areas(body);
    let facing = shape.focus == Pane::Side;
    let (checklist, rest) = checklist_above(right, shape, 8);
    let side_rows = if facing { rest.height } else { rest.height.saturating_sub(11).min(12) };
    let side_rows = if side_rows < 4 { 0 } else { side_rows };
    let [cell, side] = Layout::vertical([Constraint::Min(0), Constraint::Length(side_rows)]).areas(rest);
    Panes {
        document: Some(document),
        checklist: Some(checklist),
        cell: (cell.height >= 3).then_some(cell),
        side: (side_rows > 0).then_some(side),
        ..Panes::default()
    }
}

fn three_columns(body: Rect, shape: Shape) -> Panes {
    let side_width = if body.width >= 190 { 54 } else { 44 };
    let [document, middle, side] = Layout::horizontal([
        Constraint::Min(0),
        Constraint::Length(COLUMN + 2),
        Constraint::Length(side_width),
    ])
    .areas(body);
    let (checklist, cell) = checklist_above(middle, shape, 6);
    Panes {
        document: Some(document),
        checklist: Some(checklist),
        cell: (cell.height >= 3).then_some(cell),
        side: Some(side),
        ..Panes::default()
    }
}

/// The checklist as high as it needs to be, but with so many rows left below it.
fn checklist_above(column: Rect, shape: Shape, left: u16) -> (Rect, Rect) {
    let most = column.height.saturating_sub(left).max(column.height / 2);
    let rows = (shape.checklist_rows + 2).min(most);
    let [checklist, rest] = Layout::vertical([Constraint::Length(rows), Constraint::Min(0)]).areas(column);
    (checklist, rest)
}

impl Panes {
    /// The columns and rows inside the border of the text pane; as if it were shown when it is not. A column stays
    /// free before the digits on the right border, which would read as part of the text.
    pub(super) fn window(&self, area: Rect) -> Window {
        let document = self.document.unwrap_or(area);
        Window {
            width: usize::from(document.width.saturating_sub(3)),
            height: usize::from(document.height.saturating_sub(2)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(panes: &Panes) -> Vec<Rect> {
        let Panes { header, document, checklist, cell, side, question, steps, strip } = *panes;
        [header, document, checklist, cell, side, question, steps, strip].into_iter().flatten().collect()
    }

    #[test]
    fn a_narrow_screen_shows_one_face_with_a_strip() {
        let shape = Shape { focus: Pane::Document, zoomed: false, guided: false, checklist_rows: 9 };
        let panes = panes(Rect::new(0, 0, 80, 21), shape);
        assert!(panes.document.is_some() && panes.strip.is_some());
        assert!(panes.checklist.is_none());
    }

    proptest! {
        #[test]
        fn panes_never_overlap_and_the_focused_one_is_always_there(
            width in 1u16..300, height in 1u16..100, rows in 0u16..60, zoomed: bool, guided: bool, nth in 0usize..3
        ) {
            let focus = [Pane::Document, Pane::Checklist, Pane::Side][nth];
            let area = Rect::new(0, 0, width, height);
            let panes = panes(area, Shape { focus, zoomed, guided, checklist_rows: rows });
            let focused = match focus {
                Pane::Document => panes.document,
                Pane::Checklist => panes.checklist,
                Pane::Side => panes.side,
            };
            prop_assert!(focused.is_some_and(|focused| focused.height > 0));
            let all = parts(&panes);
            for (at, one) in all.iter().enumerate() {
                prop_assert_eq!(one.intersection(area), *one);
                for other in &all[at + 1..] {
                    prop_assert!(one.intersection(*other).is_empty(), "{one:?} {other:?}");
                }
            }
        }
    }
}
