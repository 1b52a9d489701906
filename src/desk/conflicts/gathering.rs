//! From contested lines to conflicts: names, status and digest of the parties, their window and their answers.

use crate::desk::{ConflictRow, Desk, Failure, PartyState};
use crate::domain::{
    Claim, ClaimId, Conflict, ConflictKey, Contest, ContestLine, Digest, NearLine, NearMiss, NoticeTo, Party,
    PartyClaim, PartyFacts, PartyRole, PossiblySame, Status,
};
use crate::policy::{Edition, Editions};
use crate::rules::{self, EvidenceWindow, PartyStanding, evidence_window};
use crate::store::desk_file::StoredNotice;
use crate::store::index::IndexRow;
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::sync::Arc;

/// What is read once for many conflicts.
pub(in crate::desk) struct Gathered {
    /// The notices recorded here, by what they are about.
    notices: HashMap<ConflictKey, Vec<StoredNotice>>,
    now: DateTime<Utc>,
}

impl Gathered {
    pub(in crate::desk) fn of(desk: &Desk) -> Result<Self, Failure> {
        Ok(Self::with(desk.file.notices()?, desk.now()))
    }

    /// The same for notices that are already read, at a given time.
    pub(in crate::desk) fn with(notices: Vec<StoredNotice>, now: DateTime<Utc>) -> Self {
        let mut by_key: HashMap<ConflictKey, Vec<StoredNotice>> = HashMap::new();
        for notice in notices.into_iter().filter(|notice| notice.sent_at <= now) {
            by_key.entry(notice.conflict.clone()).or_default().push(notice);
        }
        Self { notices: by_key, now }
    }

    /// The notices recorded here about one conflict.
    pub(in crate::desk) fn notices(&self, key: &ConflictKey) -> &[StoredNotice] {
        self.notices.get(key).map_or(&[], Vec::as_slice)
    }

    /// A contest with everything the list shows.
    pub(in crate::desk) fn row(&self, desk: &Desk, contest: &Contest) -> Result<ConflictRow, Failure> {
        let mut known = HashMap::new();
        for line in &contest.lines {
            let id = &line.claim_id;
            if let Some((row, facts)) = desk.index.row(id)?.zip(desk.index.party_facts(id)?) {
                known.insert(id.clone(), Known::indexed(row, facts));
            }
        }
        let Told { conflict, window, standings } = self.told(contest, &known, &desk.editions);
        Ok(ConflictRow {
            code: desk.editions.current().workload_code(&contest.key.subject),
            notified: standings.iter().all(|state| state.noticed_at.is_some()),
            conflict: Conflict { possibly_same: possibly_same(desk, contest)?, ..conflict },
            window,
            standings,
        })
    }

    /// A contest as it stands, with what is known of its claims.
    pub(in crate::desk) fn told(
        &self,
        contest: &Contest,
        known: &HashMap<ClaimId, Known>,
        editions: &Editions,
    ) -> Told {
        let conflict = conflict(contest, known);
        let standings = standings(&conflict, known, self.notices(&contest.key));
        let window = window_of(&standings, editions, self.now);
        let states = standings.iter().map(|standing| state(standing, &window)).collect();
        Told { conflict, window, standings: states }
    }
}

/// A conflict at a time.
pub(in crate::desk) struct Told {
    pub(in crate::desk) conflict: Conflict,
    pub(in crate::desk) window: EvidenceWindow,
    pub(in crate::desk) standings: Vec<PartyState>,
}

/// What is known of the claim of a party.
#[derive(Debug, Clone)]
pub(in crate::desk) struct Known {
    partner: String,
    customer: String,
    status: Status,
    digest: Digest,
    facts: PartyFacts,
}

impl Known {
    /// Reads it from the claim itself.
    pub(in crate::desk) fn of(claim: &Claim, editions: &Editions) -> Self {
        Self {
            partner: claim.partner.name.clone(),
            customer: claim.customer.name.clone(),
            status: claim.status,
            digest: claim.digest(),
            facts: rules::party_facts(claim, &editions.for_claim(claim).edition.id),
        }
    }

    fn indexed(row: IndexRow, facts: PartyFacts) -> Self {
        let IndexRow { partner, customer, status, digest, .. } = row;
        Self { partner, customer, status, digest, facts }
    }
}

/// The conflict with its parties in their order; a claim that names the workload twice is one party.
fn conflict(contest: &Contest, known: &HashMap<ClaimId, Known>) -> Conflict {
    let mut parties: Vec<Party> =
        contest.lines.iter().filter_map(|line| Some(party(line, known.get(&line.claim_id)?))).collect();
    if contest.unnamed_incumbent {
        parties.push(Party { role: PartyRole::Incumbent, claim: None });
    }
    parties.sort();
    parties.dedup_by(|one, other| one.claim_id() == other.claim_id());
    let customer = contest.lines.iter().find_map(|line| known.get(&line.claim_id));
    Conflict {
        id: contest.key.id(),
        key: contest.key.clone(),
        kind: contest.kind,
        customer: customer.map(|known| known.customer.clone()).unwrap_or_default(),
        parties,
        possibly_same: Vec::new(),
    }
}

fn party(line: &ContestLine, known: &Known) -> Party {
    let claim = PartyClaim {
        partner: known.partner.clone(),
        claim_id: line.claim_id.clone(),
        family: line.family.clone(),
        workload: line.workload.clone(),
        status: known.status,
        digest: known.digest,
    };
    Party { role: line.role, claim: Some(claim) }
}

/// Claims about a key that looks like this one.
fn possibly_same(desk: &Desk, contest: &Contest) -> Result<Vec<PossiblySame>, Failure> {
    let mut found = Vec::new();
    for line in &contest.lines {
        for NearMiss { nearness, one, other } in desk.index.near_misses_of(&line.claim_id)? {
            let NearLine { claim_id, workload, family, key } = match (&one.key, &other.key) {
                (key, _) if *key == contest.key => other,
                (_, key) if *key == contest.key => one,
                _ => continue,
            };
            let Some(row) = desk.index.row(&claim_id)? else { continue };
            found.push(PossiblySame {
                key,
                nearness,
                claim: PartyClaim {
                    partner: row.partner,
                    claim_id,
                    family,
                    workload,
                    status: row.status,
                    digest: row.digest,
                },
            });
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// What snapshot and desk know about each party, in the order of the parties.
fn standings<'f>(
    conflict: &Conflict,
    known: &'f HashMap<ClaimId, Known>,
    notices: &[StoredNotice],
) -> Vec<PartyStanding<'f>> {
    let told = |party: &Party| {
        let fits = |notice: &&StoredNotice| match party.claim_id() {
            Some(id) => notice.to == NoticeTo::Party && notice.claim_id == *id,
            None => notice.to == NoticeTo::Unnamed,
        };
        notices.iter().filter(fits).map(|notice| notice.sent_at).max()
    };
    let standing = |party: &Party| PartyStanding {
        role: party.role,
        facts: party.claim_id().and_then(|id| known.get(id)).map(|known| &known.facts),
        recorded: told(party),
    };
    conflict.parties.iter().map(standing).collect()
}

/// The window under the editions of the parties.
fn window_of(standings: &[PartyStanding<'_>], editions: &Editions, now: DateTime<Utc>) -> EvidenceWindow {
    let ids = standings.iter().filter_map(|standing| Some(&standing.facts?.edition));
    let known: Vec<Arc<Edition>> = ids.filter_map(|id| editions.get(id)).collect();
    let known: Vec<&Edition> = known.iter().map(AsRef::as_ref).collect();
    evidence_window(standings, &known, now)
}

fn state(standing: &PartyStanding<'_>, window: &EvidenceWindow) -> PartyState {
    let noticed_at = standing.noticed_at();
    let reported = standing.facts.and_then(|facts| facts.noticed_at);
    PartyState {
        noticed_at,
        recorded_here: noticed_at.is_some() && noticed_at != reported,
        answered: window.answer(standing),
    }
}
