//! A claim as rows of six tables.

use super::columns::number_of;
use super::writer::Added;
use crate::domain::{Claim, EditionId, Guid, HistoryAction};
use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::{Connection, params};

/// Inserts a claim with everything that belongs to it, unless one of its id is there.
pub(super) fn claim(connection: &Connection, claim: &Claim) -> rusqlite::Result<Added> {
    let number = number_of(&claim.claim_id);
    if !header(connection, number, claim)? {
        return Ok(Added::Duplicate);
    }
    workloads(connection, number, claim)?;
    documents(connection, number, claim)?;
    entries(connection, number, claim)?;
    Ok(Added::Inserted)
}

/// False when the claim is there already.
fn header(connection: &Connection, number: u32, claim: &Claim) -> rusqlite::Result<bool> {
    const INSERT: &str =
        "INSERT INTO claim VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,
        ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29) ON CONFLICT DO NOTHING";
    let (partner, customer) = (&claim.partner, &claim.customer);
    let rows = connection.prepare_cached(INSERT)?.execute(params![
        number,
        claim.digest().as_bytes(),
        claim.claim_name,
        claim.program.word(),
        claim.edition.as_ref().map(EditionId::as_str),
        claim.engagement,
        claim.solution_area,
        claim.activity.word(),
        claim.recognition_only,
        claim.status.word(),
        claim.created_on.to_string(),
        claim.submitted_on.to_string(),
        claim.transaction_on.map(|day| day.to_string()),
        partner.name,
        partner.partner_id,
        partner.global_partner_id,
        partner.location,
        partner.country,
        partner.contact_name,
        partner.contact_email,
        customer.name,
        customer.domain,
        customer.tenant_id.as_str(),
        customer.country,
        customer.sector.word(),
        customer.contact_name,
        customer.contact_email,
        customer.contact_title,
        customer.domain_mismatch_reason,
    ])?;
    Ok(rows == 1)
}

fn workloads(connection: &Connection, number: u32, claim: &Claim) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached("INSERT INTO workload VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for (position, workload) in (0_u32..).zip(&claim.workloads) {
        insert.execute(params![
            number,
            position,
            workload.name,
            workload.subscription_id.as_ref().map(Guid::as_str),
            workload.association.word(),
            workload.associated_on.map(|day| day.to_string()),
        ])?;
    }
    Ok(())
}

fn documents(connection: &Connection, number: u32, claim: &Claim) -> rusqlite::Result<()> {
    let mut text = connection.prepare_cached("INSERT INTO document_text (text) VALUES (?1)")?;
    let mut insert = connection.prepare_cached("INSERT INTO document VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for (position, document) in (0_u32..).zip(&claim.documents) {
        let text_id = text.insert([&document.text])?;
        insert.execute(params![
            number,
            position,
            document.file_name,
            document.kind.word(),
            document.uploaded_on.map(|day| day.to_string()),
            text_id,
        ])?;
    }
    Ok(())
}

fn entries(connection: &Connection, number: u32, claim: &Claim) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached("INSERT INTO history VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for (position, entry) in (0_u32..).zip(&claim.history) {
        let action = word_of(&entry.action);
        insert.execute(params![number, position, written(entry.on), action, entry.actor, entry.note])?;
    }
    let mut insert = connection.prepare_cached("INSERT INTO comment VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (position, comment) in (0_u32..).zip(&claim.comments) {
        insert.execute(params![number, position, written(comment.on), comment.author, comment.text])?;
    }
    Ok(())
}

/// An instant as it is stored.
pub(super) fn written(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// The word of a history action, or its own text.
fn word_of(action: &HistoryAction) -> String {
    match serde_json::to_value(action) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
