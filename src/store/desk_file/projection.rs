//! What follows from an event: the tables that answer questions without replaying the chain.
//!
//! One function writes them, both when an act is recorded and when `verify` replays the chain, so a projection
//! cannot mean one thing today and another tomorrow.

use super::chain::column;
use super::conflict_tables;
use crate::domain::{
    Act, Adjudication, CellKey, ClaimId, Decision, DecisionId, Event, Seat, SecondLook, Withdrawal,
};
use chrono::SecondsFormat;
use rusqlite::{Connection, params};
use serde::Serialize;

/// The projected tables, for comparison after a replay.
pub(super) const TABLES: &[&str] = &[
    "decision",
    "withdrawal",
    "release",
    "reopening",
    "judgement",
    "claim_mark",
    "excluded_document",
    "seat",
    "skip",
    "expiry",
    "second_look",
    "adjudication",
    "case_note",
    "sample_seed",
    "document_kind",
    "dismissed_text",
    "factor_grade",
    "resolution",
    "ruling",
    "touched_claim",
    "resolution_end",
    "opened_row",
];

/// Writes what follows from an event. An act that needs a claim and has none changes nothing.
pub(super) fn apply(connection: &Connection, event: &Event) -> rusqlite::Result<()> {
    let Some(claim) = &event.claim_id else { return apply_to_desk(connection, event) };
    let seq = column(event.seq);
    match &event.act {
        Act::Withdrawn(Withdrawal { decision, .. }) => run(
            connection,
            "INSERT INTO withdrawal (seq, decision_id) VALUES (?1, ?2)",
            params![seq, decision.as_str()],
        ),
        Act::Reopened(Withdrawal { decision, .. }) => reopened(connection, seq, decision, false),
        Act::Voided(Withdrawal { decision, .. }) => reopened(connection, seq, decision, true),
        Act::Skipped { reason } => run(
            connection,
            "INSERT INTO skip (claim_id, actor, reason, seq) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET reason = excluded.reason, seq = excluded.seq",
            params![claim.as_str(), event.actor.name, reason, seq],
        ),
        Act::Decided(made) => {
            resume(connection, event, claim)?;
            decided(connection, event, made)
        }
        Act::SeatTaken { seat, decision } => taken(connection, event, (claim, *seat), decision.as_ref()),
        Act::ExpiryConfirmed { transition, deadline, .. } => run(
            connection,
            "INSERT INTO expiry (claim_id, transition, deadline, seq) VALUES (?1, ?2, ?3, ?4)",
            params![claim.as_str(), transition, deadline.to_rfc3339_opts(SecondsFormat::Micros, true), seq],
        ),
        Act::Graded { conflict, grade } => conflict_tables::graded(connection, seq, claim, (conflict, grade)),
        Act::SecondLooked(look) => second_looked(connection, seq, claim, look),
        Act::Adjudicated(settled) => adjudicated(connection, seq, claim, settled),
        Act::SharedTextDismissed { other, reason } => run(
            connection,
            "INSERT INTO dismissed_text (claim_id, other, reason, seq)
             VALUES (min(?1, ?2), max(?1, ?2), ?3, ?4)
             ON CONFLICT DO UPDATE SET reason = excluded.reason, seq = excluded.seq",
            params![claim.as_str(), other.as_str(), reason, seq],
        ),
        Act::SharedTextReopened { other, .. } => run(
            connection,
            "DELETE FROM dismissed_text WHERE claim_id = min(?1, ?2) AND other = max(?1, ?2)",
            params![claim.as_str(), other.as_str()],
        ),
        act => {
            resume(connection, event, claim)?;
            mark(connection, seq, claim, act)
        }
    }
}

/// Acts that are about no single claim.
fn apply_to_desk(connection: &Connection, event: &Event) -> rusqlite::Result<()> {
    let seq = column(event.seq);
    match &event.act {
        Act::Released { decisions, .. } => decisions.iter().try_for_each(|decision| {
            let sql = "INSERT INTO release (decision_id, seq) VALUES (?1, ?2)";
            run(connection, sql, params![decision.as_str(), seq])
        }),
        Act::CaseNoted { requirement, text } => run(
            connection,
            "INSERT INTO case_note (seq, requirement, text) VALUES (?1, ?2, ?3)",
            params![seq, requirement.word(), text],
        ),
        Act::SampleSeeded { period, seed } => run(
            connection,
            "INSERT INTO sample_seed (period, seed, seq) VALUES (?1, ?2, ?3)",
            params![period, seed, seq],
        ),
        _ => conflict_tables::apply(connection, event),
    }
}

fn decided(connection: &Connection, event: &Event, decision: &Decision) -> rusqlite::Result<()> {
    run(
        connection,
        "INSERT INTO decision (seq, id, claim_id, round, kind, claim_digest, actor, dispute)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            column(event.seq),
            decision.id.as_str(),
            decision.claim_id.as_str(),
            decision.round,
            decision.kind.word(),
            decision.claim_digest.as_bytes(),
            event.actor.name,
            decision.dispute.is_some(),
        ],
    )
}

fn reopened(connection: &Connection, seq: i64, decision: &DecisionId, voided: bool) -> rusqlite::Result<()> {
    let sql = "INSERT INTO reopening (seq, decision_id, voided) VALUES (?1, ?2, ?3)";
    run(connection, sql, params![seq, decision.as_str(), voided])
}

/// A seat that is taken starts with an empty checklist.
fn taken(
    connection: &Connection,
    event: &Event,
    (claim, seat): (&ClaimId, Seat),
    decision: Option<&DecisionId>,
) -> rusqlite::Result<()> {
    for table in ["judgement", "claim_mark", "excluded_document"] {
        let sql = format!("DELETE FROM {table} WHERE claim_id = ?1 AND seat = ?2");
        run(connection, &sql, params![claim.as_str(), seat.word()])?;
    }
    run(
        connection,
        "INSERT INTO seat (claim_id, seat, actor, decision_id, seq) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET actor = excluded.actor, decision_id = excluded.decision_id, seq = excluded.seq",
        params![
            claim.as_str(),
            seat.word(),
            event.actor.name,
            decision.map(DecisionId::as_str),
            column(event.seq)
        ],
    )
}

fn second_looked(
    connection: &Connection,
    seq: i64,
    claim: &ClaimId,
    look: &SecondLook,
) -> rusqlite::Result<()> {
    run(
        connection,
        "INSERT INTO second_look (seq, claim_id, decision_id, actor, stream) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![seq, claim.as_str(), look.decision.as_str(), look.actor.name, look.stream.word()],
    )
}

fn adjudicated(
    connection: &Connection,
    seq: i64,
    claim: &ClaimId,
    settled: &Adjudication,
) -> rusqlite::Result<()> {
    run(
        connection,
        "INSERT INTO adjudication (seq, claim_id, first, second) VALUES (?1, ?2, ?3, ?4)",
        params![seq, claim.as_str(), settled.first.as_bytes(), settled.second.as_bytes()],
    )
}

/// Work on a claim ends its being skipped by the same person.
fn resume(connection: &Connection, event: &Event, claim: &ClaimId) -> rusqlite::Result<()> {
    let sql = "DELETE FROM skip WHERE claim_id = ?1 AND actor = ?2";
    run(connection, sql, params![claim.as_str(), event.actor.name])
}

/// Changes of the checklist of a seat.
fn mark(connection: &Connection, seq: i64, claim: &ClaimId, act: &Act) -> rusqlite::Result<()> {
    let claim = claim.as_str();
    match act {
        Act::Judged { seat, cell, judgement } => run(
            connection,
            "INSERT INTO judgement (claim_id, seat, cell, body, seq) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET body = excluded.body, seq = excluded.seq",
            params![claim, seat.word(), written(cell), written(judgement), seq],
        ),
        Act::Cleared { seat, cell } => {
            let sql = "DELETE FROM judgement WHERE claim_id = ?1 AND seat = ?2 AND cell = ?3";
            run(connection, sql, params![claim, seat.word(), written::<CellKey>(cell)])
        }
        Act::QualificationsSeen { seat, seen } => {
            claim_mark(connection, seq, (claim, *seat), ("qualifications", &written(seen)))
        }
        Act::ClaimReasonsSet { seat, reasons } => {
            claim_mark(connection, seq, (claim, *seat), ("reasons", &written(reasons)))
        }
        Act::DocumentExcluded { seat, document, reason: Some(reason) } => run(
            connection,
            "INSERT INTO excluded_document (claim_id, seat, document, reason, seq) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET reason = excluded.reason, seq = excluded.seq",
            params![claim, seat.word(), document, reason.as_str(), seq],
        ),
        // What a document is does not depend on who looks at it, so this has no seat.
        Act::DocumentKindSet { document, kind: Some(kind) } => run(
            connection,
            "INSERT INTO document_kind (claim_id, document, kind, seq) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET kind = excluded.kind, seq = excluded.seq",
            params![claim, document, kind.word(), seq],
        ),
        Act::DocumentKindSet { document, kind: None } => run(
            connection,
            "DELETE FROM document_kind WHERE claim_id = ?1 AND document = ?2",
            params![claim, document],
        ),
        Act::DocumentExcluded { seat, document, reason: None } => run(
            connection,
            "DELETE FROM excluded_document WHERE claim_id = ?1 AND seat = ?2 AND document = ?3",
            params![claim, seat.word(), document],
        ),
        _ => Ok(()),
    }
}

fn claim_mark(
    connection: &Connection,
    seq: i64,
    (claim, seat): (&str, Seat),
    (mark, body): (&str, &str),
) -> rusqlite::Result<()> {
    run(
        connection,
        "INSERT INTO claim_mark (claim_id, seat, mark, body, seq) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET body = excluded.body, seq = excluded.seq",
        params![claim, seat.word(), mark, body, seq],
    )
}

fn run(connection: &Connection, sql: &str, values: impl rusqlite::Params) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute(values).map(drop)
}

/// Plain data as JSON; serialising these types cannot fail.
fn written<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
