//! Moving about the review screen: cells, text, documents, panes.

use super::reading::Window;
use super::search::{Hit, Search};
use super::spots::Spot;
use super::stops::{self, Stop};
use super::verdicts::{SEARCH, SEEN};
use super::{Pane, ReviewScreen, Side};
use crate::domain::Verdict;
use crate::text::Span;
use crate::tui::command::{AppCommand, Command, ListCommand, ReviewCommand, SelectionCommand};
use crate::tui::context::Context;
use crate::tui::layers::Layer;
use crate::tui::message::{Request, Step};
use crate::tui::notices::Notice;
use crate::tui::overlays::{ReasonFor, ReasonPick};
use crate::tui::widgets::marked_text::Motion;

impl ReviewScreen {
    /// Carries out a command of the review scope.
    pub(super) fn carry_out(&mut self, command: ReviewCommand, context: &Context) -> Vec<Step> {
        match command {
            ReviewCommand::Judge(verdict) => self.judge(verdict, context),
            ReviewCommand::Confirm => self.confirm(context),
            ReviewCommand::Clear => self.clear(),
            ReviewCommand::Note => self.ask(&SEEN),
            ReviewCommand::Pin => self.pin(context),
            ReviewCommand::Unpin => self.unpin(context),
            ReviewCommand::Decide => self.decide(),
            ReviewCommand::ClaimReasons => self.claim_reasons(),
            ReviewCommand::Qualifications => self.qualifications(),
            ReviewCommand::Exclude => self.exclude(),
            ReviewCommand::Void => vec![self.void()],
            ReviewCommand::TakeOver => self.take_over(),
            ReviewCommand::Skip => vec![self.skip()],
            ReviewCommand::NextClaim => vec![Request::Next(Some(self.review.claim.claim_id.clone())).into()],
            ReviewCommand::PreviousClaim => self.previous_claim(),
            ReviewCommand::Search => self.ask(&SEARCH),
            ReviewCommand::History => vec![Step::Run(Command::App(AppCommand::History))],
            other => self.go(other, context),
        }
    }

    /// Commands that only move what is seen.
    fn go(&mut self, command: ReviewCommand, context: &Context) -> Vec<Step> {
        match command {
            ReviewCommand::Act => return self.act(context),
            ReviewCommand::NextCell => self.step_cell(1, context),
            ReviewCommand::PreviousCell => self.step_cell(-1, context),
            ReviewCommand::Requirement(requirement) => {
                let Some(key) = stops::next_of(&self.shown, requirement, &self.focus) else {
                    return tell("This claim has no such row.");
                };
                self.go_to(Stop::Cell(key), context);
            }
            ReviewCommand::NextSpot => return self.step_spot(1, context),
            ReviewCommand::PreviousSpot => return self.step_spot(-1, context),
            ReviewCommand::NextMatch => return self.step_match(1, context),
            ReviewCommand::PreviousMatch => return self.step_match(-1, context),
            ReviewCommand::EndSearch => {
                self.search = None;
                self.on_match = false;
            }
            ReviewCommand::Select | ReviewCommand::SelectLine => self.begin_selection(command, context),
            ReviewCommand::NextDocument => self.step_document(1, context),
            ReviewCommand::PreviousDocument => self.step_document(-1, context),
            ReviewCommand::NextNew => return self.next_new(context),
            ReviewCommand::Answers => return self.answers(),
            ReviewCommand::NextPane => self.step_pane(1, context),
            ReviewCommand::PreviousPane => self.step_pane(-1, context),
            ReviewCommand::Zoom => {
                self.zoomed = !self.zoomed;
                self.resettle(context);
            }
            ReviewCommand::Focus(pane) => self.focus_pane(pane, context),
            ReviewCommand::Show(side) => self.show_side(side, context),
            _ => {}
        }
        Vec::new()
    }

    /// Moves in the pane that has the focus.
    pub(super) fn travel(&mut self, command: ListCommand, context: &Context) {
        let window = self.window(context);
        match (self.pane, command) {
            (_, ListCommand::PageDown) if self.pane != Pane::Side => self.page(1, window, context),
            (_, ListCommand::PageUp) if self.pane != Pane::Side => self.page(-1, window, context),
            (Pane::Document, ListCommand::Down) => self.read_on(Motion::Rows(1), window, context),
            (Pane::Document, ListCommand::Up) => self.read_on(Motion::Rows(-1), window, context),
            (Pane::Document, ListCommand::Top) => self.read_on(Motion::Top, window, context),
            (Pane::Document, ListCommand::Bottom) => self.read_on(Motion::Bottom, window, context),
            (Pane::Checklist, ListCommand::Down) => self.step_cell(1, context),
            (Pane::Checklist, ListCommand::Up) => self.step_cell(-1, context),
            (Pane::Checklist, ListCommand::Top) => self.step_cell(isize::MIN / 2, context),
            (Pane::Checklist, ListCommand::Bottom) => self.step_cell(isize::MAX / 2, context),
            (Pane::Side, command) => self.travel_side(command, context),
            (Pane::Document | Pane::Checklist, ListCommand::PageDown | ListCommand::PageUp) => {}
        }
    }

    fn travel_side(&mut self, command: ListCommand, context: &Context) {
        let last = match self.side {
            Side::Documents => self.reading.documents().len(),
            Side::Facts | Side::Comments | Side::Requests => super::side::rows(self, context, 40).len(),
        };
        let at = match command {
            ListCommand::Down => self.side_at.saturating_add(1),
            ListCommand::Up => self.side_at.saturating_sub(1),
            ListCommand::PageDown => self.side_at.saturating_add(10),
            ListCommand::PageUp => self.side_at.saturating_sub(10),
            ListCommand::Top => 0,
            ListCommand::Bottom => last,
        };
        self.side_at = at.min(last.saturating_sub(1));
    }

    /// Moves the cursor by hand: whatever it now stands on is what a verdict would take.
    fn read_on(&mut self, motion: Motion, window: Window, context: &Context) {
        self.reading.motion(motion, window);
        self.take_what_is_under_cursor(context);
    }

    fn page(&mut self, pages: isize, window: Window, context: &Context) {
        self.reading.page(pages, window);
        self.take_what_is_under_cursor(context);
    }

    fn take_what_is_under_cursor(&mut self, context: &Context) {
        self.on_match = false;
        self.look_under_cursor(context);
        let window = self.window(context);
        let Some(row) = self.reading.row_under_cursor(window) else { return };
        let Some(document) = self.reading.open().map(|open| open.document.file_name.clone()) else { return };
        let here = |spot: &Spot| spot.document == document && spot.span.overlaps(row);
        let spots = self.focus.cell().map(|key| self.sources().spots(key)).unwrap_or_default();
        self.spot = spots.into_iter().find(here);
    }

    fn step_cell(&mut self, by: isize, context: &Context) {
        let stop = stops::moved(&self.shown, &self.focus, by);
        self.go_to(stop, context);
    }

    fn step_spot(&mut self, by: isize, context: &Context) -> Vec<Step> {
        let Some(key) = self.focus.cell() else { return tell("Choose a cell first.") };
        let spots = self.sources().spots(key);
        let Some(count) = isize::try_from(spots.len()).ok().filter(|&count| count > 0) else {
            return tell(format!(
                "Nothing to look at for {}. Select text with v, or search with /.",
                key.requirement.code()
            ));
        };
        let at = self.spot.as_ref().and_then(|spot| spots.iter().position(|other| other == spot));
        let next = match at.and_then(|at| isize::try_from(at).ok()) {
            Some(at) => at.saturating_add(by).rem_euclid(count),
            None if by < 0 => count - 1,
            None => 0,
        };
        if let Some(spot) = usize::try_from(next).ok().and_then(|next| spots.into_iter().nth(next)) {
            let window = self.window(context);
            self.on_match = false;
            self.reading.show(&spot, window);
            self.spot = Some(spot);
            self.look_under_cursor(context);
        }
        Vec::new()
    }

    /// Looks for words from the cursor on.
    pub(super) fn run_search(&mut self, words: &str, context: &Context) -> Vec<Step> {
        let texts = self.reading.documents().iter().map(|open| open.document.text.as_str());
        let cursor = self.reading.open().map_or(0, super::reading::Open::cursor);
        let from = Hit { document: self.reading.position(), span: Span::new(cursor, cursor) };
        let search = Search::run(words, texts, from);
        let found = search.current();
        let told = match found {
            None => tell(format!("Nothing found for {:?} in any document.", search.words())),
            Some(_) => Vec::new(),
        };
        self.search = found.map(|_| search);
        self.show_match(found, context);
        told
    }

    fn step_match(&mut self, by: isize, context: &Context) -> Vec<Step> {
        let Some(search) = &mut self.search else { return self.step_spot(by, context) };
        let found = search.step(by);
        self.show_match(found, context);
        Vec::new()
    }

    fn show_match(&mut self, hit: Option<Hit>, context: &Context) {
        let Some(hit) = hit else { return };
        let window = self.window(context);
        self.reading.show_span(hit.document, hit.span, window);
        self.on_match = true;
        self.look_under_cursor(context);
    }

    fn begin_selection(&mut self, command: ReviewCommand, context: &Context) {
        self.focus_pane(Pane::Document, context);
        let window = self.window(context);
        match command {
            ReviewCommand::SelectLine => self.reading.select_line(window),
            _ => self.reading.select(),
        }
    }

    /// Carries out a command of the selection scope.
    pub(super) fn extend(&mut self, command: SelectionCommand, context: &Context) -> Vec<Step> {
        let window = self.window(context);
        let motion = match command {
            SelectionCommand::Left => Motion::Left,
            SelectionCommand::Right => Motion::Right,
            SelectionCommand::Down => Motion::Rows(1),
            SelectionCommand::Up => Motion::Rows(-1),
            SelectionCommand::WordForward => Motion::WordForward,
            SelectionCommand::WordBack => Motion::WordBack,
            SelectionCommand::WordEnd => Motion::WordEnd,
            SelectionCommand::LineStart => Motion::LineStart,
            SelectionCommand::LineEnd => Motion::LineEnd,
            SelectionCommand::Top => Motion::Top,
            SelectionCommand::Bottom => Motion::Bottom,
            SelectionCommand::WholeLines => {
                self.reading.widen_to_lines();
                return Vec::new();
            }
            SelectionCommand::Pin => return self.pin(context),
            SelectionCommand::Met => return self.judge(Verdict::Met, context),
            SelectionCommand::NotMet => return self.judge_with_selection(Verdict::NotMet, context),
            SelectionCommand::Unclear => return self.judge_with_selection(Verdict::Unclear, context),
            SelectionCommand::Cancel => {
                self.reading.deselect();
                return Vec::new();
            }
        };
        self.reading.extend(motion, window);
        Vec::new()
    }

    fn step_document(&mut self, by: isize, context: &Context) {
        self.reading.step_document(by);
        self.resettle(context);
        self.take_what_is_under_cursor(context);
    }

    fn step_pane(&mut self, by: isize, context: &Context) {
        const ORDER: [Pane; 3] = [Pane::Document, Pane::Checklist, Pane::Side];
        let at = ORDER.iter().position(|pane| *pane == self.pane).unwrap_or(0);
        let next = if by < 0 { at + 2 } else { at + 1 } % ORDER.len();
        self.focus_pane(ORDER.get(next).copied().unwrap_or(Pane::Document), context);
    }

    pub(super) fn focus_pane(&mut self, pane: Pane, context: &Context) {
        self.pane = pane;
        self.resettle(context);
    }

    fn show_side(&mut self, side: Side, context: &Context) {
        self.side_at = if side == Side::Documents { self.reading.position() } else { 0 };
        self.side = side;
        self.focus_pane(Pane::Side, context);
    }

    pub(super) fn resettle(&mut self, context: &Context) {
        let window = self.window(context);
        self.reading.settle(window);
    }

    /// Enter: from a cell to its text, from text to its cell, into a list.
    fn act(&mut self, context: &Context) -> Vec<Step> {
        match (self.pane, &self.focus) {
            (Pane::Side, _) if self.side == Side::Documents => {
                self.reading.turn_to(self.side_at);
                self.focus_pane(Pane::Document, context);
                self.take_what_is_under_cursor(context);
                Vec::new()
            }
            (Pane::Document, _) => self.go_to_cell_under_cursor(context),
            (_, Stop::Qualifications) => self.qualifications(),
            (_, Stop::Exclusions) => {
                self.show_side(Side::Documents, context);
                Vec::new()
            }
            (_, Stop::ClaimReasons) => self.claim_reasons(),
            (_, Stop::Cell(_)) => {
                self.focus_pane(Pane::Document, context);
                Vec::new()
            }
        }
    }

    /// The cell after the focused one among those whose text the cursor is on.
    fn go_to_cell_under_cursor(&mut self, context: &Context) -> Vec<Step> {
        let cells = &self.cells_under_cursor;
        let at = self.focus.cell().and_then(|key| cells.iter().position(|other| other == key));
        let next = at.map_or(0, |at| (at + 1) % cells.len());
        let Some(key) = cells.get(next).cloned() else {
            return tell("The text under the cursor belongs to no cell. Select it with v and pin it with p.");
        };
        self.focus = Stop::Cell(key);
        self.take_what_is_under_cursor(context);
        Vec::new()
    }

    fn previous_claim(&self) -> Vec<Step> {
        self.before.iter().map(|claim| Request::Open(claim.clone()).into()).collect()
    }

    fn skip(&self) -> Step {
        let pick = ReasonPick::new(ReasonFor::Skip, self.review.claim.claim_id.clone());
        Step::Push(Box::new(Layer::Reason(pick)))
    }

    /// Asks what was procedurally wrong with the decision.
    fn void(&self) -> Step {
        let pick = ReasonPick::new(ReasonFor::Void, self.review.claim.claim_id.clone());
        Step::Push(Box::new(Layer::Reason(pick)))
    }
}

/// Says why nothing happened.
pub(super) fn tell(text: impl AsRef<str>) -> Vec<Step> {
    vec![Step::Tell(Notice::warning(text))]
}
