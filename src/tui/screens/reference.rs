//! The rule reference: requirements, reasons, workloads, clocks and contradictions, to be searched.

use crate::policy::ReferenceEntry;
use crate::text::clean;
use crate::tui::command::{Command, PickerCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::message::{Reply, Request, Step};
use crate::tui::theme::Tint;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::fit::{fit, pad, wrap};
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::pane::{Label, pane};
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span, Text};

/// What was searched for and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReferenceScreen {
    field: Field,
    entries: Option<Vec<ReferenceEntry>>,
    cursor: Cursor,
}

impl ReferenceScreen {
    /// Opens the reference on a search; the step asks for it.
    pub fn open(query: &str) -> (Self, Vec<Step>) {
        let ask = Request::Reference(query.to_owned()).into();
        (Self { field: Field::with(query), ..Self::default() }, vec![ask])
    }

    fn search(&mut self) -> Vec<Step> {
        self.cursor = Cursor::default();
        vec![Request::Reference(self.field.text()).into()]
    }

    fn entries(&self) -> &[ReferenceEntry] {
        self.entries.as_deref().unwrap_or_default()
    }

    fn view_list(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let (theme, glyphs) = (&context.theme, &context.glyphs);
        let note = format!("{} entries", self.entries().len());
        let inside =
            pane(frame, area, Label { title: "Rule reference", note: &note, focused: true }, context);
        let cells = usize::from(inside.width);
        let top = self.cursor.index().saturating_sub(usize::from(inside.height).saturating_sub(1));
        let top = top.max(self.cursor.first().min(self.cursor.index()));
        let rows = self.entries().iter().enumerate().skip(top);
        for ((at, entry), y) in rows.zip(inside.y..inside.bottom()) {
            let selected = at == self.cursor.index();
            let mark = if selected { glyphs.selected } else { " " };
            let line = Line::from(vec![
                Span::styled(format!("{mark} "), theme.style(Tint::Key)),
                Span::styled(
                    pad(&clean::one_line(&entry.id), 14.min(cells / 3), glyphs),
                    theme.style(Tint::Title),
                ),
                Span::styled(
                    format!(" {}", pad(&clean::one_line(&entry.title), cells, glyphs)),
                    theme.style(Tint::Text),
                ),
            ]);
            let line = if selected { line.patch_style(theme.selection()) } else { line };
            frame.render_widget(line, Rect { y, height: 1, ..inside });
        }
        if self.entries.as_ref().is_some_and(Vec::is_empty) {
            let words = fit("No entry has these words. Backspace takes letters away.", cells, glyphs);
            frame.render_widget(Span::styled(words, theme.style(Tint::Muted)), inside);
        }
    }

    fn view_entry(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let Some(entry) = self.entries().get(self.cursor.index()) else { return };
        let theme = &context.theme;
        let id = clean::one_line(&entry.id);
        let inside = pane(frame, area, Label { title: &id, ..Label::default() }, context);
        let cells = usize::from(inside.width);
        let mut lines: Vec<Line<'_>> = Vec::new();
        let mut add = |text: &str, tint: Tint| {
            lines.extend(wrap(text, cells).into_iter().map(|part| Line::styled(part, theme.style(tint))));
            lines.push(Line::default());
        };
        add(&clean::one_line(&entry.title), Tint::Title);
        for paragraph in
            clean::line_spans(&entry.text).iter().filter_map(|span| entry.text.get(span.start..span.end))
        {
            if !paragraph.trim().is_empty() {
                add(&clean::one_line(paragraph), Tint::Text);
            }
        }
        add(&format!("Source: {}", clean::one_line(&entry.source)), Tint::Faint);
        frame.render_widget(Text::from(lines), inside);
    }
}

impl Surface for ReferenceScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Picker]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let [head, body] = Layout::vertical([Constraint::Length(1), Constraint::Min(1)]).areas(area);
        let prompt = Line::from(vec![
            Span::styled(" Search: ", context.theme.style(Tint::Muted)),
            Span::styled(
                if self.field.is_empty() { "a rule id, a reason code, a workload, a word" } else { "" },
                context.theme.style(Tint::Faint),
            ),
        ]);
        frame.render_widget(prompt, head);
        let typed = Rect { x: head.x + 9.min(head.width), width: head.width.saturating_sub(9), ..head };
        let focus = self.field.view(frame, typed, context);
        let split = if body.width >= 100 {
            Layout::horizontal([Constraint::Percentage(45), Constraint::Percentage(55)])
        } else {
            Layout::vertical([Constraint::Percentage(50), Constraint::Percentage(50)])
        };
        let [list, entry] = split.areas(body);
        self.view_list(frame, list, context);
        self.view_entry(frame, entry, context);
        Some(focus)
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        let Command::Picker(command) = command else { return Vec::new() };
        let height = u64::from(context.area.height.saturating_sub(6)).max(1);
        let height = if context.area.width >= 100 { height } else { height / 2 };
        if !self.cursor.pick(command, self.entries().len() as u64, height) && command == PickerCommand::Close
        {
            return vec![Step::Close];
        }
        Vec::new()
    }

    fn type_key(&mut self, key: KeyEvent, _: &Context) -> Vec<Step> {
        if self.field.type_key(key) { self.search() } else { Vec::new() }
    }

    fn paste(&mut self, text: &str, _: &Context) -> Vec<Step> {
        self.field.insert(text);
        self.search()
    }

    fn reply(&mut self, reply: &Reply, _: &Context) -> Vec<Step> {
        match reply {
            Reply::Reference(query, entries) if *query == self.field.text() => {
                self.entries = Some(entries.clone());
            }
            _ => {}
        }
        Vec::new()
    }

    fn title(&self) -> Option<String> {
        Some("Rule reference".to_owned())
    }
}
