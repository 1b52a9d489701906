//! Settling conflicts: a resolution with the decisions it leads to is one transaction, and so is taking it back.
//!
//! Everything that was looked at has a number: the newest link of the chain at that moment. Whatever happened to a
//! touched claim since then refuses the whole, and the first such claim is named.

use super::answers::{NotSaved, Saved, refused, saved};
use super::chain::{self, COLUMNS, Link, Unwritten, column};
use super::commit::Written;
use super::recorded::{self, StoredDecision};
use super::{DeskFile, Stamp, Subject, decisions};
use crate::domain::{
    Act, Actor, ClaimId, ConflictId, Decision, Digest, Event, Resolution, ResolutionEnd, ResolutionId,
    Ruling, Withdrawal,
};
use crate::store::error::StoreError;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// A resolution and the decisions it leads to.
#[derive(Debug, Clone, Copy)]
pub struct NewResolution<'a> {
    /// The resolution.
    pub resolution: &'a Resolution,
    /// Its decisions.
    pub decisions: &'a [Decision],
}

/// A resolution with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredResolution {
    /// The resolution.
    pub resolution: Resolution,
    /// Number of its event.
    pub seq: u64,
    /// Hash of its event.
    pub hash: Digest,
    /// Whether its decisions have left the desk.
    pub released: bool,
    /// How it was taken back, if it was.
    pub ended: Option<EndedBy>,
}

/// Who took a resolution back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndedBy {
    /// Who.
    pub actor: Actor,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: String,
}

/// Which resolutions are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResolutionFilter {
    /// Those that settled this conflict.
    pub conflict: Option<ConflictId>,
    /// Those that touched this claim.
    pub claim: Option<ClaimId>,
    /// Those of this batch.
    pub batch: Option<Digest>,
    /// Only those that were not taken back.
    pub in_force: bool,
}

impl DeskFile {
    /// Records resolutions with all their decisions: all of them, or none and what stands in the way is named.
    ///
    /// `seen` is the number of the newest link when everything was looked at. The same resolutions again are recorded
    /// once.
    pub fn resolve(&mut self, made: &[NewResolution<'_>], seen: u64) -> Result<Saved, StoreError> {
        self.write("save the resolution", |transaction| {
            if let Some(answer) = standing_answer(transaction, made, seen)? {
                return Ok(Written::repeatable(answer));
            }
            let mut newest = refused(NotSaved::Nothing);
            for one in made {
                newest = saved(&record(transaction, *one)?);
            }
            Ok(newest)
        })
    }

    /// Takes resolutions back, their decisions with them, in one act; refused as a whole when one of them was released.
    pub fn withdraw_resolutions(
        &mut self,
        ids: &[ResolutionId],
        reason: &str,
        stamp: &Stamp<'_>,
    ) -> Result<Saved, StoreError> {
        self.end(ids, (Some(false), reason), stamp)
    }

    /// Opens released resolutions again, their decisions with them, in one act.
    pub fn reopen_resolutions(
        &mut self,
        ids: &[ResolutionId],
        reason: &str,
        stamp: &Stamp<'_>,
    ) -> Result<Saved, StoreError> {
        self.end(ids, (Some(true), reason), stamp)
    }

    /// Takes resolutions back in one transaction, whether they were released or not: those that left the desk are
    /// opened again, the others withdrawn.
    pub fn take_back_resolutions(
        &mut self,
        ids: &[ResolutionId],
        reason: &str,
        stamp: &Stamp<'_>,
    ) -> Result<Saved, StoreError> {
        self.end(ids, (None, reason), stamp)
    }

    /// Resolutions in the order they were made.
    pub fn resolutions(&self, filter: &ResolutionFilter) -> Result<Vec<StoredResolution>, StoreError> {
        all(self.reader()?, filter).map_err(|error| error.told("read its resolutions", &self.path))
    }

    /// A resolution by its key.
    pub fn resolution(&self, id: &ResolutionId) -> Result<Option<StoredResolution>, StoreError> {
        find(self.reader()?, id).map_err(|error| error.told("read a resolution", &self.path))
    }

    /// The resolution in force that a decision belongs to.
    pub fn resolution_of(&self, decision: &StoredDecision) -> Result<Option<ResolutionId>, StoreError> {
        owner(self.reader()?, decision).map_err(StoreError::sqlite("read a resolution", &self.path))
    }

    /// Everything is checked before anything is written: a refusal leaves nothing behind.
    fn end(
        &mut self,
        ids: &[ResolutionId],
        (wanted, reason): (Option<bool>, &str),
        stamp: &Stamp<'_>,
    ) -> Result<Saved, StoreError> {
        self.write("save that a resolution is taken back", |transaction| {
            let (mut held, mut released) = (Vec::new(), Vec::new());
            for id in ids {
                let Some(stored) = find(transaction, id)? else {
                    return Ok(refused(NotSaved::NoSuchResolution { id: id.clone() }));
                };
                if let Some(why) = not_endable(&stored, wanted.unwrap_or(stored.released)) {
                    return Ok(refused(why));
                }
                let same = if stored.released { &mut released } else { &mut held };
                same.push(stored.resolution);
            }
            let mut answer = refused(NotSaved::Nothing);
            for (taken, released) in [(held, false), (released, true)] {
                if !taken.is_empty() {
                    let resolutions = taken.iter().map(|one| one.id.clone()).collect();
                    let end = ResolutionEnd { resolutions, released, reason: reason.to_owned() };
                    answer = saved(&take_back(transaction, &taken, &end, stamp)?);
                }
            }
            Ok(answer)
        })
    }
}

/// First the resolutions, then their decisions: none of them is ever taken back by itself.
fn take_back(
    transaction: &Transaction<'_>,
    taken: &[Resolution],
    end: &ResolutionEnd,
    stamp: &Stamp<'_>,
) -> Result<Event, Unwritten> {
    let mut newest = chain::append(transaction, None, Act::ResolutionEnded(end.clone()), stamp)?;
    for id in taken.iter().flat_map(Resolution::decisions) {
        let Some(stored) = recorded::find(transaction, id)? else { continue };
        let back = Withdrawal { decision: id.clone(), reason: end.reason.clone() };
        let act = if end.released { Act::Reopened(back) } else { Act::Withdrawn(back) };
        let Decision { claim_id, claim_digest, .. } = &stored.decision;
        let subject = Subject { claim_id, digest: claim_digest };
        newest = chain::append(transaction, Some(subject), act, stamp)?;
    }
    Ok(newest)
}

/// The answer when the resolutions are recorded already, or cannot be.
fn standing_answer(
    connection: &Connection,
    made: &[NewResolution<'_>],
    seen: u64,
) -> Result<Option<Saved>, Unwritten> {
    if let Some(answer) = replayed(connection, made)? {
        return Ok(Some(answer));
    }
    for claim in made.iter().flat_map(|one| one.resolution.claims()) {
        if let Some(why) = changed_since(connection, claim, seen)? {
            return Ok(Some(Saved::No(why)));
        }
    }
    for ruling in made.iter().flat_map(|one| &one.resolution.rulings) {
        if let Some(why) = settled_before(connection, ruling)? {
            return Ok(Some(Saved::No(why)));
        }
    }
    for decision in made.iter().flat_map(|one| one.decisions) {
        let expected = decision.round.saturating_sub(1);
        if let Some(answer) = decisions::standing_answer(connection, decision, expected)? {
            return Ok(Some(answer));
        }
    }
    Ok(None)
}

/// The same keys again: the same resolutions are saved already, others are refused.
fn replayed(connection: &Connection, made: &[NewResolution<'_>]) -> Result<Option<Saved>, Unwritten> {
    let mut newest = None;
    let mut known = 0;
    for one in made {
        let Some(stored) = find(connection, &one.resolution.id)? else { continue };
        let Resolution { decided_at, .. } = stored.resolution;
        if (Resolution { decided_at, ..one.resolution.clone() }) != stored.resolution {
            return Ok(Some(Saved::No(NotSaved::ResolutionTaken { id: one.resolution.id.clone() })));
        }
        known += 1;
        newest = Some(Saved::Yes { seq: stored.seq, hash: stored.hash });
    }
    // Some of them is another batch.
    Ok(match made.first() {
        Some(one) if known > 0 && known < made.len() => {
            Some(Saved::No(NotSaved::ResolutionTaken { id: one.resolution.id.clone() }))
        }
        _ => newest,
    })
}

/// Who did something to a claim after it was looked at.
fn changed_since(connection: &Connection, claim: &ClaimId, seen: u64) -> Result<Option<NotSaved>, Unwritten> {
    let newest = connection
        .prepare_cached("SELECT max(seq) FROM event WHERE claim_id = ?1 AND seq > ?2")?
        .query_row(params![claim.as_str(), column(seen)], |row| row.get::<_, Option<i64>>(0))?;
    let Some(seq) = newest.and_then(|seq| u64::try_from(seq).ok()) else { return Ok(None) };
    let (by, at) = chain::who(connection, seq)?;
    Ok(Some(NotSaved::ChangedMeanwhile { claim: claim.clone(), by, at }))
}

/// Who settled a conflict between these very parties and papers.
fn settled_before(connection: &Connection, ruling: &Ruling) -> Result<Option<NotSaved>, Unwritten> {
    let seq = connection
        .prepare_cached(
            "SELECT resolution_in_force.seq FROM ruling JOIN resolution_in_force ON id = ruling.resolution_id
             WHERE ruling.conflict = ?1 AND ruling.parties = ?2",
        )?
        .query_row(params![ruling.conflict.as_str(), ruling.parties.as_bytes()], |row| chain::seq_at(row, 0))
        .optional()?;
    let Some(seq) = seq else { return Ok(None) };
    let (by, at) = chain::who(connection, seq)?;
    Ok(Some(NotSaved::AlreadyResolved { conflict: ruling.conflict.clone(), by, at }))
}

fn record(transaction: &Transaction<'_>, made: NewResolution<'_>) -> Result<Event, Unwritten> {
    for decision in made.decisions {
        decisions::record(transaction, decision)?;
    }
    let Resolution { decided_at, actor, .. } = made.resolution;
    let stamp = Stamp { at: *decided_at, actor };
    chain::append(transaction, None, Act::Resolved(Box::new(made.resolution.clone())), &stamp)
}

/// Why a resolution cannot be withdrawn, or opened again.
fn not_endable(stored: &StoredResolution, released: bool) -> Option<NotSaved> {
    let id = || stored.resolution.id.clone();
    match &stored.ended {
        Some(EndedBy { actor, at, .. }) => {
            Some(NotSaved::ResolutionEnded { id: id(), by: actor.clone(), at: *at })
        }
        None if stored.released && !released => Some(NotSaved::ResolutionReleased { id: id() }),
        None if !stored.released && released => Some(NotSaved::ResolutionHeld { id: id() }),
        None => None,
    }
}

/// The resolution in force that a decision belongs to.
pub(super) fn owner(
    connection: &Connection,
    decision: &StoredDecision,
) -> rusqlite::Result<Option<ResolutionId>> {
    let id: Option<String> = connection
        .prepare_cached(
            "SELECT resolution_in_force.id FROM touched_claim
             JOIN resolution_in_force ON resolution_in_force.id = touched_claim.resolution_id
             WHERE touched_claim.decision_id = ?1",
        )?
        .query_row([decision.decision.id.as_str()], |row| row.get(0))
        .optional()?;
    Ok(id.and_then(|id| ResolutionId::parse(&id).ok()))
}

fn find(connection: &Connection, id: &ResolutionId) -> Result<Option<StoredResolution>, Unwritten> {
    Ok(read(connection, "resolution.id = ?1", [id.as_str()])?.pop())
}

fn all(connection: &Connection, filter: &ResolutionFilter) -> Result<Vec<StoredResolution>, Unwritten> {
    read(
        connection,
        "(?1 IS NULL OR resolution.id IN (SELECT resolution_id FROM ruling WHERE conflict = ?1))
         AND (?2 IS NULL OR resolution.id IN (SELECT resolution_id FROM touched_claim WHERE claim_id = ?2))
         AND (?3 IS NULL OR resolution.batch = ?3)
         AND (NOT ?4 OR resolution_end.seq IS NULL)",
        params![
            filter.conflict.as_ref().map(ConflictId::as_str),
            filter.claim.as_ref().map(ClaimId::as_str),
            filter.batch.as_ref().map(|batch| *batch.as_bytes()),
            filter.in_force,
        ],
    )
}

/// Each resolution's link, whether it was released, and the link of its end.
fn read(
    connection: &Connection,
    test: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<StoredResolution>, Unwritten> {
    let sql = format!(
        "SELECT {COLUMNS}, EXISTS (
             SELECT 1 FROM touched_claim JOIN release USING (decision_id)
             WHERE touched_claim.resolution_id = resolution.id
         ), {ended}
         FROM resolution JOIN event USING (seq)
         LEFT JOIN resolution_end ON resolution_end.resolution_id = resolution.id
         LEFT JOIN event AS ending ON ending.seq = resolution_end.seq
         WHERE {test} ORDER BY resolution.seq",
        ended = COLUMNS.replace("event.", "ending."),
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(values)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let released = row.get(Link::WIDTH)?;
        let there: Option<i64> = row.get(Link::WIDTH + 1)?;
        let ending = there.map(|_| Link::read_from(row, Link::WIDTH + 1)).transpose()?;
        let event = Link::read(row)?.event().map_err(Unwritten::Unwritable)?;
        found.push(stored(event, released, ending.as_ref()).map_err(Unwritten::Unwritable)?);
    }
    Ok(found)
}

fn stored(event: Event, released: bool, ending: Option<&Link>) -> Result<StoredResolution, String> {
    let Event { seq, hash, act, .. } = event;
    let Act::Resolved(resolution) = act else {
        return Err(format!("event {seq} is listed as a resolution and is none"));
    };
    let ended = ending.map(|link| {
        let event = link.event()?;
        let Act::ResolutionEnded(end) = event.act else {
            return Err(format!("event {} is listed as the end of a resolution and is none", link.seq));
        };
        Ok(EndedBy { actor: event.actor, at: event.at, reason: end.reason })
    });
    Ok(StoredResolution { resolution: *resolution, seq, hash, released, ended: ended.transpose()? })
}
