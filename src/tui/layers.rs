//! Screens and overlays, one on top of the other.
//!
//! The set of layers is closed; what one can do is the [`Surface`] it offers. The lowest layer is the queue, or the
//! claims of a training session, and is never taken away, so there is always something to see and a way out.

use super::command::{Command, Scope};
use super::context::Context;
use super::message::{Answer, Purpose, Reply, Step};
use super::overlays::{
    CauseChoice, CommentEditor, CommitCardLayer, Confirm, Fill, GradeChoice, Help, Jobs, NotesOffer,
    NoticeList, OutcomeChoice, Palette, Prompt, QualificationPick, ReasonList, ReasonPick,
    ResolutionCardLayer, SortPick, ThemePick, ViewPick,
};
use super::screens::{
    AdjudicationScreen, AnswersScreen, BatchScreen, ChangesScreen, ConflictScreen, ConflictsScreen,
    DebriefScreen, DifferencesScreen, ExpiriesScreen, GroupScreen, HistoryScreen, OutboxScreen, PacksScreen,
    QueueScreen, ReferenceScreen, ReviewScreen, StatisticsScreen, TrainingScreen, WalkScreen, WalksScreen,
};
use crate::desk::Failure;
use crate::domain::ClaimId;
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

/// Where the focus is, for the cursor that screen readers and braille displays follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Focus {
    /// The cell.
    pub at: Position,
    /// Whether a caret is shown there: true in text, false in lists.
    pub caret: bool,
}

/// What every layer can do. The defaults are those of a layer that does not care.
pub trait Surface {
    /// Scopes whose keys mean something now, nearest first. A text field yields only its own.
    fn scopes(&self) -> &'static [Scope];

    /// Draws the layer. A screen gets the whole body, an overlay lays itself out inside it.
    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus>;

    /// Carries out a command of one of its scopes.
    fn command(&mut self, command: Command, context: &Context) -> Vec<Step>;

    /// Takes a key that is bound to nothing: text for a field.
    fn type_key(&mut self, _key: KeyEvent, _context: &Context) -> Vec<Step> {
        Vec::new()
    }

    /// Takes pasted text; only text fields do.
    fn paste(&mut self, _text: &str, _context: &Context) -> Vec<Step> {
        Vec::new()
    }

    /// Takes the text back from the person's own editor; `None` leaves it as it was.
    fn edited(&mut self, _text: Option<String>, _context: &Context) -> Vec<Step> {
        Vec::new()
    }

    /// Takes the result of the overlay that was just above.
    fn answered(&mut self, _answer: Answer, _context: &Context) -> Vec<Step> {
        Vec::new()
    }

    /// Looks at a reply of the desk. Every layer sees every reply.
    fn reply(&mut self, _reply: &Reply, _context: &Context) -> Vec<Step> {
        Vec::new()
    }

    /// Learns that a request failed; the notice is shown by the program.
    fn failed(&mut self, _purpose: Purpose, _failure: &Failure, _context: &Context) {}

    /// Learns that the time it asked for has passed.
    fn woken(&mut self, _context: &Context) -> Vec<Step> {
        Vec::new()
    }

    /// Learns that the screen has another size, which `context` tells.
    fn resized(&mut self, _context: &Context) -> Vec<Step> {
        Vec::new()
    }

    /// What the status line says when there is no notice.
    fn status(&self, _context: &Context) -> Line<'static> {
        Line::default()
    }

    /// Its part of the path in the header; overlays have none.
    fn title(&self) -> Option<String> {
        None
    }

    /// The claim it is about.
    fn claim_id(&self) -> Option<&ClaimId> {
        None
    }
}

/// Every layer there is.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "each variant is the type it holds")]
#[allow(clippy::large_enum_variant, reason = "there are a handful of layers, moved a few times a minute")]
pub enum Layer {
    Queue(QueueScreen),
    Review(ReviewScreen),
    Reference(ReferenceScreen),
    History(HistoryScreen),
    Answers(AnswersScreen),
    Changes(ChangesScreen),
    Conflicts(ConflictsScreen),
    Conflict(Box<ConflictScreen>),
    Batch(Box<BatchScreen>),
    Expiries(ExpiriesScreen),
    Outbox(OutboxScreen),
    Differences(DifferencesScreen),
    Adjudication(Box<AdjudicationScreen>),
    Statistics(StatisticsScreen),
    Packs(PacksScreen),
    Training(TrainingScreen),
    Debrief(Box<DebriefScreen>),
    Walks(WalksScreen),
    Walk(Box<WalkScreen>),
    Group(Box<GroupScreen>),
    Help(Help),
    Palette(Palette),
    Views(ViewPick),
    Sort(SortPick),
    Reason(ReasonPick),
    Theme(ThemePick),
    Jobs(Jobs),
    Notices(NoticeList),
    Notes(NotesOffer),
    Prompt(Prompt),
    Confirm(Confirm),
    Reasons(ReasonList),
    Qualifications(QualificationPick),
    Card(Box<CommitCardLayer>),
    Outcome(OutcomeChoice),
    Cause(CauseChoice),
    Grade(GradeChoice),
    Resolution(Box<ResolutionCardLayer>),
    Fill(Fill),
    Editor(Box<CommentEditor>),
}

impl Layer {
    /// What it can do.
    pub fn surface(&self) -> &dyn Surface {
        match self {
            Self::Queue(layer) => layer,
            Self::Review(layer) => layer,
            Self::Reference(layer) => layer,
            Self::History(layer) => layer,
            Self::Answers(layer) => layer,
            Self::Changes(layer) => layer,
            Self::Conflicts(layer) => layer,
            Self::Conflict(layer) => layer.as_ref(),
            Self::Batch(layer) => layer.as_ref(),
            Self::Expiries(layer) => layer,
            Self::Outbox(layer) => layer,
            Self::Differences(layer) => layer,
            Self::Adjudication(layer) => layer.as_ref(),
            Self::Statistics(layer) => layer,
            Self::Packs(layer) => layer,
            Self::Training(layer) => layer,
            Self::Debrief(layer) => layer.as_ref(),
            Self::Walks(layer) => layer,
            Self::Walk(layer) => layer.as_ref(),
            Self::Group(layer) => layer.as_ref(),
            Self::Help(layer) => layer,
            Self::Palette(layer) => layer,
            Self::Views(layer) => layer,
            Self::Sort(layer) => layer,
            Self::Reason(layer) => layer,
            Self::Theme(layer) => layer,
            Self::Jobs(layer) => layer,
            Self::Notices(layer) => layer,
            Self::Notes(layer) => layer,
            Self::Prompt(layer) => layer,
            Self::Confirm(layer) => layer,
            Self::Reasons(layer) => layer,
            Self::Qualifications(layer) => layer,
            Self::Card(layer) => layer.as_ref(),
            Self::Outcome(layer) => layer,
            Self::Cause(layer) => layer,
            Self::Grade(layer) => layer,
            Self::Resolution(layer) => layer.as_ref(),
            Self::Fill(layer) => layer,
            Self::Editor(layer) => layer.as_ref(),
        }
    }

    /// What it can do, to change it.
    pub fn surface_mut(&mut self) -> &mut dyn Surface {
        match self {
            Self::Queue(layer) => layer,
            Self::Review(layer) => layer,
            Self::Reference(layer) => layer,
            Self::History(layer) => layer,
            Self::Answers(layer) => layer,
            Self::Changes(layer) => layer,
            Self::Conflicts(layer) => layer,
            Self::Conflict(layer) => layer.as_mut(),
            Self::Batch(layer) => layer.as_mut(),
            Self::Expiries(layer) => layer,
            Self::Outbox(layer) => layer,
            Self::Differences(layer) => layer,
            Self::Adjudication(layer) => layer.as_mut(),
            Self::Statistics(layer) => layer,
            Self::Packs(layer) => layer,
            Self::Training(layer) => layer,
            Self::Debrief(layer) => layer.as_mut(),
            Self::Walks(layer) => layer,
            Self::Walk(layer) => layer.as_mut(),
            Self::Group(layer) => layer.as_mut(),
            Self::Help(layer) => layer,
            Self::Palette(layer) => layer,
            Self::Views(layer) => layer,
            Self::Sort(layer) => layer,
            Self::Reason(layer) => layer,
            Self::Theme(layer) => layer,
            Self::Jobs(layer) => layer,
            Self::Notices(layer) => layer,
            Self::Notes(layer) => layer,
            Self::Prompt(layer) => layer,
            Self::Confirm(layer) => layer,
            Self::Reasons(layer) => layer,
            Self::Qualifications(layer) => layer,
            Self::Card(layer) => layer.as_mut(),
            Self::Outcome(layer) => layer,
            Self::Cause(layer) => layer,
            Self::Grade(layer) => layer,
            Self::Resolution(layer) => layer.as_mut(),
            Self::Fill(layer) => layer,
            Self::Editor(layer) => layer.as_mut(),
        }
    }

    /// Whether it covers everything below.
    pub fn is_screen(&self) -> bool {
        matches!(
            self,
            Self::Queue(_)
                | Self::Review(_)
                | Self::Reference(_)
                | Self::History(_)
                | Self::Answers(_)
                | Self::Changes(_)
                | Self::Conflicts(_)
                | Self::Conflict(_)
                | Self::Batch(_)
                | Self::Expiries(_)
                | Self::Outbox(_)
                | Self::Differences(_)
                | Self::Adjudication(_)
                | Self::Statistics(_)
                | Self::Packs(_)
                | Self::Training(_)
                | Self::Debrief(_)
                | Self::Walks(_)
                | Self::Walk(_)
                | Self::Group(_)
        )
    }
}

/// The layers, the lowest one apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Layers {
    root: Layer,
    above: Vec<Layer>,
}

impl Layers {
    /// Only the lowest one.
    pub fn new(root: Layer) -> Self {
        Self { root, above: Vec::new() }
    }

    /// The layer that takes the keys.
    pub fn top(&self) -> &Layer {
        self.above.last().unwrap_or(&self.root)
    }

    /// The layer that takes the keys, to change it.
    pub fn top_mut(&mut self) -> &mut Layer {
        self.above.last_mut().unwrap_or(&mut self.root)
    }

    /// The layer under the top one.
    pub fn below_top(&self) -> Option<&Layer> {
        let under = self.above.len().checked_sub(2);
        match (self.above.len(), under) {
            (0, _) => None,
            (_, Some(at)) => self.above.get(at),
            (_, None) => Some(&self.root),
        }
    }

    /// Puts a layer on top.
    pub fn push(&mut self, layer: Layer) {
        self.above.push(layer);
    }

    /// Takes the top layer away; the lowest one stays.
    pub fn pop(&mut self) -> Option<Layer> {
        self.above.pop()
    }

    /// Takes everything above the lowest layer away.
    pub fn to_queue(&mut self) {
        self.above.clear();
    }

    /// Takes away the topmost review and everything above it.
    pub fn close_review(&mut self) {
        if let Some(at) = self.above.iter().position(|layer| matches!(layer, Layer::Review(_))) {
            self.above.truncate(at);
        }
    }

    /// Takes away the adjudication and everything above it.
    pub fn close_adjudication(&mut self) {
        if let Some(at) = self.above.iter().position(|layer| matches!(layer, Layer::Adjudication(_))) {
            self.above.truncate(at);
        }
    }

    /// The difference that is being settled.
    pub fn adjudication(&self) -> Option<&AdjudicationScreen> {
        self.above.iter().rev().find_map(|layer| match layer {
            Layer::Adjudication(screen) => Some(screen.as_ref()),
            _ => None,
        })
    }

    /// All layers, lowest first.
    pub fn iter(&self) -> impl Iterator<Item = &Layer> {
        std::iter::once(&self.root).chain(&self.above)
    }

    /// All layers, lowest first, to change them.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Layer> {
        std::iter::once(&mut self.root).chain(&mut self.above)
    }

    /// The topmost screen and the overlays above it.
    pub fn visible(&self) -> Vec<&Layer> {
        let mut visible: Vec<&Layer> = Vec::new();
        for layer in self.iter() {
            if layer.is_screen() {
                visible.clear();
            }
            visible.push(layer);
        }
        visible
    }

    /// The claim that is open.
    pub fn review(&self) -> Option<&ReviewScreen> {
        self.above.iter().rev().find_map(|layer| match layer {
            Layer::Review(review) => Some(review),
            _ => None,
        })
    }

    /// The claims of a training session.
    pub fn training(&self) -> Option<&TrainingScreen> {
        match &self.root {
            Layer::Training(claims) => Some(claims),
            _ => None,
        }
    }

    /// The queue.
    pub fn queue(&self) -> Option<&QueueScreen> {
        match &self.root {
            Layer::Queue(queue) => Some(queue),
            _ => None,
        }
    }
}
