//! A JSON object as a claim (interchange formats §1).

use super::context::Context;
use super::fields::{Object, Problem};
use crate::domain::{
    Claim, ClaimComment, ClaimId, Customer, EditionId, Guid, HistoryAction, HistoryEntry, Partner,
    PoeDocument, Program, Status, Workload,
};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde_json::Value;
use std::collections::HashSet;
use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;

/// Reads a claim and leaves remarks about it in the context.
pub(super) fn claim(value: Value, context: &mut Context<'_>) -> Result<Claim, Problem> {
    let mut object = Object::new(value, "", context.limits.field_bytes)?;
    let mut claim = header(&mut object, context)?;
    claim.history = history(&mut object, context)?;
    claim.workloads = workloads(&mut object, context)?;
    claim.documents = documents(&mut object, context)?;
    claim.comments = comments(&mut object, context)?;
    context.unknown_fields(object.unknown());
    check(&mut claim, context)?;
    Ok(claim)
}

/// The claim id of a line that may be refused, when it can be read.
pub(super) fn claim_id_of(value: &Value) -> Option<String> {
    value.get("claim_id")?.as_str().and_then(|text| ClaimId::parse(text).ok()).map(String::from)
}

fn header(object: &mut Object, context: &mut Context<'_>) -> Result<Claim, Problem> {
    let partner = object.object("partner").and_then(|fields| partner(fields, context))?;
    let customer = object.object("customer").and_then(|fields| customer(fields, context))?;
    Ok(Claim {
        claim_id: object.parsed("claim_id", word)?,
        claim_name: object.text("claim_name")?,
        program: object.parsed("program", word)?,
        edition: object.optional::<EditionId>("edition", word)?,
        engagement: object.text("engagement")?,
        solution_area: object.text("solution_area")?,
        activity: object.parsed("activity", word)?,
        recognition_only: object.flag("recognition_only")?,
        status: object.parsed("status", status)?,
        created_on: object.parsed("created_on", date)?,
        submitted_on: object.parsed("submitted_on", date)?,
        transaction_on: object.optional("transaction_on", date)?,
        history: Vec::new(),
        partner,
        customer,
        workloads: Vec::new(),
        documents: Vec::new(),
        comments: Vec::new(),
    })
}

fn partner(mut object: Object, context: &mut Context<'_>) -> Result<Partner, Problem> {
    let partner = Partner {
        name: object.text("name")?,
        partner_id: object.text("partner_id")?,
        global_partner_id: object.optional_text("global_partner_id")?,
        location: object.text("location")?,
        country: object.text("country")?,
        contact_name: object.text("contact_name")?,
        contact_email: object.text("contact_email")?,
    };
    context.unknown_fields(object.unknown());
    Ok(partner)
}

fn customer(mut object: Object, context: &mut Context<'_>) -> Result<Customer, Problem> {
    let customer = Customer {
        name: object.text("name")?,
        domain: object.text("domain")?,
        tenant_id: object.parsed("tenant_id", guid)?,
        country: object.text("country")?,
        sector: object.parsed("sector", word)?,
        contact_name: object.text("contact_name")?,
        contact_email: object.text("contact_email")?,
        contact_title: object.optional_text("contact_title")?,
        domain_mismatch_reason: object.optional_text("domain_mismatch_reason")?,
    };
    context.unknown_fields(object.unknown());
    Ok(customer)
}

fn history(object: &mut Object, context: &mut Context<'_>) -> Result<Vec<HistoryEntry>, Problem> {
    let mut entries = Vec::new();
    for mut entry in object.list("history", context.limits.entries)?.unwrap_or_default() {
        entries.push(HistoryEntry {
            on: entry.parsed("on", instant)?,
            action: entry.parsed("action", action)?,
            actor: entry.text("actor")?,
            note: entry.optional_text("note")?.filter(|note| !note.is_empty()),
        });
        context.unknown_fields(entry.unknown());
    }
    if !entries.is_sorted_by_key(|entry: &HistoryEntry| entry.on) {
        context.note("The history was not in the order of time and has been sorted.");
        entries.sort_by_key(|entry| entry.on);
    }
    Ok(entries)
}

fn workloads(object: &mut Object, context: &mut Context<'_>) -> Result<Vec<Workload>, Problem> {
    let mut workloads = Vec::new();
    for mut line in object.required_list("workloads", context.limits.workloads)? {
        workloads.push(Workload {
            name: line.text("name")?,
            subscription_id: line.optional("subscription_id", guid)?,
            association: line.parsed("association", word)?,
            associated_on: line.optional("associated_on", date)?,
        });
        context.unknown_fields(line.unknown());
    }
    Ok(workloads)
}

fn documents(object: &mut Object, context: &mut Context<'_>) -> Result<Vec<Arc<PoeDocument>>, Problem> {
    let mut documents = Vec::new();
    for mut fields in object.required_list("documents", context.limits.documents)? {
        documents.push(Arc::new(PoeDocument {
            file_name: fields.text("file_name")?,
            kind: fields.parsed("kind", word)?,
            uploaded_on: fields.optional("uploaded_on", date)?,
            text: document_text(&mut fields, context)?,
        }));
        context.unknown_fields(fields.unknown());
    }
    Ok(documents)
}

fn document_text(fields: &mut Object, context: &mut Context<'_>) -> Result<String, Problem> {
    let longest = context.limits.text_bytes;
    let text = fields.long_text("text", longest)?;
    let path = fields.optional_text("path")?;
    match (text, path, &context.folder) {
        (Some(text), None, _) => Ok(text),
        (None, Some(path), Some(folder)) => {
            let (text, remark) = folder.read(&path, longest).map_err(|why| fields.problem("path", why))?;
            if let Some(remark) = remark {
                context.note(format!("{path}: {remark}"));
            }
            Ok(text)
        }
        (None, Some(_), None) => {
            Err(fields.problem("path", "Documents of this source must be given inline, as text."))
        }
        (Some(_), Some(_), _) => Err(fields.problem("path", "Give either text or path, not both.")),
        (None, None, _) => {
            Err(fields.problem("text", "A document needs its text, or the path of a .txt or .md file."))
        }
    }
}

fn comments(object: &mut Object, context: &mut Context<'_>) -> Result<Vec<ClaimComment>, Problem> {
    let mut comments = Vec::new();
    for mut fields in object.list("comments", context.limits.entries)?.unwrap_or_default() {
        comments.push(ClaimComment {
            author: fields.text("author")?,
            on: fields.parsed("on", instant)?,
            text: fields.text("text")?,
        });
        context.unknown_fields(fields.unknown());
    }
    comments.sort_by_key(|comment| comment.on);
    Ok(comments)
}

/// What holds between fields.
fn check(claim: &mut Claim, context: &mut Context<'_>) -> Result<(), Problem> {
    let partner_activities = claim.program == Program::PartnerActivities;
    if partner_activities && claim.edition.as_ref().is_some_and(|edition| edition.as_str() == "fy20") {
        return Err(Problem::new("edition", "Partner Activities do not exist in edition fy20 (ED-03)."));
    }
    if claim.workloads.is_empty() && !partner_activities {
        return Err(Problem::new("workloads", "A CPOR claim needs at least one workload."));
    }
    distinct_workloads(claim)?;
    distinct_documents(claim, context)?;
    if claim.submitted_on < claim.created_on {
        context.note(format!(
            "Submitted on {}, before it was created on {}.",
            claim.submitted_on, claim.created_on
        ));
    }
    Ok(())
}

/// A verdict is kept under the workload's name, so a name can stand in a claim only once; a product of Business
/// Applications once for each subscription, because each is associated by itself (ENT-307).
fn distinct_workloads(claim: &Claim) -> Result<(), Problem> {
    let mut names = HashSet::new();
    claim.workloads.iter().enumerate().try_for_each(|(at, workload)| {
        if workload.name.trim().is_empty() {
            return Err(Problem::new(&format!("workloads[{at}].name"), "The name is empty."));
        }
        if names.insert((workload.name.as_str(), workload.subscription_id.as_ref())) {
            return Ok(());
        }
        let reason = format!(
            "{:?} is claimed twice; each line needs a name or a subscription of its own.",
            workload.name
        );
        Err(Problem::new(&format!("workloads[{at}].name"), reason))
    })
}

/// A pin names its document by file name, so a second document of one name gets a number.
fn distinct_documents(claim: &mut Claim, context: &mut Context<'_>) -> Result<(), Problem> {
    let mut names: HashSet<String> = HashSet::new();
    for (at, document) in claim.documents.iter_mut().enumerate() {
        if document.file_name.trim().is_empty() {
            return Err(Problem::new(&format!("documents[{at}].file_name"), "The file name is empty."));
        }
        if names.insert(document.file_name.clone()) {
            continue;
        }
        let taken = document.file_name.clone();
        let free = (2..=context.limits.documents + 1)
            .map(|number| format!("{taken} ({number})"))
            .find(|name| !names.contains(name))
            .unwrap_or_default();
        context.note(format!("Two documents are named {taken:?}; the second one is listed as {free:?}."));
        names.insert(free.clone());
        Arc::make_mut(document).file_name = free;
    }
    Ok(())
}

pub(super) fn word<T: FromStr<Err: Display>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: T::Err| sentence(&error))
}

/// The canonical word, or the label of the status in any case.
fn status(text: &str) -> Result<Status, String> {
    let by_label =
        || Status::ALL.iter().copied().find(|status| status.label().eq_ignore_ascii_case(text.trim()));
    text.parse().or_else(|error| by_label().ok_or_else(|| sentence(&error)))
}

fn guid(text: &str) -> Result<Guid, String> {
    Guid::read(text).map_err(|error| sentence(&error))
}

fn action(text: &str) -> Result<HistoryAction, String> {
    serde_json::from_value(Value::String(text.to_owned())).map_err(|error| sentence(&error))
}

fn date(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .filter(|_| text.len() == 10 && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()))
        .filter(|day| day.year() > 0)
        .ok_or_else(|| format!("{text:?} is not a date; expected one like 2025-09-15."))
}

pub(super) fn instant(text: &str) -> Result<DateTime<Utc>, String> {
    DateTime::parse_from_rfc3339(text)
        .ok()
        .map(|instant| instant.to_utc())
        .filter(|instant| (1..=9999).contains(&instant.year()))
        .ok_or_else(|| format!("{text:?} is not an instant; expected one like 2025-09-15T08:00:00Z."))
}

pub(super) fn sentence(error: &impl Display) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}
