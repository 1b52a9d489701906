//! The rule reference: requirements, reasons, workloads, clocks and contradictions, to be searched.

use crate::policy::ReferenceEntry;
use crate::text::clean;
use crate::tui::command::{Command, PickerCommand, ReferenceCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::layout;
use crate::tui::message::{Reply, Request, Step};
use crate::tui::theme::Tint;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::fit::{fit, pad, wrap};
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::pane::{Label, pane};
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

/// What was searched for and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReferenceScreen {
    field: Field,
    entries: Option<Vec<ReferenceEntry>>,
    cursor: Cursor,
    /// Pages of the entry that were read.
    read: usize,
}

/// Cells of the id column.
const ID: usize = 14;

impl ReferenceScreen {
    /// Opens the reference on a search; the step asks for it.
    pub fn open(query: &str) -> (Self, Vec<Step>) {
        let ask = Request::Reference(query.to_owned()).into();
        (Self { field: Field::with(query), ..Self::default() }, vec![ask])
    }

    fn search(&mut self) -> Vec<Step> {
        self.cursor = Cursor::default();
        self.read = 0;
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
        let id = ID.min(cells / 3);
        let top = (self.cursor.index() + 1).saturating_sub(usize::from(inside.height));
        let top = top.max(self.cursor.first().min(self.cursor.index()));
        for ((at, entry), y) in self.entries().iter().enumerate().skip(top).zip(inside.y..inside.bottom()) {
            let selected = at == self.cursor.index();
            let mark = if selected { glyphs.selected } else { " " };
            let title = pad(&clean::one_line(&entry.title), cells.saturating_sub(id + 3), glyphs);
            let line = Line::from(vec![
                Span::styled(format!("{mark} "), theme.style(Tint::Key)),
                Span::styled(pad(&clean::one_line(&entry.id), id, glyphs), theme.style(Tint::Title)),
                Span::styled(format!(" {title}"), theme.style(Tint::Text)),
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
        let id = clean::one_line(&entry.id);
        let height = usize::from(area.height.saturating_sub(2)).max(1);
        let lines = drawn(entry, usize::from(area.width.saturating_sub(3)), context);
        let pages = lines.len().div_ceil(height).max(1);
        let page = self.read % pages;
        let note = if pages > 1 { format!("part {} of {pages}", page + 1) } else { String::new() };
        let inside = pane(frame, area, Label { title: &id, note: &note, focused: false }, context);
        for (line, y) in lines.into_iter().skip(page * height).zip(inside.y..inside.bottom()) {
            let inset = Rect {
                x: inside.x + 1.min(inside.width),
                y,
                height: 1,
                width: inside.width.saturating_sub(1),
            };
            frame.render_widget(line, inset);
        }
    }
}

/// Title, paragraphs and source of an entry as lines of this many cells.
fn drawn(entry: &ReferenceEntry, cells: usize, context: &Context) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut add = |text: &str, tint: Tint| {
        let styled = |part| Line::styled(part, context.theme.style(tint));
        lines.extend(wrap(text, cells).into_iter().map(styled));
        lines.push(Line::default());
    };
    add(&clean::one_line(&entry.title), Tint::Title);
    for paragraph in paragraphs(&entry.text) {
        add(&paragraph, Tint::Text);
    }
    if !entry.source.trim().is_empty() {
        add(&format!("Source: {}", clean::one_line(&entry.source)), Tint::Faint);
    }
    lines
}

/// Lines joined to paragraphs at empty lines.
fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in clean::line_spans(text).iter().filter_map(|span| text.get(span.start..span.end)) {
        match (line.trim(), paragraphs.last_mut()) {
            ("", Some(last)) if !last.is_empty() => paragraphs.push(String::new()),
            (line, Some(last)) => {
                if !last.is_empty() && !line.is_empty() {
                    last.push(' ');
                }
                last.push_str(&clean::one_line(line));
            }
            (_, None) => {}
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

impl Surface for ReferenceScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Reference, Scope::Picker]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let [head, list, entry] = zones(area);
        let hint = if self.field.is_empty() { "a rule id, a reason code, a workload, a word" } else { "" };
        let prompt = Line::from(vec![
            Span::styled(" Search: ", context.theme.style(Tint::Key)),
            Span::styled(hint, context.theme.style(Tint::Faint)),
        ]);
        frame.render_widget(prompt, head);
        let typed = Rect { x: head.x + 9.min(head.width), width: head.width.saturating_sub(9), ..head };
        let focus = self.field.view(frame, typed, context);
        self.view_list(frame, list, context);
        self.view_entry(frame, entry, context);
        Some(focus)
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        let area = Rect::from(((0, 0).into(), context.area));
        let [_, list, _] = zones(layout::parts(area).body);
        let height = u64::from(list.height.saturating_sub(2)).max(1);
        match command {
            Command::Reference(ReferenceCommand::More) => self.read += 1,
            Command::Picker(PickerCommand::Close) => return vec![Step::Close],
            Command::Picker(command) => {
                self.cursor.pick(command, self.entries().len() as u64, height);
                self.read = 0;
            }
            _ => {}
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

/// The search line, the list, and the entry beside it or, where that is too narrow, below it.
fn zones(area: Rect) -> [Rect; 3] {
    let [head, body] = Layout::vertical([Constraint::Length(1), Constraint::Min(1)]).areas(area);
    let split = if body.width >= 100 {
        Layout::horizontal([Constraint::Percentage(45), Constraint::Percentage(55)])
    } else {
        Layout::vertical([Constraint::Percentage(50), Constraint::Percentage(50)])
    };
    let [list, entry] = split.areas(body);
    [head, list, entry]
}
