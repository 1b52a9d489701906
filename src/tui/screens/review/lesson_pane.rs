//! Guided mode drawn: the question with what is told, and the list of steps where there is room for it.

use super::ReviewScreen;
use super::lesson::Guided;
use super::panes::Panes;
use crate::desk::training::{LessonStep, Told};
use crate::rules::scoring::Hit;
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::layout;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, wrap};
use crate::tui::widgets::pane::{Label, pane};
use crate::tui::widgets::verdict::verdict_word;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Draws the question and, where it has a place, the list of steps.
pub(super) fn draw(screen: &ReviewScreen, frame: &mut Frame<'_>, panes: &Panes, context: &Context) {
    let Some(guided) = &screen.guided else { return };
    if let Some(area) = panes.steps {
        steps(guided, frame, area, context);
    }
    let Some(area) = panes.question else { return };
    let title = format!("Step {} of {}", guided.at + 1, guided.lesson.steps.len());
    let inside = pane(frame, area, Label { title: &title, note: "", focused: false }, context);
    let rows = question(guided, usize::from(inside.width), context);
    let height = usize::from(inside.height);
    let missing = rows.len().saturating_sub(guided.top + height);
    for (nth, (row, y)) in rows.into_iter().skip(guided.top).zip(inside.y..inside.bottom()).enumerate() {
        let row = if missing > 0 && nth + 1 == height {
            let words = format!(" {} Enter reads on", context.glyphs.ellipsis);
            Line::styled(words, context.theme.style(Tint::Key))
        } else {
            row
        };
        frame.render_widget(row, Rect { y, height: 1, ..inside });
    }
}

/// Rows of the question that one page shows; the last one says that there is more.
pub(super) fn page(context: &Context) -> usize {
    let body = layout::body(context.area);
    let inside = super::panes::guided_question(body).map_or(0, |area| area.height.saturating_sub(2));
    usize::from(inside).saturating_sub(1).max(1)
}

/// How many rows of the question stand below what is shown.
pub(super) fn rows_below(screen: &ReviewScreen, context: &Context) -> usize {
    let body = layout::body(context.area);
    let (Some(guided), Some(area)) = (&screen.guided, super::panes::guided_question(body)) else { return 0 };
    let rows = question(guided, usize::from(area.width.saturating_sub(2)), context).len();
    rows.saturating_sub(guided.top + usize::from(area.height.saturating_sub(2)))
}

fn steps(guided: &Guided, frame: &mut Frame<'_>, area: Rect, context: &Context) {
    let (done, all) = guided.answered();
    let note = format!("{done} of {all}");
    let inside = pane(frame, area, Label { title: "Steps", note: &note, focused: false }, context);
    let glyphs = &context.glyphs;
    for (nth, (step, y)) in guided.lesson.steps.iter().zip(inside.y..inside.bottom()).enumerate() {
        let here = nth == guided.at;
        let (sign, tint) = match step.told.as_ref().and_then(|told| told.hit) {
            Some(Hit::Exact | Hit::Accepted) => {
                (glyphs.verdict(Some(crate::domain::Verdict::Met)), Tint::Met)
            }
            Some(Hit::Wrong | Hit::Open) => {
                (glyphs.verdict(Some(crate::domain::Verdict::NotMet)), Tint::NotMet)
            }
            None => (" ", Tint::Faint),
        };
        let workload = step.key.as_ref().and_then(|key| key.workload.as_deref());
        let title =
            workload.map_or_else(|| step.title.clone(), |workload| format!("{}: {workload}", step.title));
        let room = usize::from(inside.width).saturating_sub(4);
        let line = Line::from(vec![
            Span::styled(if here { glyphs.selected } else { " " }, context.theme.style(Tint::Key)),
            Span::styled(format!("{sign} "), context.theme.style(tint)),
            Span::styled(
                fit(&clean::one_line(&title), room, glyphs),
                context.theme.style(if here { Tint::Title } else { Tint::Muted }),
            ),
        ]);
        frame.render_widget(line, Rect { y, height: 1, ..inside });
    }
}

/// Everything the question pane says.
fn question(guided: &Guided, width: usize, context: &Context) -> Vec<Line<'static>> {
    let mut page = Page { width, context, rows: Vec::new() };
    let Some(step) = guided.step() else { return page.rows };
    page.text(&step.title, Tint::Title);
    match &step.told {
        Some(told) => answered(&mut page, told),
        None => asked(&mut page, step),
    }
    page.rows
}

/// The question, its keys, and the rule.
fn asked(page: &mut Page<'_>, step: &LessonStep) {
    for paragraph in &step.text {
        page.gap();
        page.text(&page.with_keys(paragraph), Tint::Text);
    }
    if let Some(hint) = &step.hint {
        page.gap();
        let words = if hint.place.is_some() {
            "Hint: the cursor is on the text to look at."
        } else {
            "Hint: look for what is not there."
        };
        page.text(words, Tint::Info);
        if let Some(answer) = &hint.answer {
            right(page, answer);
        }
    }
    page.gap();
    if step.key.is_some() {
        page.text("V marks the line; then", Tint::Muted);
        page.keys(&[("review.met", "met"), ("review.not-met", "not met")]);
        page.keys(&[("review.unclear", "unclear"), ("lesson.hint", "hint")]);
    } else if step.decides {
        page.keys(&[("lesson.next", "opens the card")]);
    } else {
        page.keys(&[("lesson.next", "next step")]);
    }
    if !step.rule.is_empty() {
        page.gap();
        page.text("The rule", Tint::Title);
        for paragraph in &step.rule {
            page.text(paragraph, Tint::Muted);
        }
    }
}

/// How the answer compares and why.
fn answered(page: &mut Page<'_>, told: &Told) {
    page.gap();
    let (words, tint) = match told.hit {
        Some(Hit::Exact) if told.faults.is_empty() => ("Right.", Tint::Met),
        Some(Hit::Exact) => ("Right, but something is missing:", Tint::Unclear),
        Some(Hit::Accepted) => ("Accepted; the trainer reads it so:", Tint::Met),
        Some(Hit::Wrong | Hit::Open) | None => ("Not this time:", Tint::NotMet),
    };
    page.text(words, tint);
    for fault in &told.faults {
        page.text(fault, Tint::NotMet);
    }
    right(page, told);
    page.gap();
    page.keys(&[("lesson.next", "next step")]);
}

fn right(page: &mut Page<'_>, told: &Told) {
    page.text(&format!("The answer is {}.", verdict_word(Some(told.right))), Tint::Title);
    for reason in &told.reasons {
        page.text(reason, Tint::Unclear);
    }
    page.text(&told.why, Tint::Text);
}

/// Rows of the pane, each paragraph folded to its width.
struct Page<'a> {
    width: usize,
    context: &'a Context,
    rows: Vec<Line<'static>>,
}

impl Page<'_> {
    fn text(&mut self, text: &str, tint: Tint) {
        let style = self.context.theme.style(tint);
        let folded = wrap(&clean::one_line(text), self.width.saturating_sub(2));
        self.rows.extend(folded.into_iter().map(|row| Line::styled(format!(" {row}"), style)));
    }

    fn gap(&mut self) {
        self.rows.push(Line::default());
    }

    /// Keys with what they do, as the person has bound them.
    fn keys(&mut self, keys: &[(&str, &str)]) {
        let mut spans = Vec::new();
        for (command, words) in keys {
            let key = self.context.key(command);
            spans.push(Span::styled(format!(" {key} "), self.context.theme.style(Tint::Key)));
            spans.push(Span::styled(format!("{words} "), self.context.theme.style(Tint::Text)));
        }
        self.rows.push(Line::from(spans));
    }

    /// `{review.met}` becomes the key of that command.
    fn with_keys(&self, text: &str) -> String {
        let mut parts = text.split('{');
        let mut whole = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            if let Some((command, rest)) = part.split_once('}') {
                whole.push_str(&self.context.key(command));
                whole.push_str(rest);
            } else {
                whole.push('{');
                whole.push_str(part);
            }
        }
        whole
    }
}
