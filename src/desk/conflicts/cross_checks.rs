//! What a supervisor asks besides the proof: other conflicts of the partners, who held the workload when, precedents.
//!
//! Read from claims and decisions on file, each list bounded. Submissions are left out of every list: who was first
//! is no criterion.

use crate::desk::history::action_words;
use crate::desk::{CrossChecks, Desk, Failure, OtherConflict, Precedent, TimelineEntry};
use crate::domain::{
    Association, Claim, Conflict, ConflictKey, Decision, HistoryAction, PartyClaim, PartyRole, Workload,
};
use crate::rules::detection::{family, key_of, subject};
use crate::store::Filter;
use crate::store::desk_file::DecisionFilter;
use crate::store::index::{IndexRow, Marks, Query, Window};
use std::collections::BTreeSet;

/// Claims of a partner or customer that are looked through at most.
const CLAIMS: u32 = 100;
/// Precedents told at most.
const PRECEDENTS: usize = 20;

impl Desk {
    pub(super) fn cross_checks(&mut self, conflict: &Conflict) -> Result<CrossChecks, Failure> {
        let mut other_conflicts = Vec::new();
        let families: BTreeSet<&str> = conflict.claims().map(|claim| claim.family.as_str()).collect();
        for family in families {
            other_conflicts.extend(self.open_elsewhere(conflict, family)?);
        }
        for claim in conflict.claims() {
            other_conflicts.extend(self.over(conflict, claim)?);
        }
        other_conflicts.dedup_by(|one, other| one.id == other.id && one.claim_id == other.claim_id);
        Ok(CrossChecks {
            other_conflicts,
            timeline: self.timeline(&conflict.key)?,
            precedents: self.precedents(conflict)?,
        })
    }

    /// Other contests of a family that are open.
    fn open_elsewhere(&self, conflict: &Conflict, family: &str) -> Result<Vec<OtherConflict>, Failure> {
        let mut found = Vec::new();
        for contest in self.index.contests_of_family(family)? {
            if contest.key == conflict.key {
                continue;
            }
            for line in contest.lines.iter().filter(|line| line.family == family) {
                let Some(row) = self.index.row(&line.claim_id)? else { continue };
                found.push(self.other(contest.key.clone(), &row, Some(line.role))?);
            }
        }
        Ok(found)
    }

    /// Conflicts of a party's location that are over: its claims that were told of one and contest nothing any more.
    fn over(&mut self, conflict: &Conflict, party: &PartyClaim) -> Result<Vec<OtherConflict>, Failure> {
        let Some(own) = self.index.row(&party.claim_id)? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for row in self.claims_where(&Filter::Partner(own.partner_id))? {
            if conflict.party(&row.claim_id).is_some() || !self.index.contests_of(&row.claim_id)?.is_empty() {
                continue;
            }
            let Some(claim) = self.snapshot.claim(&row.claim_id)? else { continue };
            let told = claim.history.iter().any(|entry| entry.action == HistoryAction::ConflictNotice);
            let keys = claim.workloads.iter().filter(|_| told && family(&claim) == party.family);
            for key in keys.map(|line| key_of(&claim, line, &self.editions)).collect::<Vec<_>>() {
                found.push(self.other(key, &row, None)?);
            }
        }
        Ok(found)
    }

    fn other(
        &self,
        key: ConflictKey,
        row: &IndexRow,
        role: Option<PartyRole>,
    ) -> Result<OtherConflict, Failure> {
        let decided = self.file.decision_in_force(&row.claim_id)?;
        let hidden = self.is_blind(&row.claim_id)?;
        Ok(OtherConflict {
            id: key.id(),
            key,
            customer: row.customer.clone(),
            claim_id: row.claim_id.clone(),
            partner: row.partner.clone(),
            role,
            status: row.status,
            decided: decided.filter(|_| !hidden).map(|found| found.decision.kind),
        })
    }

    /// Who held the workload when, by the histories of every claim of the tenant on file.
    fn timeline(&self, key: &ConflictKey) -> Result<Vec<TimelineEntry>, Failure> {
        let mut entries = Vec::new();
        for row in self.claims_where(&Filter::Customer(key.tenant.to_string()))? {
            let Some(claim) = self.snapshot.claim(&row.claim_id)? else { continue };
            for line in claim.workloads.iter().filter(|line| key_of(&claim, line, &self.editions) == *key) {
                entries.extend(told(&claim, line));
            }
        }
        entries.sort();
        entries.dedup();
        Ok(entries)
    }

    /// Cells of this workload decided here, on claims that are no party.
    fn precedents(&self, conflict: &Conflict) -> Result<Vec<Precedent>, Failure> {
        let hidden = self.hidden_claims()?;
        let filter = DecisionFilter { in_force: true, ..DecisionFilter::default() };
        let decisions = self.file.decisions(&filter)?.into_iter().rev().map(|found| found.decision);
        let elsewhere = decisions.filter(|decision| {
            !hidden.contains(&decision.claim_id) && conflict.party(&decision.claim_id).is_none()
        });
        let found = elsewhere.flat_map(|decision| self.cells_about(&conflict.key, &decision));
        Ok(found.take(PRECEDENTS).collect())
    }

    fn cells_about(&self, key: &ConflictKey, decision: &Decision) -> Vec<Precedent> {
        let Some(edition) = self.editions.get(&decision.edition) else { return Vec::new() };
        let about = |name: &String| subject(name, &edition, &self.editions) == key.subject;
        let cells = decision.cells.iter().filter(|cell| cell.key.workload.as_ref().is_some_and(about));
        cells
            .map(|cell| Precedent {
                claim_id: decision.claim_id.clone(),
                kind: decision.kind,
                decided_at: decision.decided_at,
                cell: cell.clone(),
            })
            .collect()
    }

    pub(in crate::desk) fn claims_where(&self, filter: &Filter) -> Result<Vec<IndexRow>, Failure> {
        let query =
            Query { filter, sort: &[], marks: &Marks::default(), as_of: self.now(), texts: &self.snapshot };
        Ok(self.index.page(&query, Window { offset: 0, limit: CLAIMS })?.rows)
    }
}

/// What a claim tells about the association of one of its lines.
fn told(claim: &Claim, line: &Workload) -> Vec<TimelineEntry> {
    let entry = |on, text: String| TimelineEntry {
        on,
        claim_id: claim.claim_id.clone(),
        partner: claim.partner.name.clone(),
        text,
    };
    let mut entries: Vec<TimelineEntry> = claim
        .history
        .iter()
        .filter(|line| tells(&line.action))
        .map(|line| entry(line.on.date_naive(), action_words(&line.action)))
        .collect();
    let held = line.associated_on.filter(|_| line.association != Association::None);
    entries.extend(held.map(|on| entry(on, line.association.label().to_owned())));
    entries
}

/// Whether an entry is about the association, and not about when something was submitted.
const fn tells(action: &HistoryAction) -> bool {
    matches!(
        action,
        HistoryAction::Approval
            | HistoryAction::Rejection
            | HistoryAction::Dispute
            | HistoryAction::ConflictNotice
            | HistoryAction::EvidenceWindowClosed
            | HistoryAction::Other(_)
    )
}
