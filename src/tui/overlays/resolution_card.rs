//! What a resolution would do to every claim, before it is committed; nothing happens that is not shown here.

use super::Question;
use super::prompt::Prompt;
use crate::desk::{CascadePreview, Failure, ResolutionCard, ResolveDraft, ResolveRequest};
use crate::domain::{ConflictOutcome, ResolutionId};
use crate::rules::Waiver;
use crate::tui::command::{Command, ResolutionCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Layer, Surface};
use crate::tui::message::{Answer, ConflictRequest, Purpose, Reply, Request, Step};
use crate::tui::notices::Notice;
use crate::tui::theme::Tint;
use crate::tui::widgets::pane::dialog;
use crate::tui::widgets::told::{ClaimFate, Told, scrolled};
use ratatui::Frame;
use ratatui::layout::{Rect, Size};

/// Asked for a guard that can be passed with a reason.
const OVERRIDE: Question =
    Question::ForBelow("Pass the guard", "Why may it be settled nevertheless? The reason is recorded.");
/// Asked for the sentence.
const WHY: Question =
    Question::ForBelow("Why", "Why does it come out so, in one sentence? It is recorded, never sent.");
/// Asked for who was consulted.
const CONSULTED: Question = Question::ForBelow(
    "Consulted",
    "Who was asked besides the parties, and what did they say? It is recorded.",
);

/// The card.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolutionCardLayer {
    id: ResolutionId,
    draft: ResolveDraft,
    card: ResolutionCard,
    scroll: usize,
    saving: bool,
}

impl ResolutionCardLayer {
    /// Shows what settling conflicts so would do.
    pub fn new(id: ResolutionId, draft: ResolveDraft, card: ResolutionCard) -> Self {
        Self { id, draft, card, scroll: 0, saving: false }
    }

    fn act(&mut self, command: ResolutionCommand) -> Vec<Step> {
        let ask = |question: &Question| {
            vec![Step::Push(Box::new(Layer::Prompt(Prompt::new(question.clone(), ""))))]
        };
        match command {
            ResolutionCommand::Back => vec![Step::Close],
            _ if self.saving => vec![Step::Tell(Notice::warning("The resolution is being saved."))],
            ResolutionCommand::Commit => self.commit(),
            ResolutionCommand::Rationale => ask(&WHY),
            ResolutionCommand::Override => ask(&OVERRIDE),
            ResolutionCommand::Consulted => ask(&CONSULTED),
        }
    }

    fn commit(&mut self) -> Vec<Step> {
        if let Some(obstacle) = self.card.obstacles.first() {
            return vec![Step::Tell(Notice::warning(obstacle.clone()))];
        }
        self.saving = true;
        let seen = self.card.compared.iter().map(|one| one.seen.clone()).collect();
        let request = ResolveRequest { id: self.id.clone(), draft: self.draft.clone(), seen };
        vec![Request::Conflict(ConflictRequest::Resolve(Box::new(request))).into()]
    }

    /// Asks for the card anew after a text changed.
    fn again(&self) -> Vec<Step> {
        vec![Request::Conflict(ConflictRequest::Card(Box::new(self.draft.clone()))).into()]
    }

    fn told<'c>(&self, width: usize, context: &'c Context) -> Told<'c> {
        let mut told = Told::new(width, context);
        for (ruling, compared) in self.draft.rulings.iter().zip(&self.card.compared) {
            let winner = |claim| compared.conflict.party(claim).map(|party| party.partner().to_owned());
            let outcome = match &ruling.outcome {
                ConflictOutcome::Party { claim } => {
                    format!("{} is partner of record (claim {claim})", winner(claim).unwrap_or_default())
                }
                ConflictOutcome::Neither => "No party proves influence: all are asked for more".to_owned(),
                ConflictOutcome::Ambiguous => {
                    "It cannot be decided from the papers: all are asked for more".to_owned()
                }
                ConflictOutcome::Duplicate => {
                    "One partner family: nothing is settled between its claims".to_owned()
                }
            };
            told.say("", &compared.conflict.key.subject_in_words(), Tint::Muted);
            told.say("", &outcome, Tint::Title);
        }
        told.say(context.glyphs.prompt, &format!("Why: {}", self.draft.rationale), Tint::Text);
        if let Some(consulted) = &self.draft.consulted {
            told.say(context.glyphs.prompt, &format!("Consulted: {consulted}"), Tint::Text);
        }
        if let Some(reason) = &self.draft.override_reason {
            told.say(context.glyphs.prompt, &format!("Passed because: {reason}"), Tint::Text);
        }
        told.gap();
        self.objections(&mut told, context);
        for preview in &self.card.cascade {
            let comment = preview.card.as_ref().map(|card| card.comment.text.as_str());
            let CascadePreview { partner, before, line, lints, .. } = preview;
            let fate = ClaimFate { partner, before: *before, line, comment };
            told.fate(&fate);
            told.texts(&fate);
            for lint in lints {
                told.say("?", &format!("{} ({})", lint.text, lint.rule), Tint::Unclear);
            }
            told.gap();
        }
        told
    }

    fn objections(&self, told: &mut Told<'_>, context: &Context) {
        for obstacle in &self.card.obstacles {
            told.say("!", obstacle, Tint::NotMet);
        }
        let waivable = self.card.guards.iter().filter(|(_, guard)| guard.waiver != Waiver::Never);
        for (_, guard) in waivable {
            told.say(
                "!",
                &format!("{} ({}); w passes it with a reason", guard.text, guard.rule),
                Tint::Unclear,
            );
        }
        if self.saving {
            told.say(context.glyphs.dot, "saving; nothing is recorded before it is on disk", Tint::Unclear);
        } else if self.card.obstacles.is_empty() {
            told.say(context.glyphs.decided, "Ready: o commits everything below as one act.", Tint::Met);
        }
        told.gap();
    }
}

fn size(area: Size) -> Size {
    Size::new(area.width.saturating_sub(2).min(112), area.height.saturating_sub(2).min(46))
}

impl Surface for ResolutionCardLayer {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Resolution, Scope::List]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let inside = dialog(frame, area, (size(area.as_size()), "Settle the conflict"), context);
        self.told(usize::from(inside.width), context).draw(frame, inside, (self.scroll, "j scrolls"));
        Some(Focus { at: inside.as_position(), caret: true })
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Resolution(command) => return self.act(command),
            Command::List(command) => {
                let card = size(context.area);
                let rows = self.told(usize::from(card.width.saturating_sub(2)), context).len();
                let height = usize::from(card.height.saturating_sub(2)).max(1);
                self.scroll = scrolled(command, self.scroll, (rows, height));
            }
            _ => {}
        }
        Vec::new()
    }

    fn answered(&mut self, answer: Answer, _: &Context) -> Vec<Step> {
        let Answer::Text(question, words) = answer else { return Vec::new() };
        if question == WHY {
            self.draft.rationale = words;
        } else if question == OVERRIDE {
            self.draft.override_reason = Some(words);
        } else if question == CONSULTED {
            self.draft.consulted = Some(words);
        }
        self.again()
    }

    fn reply(&mut self, reply: &Reply, _: &Context) -> Vec<Step> {
        match reply {
            Reply::ResolutionCard(fresh) => {
                let (_, draft, card) = fresh.as_ref();
                self.draft = draft.clone();
                self.card = card.clone();
                Vec::new()
            }
            Reply::Resolved(made) if made.resolution.id == self.id => vec![Step::Close],
            _ => Vec::new(),
        }
    }

    fn failed(&mut self, purpose: Purpose, _: &Failure, _: &Context) {
        if purpose == Purpose::Conflict {
            self.saving = false;
        }
    }
}
