//! The reasons of a comment: collected from cells, documents and claim, merged and put in order.
//!
//! Reasons are grouped by requirement in the order of the checklist. Cells of several workloads that share a reason
//! with the same values become one item that names them all.

use super::compose::CommentInput;
use super::filling::Filling;
use super::values::{Scope, Values};
use crate::domain::{Cell, DecisionKind, ReasonMark, Requirement, Verdict, Workload};
use crate::policy::{Edition, ReasonGroup, ReasonSpec};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// One point of the list.
#[derive(Debug)]
pub(super) struct Item<'a> {
    mark: Cow<'a, ReasonMark>,
    spec: Option<&'a ReasonSpec>,
    workloads: Vec<&'a str>,
}

impl<'a> Item<'a> {
    /// What stands above the items of the same group.
    pub(super) fn heading(&self, edition: &'a Edition) -> &'a str {
        let of = |requirement: Requirement| {
            edition.requirement(requirement).map_or(requirement.label(), |spec| &spec.label)
        };
        match self.group() {
            ReasonGroup::R1 => of(Requirement::CustomerAcknowledgement),
            ReasonGroup::R2 => of(Requirement::PartyNames),
            ReasonGroup::R3 => of(Requirement::ActivityDetail),
            ReasonGroup::R4 => of(Requirement::WorkloadConnection),
            ReasonGroup::R5 => of(Requirement::Dates),
            ReasonGroup::R6 => of(Requirement::PublicSectorDisclosure),
            ReasonGroup::Document => "Documents",
            ReasonGroup::Eligibility => "Eligibility",
            ReasonGroup::Conflict => "Conflict",
        }
    }

    /// Adds the sentence of the item.
    pub(super) fn write(&self, input: &CommentInput<'_>, filling: &mut Filling) {
        let code = &self.mark.code;
        let Some(spec) = self.spec else {
            // The edition lacks the code; the partner must not read a bare code.
            return filling.variable("reason", None, Some(code));
        };
        let values =
            Values::new(input).narrowed(Scope { workloads: &self.workloads, fills: &self.mark.fills });
        filling.template(&spec.fragment, Some(code.as_str()), |name, filling| {
            filling.variable(name, values.value(name), Some(code));
        });
    }

    fn group(&self) -> ReasonGroup {
        self.spec.map_or(ReasonGroup::Eligibility, |spec| spec.group)
    }
}

/// The items of a decision, in the order of the comment.
pub(super) fn of<'a>(input: &CommentInput<'a>) -> Vec<Item<'a>> {
    let mut items: Vec<Item<'a>> = Vec::new();
    for cell in input.checklist.cells.iter().filter(|cell| counts(cell, input)) {
        let reasons = cell.judgement.iter().flat_map(|judgement| &judgement.reasons);
        reasons.for_each(|mark| add(&mut items, input, Cow::Borrowed(mark), cell.key.workload.as_deref()));
    }
    for (document, code) in &input.checklist.excluded {
        let fills = BTreeMap::from([("doc".to_owned(), document.clone())]);
        add(&mut items, input, Cow::Owned(ReasonMark { code: code.clone(), fills }), None);
    }
    for mark in &input.checklist.claim_reasons {
        add(&mut items, input, Cow::Borrowed(mark), None);
    }
    // Stable: within a group the order of the checklist stays.
    items.sort_by_key(Item::group);
    items
}

/// Whether a cell gives reasons: it was found wanting, and the decision leaves its workload open.
fn counts(cell: &Cell, input: &CommentInput<'_>) -> bool {
    let wanting = matches!(cell.verdict(), Some(Verdict::NotMet | Verdict::Unclear));
    let open = match (&cell.key.workload, input.kind) {
        (Some(workload), DecisionKind::PartialApprove) => {
            input.split.residual().iter().any(|line| Workload::is_called(line, workload))
        }
        _ => true,
    };
    wanting && open
}

fn add<'a>(
    items: &mut Vec<Item<'a>>,
    input: &CommentInput<'a>,
    mark: Cow<'a, ReasonMark>,
    workload: Option<&'a str>,
) {
    let at = items.iter().position(|item| item.mark == mark).unwrap_or_else(|| {
        let spec = input.edition.reason(&mark.code);
        items.push(Item { mark, spec, workloads: Vec::new() });
        items.len() - 1
    });
    let Some(item) = items.get_mut(at) else { return };
    match workload {
        Some(name) if !item.workloads.contains(&name) => item.workloads.push(name),
        _ => {}
    }
}
