//! Attempts, read from the record of a training session.
//!
//! An attempt begins when a claim is opened and ends with its decision; taking the decision back begins another one.
//! Everything follows from the chain of events, so a killed program loses nothing: the time worked, too, is what
//! lies between the events of each sitting, never a stop-watch that somebody has to save.

use crate::domain::{
    Act, Attempt, AttemptCell, CellKey, ClaimId, Decision, DecisionCell, Event, EvidencePin, Judgement, Mode,
    ReasonMark, SessionName, Verdict,
};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;

/// What the record says about one claim.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct ClaimRecord {
    /// Finished attempts, oldest first.
    pub(super) finished: Vec<Attempt>,
    /// Whether an attempt has begun and is not finished.
    pub(super) begun: bool,
    /// The first answer to each cell since the attempt began.
    pub(super) firsts: BTreeMap<CellKey, Judgement>,
    /// Hints taken in this attempt, and whether the answer was shown.
    pub(super) hints: BTreeMap<CellKey, bool>,
    /// Hints taken in the last finished attempt.
    pub(super) hints_before: usize,
    sitting: Option<Sitting>,
    worked: TimeDelta,
}

/// A stretch of work without leaving the program.
#[derive(Debug, Clone, PartialEq)]
struct Sitting {
    mode: Mode,
    /// When it began by the calendar.
    began: DateTime<Utc>,
    /// The same by the clock of the record.
    from: DateTime<Utc>,
    last: DateTime<Utc>,
}

/// Who answers, and to what.
pub(super) struct Answering<'a> {
    pub(super) pack: &'a str,
    pub(super) trainee: &'a str,
    /// Name of the calibration, in one.
    pub(super) session: Option<&'a SessionName>,
}

impl ClaimRecord {
    /// Reads the events of one claim.
    pub(super) fn read(claim: &ClaimId, events: &[Event], answering: &Answering<'_>) -> Self {
        let mut record = Self::default();
        for event in events {
            record.take(claim, event, answering);
        }
        record
    }

    fn take(&mut self, claim: &ClaimId, event: &Event, answering: &Answering<'_>) {
        if let Some(sitting) = &mut self.sitting {
            sitting.last = event.at;
        }
        match &event.act {
            Act::PracticeOpened { mode, at } => self.sit_down(*mode, *at, event.at),
            Act::HintShown { cell, revealed } => *self.hints.entry(cell.clone()).or_default() |= revealed,
            Act::Judged { cell, judgement, .. } => {
                self.firsts.entry(cell.clone()).or_insert_with(|| judgement.clone());
            }
            Act::Decided(decision) => self.finish(claim, decision, answering),
            Act::Withdrawn(_) => self.begin(),
            _ => {}
        }
    }

    fn sit_down(&mut self, mode: Mode, began: DateTime<Utc>, from: DateTime<Utc>) {
        self.worked += self.sitting.take().map_or_else(TimeDelta::zero, |sitting| sitting.worked());
        self.sitting = Some(Sitting { mode, began, from, last: from });
        self.begun = true;
    }

    fn begin(&mut self) {
        self.begun = true;
        self.firsts.clear();
        self.hints.clear();
        self.worked = TimeDelta::zero();
        if let Some(sitting) = &mut self.sitting {
            sitting.began += sitting.last - sitting.from;
            sitting.from = sitting.last;
        }
    }

    fn finish(&mut self, claim: &ClaimId, decision: &Decision, answering: &Answering<'_>) {
        let mode = self.sitting.as_ref().map_or(Mode::Practice, |sitting| sitting.mode);
        let worked = self.worked + self.sitting.as_ref().map_or_else(TimeDelta::zero, Sitting::worked);
        let at = self.sitting.as_ref().map(|sitting| sitting.began + sitting.worked());
        self.hints_before = self.hints.len();
        self.finished.push(Attempt {
            claim_id: claim.clone(),
            claim_digest: Some(decision.claim_digest),
            pack: answering.pack.to_owned(),
            trainee: answering.trainee.to_owned(),
            mode,
            session: answering.session.cloned(),
            cells: self.cells(mode, decision),
            decision: Some(decision.kind),
            approved_workloads: decision.split.approved().to_vec(),
            seconds: u64::try_from(worked.num_seconds()).ok(),
            at,
        });
        self.begin();
        self.begun = false;
    }

    /// Guided mode tells the answer after each cell, so the first answer counts there; elsewhere the last one does.
    fn cells(&self, mode: Mode, decision: &Decision) -> Vec<AttemptCell> {
        let cell = |last: &DecisionCell| match self.firsts.get(&last.key).filter(|_| mode == Mode::Guided) {
            Some(first) => AttemptCell {
                note: first.note.clone(),
                ..answered(&last.key, first.verdict, (&first.reasons, &first.pins))
            },
            None => AttemptCell {
                note: last.note.clone(),
                ..answered(&last.key, last.verdict, (&last.reasons, &last.pins))
            },
        };
        decision.cells.iter().map(cell).collect()
    }
}

fn answered(
    key: &CellKey,
    verdict: Verdict,
    (reasons, pins): (&[ReasonMark], &[EvidencePin]),
) -> AttemptCell {
    AttemptCell {
        reasons: reasons.iter().map(|reason| reason.code.clone()).collect(),
        pins: pins.to_vec(),
        ..AttemptCell::bare(key.clone(), verdict)
    }
}

impl Sitting {
    fn worked(&self) -> TimeDelta {
        self.last - self.from
    }
}
