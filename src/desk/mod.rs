//! What the program can do, for the command line and the terminal alike.
//!
//! Front ends see only what is declared here: requests in, plain values out. Every write is durable before it is
//! answered, and every answer that changed something says what.

mod assessing;
mod carrying;
mod changes;
mod commit_card;
mod conflicts;
mod deciding;
mod disputing;
mod duration;
mod evaluating;
mod expiring;
mod export;
mod failure;
mod history;
mod import;
mod indexing;
mod job;
mod leasing;
mod listing;
mod open;
mod packing;
mod private_file;
mod quality;
mod query;
mod record;
mod reference;
mod releasing;
mod remembering;
mod requests;
mod resolving;
mod reusing;
mod reviewing;
mod safe_json;
mod store_failure;
mod suggesting;
pub mod training;
mod view;

pub use crate::intake::{Note, Refusal};
pub use crate::store::desk_file::{Break, VerifyReport};
pub use crate::store::index::PredictedStatus;
pub use crate::store::{SortColumn, SortKey, sqlite_version};
pub use changes::ChangesTask;
pub use commit_card::commit_card;
pub use conflicts::{CONFLICT_KEYS, ConflictFilter};
pub use duration::duration_words;
pub use evaluating::{EvaluationReport, evaluate_claims, evaluate_source};
pub use export::{ExportFormat, ExportOptions, ExportedDecision, inert};
pub use failure::{Failure, FailureKind};
pub use import::{ImportReport, ImportRequest, import};
pub use indexing::TextTask;
pub use job::{Cancelled, Job, Progress};
pub use leasing::LEASE_HOLD;
pub use open::{DeskOptions, SnapshotChoice, verify};
pub use packing::{MergedPack, PackedDesk};
pub use quality::{
    AdjudicateRequest, AdjudicationDraft, CellTexts, Difference, DifferingCell, OpenDifference, Opinion,
    OpinionCell, OpinionExport, PinnedText, Reading, SampleRow, SampleState, SampleView, SettledCell,
    Settlement, StatisticsOptions,
};
pub use query::{KEYS as QUERY_KEYS, QueryError, parse as parse_query};
pub use requests::{Answers, Asked, Brought, Found, Requests, answers, requests};
pub use reusing::{ReusePair, ReuseView, SharedPassage};
pub use safe_json::{write_json_line, write_json_pretty};
pub use suggesting::{SuggestTask, Suggested, Suggesting};
pub use view::{
    BatchLinePreview, BatchPlan, BatchReceipt, BatchRequest, BatchRow, CarriedCell, CascadePreview, Change,
    ChangeGroup, Changes, ClaimChange, CollectedPin, CommitCard, ComparedSide, Comparison, ConflictChange,
    ConflictEvent, ConflictPage, ConflictRow, ConflictView, CrossChecks, DecideRequest, DecisionState,
    DeskInfo, Done, DraftField, DraftRuling, Earlier, ExcludedRow, ExpiryRow, Fate, GradeRequest,
    HeldByOthers, HeldDecision, HistoryLine, Holder, IndexState, Judging, News, NextClaim, NoticeLine,
    NoticeRequest, OtherConflict, Outbox, Outlived, PartyName, PartyState, Precedent, QueuePage, QueueQuery,
    QueueRow, Receipt, RecordedDecision, RecordedResolution, ReleaseRequest, ResolutionCard, ResolveDraft,
    ResolveRequest, Review, RunningLease, SavedView, SeenClaim, SeenConflict, Side, SideCell,
    SnapshotChanges, StatusCount, TimelineEntry, Upstream, WorkloadTag,
};

use crate::domain::{Actor, Claim, EditionId};
use crate::evidence::Engine;
use crate::policy::Editions;
use crate::store::desk_file::DeskFile;
use crate::store::index::Index;
use crate::store::snapshot::Snapshot;
use crate::wall_clock::WallClock;
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

/// An open desk: a snapshot, what reviewers added to it, and the index over both.
///
/// Belongs to one thread; everything that takes long and needs no desk is handed out as a task.
pub struct Desk {
    snapshot: Snapshot,
    file: DeskFile,
    index: Index,
    editions: Editions,
    /// Tells the content of the editions from any other, for what is kept in the index.
    policy: String,
    clock: WallClock,
    actor: Actor,
    path: PathBuf,
    /// What second looks need.
    second: quality::Second,
    /// Which claims are worked on from here.
    leases: leasing::Leases,
    /// What was done here, as the queue needs it.
    work: listing::Work,
    engines: HashMap<EditionId, Arc<Engine>>,
    /// The snapshot of this lineage that was open before this one.
    before: Option<remembering::Opened>,
    /// What changed since then, once it was compared.
    changes: Option<Arc<SnapshotChanges>>,
    /// The claim asked for last; a reviewer works on one claim for minutes.
    open: Option<Arc<Claim>>,
}

impl Desk {
    /// The time now, to the microsecond.
    fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Which files are open and who sits at the desk.
    pub fn info(&self) -> Result<DeskInfo, Failure> {
        let meta = self.snapshot.meta();
        let held = self.file.held(self.now())?;
        Ok(DeskInfo {
            held: held.len() as u64,
            next_release: held.iter().filter_map(|found| found.decision.held_until).min(),
            title: meta.title.clone(),
            lineage: meta.lineage.clone(),
            as_of: meta.as_of,
            practice: meta.practice,
            sealed: meta.sealed,
            claims: meta.claims,
            snapshot_sha256: meta.sha256,
            desk_file: self.path.clone(),
            head: self.file.head()?.hash.short(),
            actor: self.actor.clone(),
            shared: self.file.shared(),
        })
    }
}
