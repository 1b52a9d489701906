//! What a newer snapshot changed about conflicts: opened, joined, left, answered, out of time, over.
//!
//! The lines of both snapshots are collected while they are read side by side, and contested lines are compared by
//! what they are about. Claims are read again only for contests.

use crate::desk::conflicts::{Gathered, Known, Told};
use crate::desk::{ConflictChange, ConflictEvent, Failure, Outlived, PartyName};
use crate::domain::{Claim, ClaimId, ConflictKey, Contest, Party, PartyAnswer, Status, WindowState};
use crate::policy::Editions;
use crate::rules::detection::{Detector, claim_lines};
use crate::store::desk_file::StoredNotice;
use crate::store::snapshot::Snapshot;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The lines of two snapshots.
#[derive(Default)]
pub(super) struct Contested {
    before: Detector,
    after: Detector,
}

impl Contested {
    pub(super) fn note(&mut self, (before, after): (Option<&Claim>, Option<&Claim>), editions: &Editions) {
        self.before.extend(before.into_iter().flat_map(|claim| claim_lines(claim, editions)));
        self.after.extend(after.into_iter().flat_map(|claim| claim_lines(claim, editions)));
    }

    /// What changed between the two.
    pub(super) fn compare(
        self,
        (earlier, later): (&Snapshot, &Snapshot),
        (editions, notices): (&Editions, &[StoredNotice]),
    ) -> Result<Vec<ConflictChange>, Failure> {
        let (before, after) = (by_key(self.before), by_key(self.after));
        let earlier = Day::of(earlier, editions, notices);
        let later = Day::of(later, editions, notices);
        let keys: BTreeSet<&ConflictKey> = before.keys().chain(after.keys()).collect();
        let mut changes = Vec::new();
        for key in keys {
            let told = before.get(key).map(|contest| earlier.told(contest)).transpose()?;
            let tells = after.get(key).map(|contest| later.told(contest)).transpose()?;
            changes.extend(change(key, (told, tells), &later)?);
        }
        changes.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(changes)
    }
}

fn by_key(lines: Detector) -> BTreeMap<ConflictKey, Contest> {
    lines.detect_contests().into_iter().map(|contest| (contest.key.clone(), contest)).collect()
}

/// A snapshot at its own time.
struct Day<'a> {
    snapshot: &'a Snapshot,
    editions: &'a Editions,
    gathered: Gathered,
}

impl<'a> Day<'a> {
    fn of(snapshot: &'a Snapshot, editions: &'a Editions, notices: &[StoredNotice]) -> Self {
        let gathered = Gathered::with(notices.to_vec(), snapshot.meta().as_of);
        Self { snapshot, editions, gathered }
    }

    fn told(&self, contest: &Contest) -> Result<Told, Failure> {
        let mut known = HashMap::new();
        for line in &contest.lines {
            let claim = self.snapshot.claim(&line.claim_id)?;
            known.extend(claim.map(|claim| (line.claim_id.clone(), Known::of(&claim, self.editions))));
        }
        Ok(self.gathered.told(contest, &known, self.editions))
    }

    fn status(&self, id: Option<&ClaimId>) -> Result<Option<Status>, Failure> {
        let Some(id) = id else { return Ok(None) };
        Ok(self.snapshot.claim(id)?.map(|claim| claim.status))
    }
}

/// What happened to one conflict; `None` when nothing did.
fn change(
    key: &ConflictKey,
    (before, after): (Option<Told>, Option<Told>),
    later: &Day<'_>,
) -> Result<Option<ConflictChange>, Failure> {
    let events = match (&before, &after) {
        (Some(before), Some(after)) => updated(before, after, later)?,
        (None, Some(after)) => {
            let parties = after.conflict.parties.iter().map(name).collect();
            vec![ConflictEvent::Opened { kind: after.conflict.kind, parties }]
        }
        (Some(before), None) => {
            let ended = |party: &Party| {
                Ok::<_, Failure>(Outlived { party: name(party), status: later.status(party.claim_id())? })
            };
            let parties = before.conflict.parties.iter().map(ended).collect::<Result<_, _>>()?;
            vec![ConflictEvent::Closed { parties }]
        }
        (None, None) => Vec::new(),
    };
    let customer = after.or(before).map(|told| told.conflict.customer).unwrap_or_default();
    let change = ConflictChange { id: key.id(), key: key.clone(), customer, events };
    Ok(Some(change).filter(|change| !change.events.is_empty()))
}

fn updated(before: &Told, after: &Told, later: &Day<'_>) -> Result<Vec<ConflictEvent>, Failure> {
    let was =
        |party: &&Party| before.conflict.parties.iter().any(|other| other.claim_id() == party.claim_id());
    let is = |party: &&Party| after.conflict.parties.iter().any(|other| other.claim_id() == party.claim_id());
    let joined = after.conflict.parties.iter().filter(|party| !was(party));
    let mut events: Vec<ConflictEvent> =
        joined.map(|party| ConflictEvent::Joined { party: name(party) }).collect();
    for party in before.conflict.parties.iter().filter(|party| !is(party)) {
        let status = later.status(party.claim_id())?;
        events.push(ConflictEvent::Left { party: name(party), status });
    }
    events.extend(answered(before, after));
    let closed = WindowState::Closed;
    if after.window.state == closed && before.window.state != closed {
        events.push(ConflictEvent::WindowClosed { at: after.window.ends_at });
    }
    Ok(events)
}

/// Answers that came since.
fn answered(before: &Told, after: &Told) -> Vec<ConflictEvent> {
    let came = |answer: PartyAnswer| matches!(answer, PartyAnswer::Proof | PartyAnswer::Words);
    let earlier = |party: &Party| {
        let place = before.conflict.parties.iter().position(|other| other.claim_id() == party.claim_id())?;
        before.standings.get(place).map(|state| state.answered)
    };
    let parties = after.conflict.parties.iter().zip(&after.standings);
    let new = parties.filter(|(party, state)| {
        came(state.answered.answer) && earlier(party).is_none_or(|earlier| earlier != state.answered)
    });
    new.map(|(party, state)| ConflictEvent::Answered { party: name(party), answer: state.answered.answer })
        .collect()
}

fn name(party: &Party) -> PartyName {
    PartyName { role: party.role, partner: party.partner().to_owned(), claim_id: party.claim_id().cloned() }
}
