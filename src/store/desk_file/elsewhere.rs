//! Decisions of all desks together, and where two of them judged the same revision of a claim.
//!
//! Nobody's decision is overwritten by merging: two decisions on one revision are a double review, to be settled by
//! an adjudication. What counts as in force is decided by each desk for itself.

use super::DeskFile;
use super::chain::{COLUMNS, Link, Unwritten};
use super::recorded::{self, DecisionFilter, StoredDecision, StoredWithdrawal};
use super::second_opinions::{self, OpinionPair, StoredAdjudication};
use crate::domain::{Act, ClaimId, DecisionId, Digest, Event};
use crate::store::error::StoreError;
use rusqlite::{Connection, params_from_iter};
use std::collections::BTreeMap;

/// A decision and the desk that recorded it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskDecision {
    /// Identity of the desk.
    pub desk: String,
    /// The decision, with its place in that desk's chain and what became of it there.
    pub stored: StoredDecision,
}

/// Two decisions of different desks on one revision of a claim, both in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoubleReview {
    /// The claim.
    pub claim_id: ClaimId,
    /// Digest of exactly the claim that was judged twice.
    pub claim_digest: Digest,
    /// The earlier decision.
    pub first: DeskDecision,
    /// The later one.
    pub second: DeskDecision,
    /// How it was settled, here or at a desk that was merged.
    pub settled: Option<StoredAdjudication>,
}

impl DeskFile {
    /// Decisions of this desk and of all that were merged, by the time they were made.
    pub fn decisions_of_all_desks(&self, filter: &DecisionFilter) -> Result<Vec<DeskDecision>, StoreError> {
        let read = |connection: &Connection| -> Result<Vec<DeskDecision>, Unwritten> {
            let mut all = foreign(connection, filter.claim.as_ref())?;
            all.retain(|decision| wanted(&decision.stored, filter));
            let own = recorded::all(connection, filter)?;
            all.extend(own.into_iter().map(|stored| DeskDecision { desk: self.desk_id.clone(), stored }));
            all.sort_by_key(order);
            Ok(all)
        };
        read(self.reader()?).map_err(|error| error.told("read the decisions of all desks", &self.path))
    }

    /// Revisions of one claim or of all that were decided at more than one desk; the same list whatever was merged
    /// first. Of more than two decisions, each one is paired with the earliest.
    pub fn double_reviews(&self, claim: Option<&ClaimId>) -> Result<Vec<DoubleReview>, StoreError> {
        double_reviews(self.reader()?, &self.desk_id, claim)
            .map_err(|error| error.told("look for double reviews", &self.path))
    }
}

/// How many double reviews wait to be settled.
pub(super) fn unsettled(connection: &Connection, own: &str) -> Result<u64, Unwritten> {
    let open = double_reviews(connection, own, None)?.into_iter().filter(|double| double.settled.is_none());
    Ok(open.count() as u64)
}

fn double_reviews(
    connection: &Connection,
    own: &str,
    claim: Option<&ClaimId>,
) -> Result<Vec<DoubleReview>, Unwritten> {
    let mut revisions: BTreeMap<(ClaimId, Digest), Vec<DeskDecision>> = BTreeMap::new();
    for decision in foreign(connection, claim)?.into_iter().filter(|decision| decision.stored.in_force()) {
        let made = &decision.stored.decision;
        revisions.entry((made.claim_id.clone(), made.claim_digest)).or_default().push(decision);
    }
    let settled = second_opinions::settlements(connection, claim)?;
    let mut found = Vec::new();
    for ((claim_id, claim_digest), mut decisions) in revisions {
        let mine = recorded::on(connection, &claim_id, &claim_digest)?;
        decisions.extend(mine.map(|stored| DeskDecision { desk: own.to_owned(), stored }));
        decisions.sort_by_key(order);
        let mut decisions = decisions.into_iter();
        let Some(first) = decisions.next() else { continue };
        found.extend(decisions.map(|second| DoubleReview {
            settled: settled.get(&OpinionPair::of(first.stored.hash, second.stored.hash)).cloned(),
            claim_id: claim_id.clone(),
            claim_digest,
            first: first.clone(),
            second,
        }));
    }
    Ok(found)
}

/// The same order at every desk: the hash decides between decisions of the same instant.
fn order(decision: &DeskDecision) -> (chrono::DateTime<chrono::Utc>, Digest) {
    (decision.stored.decision.decided_at, decision.stored.hash)
}

fn wanted(stored: &StoredDecision, filter: &DecisionFilter) -> bool {
    filter.claim.as_ref().is_none_or(|claim| *claim == stored.decision.claim_id)
        && (!filter.in_force || stored.in_force())
        && filter.released.is_none_or(|released| released == stored.released.is_some())
}

/// The decisions of the desks that were merged, on one claim or on all, with what became of them there.
fn foreign(connection: &Connection, claim: Option<&ClaimId>) -> Result<Vec<DeskDecision>, Unwritten> {
    let columns = COLUMNS.replace("event.", "foreign_event.");
    // A release names many decisions and belongs to no claim.
    let of_claim = if claim.is_some() { "AND (claim_id = ?1 OR claim_id IS NULL)" } else { "" };
    let sql = format!(
        "SELECT {columns}, desk_id FROM foreign_event
         WHERE act IN ('decided', 'withdrawn', 'released', 'reopened', 'voided') {of_claim} ORDER BY desk_id, seq"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(claim.map(ClaimId::as_str)))?;
    let mut desks: BTreeMap<String, BTreeMap<DecisionId, StoredDecision>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let event = Link::read(row)?.event().map_err(Unwritten::Unwritable)?;
        follow(desks.entry(row.get(Link::WIDTH)?).or_default(), event);
    }
    let decisions = |(desk, decisions): (String, BTreeMap<DecisionId, StoredDecision>)| {
        decisions.into_values().map(move |stored| DeskDecision { desk: desk.clone(), stored })
    };
    Ok(desks.into_iter().flat_map(decisions).collect())
}

/// What an event of another desk means for the decisions of that desk.
fn follow(decisions: &mut BTreeMap<DecisionId, StoredDecision>, event: Event) {
    match &event.act {
        Act::Decided(decision) => {
            let stored = StoredDecision::fresh((**decision).clone(), &event);
            decisions.insert(decision.id.clone(), stored);
        }
        Act::Released { decisions: released, .. } => {
            for id in released {
                if let Some(known) = decisions.get_mut(id) {
                    known.released = Some(event.seq);
                }
            }
        }
        Act::Withdrawn(act) | Act::Reopened(act) | Act::Voided(act) => {
            let (withdrawn, voided) =
                (matches!(event.act, Act::Withdrawn(_)), matches!(event.act, Act::Voided(_)));
            let Some(known) = decisions.get_mut(&act.decision) else { return };
            let taken_back = StoredWithdrawal::of(event);
            known.voided |= voided;
            *(if withdrawn { &mut known.withdrawn } else { &mut known.reopened }) = taken_back;
        }
        _ => {}
    }
}
