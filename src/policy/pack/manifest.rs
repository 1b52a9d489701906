//! From `pack.toml` to a pack: read, and cross-check what the manifest alone can tell.

use super::{Calibration, Exam, Order, Pack, Step};
use crate::domain::{ClaimId, Costs, Fault, Gate, Mode, Requirement};
use crate::policy::error::{Place, PolicyError};
use crate::policy::source::SourceFile;
use crate::policy::table::{Row, TableFile};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Points no single fault may exceed, so that sums never overflow.
const DEAREST: u32 = 1000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    id: String,
    title: String,
    aims: Vec<String>,
    as_of: DateTime<Utc>,
    #[serde(default = "usual_claims")]
    claims: String,
    #[serde(default = "usual_answers")]
    answers: String,
    #[serde(default)]
    sets: Vec<String>,
    modes: Vec<Mode>,
    #[serde(default)]
    order: OrderWords,
}

fn usual_claims() -> String {
    "claims.jsonl".to_owned()
}

fn usual_answers() -> String {
    "answers.jsonl".to_owned()
}

/// A word, or claims in their order.
#[derive(Deserialize)]
#[serde(untagged)]
enum OrderWords {
    Word(String),
    Claims(Vec<String>),
}

impl Default for OrderWords {
    fn default() -> Self {
        Self::Word("file".to_owned())
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct ExamTable {
    claims: Option<u32>,
    #[serde(default)]
    secret: Vec<ClaimId>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct CalibrationTable {
    claims: Option<u32>,
}

/// Reads the manifest, or reports everything that is wrong with it.
pub(super) fn read(source: &SourceFile) -> Result<Pack, Vec<PolicyError>> {
    let mut errors = Vec::new();
    let mut file = TableFile::parse(source, &mut errors);
    let gates: Vec<Row<Gate>> = file.take_rows("gate", &mut errors);
    let steps: Vec<Row<Step>> = file.take_rows("step", &mut errors);
    let exam: Option<Row<ExamTable>> = file.take_table("exam", &mut errors);
    let calibration: Option<Row<CalibrationTable>> = file.take_table("calibration", &mut errors);
    let points: Option<Row<BTreeMap<Fault, u32>>> = file.take_table("costs", &mut errors);
    let weights: Option<Row<BTreeMap<Requirement, u32>>> = file.take_table("weights", &mut errors);
    let head: Option<Row<Head>> = file.into_row(&mut errors);
    check_gates(&gates, &mut errors);
    check_steps(&steps, &mut errors);
    check_numbers(points.as_ref(), 0, &mut errors);
    check_numbers(weights.as_ref(), 1, &mut errors);
    let lines = lines(head.as_ref(), exam.as_ref(), &steps);
    let order = head.as_ref().and_then(|head| order(head, &mut errors));
    let exam = exam.map_or_else(Exam::default, |exam| drawn(&exam, &mut errors));
    let calibration = calibration.and_then(|table| calibrated(&table, &mut errors)).unwrap_or_default();
    if let Some(head) = &head {
        check_head(head, &mut errors);
    }
    let (Some(Row { value: head, .. }), Some(order), true) = (head, order, errors.is_empty()) else {
        errors.sort();
        return Err(errors);
    };
    Ok(Pack {
        id: head.id,
        title: head.title,
        aims: head.aims,
        as_of: head.as_of,
        claims: head.claims,
        answers: head.answers,
        sets: head.sets,
        modes: head.modes,
        order,
        exam,
        calibration,
        costs: Costs { points: value(points), weights: value(weights) },
        gates: gates.into_iter().map(|row| row.value).collect(),
        steps: steps.into_iter().map(|row| row.value).collect(),
        lines,
        file: source.path.clone(),
    })
}

fn value<T: Default>(row: Option<Row<T>>) -> T {
    row.map(|row| row.value).unwrap_or_default()
}

fn unusable(at: Place, problem: impl Into<String>) -> PolicyError {
    PolicyError::Unusable { at, problem: problem.into() }
}

fn check_head(head: &Row<Head>, errors: &mut Vec<PolicyError>) {
    let Head { id, title, aims, claims, answers, modes, .. } = &head.value;
    if !is_word(id) {
        errors.push(unusable(head.field("id"), "The id is lower-case letters, digits and hyphens."));
    }
    if title.trim().is_empty() {
        errors.push(unusable(head.field("title"), "The title is empty. Say in a few words what is trained."));
    }
    if aims.is_empty() || aims.iter().any(|aim| aim.trim().is_empty()) {
        errors.push(unusable(head.field("aims"), "An aim is missing. Say what a trainee can do afterwards."));
    }
    for (name, file) in [("claims", claims), ("answers", answers)] {
        if Path::new(file).file_name().is_none_or(|name| name != file.as_str()) {
            let problem = "The file stands beside the manifest; write its name without a folder.";
            errors.push(unusable(head.field(name), problem));
        }
    }
    if modes.is_empty() {
        errors.push(unusable(
            head.field("modes"),
            "At least one mode is needed: guided, practice, exam, calibration.",
        ));
    }
    if modes.contains(&Mode::Shadow) {
        let problem = "Shadow mode is played on a real snapshot, not on a pack. Remove it.";
        errors.push(unusable(head.field("modes"), problem));
    }
}

/// Lower-case letters, digits and hyphens.
fn is_word(text: &str) -> bool {
    let known = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !text.is_empty() && text.len() <= 40 && text.bytes().all(known)
}

fn check_gates(gates: &[Row<Gate>], errors: &mut Vec<PolicyError>) {
    let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
    for row in gates {
        let Gate { id, claims, least, aim, modes, .. } = &row.value;
        if !is_word(id) {
            errors.push(unusable(row.field("id"), "The id is lower-case letters, digits and hyphens."));
        }
        if let Some(first) = seen.insert(id, row.field("id")) {
            errors.push(PolicyError::Duplicate { at: row.field("id"), what: "gate", id: id.clone(), first });
        }
        if *claims == 0 {
            errors.push(unusable(row.field("claims"), "A gate needs at least one claim."));
        }
        if !(0.0..=1.0).contains(least) {
            errors.push(unusable(row.field("least"), "The figure to reach is between 0 and 1."));
        }
        if aim.is_some_and(|aim| !(*least..=1.0).contains(&aim)) {
            let problem = "The figure to aim at is between the one to reach and 1.";
            errors.push(unusable(row.field("aim"), problem));
        }
        if modes.is_empty() {
            errors.push(unusable(row.field("modes"), "Name at least one mode whose attempts count."));
        }
    }
}

fn check_steps(steps: &[Row<Step>], errors: &mut Vec<PolicyError>) {
    for row in steps {
        if row.value.decision && row.value.requirement.is_some() {
            let problem = "A step is told before a requirement or before the decision, not both.";
            errors.push(unusable(row.field("decision"), problem));
        }
        for (name, text) in [("title", &row.value.title), ("text", &row.value.text)] {
            if text.trim().is_empty() {
                errors.push(unusable(row.field(name), format!("The {name} of the step is empty.")));
            }
        }
    }
}

/// Prices and weights stay in a range in which sums are safe.
fn check_numbers<K>(table: Option<&Row<BTreeMap<K, u32>>>, least: u32, errors: &mut Vec<PolicyError>) {
    let Some(table) = table else { return };
    if table.value.values().any(|points| !(least..=DEAREST).contains(points)) {
        let problem = format!("Each number is between {least} and {DEAREST}.");
        errors.push(unusable(table.place(), problem));
    }
}

fn order(head: &Row<Head>, errors: &mut Vec<PolicyError>) -> Option<Order> {
    let mut wrong = |problem: String| errors.push(unusable(head.field("order"), problem));
    match &head.value.order {
        OrderWords::Word(word) if word == "file" => Some(Order::File),
        OrderWords::Word(word) if word == "random" => Some(Order::Random),
        OrderWords::Word(word) => {
            wrong(format!("{word:?} is no order. Write \"file\", \"random\" or a list of claim ids."));
            None
        }
        OrderWords::Claims(ids) => {
            let mut claims: Vec<ClaimId> = Vec::new();
            for id in ids {
                match ClaimId::parse(id) {
                    Ok(id) if claims.contains(&id) => wrong(format!("Claim {id} is listed twice.")),
                    Ok(id) => claims.push(id),
                    Err(error) => wrong(format!("{error}.")),
                }
            }
            Some(Order::Listed(claims))
        }
    }
}

fn drawn(table: &Row<ExamTable>, errors: &mut Vec<PolicyError>) -> Exam {
    let ExamTable { claims, secret } = &table.value;
    if *claims == Some(0) {
        errors.push(unusable(table.field("claims"), "An exam needs at least one claim."));
    }
    let set: BTreeSet<ClaimId> = secret.iter().cloned().collect();
    if set.len() != secret.len() {
        errors.push(unusable(table.field("secret"), "A claim is listed twice."));
    }
    Exam { claims: *claims, secret: set }
}

fn calibrated(table: &Row<CalibrationTable>, errors: &mut Vec<PolicyError>) -> Option<Calibration> {
    let claims = table.value.claims?;
    if claims == 0 {
        errors.push(unusable(table.field("claims"), "A calibration needs at least one claim."));
    }
    Some(Calibration { claims })
}

fn lines(
    head: Option<&Row<Head>>,
    exam: Option<&Row<ExamTable>>,
    steps: &[Row<Step>],
) -> BTreeMap<String, usize> {
    let mut lines = BTreeMap::new();
    if let Some(head) = head {
        for name in ["claims", "answers", "sets", "order"] {
            lines.insert(name.to_owned(), head.field(name).line);
        }
    }
    if let Some(exam) = exam {
        for name in ["claims", "secret"] {
            lines.insert(format!("exam.{name}"), exam.field(name).line);
        }
    }
    for (at, step) in steps.iter().enumerate() {
        lines.insert(format!("step[{at}].claim"), step.field("claim").line);
    }
    lines
}
