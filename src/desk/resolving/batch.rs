//! Many conflicts settled in one act: planned, opened, committed exactly as planned or not at all (M9, CON-31).
//!
//! A plan is bound to everything that was looked at. Committing it plans the same rows again and compares; whatever
//! changed refuses all of it and is named. The rows of the sample must have been opened by whoever commits: the record
//! of the desk says so, not the request.

use super::card::{Basis, Graded};
use super::committing::{Naming, Signed, allowed, refuse_obstacles, stale, taken_back};
use super::recorded;
use crate::desk::export::to_new_file;
use crate::desk::{
    BatchLinePreview, BatchPlan, BatchReceipt, BatchRequest, BatchRow, CascadePreview, ComparedSide,
    Comparison, Desk, Done, DraftRuling, ExcludedRow, Failure, FailureKind, ResolveDraft,
};
use crate::domain::{Act, BatchLine, BatchRule, ConflictId, ConflictOutcome, Digest, Hasher, ResolutionId};
use crate::rules::batch::{self, MOST_ROWS, Proposal};
use crate::rules::{self, Resolving, Side};
use crate::store::desk_file::{NewResolution, ResolutionFilter, Stamp, StoredResolution};
use std::path::Path;

impl Desk {
    /// What the rules propose for these conflicts, with everything that would follow. Records nothing.
    pub fn plan_batch(&mut self, request: &BatchRequest) -> Result<BatchPlan, Failure> {
        let seed = match &request.seed {
            Some(seed) => seed.clone(),
            None => self.new_resolution_id()?.to_string(),
        };
        let mut plan = BatchPlan {
            id: Digest::of(b""),
            seed,
            rationale: request.rationale.trim().to_owned(),
            consulted: request.consulted.clone(),
            as_of: self.now(),
            rows: Vec::new(),
            excluded: Vec::new(),
            sample: Vec::new(),
        };
        for id in &request.conflicts {
            if plan.rows.iter().all(|row| row.conflict != *id) {
                self.add_row(&mut plan, id)?;
            }
        }
        plan.sample = sample_of(&plan);
        plan.id = plan.computed_id();
        Ok(plan)
    }

    /// Shows a row of a plan in full and notes that it was opened.
    pub fn open_row(&mut self, plan: &BatchPlan, id: &ConflictId) -> Result<Done<Comparison>, Failure> {
        check_id(plan)?;
        let Some(row) = plan.rows.iter().find(|row| row.conflict == *id) else {
            let why = format!("The plan has no row {id}.");
            return Err(Failure::new(FailureKind::NotFound, "No row was opened.", why));
        };
        let comparison = self.compare(id)?;
        if let Some(difference) = row.seen.first_difference(&comparison.seen) {
            return Err(stale(difference));
        }
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        self.file.open_row(&plan.id, id, &stamp)?;
        Ok(Done::claim(comparison))
    }

    /// Rows of the sample that this person has not opened yet.
    pub fn unopened_rows(&self, plan: &BatchPlan) -> Result<Vec<ConflictId>, Failure> {
        let opened = self.file.opened_rows(&plan.id, &self.actor.name)?;
        Ok(sample_of(plan).into_iter().filter(|id| !opened.contains(id)).collect())
    }

    /// Settles all rows of a plan in one transaction, exactly as it was planned. The same plan again gives the same
    /// receipt.
    pub fn commit_batch(&mut self, plan: &BatchPlan) -> Result<Done<BatchReceipt>, Failure> {
        check_id(plan)?;
        let before = self.of_batch(&plan.id, false)?;
        if before.iter().any(|one| one.ended.is_none()) {
            return self.batch_receipt(&plan.id);
        }
        if !before.is_empty() {
            return Err(stale("This batch was settled and taken back.".to_owned()).hint("Make a new plan."));
        }
        let seen = self.file.head()?.seq;
        for row in &plan.rows {
            if self.index.contests_with_id(&row.conflict)?.is_empty() {
                return Err(stale(format!("Conflict {} is over.", row.conflict)));
            }
            if let Some(difference) = row.seen.first_difference(&self.compare(&row.conflict)?.seen) {
                return Err(stale(difference));
            }
        }
        let fresh = self.plan_batch(&BatchRequest {
            conflicts: plan.rows.iter().map(|row| row.conflict.clone()).collect(),
            rationale: plan.rationale.clone(),
            consulted: plan.consulted.clone(),
            seed: Some(plan.seed.clone()),
        })?;
        if let Some(difference) = first_difference(plan, &fresh) {
            return Err(stale(difference));
        }
        refuse_unopened(&self.unopened_rows(plan)?)?;
        let signed = self.sign_rows(plan)?;
        let made: Vec<NewResolution<'_>> = signed.iter().map(Signed::as_new).collect();
        self.save_resolutions(&made, seen)?;
        self.batch_receipt(&plan.id)
    }

    /// Takes back a whole batch in one act: what is held is withdrawn, what was released is opened again.
    pub fn take_back_batch(&mut self, plan: &Digest, reason: &str) -> Result<Done<BatchReceipt>, Failure> {
        let stored = self.of_batch(plan, true)?;
        let Some(first) = stored.first() else {
            let why = format!("No resolution of batch {} is in force.", plan.short());
            return Err(Failure::new(FailureKind::NotFound, "No batch was taken back.", why));
        };
        allowed(rules::resolution_withdrawal_guard(&first.resolution, &self.actor, reason))?;
        // Duplicates record no decision and never leave the desk, so a batch may be both.
        let ids: Vec<ResolutionId> = stored.iter().map(|one| one.resolution.id.clone()).collect();
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        taken_back(&self.file.take_back_resolutions(&ids, reason.trim(), &stamp)?)?;
        self.batch_receipt(plan)
    }

    /// Writes a plan to a new file, from which `conflicts batch --plan` commits it unchanged. As with every export, the
    /// desk notes that something left it.
    pub fn export_plan(&mut self, plan: &BatchPlan, path: &Path) -> Result<(), Failure> {
        check_id(plan)?;
        to_new_file(path, |out| serde_json::to_writer_pretty(out, plan).map_err(std::io::Error::from))?;
        let target = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let act = Act::Exported { target, decisions: 0, personal_data: false };
        let stamp = Stamp { at: self.clock.now(), actor: &self.actor };
        self.file.record(None, &act, &stamp)?;
        Ok(())
    }

    /// Adds a conflict to the rows, or to those that are left out with the reason.
    fn add_row(&mut self, plan: &mut BatchPlan, id: &ConflictId) -> Result<(), Failure> {
        if plan.rows.len() == MOST_ROWS {
            // A full batch reads no further papers.
            let conflict = self.conflict_row(id)?.conflict;
            plan.excluded.push(ExcludedRow {
                conflict: id.clone(),
                subject: conflict.key.subject_in_words(),
                customer: conflict.customer,
                why: format!("A batch has at most {MOST_ROWS} rows."),
            });
            return Ok(());
        }
        let comparison = self.compare(id)?;
        let (subject, customer) =
            (comparison.conflict.key.subject_in_words(), comparison.conflict.customer.clone());
        let row = match self.propose(&comparison, &plan.rationale) {
            Ok(proposal) => self.row(plan, comparison, proposal)?,
            Err(why) => Err(why),
        };
        match row {
            Ok(row) => plan.rows.push(row),
            Err(why) => plan.excluded.push(ExcludedRow { conflict: id.clone(), subject, customer, why }),
        }
        Ok(())
    }

    fn propose(&self, comparison: &Comparison, rationale: &str) -> Result<Proposal, String> {
        let sides: Vec<Side<'_>> = comparison.sides.iter().map(ComparedSide::as_side).collect();
        batch::propose(&Resolving {
            conflict: &comparison.conflict,
            sides: &sides,
            gone: &comparison.gone,
            window: &comparison.window,
            // The rules do not look at it; it is what they propose.
            outcome: &ConflictOutcome::Ambiguous,
            actor: &self.actor,
            rationale,
            settled: comparison.settled.is_some(),
        })
    }

    /// The row with everything that follows, or why it is none.
    fn row(
        &mut self,
        plan: &BatchPlan,
        comparison: Comparison,
        proposal: Proposal,
    ) -> Result<Result<BatchRow, String>, Failure> {
        let conflict = comparison.conflict.clone();
        let seen = comparison.seen.clone();
        let draft = draft(plan, &conflict.id, &proposal);
        let basis = Basis { graded: Graded::ByRule, before: &outcomes(&plan.rows) };
        let prepared = self.prepare(&draft, vec![comparison], basis)?;
        if let Some(why) = prepared.card.obstacles.into_iter().next() {
            return Ok(Err(why));
        }
        let Proposal { rule, outcome, evidence } = proposal;
        Ok(Ok(BatchRow {
            subject: conflict.key.subject_in_words(),
            customer: conflict.customer,
            conflict: conflict.id,
            rule,
            outcome,
            evidence,
            cascade: prepared.card.cascade.into_iter().map(previewed).collect(),
            seen,
        }))
    }

    fn sign_rows(&mut self, plan: &BatchPlan) -> Result<Vec<Signed>, Failure> {
        let mut signed: Vec<Signed> = Vec::new();
        for (at, row) in plan.rows.iter().enumerate() {
            let proposal =
                Proposal { rule: row.rule, outcome: row.outcome.clone(), evidence: row.evidence.clone() };
            let draft = draft(plan, &row.conflict, &proposal);
            let compared = vec![self.compare(&row.conflict)?];
            let before = outcomes(plan.rows.get(..at).unwrap_or_default());
            let prepared =
                self.prepare(&draft, compared, Basis { graded: Graded::ByRule, before: &before })?;
            refuse_obstacles(&prepared.card.obstacles)?;
            let id = resolution_id(plan, &row.conflict)?;
            let batch = Some(BatchLine { plan: plan.id, rule: row.rule });
            signed.push(self.sign_resolution(&Naming { id: &id, batch }, &draft, prepared)?);
        }
        // A batch is taken back as one until its release, so all of it is held equally long.
        let all = signed.iter().flat_map(|one| &one.decisions);
        let held_until = all.filter_map(|decision| decision.held_until).max();
        let decisions = signed.iter_mut().flat_map(|one| &mut one.decisions);
        decisions.for_each(|decision| decision.held_until = held_until);
        Ok(signed)
    }

    fn of_batch(&self, plan: &Digest, in_force: bool) -> Result<Vec<StoredResolution>, Failure> {
        let filter = ResolutionFilter { batch: Some(*plan), in_force, ..ResolutionFilter::default() };
        Ok(self.file.resolutions(&filter)?)
    }

    fn batch_receipt(&mut self, plan: &Digest) -> Result<Done<BatchReceipt>, Failure> {
        self.work.forget();
        let resolutions = self.of_batch(plan, false)?.into_iter().map(recorded).collect();
        Ok(Done::claim(BatchReceipt { plan: *plan, resolutions }))
    }
}

impl BatchPlan {
    /// The id that the content of the plan leads to. Times, and the wording that follows from them, are no part of it.
    fn computed_id(&self) -> Digest {
        let bound: Vec<_> =
            self.rows.iter().map(|row| (&row.conflict, row.rule, &row.outcome, &row.seen)).collect();
        let mut hasher = Hasher::new("proofdesk-batch-v1");
        hasher
            .field(self.seed.as_bytes())
            .field(self.rationale.as_bytes())
            .field(self.consulted.as_deref().unwrap_or_default().as_bytes())
            // Serialising plain data of these types cannot fail; an empty field would still change the digest.
            .field(&serde_json::to_vec(&bound).unwrap_or_default());
        hasher.finish()
    }
}

/// A plan that was edited, or holds more rows than a person can look at, is none.
fn check_id(plan: &BatchPlan) -> Result<(), Failure> {
    let refused = |why: String| Failure::new(FailureKind::Refused, "The plan cannot be used.", why);
    if plan.computed_id() != plan.id {
        return Err(refused("Its content is not what its id stands for.".to_owned())
            .hint("Make a new plan: proofdesk conflicts batch --dry-run."));
    }
    if plan.rows.is_empty() || plan.rows.len() > MOST_ROWS {
        return Err(refused(format!("It has {} rows; 1 to {MOST_ROWS} are allowed.", plan.rows.len())));
    }
    Ok(())
}

/// The rows that must be opened, drawn again: what a file says about it is not trusted.
fn sample_of(plan: &BatchPlan) -> Vec<ConflictId> {
    let ids: Vec<ConflictId> = plan.rows.iter().map(|row| row.conflict.clone()).collect();
    batch::sample(&plan.seed, &ids)
}

fn refuse_unopened(left: &[ConflictId]) -> Result<(), Failure> {
    let ids: Vec<&str> = left.iter().map(ConflictId::as_str).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let why = format!("These rows of the sample were not opened by you: {}.", ids.join(", "));
    Err(Failure::new(FailureKind::Refused, "The batch was not committed.", why)
        .hint("Open each of them first; nothing was recorded."))
}

/// The first row of which the rules say something else than when the batch was planned, although its papers are the same.
fn first_difference(plan: &BatchPlan, now: &BatchPlan) -> Option<String> {
    plan.rows.iter().find_map(|row| {
        let excluded = || now.excluded.iter().find(|other| other.conflict == row.conflict);
        match now.rows.iter().find(|other| other.conflict == row.conflict) {
            Some(fresh) => {
                let same = (fresh.rule, &fresh.outcome) == (row.rule, &row.outcome);
                (!same).then(|| format!("The rules propose something else for {} now.", row.conflict))
            }
            None => excluded()
                .map(|other| format!("Conflict {} is not for a batch any more: {}", row.conflict, other.why)),
        }
    })
}

fn draft(plan: &BatchPlan, conflict: &ConflictId, proposal: &Proposal) -> ResolveDraft {
    // B2 rests on a partner of record that is gone, which is why its proof is not read.
    let gone = (proposal.rule == BatchRule::IncumbentGone).then(|| proposal.evidence.join(" "));
    ResolveDraft {
        rulings: vec![DraftRuling { conflict: conflict.clone(), outcome: proposal.outcome.clone() }],
        rationale: plan.rationale.clone(),
        consulted: plan.consulted.clone(),
        override_reason: gone,
    }
}

fn outcomes(rows: &[BatchRow]) -> Vec<(ConflictId, ConflictOutcome)> {
    rows.iter().map(|row| (row.conflict.clone(), row.outcome.clone())).collect()
}

fn previewed(preview: CascadePreview) -> BatchLinePreview {
    BatchLinePreview {
        partner: preview.partner,
        before: preview.before,
        line: preview.line,
        comment: preview.card.map(|card| card.comment.text),
    }
}

/// The same plan leads to the same keys, so that committing it twice records it once.
fn resolution_id(plan: &BatchPlan, conflict: &ConflictId) -> Result<ResolutionId, Failure> {
    let mut hasher = Hasher::new("proofdesk-batch-row-v1");
    hasher.field(plan.id.as_bytes()).field(conflict.as_str().as_bytes());
    let digits: String = hasher.finish().to_string().chars().take(32).collect();
    ResolutionId::parse(&digits)
        .map_err(|error| Failure::new(FailureKind::Internal, "No key could be drawn.", error.to_string()))
}
