//! The gold path: the right answer to each cell with how the review agrees so far, as a column or as two rows.
//!
//! The only place besides the caption that draws an answer; both ask whether it may be seen.

use super::WalkScreen;
use crate::desk::training::{Agreement, GoldCell};
use crate::domain::CellKey;
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::glyphs::Glyphs;
use crate::tui::theme::Tint;
use crate::tui::walk::Moment;
use crate::tui::widgets::fit::{fit, pad};
use crate::tui::widgets::pane::{Label, pane};
use crate::tui::widgets::told::Told;
use crate::tui::widgets::verdict::{verdict_tint, verdict_word};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

/// Draws every cell with its answer, and the current one in full below.
pub(super) fn column(
    screen: &WalkScreen,
    moment: &Moment,
    frame: &mut Frame<'_>,
    (area, context): (Rect, &Context),
) {
    let gold = moment.reel().gold();
    let rows = u16::try_from(gold.cells.len() + 3).unwrap_or(u16::MAX);
    let split = Layout::vertical([Constraint::Length(rows.min(area.height)), Constraint::Min(0)]);
    let [list, detail] = split.areas(area);
    let same = moment.going().cells.iter().filter(|(agreement, _)| is_right(*agreement)).count();
    let note = if screen.show.class { String::new() } else { format!("{same} of {}", gold.cells.len()) };
    let inside = pane(frame, list, Label { title: "The answer", note: &note, focused: false }, context);
    let current = screen.current();
    for (at, y) in (0..=gold.cells.len()).zip(inside.y..inside.bottom()) {
        let line = row(screen, moment, at, (usize::from(inside.width), context));
        let line = if current == Some(at) { line.patch_style(context.theme.selection()) } else { line };
        frame.render_widget(line, Rect { y, height: 1, ..inside });
    }
    if detail.height >= 3
        && let Some(at) = current
    {
        let title = gold.cells.get(at).map_or_else(|| "Decision".to_owned(), |cell| short(&cell.key));
        let inside = pane(frame, detail, Label { title: &title, note: "", focused: false }, context);
        let mut told = Told::new(usize::from(inside.width), context);
        in_full(screen, moment, at, &mut told);
        told.draw(frame, inside, (0, "on a larger screen"));
    }
}

/// Draws the signs of all cells in one row and the current one in the next.
pub(super) fn strip(
    screen: &WalkScreen,
    moment: &Moment,
    frame: &mut Frame<'_>,
    (area, context): (Rect, &Context),
) {
    let (theme, glyphs) = (context.theme, &context.glyphs);
    let gold = moment.reel().gold();
    let current = screen.current();
    let mut spans = vec![Span::styled(" The answer ", theme.style(Tint::Title))];
    for (at, cell) in gold.cells.iter().enumerate() {
        let (mark, tint) = mark(agreement(screen, moment, at), glyphs);
        let words = format!(" {}{mark} ", cell.key.requirement.code());
        let style = theme.style(tint);
        spans.push(Span::styled(
            words,
            if current == Some(at) { style.patch(theme.selection()) } else { style },
        ));
    }
    let about = current.map_or_else(Vec::new, |at| summary(screen, moment, at));
    let about = about.join(&format!(" {} ", glyphs.dot));
    let about =
        Line::styled(fit(&format!(" {about}"), usize::from(area.width), glyphs), theme.style(Tint::Text));
    for (line, y) in [Line::from(spans), about].into_iter().zip(area.y..area.bottom()) {
        frame.render_widget(line.style(theme.style(Tint::Panel)), Rect { y, height: 1, ..area });
    }
}

/// How the review agrees at a position of the path; open where that may not be told.
fn agreement(screen: &WalkScreen, moment: &Moment, at: usize) -> Agreement {
    let going = moment.going();
    let found = going.cells.get(at).map_or(going.decision, |(agreement, _)| *agreement);
    if screen.is_seen(at) { found } else { Agreement::Open }
}

const fn is_right(agreement: Agreement) -> bool {
    matches!(agreement, Agreement::Same | Agreement::Accepted)
}

const fn mark(agreement: Agreement, glyphs: &Glyphs) -> (&'static str, Tint) {
    match agreement {
        Agreement::Open => (glyphs.dot, Tint::Faint),
        Agreement::Same => (glyphs.decided, Tint::Met),
        Agreement::Accepted => ("+", Tint::Met),
        Agreement::Differs => (glyphs.differs, Tint::NotMet),
    }
}

/// One row: sign, cell, right answer, agreement.
fn row(
    screen: &WalkScreen,
    moment: &Moment,
    at: usize,
    (cells, context): (usize, &Context),
) -> Line<'static> {
    let (theme, glyphs) = (context.theme, &context.glyphs);
    let gold = moment.reel().gold();
    let agreed = agreement(screen, moment, at);
    let (sign, tint) = mark(agreed, glyphs);
    let here = if screen.current() == Some(at) { glyphs.selected } else { " " };
    let (name, answer, answer_tint) = match gold.cells.get(at) {
        Some(cell) => (short(&cell.key), verdict_word(Some(cell.verdict)), verdict_tint(Some(cell.verdict))),
        None => ("Decision".to_owned(), gold.decision.map_or("none", |kind| kind.label()), Tint::Info),
    };
    let (answer, answer_tint) =
        if screen.is_seen(at) { (answer, answer_tint) } else { ("hidden", Tint::Faint) };
    let room = cells.saturating_sub(4 + 16);
    Line::from(vec![
        Span::styled(here, theme.style(Tint::Key)),
        Span::styled(format!("{sign} "), theme.style(tint)),
        Span::styled(pad(&name, room, glyphs), theme.style(Tint::Text)),
        Span::raw(" "),
        Span::styled(fit(answer, cells.saturating_sub(room + 4), glyphs), theme.style(answer_tint)),
    ])
}

/// What is right at a position, in parts of one row.
fn summary(screen: &WalkScreen, moment: &Moment, at: usize) -> Vec<String> {
    let gold = moment.reel().gold();
    let name = gold.cells.get(at).map_or_else(|| "Decision".to_owned(), |cell| short(&cell.key));
    if !screen.is_seen(at) {
        return vec![name, "hidden".to_owned()];
    }
    let right = match gold.cells.get(at) {
        Some(cell) => verdict_word(Some(cell.verdict)).to_owned(),
        None => gold.decision.map_or("none", |kind| kind.label()).to_owned(),
    };
    let mut parts = vec![name, right];
    let agreed = agreement(screen, moment, at);
    if agreed != Agreement::Open {
        parts.push(agreed.label().to_owned());
    }
    if screen.show.why {
        let why = gold.cells.get(at).map_or(&gold.lesson, |cell| &cell.why);
        parts.push(clean::one_line(why));
    }
    parts
}

/// Everything about one position of the path.
fn in_full(screen: &WalkScreen, moment: &Moment, at: usize, told: &mut Told<'_>) {
    let gold = moment.reel().gold();
    if !screen.is_seen(at) {
        told.say("", "Hidden until it is shown.", Tint::Muted);
        return;
    }
    let agreed = agreement(screen, moment, at);
    match gold.cells.get(at) {
        Some(cell) => cell_in_full(cell, told),
        None => told.say("", gold.decision.map_or("No answer.", |kind| kind.label()), Tint::Title),
    }
    if agreed != Agreement::Open {
        told.gap();
        let words = if agreed == Agreement::Differs { "Differs so far:" } else { agreed.label() };
        told.say("", words, if is_right(agreed) { Tint::Met } else { Tint::NotMet });
        for fault in moment.going().cells.get(at).map(|(_, faults)| faults).into_iter().flatten() {
            told.say(" ", fault, Tint::NotMet);
        }
    }
    if screen.show.why {
        told.gap();
        told.say("", gold.cells.get(at).map_or(&gold.lesson, |cell| &cell.why), Tint::Text);
    }
}

fn cell_in_full(cell: &GoldCell, told: &mut Told<'_>) {
    told.say("", cell.verdict.label(), verdict_tint(Some(cell.verdict)));
    if !cell.accepted.is_empty() {
        let also: Vec<&str> = cell.accepted.iter().map(|verdict| verdict.label()).collect();
        told.say("", &format!("Also accepted: {}.", also.join(", ").to_lowercase()), Tint::Muted);
    }
    for reason in &cell.reasons {
        told.say(" ", reason, Tint::Unclear);
    }
    for (document, quote) in &cell.texts {
        told.say(" ", &format!("{document}: \"{quote}\""), Tint::Muted);
    }
}

/// A cell in few letters: `R3 Microsoft Intune`.
pub(super) fn short(key: &CellKey) -> String {
    let code = key.requirement.code();
    let name = key.workload.as_deref().unwrap_or_else(|| key.requirement.label());
    clean::one_line(&format!("{code} {name}"))
}
