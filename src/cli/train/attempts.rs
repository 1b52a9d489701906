//! `train attempts`: what somebody has answered, for `train score` and `train report`.

use super::{Played, Surrounded};
use crate::cli::Outcome;
use crate::cli::args::Format;
use crate::cli::output::Output;
use crate::desk::Job;
use crate::desk::training::{recorded_attempts, recorded_shadow_attempts};

/// `train attempts`
pub(super) fn run(args: &Played, at: &Surrounded<'_>, output: &mut Output<'_>) -> Outcome {
    let job = Job::silent();
    let attempts = match &args.pack {
        Some(pack) => recorded_attempts(pack, args.mode, &at.who.name, (at.paths, &job))?,
        None => recorded_shadow_attempts(&at.snapshot, &at.who.name, (at.paths, &job))?,
    };
    if output.format == Format::Json {
        output
            .object(&serde_json::json!({ "schema": "proofdesk.training-attempts/1", "items": attempts }))?;
        return Ok(0);
    }
    // One attempt a line in text, too: other commands read it.
    for attempt in &attempts {
        output.line(&serde_json::to_string(attempt).map_err(std::io::Error::from)?)?;
    }
    Ok(0)
}
