//! Attempts at a training pack, made in the program or elsewhere, one claim a line.
//!
//! Three kinds of lines are understood and may stand side by side: attempts as the program exports them, answers
//! (interchange formats §2), and decisions (§4). A line that cannot be read is refused alone with file, line and field.

use super::answers::quotes;
use super::fields::{Object, Problem};
use super::lines::{Line, Lines};
use super::record::{self, instant, sentence, word};
use super::{IntakeError, Limits, Refusal, json, jsonl};
use crate::domain::{Attempt, AttemptCell, CellKey, EvidencePin, Mode, ReasonCode};
use crate::text::{Span, clean};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// What a file of attempts holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attempts {
    /// The file, cleaned for display.
    pub file: String,
    /// Attempts in the order of the file, each with its line.
    pub attempts: Vec<(u64, Attempt)>,
    /// Lines that are no attempt.
    pub refusals: Vec<Refusal>,
}

/// Reads every attempt. Fails only when the file itself cannot be read.
pub fn read_attempts(path: &Path, limits: &Limits) -> Result<Attempts, IntakeError> {
    let (file, _) = jsonl::open(path)?;
    let mut lines = Lines::new(BufReader::new(file), limits.line_bytes);
    let mut found = Attempts { file: clean::one_line(&path.to_string_lossy()), ..Attempts::default() };
    while next(&mut lines, &mut found, limits)? {}
    Ok(found)
}

/// Reads one line; `false` at the end.
fn next(lines: &mut Lines<impl BufRead>, found: &mut Attempts, limits: &Limits) -> Result<bool, IntakeError> {
    let number = lines.number + 1;
    let file = found.file.clone();
    let read = match lines.next() {
        Err(source) => return Err(IntakeError::Read { file, line: number, source }),
        Ok(None) => return Ok(false),
        Ok(Some(Line::Whole(line))) if line.trim_ascii().is_empty() => return Ok(true),
        Ok(Some(Line::Whole(line))) => one_line(&String::from_utf8_lossy(line), limits),
        Ok(Some(Line::TooLong { bytes })) => {
            let most = limits.line_bytes;
            let reason = format!("The line has {bytes} bytes; at most {most} are accepted.");
            Err((None, Problem { field: None, reason }))
        }
    };
    match read {
        Ok(attempt) => found.attempts.push((number, attempt)),
        Err((claim_id, problem)) => {
            let shown = |text: &str| clean::one_line(&text.chars().take(300).collect::<String>());
            let field = problem.field.as_deref().map(shown);
            let reason = shown(&problem.reason);
            found.refusals.push(Refusal { file, line: number, field, claim_id, reason });
        }
    }
    Ok(true)
}

fn one_line(line: &str, limits: &Limits) -> Result<Attempt, (Option<String>, Problem)> {
    let value = json::parse(line, limits).map_err(|reason| (None, Problem { field: None, reason }))?;
    let id = record::claim_id_of(&value);
    Object::new(value, "", limits.field_bytes)
        .and_then(|mut object| attempt(&mut object, limits))
        .map_err(|problem| (id, problem))
}

fn attempt(object: &mut Object, limits: &Limits) -> Result<Attempt, Problem> {
    let cells = object.required_list("cells", limits.entries)?;
    Ok(Attempt {
        claim_id: object.parsed("claim_id", word)?,
        claim_digest: object.optional("claim_digest", word)?,
        pack: object.optional_text("pack")?.unwrap_or_default(),
        trainee: trainee(object)?,
        mode: object.optional("mode", word)?.unwrap_or(Mode::Practice),
        session: object.optional("session", word)?,
        cells: cells.into_iter().map(|cell| read_cell(cell, limits)).collect::<Result<_, _>>()?,
        decision: either(object, ["decision", "kind"], |object, field| object.optional(field, word))?,
        approved_workloads: object.texts("approved_workloads")?,
        seconds: number(object, "seconds")?,
        at: either(object, ["at", "decided_at"], |object, field| object.optional(field, instant))?,
    })
}

/// The trainee of an attempt, or the reviewer of a decision.
fn trainee(object: &mut Object) -> Result<String, Problem> {
    if let Some(name) = object.optional_text("trainee")? {
        return Ok(name);
    }
    match object.value("actor") {
        Some(actor) => Object::new(actor, "actor", 1000)?.text("name"),
        None => Ok(String::new()),
    }
}

fn read_cell(mut object: Object, limits: &Limits) -> Result<AttemptCell, Problem> {
    let requirement = object.parsed("requirement", word)?;
    let workload = object.optional_text("workload")?;
    Ok(AttemptCell {
        key: CellKey { requirement, workload },
        verdict: object.optional("verdict", word)?,
        reasons: reasons(&mut object)?,
        pins: pins(&mut object, limits)?,
        evidence: quotes(&mut object, limits)?,
        note: object.optional_text("note")?,
    })
}

/// Codes, or codes with the values of their variables as decisions have them.
fn reasons(object: &mut Object) -> Result<Vec<ReasonCode>, Problem> {
    let field = if object.has("reason_codes") { "reason_codes" } else { "reasons" };
    let items = match object.value(field) {
        None => return Ok(Vec::new()),
        Some(Value::Array(items)) => items,
        Some(one) => vec![one],
    };
    let code = |item: &Value| {
        let text = item.as_str().or_else(|| item.get("code").and_then(Value::as_str));
        let text = text.ok_or_else(|| object.problem(field, "Expected reason codes."))?;
        ReasonCode::parse(text).map_err(|error| object.problem(field, sentence(&error)))
    };
    items.iter().map(code).collect()
}

fn pins(object: &mut Object, limits: &Limits) -> Result<Vec<EvidencePin>, Problem> {
    let pin = |mut object: Object| {
        let (start, end) = (offset(&mut object, "start")?, offset(&mut object, "end")?);
        Ok(EvidencePin {
            document: object.text("document")?,
            span: Span::new(start, end),
            quote_sha256: object.parsed("quote_sha256", word)?,
        })
    };
    object.list("pins", limits.entries)?.unwrap_or_default().into_iter().map(pin).collect()
}

fn offset(object: &mut Object, field: &str) -> Result<usize, Problem> {
    let found = number(object, field)?.and_then(|number| usize::try_from(number).ok());
    found.ok_or_else(|| object.problem(field, "This required number is missing."))
}

fn number(object: &mut Object, field: &str) -> Result<Option<u64>, Problem> {
    match object.value(field) {
        None => Ok(None),
        Some(value) => match value.as_u64() {
            Some(number) => Ok(Some(number)),
            None => Err(object.problem(field, "Expected a whole number, not negative.")),
        },
    }
}

/// The first of two fields that is there.
fn either<T>(
    object: &mut Object,
    fields: [&str; 2],
    read: impl Fn(&mut Object, &str) -> Result<Option<T>, Problem>,
) -> Result<Option<T>, Problem> {
    let [first, second] = fields;
    match read(object, first)? {
        Some(value) => Ok(Some(value)),
        None => read(object, second),
    }
}
