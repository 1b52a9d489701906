//! `reuse`: text that stands in the papers of more than one claim.

use super::Outcome;
use super::args::{Format, Reuse, ReuseCommand};
use super::output::Output;
use crate::desk::{Desk, Job, ReusePair, ReuseView};
use std::io;

/// `reuse`
pub(super) fn run(args: &Reuse, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    match &args.command {
        ReuseCommand::List { all } => list(*all, desk, output),
        ReuseCommand::Show { claim, other } => {
            let view = desk.reuse_between(claim, other, &Job::silent())?;
            show(&view, output)?;
            Ok(0)
        }
        ReuseCommand::Dismiss { claim, other, because } => {
            desk.dismiss_reuse(claim, other, because)?;
            output.talk(&format!("Text shared by {claim} and {other} is held to be no problem."))?;
            list(true, desk, output)
        }
        ReuseCommand::Reopen { claim, other, because } => {
            desk.reopen_reuse(claim, other, because)?;
            output.talk(&format!("Text shared by {claim} and {other} is to be looked at again."))?;
            list(true, desk, output)
        }
    }
}

fn list(all: bool, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let pairs = desk.reuse(all, &Job::silent())?;
    if output.format != Format::Text {
        output.list("proofdesk.reuse/1", &pairs)?;
        return Ok(0);
    }
    for pair in &pairs {
        output.line(&pair_text(pair))?;
    }
    Ok(0)
}

fn pair_text(pair: &ReusePair) -> String {
    let whose = if pair.same_customer { "one customer" } else { "two customers" };
    let why = pair.dismissed.as_deref().map_or_else(String::new, |why| format!("  no problem: {why}"));
    let percent = (pair.overlap * 100.0).round();
    format!("{percent:>3} %  {}  {}  {whose}{why}", pair.claim_id, pair.other)
}

fn show(view: &ReuseView, output: &mut Output<'_>) -> io::Result<()> {
    if output.format != Format::Text {
        return output.object(&serde_json::json!({ "schema": "proofdesk.reuse-pair/1", "reuse": view }));
    }
    output.line(&pair_text(&view.pair))?;
    for passage in &view.passages {
        output.line("")?;
        output.line(&format!("{} words", passage.words))?;
        let (span, other) = (passage.span, passage.other_span);
        output.line(&format!("  {}  {} {}-{}", view.pair.claim_id, view.document, span.start, span.end))?;
        output.line(&format!("    {}", passage.text))?;
        output
            .line(&format!("  {}  {} {}-{}", view.pair.other, view.other_document, other.start, other.end))?;
        output.line(&format!("    {}", passage.other_text))?;
    }
    Ok(())
}
