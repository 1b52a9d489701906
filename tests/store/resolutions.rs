//! Resolutions in the desk file: recorded with their decisions as one, taken back as one, never changed.

use crate::support::desks::{TestDesk, about, bare_decision, claim_id, dana, is_saved, nine};
use chrono::TimeDelta;
use proofdesk::domain::{
    Actor, CascadeKind, CascadeLine, CellKey, ClaimId, ConflictId, ConflictOutcome, Decision, Digest, Factor,
    FactorGrade, Grade, Judgement, ReleaseWay, Requirement, Resolution, ResolutionId, Role, Ruling, Seat,
    Verdict,
};
use proofdesk::store::desk_file::{
    DecisionFilter, DeskFile, Mark, NewResolution, NotSaved, ResolutionFilter, Saved, Stamp,
};

pub(super) fn eli() -> Actor {
    Actor { name: "eli".into(), role: Role::Supervisor }
}

pub(super) fn conflict(number: u32) -> ConflictId {
    ConflictId::parse(&format!("cf-{number:010x}")).unwrap()
}

/// A resolution of one conflict, with a decision on each of these claims.
pub(super) fn resolution(
    number: u32,
    claims: impl Iterator<Item = u32> + Clone,
) -> (Resolution, Vec<Decision>) {
    let held_until = Some(nine() + TimeDelta::minutes(10));
    let decisions: Vec<Decision> =
        claims.map(|claim| Decision { actor: eli(), held_until, ..bare_decision(claim, 1) }).collect();
    let line = |decision: &Decision| CascadeLine {
        claim_id: decision.claim_id.clone(),
        kind: CascadeKind::Approved,
        kept: vec!["Microsoft Intune".into()],
        lost: Vec::new(),
        why: "Approve Microsoft Intune.".into(),
        disassociated_on: None,
        decision: Some(decision.id.clone()),
        clock: None,
        notices: Vec::new(),
    };
    let made = Resolution {
        id: ResolutionId::parse(&format!("{number:032x}")).unwrap(),
        rulings: vec![Ruling {
            conflict: conflict(number),
            subject: "Microsoft Intune".into(),
            parties: Digest::of(b"the parties as they were"),
            outcome: ConflictOutcome::Neither,
            sides: Vec::new(),
        }],
        rationale: "The proof of the last quarter shows who runs it.".into(),
        consulted: None,
        override_reason: None,
        waived: Vec::new(),
        cascade: decisions.iter().map(line).collect(),
        batch: None,
        actor: eli(),
        decided_at: nine(),
    };
    (made, decisions)
}

fn resolve(desk: &mut DeskFile, (resolution, decisions): &(Resolution, Vec<Decision>)) -> Saved {
    let seen = desk.head().unwrap().seq;
    desk.resolve(&[NewResolution { resolution, decisions }], seen).unwrap()
}

fn in_force(desk: &DeskFile) -> usize {
    let filter = DecisionFilter { in_force: true, ..DecisionFilter::default() };
    desk.decisions(&filter).unwrap().len()
}

#[test]
fn a_resolution_and_its_decisions_are_recorded_together_and_once() {
    let mut desk = TestDesk::new();
    let made = resolution(1, 1..4);
    let saved = resolve(&mut desk.file, &made);
    let head = desk.file.head().unwrap();
    assert!(is_saved(&saved));
    assert_eq!(resolve(&mut desk.file, &made), saved, "asked again");
    let late = (Resolution { decided_at: nine() + TimeDelta::minutes(3), ..made.0.clone() }, made.1.clone());
    assert_eq!(resolve(&mut desk.file, &late), saved);
    assert_eq!((desk.file.head().unwrap(), in_force(&desk.file)), (head, 3));
    let other = (Resolution { rationale: "Another one.".into(), ..made.0.clone() }, made.1.clone());
    let refused = resolve(&mut desk.file, &other);
    assert_eq!(refused, Saved::No(NotSaved::ResolutionTaken { id: made.0.id.clone() }));
    let mut desk = desk.reopened();
    let stored = desk.file.resolution(&made.0.id).unwrap().unwrap();
    assert_eq!((stored.resolution, stored.released, stored.ended), (made.0, false, None));
    assert_eq!(desk.file.verify(None).unwrap().first_break, None);
    assert!(desk.file.release_due(&stamp_at(0, &eli())).unwrap().is_empty());
}

fn stamp_at(minutes: i64, actor: &Actor) -> Stamp<'_> {
    Stamp { at: nine() + TimeDelta::minutes(minutes), actor }
}

#[test]
fn whatever_happened_to_a_touched_claim_meanwhile_refuses_everything_and_is_named() {
    let mut desk = TestDesk::new();
    let (one, two) = (resolution(1, 1..4), resolution(2, 4..6));
    let seen = desk.file.head().unwrap().seq;
    let mark = Mark::Judge(CellKey::claim(Requirement::Dates), Judgement::bare(Verdict::NotMet));
    desk.file.judge(about(&claim_id(5)), (Seat::First, mark), &stamp_at(0, &dana())).unwrap();
    let head = desk.file.head().unwrap();
    let both = [
        NewResolution { resolution: &one.0, decisions: &one.1 },
        NewResolution { resolution: &two.0, decisions: &two.1 },
    ];
    let refused = desk.file.resolve(&both, seen).unwrap();
    assert_eq!(refused, Saved::No(NotSaved::ChangedMeanwhile { claim: claim_id(5), by: dana(), at: nine() }));
    assert_eq!((desk.file.head().unwrap(), in_force(&desk.file)), (head, 0), "also not the first one");
    assert!(is_saved(&desk.file.resolve(&both, head.seq).unwrap()));
    assert_eq!(in_force(&desk.file), 5);
}

#[test]
fn a_conflict_between_the_same_parties_is_settled_once() {
    let mut desk = TestDesk::new();
    let made = resolution(1, 1..3);
    resolve(&mut desk.file, &made);
    let mut again = resolution(1, 3..5);
    again.0.id = ResolutionId::parse(&"f".repeat(32)).unwrap();
    let refused = resolve(&mut desk.file, &again);
    assert_eq!(
        refused,
        Saved::No(NotSaved::AlreadyResolved { conflict: conflict(1), by: eli(), at: nine() })
    );
    again.0.rulings[0].parties = Digest::of(b"the incumbent added proof");
    assert!(is_saved(&resolve(&mut desk.file, &again)), "other papers are another comparison");
    let of_conflict = ResolutionFilter { conflict: Some(conflict(1)), ..ResolutionFilter::default() };
    assert_eq!(desk.file.resolutions(&of_conflict).unwrap().len(), 2);
}

#[test]
fn a_resolution_is_withdrawn_as_one_and_its_decisions_never_by_themselves() {
    let mut desk = TestDesk::new();
    let made = resolution(1, 1..4);
    resolve(&mut desk.file, &made);
    let alone = desk.file.withdraw(&made.1[1].id, "Wrong customer.", &stamp_at(1, &eli())).unwrap();
    let why = NotSaved::PartOfResolution { claim: claim_id(2), resolution: made.0.id.clone() };
    assert_eq!(alone, Saved::No(why));
    let ids = [made.0.id.clone()];
    assert_eq!(
        desk.file.reopen_resolutions(&ids, "Too early.", &stamp_at(1, &eli())).unwrap(),
        Saved::No(NotSaved::ResolutionHeld { id: made.0.id.clone() })
    );
    let saved = desk.file.withdraw_resolutions(&ids, "The incumbent called.", &stamp_at(1, &eli())).unwrap();
    assert!(is_saved(&saved));
    assert_eq!(in_force(&desk.file), 0);
    let stored = desk.file.resolution(&made.0.id).unwrap().unwrap();
    assert_eq!(stored.ended.unwrap().reason, "The incumbent called.");
    let again = desk.file.withdraw_resolutions(&ids, "Once more.", &stamp_at(2, &eli())).unwrap();
    let at = nine() + TimeDelta::minutes(1);
    assert_eq!(again, Saved::No(NotSaved::ResolutionEnded { id: made.0.id, by: eli(), at }));
    assert_eq!(desk.file.verify(None).unwrap().first_break, None);
}

#[test]
fn decisions_of_one_resolution_leave_the_desk_together_and_come_back_together() {
    let mut desk = TestDesk::new();
    let made = resolution(1, 1..4);
    resolve(&mut desk.file, &made);
    let ids: Vec<_> = made.1.iter().map(|decision| decision.id.clone()).collect();
    let some = desk.file.release(&ids[..2], ReleaseWay::Hand, &stamp_at(1, &eli())).unwrap();
    assert_eq!(some, Saved::No(NotSaved::NotTogether { claim: claim_id(1), other: claim_id(3) }));
    assert_eq!(desk.file.together(&ids[0]).unwrap(), ids);
    assert_eq!(desk.file.release_due(&stamp_at(10, &eli())).unwrap().len(), 3);
    let resolutions = [made.0.id.clone()];
    let late = desk.file.withdraw_resolutions(&resolutions, "Too late.", &stamp_at(11, &eli())).unwrap();
    assert_eq!(late, Saved::No(NotSaved::ResolutionReleased { id: made.0.id.clone() }));
    let alone = desk.file.reopen(&ids[0], "New proof.", &stamp_at(11, &eli())).unwrap();
    assert!(matches!(alone, Saved::No(NotSaved::PartOfResolution { .. })), "{alone:?}");
    assert!(is_saved(
        &desk.file.reopen_resolutions(&resolutions, "New proof.", &stamp_at(12, &eli())).unwrap()
    ));
    assert_eq!(in_force(&desk.file), 0);
    assert_eq!(desk.file.verify(None).unwrap().first_break, None);
}

#[test]
fn a_batch_is_taken_back_as_a_whole_or_not_at_all() {
    let mut desk = TestDesk::new();
    let rows: Vec<_> = (1..4).map(|number| resolution(number, number * 10..number * 10 + 2)).collect();
    let made: Vec<NewResolution<'_>> =
        rows.iter().map(|(resolution, decisions)| NewResolution { resolution, decisions }).collect();
    let seen = desk.file.head().unwrap().seq;
    assert!(is_saved(&desk.file.resolve(&made, seen).unwrap()));
    let released: Vec<_> = rows[1].1.iter().map(|decision| decision.id.clone()).collect();
    desk.file.release(&released, ReleaseWay::Hand, &stamp_at(1, &eli())).unwrap();
    let ids: Vec<ResolutionId> = rows.iter().map(|(resolution, _)| resolution.id.clone()).collect();
    let head = desk.file.head().unwrap();
    let refused = desk.file.withdraw_resolutions(&ids, "All of it.", &stamp_at(2, &eli())).unwrap();
    assert_eq!(refused, Saved::No(NotSaved::ResolutionReleased { id: ids[1].clone() }));
    assert_eq!(desk.file.head().unwrap(), head);
}

#[test]
fn nobody_but_a_supervisor_settles_even_past_the_rules() {
    let mut desk = TestDesk::new();
    let (mut made, decisions) = resolution(1, 1..2);
    made.actor = dana();
    let seen = desk.file.head().unwrap().seq;
    let refused = desk.file.resolve(&[NewResolution { resolution: &made, decisions: &decisions }], seen);
    assert!(refused.unwrap_err().to_string().contains("by a supervisor"));
    assert_eq!(in_force(&desk.file), 0);
}

#[test]
fn grades_are_kept_with_the_revision_they_were_given_for() {
    let mut desk = TestDesk::new();
    let grade = |factor, value, note: &str| FactorGrade {
        factor,
        grade: Grade::new(value).unwrap(),
        pin: None,
        note: Some(note.into()),
    };
    let (id, actor) = (claim_id(1), eli());
    for one in [
        grade(Factor::Scale, 0, "no numbers"),
        grade(Factor::Recency, 0, "old"),
        grade(Factor::Scale, 1, "x"),
    ] {
        desk.file.grade(about(&id), (&conflict(7), &one), &stamp_at(0, &actor)).unwrap();
    }
    let found = desk.file.grades(&conflict(7)).unwrap();
    let shown: Vec<(Factor, u8)> =
        found.iter().map(|stored| (stored.grade.factor, u8::from(stored.grade.grade))).collect();
    assert_eq!(shown, [(Factor::Recency, 0), (Factor::Scale, 1)]);
    assert!(found.iter().all(|stored| stored.digest == *about(&id).digest && stored.by == "eli"));
    assert!(desk.file.grades(&conflict(8)).unwrap().is_empty());
    assert_eq!(desk.file.verify(None).unwrap().first_break, None);
}

#[test]
fn the_story_of_a_claim_tells_the_resolution_and_its_end() {
    let mut desk = TestDesk::new();
    let made = resolution(1, 1..3);
    resolve(&mut desk.file, &made);
    desk.file.withdraw_resolutions(&[made.0.id], "Wrong one.", &stamp_at(1, &eli())).unwrap();
    let words = |claim: &ClaimId| -> Vec<&str> {
        desk.file.events(Some(claim)).unwrap().iter().map(|event| event.act.word()).collect()
    };
    assert_eq!(words(&claim_id(1)), ["decided", "resolved", "resolution-ended", "withdrawn"]);
    assert!(words(&claim_id(9)).is_empty());
}
