//! Second looks, and how differences between two opinions were settled.

use super::answers::{NotSaved, Saved, refused, saved};
use super::chain::{self, Unwritten};
use super::{DeskFile, Stamp, Subject, recorded};
use crate::domain::{Act, Actor, Adjudication, ClaimId, Digest, Event, SecondLook};
use crate::store::error::StoreError;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A second look with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSecondLook {
    /// The claim.
    pub claim_id: ClaimId,
    /// Digest of exactly the claim that was looked at.
    pub claim_digest: Option<Digest>,
    /// The second look.
    pub look: SecondLook,
    /// Number of its event.
    pub seq: u64,
    /// Hash of its event; stands for this opinion in an adjudication.
    pub hash: Digest,
}

/// A settled difference with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAdjudication {
    /// The claim.
    pub claim_id: ClaimId,
    /// How it was settled.
    pub adjudication: Adjudication,
    /// Who settled it.
    pub actor: Actor,
    /// When.
    pub at: DateTime<Utc>,
    /// Number of its event.
    pub seq: u64,
    /// Hash of its event.
    pub hash: Digest,
}

/// Two opinions on one revision of a claim, whichever of them is named first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpinionPair(Digest, Digest);

/// How differences were settled, by the two opinions. Two desks may have settled one apart from each other: the earliest
/// word holds everywhere.
pub type Settlements = BTreeMap<OpinionPair, StoredAdjudication>;

impl OpinionPair {
    /// The pair of two opinions, by the hashes of their events.
    pub fn of(one: Digest, other: Digest) -> Self {
        Self(one.min(other), one.max(other))
    }
}

impl DeskFile {
    /// Records a second look at a decision of this desk. The same look is recorded once, however often it is asked
    /// for.
    pub fn sign_second_look(
        &mut self,
        subject: Subject<'_>,
        look: &SecondLook,
        stamp: &Stamp<'_>,
    ) -> Result<Saved, StoreError> {
        self.write("save the second look", |transaction| {
            if let Some(answer) = look_in_the_way(transaction, look)? {
                return Ok(super::commit::Written::repeatable(answer));
            }
            let act = Act::SecondLooked(Box::new(look.clone()));
            Ok(saved(&chain::append(transaction, Some(subject), act, stamp)?))
        })
    }

    /// Second looks at one claim or at all, oldest first.
    pub fn second_looks(&self, claim: Option<&ClaimId>) -> Result<Vec<StoredSecondLook>, StoreError> {
        self.acts_of("second_look", claim, |event| match (event.act, event.claim_id) {
            (Act::SecondLooked(look), Some(claim_id)) => Some(StoredSecondLook {
                claim_id,
                claim_digest: event.claim_digest,
                look: *look,
                seq: event.seq,
                hash: event.hash,
            }),
            _ => None,
        })
    }

    /// Records how a difference between two opinions was settled; each pair is settled once, here or at a desk that
    /// was merged.
    pub fn adjudicate(
        &mut self,
        subject: Subject<'_>,
        settled: &Adjudication,
        stamp: &Stamp<'_>,
    ) -> Result<Saved, StoreError> {
        self.write("save the adjudication", |transaction| {
            for hash in [settled.first, settled.second] {
                if !is_opinion(transaction, subject.claim_id, &hash)? {
                    return Ok(refused(NotSaved::NoSuchOpinion { hash }));
                }
            }
            if let Some(before) = settlement(transaction, subject.claim_id, settled)? {
                return Ok(refused(NotSaved::AlreadySettled { by: before.actor, at: before.at }));
            }
            let act = Act::Adjudicated(Box::new(settled.clone()));
            Ok(saved(&chain::append(transaction, Some(subject), act, stamp)?))
        })
    }

    /// All differences that were settled at this desk, oldest first.
    pub fn adjudications(&self) -> Result<Vec<StoredAdjudication>, StoreError> {
        self.acts_of("adjudication", None, StoredAdjudication::of)
    }
}

impl StoredAdjudication {
    /// Takes it out of its event.
    pub(super) fn of(event: Event) -> Option<Self> {
        let (Act::Adjudicated(settled), Some(claim_id)) = (event.act, event.claim_id) else { return None };
        Some(Self {
            claim_id,
            adjudication: *settled,
            actor: event.actor,
            at: event.at,
            seq: event.seq,
            hash: event.hash,
        })
    }
}

/// The answer when a second look is recorded already, or cannot be.
fn look_in_the_way(connection: &Connection, look: &SecondLook) -> Result<Option<Saved>, Unwritten> {
    let Some(stored) = recorded::find(connection, &look.decision)? else {
        return Ok(Some(Saved::No(NotSaved::NoSuchDecision { id: look.decision.clone() })));
    };
    let sql = format!(
        "SELECT {} FROM second_look JOIN event USING (seq) WHERE second_look.decision_id = ?1",
        chain::COLUMNS
    );
    let before = connection
        .prepare_cached(&sql)?
        .query_row([look.decision.as_str()], chain::Link::read)
        .optional()?
        .map(|link| link.event())
        .transpose()
        .map_err(Unwritten::Unwritable)?;
    if let Some(event) = before {
        let same = matches!(&event.act, Act::SecondLooked(known) if **known == *look);
        let (by, at) = (event.actor.clone(), event.at);
        let refused = Saved::No(NotSaved::AlreadyLooked { by, at });
        return Ok(Some(if same { Saved::as_event(&event) } else { refused }));
    }
    let own = stored.decision.actor.name == look.actor.name;
    Ok(own.then(|| Saved::No(NotSaved::OwnDecision { by: look.actor.name.clone() })))
}

/// Whether a hash stands for a decision about the claim or a second look at it, of this desk or of one that was merged.
fn is_opinion(connection: &Connection, claim: &ClaimId, hash: &Digest) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT 1 FROM event WHERE claim_id = ?1 AND hash = ?2 AND act IN ('decided', 'second-looked')
             UNION ALL SELECT 1 FROM foreign_event
             WHERE claim_id = ?1 AND hash = ?2 AND act IN ('decided', 'second-looked')",
        )?
        .exists(params![claim.as_str(), hash.as_bytes()])
}

/// Who settled this pair before, in whichever order it was named.
fn settlement(
    connection: &Connection,
    claim: &ClaimId,
    settled: &Adjudication,
) -> Result<Option<StoredAdjudication>, Unwritten> {
    Ok(settlements(connection, Some(claim))?.remove(&OpinionPair::of(settled.first, settled.second)))
}

/// How differences on one claim or on all were settled, at this desk and at those that were merged.
pub(super) fn settlements(
    connection: &Connection,
    claim: Option<&ClaimId>,
) -> Result<Settlements, Unwritten> {
    let mut known = adjudications_everywhere(connection, claim)?;
    known.sort_by_key(|one| Reverse((one.at, one.hash)));
    let paired =
        |one: StoredAdjudication| (OpinionPair::of(one.adjudication.first, one.adjudication.second), one);
    // Of equal keys the last one stays.
    Ok(known.into_iter().map(paired).collect())
}

/// The differences on one claim or on all that were settled at this desk and at those that were merged.
pub(super) fn adjudications_everywhere(
    connection: &Connection,
    claim: Option<&ClaimId>,
) -> Result<Vec<StoredAdjudication>, Unwritten> {
    let columns = chain::COLUMNS;
    let foreign = columns.replace("event.", "foreign_event.");
    let of_claim = if claim.is_some() { "AND claim_id = ?1" } else { "" };
    let sql = format!(
        "SELECT {columns} FROM event WHERE act = 'adjudicated' {of_claim}
         UNION ALL SELECT {foreign} FROM foreign_event WHERE act = 'adjudicated' {of_claim}"
    );
    let links: Vec<chain::Link> = connection
        .prepare_cached(&sql)?
        .query_map(params_from_iter(claim.map(ClaimId::as_str)), chain::Link::read)?
        .collect::<Result<_, _>>()?;
    let events = links.iter().map(chain::Link::event).collect::<Result<Vec<_>, _>>();
    Ok(events.map_err(Unwritten::Unwritable)?.into_iter().filter_map(StoredAdjudication::of).collect())
}
