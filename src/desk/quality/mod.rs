//! Second looks: which decisions are looked at again, by whom, what differs, and what follows for the figures.
//!
//! A second look is served like any other claim and reviewed on the same screen. Everything about it is read through
//! the blind connection of the store, so no screen and no command can show the first review to whoever sits in the
//! second seat.

mod adjudicating;
mod blind;
mod cases;
mod differences;
mod exporting;
mod facts;
mod notes;
mod sampling;
mod serving;
mod unmarked;

pub use adjudicating::{AdjudicationDraft, CellTexts, OpenDifference, PinnedText};
pub use differences::{
    AdjudicateRequest, Difference, DifferingCell, Opinion, OpinionCell, SettledCell, Settlement,
};
pub use exporting::OpinionExport;
pub use facts::StatisticsOptions;
pub use notes::Reading;
pub use sampling::{SampleRow, SampleState, SampleView};

use super::{Failure, FailureKind};
use crate::assets;
use crate::domain::{Actor, Answer};
use crate::intake::{self, AnswerSource, Limits};
use crate::paths::Paths;
use crate::statistics::sample::SamplePlan;
use crate::store::desk_file::BlindDesk;
use std::path::Path;

/// What the desk needs for second looks.
pub(super) struct Second {
    /// What may be read in a blind seat.
    blind: BlindDesk,
    /// How much is looked at again.
    plan: SamplePlan,
    /// Known answers to claims among the others.
    answers: Vec<Answer>,
    /// Decisions as the sample sees them, kept because reading them all takes long.
    cases: cases::Cases,
}

impl Second {
    /// Opens the blind connection and reads plan and known answers.
    pub(super) fn open(desk: &Path, actor: &Actor, paths: &Paths) -> Result<Self, Failure> {
        Ok(Self {
            blind: BlindDesk::open(desk, actor)?,
            plan: plan(&paths.sample_plan())?,
            answers: answers(&desk.with_extension("gold.jsonl"))?,
            cases: cases::Cases::default(),
        })
    }
}

/// The plan of the program, or the user's own.
fn plan(own: &Path) -> Result<SamplePlan, Failure> {
    let unusable = |why: String| {
        Failure::new(FailureKind::Usage, "The plan of the samples cannot be used.", why)
            .hint(format!("Correct {}.", own.display()))
    };
    let text = match std::fs::read_to_string(own) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => assets::SAMPLE_PLAN.to_owned(),
        Err(error) => return Err(unusable(error.to_string())),
    };
    SamplePlan::parse(&text).map_err(|error| unusable(error.to_string()))
}

/// The known answers beside the desk file; none when there is no such file. A line that is no answer is an error: a
/// claim must not silently lose its answer.
fn answers(path: &Path) -> Result<Vec<Answer>, Failure> {
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let unusable = |why: String| Failure::new(FailureKind::Data, "The known answers cannot be used.", why);
    let found = intake::read_answers(&AnswerSource::File(path.to_owned()), &Limits::default())
        .map_err(|error| unusable(error.to_string()))?;
    match found.refusals.first() {
        Some(refusal) => Err(unusable(refusal.to_string())),
        None => Ok(found.answers),
    }
}
