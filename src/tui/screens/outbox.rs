//! The outbox: decisions that are signed and still held here.

use crate::desk::{HeldDecision, Outbox, ReleaseRequest, duration_words};
use crate::domain::ClaimId;
use crate::text::clean;
use crate::tui::command::{Command, OutboxCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Layer, Surface};
use crate::tui::layout;
use crate::tui::message::{OutboxRequest, Reply, Request, Step};
use crate::tui::overlays::Confirm;
use crate::tui::theme::Tint;
use crate::tui::widgets::decision;
use crate::tui::widgets::fit::{fit, pad, pad_left};
use crate::tui::widgets::list::{Cursor, rows};
use crate::tui::widgets::pane::{Label, pane, sentences};
use chrono::{DateTime, Utc};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

const EMPTY: &str = "Nothing is held here.\n\nA decision is held for a few minutes after it was signed and can be \
     withdrawn until then. When its hold has run out it is released the next time the desk is used; after that it is \
     opened again with a reason.";

/// The held decisions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OutboxScreen {
    outbox: Option<Outbox>,
    cursor: Cursor,
}

impl OutboxScreen {
    /// Opens the outbox; the step asks for its content.
    pub fn open() -> (Self, Vec<Step>) {
        (Self::default(), vec![ask(OutboxRequest::List)])
    }

    fn held(&self) -> &[HeldDecision] {
        self.outbox.as_ref().map_or(&[], |outbox| &outbox.held)
    }

    fn chosen(&self) -> Option<&HeldDecision> {
        self.held().get(self.cursor.index())
    }

    fn act(&self, command: OutboxCommand) -> Vec<Step> {
        let chosen = self.chosen().map(|row| row.claim_id.clone());
        match (command, chosen) {
            (OutboxCommand::Refresh, _) => vec![ask(OutboxRequest::List)],
            (OutboxCommand::Open, Some(id)) => vec![Request::Open(id).into()],
            (OutboxCommand::Release, Some(id)) => {
                vec![ask(OutboxRequest::Release(ReleaseRequest::Claims(vec![id])))]
            }
            (OutboxCommand::ReleaseAll, Some(_)) => {
                let question = format!("Release the {} decisions that are held here?", self.held().len());
                let yes = vec![ask(OutboxRequest::Release(ReleaseRequest::All))];
                let confirm = Confirm::new(&question, "Yes, release those that are mine to release.", yes);
                vec![Step::Push(Box::new(Layer::Confirm(confirm)))]
            }
            (_, None) => Vec::new(),
        }
    }

    fn height(context: &Context) -> u64 {
        layout::pane_rows(layout::body(context.area))
    }
}

fn ask(request: OutboxRequest) -> Step {
    Request::Outbox(request).into()
}

impl Surface for OutboxScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Outbox, Scope::List, Scope::Everywhere]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let note = format!("{} held", self.held().len());
        let inside = pane(frame, area, Label { title: "Outbox", note: &note, focused: true }, context);
        let Some(outbox) = self.outbox.as_ref().filter(|outbox| !outbox.held.is_empty()) else {
            sentences(frame, inside, if self.outbox.is_some() { EMPTY } else { "Reading." }, context);
            return Some(Focus { at: inside.as_position(), caret: true });
        };
        let cells = usize::from(inside.width);
        rows(frame, inside, (self.cursor, outbox.held.len()), |at, selected| {
            let row = outbox.held.get(at).map(|row| drawn(row, outbox.as_of, (cells, selected), context));
            row.unwrap_or_default()
        })
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Outbox(command) => return self.act(command),
            Command::List(command) => {
                self.cursor.go(command, self.held().len() as u64, Self::height(context));
            }
            _ => {}
        }
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, context: &Context) -> Vec<Step> {
        match reply {
            Reply::Outbox(outbox) => {
                self.outbox = Some(outbox.clone());
                let last = self.held().len().saturating_sub(1) as u64;
                self.cursor.put(self.cursor.at.min(last), Self::height(context));
                Vec::new()
            }
            Reply::Released(_) | Reply::Withdrawn(_) | Reply::Decided(_) => vec![ask(OutboxRequest::List)],
            _ => Vec::new(),
        }
    }

    fn resized(&mut self, context: &Context) -> Vec<Step> {
        self.cursor.put(self.cursor.at, Self::height(context));
        Vec::new()
    }

    fn status(&self, context: &Context) -> Line<'static> {
        let words = self.chosen().map_or_else(String::new, |row| {
            let until = row.held_until.map_or_else(
                || "It is due.".to_owned(),
                |until| format!("It is held until {} UTC.", until.format("%Y-%m-%d %H:%M")),
            );
            format!(
                " Signed by {} on {}. {until}",
                clean::one_line(&row.by.name),
                row.decided_at.format("%Y-%m-%d %H:%M")
            )
        });
        Line::styled(words, context.theme.style(Tint::Muted))
    }

    fn title(&self) -> Option<String> {
        Some("Outbox".to_owned())
    }

    fn claim_id(&self) -> Option<&ClaimId> {
        self.chosen().map(|row| &row.claim_id)
    }
}

/// A decision with the time its hold still runs.
fn drawn(
    row: &HeldDecision,
    as_of: DateTime<Utc>,
    (cells, selected): (usize, bool),
    context: &Context,
) -> Line<'static> {
    let (theme, glyphs) = (&context.theme, &context.glyphs);
    let left = row.held_until.map_or(0, |until| (until - as_of).num_minutes());
    let left = if left <= 0 { "due".to_owned() } else { format!("{} left", duration_words(left)) };
    let by = format!("by {}", clean::one_line(&row.by.name));
    let customer = row.customer.as_deref().map(clean::one_line).unwrap_or_default();
    let line = Line::from(vec![
        Span::styled(if selected { glyphs.selected } else { " " }, theme.style(Tint::Key)),
        Span::styled(format!(" {} ", row.claim_id), theme.style(Tint::Title)),
        Span::styled(pad(row.kind.label(), 17, glyphs), theme.style(decision::tint(row.kind))),
        Span::styled(pad_left(&left, 11, glyphs), theme.style(Tint::Unclear)),
        Span::styled(format!("  {}", pad(&by, 16, glyphs)), theme.style(Tint::Muted)),
        Span::styled(fit(&customer, cells.saturating_sub(57), glyphs), theme.style(Tint::Text)),
    ]);
    if selected { line.patch_style(theme.selection()) } else { line }
}
