//! `verify`: is the record of this desk whole?

use super::Outcome;
use super::args::Format;
use super::output::Output;
use crate::desk::VerifyReport;

/// Exit code when the record is broken: a rule of the desk refuses it.
const BROKEN: u8 = 4;

/// `verify`
pub(super) fn verify(report: &VerifyReport, output: &mut Output<'_>) -> Outcome {
    let whole = report.first_break.is_none();
    if output.format == Format::Text {
        match &report.first_break {
            None => output.line(&format!(
                "The record is whole: {} events, newest link {}.",
                report.events,
                report.head.hash.short()
            ))?,
            Some(broken) => output.line(&format!(
                "The record is broken at {}: {}",
                broken.seq.map_or_else(|| "the file".to_owned(), |seq| format!("event {seq}")),
                broken.what
            ))?,
        }
    } else {
        output.object(
            &serde_json::json!({ "schema": "proofdesk.verify/1", "whole": whole, "report": report }),
        )?;
    }
    Ok(if whole { 0 } else { BROKEN })
}
