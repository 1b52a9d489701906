//! A stand-in for the desk with as many claims as wanted, all derived from the sample claims. Keeps nothing.

use super::reviewing::review_of;
use super::{differences, samples};
use crate::support::facts;
use proofdesk::desk::{
    Change, ChangeGroup, ClaimChange, ConflictChange, ConflictEvent, ConflictPage, DeskInfo, Earlier,
    Failure, FailureKind, Fate, HeldDecision, HistoryLine, Holder, IndexState, Job, NextClaim, Outbox,
    PartyName, PredictedStatus, Progress, QueuePage, QueueQuery, QueueRow, Review, SavedView,
    SnapshotChanges, SortColumn, StatusCount, Upstream, WorkloadTag,
};
use proofdesk::domain::{
    Actor, Claim, ClaimId, ConflictKey, ConflictKind, DecisionKind, Digest, PartyRole, QueueKind, Role,
    Status, Turn,
};
use proofdesk::statistics::figures::Figures;
use proofdesk::tui::message::{JobSpec, LeaseRequest, OutboxRequest, Reply, Request};
use proofdesk::tui::runtime::{Clerk, Task};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The desk: claims `3000000` and up, all waiting until they are skipped.
pub(crate) struct CannedDesk {
    claims: u32,
    hidden: BTreeSet<ClaimId>,
    views: Vec<SavedView>,
    /// Every request so far.
    pub(crate) asked: Vec<Request>,
    /// What is told about the place of the desk file.
    pub(crate) shared: Option<String>,
}

const FIRST: u32 = 3_000_000;

impl CannedDesk {
    pub(crate) fn of(claims: u32) -> Self {
        let view = |name: &str, query: &str| SavedView {
            name: name.into(),
            query: query.into(),
            built_in: true,
            role: None,
        };
        let views = vec![view("Due within two days", "due<2d"), view("Open conflicts", "has:conflict")];
        Self { claims, hidden: BTreeSet::new(), views, asked: Vec::new(), shared: None }
    }

    fn row(number: u32) -> QueueRow {
        let claim = sample(number);
        let minutes = i64::from(number) * 37 - 200;
        let kinds = [QueueKind::New, QueueKind::Resubmission, QueueKind::Conflict, QueueKind::Dispute];
        let kind = kinds[number as usize % kinds.len()];
        QueueRow {
            claim_id: id(number),
            claim_name: claim.claim_name.clone(),
            partner: claim.partner.name.clone(),
            customer: claim.customer.name.clone(),
            workloads: claim.workloads.iter().map(|workload| tag(&workload.name)).collect(),
            status: Status::UnderReview,
            kind: Some(kind),
            turn: Turn::Us,
            clock: Some("Review, five business days".into()),
            deadline: Some(as_of() + chrono::TimeDelta::minutes(minutes + 25)),
            prediction: (number % 9 == 4).then(|| PredictedStatus {
                leads_to: Status::Rejected,
                at: as_of() + chrono::TimeDelta::days(i64::from(number) - 5),
            }),
            date_only: false,
            slack_minutes: Some(minutes),
            contested: kind == QueueKind::Conflict,
            submitted_on: claim.submitted_on,
            activity: claim.activity,
            engagement: claim.engagement.clone(),
            edition: "2025-06".parse().unwrap(),
            documents: u32::try_from(claim.documents.len()).unwrap(),
            judged: Some((number % 4, 3 + 2 * u32::try_from(claim.workloads.len()).unwrap())),
            decided: (number % 11 == 7).then_some(DecisionKind::Approve),
            // Every other decision has left the desk already.
            held_until: (number % 22 == 7).then(|| as_of() + chrono::TimeDelta::minutes(5)),
            news: None,
            skipped: None,
            holder: (number % 13 == 5).then(|| Holder {
                by: "ben".into(),
                since: as_of() - chrono::TimeDelta::minutes(4),
                until: as_of() + chrono::TimeDelta::minutes(6),
            }),
        }
    }

    fn queue(&self, query: &QueueQuery) -> Result<QueuePage, Failure> {
        if let Some(word) = query.text.strip_prefix("nonsense:") {
            let why = format!("There is no key \"nonsense\" before {word:?}.");
            return Err(Failure::new(FailureKind::Usage, "The filter cannot be read.", why));
        }
        let word = query.text.to_lowercase();
        let matches = |row: &QueueRow| {
            !self.hidden.contains(&row.claim_id)
                && (word.is_empty()
                    || row.partner.to_lowercase().contains(&word)
                    || (word == "has:conflict" && row.contested))
        };
        if word.is_empty() && self.hidden.is_empty() && query.sort.is_empty() {
            return Ok(self.window(query));
        }
        let mut rows: Vec<QueueRow> = (0..self.claims).map(Self::row).filter(matches).collect();
        if let Some(key) = query.sort.first().filter(|key| key.column == SortColumn::Partner) {
            rows.sort_by(|a, b| a.partner.cmp(&b.partner));
            if key.descending {
                rows.reverse();
            }
        }
        let total = rows.len() as u64;
        let from = usize::try_from(query.offset).unwrap().min(rows.len());
        let rows: Vec<QueueRow> = rows.drain(from..).take(query.limit as usize).collect();
        Ok(self.page(rows, query.offset, total))
    }

    /// The rows asked for of the whole queue, without making the others.
    fn window(&self, query: &QueueQuery) -> QueuePage {
        let from = u32::try_from(query.offset).unwrap().min(self.claims);
        let rows = (from..self.claims.min(from + query.limit)).map(Self::row).collect();
        self.page(rows, query.offset, u64::from(self.claims))
    }

    fn page(&self, rows: Vec<QueueRow>, offset: u64, total: u64) -> QueuePage {
        QueuePage {
            rows,
            offset,
            total,
            counts: vec![StatusCount { status: Status::UnderReview, claims: total }],
            decided: u64::from(self.claims / 11),
            held: 0,
            held_by_others: None,
            empty_because: (total == 0).then(|| "No claim of this snapshot matches the filter.".into()),
            index: IndexState::Ready,
            as_of: as_of(),
        }
    }
}

fn as_of() -> chrono::DateTime<chrono::Utc> {
    "2025-09-15T12:00:00Z".parse().unwrap()
}

pub(crate) fn id(number: u32) -> ClaimId {
    (FIRST + number).to_string().parse().unwrap()
}

fn sample(number: u32) -> &'static Claim {
    &samples::claims()[number as usize % samples::claims().len()]
}

fn tag(name: &str) -> WorkloadTag {
    WorkloadTag { code: samples::june().workload_code(name), name: name.into() }
}

/// A claim as the desk would open it.
pub(crate) fn review(claim_id: &ClaimId) -> Review {
    let number: u32 = claim_id.as_str().parse().unwrap();
    let claim = Claim { claim_id: claim_id.clone(), ..sample(number - FIRST).clone() };
    Review { actor: actor(), edition_inferred: false, history: history(), as_of: as_of(), ..review_of(claim) }
}

fn history() -> Vec<HistoryLine> {
    let line = |at: &str, actor: &str, text: &str, here| HistoryLine {
        at: at.parse().unwrap(),
        actor: actor.into(),
        text: text.into(),
        here,
    };
    vec![
        line("2025-09-01T09:12:00Z", "partner", "submitted the claim", false),
        line("2025-09-02T08:30:00Z", "system", "set under review", false),
        line("2025-09-15T11:00:00Z", "ana", "judged R1 Customer acknowledgement: met", true),
    ]
}

fn actor() -> Actor {
    Actor { name: "ana".into(), role: Role::Reviewer }
}

fn info() -> DeskInfo {
    DeskInfo {
        title: "Sample claims".into(),
        lineage: "sample".into(),
        as_of: as_of(),
        practice: true,
        sealed: true,
        claims: 60,
        snapshot_sha256: Digest::of(b"snapshot"),
        desk_file: "/home/ana/sample.desk.sqlite".into(),
        head: "9f2c41d0".into(),
        held: 0,
        next_release: None,
        actor: actor(),
        shared: None,
    }
}

fn refused(what: &str, why: &str) -> Failure {
    Failure::new(FailureKind::Refused, what, why)
}

impl Clerk for CannedDesk {
    type Product = ();

    fn carry_out(&mut self, request: Request) -> Result<Reply, Failure> {
        self.asked.push(request.clone());
        Ok(match request {
            Request::Conflict(_) => Reply::Conflicts(Box::new(ConflictPage {
                rows: Vec::new(),
                total: 0,
                near_misses: Vec::new(),
                as_of: as_of(),
            })),
            Request::Batch(_) => return Err(refused("No batch was planned.", "This desk has no conflicts.")),
            Request::Info => Reply::Info(Box::new(DeskInfo { shared: self.shared.clone(), ..info() })),
            Request::Queue(query) => {
                let page = self.queue(&query)?;
                Reply::Queue(query, page)
            }
            Request::Preview(claim_id) => Reply::Preview(Box::new(review(&claim_id))),
            Request::Open(claim_id) | Request::Judge(claim_id, _) => {
                Reply::Opened(Box::new(review(&claim_id)))
            }
            Request::History(claim_id) => Reply::History(claim_id, history()),
            Request::Next(_) if self.claims == 0 => Reply::Next(NextClaim::Empty),
            Request::Next(_) => Reply::Next(NextClaim::Free(id(0))),
            Request::Lease(LeaseRequest::Leave(_)) => Reply::Left,
            Request::Lease(LeaseRequest::Renew(claim_id) | LeaseRequest::TakeOver(claim_id)) => {
                Reply::Leased(claim_id, None)
            }
            Request::KeepDraft(claim_id, field, _) => Reply::Kept(claim_id, field),
            Request::DecisionsOfOthers => Reply::DecisionsOfOthers(Vec::new()),
            Request::CaseNotes(_) => Reply::Unrecorded(Vec::new()),
            Request::Training(_) | Request::Record(_) => {
                return Err(refused("There is no session here.", "This is a desk."));
            }
            Request::Decide(request) => {
                let what = format!("Claim {} stays open.", request.claim_id);
                return Err(refused(&what, "This desk keeps nothing."));
            }
            Request::Withdraw(claim_id, _) => Reply::Withdrawn(claim_id),
            Request::Expiries(_) => Reply::Expiries(Vec::new()),
            Request::Changes => Reply::Changes(Some(Arc::new(changes()))),
            Request::Outbox(request) => outbox(request),
            Request::Differences(request) => differences::answer(request),
            Request::Skip(claim_id, _) => {
                self.hidden.insert(claim_id.clone());
                Reply::Skipped(claim_id)
            }
            Request::Views => Reply::Views(self.views.clone()),
            Request::SaveView(view) => {
                self.views.push(view);
                Reply::Views(self.views.clone())
            }
            Request::DeleteView(name) => {
                self.views.retain(|view| view.name != name);
                Reply::Views(self.views.clone())
            }
            Request::Statistics => Reply::Statistics(Box::new(Figures::of(&facts::facts(400)))),
            Request::Reference(query) => {
                let found = samples::june().find_reference(&query).into_iter().cloned().collect();
                Reply::Reference(query, found)
            }
        })
    }

    fn prepare(&mut self, spec: &JobSpec) -> Result<Task<()>, Failure> {
        match spec {
            JobSpec::Text => Ok(Box::new(|job: &Job| {
                let progress = Progress { stage: "reading", done: 30, total: Some(60), problems: 0 };
                job.checkpoint(progress).map_err(|_| Failure::new(FailureKind::Refused, "Cancelled.", ""))
            })),
            JobSpec::Changes => Ok(Box::new(|_: &Job| Ok(()))),
            JobSpec::Suggest(_) => Err(Failure::new(FailureKind::NotFound, "No engine is at this desk.", "")),
        }
    }

    fn take(&mut self, (): ()) -> Result<Reply, Failure> {
        Ok(Reply::Indexed)
    }
}

/// Three decisions held, whatever is released.
fn outbox(request: OutboxRequest) -> Reply {
    let held = |number: u32, kind, minutes| HeldDecision {
        claim_id: id(number),
        customer: Some(sample(number).customer.name.clone()),
        kind,
        by: actor(),
        decided_at: as_of() - chrono::TimeDelta::minutes(10 - minutes),
        held_until: Some(as_of() + chrono::TimeDelta::minutes(minutes)),
    };
    match request {
        OutboxRequest::List => Reply::Outbox(Outbox {
            held: vec![
                held(3, DecisionKind::Approve, 2),
                held(1, DecisionKind::PartialApprove, 5),
                held(2, DecisionKind::ActionRequired, 9),
            ],
            released_now: Vec::new(),
            as_of: as_of(),
        }),
        OutboxRequest::Release(_) => Reply::Released(vec![id(3)]),
        OutboxRequest::Reopen(claim_id, _) | OutboxRequest::Void(claim_id, _) => Reply::Reopened(claim_id),
    }
}

/// A change of every telling kind.
fn changes() -> SnapshotChanges {
    let claim = |number: u32, group, changes: Vec<Change>, fate: Option<Fate>| ClaimChange {
        claim_id: id(number),
        partner: sample(number).partner.name.clone(),
        customer: sample(number).customer.name.clone(),
        status: (group != ChangeGroup::Gone).then_some(Status::UnderReview),
        group,
        changes,
        decision: fate.map(|fate| Upstream {
            kind: DecisionKind::ActionRequired,
            by: "ana".into(),
            decided_at: as_of() - chrono::TimeDelta::days(3),
            fate,
        }),
    };
    let document = |name: &str| Change::DocumentAdded { name: name.into() };
    let status = Change::Status { from: Status::PartnerActionRequired, to: Status::UnderReview };
    SnapshotChanges {
        earlier: Earlier::Compared {
            file: "/home/ana/monday.snapshot.sqlite".into(),
            as_of: as_of() - chrono::TimeDelta::days(1),
            sha256: Digest::of(b"monday"),
        },
        as_of: as_of(),
        claims: vec![
            claim(4, ChangeGroup::CameBack, vec![status, document("mail.txt")], Some(Fate::CameBack)),
            claim(9, ChangeGroup::Overtaken, vec![document("sow.txt")], Some(Fate::Overtaken)),
            claim(2, ChangeGroup::Arrived, vec![Change::Differs], Some(Fate::Arrived)),
            claim(11, ChangeGroup::Residual, vec![Change::Residual { parent: id(1) }], None),
            claim(12, ChangeGroup::New, vec![Change::New], None),
            claim(5, ChangeGroup::Proof, vec![document("letter.txt")], None),
            claim(21, ChangeGroup::Gone, vec![Change::Gone], None),
        ],
        conflicts: vec![conflict(0, 3)],
        unchanged: 53,
    }
}

/// A conflict between two claims that opened.
fn conflict(one: u32, other: u32) -> ConflictChange {
    let party = |role, number: u32| PartyName {
        role,
        partner: sample(number).partner.name.clone(),
        claim_id: Some(id(number)),
    };
    let key = ConflictKey {
        tenant: sample(one).customer.tenant_id.clone(),
        subject: "Microsoft Intune".into(),
        subscription: None,
    };
    ConflictChange {
        id: key.id(),
        key,
        customer: sample(one).customer.name.clone(),
        events: vec![ConflictEvent::Opened {
            kind: ConflictKind::Conflict,
            parties: vec![party(PartyRole::Incumbent, one), party(PartyRole::Challenger, other)],
        }],
    }
}
