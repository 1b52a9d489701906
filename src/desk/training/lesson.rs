//! Guided mode: what is asked about a claim, one requirement at a time, and what is told after each answer.
//!
//! Nothing of the right answer to a cell is in here before the cell is answered or its answer was asked for.

use super::Session;
use crate::desk::{Failure, FailureKind, Review};
use crate::domain::{AnswerCell, AttemptCell, Cell, CellKey, ClaimId, Requirement, Verdict};
use crate::policy::{Edition, pack::Step};
use crate::rules::scoring::{self, CellScore, Hit};
use crate::text::Span;
use std::collections::BTreeMap;

/// A claim as guided mode asks about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// The claim.
    pub claim_id: ClaimId,
    /// What comes one after another.
    pub steps: Vec<LessonStep>,
    /// Hints taken so far.
    pub hints: usize,
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct LessonStep {
    /// The cell that is judged; `None` where something is told or decided.
    pub key: Option<CellKey>,
    /// Whether the decision is made now.
    pub decides: bool,
    /// A few words.
    pub title: String,
    /// What is told and asked, in paragraphs.
    pub text: Vec<String>,
    /// The rule and its reason, in paragraphs.
    pub rule: Vec<String>,
    /// Where to look, once a hint was asked for.
    pub hint: Option<Hint>,
    /// How the answer compares, once it was given.
    pub told: Option<Told>,
}

/// What helps to find the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Document and text to look at; `None` when the point is that nothing is there.
    pub place: Option<(String, Span)>,
    /// The answer itself, when it was asked for.
    pub answer: Option<Told>,
}

/// The right answer to a cell beside the one that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// How the two compare; `None` before an answer was given.
    pub hit: Option<Hit>,
    /// The right verdict.
    pub right: Verdict,
    /// Its reasons, with their labels.
    pub reasons: Vec<String>,
    /// Why it is right.
    pub why: String,
    /// What was wrong, in words, with the points it cost.
    pub faults: Vec<String>,
}

impl Session {
    /// The claim as guided mode asks about it.
    pub fn lesson(&mut self, id: &ClaimId) -> Result<Lesson, Failure> {
        if !self.mode().tells() {
            let why = "Nothing is told while this is answered.";
            return Err(Failure::new(FailureKind::Refused, "There are no steps.", why));
        }
        let review = self.review(id)?;
        let record = self.record_of(id)?;
        let told: BTreeMap<CellKey, Told> = record
            .firsts
            .iter()
            .filter_map(|(key, first)| {
                let mine = AttemptCell {
                    key: key.clone(),
                    verdict: Some(first.verdict),
                    reasons: first.reasons.iter().map(|reason| reason.code.clone()).collect(),
                    pins: first.pins.clone(),
                    evidence: Vec::new(),
                    note: first.note.clone(),
                };
                Some((key.clone(), self.told(&review, &mine)?))
            })
            .collect();
        let mut steps = self.spoken(id, |step| step.requirement.is_none() && !step.decision, false);
        for cell in review.checklist.cells.iter().filter(|cell| cell.settled.is_none()) {
            let hint =
                record.hints.get(&cell.key).map(|revealed| self.hint_for(&review, &cell.key, *revealed));
            steps.push(LessonStep {
                hint,
                told: told.get(&cell.key).cloned().filter(|_| cell.judgement.is_some()),
                ..self.question(&review, cell)
            });
        }
        let mut decision = self.spoken(id, |step| step.decision, true);
        if decision.is_empty() {
            decision.push(decide());
        }
        steps.extend(decision);
        Ok(Lesson { claim_id: id.clone(), steps, hints: record.hints.len() })
    }

    /// Shows where to look for a cell, or its answer, and notes that it was asked for.
    pub fn hint(&mut self, id: &ClaimId, cell: &CellKey, reveal: bool) -> Result<Lesson, Failure> {
        self.lesson(id)?;
        self.note_hint(id, cell, reveal)?;
        self.lesson(id)
    }

    fn spoken(&self, id: &ClaimId, which: impl Fn(&Step) -> bool, decides: bool) -> Vec<LessonStep> {
        let steps = self.course.steps_of(id).filter(|step| which(step));
        steps
            .map(|step| LessonStep {
                key: None,
                decides,
                title: step.title.clone(),
                text: paragraphs(&step.text),
                rule: Vec::new(),
                hint: None,
                told: None,
            })
            .collect()
    }

    /// What the pack tells before a requirement is judged, or else what the edition says of it.
    fn question(&self, review: &Review, cell: &Cell) -> LessonStep {
        let requirement = cell.key.requirement;
        let of_pack = self.course.steps_of(&review.claim.claim_id);
        let mut of_pack = of_pack.filter(|step| step.requirement == Some(requirement)).peekable();
        let spec = review.edition.requirement(requirement);
        let label = spec.map_or_else(|| requirement.label().to_owned(), |spec| spec.label.clone());
        let title = of_pack.peek().map_or(label, |step| step.title.clone());
        let mut text: Vec<String> = of_pack.flat_map(|step| paragraphs(&step.text)).collect();
        if text.is_empty() {
            text.extend(spec.map(|spec| spec.help.clone()));
        }
        if let Some(workload) = &cell.key.workload {
            text.insert(0, format!("For {workload}:"));
        }
        LessonStep {
            key: Some(cell.key.clone()),
            decides: false,
            title: format!("{} {title}", requirement.code()),
            text,
            rule: rule(&review.edition, requirement),
            hint: None,
            told: None,
        }
    }

    fn hint_for(&self, review: &Review, key: &CellKey, revealed: bool) -> Hint {
        let right = self.course.answer(&review.claim.claim_id).and_then(|answer| answer.answer_to(key));
        let place =
            right.and_then(|right| right.evidence.iter().find_map(|quote| quote.place(&review.claim)));
        Hint {
            place: place.map(|(document, span)| (document.to_owned(), span)),
            answer: right.filter(|_| revealed).map(|right| told(&review.edition, right, None)),
        }
    }

    fn told(&self, review: &Review, mine: &AttemptCell) -> Option<Told> {
        let answer = self.course.answer(&review.claim.claim_id)?;
        let right = answer.answer_to(&mine.key)?;
        let score = scoring::score_cell(right, mine, &review.claim, self.course.costs());
        Some(told(&review.edition, right, Some(&score)))
    }
}

fn told(edition: &Edition, right: &AnswerCell, score: Option<&CellScore>) -> Told {
    let label = |code: &crate::domain::ReasonCode| {
        edition.reason(code).map_or_else(|| code.to_string(), |spec| format!("{code} {}", spec.label))
    };
    let faults = score.map(|score| {
        score.charges.iter().map(|charge| format!("{} (-{})", charge.fault.label(), charge.points)).collect()
    });
    Told {
        hit: score.map(|score| score.hit),
        right: right.verdict,
        reasons: right.reasons.iter().map(label).collect(),
        why: right.why.clone(),
        faults: faults.unwrap_or_default(),
    }
}

fn rule(edition: &Edition, requirement: Requirement) -> Vec<String> {
    let Some(spec) = edition.requirement(requirement) else { return Vec::new() };
    let mut rule = paragraphs(&spec.detail);
    if !spec.rules.is_empty() {
        rule.push(format!("Rules: {}.", spec.rules.join(", ")));
    }
    rule
}

fn decide() -> LessonStep {
    LessonStep {
        key: None,
        decides: true,
        title: "Decide".to_owned(),
        text: vec![
            "Every cell is judged. What follows from them stands at the bottom.".to_owned(),
            "Enter opens the card with the outcome and the text for the partner. Read it; o commits."
                .to_owned(),
        ],
        rule: Vec::new(),
        hint: None,
        told: None,
    }
}

fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n")
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|part| !part.is_empty())
        .collect()
}
