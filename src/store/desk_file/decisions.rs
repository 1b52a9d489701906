//! Decisions and their withdrawal: one in force for each claim, in rounds, never edited.

use super::chain::{self, COLUMNS, Link, Unwritten};
use super::commit::Written;
use super::{DeskFile, Stamp, Subject};
use crate::domain::{Act, Actor, ClaimId, Decision, DecisionId, DecisionKind, Digest, Event, Withdrawal};
use crate::store::error::StoreError;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row};
use std::ops::ControlFlow;

/// The answer to a decision or a withdrawal. There is no *maybe*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It is on disk, as this link.
    Yes {
        /// Number of its event.
        seq: u64,
        /// Hash of its event.
        hash: Digest,
    },
    /// It is not, and nothing was changed.
    No(NotSaved),
}

/// Why an act was not saved although the file works.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSaved {
    /// A decision on the claim is in force.
    #[error("{} decided the claim on {} ({}).", by.name, at.format("%Y-%m-%d %H:%M UTC"), kind.label().to_lowercase())]
    AlreadyDecided {
        /// Who decided.
        by: Actor,
        /// When.
        at: DateTime<Utc>,
        /// What.
        kind: DecisionKind,
    },
    /// The claim has another number of decisions than when the card was opened.
    #[error("the claim was decided and withdrawn {found} times meanwhile, {expected} when it was opened.")]
    AnotherRound {
        /// Decisions expected.
        expected: u32,
        /// Decisions found.
        found: u32,
    },
    /// The key of the decision stands for another decision.
    #[error("the key {id} is already used by another decision.")]
    KeyTaken {
        /// The key.
        id: DecisionId,
    },
    /// There is no such decision.
    #[error("there is no decision {id} here.")]
    NoSuchDecision {
        /// Its key.
        id: DecisionId,
    },
    /// The decision was withdrawn before.
    #[error("{} withdrew the decision on {}.", by.name, at.format("%Y-%m-%d %H:%M UTC"))]
    AlreadyWithdrawn {
        /// Who withdrew it.
        by: Actor,
        /// When.
        at: DateTime<Utc>,
    },
}

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
    /// Only those not withdrawn.
    pub in_force: bool,
}

impl DeskFile {
    /// Records a signed decision if the claim still has as many decisions as expected and none is in force.
    ///
    /// The same decision under the same key is recorded once, however often it is asked for. An error means *not
    /// saved*, except [`StoreError::Unknown`].
    pub fn decide(&mut self, decision: &Decision, expected_round: u32) -> Result<Saved, StoreError> {
        let stamp = Stamp { at: decision.decided_at, actor: &decision.actor };
        let subject = Subject { claim_id: &decision.claim_id, digest: &decision.claim_digest };
        self.write("save the decision", |transaction| {
            if let Some(answer) = standing_answer(transaction, decision, expected_round)? {
                return Ok(Written::repeatable(answer));
            }
            let act = Act::Decided(Box::new(decision.clone()));
            let event = chain::append(transaction, Some(subject), act, &stamp)?;
            // Text that was being written for this decision has served its purpose.
            transaction
                .prepare_cached("DELETE FROM draft WHERE claim_id = ?1 AND author = ?2")?
                .execute([decision.claim_id.as_str(), &decision.actor.name])?;
            Ok(saved(&event))
        })
    }

    /// Records that a decision is taken back.
    pub fn withdraw(
        &mut self,
        id: &DecisionId,
        reason: &str,
        stamp: &Stamp<'_>,
    ) -> Result<Saved, StoreError> {
        self.write("save the withdrawal", |transaction| {
            let Some(stored) = find(transaction, id)? else {
                return Ok(Written::repeatable(Saved::No(NotSaved::NoSuchDecision { id: id.clone() })));
            };
            if let Some(StoredWithdrawal { actor: by, at, .. }) = stored.withdrawn {
                return Ok(Written::repeatable(Saved::No(NotSaved::AlreadyWithdrawn { by, at })));
            }
            let subject =
                Subject { claim_id: &stored.decision.claim_id, digest: &stored.decision.claim_digest };
            let act = Act::Withdrawn(Withdrawal { decision: id.clone(), reason: reason.to_owned() });
            Ok(saved(&chain::append(transaction, Some(subject), act, stamp)?))
        })
    }

    /// The decision on a claim that is in force, if any.
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
        let sql = select("(?1 IS NULL OR decision.claim_id = ?1) AND (NOT ?2 OR withdrawal.seq IS NULL)");
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

fn saved(event: &Event) -> Written<Saved> {
    Written::proven(event.seq, event.hash, Saved::Yes { seq: event.seq, hash: event.hash })
}

/// The answer when the decision is recorded already, or cannot be.
fn standing_answer(
    connection: &Connection,
    decision: &Decision,
    expected: u32,
) -> Result<Option<Saved>, Unwritten> {
    if let Some(stored) = find(connection, &decision.id)? {
        return Ok(Some(replayed(&stored, decision)));
    }
    let in_force = in_force(connection, &decision.claim_id)?;
    if let Some(Decision { actor, decided_at, kind, .. }) = in_force.map(|stored| stored.decision) {
        return Ok(Some(Saved::No(NotSaved::AlreadyDecided { by: actor, at: decided_at, kind })));
    }
    let found = round(connection, &decision.claim_id)?;
    let moved_on = found != expected || decision.round != expected + 1;
    Ok(moved_on.then_some(Saved::No(NotSaved::AnotherRound { expected, found })))
}

/// The same key again: the same decision is saved already, another one is refused.
fn replayed(stored: &StoredDecision, decision: &Decision) -> Saved {
    let Decision { deadline, decided_at, .. } = stored.decision;
    let same = Decision { deadline, decided_at, ..decision.clone() } == stored.decision;
    if same {
        Saved::Yes { seq: stored.seq, hash: stored.hash }
    } else {
        Saved::No(NotSaved::KeyTaken { id: decision.id.clone() })
    }
}

fn round(connection: &Connection, claim: &ClaimId) -> rusqlite::Result<u32> {
    connection
        .prepare_cached("SELECT coalesce(max(round), 0) FROM decision WHERE claim_id = ?1")?
        .query_row([claim.as_str()], |row| row.get(0))
}

fn find(connection: &Connection, id: &DecisionId) -> Result<Option<StoredDecision>, Unwritten> {
    one(connection, "decision.id = ?1", id.as_str())
}

fn in_force(connection: &Connection, claim: &ClaimId) -> Result<Option<StoredDecision>, Unwritten> {
    one(connection, "decision.claim_id = ?1 AND withdrawal.seq IS NULL", claim.as_str())
}

fn one(connection: &Connection, test: &str, value: &str) -> Result<Option<StoredDecision>, Unwritten> {
    let links = connection.prepare_cached(&select(test))?.query_row([value], Links::read).optional()?;
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
