//! Acts that stand for the whole desk or for a clock: notes on requirements, seeds of samples, clocks that ran out.

use super::answers::{NotSaved, Saved, refused, saved};
use super::chain::{self, Unwritten};
use super::commit::Written;
use super::{DeskFile, Stamp, Subject};
use crate::domain::{Act, Actor, ClaimId, Event, Requirement};
use crate::store::error::StoreError;
use chrono::{DateTime, SecondsFormat, SubsecRound, Utc};
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use std::collections::BTreeSet;

/// A note on how a requirement is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseNote {
    /// The requirement.
    pub requirement: Requirement,
    /// The note.
    pub text: String,
    /// Who wrote it.
    pub actor: Actor,
    /// When.
    pub at: DateTime<Utc>,
    /// Number of its event.
    pub seq: u64,
}

/// A clock that ran out, as it is proposed and confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expiry {
    /// Transition of the catalogue, for example `T-C25-13`.
    pub transition: String,
    /// When the clock ran out, in UTC.
    pub deadline: DateTime<Utc>,
    /// The latest open request.
    pub request: String,
}

/// A confirmed expiry with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredExpiry {
    /// The claim.
    pub claim_id: ClaimId,
    /// What was confirmed.
    pub expiry: Expiry,
    /// Who confirmed it.
    pub actor: Actor,
    /// When.
    pub at: DateTime<Utc>,
    /// Number of its event.
    pub seq: u64,
}

impl DeskFile {
    /// Records how a requirement is read from now on. The same note again changes nothing, whoever records it.
    pub fn note_case(
        &mut self,
        requirement: Requirement,
        text: &str,
        stamp: &Stamp<'_>,
    ) -> Result<(), StoreError> {
        self.write("record the note", |transaction| {
            if is_noted(transaction, requirement, text)? {
                return Ok(Written::repeatable(()));
            }
            let act = Act::CaseNoted { requirement, text: text.to_owned() };
            let event = chain::append(transaction, None, act, stamp)?;
            Ok(Written::proven(event.seq, event.hash, ()))
        })
    }

    /// All notes, oldest first.
    pub fn case_notes(&self) -> Result<Vec<CaseNote>, StoreError> {
        self.acts_of("case_note", None, |event| match event.act {
            Act::CaseNoted { requirement, text } => {
                Some(CaseNote { requirement, text, actor: event.actor, at: event.at, seq: event.seq })
            }
            _ => None,
        })
    }

    /// Sets the seed of a period's random sample, once. The same seed again changes nothing.
    pub fn seed_sample(&mut self, period: &str, seed: &str, stamp: &Stamp<'_>) -> Result<Saved, StoreError> {
        self.write("save the seed", |transaction| {
            let act = Act::SampleSeeded { period: period.to_owned(), seed: seed.to_owned() };
            match seeding(transaction, period)? {
                Some(event) if event.act == act => Ok(Written::repeatable(Saved::as_event(&event))),
                Some(Event { actor: by, at, .. }) => {
                    Ok(refused(NotSaved::AlreadySeeded { period: period.to_owned(), by, at }))
                }
                None => Ok(saved(&chain::append(transaction, None, act, stamp)?)),
            }
        })
    }

    /// The seed of a period's random sample, once it was set.
    pub fn sample_seed(&self, period: &str) -> Result<Option<String>, StoreError> {
        let read = |connection: &Connection| {
            connection
                .prepare_cached("SELECT seed FROM sample_seed WHERE period = ?1")?
                .query_row([period], |row| row.get(0))
                .optional()
        };
        read(self.reader()?).map_err(StoreError::sqlite("read a seed", &self.path))
    }

    /// Confirms for the system of record what clocks have done; all of them, or none and the first that was
    /// confirmed before is named. Never a decision (DEC-14).
    pub fn confirm_expiries(
        &mut self,
        expiries: &[(Subject<'_>, Expiry)],
        stamp: &Stamp<'_>,
    ) -> Result<Saved, StoreError> {
        self.write("confirm the expiries", |transaction| {
            for (subject, expiry) in expiries {
                if let Some(why) = confirmed_before(transaction, subject.claim_id, expiry)? {
                    return Ok(refused(why));
                }
            }
            let mut newest = refused(NotSaved::Nothing);
            let mut named = BTreeSet::new();
            for (subject, Expiry { transition, deadline, request }) in expiries {
                // Named twice is confirmed once.
                if !named.insert((subject.claim_id, transition, deadline)) {
                    continue;
                }
                let (transition, request) = (transition.clone(), request.clone());
                let act = Act::ExpiryConfirmed { transition, deadline: deadline.trunc_subsecs(6), request };
                newest = saved(&chain::append(transaction, Some(*subject), act, stamp)?);
            }
            Ok(newest)
        })
    }

    /// All confirmed expiries, oldest first.
    pub fn expiries(&self) -> Result<Vec<StoredExpiry>, StoreError> {
        self.acts_of("expiry", None, |event| match (event.act, event.claim_id) {
            (Act::ExpiryConfirmed { transition, deadline, request }, Some(claim_id)) => Some(StoredExpiry {
                claim_id,
                expiry: Expiry { transition, deadline, request },
                actor: event.actor,
                at: event.at,
                seq: event.seq,
            }),
            _ => None,
        })
    }

    /// The events that a projected table lists, of one claim or of all, oldest first, each turned into what it means.
    pub(super) fn acts_of<T>(
        &self,
        table: &'static str,
        claim: Option<&ClaimId>,
        meaning: impl Fn(Event) -> Option<T>,
    ) -> Result<Vec<T>, StoreError> {
        let listed = |connection: &Connection| -> rusqlite::Result<Vec<chain::Link>> {
            let columns = chain::COLUMNS;
            let of_claim = if claim.is_some() { "WHERE event.claim_id = ?1" } else { "" };
            let sql =
                format!("SELECT {columns} FROM {table} JOIN event USING (seq) {of_claim} ORDER BY event.seq");
            let claim = claim.map(ClaimId::as_str);
            connection.prepare_cached(&sql)?.query_map(params_from_iter(claim), chain::Link::read)?.collect()
        };
        let links = listed(self.reader()?).map_err(StoreError::sqlite("read its acts", &self.path))?;
        links
            .into_iter()
            .map(|link| {
                let event = link.event().map_err(|why| format!("event {}: {why}", link.seq))?;
                meaning(event).ok_or_else(|| format!("event {} is listed as a {table} and is none", link.seq))
            })
            .collect::<Result<_, String>>()
            .map_err(|why| StoreError::damaged(&self.path, why))
    }
}

fn is_noted(connection: &Connection, requirement: Requirement, text: &str) -> Result<bool, Unwritten> {
    let sql = "SELECT EXISTS (SELECT 1 FROM case_note WHERE requirement = ?1 AND text = ?2)";
    Ok(connection.prepare_cached(sql)?.query_row([requirement.word(), text], |row| row.get(0))?)
}

/// The event that seeded a period.
fn seeding(connection: &Connection, period: &str) -> Result<Option<Event>, Unwritten> {
    let sql = format!(
        "SELECT {} FROM sample_seed JOIN event USING (seq) WHERE sample_seed.period = ?1",
        chain::COLUMNS
    );
    let link = connection.prepare_cached(&sql)?.query_row([period], chain::Link::read).optional()?;
    link.map(|link| link.event().map_err(Unwritten::Unwritable)).transpose()
}

fn confirmed_before(
    connection: &Connection,
    claim: &ClaimId,
    expiry: &Expiry,
) -> Result<Option<NotSaved>, Unwritten> {
    let deadline = expiry.deadline.to_rfc3339_opts(SecondsFormat::Micros, true);
    let sql = "SELECT seq FROM expiry WHERE claim_id = ?1 AND transition = ?2 AND deadline = ?3";
    let found = connection
        .prepare_cached(sql)?
        .query_row(params![claim.as_str(), expiry.transition, deadline], |row| chain::seq_at(row, 0))
        .optional()?;
    let Some(seq) = found else { return Ok(None) };
    let (by, at) = chain::who(connection, seq)?;
    let (claim, transition) = (claim.clone(), expiry.transition.clone());
    Ok(Some(NotSaved::AlreadyConfirmed { claim, transition, by, at }))
}
