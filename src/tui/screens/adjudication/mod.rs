//! A difference being settled: two opinions side by side, the differing cells first, one verdict and cause each.
//!
//! What is chosen is kept at every key, so leaving the screen loses nothing. Nothing is recorded before the question
//! at the end is answered, and then both opinions stay in the record as they were given.

mod choosing;
mod draw;
mod opinion;

use crate::desk::{AdjudicationDraft, DifferingCell, DraftField, OpenDifference};
use crate::domain::{CellKey, ClaimId, DecisionKind, Verdict};
use crate::tui::command::{AdjudicationCommand, Command, ListCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::message::{Answer, Request, Step};
use crate::tui::widgets::list::Cursor;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// The difference and what was chosen so far.
#[derive(Debug, Clone, PartialEq)]
pub struct AdjudicationScreen {
    open: OpenDifference,
    draft: AdjudicationDraft,
    cursor: Cursor,
    /// Whether the cells on which both agree are shown.
    unfolded: bool,
    /// First row of the opinions that is shown.
    scroll: usize,
    /// The verdict whose cause is being asked for.
    asked: Option<(CellKey, Verdict)>,
    /// Whether the sentence being typed is the last thing missing.
    settling: bool,
}

impl AdjudicationScreen {
    /// Shows a difference, as far as it was settled before.
    pub fn new(open: OpenDifference) -> Self {
        let draft = open.draft.clone();
        // Nothing would be left to look at when only the outcomes differ.
        let unfolded = open.difference.differing().next().is_none();
        let mut screen = Self {
            open,
            draft,
            cursor: Cursor::default(),
            unfolded,
            scroll: 0,
            asked: None,
            settling: false,
        };
        screen.focus_next_open();
        screen
    }

    /// Why nothing can be settled here, if so.
    pub fn objection(&self) -> Option<String> {
        if let Some(settled) = &self.open.difference.settled {
            let day = settled.at.format("%Y-%m-%d");
            return Some(format!("{} settled it on {day}: {}", settled.by, settled.note));
        }
        self.open.objection.clone()
    }

    /// The cells that are shown: those that differ, then those that agree unless they are folded.
    fn cells(&self) -> &[DifferingCell] {
        let all = &self.open.difference.cells;
        let shown = if self.unfolded { all.len() } else { self.differing() };
        all.get(..shown).unwrap_or(all)
    }

    fn differing(&self) -> usize {
        self.open.difference.differing().count()
    }

    fn focused(&self) -> Option<&DifferingCell> {
        self.cells().get(self.cursor.index())
    }

    /// The verdict and the cause that hold for a cell: chosen here, or when it was settled.
    fn settled(&self, cell: &DifferingCell) -> Option<&crate::desk::SettledCell> {
        match &self.open.difference.settled {
            Some(settled) => settled.cells.iter().find(|one| one.key == cell.key),
            None => self.draft.cell(cell),
        }
    }

    /// The decision that holds.
    fn kind(&self) -> DecisionKind {
        let settled = self.open.difference.settled.as_ref().map(|settled| settled.kind);
        settled.or(self.draft.kind).unwrap_or(self.open.difference.first.kind)
    }

    /// Puts the focus on the first cell that differs and is not settled.
    fn focus_next_open(&mut self) {
        let open = |cell: &DifferingCell| cell.differs() && self.settled(cell).is_none();
        if let Some(at) = self.cells().iter().position(open) {
            self.cursor.at = at as u64;
            self.scroll = 0;
        }
    }

    /// Keeps what was chosen so far.
    fn keep(&self) -> Step {
        let claim = self.open.difference.claim_id.clone();
        Request::KeepDraft(claim, DraftField::Adjudication, self.draft.written()).into()
    }

    fn travel(&mut self, command: ListCommand) {
        let before = self.cursor.at;
        self.cursor.go(command, self.cells().len() as u64, 8);
        if self.cursor.at != before {
            self.scroll = 0;
        }
    }

    fn fold(&mut self) {
        self.unfolded = !self.unfolded;
        self.cursor.at = self.cursor.at.min((self.cells().len() as u64).saturating_sub(1));
        self.scroll = 0;
    }

    fn act(&mut self, command: AdjudicationCommand) -> Vec<Step> {
        match command {
            AdjudicationCommand::First => self.choose(|cell| cell.first.verdict),
            AdjudicationCommand::Second => self.choose(|cell| cell.second.verdict),
            AdjudicationCommand::Own(verdict) => self.choose(|_| verdict),
            AdjudicationCommand::Clear => self.clear(),
            AdjudicationCommand::Outcome => self.ask_outcome(),
            AdjudicationCommand::Why => self.ask_why(),
            AdjudicationCommand::Reading => self.ask_reading(),
            AdjudicationCommand::Settle => self.settle(),
            AdjudicationCommand::Fold => {
                self.fold();
                Vec::new()
            }
            AdjudicationCommand::TextDown => {
                self.scroll += 1;
                Vec::new()
            }
            AdjudicationCommand::TextUp => {
                self.scroll = self.scroll.saturating_sub(1);
                Vec::new()
            }
        }
    }
}

impl Surface for AdjudicationScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Adjudication, Scope::List, Scope::Everywhere]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        self.draw(frame, area, context)
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Adjudication(command) => {
                let steps = self.act(command);
                self.scroll = self.scroll.min(self.last_scroll(context));
                steps
            }
            Command::List(command) => {
                self.travel(command);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn answered(&mut self, answer: Answer, _: &Context) -> Vec<Step> {
        self.take_answer(answer)
    }

    fn status(&self, context: &Context) -> Line<'static> {
        self.status_line(context)
    }

    fn title(&self) -> Option<String> {
        Some(format!("Adjudication of {}", self.open.difference.claim_id))
    }

    fn claim_id(&self) -> Option<&ClaimId> {
        Some(&self.open.difference.claim_id)
    }
}
