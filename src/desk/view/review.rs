//! One claim as it is reviewed, and every change a reviewer makes to it.

use super::Holder;
use crate::desk::Reading;
use crate::domain::{
    Actor, Cause, CellKey, Checklist, Claim, Decision, DecisionId, DecisionKind, Digest, DocumentKind,
    EvidencePin, Judgement, ReasonCode, ReasonMark, Seat,
};
use crate::policy::Edition;
use crate::rules::{Clock, Prediction, Standing, Waiting};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Everything the review screen needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The claim.
    pub claim: Arc<Claim>,
    /// Digest of the claim as shown; a decision carries it.
    pub digest: Digest,
    /// Who is at the desk.
    pub actor: Actor,
    /// Key of the decision to be, drawn when the claim was opened.
    pub decision_id: DecisionId,
    /// The edition that judges it.
    pub edition: Arc<Edition>,
    /// Whether the edition was inferred (ED-02).
    pub edition_inferred: bool,
    /// The matrix with everything judged so far.
    pub checklist: Checklist,
    /// Conflict and decision state.
    pub standing: Standing,
    /// Why it waits.
    pub waiting: Waiting,
    /// Running clocks, most urgent first.
    pub clocks: Vec<Clock>,
    /// What the clocks lead to, the earliest first; predicted, never done (DEC-14).
    pub predictions: Vec<Prediction>,
    /// First and last day on which an acknowledgement is fresh enough, for usage claims.
    pub window: Option<(NaiveDate, NaiveDate)>,
    /// Names of the other partners in an open conflict; for linting comments only, never shown (TPL-05).
    pub other_parties: Vec<String>,
    /// The decision in force here on this very revision, if any.
    pub decision: Option<RecordedDecision>,
    /// The newest decision in force here on an earlier revision: the claim came back after it.
    pub earlier: Option<RecordedDecision>,
    /// Verdicts of an earlier revision: their cells are open until somebody confirms or judges them anew.
    pub carried: Vec<CarriedCell>,
    /// Which look at the claim this is.
    pub seat: Seat,
    /// The first decision and everything that tells of it is hidden until every cell is judged (M10).
    pub sealed: bool,
    /// Why this person may not review the claim, if so: nobody settles a dispute of their own decision.
    pub excluded: Option<String>,
    /// Decisions recorded so far; the next one is number `round + 1`.
    pub round: u32,
    /// The reviewer's own comment text, when it differs from the composed one.
    pub comment_draft: Option<String>,
    /// Text of the residual claim, when edited.
    pub residual_draft: Option<String>,
    /// Why the outcome is overridden or a guard waived.
    pub rationale: Option<String>,
    /// Chosen outcome, when it differs from the derived one.
    pub chosen: Option<DecisionKind>,
    /// Why the first decision does not hold, for the approval of a dispute.
    pub cause: Option<Cause>,
    /// Text pinned to cells that are still open.
    pub collected: Vec<CollectedPin>,
    /// What happened, oldest first: the claim's history and the acts of this desk.
    pub history: Vec<HistoryLine>,
    /// Notes on how requirements are read.
    pub readings: Vec<Reading>,
    /// Who else works on it right now.
    pub holder: Option<Holder>,
    /// The time all clocks are shown for.
    pub as_of: DateTime<Utc>,
}

/// A decision with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordedDecision {
    /// The decision.
    pub decision: Decision,
    /// Number of its event.
    pub seq: u64,
    /// Hash of its event.
    pub hash: Digest,
    /// What became of it since.
    pub state: DecisionState,
}

impl Review {
    /// Whether there is something to judge and decide for this person.
    pub const fn is_open_work(&self) -> bool {
        self.decision.is_none() && self.excluded.is_none()
    }
}

impl RecordedDecision {
    /// Who decided, when and what, for example `ana on 2025-09-15 14:02 UTC, approve`.
    pub fn told(&self) -> String {
        let Decision { actor, decided_at, kind, .. } = &self.decision;
        let at = decided_at.format("%Y-%m-%d %H:%M UTC");
        format!("{} on {at}, {}", actor.name, kind.label().to_lowercase())
    }
}

/// A verdict that was given on an earlier revision of the claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CarriedCell {
    /// Which cell.
    pub key: CellKey,
    /// What was said then.
    pub earlier: Judgement,
    /// The same on this revision, to be confirmed by a person; `None` when the cell is to be judged again.
    pub restated: Option<Judgement>,
    /// Why the cell is to be judged again.
    pub why: Option<String>,
}

/// What became of a decision since it was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecisionState {
    /// In force and held here: it can be withdrawn.
    Held,
    /// In force and released: it can be opened again with a reason.
    Released,
    /// Taken back while it was held.
    Withdrawn,
    /// Opened again after its release.
    Reopened,
    /// Found procedurally wrong after its release.
    Voided,
}

impl DecisionState {
    /// The word used in exports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Released => "released",
            Self::Withdrawn => "withdrawn",
            Self::Reopened => "reopened",
            Self::Voided => "voided",
        }
    }

    /// Whether it was neither taken back nor opened again.
    pub const fn in_force(self) -> bool {
        matches!(self, Self::Held | Self::Released)
    }
}

/// One line of the story of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HistoryLine {
    /// When.
    pub at: DateTime<Utc>,
    /// Who, as printed.
    pub actor: String,
    /// What, in words.
    pub text: String,
    /// Whether this desk recorded it.
    pub here: bool,
}

/// A change to the checklist of one claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judging {
    /// Judges a cell.
    Judge(CellKey, Judgement),
    /// Opens a cell again.
    Clear(crate::domain::CellKey),
    /// Notes which qualifications of Managed Security Services were seen.
    Qualifications(BTreeSet<u8>),
    /// Marks a document as not counting, or as counting again.
    Exclude(String, Option<ReasonCode>),
    /// Says of which kind a document is, or takes the delivered kind again.
    Kind(String, Option<DocumentKind>),
    /// Sets the reasons of the whole claim.
    ClaimReasons(Vec<ReasonMark>),
}

/// Which text of a claim is kept while it is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DraftField {
    /// Comment to the partner.
    Comment,
    /// Comment of the residual claim.
    ResidualComment,
    /// Reason for an override or a waiver.
    Rationale,
    /// Word of the chosen decision kind.
    Chosen,
    /// Text pinned to cells that are still open, as written by [`CollectedPin::written`].
    Collected,
    /// Word of the cause for which a dispute is approved.
    Cause,
    /// What was chosen of the settlement of a difference.
    Adjudication,
}

impl DraftField {
    /// Every field.
    pub const ALL: &'static [Self] = &[
        Self::Comment,
        Self::ResidualComment,
        Self::Rationale,
        Self::Chosen,
        Self::Collected,
        Self::Cause,
        Self::Adjudication,
    ];

    /// The word the draft is stored under.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::ResidualComment => "residual-comment",
            Self::Rationale => "rationale",
            Self::Chosen => "chosen",
            Self::Collected => "collected",
            Self::Cause => "cause",
            Self::Adjudication => "adjudication",
        }
    }
}

/// Text pinned to a cell before anyone judged it; the verdict takes it along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectedPin {
    /// The open cell.
    pub cell: CellKey,
    /// The text.
    pub pin: EvidencePin,
}

impl CollectedPin {
    /// All pins as one draft text; `None` when there are none.
    pub fn written(pins: &[Self]) -> Option<String> {
        // Serialising plain data of these types cannot fail.
        (!pins.is_empty()).then(|| serde_json::to_string(pins).unwrap_or_default())
    }

    /// The pins of a draft text; none when it cannot be read.
    pub fn read(draft: Option<&str>) -> Vec<Self> {
        draft.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }
}
