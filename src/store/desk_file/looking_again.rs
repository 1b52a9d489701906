//! What serving second looks asks of the file, without reading every decision.

use super::{DeskFile, Settlements, StoredAdjudication, chain, second_opinions};
use crate::domain::{Act, ClaimId, DecisionId, Seat};
use crate::store::error::StoreError;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// Second looks that were begun or signed, by decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LooksBegun {
    /// Decisions that have their look.
    pub signed: BTreeSet<DecisionId>,
    /// Who sits in the blind seat of a claim, and at which decision.
    pub seated: BTreeMap<ClaimId, (String, Option<DecisionId>)>,
}

impl DeskFile {
    /// How many decisions a person made since the last second look that the same person signed.
    pub fn decisions_since_last_look(&self, name: &str) -> Result<u32, StoreError> {
        let sql = "SELECT count(*) FROM decision WHERE actor = ?1
                   AND seq > coalesce((SELECT max(seq) FROM second_look WHERE actor = ?1), 0)";
        self.reader()?
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([name], |row| row.get(0)))
            .map_err(StoreError::sqlite("count decisions", &self.path))
    }

    /// Which decisions have a second look, and who is at one.
    pub fn looks_begun(&self) -> Result<LooksBegun, StoreError> {
        let read = |connection: &Connection| -> rusqlite::Result<(Vec<String>, Vec<SeatRow>)> {
            let signed = connection
                .prepare_cached("SELECT decision_id FROM second_look")?
                .query_map([], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            let seated = connection
                .prepare_cached("SELECT claim_id, actor, decision_id FROM seat WHERE seat = ?1")?
                .query_map([Seat::Quality.word()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<Result<_, _>>()?;
            Ok((signed, seated))
        };
        let (signed, seated) =
            read(self.reader()?).map_err(StoreError::sqlite("read its second looks", &self.path))?;
        let damaged = |why: String| StoreError::damaged(&self.path, why);
        let decision = |text: &str| DecisionId::parse(text).map_err(|error| damaged(error.to_string()));
        let claim = |text: &str| ClaimId::parse(text).map_err(|error| damaged(error.to_string()));
        Ok(LooksBegun {
            signed: signed.iter().map(|id| decision(id)).collect::<Result<_, _>>()?,
            seated: seated
                .into_iter()
                .map(|(id, actor, at)| Ok((claim(&id)?, (actor, at.as_deref().map(decision).transpose()?))))
                .collect::<Result<_, StoreError>>()?,
        })
    }

    /// All differences that were settled at this desk and at those that were merged.
    pub fn all_adjudications(&self) -> Result<Vec<StoredAdjudication>, StoreError> {
        second_opinions::adjudications_everywhere(self.reader()?, None)
            .map_err(|error| error.told("read its adjudications", &self.path))
    }

    /// How differences on one claim or on all were settled, at this desk and at those that were merged.
    pub fn settlements(&self, claim: Option<&ClaimId>) -> Result<Settlements, StoreError> {
        second_opinions::settlements(self.reader()?, claim)
            .map_err(|error| error.told("read its adjudications", &self.path))
    }

    /// Decisions that were taken back before they left the desk.
    pub fn withdrawn_ids(&self) -> Result<BTreeSet<DecisionId>, StoreError> {
        let read = |connection: &Connection| -> rusqlite::Result<Vec<String>> {
            connection
                .prepare_cached("SELECT decision_id FROM withdrawal")?
                .query_map([], |row| row.get(0))?
                .collect()
        };
        let ids = read(self.reader()?).map_err(StoreError::sqlite("read its withdrawals", &self.path))?;
        let id = |text: &String| {
            DecisionId::parse(text).map_err(|error| StoreError::damaged(&self.path, error.to_string()))
        };
        ids.iter().map(id).collect()
    }

    /// Periods that have a seed, with their seeds.
    pub fn sample_seeds(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let seeds = self.acts_of("sample_seed", None, |event| match event.act {
            Act::SampleSeeded { period, seed } => Some((period, seed)),
            _ => None,
        })?;
        Ok(seeds.into_iter().collect())
    }

    /// Number of the newest event: what was computed from the file holds as long as it stays.
    pub fn newest(&self) -> Result<u64, StoreError> {
        chain::head(self.reader()?)
            .map(|head| head.seq)
            .map_err(StoreError::sqlite("read its newest event", &self.path))
    }
}

/// Claim, person, decision.
type SeatRow = (String, String, Option<String>);
