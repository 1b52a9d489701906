//! Clocks that ran out: who let them, when, and what follows; marked and confirmed together.

use crate::desk::ExpiryRow;
use crate::domain::ClaimId;
use crate::text::clean;
use crate::tui::command::{Command, ExpiriesCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Layer, Surface};
use crate::tui::layout;
use crate::tui::message::{ExpiriesRequest, Reply, Request, Step};
use crate::tui::notices::Notice;
use crate::tui::overlays::Confirm;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, pad};
use crate::tui::widgets::list::{Cursor, rows};
use crate::tui::widgets::pane::{Label, pane, sentences};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use std::collections::BTreeSet;

const EMPTY: &str = "No clock ran out whose end changes a status.\n\nWhat a clock will do is predicted and shown; \
     nothing happens by itself.";

/// The proposed batch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExpiriesScreen {
    rows: Option<Vec<ExpiryRow>>,
    marked: BTreeSet<ClaimId>,
    cursor: Cursor,
}

impl ExpiriesScreen {
    /// Opens the list; the step asks for it.
    pub fn open() -> (Self, Vec<Step>) {
        (Self::default(), vec![ask(ExpiriesRequest::List)])
    }

    fn rows(&self) -> &[ExpiryRow] {
        self.rows.as_deref().unwrap_or_default()
    }

    fn chosen(&self) -> Option<&ExpiryRow> {
        self.rows().get(self.cursor.index())
    }

    fn act(&mut self, command: ExpiriesCommand) -> Vec<Step> {
        match command {
            ExpiriesCommand::Mark => self.mark(),
            ExpiriesCommand::MarkAll => {
                let open = self.rows().iter().filter(|row| row.confirmed.is_none());
                self.marked = open.map(|row| row.claim_id.clone()).collect();
                Vec::new()
            }
            ExpiriesCommand::Confirm => self.confirm(),
            ExpiriesCommand::Open => {
                self.chosen().map(|row| Request::Open(row.claim_id.clone()).into()).into_iter().collect()
            }
        }
    }

    fn mark(&mut self) -> Vec<Step> {
        let Some(row) = self.chosen() else { return Vec::new() };
        if row.confirmed.is_some() {
            return vec![Step::Tell(Notice::warning("It was confirmed already."))];
        }
        let id = row.claim_id.clone();
        if !self.marked.remove(&id) {
            self.marked.insert(id);
        }
        Vec::new()
    }

    fn confirm(&self) -> Vec<Step> {
        if self.marked.is_empty() {
            return vec![Step::Tell(Notice::warning("Mark claims first: space marks one, A marks all."))];
        }
        let claims: Vec<ClaimId> = self.marked.iter().cloned().collect();
        let question = format!("Confirm for {} claims that their clock ran out?", claims.len());
        let yes = vec![ask(ExpiriesRequest::Confirm(claims))];
        let confirm = Confirm::new(&question, "Yes, confirm; no claim is decided by it.", yes);
        vec![Step::Push(Box::new(Layer::Confirm(confirm)))]
    }

    fn drawn(&self, row: &ExpiryRow, selected: bool, cells: usize, context: &Context) -> Line<'static> {
        let (theme, glyphs) = (&context.theme, &context.glyphs);
        let (sign, tint) = match (&row.confirmed, self.marked.contains(&row.claim_id)) {
            (Some(_), _) => (glyphs.decided, Tint::Met),
            (None, true) => ("+", Tint::Key),
            (None, false) => ("!", Tint::NotMet),
        };
        let leads_to = pad(row.prediction.leads_to.label(), 16, glyphs);
        let partner = fit(&clean::one_line(&row.partner), cells.saturating_sub(48), glyphs);
        let line = Line::from(vec![
            Span::styled(if selected { glyphs.selected } else { " " }, theme.style(Tint::Key)),
            Span::styled(sign, theme.style(tint)),
            Span::styled(format!(" {} ", row.claim_id), theme.style(Tint::Title)),
            Span::styled(row.prediction.at.format("%Y-%m-%d %H:%M ").to_string(), theme.style(Tint::NotMet)),
            Span::styled(format!("{} {leads_to}", glyphs.arrow), theme.style(Tint::Unclear)),
            Span::styled(partner, theme.style(Tint::Text)),
        ]);
        if selected { line.patch_style(theme.selection()) } else { line }
    }

    fn draw_detail(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let Some(row) = self.chosen() else { return };
        let title = format!("Claim {}", row.claim_id);
        let inside = pane(frame, area, Label { title: &title, note: "", focused: false }, context);
        let confirmed = row
            .confirmed
            .as_ref()
            .map(|(by, at)| format!("Confirmed by {by} on {}.", at.format("%Y-%m-%d %H:%M UTC")));
        let asked = row.prediction.request.as_ref().map(|request| format!("Asked: {request}"));
        let words: Vec<String> = std::iter::once(row.prediction.text.clone())
            .chain(confirmed)
            .chain(asked)
            .map(|words| clean::one_line(&words))
            .collect();
        sentences(frame, inside, &words.join("\n\n"), context);
    }
}

fn ask(request: ExpiriesRequest) -> Step {
    Request::Expiries(request).into()
}

/// The list over what is told of the chosen clock.
fn split() -> Layout {
    Layout::vertical([Constraint::Percentage(65), Constraint::Percentage(35)])
}

impl Surface for ExpiriesScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Expiries, Scope::List, Scope::Everywhere]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let (list, detail) = layout::with_detail(area, &split());
        let list = if self.rows().is_empty() { area } else { list };
        let note = format!("{} ran out, {} marked", self.rows().len(), self.marked.len());
        let inside =
            pane(frame, list, Label { title: "Clocks that ran out", note: &note, focused: true }, context);
        if self.rows().is_empty() {
            sentences(frame, inside, if self.rows.is_some() { EMPTY } else { "Reading." }, context);
            return Some(Focus { at: inside.as_position(), caret: true });
        }
        if let Some(detail) = detail {
            self.draw_detail(frame, detail, context);
        }
        let cells = usize::from(inside.width);
        rows(frame, inside, (self.cursor, self.rows().len()), |at, selected| {
            let row = self.rows().get(at).map(|row| self.drawn(row, selected, cells, context));
            row.unwrap_or_default()
        })
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Expiries(command) => return self.act(command),
            Command::List(command) => {
                let (list, _) = layout::with_detail(layout::body(context.area), &split());
                self.cursor.go(command, self.rows().len() as u64, layout::pane_rows(list));
            }
            _ => {}
        }
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, _: &Context) -> Vec<Step> {
        if let Reply::Expiries(rows) = reply {
            self.rows = Some(rows.clone());
            self.marked.clear();
        }
        Vec::new()
    }

    fn status(&self, context: &Context) -> Line<'static> {
        let words = " Predictions of the snapshot's clocks; confirming one is recorded and decides nothing.";
        Line::styled(words, context.theme.style(Tint::Muted))
    }

    fn title(&self) -> Option<String> {
        Some("Clocks that ran out".to_owned())
    }

    fn claim_id(&self) -> Option<&ClaimId> {
        self.chosen().map(|row| &row.claim_id)
    }
}
