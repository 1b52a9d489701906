//! Rows of sentences that may be longer than the window, and what a resolution does to a claim as such rows.

use super::fit::wrap;
use crate::domain::{CascadeKind, CascadeLine, Status};
use crate::text::clean;
use crate::tui::command::ListCommand;
use crate::tui::context::Context;
use crate::tui::theme::Tint;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Rows that are put together and then drawn.
pub struct Told<'a> {
    lines: Vec<Line<'static>>,
    width: usize,
    context: &'a Context,
}

/// What happens to one claim.
#[derive(Debug, Clone, Copy)]
pub struct ClaimFate<'a> {
    /// Name of its partner.
    pub partner: &'a str,
    /// Status in the snapshot.
    pub before: Status,
    /// What happens, with the messages.
    pub line: &'a CascadeLine,
    /// Comment of its decision, if one is recorded.
    pub comment: Option<&'a str>,
}

impl<'a> Told<'a> {
    /// Nothing yet, for a pane of this many cells.
    pub fn new(width: usize, context: &'a Context) -> Self {
        Self { lines: Vec::new(), width, context }
    }

    /// A sentence with a sign before it, or without one; a blank as sign indents it.
    pub fn say(&mut self, sign: &str, words: &str, tint: Tint) {
        let (style, indent) = (self.context.theme.style(tint), if sign.is_empty() { 1 } else { 3 });
        let rows = wrap(&clean::one_line(words), self.width.saturating_sub(indent + 1));
        for (nth, row) in rows.into_iter().enumerate() {
            let lead = match (sign, nth) {
                ("", _) => " ".to_owned(),
                (sign, 0) => format!(" {sign} "),
                _ => "   ".to_owned(),
            };
            self.lines.push(Line::from(vec![Span::styled(lead, style), Span::styled(row, style)]));
        }
    }

    /// An empty row.
    pub fn gap(&mut self) {
        self.lines.push(Line::default());
    }

    /// What happens to one claim and why.
    pub fn fate(&mut self, fate: &ClaimFate<'_>) {
        let line = fate.line;
        let head = format!(
            "{}  {}: {} {} {}",
            line.claim_id,
            fate.partner,
            fate.before.label().to_lowercase(),
            self.context.glyphs.arrow,
            line.kind.label()
        );
        self.say("", &head, tint(line.kind));
        self.say(" ", &line.why, Tint::Text);
    }

    /// The clock that starts for a claim, and what its partner is told.
    pub fn texts(&mut self, fate: &ClaimFate<'_>) {
        if let Some(clock) = &fate.line.clock {
            let until = clock
                .deadline
                .map_or_else(String::new, |at| format!(" until {}", at.format("%Y-%m-%d %H:%M UTC")));
            self.say(" ", &format!("starts: {}{until}", clock.label), Tint::Muted);
        }
        let comment = fate.comment.map(|text| ("comment", text));
        let notices = fate.line.notices.iter().map(|notice| (notice.template.as_str(), notice.text.as_str()));
        for (name, text) in comment.into_iter().chain(notices) {
            self.say(" ", &format!("{name}: {text}"), Tint::Faint);
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Draws from a row on; where rows are left below, the last one says how many and how they are reached.
    pub fn draw(self, frame: &mut Frame<'_>, inside: Rect, (first, how): (usize, &str)) {
        let height = usize::from(inside.height);
        let first = first.min(self.lines.len().saturating_sub(height));
        let left = self.lines.len().saturating_sub(first + height);
        let mut shown: Vec<Line<'static>> = self.lines.into_iter().skip(first).take(height).collect();
        if left > 0 {
            shown.pop();
            let more = format!(" {} {} more rows, {how}", self.context.glyphs.ellipsis, left + 1);
            shown.push(Line::styled(more, self.context.theme.style(Tint::Faint)));
        }
        for (line, y) in shown.into_iter().zip(inside.y..inside.bottom()) {
            frame.render_widget(line, Rect { y, height: 1, ..inside });
        }
    }
}

/// The first row to draw after a movement in so many rows, of which `height` are shown.
pub fn scrolled(command: ListCommand, first: usize, (rows, height): (usize, usize)) -> usize {
    let most = rows.saturating_sub(height);
    let wanted = match command {
        ListCommand::Down => first + 1,
        ListCommand::Up => first.saturating_sub(1),
        ListCommand::PageDown => first + height,
        ListCommand::PageUp => first.saturating_sub(height),
        ListCommand::Top => 0,
        ListCommand::Bottom => most,
    };
    wanted.min(most)
}

const fn tint(kind: CascadeKind) -> Tint {
    match kind {
        CascadeKind::Approved => Tint::Met,
        CascadeKind::PartlyApproved => Tint::Info,
        CascadeKind::ActionRequired | CascadeKind::ProofAsked | CascadeKind::LinesHeld => Tint::Unclear,
        CascadeKind::Rejected | CascadeKind::FinalRejected | CascadeKind::Disassociated => Tint::NotMet,
        CascadeKind::Unchanged => Tint::Text,
    }
}
