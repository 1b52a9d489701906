//! A new snapshot on the same desk: what changed since the one before, and what became of the decisions made here.
//!
//! Both files are read once, side by side; nothing is kept of claims that are the same. Without the earlier file only
//! the digests this desk recorded can be compared, and that is said.

mod comparing;
mod conflicts;
mod fates;
mod pairs;

use super::remembering::Opened;
use super::{
    Change, ChangeGroup, ClaimChange, ConflictChange, Desk, Earlier, Failure, FailureKind, Fate, Job,
    Progress, SnapshotChanges,
};
use crate::domain::{Claim, ClaimId, Decision, Digest};
use crate::policy::Editions;
use crate::store::desk_file::{DecisionFilter, StoredNotice};
use crate::store::snapshot::{Snapshot, Trust};
use comparing::Texts;
use conflicts::Contested;
use pairs::{Header, Pair};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The comparison; it needs no desk and can run on any thread.
pub struct ChangesTask {
    earlier: Option<Opened>,
    /// The person named the earlier file, so it must be there.
    asked: bool,
    later: Snapshot,
    known: Known,
    editions: Editions,
}

/// What this desk knows of claims, whatever the snapshots say.
struct Known {
    /// Newest decision in force of each claim.
    decisions: BTreeMap<ClaimId, Decision>,
    /// Digest under which each claim was last worked on.
    seen: BTreeMap<ClaimId, Digest>,
    /// Claims that were approved in part.
    parents: Vec<Claim>,
    /// Notices of conflicts recorded here.
    notices: Vec<StoredNotice>,
}

impl Desk {
    /// The comparison with the snapshot opened before, or with a given one.
    pub fn changes_task(&mut self, since: Option<&Path>) -> Result<ChangesTask, Failure> {
        let earlier = match since {
            Some(path) => Some(self.named(path)?),
            None => self.before.clone(),
        };
        Ok(ChangesTask {
            earlier,
            asked: since.is_some(),
            later: self.snapshot.again()?,
            known: self.known()?,
            editions: self.editions.clone(),
        })
    }

    /// Keeps the result of the comparison with the snapshot opened before, for the queue.
    pub fn keep_changes(&mut self, changes: Arc<SnapshotChanges>) {
        self.work.forget();
        self.changes = Some(changes);
    }

    /// What the comparison found, once it was made.
    pub fn known_changes(&self) -> Option<Arc<SnapshotChanges>> {
        self.changes.clone()
    }

    /// Compares on this thread.
    pub fn changes(&mut self, since: Option<&Path>, job: &Job) -> Result<Arc<SnapshotChanges>, Failure> {
        let changes = Arc::new(self.changes_task(since)?.run(job)?);
        if since.is_none() {
            self.keep_changes(Arc::clone(&changes));
        }
        Ok(changes)
    }

    fn named(&self, path: &Path) -> Result<Opened, Failure> {
        let trust = if self.snapshot.meta().sealed { Trust::Sealed } else { Trust::AllowUnsealed };
        let opened = Snapshot::open(path, trust)
            .map_err(|error| Failure::from(error).while_doing("The earlier snapshot could not be opened."))?;
        let meta = opened.meta();
        if meta.lineage != self.snapshot.meta().lineage {
            return Err(Failure::new(
                FailureKind::Refused,
                "The snapshots cannot be compared.",
                format!("{} belongs to {}.", path.display(), meta.lineage),
            ));
        }
        Ok(Opened { file: path.to_owned(), sha256: meta.sha256, as_of: meta.as_of, sealed: meta.sealed })
    }

    fn known(&mut self) -> Result<Known, Failure> {
        let filter = DecisionFilter { in_force: true, ..DecisionFilter::default() };
        let decisions: BTreeMap<ClaimId, Decision> = self
            .file
            .decisions(&filter)?
            .into_iter()
            .map(|found| (found.decision.claim_id.clone(), found.decision))
            .collect();
        let mut parents = Vec::new();
        for decision in decisions.values().filter(|decision| !decision.split.residual().is_empty()) {
            parents.extend(self.snapshot.claim(&decision.claim_id)?);
        }
        Ok(Known { decisions, seen: self.file.seen()?, parents, notices: self.file.notices()? })
    }
}

impl ChangesTask {
    /// Does the work.
    pub fn run(self, job: &Job) -> Result<SnapshotChanges, Failure> {
        let Some(opened) = &self.earlier else { return self.by_digests(Earlier::First, job) };
        match open_again(opened) {
            Ok(earlier) => {
                let basis = Earlier::Compared {
                    file: opened.file.clone(),
                    as_of: opened.as_of,
                    sha256: opened.sha256,
                };
                self.by_content(earlier, basis, job)
            }
            Err(failure) if self.asked => Err(failure),
            Err(failure) => {
                let (file, as_of) = (opened.file.clone(), opened.as_of);
                self.by_digests(Earlier::Gone { file, as_of, why: failure.why }, job)
            }
        }
    }

    /// Compares claim by claim.
    fn by_content(&self, earlier: Snapshot, basis: Earlier, job: &Job) -> Result<SnapshotChanges, Failure> {
        let again = earlier.again()?;
        let mut contested = Contested::default();
        let total = self.later.meta().claims.max(earlier.meta().claims);
        let mut found = Found::default();
        pairs::each(earlier, &self.later, &mut |pair| {
            found.read += 1;
            checkpoint(job, found.read, total)?;
            contested.note(pair.claims(), &self.editions);
            match pair {
                Pair::Both(before, after) if before.1 == after.1 => found.unchanged += 1,
                Pair::Both(before, after) => {
                    let texts = self.texts(&again, &after.0.claim_id)?;
                    let changes = comparing::differences(&before.0, &after.0, &texts);
                    found.claims.push(self.changed(&after, changes));
                }
                Pair::Later(after) => found.claims.push(self.appeared(&after)),
                Pair::Earlier(before) => found.claims.push(self.gone(&before.0.claim_id, Some(&before.0))),
            }
            Ok(())
        })?;
        found.conflicts = contested.compare((&again, &self.later), (&self.editions, &self.known.notices))?;
        Ok(found.done(basis, &self.later))
    }

    /// Compares only what this desk worked on.
    fn by_digests(&self, basis: Earlier, job: &Job) -> Result<SnapshotChanges, Failure> {
        let total = self.known.seen.len() as u64;
        let mut found = Found::default();
        for (id, seen) in &self.known.seen {
            found.read += 1;
            checkpoint(job, found.read, total)?;
            match self.later.digest(id)? {
                Some(digest) if digest == *seen => found.unchanged += 1,
                Some(digest) => {
                    if let Some(claim) = self.later.claim(id)? {
                        let header = (Box::new(claim), digest);
                        found.claims.push(self.changed(&header, vec![Change::Differs]));
                    }
                }
                None => found.claims.push(self.gone(id, None)),
            }
        }
        Ok(found.done(basis, &self.later))
    }

    fn texts(&self, earlier: &Snapshot, id: &ClaimId) -> Result<(Texts, Texts), Failure> {
        Ok((text_digests(earlier, id)?, text_digests(&self.later, id)?))
    }

    fn changed(&self, (claim, digest): &Header, changes: Vec<Change>) -> ClaimChange {
        let decision = self.known.decisions.get(&claim.claim_id);
        let decision = decision.map(|decision| fates::upstream(decision, Some((claim, digest))));
        let own = changes.iter().map(Change::group).min().unwrap_or(ChangeGroup::Facts);
        let group = match decision.as_ref().map(|upstream| upstream.fate) {
            Some(Fate::CameBack) => ChangeGroup::CameBack,
            Some(Fate::Overtaken) => ChangeGroup::Overtaken,
            Some(Fate::Arrived) => ChangeGroup::Arrived,
            Some(Fate::Pending | Fate::Gone) | None => own,
        };
        ClaimChange {
            claim_id: claim.claim_id.clone(),
            partner: claim.partner.name.clone(),
            customer: claim.customer.name.clone(),
            status: Some(claim.status),
            group,
            changes,
            decision,
        }
    }

    fn appeared(&self, header: &Header) -> ClaimChange {
        let continues = |parent: &&Claim| {
            let decision = self.known.decisions.get(&parent.claim_id);
            decision.is_some_and(|decision| fates::continues(parent, decision, &header.0))
        };
        let change = match self.known.parents.iter().find(continues) {
            Some(parent) => Change::Residual { parent: parent.claim_id.clone() },
            None => Change::New,
        };
        self.changed(header, vec![change])
    }

    fn gone(&self, id: &ClaimId, before: Option<&Claim>) -> ClaimChange {
        let decision = self.known.decisions.get(id);
        ClaimChange {
            claim_id: id.clone(),
            partner: before.map(|claim| claim.partner.name.clone()).unwrap_or_default(),
            customer: before.map(|claim| claim.customer.name.clone()).unwrap_or_default(),
            status: None,
            group: ChangeGroup::Gone,
            changes: vec![Change::Gone],
            decision: decision.map(|decision| fates::upstream(decision, None)),
        }
    }
}

/// What was found so far.
#[derive(Default)]
struct Found {
    read: u64,
    unchanged: u64,
    claims: Vec<ClaimChange>,
    conflicts: Vec<ConflictChange>,
}

impl Found {
    fn done(mut self, earlier: Earlier, later: &Snapshot) -> SnapshotChanges {
        self.claims.sort_by(|a, b| (a.group, &a.claim_id).cmp(&(b.group, &b.claim_id)));
        SnapshotChanges {
            earlier,
            as_of: later.meta().as_of,
            claims: self.claims,
            unchanged: self.unchanged,
            conflicts: self.conflicts,
        }
    }
}

/// Opens the earlier snapshot if it is still the one that was open.
fn open_again(opened: &Opened) -> Result<Snapshot, Failure> {
    let trust = if opened.sealed { Trust::Sealed } else { Trust::AllowUnsealed };
    let snapshot = Snapshot::open(&opened.file, trust)?;
    if snapshot.meta().sha256 == opened.sha256 {
        return Ok(snapshot);
    }
    Err(Failure::new(
        FailureKind::Data,
        "The earlier snapshot cannot be read.",
        format!("{} is another file now.", opened.file.display()),
    ))
}

fn text_digests(snapshot: &Snapshot, id: &ClaimId) -> Result<Texts, Failure> {
    let mut texts = Texts::new();
    snapshot.texts_of(id, &mut |text| {
        texts.insert(text.file_name.to_owned(), Digest::of(text.text.as_bytes()));
        Ok::<_, Failure>(())
    })?;
    Ok(texts)
}

/// Tells progress now and then; every telling is a point where the work can be cancelled.
fn checkpoint(job: &Job, done: u64, total: u64) -> Result<(), Failure> {
    if !done.is_multiple_of(256) {
        return Ok(());
    }
    let progress = Progress { stage: "Comparing the snapshots", done, total: Some(total), problems: 0 };
    job.checkpoint(progress).map_err(|_| pairs::cancelled())
}
