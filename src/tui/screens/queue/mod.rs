//! The queue: every claim that waits for a reviewer, most urgent first.
//!
//! Holds a window of the rows and asks for another one when the cursor leaves it, so a hundred thousand claims cost
//! as much as a hundred. The selection is a claim, never a row: what is selected stays selected while rows come and go.

mod preview;
mod row;
mod view;

use crate::desk::{Failure, QueuePage, QueueQuery, QueueRow, Review, SavedView, SortKey};
use crate::domain::ClaimId;
use crate::tui::command::{Command, FieldCommand, ListCommand, QueueCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Layer, Surface};
use crate::tui::layout;
use crate::tui::message::{Answer, Purpose, Reply, Request, Step};
use crate::tui::overlays::{Prompt, Question, ReasonFor, ReasonPick, SortPick, ViewPick};
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Cursor;
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Rows asked for at once.
const WINDOW: u32 = 256;

/// The queue as far as it is known.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct QueueScreen {
    query: QueueQuery,
    page: Option<QueuePage>,
    cursor: Cursor,
    selected: Option<ClaimId>,
    /// The filter while it is typed, and the one to return to.
    typing: Option<(Field, String)>,
    /// Why the filter cannot be used.
    problem: Option<String>,
    views: Vec<SavedView>,
    /// Name of the view in force.
    view: Option<String>,
    preview: Option<Box<Review>>,
    /// Something was recorded since the rows were read.
    stale: bool,
}

impl QueueScreen {
    /// An empty queue; the steps ask for its first rows.
    pub fn open() -> (Self, Vec<Step>) {
        let mut queue = Self::default();
        queue.query.limit = WINDOW;
        let asked = queue.reload();
        (queue, asked.into_iter().chain([Request::Views.into()]).collect())
    }

    /// Asks again if something was recorded since; called when the queue is looked at.
    pub fn freshen(&mut self) -> Vec<Step> {
        if self.stale { self.reload() } else { Vec::new() }
    }

    /// Asks for the window around the cursor again.
    fn reload(&mut self) -> Vec<Step> {
        self.query.limit = WINDOW;
        self.stale = false;
        vec![Request::Queue(self.query.clone()).into()]
    }

    /// The row of the selected claim.
    pub fn selected_row(&self) -> Option<&QueueRow> {
        let selected = self.selected.as_ref()?;
        self.page.as_ref()?.rows.iter().find(|row| row.claim_id == *selected)
    }

    /// Whether a filter is in force.
    pub fn has_filter(&self) -> bool {
        !self.query.text.trim().is_empty()
    }

    fn total(&self) -> u64 {
        self.page.as_ref().map_or(0, |page| page.total)
    }

    fn height(context: &Context) -> u64 {
        let body = layout::body(context.area);
        u64::from(layout::queue(body).table.height.saturating_sub(3)).max(1)
    }

    fn ask(&mut self, text: String, sort: Vec<SortKey>) -> Vec<Step> {
        self.problem = None;
        self.cursor = Cursor::default();
        self.selected = None;
        self.query = QueueQuery { text, sort, offset: 0, limit: WINDOW };
        self.reload()
    }

    fn filter(&mut self, text: String) -> Vec<Step> {
        self.ask(text, self.query.sort.clone())
    }

    fn go(&mut self, command: ListCommand, context: &Context) -> Vec<Step> {
        self.cursor.go(command, self.total(), Self::height(context));
        self.selected = self.row_at_cursor().map(|row| row.claim_id.clone());
        match self.selected {
            Some(_) => self.ask_preview(context),
            None if self.total() > 0 => {
                self.query.offset = self.cursor.at.saturating_sub(u64::from(WINDOW) / 2);
                self.reload()
            }
            None => Vec::new(),
        }
    }

    fn row_at_cursor(&self) -> Option<&QueueRow> {
        let page = self.page.as_ref()?;
        let at = usize::try_from(self.cursor.at.checked_sub(page.offset)?).ok()?;
        page.rows.get(at)
    }

    fn ask_preview(&self, context: &Context) -> Vec<Step> {
        let body = layout::body(context.area);
        let shown = layout::queue(body).preview.width > 0;
        let known = self.preview.as_ref().map(|review| &review.claim.claim_id);
        match &self.selected {
            Some(claim_id) if shown && known != Some(claim_id) => {
                vec![Request::Preview(claim_id.clone()).into()]
            }
            _ => Vec::new(),
        }
    }

    fn take(&mut self, query: &QueueQuery, page: &QueuePage, context: &Context) -> Vec<Step> {
        if *query != self.query {
            return Vec::new();
        }
        self.problem = None;
        let same = self.selected.as_ref().and_then(|id| page.rows.iter().position(|row| row.claim_id == *id));
        let at = same.map_or(self.cursor.at, |place| page.offset + place as u64);
        self.page = Some(page.clone());
        self.cursor.put(at.min(page.total.saturating_sub(1)), Self::height(context));
        self.selected = self.row_at_cursor().map(|row| row.claim_id.clone());
        let lost = self.selected.is_none() && page.total > 0 && self.query.offset > 0;
        if lost {
            self.query.offset = self.cursor.at.saturating_sub(u64::from(WINDOW) / 2);
            return self.reload();
        }
        self.preview = None;
        self.ask_preview(context)
    }

    fn queue_command(&mut self, command: QueueCommand) -> Vec<Step> {
        let push = |layer: Layer| vec![Step::Push(Box::new(layer))];
        match command {
            QueueCommand::Open => self.selected.iter().map(|id| Request::Open(id.clone()).into()).collect(),
            QueueCommand::Next => vec![Request::Next(None).into()],
            QueueCommand::Filter => {
                self.typing = Some((Field::with(&self.query.text), self.query.text.clone()));
                Vec::new()
            }
            QueueCommand::ClearFilter => {
                self.view = None;
                self.ask(String::new(), Vec::new())
            }
            QueueCommand::Sort => push(Layer::Sort(SortPick::new(self.query.sort.clone()))),
            QueueCommand::Views => push(Layer::Views(ViewPick::new(self.views.clone()))),
            QueueCommand::SaveView => {
                push(Layer::Prompt(Prompt::new(Question::ViewName(self.query.text.clone()), "")))
            }
            QueueCommand::Skip => {
                let ask = |id: &ClaimId| push(Layer::Reason(ReasonPick::new(ReasonFor::Skip, id.clone())));
                self.selected.as_ref().map(ask).unwrap_or_default()
            }
            QueueCommand::Refresh => self.reload(),
        }
    }

    fn field_command(&mut self, command: FieldCommand) -> Vec<Step> {
        let Some((field, before)) = self.typing.take() else { return Vec::new() };
        match command {
            FieldCommand::Accept => Vec::new(),
            FieldCommand::Cancel if field.text() == before => Vec::new(),
            FieldCommand::Cancel => self.filter(before),
        }
    }

    fn typed(&mut self, change: impl FnOnce(&mut Field) -> bool) -> Vec<Step> {
        let changed = self.typing.as_mut().and_then(|(field, _)| change(field).then(|| field.text()));
        let Some(text) = changed else { return Vec::new() };
        self.view = None;
        self.filter(text)
    }
}

impl Surface for QueueScreen {
    fn scopes(&self) -> &'static [Scope] {
        if self.typing.is_some() { &[Scope::Field] } else { &[Scope::Queue, Scope::List, Scope::Everywhere] }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        self.draw(frame, area, context)
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Queue(command) => self.queue_command(command),
            Command::List(command) => self.go(command, context),
            Command::Field(command) => self.field_command(command),
            _ => Vec::new(),
        }
    }

    fn type_key(&mut self, key: KeyEvent, _: &Context) -> Vec<Step> {
        self.typed(|field| field.type_key(key))
    }

    fn paste(&mut self, text: &str, _: &Context) -> Vec<Step> {
        self.typed(|field| {
            field.insert(text);
            true
        })
    }

    fn answered(&mut self, answer: Answer, _: &Context) -> Vec<Step> {
        match answer {
            Answer::Sort(sort) => self.ask(self.query.text.clone(), sort),
            Answer::View(view) => {
                self.view = Some(view.name);
                self.filter(view.query)
            }
            _ => Vec::new(),
        }
    }

    fn reply(&mut self, reply: &Reply, context: &Context) -> Vec<Step> {
        match reply {
            Reply::Queue(query, page) => self.take(query, page, context),
            Reply::Views(views) => {
                self.views.clone_from(views);
                Vec::new()
            }
            Reply::Preview(review) => {
                if self.selected.as_ref() == Some(&review.claim.claim_id) {
                    self.preview = Some(review.clone());
                }
                Vec::new()
            }
            Reply::Decided(_)
            | Reply::Withdrawn(_)
            | Reply::Compared(_)
            | Reply::Released(_)
            | Reply::Reopened(_)
            | Reply::Skipped(_)
            | Reply::Judged(_)
            | Reply::Kept(..)
            | Reply::Indexed => {
                self.stale = true;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn failed(&mut self, purpose: Purpose, failure: &Failure, _: &Context) {
        if purpose == Purpose::Queue {
            self.problem = Some(crate::text::clean::one_line(&failure.to_string()));
        }
    }

    fn resized(&mut self, context: &Context) -> Vec<Step> {
        self.cursor.put(self.cursor.at, Self::height(context));
        self.ask_preview(context)
    }

    fn status(&self, context: &Context) -> Line<'static> {
        self.status_line(context)
    }

    fn title(&self) -> Option<String> {
        Some("Queue".to_owned())
    }

    fn claim_id(&self) -> Option<&ClaimId> {
        self.selected.as_ref()
    }
}
