//! The index of a snapshot: which claims wait, in which order, under which names they are found.
//!
//! The rows make the queue usable; the full text follows in a task of its own that can run beside the work.

use super::{Cancelled, Desk, Failure, FailureKind, Job, Progress, query, reusing};
use crate::domain::{Claim, ClaimId, Digest, Program, QueueKind, Status};
use crate::evidence::ENGINE;
use crate::evidence::reuse::Fingerprint;
use crate::paths::Paths;
use crate::policy::{Chosen, Edition, Editions};
use crate::rules::{self, Standing};
use crate::store::StoreError;
use crate::store::index::{
    Contested, Index, IndexBuilder, IndexRow, IndexWorkload, TextBuilder, TextState, WorkloadKey,
};
use crate::store::snapshot::Snapshot;
use chrono::TimeDelta;

/// Up to so many claims the full text is built at once: it takes less time than a person needs to read the screen.
const AT_ONCE: u64 = 2_000;

/// Opens the index of a snapshot, or builds its rows.
pub(super) fn open_or_build(
    snapshot: &Snapshot,
    editions: &Editions,
    policy: &str,
    paths: &Paths,
    job: &Job,
) -> Result<Index, Failure> {
    let meta = snapshot.meta();
    let path = paths.index(&meta.sha256.short());
    // Everything the rows are computed with: an index of another engine or policy is not used.
    let engine = format!("{ENGINE} {} {policy}", env!("CARGO_PKG_VERSION"));
    let index = if let Some(index) = Index::open(&path, meta, &engine)? {
        index
    } else {
        std::fs::create_dir_all(&paths.cache).map_err(|error| no_folder(paths, &error))?;
        build(snapshot, editions, IndexBuilder::create(&path, meta, &engine)?, job)?
    };
    if meta.claims <= AT_ONCE && !index.text_state()?.complete {
        add_texts(snapshot, index.text_builder()?, job)?;
    }
    Ok(index)
}

fn no_folder(paths: &Paths, error: &std::io::Error) -> Failure {
    Failure::new(
        FailureKind::Data,
        "The index could not be built.",
        format!("{} cannot be made: {error}.", paths.cache.display()),
    )
    .hint("Set PROOFDESK_HOME to a folder you can write to.")
}

fn build(
    snapshot: &Snapshot,
    editions: &Editions,
    mut builder: IndexBuilder,
    job: &Job,
) -> Result<Index, Failure> {
    let total = snapshot.meta().claims;
    let mut done = 0;
    snapshot.headers(&mut |claim, _| {
        done += 1;
        report(job, "Looking for conflicts", done, total)?;
        let Chosen { edition, .. } = editions.for_claim(&claim);
        let keys = if is_live(&claim) { keys(&claim, &edition) } else { Vec::new() };
        Ok::<_, Failure>(builder.add_keys(&keys)?)
    })?;
    let contested = builder.contested()?;
    done = 0;
    snapshot.headers(&mut |claim, digest| {
        done += 1;
        report(job, "Ordering the queue", done, total)?;
        let Chosen { edition, .. } = editions.for_claim(&claim);
        Ok::<_, Failure>(builder.add_row(&row(&claim, digest, &edition, &contested))?)
    })?;
    Ok(builder.finish_rows()?)
}

/// Tells progress now and then; every telling is a point where the work can be cancelled.
fn report(job: &Job, stage: &'static str, done: u64, total: u64) -> Result<(), Failure> {
    if done.is_multiple_of(256) || done == total {
        job.checkpoint(Progress { stage, done, total: Some(total), problems: 0 })?;
    }
    Ok(())
}

impl From<Cancelled> for Failure {
    fn from(_: Cancelled) -> Self {
        Self::new(FailureKind::Refused, "The work was cancelled.", "It can be taken up again at any time.")
    }
}

/// Whether a claim can conflict with others by itself (CON-02).
pub(super) const fn is_live(claim: &Claim) -> bool {
    matches!(
        claim.status,
        Status::Submitted | Status::UnderReview | Status::PartnerActionRequired | Status::Approved
    )
}

/// The keys under which a claim can conflict (CON-01).
pub(super) fn keys(claim: &Claim, edition: &Edition) -> Vec<WorkloadKey> {
    if claim.program != Program::Cpor {
        return Vec::new();
    }
    let by_subscription = edition.profile(claim).per_subscription;
    let key = |line: &crate::domain::Workload| {
        let canonical = edition.canonical(&line.name);
        match line.subscription_id.as_ref().filter(|_| by_subscription) {
            Some(subscription) => format!("{canonical}|{subscription}"),
            None => canonical.to_owned(),
        }
    };
    let partner = &claim.partner;
    claim
        .workloads
        .iter()
        .map(|line| WorkloadKey {
            claim_id: claim.claim_id.clone(),
            name: line.name.clone(),
            tenant: claim.customer.tenant_id.clone(),
            key: key(line),
            family: partner.global_partner_id.clone().unwrap_or_else(|| partner.partner_id.clone()),
            association: line.association,
        })
        .collect()
}

fn row(claim: &Claim, digest: Digest, edition: &Edition, contested: &Contested) -> IndexRow {
    let standing = Standing { contested: contested.of(&claim.claim_id).to_vec(), ..Standing::default() };
    let waiting = rules::waiting(claim, edition, &standing);
    let clock = rules::clocks(claim, edition, &standing).into_iter().next();
    let deadline = clock.as_ref().and_then(|clock| clock.deadline);
    let cells = rules::checklist(claim, edition).open_cells().count();
    let workloads = claim.workloads.iter().map(|line| IndexWorkload {
        code: edition.workload_code(&line.name),
        name: line.name.clone(),
        canonical: edition.canonical(&line.name).to_owned(),
    });
    IndexRow {
        claim_id: claim.claim_id.clone(),
        digest,
        claim_name: claim.claim_name.clone(),
        program: claim.program,
        edition: edition.id.clone(),
        engagement: claim.engagement.clone(),
        activity: claim.activity,
        status: claim.status,
        kind: waiting.kind,
        turn: waiting.turn,
        date_only: clock.as_ref().is_some_and(|clock| clock.date_only),
        clock: clock.map(|clock| clock.label),
        deadline,
        latest_start: deadline.and_then(|at| at.checked_sub_signed(typical_time(waiting.kind, edition))),
        contested: !standing.contested.is_empty(),
        submitted_on: claim.submitted_on,
        partner: claim.partner.name.clone(),
        partner_id: claim.partner.partner_id.clone(),
        customer: claim.customer.name.clone(),
        customer_domain: claim.customer.domain.clone(),
        customer_tenant: claim.customer.tenant_id.clone(),
        customer_country: claim.customer.country.clone(),
        sector: claim.customer.sector,
        workloads: workloads.collect(),
        documents: u32::try_from(claim.documents.len()).unwrap_or(u32::MAX),
        cells: u32::try_from(cells).unwrap_or(u32::MAX),
    }
}

fn typical_time(kind: Option<QueueKind>, edition: &Edition) -> TimeDelta {
    let minutes = kind.and_then(|kind| edition.parameters.typical_minutes.get(kind.word()));
    TimeDelta::try_minutes(minutes.copied().unwrap_or_default()).unwrap_or_default()
}

fn add_texts(snapshot: &Snapshot, mut builder: TextBuilder, job: &Job) -> Result<(), Failure> {
    let total = snapshot.meta().claims;
    let last = builder.last().cloned();
    let mut current: Option<ClaimId> = None;
    snapshot.texts(last.as_ref(), &mut |text| {
        if current.as_ref() != Some(text.claim_id) {
            current = Some(text.claim_id.clone());
            job.checkpoint(Progress {
                stage: "Indexing text",
                done: builder.done(),
                total: Some(total),
                problems: 0,
            })?;
        }
        builder.add_text(text.claim_id, text.position, text.text)?;
        let fingerprint = Fingerprint::of(text.text);
        if !fingerprint.is_empty() {
            builder.add_fingerprint(text.claim_id, text.position, &fingerprint.to_bytes())?;
        }
        Ok::<_, Failure>(())
    })?;
    let shared = reusing::find_in_snapshot(snapshot, &builder, job)?;
    Ok(builder.finish(&shared)?)
}

/// The building of the full text; it needs no desk and can run on any thread, and be taken up again.
pub struct TextTask {
    /// A connection of its own to the snapshot the desk has verified.
    snapshot: Snapshot,
    builder: TextBuilder,
}

impl TextTask {
    /// Does the work.
    pub fn run(self, job: &Job) -> Result<(), Failure> {
        add_texts(&self.snapshot, self.builder, job)
    }
}

impl Desk {
    /// What is left to do until every document can be searched; `None` when nothing is.
    pub fn text_task(&self) -> Result<Option<TextTask>, Failure> {
        if self.index.text_state()?.complete {
            return Ok(None);
        }
        Ok(Some(TextTask { snapshot: self.snapshot.again()?, builder: self.index.text_builder()? }))
    }

    /// Completes the full text now if the query looks into documents.
    pub fn finish_text_for(&self, text: &str, job: &Job) -> Result<(), Failure> {
        let asks = query::parse(text).is_ok_and(|filter| query::looks_into_documents(&filter));
        match self.text_task()?.filter(|_| asks) {
            Some(task) => task.run(job),
            None => Ok(()),
        }
    }

    pub(super) fn text_state(&self) -> Result<TextState, StoreError> {
        self.index.text_state()
    }
}
