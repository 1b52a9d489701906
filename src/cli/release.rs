//! `release`, `reopen` and `void`: decisions leaving the desk, and coming back by a new act.

use super::Outcome;
use super::args::{Because, Format, Release};
use super::output::Output;
use crate::desk::{Desk, Outbox, ReleaseRequest, duration_words};
use crate::domain::ClaimId;
use std::io;

/// `release`
pub(super) fn release(args: &Release, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let request = match (args.claims.is_empty(), args.due, args.all) {
        (false, ..) => ReleaseRequest::Claims(args.claims.clone()),
        (true, true, _) => ReleaseRequest::Due,
        (true, _, true) => ReleaseRequest::All,
        (true, false, false) => return list(&desk.outbox()?, output),
    };
    let claims = desk.release(&request)?.value;
    if output.format != Format::Text {
        output.object(&serde_json::json!({ "schema": "proofdesk.released/1", "claims": claims }))?;
        return Ok(0);
    }
    for id in &claims {
        output.line(&format!("Claim {id}: released."))?;
    }
    if claims.is_empty() {
        output.talk("Nothing was due.")?;
    }
    Ok(0)
}

fn list(outbox: &Outbox, output: &mut Output<'_>) -> Outcome {
    match output.format {
        Format::Json => {
            output.object(&serde_json::json!({ "schema": "proofdesk.outbox/1", "outbox": outbox }))?;
        }
        Format::Jsonl | Format::Csv => output.list("proofdesk.outbox/1", &outbox.held)?,
        Format::Text => print(outbox, output)?,
    }
    Ok(0)
}

fn print(outbox: &Outbox, output: &mut Output<'_>) -> io::Result<()> {
    for row in &outbox.held {
        let left = row.held_until.map_or_else(
            || "due".to_owned(),
            |until| format!("{} left", duration_words((until - outbox.as_of).num_minutes())),
        );
        output.line(&format!(
            "{}  {:<16}  {left:<10}  by {}  {}",
            row.claim_id,
            row.kind.label(),
            row.by.name,
            row.customer.as_deref().unwrap_or_default()
        ))?;
    }
    output.talk(&format!(
        "{} held. A hold that has run out is released when the desk is next used.",
        outbox.held.len()
    ))
}

/// `reopen`
pub(super) fn reopen(args: &Because, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    desk.reopen(&args.claim, &args.because)?;
    told(&args.claim, "is open again; the claim waits again", output)
}

/// `void`
pub(super) fn void(args: &Because, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    desk.void(&args.claim, &args.because)?;
    told(&args.claim, "is void; the claim waits for a new first decision", output)
}

fn told(id: &ClaimId, what: &str, output: &mut Output<'_>) -> Outcome {
    output.talk(&format!("The decision on claim {id} {what}."))?;
    Ok(0)
}
