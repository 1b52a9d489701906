//! The comparison of a finished attempt with the answer or the real decision, and the list of claims with what was
//! earned.

use super::Session;
use super::calibration::{GroupAccess, KeptNote};
use super::course::Course;
use super::real_decisions::{NotCompared, RealDecision};
use crate::desk::{Failure, FailureKind};
use crate::domain::{Answer, AnswerCell, Attempt, AttemptCell, Claim, ClaimId, Mode};
use crate::policy::Edition;
use crate::rules::{
    repetition::{self, Tried},
    scoring::{self, CellScore, Score},
};
use crate::text::Span;
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// A finished attempt beside the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Debrief {
    /// The claim.
    pub claim: Arc<Claim>,
    /// The edition that judges it.
    pub edition: Arc<Edition>,
    /// What was answered.
    pub attempt: Attempt,
    /// Whose decision it is compared with, in shadow mode; else it is the answer of a trainer.
    pub real: Option<RealDecision>,
    /// What it earned.
    pub score: Score,
    /// Cells, those that differ first and the dearest of them on top.
    pub cells: Vec<DebriefCell>,
    /// What to remember.
    pub lesson: String,
    /// Every trap of the claim, and whether the attempt fell into it.
    pub traps: Vec<(String, bool)>,
    /// Hints that were taken.
    pub hints: usize,
    /// When the claim comes back, if it does.
    pub due: Option<DateTime<Utc>>,
}

/// One cell of both.
#[derive(Debug, Clone, PartialEq)]
pub struct DebriefCell {
    /// What it earned.
    pub score: CellScore,
    /// What was answered; `None` where a rule settles the cell.
    pub mine: Option<AttemptCell>,
    /// What is right.
    pub right: AnswerCell,
    /// Text of the own answer: document and place.
    pub my_text: Vec<(String, Span)>,
    /// Text of the right answer: document and place.
    pub right_text: Vec<(String, Span)>,
}

/// A claim in the list of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrainingRow {
    /// The claim.
    pub claim_id: ClaimId,
    /// Partner and customer.
    pub parties: String,
    /// How far it is.
    pub state: TrainingState,
    /// When it comes back because something was missed.
    pub due: Option<DateTime<Utc>>,
    /// Why an answered claim of shadow mode cannot be compared.
    pub not_compared: Option<NotCompared>,
}

/// How far a claim of a session is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrainingState {
    /// Nobody opened it.
    NotBegun,
    /// So many of its cells are judged.
    Begun {
        /// Judged cells.
        judged: usize,
        /// Cells to judge.
        of: usize,
    },
    /// It is answered.
    Done {
        /// Points kept and points there were, where they may be told.
        points: Option<(u32, u32)>,
    },
}

/// The claims of a session, and what may be said about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrainingList {
    /// In the order of the session.
    pub rows: Vec<TrainingRow>,
    /// What the pack is for.
    pub aims: Vec<String>,
    /// The time by the calendar.
    pub now: DateTime<Utc>,
    /// Whether answers are compared: in an exam only after the last claim, else as soon as there is something to
    /// compare them with.
    pub told: bool,
    /// Whether what others said may be seen; `None` where nobody else answers.
    pub group: Option<GroupAccess>,
    /// Notes on requirements that were written there.
    pub notes: Vec<KeptNote>,
}

impl Session {
    /// Whether what was earned may be told of answered claims now.
    fn tells_now(&mut self) -> Result<bool, Failure> {
        Ok(match self.mode() {
            // What the pack holds to be right is told on the group screen, after the talk.
            Mode::Calibration => false,
            Mode::Exam => self.next(None)?.is_none(),
            _ => true,
        })
    }

    /// The claims of the session.
    pub fn list(&mut self) -> Result<TrainingList, Failure> {
        let told = self.tells_now()?;
        let rows = match &self.course {
            Course::Live(_) => self.live_rows()?,
            Course::Pack(course) => {
                let order = course.order.clone();
                order.iter().map(|id| self.row(id, told)).collect::<Result<_, _>>()?
            }
        };
        let (group, notes) = (self.group_access()?, self.case_notes()?);
        Ok(TrainingList { rows, aims: self.course.aims(), now: self.today(), told, group, notes })
    }

    fn row(&mut self, id: &ClaimId, told: bool) -> Result<TrainingRow, Failure> {
        let review = self.review(id)?;
        let record = self.record_of(id)?;
        let points = |session: &Self, attempt: &Attempt| {
            let score = session.score(attempt, &review.claim)?;
            Some((score.points(), score.full))
        };
        let last = record.finished.last().filter(|_| review.decision.is_some());
        let cells = review.checklist.cells.iter().filter(|cell| cell.settled.is_none());
        let (judged, of) =
            cells.fold((0, 0), |(judged, of), cell| (judged + usize::from(cell.judgement.is_some()), of + 1));
        let state = match last {
            Some(attempt) => TrainingState::Done { points: points(self, attempt).filter(|_| told) },
            None if judged > 0 || record.begun => TrainingState::Begun { judged, of },
            None => TrainingState::NotBegun,
        };
        let claim = &review.claim;
        Ok(TrainingRow {
            claim_id: id.clone(),
            parties: format!("{} for {}", claim.partner.name, claim.customer.name),
            state,
            due: self.due(&record.finished, claim),
            not_compared: None,
        })
    }

    fn score(&self, attempt: &Attempt, claim: &Claim) -> Option<Score> {
        let answer = self.course.answer(&attempt.claim_id)?;
        Some(scoring::score(answer, attempt, claim, self.course.costs()))
    }

    /// When a claim comes back; never where it is answered once.
    fn due(&self, finished: &[Attempt], claim: &Claim) -> Option<DateTime<Utc>> {
        let tried = finished.iter().filter(|_| self.mode().tells()).filter_map(|attempt| {
            Some(Tried { at: attempt.at?, missed: !self.score(attempt, claim)?.is_full() })
        });
        repetition::due(&tried.collect::<Vec<_>>())
    }

    /// The last attempt at a claim beside what it is held against; refused while nothing may be told, or there is
    /// nothing to hold it against.
    pub fn debrief(&mut self, id: &ClaimId) -> Result<Debrief, Failure> {
        let refused = |why: &str| Failure::new(FailureKind::Refused, "There is nothing to compare yet.", why);
        if !self.tells_now()? {
            let why = match self.mode() {
                Mode::Calibration => {
                    "A calibration is compared with what the others said, all of it at once."
                }
                _ => "In an exam nothing is told before the last claim is answered.",
            };
            return Err(refused(why));
        }
        let record = self.record_of(id)?;
        let Some(attempt) = record.finished.last() else { return Err(refused("The claim is not answered.")) };
        let claim = self.desk.snapshot.claim(id)?;
        let right = self.course.right(attempt, claim.as_ref());
        let (answer, real) = right.map_err(|why| {
            refused(why.reason()).hint("`proofdesk train score --reviews` compares with exported decisions.")
        })?;
        let review = self.review(id)?;
        let score = scoring::score(&answer, attempt, &review.claim, self.course.costs());
        let fell = |trap: &String| score.missed_traps.contains(trap);
        Ok(Debrief {
            traps: answer.all_traps().into_iter().map(|trap| (trap.clone(), fell(&trap))).collect(),
            due: self.due(&record.finished, &review.claim),
            cells: cells(&score, attempt, &answer, &review.claim),
            lesson: answer.lesson,
            hints: record.hints_before,
            attempt: attempt.clone(),
            claim: review.claim,
            edition: review.edition,
            real,
            score,
        })
    }
}

/// The cells of both, the dearest difference on top.
fn cells(score: &Score, attempt: &Attempt, answer: &Answer, claim: &Claim) -> Vec<DebriefCell> {
    let right = |score: &CellScore| Some((score.clone(), answer.answer_to(&score.key)?.clone()));
    let found = score.cells.iter().filter_map(right);
    let mut cells: Vec<DebriefCell> =
        found.map(|(score, right)| cell(&score, attempt, right, claim)).collect();
    cells.sort_by_key(|cell| std::cmp::Reverse(cell.score.lost));
    cells
}

fn cell(score: &CellScore, attempt: &Attempt, right: AnswerCell, claim: &Claim) -> DebriefCell {
    let mine = attempt.cell(&score.key).cloned();
    let pins = mine.iter().flat_map(|mine| &mine.pins);
    let owned = |(document, span): (&str, Span)| (document.to_owned(), span);
    DebriefCell {
        score: score.clone(),
        my_text: pins.map(|pin| (pin.document.clone(), pin.span)).collect(),
        right_text: right.evidence.iter().filter_map(|quote| quote.place(claim)).map(owned).collect(),
        mine,
        right,
    }
}
