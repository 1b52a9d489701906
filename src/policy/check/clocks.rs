//! Clocks and parameters.

use super::{missing, unknown, unusable};
use crate::domain::QueueKind;
use crate::policy::draft::Draft;
use crate::policy::error::PolicyError;
use crate::policy::life_cycle::Mover;
use chrono::Datelike;

/// Names the rules know; a clock of another name would never run.
const CLOCKS: [&str; 15] = [
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
    "activity-dispute-review",
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

/// Expiry timelines name transitions that exist, and leave 30 days for a correction (PAC-54).
pub(super) fn expiries(draft: &Draft, errors: &mut Vec<PolicyError>) {
    const CORRECTION: i64 = 30;
    let known = |id: &str| draft.tables.transitions.iter().any(|row| row.value.id == id);
    for row in &draft.tables.expiries {
        let value = &row.value;
        for (field, id) in [
            ("not_submitted_transition", &value.not_submitted_transition),
            ("post_submission_transition", &value.post_submission_transition),
        ] {
            if !known(id) {
                let advice = "Add it to transitions.toml or correct the id.";
                errors.push(unknown(row.field(field), "transition", id, advice));
            }
        }
        if value.not_submitted <= 0 || value.post_submission - value.not_submitted != CORRECTION {
            let problem = "post_submission must be 30 days after not_submitted (PAC-54).";
            errors.push(unusable(row.field("post_submission"), problem));
        }
    }
}

/// A transition names a clock exactly when a clock causes it, and a clock the edition knows.
pub(super) fn movers(draft: &Draft, errors: &mut Vec<PolicyError>) {
    for row in &draft.tables.transitions {
        match &row.value.clock {
            Some(name) if !draft.tables.clocks.iter().any(|clock| clock.value.name == *name) => {
                let advice = "Add the clock to clocks.toml or correct the name.";
                errors.push(unknown(row.field("clock"), "clock", name, advice));
            }
            None if row.value.by == Mover::Clock => {
                errors.push(unusable(row.field("by"), "A clock causes the transition. Name it in `clock`."));
            }
            _ => {}
        }
    }
}

/// Days off lie in the years the calendar is for.
fn calendar(draft: &Draft, errors: &mut Vec<PolicyError>) {
    let calendar = &draft.head.value.parameters.calendar;
    let at = || draft.head.field("parameters");
    if calendar.years.is_none() && !calendar.days_off.is_empty() {
        let problem = "calendar.days_off needs calendar.years, for example [2025, 2026].";
        errors.push(unusable(at(), problem));
    }
    if calendar.years.is_some_and(|[first, last]| last < first) {
        errors.push(unusable(at(), "calendar.years ends before it begins."));
    }
    errors.extend(calendar.days_off.iter().filter(|day| !calendar.knows(day.year())).map(|day| {
        unusable(at(), format!("calendar.days_off holds {day}, which lies outside calendar.years."))
    }));
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
    calendar(draft, errors);
    if parameters.workload_cap == Some(0) {
        errors.push(unusable(at(), "workload_cap must be above zero. Leave it out when there is no cap."));
    }
}
