//! Requirements, statuses, document kinds, workloads and signals.

use super::{missing, unknown, unusable};
use crate::domain::{DocumentKind, Program, Requirement, Status};
use crate::policy::draft::Draft;
use crate::policy::error::{Place, PolicyError};
use crate::policy::names::{fold, spellings};
use crate::policy::specs::Workload;
use crate::policy::table::Row;
use std::collections::{HashMap, HashSet};

/// Longest label of a checklist row, in characters (POE-L1 to POE-L7).
const LABEL_LIMIT: usize = 28;
/// Longest code of a workload, in characters.
const CODE_LIMIT: usize = 6;

/// All six rows and, if any, all five qualifications; labels that fit.
pub(super) fn requirements(draft: &Draft, errors: &mut Vec<PolicyError>) {
    let rows = &draft.tables.requirements;
    for requirement in Requirement::ALL {
        if !rows.iter().any(|row| row.value.id == *requirement) {
            let what = format!("Requirement {requirement}");
            errors.push(missing(draft.file("requirements"), what, "Add a [[requirement]] row for it."));
        }
    }
    for row in rows {
        let length = row.value.label.chars().count();
        if length == 0 || length > LABEL_LIMIT {
            let problem = format!("The label has {length} characters. Use 1 to {LABEL_LIMIT}.");
            errors.push(unusable(row.field("label"), problem));
        }
    }
    let numbers: HashSet<u8> = draft.tables.qualifications.iter().map(|row| row.value.number).collect();
    let claimable = draft.tables.engagements.iter().any(|row| row.value.managed_security);
    if (claimable || !numbers.is_empty()) && numbers != (1..=5).collect() {
        let what = "One of the qualifications 1 to 5 of Managed Security Services";
        let advice = "Write [[qualification]] rows with the numbers 1 to 5.";
        errors.push(missing(draft.file("requirements"), what, advice));
    }
}

/// Statuses that transitions name exist, and no label means two statuses of a program.
pub(super) fn statuses(draft: &Draft, errors: &mut Vec<PolicyError>) {
    let known: HashSet<(Program, Status)> =
        draft.tables.statuses.iter().map(|row| (row.value.program, row.value.status)).collect();
    for row in &draft.tables.transitions {
        let value = &row.value;
        for (field, status) in [("from_status", value.from_status), ("to_status", value.to_status)] {
            if let Some(status) = status.filter(|status| !known.contains(&(value.program, *status))) {
                let advice = "Add the status to statuses.toml or correct the transition.";
                errors.push(unknown(row.field(field), "status", status.word(), advice));
            }
        }
    }
    let mut labels: HashMap<(Program, String), (Status, Place)> = HashMap::new();
    for row in &draft.tables.statuses {
        for label in &row.value.labels {
            let key = (row.value.program, fold(label));
            let (status, first) = labels.entry(key).or_insert((row.value.status, row.field("labels")));
            if *status != row.value.status {
                errors.push(PolicyError::Duplicate {
                    at: row.field("labels"),
                    what: "status label",
                    id: label.clone(),
                    first: first.clone(),
                });
            }
        }
    }
}

/// A row for every document kind.
pub(super) fn document_kinds(draft: &Draft, errors: &mut Vec<PolicyError>) {
    for kind in DocumentKind::ALL {
        if !draft.tables.document_kinds.iter().any(|row| row.value.kind == *kind) {
            let what = format!("Document kind {kind}");
            errors.push(missing(draft.file("document_kinds"), what, "Add a [[document_kind]] row for it."));
        }
    }
}

/// Codes that fit and differ; spellings that mean one workload each.
pub(super) fn workloads(draft: &Draft, errors: &mut Vec<PolicyError>) {
    let mut codes: HashMap<&str, Place> = HashMap::new();
    let mut names: HashMap<String, &Row<Workload>> = HashMap::new();
    for row in &draft.tables.workloads {
        let (code, at) = (row.value.code.as_str(), row.field("code"));
        let plain = code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if code.is_empty() || code.len() > CODE_LIMIT || !plain {
            let problem = format!("The code {code:?} must be 1 to {CODE_LIMIT} capitals or digits.");
            errors.push(unusable(at.clone(), problem));
        }
        if let Some(first) = codes.insert(code, at.clone()) {
            errors.push(PolicyError::Duplicate { at, what: "workload code", id: code.to_owned(), first });
        }
        for spelling in spellings(&row.value) {
            let first = names.entry(fold(spelling)).or_insert(row);
            if first.value.name != row.value.name {
                errors.push(collision(spelling, first, row));
            }
        }
        if !["yes", "no", "unknown"].contains(&row.value.usage_incentive.as_str()) {
            let problem = "usage_incentive must be \"yes\", \"no\" or \"unknown\".";
            errors.push(unusable(row.field("usage_incentive"), problem));
        }
    }
}

fn collision(spelling: &str, first: &Row<Workload>, second: &Row<Workload>) -> PolicyError {
    let problem = format!(
        "The name {spelling:?} stands for {:?} here and for {:?} at {}. Remove it from one of them.",
        second.value.name,
        first.value.name,
        first.place(),
    );
    unusable(second.field("aliases"), problem)
}

/// Signals speak about something and carry both of their examples.
pub(super) fn signals(draft: &Draft, errors: &mut Vec<PolicyError>) {
    for row in &draft.tables.signals {
        let about = row.value.about.as_str();
        if about != "DOC" && !Requirement::ALL.iter().any(|requirement| requirement.code() == about) {
            errors.push(unknown(row.field("about"), "subject of a signal", about, "Write R1 to R6, or DOC."));
        }
        for (field, example) in [("hit", &row.value.hit), ("miss", &row.value.miss)] {
            if example.trim().is_empty() {
                let problem = format!("The signal has no {field}. Give one text as an example.");
                errors.push(unusable(row.field(field), problem));
            }
        }
    }
}
