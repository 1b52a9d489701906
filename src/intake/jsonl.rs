//! JSON Lines, one claim a line.

use super::attachment::Folder;
use super::context::Context;
use super::fields::Problem;
use super::lines::{Line, Lines};
use super::reporter::{On, Pace, Reporter};
use super::{IntakeError, Limits, ReadTotals, json};
use crate::text::clean;
use rustix::fs::{Mode, OFlags};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::Path;

pub(super) fn read_file(path: &Path, limits: &Limits, on: &mut On<'_>) -> Result<ReadTotals, IntakeError> {
    let (file, total) = open(path)?;
    let report = Reporter::new(&path.to_string_lossy(), total, on);
    read(BufReader::with_capacity(1 << 16, file), Context::new(limits, Folder::of(path)), report)
}

pub(super) fn read_text(
    name: &str,
    text: &str,
    limits: &Limits,
    on: &mut On<'_>,
) -> Result<ReadTotals, IntakeError> {
    let report = Reporter::new(name, text.len() as u64, on);
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
    mut report: Reporter<'_>,
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

fn one_line(line: &[u8], context: &mut Context<'_>, report: &mut Reporter<'_>) -> ControlFlow<()> {
    report.totals.lines += 1;
    // The strict check is several times faster than the lossy one, and nearly every line passes it.
    let parsed = if let Ok(text) = std::str::from_utf8(line) {
        json::parse(text, context.limits)
    } else {
        context.note("The line is not UTF-8 throughout; what could not be decoded is shown as U+FFFD.");
        json::parse(&String::from_utf8_lossy(line), context.limits)
    };
    match parsed {
        Ok(value) => report.record(value, context),
        Err(reason) => report.outcome(None, Err(Problem { field: None, reason }), context),
    }
}
