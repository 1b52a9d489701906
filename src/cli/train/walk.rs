//! `train walk`: recorded reviews listed, or printed key by key. They are shown in the terminal, which the program
//! opens itself.

use super::Surrounded;
use crate::cli::Outcome;
use crate::cli::args::Format;
use crate::cli::output::Output;
use crate::desk::training::{WalkKey, WalkReport, WalkShelf, WalkSummary};
use crate::paths::Paths;
use clap::{Args, ValueHint};
use std::io;

/// `train walk`
#[derive(Debug, Args)]
pub struct Walk {
    /// A log of keys, or the name of one in the list; the list itself when left out
    #[arg(value_name = "REVIEW", value_hint = ValueHint::FilePath)]
    pub review: Option<String>,
    /// List the recorded reviews
    #[arg(long, conflicts_with_all = ["review", "keys"])]
    pub list: bool,
    /// Print every key with what it did, instead of showing the review in the terminal
    #[arg(long, requires = "review")]
    pub keys: bool,
}

impl Walk {
    /// Whether it is shown in the terminal rather than printed.
    pub fn is_shown(&self, format: Format) -> bool {
        !self.list && !self.keys && format == Format::Text
    }
}

/// `train walk`
pub(super) fn run(args: &Walk, at: &Surrounded<'_>, output: &mut Output<'_>) -> Outcome {
    match &args.review {
        Some(review) => keys(&(at.walk)(review)?, output),
        None => list(at.paths, output),
    }
}

fn list(paths: &Paths, output: &mut Output<'_>) -> Outcome {
    let walks = WalkShelf::new(paths.clone()).list();
    if output.format != Format::Text {
        output.list("proofdesk.training-walks/1", &walks)?;
        return Ok(0);
    }
    walks.iter().try_for_each(|walk| output.line(&about(walk)))?;
    Ok(0)
}

fn about(walk: &WalkSummary) -> String {
    let holds = match (&walk.holds, &walk.problem) {
        (Some(holds), _) => format!(
            "claim {} of {}, {}; {} keys, {}:{:02} min{}",
            holds.claim_id,
            holds.pack,
            holds.mode.word(),
            holds.keys,
            holds.seconds / 60,
            holds.seconds % 60,
            if holds.decided { "" } else { ", not decided" },
        ),
        (None, problem) => problem.clone().unwrap_or_default(),
    };
    format!("{:<20}  {holds}", walk.name)
}

fn keys(report: &WalkReport, output: &mut Output<'_>) -> Outcome {
    let code = if report.plays { 0 } else { 7 };
    if output.format != Format::Text {
        output.object(&serde_json::json!({ "schema": "proofdesk.training-walk/1", "report": report }))?;
        return Ok(code);
    }
    let review = &report.review;
    output.line(&format!("Claim {} of {}, {} mode.", review.claim_id, review.pack, review.mode.word()))?;
    report.keys.iter().try_for_each(|key| print(key, output))?;
    report.warning.iter().try_for_each(|words| output.line(words))?;
    Ok(code)
}

fn print(key: &WalkKey, output: &mut Output<'_>) -> io::Result<()> {
    let (minutes, seconds, tenths) = (key.at / 60_000, key.at / 1000 % 60, key.at / 100 % 10);
    let title = key.title.unwrap_or("");
    let line = format!("{:>5}  {minutes}:{seconds:02}.{tenths}  {:<10}  {title}", key.number, key.key);
    output.line(line.trim_end())?;
    key.recorded.iter().try_for_each(|record| {
        let answer = match (&record.answer, record.agreement) {
            (Some(answer), Some(agreement)) => format!("; the answer is {answer}: {}", agreement.label()),
            _ => String::new(),
        };
        output.line(&format!("{:>5}  -> {}{answer}", "", record.what))
    })
}
