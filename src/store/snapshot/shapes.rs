//! One row as the part of a claim it holds.

use super::columns::{Columns, Fault};
use crate::domain::{
    Claim, ClaimComment, ClaimId, Customer, Digest, HistoryAction, HistoryEntry, Partner, PoeDocument,
    Workload,
};
use std::sync::Arc;

pub(super) fn header_of(number: u32, columns: &mut Columns<'_>) -> Result<(Claim, Option<Digest>), Fault> {
    let digest = columns.digest("digest")?;
    let claim = Claim {
        claim_id: ClaimId::parse(&format!("{number:07}"))
            .map_err(|_| Fault { why: "claim_id is not a number of seven digits".to_owned() })?,
        claim_name: columns.text("claim_name")?,
        program: columns.word("program")?,
        edition: columns.optional_word("edition")?,
        engagement: columns.text("engagement")?,
        solution_area: columns.text("solution_area")?,
        activity: columns.word("activity")?,
        recognition_only: columns.flag("recognition_only")?,
        status: columns.word("status")?,
        created_on: columns.date("created_on")?,
        submitted_on: columns.date("submitted_on")?,
        transaction_on: columns.optional_date("transaction_on")?,
        partner: partner_of(columns)?,
        customer: customer_of(columns)?,
        history: Vec::new(),
        workloads: Vec::new(),
        documents: Vec::new(),
        comments: Vec::new(),
    };
    Ok((claim, digest))
}

fn partner_of(columns: &mut Columns<'_>) -> Result<Partner, Fault> {
    Ok(Partner {
        name: columns.text("partner_name")?,
        partner_id: columns.text("partner_id")?,
        global_partner_id: columns.optional_text("partner_global_id")?,
        location: columns.text("partner_location")?,
        country: columns.text("partner_country")?,
        contact_name: columns.text("partner_contact_name")?,
        contact_email: columns.text("partner_contact_email")?,
    })
}

fn customer_of(columns: &mut Columns<'_>) -> Result<Customer, Fault> {
    Ok(Customer {
        name: columns.text("customer_name")?,
        domain: columns.text("customer_domain")?,
        tenant_id: columns.word("customer_tenant_id")?,
        country: columns.text("customer_country")?,
        sector: columns.word("customer_sector")?,
        contact_name: columns.text("customer_contact_name")?,
        contact_email: columns.text("customer_contact_email")?,
        contact_title: columns.optional_text("customer_contact_title")?,
        domain_mismatch_reason: columns.optional_text("customer_domain_mismatch_reason")?,
    })
}

pub(super) fn workload_of(columns: &mut Columns<'_>) -> Result<Workload, Fault> {
    Ok(Workload {
        name: columns.text("workload.name")?,
        subscription_id: columns.optional_word("workload.subscription_id")?,
        association: columns.word("workload.association")?,
        associated_on: columns.optional_date("workload.associated_on")?,
    })
}

pub(super) fn document_of(columns: &mut Columns<'_>) -> Result<Arc<PoeDocument>, Fault> {
    Ok(Arc::new(PoeDocument {
        file_name: columns.text("document.file_name")?,
        kind: columns.word("document.kind")?,
        uploaded_on: columns.optional_date("document.uploaded_on")?,
        text: columns.text("document_text.text")?,
    }))
}

pub(super) fn history_of(columns: &mut Columns<'_>) -> Result<HistoryEntry, Fault> {
    Ok(HistoryEntry {
        on: columns.instant("history.at")?,
        action: action_of(columns.text("history.action")?),
        actor: columns.text("history.actor")?,
        note: columns.optional_text("history.note")?,
    })
}

pub(super) fn comment_of(columns: &mut Columns<'_>) -> Result<ClaimComment, Fault> {
    Ok(ClaimComment {
        on: columns.instant("comment.at")?,
        author: columns.text("comment.author")?,
        text: columns.text("comment.text")?,
    })
}

/// A history action from its word; a word of its own is kept as it stands.
fn action_of(word: String) -> HistoryAction {
    serde_json::from_value(serde_json::Value::String(word.clone())).unwrap_or(HistoryAction::Other(word))
}
