//! Clocks and parameters.

use super::{missing, unknown, unusable};
use crate::domain::QueueKind;
use crate::policy::draft::Draft;
use crate::policy::error::PolicyError;

/// Names the rules know; a clock of another name would never run.
const CLOCKS: [&str; 14] = [
    "review",
    "conflict-review",
    "partner-answer",
    "incumbent-answer",
    "dispute-window",
    "dispute-submit",
    "dispute-review",
    "residual-answer",
    "resubmission-wait",
    "customer-opt-out",
    "activation-wait",
    "customer-consent",
    "activity-expiry",
    "mail-wait",
];

/// Shortest comment limit that leaves room for a frame.
const COMMENT_LIMIT_FLOOR: usize = 500;

/// Clocks have known names and sensible lengths; those the decisions start are there.
pub(super) fn clocks(draft: &Draft, errors: &mut Vec<PolicyError>) {
    let rows = &draft.tables.clocks;
    for row in rows {
        if !CLOCKS.contains(&row.value.name.as_str()) {
            let advice = format!("Known: {}.", CLOCKS.join(", "));
            errors.push(unknown(row.field("name"), "clock", &row.value.name, advice));
        }
        if row.value.length.is_some_and(|length| length <= 0) {
            let problem = "A length must be above zero. Leave it out when there is no limit.";
            errors.push(unusable(row.field("length"), problem));
        }
    }
    let parameters = &draft.head.value.parameters;
    let needed = [
        ("review", true),
        ("partner-answer", true),
        ("dispute-window", parameters.disputes),
        ("dispute-review", parameters.disputes),
        ("residual-answer", parameters.partial_approval),
    ];
    for (name, is_needed) in needed {
        if is_needed && !rows.iter().any(|row| row.value.name == name) {
            errors.push(missing(
                draft.file("clocks"),
                format!("Clock {name}"),
                "Add a [[clock]] row for it.",
            ));
        }
    }
}

/// Parameters that rules rely on have usable values.
pub(super) fn parameters(draft: &Draft, errors: &mut Vec<PolicyError>) {
    let parameters = &draft.head.value.parameters;
    let at = || draft.head.field("parameters");
    for kind in QueueKind::ALL {
        if !parameters.typical_minutes.contains_key(kind.word()) {
            let what = format!("typical_minutes.{kind}");
            errors.push(missing(at(), what, "Write the minutes a reviewer typically needs."));
        }
    }
    for (word, minutes) in &parameters.typical_minutes {
        if word.parse::<QueueKind>().is_err() {
            let known = QueueKind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", ");
            errors.push(unknown(at(), "queue kind of typical_minutes", word, format!("Known: {known}.")));
        }
        if *minutes < 0 {
            errors.push(unusable(at(), format!("typical_minutes.{word} must not be negative.")));
        }
    }
    if parameters.comment_limit < COMMENT_LIMIT_FLOOR {
        let problem =
            format!("comment_limit leaves no room for a comment. Use at least {COMMENT_LIMIT_FLOOR}.");
        errors.push(unusable(at(), problem));
    }
    if parameters.workload_cap == Some(0) {
        errors.push(unusable(at(), "workload_cap must be above zero. Leave it out when there is no cap."));
    }
}
