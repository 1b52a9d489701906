//! Where the parts of a walk-through lie: the recorded screen, the answers beside or below it, the caption.

use super::{WalkScreen, caption, gold, picture};
use crate::tui::context::Context;
use crate::tui::layers::Focus;
use crate::tui::walk::Moment;
use crate::tui::widgets::pane::{Label, pane, sentences};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

/// Columns from which the answers stand beside the review.
const BESIDE: u16 = 120;

/// Columns of the answers there.
const COLUMN: u16 = 40;
const WIDE_COLUMN: u16 = 54;

pub(super) fn draw(screen: &WalkScreen, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Focus {
    let Some(moment) = &screen.moment else {
        let words =
            screen.problem.clone().unwrap_or_else(|| "The review is being played out of sight.".to_owned());
        let label = Label { title: &screen.name, note: "", focused: true };
        let inside = pane(frame, area, label, context);
        sentences(frame, inside, &crate::text::clean::one_line(&words), context);
        return Focus { at: inside.as_position(), caret: true };
    };
    let rows = caption::rows(screen, area.height);
    let [body, below] = Layout::vertical([Constraint::Min(1), Constraint::Length(rows)]).areas(area);
    if area.width >= BESIDE {
        let column = if screen.show.turned {
            0
        } else if area.width >= 180 {
            WIDE_COLUMN
        } else {
            COLUMN
        };
        let [left, right] = Layout::horizontal([Constraint::Min(1), Constraint::Length(column)]).areas(body);
        review(screen, moment, frame, (left, context));
        if right.width > 0 {
            gold::column(screen, moment, frame, (right, context));
        }
    } else if screen.show.turned {
        gold::column(screen, moment, frame, (body, context));
    } else {
        let strip = if body.height >= 12 { 2 } else { 0 };
        let [above, strip] = Layout::vertical([Constraint::Min(1), Constraint::Length(strip)]).areas(body);
        review(screen, moment, frame, (above, context));
        gold::strip(screen, moment, frame, (strip, context));
    }
    caption::draw(screen, moment, frame, (below, context));
    Focus { at: below.as_position(), caret: false }
}

/// The recorded screen, in a frame where there is room for one.
fn review(screen: &WalkScreen, moment: &Moment, frame: &mut Frame<'_>, (area, context): (Rect, &Context)) {
    let size = moment.app().context().area;
    let framed = area.width >= size.width + 2 && area.height >= size.height + 2;
    let inside = if framed {
        let area = Rect { width: size.width + 2, height: size.height + 2, ..area };
        let note = format!("{}x{}", size.width, size.height);
        pane(frame, area, Label { title: "As it was recorded", note: &note, focused: false }, context)
    } else {
        area
    };
    picture::draw(moment.app(), frame, inside, screen.pan);
}
