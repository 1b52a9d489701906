//! Live claims in shadow mode: those a reviewer could decide now, judged into a record of the trainee's own.
//!
//! The record belongs to the lineage of the snapshot, so tomorrow's snapshot goes on with it. What is known of real
//! decisions is kept here and asked for only about a claim that is answered.

use super::Session;
use super::debrief::{TrainingRow, TrainingState};
use super::real_decisions::{NotCompared, RealDecisions};
use crate::desk::listing::parse;
use crate::desk::open::open_snapshot;
use crate::desk::{Failure, QueueQuery, QueueRow, SnapshotChoice};
use crate::domain::{Attempt, ClaimId, Costs, Decision, Hasher, Mode};
use crate::paths::Paths;
use crate::rules::scoring;
use crate::store::snapshot::Snapshot;
use std::path::PathBuf;

/// What live claims are called where a pack has its title.
pub const LIVE_TITLE: &str = "Live claims";

/// What a reviewer could decide now and the trainee has not: conflicts are a supervisor's (ROLE-06), and Partner
/// Activities are judged elsewhere (POE-A10).
const DECIDABLE: &str = "is:waiting -is:decided -kind:conflict program:cpor";

/// Claims that are offered at once, most urgent first; more follow as they are answered.
const OFFERED: u32 = 50;

/// Live claims, and what is known of decisions about them.
pub(super) struct LiveClaims {
    pub(super) lineage: String,
    pub(super) real: RealDecisions,
    pub(super) costs: Costs,
}

impl LiveClaims {
    pub(super) const AIMS: [&'static str; 3] = [
        "Judge claims that wait for a reviewer. Nothing you do here reaches a desk.",
        "An answer is compared with the real decision once somebody else made it.",
        "A colleague's decision may be wrong, too: where you differ, talk about it.",
    ];

    /// Opens the snapshot; no record is touched.
    pub(super) fn open(
        choice: &SnapshotChoice,
        decisions: Vec<Decision>,
        paths: &Paths,
    ) -> Result<(Self, (Snapshot, PathBuf)), Failure> {
        let snapshot = open_snapshot(choice, paths)?;
        let lineage = snapshot.0.meta().lineage.clone();
        let real = RealDecisions::in_force(decisions);
        Ok((Self { lineage, real, costs: Costs::default() }, snapshot))
    }

    /// A trainee's record. Names that the file system could not tell apart have a digest.
    pub(super) fn attempts(&self, trainee: &str, paths: &Paths) -> PathBuf {
        let mut name = Hasher::new("proofdesk-shadow-v1");
        name.field(self.lineage.as_bytes()).field(trainee.as_bytes());
        let (stem, mode) = (format!("{}-{trainee}", self.lineage), Mode::Shadow.word());
        paths.attempts(&stem, &name.finish().short(), mode)
    }
}

impl Session {
    /// Claims that were begun, then those that wait, most urgent first, then the answered ones, the newest first.
    pub(super) fn live_rows(&mut self) -> Result<Vec<TrainingRow>, Failure> {
        let mut rows = Vec::new();
        for which in ["has:draft", "-has:draft"] {
            rows.extend(self.deciding(which)?.into_iter().map(waiting));
        }
        for id in self.answered()?.into_iter().rev() {
            if !rows.iter().any(|row| row.claim_id == id) {
                rows.extend(self.answered_row(&id)?);
            }
        }
        Ok(rows)
    }

    fn answered_row(&mut self, id: &ClaimId) -> Result<Option<TrainingRow>, Failure> {
        let Some(attempt) = self.record_of(id)?.finished.pop() else { return Ok(None) };
        let row = self.desk.index.row(id)?;
        let points = self.earned(&attempt)?;
        Ok(Some(TrainingRow {
            claim_id: id.clone(),
            parties: row.map_or_else(
                || "not in this snapshot any more".to_owned(),
                |row| format!("{} for {}", row.partner, row.customer),
            ),
            not_compared: points.err(),
            state: TrainingState::Done { points: points.ok() },
            due: None,
        }))
    }

    /// Points kept and points there were, where there is a decision to compare with.
    fn earned(&self, attempt: &Attempt) -> Result<Result<(u32, u32), NotCompared>, Failure> {
        let claim = self.desk.snapshot.claim(&attempt.claim_id)?;
        Ok(self.course.right(attempt, claim.as_ref()).and_then(|(answer, _)| {
            let claim = claim.as_ref().ok_or(NotCompared::ClaimGone)?;
            let score = scoring::score(&answer, attempt, claim, self.course.costs());
            Ok((score.points(), score.full))
        }))
    }

    /// The next claim that a reviewer could decide now.
    pub(super) fn next_live(&mut self, after: Option<&ClaimId>) -> Result<Option<ClaimId>, Failure> {
        self.desk.next_free(&parse(DECIDABLE)?, after)
    }

    /// Whether the trainee sat down to the claim before.
    pub(super) fn was_opened(&self, id: &ClaimId) -> Result<bool, Failure> {
        Ok(!self.desk.file.events(Some(id))?.is_empty())
    }

    /// Whether a reviewer could decide the claim now.
    pub(super) fn is_decidable(&mut self, id: &ClaimId) -> Result<bool, Failure> {
        Ok(self.deciding(&format!("claim:{id}"))?.iter().any(|row| row.claim_id == *id))
    }

    /// Claims that a reviewer could decide now, as far as they match, most urgent first.
    fn deciding(&mut self, which: &str) -> Result<Vec<QueueRow>, Failure> {
        let text = format!("{DECIDABLE} {which}");
        Ok(self.desk.queue(&QueueQuery { text, sort: Vec::new(), offset: 0, limit: OFFERED })?.rows)
    }
}

fn waiting(row: QueueRow) -> TrainingRow {
    let begun = |(judged, of): (u32, u32)| TrainingState::Begun { judged: judged as usize, of: of as usize };
    TrainingRow {
        claim_id: row.claim_id,
        parties: format!("{} for {}", row.partner, row.customer),
        state: row.judged.map_or(TrainingState::NotBegun, begun),
        due: None,
        not_compared: None,
    }
}
