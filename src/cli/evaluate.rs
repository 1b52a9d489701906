//! `evaluate`: figures about suggestions, and the cases behind them.

use super::Outcome;
use super::args::{Evaluate, Format};
use super::output::Output;
use crate::desk::{Desk, EvaluationReport, Job, evaluate_claims};
use crate::evidence::evaluation::{Case, Evaluation, GroupFigures, figures_table};
use crate::paths::Paths;
use std::io;
use std::path::Path;

/// Measures the suggestions for the open snapshot.
pub(super) fn snapshot(args: &Evaluate, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let report = desk.evaluate(args.answers.as_deref(), &Job::silent())?;
    tell(report, args, output)
}

/// Measures the suggestions for the claims of a file; no desk is opened.
pub(super) fn claims(args: &Evaluate, paths: &Paths, output: &mut Output<'_>) -> Outcome {
    let claims = args.claims.as_deref().unwrap_or(Path::new(""));
    let report = evaluate_claims(paths, claims, args.answers.as_deref(), &Job::silent())?;
    tell(report, args, output)
}

fn tell(mut report: EvaluationReport, args: &Evaluate, output: &mut Output<'_>) -> Outcome {
    let code = if report.problems.is_empty() { 0 } else { 7 };
    if output.format != Format::Text {
        if !args.cases {
            report.evaluation.cases.clear();
        }
        output.object(&serde_json::json!({ "schema": "proofdesk.evaluation/1", "report": report }))?;
        return Ok(code);
    }
    for problem in &report.problems {
        output.line(&format!("problem  {problem}"))?;
    }
    print_figures(&report.evaluation, output)?;
    if args.cases {
        report.evaluation.cases.iter().try_for_each(|case| print_case(case, output))?;
    }
    Ok(code)
}

fn print_figures(evaluation: &Evaluation, output: &mut Output<'_>) -> io::Result<()> {
    output.line(&format!("{} claims held against their answers.", evaluation.claims))?;
    let table = figures_table(evaluation);
    let width = |column: usize| {
        table.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..table.first().map_or(0, Vec::len)).map(width).collect();
    for row in &table {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        output.line(cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    output.line("")?;
    for class in evaluation.mentions.classes() {
        output.line(&format!(
            "mention {:<9}  F1 {:.3}  ({} wanted, {} found, {} agreed)",
            class.mention.label(),
            class.f1,
            class.wanted,
            class.found,
            class.agreed
        ))?;
    }
    if let Some(mean) = evaluation.mentions.macro_f1() {
        output.line(&format!("mention macro-F1   {mean:.3}"))?;
    }
    print_groups("conflict groups", evaluation.conflicts, output)?;
    print_groups("near-duplicates", evaluation.near_duplicates, output)
}

fn print_groups(name: &str, figures: Option<GroupFigures>, output: &mut Output<'_>) -> io::Result<()> {
    figures.map_or(Ok(()), |figures| {
        let (found, wrong) = (figures.found, figures.false_groups);
        output.line(&format!("{name}    {} of {} found, {wrong} false", found.hits, found.of))
    })
}

fn print_case(case: &Case, output: &mut Output<'_>) -> io::Result<()> {
    let row = case.requirement.map_or("", |requirement| requirement.code());
    let workload = case.workload.as_deref().unwrap_or_default();
    output.line("")?;
    output.line(format!("{}  {} {row} {workload}", case.figure.label(), case.claim_id).trim_end())?;
    output.line(&format!("    wanted  {}", case.wanted))?;
    output.line(&format!("    found   {}", case.found))
}
