//! JSON Lines, one claim a line.

use super::attachment::Folder;
use super::context::Context;
use super::fields::Problem;
use super::lines::{Line, Lines};
use super::{IntakeError, Limits, Note, ReadTotals, Reading, Refusal, json, record};
use crate::domain::Claim;
use crate::text::clean;
use rustix::fs::{Mode, OFlags};
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::Path;

/// Who is told what was found.
pub(super) type On<'a> = dyn FnMut(Reading) -> ControlFlow<()> + 'a;

pub(super) fn read_file(path: &Path, limits: &Limits, on: &mut On<'_>) -> Result<ReadTotals, IntakeError> {
    let (file, total) = open(path)?;
    let report = Report::new(&path.to_string_lossy(), total, on);
    read(BufReader::with_capacity(1 << 16, file), Context::new(limits, Folder::of(path)), report)
}

pub(super) fn read_text(
    name: &str,
    text: &str,
    limits: &Limits,
    on: &mut On<'_>,
) -> Result<ReadTotals, IntakeError> {
    let report = Report::new(name, text.len() as u64, on);
    read(text.as_bytes(), Context::new(limits, None), report)
}

/// Opens a regular file for reading and tells its size.
pub(super) fn open(path: &Path) -> Result<(File, u64), IntakeError> {
    let shown = || clean::one_line(&path.to_string_lossy());
    // Without NONBLOCK a pipe would make the reader wait for a writer before it can be recognised.
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let file: File = rustix::fs::open(path, flags, Mode::empty())
        .map_err(|error| IntakeError::Open { file: shown(), source: error.into() })?
        .into();
    let known = file.metadata().map_err(|source| IntakeError::Open { file: shown(), source })?;
    if known.is_file() { Ok((file, known.len())) } else { Err(IntakeError::NotAFile { file: shown() }) }
}

fn read(
    input: impl BufRead,
    mut context: Context<'_>,
    mut report: Report<'_>,
) -> Result<ReadTotals, IntakeError> {
    let mut lines = Lines::new(input, context.limits.line_bytes);
    loop {
        let file = report.file.clone();
        let number = lines.number;
        let next = lines.next().map_err(|source| IntakeError::Read { file, line: number, source })?;
        report.line = number + 1;
        let flow = match next {
            None => {
                report.totals.stopped = report.bytes(lines.bytes, Pace::Now).is_break();
                return Ok(report.totals);
            }
            Some(Line::Whole(line)) if line.trim_ascii().is_empty() => ControlFlow::Continue(()),
            Some(Line::Whole(line)) => one_line(line, &mut context, &mut report),
            Some(Line::TooLong { bytes }) => {
                let most = context.limits.line_bytes;
                let reason = format!("The line has {bytes} bytes; at most {most} are accepted.");
                report.totals.lines += 1;
                report.refuse(None, Problem { field: None, reason })
            }
        };
        if flow.is_break() || report.bytes(lines.bytes, Pace::Steady).is_break() {
            report.totals.stopped = true;
            return Ok(report.totals);
        }
    }
}

fn one_line(line: &[u8], context: &mut Context<'_>, report: &mut Report<'_>) -> ControlFlow<()> {
    report.totals.lines += 1;
    let text = String::from_utf8_lossy(line);
    if matches!(text, std::borrow::Cow::Owned(_)) {
        context.note("The line is not UTF-8 throughout; what could not be decoded is shown as U+FFFD.");
    }
    match json::parse(&text, context.limits) {
        Ok(value) => report.record(value, context),
        Err(reason) => report.outcome(None, Err(Problem { field: None, reason }), context),
    }
}

/// How eagerly progress is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// When enough has been read since the last time.
    Steady,
    /// In any case.
    Now,
}

/// Counts what was found and passes it on, cleaned and with its place.
pub(super) struct Report<'a> {
    pub(super) file: String,
    pub(super) line: u64,
    pub(super) totals: ReadTotals,
    total: u64,
    told: u64,
    on: &'a mut On<'a>,
}

impl<'a> Report<'a> {
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
    fn outcome(
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
