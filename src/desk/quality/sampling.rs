//! Seeding a period's sample, and what was drawn.

use super::cases::period_of;
use crate::desk::reviewing::random_id;
use crate::desk::{Desk, Failure, FailureKind};
use crate::domain::{Actor, ClaimId, DecisionId, DecisionKind, Role, Stream};
use crate::statistics::sample::{Drawn, Target, Why};
use crate::store::desk_file::{LooksBegun, Saved, Stamp};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How far a second look is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SampleState {
    /// Nobody has begun it.
    Waiting,
    /// Somebody sits in the seat.
    Begun,
    /// It is signed.
    Signed,
    /// The decision was taken back or opened again, or the claim changed: there is nothing to look at any more.
    Lapsed,
}

/// A drawn decision.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SampleRow {
    /// The decision.
    pub decision: DecisionId,
    /// The claim.
    pub claim_id: ClaimId,
    /// Who decided.
    pub reviewer: String,
    /// What.
    pub kind: DecisionKind,
    /// The stream it is reported in.
    pub stream: Stream,
    /// Why it was drawn.
    pub why: Why,
    /// What about it asks for a second look.
    pub targets: BTreeSet<Target>,
    /// Its ticket.
    pub ticket: f64,
    /// How far its second look is.
    pub state: SampleState,
    /// Who looks or looked.
    pub second: Option<String>,
}

/// The sample of a period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SampleView {
    /// The period.
    pub period: String,
    /// Its seed: for supervisors, and for everybody once the period is over.
    pub seed: Option<String>,
    /// What was drawn so far; nothing without a seed.
    pub rows: Vec<SampleRow>,
}

impl Desk {
    /// Sets the seed of a period's sample, once; draws one when none is given. Decisions of the period can be drawn
    /// from then on, also those made before.
    pub fn seed_sample(&mut self, period: &str, seed: Option<&str>) -> Result<String, Failure> {
        let refused = |kind, why: String| Failure::new(kind, "The sample was not seeded.", why);
        if chrono::NaiveDate::parse_from_str(&format!("{period}-01"), "%Y-%m-%d").is_err() {
            let why = format!("{period:?} is not a month.");
            return Err(refused(FailureKind::Usage, why).hint("A month is written 2025-09."));
        }
        supervisor(&self.actor).map_err(|why| refused(FailureKind::Refused, why))?;
        let seed = match seed.map(str::trim) {
            Some("") => return Err(refused(FailureKind::Usage, "The seed is empty.".into())),
            Some(seed) => seed.to_owned(),
            None => random_id()
                .map_err(|why| Failure::new(FailureKind::Internal, "No seed could be drawn.", why))?,
        };
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        match self.file.seed_sample(period, &seed, &stamp)? {
            Saved::Yes { .. } => Ok(seed),
            Saved::No(why) => Err(refused(FailureKind::Refused, why.to_string())),
        }
    }

    /// The sample of a period; this month's when none is named. While the period runs only a supervisor sees it: a
    /// sample that can be foreseen is none.
    pub fn sample(&mut self, period: Option<&str>) -> Result<SampleView, Failure> {
        let now = period_of(self.now());
        let period = period.map_or_else(|| now.clone(), str::to_owned);
        if period >= now {
            supervisor(&self.actor).map_err(|why| {
                Failure::new(FailureKind::Refused, format!("The sample of {period} is not shown."), why)
                    .hint("It is open to everybody when the month is over.")
            })?;
        }
        let hidden = self.hidden_claims()?;
        let begun = self.file.looks_begun()?;
        let looks = self.file.second_looks(None)?;
        let lookers: BTreeMap<_, _> =
            looks.iter().map(|stored| (&stored.look.decision, &stored.look.actor.name)).collect();
        let drawn: Vec<Drawn> = self.drawn()?.to_vec();
        let mut rows = Vec::new();
        for drawn in drawn.into_iter().filter(|drawn| !hidden.contains(&drawn.claim_id)) {
            let Some(stored) = self.file.decision(&drawn.decision)? else { continue };
            if period_of(stored.decision.decided_at) != period {
                continue;
            }
            let standing = stored.in_force() && self.is_unchanged(&stored)?;
            let (state, second) = match (lookers.get(&drawn.decision), seated(&begun, &drawn)) {
                (Some(&looker), _) => (SampleState::Signed, Some(looker.clone())),
                (None, _) if !standing => (SampleState::Lapsed, None),
                (None, Some(name)) => (SampleState::Begun, Some(name)),
                (None, None) => (SampleState::Waiting, None),
            };
            rows.push(SampleRow {
                decision: drawn.decision,
                claim_id: drawn.claim_id,
                reviewer: stored.decision.actor.name,
                kind: stored.decision.kind,
                stream: drawn.stream,
                why: drawn.why,
                targets: drawn.targets,
                ticket: drawn.ticket,
                state,
                second,
            });
        }
        Ok(SampleView { seed: self.file.sample_seed(&period)?, period, rows })
    }
}

/// Who sits at the drawn decision.
pub(super) fn seated(begun: &LooksBegun, drawn: &Drawn) -> Option<String> {
    let (name, decision) = begun.seated.get(&drawn.claim_id)?;
    (decision.as_ref() == Some(&drawn.decision)).then(|| name.clone())
}

fn supervisor(actor: &Actor) -> Result<(), String> {
    if actor.role == Role::Supervisor { Ok(()) } else { Err("This is for a supervisor.".to_owned()) }
}
