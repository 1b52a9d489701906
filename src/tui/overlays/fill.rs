//! The value of a variable the comment still lacks.

use crate::comments::Unresolved;
use crate::text::clean;
use crate::tui::command::{Command, FieldCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::message::{Answer, Step};
use crate::tui::notices::Notice;
use crate::tui::theme::Tint;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::fit::fit;
use crate::tui::widgets::pane::dialog;
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

/// Asks for one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fill {
    variable: Unresolved,
    field: Field,
}

impl Fill {
    /// Asks for the value of a variable.
    pub fn new(variable: Unresolved) -> Self {
        Self { variable, field: Field::default() }
    }
}

impl Surface for Fill {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Field]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let title = format!("Fill {{{}}}", self.variable.name);
        let size = Size::new(area.width.saturating_sub(4).min(72), 5);
        let inner = dialog(frame, area, (size, &title), context);
        let hint = self
            .variable
            .code
            .as_ref()
            .map_or_else(|| self.variable.hint.clone(), |code| format!("{} ({code})", self.variable.hint));
        let hint = fit(&clean::one_line(&hint), usize::from(inner.width), &context.glyphs);
        frame.render_widget(Line::styled(hint, context.theme.style(Tint::Muted)), inner);
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
