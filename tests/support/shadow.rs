//! Live claims of the sample, answered as the answers say without a screen, and decided by somebody else.

use super::opinions::{Person, answer};
use super::program::Home;
use super::{answers, samples};
use proofdesk::desk::training::{CourseChoice, Session, TrainingOptions};
use proofdesk::desk::{DecideRequest, Desk, DeskOptions, Job, Judging, Receipt, SnapshotChoice, commit_card};
use proofdesk::domain::{Actor, Cause, ClaimId, Decision, DecisionKind, ReasonMark, Role};
use proofdesk::paths::Paths;
use proofdesk::wall_clock::WallClock;
use std::path::Path;

/// Opens somebody's session of live claims, with real decisions to compare with.
pub(crate) fn live(
    home: &Path,
    trainee: &str,
    (snapshot, decisions): (SnapshotChoice, Vec<Decision>),
) -> Session {
    let options = TrainingOptions {
        course: CourseChoice::Live { snapshot, decisions },
        paths: Paths::find(Some(home)).unwrap(),
        trainee: trainee.into(),
        calendar: Some(WallClock::Fixed("2025-11-03T09:00:00Z".parse().unwrap())),
    };
    Session::open(&options, &Job::silent()).unwrap()
}

/// What the desk of the sample hands to somebody who goes from it to training.
pub(crate) fn handed_to(home: &Path, name: &str) -> Vec<Decision> {
    let options = DeskOptions {
        snapshot: SnapshotChoice::Practice,
        desk_file: None,
        paths: Paths::find(Some(home)).unwrap(),
        actor: Actor { name: name.into(), role: Role::Reviewer },
        clock: None,
    };
    Desk::open(&options, &Job::silent()).unwrap().decisions_of_others().unwrap()
}

/// Somebody judges a sample claim at the real desk as its answer says, with a note on each cell, and decides it.
pub(crate) fn decide_for_real(home: &Home, name: &str, (id, note): (&str, &str)) {
    let person = Person::reviewer(home, name);
    person.judge_all(&answer(id), note);
    person.run(&["decide", id]).fine();
}

/// Answers a live claim as the answer to this sample claim says, and commits what follows.
pub(crate) fn commit_as(session: &mut Session, id: &ClaimId, sample: &str) -> Receipt {
    let claim = session.open_claim(id).unwrap().claim;
    let right = samples::answer(sample);
    for cell in &right.cells {
        let open = session
            .review(id)
            .unwrap()
            .checklist
            .cell(&cell.key())
            .is_some_and(|cell| cell.settled.is_none());
        if open {
            let mut judgement = cell.judgement(&claim);
            fill(sample, &mut judgement.reasons);
            session.judge(id, &Judging::Judge(cell.key(), judgement)).unwrap();
        }
    }
    let mut reasons: Vec<ReasonMark> =
        right.claim_reason_codes.iter().cloned().map(ReasonMark::bare).collect();
    fill(sample, &mut reasons);
    let review = session.judge(id, &Judging::ClaimReasons(reasons)).unwrap();
    let card = commit_card(&review).unwrap();
    let disputed = card.dispute.is_some() && card.kind == DecisionKind::Approve;
    let request = DecideRequest {
        claim_id: id.clone(),
        id: review.decision_id,
        digest: review.digest,
        round: review.round,
        kind: card.kind,
        rationale: card.needs_rationale.then(|| "as the papers show".to_owned()),
        comment: None,
        residual_comment: None,
        cause: disputed.then(|| Cause::ALL[0]),
    };
    session.decide(&request).unwrap()
}

fn fill(sample: &str, reasons: &mut [ReasonMark]) {
    for mark in reasons {
        mark.fills = answers::fills(sample, mark.code.as_str(), None);
    }
}
