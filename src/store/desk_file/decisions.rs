//! Recording decisions and taking them back: one in force for each claim, in rounds, never edited.

use super::answers::{NotSaved, Saved, refused, saved};
use super::chain::{self, Unwritten};
use super::commit::Written;
use super::recorded::{self, StoredDecision};
use super::{DeskFile, Stamp, Subject, leases, releasing, resolutions};
use crate::domain::{Act, Decision, DecisionId, Event, Withdrawal};
use crate::store::error::StoreError;
use rusqlite::{Connection, Transaction};

impl DeskFile {
    /// Records a signed decision if the claim still has as many decisions as expected and none is in force.
    ///
    /// The same decision under the same key is recorded once, however often it is asked for. An error means *not
    /// saved*, except [`StoreError::Unknown`].
    pub fn decide(&mut self, decision: &Decision, expected_round: u32) -> Result<Saved, StoreError> {
        self.write("save the decision", |transaction| {
            if let Some(answer) = standing_answer(transaction, decision, expected_round)? {
                return Ok(Written::repeatable(answer));
            }
            Ok(saved(&record(transaction, decision)?))
        })
    }

    /// Records that a decision is taken back before it was released.
    pub fn withdraw(
        &mut self,
        id: &DecisionId,
        reason: &str,
        stamp: &Stamp<'_>,
    ) -> Result<Saved, StoreError> {
        self.write("save the withdrawal", |transaction| {
            let Some(stored) = recorded::find(transaction, id)? else {
                return Ok(refused(NotSaved::NoSuchDecision { id: id.clone() }));
            };
            if let Some(why) = stored.left() {
                return Ok(refused(why));
            }
            if let Some(why) = releasing::released_before(transaction, &stored)? {
                return Ok(refused(why));
            }
            if let Some(why) = part_of_resolution(transaction, &stored)? {
                return Ok(refused(why));
            }
            let subject =
                Subject { claim_id: &stored.decision.claim_id, digest: &stored.decision.claim_digest };
            let act = Act::Withdrawn(Withdrawal { decision: id.clone(), reason: reason.to_owned() });
            Ok(saved(&chain::append(transaction, Some(subject), act, stamp)?))
        })
    }
}

/// Appends a decision that nothing stands in the way of.
pub(super) fn record(transaction: &Transaction<'_>, decision: &Decision) -> Result<Event, Unwritten> {
    let stamp = Stamp { at: decision.decided_at, actor: &decision.actor };
    let subject = Subject { claim_id: &decision.claim_id, digest: &decision.claim_digest };
    let act = Act::Decided(Box::new(decision.clone()));
    let event = chain::append(transaction, Some(subject), act, &stamp)?;
    // Text that was being written for this decision has served its purpose.
    transaction
        .prepare_cached("DELETE FROM draft WHERE claim_id = ?1 AND author = ?2")?
        .execute([decision.claim_id.as_str(), &decision.actor.name])?;
    leases::end(transaction, &decision.claim_id, &decision.actor.name)?;
    Ok(event)
}

/// The answer when the decision is recorded already, or cannot be.
pub(super) fn standing_answer(
    connection: &Connection,
    decision: &Decision,
    expected: u32,
) -> Result<Option<Saved>, Unwritten> {
    if let Some(stored) = recorded::find(connection, &decision.id)? {
        return Ok(Some(replayed(&stored, decision)));
    }
    let in_the_way = recorded::in_the_way(connection, &decision.claim_id, &decision.claim_digest)?;
    if let Some(Decision { actor, decided_at, kind, .. }) = in_the_way.map(|stored| stored.decision) {
        return Ok(Some(Saved::No(NotSaved::AlreadyDecided { by: actor, at: decided_at, kind })));
    }
    if decision.dispute.is_some() && recorded::rejected_by(connection, decision)? {
        let by = decision.actor.name.clone();
        return Ok(Some(Saved::No(NotSaved::OwnDecision { by })));
    }
    let found = recorded::round(connection, &decision.claim_id)?;
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

/// That a decision is taken back with its resolution, as the reason why it is not by itself.
pub(super) fn part_of_resolution(
    connection: &Connection,
    stored: &StoredDecision,
) -> Result<Option<NotSaved>, Unwritten> {
    let claim = || stored.decision.claim_id.clone();
    let owner = resolutions::owner(connection, stored)?;
    Ok(owner.map(|resolution| NotSaved::PartOfResolution { claim: claim(), resolution }))
}
