//! The recorded reviews that are here.

use super::WalkScreen;
use crate::desk::training::WalkSummary;
use crate::text::clean;
use crate::tui::command::{Command, Scope, WalksCommand};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Layer, Surface};
use crate::tui::layout;
use crate::tui::message::{Reply, Request, Step, TrainingRequest};
use crate::tui::notices::Notice;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, pad};
use crate::tui::widgets::list::{Cursor, rows};
use crate::tui::widgets::pane::{Label, pane, sentences};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// The recorded reviews.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WalksScreen {
    walks: Option<Vec<WalkSummary>>,
    cursor: Cursor,
}

impl WalksScreen {
    /// Opens the list; the step asks for its rows.
    pub fn open() -> (Self, Vec<Step>) {
        (Self::default(), vec![Request::Training(TrainingRequest::Walks).into()])
    }

    fn rows(&self) -> &[WalkSummary] {
        self.walks.as_deref().unwrap_or_default()
    }

    fn show(&self) -> Vec<Step> {
        let Some(walk) = self.rows().get(self.cursor.index()) else { return Vec::new() };
        if let Some(problem) = &walk.problem {
            return vec![Step::Tell(Notice::warning(problem))];
        }
        let file = walk.file.as_ref().map(|file| file.to_string_lossy().into_owned());
        let (screen, steps) = WalkScreen::open(&file.unwrap_or_else(|| walk.name.clone()));
        std::iter::once(Step::Push(Box::new(Layer::Walk(Box::new(screen))))).chain(steps).collect()
    }
}

impl Surface for WalksScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Walks, Scope::List, Scope::Everywhere]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let label = Label { title: "Recorded reviews", note: "", focused: true };
        let inside = pane(frame, area, label, context);
        if self.walks.is_none() {
            sentences(frame, inside, "Reading.", context);
        }
        let width = usize::from(inside.width);
        rows(frame, inside, (self.cursor, self.rows().len()), |at, selected| {
            self.rows().get(at).map(|walk| drawn(walk, (width, selected), context)).unwrap_or_default()
        })
        .or(Some(Focus { at: inside.as_position(), caret: true }))
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Walks(WalksCommand::Open) => return self.show(),
            Command::List(command) => {
                let height = layout::pane_rows(layout::body(context.area));
                self.cursor.go(command, self.rows().len() as u64, height);
            }
            _ => {}
        }
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, _context: &Context) -> Vec<Step> {
        if let Reply::Walks(walks) = reply {
            self.walks = Some(walks.clone());
        }
        Vec::new()
    }

    fn status(&self, context: &Context) -> Line<'static> {
        let words = " Enter shows a review key by key beside the answer. In training c records one.";
        Line::styled(
            fit(words, usize::from(context.area.width), &context.glyphs),
            context.theme.style(Tint::Muted),
        )
    }

    fn title(&self) -> Option<String> {
        Some("Recorded reviews".to_owned())
    }
}

fn drawn(walk: &WalkSummary, (cells, selected): (usize, bool), context: &Context) -> Line<'static> {
    let (theme, glyphs) = (context.theme, &context.glyphs);
    let (about, tint) = match (&walk.holds, &walk.problem) {
        (Some(holds), _) => {
            let (minutes, seconds) = (holds.seconds / 60, holds.seconds % 60);
            let ends = if holds.decided { "" } else { ", not decided" };
            let length = format!("{} keys, {minutes}:{seconds:02} min{ends}", holds.keys);
            (format!("{:<9} {length}", holds.mode.word()), Tint::Muted)
        }
        (None, problem) => (clean::one_line(problem.as_deref().unwrap_or_default()), Tint::Warning),
    };
    let room = cells.saturating_sub(2) / 2;
    let line = Line::from(vec![
        Span::styled(if selected { glyphs.selected } else { " " }, theme.style(Tint::Key)),
        Span::styled(
            format!(" {}", pad(&clean::one_line(&walk.name), room, glyphs)),
            theme.style(Tint::Title),
        ),
        Span::styled(fit(&about, cells.saturating_sub(room + 2), glyphs), theme.style(tint)),
    ]);
    if selected { line.patch_style(theme.selection()) } else { line }
}
