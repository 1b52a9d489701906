//! Attempts of a file held against the answers of a pack, or those at live claims against real decisions.
//!
//! A line that is no attempt, or that answers a claim the pack does not hold, is a problem with its place; an attempt
//! that cannot be compared yet is listed with the reason. None is passed over in silence.

use super::packs::LoadedPack;
use super::real_decisions::{NotCompared, RealDecision, RealDecisions};
use crate::desk::open::open_snapshot;
use crate::desk::{Failure, SnapshotChoice, import::unreadable};
use crate::domain::{Answer, Attempt, Claim, ClaimId, Costs, Mode};
use crate::intake::{self, Limits, Refusal};
use crate::paths::Paths;
use crate::rules::scoring::{self, Hit, Score};
use crate::statistics::training::{Graded, GradedCell};
use crate::store::snapshot::Snapshot;
use serde::Serialize;
use std::path::Path;

/// What attempts earned.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scores {
    /// Id of the pack.
    pub pack: String,
    /// Attempts in the order of their files.
    pub attempts: Vec<ScoredAttempt>,
    /// Attempts at live claims that are compared with no decision, each with its place and the reason.
    pub not_compared: Vec<Refusal>,
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
    /// Whose decision it is compared with, in shadow mode; else it is the answer of the pack.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub real: Option<RealDecision>,
}

/// What attempts are held against.
#[derive(Clone, Copy)]
pub struct Measure<'a> {
    /// The answers, prices and gates.
    pub pack: &'a LoadedPack,
    /// Real decisions, for attempts of shadow mode.
    pub reviews: Option<&'a Reviews>,
    /// Whose attempts are that do not say it.
    pub trainee: Option<&'a str>,
}

/// Real decisions with the claims they are about.
pub struct Reviews {
    decisions: RealDecisions,
    claims: Snapshot,
}

/// Why an attempt earns nothing.
enum NotScored {
    /// It does not fit: the field, and why.
    Problem(&'static str, String),
    /// It fits, and nothing can be said of it.
    NotCompared(NotCompared),
}

impl Reviews {
    /// Reads exported decisions and opens the snapshot that holds the claims; opens no desk.
    pub fn open(exported: &Path, claims: &SnapshotChoice, paths: &Paths) -> Result<Self, Failure> {
        Ok(Self { decisions: RealDecisions::read(exported)?, claims: open_snapshot(claims, paths)?.0 })
    }

    fn score(&self, attempt: &Attempt, costs: &Costs) -> Result<ScoredAttempt, NotScored> {
        let claim = self.claims.claim(&attempt.claim_id);
        let claim = claim.map_err(|error| NotScored::Problem("claim_id", error.to_string()))?;
        let (answer, real) = self.decisions.answer_to(attempt, claim.as_ref())?;
        let claim = claim.ok_or(NotCompared::ClaimGone)?;
        Ok(ScoredAttempt { real: Some(real), ..scored(&answer, attempt, (&claim, costs)) })
    }
}

impl From<NotCompared> for NotScored {
    fn from(why: NotCompared) -> Self {
        Self::NotCompared(why)
    }
}

/// Holds the attempts of files against what they are measured by.
pub fn score_files(measure: &Measure<'_>, files: &[impl AsRef<Path>]) -> Result<Scores, Failure> {
    let mut scores = Scores {
        pack: measure.pack.pack.id.clone(),
        attempts: Vec::new(),
        not_compared: Vec::new(),
        problems: Vec::new(),
    };
    for file in files {
        let found = intake::read_attempts(file.as_ref(), &Limits::default())
            .map_err(|error| unreadable("The attempts could not be read.", &error))?;
        scores.problems.extend(found.refusals);
        for (line, mut attempt) in found.attempts {
            if let Some(trainee) = measure.trainee.filter(|_| attempt.trainee.is_empty()) {
                trainee.clone_into(&mut attempt.trainee);
            }
            let place = |field: Option<&str>, reason: String| Refusal {
                file: found.file.clone(),
                line,
                field: field.map(str::to_owned),
                claim_id: Some(attempt.claim_id.to_string()),
                reason,
            };
            match measure.score(&attempt) {
                Ok(earned) => scores.attempts.push(earned),
                Err(NotScored::Problem(field, why)) => scores.problems.push(place(Some(field), why)),
                Err(NotScored::NotCompared(why)) => scores.not_compared.push(place(None, why.to_string())),
            }
        }
    }
    Ok(scores)
}

impl Measure<'_> {
    /// Live claims are held against real decisions, all others against the answers of the pack.
    fn score(&self, attempt: &Attempt) -> Result<ScoredAttempt, NotScored> {
        match (attempt.mode, self.reviews) {
            (Mode::Shadow, Some(reviews)) => reviews.score(attempt, &self.pack.pack.costs),
            (Mode::Shadow, None) => {
                let why = "Live claims are compared with real decisions; --reviews names their file.";
                Err(NotScored::Problem("mode", why.to_owned()))
            }
            _ => score_attempt(self.pack, attempt).map_err(|(field, why)| NotScored::Problem(field, why)),
        }
    }
}

/// Holds one attempt against its answer; else the field that does not fit, and why.
pub fn score_attempt(
    loaded: &LoadedPack,
    attempt: &Attempt,
) -> Result<ScoredAttempt, (&'static str, String)> {
    let pack = &loaded.pack;
    if attempt.mode == Mode::Calibration {
        let reason = "A calibration is compared, not scored; see `proofdesk train calibrate`.";
        return Err(("mode", reason.to_owned()));
    }
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
    Ok(scored(answer, attempt, (claim, &pack.costs)))
}

fn scored(answer: &Answer, attempt: &Attempt, (claim, costs): (&Claim, &Costs)) -> ScoredAttempt {
    ScoredAttempt {
        trainee: attempt.trainee.clone(),
        mode: attempt.mode,
        seconds: attempt.seconds,
        traps: answer.all_traps(),
        score: scoring::score(answer, attempt, claim, costs),
        at: attempt.at,
        real: None,
    }
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
