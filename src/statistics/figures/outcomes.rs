//! What was decided and what became of it: overrides, splits, returns, reversals.

use super::{Decided, Facts, count};
use crate::domain::{Adjudication, Cause, DecisionKind, Verdict};
use crate::statistics::Share;
use serde::Serialize;

/// Number of decisions of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct KindCount {
    /// The kind.
    pub kind: DecisionKind,
    /// How many.
    pub decisions: u32,
}

/// Requests for more, and what came of them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Returns {
    /// Requests whose claim came back changed and was decided again.
    pub came_back: Share,
    /// Of those that came back: approved, in whole or in part, the first time.
    pub approved_on_return: Share,
    /// Of those that came back: asked again.
    pub asked_again: Share,
}

/// Disputes, and how they ended.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Reversals {
    /// Settled disputes in which the first decision did not hold.
    pub reversed: Share,
    /// Of those: because the partner sent something new. No error of the first review.
    pub on_new_evidence: u32,
    /// Settled disputes in which the first decision did not hold on the evidence it had.
    pub without_new_evidence: Share,
}

/// All figures about decisions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcomes {
    /// Decisions that were not withdrawn.
    pub decisions: u32,
    /// Decisions that were withdrawn before they left the desk.
    pub withdrawn: u32,
    /// By kind.
    pub kinds: Vec<KindCount>,
    /// Decisions that are not the one that follows from their cells.
    pub overrides: Share,
    /// Partial approvals whose split was never corrected.
    pub exact_splits: Share,
    /// Requests for more.
    pub returns: Returns,
    /// Disputes.
    pub reversals: Reversals,
    /// Decisions whose comment was sent in other words than were composed.
    pub reworded: Share,
}

pub(super) fn of(facts: &Facts) -> Outcomes {
    let standing: Vec<&Decided> = facts.standing().collect();
    let of_kind =
        |kind: DecisionKind| standing.iter().filter(|decided| decided.decision.kind == kind).count();
    Outcomes {
        decisions: count(standing.len()),
        withdrawn: count(facts.decisions.len() - standing.len()),
        kinds: DecisionKind::ALL
            .iter()
            .map(|kind| KindCount { kind: *kind, decisions: count(of_kind(*kind)) })
            .collect(),
        overrides: Share::among(&standing, |decided| decided.decision.kind != decided.decision.derived),
        exact_splits: Share::among(
            standing.iter().filter(|decided| decided.decision.kind == DecisionKind::PartialApprove),
            |decided| !is_corrected(decided, &facts.settled),
        ),
        returns: returns(&standing),
        reversals: reversals(&standing),
        reworded: Share::among(&standing, |decided| decided.decision.composed.is_some()),
    }
}

/// Whether a partial approval was opened again, or settled with another decision or another split.
fn is_corrected(decided: &Decided, settled: &[Adjudication]) -> bool {
    let about = |settled: &&Adjudication| [settled.first, settled.second].contains(&decided.hash);
    decided.reopened || settled.iter().filter(about).any(|settled| splits_otherwise(decided, settled))
}

fn splits_otherwise(decided: &Decided, settled: &Adjudication) -> bool {
    let passes = |verdict: Verdict| matches!(verdict, Verdict::Met | Verdict::NotApplicable);
    let moved = |cell: &crate::domain::AdjudicatedCell| {
        let first = decided.decision.cells.iter().find(|known| known.key == cell.key);
        cell.key.workload.is_some()
            && first.is_some_and(|first| passes(first.verdict) != passes(cell.verdict))
    };
    settled.kind != DecisionKind::PartialApprove || settled.cells.iter().any(moved)
}

fn approves(kind: DecisionKind) -> bool {
    matches!(kind, DecisionKind::Approve | DecisionKind::PartialApprove)
}

fn returns(standing: &[&Decided]) -> Returns {
    let asked: Vec<&&Decided> =
        standing.iter().filter(|decided| decided.decision.kind == DecisionKind::ActionRequired).collect();
    let answer = |decided: &Decided| {
        standing.iter().find(|later| {
            later.decision.supersedes.as_ref() == Some(&decided.decision.id)
                && later.decision.claim_digest != decided.decision.claim_digest
        })
    };
    let answers: Vec<DecisionKind> =
        asked.iter().filter_map(|decided| answer(decided)).map(|later| later.decision.kind).collect();
    Returns {
        came_back: Share::new(count(answers.len()), count(asked.len())),
        approved_on_return: Share::among(&answers, |kind| approves(**kind)),
        asked_again: Share::among(&answers, |kind| **kind == DecisionKind::ActionRequired),
    }
}

fn reversals(standing: &[&Decided]) -> Reversals {
    let disputes: Vec<(bool, bool)> = standing
        .iter()
        .filter_map(|decided| {
            let answer = decided.decision.dispute.as_ref()?;
            Some((approves(decided.decision.kind), answer.cause == Some(Cause::NewEvidence)))
        })
        .collect();
    Reversals {
        reversed: Share::among(&disputes, |(reversed, _)| *reversed),
        on_new_evidence: count(disputes.iter().filter(|(reversed, new)| *reversed && *new).count()),
        without_new_evidence: Share::among(&disputes, |(reversed, new)| *reversed && !*new),
    }
}
