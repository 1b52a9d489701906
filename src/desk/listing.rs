//! The queue: which claims wait, in which order, and why a page is empty.

use super::{
    ChangeGroup, Desk, Failure, FailureKind, Holder, IndexState, Job, News, QueuePage, QueueQuery, QueueRow,
    SavedView, SnapshotChanges, StatusCount, WorkloadTag, query,
};
use crate::domain::{ClaimId, Decision, QueueKind, Role, Turn};
use crate::store::Filter;
use crate::store::desk_file::{NamedQuery, QueueMarks, StoredDecision};
use crate::store::index::{IndexRow, Mark, Marks, Query, Window};
use chrono::{DateTime, Utc};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Queries that ship with the program: name, query, role they are meant for.
const BUILT_IN: &[(&str, &str, Option<Role>)] = &[
    ("waiting", "", None),
    ("due today", "is:waiting due<1d -is:decided", None),
    ("overdue", "is:waiting is:overdue -is:decided", None),
    ("started", "is:waiting has:draft -is:decided", None),
    ("resubmissions", "kind:resubmission", None),
    ("disputes", "kind:dispute", None),
    ("conflicts", "has:conflict", Some(Role::Supervisor)),
    ("partner's turn", "turn:partner", None),
    ("expiring", "is:expiring,expired", None),
    ("decided here", "is:decided", None),
    ("changed", "is:changed", None),
    ("arrived", "is:arrived", None),
    ("skipped by me", "is:skipped", None),
    ("everything", "is:any", None),
];

/// What this desk did, as the queue needs it; read again when the desk file changed.
#[derive(Default)]
pub(super) struct Work {
    marks: Marks,
    done: QueueMarks,
    /// Until when decisions are held.
    held: HashMap<ClaimId, DateTime<Utc>>,
    /// When the first decision that is not released may be; `None` while there is none.
    due_from: Option<DateTime<Utc>>,
    /// What the comparison with the earlier snapshot says.
    news: HashMap<ClaimId, News>,
    data_version: Option<i64>,
}

impl Work {
    /// What the index knows of this desk's work.
    pub(super) const fn marks(&self) -> &Marks {
        &self.marks
    }

    /// Makes the next look read everything again.
    pub(super) fn forget(&mut self) {
        self.data_version = None;
    }

    /// Whether a hold can have run out.
    fn may_be_due(&self, now: DateTime<Utc>) -> bool {
        self.due_from.is_some_and(|from| from <= now)
    }

    /// Whether a claim was decided here, or skipped by the person at the desk.
    pub(super) fn is_done_with(&self, id: &ClaimId) -> bool {
        self.marks.has(id, Mark::Decided) || self.marks.has(id, Mark::Skipped)
    }

    fn read(done: QueueMarks, data_version: i64) -> Self {
        let mut marks = Marks::default();
        done.decided.keys().for_each(|claim| marks.set(claim, Mark::Decided));
        done.skipped.keys().for_each(|claim| marks.set(claim, Mark::Skipped));
        done.judged.keys().chain(&done.drafts).for_each(|claim| marks.set(claim, Mark::Draft));
        Self { marks, done, data_version: Some(data_version), ..Self::default() }
    }

    /// Takes over what is not released; claims whose decision this person may not see count only for the time.
    fn hold(&mut self, unreleased: Vec<StoredDecision>, hidden: &BTreeSet<ClaimId>, now: DateTime<Utc>) {
        for Decision { claim_id, held_until, .. } in unreleased.into_iter().map(|found| found.decision) {
            let until = held_until.unwrap_or(DateTime::<Utc>::MIN_UTC);
            self.due_from = Some(self.due_from.map_or(until, |from| from.min(until)));
            if until > now && !hidden.contains(&claim_id) {
                self.held.insert(claim_id, until);
            }
        }
    }

    fn take_changes(&mut self, changes: &SnapshotChanges) {
        for claim in &changes.claims {
            let arrived = claim.group == ChangeGroup::Arrived;
            self.marks.set(&claim.claim_id, Mark::Changed);
            if arrived {
                self.marks.set(&claim.claim_id, Mark::Arrived);
            }
            let news = if arrived { News::Arrived } else { News::Changed };
            self.news.insert(claim.claim_id.clone(), news);
        }
    }
}

impl Desk {
    /// A page of the queue.
    pub fn queue(&mut self, asked: &QueueQuery) -> Result<QueuePage, Failure> {
        let filter = parse(&asked.text)?;
        if self.changes.is_none() && query::asks_for_changes(&filter) {
            self.changes(None, &Job::silent())?;
        }
        self.look_at_work()?;
        let as_of = self.now();
        if self.work.may_be_due(as_of) {
            self.release_due()?;
            self.look_at_work()?;
        }
        let holders = self.holders()?;
        let page = self.index.page(
            &Query {
                filter: &filter,
                sort: &asked.sort,
                marks: &self.work.marks,
                as_of,
                texts: &self.snapshot,
            },
            Window { offset: asked.offset, limit: asked.limit },
        )?;
        let counts = self.index.counts()?;
        let index = self.index_state()?;
        let empty = page.total == 0;
        Ok(QueuePage {
            rows: page.rows.into_iter().map(|row| queue_row(row, (&self.work, &holders), as_of)).collect(),
            offset: asked.offset,
            total: page.total,
            counts: counts.into_iter().map(|(status, claims)| StatusCount { status, claims }).collect(),
            decided: self.work.done.decided.len() as u64,
            held: self.work.held.len() as u64,
            held_by_others: self.held_by_others(&holders)?,
            empty_because: if empty { Some(self.why_empty(&asked.text, &filter, index)) } else { None },
            index,
            as_of,
        })
    }

    /// The most urgent claim that waits for this person and is free, after another one in the order of slack; from the top again
    /// behind the last. Conflicts are a supervisor's (ROLE-06), so a reviewer is never served one.
    ///
    /// Second looks are served in between and when nothing else waits, unmarked.
    pub fn next(&mut self, after: Option<&ClaimId>) -> Result<Option<ClaimId>, Failure> {
        if let Some(again) = self.second_look_due(after)? {
            return Ok(Some(again));
        }
        let mut parts = vec![parse("")?];
        if self.actor.role != Role::Supervisor {
            parts.push(Filter::Not(Box::new(Filter::Kind(QueueKind::Conflict))));
        }
        match self.next_free(&Filter::And(parts), after)? {
            None => self.second_look(after),
            found => Ok(found),
        }
    }

    /// The most urgent claim after another one that a query finds and this person may be served.
    pub(super) fn next_free(
        &mut self,
        filter: &Filter,
        after: Option<&ClaimId>,
    ) -> Result<Option<ClaimId>, Failure> {
        self.look_at_work()?;
        let held = self.holders()?;
        let first = self.next_of(filter, after)?;
        let mut next = first.clone();
        while let Some(id) = next.as_ref().filter(|id| Some(*id) != after) {
            if !held.contains_key(id) && self.may_serve(id)? {
                return Ok(next);
            }
            let id = id.clone();
            next = self.next_of(filter, Some(&id))?.filter(|found| Some(found) != first.as_ref());
        }
        Ok(None)
    }

    /// The claim after another one in the order of slack; from the top again behind the last.
    fn next_of(&self, filter: &Filter, after: Option<&ClaimId>) -> Result<Option<ClaimId>, Failure> {
        let query =
            Query { filter, sort: &[], marks: &self.work.marks, as_of: self.now(), texts: &self.snapshot };
        let behind = self.index.next(&query, after)?;
        Ok(match behind {
            None if after.is_some() => self.index.next(&query, None)?,
            found => found,
        })
    }

    /// Every claim of the snapshot, in the order of ids.
    pub fn claim_ids(&self) -> Result<Vec<ClaimId>, Failure> {
        let mut ids = Vec::new();
        self.snapshot.headers(&mut |claim, _| {
            ids.push(claim.claim_id);
            Ok::<_, Failure>(())
        })?;
        Ok(ids)
    }

    /// Named queries: those of the program, then those saved in this desk.
    pub fn views(&self) -> Result<Vec<SavedView>, Failure> {
        let built_in = BUILT_IN.iter().map(|(name, query, role)| SavedView {
            name: (*name).to_owned(),
            query: (*query).to_owned(),
            built_in: true,
            role: *role,
        });
        let saved = self.file.views()?.into_iter().map(|view| SavedView {
            name: view.name,
            query: view.query,
            built_in: false,
            role: None,
        });
        Ok(built_in.chain(saved).collect())
    }

    /// Saves a query under a name; a query that cannot be understood is not saved.
    pub fn save_view(&mut self, name: &str, query: &str) -> Result<(), Failure> {
        let name = name.trim();
        let refused = |why: &str| Failure::new(FailureKind::Usage, "The view was not saved.", why);
        if name.is_empty() {
            return Err(refused("It needs a name."));
        }
        if BUILT_IN.iter().any(|(known, ..)| *known == name) {
            return Err(refused("A view of the program has this name.").hint("Choose another name."));
        }
        parse(query)?;
        let view = NamedQuery { name: name.to_owned(), query: query.trim().to_owned() };
        let now = self.now();
        Ok(self.file.save_view(&view, now)?)
    }

    /// Removes a saved view.
    pub fn delete_view(&mut self, name: &str) -> Result<(), Failure> {
        if self.file.delete_view(name)? {
            return Ok(());
        }
        Err(Failure::new(
            FailureKind::NotFound,
            "No view was removed.",
            format!("No saved view is named {name:?}."),
        ))
    }

    pub(super) fn look_at_work(&mut self) -> Result<(), Failure> {
        let version = self.file.data_version()?;
        if self.work.data_version != Some(version) {
            let mut done = self.file.queue_marks()?;
            self.keep_settled(&mut done)?;
            let hidden = self.hidden_claims()?;
            self.unmark(&mut done, &hidden)?;
            self.work = Work::read(done, version);
            self.work.hold(self.unreleased()?, &hidden, self.now());
            if let Some(changes) = &self.changes {
                self.work.take_changes(changes);
            }
        }
        Ok(())
    }

    /// Drops the decisions on claims that came back since: they wait for a reviewer again.
    fn keep_settled(&self, done: &mut QueueMarks) -> Result<(), Failure> {
        let mut back = Vec::new();
        for (id, (_, digest)) in &done.decided {
            let row = self.index.row(id)?;
            if row.is_some_and(|row| row.turn == Turn::Us && row.digest != *digest) {
                back.push(id.clone());
            }
        }
        for id in back {
            done.decided.remove(&id);
        }
        Ok(())
    }

    fn index_state(&self) -> Result<IndexState, Failure> {
        let state = self.text_state()?;
        Ok(if state.complete {
            IndexState::Ready
        } else {
            IndexState::TextPending { done: state.done, total: state.total }
        })
    }

    /// Says why nothing is listed, so that an empty queue is never mistaken for a broken one.
    fn why_empty(&self, text: &str, filter: &Filter, index: IndexState) -> String {
        if let (IndexState::TextPending { done, total }, true) = (index, query::looks_into_documents(filter))
        {
            return format!(
                "Nothing found yet: the documents of {done} of {total} claims can be searched so far."
            );
        }
        if !text.trim().is_empty() {
            return "No claim matches. Clear the filter to see every claim that waits.".to_owned();
        }
        let (decided, skipped) = (self.work.done.decided.len(), self.work.done.skipped.len());
        let claims = self.snapshot.meta().claims;
        match (claims, decided + skipped) {
            (0, _) => "The snapshot holds no claims.".to_owned(),
            (_, 0) => "No claim of this snapshot waits for a reviewer.".to_owned(),
            _ => format!("Nothing waits: {decided} claims were decided here, {skipped} were skipped by you."),
        }
    }

    /// The claim without its checklist, for a preview.
    pub fn preview(&mut self, id: &ClaimId) -> Result<Arc<crate::domain::Claim>, Failure> {
        self.claim(id)
    }
}

pub(super) fn parse(text: &str) -> Result<Filter, Failure> {
    query::parse(text).map_err(|error| {
        Failure::new(FailureKind::Usage, "The query cannot be understood.", error.to_string())
    })
}

fn queue_row(
    row: IndexRow,
    (work, holders): (&Work, &HashMap<ClaimId, Holder>),
    as_of: DateTime<Utc>,
) -> QueueRow {
    let id = &row.claim_id;
    let held_until = work.held.get(id).copied();
    let news = work.news.get(id).copied();
    let work = &work.done;
    let judged = work.judged.get(id).copied();
    QueueRow {
        judged: judged
            .or_else(|| work.drafts.contains(id).then_some(0))
            .map(|done| (done, row.cells.max(done))),
        decided: work.decided.get(id).map(|(kind, _)| *kind),
        held_until,
        news,
        skipped: work.skipped.get(id).cloned(),
        holder: holders.get(id).cloned(),
        slack_minutes: row.latest_start.map(|start| (start - as_of).num_minutes()),
        workloads: row
            .workloads
            .into_iter()
            .map(|workload| WorkloadTag { code: workload.code, name: workload.name })
            .collect(),
        claim_id: row.claim_id,
        claim_name: row.claim_name,
        partner: row.partner,
        customer: row.customer,
        status: row.status,
        kind: row.kind,
        turn: row.turn,
        clock: row.clock,
        deadline: row.deadline,
        prediction: row.prediction,
        date_only: row.date_only,
        contested: row.contested,
        submitted_on: row.submitted_on,
        activity: row.activity,
        engagement: row.engagement,
        edition: row.edition,
        documents: row.documents,
    }
}
