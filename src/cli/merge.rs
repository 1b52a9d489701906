//! `merge`: packs of other desks into this one, and the double reviews that follow from it.
//!
//! Each pack is merged as a whole or refused with what to do; a refused one does not keep the others out.

use super::args::{Format, Merge, Mergeable};
use super::output::Output;
use super::{Outcome, exit_code};
use crate::desk::{Desk, Difference, Failure, MergedPack, Opinion};
use std::io;
use std::path::PathBuf;

/// What became of one pack.
type Tried = Result<MergedPack, (PathBuf, Failure)>;

/// `merge`
pub(super) fn run(args: &Merge, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let Mergeable::Pack = args.what;
    let mut tried = Vec::new();
    for file in &args.files {
        let merged = desk.merge_pack(file).map(|done| done.value);
        tried.push(merged.map_err(|failure| (file.clone(), failure)));
    }
    let doubles = desk.double_reviews()?;
    if output.format == Format::Text {
        print(&tried, &doubles, output)?;
    } else {
        let packs: Vec<serde_json::Value> = tried.iter().map(shown).collect();
        output.object(&serde_json::json!({
            "schema": "proofdesk.merged/1", "packs": packs, "double_reviews": doubles,
        }))?;
    }
    let first = tried.iter().find_map(|tried| tried.as_ref().err());
    Ok(first.map_or(0, |(_, failure)| exit_code(failure.kind)))
}

fn shown(tried: &Tried) -> serde_json::Value {
    match tried {
        Ok(merged) => serde_json::json!(merged),
        Err((file, failure)) => serde_json::json!({ "file": file, "error": failure }),
    }
}

fn print(tried: &[Tried], doubles: &[Difference], output: &mut Output<'_>) -> io::Result<()> {
    for tried in tried {
        match tried {
            Ok(merged) => output.line(&format!(
                "{}: {} new events, {} known before (desk {}).",
                merged.file.display(),
                merged.new_events,
                merged.already,
                short(&merged.desk)
            ))?,
            Err((_, failure)) => output.failure(failure)?,
        }
    }
    let open: Vec<&Difference> =
        doubles.iter().filter(|double| double.is_one() && double.settled.is_none()).collect();
    for double in &open {
        output.line(&format!(
            "{}  {} and {}; {} cells differ",
            double.claim_id,
            opinion(&double.first),
            opinion(&double.second),
            double.differing().count()
        ))?;
    }
    let agreeing = doubles.iter().filter(|double| !double.is_one()).count();
    let settled = doubles.len() - open.len() - agreeing;
    output.talk(&format!(
        "{} decided at two desks: {} to be settled with proofdesk adjudicate, {settled} settled, {agreeing} agree.",
        doubles.len(),
        open.len()
    ))
}

fn opinion(opinion: &Opinion) -> String {
    let desk = opinion.desk.as_deref().map_or("", short);
    format!("{} by {} (desk {desk})", opinion.kind.label(), opinion.by)
}

/// Enough of an identity to tell desks apart.
fn short(desk: &str) -> &str {
    desk.get(..8).unwrap_or(desk)
}
