//! Conflicts as people see them: a list, and one conflict with what matters of each party side by side.
//!
//! Nothing here tells who submitted first, how large a deal is or what is paid, and nothing adds up to a score.

use crate::desk::ReuseView;
use crate::domain::{
    CellKey, CellSuggestion, ClaimId, Conflict, ConflictId, ConflictKey, DecisionKind, Digest, Judgement,
    LatestProof, NearMiss, NoticeTo, Party, PartyAnswer, PartyRole, Status,
};
use crate::evidence::timeline::DatedLine;
use crate::rules::{Answered, EvidenceWindow};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

/// The conflicts that were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConflictPage {
    /// The conflicts: those that are ready to be settled first, then by the end of their window.
    pub rows: Vec<ConflictRow>,
    /// Conflicts and duplicates of the snapshot, whatever was asked for.
    pub total: u64,
    /// Claims that may be about the same thing without being parties of one conflict.
    pub near_misses: Vec<NearMiss>,
    /// The time everything is shown for.
    pub as_of: DateTime<Utc>,
}

/// A conflict in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConflictRow {
    /// The conflict.
    #[serde(flatten)]
    pub conflict: Conflict,
    /// Compact code of the workload.
    pub code: String,
    /// The time for new proof.
    pub window: EvidenceWindow,
    /// Whether every party was told (CON-04).
    pub notified: bool,
    /// What each party was told and answered, in the order of the parties.
    pub standings: Vec<PartyState>,
}

impl ConflictRow {
    /// Whether the incumbents on file answered nothing in time. Never a reason to decide (CON-07).
    pub fn incumbent_silent(&self) -> bool {
        let mut answers = self.incumbent_answers().peekable();
        answers.peek().is_some() && answers.all(|answer| answer == PartyAnswer::Silent)
    }

    /// Whether an incumbent on file answered, with proof or without.
    pub fn incumbent_answered(&self) -> bool {
        self.incumbent_answers().any(|answer| matches!(answer, PartyAnswer::Proof | PartyAnswer::Words))
    }

    fn incumbent_answers(&self) -> impl Iterator<Item = PartyAnswer> {
        let parties = self.conflict.parties.iter().zip(&self.standings);
        parties
            .filter(|(party, _)| party.role == PartyRole::Incumbent && party.claim.is_some())
            .map(|(_, state)| state.answered.answer)
    }
}

/// What a party was told and answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartyState {
    /// When it was told last.
    pub noticed_at: Option<DateTime<Utc>>,
    /// Whether this desk recorded that, and not the snapshot.
    pub recorded_here: bool,
    /// Its answer.
    #[serde(flatten)]
    pub answered: Answered,
}

/// One conflict with everything a supervisor compares.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConflictView {
    /// As in the list.
    #[serde(flatten)]
    pub row: ConflictRow,
    /// Changes as soon as a party joins, leaves or changes: what a resolution is bound to.
    pub digest: Digest,
    /// The sides, in the order of the parties.
    pub sides: Vec<Side>,
    /// Text that stands in the papers of two parties, aligned.
    pub shared: Vec<ReuseView>,
    /// Notices this desk recorded, in the order of sending.
    pub notices: Vec<NoticeLine>,
    /// What else is known of partner, workload and reasons.
    pub checks: CrossChecks,
    /// The time everything is shown for.
    pub as_of: DateTime<Utc>,
}

/// What matters of one party.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// The party.
    pub party: Party,
    /// What it was told and answered.
    pub state: PartyState,
    /// The document of the latest activity: the one a decision rests on when nothing new came (CON-07).
    pub latest_proof: Option<LatestProof>,
    /// The newest line on which the customer acknowledged the work.
    pub acknowledged: Option<DatedLine>,
    /// Lines that date the work, newest first.
    pub activity: Vec<DatedLine>,
    /// Cells of the claim and of the contested workload: what people judged here, apart from what the engine points at.
    pub cells: Vec<SideCell>,
}

impl Side {
    /// First and last day on which its papers date work.
    pub fn active(&self) -> Option<(NaiveDate, NaiveDate)> {
        let first = self.activity.iter().map(|line| line.from).min()?;
        let last = self.activity.iter().map(|line| line.to).max()?;
        Some((first, last))
    }
}

/// One cell of a party.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SideCell {
    /// Which cell.
    #[serde(flatten)]
    pub key: CellKey,
    /// Why a rule settles it before anyone judges.
    pub settled: Option<String>,
    /// What a person judged here.
    pub judged: Option<Judgement>,
    /// What the engine points at; never a verdict.
    pub suggested: Option<CellSuggestion>,
}

/// A recorded notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoticeLine {
    /// The claim of the party it is about.
    pub claim_id: ClaimId,
    /// Who was told.
    pub to: NoticeTo,
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
    /// Who recorded it.
    pub by: String,
}

/// What a supervisor asks besides the proof.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CrossChecks {
    /// Other conflicts of the same partner families.
    pub other_conflicts: Vec<OtherConflict>,
    /// Who held the tenant's workload when, by the histories on file; oldest first.
    pub timeline: Vec<TimelineEntry>,
    /// Cells of this workload decided here on other claims, newest first.
    pub precedents: Vec<Precedent>,
}

/// Another conflict of a partner family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OtherConflict {
    /// Its id.
    pub id: ConflictId,
    /// What it is about.
    pub key: ConflictKey,
    /// The customer.
    pub customer: String,
    /// The family's claim.
    pub claim_id: ClaimId,
    /// The family's partner.
    pub partner: String,
    /// On which side the family stands or stood; `None` when the conflict is over.
    pub role: Option<PartyRole>,
    /// Status of that claim in the snapshot.
    pub status: Status,
    /// What is decided here about that claim, if anything.
    pub decided: Option<DecisionKind>,
}

/// A line of the association timeline.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct TimelineEntry {
    /// The day.
    pub on: NaiveDate,
    /// The claim.
    pub claim_id: ClaimId,
    /// Its partner.
    pub partner: String,
    /// What happened, in words.
    pub text: String,
}

/// A cell of the same workload that was decided here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Precedent {
    /// The claim.
    pub claim_id: ClaimId,
    /// What was decided about it.
    pub kind: DecisionKind,
    /// When.
    pub decided_at: DateTime<Utc>,
    /// The cell as it stood, with its reasons and pinned text.
    #[serde(flatten)]
    pub cell: crate::domain::DecisionCell,
}

/// Who was told of a conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRequest {
    /// The party it is about; the only one that fits when absent.
    pub claim: Option<ClaimId>,
    /// Who was told.
    pub to: NoticeTo,
    /// When it was sent; now when absent.
    pub sent_at: Option<DateTime<Utc>>,
}
