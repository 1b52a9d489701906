//! What the front ends show and send: plain values, no handles.

use crate::comments::{Composed, Lint};
use crate::domain::{
    Activity, Actor, CellKey, Checklist, Claim, ClaimId, Decision, DecisionId, DecisionKind, Digest,
    EditionId, EvidencePin, QueueKind, Role, Status, Turn,
};
use crate::policy::Edition;
use crate::rules::{Clock, Guard, Outcome, Standing, Waiting};
use crate::store::SortKey;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What part of the queue is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueueQuery {
    /// Query language of M1; empty asks for every claim that waits for a reviewer.
    pub text: String,
    /// Sort levels; empty means slack.
    pub sort: Vec<SortKey>,
    /// Rows to pass over.
    pub offset: u64,
    /// Rows wanted.
    pub limit: u32,
}

/// A page of the queue.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueuePage {
    /// The rows.
    pub rows: Vec<QueueRow>,
    /// Rows passed over.
    pub offset: u64,
    /// Rows that match in all.
    pub total: u64,
    /// Claims of each status in the whole snapshot.
    pub counts: Vec<StatusCount>,
    /// Claims decided here and not withdrawn.
    pub decided: u64,
    /// Why the page is empty, when it is.
    pub empty_because: Option<String>,
    /// How far the index is.
    pub index: IndexState,
    /// The time all clocks are shown for.
    pub as_of: DateTime<Utc>,
}

/// Number of claims of one status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusCount {
    /// Status.
    pub status: Status,
    /// How many.
    pub claims: u64,
}

/// How far the index is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum IndexState {
    /// Everything can be searched.
    Ready,
    /// The queue works; full-text search does not see every claim yet.
    TextPending {
        /// Claims searched so far.
        done: u64,
        /// Claims in all.
        total: u64,
    },
}

/// A claimed workload as a compact code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorkloadTag {
    /// At most six characters.
    pub code: String,
    /// As claimed.
    pub name: String,
}

/// One claim in the queue.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueueRow {
    /// The claim.
    pub claim_id: ClaimId,
    /// Name the partner gave it.
    pub claim_name: String,
    /// Partner.
    pub partner: String,
    /// Customer.
    pub customer: String,
    /// Claimed workloads.
    pub workloads: Vec<WorkloadTag>,
    /// Status in the snapshot.
    pub status: Status,
    /// Why it waits, when it waits for us.
    pub kind: Option<QueueKind>,
    /// Who acts next.
    pub turn: Turn,
    /// Label of the clock in force.
    pub clock: Option<String>,
    /// When that clock runs out, in UTC.
    pub deadline: Option<DateTime<Utc>>,
    /// Only the day is known.
    pub date_only: bool,
    /// Minutes left minus the typical minutes for the kind, as of the snapshot.
    pub slack_minutes: Option<i64>,
    /// Whether another partner claims or holds a workload of it.
    pub contested: bool,
    /// First submission.
    pub submitted_on: NaiveDate,
    /// Activity.
    pub activity: Activity,
    /// Engagement.
    pub engagement: String,
    /// Edition it is judged under.
    pub edition: EditionId,
    /// Number of documents.
    pub documents: u32,
    /// Cells judged so far in this desk, of how many.
    pub judged: Option<(u32, u32)>,
    /// Decision of this desk in force.
    pub decided: Option<DecisionKind>,
    /// Whether I skipped it, and why.
    pub skipped: Option<String>,
}

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
    /// First and last day on which an acknowledgement is fresh enough, for usage claims.
    pub window: Option<(NaiveDate, NaiveDate)>,
    /// Names of the other partners in an open conflict; for linting comments only, never shown (TPL-05).
    pub other_parties: Vec<String>,
    /// The decision in force here, if any.
    pub decision: Option<RecordedDecision>,
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
    /// Text pinned to cells that are still open.
    pub collected: Vec<CollectedPin>,
    /// What happened, oldest first: the claim's history and the acts of this desk.
    pub history: Vec<HistoryLine>,
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
    Judge(crate::domain::CellKey, crate::domain::Judgement),
    /// Opens a cell again.
    Clear(crate::domain::CellKey),
    /// Notes which qualifications of Managed Security Services were seen.
    Qualifications(std::collections::BTreeSet<u8>),
    /// Marks a document as not counting, or as counting again.
    Exclude(String, Option<crate::domain::ReasonCode>),
    /// Sets the reasons of the whole claim.
    ClaimReasons(Vec<crate::domain::ReasonMark>),
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
}

impl DraftField {
    /// Every field.
    pub const ALL: &'static [Self] =
        &[Self::Comment, Self::ResidualComment, Self::Rationale, Self::Chosen, Self::Collected];

    /// The word the draft is stored under.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::ResidualComment => "residual-comment",
            Self::Rationale => "rationale",
            Self::Chosen => "chosen",
            Self::Collected => "collected",
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

/// What will be committed, and what stands in the way.
#[derive(Debug, Clone, PartialEq)]
pub struct CommitCard {
    /// What follows from the cells.
    pub derived: Outcome,
    /// What will be recorded.
    pub kind: DecisionKind,
    /// Kinds that may be chosen here.
    pub choices: Vec<DecisionKind>,
    /// Approved and residual workloads for that kind.
    pub split: crate::domain::ApprovedSplit,
    /// Rules that object; those with a waiver need the rationale.
    pub guards: Vec<Guard>,
    /// The comment as it would be sent.
    pub comment: Composed,
    /// The comment for the editor: its deadline is still a variable, filled when the decision is made.
    pub editable: String,
    /// The comment of the residual claim as it would be sent, for a partial approval.
    pub residual_comment: Option<Composed>,
    /// The same for the editor, like `editable`; there whenever `residual_comment` is.
    pub editable_residual: Option<String>,
    /// Findings about the final comment text.
    pub lints: Vec<Lint>,
    /// The clock the decision starts.
    pub starts: Option<Clock>,
    /// Whether a rationale is needed.
    pub needs_rationale: bool,
    /// Why it cannot be committed as it stands; empty means it can.
    pub obstacles: Vec<String>,
}

/// A decision to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideRequest {
    /// The claim.
    pub claim_id: ClaimId,
    /// Key drawn when the card opened.
    pub id: DecisionId,
    /// Digest of the claim that was judged.
    pub digest: Digest,
    /// Decisions that existed when the card opened.
    pub round: u32,
    /// Chosen kind.
    pub kind: DecisionKind,
    /// Why it is overridden or waived.
    pub rationale: Option<String>,
    /// Final comment; `None` takes the composed one.
    pub comment: Option<String>,
    /// Final comment of the residual claim; `None` takes the composed one.
    pub residual_comment: Option<String>,
}

/// Proof that a decision is on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// What was recorded.
    pub recorded: RecordedDecision,
    /// The next claim by slack, if any waits.
    pub next: Option<ClaimId>,
}

/// What is on the desk: the files that are open and who sits at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeskInfo {
    /// Title of the snapshot.
    pub title: String,
    /// Which snapshots belong together.
    pub lineage: String,
    /// Time of the snapshot; all clocks are shown for it.
    pub as_of: DateTime<Utc>,
    /// Practice data: nothing decided here concerns anybody.
    pub practice: bool,
    /// Whether the snapshot's seal was verified.
    pub sealed: bool,
    /// Claims in the snapshot.
    pub claims: u64,
    /// Digest of the snapshot file.
    pub snapshot_sha256: Digest,
    /// Folder and name of the desk file.
    pub desk_file: std::path::PathBuf,
    /// First digits of the newest link of the chain.
    pub head: String,
    /// Who is at the desk.
    pub actor: Actor,
}

/// A named query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SavedView {
    /// Name.
    pub name: String,
    /// Query text.
    pub query: String,
    /// Whether it ships with the program.
    pub built_in: bool,
    /// Who may use it; `None` means everybody.
    pub role: Option<Role>,
}

/// The result of an operation and what it changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Done<T> {
    /// The result.
    pub value: T,
    /// What to reload.
    pub changes: Changes,
}

impl<T> Done<T> {
    /// A result that changed the open claim.
    pub const fn claim(value: T) -> Self {
        Self { value, changes: Changes { queue: true, claim: true, views: false } }
    }
}

/// What an operation changed, so that a screen knows what to reload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Changes {
    /// The queue's rows or counts.
    pub queue: bool,
    /// The open claim.
    pub claim: bool,
    /// Saved views.
    pub views: bool,
}
