//! `train score`: what each attempt earned, and where it lost points.

use super::{Scoring, Surrounded, code, scored, unscored};
use crate::cli::Outcome;
use crate::cli::args::Format;
use crate::cli::output::Output;
use crate::desk::training::ScoredAttempt;
use crate::domain::Verdict;
use crate::rules::scoring::{CellScore, Charge, DecisionScore};
use std::io;

/// `train score`
pub(super) fn run(args: &Scoring, at: &Surrounded<'_>, output: &mut Output<'_>) -> Outcome {
    let (_, scores) = scored(args, at)?;
    let result = code(&scores.problems);
    if output.format != Format::Text {
        output.object(&serde_json::json!({ "schema": "proofdesk.training-scores/1", "report": scores }))?;
        return Ok(result);
    }
    for line in unscored(&scores) {
        output.line(&line)?;
    }
    for attempt in &scores.attempts {
        print(attempt, output)?;
    }
    let (kept, full) = scores
        .attempts
        .iter()
        .fold((0, 0), |(kept, full), attempt| (kept + attempt.score.points(), full + attempt.score.full));
    output.line(&format!("{} attempts, {kept} of {full} points.", scores.attempts.len()))?;
    Ok(result)
}

fn print(attempt: &ScoredAttempt, output: &mut Output<'_>) -> io::Result<()> {
    let score = &attempt.score;
    let head = format!("{}  {} of {} points", score.claim_id, score.points(), score.full);
    let who = if attempt.trainee.is_empty() { String::new() } else { format!("  {}", attempt.trainee) };
    // A real decision is in the record, which does not make it right.
    let (by, right) = attempt.real.as_ref().map_or_else(
        || (String::new(), "right is"),
        |real| (format!(", compared with the decision of {}", real.told()), "the real one is"),
    );
    output.line(&format!("{head}{who}{by}"))?;
    if let Some(decision) = score.decision.as_ref().filter(|decision| decision.lost > 0) {
        decided(decision, right, output)?;
    }
    for cell in score.differing() {
        differing(cell, right, output)?;
    }
    if score.missed_traps.is_empty() {
        return Ok(());
    }
    output.line(&format!("    missed: {}", score.missed_traps.join(", ")))
}

fn decided(decision: &DecisionScore, right_is: &str, output: &mut Output<'_>) -> io::Result<()> {
    let mine = decision.mine.map_or("none", crate::domain::DecisionKind::word);
    let right = decision.right.word();
    output.line(&format!(
        "    -{}  decision: {mine}, {right_is} {right}; {}",
        decision.lost,
        why(&decision.charges)
    ))
}

fn differing(cell: &CellScore, right_is: &str, output: &mut Output<'_>) -> io::Result<()> {
    let mine = cell.mine.map_or("open", Verdict::label);
    let right = if cell.mine == Some(cell.right) {
        String::new()
    } else {
        format!(", {right_is} {}", cell.right.label())
    };
    output.line(&format!("    -{}  {}: {mine}{right}; {}", cell.lost, cell.key, why(&cell.charges)))
}

fn why(charges: &[Charge]) -> String {
    charges.iter().map(|charge| charge.fault.label()).collect::<Vec<_>>().join("; ")
}
