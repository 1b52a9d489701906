//! What follows from acts about conflicts: the tables of grades, resolutions and what they touch.
//!
//! Called by the one function that writes projections, when an act is recorded and when `verify` replays the chain.

use super::chain::column;
use crate::domain::{Act, ClaimId, ConflictId, DecisionId, Event, FactorGrade, Resolution, ResolutionEnd};
use rusqlite::{Connection, params};

/// Writes what follows from an act that is about no single claim; anything else changes nothing.
pub(super) fn apply(connection: &Connection, event: &Event) -> rusqlite::Result<()> {
    let seq = column(event.seq);
    match &event.act {
        Act::Resolved(resolution) => resolved(connection, seq, resolution),
        Act::ResolutionEnded(end) => ended(connection, seq, end),
        // Opened twice is opened.
        Act::RowOpened { plan, conflict } => run(
            connection,
            "INSERT INTO opened_row (plan, conflict, actor, seq) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            params![plan.as_bytes(), conflict.as_str(), event.actor.name, seq],
        ),
        _ => Ok(()),
    }
}

/// A grade replaces the one before.
pub(super) fn graded(
    connection: &Connection,
    seq: i64,
    claim: &ClaimId,
    (conflict, grade): (&ConflictId, &FactorGrade),
) -> rusqlite::Result<()> {
    // Serialising plain data of these types cannot fail.
    let body = serde_json::to_string(grade).unwrap_or_default();
    run(
        connection,
        "INSERT INTO factor_grade (conflict, claim_id, factor, body, seq) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET body = excluded.body, seq = excluded.seq",
        params![conflict.as_str(), claim.as_str(), grade.factor.word(), body, seq],
    )
}

fn resolved(connection: &Connection, seq: i64, resolution: &Resolution) -> rusqlite::Result<()> {
    let id = resolution.id.as_str();
    let batch = resolution.batch.as_ref().map(|line| *line.plan.as_bytes());
    run(connection, "INSERT INTO resolution (seq, id, batch) VALUES (?1, ?2, ?3)", params![seq, id, batch])?;
    for ruling in &resolution.rulings {
        run(
            connection,
            "INSERT INTO ruling (conflict, resolution_id, parties) VALUES (?1, ?2, ?3)",
            params![ruling.conflict.as_str(), id, ruling.parties.as_bytes()],
        )?;
    }
    for line in &resolution.cascade {
        run(
            connection,
            "INSERT INTO touched_claim (claim_id, resolution_id, decision_id) VALUES (?1, ?2, ?3)",
            params![line.claim_id.as_str(), id, line.decision.as_ref().map(DecisionId::as_str)],
        )?;
    }
    Ok(())
}

fn ended(connection: &Connection, seq: i64, end: &ResolutionEnd) -> rusqlite::Result<()> {
    end.resolutions.iter().try_for_each(|id| {
        run(
            connection,
            "INSERT INTO resolution_end (resolution_id, released, seq) VALUES (?1, ?2, ?3)",
            params![id.as_str(), end.released, seq],
        )
    })
}

fn run(connection: &Connection, sql: &str, values: impl rusqlite::Params) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute(values).map(drop)
}
