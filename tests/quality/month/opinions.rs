//! What reviewers of the month decide and find: drawn from the number of the claim, signed by the rules.

use crate::support::samples::edition_of;
use chrono::{DateTime, TimeDelta, Utc};
use proofdesk::domain::{
    Actor, AdjudicatedCell, Adjudication, Association, Cause, Checklist, Claim, ClaimComment, Decision,
    DecisionId, DecisionKind, DisputeAnswer, HistoryAction, HistoryEntry, Judgement, ReasonCode, ReasonMark,
    ReleaseWay, Requirement, Role, SecondLook, Status, Verdict,
};
use proofdesk::rules::{self, Signing, Standing, dispute};
use proofdesk::store::desk_file::{DecisionFilter, DeskFile, Saved, Stamp, StoredDecision, Subject};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The desk of the month, and what was decided in the first round.
pub(super) struct Month {
    file: DeskFile,
    decided: BTreeMap<String, StoredDecision>,
}

/// A number that looks drawn but is the same for the same question.
fn drawn(number: u64, question: u64, below: u64) -> u64 {
    let mixed =
        (number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ question.wrapping_mul(0xC2B2_AE3D_27D4_EB4F)) >> 7;
    (mixed.wrapping_mul(0x1656_67B1_9E37_79F9) >> 29) % below
}

fn number(claim: &Claim) -> u64 {
    claim.claim_id.as_str().parse().unwrap()
}

fn start() -> DateTime<Utc> {
    "2025-09-01T08:00:00Z".parse().unwrap()
}

fn reviewer(number: u64) -> Actor {
    let names = ["ana", "bela", "carla", "dana", "emil"];
    Actor { name: names[usize::try_from(number % 5).unwrap()].into(), role: Role::Reviewer }
}

fn entry(on: DateTime<Utc>, action: HistoryAction, actor: &str) -> HistoryEntry {
    HistoryEntry { on, action, actor: actor.to_owned(), note: None }
}

/// A generated claim as one that waits for a reviewer.
pub(super) fn waiting(claim: Claim) -> Claim {
    let mut claim = Claim { status: Status::UnderReview, ..claim };
    for workload in &mut claim.workloads {
        workload.association = Association::None;
    }
    claim
}

/// The claim in the second snapshot: most requests came back answered, some rejections are disputed.
pub(super) fn revised(claim: &Claim, month: &Month) -> Claim {
    let Some(stored) = month.decided.get(claim.claim_id.as_str()) else { return claim.clone() };
    let mut claim = claim.clone();
    let (first, partner) = (start() + TimeDelta::days(20), claim.partner.contact_name.clone());
    let action = match stored.decision.kind {
        DecisionKind::ActionRequired if drawn(number(&claim), 1, 10) < 7 => HistoryAction::ActionRequired,
        DecisionKind::Reject if drawn(number(&claim), 2, 10) < 5 => HistoryAction::Rejection,
        DecisionKind::Approve | DecisionKind::PartialApprove => {
            claim.status = Status::Approved;
            return claim;
        }
        _ => return claim,
    };
    let disputed = action == HistoryAction::Rejection;
    claim.history.push(entry(first, action, "system"));
    if disputed {
        claim.history.push(entry(first + TimeDelta::days(1), HistoryAction::Dispute, &partner));
    }
    claim.history.push(entry(first + TimeDelta::days(2), HistoryAction::Resubmission, &partner));
    let text = "The missing page is added.".to_owned();
    claim.comments.push(ClaimComment { author: partner, on: first + TimeDelta::days(2), text });
    claim
}

/// The checklist as judged by somebody: every verdict is drawn; another person differs in one cell of eight.
fn judged(claim: &Claim, person: u64, failing: u64) -> Checklist {
    let mut checklist = rules::checklist(claim, &edition_of(claim));
    for (at, cell) in (0_u64..).zip(&mut checklist.cells) {
        if cell.settled.is_some() {
            continue;
        }
        let differs = person > 0 && drawn(number(claim), 100 * person + at, 8) == 0;
        let verdict = match (drawn(number(claim), at + 10, 100), differs) {
            (chance, false) if chance < failing => Verdict::NotMet,
            (chance, false) if chance < failing + 2 => Verdict::Unclear,
            (chance, true) if chance >= failing => Verdict::NotMet,
            _ => Verdict::Met,
        };
        let passes = verdict == Verdict::Met;
        cell.judgement = Some(Judgement {
            reasons: if passes { Vec::new() } else { vec![reason(cell.key.requirement)] },
            note: passes.then(|| "seen in the report".to_owned()),
            ..Judgement::bare(verdict)
        });
    }
    checklist
}

fn reason(requirement: Requirement) -> ReasonMark {
    ReasonMark::bare(ReasonCode::parse(&format!("RC-{}-01", requirement.code())).unwrap())
}

/// A signed decision: what follows from the cells, now and then something else.
fn signed(claim: &Claim, checklist: &Checklist, actor: Actor, prior: Option<&Decision>) -> Decision {
    let round = 1 + u32::from(prior.is_some());
    let original = dispute::original_reasons(claim, &edition_of(claim), prior);
    let edition = edition_of(claim);
    let derived = rules::outcome(claim, &edition, checklist).unwrap().kind;
    let overridden = derived == DecisionKind::ActionRequired && drawn(number(claim), 3, 8) == 0;
    let kind = if overridden { DecisionKind::Reject } else { derived };
    let reworded = drawn(number(claim), 4, 12) == 0;
    let decision = rules::sign(Signing {
        id: DecisionId::parse(&format!("{:016x}{round:016x}", number(claim))).unwrap(),
        claim,
        digest: claim.digest(),
        edition: &edition,
        checklist,
        standing: &Standing::default(),
        actor,
        now: start()
            + TimeDelta::days(i64::from(round - 1) * 24)
            + TimeDelta::seconds(i64::try_from(number(claim) % 400_000).unwrap()),
        kind,
        rationale: overridden.then(|| "The partner asked for it.".to_owned()),
        comment: "Thank you. The points are listed below.".into(),
        residual_comment: (kind == DecisionKind::PartialApprove).then(|| "The rest continues here.".into()),
        templates: Vec::new(),
        round,
        supersedes: None,
        composed: None,
        prior: prior.filter(|_| claim.is_submitted_dispute()),
        dispute: claim.is_submitted_dispute().then(|| DisputeAnswer {
            cause: Some(if number(claim).is_multiple_of(3) {
                Cause::NewEvidence
            } else {
                Cause::EvidenceMissed
            }),
            ..dispute::proposed(&original, claim, checklist)
        }),
    })
    .unwrap();
    Decision { composed: reworded.then(|| "Thank you. Please see below.".to_owned()), ..decision }
}

fn saved(saved: &Saved) {
    assert!(matches!(saved, Saved::Yes { .. }), "{saved:?}");
}

impl Month {
    /// Opens the desk file.
    pub(super) fn begin(path: &Path) -> Self {
        let sam = Actor { name: "sam".into(), role: Role::Supervisor };
        let file = DeskFile::open_or_create(path, "month", start(), &sam).unwrap();
        let decided = BTreeMap::new();
        let mut month = Self { file, decided };
        month.read();
        month
    }

    fn read(&mut self) {
        let stored =
            self.file.decisions(&DecisionFilter { in_force: true, ..DecisionFilter::default() }).unwrap();
        self.decided =
            stored.into_iter().map(|stored| (stored.decision.claim_id.to_string(), stored)).collect();
    }

    /// The first round: everything is decided.
    pub(super) fn decide_all(&mut self, claims: &[Claim]) {
        for claim in claims {
            let decision = signed(claim, &judged(claim, 0, 5), reviewer(number(claim)), None);
            saved(&self.file.decide(&decision, 0).unwrap());
        }
        self.read();
    }

    /// One decision of fifty is taken back before it leaves.
    pub(super) fn withdraw_some(&mut self) {
        for stored in self.decided.values().step_by(50) {
            let stamp = Stamp { at: stored.decision.decided_at, actor: &stored.decision.actor };
            saved(&self.file.withdraw(&stored.decision.id, "The wrong claim.", &stamp).unwrap());
        }
        self.read();
    }

    /// The supervisor releases all in one batch.
    pub(super) fn release_all(&mut self) {
        let ids: Vec<DecisionId> = self.decided.values().map(|stored| stored.decision.id.clone()).collect();
        let sam = Actor { name: "sam".into(), role: Role::Supervisor };
        saved(&self.file.release(&ids, ReleaseWay::Batch, &Stamp { at: start(), actor: &sam }).unwrap());
    }

    /// The second round: what came back changed is decided again, disputes by somebody else.
    pub(super) fn decide_returned(&mut self, claims: &[Claim]) {
        for claim in claims {
            let Some(before) = self.decided.get(claim.claim_id.as_str()) else { continue };
            if claim.status != Status::UnderReview || before.decision.claim_digest == claim.digest() {
                continue;
            }
            let again = Decision {
                supersedes: Some(before.decision.id.clone()),
                ..signed(claim, &judged(claim, 0, 1), reviewer(number(claim) + 1), Some(&before.decision))
            };
            saved(&self.file.decide(&again, 1).unwrap());
        }
        self.read();
    }

    /// Every drawn decision is looked at by the next but one reviewer.
    pub(super) fn look_again(&mut self, sample: &[Value]) {
        let all = self.file.decisions(&DecisionFilter::default()).unwrap();
        let by_id: BTreeMap<&str, &StoredDecision> =
            all.iter().map(|stored| (stored.decision.id.as_str(), stored)).collect();
        for row in sample {
            let stored = by_id[row["decision"].as_str().unwrap()];
            let decision = &stored.decision;
            let mut cells = decision.cells.clone();
            let number: u64 = decision.claim_id.as_str().parse().unwrap();
            for (at, cell) in (0_u64..).zip(&mut cells) {
                if cell.verdict == Verdict::NotApplicable || drawn(number, at + 500, 9) != 0 {
                    continue;
                }
                let flipped = if cell.verdict == Verdict::Met { Verdict::NotMet } else { Verdict::Met };
                cell.verdict = flipped;
                cell.reasons =
                    if flipped == Verdict::Met { Vec::new() } else { vec![reason(cell.key.requirement)] };
            }
            let fails =
                cells.iter().any(|cell| !matches!(cell.verdict, Verdict::Met | Verdict::NotApplicable));
            let changed = cells.iter().zip(&decision.cells).any(|(a, b)| a.verdict != b.verdict);
            let flipped = if fails { DecisionKind::ActionRequired } else { DecisionKind::Approve };
            let look = SecondLook {
                decision: decision.id.clone(),
                stream: serde_json::from_value(row["stream"].clone()).unwrap(),
                kind: if changed { flipped } else { decision.derived },
                cells,
                claim_reasons: Vec::new(),
                actor: Actor { name: "zoe".into(), role: Role::Reviewer },
                signed_at: start() + TimeDelta::days(28),
            };
            let subject = Subject { claim_id: &decision.claim_id, digest: &decision.claim_digest };
            let stamp = Stamp { at: look.signed_at, actor: &look.actor };
            saved(&self.file.sign_second_look(subject, &look, &stamp).unwrap());
        }
    }

    /// Settles every second open difference, now for the first opinion, now for the second.
    pub(super) fn settle_the_rest(&mut self) {
        let known: Vec<_> =
            self.file.adjudications().unwrap().iter().map(|one| one.adjudication.second).collect();
        let looks = self.file.second_looks().unwrap();
        let sam = Actor { name: "sam".into(), role: Role::Supervisor };
        for (at, stored) in looks.iter().filter(|look| !known.contains(&look.hash)).enumerate() {
            let first = self.file.decision(&stored.look.decision).unwrap().unwrap();
            let pairs = first.decision.cells.iter().zip(&stored.look.cells);
            let differing: Vec<_> = pairs.filter(|(a, b)| a.verdict != b.verdict).collect();
            if at % 2 == 0 || differing.is_empty() {
                continue;
            }
            let for_first = at % 3 == 0;
            let cells = differing.iter().map(|(a, b)| AdjudicatedCell {
                key: a.key.clone(),
                verdict: if for_first { a.verdict } else { b.verdict },
                cause: Cause::ALL[at % Cause::ALL.len()],
            });
            let settled = Adjudication {
                first: first.hash,
                second: stored.hash,
                cells: cells.collect(),
                kind: if for_first { first.decision.kind } else { stored.look.kind },
                note: "As the papers show.".into(),
            };
            let subject = Subject { claim_id: &stored.claim_id, digest: &first.decision.claim_digest };
            let stamp = Stamp { at: start() + TimeDelta::days(29), actor: &sam };
            saved(&self.file.adjudicate(subject, &settled, &stamp).unwrap());
        }
    }
}
