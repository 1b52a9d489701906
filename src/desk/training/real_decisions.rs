//! Real decisions as values: exported by a desk, or handed over by one when a person goes from it to training.
//!
//! No desk is opened here. An attempt at a live claim is compared with a decision only where that says something:
//! about the very claim that was judged, in force, and made by somebody else. Every other case has its own reason.

use crate::desk::{DecisionState, Failure, FailureKind};
use crate::domain::{Answer, Attempt, Claim, ClaimId, Decision};
use crate::text::clean;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// Decisions of a desk, by claim, in the order they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RealDecisions(BTreeMap<ClaimId, Vec<Known>>);

/// A decision, and whether it was neither withdrawn nor opened again when it left the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    decision: Decision,
    in_force: bool,
}

/// The decision an attempt is compared with. It is in the record, which does not make it right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RealDecision {
    /// Who decided.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Why an attempt at a live claim is not compared with a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotCompared {
    /// No decision about the claim is at hand.
    Undecided,
    /// The decision is about another revision of the claim.
    OtherRevision,
    /// The decision was taken back.
    TakenBack,
    /// The trainee decided it in person.
    Own,
    /// The claims at hand do not hold what was judged.
    ClaimGone,
}

impl NotCompared {
    /// The reason as a sentence.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Undecided => "No decision about it is known here yet.",
            Self::OtherRevision => "What was decided is another revision of the claim.",
            Self::TakenBack => "The decision was taken back.",
            Self::Own => "The decision is the trainee's own.",
            Self::ClaimGone => "The snapshot does not hold the papers as they were judged.",
        }
    }
}

impl fmt::Display for NotCompared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason())
    }
}

/// A line of the export, as far as it counts here.
#[derive(Deserialize)]
struct Exported {
    #[serde(flatten)]
    decision: Decision,
    #[serde(default)]
    withdrawn: bool,
    /// Absent in exports of early versions.
    state: Option<DecisionState>,
}

impl RealDecisions {
    /// Reads what `export --format jsonl` wrote.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let unreadable = |why: String| {
            let why = clean::one_line(&format!("{}: {why}.", path.display()));
            Failure::new(FailureKind::Data, "The decisions could not be read.", why)
                .hint("`proofdesk export --format jsonl` writes them.")
        };
        let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
        let mut found = Self::default();
        for (line, number) in text.lines().zip(1_u64..).filter(|(line, _)| !line.trim().is_empty()) {
            let read: Exported = serde_json::from_str(line)
                .map_err(|error| unreadable(format!("line {number} is no exported decision: {error}")))?;
            let in_force = !read.withdrawn && read.state.is_none_or(DecisionState::in_force);
            found.add(read.decision, in_force);
        }
        Ok(found)
    }

    /// Takes decisions that are in force.
    pub(super) fn in_force(decisions: Vec<Decision>) -> Self {
        let mut found = Self::default();
        for decision in decisions {
            found.add(decision, true);
        }
        found
    }

    fn add(&mut self, decision: Decision, in_force: bool) {
        self.0.entry(decision.claim_id.clone()).or_default().push(Known { decision, in_force });
    }

    /// The last decision in force about each claim.
    pub(super) fn last_in_force(self) -> BTreeMap<ClaimId, Decision> {
        let last = |known: Vec<Known>| known.into_iter().rfind(|known| known.in_force);
        self.0.into_iter().filter_map(|(id, known)| Some((id, last(known)?.decision))).collect()
    }

    /// What an attempt is held against: the decision as an answer to the claim at hand. Else why there is none.
    ///
    /// A claim that has moved on since both judged it, as decided claims do, still serves while it holds every text
    /// that either of them pinned.
    pub(super) fn answer_to(
        &self,
        attempt: &Attempt,
        claim: Option<&Claim>,
    ) -> Result<(Answer, RealDecision), NotCompared> {
        let decision = self.about(attempt)?;
        let pins = || {
            let real = decision.cells.iter().flat_map(|cell| &cell.pins);
            real.chain(attempt.cells.iter().flat_map(|cell| &cell.pins))
        };
        let serves =
            |claim: &&Claim| claim.digest() == decision.claim_digest || pins().all(|pin| claim.holds(pin));
        let claim = claim.filter(serves).ok_or(NotCompared::ClaimGone)?;
        Ok((Answer::of_decision(decision, claim), RealDecision::of(decision)))
    }

    fn about(&self, attempt: &Attempt) -> Result<&Decision, NotCompared> {
        let known = self.0.get(&attempt.claim_id).ok_or(NotCompared::Undecided)?;
        let same = |known: &&Known| Some(known.decision.claim_digest) == attempt.claim_digest;
        let mut same = known.iter().filter(same).peekable();
        same.peek().ok_or(NotCompared::OtherRevision)?;
        let mut standing = same.filter(|known| known.in_force).peekable();
        standing.peek().ok_or(NotCompared::TakenBack)?;
        let mut others = standing.filter(|known| known.decision.actor.name != attempt.trainee);
        others.next_back().map(|known| &known.decision).ok_or(NotCompared::Own)
    }
}

impl RealDecision {
    fn of(decision: &Decision) -> Self {
        Self { by: decision.actor.name.clone(), at: decision.decided_at }
    }

    /// Who decided and when, for example `ben on 2025-09-15`.
    pub fn told(&self) -> String {
        format!("{} on {}", self.by, self.at.format("%Y-%m-%d"))
    }
}
