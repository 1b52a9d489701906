//! `train list` and `train check`.

use super::code;
use crate::cli::Outcome;
use crate::cli::args::Format;
use crate::cli::output::Output;
use crate::desk::training::{LIVE_TITLE, PackCheck, check_pack, training_packs};
use crate::paths::Paths;
use std::io;
use std::path::Path;

/// `train list`
pub(super) fn packs(paths: &Paths, output: &mut Output<'_>) -> Outcome {
    let packs = training_packs(paths)?;
    if output.format != Format::Text {
        output.list("proofdesk.training-packs/1", &packs)?;
        return Ok(0);
    }
    for found in &packs {
        print(found, output)?;
    }
    output.line(&format!("{:<12}  {LIVE_TITLE} of the snapshot, without a pack", "--shadow"))?;
    output.line(&format!("{:<12}  shadow; compared with the real decisions by score and report", ""))?;
    Ok(0)
}

/// `train check`
pub(super) fn check(folder: &Path, paths: &Paths, output: &mut Output<'_>) -> Outcome {
    let found = check_pack(folder, paths)?;
    let result = code(&found.problems);
    if output.format != Format::Text {
        output.object(&serde_json::json!({ "schema": "proofdesk.training-check/1", "report": found }))?;
        return Ok(result);
    }
    for problem in &found.problems {
        output.line(&format!("problem  {problem}"))?;
    }
    let problems = found.problems.len();
    let verdict = if problems == 0 { "no problems".to_owned() } else { format!("problems: {problems}") };
    output.line(&format!(
        "{} claims, {} cells to judge, {} quotes; {verdict}.",
        found.claims, found.cells, found.quotes
    ))?;
    Ok(result)
}

fn print(found: &PackCheck, output: &mut Output<'_>) -> io::Result<()> {
    let problems = found.problems.len();
    let Some(pack) = &found.pack else {
        return output.line(&format!("(unreadable)  {}; problems: {problems}", found.origin));
    };
    let modes: Vec<&str> = pack.modes.iter().map(|mode| mode.word()).collect();
    output.line(&format!("{:<12}  {}", pack.id, pack.title))?;
    let broken = if problems == 0 { String::new() } else { format!("; problems: {problems}") };
    let (claims, origin) = (found.claims, &found.origin);
    output.line(&format!("{:<12}  {claims} claims; {}; {origin}{broken}", "", modes.join(", ")))
}
