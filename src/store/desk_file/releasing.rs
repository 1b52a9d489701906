//! Hold and release: a decision leaves the desk once, and is opened again only by a new act.
//!
//! Until its release a decision is corrected by withdrawing it, afterwards by reopening it. Nothing happens by
//! itself: a hold that ran out makes a decision *due*, and releasing it is an act like any other.

use super::answers::{NotSaved, Saved, refused, saved};
use super::chain::{self, Unwritten};
use super::commit::Written;
use super::decisions::part_of_resolution;
use super::recorded::{self, DecisionFilter, StoredDecision};
use super::{DeskFile, RecordKind, Stamp, Subject};
use crate::domain::{Act, ClaimId, DecisionId, Digest, ReleaseWay, Withdrawal};
use crate::store::error::StoreError;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction};
use std::collections::BTreeSet;

impl DeskFile {
    /// Releases decisions in one act: all of them, or none and the first that cannot be released is named.
    pub fn release(
        &mut self,
        decisions: &[DecisionId],
        way: ReleaseWay,
        stamp: &Stamp<'_>,
    ) -> Result<Saved, StoreError> {
        self.refuse_attempts("nothing of it is released")?;
        let decisions: BTreeSet<&DecisionId> = decisions.iter().collect();
        self.write("save the release", |transaction| {
            for id in &decisions {
                if let Some(why) = not_releasable(transaction, id, &decisions)? {
                    return Ok(refused(why));
                }
            }
            release(transaction, decisions.into_iter().cloned().collect(), way, stamp)
        })
    }

    /// Releases every decision whose hold has run out, as one act; tells which. Another process that is doing the
    /// same is no conflict.
    pub fn release_due(&mut self, stamp: &Stamp<'_>) -> Result<Vec<DecisionId>, StoreError> {
        // Most of the time there is nothing to do, and then nothing is locked. What a trainee answered never leaves.
        if self.kind() == RecordKind::Attempts || self.due(stamp.at)?.is_empty() {
            return Ok(Vec::new());
        }
        self.write("save the release", |transaction| {
            let due = unreleased(transaction, |stored| is_due(stored, stamp.at))?;
            let due: Vec<DecisionId> = due.into_iter().map(|stored| stored.decision.id).collect();
            let written = release(transaction, due.clone(), ReleaseWay::Time, stamp)?;
            Ok(written.map(|_| due))
        })
    }

    /// Decisions in force that are not released and whose hold still runs.
    pub fn held(&self, now: DateTime<Utc>) -> Result<Vec<StoredDecision>, StoreError> {
        self.unreleased(|stored| !is_due(stored, now))
    }

    /// Decisions in force that are not released although their hold has run out, or that had none.
    pub fn due(&self, now: DateTime<Utc>) -> Result<Vec<StoredDecision>, StoreError> {
        self.unreleased(|stored| is_due(stored, now))
    }

    /// Opens a released decision again.
    pub fn reopen(&mut self, id: &DecisionId, reason: &str, stamp: &Stamp<'_>) -> Result<Saved, StoreError> {
        self.open_again(Act::Reopened(taken_back(id, reason)), id, stamp)
    }

    /// Opens a released decision again because it was procedurally wrong, without a finding on the merits.
    pub fn void(&mut self, id: &DecisionId, reason: &str, stamp: &Stamp<'_>) -> Result<Saved, StoreError> {
        self.open_again(Act::Voided(taken_back(id, reason)), id, stamp)
    }

    /// The decision in force on this very revision of a claim.
    pub fn decision_on(
        &self,
        claim: &ClaimId,
        revision: &Digest,
    ) -> Result<Option<StoredDecision>, StoreError> {
        recorded::on(self.reader()?, claim, revision)
            .map_err(|error| error.told("read a decision", &self.path))
    }

    fn unreleased(&self, keep: impl Fn(&StoredDecision) -> bool) -> Result<Vec<StoredDecision>, StoreError> {
        unreleased(self.reader()?, keep)
            .map_err(|error| error.told("read the decisions held here", &self.path))
    }

    fn open_again(&mut self, act: Act, id: &DecisionId, stamp: &Stamp<'_>) -> Result<Saved, StoreError> {
        self.write("save the reopening", |transaction| {
            let Some(stored) = recorded::find(transaction, id)? else {
                return Ok(refused(NotSaved::NoSuchDecision { id: id.clone() }));
            };
            if let Some(why) = stored.left().or_else(|| stored.not_released()) {
                return Ok(refused(why));
            }
            if let Some(why) = part_of_resolution(transaction, &stored)? {
                return Ok(refused(why));
            }
            let subject =
                Subject { claim_id: &stored.decision.claim_id, digest: &stored.decision.claim_digest };
            Ok(saved(&chain::append(transaction, Some(subject), act, stamp)?))
        })
    }
}

fn taken_back(id: &DecisionId, reason: &str) -> Withdrawal {
    Withdrawal { decision: id.clone(), reason: reason.to_owned() }
}

/// A decision without a hold is due at once.
fn is_due(stored: &StoredDecision, now: DateTime<Utc>) -> bool {
    stored.decision.held_until.is_none_or(|until| until <= now)
}

fn unreleased(
    connection: &Connection,
    keep: impl Fn(&StoredDecision) -> bool,
) -> Result<Vec<StoredDecision>, Unwritten> {
    let filter = DecisionFilter { in_force: true, released: Some(false), ..DecisionFilter::default() };
    let mut found = recorded::all(connection, &filter)?;
    found.retain(keep);
    Ok(found)
}

/// Why a decision cannot be released together with the others.
fn not_releasable(
    connection: &Connection,
    id: &DecisionId,
    together: &BTreeSet<&DecisionId>,
) -> Result<Option<NotSaved>, Unwritten> {
    let Some(stored) = recorded::find(connection, id)? else {
        return Ok(Some(NotSaved::NoSuchDecision { id: id.clone() }));
    };
    match stored.left() {
        Some(why) => Ok(Some(why)),
        None => match released_before(connection, &stored)? {
            None => left_behind(connection, &stored, together),
            why => Ok(why),
        },
    }
}

/// That another decision of the same resolution would stay: they leave the desk together.
fn left_behind(
    connection: &Connection,
    stored: &StoredDecision,
    together: &BTreeSet<&DecisionId>,
) -> Result<Option<NotSaved>, Unwritten> {
    let siblings = recorded::siblings(connection, &stored.decision.id)?;
    Ok(siblings
        .into_iter()
        .find(|(_, sibling)| !together.contains(sibling))
        .map(|(other, _)| NotSaved::NotTogether { claim: stored.decision.claim_id.clone(), other }))
}

/// Who released a decision and when, as the reason why something else cannot be done.
pub(super) fn released_before(
    connection: &Connection,
    stored: &StoredDecision,
) -> Result<Option<NotSaved>, Unwritten> {
    let Some(seq) = stored.released else { return Ok(None) };
    let (by, at) = chain::who(connection, seq)?;
    Ok(Some(NotSaved::AlreadyReleased { claim: stored.decision.claim_id.clone(), by, at }))
}

fn release(
    transaction: &Transaction<'_>,
    decisions: Vec<DecisionId>,
    way: ReleaseWay,
    stamp: &Stamp<'_>,
) -> Result<Written<Saved>, Unwritten> {
    if decisions.is_empty() {
        return Ok(refused(NotSaved::Nothing));
    }
    Ok(saved(&chain::append(transaction, None, Act::Released { decisions, way }, stamp)?))
}
