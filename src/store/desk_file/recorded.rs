//! Decisions as they are recorded: reading them back with what became of them.

use super::DeskFile;
use super::answers::NotSaved;
use super::chain::{self, COLUMNS, Link, Unwritten};
use crate::domain::{Act, Actor, ClaimId, Decision, DecisionId, Digest, Event, Withdrawal};
use crate::store::error::StoreError;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row};
use std::ops::ControlFlow;

/// A decision with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDecision {
    /// The decision.
    pub decision: Decision,
    /// Number of its event.
    pub seq: u64,
    /// Hash of its event.
    pub hash: Digest,
    /// Its withdrawal, if it was taken back.
    pub withdrawn: Option<StoredWithdrawal>,
    /// Number of the event that released it, if it left the desk.
    pub released: Option<u64>,
    /// Its reopening after the release, if it was opened again or voided.
    pub reopened: Option<StoredWithdrawal>,
    /// Whether the reopening found it procedurally wrong.
    pub voided: bool,
}

impl StoredDecision {
    /// A decision nothing has become of yet.
    pub(super) const fn fresh(decision: Decision, event: &Event) -> Self {
        Self {
            decision,
            seq: event.seq,
            hash: event.hash,
            withdrawn: None,
            released: None,
            reopened: None,
            voided: false,
        }
    }

    /// Whether it was neither withdrawn nor opened again.
    pub const fn in_force(&self) -> bool {
        self.withdrawn.is_none() && self.reopened.is_none()
    }

    /// Why it is not in force any more, as the reason why something else cannot be done.
    pub(super) fn left(&self) -> Option<NotSaved> {
        let claim = self.decision.claim_id.clone();
        match (&self.withdrawn, &self.reopened) {
            (Some(StoredWithdrawal { actor, at, .. }), _) => {
                Some(NotSaved::AlreadyWithdrawn { claim, by: actor.clone(), at: *at })
            }
            (_, Some(StoredWithdrawal { actor, at, .. })) => {
                Some(NotSaved::AlreadyReopened { claim, by: actor.clone(), at: *at })
            }
            (None, None) => None,
        }
    }

    /// That it was not released, as the reason why something else cannot be done.
    pub(super) fn not_released(&self) -> Option<NotSaved> {
        let claim = || self.decision.claim_id.clone();
        self.released.is_none().then(|| NotSaved::NotReleased { claim: claim() })
    }
}

/// A withdrawal or a reopening with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredWithdrawal {
    /// Who took the decision back.
    pub actor: Actor,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// Number of its event.
    pub seq: u64,
    /// Hash of its event.
    pub hash: Digest,
}

/// Which decisions are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecisionFilter {
    /// Of this claim only.
    pub claim: Option<ClaimId>,
    /// Only those neither withdrawn nor opened again.
    pub in_force: bool,
    /// Only those that were released, or only those that were not.
    pub released: Option<bool>,
    /// Only those recorded after the event of this number.
    pub after: Option<u64>,
}

impl DeskFile {
    /// The decision on a claim that is in force, if any; the newest when earlier revisions were decided too.
    pub fn decision_in_force(&self, claim: &ClaimId) -> Result<Option<StoredDecision>, StoreError> {
        let claim = Some(claim.clone());
        let filter = DecisionFilter { claim, in_force: true, ..DecisionFilter::default() };
        Ok(self.decisions(&filter)?.pop())
    }

    /// A decision by its key.
    pub fn decision(&self, id: &DecisionId) -> Result<Option<StoredDecision>, StoreError> {
        find(self.reader()?, id).map_err(|error| error.told("read a decision", &self.path))
    }

    /// The decisions that leave the desk together with one, itself included; only itself when it is of no resolution.
    pub fn together(&self, id: &DecisionId) -> Result<Vec<DecisionId>, StoreError> {
        let siblings =
            siblings(self.reader()?, id).map_err(|error| error.told("read a resolution", &self.path))?;
        let ids: Vec<DecisionId> = siblings.into_iter().map(|(_, decision)| decision).collect();
        Ok(if ids.is_empty() { vec![id.clone()] } else { ids })
    }

    /// Decisions in the order they were made.
    pub fn decisions(&self, filter: &DecisionFilter) -> Result<Vec<StoredDecision>, StoreError> {
        all(self.reader()?, filter).map_err(|error| error.told("read its decisions", &self.path))
    }

    /// Hands over decisions one by one in the order they were made, until told to stop.
    pub fn each_decision(
        &self,
        filter: &DecisionFilter,
        take: &mut dyn FnMut(StoredDecision) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        each(self.reader()?, filter, take).map_err(|error| error.told("read its decisions", &self.path))
    }

    /// How many decisions were recorded on a claim, withdrawn ones included.
    pub fn round(&self, claim: &ClaimId) -> Result<u32, StoreError> {
        round(self.reader()?, claim).map_err(StoreError::sqlite("count its decisions", &self.path))
    }
}

/// Decisions in the order they were made.
pub(super) fn all(
    connection: &Connection,
    filter: &DecisionFilter,
) -> Result<Vec<StoredDecision>, Unwritten> {
    let mut found = Vec::new();
    each(connection, filter, &mut |stored| {
        found.push(stored);
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

fn each(
    connection: &Connection,
    filter: &DecisionFilter,
    take: &mut dyn FnMut(StoredDecision) -> ControlFlow<()>,
) -> Result<(), Unwritten> {
    let sql = select(
        "(?1 IS NULL OR decision.claim_id = ?1)
         AND (NOT ?2 OR decision.id IN (SELECT id FROM decision_in_force))
         AND (?3 IS NULL OR ?3 = (release.seq IS NOT NULL))
         AND (?4 IS NULL OR decision.seq > ?4)",
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let claim = filter.claim.as_ref().map(ClaimId::as_str);
    let mut rows =
        statement.query((claim, filter.in_force, filter.released, filter.after.map(chain::column)))?;
    while let Some(row) = rows.next()? {
        if take(Links::read(row)?.stored().map_err(Unwritten::Unwritable)?).is_break() {
            break;
        }
    }
    Ok(())
}

/// The decisions that leave the desk together with one: those of the same resolution in force, with their claims.
pub(super) fn siblings(
    connection: &Connection,
    id: &DecisionId,
) -> Result<Vec<(ClaimId, DecisionId)>, Unwritten> {
    let rows: Vec<(String, String)> = connection
        .prepare_cached(
            "SELECT other.claim_id, other.decision_id FROM touched_claim AS own
             JOIN touched_claim AS other USING (resolution_id)
             WHERE own.decision_id = ?1 AND other.decision_id IS NOT NULL
             AND own.resolution_id NOT IN (SELECT resolution_id FROM resolution_end)
             ORDER BY other.claim_id",
        )?
        .query_map([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let parse = |(claim, decision): (String, String)| {
        let claim = ClaimId::parse(&claim).map_err(|error| Unwritten::Unwritable(error.to_string()))?;
        let decision =
            DecisionId::parse(&decision).map_err(|error| Unwritten::Unwritable(error.to_string()))?;
        Ok((claim, decision))
    };
    rows.into_iter().map(parse).collect()
}

/// How many decisions were recorded on a claim.
pub(super) fn round(connection: &Connection, claim: &ClaimId) -> rusqlite::Result<u32> {
    connection
        .prepare_cached("SELECT coalesce(max(round), 0) FROM decision WHERE claim_id = ?1")?
        .query_row([claim.as_str()], |row| row.get(0))
}

/// The decision of a key.
pub(super) fn find(connection: &Connection, id: &DecisionId) -> Result<Option<StoredDecision>, Unwritten> {
    one(connection, "decision.id = ?1", [id.as_str()])
}

/// Whether the rejection that a decision settles the dispute of was made by the same person.
pub(super) fn rejected_by(connection: &Connection, settling: &Decision) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT 1 FROM decision_in_force WHERE claim_id = ?1 AND actor = ?2 AND kind = 'reject'",
        )?
        .exists([settling.claim_id.as_str(), &settling.actor.name])
}

/// The decision in force on this revision of a claim.
pub(super) fn on(
    connection: &Connection,
    claim: &ClaimId,
    revision: &Digest,
) -> Result<Option<StoredDecision>, Unwritten> {
    let test = "decision.id = (SELECT id FROM decision_in_force WHERE claim_id = ?1 AND claim_digest = ?2)";
    one(connection, test, (claim.as_str(), revision.as_bytes()))
}

/// The decision in force that keeps another one on this revision of the claim from being recorded: one on the same
/// revision, or one on an earlier revision that has not left the desk.
pub(super) fn in_the_way(
    connection: &Connection,
    claim: &ClaimId,
    revision: &Digest,
) -> Result<Option<StoredDecision>, Unwritten> {
    let test = "decision.id = (SELECT id FROM decision_in_force
                               WHERE claim_id = ?1 AND (claim_digest = ?2 OR NOT released)
                               ORDER BY round DESC LIMIT 1)";
    one(connection, test, (claim.as_str(), revision.as_bytes()))
}

fn one(
    connection: &Connection,
    test: &str,
    values: impl rusqlite::Params,
) -> Result<Option<StoredDecision>, Unwritten> {
    let links = connection.prepare_cached(&select(test))?.query_row(values, Links::read).optional()?;
    links.map(|links| links.stored().map_err(Unwritten::Unwritable)).transpose()
}

/// Each decision's link, then the links of its withdrawal and its reopening, then the rest.
fn select(test: &str) -> String {
    let withdrawn = COLUMNS.replace("event.", "taken_back.");
    let reopened = COLUMNS.replace("event.", "opened_again.");
    format!(
        "SELECT {COLUMNS}, {withdrawn}, {reopened}, release.seq, coalesce(reopening.voided, 0)
         FROM decision JOIN event USING (seq)
         LEFT JOIN withdrawal ON withdrawal.decision_id = decision.id
         LEFT JOIN event AS taken_back ON taken_back.seq = withdrawal.seq
         LEFT JOIN reopening ON reopening.decision_id = decision.id
         LEFT JOIN event AS opened_again ON opened_again.seq = reopening.seq
         LEFT JOIN release ON release.decision_id = decision.id
         WHERE {test} ORDER BY decision.seq"
    )
}

/// A decision's link and those of what became of it.
struct Links {
    decision: Link,
    withdrawal: Option<Link>,
    reopening: Option<Link>,
    released: Option<u64>,
    voided: bool,
}

impl Links {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let link = |first: usize| -> rusqlite::Result<Option<Link>> {
            let there: Option<i64> = row.get(first)?;
            there.map(|_| Link::read_from(row, first)).transpose()
        };
        let released: Option<i64> = row.get(3 * Link::WIDTH)?;
        Ok(Self {
            decision: Link::read(row)?,
            withdrawal: link(Link::WIDTH)?,
            reopening: link(2 * Link::WIDTH)?,
            released: released.map(|_| chain::seq_at(row, 3 * Link::WIDTH)).transpose()?,
            voided: row.get(3 * Link::WIDTH + 1)?,
        })
    }

    fn stored(&self) -> Result<StoredDecision, String> {
        let event = self.decision.event()?;
        let Act::Decided(decision) = event.act else {
            return Err(format!("event {} is listed as a decision and is none", event.seq));
        };
        Ok(StoredDecision {
            decision: *decision,
            seq: event.seq,
            hash: event.hash,
            withdrawn: self.withdrawal.as_ref().map(taken_back).transpose()?,
            released: self.released,
            reopened: self.reopening.as_ref().map(taken_back).transpose()?,
            voided: self.voided,
        })
    }
}

fn taken_back(link: &Link) -> Result<StoredWithdrawal, String> {
    let event = link.event()?;
    StoredWithdrawal::of(event)
        .ok_or_else(|| format!("event {} is listed as taking a decision back and does not", link.seq))
}

impl StoredWithdrawal {
    /// Takes it out of its event.
    pub(super) fn of(event: Event) -> Option<Self> {
        let (Act::Withdrawn(act) | Act::Reopened(act) | Act::Voided(act)) = event.act else { return None };
        let Withdrawal { reason, .. } = act;
        Some(Self { actor: event.actor, at: event.at, reason, seq: event.seq, hash: event.hash })
    }
}
