//! `export`: decisions as JSON Lines, JSON or CSV, second opinions as JSON Lines; to standard output or a new file.

use super::Outcome;
use super::args::{Export, Exported, Format};
use super::output::Output;
use crate::desk::{Desk, ExportFormat, ExportOptions, OpinionExport};

/// `export`
pub(super) fn run(args: &Export, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    match args.what {
        Exported::Decisions => decisions(args, desk, output),
        Exported::SecondLooks => opinions(OpinionExport::SecondLooks, args, desk, output),
        Exported::Adjudications => opinions(OpinionExport::Adjudications, args, desk, output),
    }
}

fn decisions(args: &Export, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let format = match (args.csv, output.format) {
        (true, _) | (false, Format::Csv) => ExportFormat::Csv,
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

fn opinions(which: OpinionExport, args: &Export, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let count = desk.export_opinions(which, args.to.as_deref(), output.stream())?;
    output.talk(&format!("{count} lines exported."))?;
    Ok(0)
}
