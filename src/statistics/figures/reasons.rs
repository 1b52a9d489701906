//! Which reasons are given, and why two opinions differ: the few that make up most come first (J. M. Juran, *The
//! non-Pareto principle; mea culpa*, Quality Progress 8 (1975) 8–9).

use super::{Decided, Facts, count};
use crate::domain::{Cause, Decision, ReasonCode};
use crate::statistics::Share;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A reason whose comment is sent in other words more often than this is worth another fragment (M6).
const OFTEN_REWORDED: f64 = 0.10;

/// One reason of the Pareto chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReasonCount {
    /// The reason.
    pub code: ReasonCode,
    /// Decisions that give it.
    pub decisions: u32,
    /// Of the reasons given in all decisions: this one and all more frequent ones.
    pub cumulative: f64,
    /// Of the decisions that give it: those whose comment was sent in other words than were composed.
    pub other_words: Share,
    /// Whether the share of other words exceeds a tenth.
    pub reword: bool,
}

/// How often opinions differed for a cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CauseCount {
    /// The cause.
    pub cause: Cause,
    /// Settled cells.
    pub cells: u32,
}

pub(super) fn of(facts: &Facts) -> Vec<ReasonCount> {
    let mut given: BTreeMap<ReasonCode, Vec<&Decided>> = BTreeMap::new();
    for decided in facts.standing() {
        for code in codes(&decided.decision) {
            given.entry(code).or_default().push(decided);
        }
    }
    let all: usize = given.values().map(Vec::len).sum();
    let mut ordered: Vec<(ReasonCode, Vec<&Decided>)> = given.into_iter().collect();
    ordered.sort_by_key(|(_, decisions)| std::cmp::Reverse(decisions.len()));
    let mut so_far = 0;
    ordered
        .into_iter()
        .map(|(code, decisions)| {
            so_far += decisions.len();
            let other_words = Share::among(&decisions, |decided| decided.decision.composed.is_some());
            ReasonCount {
                code,
                decisions: count(decisions.len()),
                cumulative: f64::from(count(so_far)) / f64::from(count(all)),
                reword: other_words.share.is_some_and(|share| share.value > OFTEN_REWORDED),
                other_words,
            }
        })
        .collect()
}

/// The reasons of a decision, each once.
fn codes(decision: &Decision) -> BTreeSet<ReasonCode> {
    let of_cells = decision.cells.iter().flat_map(|cell| &cell.reasons);
    of_cells.chain(&decision.claim_reasons).map(|mark| mark.code.clone()).collect()
}

pub(super) fn causes(facts: &Facts) -> Vec<CauseCount> {
    let cells = || facts.settled.iter().flat_map(|settled| &settled.cells);
    let mut counted: Vec<CauseCount> = Cause::ALL
        .iter()
        .map(|cause| CauseCount {
            cause: *cause,
            cells: count(cells().filter(|cell| cell.cause == *cause).count()),
        })
        .filter(|counted| counted.cells > 0)
        .collect();
    counted.sort_by_key(|counted| std::cmp::Reverse(counted.cells));
    counted
}
