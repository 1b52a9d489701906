//! What a person says about a difference: verdicts with their causes, the outcome, the reason, notes; then one act.

use super::AdjudicationScreen;
use crate::desk::{AdjudicateRequest, DifferingCell, SettledCell};
use crate::domain::{Cause, Verdict};
use crate::tui::layers::Layer;
use crate::tui::message::{Answer, DifferencesRequest, Request, Step};
use crate::tui::notices::Notice;
use crate::tui::overlays::{CauseChoice, Confirm, OutcomeChoice, Prompt, Question};

const WHY: Question = Question::ForBelow("Why it stands so", "A sentence for the record:");
const READING: Question =
    Question::ForBelow("How the requirement is read", "From now on every reviewer sees beside the cell:");

impl AdjudicationScreen {
    /// Takes a verdict for the focused cell and asks for the cause.
    pub(super) fn choose(&mut self, verdict: impl Fn(&DifferingCell) -> Verdict) -> Vec<Step> {
        let Some(cell) = self.focused() else { return tell("No cell is chosen.") };
        if !cell.differs() {
            return tell(format!("Both opinions agree on {}; there is nothing to settle.", cell.key));
        }
        let verdict = verdict(cell);
        self.asked = Some((cell.key.clone(), verdict));
        let words = format!("Settled as {}. Why did the opinions differ?", verdict.label().to_lowercase());
        push(Layer::Cause(CauseChoice::asking(&words)))
    }

    /// Opens the focused cell again.
    pub(super) fn clear(&mut self) -> Vec<Step> {
        let Some(key) = self.focused().map(|cell| cell.key.clone()) else { return Vec::new() };
        self.draft.cells.retain(|settled| settled.key != key);
        vec![self.keep()]
    }

    pub(super) fn ask_outcome(&self) -> Vec<Step> {
        let kinds = (self.open.difference.first.kind, self.open.difference.second.kind);
        push(Layer::Outcome(OutcomeChoice::that_holds(&self.open.choices, kinds)))
    }

    pub(super) fn ask_why(&self) -> Vec<Step> {
        push(Layer::Prompt(Prompt::new(WHY, &self.draft.note)))
    }

    pub(super) fn ask_reading(&self) -> Vec<Step> {
        let Some(cell) = self.focused() else { return tell("Choose a cell of the requirement first.") };
        let requirement = cell.key.requirement;
        let said = self.draft.readings.iter().find(|(known, _)| *known == requirement);
        push(Layer::Prompt(Prompt::new(READING, said.map_or("", |(_, text)| text))))
    }

    /// Asks before the difference is settled, or says what is missing.
    pub(super) fn settle(&mut self) -> Vec<Step> {
        let missing = self.open.difference.differing().find(|cell| self.settled(cell).is_none());
        if let Some(key) = missing.map(|cell| cell.key.clone()) {
            self.focus_next_open();
            return tell(format!("{key} differs and is not settled: 1, 2 or a verdict settles it."));
        }
        if self.draft.note.trim().is_empty() {
            self.settling = true;
            return self.ask_why();
        }
        vec![self.confirm()]
    }

    fn confirm(&self) -> Step {
        let difference = &self.open.difference;
        let holds = self.kind().label().to_lowercase();
        let question = format!("Settle the difference on claim {}? {holds} holds.", difference.claim_id);
        let request = AdjudicateRequest {
            claim_id: difference.claim_id.clone(),
            second: Some(difference.second.hash),
            cells: self.draft.cells.clone(),
            kind: self.kind(),
            note: self.draft.note.clone(),
        };
        let settle = DifferencesRequest::Settle(Box::new(request), self.draft.readings.clone());
        let yes = vec![Request::Differences(settle).into()];
        let words = "Yes, settle it; both opinions stay in the record.";
        Step::Push(Box::new(Layer::Confirm(Confirm::new(&question, words, yes))))
    }

    /// Takes what was chosen or typed.
    pub(super) fn take_answer(&mut self, answer: Answer) -> Vec<Step> {
        match answer {
            Answer::Cause(cause) => self.take_cause(cause),
            Answer::Outcome(kind) => self.draft.kind = Some(kind),
            Answer::Text(question, words) if question == WHY => {
                self.draft.note = words;
                if std::mem::take(&mut self.settling) {
                    return vec![self.keep(), self.confirm()];
                }
            }
            Answer::Text(question, words) if question == READING => self.take_reading(words),
            _ => return Vec::new(),
        }
        vec![self.keep()]
    }

    fn take_cause(&mut self, cause: Cause) {
        let Some((key, verdict)) = self.asked.take() else { return };
        self.draft.cells.retain(|settled| settled.key != key);
        self.draft.cells.push(SettledCell { key, verdict, cause });
        self.focus_next_open();
    }

    fn take_reading(&mut self, words: String) {
        let Some(requirement) = self.focused().map(|cell| cell.key.requirement) else { return };
        self.draft.readings.retain(|(known, _)| *known != requirement);
        self.draft.readings.push((requirement, words));
    }
}

fn push(layer: Layer) -> Vec<Step> {
    vec![Step::Push(Box::new(layer))]
}

fn tell(words: impl AsRef<str>) -> Vec<Step> {
    vec![Step::Tell(Notice::warning(words))]
}
