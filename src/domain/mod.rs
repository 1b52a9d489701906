//! The words of the field as plain data: claims, parties, workloads, documents, verdicts, decisions, acts.
//!
//! No input or output, no clock, no rules. A value of these types cannot hold what its comment excludes.
//! The glossary is in `docs/glossary.md`; one word has one meaning everywhere.

mod answer;
mod checklist;
mod claim;
mod conflict;
mod contest;
mod decision;
mod digest;
mod event;
mod gate;
mod id;
mod key_log;
mod pin;
mod resolution;
mod second_look;
mod suggestion;
mod training;
mod turn;
mod words;

pub use answer::{Answer, AnswerCell, AnswerQuote};
pub use checklist::{Cell, CellKey, Checklist, Judgement, ReasonMark};
pub use claim::{Claim, ClaimComment, Customer, HistoryAction, HistoryEntry, Partner, PoeDocument, Workload};
pub use conflict::{
    Conflict, ConflictKey, ConflictKind, Nearness, NoticeTo, Party, PartyAnswer, PartyClaim, PartyFacts,
    PartyRole, PossiblySame, WindowState,
};
pub use contest::{Contest, ContestLine, NearLine, NearMiss};
pub use decision::{Actor, ApprovedSplit, Decision, DecisionCell, Withdrawal};
pub use digest::{Digest, Hasher, ParseDigestError};
pub use event::{Act, Event};
pub use gate::{Gate, Measure};
pub use id::{
    ClaimId, ConflictId, DecisionId, EditionId, Guid, InvalidId, ReasonCode, ResolutionId, SessionName,
};
pub use key_log::{Judged, KEY_LOG_SCHEMA, KeyLog, LogCheck, LogEnd, LogHeader, LogInput, LoggedKey};
pub use pin::EvidencePin;
pub use resolution::{
    BatchLine, BatchRule, CascadeKind, CascadeLine, ConflictOutcome, Factor, FactorGrade, Grade, LatestProof,
    PartyNotice, Resolution, ResolutionEnd, RuledSide, Ruling, StartedClock,
};
pub use second_look::{AdjudicatedCell, Adjudication, DisputeAnswer, ReasonAnswer, SecondLook};
pub use suggestion::{Candidate, Caution, CellSuggestion, NearDuplicate, Suggestions, WorkloadMention};
pub use training::{Attempt, AttemptCell, Costs, Fault, Mode};
pub use turn::{QueueKind, Turn};
pub use words::{
    Activity, Association, Cause, DecisionKind, DocumentKind, Mention, Polarity, Program, ReleaseWay,
    Requirement, Role, Seat, Sector, Signal, Status, Stream, UnknownWord, Verdict,
};
