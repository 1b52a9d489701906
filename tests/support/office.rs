//! Desks over snapshots made for one test, whose papers are those of the sample and judged as its answers say.

use super::program::Home;
use super::{answers, conflicts, samples};
use proofdesk::desk::{
    BatchPlan, BatchRequest, ConflictFilter, Desk, DeskOptions, GradeRequest, Job, Judging, SnapshotChoice,
};
use proofdesk::domain::{Actor, Claim, ClaimId, ConflictId, Guid, Judgement, Role};
use proofdesk::paths::Paths;
use proofdesk::wall_clock::WallClock;
use std::path::{Path, PathBuf};

/// A folder with one lineage of snapshots and the desk that belongs to it.
pub(crate) struct Office {
    pub(crate) home: Home,
}

impl Office {
    pub(crate) fn new() -> Self {
        Self { home: Home::quick() }
    }

    /// The snapshot of a day in September.
    pub(crate) fn snapshot(&self, day: u32, claims: &[Claim]) -> PathBuf {
        let lines: Vec<String> = claims.iter().map(|claim| serde_json::to_string(claim).unwrap()).collect();
        let source = self.home.with(&format!("{day}.jsonl"), &lines.join("\n"));
        let target = self.home.file(&format!("{day}.snapshot.sqlite"));
        let as_of = format!("2025-09-{day}T12:00:00Z");
        let (from, into) = (source.to_str().unwrap(), target.to_str().unwrap());
        self.home.run(&["import", from, "--into", into, "--lineage", "office", "--as-of", &as_of]).fine();
        target
    }

    /// The desk as somebody opens it over a snapshot, at noon of the 15th.
    pub(crate) fn desk(&self, snapshot: &Path, name: &str, role: Role) -> Desk {
        let options = DeskOptions {
            snapshot: SnapshotChoice::File { path: snapshot.to_owned(), allow_unsealed: false },
            desk_file: None,
            paths: Paths::find(Some(self.home.path())).unwrap(),
            actor: Actor { name: name.into(), role },
            clock: Some(WallClock::Fixed("2025-09-15T12:00:00Z".parse().unwrap())),
        };
        Desk::open(&options, &Job::silent()).unwrap()
    }

    pub(crate) fn supervisor(&self, snapshot: &Path) -> Desk {
        self.desk(snapshot, "eli", Role::Supervisor)
    }

    /// Judges copies of claims of the sample as the answers say, as a reviewer.
    pub(crate) fn judge(&self, snapshot: &Path, copies: &[(&Claim, &str)]) {
        let mut desk = self.desk(snapshot, "ana", Role::Reviewer);
        for (claim, original) in copies {
            let cells = samples::judged(&samples::claim(original)).cells;
            let judged = cells
                .into_iter()
                .filter_map(|cell| Some(Judging::Judge(cell.key, filled(original, cell.judgement?))));
            let changes: Vec<Judging> = judged.collect();
            desk.judge_all(&claim.claim_id, &changes).unwrap();
        }
    }
}

fn filled(id: &str, mut judgement: Judgement) -> Judgement {
    for mark in &mut judgement.reasons {
        mark.fills = answers::fills(id, mark.code.as_str(), None);
    }
    judgement
}

/// A claim of the sample under another id, of a customer of its own.
pub(crate) fn copy(original: &str, id: u32, customer: u32) -> Claim {
    let mut claim = samples::claim(original);
    claim.claim_id = ClaimId::parse(&id.to_string()).unwrap();
    claim.customer.tenant_id = tenant(customer);
    claim
}

/// Tenants that do not look alike.
fn tenant(customer: u32) -> Guid {
    let mixed = u64::from(customer).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    Guid::parse(&format!("{:08x}-0000-4000-8000-{:012x}", mixed >> 32, mixed & 0xffff_ffff)).unwrap()
}

/// The conflicts a claim is a party of.
pub(crate) fn conflicts_of(desk: &mut Desk, claim: &Claim) -> Vec<ConflictId> {
    let rows = desk.conflicts_of(&claim.claim_id).unwrap();
    rows.into_iter().map(|row| row.conflict.id).collect()
}

/// What the rules propose for every conflict of the snapshot.
pub(crate) fn plan(desk: &mut Desk) -> BatchPlan {
    let rows = desk.conflicts(&ConflictFilter::default()).unwrap().rows;
    let conflicts = rows.into_iter().map(|row| row.conflict.id).collect();
    let rationale = "Only one proof holds.".to_owned();
    desk.plan_batch(&BatchRequest { conflicts, rationale, consulted: None, seed: None }).unwrap()
}

/// Opens the rows of the sample.
pub(crate) fn open_sample(desk: &mut Desk, plan: &BatchPlan) {
    for id in &plan.sample {
        desk.open_row(plan, id).unwrap();
    }
}

/// Grades every factor of every party of a conflict.
pub(crate) fn grade_all(desk: &mut Desk, conflict: &ConflictId) {
    for side in desk.compare(conflict).unwrap().sides {
        for grade in conflicts::graded(&side.review.claim, 1) {
            let claim_id = side.party.claim_id.clone();
            desk.grade(&GradeRequest { conflict: conflict.clone(), claim_id, grade }).unwrap();
        }
    }
}
