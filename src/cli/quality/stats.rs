//! `stats`: every figure of the statistics.

use super::args::Stats;
use super::table::{Row, rows};
use crate::cli::Outcome;
use crate::cli::args::Format;
use crate::cli::output::Output;
use crate::desk::{Desk, StatisticsOptions};
use crate::statistics::Estimate;
use std::io;

/// `stats`
pub(in crate::cli) fn run(args: &Stats, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let figures = desk.statistics(&StatisticsOptions { period: args.period.clone() })?;
    match output.format {
        Format::Json | Format::Jsonl => {
            output.object(&serde_json::json!({ "schema": "proofdesk.statistics/1", "figures": figures }))?;
        }
        Format::Csv => csv(&rows(&figures), output)?,
        Format::Text => text(&rows(&figures), output)?,
    }
    Ok(0)
}

fn text(rows: &[Row], output: &mut Output<'_>) -> io::Result<()> {
    let mut group = "";
    for row in rows {
        if row.group != group {
            group = &row.group;
            output.line(group)?;
        }
        let cases = match (row.count, row.of) {
            (Some(count), Some(of)) => format!("{count} of {of}"),
            (Some(count), None) => count.to_string(),
            (None, of) => of.map_or_else(String::new, |of| format!("n {of}")),
        };
        let estimate = row.estimate.map_or_else(String::new, |found| estimate_words(&found));
        let bound = row.at_most.map_or_else(String::new, |most| format!("  at most {most:.3}"));
        let line = format!("  {:<34} {:<12} {cases:>14}  {estimate}{bound}", row.item, row.measure);
        output.line(line.trim_end())?;
    }
    Ok(())
}

fn estimate_words(found: &Estimate) -> String {
    format!("{:>6.3}  ({:.3} to {:.3})", found.value, found.low, found.high)
}

fn csv(rows: &[Row], output: &mut Output<'_>) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(output.stream());
    table.write_record(["group", "item", "measure", "count", "of", "value", "low", "high", "at_most"])?;
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let whole = |value: Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
    for row in rows {
        let estimate = |of: fn(&Estimate) -> f64| number(row.estimate.as_ref().map(of));
        table.write_record([
            row.group.clone(),
            row.item.clone(),
            row.measure.to_owned(),
            whole(row.count),
            whole(row.of),
            estimate(|found| found.value),
            estimate(|found| found.low),
            estimate(|found| found.high),
            number(row.at_most),
        ])?;
    }
    table.flush()
}
