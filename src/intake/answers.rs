//! Answers files (`proofdesk.answers` v1): what a trainer holds to be right, one claim a line.
//!
//! A line that cannot be read is refused alone with file, line and field. What nobody asks for is passed over.

use super::fields::{Object, Problem};
use super::lines::{Line, Lines};
use super::record::{self, sentence, word};
use super::{IntakeError, Limits, Refusal, json, jsonl};
use crate::domain::{Answer, AnswerCell, AnswerQuote, Mention};
use crate::text::clean;
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::str::FromStr;

/// Where answers come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerSource {
    /// A file of JSON Lines.
    File(PathBuf),
    /// A text held by the program.
    Text {
        /// Name for reports.
        name: String,
        /// The lines.
        text: &'static str,
    },
}

/// What an answers file holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// The file, cleaned for display.
    pub file: String,
    /// Answers in the order of the file.
    pub answers: Vec<Answer>,
    /// Lines that are no answer.
    pub refusals: Vec<Refusal>,
}

/// Reads every answer. Fails only when the source itself cannot be read.
pub fn read_answers(source: &AnswerSource, limits: &Limits) -> Result<Answers, IntakeError> {
    match source {
        AnswerSource::File(path) => {
            let (file, _) = jsonl::open(path)?;
            read(&path.to_string_lossy(), BufReader::new(file), limits)
        }
        AnswerSource::Text { name, text } => read(name, text.as_bytes(), limits),
    }
}

fn read(name: &str, input: impl BufRead, limits: &Limits) -> Result<Answers, IntakeError> {
    let mut found = Answers { file: clean::one_line(name), ..Answers::default() };
    let mut lines = Lines::new(input, limits.line_bytes);
    let mut seen = HashSet::new();
    loop {
        let before = lines.number;
        let next = lines.next();
        let read = match next {
            Err(source) => return Err(IntakeError::Read { file: found.file, line: before, source }),
            Ok(None) => return Ok(found),
            Ok(Some(Line::Whole(line))) if line.trim_ascii().is_empty() => continue,
            Ok(Some(Line::Whole(line))) => one_line(line, before + 1, limits),
            Ok(Some(Line::TooLong { bytes })) => {
                let most = limits.line_bytes;
                let reason = format!("The line has {bytes} bytes; at most {most} are accepted.");
                Err((None, Problem { field: None, reason }))
            }
        };
        match read {
            Ok(answer) if seen.insert(answer.claim_id.clone()) => found.answers.push(answer),
            Ok(answer) => {
                let again = "This claim was answered before in this file; the first answer counts.";
                let id = Some(answer.claim_id.into());
                found.refusals.push(refusal(&found.file, before + 1, (id, Problem::new("claim_id", again))));
            }
            Err(refused) => found.refusals.push(refusal(&found.file, before + 1, refused)),
        }
    }
}

type Refused = (Option<String>, Problem);

fn refusal(file: &str, line: u64, (claim_id, problem): Refused) -> Refusal {
    let shown = |text: &str| clean::one_line(&text.chars().take(300).collect::<String>());
    Refusal {
        file: file.to_owned(),
        line,
        field: problem.field.as_deref().map(shown),
        claim_id,
        reason: shown(&problem.reason),
    }
}

fn one_line(line: &[u8], number: u64, limits: &Limits) -> Result<Answer, Refused> {
    let value = json::parse(&String::from_utf8_lossy(line), limits)
        .map_err(|reason| (None, Problem { field: None, reason }))?;
    let id = record::claim_id_of(&value);
    Object::new(value, "", limits.field_bytes)
        .and_then(|mut object| answer(&mut object, number, limits))
        .map_err(|problem| (id, problem))
}

fn answer(object: &mut Object, line: u64, limits: &Limits) -> Result<Answer, Problem> {
    Ok(Answer {
        claim_id: object.parsed("claim_id", word)?,
        line,
        cells: object
            .required_list("cells", limits.entries)?
            .into_iter()
            .map(|cell| read_cell(cell, limits))
            .collect::<Result<_, _>>()?,
        mentions: mentions(object)?,
        conflict_group: object.optional_text("conflict_group")?,
        near_duplicate_of: object.words("near_duplicate_of", word)?,
        decision: object.optional("decision", word)?,
        accepted_decisions: object.words("accepted_decisions", word)?,
        approved_workloads: object.texts("approved_workloads")?,
        claim_reasons: object.words("claim_reason_codes", word)?,
        decision_on_poe_alone: object.optional("decision_on_poe_alone", word)?,
        conflict_winner: object.optional_text("conflict_winner")?,
        traps: object.texts("traps")?,
        lesson: object.optional_text("lesson")?.unwrap_or_default(),
        set: object.optional_text("set")?,
    })
}

fn read_cell(mut object: Object, limits: &Limits) -> Result<AnswerCell, Problem> {
    Ok(AnswerCell {
        requirement: object.parsed("requirement", word)?,
        workload: object.optional_text("workload")?,
        verdict: object.parsed("verdict", word)?,
        evidence: quotes(&mut object, limits)?,
        reasons: object.words("reason_codes", word)?,
        accepted: object.words("accepted", word)?,
        why: object.optional_text("why")?.unwrap_or_default(),
        traps: object.texts("traps")?,
    })
}

/// The quotes of a cell.
pub(super) fn quotes(object: &mut Object, limits: &Limits) -> Result<Vec<AnswerQuote>, Problem> {
    let quote = |mut object: Object| {
        Ok(AnswerQuote {
            file_name: object.text("file_name")?,
            quote: object.text("quote")?,
            must_cite: object.optional_flag("must_cite")?.unwrap_or_default(),
            start: None,
        })
    };
    object.list("evidence", limits.entries)?.unwrap_or_default().into_iter().map(quote).collect()
}

/// `{"Microsoft Intune": "named"}`, or a list of `{"name": …, "mention": …}` as suggestions have it.
fn mentions(object: &mut Object) -> Result<BTreeMap<String, Mention>, Problem> {
    let read = |name: String, value: &Value| match value.as_str().map(Mention::from_str) {
        Some(Ok(mention)) => Ok((name, mention)),
        Some(Err(error)) => Err(Problem::new(&format!("mentions.{name}"), sentence(&error))),
        None => Err(Problem::new(&format!("mentions.{name}"), "Expected a text.")),
    };
    match object.value("mentions") {
        None => Ok(BTreeMap::new()),
        Some(Value::Object(map)) => map.into_iter().map(|(name, value)| read(name, &value)).collect(),
        Some(Value::Array(items)) => {
            let name = |item: &Value, key: &str| item.get(key).and_then(Value::as_str).map(str::to_owned);
            let entry = |(at, item): (usize, &Value)| {
                let named = name(item, "name").or_else(|| name(item, "workload"));
                let named = named.ok_or_else(|| {
                    Problem::new(&format!("mentions[{at}].name"), "This required field is missing.")
                })?;
                read(named, item.get("mention").unwrap_or(&Value::Null))
            };
            items.iter().enumerate().map(entry).collect()
        }
        Some(_) => Err(Problem::new("mentions", "Expected an object with a mention for each workload.")),
    }
}
