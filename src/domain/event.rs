//! Acts and the events that record them: append-only, each event holding the hash of the one before.

use super::{
    Actor, Adjudication, CellKey, ClaimId, ConflictId, ConflictKey, Decision, DecisionId, Digest,
    DocumentKind, FactorGrade, Hasher, Judgement, Mode, NoticeTo, ReasonCode, ReasonMark, ReleaseWay,
    Requirement, Resolution, ResolutionEnd, Seat, SecondLook, Withdrawal,
};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

/// What a person or the program did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Act {
    /// The desk file was made for a lineage of snapshots.
    DeskCreated {
        /// Lineage id of the snapshots.
        lineage: String,
    },
    /// A snapshot was opened for the first time with this desk.
    SnapshotOpened {
        /// SHA-256 of the snapshot file.
        sha256: Digest,
        /// Whether its seal was verified.
        sealed: bool,
    },
    /// A cell was judged, or judged again.
    Judged {
        /// In which seat.
        #[serde(default, skip_serializing_if = "is_first")]
        seat: Seat,
        /// Which cell.
        cell: CellKey,
        /// Everything said about it.
        judgement: Judgement,
    },
    /// A cell was made open again.
    Cleared {
        /// In which seat.
        #[serde(default, skip_serializing_if = "is_first")]
        seat: Seat,
        /// Which cell.
        cell: CellKey,
    },
    /// The qualifications of Managed Security Services that were seen.
    QualificationsSeen {
        /// In which seat.
        #[serde(default, skip_serializing_if = "is_first")]
        seat: Seat,
        /// Numbers 1 to 5.
        seen: Vec<u8>,
    },
    /// A document was marked as not counting, or counting again.
    DocumentExcluded {
        /// In which seat.
        #[serde(default, skip_serializing_if = "is_first")]
        seat: Seat,
        /// File name.
        document: String,
        /// Why not; `None` lets it count again.
        reason: Option<ReasonCode>,
    },
    /// A document was said to be of another kind than delivered.
    DocumentKindSet {
        /// File name.
        document: String,
        /// Which kind; `None` takes the delivered one again.
        kind: Option<DocumentKind>,
    },
    /// Text shared with another claim was looked at and is no problem.
    SharedTextDismissed {
        /// The other claim.
        other: ClaimId,
        /// Why.
        reason: String,
    },
    /// Text shared with another claim is to be looked at again.
    SharedTextReopened {
        /// The other claim.
        other: ClaimId,
        /// Why.
        reason: String,
    },
    /// The reasons that belong to the whole claim.
    ClaimReasonsSet {
        /// In which seat.
        #[serde(default, skip_serializing_if = "is_first")]
        seat: Seat,
        /// All of them.
        reasons: Vec<ReasonMark>,
    },
    /// A decision was signed.
    Decided(Box<Decision>),
    /// A decision was taken back.
    Withdrawn(Withdrawal),
    /// A second-level or second look was begun: the seat starts with an empty checklist.
    SeatTaken {
        /// Which seat.
        seat: Seat,
        /// The decision that is looked at again, when this desk recorded it.
        decision: Option<DecisionId>,
    },
    /// Decisions left the local hold: from now on they are corrected by reopening, not by withdrawing.
    Released {
        /// Their keys.
        decisions: Vec<DecisionId>,
        /// How.
        way: ReleaseWay,
    },
    /// A released decision was opened again.
    Reopened(Withdrawal),
    /// A first decision was found procedurally wrong, without a finding on the merits.
    Voided(Withdrawal),
    /// What a clock will do was released for the system of record; never a decision (DEC-14).
    ExpiryConfirmed {
        /// Transition of the catalogue, for example `T-C25-13`.
        transition: String,
        /// When the clock ran out, in UTC.
        deadline: DateTime<Utc>,
        /// The latest open request.
        request: String,
    },
    /// A claim was taken over from somebody who held it.
    LeaseTaken {
        /// Who held it.
        from: String,
        /// Since when.
        since: DateTime<Utc>,
    },
    /// The seed of a period's random sample was set.
    SampleSeeded {
        /// Name of the period, for example `2025-09`.
        period: String,
        /// The seed.
        seed: String,
    },
    /// A second look was signed.
    SecondLooked(Box<SecondLook>),
    /// A difference between two opinions was settled.
    Adjudicated(Box<Adjudication>),
    /// A note on how a requirement is read from now on.
    CaseNoted {
        /// The requirement.
        requirement: Requirement,
        /// The note.
        text: String,
    },
    /// One influence factor was graded for a party of a conflict, or graded again.
    Graded {
        /// Which conflict.
        conflict: ConflictId,
        /// The grade and what it rests on.
        grade: FactorGrade,
    },
    /// Conflicts were settled, with everything that follows from it.
    Resolved(Box<Resolution>),
    /// Resolutions were taken back, their decisions with them.
    ResolutionEnded(ResolutionEnd),
    /// A row of a batch was opened in full before the batch was committed.
    RowOpened {
        /// Digest of the plan.
        plan: Digest,
        /// Which row.
        conflict: ConflictId,
    },
    /// Events of another desk of the same lineage were merged into this file.
    Merged {
        /// Identity of the other desk.
        desk: String,
        /// Number of its newest event here from now on.
        seq: u64,
        /// Hash of that event.
        head: Digest,
    },
    /// Somebody was told that a workload of the claim is contested (CON-04); the notice itself goes another way.
    ConflictNoticed {
        /// What is contested.
        conflict: ConflictKey,
        /// Who was told.
        to: NoticeTo,
        /// When it was sent, in UTC: the evidence window runs from then.
        sent_at: DateTime<Utc>,
    },
    /// The reviewer passed the claim on.
    Skipped {
        /// Why.
        reason: String,
    },
    /// Somebody sat down to a claim in training.
    PracticeOpened {
        /// How the session is played.
        mode: Mode,
        /// When by the calendar; the time of the event is that of the claims.
        at: DateTime<Utc>,
    },
    /// A hint was shown in training.
    HintShown {
        /// To which cell.
        cell: CellKey,
        /// Whether it was the answer itself.
        revealed: bool,
    },
    /// What others said in a calibration was shown before the own answers were complete: they would not be blind.
    GroupSeen,
    /// Decisions left the desk.
    Exported {
        /// File name without its folder, or `-` for standard output.
        target: String,
        /// Number of decisions.
        decisions: u64,
        /// Whether personal data was included.
        personal_data: bool,
    },
}

impl Act {
    /// The word stored beside the event, the same as its `act` tag.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::DeskCreated { .. } => "desk-created",
            Self::SnapshotOpened { .. } => "snapshot-opened",
            Self::Judged { .. } => "judged",
            Self::Cleared { .. } => "cleared",
            Self::QualificationsSeen { .. } => "qualifications-seen",
            Self::DocumentExcluded { .. } => "document-excluded",
            Self::DocumentKindSet { .. } => "document-kind-set",
            Self::SharedTextDismissed { .. } => "shared-text-dismissed",
            Self::SharedTextReopened { .. } => "shared-text-reopened",
            Self::ClaimReasonsSet { .. } => "claim-reasons-set",
            Self::Decided(_) => "decided",
            Self::Withdrawn(_) => "withdrawn",
            Self::SeatTaken { .. } => "seat-taken",
            Self::Released { .. } => "released",
            Self::Reopened(_) => "reopened",
            Self::Voided(_) => "voided",
            Self::ExpiryConfirmed { .. } => "expiry-confirmed",
            Self::LeaseTaken { .. } => "lease-taken",
            Self::SampleSeeded { .. } => "sample-seeded",
            Self::SecondLooked(_) => "second-looked",
            Self::Adjudicated(_) => "adjudicated",
            Self::CaseNoted { .. } => "case-noted",
            Self::Graded { .. } => "graded",
            Self::Resolved(_) => "resolved",
            Self::ResolutionEnded(_) => "resolution-ended",
            Self::RowOpened { .. } => "row-opened",
            Self::Merged { .. } => "merged",
            Self::ConflictNoticed { .. } => "conflict-noticed",
            Self::Skipped { .. } => "skipped",
            Self::PracticeOpened { .. } => "practice-opened",
            Self::HintShown { .. } => "hint-shown",
            Self::GroupSeen => "group-seen",
            Self::Exported { .. } => "exported",
        }
    }
}

/// The seat that is not written out.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_first(seat: &Seat) -> bool {
    *seat == Seat::First
}

/// One link of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// 1, 2, 3, … without gaps: the order, never the time.
    pub seq: u64,
    /// When, in UTC.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
    /// Which claim, if the act is about one.
    pub claim_id: Option<ClaimId>,
    /// Digest of that claim as it was shown.
    pub claim_digest: Option<Digest>,
    /// What.
    pub act: Act,
    /// Hash of the event before; of the desk's identity for the first.
    pub prev: Digest,
    /// Hash of this event.
    pub hash: Digest,
}

impl Event {
    /// The hash an event must carry, over its stored fields. `body` is the act as stored, byte for byte.
    #[allow(clippy::too_many_arguments, reason = "one argument for each hashed column, in hashing order")]
    pub fn chain_hash(
        prev: &Digest,
        seq: u64,
        at: DateTime<Utc>,
        actor: &Actor,
        claim_id: Option<&ClaimId>,
        claim_digest: Option<&Digest>,
        body: &str,
    ) -> Digest {
        let mut hasher = Hasher::new("proofdesk-event-v1");
        hasher
            .field(prev.as_bytes())
            .field(&seq.to_be_bytes())
            .field(at.to_rfc3339_opts(SecondsFormat::Micros, true).as_bytes())
            .field(actor.name.as_bytes())
            .field(actor.role.word().as_bytes())
            .field(claim_id.map_or("", ClaimId::as_str).as_bytes())
            .field(claim_digest.map_or(&[], |digest| digest.as_bytes().as_slice()))
            .field(body.as_bytes());
        hasher.finish()
    }
}
