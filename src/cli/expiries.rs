//! `expiries`: clocks that ran out, proposed as a batch and confirmed by a person.

use super::Outcome;
use super::args::{Expiries, Format};
use super::output::Output;
use crate::desk::{Desk, ExpiryRow};
use crate::domain::ClaimId;
use std::io;

/// `expiries`
pub(super) fn run(args: &Expiries, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let chosen = match (&args.confirm, args.confirm_all) {
        (Some(claims), _) => Some(claims.clone()),
        (None, true) => Some(open(&desk.expiries()?)),
        (None, false) => None,
    };
    if let Some(claims) = chosen.filter(|claims| !claims.is_empty()) {
        let confirmed = desk.confirm_expiries(&claims)?.value;
        output
            .talk(&format!("{confirmed} confirmed for the system of record; no claim was decided by it."))?;
    }
    let rows = desk.expiries()?;
    if output.format != Format::Text {
        output.list("proofdesk.expiries/1", &rows)?;
        return Ok(0);
    }
    rows.iter().try_for_each(|row| print(row, output))?;
    output.talk(&format!("{} ran out, {} not confirmed yet.", rows.len(), open(&rows).len()))?;
    Ok(0)
}

/// Claims with a clock that ran out and was not confirmed, each once.
fn open(rows: &[ExpiryRow]) -> Vec<ClaimId> {
    let mut claims: Vec<ClaimId> =
        rows.iter().filter(|row| row.confirmed.is_none()).map(|row| row.claim_id.clone()).collect();
    claims.sort();
    claims.dedup();
    claims
}

fn print(row: &ExpiryRow, output: &mut Output<'_>) -> io::Result<()> {
    output.line(&format!("{}  {} / {}", row.claim_id, row.partner, row.customer))?;
    output.line(&format!("    {}", row.prediction.text))?;
    if let Some(request) = &row.prediction.request {
        output.line(&format!("    Asked: {request}"))?;
    }
    if let Some((by, at)) = &row.confirmed {
        output.line(&format!("    Confirmed by {by} on {}.", at.format("%Y-%m-%d %H:%M UTC")))?;
    }
    Ok(())
}
