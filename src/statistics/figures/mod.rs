//! The figures of the statistics, each from facts alone.
//!
//! A figure that rests on a sample is given for each stream by itself: only the random one estimates all decisions.
//! Withdrawn decisions never left the desk and count nowhere. Every definition is in `docs/statistics.md`; a test
//! recomputes all of them from the exports with code of its own.

mod agreeing;
mod gold;
mod outcomes;
mod queue;
mod reasons;

pub use agreeing::{HeatCell, Overturned, RequirementAgreement, StreamFigures};
pub use gold::GoldFigures;
pub use outcomes::{KindCount, Outcomes, Returns, Reversals};
pub use queue::{Bucket, QueueFigures, Waiting};
pub use reasons::{CauseCount, ReasonCount};

use crate::domain::{Adjudication, Answer, Decision, DecisionId, Digest, SecondLook};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A decision and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The decision.
    pub decision: Decision,
    /// Hash of its event, by which adjudications name it.
    pub hash: Digest,
    /// Whether it was taken back before it left the desk.
    pub withdrawn: bool,
    /// Whether it was opened again, or found procedurally wrong, after it had left.
    pub reopened: bool,
}

/// A signed second look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// The look.
    pub look: SecondLook,
    /// Hash of its event.
    pub hash: Digest,
}

/// Two decisions of different desks on one revision of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Double {
    /// The earlier one.
    pub first: Decided,
    /// The later one.
    pub second: Decided,
}

/// Everything the figures rest on.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Decisions in the order they were made.
    pub decisions: Vec<Decided>,
    /// Second looks.
    pub looks: Vec<Looked>,
    /// Double reviews of this desk and those it merged.
    pub doubles: Vec<Double>,
    /// Differences that were settled.
    pub settled: Vec<Adjudication>,
    /// Decisions that were drawn by their ticket alone, not by a floor or for being among the first.
    pub drawn_by_ticket: BTreeSet<DecisionId>,
    /// Claims in the queue.
    pub waiting: Vec<Waiting>,
    /// Known answers to claims among the others.
    pub answers: Vec<Answer>,
}

impl Facts {
    /// Decisions that were not taken back before they left.
    fn standing(&self) -> impl Iterator<Item = &Decided> {
        self.decisions.iter().filter(|decided| !decided.withdrawn)
    }

    /// The looks of one kind, each with the decision it is about.
    fn pairs(&self) -> Vec<(&Decided, &Looked)> {
        let decisions: BTreeMap<&DecisionId, &Decided> =
            self.standing().map(|decided| (&decided.decision.id, decided)).collect();
        self.looks
            .iter()
            .filter_map(|looked| Some((*decisions.get(&looked.look.decision)?, looked)))
            .collect()
    }
}

/// All figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// What was decided, and what became of it.
    pub outcomes: Outcomes,
    /// Agreement of two opinions, by stream: of second looks with decisions, and of two desks; `random-by-ticket` is the part of the random stream that
    /// was drawn by ticket alone and so estimates all decisions without weights.
    pub streams: Vec<StreamFigures>,
    /// Agreement by requirement and workload, over the random stream.
    pub heat: Vec<HeatCell>,
    /// Reasons, most frequent first.
    pub reasons: Vec<ReasonCount>,
    /// Why two opinions differed, most frequent first.
    pub causes: Vec<CauseCount>,
    /// Decisions held against known answers, when there are any.
    pub gold: Option<GoldFigures>,
    /// The queue as it stands.
    pub queue: QueueFigures,
}

impl Figures {
    /// Computes all figures.
    pub fn of(facts: &Facts) -> Self {
        Self {
            outcomes: outcomes::of(facts),
            streams: agreeing::streams(facts),
            heat: agreeing::heat(facts),
            reasons: reasons::of(facts),
            causes: reasons::causes(facts),
            gold: gold::of(facts),
            queue: queue::of(&facts.waiting),
        }
    }
}

/// Numbers of cases are small; more than the type holds count as its largest.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
