//! What a resolution would do to every claim, before it is committed; nothing happens that is not shown here.

use super::Question;
use super::prompt::Prompt;
use crate::desk::{CascadePreview, Failure, ResolutionCard, ResolveDraft, ResolveRequest};
use crate::domain::{CascadeKind, ConflictOutcome, ResolutionId};
use crate::rules::Waiver;
use crate::text::clean;
use crate::tui::command::{Command, ListCommand, ResolutionCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Layer, Surface};
use crate::tui::message::{Answer, ConflictRequest, Purpose, Reply, Request, Step};
use crate::tui::notices::Notice;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::wrap;
use crate::tui::widgets::pane::dialog;
use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

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

    fn lines(&self, width: usize, context: &Context) -> Vec<Line<'static>> {
        let mut told = Told { lines: Vec::new(), width, context };
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
        self.objections(&mut told);
        for preview in &self.card.cascade {
            told.claim(preview);
        }
        told.lines
    }

    fn objections(&self, told: &mut Told<'_>) {
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
            told.say(
                told.context.glyphs.dot,
                "saving; nothing is recorded before it is on disk",
                Tint::Unclear,
            );
        } else if self.card.obstacles.is_empty() {
            told.say(told.context.glyphs.decided, "Ready: o commits everything below as one act.", Tint::Met);
        }
        told.gap();
    }
}

/// Rows of the card.
struct Told<'a> {
    lines: Vec<Line<'static>>,
    width: usize,
    context: &'a Context,
}

impl Told<'_> {
    fn say(&mut self, sign: &'static str, words: &str, tint: Tint) {
        let (theme, indent) = (self.context.theme, if sign.is_empty() { 1 } else { 3 });
        for (nth, row) in
            wrap(&clean::one_line(words), self.width.saturating_sub(indent + 1)).into_iter().enumerate()
        {
            let lead = match (sign, nth) {
                ("", _) => " ".to_owned(),
                (sign, 0) => format!(" {sign} "),
                _ => "   ".to_owned(),
            };
            self.lines.push(Line::from(vec![
                Span::styled(lead, theme.style(tint)),
                Span::styled(row, theme.style(tint)),
            ]));
        }
    }

    fn gap(&mut self) {
        self.lines.push(Line::default());
    }

    /// One claim: what happens to it, why, the clock that starts, and what its partner is told.
    fn claim(&mut self, preview: &CascadePreview) {
        let line = &preview.line;
        let head = format!(
            "{}  {}: {} {} {}",
            line.claim_id,
            preview.partner,
            preview.before.label().to_lowercase(),
            self.context.glyphs.arrow,
            line.kind.label()
        );
        self.say("", &head, tint(line.kind));
        self.say("", &format!("  {}", line.why), Tint::Text);
        if let Some(clock) = &line.clock {
            let until = clock
                .deadline
                .map_or_else(String::new, |at| format!(" until {}", at.format("%Y-%m-%d %H:%M UTC")));
            self.say("", &format!("  starts: {}{until}", clock.label), Tint::Muted);
        }
        let comment = preview.card.iter().map(|card| ("comment", card.comment.text.as_str()));
        let notices = line.notices.iter().map(|notice| (notice.template.as_str(), notice.text.as_str()));
        for (name, text) in comment.chain(notices) {
            self.say("", &format!("  {name}: {text}"), Tint::Faint);
        }
        for lint in &preview.lints {
            self.say("?", &format!("{} ({})", lint.text, lint.rule), Tint::Unclear);
        }
        self.gap();
    }
}

const fn tint(kind: CascadeKind) -> Tint {
    match kind {
        CascadeKind::Approved => Tint::Met,
        CascadeKind::PartlyApproved => Tint::Info,
        CascadeKind::ActionRequired | CascadeKind::ProofAsked | CascadeKind::LinesHeld => Tint::Unclear,
        CascadeKind::Rejected | CascadeKind::FinalRejected | CascadeKind::Disassociated => Tint::NotMet,
        CascadeKind::Unchanged => Tint::Text,
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
        let lines = self.lines(usize::from(inside.width), context);
        let height = usize::from(inside.height);
        let first = self.scroll.min(lines.len().saturating_sub(height));
        let left = lines.len().saturating_sub(first + height);
        let mut shown: Vec<Line<'static>> = lines.into_iter().skip(first).take(height).collect();
        if left > 0 {
            shown.pop();
            let more = format!(" {} {} more rows, j scrolls", context.glyphs.ellipsis, left + 1);
            shown.push(Line::styled(more, context.theme.style(Tint::Faint)));
        }
        for (line, y) in shown.into_iter().zip(inside.y..inside.bottom()) {
            frame.render_widget(line, Rect { y, height: 1, ..inside });
        }
        Some(Focus { at: inside.as_position(), caret: true })
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Resolution(command) => return self.act(command),
            Command::List(command) => {
                let card = size(context.area);
                let lines = self.lines(usize::from(card.width.saturating_sub(2)), context).len();
                let height = usize::from(card.height.saturating_sub(2)).max(1);
                let most = lines.saturating_sub(height);
                self.scroll = match command {
                    ListCommand::Down => self.scroll + 1,
                    ListCommand::Up => self.scroll.saturating_sub(1),
                    ListCommand::PageDown => self.scroll + height,
                    ListCommand::PageUp => self.scroll.saturating_sub(height),
                    ListCommand::Top => 0,
                    ListCommand::Bottom => most,
                }
                .min(most);
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
