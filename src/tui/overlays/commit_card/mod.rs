//! The commit card: everything that will be recorded, and everything that stands in its way.
//!
//! The card shows what `desk::commit_card` computes and changes nothing by itself. `o` commits, no other key does;
//! then the card is locked until the desk has answered.

mod drafts;
mod sections;
mod view;

pub use drafts::Drafts;

use super::{CauseChoice, CommentEditor, Fill, OutcomeChoice, Prompt, Question, ReasonList, ReasonsFor};
use crate::comments::{Composed, Unresolved};
use crate::desk::{self, CommitCard, DecideRequest, DraftField, Failure, Judging, Review};
use crate::domain::{Cause, ClaimId, DecisionKind};
use crate::rules::Gap;
use crate::tui::command::{CardCommand, Command, ListCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Layer, Surface};
use crate::tui::message::{Answer, Effect, Purpose, Reply, Request, Step};
use crate::tui::notices::Notice;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The question for a reason.
const RATIONALE: Question = Question::ForBelow(
    "Reason for the exception",
    "Why another outcome, or why the rule is waived? It is recorded.",
);

/// The card of one claim.
#[derive(Debug, Clone, PartialEq)]
pub struct CommitCardLayer {
    review: Review,
    card: Result<CommitCard, Vec<Gap>>,
    saving: bool,
    /// The comment of the residual claim is shown instead of the comment.
    residual: bool,
    /// First row of the comment that is shown.
    scroll: usize,
}

impl CommitCardLayer {
    /// Computes the card for a review as it stands.
    pub fn new(review: Review) -> Self {
        let card = desk::commit_card(&review);
        Self { review, card, saving: false, residual: false, scroll: 0 }
    }

    fn compute(&mut self) {
        self.card = desk::commit_card(&self.review);
        let partial = self.card.as_ref().is_ok_and(|card| card.residual_comment.is_some());
        self.residual &= partial;
    }

    fn claim(&self) -> ClaimId {
        self.review.claim.claim_id.clone()
    }

    fn act(&mut self, command: CardCommand) -> Vec<Step> {
        if self.saving {
            return tell("The decision is being saved.");
        }
        if command == CardCommand::Back {
            return vec![Step::Answer(Answer::Drafts(Box::new(Drafts::of(&self.review))))];
        }
        let Ok(card) = self.card.clone() else {
            return tell("Cells are open; go back with Esc.");
        };
        match command {
            CardCommand::Commit => self.commit(&card),
            CardCommand::Edit => vec![push(Layer::Editor(Box::new(self.editor(&card))))],
            CardCommand::OwnEditor => vec![Effect::OpenEditor(self.editable(&card)).into()],
            CardCommand::Fill => Self::ask_fill(&card),
            CardCommand::Choose => {
                vec![push(Layer::Outcome(OutcomeChoice::new(&card.choices, card.derived.kind)))]
            }
            CardCommand::Rationale => vec![self.ask_rationale()],
            CardCommand::Cause if card.dispute.is_none() => tell("Only a dispute has a cause."),
            CardCommand::Cause => vec![push(Layer::Cause(CauseChoice::default()))],
            CardCommand::ClaimReasons => {
                let chosen = self.review.checklist.claim_reasons.clone();
                vec![push(Layer::Reasons(ReasonList::new(ReasonsFor::Claim, &self.review.edition, &chosen)))]
            }
            CardCommand::Restore => self.restore(),
            CardCommand::Residual => self.turn(&card),
            CardCommand::Back => Vec::new(),
        }
    }

    /// Sends the decision when nothing stands in its way.
    fn commit(&mut self, card: &CommitCard) -> Vec<Step> {
        if let Some(obstacle) = card.obstacles.first() {
            return tell(obstacle);
        }
        self.saving = true;
        let request = DecideRequest {
            claim_id: self.claim(),
            id: self.review.decision_id.clone(),
            digest: self.review.digest,
            round: self.review.round,
            kind: card.kind,
            rationale: self.review.rationale.clone(),
            comment: self.review.comment_draft.clone(),
            residual_comment: self.review.residual_draft.clone(),
            cause: self.review.cause,
        };
        vec![Request::Decide(Box::new(request)).into()]
    }

    fn field(&self) -> DraftField {
        if self.residual { DraftField::ResidualComment } else { DraftField::Comment }
    }

    /// The text as it is edited: the deadline is still a variable.
    fn editable(&self, card: &CommitCard) -> String {
        match (&card.editable_residual, self.residual) {
            (Some(residual), true) => residual.clone(),
            _ => card.editable.clone(),
        }
    }

    fn editor(&self, card: &CommitCard) -> CommentEditor {
        CommentEditor::new(self.claim(), self.field(), &self.editable(card))
    }

    fn ask_rationale(&self) -> Step {
        push(Layer::Prompt(Prompt::new(
            RATIONALE.clone(),
            self.review.rationale.as_deref().unwrap_or_default(),
        )))
    }

    fn ask_fill(card: &CommitCard) -> Vec<Step> {
        let comments = std::iter::once(&card.comment).chain(&card.residual_comment);
        let open = |comment: &Composed| Some(Fill::new(comment.unresolved.first()?.clone(), &comment.text));
        match comments.into_iter().find_map(open) {
            Some(fill) => vec![push(Layer::Fill(fill))],
            None => tell("Every variable of the comment has a value."),
        }
    }

    fn restore(&mut self) -> Vec<Step> {
        let field = self.field();
        if Drafts::text(&mut self.review, field).take().is_none() {
            return tell("This is the composed comment already.");
        }
        self.compute();
        vec![
            self.keep(field, None),
            Step::Tell(Notice::info("The comment is composed from the cells again.")),
        ]
    }

    fn turn(&mut self, card: &CommitCard) -> Vec<Step> {
        if card.residual_comment.is_none() {
            return tell("Only a partial approval carries a second comment.");
        }
        self.residual = !self.residual;
        self.scroll = 0;
        Vec::new()
    }

    fn keep(&self, field: DraftField, text: Option<String>) -> Step {
        Request::KeepDraft(self.claim(), field, text).into()
    }

    /// Takes a text of the reviewer's own, unless it is what the program composed anyway.
    fn take_text(&mut self, field: DraftField, text: String) -> Vec<Step> {
        let own = Drafts::text(&mut self.review, field).take();
        self.compute();
        let composed = match (&self.card, field) {
            (Ok(card), DraftField::ResidualComment) => card.editable_residual.clone(),
            (Ok(card), _) => Some(card.editable.clone()),
            (Err(_), _) => None,
        };
        let draft = (composed.as_deref() != Some(text.as_str())).then_some(text);
        let changed = own != draft;
        Drafts::text(&mut self.review, field).clone_from(&draft);
        self.compute();
        if changed || draft.is_none() { vec![self.keep(field, draft)] } else { Vec::new() }
    }

    fn choose(&mut self, kind: DecisionKind) -> Vec<Step> {
        let derived = self.card.as_ref().map(|card| card.derived.kind).ok();
        self.review.chosen = (derived != Some(kind)).then_some(kind);
        self.compute();
        let word = self.review.chosen.map(|kind| kind.word().to_owned());
        let mut steps = vec![self.keep(DraftField::Chosen, word)];
        let lacks_reason = self.review.chosen.is_some() && self.review.rationale.is_none();
        steps.extend(lacks_reason.then(|| self.ask_rationale()));
        steps
    }

    fn take_cause(&mut self, cause: Cause) -> Vec<Step> {
        self.review.cause = Some(cause);
        self.compute();
        vec![self.keep(DraftField::Cause, Some(cause.word().to_owned()))]
    }

    fn take_rationale(&mut self, text: String) -> Vec<Step> {
        self.review.rationale = Some(text.clone());
        self.compute();
        vec![self.keep(DraftField::Rationale, Some(text))]
    }

    /// Puts a value where its variable stands: into the reasons that use it, or into the reviewer's own text.
    fn filled(&mut self, variable: &Unresolved, value: &str) -> Vec<Step> {
        let field = self.field();
        let own = Drafts::text(&mut self.review, field).clone();
        match (&variable.code, own) {
            (Some(_), None) => self.fill_reasons(variable, value),
            (_, own) => {
                let text = own.or_else(|| self.card.as_ref().ok().map(|card| self.editable(card)));
                let text = text.unwrap_or_default().replace(&format!("{{{}}}", variable.name), value);
                self.take_text(field, text)
            }
        }
    }

    fn fill_reasons(&mut self, variable: &Unresolved, value: &str) -> Vec<Step> {
        let mut steps = Vec::new();
        for judging in drafts::with_fill(&mut self.review.checklist, variable, value) {
            steps.push(Request::Judge(self.review.claim.claim_id.clone(), judging).into());
        }
        self.compute();
        steps
    }
}

fn push(layer: Layer) -> Step {
    Step::Push(Box::new(layer))
}

fn tell(text: impl AsRef<str>) -> Vec<Step> {
    vec![Step::Tell(Notice::warning(text))]
}

impl Surface for CommitCardLayer {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Card, Scope::List, Scope::Everywhere]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        Some(view::draw(self, frame, area, context))
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Card(command) => return self.act(command),
            Command::List(command) => self.scroll_comment(command, context),
            _ => {}
        }
        Vec::new()
    }

    fn answered(&mut self, answer: Answer, _: &Context) -> Vec<Step> {
        match answer {
            Answer::Written(field, text) => self.take_text(field, text),
            Answer::Outcome(kind) => self.choose(kind),
            Answer::Cause(cause) => self.take_cause(cause),
            Answer::Text(question, text) if question == RATIONALE => self.take_rationale(text),
            Answer::Filled(variable, value) => self.filled(&variable, &value),
            Answer::Reasons(ReasonsFor::Claim, reasons) => {
                self.review.checklist.claim_reasons.clone_from(&reasons);
                self.compute();
                vec![Request::Judge(self.claim(), Judging::ClaimReasons(reasons)).into()]
            }
            _ => Vec::new(),
        }
    }

    fn edited(&mut self, text: Option<String>, _: &Context) -> Vec<Step> {
        match text {
            Some(text) => self.take_text(self.field(), text.trim_end_matches('\n').to_owned()),
            None => tell("Your editor did not finish; the text stayed as it was."),
        }
    }

    fn reply(&mut self, reply: &Reply, _: &Context) -> Vec<Step> {
        if let Reply::Judged(review) = reply
            && review.claim.claim_id == self.review.claim.claim_id
        {
            let drafts = Drafts::of(&self.review);
            let checklist = self.review.checklist.clone();
            self.review = Review { checklist, ..(**review).clone() };
            drafts.put_into(&mut self.review);
            self.compute();
        }
        Vec::new()
    }

    fn failed(&mut self, purpose: Purpose, _: &Failure, _: &Context) {
        if purpose == Purpose::Decide {
            self.saving = false;
        }
    }

    fn claim_id(&self) -> Option<&ClaimId> {
        Some(&self.review.claim.claim_id)
    }
}

impl CommitCardLayer {
    fn scroll_comment(&mut self, command: ListCommand, context: &Context) {
        let page = usize::from(context.area.height / 3).max(1);
        let last = view::comment_rows(self, context).saturating_sub(1);
        let to = match command {
            ListCommand::Down => self.scroll + 1,
            ListCommand::Up => self.scroll.saturating_sub(1),
            ListCommand::PageDown => self.scroll + page,
            ListCommand::PageUp => self.scroll.saturating_sub(page),
            ListCommand::Top => 0,
            ListCommand::Bottom => last,
        };
        self.scroll = to.min(last);
    }
}
