//! The decision of an attempt held against the right one.

use super::{Charge, Hit};
use crate::domain::{Answer, Attempt, Costs, DecisionKind, Fault};
use serde::Serialize;
use std::collections::BTreeSet;

/// What the decision earned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionScore {
    /// What was decided.
    pub mine: Option<DecisionKind>,
    /// What is right.
    pub right: DecisionKind,
    /// How the two compare.
    pub hit: Hit,
    /// Every fault with its price.
    pub charges: Vec<Charge>,
    /// Points the worst decision would lose.
    pub full: u32,
    /// Points that were lost.
    pub lost: u32,
}

/// Holds the decision of an attempt against the right one.
pub(super) fn score(right: DecisionKind, answer: &Answer, attempt: &Attempt, costs: &Costs) -> DecisionScore {
    let mine = attempt.decision;
    let (hit, fault) = match mine {
        None => (Hit::Open, Some(Fault::Undecided)),
        Some(mine) if mine == right => match wrong_split(mine, answer, attempt) {
            None => (Hit::Exact, None),
            fault => (Hit::Wrong, fault),
        },
        Some(mine) if answer.accepted_decisions.contains(&mine) => (Hit::Accepted, None),
        Some(mine) => (Hit::Wrong, Some(confusion(right, mine))),
    };
    let charges: Vec<Charge> =
        fault.into_iter().map(|fault| Charge { fault, points: costs.of(fault) }).collect();
    let lost = charges.iter().map(|charge| charge.points).sum();
    DecisionScore { mine, right, hit, charges, full: full(right, answer, costs), lost }
}

/// The fault of one decision where another is right.
const fn confusion(right: DecisionKind, mine: DecisionKind) -> Fault {
    use DecisionKind::{ActionRequired, Approve, FinalReject, PartialApprove, Reject};
    match (right, mine) {
        (Reject, FinalReject) | (FinalReject, Reject) => Fault::WrongFinality,
        (_, Reject | FinalReject) => Fault::FalseReject,
        // Part of what passes is sent back to the partner.
        (Approve, PartialApprove) | (_, ActionRequired) => Fault::FalseRequest,
        (_, Approve | PartialApprove) => Fault::FalseApprove,
    }
}

/// A partial approval of other workloads than the right ones.
fn wrong_split(mine: DecisionKind, answer: &Answer, attempt: &Attempt) -> Option<Fault> {
    if mine != DecisionKind::PartialApprove {
        return None;
    }
    let right: BTreeSet<&String> = answer.approved_workloads.iter().collect();
    let mine: BTreeSet<&String> = attempt.approved_workloads.iter().collect();
    match () {
        () if !mine.is_subset(&right) => Some(Fault::FalseApprove),
        () if mine != right => Some(Fault::FalseRequest),
        () => None,
    }
}

/// What the worst decision would lose.
fn full(right: DecisionKind, answer: &Answer, costs: &Costs) -> u32 {
    let others = DecisionKind::ALL.iter().filter(|kind| **kind != right);
    let wrong = others.filter(|kind| !answer.accepted_decisions.contains(kind));
    let wrong = wrong.map(|kind| costs.of(confusion(right, *kind)));
    wrong.chain([costs.of(Fault::Undecided)]).max().unwrap_or_default()
}
