//! A claim that came back: verdicts of the earlier revision, what was asked then, and what came since.

use super::ReviewScreen;
use super::side::SideRow;
use super::spots::Spot;
use super::stops::Stop;
use crate::desk::{self, CarriedCell};
use crate::domain::{CellKey, Judgement, Verdict};
use crate::text::{self, clean};
use crate::tui::context::Context;
use crate::tui::layers::Layer;
use crate::tui::message::Step;
use crate::tui::screens::AnswersScreen;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::wrap;
use crate::tui::widgets::verdict::{BADGE_WIDTH, verdict_word};
use ratatui::text::{Line, Span};
use std::sync::Arc;

impl ReviewScreen {
    /// The verdict of the earlier revision on a cell that is still open.
    pub(super) fn carried(&self, key: &CellKey) -> Option<&CarriedCell> {
        let open = self.shown.cell(key).is_some_and(|cell| cell.judgement.is_none());
        self.review.carried.iter().find(|carried| open && carried.key == *key)
    }

    /// How many verdicts wait to be confirmed, as the end of the outcome's sentence.
    pub(super) fn unconfirmed_words(&self) -> String {
        let still = self.review.carried.iter().filter(|carried| carried.restated.is_some());
        match still.filter(|carried| self.carried(&carried.key).is_some()).count() {
            0 => String::new(),
            1 => " 1 verdict is carried: confirm it.".to_owned(),
            many => format!(" {many} verdicts are carried: confirm each."),
        }
    }

    /// The carried verdict that this key would confirm: the same verdict, and no other text was chosen.
    pub(super) fn confirmable(
        &self,
        key: &CellKey,
        verdict: Verdict,
        context: &Context,
    ) -> Option<Judgement> {
        let restated = self.carried(key)?.restated.as_ref()?;
        (restated.verdict == verdict && self.chosen_text(context).is_none()).then(|| restated.clone())
    }

    /// Takes the carried verdict of the focused cell over.
    pub(super) fn confirm(&mut self, context: &Context) -> Vec<Step> {
        let Some(key) = self.focus.cell().cloned() else {
            return super::commands::tell("Choose a cell first: this row is not judged.");
        };
        let carried = self.carried(&key).cloned();
        match carried.map(|carried| (carried.restated, carried.why)) {
            Some((Some(judgement), _)) => self.say(&key, judgement, context),
            Some((None, why)) => super::commands::tell(why.unwrap_or_default()),
            None => super::commands::tell("This cell has no verdict of an earlier revision."),
        }
    }

    /// Sets what was asked beside what came since.
    pub(super) fn answers(&self) -> Vec<Step> {
        let mut review = self.review.clone();
        review.checklist.clone_from(&self.shown);
        let answers = desk::answers(&review, self.suggestions());
        if answers == desk::Answers::default() {
            return super::commands::tell("Nothing was asked before, and no document came since.");
        }
        let screen = AnswersScreen::new(Arc::clone(&review.claim), answers);
        vec![Step::Push(Box::new(Layer::Answers(screen)))]
    }

    /// Goes to a cell and shows a stretch of a document; a verdict would take it when it is a candidate of the cell.
    pub(super) fn look_at(
        &mut self,
        cell: Option<CellKey>,
        text: Option<(String, text::Span)>,
        context: &Context,
    ) {
        if let Some(key) = cell {
            self.go_to(Stop::Cell(key), context);
        }
        let Some((document, span)) = text else { return };
        let of_text = |spot: &Spot| spot.document == document && spot.span == span;
        let spots = self.focus.cell().map(|key| self.sources().spots(key)).unwrap_or_default();
        self.spot = spots.into_iter().find(of_text);
        let window = self.window(context);
        let named = |open: &super::reading::Open| open.document.file_name == document;
        if let Some(position) = self.reading.documents().iter().position(named) {
            self.reading.show_span(position, span, window);
        }
        self.focus_pane(super::Pane::Document, context);
        self.look_under_cursor(context);
    }

    /// Opens the next document that came since the earlier decision or request.
    pub(super) fn next_new(&mut self, context: &Context) -> Vec<Step> {
        let newer = desk::requests(&self.review).newer;
        let documents = self.reading.documents();
        let is_new =
            |at: &usize| documents.get(*at).is_some_and(|open| newer.contains(&open.document.file_name));
        let here = self.reading.position();
        let next = (here + 1..documents.len()).chain(0..=here).find(is_new);
        let Some(next) = next else {
            return super::commands::tell("No document came since the earlier decision or request.");
        };
        self.reading.turn_to(next);
        self.focus_pane(super::Pane::Document, context);
        self.look_under_cursor(context);
        Vec::new()
    }
}

/// The badge of an open cell that was judged before: never solid, and with a question mark.
pub(super) fn badge(carried: &CarriedCell, context: &Context) -> [Span<'static>; 2] {
    let word = verdict_word(Some(carried.earlier.verdict));
    let sign = context.glyphs.verdict(Some(carried.earlier.verdict));
    let (text, note, tint) = match carried.restated {
        Some(_) => (format!(" {sign} {word}?"), " Y", Tint::Unclear),
        None => (format!(" {} open", context.glyphs.verdict(None)), " again", Tint::Unset),
    };
    let rest = BADGE_WIDTH.saturating_sub(text.chars().count());
    [
        Span::styled(format!("{text}{}", " ".repeat(rest)), context.theme.style(tint)),
        Span::styled(format!("{}{note}", context.glyphs.back), context.theme.style(tint)),
    ]
}

/// What becomes of a verdict of the earlier revision, and how loud that is.
pub(super) fn explained(carried: &CarriedCell) -> (String, Tint) {
    let verdict = carried.earlier.verdict.label();
    match &carried.why {
        None => (format!("Carried from the earlier revision: {verdict}. Y confirms it."), Tint::Unclear),
        Some(why) => (format!("Was {verdict}; to be judged again. {why}"), Tint::NotMet),
    }
}

/// What was asked, whether it is cured, and what came since.
pub(super) fn requests(screen: &ReviewScreen, context: &Context, width: usize) -> Vec<SideRow> {
    let mut review = screen.review.clone();
    review.checklist.clone_from(&screen.shown);
    let asked = desk::requests(&review);
    let mut rows = Vec::new();
    let mut say = |sign: &str, text: &str, tint: Tint| {
        for (nth, part) in wrap(&clean::one_line(text), width.saturating_sub(4)).into_iter().enumerate() {
            let lead = if nth == 0 { sign } else { " " };
            rows.push(SideRow::from(Line::from(vec![
                Span::styled(format!(" {lead} "), context.theme.style(tint)),
                Span::styled(part, context.theme.style(Tint::Text)),
            ])));
        }
    };
    if review.sealed {
        say(context.glyphs.dash, "Sealed until every cell is judged.", Tint::Unclear);
    } else if asked.is_empty() {
        say(context.glyphs.dash, "Nothing was asked before.", Tint::Muted);
    }
    for item in &asked.todo {
        let label = review.edition.reason(&item.code).map(|spec| spec.label.clone()).unwrap_or_default();
        let cell = item.cell.as_ref().map(|key| format!("{}: ", key.requirement.code())).unwrap_or_default();
        let (sign, state, tint) = match item.cured {
            Some(true) => (context.glyphs.verdict(Some(Verdict::Met)), "cured", Tint::Met),
            Some(false) => (context.glyphs.verdict(Some(Verdict::NotMet)), "not cured", Tint::NotMet),
            None => (context.glyphs.verdict(None), "not judged yet", Tint::Unset),
        };
        say(sign, &format!("{cell}{} {label} ({state})", item.code), tint);
    }
    if let Some(comment) = asked.comment.as_ref().filter(|_| !review.sealed) {
        say(context.glyphs.prompt, comment, Tint::Key);
    }
    if asked.unchanged {
        say(
            "!",
            "Submitted again without any new text; what is not cured leads to a rejection.",
            Tint::NotMet,
        );
    }
    for name in &asked.newer {
        say("+", &format!("came since: {name} (g e opens it)"), Tint::Info);
    }
    rows
}
