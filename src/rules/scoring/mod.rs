//! An attempt held against the answer: every fault with its price, and nothing charged twice.
//!
//! Pure. One mistake is one fault: a wrong verdict costs its price and nothing for its reasons and citations, which
//! the answer gives for its own verdict only. An accepted alternative costs nothing. Time is never looked at.

mod cell;
mod citation;
mod decision;

pub use cell::{CellScore, Hit};
pub use decision::DecisionScore;

use crate::domain::{Answer, AnswerCell, Attempt, AttemptCell, Claim, ClaimId, Costs, Fault};
use serde::Serialize;

/// What an attempt earned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Score {
    /// The claim.
    pub claim_id: ClaimId,
    /// Points the claim is worth: what the worst answer to every cell that had to be judged, and to the decision,
    /// would lose.
    pub full: u32,
    /// Points that were lost.
    pub lost: u32,
    /// Cells in the order of the answer.
    pub cells: Vec<CellScore>,
    /// The decision; `None` where the answer holds none.
    pub decision: Option<DecisionScore>,
    /// Traps of the claim the attempt fell into.
    pub missed_traps: Vec<String>,
}

/// A fault with what it cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Charge {
    /// What was wrong.
    pub fault: Fault,
    /// Points it cost.
    pub points: u32,
}

impl Score {
    /// Points that were kept.
    pub const fn points(&self) -> u32 {
        self.full.saturating_sub(self.lost)
    }

    /// Cells that had to be judged: all but those a rule settles.
    pub fn judged(&self) -> impl Iterator<Item = &CellScore> {
        self.cells.iter().filter(|cell| cell.full > 0)
    }

    /// Cells that lost something, dearest first; equally dear ones in the order of the answer.
    pub fn differing(&self) -> Vec<&CellScore> {
        let mut cells: Vec<&CellScore> = self.cells.iter().filter(|cell| cell.lost > 0).collect();
        cells.sort_by_key(|cell| std::cmp::Reverse(cell.lost));
        cells
    }

    /// Whether nothing was lost.
    pub const fn is_full(&self) -> bool {
        self.lost == 0
    }
}

/// Holds an attempt against the answer.
pub fn score(answer: &Answer, attempt: &Attempt, claim: &Claim, costs: &Costs) -> Score {
    let cells: Vec<CellScore> = answer
        .cells
        .iter()
        .map(|right| cell::score(right, attempt.cell(&right.key()), claim, costs))
        .collect();
    let decision = answer.decision.map(|right| decision::score(right, answer, attempt, costs));
    let of_decision = |of: fn(&DecisionScore) -> u32| decision.as_ref().map_or(0, of);
    Score {
        claim_id: answer.claim_id.clone(),
        full: cells.iter().map(|cell| cell.full).sum::<u32>() + of_decision(|decision| decision.full),
        lost: cells.iter().map(|cell| cell.lost).sum::<u32>() + of_decision(|decision| decision.lost),
        missed_traps: missed_traps(answer, &cells, decision.as_ref()),
        cells,
        decision,
    }
}

/// Holds what was answered to one cell against the right answer to it.
pub fn score_cell(right: &AnswerCell, mine: &AttemptCell, claim: &Claim, costs: &Costs) -> CellScore {
    cell::score(right, Some(mine), claim, costs)
}

/// A trap that lies in a cell is missed when the verdict or the reason of that cell is wrong. Any other trap of the
/// claim is missed when a verdict, a reason or the decision is.
fn missed_traps(answer: &Answer, cells: &[CellScore], decision: Option<&DecisionScore>) -> Vec<String> {
    let fell = |cell: &CellScore| cell.charges.iter().any(|charge| charge.fault != Fault::Uncited);
    let anywhere = cells.iter().any(fell) || decision.is_some_and(|decision| decision.lost > 0);
    let holds = |trap: &String| {
        let mut homes =
            answer.cells.iter().zip(cells).filter(|(right, _)| right.traps.contains(trap)).peekable();
        match homes.peek() {
            None => anywhere,
            Some(_) => homes.any(|(_, cell)| fell(cell)),
        }
    };
    answer.all_traps().into_iter().filter(holds).collect()
}

#[cfg(test)]
mod tests;
