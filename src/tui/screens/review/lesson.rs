//! Guided mode on the review screen: which step is asked, and what is told after its answer.
//!
//! The verdict keys are those of real work; the screen stays at the cell until its answer was read. What is right is
//! not here before the session has told it, so no key of this screen can show it early.

use super::ReviewScreen;
use super::stops::Stop;
use crate::desk::training::{Lesson, LessonStep};
use crate::tui::command::{Command, LessonCommand, ReviewCommand};
use crate::tui::context::Context;
use crate::tui::message::{Request, Step, TrainingRequest};
use crate::tui::notices::Notice;

/// The steps of the claim, and where the trainee is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Guided {
    pub(super) lesson: Lesson,
    /// Position of the step.
    pub(super) at: usize,
    /// First row of the question that is shown.
    pub(super) top: usize,
}

impl Guided {
    /// Begins where the attempt was left: before the first question without an answer, or at its beginning.
    fn of(lesson: Lesson) -> Self {
        let begun = lesson.steps.iter().any(|step| step.told.is_some());
        let open =
            lesson.steps.iter().position(|step| step.decides || (step.key.is_some() && step.told.is_none()));
        let at = if begun { open.unwrap_or(0) } else { 0 };
        Self { lesson, at, top: 0 }
    }

    /// The step that is asked.
    pub(super) fn step(&self) -> Option<&LessonStep> {
        self.lesson.steps.get(self.at)
    }

    /// Answered questions and questions.
    pub(super) fn answered(&self) -> (usize, usize) {
        let questions = || self.lesson.steps.iter().filter(|step| step.key.is_some());
        (questions().filter(|step| step.told.is_some()).count(), questions().count())
    }
}

impl ReviewScreen {
    /// Takes the steps as they now are; the first time begins with them.
    pub(super) fn take_lesson(&mut self, lesson: &Lesson, context: &Context) {
        if lesson.claim_id != self.review.claim.claim_id {
            return;
        }
        if let Some(guided) = &mut self.guided {
            guided.lesson = lesson.clone();
            guided.top = 0;
        } else {
            self.guided = Some(Guided::of(lesson.clone()));
            self.pane = super::Pane::Document;
            self.go_to_step(context);
        }
        self.look_at_hint(context);
    }

    /// Asks for the steps of the claim, in guided mode.
    pub(super) fn ask_lesson(&self, context: &Context) -> Option<Step> {
        let guided = context.training.as_ref().is_some_and(|place| place.mode == crate::domain::Mode::Guided);
        let id = self.review.claim.claim_id.clone();
        guided.then(|| Request::Training(TrainingRequest::Lesson(id)).into())
    }

    /// Carries out a command of the lesson.
    pub(super) fn study(&mut self, command: LessonCommand, context: &Context) -> Vec<Step> {
        match command {
            LessonCommand::Next => self.next_step(context),
            LessonCommand::Previous => {
                if let Some(guided) = &mut self.guided {
                    guided.at = guided.at.saturating_sub(1);
                    guided.top = 0;
                }
                self.go_to_step(context);
                Vec::new()
            }
            LessonCommand::Hint => self.hint(false),
            LessonCommand::Reveal => self.hint(true),
        }
    }

    fn next_step(&mut self, context: &Context) -> Vec<Step> {
        let more = super::lesson_pane::rows_below(self, context);
        let Some(guided) = &mut self.guided else { return Vec::new() };
        if more > 0 {
            guided.top += super::lesson_pane::page(context);
            return Vec::new();
        }
        let waits = guided.step().is_some_and(|step| step.key.is_some() && step.told.is_none());
        let last = guided.at + 1 >= guided.lesson.steps.len();
        guided.top = 0;
        if waits {
            let words = "Answer first: y met, x not met, m unclear. o shows where to look.";
            return vec![Step::Tell(Notice::info(words))];
        }
        if last {
            return vec![Step::Run(Command::Review(ReviewCommand::Decide))];
        }
        guided.at += 1;
        self.go_to_step(context);
        Vec::new()
    }

    /// Puts the focus on the cell of the step.
    fn go_to_step(&mut self, context: &Context) {
        let key = self.guided.as_ref().and_then(Guided::step).and_then(|step| step.key.clone());
        if let Some(key) = key {
            self.go_to(Stop::Cell(key), context);
        }
        self.look_at_hint(context);
    }

    /// The question follows the focus when a person moves to another cell.
    pub(super) fn follow_focus(&mut self) {
        let focus = self.focus.cell();
        let Some(guided) = &mut self.guided else { return };
        let at = guided.lesson.steps.iter().position(|step| step.key.is_some() && step.key.as_ref() == focus);
        if let Some(at) = at.filter(|at| *at != guided.at) {
            guided.at = at;
            guided.top = 0;
        }
    }

    fn hint(&self, reveal: bool) -> Vec<Step> {
        let key = self.guided.as_ref().and_then(Guided::step).and_then(|step| step.key.clone());
        let Some(cell) = key else {
            return vec![Step::Tell(Notice::info("There is nothing to answer at this step. Enter goes on."))];
        };
        let claim = self.review.claim.claim_id.clone();
        vec![Request::Training(TrainingRequest::Hint { claim, cell, reveal }).into()]
    }

    /// The document and text that the hint to this step points at.
    pub(super) fn hinted(&self) -> Option<(&str, crate::text::Span)> {
        let hint = self.guided.as_ref()?.step()?.hint.as_ref()?;
        hint.place.as_ref().map(|(document, span)| (document.as_str(), *span))
    }

    fn look_at_hint(&mut self, context: &Context) {
        let Some((document, span)) = self.hinted().map(|(name, span)| (name.to_owned(), span)) else {
            return;
        };
        let documents = self.reading.documents();
        let at = documents.iter().position(|open| open.document.file_name == document);
        if let Some(at) = at {
            let window = self.window(context);
            self.reading.show_span(at, span, window);
            self.look_under_cursor(context);
        }
    }
}
