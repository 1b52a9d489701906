//! The comment while it is written: the keys of a command line, undo, and every pause on disk.
//!
//! Enter begins a new line. Nothing typed here can send anything to a partner.

use crate::desk::DraftField;
use crate::domain::ClaimId;
use crate::text::clean;
use crate::tui::command::{Command, EditorCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::message::{Answer, Effect, Request, Step};
use crate::tui::notices::Notice;
use crate::tui::theme::Tint;
use crate::tui::widgets::pane::dialog;
use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Margin, Position, Rect, Size};
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

/// Characters after which the text is kept even without a pause.
const KEEP_AFTER: usize = 20;

/// A text area that can be compared: by its words and the place of its caret.
#[derive(Debug, Clone)]
struct Writing(TextArea<'static>);

impl PartialEq for Writing {
    fn eq(&self, other: &Self) -> bool {
        self.0.lines() == other.0.lines() && self.0.cursor() == other.0.cursor()
    }
}

/// The editor of one text.
#[derive(Debug, Clone, PartialEq)]
pub struct CommentEditor {
    claim_id: ClaimId,
    field: DraftField,
    writing: Writing,
    /// Characters typed since the text was last sent to the desk.
    unkept: usize,
}

impl CommentEditor {
    /// Opens a text with the caret at its end.
    pub fn new(claim_id: ClaimId, field: DraftField, text: &str) -> Self {
        Self { claim_id, field, writing: Writing(area(text)), unkept: 0 }
    }

    /// The text as it stands.
    pub fn text(&self) -> String {
        self.writing.0.lines().join("\n")
    }

    fn keep(&mut self) -> Step {
        self.unkept = 0;
        Request::KeepDraft(self.claim_id.clone(), self.field, Some(self.text())).into()
    }

    fn done(&mut self) -> Vec<Step> {
        vec![self.keep(), Step::Answer(Answer::Written(self.field, self.text()))]
    }

    fn title(&self) -> &'static str {
        match self.field {
            DraftField::ResidualComment => "Comment of the residual claim",
            DraftField::Rationale => "Reason for the exception",
            DraftField::Comment
            | DraftField::Chosen
            | DraftField::Collected
            | DraftField::Cause
            | DraftField::Adjudication => "Comment to the partner",
        }
    }

    /// Keeps the text at the end of a word or a line, and after a while in any case.
    fn after_typing(&mut self, key: KeyEvent) -> Vec<Step> {
        self.unkept += 1;
        let pause = matches!(key.code, KeyCode::Char(' ') | KeyCode::Enter);
        if pause || self.unkept >= KEEP_AFTER { vec![self.keep()] } else { Vec::new() }
    }
}

/// Text from elsewhere with everything invisible in it made visible, so that it can be taken out.
fn visible(text: &str) -> String {
    let lines = clean::line_spans(text).into_iter().filter_map(|span| span.of(text));
    lines.map(clean::one_line).collect::<Vec<_>>().join("\n")
}

fn area(text: &str) -> TextArea<'static> {
    let mut area = TextArea::new(visible(text).split('\n').map(str::to_owned).collect());
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    area
}

/// Keys of readline; answers whether the key was one of them.
fn readline(area: &mut TextArea<'static>, key: KeyEvent) -> bool {
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    match (key.code, ctrl, alt) {
        (KeyCode::Char('u'), true, _) => drop(area.delete_line_by_head()),
        (KeyCode::Char('k'), true, _) => drop(area.delete_line_by_end()),
        (KeyCode::Char('w'), true, _) | (KeyCode::Backspace, _, true) => drop(area.delete_word()),
        (KeyCode::Char('d'), _, true) => drop(area.delete_next_word()),
        (KeyCode::Char('d'), true, _) => drop(area.delete_next_char()),
        (KeyCode::Char('y'), true, _) => drop(area.paste()),
        _ => return moved(area, key.code, ctrl, alt),
    }
    true
}

fn moved(area: &mut TextArea<'static>, code: KeyCode, ctrl: bool, alt: bool) -> bool {
    let motion = match (code, ctrl, alt) {
        (KeyCode::Char('a'), true, _) | (KeyCode::Home, false, _) => CursorMove::Head,
        (KeyCode::Char('e'), true, _) | (KeyCode::End, false, _) => CursorMove::End,
        (KeyCode::Char('b'), _, true) | (KeyCode::Left, true, _) => CursorMove::WordBack,
        (KeyCode::Char('f'), _, true) | (KeyCode::Right, true, _) => CursorMove::WordForward,
        (KeyCode::Char('b'), true, _) | (KeyCode::Left, ..) => CursorMove::Back,
        (KeyCode::Char('f'), true, _) | (KeyCode::Right, ..) => CursorMove::Forward,
        (KeyCode::Char('n'), true, _) | (KeyCode::Down, ..) => CursorMove::Down,
        (KeyCode::Char('p'), true, _) | (KeyCode::Up, ..) => CursorMove::Up,
        (KeyCode::Home, ..) => CursorMove::Top,
        (KeyCode::End, ..) => CursorMove::Bottom,
        _ => return false,
    };
    area.move_cursor(motion);
    true
}

/// Where the dialog's text lies.
fn size(area: Rect) -> Size {
    Size::new(area.width.saturating_sub(4).min(100), area.height.saturating_sub(2).max(4))
}

/// The number of characters in the lower border of the dialog.
fn count(frame: &mut Frame<'_>, inside: Rect, characters: usize, context: &Context) {
    let text = format!(" {characters} characters ");
    let width = u16::try_from(text.len()).unwrap_or(u16::MAX);
    if inside.width > width && inside.bottom() < frame.area().bottom() {
        let style = context.theme.style(Tint::Muted);
        frame.buffer_mut().set_string(inside.right() - width, inside.bottom(), text, style);
    }
}

impl Surface for CommentEditor {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Editor]
    }

    fn view(&self, frame: &mut Frame<'_>, whole: Rect, context: &Context) -> Option<Focus> {
        let inside = dialog(frame, whole, (size(whole), self.title()), context);
        let inner = inside.inner(Margin::new(u16::from(inside.width > 8), 0));
        let mut shown = self.writing.0.clone();
        let base = context.theme.style(Tint::Overlay);
        shown.set_style(base);
        shown.set_cursor_line_style(base);
        shown.set_cursor_style(base);
        frame.render_widget(&shown, inner);
        let (cursor, scrolled) = (shown.screen_cursor(), shown.scroll_offset());
        let column = u16::try_from(cursor.col).unwrap_or(0).saturating_sub(scrolled.1);
        let row = u16::try_from(cursor.row).unwrap_or(0).saturating_sub(scrolled.0);
        count(frame, inside, self.text().chars().count(), context);
        let at = Position {
            x: (inner.x + column).min(inner.right().saturating_sub(1)),
            y: (inner.y + row).min(inner.bottom().saturating_sub(1)),
        };
        Some(Focus { at, caret: true })
    }

    fn command(&mut self, command: Command, _: &Context) -> Vec<Step> {
        let Command::Editor(command) = command else { return Vec::new() };
        match command {
            EditorCommand::Done => self.done(),
            EditorCommand::OwnEditor => vec![self.keep(), Effect::OpenEditor(self.text()).into()],
            EditorCommand::Undo => {
                self.writing.0.undo();
                vec![self.keep()]
            }
            EditorCommand::Redo => {
                self.writing.0.redo();
                vec![self.keep()]
            }
        }
    }

    fn type_key(&mut self, key: KeyEvent, _: &Context) -> Vec<Step> {
        let changed = match key.code {
            _ if readline(&mut self.writing.0, key) => true,
            KeyCode::Char(c)
                if key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) || c.is_control() =>
            {
                false
            }
            KeyCode::Char(_) | KeyCode::Enter | KeyCode::Backspace | KeyCode::Delete => {
                self.writing.0.input_without_shortcuts(key)
            }
            _ => false,
        };
        if changed { self.after_typing(key) } else { Vec::new() }
    }

    fn paste(&mut self, text: &str, _: &Context) -> Vec<Step> {
        self.writing.0.insert_str(visible(text));
        vec![self.keep()]
    }

    fn edited(&mut self, text: Option<String>, _: &Context) -> Vec<Step> {
        let Some(text) = text else {
            return vec![Step::Tell(Notice::warning(
                "Your editor did not finish; the text stayed as it was.",
            ))];
        };
        self.writing.0.select_all();
        self.writing.0.cut();
        self.writing.0.insert_str(visible(text.trim_end_matches('\n')));
        vec![self.keep()]
    }
}
