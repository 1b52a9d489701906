//! Made-up decisions and second looks for the figures, the same everywhere.

use super::desks::{bare_decision, nine};
use proofdesk::domain::{
    Actor, AdjudicatedCell, Adjudication, ApprovedSplit, Cause, CellKey, Decision, DecisionCell,
    DecisionKind, Digest, ReasonCode, ReasonMark, Requirement, Role, SecondLook, Stream, Verdict,
};
use proofdesk::statistics::figures::{Decided, Facts, Looked, Waiting};

const WORKLOADS: &[&str] =
    &["Microsoft Intune", "Exchange Online", "Teams Meetings", "Microsoft Entra ID P2"];
const REASONS: &[&str] =
    &["RC-R4-03", "RC-R3-01", "RC-R1-05", "RC-R5-01", "RC-R2-01", "RC-R3-02", "RC-R4-01"];

/// A number that looks drawn but is not: the same for the same question.
fn drawn(number: u32, question: u32, below: u32) -> u32 {
    let mixed = (u64::from(number) * 0x9E37_79B9 + u64::from(question) * 0x85EB_CA6B) ^ 0x27D4_EB2F;
    let mixed = mixed.wrapping_mul(0x1656_67B1_9E37_79F9) >> 33;
    u32::try_from(mixed % u64::from(below)).unwrap()
}

/// Facts of so many decisions, a third of them looked at twice.
pub(crate) fn facts(decisions: u32) -> Facts {
    let made: Vec<Decided> = (0..decisions).map(decided).collect();
    let looks: Vec<Looked> = (0..decisions)
        .filter(|number| number.is_multiple_of(3))
        .map(|number| looked(&made, number))
        .collect();
    let drawn_by_ticket = made.iter().step_by(6).map(|decided| decided.decision.id.clone()).collect();
    let settled =
        looks.iter().take(20).enumerate().map(|(at, looked)| settled(&made[at * 3], looked)).collect();
    let waiting = (0..decisions)
        .map(|number| Waiting {
            slack_minutes: (!number.is_multiple_of(9)).then(|| i64::from(drawn(number, 1, 14_000)) - 900),
            age_days: i64::from(drawn(number, 2, 70)),
        })
        .collect();
    Facts {
        decisions: made,
        looks,
        doubles: Vec::new(),
        settled,
        drawn_by_ticket,
        waiting,
        answers: Vec::new(),
    }
}

fn cells(number: u32, salt: u32) -> Vec<DecisionCell> {
    let workload = WORKLOADS[number as usize % WORKLOADS.len()];
    let keys = [
        CellKey::claim(Requirement::CustomerAcknowledgement),
        CellKey::claim(Requirement::PartyNames),
        CellKey::workload(Requirement::ActivityDetail, workload),
        CellKey::workload(Requirement::WorkloadConnection, workload),
        CellKey::claim(Requirement::Dates),
        CellKey::claim(Requirement::PublicSectorDisclosure),
    ];
    let cell = |(at, key): (u32, CellKey)| {
        let flips = salt > 0 && drawn(number, at + salt, 8) == 0;
        let verdict = match (drawn(number, at, 10), flips) {
            _ if at == 5 => Verdict::NotApplicable,
            (0, false) | (1.., true) => Verdict::NotMet,
            (1, false) => Verdict::Unclear,
            _ => Verdict::Met,
        };
        let code = REASONS[drawn(number, at + 20, 7).min(drawn(number, at + 30, 7)) as usize];
        let given = matches!(verdict, Verdict::NotMet | Verdict::Unclear);
        let reasons = given.then(|| ReasonMark::bare(ReasonCode::parse(code).unwrap())).into_iter().collect();
        DecisionCell { key, verdict, reasons, pins: Vec::new(), note: None }
    };
    (0..).zip(keys).map(cell).collect()
}

fn kind(cells: &[DecisionCell]) -> DecisionKind {
    let fails = |cell: &DecisionCell| matches!(cell.verdict, Verdict::NotMet | Verdict::Unclear);
    match cells.iter().filter(|cell| fails(cell)).count() {
        0 => DecisionKind::Approve,
        1 => DecisionKind::ActionRequired,
        2 => DecisionKind::PartialApprove,
        _ => DecisionKind::Reject,
    }
}

fn decided(number: u32) -> Decided {
    let cells = cells(number, 0);
    let derived = kind(&cells);
    let decision = Decision {
        kind: if drawn(number, 50, 25) == 0 { DecisionKind::Reject } else { derived },
        derived,
        cells,
        split: ApprovedSplit::by(&["Microsoft Intune".into()], |_| true),
        composed: (drawn(number, 51, 12) == 0).then(|| "as it was composed".to_owned()),
        ..bare_decision(number, 1)
    };
    let hash = Digest::of(format!("decision {number}").as_bytes());
    Decided { decision, hash, withdrawn: drawn(number, 52, 40) == 0, reopened: drawn(number, 53, 90) == 0 }
}

fn looked(made: &[Decided], number: u32) -> Looked {
    let cells = cells(number, 60);
    let look = SecondLook {
        decision: made[number as usize].decision.id.clone(),
        stream: if number.is_multiple_of(5) { Stream::Targeted } else { Stream::Random },
        kind: kind(&cells),
        cells,
        claim_reasons: Vec::new(),
        actor: Actor { name: "bela".into(), role: Role::Reviewer },
        signed_at: nine(),
    };
    Looked { look, hash: Digest::of(format!("look {number}").as_bytes()) }
}

fn settled(decided: &Decided, looked: &Looked) -> Adjudication {
    let pairs = decided.decision.cells.iter().zip(&looked.look.cells);
    let cells = pairs.filter(|(first, second)| first.verdict != second.verdict).map(|(first, second)| {
        AdjudicatedCell {
            key: first.key.clone(),
            verdict: second.verdict,
            cause: if first.verdict == Verdict::Met { Cause::EvidenceMisread } else { Cause::EvidenceMissed },
        }
    });
    Adjudication {
        first: decided.hash,
        second: looked.hash,
        cells: cells.collect(),
        kind: looked.look.kind,
        note: "As the second page shows.".into(),
    }
}
