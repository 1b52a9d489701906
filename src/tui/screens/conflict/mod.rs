//! One conflict: its parties in columns, what differs first, and below it each party's text for the chosen row.
//!
//! Parties stand in the order of role and name. Nothing on this screen tells who submitted first, how large a deal is or
//! what is paid, and nothing is added up.

mod checks;
mod columns;
mod grid;
mod settling;
mod texts;

use crate::desk::{ComparedSide, Comparison, ConflictView, Side};
use crate::domain::{Claim, ClaimId, ConflictId, ConflictOutcome, Factor, Grade};
use crate::tui::command::{Command, ConflictCommand, ListCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Layer, Surface};
use crate::tui::layout;
use crate::tui::message::{Answer, ConflictRequest, Reply, Request, Step};
use crate::tui::notices::Notice;
use crate::tui::overlays::ResolutionCardLayer;
use crate::tui::theme::Tint;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::pane::{Label, pane, sentences};
use grid::Row;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

/// Cells of the column with the names of the rows.
const LABEL: usize = 15;
/// A party's column is never narrower than this.
const NARROWEST: usize = 26;
/// Parties beside each other at most.
const MOST_COLUMNS: usize = 3;

/// What a person is about to say, until it is told why or shown.
#[derive(Debug, Clone, PartialEq)]
enum Choosing {
    /// An outcome.
    Outcome(ConflictOutcome),
    /// A grade 0 that rests on no text.
    Missing(Factor, Grade),
    /// What would follow was asked for, and is shown as soon as it is known.
    Card,
}

/// What a conflict was opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// To be graded and settled.
    Settling,
    /// To be read, as a row of a batch: nothing is recorded.
    Reading,
}

/// The comparison of one conflict.
#[derive(Debug, Clone, PartialEq)]
pub struct ConflictScreen {
    id: ConflictId,
    open: Option<Box<(ConflictView, Comparison)>>,
    cursor: Cursor,
    /// The party in focus.
    party: usize,
    /// Which text of the chosen row each party shows.
    texts: Vec<usize>,
    /// Texts are stepped through for the focused party alone.
    apart: bool,
    /// Rows in which the parties are equal are shown too.
    equal: bool,
    /// What else is known is shown instead of the texts.
    checks: bool,
    /// What was chosen and still needs its sentence.
    choosing: Option<Choosing>,
    /// What may be done with it.
    purpose: Purpose,
}

impl ConflictScreen {
    /// Opens a conflict; the step asks for it.
    pub fn open(id: ConflictId) -> (Self, Vec<Step>) {
        Self::opened(id, Purpose::Settling)
    }

    /// Opens a row of a batch to be read; nothing can be recorded on it.
    pub fn reading(id: ConflictId) -> (Self, Vec<Step>) {
        Self::opened(id, Purpose::Reading)
    }

    fn opened(id: ConflictId, purpose: Purpose) -> (Self, Vec<Step>) {
        let ask = ask(ConflictRequest::Open(id.clone()));
        let screen = Self {
            id,
            open: None,
            cursor: Cursor::default(),
            party: 0,
            texts: Vec::new(),
            apart: false,
            equal: false,
            checks: false,
            choosing: None,
            purpose,
        };
        (screen, vec![ask])
    }

    fn sides(&self) -> &[Side] {
        self.open.as_ref().map_or(&[], |open| &open.0.sides)
    }

    /// The claim of a party, with its papers.
    fn claim(&self, party: usize) -> Option<&Claim> {
        self.compared(party).map(|side| side.review.claim.as_ref())
    }

    fn compared(&self, party: usize) -> Option<&ComparedSide> {
        let id = self.sides().get(party)?.party.claim_id()?;
        grid::compared(&self.open.as_ref()?.1, id)
    }

    /// The rows that are shown, and how many equal ones are folded.
    fn rows(&self, context: &Context) -> (Vec<Row>, usize) {
        let Some(open) = &self.open else { return (Vec::new(), 0) };
        let all = grid::rows(&open.0, &open.1, &context.glyphs);
        let (shown, folded): (Vec<Row>, Vec<Row>) =
            all.into_iter().partition(|row| self.equal || row.factor.is_some() || row.differs());
        (shown, folded.len())
    }

    /// Takes what the desk answered; the first time, the focus goes to the first row with text to compare.
    fn adopt(&mut self, open: Box<(ConflictView, Comparison)>, context: &Context) {
        let first = self.open.replace(open).is_none();
        if first {
            let (rows, _) = self.rows(context);
            let has_text = |row: &Row| row.cells.iter().any(|cell| !cell.excerpts.is_empty());
            self.cursor.at = rows.iter().position(has_text).unwrap_or(0) as u64;
        }
    }

    /// The parties that fit beside each other, the focused one among them.
    fn columns(&self, width: usize) -> std::ops::Range<usize> {
        let fit = (width.saturating_sub(LABEL) / NARROWEST).clamp(1, MOST_COLUMNS);
        let all = self.sides().len();
        let first = (self.party + 1).saturating_sub(fit).min(all.saturating_sub(fit));
        first..all.min(first + fit)
    }

    fn act(&mut self, command: ConflictCommand, context: &Context) -> Vec<Step> {
        let parties = self.sides().len().max(1);
        match command {
            ConflictCommand::NextParty => self.party = (self.party + 1) % parties,
            ConflictCommand::PreviousParty => self.party = (self.party + parties - 1) % parties,
            ConflictCommand::NextText => self.step_text(1, context),
            ConflictCommand::PreviousText => self.step_text(-1, context),
            ConflictCommand::Apart => {
                self.apart = !self.apart;
                let words = if self.apart {
                    "Texts are stepped through for the focused party alone."
                } else {
                    "Texts are stepped through for all parties together."
                };
                return vec![Step::Tell(Notice::info(words))];
            }
            ConflictCommand::Equal => {
                self.equal = !self.equal;
                self.cursor = Cursor::default();
            }
            ConflictCommand::Checks => self.checks = !self.checks,
            _ if self.purpose == Purpose::Reading => {
                let words = "A row of a batch is shown to be read. esc goes back to the batch.";
                return vec![Step::Tell(Notice::warning(words))];
            }
            ConflictCommand::Told => return self.tell_party(),
            ConflictCommand::OpenClaim => return self.open_claim(),
            ConflictCommand::Grade => return self.grade(context),
            ConflictCommand::Winner => return self.settle_for_focused(),
            ConflictCommand::Neither => return self.settle(ConflictOutcome::Neither),
            ConflictCommand::Ambiguous => return self.settle(ConflictOutcome::Ambiguous),
            ConflictCommand::Withdraw => return self.withdraw(),
        }
        Vec::new()
    }

    fn open_claim(&self) -> Vec<Step> {
        let side = self.sides().get(self.party);
        match side.and_then(|side| side.party.claim_id()) {
            Some(id) => vec![Request::Open(id.clone()).into()],
            None => vec![Step::Tell(Notice::warning("This partner has no claim on file."))],
        }
    }

    /// Steps through the texts of the chosen row, each party round in its own.
    fn step_text(&mut self, by: isize, context: &Context) {
        let (rows, _) = self.rows(context);
        let Some(row) = rows.get(self.cursor.index()) else { return };
        self.texts.resize(row.cells.len(), 0);
        for (party, (at, cell)) in self.texts.iter_mut().zip(&row.cells).enumerate() {
            if let Some(count) = isize::try_from(cell.excerpts.len()).ok().filter(|&count| count > 0)
                && (!self.apart || party == self.party)
            {
                let next = isize::try_from(*at).unwrap_or(0).saturating_add(by).rem_euclid(count);
                *at = usize::try_from(next).unwrap_or(0);
            }
        }
    }

    fn travel(&mut self, command: ListCommand, context: &Context) {
        let body = layout::body(context.area);
        let (rows, _) = self.rows(context);
        let (grid, _) = Self::areas(body, rows.len());
        self.cursor.go(command, rows.len() as u64, layout::pane_rows(grid).saturating_sub(1).max(1));
        self.texts.clear();
    }

    /// The comparison, and where there is room the texts below it.
    fn areas(body: Rect, rows: usize) -> (Rect, Option<Rect>) {
        let wanted = u16::try_from(rows + 4).unwrap_or(u16::MAX);
        let height = wanted.min(body.height / 2 + 2);
        layout::with_detail(body, &Layout::vertical([Constraint::Length(height), Constraint::Min(1)]))
    }
}

impl Surface for ConflictScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Conflict, Scope::List, Scope::Everywhere]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let Some(open) = &self.open else {
            let label = Label { title: "Conflict", note: "", focused: true };
            let inside = pane(frame, area, label, context);
            sentences(frame, inside, "Reading the papers of every party.", context);
            return Some(Focus { at: inside.as_position(), caret: true });
        };
        let view = &open.0;
        let (rows, _) = self.rows(context);
        let (grid, below) = Self::areas(area, rows.len());
        let focus = self.draw_grid(frame, grid, (view, context));
        if let Some(below) = below {
            if self.checks {
                checks::draw(view, frame, below, context);
            } else {
                texts::draw(self, frame, below, (rows.get(self.cursor.index()), context));
            }
        }
        focus
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Conflict(command) => return self.act(command, context),
            Command::List(command) => self.travel(command, context),
            _ => {}
        }
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, context: &Context) -> Vec<Step> {
        match reply {
            Reply::Conflict(open) if open.0.row.conflict.id == self.id => self.adopt(open.clone(), context),
            // A verdict or decision on a party's claim changes what is compared.
            Reply::Judged(review) if self.names(&review.claim.claim_id) => {
                return vec![ask(ConflictRequest::Open(self.id.clone()))];
            }
            Reply::ResolutionCard(card) if self.choosing == Some(Choosing::Card) => {
                self.choosing = None;
                let (id, draft, card) = card.as_ref().clone();
                let layer = ResolutionCardLayer::new(id, draft, card);
                return vec![Step::Push(Box::new(Layer::Resolution(Box::new(layer))))];
            }
            Reply::Resolved(_) | Reply::BatchSettled(_) => {
                return vec![ask(ConflictRequest::Open(self.id.clone()))];
            }
            _ => {}
        }
        Vec::new()
    }

    fn answered(&mut self, answer: Answer, context: &Context) -> Vec<Step> {
        self.take_answer(answer, context)
    }

    fn status(&self, context: &Context) -> Line<'static> {
        let words = match (self.apart, self.purpose) {
            (true, _) => " Texts are stepped through for one party alone.",
            (false, Purpose::Reading) => " A row of a batch, to be read. esc goes back to the batch.",
            (false, Purpose::Settling) => "",
        };
        Line::styled(words, context.theme.style(Tint::Muted))
    }

    fn title(&self) -> Option<String> {
        Some(self.id.to_string())
    }

    fn claim_id(&self) -> Option<&ClaimId> {
        self.sides().get(self.party).and_then(|side| side.party.claim_id())
    }
}

impl ConflictScreen {
    fn names(&self, id: &ClaimId) -> bool {
        self.sides().iter().any(|side| side.party.claim_id() == Some(id))
    }
}

fn ask(request: ConflictRequest) -> Step {
    Request::Conflict(request).into()
}
