//! A batch of conflicts: what the rules propose, which rows are in, which must be opened, and the one act at the end.
//!
//! The screen shows what the desk planned and asks for the rest. A change of the rows is a new plan. Nothing is settled
//! before the rows of the sample were opened and the number of rows was typed; whatever changed meanwhile refuses it.

mod draw;

use crate::desk::{BatchPlan, BatchReceipt, BatchRequest, BatchRow, ExcludedRow, Failure, FailureKind};
use crate::domain::{ClaimId, ConflictId};
use crate::tui::command::{BatchCommand, Command, ListCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Layer, Surface};
use crate::tui::layout;
use crate::tui::message::{Answer, BatchTask, Purpose, Reply, Request, Step};
use crate::tui::notices::Notice;
use crate::tui::overlays::{Prompt, Question};
use crate::tui::screens::ConflictScreen;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::told::scrolled;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use std::path::PathBuf;

const COUNT: Question =
    Question::ForBelow("Settle the rows as one act", "How many rows are settled by it? Type their number.");
const WHY: Question =
    Question::ForBelow("Plan it anew", "Why, in one sentence for all rows? Recorded, never sent.");
const BACK: Question =
    Question::ForBelow("Take the whole batch back", "Why is it taken back? The reason is recorded.");
const FILE: Question = Question::ForBelow("Write the plan to a file", "Name of the new file:");

/// What the desk was asked and has not answered yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Plan,
    Row,
    Commit,
    TakeBack,
}

/// The batch.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchScreen {
    /// All conflicts it was made of; the seed is that of the first plan, so that rows cannot be drawn until they suit.
    request: BatchRequest,
    plan: Option<Box<BatchPlan>>,
    /// Rows of the sample that were not opened yet.
    unopened: Vec<ConflictId>,
    /// Rows that were taken out, as they were proposed.
    out: Vec<BatchRow>,
    cursor: Cursor,
    /// First row of all that follows, while that is shown in place of the list.
    whole: Option<usize>,
    waiting: Option<Waiting>,
    /// Why the desk refused the plan as it is.
    refused: Option<String>,
    receipt: Option<Box<BatchReceipt>>,
}

/// A line of the list.
#[derive(Debug, Clone, Copy)]
enum Entry<'a> {
    /// A row that is settled.
    In(&'a BatchRow),
    /// A row that was taken out.
    Out(&'a BatchRow),
    /// A conflict that is not for a batch.
    Excluded(&'a ExcludedRow),
}

impl Entry<'_> {
    const fn conflict(&self) -> &ConflictId {
        match self {
            Self::In(row) | Self::Out(row) => &row.conflict,
            Self::Excluded(row) => &row.conflict,
        }
    }
}

fn tell(words: impl Into<String>) -> Vec<Step> {
    vec![Step::Tell(Notice::warning(words.into()))]
}

fn ask(question: Question, text: &str) -> Vec<Step> {
    vec![Step::Push(Box::new(Layer::Prompt(Prompt::new(question, text))))]
}

impl BatchScreen {
    /// Opens a batch of these conflicts with the sentence for all of them; the step asks for its plan.
    pub fn open(conflicts: Vec<ConflictId>, rationale: String) -> (Self, Vec<Step>) {
        let mut screen = Self {
            request: BatchRequest { conflicts, rationale, consulted: None, seed: None },
            plan: None,
            unopened: Vec::new(),
            out: Vec::new(),
            cursor: Cursor::default(),
            whole: None,
            waiting: None,
            refused: None,
            receipt: None,
        };
        let steps = screen.replan();
        (screen, steps)
    }

    /// Asks for the plan of the rows that are in.
    fn replan(&mut self) -> Vec<Step> {
        let is_in = |id: &&ConflictId| self.out.iter().all(|row| row.conflict != **id);
        let conflicts = self.request.conflicts.iter().filter(is_in).cloned().collect();
        let request = BatchRequest { conflicts, ..self.request.clone() };
        self.send(Waiting::Plan, BatchTask::Plan(Box::new(request)))
    }

    fn send(&mut self, waiting: Waiting, task: BatchTask) -> Vec<Step> {
        self.waiting = Some(waiting);
        vec![Request::Batch(task).into()]
    }

    /// The rows of the plan and those that were taken out, as they were asked for; then what is not for a batch.
    fn entries(&self) -> Vec<Entry<'_>> {
        let Some(plan) = &self.plan else { return Vec::new() };
        let out = |id: &ConflictId| self.out.iter().find(|row| row.conflict == *id);
        let row = |id: &ConflictId| {
            let is_in = || plan.rows.iter().find(|row| row.conflict == *id).map(Entry::In);
            out(id).map(Entry::Out).or_else(is_in)
        };
        let rows = self.request.conflicts.iter().filter_map(row);
        let excluded = plan.excluded.iter().filter(|row| out(&row.conflict).is_none()).map(Entry::Excluded);
        rows.chain(excluded).collect()
    }

    fn chosen(&self) -> Option<Entry<'_>> {
        self.entries().get(self.cursor.index()).copied()
    }

    fn act(&mut self, command: BatchCommand) -> Vec<Step> {
        let committed = self.receipt.as_ref().is_some_and(|receipt| in_force(receipt));
        match command {
            BatchCommand::Whole => {
                self.whole = if self.whole.is_some() { None } else { Some(0) };
                Vec::new()
            }
            _ if self.waiting.is_some() => tell("The desk has not answered yet."),
            BatchCommand::TakeBack if committed => ask(BACK, ""),
            BatchCommand::TakeBack => tell("Nothing of this batch is settled, so nothing can be taken back."),
            _ if committed => tell("The batch is settled. t takes all of it back, with a reason."),
            BatchCommand::Replan => ask(WHY, &self.request.rationale),
            BatchCommand::Toggle => self.toggle(),
            BatchCommand::All if self.out.is_empty() => tell("No row was taken out."),
            BatchCommand::All => {
                self.out.clear();
                self.replan()
            }
            BatchCommand::Open => self.open_row(),
            BatchCommand::Export if self.plan.is_some() => ask(FILE, ""),
            BatchCommand::Export => Vec::new(),
            BatchCommand::Apply => self.apply(),
        }
    }

    fn travel(&mut self, command: ListCommand, context: &Context) {
        let body = layout::body(context.area);
        if let Some(first) = self.whole {
            let rows = self.told(usize::from(body.width.saturating_sub(2)), true, context).len();
            let height = usize::from(body.height.saturating_sub(2)).max(1);
            self.whole = Some(scrolled(command, first, (rows, height)));
        } else {
            let (list, _) = layout::with_detail(body, &draw::split());
            self.cursor.go(command, self.entries().len() as u64, layout::pane_rows(list));
        }
    }

    fn toggle(&mut self) -> Vec<Step> {
        let (row, is_in) = match self.chosen() {
            Some(Entry::In(row)) => (row.clone(), true),
            Some(Entry::Out(row)) => (row.clone(), false),
            Some(Entry::Excluded(row)) => return tell(format!("Not for a batch: {}", row.why)),
            None => return Vec::new(),
        };
        if is_in {
            self.out.push(row);
        } else {
            self.out.retain(|other| other.conflict != row.conflict);
        }
        self.replan()
    }

    fn open_row(&mut self) -> Vec<Step> {
        let Some(plan) = self.plan.clone() else { return Vec::new() };
        match self.chosen() {
            Some(Entry::In(row)) => {
                let id = row.conflict.clone();
                self.send(Waiting::Row, BatchTask::Open(plan, id))
            }
            Some(Entry::Out(row)) => read(row.conflict.clone()),
            Some(Entry::Excluded(row)) => read(row.conflict.clone()),
            None => Vec::new(),
        }
    }

    /// Everything that stands in the way is said before the number is asked for.
    fn apply(&self) -> Vec<Step> {
        if self.refused.is_some() {
            return tell("The plan was refused, because something changed. r plans it anew.");
        }
        match (&self.plan, self.unopened.len()) {
            (Some(plan), _) if plan.rows.is_empty() => tell("No row is in the batch."),
            (Some(_), 0) => ask(COUNT, ""),
            (Some(_), 1) => tell("One marked row of the sample is not opened yet: o opens the chosen row."),
            (Some(_), left) => {
                tell(format!("{left} marked rows of the sample are not opened yet: o opens the chosen row."))
            }
            (None, _) => Vec::new(),
        }
    }

    fn commit(&mut self, typed: &str) -> Vec<Step> {
        let Some(plan) = self.plan.clone() else { return Vec::new() };
        let rows = plan.rows.len();
        if typed != rows.to_string() {
            return tell(format!("The batch has {rows} rows, not {typed}. Nothing was recorded."));
        }
        self.send(Waiting::Commit, BatchTask::Commit(plan))
    }

    fn planned(&mut self, plan: &BatchPlan, unopened: &[ConflictId]) {
        let at = self.chosen().map(|entry| entry.conflict().clone());
        self.request.seed = Some(plan.seed.clone());
        self.plan = Some(Box::new(plan.clone()));
        self.unopened = unopened.to_vec();
        (self.waiting, self.refused, self.receipt) = (None, None, None);
        let entries = self.entries();
        let found = at.and_then(|id| entries.iter().position(|entry| *entry.conflict() == id));
        self.cursor.at = found.unwrap_or(0) as u64;
    }

    /// The row is shown to be read; what it shows is what the plan was made of.
    fn opened(&mut self, id: &ConflictId, unopened: &[ConflictId]) -> Vec<Step> {
        self.unopened = unopened.to_vec();
        if self.waiting.take() == Some(Waiting::Row) { read(id.clone()) } else { Vec::new() }
    }
}

fn in_force(receipt: &BatchReceipt) -> bool {
    receipt.resolutions.iter().any(|one| one.ended.is_none())
}

/// Opens a conflict that is only read.
fn read(id: ConflictId) -> Vec<Step> {
    let (screen, mut steps) = ConflictScreen::reading(id);
    steps.insert(0, Step::Push(Box::new(Layer::Conflict(Box::new(screen)))));
    steps
}

impl Surface for BatchScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Batch, Scope::List, Scope::Everywhere]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        self.draw(frame, area, context)
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Batch(command) => return self.act(command),
            Command::List(command) => self.travel(command, context),
            _ => {}
        }
        Vec::new()
    }

    fn answered(&mut self, answer: Answer, _: &Context) -> Vec<Step> {
        let Answer::Text(question, words) = answer else { return Vec::new() };
        let plan = self.plan.clone();
        match plan {
            _ if question == WHY => {
                self.request.rationale = words;
                self.replan()
            }
            _ if question == COUNT => self.commit(&words),
            Some(plan) if question == BACK => {
                self.send(Waiting::TakeBack, BatchTask::TakeBack(plan.id, words))
            }
            Some(plan) if question == FILE => {
                vec![Request::Batch(BatchTask::Export(plan, PathBuf::from(words))).into()]
            }
            _ => Vec::new(),
        }
    }

    fn reply(&mut self, reply: &Reply, _: &Context) -> Vec<Step> {
        match reply {
            Reply::Planned(plan, unopened) => self.planned(plan, unopened),
            Reply::RowOpened(id, unopened) => return self.opened(id, unopened),
            Reply::BatchSettled(receipt) => {
                self.waiting = None;
                // What was taken back is planned as another batch.
                if !in_force(receipt) {
                    self.request.seed = None;
                }
                self.receipt = Some(receipt.clone());
            }
            Reply::PlanWritten(path) => {
                let words = format!("The plan was written to {}.", path.display());
                return vec![Step::Tell(Notice::info(words))];
            }
            _ => {}
        }
        Vec::new()
    }

    fn failed(&mut self, purpose: Purpose, failure: &Failure, _: &Context) {
        if purpose != Purpose::Batch {
            return;
        }
        // What changed is named by the desk; a plan that does not fit any more is never tried again by itself.
        if failure.kind == FailureKind::Stale && self.waiting != Some(Waiting::TakeBack) {
            self.refused = Some(failure.why.clone());
        }
        self.waiting = None;
    }

    fn status(&self, context: &Context) -> Line<'static> {
        self.status_line(context)
    }

    fn title(&self) -> Option<String> {
        Some("Batch".to_owned())
    }

    fn claim_id(&self) -> Option<&ClaimId> {
        let id = self.chosen()?.conflict().clone();
        let plan = self.plan.as_ref()?;
        let row = plan.rows.iter().find(|row| row.conflict == id)?;
        row.cascade.first().map(|line| &line.line.claim_id)
    }
}
