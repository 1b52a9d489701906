//! `lease`: who works on which claims; a claim taken, taken over, given back.

use super::Outcome;
use super::args::{Format, Lease};
use super::output::Output;
use crate::desk::{Desk, Holder, RunningLease};
use crate::domain::ClaimId;
use std::io;

/// `lease`
pub(super) fn run(args: &Lease, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    match &args.claim {
        None => list(&desk.leases()?, output)?,
        Some(claim) if args.give_back => {
            let words = if desk.give_back(claim)? { "is free again" } else { "was not yours to give back" };
            output.talk(&format!("Claim {claim} {words}."))?;
        }
        Some(claim) => {
            let until = desk.take_lease(claim, args.take_over)?;
            if output.format == Format::Text {
                output.line(&format!("Claim {claim} is yours until {}.", until.format("%H:%M UTC")))?;
            } else {
                let schema = "proofdesk.lease/1";
                output.object(&serde_json::json!({ "schema": schema, "claim_id": claim, "until": until }))?;
            }
        }
    }
    Ok(0)
}

fn list(leases: &[RunningLease], output: &mut Output<'_>) -> io::Result<()> {
    if output.format != Format::Text {
        return output.list("proofdesk.leases/1", leases);
    }
    for lease in leases {
        let mine = if lease.mine { "  (you)" } else { "" };
        output.line(&format!("{}  {}{mine}", lease.claim_id, lease.holder.words()))?;
    }
    output.talk(&match leases.len() {
        0 => "Nobody works on a claim right now.".to_owned(),
        1 => "1 claim is worked on.".to_owned(),
        many => format!("{many} claims are worked on."),
    })
}

/// Tells somebody who records something that somebody else works on the claim.
pub(super) fn tell(claim: &ClaimId, holder: Option<&Holder>, output: &mut Output<'_>) -> io::Result<()> {
    match holder {
        Some(holder) => output.talk(&format!("Claim {claim} is worked on by {}.", holder.words())),
        None => Ok(()),
    }
}
