//! How resolutions in force stand to the lines of a claim.

use super::settles;
use crate::desk::{Desk, Failure};
use crate::domain::{Claim, Conflict, ConflictId, ConflictKey, ConflictKind, ConflictOutcome, Workload};
use crate::rules::detection::key_of;
use crate::rules::{Line, LineRuling, Ruled};
use crate::store::desk_file::ResolutionFilter;

/// Outcomes that are not recorded yet: those of this act, and those of rows before it in the same batch.
#[derive(Clone, Copy, Default)]
pub(super) struct Coming<'a> {
    pub(super) now: &'a [(ConflictId, ConflictOutcome)],
    pub(super) before: &'a [(ConflictId, ConflictOutcome)],
}

impl Desk {
    /// How the contested lines of a claim were ruled by resolutions in force.
    pub(in crate::desk) fn line_rulings(&mut self, claim: &Claim) -> Result<Vec<LineRuling>, Failure> {
        let touched = ResolutionFilter {
            claim: Some(claim.claim_id.clone()),
            in_force: true,
            ..ResolutionFilter::default()
        };
        // Most claims were never touched by a resolution, and then nothing is looked for.
        if self.file.resolutions(&touched)?.is_empty() {
            return Ok(Vec::new());
        }
        let lines = self.lines(claim, Coming::default())?;
        let ruled = lines.into_iter().filter_map(|line| {
            let ruled = Ruled::of(line.outcome.as_ref()?, &claim.claim_id)?;
            Some(LineRuling { workload: line.workload, ruled })
        });
        Ok(ruled.collect())
    }

    /// All contested lines of a claim, with the outcomes that are in force or come now.
    pub(super) fn lines(&mut self, claim: &Claim, coming: Coming<'_>) -> Result<Vec<Line>, Failure> {
        let mut lines = Vec::new();
        for conflict in self.conflicts_of(&claim.claim_id)?.into_iter().map(|row| row.conflict) {
            let ruled = |list: &[(ConflictId, ConflictOutcome)]| {
                list.iter().find(|(id, _)| *id == conflict.id).map(|(_, outcome)| outcome.clone())
            };
            let now = ruled(coming.now);
            // One family contests nothing, so its lines keep no claim waiting.
            if conflict.kind == ConflictKind::Duplicate && now.is_none() {
                continue;
            }
            let Some(party) = conflict.claims().find(|party| party.claim_id == claim.claim_id) else {
                continue;
            };
            let (standing, asked) = self.ruled_before(&conflict)?;
            lines.push(Line {
                conflict: conflict.id.clone(),
                workload: self.called(claim, (&party.workload, &conflict.key)),
                now: now.is_some(),
                outcome: now.or_else(|| ruled(coming.before)).or(standing),
                asked,
            });
        }
        Ok(lines)
    }

    /// What the contested line of a claim is called in it.
    fn called(&self, claim: &Claim, (name, key): (&str, &ConflictKey)) -> String {
        let is_it = |line: &&Workload| line.name == name && key_of(claim, line, &self.editions) == *key;
        claim.workloads.iter().find(is_it).map_or_else(|| name.to_owned(), |line| claim.line_name(line))
    }

    /// The outcome in force, and whether the parties were asked for more proof before.
    fn ruled_before(&self, conflict: &Conflict) -> Result<(Option<ConflictOutcome>, bool), Failure> {
        let of_conflict = ResolutionFilter {
            conflict: Some(conflict.id.clone()),
            in_force: true,
            ..ResolutionFilter::default()
        };
        let parties = conflict.digest();
        let mut outcome = None;
        let mut asked = false;
        for stored in self.file.resolutions(&of_conflict)? {
            let settled = settles(&stored, &conflict.id, &parties);
            for ruling in
                stored.resolution.rulings.into_iter().filter(|ruling| ruling.conflict == conflict.id)
            {
                asked |= matches!(ruling.outcome, ConflictOutcome::Neither | ConflictOutcome::Ambiguous);
                if settled {
                    outcome = Some(ruling.outcome);
                }
            }
        }
        Ok((outcome, asked))
    }
}
