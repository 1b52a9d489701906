//! Decisions held against claims whose answer is known.

use super::Facts;
use crate::domain::{Decision, Requirement};
use crate::statistics::Share;
use serde::Serialize;

/// How decisions on claims with a known answer came out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GoldFigures {
    /// Claims with a known answer that were decided.
    pub claims: u32,
    /// Claims of which every cell is right.
    pub all_right: Share,
    /// Cells that are right.
    pub cells: Share,
    /// By requirement.
    pub requirements: Vec<(Requirement, Share)>,
}

pub(super) fn of(facts: &Facts) -> Option<GoldFigures> {
    let mut claims = Vec::new();
    for decided in facts.standing() {
        let answer = facts.answers.iter().find(|answer| answer.claim_id == decided.decision.claim_id);
        claims.extend(answer.map(|answer| judged(&decided.decision, answer)));
    }
    let cells: Vec<(Requirement, bool)> = claims.iter().flatten().copied().collect();
    if claims.is_empty() {
        return None;
    }
    let requirements = Requirement::ALL.iter().map(|requirement| {
        let mine = cells.iter().filter(|(of, _)| of == requirement);
        (*requirement, Share::among(mine, |(_, right)| *right))
    });
    Some(GoldFigures {
        claims: super::count(claims.len()),
        all_right: Share::among(&claims, |cells| cells.iter().all(|(_, right)| *right)),
        cells: Share::among(&cells, |(_, right)| *right),
        requirements: requirements.collect(),
    })
}

/// Every cell that is answered and was judged, and whether it is right.
fn judged(decision: &Decision, answer: &crate::domain::Answer) -> Vec<(Requirement, bool)> {
    answer
        .cells
        .iter()
        .filter_map(|known| {
            let cell = decision.cells.iter().find(|cell| cell.key == known.key())?;
            Some((known.requirement, cell.verdict == known.verdict))
        })
        .collect()
}
