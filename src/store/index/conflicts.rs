//! What the claims of the snapshot contest: conflicts, duplicates, near misses, and what their parties tell.
//!
//! Found once when the index is built, because a snapshot never changes; asked by conflict, by claim and by partner
//! family. Holds lines only: names of partners and customers are those of the rows.

use super::marks::number_of;
use super::open::Index;
use crate::domain::{
    ClaimId, ConflictId, ConflictKey, Contest, ContestLine, Guid, InvalidId, NearMiss, PartyFacts,
    UnknownWord,
};
use crate::store::StoreError;
use rusqlite::{Connection, Row, ToSql, params};
use std::path::Path;

/// Another claim to the same workload of the same customer by another partner family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rival {
    /// The workload as claimed by the claim that was asked for.
    pub name: String,
    /// The other claim.
    pub claim_id: ClaimId,
}

const CONTEST: &str = "SELECT number, tenant, subject, subscription, kind, unnamed_incumbent FROM contest";

impl Index {
    /// Every conflict and duplicate, in the order of the keys.
    pub fn contests(&self) -> Result<Vec<Contest>, StoreError> {
        self.contests_where(&format!("{CONTEST} ORDER BY number"), &[])
    }

    /// The contests of an id. Ids are digests cut short, so two keys may have the same one; a row whose key does not
    /// lead to the id is damage.
    pub fn contests_with_id(&self, id: &ConflictId) -> Result<Vec<Contest>, StoreError> {
        let found =
            self.contests_where(&format!("{CONTEST} WHERE id = ?1 ORDER BY number"), &[&id.as_str()])?;
        match found.iter().find(|contest| contest.key.id() != *id) {
            Some(other) => {
                let why = format!("{id} stands for another conflict, {}", other.key.id());
                Err(StoreError::damaged(&self.path, why))
            }
            None => Ok(found),
        }
    }

    /// The contests a claim is part of.
    pub fn contests_of(&self, id: &ClaimId) -> Result<Vec<Contest>, StoreError> {
        let sql = format!(
            "{CONTEST} WHERE number IN (SELECT contest FROM contest_line WHERE claim = ?1) ORDER BY number"
        );
        self.contests_where(&sql, &[&number_of(id)])
    }

    /// The contests a partner family is part of, at most a thousand.
    pub fn contests_of_family(&self, family: &str) -> Result<Vec<Contest>, StoreError> {
        let sql = format!(
            "{CONTEST} WHERE number IN (SELECT contest FROM contest_line WHERE family = ?1)
             ORDER BY number LIMIT 1000"
        );
        self.contests_where(&sql, &[&family])
    }

    /// The contested workloads of a claim, by name as claimed.
    pub fn contested(&self, id: &ClaimId) -> Result<Vec<String>, StoreError> {
        const OF_ONE: &str = "SELECT DISTINCT name FROM contest_line
            JOIN contest ON contest.number = contest_line.contest
            WHERE claim = ?1 AND kind = 'conflict' ORDER BY name";
        self.all(OF_ONE, &[&number_of(id)], |row| Ok(row.get(0)?))
    }

    /// The claims of other partner families to the same workloads, at most a thousand.
    pub fn rivals(&self, id: &ClaimId) -> Result<Vec<Rival>, StoreError> {
        const RIVALS: &str = "SELECT own.name, printf('%07d', other.claim)
            FROM contest_line AS own JOIN contest_line AS other
            ON other.contest = own.contest AND other.family <> own.family
            WHERE own.claim = ?1 ORDER BY own.name, other.claim LIMIT 1000";
        self.all(RIVALS, &[&number_of(id)], |row| {
            Ok(Rival { name: row.get(0)?, claim_id: ClaimId::parse(&row.get::<_, String>(1)?)? })
        })
    }

    /// Every pair of lines whose keys look alike.
    pub fn near_misses(&self) -> Result<Vec<NearMiss>, StoreError> {
        let found = self.all("SELECT json FROM near_miss ORDER BY claim, other, json", &[], |row| {
            Ok(serde_json::from_str(&row.get::<_, String>(0)?).ok())
        })?;
        Ok(found.into_iter().flatten().collect())
    }

    /// The near misses of a claim.
    pub fn near_misses_of(&self, id: &ClaimId) -> Result<Vec<NearMiss>, StoreError> {
        const OF_ONE: &str = "SELECT json FROM near_miss WHERE claim = ?1
            UNION SELECT json FROM near_miss WHERE other = ?1 ORDER BY json";
        let found = self
            .all(OF_ONE, &[&number_of(id)], |row| Ok(serde_json::from_str(&row.get::<_, String>(0)?).ok()))?;
        Ok(found.into_iter().flatten().collect())
    }

    /// What the claim of a party tells about its conflicts.
    pub fn party_facts(&self, id: &ClaimId) -> Result<Option<PartyFacts>, StoreError> {
        const OF_ONE: &str = "SELECT json FROM party_facts WHERE claim = ?1";
        let found = self
            .all(OF_ONE, &[&number_of(id)], |row| Ok(serde_json::from_str(&row.get::<_, String>(0)?).ok()))?;
        Ok(found.into_iter().flatten().next())
    }

    fn contests_where(&self, sql: &str, values: &[&dyn ToSql]) -> Result<Vec<Contest>, StoreError> {
        let found = self.all(sql, values, |row| {
            let subscription: Option<String> = row.get(3)?;
            let key = ConflictKey {
                tenant: Guid::parse(&row.get::<_, String>(1)?)?,
                subject: row.get(2)?,
                subscription: subscription.map(|text| Guid::parse(&text)).transpose()?,
            };
            let kind = row.get::<_, String>(4)?.parse()?;
            let contest = Contest { key, kind, lines: Vec::new(), unnamed_incumbent: row.get(5)? };
            Ok((row.get::<_, i64>(0)?, contest))
        })?;
        found
            .into_iter()
            .map(|(number, contest)| Ok(Contest { lines: self.lines_of(number)?, ..contest }))
            .collect()
    }

    fn lines_of(&self, contest: i64) -> Result<Vec<ContestLine>, StoreError> {
        const LINES: &str = "SELECT printf('%07d', claim), name, family, role FROM contest_line
            WHERE contest = ?1 ORDER BY claim, name";
        self.all(LINES, &[&contest], |row| {
            Ok(ContestLine {
                claim_id: ClaimId::parse(&row.get::<_, String>(0)?)?,
                workload: row.get(1)?,
                family: row.get(2)?,
                role: row.get::<_, String>(3)?.parse()?,
            })
        })
    }

    fn all<T>(
        &self,
        sql: &str,
        values: &[&dyn ToSql],
        read: impl Fn(&Row<'_>) -> Result<T, Unreadable>,
    ) -> Result<Vec<T>, StoreError> {
        let refused = self.refused("read its conflicts");
        let mut statement = self.connection.prepare_cached(sql).map_err(&refused)?;
        let mut rows = statement.query(values).map_err(&refused)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(&refused)? {
            found.push(read(row).map_err(|error| match error {
                Unreadable::Sqlite(error) => refused(error),
                Unreadable::Value(why) => StoreError::damaged(&self.path, why),
            })?);
        }
        Ok(found)
    }
}

/// Why a row cannot be read.
enum Unreadable {
    Sqlite(rusqlite::Error),
    Value(String),
}

impl From<rusqlite::Error> for Unreadable {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<InvalidId> for Unreadable {
    fn from(error: InvalidId) -> Self {
        Self::Value(error.to_string())
    }
}

impl From<UnknownWord> for Unreadable {
    fn from(error: UnknownWord) -> Self {
        Self::Value(error.to_string())
    }
}

/// Keeps a contest with its lines.
pub(super) fn add(connection: &Connection, path: &Path, contest: &Contest) -> Result<(), StoreError> {
    const CONTEST: &str = "INSERT INTO contest (id, tenant, subject, subscription, kind, unnamed_incumbent)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    const LINE: &str = "INSERT INTO contest_line VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";
    let key = &contest.key;
    let kept = || {
        connection.prepare_cached(CONTEST)?.execute(params![
            key.id().as_str(),
            key.tenant.as_str(),
            key.subject,
            key.subscription.as_ref().map(Guid::as_str),
            contest.kind.word(),
            contest.unnamed_incumbent,
        ])?;
        let number = connection.last_insert_rowid();
        let mut insert = connection.prepare_cached(LINE)?;
        contest.lines.iter().try_for_each(|line| {
            let values =
                params![number_of(&line.claim_id), number, line.workload, line.family, line.role.word()];
            insert.execute(values).map(drop)
        })
    };
    kept().map_err(StoreError::sqlite("keep a conflict", path))
}

/// Keeps a pair of lines whose keys look alike.
pub(super) fn add_near_miss(connection: &Connection, path: &Path, miss: &NearMiss) -> Result<(), StoreError> {
    // Serialising plain data of these types cannot fail.
    let json = serde_json::to_string(miss).unwrap_or_default();
    let values = params![number_of(&miss.one.claim_id), number_of(&miss.other.claim_id), json];
    connection
        .prepare_cached("INSERT INTO near_miss VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")
        .and_then(|mut insert| insert.execute(values))
        .map(drop)
        .map_err(StoreError::sqlite("keep a near miss", path))
}

/// Keeps what the claim of a party tells.
pub(super) fn add_facts(
    connection: &Connection,
    path: &Path,
    (id, facts): (&ClaimId, &PartyFacts),
) -> Result<(), StoreError> {
    let json = serde_json::to_string(facts).unwrap_or_default();
    connection
        .prepare_cached("INSERT OR REPLACE INTO party_facts VALUES (?1, ?2)")
        .and_then(|mut insert| insert.execute(params![number_of(id), json]))
        .map(drop)
        .map_err(StoreError::sqlite("keep what a party tells", path))
}
