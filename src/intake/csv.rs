//! CSV, one claim a record.
//!
//! A record becomes the same tree as a line of JSON and is read by the same code: a column is named like its field,
//! with a dot between an object and its field (`customer.name`); a list is one cell of JSON. An empty cell is an
//! absent field.

use super::attachment::Folder;
use super::context::Context;
use super::fields::Problem;
use super::jsonl::open;
use super::reporter::{On, Pace, Reporter};
use super::{IntakeError, Limits, ReadTotals, json};
use csv::ByteRecord;
use serde_json::{Map, Value};
use std::cell::Cell;
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::rc::Rc;

/// Columns that hold JSON.
const LISTS: &[&str] = &["history", "workloads", "documents", "comments"];
const FLAG: &str = "recognition_only";

pub(super) fn read_file(path: &Path, limits: &Limits, on: &mut On<'_>) -> Result<ReadTotals, IntakeError> {
    let (mut file, total) = open(path)?;
    let mut report = Reporter::new(&path.to_string_lossy(), total, on);
    let failed = |source| IntakeError::Read { file: report.file.clone(), line: 0, source };
    let delimiter = delimiter_of(&mut file).map_err(failed)?;
    let budget = Budget::new(limits.line_bytes);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(Metered { file, budget: budget.clone() });
    let mut table = Table { context: Context::new(limits, Folder::of(path)), columns: Vec::new() };
    let header = reader.byte_headers().cloned();
    let header = header.map_err(|error| failed(error.into()))?;
    report.line = 1;
    match columns_of(&header) {
        Ok(columns) => table.columns = columns,
        Err(problem) => {
            report.totals.lines += 1;
            report.totals.stopped = report.refuse(None, problem).is_break();
            return Ok(report.totals);
        }
    }
    table.read(&mut reader, &budget, report)
}

struct Table<'a> {
    context: Context<'a>,
    columns: Vec<String>,
}

impl Table<'_> {
    /// Reads one record after the other.
    fn read(
        &mut self,
        reader: &mut csv::Reader<Metered>,
        budget: &Budget,
        mut report: Reporter<'_>,
    ) -> Result<ReadTotals, IntakeError> {
        let mut record = ByteRecord::new();
        loop {
            budget.renew();
            let line = report.line;
            let more = reader.read_byte_record(&mut record).map_err(|error| IntakeError::Read {
                file: report.file.clone(),
                line,
                source: error.into(),
            })?;
            let done = reader.position().byte();
            if !more {
                report.totals.stopped = report.bytes(done, Pace::Now).is_break();
                return Ok(report.totals);
            }
            report.line = record.position().map_or(line, csv::Position::line);
            report.totals.lines += 1;
            let read = self.value_of(&record);
            let flow = match read {
                Ok(value) => report.record(value, &mut self.context),
                Err(problem) => report.outcome(None, Err(problem), &mut self.context),
            };
            if flow.is_break() || report.bytes(done, Pace::Steady).is_break() {
                report.totals.stopped = true;
                return Ok(report.totals);
            }
        }
    }

    /// The record as the tree that a line of JSON would give.
    fn value_of(&mut self, record: &ByteRecord) -> Result<Value, Problem> {
        if record.len() != self.columns.len() {
            let reason =
                format!("The record has {} columns; the header has {}.", record.len(), self.columns.len());
            return Err(Problem { field: None, reason });
        }
        let mut claim = Map::new();
        for (column, cell) in self.columns.iter().zip(record) {
            if cell.is_empty() {
                continue;
            }
            let text = String::from_utf8_lossy(cell);
            if matches!(text, std::borrow::Cow::Owned(_)) {
                let remark = "is not UTF-8 throughout; what could not be decoded is shown as U+FFFD.";
                self.context.note(format!("The column {column} {remark}"));
            }
            let value = cell_value(column, &text, self.context.limits)?;
            set(&mut claim, column, value).map_err(|reason| Problem::new(column, reason))?;
        }
        Ok(Value::Object(claim))
    }
}

fn cell_value(column: &str, text: &str, limits: &Limits) -> Result<Value, Problem> {
    if LISTS.contains(&column) {
        return json::parse(text, limits).map_err(|reason| Problem::new(column, reason));
    }
    Ok(match text {
        _ if column != FLAG => Value::String(text.to_owned()),
        _ if text.eq_ignore_ascii_case("true") => Value::Bool(true),
        _ if text.eq_ignore_ascii_case("false") => Value::Bool(false),
        _ => Value::String(text.to_owned()),
    })
}

/// Puts a value at its dotted name.
fn set(claim: &mut Map<String, Value>, column: &str, value: Value) -> Result<(), &'static str> {
    let Some((object, field)) = column.split_once('.') else {
        claim.insert(column.to_owned(), value);
        return Ok(());
    };
    let inner = claim.entry(object).or_insert_with(|| Value::Object(Map::new()));
    let Value::Object(inner) = inner else {
        return Err("The column and one with a dot name the same field.");
    };
    inner.insert(field.to_owned(), value);
    Ok(())
}

/// The names of the columns; each may be there once, and one must be `claim_id`.
fn columns_of(header: &ByteRecord) -> Result<Vec<String>, Problem> {
    let columns: Vec<String> =
        header.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
    let mut seen = HashSet::new();
    if let Some(twice) = columns.iter().find(|name| !seen.insert(name.as_str())) {
        return Err(Problem::new(twice, "The header has this column twice."));
    }
    if seen.contains("claim_id") {
        Ok(columns)
    } else {
        Err(Problem::new("claim_id", "The header has no such column, so this is not a table of claims."))
    }
}

/// Comma, semicolon or tab, whichever the first line has most of.
fn delimiter_of(file: &mut File) -> io::Result<u8> {
    let mut start = Vec::new();
    file.take(1 << 16).read_to_end(&mut start)?;
    file.seek(SeekFrom::Start(0))?;
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| line.split(|byte| *byte == delimiter).count();
    Ok([b'\t', b';', b','].into_iter().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b','))
}

/// How much may still be read for the record at hand, so that an open quote cannot fill memory.
#[derive(Clone)]
struct Budget {
    left: Rc<Cell<usize>>,
    most: usize,
}

impl Budget {
    fn new(most: usize) -> Self {
        // The reader reads ahead by its buffer.
        let most = most + (1 << 16);
        Self { left: Rc::new(Cell::new(most)), most }
    }

    fn renew(&self) {
        self.left.set(self.most);
    }
}

struct Metered {
    file: File,
    budget: Budget,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read(buffer)?;
        let left = self.budget.left.get().checked_sub(length);
        let left =
            left.ok_or_else(|| io::Error::other("a record is longer than allowed; is a quote left open?"))?;
        self.budget.left.set(left);
        Ok(length)
    }
}
