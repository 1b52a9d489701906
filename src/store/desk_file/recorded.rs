//! Decisions as they are recorded: reading them back with their withdrawals.

use super::DeskFile;
use super::chain::{COLUMNS, Link, Unwritten};
use crate::domain::{Act, Actor, ClaimId, Decision, DecisionId, Digest, Withdrawal};
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
}

/// A withdrawal with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredWithdrawal {
    /// Who withdrew.
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
}

impl DeskFile {
    /// The decision on a claim that is in force, if any; the newest when earlier revisions were decided too.
    pub fn decision_in_force(&self, claim: &ClaimId) -> Result<Option<StoredDecision>, StoreError> {
        let filter = DecisionFilter { claim: Some(claim.clone()), in_force: true };
        Ok(self.decisions(&filter)?.pop())
    }

    /// A decision by its key.
    pub fn decision(&self, id: &DecisionId) -> Result<Option<StoredDecision>, StoreError> {
        find(self.reader()?, id).map_err(|error| error.told("read a decision", &self.path))
    }

    /// Decisions in the order they were made.
    pub fn decisions(&self, filter: &DecisionFilter) -> Result<Vec<StoredDecision>, StoreError> {
        let mut found = Vec::new();
        self.each_decision(filter, &mut |stored| {
            found.push(stored);
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }

    /// Hands over decisions one by one in the order they were made, until told to stop.
    pub fn each_decision(
        &self,
        filter: &DecisionFilter,
        take: &mut dyn FnMut(StoredDecision) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let refused = StoreError::sqlite("read its decisions", &self.path);
        let sql = select(
            "(?1 IS NULL OR decision.claim_id = ?1)
             AND (NOT ?2 OR decision.id IN (SELECT id FROM decision_in_force))",
        );
        let mut statement = self.reader()?.prepare_cached(&sql).map_err(&refused)?;
        let claim = filter.claim.as_ref().map(ClaimId::as_str);
        let mut rows = statement.query((claim, filter.in_force)).map_err(&refused)?;
        while let Some(row) = rows.next().map_err(&refused)? {
            let links = Links::read(row).map_err(&refused)?;
            let stored = links.stored().map_err(|why| StoreError::damaged(&self.path, why))?;
            if take(stored).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// How many decisions were recorded on a claim, withdrawn ones included.
    pub fn round(&self, claim: &ClaimId) -> Result<u32, StoreError> {
        round(self.reader()?, claim).map_err(StoreError::sqlite("count its decisions", &self.path))
    }
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

/// Each decision's link, then the link of its withdrawal.
fn select(test: &str) -> String {
    let withdrawn = COLUMNS.replace("event.", "taken_back.");
    format!(
        "SELECT {COLUMNS}, {withdrawn} FROM decision JOIN event USING (seq)
         LEFT JOIN withdrawal ON withdrawal.decision_id = decision.id
         LEFT JOIN event AS taken_back ON taken_back.seq = withdrawal.seq
         WHERE {test} ORDER BY decision.seq"
    )
}

/// A decision's link and that of its withdrawal.
struct Links {
    decision: Link,
    withdrawal: Option<Link>,
}

impl Links {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let taken_back: Option<i64> = row.get(Link::WIDTH)?;
        let withdrawal = taken_back.map(|_| Link::read_from(row, Link::WIDTH)).transpose()?;
        Ok(Self { decision: Link::read(row)?, withdrawal })
    }

    fn stored(&self) -> Result<StoredDecision, String> {
        let event = self.decision.event()?;
        let Act::Decided(decision) = event.act else {
            return Err(format!("event {} is listed as a decision and is none", event.seq));
        };
        let withdrawn = self.withdrawal.as_ref().map(withdrawal).transpose()?;
        Ok(StoredDecision { decision: *decision, seq: event.seq, hash: event.hash, withdrawn })
    }
}

fn withdrawal(link: &Link) -> Result<StoredWithdrawal, String> {
    let event = link.event()?;
    let Act::Withdrawn(Withdrawal { reason, .. }) = event.act else {
        return Err(format!("event {} is listed as a withdrawal and is none", event.seq));
    };
    Ok(StoredWithdrawal { actor: event.actor, at: event.at, reason, seq: event.seq, hash: event.hash })
}
