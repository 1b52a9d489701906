//! What a trainee can do, from attempts held against answers: per requirement, per trap, and against the gates.
//!
//! Shares come with Wilson intervals, points with the interval of a ratio over claims, agreement with kappa and AC1
//! side by side. Cells of one claim are counted as if they were independent, so their intervals are a little too
//! narrow. Time stands apart: nothing is ranked by it.

mod gates;

pub use gates::{GateResult, GateState, gate};

use super::{Agreement, CrossTable, Estimate, Share, agreement, percentile, ratio};
use crate::domain::{Mode, Requirement, Verdict};
use serde::Serialize;
use std::collections::BTreeMap;

/// An attempt that was held against the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graded {
    /// How it was played.
    pub mode: Mode,
    /// Points there were.
    pub full: u32,
    /// Points that were lost.
    pub lost: u32,
    /// Whether the decision is right or accepted; `None` where the answer holds none.
    pub decided: Option<bool>,
    /// Cells that had to be judged.
    pub cells: Vec<GradedCell>,
    /// Traps of the claim, and whether the attempt saw each.
    pub traps: Vec<(String, bool)>,
    /// Seconds of work, when they were measured.
    pub seconds: Option<u64>,
}

/// One cell of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GradedCell {
    /// Row.
    pub requirement: Requirement,
    /// The right verdict.
    pub right: Verdict,
    /// The verdict that was given; `None` for a cell that was left open.
    pub mine: Option<Verdict>,
    /// Whether the trainer accepts it.
    pub accepted: bool,
}

/// What a trainee can do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profile {
    /// Attempts it rests on.
    pub attempts: u32,
    /// Points kept of the points there were; the interval needs two claims.
    pub points: PointShare,
    /// Claims decided right, or as the trainer accepts.
    pub decisions: Share,
    /// Cells whose verdict is exactly the right one.
    pub exact_cells: Share,
    /// Verdicts against the right ones.
    pub agreement: Agreement,
    /// By requirement: cells that are right or accepted.
    pub requirements: Vec<(Requirement, Share)>,
    /// By trap: times it was seen of times it was met, those that were missed most first.
    pub traps: Vec<(String, Share)>,
    /// Minutes of work on a claim, the middle one; apart from everything else.
    pub minutes: Option<f64>,
}

/// Points kept.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PointShare {
    /// Points kept.
    pub kept: u32,
    /// Points there were.
    pub of: u32,
    /// The share, with an interval over claims; `None` with fewer than two.
    pub share: Option<Estimate>,
}

/// The profile of these attempts.
pub fn profile(attempts: &[Graded]) -> Profile {
    let cells: Vec<&GradedCell> = attempts.iter().flat_map(|attempt| &attempt.cells).collect();
    let decided = attempts.iter().filter_map(|attempt| attempt.decided);
    let requirements = Requirement::ALL.iter().filter_map(|requirement| {
        let mine = cells.iter().filter(|cell| cell.requirement == *requirement);
        let share = Share::among(mine, |cell| cell.accepted);
        (share.of > 0).then_some((*requirement, share))
    });
    Profile {
        attempts: u32::try_from(attempts.len()).unwrap_or(u32::MAX),
        points: points(attempts),
        decisions: Share::among(decided, |right| *right),
        exact_cells: Share::among(&cells, |cell| cell.mine == Some(cell.right)),
        agreement: agreement(&verdicts(&cells)),
        requirements: requirements.collect(),
        traps: traps(attempts),
        minutes: minutes(attempts),
    }
}

fn points(attempts: &[Graded]) -> PointShare {
    let kept = |attempt: &Graded| attempt.full.saturating_sub(attempt.lost);
    let cases: Vec<(f64, f64)> =
        attempts.iter().map(|attempt| (f64::from(kept(attempt)), f64::from(attempt.full))).collect();
    PointShare {
        kept: attempts.iter().map(kept).sum(),
        of: attempts.iter().map(|attempt| attempt.full).sum(),
        share: ratio(&cases),
    }
}

/// The right verdicts against those given. An accepted alternative counts as the right verdict, and a cell that was
/// left open as an answer of its own, so that leaving out never looks like agreement.
fn verdicts(cells: &[&GradedCell]) -> CrossTable {
    let possible: Vec<Option<Verdict>> =
        Verdict::ALL.iter().copied().map(Some).chain(std::iter::once(None)).collect();
    let given = |cell: &&GradedCell| if cell.accepted { Some(cell.right) } else { cell.mine };
    CrossTable::of(&possible, cells.iter().map(|cell| (Some(cell.right), given(cell))))
}

fn traps(attempts: &[Graded]) -> Vec<(String, Share)> {
    let mut met: BTreeMap<&str, Vec<bool>> = BTreeMap::new();
    for (trap, seen) in attempts.iter().flat_map(|attempt| &attempt.traps) {
        met.entry(trap).or_default().push(*seen);
    }
    let mut traps: Vec<(String, Share)> =
        met.into_iter().map(|(trap, times)| (trap.to_owned(), Share::among(times, |seen| *seen))).collect();
    traps.sort_by_key(|(_, share)| std::cmp::Reverse(share.of.saturating_sub(share.count)));
    traps
}

fn minutes(attempts: &[Graded]) -> Option<f64> {
    let seconds = attempts.iter().filter_map(|attempt| u32::try_from(attempt.seconds?).ok());
    let minutes: Vec<f64> = seconds.map(|seconds| f64::from(seconds) / 60.0).collect();
    percentile(&minutes, 50.0)
}

#[cfg(test)]
mod tests;
