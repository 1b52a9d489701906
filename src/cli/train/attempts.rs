//! `train attempts`: what somebody has answered, for `train score` and `train report`.

use crate::cli::Outcome;
use crate::cli::args::Format;
use crate::cli::output::Output;
use crate::desk::Job;
use crate::desk::training::recorded_attempts;
use crate::domain::Mode;
use crate::paths::Paths;
use clap::Args;

/// `train attempts`
#[derive(Debug, Args)]
pub struct Attempts {
    /// Id of the pack
    pub pack: String,
    /// Only those in this mode
    #[arg(long, value_parser = super::parse_mode)]
    pub mode: Option<Mode>,
}

/// `train attempts`
pub(super) fn run(args: &Attempts, who: &str, paths: &Paths, output: &mut Output<'_>) -> Outcome {
    let attempts = recorded_attempts(&args.pack, args.mode, who, (paths, &Job::silent()))?;
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
