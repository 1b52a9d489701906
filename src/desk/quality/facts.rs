//! What the statistics rest on, gathered from the desk file and the queue.

use super::cases::period_of;
use super::differences::{SettledCell, Settlement};
use crate::desk::{Desk, Failure, QueueQuery};
use crate::domain::{AdjudicatedCell, ClaimId};
use crate::statistics::figures::{Decided, Double, Facts, Figures, Looked, Waiting};
use crate::statistics::sample::Why;
use crate::store::desk_file::{DecisionFilter, DeskDecision, StoredAdjudication, StoredDecision};
use std::collections::BTreeSet;

/// Which statistics are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatisticsOptions {
    /// Only decisions of this month, with the second looks at them; all when absent.
    pub period: Option<String>,
}

impl Desk {
    /// Every figure of the statistics. Claims on which this person sits in a blind seat are left out.
    pub fn statistics(&mut self, options: &StatisticsOptions) -> Result<Figures, Failure> {
        let hidden = self.hidden_claims()?;
        let facts = Facts {
            decisions: self.decided(options, &hidden)?,
            looks: self.looked(&hidden)?,
            doubles: self.doubles(options, &hidden)?,
            settled: self.file.all_adjudications()?.into_iter().map(|stored| stored.adjudication).collect(),
            drawn_by_ticket: self
                .drawn()?
                .iter()
                .filter(|drawn| drawn.why == Why::Share)
                .map(|drawn| drawn.decision.clone())
                .collect(),
            waiting: self.waiting()?,
            answers: self.second.answers.clone(),
        };
        Ok(Figures::of(&facts))
    }

    fn decided(
        &self,
        options: &StatisticsOptions,
        hidden: &BTreeSet<ClaimId>,
    ) -> Result<Vec<Decided>, Failure> {
        let stored = self.file.decisions(&DecisionFilter::default())?;
        let asked = |decision: &crate::domain::Decision| {
            !hidden.contains(&decision.claim_id)
                && options.period.as_ref().is_none_or(|period| *period == period_of(decision.decided_at))
        };
        Ok(stored.into_iter().filter(|stored| asked(&stored.decision)).map(Decided::from).collect())
    }

    fn looked(&self, hidden: &BTreeSet<ClaimId>) -> Result<Vec<Looked>, Failure> {
        let looks = self.file.second_looks(None)?.into_iter().filter(|look| !hidden.contains(&look.claim_id));
        Ok(looks.map(|stored| Looked { look: stored.look, hash: stored.hash }).collect())
    }

    /// Double reviews of which either decision was made in the period.
    fn doubles(
        &self,
        options: &StatisticsOptions,
        hidden: &BTreeSet<ClaimId>,
    ) -> Result<Vec<Double>, Failure> {
        let asked = |one: &DeskDecision| {
            let period = period_of(one.stored.decision.decided_at);
            options.period.as_ref().is_none_or(|asked| *asked == period)
        };
        let doubles = self.file.double_reviews(None)?.into_iter();
        let doubles = doubles.filter(|double| {
            !hidden.contains(&double.claim_id) && (asked(&double.first) || asked(&double.second))
        });
        let decided = |one: DeskDecision| Decided::from(one.stored);
        Ok(doubles
            .map(|double| Double { first: decided(double.first), second: decided(double.second) })
            .collect())
    }

    /// Claims that wait for a reviewer, as the queue lists them.
    fn waiting(&mut self) -> Result<Vec<Waiting>, Failure> {
        let page = self.queue(&QueueQuery { limit: u32::MAX, ..QueueQuery::default() })?;
        let today = page.as_of.date_naive();
        let waiting = page.rows.into_iter().map(|row| Waiting {
            slack_minutes: row.slack_minutes,
            age_days: (today - row.submitted_on).num_days(),
        });
        Ok(waiting.collect())
    }
}

impl From<StoredDecision> for Decided {
    fn from(stored: StoredDecision) -> Self {
        Self {
            hash: stored.hash,
            withdrawn: stored.withdrawn.is_some(),
            reopened: stored.reopened.is_some(),
            decision: stored.decision,
        }
    }
}

/// A settled difference as people see it.
pub(super) fn settlement(stored: &StoredAdjudication) -> Settlement {
    let cell = |cell: &AdjudicatedCell| SettledCell {
        key: cell.key.clone(),
        verdict: cell.verdict,
        cause: cell.cause,
    };
    Settlement {
        by: stored.actor.name.clone(),
        at: stored.at,
        kind: stored.adjudication.kind,
        cells: stored.adjudication.cells.iter().map(cell).collect(),
        note: stored.adjudication.note.clone(),
    }
}
