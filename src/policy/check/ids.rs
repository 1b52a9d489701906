//! Ids: unique within their table, and pointing somewhere.

use super::unknown;
use crate::domain::ReasonCode;
use crate::policy::draft::{Draft, Keyed};
use crate::policy::error::{Place, PolicyError};
use crate::policy::table::Row;
use std::collections::{HashMap, HashSet};

/// No id twice in a table.
pub(super) fn unique(draft: &Draft, errors: &mut Vec<PolicyError>) {
    let tables = &draft.tables;
    table(&tables.requirements, errors);
    table(&tables.qualifications, errors);
    table(&tables.statuses, errors);
    table(&tables.transitions, errors);
    table(&tables.clocks, errors);
    table(&tables.expiries, errors);
    table(&tables.reasons, errors);
    table(&tables.frames, errors);
    table(&tables.workloads, errors);
    table(&tables.document_kinds, errors);
    table(&tables.engagements, errors);
    table(&tables.fallbacks, errors);
    table(&tables.signals, errors);
    table(&tables.reference, errors);
}

fn table<T: Keyed>(rows: &[Row<T>], errors: &mut Vec<PolicyError>) {
    let mut seen: HashMap<String, Place> = HashMap::new();
    for row in rows {
        let (key, at) = (row.value.key(), row.field(T::FIELD));
        match seen.get(&key) {
            Some(first) => {
                errors.push(PolicyError::Duplicate { at, what: T::WHAT, id: key, first: first.clone() });
            }
            None => drop(seen.insert(key, at)),
        }
    }
}

/// Reason codes and rule ids that other rows refer to exist.
pub(super) fn references(draft: &Draft, errors: &mut Vec<PolicyError>) {
    let codes: HashSet<&ReasonCode> = draft.tables.reasons.iter().map(|row| &row.value.code).collect();
    let mut reason = |at: Place, code: &ReasonCode| {
        if !codes.contains(code) {
            errors.push(unknown(
                at,
                "reason code",
                code.as_str(),
                "Define it in reasons.toml or remove it here.",
            ));
        }
    };
    for code in &draft.head.value.parameters.reject_at_once {
        reason(draft.head.field("parameters"), code);
    }
    for row in &draft.tables.document_kinds {
        row.value.never_counts.iter().for_each(|code| reason(row.field("never_counts"), code));
    }
    let entries: HashSet<&str> = draft.tables.reference.iter().map(|row| row.value.id.as_str()).collect();
    let mut rule = |at: Place, id: &str| {
        if !entries.contains(id) {
            errors.push(unknown(at, "rule", id, "Define it in reference.toml or correct the id."));
        }
    };
    for row in &draft.tables.requirements {
        row.value.rules.iter().for_each(|id| rule(row.field("rules"), id));
    }
    for row in &draft.tables.clocks {
        row.value.contradictions.iter().for_each(|id| rule(row.field("contradictions"), id));
    }
    for row in &draft.tables.transitions {
        row.value.contradictions.iter().for_each(|id| rule(row.field("contradictions"), id));
    }
    for row in &draft.tables.qualifications {
        rule(row.field("rule"), &row.value.rule);
    }
    for row in draft.tables.engagements.iter().chain(&draft.tables.fallbacks) {
        rule(row.field("rule"), &row.value.rule);
    }
}
