//! Conflicts while they are settled, and resolutions once they are.

use super::{CommitCard, Review};
use crate::comments::Lint;
use crate::domain::{
    BatchRule, CascadeLine, ClaimId, Conflict, ConflictId, ConflictOutcome, Digest, Factor, FactorGrade,
    LatestProof, PartyAnswer, PartyClaim, PartyRole, Resolution, ResolutionId, Status,
};
use crate::rules::{EvidenceWindow, Gap, Gate, GoneIncumbent, Guard};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One conflict with everything a resolution rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The conflict.
    pub conflict: Conflict,
    /// The incumbent's time for new proof.
    pub window: EvidenceWindow,
    /// Claims that held the association and do not any more.
    pub gone: Vec<GoneIncumbent>,
    /// The parties with a claim on file, in the order of the conflict.
    pub sides: Vec<ComparedSide>,
    /// The resolution in force between these very parties and papers, if any.
    pub settled: Option<RecordedResolution>,
    /// All other resolutions of this conflict, oldest first: taken back, or about other papers.
    pub earlier: Vec<RecordedResolution>,
    /// What was looked at, to be compared at the commit.
    pub seen: SeenConflict,
    /// The time all clocks are shown for.
    pub as_of: DateTime<Utc>,
}

/// One party of a conflict.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedSide {
    /// Holds the association or claims it too.
    pub role: PartyRole,
    /// The party as detected.
    pub party: PartyClaim,
    /// Its claim as it is reviewed: papers, cells, clocks, decision.
    pub review: Review,
    /// What the cells of the contested workload say.
    pub gate: Gate,
    /// Its grades, in the order of the factors. There is no sum of them.
    pub grades: Vec<FactorGrade>,
    /// Factors graded on an earlier revision of the claim: to be graded again.
    pub outdated: Vec<Factor>,
    /// Who judged the cells of the contested workload.
    pub judges: BTreeSet<String>,
    /// The latest document of its proof (CON-07).
    pub latest_proof: Option<LatestProof>,
    /// What it answered to the notice.
    pub answer: PartyAnswer,
}

/// A grade to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeRequest {
    /// The conflict.
    pub conflict: ConflictId,
    /// The claim of the party.
    pub claim_id: ClaimId,
    /// The grade.
    pub grade: FactorGrade,
}

/// How conflicts are to be settled in one act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResolveDraft {
    /// Each conflict with its outcome; several when the same claims contest several workloads.
    pub rulings: Vec<DraftRuling>,
    /// Why, in one sentence.
    pub rationale: String,
    /// Who was asked besides the parties (CON-11).
    pub consulted: Option<String>,
    /// Why a guard is passed, for example the evidence window.
    pub override_reason: Option<String>,
}

/// One conflict and its outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRuling {
    /// The conflict.
    pub conflict: ConflictId,
    /// How it comes out.
    pub outcome: ConflictOutcome,
}

/// What a resolution would do, and what stands in its way.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolutionCard {
    /// What is settled.
    pub compared: Vec<Comparison>,
    /// What has to be done first.
    pub gaps: Vec<Gap>,
    /// Rules that object, each with the conflict it is about; those with a waiver need the override reason.
    pub guards: Vec<(ConflictId, Guard)>,
    /// What happens to every touched claim; empty while something is missing.
    pub cascade: Vec<CascadePreview>,
    /// Why it cannot be committed as it stands; empty means it can.
    pub obstacles: Vec<String>,
}

/// What happens to one claim.
#[derive(Debug, Clone, PartialEq)]
pub struct CascadePreview {
    /// The line with the messages as they would be sent.
    pub line: CascadeLine,
    /// Name of the partner.
    pub partner: String,
    /// Status in the snapshot.
    pub before: Status,
    /// The decision that is recorded on the claim, if one is, with its comments.
    pub card: Option<Box<CommitCard>>,
    /// Findings about the messages.
    pub lints: Vec<Lint>,
}

/// A resolution to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolveRequest {
    /// Key drawn when the card opened.
    pub id: ResolutionId,
    /// What is settled, and how.
    pub draft: ResolveDraft,
    /// What was looked at when the card was shown.
    pub seen: Vec<SeenConflict>,
}

/// A resolution with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordedResolution {
    /// The resolution.
    pub resolution: Resolution,
    /// Number of its event.
    pub seq: u64,
    /// Hash of its event.
    pub hash: Digest,
    /// Whether its decisions have left the desk.
    pub released: bool,
    /// Who took it back, when and why, if anybody did.
    pub ended: Option<String>,
}

/// What was looked at of one conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenConflict {
    /// The conflict.
    pub conflict: ConflictId,
    /// Its parties and their claims.
    pub parties: Digest,
    /// Each party's claim.
    pub claims: Vec<SeenClaim>,
}

/// What was looked at of one claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenClaim {
    /// The claim.
    pub claim_id: ClaimId,
    /// Its content.
    pub digest: Digest,
    /// Decisions recorded on it.
    pub round: u32,
    /// Its judged cells.
    pub cells: Digest,
    /// Its grades in this conflict.
    pub grades: Digest,
}

/// Which conflicts a batch is planned over, and why they are settled so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchRequest {
    /// The conflicts, in the order of the rows.
    pub conflicts: Vec<ConflictId>,
    /// Why, in one sentence shared by all rows.
    pub rationale: String,
    /// Who was asked besides the parties (CON-11).
    pub consulted: Option<String>,
    /// Draws the rows that must be opened; drawn at random when absent.
    pub seed: Option<String>,
}

/// A batch as it would be committed: what was looked at, what was proposed, what follows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BatchPlan {
    /// Digest of seed, rationale, rows and everything that was looked at: the id of the batch.
    pub id: Digest,
    /// Draws the sample.
    pub seed: String,
    /// Why, in one sentence shared by all rows.
    pub rationale: String,
    /// Who was asked besides the parties.
    pub consulted: Option<String>,
    /// When it was planned, in UTC; clocks are shown as if it were committed then.
    pub as_of: DateTime<Utc>,
    /// Rows that a rule proposed.
    pub rows: Vec<BatchRow>,
    /// Conflicts that are not for a batch, with the reason.
    pub excluded: Vec<ExcludedRow>,
    /// Rows that must be opened in full before the batch can be committed.
    pub sample: Vec<ConflictId>,
}

/// One conflict of a batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BatchRow {
    /// The conflict.
    pub conflict: ConflictId,
    /// What it is about, in words.
    pub subject: String,
    /// The customer.
    pub customer: String,
    /// The rule that proposes it.
    pub rule: BatchRule,
    /// What it proposes.
    pub outcome: ConflictOutcome,
    /// What that rests on, as sentences.
    pub evidence: Vec<String>,
    /// What happens to every touched claim.
    pub cascade: Vec<BatchLinePreview>,
    /// What was looked at.
    pub seen: SeenConflict,
}

/// One claim of a row, before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BatchLinePreview {
    /// Name of the partner.
    pub partner: String,
    /// Status in the snapshot.
    pub before: Status,
    /// What happens to it, with its messages.
    #[serde(flatten)]
    pub line: CascadeLine,
    /// Comment of the decision, if one is recorded.
    pub comment: Option<String>,
}

/// A conflict that is not for a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcludedRow {
    /// The conflict.
    pub conflict: ConflictId,
    /// What it is about, in words.
    pub subject: String,
    /// The customer.
    pub customer: String,
    /// Why, as a sentence.
    pub why: String,
}

/// A batch that was committed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BatchReceipt {
    /// Its id.
    pub plan: Digest,
    /// Its resolutions, in the order of the rows.
    pub resolutions: Vec<RecordedResolution>,
}
