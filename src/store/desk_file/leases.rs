//! Leases: who works on what right now, so that two people seldom open the same claim.
//!
//! A lease is advice and never authority: it can run out, be taken over, or lie because a clock is wrong, and still
//! only one decision is recorded. Taking over is an act that both sides see; everything else leaves no event.

use super::DeskFile;
use super::chain::{self, Unwritten, column};
use super::commit::Written;
use crate::domain::{Act, ClaimId, Event};
use crate::store::error::StoreError;
use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use std::time::Duration;

/// How many claims a person may hold at a time, in all sessions together.
pub const MOST_LEASES: usize = 3;

/// Who wants to work on a claim, and for how long without a sign of life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// One running program; another terminal of the same person is another session.
    pub session: String,
    /// How long the lease holds from now on.
    pub hold: Duration,
}

/// What renews a lease and gives it back. Somebody who takes the claim over gets another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseToken {
    claim: ClaimId,
    lease: Lease,
    number: u64,
}

impl LeaseToken {
    /// The claim it is for.
    pub const fn claim(&self) -> &ClaimId {
        &self.claim
    }

    /// Counts the holders of the claim.
    pub const fn number(&self) -> u64 {
        self.number
    }
}

/// The answer to asking for a lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leased {
    /// The claim is yours.
    Mine {
        /// Renews it and gives it back.
        token: LeaseToken,
        /// Until when, without renewal.
        until: DateTime<Utc>,
    },
    /// Somebody else works on the claim.
    Held {
        /// Who.
        by: String,
        /// Since when.
        since: DateTime<Utc>,
        /// Until when, without renewal.
        until: DateTime<Utc>,
    },
    /// The person holds as many claims as anybody may.
    TooMany {
        /// Which.
        held: Vec<ClaimId>,
    },
}

/// A lease that has not run out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseRow {
    /// The claim.
    pub claim_id: ClaimId,
    /// Who holds it.
    pub holder: String,
    /// In which session.
    pub session: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when, without renewal.
    pub until: DateTime<Utc>,
}

impl DeskFile {
    /// Asks for a claim to work on. A lease of somebody else that still runs is taken over only with `steal`, and
    /// that is recorded. Asking again in the same session renews the lease; in another session of the same person it
    /// goes over to that one without further ado, so nobody is kept out by a program of theirs that broke off.
    pub fn lease(
        &mut self,
        claim: &ClaimId,
        lease: &Lease,
        steal: bool,
        now: DateTime<Utc>,
    ) -> Result<Leased, StoreError> {
        let author = self.author.clone();
        self.write("take the lease", |transaction| {
            let before = holder(transaction, claim)?;
            let asked = Asked { claim, lease, holder: &author.name, now };
            let other = before.as_ref().filter(|row| row.holder != author.name && row.until > now);
            if let Some(row) = other.filter(|_| !steal) {
                return Ok(Written::repeatable(row.told()));
            }
            let held = asked.others_of_holder(transaction)?;
            if held.len() >= MOST_LEASES {
                return Ok(Written::repeatable(Leased::TooMany { held }));
            }
            let mine = asked.take(transaction, before.as_ref())?;
            let Some(row) = other else { return Ok(Written::repeatable(mine)) };
            let act = Act::LeaseTaken { from: row.holder.clone(), since: row.since };
            let stamp = super::Stamp { at: now, actor: &author };
            let Event { seq, hash, .. } = chain::append(transaction, claim, act, &stamp)?;
            Ok(Written::proven(seq, hash, mine))
        })
    }

    /// The sign of life of a session. Only the token renews; once somebody took the claim over, it says who.
    pub fn renew(&mut self, token: &LeaseToken, now: DateTime<Utc>) -> Result<Leased, StoreError> {
        let author = self.author.name.clone();
        self.write("renew the lease", |transaction| {
            let asked = Asked { claim: &token.claim, lease: &token.lease, holder: &author, now };
            let before = holder(transaction, &token.claim)?;
            Ok(Written::repeatable(match &before {
                Some(row) if !row.belongs_to(token) => row.told(),
                _ => asked.take(transaction, before.as_ref())?,
            }))
        })
    }

    /// Gives a claim back; says whether it was still this token's to give.
    pub fn give_back(&mut self, token: &LeaseToken) -> Result<bool, StoreError> {
        self.write("give the lease back", |transaction| {
            // The row stays, so that the next holder gets another number.
            let changed = transaction
                .prepare_cached(
                    "UPDATE lease SET until_ms = 0 WHERE claim_id = ?1 AND session = ?2 AND token = ?3",
                )?
                .execute(params![token.claim.as_str(), token.lease.session, column(token.number)])?;
            Ok(Written::repeatable(changed > 0))
        })
    }

    /// The lease of a claim that has not run out.
    pub fn lease_of(&self, claim: &ClaimId, now: DateTime<Utc>) -> Result<Option<LeaseRow>, StoreError> {
        let read = |connection: &Connection| -> Result<Option<LeaseRow>, Unwritten> {
            let held = holder(connection, claim)?.filter(|row| row.until > now);
            held.map(Held::row).transpose().map_err(Unwritten::Unwritable)
        };
        read(self.reader()?).map_err(|error| error.told("read the lease", &self.path))
    }

    /// The leases that have not run out, the one that ends first in front.
    pub fn leases(&self, now: DateTime<Utc>) -> Result<Vec<LeaseRow>, StoreError> {
        let read = |connection: &Connection| -> Result<Vec<LeaseRow>, Unwritten> {
            let sql = format!("{SELECT} WHERE until_ms > ?1 ORDER BY until_ms, claim_id");
            let held: Vec<Held> = connection
                .prepare_cached(&sql)?
                .query_map([now.timestamp_millis()], Held::read)?
                .collect::<Result<_, _>>()?;
            held.into_iter().map(Held::row).collect::<Result<_, _>>().map_err(Unwritten::Unwritable)
        };
        read(self.reader()?).map_err(|error| error.told("read the leases", &self.path))
    }
}

const SELECT: &str = "SELECT claim_id, holder, session, token, taken_at, until_ms FROM lease";

/// A row of the table, run out or not.
struct Held {
    claim: String,
    holder: String,
    session: String,
    number: u64,
    since: DateTime<Utc>,
    until: DateTime<Utc>,
}

impl Held {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let (since, until): (String, i64) = (row.get(4)?, row.get(5)?);
        Ok(Self {
            claim: row.get(0)?,
            holder: row.get(1)?,
            session: row.get(2)?,
            number: chain::seq_at(row, 3)?,
            // Advice that cannot be read is advice that has run out.
            since: since.parse().unwrap_or_default(),
            until: DateTime::from_timestamp_millis(until).unwrap_or_default(),
        })
    }

    fn belongs_to(&self, token: &LeaseToken) -> bool {
        (self.session.as_str(), self.number) == (token.lease.session.as_str(), token.number)
    }

    fn told(&self) -> Leased {
        Leased::Held { by: self.holder.clone(), since: self.since, until: self.until }
    }

    fn row(self) -> Result<LeaseRow, String> {
        let claim_id = ClaimId::parse(&self.claim).map_err(|error| error.to_string())?;
        let Self { holder, session, since, until, .. } = self;
        Ok(LeaseRow { claim_id, holder, session, since, until })
    }
}

/// Frees a claim that its holder decided.
pub(super) fn end(transaction: &Transaction<'_>, claim: &ClaimId, holder: &str) -> rusqlite::Result<()> {
    let mut end =
        transaction.prepare_cached("UPDATE lease SET until_ms = 0 WHERE claim_id = ?1 AND holder = ?2")?;
    end.execute([claim.as_str(), holder]).map(drop)
}

/// Who held a claim last.
fn holder(connection: &Connection, claim: &ClaimId) -> rusqlite::Result<Option<Held>> {
    connection
        .prepare_cached(&format!("{SELECT} WHERE claim_id = ?1"))?
        .query_row([claim.as_str()], Held::read)
        .optional()
}

/// A lease that is asked for.
struct Asked<'a> {
    claim: &'a ClaimId,
    lease: &'a Lease,
    holder: &'a str,
    now: DateTime<Utc>,
}

impl Asked<'_> {
    /// The other claims this person holds.
    fn others_of_holder(&self, connection: &Connection) -> Result<Vec<ClaimId>, Unwritten> {
        let held: Vec<String> = connection
            .prepare_cached(
                "SELECT claim_id FROM lease WHERE holder = ?1 AND claim_id <> ?2 AND until_ms > ?3 ORDER BY claim_id",
            )?
            .query_map(
                params![self.holder, self.claim.as_str(), self.now.timestamp_millis()],
                |row| row.get(0),
            )?
            .collect::<Result<_, _>>()?;
        let claims = held.iter().map(|id| ClaimId::parse(id)).collect::<Result<_, _>>();
        claims.map_err(|error| Unwritten::Unwritable(error.to_string()))
    }

    /// Writes the lease down: renewed when the session had it, with the next number otherwise.
    fn take(&self, transaction: &Transaction<'_>, before: Option<&Held>) -> rusqlite::Result<Leased> {
        let mine = before.filter(|row| row.session == self.lease.session);
        let number = mine.map_or_else(|| 1 + before.map_or(0, |row| row.number), |row| row.number);
        // A lease that ran out or was given back begins anew.
        let since = mine.filter(|row| row.until > self.now).map_or(self.now, |row| row.since);
        let until = self.now + self.lease.hold;
        transaction
            .prepare_cached(
                "INSERT INTO lease (claim_id, holder, session, token, taken_at, until_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT DO UPDATE SET holder = excluded.holder, session = excluded.session,
                     token = excluded.token, taken_at = excluded.taken_at, until_ms = excluded.until_ms",
            )?
            .execute(params![
                self.claim.as_str(),
                self.holder,
                self.lease.session,
                column(number),
                since.to_rfc3339_opts(SecondsFormat::Micros, true),
                until.timestamp_millis(),
            ])?;
        let token = LeaseToken { claim: self.claim.clone(), lease: self.lease.clone(), number };
        Ok(Leased::Mine { token, until })
    }
}
