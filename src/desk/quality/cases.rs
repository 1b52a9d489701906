//! Decisions as the sample sees them, read once and kept.

use crate::desk::{Desk, Failure};
use crate::domain::DecisionId;
use crate::statistics::sample::{Case, Draw, Drawn, targets};
use crate::store::desk_file::{DecisionFilter, StoredDecision};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// What was read so far, and the sample drawn from it.
#[derive(Default)]
pub(super) struct Cases {
    /// Number of the newest decision that was read.
    seen: u64,
    all: Vec<Case>,
    drawn: Vec<Drawn>,
    /// What the sample was drawn from: decisions, withdrawn ones, seeds.
    drawn_from: (usize, usize, usize),
}

/// The period of a moment: its month, in UTC.
pub(super) fn period_of(at: DateTime<Utc>) -> String {
    at.format("%Y-%m").to_string()
}

impl Desk {
    /// The sample of every period that has a seed, in the order in which the decisions were made. Decisions that were
    /// withdrawn, and those on claims whose answer is known, are never drawn.
    pub(super) fn drawn(&mut self) -> Result<&[Drawn], Failure> {
        let seeds = self.file.sample_seeds()?;
        self.read_new_cases()?;
        let withdrawn = self.file.withdrawn_ids()?;
        let drawn_from = (self.second.cases.all.len(), withdrawn.len(), seeds.len());
        if self.second.cases.drawn_from != drawn_from {
            self.second.cases.drawn = self.draw(&seeds, &withdrawn);
            self.second.cases.drawn_from = drawn_from;
        }
        Ok(&self.second.cases.drawn)
    }

    fn draw(&self, seeds: &BTreeMap<String, String>, withdrawn: &BTreeSet<DecisionId>) -> Vec<Drawn> {
        let known = |case: &Case| self.second.answers.iter().any(|answer| answer.claim_id == case.claim_id);
        let cases: Vec<Case> = self
            .second
            .cases
            .all
            .iter()
            .filter(|case| !withdrawn.contains(&case.decision) && !known(case))
            .cloned()
            .collect();
        let plan = &self.second.plan;
        seeds.iter().flat_map(|(period, seed)| Draw { period, seed, plan }.of(&cases)).collect()
    }

    fn read_new_cases(&mut self) -> Result<(), Failure> {
        let filter = DecisionFilter { after: Some(self.second.cases.seen), ..DecisionFilter::default() };
        for stored in self.file.decisions(&filter)? {
            let contested = !self.index.contested(&stored.decision.claim_id)?.is_empty();
            self.second.cases.seen = stored.seq;
            self.second.cases.all.push(case(stored, contested));
        }
        Ok(())
    }
}

fn case(stored: StoredDecision, contested: bool) -> Case {
    let targets = targets(&stored.decision, contested).collect();
    let decision = stored.decision;
    Case {
        period: period_of(decision.decided_at),
        decision: decision.id,
        claim_id: decision.claim_id,
        digest: decision.claim_digest,
        reviewer: decision.actor.name,
        kind: decision.kind,
        edition: decision.edition,
        seq: stored.seq,
        targets,
    }
}
