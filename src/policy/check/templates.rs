//! Fragments and frames: known variables, known flags, and a frame for every decision.

use super::{missing, unknown, unusable};
use crate::policy::draft::Draft;
use crate::policy::error::{Place, PolicyError};
use crate::policy::specs::{FrameUse, ReasonGroup, ReasonSpec};
use crate::policy::template::{paragraphs, variables};
use crate::policy::variables::{FLAGS, VARIABLES, variable};
use std::collections::BTreeMap;

/// Fragments use known variables, and their group is that of their code.
pub(super) fn reasons(draft: &Draft, errors: &mut Vec<PolicyError>) {
    for row in &draft.tables.reasons {
        let reason = &row.value;
        let at = row.field("fragment");
        known_variables(&reason.fragment, &at, errors);
        if let Some(name) = ["reasons", "earlier_reasons"].iter().find(|name| uses(&reason.fragment, name)) {
            errors.push(unusable(
                at.clone(),
                format!("A fragment cannot hold the list {{{name}}} it stands in."),
            ));
        }
        let per_workload = matches!(reason.group, ReasonGroup::R3 | ReasonGroup::R4);
        if per_workload && !uses(&reason.fragment, "workloads") {
            let problem =
                "A fragment of R3 or R4 must name {workloads}: cells that share a reason become one item.";
            errors.push(unusable(at, problem));
        }
        if reason.label.trim().is_empty() {
            errors.push(unusable(
                row.field("label"),
                "The label is empty. Write a few words for the reason list.",
            ));
        }
        if group_of(reason) != Some(reason.group) {
            let problem = format!("The group does not fit the code {}. Correct one of them.", reason.code);
            errors.push(unusable(row.field("group"), problem));
        }
    }
}

/// Frames use known variables and flags; every decision the edition knows has exactly one frame.
pub(super) fn frames(draft: &Draft, errors: &mut Vec<PolicyError>) {
    let mut used: BTreeMap<FrameUse, Place> = BTreeMap::new();
    for row in &draft.tables.frames {
        let at = row.field("text");
        known_variables(&row.value.text, &at, errors);
        known_flags(&row.value.text, &at, errors);
        let Some(used_for) = row.value.used_for else { continue };
        if lists_reasons(used_for) && !uses(&row.value.text, "reasons") {
            errors.push(unusable(at, "The frame must hold {reasons}, or the partner would not learn why."));
        }
        if let Some(first) = used.insert(used_for, row.field("use")) {
            let id = format!("{used_for:?}");
            errors.push(PolicyError::Duplicate { at: row.field("use"), what: "use of a frame", id, first });
        }
    }
    let parameters = &draft.head.value.parameters;
    let needed = [
        (FrameUse::Approve, "approve", true),
        (FrameUse::ApproveRevenue, "approve-revenue", true),
        (FrameUse::ActionRequired, "action-required", true),
        (FrameUse::Reject, "reject", true),
        (FrameUse::PartialApprove, "partial-approve", parameters.partial_approval),
        (FrameUse::Residual, "residual", parameters.partial_approval),
        (FrameUse::ApproveDispute, "approve-dispute", parameters.disputes),
        (FrameUse::FinalReject, "final-reject", parameters.disputes),
    ];
    for (used_for, word, is_needed) in needed {
        if is_needed && !used.contains_key(&used_for) {
            let what = format!("A frame with use = {word:?}");
            errors.push(missing(
                draft.file("comments"),
                what,
                "Add it, or the decision would have no comment.",
            ));
        }
    }
}

const fn lists_reasons(used_for: FrameUse) -> bool {
    !matches!(used_for, FrameUse::Approve | FrameUse::ApproveRevenue | FrameUse::ApproveDispute)
}

/// Group that the middle part of a code stands for.
fn group_of(reason: &ReasonSpec) -> Option<ReasonGroup> {
    match reason.code.as_str().split('-').nth(1)? {
        "R1" => Some(ReasonGroup::R1),
        "R2" => Some(ReasonGroup::R2),
        "R3" => Some(ReasonGroup::R3),
        "R4" => Some(ReasonGroup::R4),
        "R5" => Some(ReasonGroup::R5),
        "R6" => Some(ReasonGroup::R6),
        "D" => Some(ReasonGroup::Document),
        "E" => Some(ReasonGroup::Eligibility),
        "C" => Some(ReasonGroup::Conflict),
        _ => None,
    }
}

fn uses(text: &str, name: &str) -> bool {
    variables(text).contains(&name)
}

fn known_variables(text: &str, at: &Place, errors: &mut Vec<PolicyError>) {
    for name in variables(text).into_iter().filter(|name| variable(name).is_none()) {
        let known = VARIABLES.iter().map(|variable| variable.name).collect::<Vec<_>>().join(", ");
        errors.push(unknown(at.clone(), "variable", name, format!("Known: {known}.")));
    }
}

fn known_flags(text: &str, at: &Place, errors: &mut Vec<PolicyError>) {
    let flags = paragraphs(text).filter_map(|paragraph| paragraph.flag);
    for flag in flags.filter(|flag| !FLAGS.iter().any(|(name, _)| name == flag)) {
        let known = FLAGS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        errors.push(unknown(at.clone(), "flag", flag, format!("Known: {known}.")));
    }
}
