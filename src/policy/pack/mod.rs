//! Training packs as data: what a pack is for, who may see which claim, what counts, what is told on the way.
//!
//! Read from `pack.toml` (`docs/training.md`). Every error names file and line. Nothing here reads a claim or an
//! answer: whether they fit the pack is checked where both are at hand.

mod manifest;
mod step;

pub use step::Step;

use super::{PolicyError, SourceFile};
use crate::domain::{Answer, ClaimId, Costs, Gate, Mode};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A training pack without its claims and answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pack {
    /// Lower-case word that names the pack, for example `first-day`.
    pub id: String,
    /// Title people read.
    pub title: String,
    /// What a trainee can do afterwards.
    pub aims: Vec<String>,
    /// The day the claims are judged on.
    pub as_of: DateTime<Utc>,
    /// File of the claims, beside the manifest.
    pub claims: String,
    /// File of the answers, beside the manifest.
    pub answers: String,
    /// Sets of the answers file that belong to the pack, in the order they are played; all when empty.
    pub sets: Vec<String>,
    /// How the pack can be played; the first one is offered first.
    pub modes: Vec<Mode>,
    /// In which order claims are played. An exam is always in random order.
    pub order: Order,
    /// How an exam is drawn.
    pub exam: Exam,
    /// How a calibration is drawn.
    pub calibration: Calibration,
    /// What each fault costs.
    #[serde(skip)]
    pub costs: Costs,
    /// Figures a trainee has to reach, in order.
    pub gates: Vec<Gate>,
    /// What guided mode tells, in the order it is told.
    #[serde(skip)]
    pub steps: Vec<Step>,
    /// Lines of the manifest, for errors that are found later.
    #[serde(skip)]
    lines: BTreeMap<String, usize>,
    /// The manifest as error messages call it.
    #[serde(skip)]
    pub file: String,
}

/// In which order claims are played.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// As the answers file lists them, set by set.
    File,
    /// These first, then the others as in the file.
    Listed(Vec<ClaimId>),
    /// Drawn anew for each session.
    Random,
}

/// How an exam is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Exam {
    /// Claims of one exam; all when absent.
    pub claims: Option<u32>,
    /// Claims that are shown in exams only, so that nobody can learn them by heart.
    pub secret: BTreeSet<ClaimId>,
}

/// How a calibration is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Calibration {
    /// Claims of one calibration, when the pack has so many.
    pub claims: u32,
}

impl Default for Calibration {
    fn default() -> Self {
        Self { claims: 10 }
    }
}

impl Pack {
    /// Reads a manifest; every error names its line.
    pub fn parse(source: &SourceFile) -> Result<Self, Vec<PolicyError>> {
        manifest::read(source)
    }

    /// Whether the pack can be played so.
    pub fn offers(&self, mode: Mode) -> bool {
        self.modes.contains(&mode)
    }

    /// Whether an answer belongs to the pack.
    pub fn takes(&self, answer: &Answer) -> bool {
        self.sets.is_empty() || answer.set.as_ref().is_some_and(|set| self.sets.contains(set))
    }

    /// Whether a claim may be shown in this mode: a secret one in exams only.
    pub fn shows(&self, claim: &ClaimId, mode: Mode) -> bool {
        mode == Mode::Exam || !self.exam.secret.contains(claim)
    }

    /// What guided mode tells about a claim, in order: steps of this claim and steps of every claim.
    pub fn steps_of<'p>(&'p self, claim: &'p ClaimId) -> impl Iterator<Item = &'p Step> {
        self.steps.iter().filter(move |step| step.claim.as_ref().is_none_or(|of| of == claim))
    }

    /// Line of the manifest where a key of it stands, for example `exam.secret`; the first line when it does not.
    pub fn line_of(&self, key: &str) -> usize {
        self.lines.get(key).copied().unwrap_or(1)
    }
}

#[cfg(test)]
mod tests;
