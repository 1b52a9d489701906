//! `train report`: what each trainee can do, as Markdown, JSON or CSV.

use super::{Scoring, Surrounded, code, scored, unscored};
use crate::cli::Outcome;
use crate::cli::args::Format;
use crate::cli::output::Output;
use crate::desk::inert;
use crate::desk::training::{TraineeReport, TrainingReport, training_report};
use crate::statistics::training::{GateResult, Profile};
use crate::statistics::{Estimate, Share};
use std::io;

/// One figure.
struct Row {
    /// Whose; empty for the group.
    trainee: String,
    /// What kind of figure.
    measure: &'static str,
    /// What it is about.
    item: String,
    count: Option<u32>,
    of: Option<u32>,
    estimate: Option<Estimate>,
    /// Words beside it, for a gate.
    state: &'static str,
}

/// `train report`
pub(super) fn run(args: &Scoring, at: &Surrounded<'_>, output: &mut Output<'_>) -> Outcome {
    let (pack, scores) = scored(args, at)?;
    let report = training_report(&pack, &scores);
    match output.format {
        Format::Json | Format::Jsonl => output.object(&serde_json::json!({
            "schema": "proofdesk.training-report/1", "report": report, "problems": scores.problems,
            "not_compared": scores.not_compared,
        }))?,
        Format::Csv => csv(&report, output)?,
        Format::Text => markdown(&report, output)?,
    }
    if !matches!(output.format, Format::Json | Format::Jsonl) {
        unscored(&scores).try_for_each(|line| output.talk(&line))?;
    }
    Ok(code(&scores.problems))
}

fn rows(trainee: &str, profile: &Profile, gates: &[GateResult]) -> Vec<Row> {
    let row = |measure, item: &str, count, of, estimate| Row {
        trainee: trainee.to_owned(),
        measure,
        item: item.to_owned(),
        count,
        of,
        estimate,
        state: "",
    };
    let share = |measure, item: &str, share: &Share| {
        row(measure, item, Some(share.count), Some(share.of), share.share)
    };
    let points = &profile.points;
    let agreement = &profile.agreement;
    let mut rows = vec![
        row("points", "", Some(points.kept), Some(points.of), points.share),
        share("decisions", "", &profile.decisions),
        share("exact cells", "", &profile.exact_cells),
        row("agreement", "raw", Some(agreement.agreed), Some(agreement.pairs), agreement.raw),
        row("agreement", "kappa", None, Some(agreement.pairs), agreement.kappa),
        row("agreement", "AC1", None, Some(agreement.pairs), agreement.ac1),
    ];
    for (requirement, found) in &profile.requirements {
        rows.push(share("requirement", &format!("{} {}", requirement.code(), requirement.label()), found));
    }
    rows.extend(profile.traps.iter().map(|(trap, found)| share("trap", trap, found)));
    rows.extend(gates.iter().map(|found| Row {
        state: found.state.label(),
        ..row("gate", &found.gate.title, Some(found.counted), Some(found.gate.claims), found.figure)
    }));
    rows
}

fn csv(report: &TrainingReport, output: &mut Output<'_>) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(output.stream());
    table.write_record(["trainee", "measure", "item", "count", "of", "value", "low", "high", "state"])?;
    let whole = |value: Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
    let each = report.trainees.iter().flat_map(|of| rows(&of.trainee, &of.profile, &of.gates));
    for row in each.chain(rows("", &report.group, &[])) {
        let number = |of: fn(&Estimate) -> f64| row.estimate.as_ref().map(of).map(|value| value.to_string());
        table.write_record([
            inert(&row.trainee),
            row.measure.to_owned(),
            inert(&row.item),
            whole(row.count),
            whole(row.of),
            number(|found| found.value).unwrap_or_default(),
            number(|found| found.low).unwrap_or_default(),
            number(|found| found.high).unwrap_or_default(),
            row.state.to_owned(),
        ])?;
    }
    table.flush()
}

fn markdown(report: &TrainingReport, output: &mut Output<'_>) -> io::Result<()> {
    output.line(&format!("# {}", report.title))?;
    for trainee in &report.trainees {
        person(trainee, output)?;
    }
    output.line("")?;
    output.line(&format!("## All {} trainees", report.trainees.len()))?;
    table(&rows("", &report.group, &[]), output)
}

fn person(trainee: &TraineeReport, output: &mut Output<'_>) -> io::Result<()> {
    let name = if trainee.trainee.is_empty() { "(no name)" } else { &trainee.trainee };
    output.line("")?;
    output.line(&format!("## {name}"))?;
    output.line("")?;
    let attempts = trainee.profile.attempts;
    output.line(&format!("First attempts: {attempts}; repeated ones, not counted: {}.", trainee.repeated))?;
    table(&rows(&trainee.trainee, &trainee.profile, &trainee.gates), output)?;
    // Time stands apart and is compared with nobody's.
    trainee.profile.minutes.map_or(Ok(()), |minutes| {
        output.line("")?;
        output.line(&format!("Time on a claim, the middle one: {minutes:.1} minutes."))
    })
}

fn table(rows: &[Row], output: &mut Output<'_>) -> io::Result<()> {
    output.line("")?;
    output.line("| what | about | count | figure | 95 % interval | |")?;
    output.line("|---|---|---|---|---|---|")?;
    for row in rows {
        let count = match (row.count, row.of) {
            (Some(count), Some(of)) => format!("{count} of {of}"),
            (None, Some(of)) => format!("n {of}"),
            (count, None) => count.map_or_else(String::new, |count| count.to_string()),
        };
        let (figure, interval) = row.estimate.map_or_else(
            || ("–".to_owned(), String::new()),
            |found| (format!("{:.3}", found.value), format!("{:.3} to {:.3}", found.low, found.high)),
        );
        let item = row.item.replace('|', "/");
        output.line(&format!(
            "| {} | {item} | {count} | {figure} | {interval} | {} |",
            row.measure, row.state
        ))?;
    }
    Ok(())
}
