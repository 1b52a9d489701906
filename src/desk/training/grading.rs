//! Attempts held against the answers of a pack: those of a file, whoever made it.
//!
//! A line that is no attempt, or that answers a claim the pack does not hold, is a problem with its place and never
//! passed over in silence.

use super::packs::LoadedPack;
use crate::desk::{Failure, import::unreadable};
use crate::domain::{Attempt, ClaimId, Mode};
use crate::intake::{self, Limits, Refusal};
use crate::rules::scoring::{self, Hit, Score};
use crate::statistics::training::{Graded, GradedCell};
use serde::Serialize;
use std::path::Path;

/// What attempts earned.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scores {
    /// Id of the pack.
    pub pack: String,
    /// Attempts in the order of their files.
    pub attempts: Vec<ScoredAttempt>,
    /// Lines that could not be held against an answer, each with its place.
    pub problems: Vec<Refusal>,
}

/// One attempt with what it earned.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScoredAttempt {
    /// Who answered; empty when the file does not say.
    pub trainee: String,
    /// How it was played.
    pub mode: Mode,
    /// Seconds of work; never part of a score.
    pub seconds: Option<u64>,
    /// Traps of the claim.
    pub traps: Vec<String>,
    /// What it earned.
    #[serde(flatten)]
    pub score: Score,
    /// When it was committed, for the order of attempts at one claim.
    pub at: Option<chrono::DateTime<chrono::Utc>>,
}

/// Holds the attempts of files against the answers of a pack.
pub fn score_files(loaded: &LoadedPack, files: &[impl AsRef<Path>]) -> Result<Scores, Failure> {
    let mut scores = Scores { pack: loaded.pack.id.clone(), attempts: Vec::new(), problems: Vec::new() };
    for file in files {
        let found = intake::read_attempts(file.as_ref(), &Limits::default())
            .map_err(|error| unreadable("The attempts could not be read.", &error))?;
        scores.problems.extend(found.refusals);
        for (line, attempt) in &found.attempts {
            match score_attempt(loaded, attempt) {
                Ok(earned) => scores.attempts.push(earned),
                Err((field, reason)) => scores.problems.push(Refusal {
                    file: found.file.clone(),
                    line: *line,
                    field: Some(field.to_owned()),
                    claim_id: Some(attempt.claim_id.to_string()),
                    reason,
                }),
            }
        }
    }
    Ok(scores)
}

/// Holds one attempt against its answer; else the field that does not fit, and why.
pub fn score_attempt(
    loaded: &LoadedPack,
    attempt: &Attempt,
) -> Result<ScoredAttempt, (&'static str, String)> {
    let pack = &loaded.pack;
    if !attempt.pack.is_empty() && attempt.pack != pack.id {
        return Err((
            "pack",
            format!("This is an attempt at the pack {:?}, not at {:?}.", attempt.pack, pack.id),
        ));
    }
    let id: &ClaimId = &attempt.claim_id;
    let answer = loaded.answers.iter().find(|answer| answer.claim_id == *id);
    let Some((answer, claim)) = answer.zip(loaded.claims.get(id)) else {
        return Err(("claim_id", format!("The pack {:?} has no such claim.", pack.id)));
    };
    if let Some(cell) = attempt.cells.iter().find(|cell| answer.answer_to(&cell.key).is_none()) {
        return Err(("cells", format!("The claim has no cell {}.", cell.key)));
    }
    Ok(ScoredAttempt {
        trainee: attempt.trainee.clone(),
        mode: attempt.mode,
        seconds: attempt.seconds,
        traps: answer.all_traps(),
        score: scoring::score(answer, attempt, claim, &pack.costs),
        at: attempt.at,
    })
}

impl ScoredAttempt {
    /// The attempt as the statistics count it.
    pub fn graded(&self) -> Graded {
        let accepted = |hit| matches!(hit, Hit::Exact | Hit::Accepted);
        let seen = |trap: &String| (trap.clone(), !self.score.missed_traps.contains(trap));
        Graded {
            mode: self.mode,
            full: self.score.full,
            lost: self.score.lost,
            decided: self.score.decision.as_ref().map(|decision| accepted(decision.hit)),
            cells: self
                .score
                .judged()
                .map(|cell| GradedCell {
                    requirement: cell.key.requirement,
                    right: cell.right,
                    mine: cell.mine,
                    accepted: accepted(cell.hit),
                })
                .collect(),
            traps: self.traps.iter().map(seen).collect(),
            seconds: self.seconds,
        }
    }
}
