//! The index of a snapshot: which claims wait, in which order, under which names they are found.
//!
//! The rows make the queue usable; the full text follows in a task of its own that can run beside the work.

use super::{Cancelled, Desk, Failure, FailureKind, Job, Progress, query, reusing};
use crate::domain::{Claim, ClaimId, Digest, QueueKind};
use crate::evidence::ENGINE;
use crate::evidence::reuse::Fingerprint;
use crate::paths::Paths;
use crate::policy::{Chosen, Edition, Editions};
use crate::rules::detection::{Detected, Detector, claim_lines};
use crate::rules::{self, Clock, Standing};
use crate::store::StoreError;
use crate::store::index::{
    Index, IndexBuilder, IndexRow, IndexWorkload, PredictedStatus, TextBuilder, TextState,
};
use crate::store::snapshot::Snapshot;
use chrono::{DateTime, TimeDelta};
use std::collections::HashMap;

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
    let mut detector = Detector::default();
    snapshot.headers(&mut |claim, _| {
        done += 1;
        report(job, "Looking for conflicts", done, total)?;
        detector.extend(claim_lines(&claim, editions));
        Ok::<_, Failure>(())
    })?;
    let found = detector.detect();
    builder.add_contests(&found.contests, &found.near_misses)?;
    let parties = Parties::of(&found);
    done = 0;
    snapshot.headers(&mut |claim, digest| {
        done += 1;
        report(job, "Ordering the queue", done, total)?;
        let Chosen { edition, .. } = editions.for_claim(&claim);
        if let Some(contested) = parties.contested(&claim.claim_id) {
            builder.add_party_facts(&claim.claim_id, &rules::party_facts(&claim, &edition.id))?;
            return Ok(builder.add_row(&row(&claim, digest, &edition, contested))?);
        }
        Ok::<_, Failure>(builder.add_row(&row(&claim, digest, &edition, &[]))?)
    })?;
    Ok(builder.finish_rows()?)
}

/// The claims that are part of a contest, with their contested workloads; a duplicate contests none.
struct Parties(HashMap<ClaimId, Vec<String>>);

impl Parties {
    fn of(found: &Detected) -> Self {
        let lines = found.contests.iter().flat_map(|contest| &contest.lines);
        let mut parties: HashMap<ClaimId, Vec<String>> =
            lines.map(|line| (line.claim_id.clone(), Vec::new())).collect();
        for line in found.contested() {
            parties.entry(line.claim_id.clone()).or_default().push(line.workload.clone());
        }
        Self(parties)
    }

    fn contested(&self, id: &ClaimId) -> Option<&[String]> {
        self.0.get(id).map(Vec::as_slice)
    }
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

fn row(claim: &Claim, digest: Digest, edition: &Edition, contested: &[String]) -> IndexRow {
    let standing = Standing { contested: contested.to_vec(), ..Standing::default() };
    let waiting = rules::waiting(claim, edition, &standing);
    let clocks = rules::clocks(claim, edition, &standing);
    let prediction = prediction(&clocks, claim, edition);
    let clock = clocks.into_iter().next();
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
        prediction,
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

/// The first change of status that follows by itself.
fn prediction(clocks: &[Clock], claim: &Claim, edition: &Edition) -> Option<PredictedStatus> {
    // The moment only chooses the words of the sentence, which is not kept.
    let found = rules::predictions_of(clocks, claim, edition, DateTime::UNIX_EPOCH);
    let first = found.into_iter().find(|prediction| prediction.changes_status)?;
    Some(PredictedStatus { leads_to: first.leads_to, at: first.at })
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
