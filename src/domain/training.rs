//! The words of training: modes, attempts, and what each fault costs.
//!
//! An attempt is what a trainee answered to one claim. It is never a decision: no type here can be signed, released
//! or merged into a desk.

use super::words::{UnknownWord, vocabulary};
use super::{
    AnswerQuote, CellKey, ClaimId, DecisionKind, Digest, EvidencePin, ReasonCode, Requirement, Role,
    SessionName, Verdict,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

vocabulary! {
    /// How a training session is played (M12).
    Mode, "mode" {
        /// One requirement at a time, with the rule at hand and the reason after each answer.
        Guided = "guided", "Guided";
        /// The whole claim, compared with the answer when it is committed.
        Practice = "practice", "Practice";
        /// Nothing is told until the end; claims in random order, some of them never seen before.
        Exam = "exam", "Exam";
        /// Claims of a real snapshot, compared with the real decision later.
        Shadow = "shadow", "Shadow";
        /// The same claims for a whole team, blind; what was said is compared with each other, not scored.
        Calibration = "calibration", "Calibration";
    }
}

vocabulary! {
    /// What can be wrong with an attempt. Each fault has its price, and one mistake is one fault.
    Fault, "fault" {
        /// Met, or not applicable, although the proof does not show it: the claim would pass.
        FalsePass = "false-pass", "passed though not met";
        /// Met, or not applicable, although it cannot be told.
        UnclearPassed = "unclear-passed", "passed though unclear";
        /// Not met although the proof shows it: the partner would be refused.
        FalseFail = "false-fail", "failed though met";
        /// Not met although it cannot be told.
        UnclearFailed = "unclear-failed", "failed though unclear";
        /// Unclear although it can be told.
        FalseUnclear = "false-unclear", "unclear though it can be told";
        /// Met and not applicable confused: nothing else changes.
        Applicability = "applicability", "met and not applicable confused";
        /// The cell was left open.
        OpenCell = "open-cell", "left open";
        /// The verdict is right; the text it rests on is not cited.
        Uncited = "uncited", "the text it rests on is not cited";
        /// The verdict is right; its reason is not.
        WrongReason = "wrong-reason", "wrong reason";
        /// Something would be approved that must not be.
        FalseApprove = "false-approve", "approved what must not be";
        /// The claim would be rejected although it can still be cured or passes.
        FalseReject = "false-reject", "rejected what must not be";
        /// The partner would be asked although there is nothing to ask.
        FalseRequest = "false-action-required", "asked the partner for nothing";
        /// Reject and final reject confused.
        WrongFinality = "wrong-finality", "reject and final reject confused";
        /// No decision was made.
        Undecided = "undecided", "not decided";
    }
}

impl Mode {
    /// Whether what is right is told while the session is played.
    pub const fn tells(self) -> bool {
        matches!(self, Self::Guided | Self::Practice)
    }
}

impl Role {
    /// Whether somebody in this role leads calibrations, and may see what was said without taking part.
    pub const fn leads(self) -> bool {
        matches!(self, Self::Trainer | Self::Supervisor)
    }
}

impl Fault {
    /// What the fault costs when a pack says nothing: the dearest are those that let a wrong claim pass, or say
    /// nothing at all, so that leaving out never saves a point.
    pub const fn usual_cost(self) -> u32 {
        match self {
            Self::FalsePass | Self::FalseApprove | Self::OpenCell | Self::Undecided => 5,
            Self::UnclearPassed | Self::FalseFail | Self::FalseReject => 3,
            Self::UnclearFailed
            | Self::FalseUnclear
            | Self::Applicability
            | Self::Uncited
            | Self::WrongReason
            | Self::FalseRequest
            | Self::WrongFinality => 1,
        }
    }
}

/// What each fault costs in points, and how much the cells of a requirement weigh.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Costs {
    /// Prices that differ from the usual ones.
    pub points: BTreeMap<Fault, u32>,
    /// Factors of the faults in the cells of a requirement; 1 where none is given.
    pub weights: BTreeMap<Requirement, u32>,
}

impl Costs {
    /// What a fault of the decision costs.
    pub fn of(&self, fault: Fault) -> u32 {
        self.points.get(&fault).copied().unwrap_or_else(|| fault.usual_cost())
    }

    /// What a fault in a cell costs.
    pub fn in_cell(&self, fault: Fault, requirement: Requirement) -> u32 {
        self.of(fault).saturating_mul(self.weights.get(&requirement).copied().unwrap_or(1))
    }
}

/// What a trainee answered to one claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The claim.
    pub claim_id: ClaimId,
    /// Digest of exactly the claim that was judged; only such an attempt can be compared with a decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim_digest: Option<Digest>,
    /// Id of the training pack; empty for live claims, and for a file that does not say.
    #[serde(default)]
    pub pack: String,
    /// Who answered.
    #[serde(default)]
    pub trainee: String,
    /// How the session was played.
    pub mode: Mode,
    /// Name of the calibration it belongs to; `None` in every other mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionName>,
    /// Answers by cell. A cell that is not listed was left open.
    pub cells: Vec<AttemptCell>,
    /// The decision, if one was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionKind>,
    /// Workloads the decision approves; counts for a partial approval.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approved_workloads: Vec<String>,
    /// Seconds of work, when they were measured. Shown apart and never part of a score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u64>,
    /// When it was committed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
}

/// What a trainee answered to one cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttemptCell {
    /// Which cell.
    #[serde(flatten)]
    pub key: CellKey,
    /// The verdict; `None` while the cell is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Reason codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<ReasonCode>,
    /// Text that was pinned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<EvidencePin>,
    /// Text that was quoted word by word, in attempts made outside the program.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<AnswerQuote>,
    /// What was noted beside the verdict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl AttemptCell {
    /// A verdict with nothing attached.
    pub const fn bare(key: CellKey, verdict: Verdict) -> Self {
        Self {
            key,
            verdict: Some(verdict),
            reasons: Vec::new(),
            pins: Vec::new(),
            evidence: Vec::new(),
            note: None,
        }
    }
}

impl Attempt {
    /// What was answered to a cell of the checklist.
    pub fn cell(&self, key: &CellKey) -> Option<&AttemptCell> {
        self.cells.iter().find(|cell| cell.key == *key)
    }
}
