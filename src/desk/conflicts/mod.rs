//! Conflicts at the desk: which there are, how far each is, and what a supervisor compares.
//!
//! The index says who contests what; window, answers and notices are computed for the time of asking. Nothing here
//! resolves a conflict, and nothing tells who was first, how large a deal is or what is paid.

mod cross_checks;
mod gathering;
mod noticing;
mod query;
mod showing;

pub(super) use gathering::{Gathered, Known, Told};
pub use query::{CONFLICT_KEYS, ConflictFilter};

use super::{ConflictPage, ConflictRow, Desk, Failure, FailureKind};
use crate::domain::{Claim, ClaimId, ConflictId, ConflictKind, Contest, WindowState, Workload};
use crate::rules::detection::key_of;
use std::collections::BTreeSet;

impl Desk {
    /// The conflicts and duplicates that a filter asks for: those whose window is over first, then by its end.
    pub fn conflicts(&mut self, filter: &ConflictFilter) -> Result<ConflictPage, Failure> {
        let contests = self.index.contests()?;
        let total = contests.len() as u64;
        let gathered = Gathered::of(self)?;
        let mut rows = Vec::new();
        for contest in &contests {
            let row = gathered.row(self, contest)?;
            rows.extend(filter.fits(&row).then_some(row));
        }
        rows.sort_by(|a, b| place(a).cmp(&place(b)));
        let near_misses = if filter.asks_for_near() { self.index.near_misses()? } else { Vec::new() };
        Ok(ConflictPage { rows, total, near_misses, as_of: self.now() })
    }

    /// The conflicts a claim is a party of.
    pub fn conflicts_of(&mut self, id: &ClaimId) -> Result<Vec<ConflictRow>, Failure> {
        let gathered = Gathered::of(self)?;
        self.index.contests_of(id)?.iter().map(|contest| gathered.row(self, contest)).collect()
    }

    /// The contested lines of a claim, by what they are called in it.
    pub(super) fn contested_lines(&self, claim: &Claim) -> Result<Vec<String>, Failure> {
        let names: BTreeSet<&str> = claim.workloads.iter().map(|line| line.name.as_str()).collect();
        if names.len() == claim.lines_where(|_| true).len() {
            return Ok(self.index.contested(&claim.claim_id)?);
        }
        let contests = self.index.contests_of(&claim.claim_id)?;
        let is_contested = |line: &Workload| {
            let key = key_of(claim, line, &self.editions);
            contests.iter().any(|contest| contest.kind == ConflictKind::Conflict && contest.key == key)
        };
        Ok(claim.lines_where(is_contested))
    }

    /// One conflict as it is listed.
    pub fn conflict_row(&mut self, id: &ConflictId) -> Result<ConflictRow, Failure> {
        let contest = self.contest(id)?;
        Gathered::of(self)?.row(self, &contest)
    }

    /// What an id stands for. Ids are short: where two conflicts of a snapshot have the same one, neither is meant by it.
    fn contest(&self, id: &ConflictId) -> Result<Contest, Failure> {
        let mut found = self.index.contests_with_id(id)?;
        match (found.pop(), found.is_empty()) {
            (None, _) => Err(no_such_conflict(id)),
            (Some(contest), true) => Ok(contest),
            (Some(contest), false) => Err(several(id, found.iter().chain([&contest]))),
        }
    }
}

/// Neither of them is opened, so that none is taken for the other.
fn several<'c>(id: &ConflictId, contests: impl Iterator<Item = &'c Contest>) -> Failure {
    let told: Vec<String> = contests
        .map(|contest| format!("{} of tenant {}", contest.key.subject_in_words(), contest.key.tenant))
        .collect();
    let why = format!("It stands for several conflicts: {}.", told.join("; "));
    Failure::new(FailureKind::Refused, format!("The id {id} opens no conflict."), why)
        .hint("Decide their claims one by one.")
}

/// Windows that are over first, then running ones by their end, then the others; the id decides between equals.
fn place(row: &ConflictRow) -> (u8, Option<chrono::DateTime<chrono::Utc>>, &ConflictId) {
    let rank = match row.window.state {
        WindowState::Closed => 0,
        WindowState::Open => 1,
        WindowState::NoLimit => 2,
        WindowState::NotNotified => 3,
    };
    (rank, row.window.ends_at, &row.conflict.id)
}

fn no_such_conflict(id: &ConflictId) -> Failure {
    Failure::new(
        FailureKind::NotFound,
        format!("There is no conflict {id}."),
        "Nobody contests it in this snapshot: it may be over.",
    )
    .hint("proofdesk conflicts list shows those that are open; proofdesk changes shows those that ended.")
}
