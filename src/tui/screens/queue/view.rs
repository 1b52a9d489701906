//! The queue drawn: guide, filter and counts, saved views, table, preview.

use super::row::{At, Columns, line};
use super::{QueueScreen, preview};
use crate::desk::{HeldByOthers, IndexState, News, PredictedStatus, SavedView, SortKey};
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::glyphs::Glyphs;
use crate::tui::layers::Focus;
use crate::tui::layout;
use crate::tui::overlays::{grouped, sort_name};
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, pad, width, wrap};
use crate::tui::widgets::pane::{Label, pane};
use chrono::{DateTime, Utc};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span, Text};

const GUIDE: &str = "These wait for you, most urgent first. Enter opens one, g i trains, ? helps.";
const GUIDE_FILTERED: &str = "The claims of this view. Enter opens one, c shows all that wait, ? shows keys.";

impl QueueScreen {
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let zones = layout::queue(area);
        let theme = &context.theme;
        if zones.guide.height > 0 {
            let guide = if self.is_default() { GUIDE } else { GUIDE_FILTERED };
            let guide = fit(guide, usize::from(area.width).saturating_sub(2), &context.glyphs);
            frame.render_widget(Line::styled(format!(" {guide}"), theme.style(Tint::Muted)), zones.guide);
        }
        let typing = self.draw_filter(frame, zones.counts, context);
        if zones.views.width > 0 {
            self.draw_views(frame, zones.views, context);
        }
        let row = self.draw_table(frame, zones.table, context);
        if zones.preview.width > 0 {
            preview::draw(frame, zones.preview, (self.selected_row(), self.preview.as_deref()), context);
        }
        typing.or(row)
    }

    /// The line being typed, or the filter in force, or the counts.
    fn draw_filter(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let (theme, glyphs) = (&context.theme, &context.glyphs);
        let problem = &self.problem;
        if let Some((field, _)) = &self.typing {
            let label = format!(" Filter {} ", glyphs.prompt);
            let used = u16::try_from(label.chars().count()).unwrap_or(0).min(area.width);
            frame.render_widget(Span::styled(label, theme.style(Tint::Key)), area);
            let typed = Rect { x: area.x + used, width: (area.width - used) / 2, ..area };
            let hint = Rect { x: typed.right(), width: area.right() - typed.right(), ..area };
            let (words, tint) = match (&problem, field.is_empty()) {
                (Some(_), _) => ("  not a filter yet, see below".to_owned(), Tint::Unclear),
                (None, true) => ("  words, kind:dispute, due<2d, has:conflict".to_owned(), Tint::Faint),
                (None, false) => (format!("  {}", claims_words(self.total())), Tint::Muted),
            };
            let words = fit(&words, usize::from(hint.width), glyphs);
            frame.render_widget(Span::styled(words, theme.style(tint)), hint);
            return Some(field.view(frame, typed, context));
        }
        let mut spans = vec![Span::raw(" ")];
        if self.has_filter() {
            let text = clean::one_line(&self.query.text);
            spans.push(Span::styled(format!("Filter {} {text}  ", glyphs.prompt), theme.style(Tint::Title)));
        }
        if let Some(problem) = problem {
            spans.push(Span::styled(problem.clone(), theme.style(Tint::Error)));
        } else {
            spans.extend(self.counts(context));
        }
        frame.render_widget(Line::from(fitted(spans, usize::from(area.width), &context.glyphs)), area);
        None
    }

    /// Claims of each status, largest group first.
    fn counts(&self, context: &Context) -> Vec<Span<'static>> {
        let Some(page) = &self.page else { return Vec::new() };
        let mut counts: Vec<_> = page.counts.iter().filter(|count| count.claims > 0).collect();
        counts.sort_by_key(|count| std::cmp::Reverse(count.claims));
        let one = |(at, count): (usize, &&crate::desk::StatusCount)| {
            let dot = if at > 0 { format!(" {} ", context.glyphs.dot) } else { String::new() };
            [
                Span::styled(dot, context.theme.style(Tint::Faint)),
                Span::styled(grouped(count.claims), context.theme.style(Tint::Title)),
                Span::styled(
                    format!(" {}", count.status.label().to_lowercase()),
                    context.theme.style(Tint::Muted),
                ),
            ]
        };
        let mut spans = vec![Span::styled("In this snapshot: ", context.theme.style(Tint::Faint))];
        spans.extend(counts.iter().enumerate().flat_map(one));
        spans
    }

    fn draw_views(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let inside = pane(frame, area, Label { title: "Views (v)", ..Label::default() }, context);
        let cells = usize::from(inside.width);
        let named = self.views.iter().map(|view| (view.name.as_str(), self.is_shown(view)));
        for ((name, current), y) in named.zip(inside.y..inside.bottom()) {
            let (mark, tint) =
                if current { (context.glyphs.selected, Tint::Title) } else { (" ", Tint::Muted) };
            let text = pad(&format!("{mark} {}", clean::one_line(name)), cells, &context.glyphs);
            frame.render_widget(
                Span::styled(text, context.theme.style(tint)),
                Rect { y, height: 1, ..inside },
            );
        }
    }

    fn draw_table(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let place = match self.total() {
            0 => String::new(),
            total => format!("{} of {}", grouped((self.cursor.at + 1).min(total)), grouped(total)),
        };
        let title = format!("{}, {}", self.name(), order(&self.query.sort));
        let title = title.trim_end_matches(", ");
        let inside = pane(frame, area, Label { title, note: &place, focused: true }, context);
        let columns = Columns::for_width(usize::from(inside.width));
        if inside.height > 1 {
            frame.render_widget(columns.heading(context), Rect { height: 1, ..inside });
        }
        let skip = u16::from(inside.height > 1);
        let body = Rect { y: inside.y + skip, height: inside.height - skip, ..inside };
        let Some(page) = self.page.as_ref().filter(|page| page.total > 0) else {
            self.draw_empty(frame, body, context);
            return None;
        };
        let at = At { as_of: page.as_of, context };
        let first = self.cursor.top.max((self.cursor.at + 1).saturating_sub(u64::from(body.height)));
        let mut focus = None;
        for (number, y) in (first..page.total).zip(body.y..body.bottom()) {
            let row = number.checked_sub(page.offset).and_then(|at| page.rows.get(usize::try_from(at).ok()?));
            let selected = number == self.cursor.at;
            if selected {
                focus = Some(Focus { at: Position::new(body.x, y), caret: false });
            }
            let drawn = match row {
                Some(row) => line(row, columns, selected, at),
                None => Line::styled(format!("  {}", context.glyphs.dot), context.theme.style(Tint::Faint)),
            };
            frame.render_widget(drawn, Rect { y, height: 1, ..body });
        }
        focus
    }

    /// Says why nothing is there and what to do about it.
    fn draw_empty(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let words = match (&self.page, &self.problem, context.jobs.first()) {
            (_, Some(problem), _) => {
                format!("{problem}\n\nPress / to change the filter, c to show every waiting claim.")
            }
            (None, _, Some(job)) => {
                format!("{}\n\nThe queue appears as soon as the order is known.", job.words())
            }
            (None, None, None) => "Reading the queue.".to_owned(),
            (Some(page), ..) => {
                let because = page.empty_because.as_deref().unwrap_or("No claim matches.");
                let help = if self.has_filter() {
                    "Press / to change the filter, c to show every waiting claim."
                } else {
                    "Press v for other views, for example the claims decided here."
                };
                format!("{}\n\n{help}", clean::one_line(because))
            }
        };
        let lines = wrap(&words, usize::from(area.width.saturating_sub(4)));
        let text = Text::from_iter(lines).style(context.theme.style(Tint::Muted));
        let inset = Rect { x: area.x + 2.min(area.width), width: area.width.saturating_sub(2), ..area };
        frame.render_widget(text, inset);
    }

    fn is_default(&self) -> bool {
        !self.has_filter() && self.view.is_none()
    }

    /// Whether a view is the one on the screen; the first of the views that ship is what an empty filter shows.
    fn is_shown(&self, view: &SavedView) -> bool {
        match &self.view {
            Some(name) => view.name == *name,
            None if self.has_filter() => view.query.trim() == self.query.text.trim(),
            None => self.views.first() == Some(view),
        }
    }

    fn name(&self) -> String {
        match &self.view {
            Some(view) => clean::one_line(view),
            None if self.has_filter() => "Filtered".to_owned(),
            None => "Waiting for a reviewer".to_owned(),
        }
    }

    pub(super) fn status_line(&self, context: &Context) -> Line<'static> {
        let (theme, glyphs) = (&context.theme, &context.glyphs);
        if let Some(problem) = &self.problem {
            return Line::styled(format!(" {problem}"), theme.style(Tint::Error));
        }
        let Some(page) = &self.page else {
            return Line::styled(" Reading the queue.", theme.style(Tint::Muted));
        };
        let mut parts =
            vec![format!(" {}", claims_words(page.total)), format!("{} decided here", grouped(page.decided))];
        parts.extend(page.held_by_others.map(|held| self.held_words(held)));
        if let IndexState::TextPending { done, total } = page.index {
            parts.push(format!("full text of {} of {} claims", grouped(done), grouped(total)));
        }
        if let Some(row) = self.selected_row() {
            let clock = row.clock.as_deref().map(|clock| format!("{}, ", clean::one_line(clock)));
            let clock = clock.unwrap_or_default() + row.turn.phrase();
            let skipped =
                row.skipped.as_deref().map(|reason| format!("skipped: {}", clean::one_line(reason)));
            let held = row.holder.as_ref().map(|holder| format!("held by {}", holder.words()));
            parts.push(held.map(|held| clean::one_line(&held)).or(skipped).unwrap_or(clock));
            parts.extend(row.prediction.map(|prediction| ending_words(prediction, page.as_of)));
            parts.extend(row.news.map(|news| match news {
                News::Changed => "changed since the earlier snapshot".to_owned(),
                News::Arrived => "the decision arrived".to_owned(),
            }));
        }
        let text = parts.join(&format!("  {}  ", glyphs.dot));
        Line::styled(text, theme.style(Tint::Muted))
    }
}

impl QueueScreen {
    /// How many claims are free, in the queue of what waits; how many are held, beside any other.
    fn held_words(&self, held: HeldByOthers) -> String {
        if self.has_filter() {
            return format!("{} held by others", held.claims);
        }
        let words = held.words(self.total().saturating_sub(held.claims));
        words.trim_end_matches('.').to_owned()
    }
}

/// `1 claim`, `53 claims`.
fn claims_words(count: u64) -> String {
    format!("{} {}", grouped(count), if count == 1 { "claim" } else { "claims" })
}

/// What a clock leads to by itself, as part of a sentence.
fn ending_words(prediction: PredictedStatus, as_of: DateTime<Utc>) -> String {
    let status = prediction.leads_to.label().to_lowercase();
    let day = prediction.at.format("%Y-%m-%d");
    if prediction.at <= as_of {
        format!("predicted to be {status} since {day}")
    } else {
        format!("becomes {status} on {day}")
    }
}

/// As many spans as have room, the last one cut with a sign.
fn fitted(spans: Vec<Span<'static>>, cells: usize, glyphs: &Glyphs) -> Vec<Span<'static>> {
    let mut room = cells;
    let mut shown = Vec::new();
    for span in spans {
        let text = fit(&span.content, room, glyphs);
        let whole = text == span.content;
        room = room.saturating_sub(width(&text));
        shown.push(Span::styled(text, span.style));
        if !whole {
            break;
        }
    }
    shown
}

/// The order in words; empty for the usual one.
fn order(sort: &[SortKey]) -> String {
    if sort.is_empty() {
        return "by slack".to_owned();
    }
    let name = |key: &SortKey| {
        let way = if key.descending { " downwards" } else { "" };
        format!("{}{way}", sort_name(key.column))
    };
    format!("by {}", sort.iter().map(name).collect::<Vec<_>>().join(", then "))
}
