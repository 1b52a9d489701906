//! One cell of an attempt held against the right one.

use super::{Charge, citation};
use crate::domain::{AnswerCell, AttemptCell, CellKey, Claim, Costs, Fault, ReasonCode, Verdict};
use serde::Serialize;

/// How a verdict compares with the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hit {
    /// The verdict of the answer.
    Exact,
    /// Another verdict that the trainer accepts.
    Accepted,
    /// A verdict that is wrong.
    Wrong,
    /// None, where one is needed.
    Open,
}

/// What a cell earned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CellScore {
    /// Which cell.
    #[serde(flatten)]
    pub key: CellKey,
    /// What was answered.
    pub mine: Option<Verdict>,
    /// What is right.
    pub right: Verdict,
    /// How the two compare.
    pub hit: Hit,
    /// Whether the text the verdict rests on is cited; `None` where none had to be.
    pub cited: Option<bool>,
    /// Every fault with its price.
    pub charges: Vec<Charge>,
    /// Points the worst answer would lose; 0 for a row that a rule settles.
    pub full: u32,
    /// Points that were lost.
    pub lost: u32,
}

/// Holds what was answered to a cell against the right answer.
pub(super) fn score(
    right: &AnswerCell,
    mine: Option<&AttemptCell>,
    claim: &Claim,
    costs: &Costs,
) -> CellScore {
    let verdict = mine.and_then(|mine| mine.verdict);
    let hit = hit(right, verdict);
    let exact = mine.filter(|_| hit == Hit::Exact);
    let cited = exact.and_then(|mine| citation::cited(right, mine, claim));
    let faults = match hit {
        Hit::Accepted => Vec::new(),
        Hit::Open => vec![Fault::OpenCell],
        Hit::Wrong => verdict.and_then(|mine| confusion(right.verdict, mine)).into_iter().collect(),
        Hit::Exact => {
            let uncited = (cited == Some(false)).then_some(Fault::Uncited);
            let reason = exact.is_some_and(|mine| !reasons_hold(&right.reasons, &mine.reasons));
            uncited.into_iter().chain(reason.then_some(Fault::WrongReason)).collect()
        }
    };
    let charge = |fault| Charge { fault, points: costs.in_cell(fault, right.requirement) };
    let charges: Vec<Charge> = faults.into_iter().map(charge).collect();
    let lost = charges.iter().map(|charge| charge.points).sum();
    CellScore {
        key: right.key(),
        mine: verdict,
        right: right.verdict,
        hit,
        cited,
        charges,
        full: full(right, costs),
        lost,
    }
}

fn hit(right: &AnswerCell, mine: Option<Verdict>) -> Hit {
    match mine {
        Some(mine) if mine == right.verdict => Hit::Exact,
        Some(mine) if right.accepted.contains(&mine) => Hit::Accepted,
        Some(_) => Hit::Wrong,
        // A row that does not apply is settled by a rule; there is nothing to answer.
        None if right.verdict == Verdict::NotApplicable => Hit::Exact,
        None => Hit::Open,
    }
}

/// The fault of giving one verdict where another is right; `None` when they are the same.
const fn confusion(right: Verdict, mine: Verdict) -> Option<Fault> {
    use Verdict::{Met, NotApplicable, NotMet, Unclear};
    match (right, mine) {
        (NotMet, Met | NotApplicable) => Some(Fault::FalsePass),
        (Unclear, Met | NotApplicable) => Some(Fault::UnclearPassed),
        (Met | NotApplicable, NotMet) => Some(Fault::FalseFail),
        (Unclear, NotMet) => Some(Fault::UnclearFailed),
        (Met | NotApplicable | NotMet, Unclear) => Some(Fault::FalseUnclear),
        (Met, NotApplicable) | (NotApplicable, Met) => Some(Fault::Applicability),
        (Met, Met) | (NotMet, NotMet) | (Unclear, Unclear) | (NotApplicable, NotApplicable) => None,
    }
}

/// At least one of the right reasons and none besides: a partner is not asked for what is not missing.
fn reasons_hold(right: &[ReasonCode], mine: &[ReasonCode]) -> bool {
    right.is_empty() || (!mine.is_empty() && mine.iter().all(|code| right.contains(code)))
}

/// What the worst answer to the cell would lose.
fn full(right: &AnswerCell, costs: &Costs) -> u32 {
    if right.verdict == Verdict::NotApplicable {
        return 0;
    }
    let price = |fault| costs.in_cell(fault, right.requirement);
    let wrong = Verdict::ALL.iter().filter(|verdict| !right.accepted.contains(verdict));
    let wrong = wrong.filter_map(|verdict| confusion(right.verdict, *verdict)).map(price);
    let uncited = if citation::asks(right) { price(Fault::Uncited) } else { 0 };
    let unreasoned = if right.reasons.is_empty() { 0 } else { price(Fault::WrongReason) };
    wrong.chain([price(Fault::OpenCell), uncited + unreasoned]).max().unwrap_or_default()
}
