//! A question answered with one typed line.

use crate::desk::SavedView;
use crate::domain::ClaimId;
use crate::tui::command::{Command, FieldCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::message::{Answer, OutboxRequest, Request, Step};
use crate::tui::notices::Notice;
use crate::tui::theme::Tint;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::fit::fit;
use crate::tui::widgets::pane::dialog;
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::{Rect, Size};
use ratatui::text::Span;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// The name of a view with this query.
    ViewName(String),
    /// Why the decision about a claim is withdrawn.
    Withdraw(ClaimId),
    /// Why the released decision about a claim is opened again.
    Reopen(ClaimId),
    /// Why the released decision about a claim is void.
    Void(ClaimId),
    /// Why a claim is skipped.
    Skip(ClaimId),
    /// Something the layer below wants to know: title and explanation.
    ForBelow(&'static str, &'static str),
}

impl Question {
    fn title(&self) -> &'static str {
        match self {
            Self::ViewName(_) => "Save as a view",
            Self::Withdraw(_) => "Withdraw the decision",
            Self::Reopen(_) => "Open the decision again",
            Self::Void(_) => "Find the decision void",
            Self::Skip(_) => "Skip the claim",
            Self::ForBelow(title, _) => title,
        }
    }

    fn words(&self) -> &'static str {
        match self {
            Self::ViewName(_) => "Name of the view:",
            Self::Withdraw(_) => "Why is it withdrawn? The reason is recorded.",
            Self::Reopen(_) => "Why is it opened again? The reason is recorded.",
            Self::Void(_) => "What was procedurally wrong? The reason is recorded.",
            Self::Skip(_) => "Why is it skipped? The reason is recorded.",
            Self::ForBelow(_, words) => words,
        }
    }

    fn steps(&self, line: String) -> Vec<Step> {
        let request = match self {
            Self::ViewName(query) => {
                Request::SaveView(SavedView { name: line, query: query.clone(), built_in: false, role: None })
            }
            Self::Withdraw(claim_id) => Request::Withdraw(claim_id.clone(), line),
            Self::Reopen(claim_id) => Request::Outbox(OutboxRequest::Reopen(claim_id.clone(), line)),
            Self::Void(claim_id) => Request::Outbox(OutboxRequest::Void(claim_id.clone(), line)),
            Self::Skip(claim_id) => Request::Skip(claim_id.clone(), line),
            Self::ForBelow(..) => return vec![Step::Answer(Answer::Text(self.clone(), line))],
        };
        vec![Step::Close, request.into()]
    }
}

/// The question and the line typed so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    question: Question,
    field: Field,
}

impl Prompt {
    /// Asks, with a line to start from.
    pub fn new(question: Question, text: &str) -> Self {
        Self { question, field: Field::with(text) }
    }
}

impl Surface for Prompt {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Field]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let inside = dialog(frame, area, (Size::new(66, 5), self.question.title()), context);
        let words = fit(self.question.words(), usize::from(inside.width), &context.glyphs);
        frame.render_widget(Span::styled(words, context.theme.style(Tint::Muted)), inside);
        let line = Rect {
            y: inside.bottom().saturating_sub(1).max(inside.y),
            height: inside.height.min(1),
            ..inside
        };
        let prompt = format!("{} ", context.glyphs.prompt);
        frame.render_widget(Span::styled(prompt, context.theme.style(Tint::Key)), line);
        let typed = Rect { x: line.x + 2.min(line.width), width: line.width.saturating_sub(2), ..line };
        Some(self.field.view(frame, typed, context))
    }

    fn command(&mut self, command: Command, _: &Context) -> Vec<Step> {
        let line = self.field.text().trim().to_owned();
        match command {
            Command::Field(FieldCommand::Accept) if line.is_empty() => {
                vec![Step::Tell(Notice::warning("Type something, or leave with Esc."))]
            }
            Command::Field(FieldCommand::Accept) => self.question.steps(line),
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
