//! Properties of a cascade over random conflicts: several workloads, several parties, any verdicts, any outcomes.

use crate::support::conflicts::conflict_between;
use crate::support::samples;
use proofdesk::domain::{
    CascadeKind, Cell, Claim, ClaimId, ConflictOutcome, DecisionKind, EvidencePin, Judgement, ReasonMark,
    Status, Verdict,
};
use proofdesk::rules::{self, Consequence, Line, Standing, Touched};
use proofdesk::text::Span;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Three workloads each, so that three conflicts run between the same claims.
const PARTIES: usize = 3;
const LINES: usize = 3;

#[derive(Debug, Clone)]
struct Case {
    /// Whether each party holds the association already.
    holds: [bool; PARTIES],
    /// Cells that fail, by party and row.
    fails: Vec<Vec<bool>>,
    /// For each conflict: open, neither, ambiguous, or the number of a party.
    outcomes: [usize; LINES],
    /// Which of them are settled by this act; the others before.
    now: [bool; LINES],
}

fn cases() -> impl Strategy<Value = Case> {
    let fails = proptest::collection::vec(proptest::collection::vec(prop::bool::weighted(0.15), 12), PARTIES);
    let outcomes = [0..PARTIES + 3, 0..PARTIES + 3, 0..PARTIES + 3];
    let now = [any::<bool>(), any::<bool>(), any::<bool>()];
    let holds = [any::<bool>(), any::<bool>(), any::<bool>()];
    (holds, fails, outcomes, now).prop_map(|(holds, fails, outcomes, now)| Case {
        holds,
        fails,
        outcomes,
        now,
    })
}

fn claims(case: &Case) -> Vec<Claim> {
    (0..PARTIES)
        .map(|number| {
            let mut claim = samples::claim("3128950");
            claim.claim_id = ClaimId::parse(&format!("900000{number}")).unwrap();
            claim.partner.name = format!("Partner {number}");
            claim.status = if case.holds[number] { Status::Approved } else { Status::UnderReview };
            claim
        })
        .collect()
}

fn outcome(number: usize, claims: &[Claim]) -> Option<ConflictOutcome> {
    match number {
        0 => None,
        1 => Some(ConflictOutcome::Neither),
        2 => Some(ConflictOutcome::Ambiguous),
        party => Some(ConflictOutcome::Party { claim: claims[party - 3].claim_id.clone() }),
    }
}

fn judge(claim: &Claim, cell: &mut Cell, fails: bool) {
    if cell.settled.is_some() {
        return;
    }
    let document = &claim.documents[0];
    let pin = EvidencePin::new(document, Span::new(0, 1)).unwrap();
    let verdict = if fails { Verdict::NotMet } else { Verdict::Met };
    let reasons = if fails { vec![ReasonMark::bare("RC-R1-01".parse().unwrap())] } else { Vec::new() };
    cell.judgement = Some(Judgement { pins: vec![pin], reasons, ..Judgement::bare(verdict) });
}

fn run(case: &Case) -> (Vec<Claim>, Vec<Consequence>) {
    let claims = claims(case);
    let edition = samples::june();
    let standing = Standing::default();
    let checklists: Vec<_> = claims
        .iter()
        .zip(&case.fails)
        .map(|(claim, fails)| {
            let mut checklist = rules::checklist(claim, &edition);
            checklist.cells.iter_mut().zip(fails).for_each(|(cell, fails)| judge(claim, cell, *fails));
            checklist
        })
        .collect();
    let lines = |claim: &Claim| -> Vec<Line> {
        (0..LINES)
            .map(|line| Line {
                conflict: conflict_between(&claims, line).id,
                workload: claim.workloads[line].name.clone(),
                outcome: outcome(case.outcomes[line], &claims),
                now: case.now[line] && case.outcomes[line] > 0,
                asked: false,
            })
            .collect()
    };
    let touched: Vec<Touched<'_>> = claims
        .iter()
        .zip(&checklists)
        .map(|(claim, checklist)| Touched {
            claim,
            edition: &edition,
            checklist,
            standing: &standing,
            lines: lines(claim),
        })
        .collect();
    let found = rules::cascade(&touched, "2025-09-15T12:00:00Z".parse().unwrap()).unwrap();
    (claims, found)
}

proptest! {
    #[test]
    fn no_workload_is_approved_for_two_parties(case in cases()) {
        let (claims, found) = run(&case);
        for line in 0..LINES {
            let name = &claims[0].workloads[line].name;
            let settled = case.outcomes[line] > 0;
            let approved: Vec<&ClaimId> = found
                .iter()
                .filter(|one| matches!(one.kind, CascadeKind::Approved | CascadeKind::PartlyApproved))
                .filter(|one| one.kept.contains(name))
                .map(|one| &one.claim_id)
                .collect();
            prop_assert!(approved.len() <= 1, "{name}: {approved:?}");
            prop_assert!(settled || approved.is_empty(), "{name} is open and was approved");
            for id in approved {
                let won = ConflictOutcome::Party { claim: id.clone() };
                prop_assert_eq!(outcome(case.outcomes[line], &claims), Some(won));
            }
        }
    }

    #[test]
    fn nothing_is_touched_that_is_no_party_and_every_party_is_told(case in cases()) {
        let (claims, found) = run(&case);
        let parties: Vec<&ClaimId> = claims.iter().map(|claim| &claim.claim_id).collect();
        let touched: Vec<&ClaimId> = found.iter().map(|one| &one.claim_id).collect();
        prop_assert_eq!(touched, parties);
        for (claim, one) in claims.iter().zip(&found) {
            let own: BTreeSet<&String> = claim.workloads.iter().map(|line| &line.name).collect();
            prop_assert!(one.kept.iter().chain(&one.lost).all(|name| own.contains(name)));
            prop_assert!(!one.why.is_empty());
        }
    }

    #[test]
    fn a_decision_splits_the_claim_exactly_and_waits_for_every_contested_line(case in cases()) {
        let (claims, found) = run(&case);
        let all_settled = case.outcomes.iter().all(|number| *number > 0);
        for (claim, one) in claims.iter().zip(&found) {
            let Some(decided) = &one.decision else { continue };
            prop_assert!(all_settled, "decided before its last line was settled");
            let names: Vec<&String> = claim.workloads.iter().map(|line| &line.name).collect();
            let mut split: Vec<&String> = one.kept.iter().chain(&one.lost).collect();
            split.sort();
            let mut claimed = names;
            claimed.sort();
            prop_assert_eq!(split, claimed);
            prop_assert_eq!(&one.kept, decided.outcome.split.approved());
            let refuses = decided.outcome.kind != DecisionKind::Approve;
            let fails = |name: &String| {
                let concerns = |cell: &&Cell| cell.key.workload.as_ref().is_none_or(|of| of == name);
                decided.checklist.cells.iter().filter(concerns).any(|cell| !cell.passes())
            };
            let told = !decided.checklist.claim_reasons.is_empty() || one.lost.iter().all(fails);
            prop_assert!(!refuses || told, "refused without a reason");
        }
    }

    #[test]
    fn who_holds_the_association_gets_no_decision(case in cases()) {
        let (_, found) = run(&case);
        for (holds, one) in case.holds.iter().zip(&found) {
            prop_assert!(!holds || one.decision.is_none());
            prop_assert_eq!(one.disassociated_on.is_some(), one.kind == CascadeKind::Disassociated);
            prop_assert!(*holds || one.disassociated_on.is_none());
        }
    }
}

#[test]
fn a_claim_with_two_contested_lines_waits_for_the_second() {
    let case = Case {
        holds: [false; PARTIES],
        fails: vec![vec![false; 12]; PARTIES],
        outcomes: [3, 0, 4],
        now: [true, false, true],
    };
    let (claims, found) = run(&case);
    assert!(found.iter().all(|one| one.kind == CascadeKind::LinesHeld && one.decision.is_none()));
    assert_eq!(found[0].kept, [claims[0].workloads[0].name.clone()]);
    let last = Case { outcomes: [3, 3, 4], now: [false, true, false], ..case };
    let (claims, found) = run(&last);
    let kinds: Vec<CascadeKind> = found.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [CascadeKind::PartlyApproved, CascadeKind::PartlyApproved, CascadeKind::Rejected]);
    let names = |lines: &[usize]| {
        lines.iter().map(|line| claims[0].workloads[*line].name.clone()).collect::<Vec<_>>()
    };
    assert_eq!((&found[0].kept, &found[0].lost), (&names(&[0, 1]), &names(&[2])));
    assert_eq!((&found[1].kept, &found[1].lost), (&names(&[2]), &names(&[0, 1])));
}

#[test]
fn proof_is_asked_from_an_incumbent_once() {
    let claim = samples::claim("3069944");
    let (edition, checklist, standing) =
        (samples::edition_of(&claim), samples::judged(&claim), Standing::default());
    let asked = |asked: bool| {
        let lines = vec![Line {
            conflict: conflict_between(std::slice::from_ref(&claim), 0).id,
            workload: claim.workloads[0].name.clone(),
            outcome: Some(ConflictOutcome::Neither),
            now: true,
            asked,
        }];
        let touched =
            Touched { claim: &claim, edition: &edition, checklist: &checklist, standing: &standing, lines };
        rules::cascade(&[touched], "2025-09-15T12:00:00Z".parse().unwrap()).unwrap().remove(0)
    };
    assert_eq!((asked(false).kind, asked(false).notices.len()), (CascadeKind::ProofAsked, 1));
    assert_eq!((asked(true).kind, asked(true).notices.len()), (CascadeKind::Unchanged, 0));
    assert!(asked(true).clock.is_none());
}
