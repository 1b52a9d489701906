//! `reference`: look something up.

use super::Outcome;
use super::args::{Format, Reference};
use super::output::Output;
use crate::desk::{Desk, Failure, FailureKind};
use crate::domain::EditionId;

/// `reference`
pub(super) fn run(args: &Reference, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let edition = args.edition.as_deref().map(EditionId::parse).transpose().map_err(|error| {
        Failure::new(FailureKind::Usage, "Nothing could be looked up.", error.to_string())
    })?;
    let entries = desk.reference(&args.words.join(" "), edition.as_ref())?;
    if output.format != Format::Text {
        output.list("proofdesk.reference/1", &entries)?;
        return Ok(0);
    }
    for entry in &entries {
        output.line(&format!("{}  {}", entry.id, entry.title))?;
        for line in entry.text.lines() {
            output.line(&format!("    {line}"))?;
        }
        output.line(&format!("    [{}]", entry.source))?;
    }
    output.talk(&format!("{} entries.", entries.len()))?;
    Ok(0)
}
