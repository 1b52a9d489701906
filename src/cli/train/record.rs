//! `train record`: a pack made of reviews that were done.

use crate::cli::Outcome;
use crate::cli::args::Format;
use crate::cli::output::Output;
use crate::desk::training::{Recording, record_pack};
use crate::domain::ClaimId;
use crate::paths::Paths;
use clap::{Args, ValueHint};
use std::path::PathBuf;

/// `train record`
#[derive(Debug, Args)]
pub struct Record {
    /// Only these claims; all that were reviewed when none is named
    #[arg(value_name = "CLAIM")]
    pub only: Vec<ClaimId>,
    /// Decisions as `export --format jsonl` writes them; verdicts become answers, notes their rationale
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub reviews: PathBuf,
    /// The claims they are about, as they were imported
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub claims: PathBuf,
    /// Who stands behind which invented name; made when it is not there, and yours to correct
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub names: PathBuf,
    /// The folder to make
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub into: PathBuf,
    /// Title of the pack
    #[arg(long, default_value = "Recorded reviews")]
    pub title: String,
}

/// `train record`
pub(super) fn run(args: &Record, paths: &Paths, output: &mut Output<'_>) -> Outcome {
    let recording = Recording {
        reviews: args.reviews.clone(),
        claims: args.claims.clone(),
        only: args.only.clone(),
        names: args.names.clone(),
        into: args.into.clone(),
        title: args.title.clone(),
    };
    let made = record_pack(&recording, paths)?;
    let result = super::code(&made.check.problems);
    if output.format != Format::Text {
        output.object(&serde_json::json!({ "schema": "proofdesk.training-recorded/1", "report": made }))?;
        return Ok(result);
    }
    for problem in &made.check.problems {
        output.line(&format!("problem  {problem}"))?;
    }
    let claims = made.claims.len();
    let what = if claims == 1 { "1 claim".to_owned() } else { format!("{claims} claims") };
    output.line(&format!("{} holds {what}; {} names were replaced.", made.folder.display(), made.names))?;
    output.line(&format!(
        "Read it before others do. {} undoes it: keep it to yourself.",
        made.names_file.display()
    ))?;
    Ok(result)
}
