//! Who claims or holds what: the keys under which claims can conflict (CON-01, CON-02).

use super::marks::number_of;
use crate::domain::{Association, ClaimId, Guid};
use crate::store::StoreError;
use rusqlite::{Connection, params};
use std::collections::HashMap;
use std::path::Path;

/// A claimed workload that can conflict with others. The caller decides which claims still count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkloadKey {
    /// The claim.
    pub claim_id: ClaimId,
    /// The workload as claimed.
    pub name: String,
    /// The customer's tenant.
    pub tenant: Guid,
    /// Canonical workload name, or product and subscription (CON-01).
    pub key: String,
    /// Global partner id, or the location's id where there is none: one family never conflicts with itself.
    pub family: String,
    /// Who holds it according to the claim.
    pub association: Association,
}

/// The contested workloads of every claim.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contested(HashMap<u32, Vec<String>>);

impl Contested {
    /// The contested workloads of one claim, by name as claimed.
    pub fn of(&self, id: &ClaimId) -> &[String] {
        self.0.get(&number_of(id)).map_or(&[], Vec::as_slice)
    }

    /// Number of claims with a contested workload.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is contested.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Another claim to the same workload of the same customer by another partner family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rival {
    /// The workload as claimed by the claim that was asked for.
    pub name: String,
    /// The other claim.
    pub claim_id: ClaimId,
}

/// A group is contested when it has two families; the index over (tenant, key, family, claim) answers alone.
const CONTESTED: &str = "
    WITH shared AS (SELECT tenant, key FROM workload_key GROUP BY tenant, key HAVING min(family) <> max(family))
    SELECT claim, name FROM shared JOIN workload_key USING (tenant, key)
    UNION SELECT claim, name FROM workload_key WHERE held_elsewhere";

pub(super) fn add(connection: &Connection, path: &Path, key: &WorkloadKey) -> Result<(), StoreError> {
    const INSERT: &str = "INSERT INTO workload_key VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";
    let values = params![
        number_of(&key.claim_id),
        key.name,
        key.tenant.as_str(),
        key.key,
        key.family,
        key.association == Association::ToAnotherPartner,
    ];
    connection
        .prepare_cached(INSERT)
        .and_then(|mut insert| insert.execute(values))
        .map(drop)
        .map_err(StoreError::sqlite("add a workload", path))
}

pub(super) fn contested(connection: &Connection, path: &Path) -> Result<Contested, StoreError> {
    let refused = StoreError::sqlite("find conflicts", path);
    let mut statement = connection.prepare(CONTESTED).map_err(&refused)?;
    let mut rows = statement.query([]).map_err(&refused)?;
    let mut found: HashMap<u32, Vec<String>> = HashMap::new();
    while let Some(row) = rows.next().map_err(&refused)? {
        let (claim, name) = (row.get(0).map_err(&refused)?, row.get(1).map_err(&refused)?);
        found.entry(claim).or_default().push(name);
    }
    Ok(Contested(found))
}

/// The contested workloads of one claim.
pub(super) fn contested_of(
    connection: &Connection,
    path: &Path,
    id: &ClaimId,
) -> Result<Vec<String>, StoreError> {
    const OF_ONE: &str =
        "SELECT name FROM workload_key AS own WHERE claim = ?1 AND (held_elsewhere OR EXISTS (
        SELECT 1 FROM workload_key AS other
        WHERE other.tenant = own.tenant AND other.key = own.key AND other.family <> own.family))";
    let refused = StoreError::sqlite("find conflicts", path);
    let mut statement = connection.prepare_cached(OF_ONE).map_err(&refused)?;
    let names = statement.query_map([number_of(id)], |row| row.get(0)).map_err(&refused)?;
    names.collect::<Result<_, _>>().map_err(&refused)
}

/// The other claims to the workloads of one claim.
pub(super) fn rivals_of(
    connection: &Connection,
    path: &Path,
    id: &ClaimId,
) -> Result<Vec<Rival>, StoreError> {
    const RIVALS: &str = "SELECT own.name, printf('%07d', other.claim)
        FROM workload_key AS own JOIN workload_key AS other
        ON other.tenant = own.tenant AND other.key = own.key AND other.family <> own.family
        WHERE own.claim = ?1 ORDER BY own.name, other.claim LIMIT 1000";
    let refused = StoreError::sqlite("find conflicts", path);
    let mut statement = connection.prepare_cached(RIVALS).map_err(&refused)?;
    let mut rows = statement.query([number_of(id)]).map_err(&refused)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(&refused)? {
        let (name, claim): (String, String) = (row.get(0).map_err(&refused)?, row.get(1).map_err(&refused)?);
        let claim_id =
            ClaimId::parse(&claim).map_err(|_| StoreError::damaged(path, "it names an impossible claim"))?;
        found.push(Rival { name, claim_id });
    }
    Ok(found)
}
