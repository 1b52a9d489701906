//! The nine conflicts of the sample, with their parties judged and graded.

use crate::support::samples;
use chrono::{DateTime, Utc};
use proofdesk::domain::{
    Checklist, Claim, ClaimId, Conflict, ConflictKey, ConflictKind, ConflictOutcome, EvidencePin, Factor,
    FactorGrade, Grade, Party, PartyAnswer, PartyClaim, PartyFacts, PartyRole, Status,
};
use proofdesk::policy::Edition;
use proofdesk::rules::{
    self, Consequence, EvidenceWindow, Gap, Line, PartyStanding, Side, Standing, Touched,
};
use proofdesk::text::Span;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A conflict of the sample: its name, its claims with the holder first, and how it comes out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Group {
    pub(crate) name: &'static str,
    pub(crate) parties: &'static [&'static str],
    /// Id of the winning claim, `neither` or `ambiguous`.
    pub(crate) winner: &'static str,
}

/// As the answers say; compared with them by a test.
const GROUPS: [Group; 9] = [
    Group { name: "cg-01", parties: &["3088261", "3120417"], winner: "3120417" },
    Group { name: "cg-02", parties: &["3075520", "3121098"], winner: "3075520" },
    Group { name: "cg-03", parties: &["3122330", "3122671", "3123004"], winner: "3123004" },
    Group { name: "cg-04", parties: &["3123845", "3123902"], winner: "ambiguous" },
    Group { name: "cg-05", parties: &["3069944", "3124117"], winner: "neither" },
    Group { name: "cg-06", parties: &["3061183", "3124560"], winner: "3124560" },
    Group { name: "cg-07", parties: &["3125016", "3125233"], winner: "3125016" },
    Group { name: "cg-08", parties: &["3058807", "3125571", "3125804"], winner: "3125571" },
    Group { name: "cg-09", parties: &["3132180", "3132313"], winner: "3132180" },
];

/// All nine.
pub(crate) fn groups() -> [Group; 9] {
    GROUPS
}

/// The conflict of this name.
pub(crate) fn group(name: &str) -> Group {
    GROUPS.into_iter().find(|group| group.name == name).unwrap()
}

impl Group {
    pub(crate) fn answer(&self) -> ConflictOutcome {
        match self.winner {
            "neither" => ConflictOutcome::Neither,
            "ambiguous" => ConflictOutcome::Ambiguous,
            id => ConflictOutcome::Party { claim: ClaimId::parse(id).unwrap() },
        }
    }

    pub(crate) fn claims(&self) -> Vec<Claim> {
        self.parties.iter().map(|id| samples::claim(id)).collect()
    }

    pub(crate) fn conflict(&self) -> Conflict {
        conflict_between(&self.claims(), 0)
    }
}

/// A conflict over one line of each claim.
pub(crate) fn conflict_between(claims: &[Claim], line: usize) -> Conflict {
    let first = &claims[0];
    let workload = &first.workloads[line];
    let edition = samples::edition_of(first);
    let key = ConflictKey {
        tenant: first.customer.tenant_id.clone(),
        subject: edition.canonical(&workload.name).to_owned(),
        subscription: workload.subscription_id.clone(),
    };
    Conflict {
        id: key.id(),
        key,
        kind: ConflictKind::Conflict,
        customer: first.customer.name.clone(),
        parties: claims.iter().map(|claim| party(claim, line)).collect(),
        possibly_same: Vec::new(),
    }
}

fn party(claim: &Claim, line: usize) -> Party {
    let holds = claim.status == Status::Approved;
    Party {
        role: if holds { PartyRole::Incumbent } else { PartyRole::Challenger },
        claim: Some(PartyClaim {
            partner: claim.partner.name.clone(),
            claim_id: claim.claim_id.clone(),
            family: claim.partner.partner_id.clone(),
            workload: claim.workloads[line].name.clone(),
            status: claim.status,
            digest: claim.digest(),
        }),
    }
}

/// One party with everything that was found about it.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) party: Party,
    pub(crate) claim: Claim,
    pub(crate) edition: Arc<Edition>,
    pub(crate) checklist: Checklist,
    pub(crate) grades: Vec<FactorGrade>,
    pub(crate) judges: BTreeSet<String>,
}

/// The parties of a conflict, judged as the answers say and graded.
pub(crate) fn found_in(claims: &[Claim], judges: &[&str]) -> Vec<Found> {
    let found = |claim: &Claim| Found {
        party: party(claim, 0),
        edition: samples::edition_of(claim),
        checklist: samples::judged(claim),
        grades: graded(claim, 1),
        judges: judges.iter().map(|name| (*name).to_owned()).collect(),
        claim: claim.clone(),
    };
    claims.iter().map(found).collect()
}

/// All five factors with one grade, each pinned to the first words of the first document.
pub(crate) fn graded(claim: &Claim, grade: u8) -> Vec<FactorGrade> {
    let document = &claim.documents[0];
    let end = document.text.char_indices().nth(12).unwrap().0;
    let pin = EvidencePin::new(document, Span::new(0, end));
    let one = |factor: &Factor| FactorGrade {
        factor: *factor,
        grade: Grade::new(grade).unwrap(),
        pin: pin.clone(),
        note: None,
    };
    Factor::ALL.iter().map(one).collect()
}

/// The day of the sample.
pub(crate) fn now() -> DateTime<Utc> {
    "2025-09-15T12:00:00Z".parse().unwrap()
}

/// The time for new proof as the histories of these claims tell it, and what each party answered.
pub(crate) fn window(found: &[Found]) -> (EvidenceWindow, Vec<PartyAnswer>) {
    let facts: Vec<PartyFacts> =
        found.iter().map(|one| rules::party_facts(&one.claim, &one.edition.id)).collect();
    let standing = |(one, facts)| PartyStanding { role: role(one), facts: Some(facts), recorded: None };
    let standings: Vec<PartyStanding<'_>> = found.iter().zip(&facts).map(standing).collect();
    let editions: Vec<&Edition> = found.iter().map(|one| one.edition.as_ref()).collect();
    let window = rules::evidence_window(&standings, &editions, now());
    let answers = standings.iter().map(|standing| window.answer(standing).answer).collect();
    (window, answers)
}

fn role(one: &Found) -> PartyRole {
    one.party.role
}

pub(crate) fn sides(found: &[Found]) -> Vec<Side<'_>> {
    let (_, answers) = window(found);
    found.iter().zip(answers).map(|(one, answer)| as_side(one, answer)).collect()
}

fn as_side(one: &Found, answer: PartyAnswer) -> Side<'_> {
    Side {
        answer,
        role: one.party.role,
        party: one.party.claim.as_ref().unwrap(),
        claim: &one.claim,
        edition: &one.edition,
        checklist: &one.checklist,
        grades: &one.grades,
        judges: &one.judges,
    }
}

/// What follows when a conflict of the sample comes out so.
pub(crate) fn settled(
    group: &Group,
    outcome: &ConflictOutcome,
    now: DateTime<Utc>,
) -> Result<Vec<Consequence>, Vec<Gap>> {
    let found = found_in(&group.claims(), &["ana"]);
    let id = group.conflict().id;
    let standing = Standing::default();
    let touched: Vec<Touched<'_>> = found
        .iter()
        .map(|one| Touched {
            claim: &one.claim,
            edition: &one.edition,
            checklist: &one.checklist,
            standing: &standing,
            lines: vec![Line {
                conflict: id.clone(),
                workload: one.claim.workloads[0].name.clone(),
                outcome: Some(outcome.clone()),
                now: true,
                asked: false,
            }],
        })
        .collect();
    rules::cascade(&touched, now)
}
