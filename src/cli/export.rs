//! `export`: decisions as JSON Lines, JSON or CSV, to standard output or to a new file.

use super::Outcome;
use super::args::{Export, Exported, Format};
use super::output::Output;
use crate::desk::{Desk, ExportFormat, ExportOptions};

/// `export`
pub(super) fn run(args: &Export, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let Exported::Decisions = args.what;
    let format = match (args.csv, output.format) {
        (true, _) => ExportFormat::Csv,
        (false, Format::Json) => ExportFormat::Json,
        (false, Format::Jsonl | Format::Text) => ExportFormat::Jsonl,
    };
    let options = ExportOptions {
        format,
        withdrawn: args.withdrawn,
        released: args.released,
        personal_data: args.with_personal_data,
    };
    let decisions = match &args.to {
        Some(path) => desk.export_to(options, path)?,
        None => desk.export(options, output.stream())?,
    };
    output.talk(&format!("{decisions} decisions exported."))?;
    Ok(0)
}
