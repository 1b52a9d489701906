//! Whether a trainee has reached the figures of a pack.
//!
//! A gate says nothing before there are as many claims as it asks for. What is compared is the figure itself; its
//! interval stands beside it, so that a narrow pass is seen as one.

use super::{Graded, profile};
use crate::domain::{Gate, Measure};
use crate::statistics::Estimate;
use serde::Serialize;

/// How far a trainee is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GateState {
    /// The figure to aim at is reached, or the one to reach where there is no other.
    Reached,
    /// The figure to reach is reached, the one to aim at is not.
    Passed,
    /// The figure is too low.
    Below,
    /// More claims are needed.
    TooFew,
    /// The figure cannot be computed, for example kappa when every answer was the same.
    Undefined,
}

impl GateState {
    /// The words a person reads.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::Passed => "passed, short of the aim",
            Self::Below => "not reached",
            Self::TooFew => "too few claims",
            Self::Undefined => "cannot be computed",
        }
    }

    /// Whether the gate is behind the trainee.
    pub const fn is_passed(self) -> bool {
        matches!(self, Self::Reached | Self::Passed)
    }
}

/// A gate with the figure of one trainee.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GateResult {
    /// The gate.
    #[serde(flatten)]
    pub gate: Gate,
    /// Claims that counted.
    pub counted: u32,
    /// The figure, also before it says anything.
    pub figure: Option<Estimate>,
    /// What follows.
    pub state: GateState,
}

/// Holds first attempts against a gate.
pub fn gate(gate: &Gate, attempts: &[Graded]) -> GateResult {
    let counting: Vec<Graded> =
        attempts.iter().filter(|attempt| gate.modes.contains(&attempt.mode)).cloned().collect();
    let profile = profile(&counting);
    let figure = match gate.measure {
        Measure::Points => profile.points.share,
        Measure::Decisions => profile.decisions.share,
        Measure::ExactCells => profile.exact_cells.share,
        Measure::Kappa => profile.agreement.kappa,
        Measure::Ac1 => profile.agreement.ac1,
    };
    let state = match figure {
        _ if profile.attempts < gate.claims => GateState::TooFew,
        None => GateState::Undefined,
        Some(figure) if figure.value < gate.least => GateState::Below,
        Some(figure) if gate.aim.is_some_and(|aim| figure.value < aim) => GateState::Passed,
        Some(_) => GateState::Reached,
    };
    GateResult { gate: gate.clone(), counted: profile.attempts, figure, state }
}
