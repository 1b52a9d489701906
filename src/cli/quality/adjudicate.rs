//! `adjudicate`: shows where two opinions differ, and settles it cell by cell.

use super::args::Adjudicate;
use crate::cli::args::Format;
use crate::cli::output::Output;
use crate::cli::{Outcome, Stop};
use crate::desk::{AdjudicateRequest, Desk, Difference, DifferingCell, Failure, FailureKind, SettledCell};
use crate::domain::{Cause, CellKey, ClaimId, Requirement, UnknownWord, Verdict};

/// `adjudicate`
pub(in crate::cli) fn run(args: &Adjudicate, desk: &mut Desk, output: &mut Output<'_>) -> Outcome {
    let mut found = desk.differences()?;
    found.retain(|difference| args.all || difference.settled.is_none());
    let Some(claim) = &args.claim else {
        list(&found, output)?;
        return Ok(0);
    };
    found.retain(|difference| {
        difference.claim_id == *claim && args.second.is_none_or(|second| second == difference.second.hash)
    });
    let Some(difference) = found.first() else {
        return Err(none(claim).into());
    };
    match &args.because {
        Some(because) => settle(args, difference, because, desk, output),
        None if args.cell.is_empty() => {
            show(&found, output)?;
            Ok(0)
        }
        None => Err(usage("Nothing was settled: --because says why.").into()),
    }
}

fn usage(why: impl Into<String>) -> Failure {
    Failure::new(FailureKind::Usage, "The difference was not settled.", why)
}

fn none(claim: &ClaimId) -> Failure {
    Failure::new(
        FailureKind::NotFound,
        format!("Claim {claim} has no difference to be settled."),
        "Both opinions agree, there is only one, or it is settled.",
    )
    .hint("proofdesk adjudicate lists open differences; --all lists settled ones too.")
}

fn settle(
    args: &Adjudicate,
    difference: &Difference,
    because: &str,
    desk: &mut Desk,
    output: &mut Output<'_>,
) -> Outcome {
    let cells = args.cell.iter().map(|text| settled_cell(text, difference)).collect::<Result<_, _>>()?;
    let request = AdjudicateRequest {
        claim_id: difference.claim_id.clone(),
        second: args.second,
        cells,
        kind: args.kind.unwrap_or(difference.first.kind),
        note: because.to_owned(),
    };
    desk.adjudicate(&request)?;
    let words = format!("The difference on claim {} is settled: {}.", request.claim_id, request.kind.label());
    if output.format == Format::Text {
        output.line(&words)?;
    } else {
        let schema = "proofdesk.adjudicated/1";
        let settled = serde_json::json!({
            "schema": schema, "claim_id": request.claim_id, "kind": request.kind, "cells": request.cells,
        });
        output.object(&settled)?;
    }
    Ok(0)
}

/// Reads `R3:Microsoft Intune=met,evidence-missed`.
fn settled_cell(text: &str, difference: &Difference) -> Result<SettledCell, Failure> {
    let form = || usage(format!("{text:?} is not CELL=VERDICT,CAUSE."));
    let (cell, said) = text.rsplit_once('=').ok_or_else(form)?;
    let (verdict, cause) = said.split_once(',').ok_or_else(form)?;
    let unknown = |error: UnknownWord| usage(error.to_string());
    Ok(SettledCell {
        key: cell_key(cell, difference)?,
        verdict: verdict.trim().parse::<Verdict>().map_err(unknown)?,
        cause: cause.trim().parse::<Cause>().map_err(unknown)?,
    })
}

fn cell_key(text: &str, difference: &Difference) -> Result<CellKey, Failure> {
    let (row, workload) = text.split_once(':').map_or((text, None), |(row, name)| (row, Some(name.trim())));
    let requirement = Requirement::find(row.trim()).ok_or_else(|| {
        usage(format!("There is no requirement {row:?}.")).hint("Requirements are R1 to R6.")
    })?;
    let named = |cell: &&DifferingCell| {
        let same = match (&cell.key.workload, workload) {
            (Some(known), Some(name)) => known.eq_ignore_ascii_case(name),
            (known, name) => known.is_none() && name.is_none(),
        };
        cell.key.requirement == requirement && same
    };
    let found = difference.cells.iter().find(named);
    found.map(|cell| cell.key.clone()).ok_or_else(|| usage(format!("Both opinions have no cell {text:?}.")))
}

fn list(found: &[Difference], output: &mut Output<'_>) -> Result<(), Stop> {
    if output.format != Format::Text {
        output.list("proofdesk.differences/1", found)?;
        return Ok(());
    }
    for difference in found {
        let state = if difference.settled.is_some() { "settled" } else { "open" };
        output.line(&format!(
            "{}  {state:<8} {:<16} {:<16} {}",
            difference.claim_id,
            difference.first.kind.label(),
            difference.second.kind.label(),
            counted(difference.differing().count()),
        ))?;
    }
    output.talk(&format!("{} differences.", found.len()))?;
    Ok(())
}

fn counted(cells: usize) -> String {
    if cells == 1 { "1 cell differs".to_owned() } else { format!("{cells} cells differ") }
}

fn show(found: &[Difference], output: &mut Output<'_>) -> Result<(), Stop> {
    if output.format != Format::Text {
        output.list("proofdesk.differences/1", found)?;
        return Ok(());
    }
    for difference in found {
        let (first, second) = (&difference.first, &difference.second);
        output.line(&format!("Claim {}", difference.claim_id))?;
        for (which, opinion) in [("first", first), ("second", second)] {
            output.line(&format!(
                "  {which:<6} {} by {} on {}  {}",
                opinion.kind.label(),
                opinion.by,
                opinion.at.format("%Y-%m-%d %H:%M UTC"),
                opinion.hash
            ))?;
        }
        for cell in &difference.cells {
            let mark = if cell.differs() { "!=" } else { "  " };
            let (first, second) = (cell.first.verdict.label(), cell.second.verdict.label());
            output.line(&format!("{mark} {first:<15} {second:<15} {}", cell.key))?;
        }
        if let Some(settled) = &difference.settled {
            output.line(&format!(
                "   settled by {}: {}. {}",
                settled.by,
                settled.kind.label(),
                settled.note
            ))?;
        }
    }
    Ok(())
}
