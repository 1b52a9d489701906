//! `conflicts batch`: plan, open the sample, commit.

use super::resolving::{print_factors, print_line};
use crate::cli::Outcome;
use crate::cli::args::{Batch, Format};
use crate::cli::output::Output;
use crate::desk::{BatchPlan, BatchRequest, ConflictFilter, Desk, Failure, FailureKind};
use crate::domain::ConflictId;
use std::io;
use std::path::Path;

/// `conflicts batch`
pub(super) fn run(args: &Batch, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let Some(path) = &args.plan else { return plan(args, desk, output) };
    let plan = read(path)?;
    match &args.open {
        Some(conflict) => open(&plan, conflict, desk, output),
        None => commit(&plan, desk, output),
    }
}

fn usage(why: &str) -> Failure {
    Failure::new(FailureKind::Usage, "No batch was planned.", why)
}

/// Writes the plan; the same file is what a later call commits.
fn plan(args: &Batch, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    if !args.dry_run {
        let hint = "Write a plan with --dry-run first; --plan FILE commits it.";
        return Err(usage("A batch is committed from a plan only.").hint(hint).into());
    }
    let rationale = args.because.clone().ok_or_else(|| usage("--because TEXT is missing."))?;
    let filter = ConflictFilter::parse(&args.filter.join(" ")).map_err(|error| usage(&error.to_string()))?;
    let rows = desk.conflicts(&filter)?.rows;
    let conflicts = rows.into_iter().map(|row| row.conflict.id).collect();
    let plan = desk.plan_batch(&BatchRequest {
        conflicts,
        rationale,
        consulted: args.consulted.clone(),
        seed: args.seed.clone(),
    })?;
    output.object(&plan)?;
    talk(&plan, output)?;
    Ok(0)
}

/// What the plan comes to, on the other stream than the plan itself.
fn talk(plan: &BatchPlan, output: &mut Output<'_>) -> io::Result<()> {
    output.talk(&format!(
        "Batch {}: {} rows, {} not batchable. To be opened first: {}.",
        plan.id.short(),
        plan.rows.len(),
        plan.excluded.len(),
        plan.sample.iter().map(ConflictId::as_str).collect::<Vec<_>>().join(", ")
    ))?;
    for row in &plan.excluded {
        output.talk(&format!("  {}  {} / {}: {}", row.conflict, row.customer, row.subject, row.why))?;
    }
    Ok(())
}

fn read(path: &Path) -> Result<BatchPlan, Failure> {
    let unreadable = |why: String| {
        Failure::new(FailureKind::Data, format!("The plan in {} cannot be read.", path.display()), why)
    };
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| unreadable(error.to_string()))
}

fn open(plan: &BatchPlan, conflict: &ConflictId, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let comparison = desk.open_row(plan, conflict)?.value;
    print_factors(&comparison, output)?;
    if output.format == Format::Text {
        for row in plan.rows.iter().filter(|row| row.conflict == *conflict) {
            output.line(&format!(
                "{} / {}: {} ({})",
                row.customer,
                row.subject,
                row.outcome,
                row.rule.label()
            ))?;
            row.evidence.iter().try_for_each(|line| output.line(&format!("  {line}")))?;
            for line in &row.cascade {
                print_line(&line.partner, Some(line.before), &line.line, output)?;
                let comment = line.comment.iter().flat_map(|text| text.lines());
                comment.into_iter().try_for_each(|text| output.line(&format!("      {text}")))?;
            }
        }
    }
    let left = desk.unopened_rows(plan)?.len();
    output.talk(&format!("Opened. {left} rows of the sample are left."))?;
    Ok(0)
}

fn commit(plan: &BatchPlan, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let receipt = desk.commit_batch(plan)?.value;
    if output.format == Format::Text {
        let decided: usize = receipt.resolutions.iter().map(|one| one.resolution.decisions().count()).sum();
        output.line(&format!(
            "Batch {}: {} conflicts settled, {decided} decisions held.",
            receipt.plan,
            receipt.resolutions.len()
        ))?;
    } else {
        output.object(&serde_json::json!({ "schema": "proofdesk.batch/1", "batch": receipt }))?;
    }
    Ok(0)
}
