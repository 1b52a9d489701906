//! Grading factors and choosing an outcome. Nothing is settled here: the card shows what would follow first.

use super::{Choosing, ConflictScreen, ask};
use crate::desk::{DraftRuling, GradeRequest, NoticeRequest, ResolveDraft};
use crate::domain::{BatchLine, ConflictOutcome, EvidencePin, Factor, FactorGrade, Grade, NoticeTo};
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::layers::Layer;
use crate::tui::message::{Answer, BatchTask, ConflictRequest, Request, Step};
use crate::tui::notices::Notice;
use crate::tui::overlays::{Confirm, GradeChoice, Prompt, Question};

const WHY: Question = Question::ForBelow(
    "Settle the conflict",
    "Why does it come out so, in one sentence? It is recorded, never sent.",
);
const MISSING: Question = Question::ForBelow(
    "Nothing speaks for it",
    "What is missing in the papers? It is recorded with the grade.",
);
const WITHDRAW: Question =
    Question::ForBelow("Withdraw the resolution", "Why is it withdrawn? The reason is recorded.");

const WITHDRAW_BATCH: Question = Question::ForBelow(
    "Withdraw the whole batch it was settled in",
    "Why is all of it withdrawn? The reason is recorded.",
);

fn tell(words: &'static str) -> Vec<Step> {
    vec![Step::Tell(Notice::warning(words))]
}

fn push(layer: Layer) -> Vec<Step> {
    vec![Step::Push(Box::new(layer))]
}

impl ConflictScreen {
    /// Asks for the grade of the chosen factor for the focused party.
    pub(super) fn grade(&self, context: &Context) -> Vec<Step> {
        let (rows, _) = self.rows(context);
        let factor = rows.get(self.cursor.index()).and_then(|row| row.factor);
        let Some(factor) = factor else { return tell("Choose one of the five factors first.") };
        let Some(side) = self.compared(self.party) else {
            return tell("This partner has no claim on file, so there is nothing to grade.");
        };
        push(Layer::Grade(GradeChoice::new(factor, &side.party.partner)))
    }

    /// The text of the focused party that is shown for the chosen row.
    fn shown_pin(&self, context: &Context) -> Option<EvidencePin> {
        let (rows, _) = self.rows(context);
        let excerpts = &rows.get(self.cursor.index())?.cells.get(self.party)?.excerpts;
        let at = self.texts.get(self.party).copied().unwrap_or(0);
        let excerpt = excerpts.get(at.min(excerpts.len().saturating_sub(1)))?;
        let document = self.claim(self.party)?.document(&excerpt.document)?;
        EvidencePin::new(document, excerpt.span)
    }

    fn record_grade(&self, grade: FactorGrade) -> Vec<Step> {
        let Some(side) = self.compared(self.party) else { return Vec::new() };
        let request =
            GradeRequest { conflict: self.id.clone(), claim_id: side.party.claim_id.clone(), grade };
        vec![ask(ConflictRequest::Grade(Box::new(request)))]
    }

    /// A grade rests on the text that is shown; one of 0 may rest on a note instead.
    fn graded(&mut self, factor: Factor, grade: Grade, context: &Context) -> Vec<Step> {
        if grade == Grade::NONE {
            self.choosing = Some(Choosing::Missing(factor, grade));
            return push(Layer::Prompt(Prompt::new(MISSING, "")));
        }
        match self.shown_pin(context) {
            Some(pin) => self.record_grade(FactorGrade { factor, grade, pin: Some(pin), note: None }),
            None => tell("A grade above 0 rests on a text: step to one with n first."),
        }
    }

    /// Settles for the party in focus.
    pub(super) fn settle_for_focused(&mut self) -> Vec<Step> {
        let party = self.sides().get(self.party);
        match party.map(|side| side.party.claim_id().cloned()) {
            Some(Some(claim)) => self.settle(ConflictOutcome::Party { claim }),
            Some(None) => tell("This partner has no claim on file, so it cannot be chosen here."),
            None => Vec::new(),
        }
    }

    /// Asks before it records that the focused party was told.
    pub(super) fn tell_party(&self) -> Vec<Step> {
        let Some(side) = self.sides().get(self.party) else { return Vec::new() };
        let claim = side.party.claim_id().cloned();
        let to = if claim.is_some() { NoticeTo::Party } else { NoticeTo::Unnamed };
        let question = format!(
            "Was {} told of the conflict today? The time for new proof follows from it.",
            clean::one_line(side.party.partner())
        );
        let request = NoticeRequest { claim, to, sent_at: None };
        let yes = vec![ask(ConflictRequest::Notice(self.id.clone(), request))];
        push(Layer::Confirm(Confirm::new(&question, "Yes, record that it was told; nothing is sent.", yes)))
    }

    /// Asks for the sentence that every resolution needs.
    pub(super) fn settle(&mut self, outcome: ConflictOutcome) -> Vec<Step> {
        if self.open.as_ref().is_some_and(|open| open.1.settled.is_some()) {
            return tell("It is settled already. Withdraw the resolution first, with u.");
        }
        self.choosing = Some(Choosing::Outcome(outcome));
        push(Layer::Prompt(Prompt::new(WHY, "")))
    }

    pub(super) fn withdraw(&self) -> Vec<Step> {
        match self.open.as_ref().and_then(|open| open.1.settled.as_ref()) {
            // A batch is one act until its release.
            Some(found) if found.resolution.batch.is_some() && !found.released => {
                push(Layer::Prompt(Prompt::new(WITHDRAW_BATCH, "")))
            }
            Some(_) => push(Layer::Prompt(Prompt::new(WITHDRAW, ""))),
            None => tell("No resolution of this conflict is in force here."),
        }
    }

    pub(super) fn take_answer(&mut self, answer: Answer, context: &Context) -> Vec<Step> {
        match answer {
            Answer::Grade(factor, grade) => self.graded(factor, grade, context),
            Answer::Text(question, reason) if question == WITHDRAW => {
                let settled = self.open.as_ref().and_then(|open| open.1.settled.as_ref());
                let id = settled.map(|found| (found.resolution.id.clone(), found.released));
                id.map(|(id, released)| ask(ConflictRequest::TakeBack(id, released, reason)))
                    .into_iter()
                    .collect()
            }
            Answer::Text(question, reason) if question == WITHDRAW_BATCH => {
                let settled = self.open.as_ref().and_then(|open| open.1.settled.as_ref());
                let batch = settled.and_then(|found| found.resolution.batch.as_ref());
                let back = |batch: &BatchLine| BatchTask::TakeBack(batch.plan, reason);
                batch.map(|batch| Request::Batch(back(batch)).into()).into_iter().collect()
            }
            Answer::Text(_, words) => match self.choosing.take() {
                Some(Choosing::Outcome(outcome)) => {
                    let rulings = vec![DraftRuling { conflict: self.id.clone(), outcome }];
                    let draft =
                        ResolveDraft { rulings, rationale: words, consulted: None, override_reason: None };
                    self.choosing = Some(Choosing::Card);
                    vec![ask(ConflictRequest::Card(Box::new(draft)))]
                }
                Some(Choosing::Missing(factor, grade)) => {
                    self.record_grade(FactorGrade { factor, grade, pin: None, note: Some(words) })
                }
                Some(Choosing::Card) | None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }
}
