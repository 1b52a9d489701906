//! What follows from an event: the tables that answer questions without replaying the chain.
//!
//! One function writes them, both when an act is recorded and when `verify` replays the chain, so a projection
//! cannot mean one thing today and another tomorrow.

use super::chain::column;
use crate::domain::{Act, CellKey, ClaimId, Event};
use rusqlite::{Connection, params};
use serde::Serialize;

/// The projected tables, for comparison after a replay.
pub(super) const TABLES: &[&str] =
    &["decision", "withdrawal", "judgement", "claim_mark", "excluded_document", "skip"];

/// Writes what follows from an event. An act that needs a claim and has none changes nothing.
pub(super) fn apply(connection: &Connection, event: &Event) -> rusqlite::Result<()> {
    match (&event.act, &event.claim_id) {
        (Act::DeskCreated { .. } | Act::SnapshotOpened { .. } | Act::Exported { .. }, _) | (_, None) => {
            Ok(())
        }
        (Act::Withdrawn(withdrawal), Some(_)) => run(
            connection,
            "INSERT INTO withdrawal (seq, decision_id) VALUES (?1, ?2)",
            params![column(event.seq), withdrawal.decision.as_str()],
        ),
        (Act::Skipped { reason }, Some(claim)) => run(
            connection,
            "INSERT INTO skip (claim_id, actor, reason, seq) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET reason = excluded.reason, seq = excluded.seq",
            params![claim.as_str(), event.actor.name, reason, column(event.seq)],
        ),
        (Act::Decided(decision), Some(claim)) => {
            resume(connection, event, claim)?;
            run(
                connection,
                "INSERT INTO decision (seq, id, claim_id, round, kind) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![
                    column(event.seq),
                    decision.id.as_str(),
                    claim.as_str(),
                    decision.round,
                    decision.kind.word()
                ],
            )
        }
        (act, Some(claim)) => {
            resume(connection, event, claim)?;
            mark(connection, column(event.seq), claim, act)
        }
    }
}

/// Work on a claim ends its being skipped by the same person.
fn resume(connection: &Connection, event: &Event, claim: &ClaimId) -> rusqlite::Result<()> {
    let sql = "DELETE FROM skip WHERE claim_id = ?1 AND actor = ?2";
    run(connection, sql, params![claim.as_str(), event.actor.name])
}

/// Changes of the checklist.
fn mark(connection: &Connection, seq: i64, claim: &ClaimId, act: &Act) -> rusqlite::Result<()> {
    let claim = claim.as_str();
    match act {
        Act::Judged { cell, judgement } => run(
            connection,
            "INSERT INTO judgement (claim_id, cell, body, seq) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET body = excluded.body, seq = excluded.seq",
            params![claim, written(cell), written(judgement), seq],
        ),
        Act::Cleared { cell } => {
            let sql = "DELETE FROM judgement WHERE claim_id = ?1 AND cell = ?2";
            run(connection, sql, params![claim, written::<CellKey>(cell)])
        }
        Act::QualificationsSeen { seen } => {
            claim_mark(connection, seq, claim, ("qualifications", &written(seen)))
        }
        Act::ClaimReasonsSet { reasons } => {
            claim_mark(connection, seq, claim, ("reasons", &written(reasons)))
        }
        Act::DocumentExcluded { document, reason: Some(reason) } => run(
            connection,
            "INSERT INTO excluded_document (claim_id, document, reason, seq) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET reason = excluded.reason, seq = excluded.seq",
            params![claim, document, reason.as_str(), seq],
        ),
        Act::DocumentExcluded { document, reason: None } => run(
            connection,
            "DELETE FROM excluded_document WHERE claim_id = ?1 AND document = ?2",
            params![claim, document],
        ),
        _ => Ok(()),
    }
}

fn claim_mark(connection: &Connection, seq: i64, claim: &str, mark: (&str, &str)) -> rusqlite::Result<()> {
    run(
        connection,
        "INSERT INTO claim_mark (claim_id, mark, body, seq) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET body = excluded.body, seq = excluded.seq",
        params![claim, mark.0, mark.1, seq],
    )
}

fn run(connection: &Connection, sql: &str, values: impl rusqlite::Params) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute(values).map(drop)
}

/// Plain data as JSON; serialising these types cannot fail.
fn written<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
