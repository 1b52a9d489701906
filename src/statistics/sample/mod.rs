//! Which decisions are looked at a second time (M11).
//!
//! Each decision has a ticket, the hash of the period's seed, the claim and its digest, as a number from 0 to 1. It
//! is drawn when its ticket is below the share: reproducible by everybody who knows the seed, and not foreseeable by
//! those who do not. Floors are filled with the lowest tickets that were not drawn, so they too are a random sample
//! of their group. Decisions that ask for a second look by themselves are drawn beside that and reported apart, so
//! that the random part stays an unbiased estimate.
//!
//! Speed is no ground for being drawn: the desk does not record how long a person was active on a claim.

mod plan;
mod targets;

pub use plan::{PlanError, SamplePlan};
pub use targets::{Target, targets};

use crate::domain::{ClaimId, DecisionId, DecisionKind, Digest, EditionId, Hasher, Stream};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A decision that could be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The decision.
    pub decision: DecisionId,
    /// Its claim.
    pub claim_id: ClaimId,
    /// Digest of the claim that was decided.
    pub digest: Digest,
    /// Who decided.
    pub reviewer: String,
    /// What.
    pub kind: DecisionKind,
    /// Under which edition.
    pub edition: EditionId,
    /// Number of its event: the order in which decisions were made.
    pub seq: u64,
    /// The period it was made in.
    pub period: String,
    /// What about it asks for a second look.
    pub targets: BTreeSet<Target>,
}

/// Why a decision was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Its ticket is below the share.
    Share,
    /// Among the reviewer's first.
    NewReviewer,
    /// Among the first under its edition.
    NewEdition,
    /// To fill the floor of its reviewer and outcome.
    Floor,
    /// Something about it asks for a second look.
    Target,
}

impl Why {
    /// The words a person reads.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Share => "drawn by its ticket",
            Self::NewReviewer => "among the reviewer's first",
            Self::NewEdition => "among the first under the edition",
            Self::Floor => "to fill the floor of reviewer and outcome",
            Self::Target => "asked for by the decision itself",
        }
    }
}

/// A drawn decision.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drawn {
    /// The decision.
    pub decision: DecisionId,
    /// Its claim.
    pub claim_id: ClaimId,
    /// The stream it is reported in.
    pub stream: Stream,
    /// The first ground, in the order of [`Why`].
    pub why: Why,
    /// What about it asks for a second look, also when the random sample drew it.
    pub targets: BTreeSet<Target>,
    /// Its ticket.
    pub ticket: f64,
}

/// The seed of a period and how much is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Draw<'a> {
    /// Name of the period.
    pub period: &'a str,
    /// Its seed.
    pub seed: &'a str,
    /// Shares and floors.
    pub plan: &'a SamplePlan,
}

impl Draw<'_> {
    /// The sample of the period, in the order in which the decisions were made. `cases` are the decisions of all
    /// periods, since a reviewer's first decisions may be older.
    pub fn of(&self, cases: &[Case]) -> Vec<Drawn> {
        let mut ordered: Vec<&Case> = cases.iter().collect();
        ordered.sort_by_key(|case| case.seq);
        let mut grounds = self.grounds(&ordered);
        self.fill_floors(&ordered, &mut grounds);
        ordered.iter().filter_map(|case| self.drawn(case, grounds.get(&case.decision).copied())).collect()
    }

    /// The ticket of a claim as it was decided: from 0, below 1, the same on every computer.
    pub fn ticket(&self, claim: &ClaimId, digest: &Digest) -> f64 {
        let mut hasher = Hasher::new("proofdesk-sample-v1");
        hasher.field(self.seed.as_bytes()).field(claim.as_str().as_bytes()).field(digest.as_bytes());
        let hash = hasher.finish();
        let number = |from: usize| {
            let bytes = hash.as_bytes().get(from..from + 4).and_then(|bytes| bytes.try_into().ok());
            bytes.map_or(0, u32::from_be_bytes)
        };
        // 52 of the first 64 bits, so that the sum is exact.
        f64::from(number(0)) / 2_f64.powi(32) + f64::from(number(4) >> 12) / 2_f64.powi(52)
    }

    /// Draws by ticket and by being among the first.
    fn grounds(&self, ordered: &[&Case]) -> BTreeMap<DecisionId, Why> {
        let mut reviewers: BTreeMap<&str, u32> = BTreeMap::new();
        let mut editions: BTreeMap<&EditionId, u32> = BTreeMap::new();
        let mut grounds = BTreeMap::new();
        for case in ordered {
            let of_reviewer = reviewers.entry(&case.reviewer).or_default();
            let of_edition = editions.entry(&case.edition).or_default();
            *of_reviewer += 1;
            *of_edition += 1;
            let why = if self.ticket(&case.claim_id, &case.digest) < self.plan.share(case.kind) {
                Some(Why::Share)
            } else if *of_reviewer <= self.plan.first_of_reviewer {
                Some(Why::NewReviewer)
            } else if *of_edition <= self.plan.first_of_edition {
                Some(Why::NewEdition)
            } else {
                None
            };
            if let Some(why) = why.filter(|_| case.period == self.period) {
                grounds.insert(case.decision.clone(), why);
            }
        }
        grounds
    }

    /// Adds the lowest tickets of every reviewer and outcome until the floor is reached or nothing is left.
    fn fill_floors(&self, ordered: &[&Case], grounds: &mut BTreeMap<DecisionId, Why>) {
        let mut groups: BTreeMap<(&str, DecisionKind), Vec<(f64, &Case)>> = BTreeMap::new();
        for case in ordered.iter().filter(|case| case.period == self.period) {
            let ticket = self.ticket(&case.claim_id, &case.digest);
            groups.entry((&case.reviewer, case.kind)).or_default().push((ticket, case));
        }
        for mut group in groups.into_values() {
            group.sort_by(|(a, _), (b, _)| a.total_cmp(b));
            let drawn = group.iter().filter(|(_, case)| grounds.contains_key(&case.decision)).count();
            let missing = (self.plan.floor as usize).saturating_sub(drawn);
            let rest: Vec<DecisionId> = group
                .into_iter()
                .map(|(_, case)| case.decision.clone())
                .filter(|decision| !grounds.contains_key(decision))
                .take(missing)
                .collect();
            grounds.extend(rest.into_iter().map(|decision| (decision, Why::Floor)));
        }
    }

    fn drawn(&self, case: &Case, random: Option<Why>) -> Option<Drawn> {
        let targeted = (case.period == self.period && !case.targets.is_empty()).then_some(Why::Target);
        let why = random.or(targeted)?;
        Some(Drawn {
            decision: case.decision.clone(),
            claim_id: case.claim_id.clone(),
            stream: if why == Why::Target { Stream::Targeted } else { Stream::Random },
            why,
            targets: case.targets.clone(),
            ticket: self.ticket(&case.claim_id, &case.digest),
        })
    }
}

#[cfg(test)]
mod tests;
