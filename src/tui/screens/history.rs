//! The story of one claim: what happened before, and what this desk recorded.

use crate::desk::HistoryLine;
use crate::domain::ClaimId;
use crate::text::clean;
use crate::tui::command::{Command, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::message::{Reply, Request, Step};
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::wrap;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::pane::{Label, pane};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

/// The lines of a claim's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryScreen {
    claim_id: ClaimId,
    lines: Option<Vec<HistoryLine>>,
    cursor: Cursor,
}

impl HistoryScreen {
    /// Opens the history of a claim; the step asks for it.
    pub fn open(claim_id: ClaimId) -> (Self, Vec<Step>) {
        let ask = Request::History(claim_id.clone()).into();
        (Self { claim_id, lines: None, cursor: Cursor::default() }, vec![ask])
    }

    fn lines(&self) -> &[HistoryLine] {
        self.lines.as_deref().unwrap_or_default()
    }
}

impl Surface for HistoryScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::List, Scope::Everywhere]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let title = format!("History of claim {}", self.claim_id);
        let here = self.lines().iter().filter(|line| line.here).count();
        let note = format!("{here} recorded here");
        let inside = pane(frame, area, Label { title: &title, note: &note, focused: true }, context);
        if self.lines().is_empty() {
            let words = if self.lines.is_some() { "Nothing has happened yet." } else { "Reading." };
            frame.render_widget(Span::styled(words, context.theme.style(Tint::Muted)), inside);
        }
        let mut y = inside.y;
        let mut focus = None;
        for (at, line) in self.lines().iter().enumerate().skip(self.cursor.first()) {
            let selected = at == self.cursor.index();
            if y >= inside.bottom() {
                break;
            }
            if selected {
                focus = Some(Focus { at: Position::new(inside.x, y), caret: false });
            }
            for row in drawn(line, selected, usize::from(inside.width), context) {
                if y < inside.bottom() {
                    frame.render_widget(row, Rect { y, height: 1, ..inside });
                    y += 1;
                }
            }
        }
        focus
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        if let Command::List(command) = command {
            let height = u64::from(context.area.height.saturating_sub(8)).max(1);
            self.cursor.go(command, self.lines().len() as u64, height / 2 + 1);
        }
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, _: &Context) -> Vec<Step> {
        match reply {
            Reply::History(claim_id, lines) if *claim_id == self.claim_id => self.lines = Some(lines.clone()),
            _ => {}
        }
        Vec::new()
    }

    fn title(&self) -> Option<String> {
        Some(format!("{} history", self.claim_id))
    }

    fn claim_id(&self) -> Option<&ClaimId> {
        Some(&self.claim_id)
    }
}

/// A line with its time and person; what does not fit goes on below.
fn drawn(line: &HistoryLine, selected: bool, cells: usize, context: &Context) -> Vec<Line<'static>> {
    let theme = &context.theme;
    let mark = if selected { context.glyphs.selected } else { " " };
    let place = if line.here { context.glyphs.decided } else { " " };
    let head = format!("{mark} {} {place} ", line.at.format("%Y-%m-%d %H:%M"));
    let text = format!("{}: {}", clean::one_line(&line.actor), clean::one_line(&line.text));
    let indent = head.chars().count();
    wrap(&text, cells.saturating_sub(indent + 1).max(8))
        .into_iter()
        .enumerate()
        .map(|(at, part)| {
            let start = if at == 0 { head.clone() } else { " ".repeat(indent) };
            let tint = if line.here { Tint::Title } else { Tint::Text };
            let row = Line::from(vec![
                Span::styled(start, theme.style(Tint::Muted)),
                Span::styled(part, theme.style(tint)),
            ]);
            if selected { row.patch_style(theme.selection()) } else { row }
        })
        .collect()
}
