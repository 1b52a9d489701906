//! The review screen: the proof beside the checklist, and the outcome that follows.
//!
//! Every verdict is sent to the desk at once and shown as being saved until the desk has answered. Suggestions only
//! say where to look: no function here turns one into a verdict without a key of the person at the desk.

mod cell_pane;
mod commands;
mod document_pane;
mod draw;
mod facts;
mod header;
mod holder;
mod judging;
mod lesson;
mod lesson_pane;
mod matrix;
mod panes;
mod reading;
mod returning;
mod search;
mod side;
mod spots;
mod stops;
mod verdicts;

pub use panes::Pane;
pub use side::Side;
pub use verdicts::groups_for;

use crate::desk::{CollectedPin, DecisionState, Failure, RecordedDecision, Review};
use crate::domain::{CellKey, Checklist, ClaimId, Judged, Requirement, Suggestions};
use crate::rules;
use crate::text::clean;
use crate::tui::command::{Command, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::layout;
use crate::tui::message::{Answer, JobSpec, Purpose, Reply, Step};
use judging::Saving;
use panes::{Panes, Shape};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use reading::{Reading, Window};
use search::Search;
use spots::{Sources, Spot};
use std::sync::Arc;
use stops::Stop;

/// How far the engine is.
#[derive(Debug, Clone, PartialEq)]
enum Looking {
    /// It is at work.
    Running,
    /// It has found this.
    Found(Arc<Suggestions>),
    /// It could not finish; everything else works.
    Failed,
    /// In training nothing is shown of a cell before it is answered.
    Blind,
}

/// The review of one claim.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewScreen {
    review: Review,
    saving: Saving,
    /// The checklist with everything that is being saved.
    shown: Checklist,
    /// The outcome in a sentence, for what is shown.
    sentence: String,
    /// Pins of open cells.
    collected: Vec<CollectedPin>,
    looking: Looking,
    focus: Stop,
    pane: Pane,
    side: Side,
    /// Chosen document, or first row, of the side pane.
    side_at: usize,
    zoomed: bool,
    reading: Reading,
    /// The candidate or pin that `y` would take.
    spot: Option<Spot>,
    /// Cells whose text the cursor is on.
    cells_under_cursor: Vec<CellKey>,
    search: Option<Search>,
    /// Whether the cursor came to the current match, so that `y` would take it.
    on_match: bool,
    /// The claim that was open before.
    before: Option<ClaimId>,
    /// The steps of guided training.
    guided: Option<lesson::Guided>,
}

impl ReviewScreen {
    /// Opens a claim with the focus on the first open cell; the steps start to look for text.
    pub fn open(review: Box<Review>, before: Option<ClaimId>, context: &Context) -> (Self, Vec<Step>) {
        let mut screen = Self::new(*review, before, context);
        let look = screen.look(context);
        let lesson = screen.ask_lesson(context);
        let told = screen.told_on_opening();
        (screen, look.into_iter().chain(lesson).chain(told).collect())
    }

    fn new(review: Review, before: Option<ClaimId>, context: &Context) -> Self {
        let reading = Reading::new(&review.claim.documents);
        let mut screen = Self {
            saving: Saving::default(),
            shown: review.checklist.clone(),
            sentence: String::new(),
            collected: review.collected.clone(),
            looking: Looking::Running,
            focus: Stop::Exclusions,
            pane: Pane::Checklist,
            side: Side::Facts,
            side_at: 0,
            zoomed: false,
            reading,
            spot: None,
            cells_under_cursor: Vec::new(),
            search: None,
            on_match: false,
            before,
            guided: None,
            review,
        };
        if layout::parts(area_of(context)).body.width < panes::TWO_COLUMNS {
            screen.pane = Pane::Document;
        }
        screen.refresh();
        screen.focus_first(context);
        screen
    }

    /// Starts to look for text; in training only for cells that are answered, and never where nothing is told.
    fn look(&mut self, context: &Context) -> Option<Step> {
        let answered = self.review.checklist.cells.iter().any(|cell| cell.judgement.is_some());
        let may = context.training.as_ref().is_none_or(|place| place.mode.tells() && answered);
        if !may {
            self.looking = Looking::Blind;
        }
        may.then(|| Step::Start(JobSpec::Suggest(self.review.claim.claim_id.clone())))
    }

    /// The review as the desk last answered it.
    pub fn review(&self) -> &Review {
        &self.review
    }

    /// Everything a key can have recorded of the claim so far.
    pub fn judged(&self) -> Judged {
        let collected: Vec<_> = self.collected.iter().map(|found| (&found.cell, &found.pin)).collect();
        Judged::of(&self.review.checklist, &collected)
    }

    /// The cell that has the focus.
    pub fn focused_cell(&self) -> Option<&CellKey> {
        self.focus.cell()
    }

    /// Whether a decision of this desk is in force.
    pub fn is_decided(&self) -> bool {
        self.review.decision.is_some()
    }

    /// The decision in force, of this revision or of an earlier one.
    pub fn standing_decision(&self) -> Option<&RecordedDecision> {
        self.review.decision.as_ref().or(self.review.earlier.as_ref())
    }

    /// Whether a released decision of somebody else is in force, so that it could be found void.
    pub fn voidable(&self) -> bool {
        self.standing_decision().is_some_and(|found| {
            found.state == DecisionState::Released && found.decision.actor.name != self.review.actor.name
        })
    }

    /// Whether the claim has no document.
    pub fn is_without_text(&self) -> bool {
        self.review.claim.documents.is_empty()
    }

    /// Whether the claim is for Managed Security Services.
    pub fn has_qualifications(&self) -> bool {
        self.shown.qualifications.is_some()
    }

    /// Whether another claim was open before this one.
    pub fn has_claim_before(&self) -> bool {
        self.before.is_some()
    }

    /// What still has to be done before the claim can be decided, as a sentence.
    pub fn gap_to_decide(&self) -> Option<String> {
        if !self.saving.is_empty() {
            return Some("The last verdict is still being saved.".to_owned());
        }
        let gaps = rules::gaps(&self.review.claim, &self.review.edition, &self.shown);
        gaps.into_iter().next().map(|gap| gap.text)
    }

    fn focus_first(&mut self, context: &Context) {
        let first = stops::next_open(&self.shown, None)
            .or_else(|| self.shown.cells.first().map(|cell| cell.key.clone()));
        if let Some(key) = first {
            self.go_to(Stop::Cell(key), context);
        }
    }

    /// Computes what is shown from what is on disk and what is being saved.
    fn refresh(&mut self) {
        self.shown = self.saving.over(&self.review.checklist);
        let sentence = rules::live_sentence(&self.review.claim, &self.review.edition, &self.shown);
        self.sentence = sentence + &self.unconfirmed_words();
    }

    /// Takes what the desk answered; drafts and pins of open cells are newer here than in an answer.
    fn adopt(&mut self, review: &Review) {
        let same = review.digest == self.review.digest;
        self.review = Review {
            comment_draft: self.review.comment_draft.take(),
            residual_draft: self.review.residual_draft.take(),
            rationale: self.review.rationale.take(),
            chosen: self.review.chosen.take(),
            ..review.clone()
        };
        if !same {
            self.reading = Reading::new(&review.claim.documents);
            self.spot = None;
        }
        self.refresh();
    }

    fn suggestions(&self) -> Option<&Suggestions> {
        match &self.looking {
            Looking::Found(suggestions) => Some(suggestions),
            Looking::Running | Looking::Failed | Looking::Blind => None,
        }
    }

    fn sources(&self) -> Sources<'_> {
        Sources { checklist: &self.shown, collected: &self.collected, suggestions: self.suggestions() }
    }

    fn looking_in_words(&self, context: &Context) -> &'static str {
        match self.looking {
            // What is found is told after the own answer.
            Looking::Found(_) if context.training.is_some() => LOOK_YOURSELF,
            Looking::Running => "Looking for text; you can read and judge meanwhile.",
            Looking::Found(_) => "Nothing was looked for in this cell.",
            Looking::Failed => "Looking for text failed. Read the documents and select with v.",
            Looking::Blind => LOOK_YOURSELF,
        }
    }

    fn requirement_label(&self, requirement: Requirement) -> String {
        let spec = self.review.edition.requirement(requirement);
        spec.map_or_else(|| requirement.label().to_owned(), |spec| clean::one_line(&spec.label))
    }

    /// Puts the focus on a row and shows its best text.
    fn go_to(&mut self, stop: Stop, context: &Context) {
        self.reading.deselect();
        self.on_match = false;
        self.spot = stop.cell().and_then(|key| self.sources().best(key));
        self.focus = stop;
        self.follow_focus();
        if let Some(spot) = self.spot.clone() {
            let window = self.window(context);
            self.reading.show(&spot, window);
        }
        self.look_under_cursor(context);
    }

    /// Notes which cells the text under the cursor belongs to.
    fn look_under_cursor(&mut self, context: &Context) {
        let window = self.window(context);
        let place = self.reading.row_under_cursor(window);
        let here = self.reading.open().map(|open| open.document.file_name.as_str()).zip(place);
        let cells = here.map(|(document, place)| self.sources().cells_at(document, place));
        self.cells_under_cursor = cells.unwrap_or_default().into_iter().cloned().collect();
    }

    fn panes(&self, body: Rect, context: &Context) -> Panes {
        let width = panes::checklist_width(body, self.zoomed);
        let rows = matrix::rows(self, context, width).len() + matrix::outcome(self, width).len() + 1;
        let checklist_rows = u16::try_from(rows).unwrap_or(u16::MAX);
        let guided = self.guided.is_some();
        panes::panes(body, Shape { focus: self.pane, zoomed: self.zoomed, guided, checklist_rows })
    }

    /// The space the text has, as it is drawn with this context.
    fn window(&self, context: &Context) -> Window {
        let body = layout::parts(area_of(context)).body;
        self.panes(body, context).window(body)
    }
}

const LOOK_YOURSELF: &str = "In training you look first: select text with v or V, or search with /.";

fn area_of(context: &Context) -> Rect {
    Rect::new(0, 0, context.area.width, context.area.height)
}

impl Surface for ReviewScreen {
    fn scopes(&self) -> &'static [Scope] {
        if self.reading.is_selecting() {
            &[Scope::Selection, Scope::Everywhere]
        } else if self.search.is_some() && self.guided.is_some() {
            &[Scope::Searching, Scope::Lesson, Scope::Review, Scope::List, Scope::Everywhere]
        } else if self.search.is_some() {
            &[Scope::Searching, Scope::Review, Scope::List, Scope::Everywhere]
        } else if self.guided.is_some() {
            &[Scope::Lesson, Scope::Review, Scope::List, Scope::Everywhere]
        } else {
            &[Scope::Review, Scope::List, Scope::Everywhere]
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        draw::draw(self, frame, area, context)
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Review(command) => self.carry_out(command, context),
            Command::Selection(command) => self.extend(command, context),
            Command::Lesson(command) => self.study(command, context),
            Command::List(command) => {
                self.travel(command, context);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn answered(&mut self, answer: Answer, context: &Context) -> Vec<Step> {
        self.take_answer(answer, context)
    }

    fn reply(&mut self, reply: &Reply, context: &Context) -> Vec<Step> {
        match reply {
            Reply::Judged(review) if review.claim.claim_id == self.review.claim.claim_id => {
                self.saving.answered();
                let mut told = self.learn_holder(review.holder.as_ref());
                self.adopt(review);
                self.look_under_cursor(context);
                if context.training.is_some() {
                    told.extend(self.look(context));
                    told.extend(self.ask_lesson(context));
                }
                return told;
            }
            Reply::Leased(id, holder) if *id == self.review.claim.claim_id => {
                return self.learn_holder(holder.as_ref());
            }
            Reply::Lesson(lesson) => self.take_lesson(lesson, context),
            Reply::Suggested(found) if found.claim_id == self.review.claim.claim_id => {
                self.looking = Looking::Found(Arc::new((**found).clone()));
                if self.spot.is_none() && !self.reading.is_selecting() && !self.on_match {
                    self.go_to(self.focus.clone(), context);
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn failed(&mut self, purpose: Purpose, _failure: &Failure, context: &Context) {
        match purpose {
            Purpose::Judge => {
                self.saving.answered();
                self.refresh();
                self.look_under_cursor(context);
            }
            Purpose::Job if self.suggestions().is_none() => self.looking = Looking::Failed,
            _ => {}
        }
    }

    fn resized(&mut self, context: &Context) -> Vec<Step> {
        let window = self.window(context);
        self.reading.settle(window);
        Vec::new()
    }

    fn status(&self, context: &Context) -> Line<'static> {
        draw::status(self, context)
    }

    fn title(&self) -> Option<String> {
        Some(self.review.claim.claim_id.to_string())
    }

    fn claim_id(&self) -> Option<&ClaimId> {
        Some(&self.review.claim.claim_id)
    }
}
