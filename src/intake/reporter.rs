//! The way from a record to the caller: everything counted, cleaned and given its place.

use super::context::Context;
use super::fields::Problem;
use super::{Note, ReadTotals, Reading, Refusal, record};
use crate::domain::Claim;
use crate::text::clean;
use serde_json::Value;
use std::ops::ControlFlow;

/// Who is told what was found.
pub(super) type On<'a> = dyn FnMut(Reading) -> ControlFlow<()> + 'a;

/// How eagerly progress is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// When enough has been read since the last time.
    Steady,
    /// In any case.
    Now,
}

/// Counts what was found and passes it on, cleaned and with its place.
pub(super) struct Reporter<'a> {
    pub(super) file: String,
    pub(super) line: u64,
    pub(super) totals: ReadTotals,
    total: u64,
    told: u64,
    on: &'a mut On<'a>,
}

impl<'a> Reporter<'a> {
    pub(super) fn new(file: &str, total: u64, on: &'a mut On<'_>) -> Self {
        Self { file: clean::one_line(file), line: 0, totals: ReadTotals::default(), total, told: 0, on }
    }

    /// Makes a claim of a record, or refuses it.
    pub(super) fn record(&mut self, value: Value, context: &mut Context<'_>) -> ControlFlow<()> {
        let id = record::claim_id_of(&value);
        let read = record::claim(value, context).and_then(|claim| {
            if context.first_time(&claim.claim_id) {
                Ok(claim)
            } else {
                Err(Problem::new(
                    "claim_id",
                    "This claim occurred before in this file; the first one counts.",
                ))
            }
        });
        self.outcome(id, read, context)
    }

    /// Passes on the notes of a line and then what became of it.
    pub(super) fn outcome(
        &mut self,
        id: Option<String>,
        read: Result<Claim, Problem>,
        context: &mut Context<'_>,
    ) -> ControlFlow<()> {
        for text in context.take_notes() {
            self.note(id.clone(), &text)?;
        }
        match read {
            Ok(claim) => {
                self.totals.claims += 1;
                (self.on)(Reading::Claim(Box::new(claim)))
            }
            Err(problem) => self.refuse(id, problem),
        }
    }

    pub(super) fn refuse(&mut self, claim_id: Option<String>, problem: Problem) -> ControlFlow<()> {
        self.totals.refused += 1;
        (self.on)(Reading::Refused(Refusal {
            file: self.file.clone(),
            line: self.line,
            field: problem.field.map(|field| shown(&field)),
            claim_id,
            reason: shown(&problem.reason),
        }))
    }

    fn note(&mut self, claim_id: Option<String>, text: &str) -> ControlFlow<()> {
        self.totals.notes += 1;
        let note = Note { file: self.file.clone(), line: self.line, claim_id, text: shown(text) };
        (self.on)(Reading::Note(note))
    }

    /// Tells how many bytes have been read.
    pub(super) fn bytes(&mut self, done: u64, pace: Pace) -> ControlFlow<()> {
        const STEP: u64 = 1 << 18;
        self.totals.bytes = done;
        if pace == Pace::Steady && done < self.told + STEP {
            return ControlFlow::Continue(());
        }
        self.told = done;
        (self.on)(Reading::Bytes { done, total: self.total.max(done) })
    }
}

/// A text that may quote the file: cut and cleaned.
fn shown(text: &str) -> String {
    const LONGEST: usize = 300;
    match text.char_indices().nth(LONGEST).and_then(|(at, _)| text.get(..at)) {
        Some(start) => clean::one_line(&format!("{start}…")),
        None => clean::one_line(text),
    }
}
