//! The value of a variable the comment still lacks.

use crate::comments::Unresolved;
use crate::text::sentence::pieces;
use crate::text::{Span as TextSpan, clean};
use crate::tui::command::{Command, FieldCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::message::{Answer, Step};
use crate::tui::notices::Notice;
use crate::tui::theme::Tint;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::fit::{fit, wrap};
use crate::tui::widgets::pane::dialog;
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

/// Asks for one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fill {
    variable: Unresolved,
    /// The sentence that needs it, which the dialog may hide.
    sentence: String,
    field: Field,
}

impl Fill {
    /// Asks for the value of a variable that stands in a comment.
    pub fn new(variable: Unresolved, comment: &str) -> Self {
        let name = format!("{{{}}}", variable.name);
        let line = comment.lines().find(|line| line.contains(&name)).unwrap_or_default();
        let sentence = pieces(line, TextSpan::new(0, line.len()), usize::MAX)
            .into_iter()
            .filter_map(|piece| piece.of(line))
            .find(|piece| piece.contains(&name));
        Self { variable, sentence: clean::one_line(sentence.unwrap_or(line).trim()), field: Field::default() }
    }
}

/// Most rows of the sentence that are shown.
const SENTENCE_ROWS: usize = 3;

impl Surface for Fill {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Field]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let title = format!("Fill {{{}}}", self.variable.name);
        let width = area.width.saturating_sub(4).min(72);
        let mut sentence = wrap(&self.sentence, usize::from(width.saturating_sub(2)));
        sentence.truncate(SENTENCE_ROWS);
        let size = Size::new(width, 5 + u16::try_from(sentence.len()).unwrap_or(0));
        let inner = dialog(frame, area, (size, &title), context);
        let hint = self
            .variable
            .code
            .as_ref()
            .map_or_else(|| self.variable.hint.clone(), |code| format!("{} ({code})", self.variable.hint));
        let hint = fit(&clean::one_line(&hint), usize::from(inner.width), &context.glyphs);
        let rows = sentence.into_iter().map(|row| (row, Tint::Text)).chain([(hint, Tint::Muted)]);
        for ((row, tint), y) in rows.zip(inner.y..inner.bottom()) {
            let row = Line::styled(row, context.theme.style(tint));
            frame.render_widget(row, Rect { y, height: 1, ..inner });
        }
        let y = inner.bottom().saturating_sub(1).max(inner.y);
        Some(self.field.view(frame, Rect { y, height: inner.height.min(1), ..inner }, context))
    }

    fn command(&mut self, command: Command, _: &Context) -> Vec<Step> {
        let value = self.field.text().trim().to_owned();
        match command {
            Command::Field(FieldCommand::Accept) if value.is_empty() => {
                vec![Step::Tell(Notice::warning("Type the value, or leave with Esc."))]
            }
            Command::Field(FieldCommand::Accept) => {
                vec![Step::Answer(Answer::Filled(self.variable.clone(), value))]
            }
            Command::Field(FieldCommand::Cancel) => vec![Step::Close],
            _ => Vec::new(),
        }
    }

    fn type_key(&mut self, key: KeyEvent, _: &Context) -> Vec<Step> {
        self.field.type_key(key);
        Vec::new()
    }

    fn paste(&mut self, text: &str, _: &Context) -> Vec<Step> {
        self.field.insert(text);
        Vec::new()
    }
}
