//! `export`: decisions as JSON Lines, JSON or CSV, second opinions as JSON Lines, the record as a pack; to standard
//! output or a new file.

use super::Outcome;
use super::args::{Export, Exported, Format};
use super::output::Output;
use crate::desk::{Desk, ExportFormat, ExportOptions, Failure, FailureKind, OpinionExport};
use std::path::Path;

/// `export`
pub(super) fn run(args: &Export, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let to = args.to.as_deref().or(args.file.as_deref());
    fits(args, output.format)?;
    match args.what {
        Exported::Decisions => decisions(args, to, desk, output),
        Exported::SecondLooks => opinions(OpinionExport::SecondLooks, to, desk, output),
        Exported::Adjudications => opinions(OpinionExport::Adjudications, to, desk, output),
        Exported::DoubleReviews => opinions(OpinionExport::DoubleReviews, to, desk, output),
        Exported::Pack => pack(args.since, to, desk, output),
    }
}

/// Refuses options that would be passed over in silence.
fn fits(args: &Export, format: Format) -> Result<(), Failure> {
    let refused = |why: &str| Err(Failure::new(FailureKind::Usage, "Nothing was exported.", why));
    let of_decisions =
        args.csv || args.withdrawn || args.released || args.with_personal_data || format == Format::Csv;
    if of_decisions && args.what != Exported::Decisions {
        return refused(
            "CSV, --withdrawn, --released and --with-personal-data are for the export of decisions.",
        );
    }
    if args.since.is_some() && args.what != Exported::Pack {
        return refused("--since is for the export of a pack.");
    }
    Ok(())
}

fn decisions(args: &Export, to: Option<&Path>, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
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
    let decisions = match to {
        Some(path) => desk.export_to(options, path)?,
        None => desk.export(options, output.stream())?,
    };
    output.talk(&format!("{decisions} decisions exported."))?;
    Ok(0)
}

fn opinions(which: OpinionExport, to: Option<&Path>, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let count = desk.export_opinions(which, to, output.stream())?;
    output.talk(&format!("{count} lines exported."))?;
    Ok(0)
}

fn pack(since: Option<u64>, to: Option<&Path>, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let packed = desk.export_pack(since, to, output.stream())?;
    if to.is_some() && output.format != Format::Text {
        output.object(&serde_json::json!({ "schema": "proofdesk.packed/1", "file": to, "pack": packed }))?;
        return Ok(0);
    }
    output.talk(&format!(
        "{} events of {} exported up to event {} ({}). The pack is as confidential as the desk.",
        packed.events,
        if packed.desks.len() == 1 {
            "this desk".to_owned()
        } else {
            format!("{} desks", packed.desks.len())
        },
        packed.head.seq,
        packed.head.hash.short()
    ))?;
    Ok(0)
}
