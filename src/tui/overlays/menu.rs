//! A list to choose from: by cursor and Enter, by letter, or by typing part of a row.

use crate::text::clean;
use crate::tui::command::{Command, PickerCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::message::Step;
use crate::tui::theme::Tint;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::fit::{pad, width, wrap};
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::pane::dialog;
use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::{Line, Span, Text};

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MenuRow {
    /// Left column: a key or a letter.
    pub key: String,
    /// What it is.
    pub text: String,
    /// What helps to choose it.
    pub note: String,
    /// What typing finds it by besides what is shown.
    pub words: &'static str,
    /// Heading above the first row of a group; empty for none.
    pub heading: &'static str,
    /// A sentence or two, shown below the list while the cursor is on the row.
    pub detail: &'static str,
    /// Whether it cannot be chosen now; its note says why.
    pub disabled: bool,
}

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MenuEvent {
    /// Nothing that concerns the caller.
    Nothing,
    /// The list shall close.
    Closed,
    /// This row was chosen.
    Chosen(usize),
}

impl MenuEvent {
    /// What follows when closing means nothing more than that.
    pub(crate) fn steps(self, chosen: impl FnOnce(usize) -> Vec<Step>) -> Vec<Step> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Closed => vec![Step::Close],
            Self::Chosen(row) => chosen(row),
        }
    }
}

/// The list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    title: String,
    intro: String,
    rows: Vec<MenuRow>,
    filter: Option<Field>,
    cursor: Cursor,
}

/// Scopes of every list to choose from.
pub(crate) const SCOPES: &[Scope] = &[Scope::Picker];

/// A dialog that is a list and nothing else: what is chosen decides what happens.
pub(crate) trait Choosing {
    /// The list.
    fn menu(&self) -> &Menu;
    /// The list, to be moved in.
    fn menu_mut(&mut self) -> &mut Menu;
    /// What follows from a key.
    fn act(&mut self, event: MenuEvent) -> Vec<Step>;
}

impl<T: Choosing> Surface for T {
    fn scopes(&self) -> &'static [Scope] {
        SCOPES
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        self.menu().view(frame, area, context)
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        let event = self.menu_mut().command(command, context);
        self.act(event)
    }

    fn type_key(&mut self, key: KeyEvent, _: &Context) -> Vec<Step> {
        let event = self.menu_mut().type_key(key);
        self.act(event)
    }
}

impl Menu {
    /// A list whose rows are chosen by the letter in their left column.
    pub fn lettered(title: impl AsRef<str>, intro: &str, rows: Vec<MenuRow>) -> Self {
        let title = clean::one_line(title.as_ref());
        Self { title, intro: intro.to_owned(), rows, filter: None, cursor: Cursor::default() }
    }

    /// A list that is narrowed by typing.
    pub fn filtered(title: impl AsRef<str>, rows: Vec<MenuRow>) -> Self {
        Self { filter: Some(Field::default()), ..Self::lettered(title, "", rows) }
    }

    /// Puts other rows in; the cursor stays where it was as far as possible.
    pub fn set_rows(&mut self, rows: Vec<MenuRow>) {
        self.rows = rows;
        self.cursor.at = self.cursor.at.min((self.shown().len() as u64).saturating_sub(1));
    }

    /// Moves the cursor to a row.
    pub fn select(&mut self, row: usize) {
        self.cursor.at = row as u64;
    }

    /// The row under the cursor, counted in all rows.
    pub fn selected(&self) -> Option<usize> {
        self.shown().get(self.cursor.index()).copied()
    }

    /// Rows that match what was typed.
    fn shown(&self) -> Vec<usize> {
        let typed = self.filter.as_ref().map(|field| field.text().to_lowercase()).unwrap_or_default();
        let matches = |row: &MenuRow| {
            let text = format!("{} {} {} {}", row.key, row.text, row.note, row.words).to_lowercase();
            typed.split_whitespace().all(|word| text.contains(word))
        };
        self.rows.iter().enumerate().filter(|(_, row)| matches(row)).map(|(at, _)| at).collect()
    }

    /// Carries out a command of [`Scope::Picker`].
    pub fn command(&mut self, command: Command, context: &Context) -> MenuEvent {
        let Command::Picker(command) = command else { return MenuEvent::Nothing };
        let (len, height) = (self.shown().len() as u64, self.height(context));
        if self.cursor.pick(command, len, height) {
            return MenuEvent::Nothing;
        }
        match (command, self.selected()) {
            (PickerCommand::Close, _) => MenuEvent::Closed,
            (_, Some(row)) => MenuEvent::Chosen(row),
            (_, None) => MenuEvent::Nothing,
        }
    }

    /// Takes a key that is no command: a letter of a row, or text for the filter.
    pub fn type_key(&mut self, key: KeyEvent) -> MenuEvent {
        if let Some(field) = &mut self.filter {
            if field.type_key(key) {
                self.cursor = Cursor::default();
            }
            return MenuEvent::Nothing;
        }
        let KeyCode::Char(letter) = key.code else { return MenuEvent::Nothing };
        if key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
            return MenuEvent::Nothing;
        }
        match self.rows.iter().position(|row| row.key == letter.to_string()) {
            Some(row) => {
                self.cursor.at = row as u64;
                MenuEvent::Chosen(row)
            }
            None => MenuEvent::Nothing,
        }
    }

    /// Takes pasted text into the filter.
    pub fn paste(&mut self, text: &str) {
        if let Some(field) = &mut self.filter {
            field.insert(text);
            self.cursor = Cursor::default();
        }
    }

    fn size(&self, area: Size) -> Size {
        let columns =
            self.widest(|row| &row.key) + self.widest(|row| &row.text) + self.widest(|row| &row.note);
        let most = area.width.saturating_sub(4).max(20);
        let wanted = (columns + 9).max(width(&self.title) + 6).max(width(&self.intro).min(70) + 4);
        let wide = clamp(wanted, most);
        let headings = self.rows.iter().filter(|row| !row.heading.is_empty()).count();
        let around = self.head(wide.saturating_sub(2)) + self.foot();
        let tall = self.rows.len() + headings + usize::from(around) + 2;
        Size::new(wide, clamp(tall, area.height.saturating_sub(4).max(3)))
    }

    fn widest(&self, column: fn(&MenuRow) -> &String) -> usize {
        self.rows.iter().map(|row| width(column(row))).max().unwrap_or(0)
    }

    /// Lines above the rows in a list this many cells wide.
    fn head(&self, cells: u16) -> u16 {
        if self.filter.is_some() {
            2
        } else if self.intro.is_empty() {
            0
        } else {
            clamp(wrap(&self.intro, usize::from(cells)).len() + 1, u16::MAX)
        }
    }

    /// Lines below the rows.
    fn foot(&self) -> u16 {
        if self.rows.iter().any(|row| !row.detail.is_empty()) { 3 } else { 0 }
    }

    fn height(&self, context: &Context) -> u64 {
        let size = self.size(context.area);
        u64::from(size.height.saturating_sub(2 + self.foot() + self.head(size.width.saturating_sub(2))))
    }

    /// Draws the list in the middle of an area.
    pub fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let inside = dialog(frame, area, (self.size(context.area), &self.title), context);
        let typing = self.view_head(frame, inside, context);
        let skip = self.head(inside.width).min(inside.height.saturating_sub(1));
        let foot = if inside.height > skip + 6 { self.foot() } else { 0 };
        let body = Rect { y: inside.y + skip, height: inside.height - skip - foot, ..inside };
        let row = self.view_rows(frame, body, context);
        self.view_detail(frame, Rect { y: body.bottom(), height: foot, ..inside }, context);
        typing.or(row)
    }

    fn view_head(&self, frame: &mut Frame<'_>, inside: Rect, context: &Context) -> Option<Focus> {
        let Some(field) = &self.filter else {
            let lines = wrap(&self.intro, usize::from(inside.width));
            let intro = Text::from_iter(lines).style(context.theme.style(Tint::Muted));
            frame.render_widget(intro, Rect { height: inside.height.saturating_sub(1), ..inside });
            return None;
        };
        let line = Rect { height: inside.height.min(1), ..inside };
        let prompt = format!("{} ", context.glyphs.prompt);
        frame.render_widget(Span::styled(prompt, context.theme.style(Tint::Key)), line);
        let typed = Rect { x: line.x + 2.min(line.width), width: line.width.saturating_sub(2), ..line };
        if field.is_empty() {
            let words = "  type to narrow the list";
            frame.render_widget(Span::styled(words, context.theme.style(Tint::Faint)), typed);
        }
        Some(field.view(frame, typed, context))
    }

    fn view_detail(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let Some(row) = self.selected().and_then(|row| self.rows.get(row)) else { return };
        let lines = wrap(row.detail, usize::from(area.width.saturating_sub(4)));
        let text = Text::from_iter(lines).style(context.theme.style(Tint::Muted));
        let inset = Rect { x: area.x + 2.min(area.width), y: area.y + 1.min(area.height), ..area };
        frame.render_widget(text, inset.intersection(area));
    }

    fn view_rows(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let shown = self.shown();
        if shown.is_empty() {
            let words = "Nothing matches. Backspace takes letters away, Esc closes.";
            frame.render_widget(Span::styled(words, context.theme.style(Tint::Muted)), area);
            return None;
        }
        let all = usize::from(area.width);
        let keys = self.widest(|row| &row.key).min(all / 3);
        let texts = self.widest(|row| &row.text).min(all.saturating_sub(keys + 4));
        let (lines, at) = self.lines(&shown, Columns { keys, texts, all }, context);
        let height = usize::from(area.height);
        let top = self.top(&shown, at, height);
        for (line, y) in lines.into_iter().skip(top).zip(area.y..area.bottom()) {
            frame.render_widget(line, Rect { y, height: 1, ..area });
        }
        let y = area.y.saturating_add(clamp(at.saturating_sub(top), area.height.saturating_sub(1)));
        Some(Focus { at: Position::new(area.x, y), caret: false })
    }

    /// The first line to draw; the cursor's line is always among those drawn.
    fn top(&self, shown: &[usize], at: usize, height: usize) -> usize {
        let first = self.cursor.first().min(self.cursor.index());
        let with_heading = |index: &&usize| self.rows.get(**index).is_some_and(|row| !row.heading.is_empty());
        let headings = shown.iter().take(first).filter(with_heading).count();
        (first + headings).min(at).max((at + 1).saturating_sub(height))
    }

    /// All lines, and which one the cursor is on.
    fn lines(&self, shown: &[usize], columns: Columns, context: &Context) -> (Vec<Line<'static>>, usize) {
        let mut lines = Vec::new();
        let mut at = 0;
        for (place, index) in shown.iter().enumerate() {
            let Some(row) = self.rows.get(*index) else { continue };
            if !row.heading.is_empty() {
                lines.push(Line::styled(format!("  {}", row.heading), context.theme.style(Tint::Faint)));
            }
            let selected = place == self.cursor.index();
            if selected {
                at = lines.len();
            }
            lines.push(row.line(columns, selected, context));
        }
        (lines, at)
    }
}

#[derive(Debug, Clone, Copy)]
struct Columns {
    keys: usize,
    texts: usize,
    all: usize,
}

impl MenuRow {
    fn line(&self, columns: Columns, selected: bool, context: &Context) -> Line<'static> {
        let (theme, glyphs) = (&context.theme, &context.glyphs);
        let mark = if selected { glyphs.selected } else { " " };
        let notes = columns.all.saturating_sub(columns.keys + columns.texts + 6);
        let (key, text) = if self.disabled { (Tint::Faint, Tint::Faint) } else { (Tint::Key, Tint::Text) };
        let line = Line::from(vec![
            Span::styled(format!("{mark} "), theme.style(Tint::Key)),
            Span::styled(pad(&self.key, columns.keys, glyphs), theme.style(key)),
            Span::styled(format!("  {}", pad(&self.text, columns.texts, glyphs)), theme.style(text)),
            Span::styled(format!("  {}", pad(&self.note, notes, glyphs)), theme.style(Tint::Muted)),
        ]);
        if selected { line.patch_style(theme.selection()) } else { line }
    }
}

fn clamp(value: usize, most: u16) -> u16 {
    u16::try_from(value).unwrap_or(most).min(most)
}
