//! Gates: figures a trainee has to reach before being trusted alone.

use super::Mode;
use serde::{Deserialize, Serialize};

/// What a gate measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Points kept of the points that could be had.
    Points,
    /// Claims decided right, or as the trainer accepts.
    Decisions,
    /// Cells whose verdict is exactly the right one.
    ExactCells,
    /// Cohen's kappa of the verdicts with the right ones.
    Kappa,
    /// Gwet's AC1 of the verdicts with the right ones.
    Ac1,
}

impl Measure {
    /// The words a person reads.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Points => "points",
            Self::Decisions => "decisions",
            Self::ExactCells => "exact cells",
            Self::Kappa => "kappa",
            Self::Ac1 => "AC1",
        }
    }
}

/// A figure a trainee has to reach.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Lower-case word that names the gate.
    pub id: String,
    /// Title people read.
    pub title: String,
    /// What is measured.
    pub measure: Measure,
    /// First attempts at so many claims are needed before the gate says anything.
    pub claims: u32,
    /// The figure that has to be reached, 0 to 1.
    pub least: f64,
    /// The figure to aim at, when it is higher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aim: Option<f64>,
    /// Modes whose attempts count.
    #[serde(default = "usual_modes")]
    pub modes: Vec<Mode>,
}

/// Guided attempts are never counted unless a gate says so: the answer is told on the way.
fn usual_modes() -> Vec<Mode> {
    vec![Mode::Practice, Mode::Exam, Mode::Shadow]
}
