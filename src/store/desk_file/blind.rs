//! The blind second seat: a connection that can read what the seat may see, and nothing of the first review.
//!
//! Blindness is not a promise of the screens. SQLite asks an authorizer about every column that a statement names;
//! this one lets a table be read only through the views of `blind_views.sql`, which show the person's own seats,
//! marks, texts and acts, and notes on requirements. Verdicts, notes, names and times of the first review cannot be
//! read, whatever is asked. The claim itself comes from the snapshot.

use super::chain::Link;
use super::marks::{MarkRow, Marks};
use crate::domain::{Actor, ClaimId, Digest, Event, Requirement};
use crate::store::error::StoreError;
use crate::store::hardened;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::{Connection, OpenFlags, Row};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

const VIEWS: &str = include_str!("blind_views.sql");

/// The views, by which alone a table can be read, as they are written.
const READABLE: &[&str] = &["own_seat", "own_mark", "own_draft", "own_act", "own_reading"];

/// How long a statement waits for another process.
const BUSY: Duration = Duration::from_secs(5);

/// A claim that the person is to look at for a second time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSeat {
    /// The claim.
    pub claim_id: ClaimId,
    /// Digest of the claim when the seat was taken.
    pub digest: Option<Digest>,
}

/// What a person in a blind seat can read of a desk file.
#[derive(Debug)]
pub struct BlindDesk {
    path: PathBuf,
    connection: Connection,
    /// Stands for `own` in the names of this connection's views.
    own: String,
}

impl BlindDesk {
    /// Opens a second, reading connection for a person. The file must have been opened as a desk before: its schema
    /// is not compared again.
    pub fn open(path: &Path, actor: &Actor) -> Result<Self, StoreError> {
        let refused = StoreError::sqlite("open it for a second look", path);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NOFOLLOW
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags).map_err(&refused)?;
        connection.busy_timeout(BUSY).map_err(&refused)?;
        hardened::harden(&connection, path)?;
        let own = random_name().map_err(StoreError::io("open it for a second look", path))?;
        connection.execute_batch(&named(VIEWS, &own)).map_err(&refused)?;
        connection.execute("INSERT INTO temp.me (name) VALUES (?1)", [&actor.name]).map_err(&refused)?;
        let views: Vec<String> = READABLE.iter().map(|view| named(view, &own)).collect();
        connection
            .authorizer(Some(move |asked: AuthContext<'_>| authorize(&views, &asked)))
            .map_err(&refused)?;
        Ok(Self { path: path.to_owned(), connection, own })
    }

    /// The seats of this person that are open, in the order in which they were taken.
    pub fn seats(&self) -> Result<Vec<OpenSeat>, StoreError> {
        self.read_seats("SELECT claim_id, claim_digest FROM own_seat ORDER BY seq", [])
    }

    /// The seat of this person on a claim, if it is open. Costs nothing for the seats on other claims.
    pub fn seat(&self, claim: &ClaimId) -> Result<Option<OpenSeat>, StoreError> {
        let sql = "SELECT claim_id, claim_digest FROM own_seat WHERE claim_id = ?1";
        Ok(self.read_seats(sql, [claim.as_str()])?.pop())
    }

    fn read_seats(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<OpenSeat>, StoreError> {
        let rows: Vec<(String, Option<[u8; 32]>)> =
            self.all(sql, params, |row| Ok((row.get(0)?, row.get(1)?)))?;
        let seat = |(claim, digest): (String, Option<[u8; 32]>)| {
            Ok(OpenSeat { claim_id: self.claim_id(&claim)?, digest: digest.map(Digest::from_bytes) })
        };
        rows.into_iter().map(seat).collect()
    }

    /// Everything this person judged on a claim in the second seat.
    pub fn marks(&self, claim: &ClaimId) -> Result<Marks, StoreError> {
        let sql = "SELECT source, key, body, claim_digest FROM own_mark WHERE claim_id = ?1";
        let mut marks = Marks::default();
        for row in self.all(sql, [claim.as_str()], MarkRow::read)? {
            marks.take(row).map_err(|why| {
                StoreError::damaged(&self.path, format!("what is judged on {claim}: {why}"))
            })?;
        }
        Ok(marks)
    }

    /// How many cells this person judged, by claim.
    pub fn judged_counts(&self) -> Result<BTreeMap<ClaimId, u32>, StoreError> {
        let sql = "SELECT claim_id FROM own_mark WHERE source = 'judgement'";
        let rows: Vec<String> = self.all(sql, [], |row| row.get(0))?;
        let mut counts = BTreeMap::new();
        for claim in rows {
            *counts.entry(self.claim_id(&claim)?).or_default() += 1;
        }
        Ok(counts)
    }

    /// The texts this person keeps for a claim, by field.
    pub fn drafts(&self, claim: &ClaimId) -> Result<BTreeMap<String, String>, StoreError> {
        let sql = "SELECT field, text FROM own_draft WHERE claim_id = ?1";
        Ok(self.all(sql, [claim.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
    }

    /// What this person did on a claim since the seat was taken, oldest first.
    pub fn acts(&self, claim: &ClaimId) -> Result<Vec<Event>, StoreError> {
        let sql = "SELECT seq, at, actor, role, claim_id, claim_digest, act, body, prev, hash
                   FROM own_act WHERE claim_id = ?1 ORDER BY seq";
        let links = self.all(sql, [claim.as_str()], Link::read)?;
        let event = |link: Link| link.event().map_err(|why| StoreError::damaged(&self.path, why));
        links.into_iter().map(event).collect()
    }

    /// How requirements are read, oldest note first.
    pub fn readings(&self) -> Result<Vec<(Requirement, String)>, StoreError> {
        let sql = "SELECT requirement, text FROM own_reading ORDER BY seq";
        let rows: Vec<(String, String)> = self.all(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.into_iter()
            .map(|(word, text)| {
                let requirement = word
                    .parse()
                    .map_err(|_| StoreError::damaged(&self.path, format!("a note is on {word:?}")));
                Ok((requirement?, text))
            })
            .collect()
    }

    fn claim_id(&self, text: &str) -> Result<ClaimId, StoreError> {
        ClaimId::parse(text).map_err(|error| StoreError::damaged(&self.path, error.to_string()))
    }

    fn all<T>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let rows = |connection: &Connection| -> rusqlite::Result<Vec<T>> {
            connection.prepare_cached(&named(sql, &self.own))?.query_map(params, read)?.collect()
        };
        rows(&self.connection).map_err(StoreError::sqlite("read for a second look", &self.path))
    }
}

/// Allows reading the views, and tables only where a view reads them. Everything else is refused.
fn authorize(views: &[String], asked: &AuthContext<'_>) -> Authorization {
    let is_view = |name: &str| views.iter().any(|view| view == name);
    match asked.action {
        AuthAction::Select => Authorization::Allow,
        // SQLite names what a column is read through; a part of a statement can have a name too, but not this one.
        AuthAction::Read { table_name, .. } if asked.accessor.is_some_and(is_view) || is_view(table_name) => {
            Authorization::Allow
        }
        _ => Authorization::Deny,
    }
}

/// The text with the names of a connection's views.
fn named(sql: &str, own: &str) -> String {
    sql.replace("own_", &format!("{own}_"))
}

/// A name that nobody can foresee.
fn random_name() -> Result<String, std::io::Error> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(format!("own{:016x}", u64::from_be_bytes(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Role;
    use crate::store::desk_file::DeskFile;

    /// Statements that would tell something about the first review, or open a way to it.
    const FORBIDDEN: &[&str] = &[
        "SELECT * FROM decision",
        "SELECT count(*) FROM decision",
        "SELECT * FROM decision_in_force",
        "SELECT body FROM event",
        "SELECT actor FROM main.event",
        "SELECT max(at) FROM event",
        "SELECT body FROM judgement",
        "SELECT cell FROM judgement WHERE seat = 'first'",
        "SELECT body FROM claim_mark",
        "SELECT reason FROM excluded_document",
        "SELECT text FROM draft",
        "SELECT actor FROM seat",
        "SELECT seed FROM sample_seed",
        "SELECT actor FROM second_look",
        "SELECT holder FROM lease",
        "SELECT body FROM foreign_event",
        "SELECT sql FROM sqlite_schema",
        "SELECT name FROM temp.me",
        "SELECT claim_id FROM own_seat WHERE claim_id IN (SELECT claim_id FROM decision)",
        "WITH own_seat AS (SELECT body FROM main.event) SELECT * FROM own_seat",
        "SELECT body FROM (SELECT body FROM main.event) AS own_act",
        "CREATE TEMP VIEW own_seat2 AS SELECT body FROM event",
        "DROP VIEW own_seat",
        "INSERT INTO temp.me VALUES ('somebody else')",
        "UPDATE temp.me SET name = 'somebody else'",
        "DELETE FROM temp.me",
        "PRAGMA table_info(decision)",
        "PRAGMA query_only = OFF",
        "ATTACH ':memory:' AS other",
        "SELECT load_extension('x')",
    ];

    #[test]
    fn nothing_but_the_own_seat_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.desk.sqlite");
        let ana = Actor { name: "ana".into(), role: Role::Reviewer };
        let at = "2025-09-15T09:00:00Z".parse().unwrap();
        let desk = DeskFile::open_or_create(&path, "lineage", at, &ana).unwrap();
        let blind = BlindDesk::open(&path, &ana).unwrap();
        for sql in FORBIDDEN {
            for sql in [
                (*sql).to_owned(),
                named(sql, "own"),
                sql.replace("own_seat WHERE", &named("own_seat WHERE", &blind.own)),
            ] {
                let refused = blind.connection.prepare(&sql).err().map(|error| error.to_string());
                let refused = refused.unwrap_or_else(|| panic!("{sql} was allowed"));
                let by_authorizer = refused.contains("prohibited") || refused.contains("not authorized");
                assert!(by_authorizer || refused.contains("no such"), "{sql}: {refused}");
            }
        }
        for view in READABLE {
            blind.connection.prepare(&named(&format!("SELECT * FROM {view}"), &blind.own)).unwrap();
        }
        assert_eq!(desk.head().unwrap().seq, 1, "both connections work side by side");
    }
}
