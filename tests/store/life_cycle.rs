//! What becomes of a decision after it was signed: held, released, opened again, looked at a second time.

use crate::support::desks::{TestDesk, about, bare_decision, claim_id, dana, digest, is_saved, nine, stamp};
use chrono::TimeDelta;
use proofdesk::domain::{
    Actor, Adjudication, CellKey, Decision, DecisionId, DecisionKind, Digest, DisputeAnswer, Judgement,
    ReleaseWay, Requirement, Role, Seat, SecondLook, Stream, Verdict,
};
use proofdesk::store::desk_file::{DecisionFilter, Expiry, Mark, NotSaved, Saved, Stamp, Subject};

fn eli() -> Actor {
    Actor { name: "eli".into(), role: Role::Supervisor }
}

/// A decision that is held for ten minutes.
fn held(number: u32) -> Decision {
    Decision { held_until: Some(nine() + TimeDelta::minutes(10)), ..bare_decision(number, 1) }
}

/// A decision on the claim as it came back.
fn second_round(number: u32) -> Decision {
    Decision { claim_digest: Digest::of(b"as it came back"), ..bare_decision(number, 2) }
}

fn release(desk: &mut TestDesk, numbers: &[u32]) -> Saved {
    let ids: Vec<DecisionId> = numbers.iter().map(|number| held(*number).id).collect();
    desk.file.release(&ids, ReleaseWay::Hand, &stamp(&dana())).unwrap()
}

fn desk_with_decisions(numbers: impl IntoIterator<Item = u32>) -> TestDesk {
    let mut desk = TestDesk::new();
    for number in numbers {
        assert!(is_saved(&desk.file.decide(&held(number), 0).unwrap()));
    }
    desk
}

#[test]
fn a_decision_is_held_until_its_time_and_then_due() {
    let mut desk = desk_with_decisions([1, 2]);
    let end = nine() + TimeDelta::minutes(10);
    let just_before = end - TimeDelta::microseconds(1);
    assert_eq!(
        (desk.file.held(just_before).unwrap().len(), desk.file.due(just_before).unwrap().len()),
        (2, 0)
    );
    assert_eq!((desk.file.held(end).unwrap().len(), desk.file.due(end).unwrap().len()), (0, 2));
    let actor = dana();
    let early = Stamp { at: just_before, actor: &actor };
    assert!(desk.file.release_due(&early).unwrap().is_empty());
    let events = desk.file.head().unwrap().seq;
    let released = desk.file.release_due(&Stamp { at: end, actor: &actor }).unwrap();
    assert_eq!((released.len(), desk.file.head().unwrap().seq), (2, events + 1), "one act for both");
    assert!(desk.file.due(end).unwrap().is_empty());
    let stored = desk.file.decision(&held(1).id).unwrap().unwrap();
    assert_eq!((stored.released, stored.in_force()), (Some(events + 1), true));
    assert!(desk.file.verify(None).unwrap().holds());
}

#[test]
fn a_batch_is_released_as_a_whole_or_not_at_all() {
    let mut desk = desk_with_decisions([1, 2, 3]);
    desk.file.withdraw(&held(2).id, "Wrong customer.", &stamp(&dana())).unwrap();
    let head = desk.file.head().unwrap();
    let refused = release(&mut desk, &[1, 2, 3]);
    let why = NotSaved::AlreadyWithdrawn { claim: claim_id(2), by: dana(), at: nine() };
    assert_eq!((refused, desk.file.head().unwrap()), (Saved::No(why), head));
    assert!(is_saved(&release(&mut desk, &[3, 1, 3])), "named twice is released once");
    let left = DecisionFilter { released: Some(false), ..DecisionFilter::default() };
    assert_eq!(desk.file.decisions(&left).unwrap().len(), 1);
    let again = release(&mut desk, &[1]);
    assert!(matches!(again, Saved::No(NotSaved::AlreadyReleased { claim, .. }) if claim == claim_id(1)));
    assert_eq!(release(&mut desk, &[]), Saved::No(NotSaved::Nothing));
    assert!(matches!(release(&mut desk, &[9]), Saved::No(NotSaved::NoSuchDecision { .. })));
}

#[test]
fn before_its_release_a_decision_is_withdrawn_and_afterwards_opened_again() {
    let mut desk = desk_with_decisions([1]);
    let (id, actor) = (held(1).id, dana());
    let early = desk.file.reopen(&id, "New mail.", &stamp(&actor)).unwrap();
    assert_eq!(early, Saved::No(NotSaved::NotReleased { claim: claim_id(1) }));
    assert!(is_saved(&release(&mut desk, &[1])));
    let late = desk.file.withdraw(&id, "Wrong customer.", &stamp(&actor)).unwrap();
    assert!(matches!(late, Saved::No(NotSaved::AlreadyReleased { .. })), "{late:?}");
    assert!(is_saved(&desk.file.reopen(&id, "New mail.", &stamp(&actor)).unwrap()));
    let stored = desk.file.decision(&id).unwrap().unwrap();
    assert_eq!((stored.reopened.unwrap().reason.as_str(), stored.voided), ("New mail.", false));
    let again = desk.file.void(&id, "Conflict of interest.", &stamp(&actor)).unwrap();
    assert_eq!(again, Saved::No(NotSaved::AlreadyReopened { claim: claim_id(1), by: dana(), at: nine() }));
    assert!(is_saved(&desk.file.decide(&bare_decision(1, 2), 1).unwrap()), "the claim can be decided again");
    assert!(desk.file.verify(None).unwrap().holds());
}

#[test]
fn a_void_decision_is_told_from_one_that_was_opened_again() {
    let mut desk = desk_with_decisions([1]);
    release(&mut desk, &[1]);
    desk.file.void(&held(1).id, "Decided by a colleague of the partner.", &stamp(&eli())).unwrap();
    let stored = desk.file.decisions(&DecisionFilter::default()).unwrap().remove(0);
    assert_eq!((stored.voided, stored.in_force()), (true, false));
    assert!(desk.file.decision_in_force(&claim_id(1)).unwrap().is_none());
}

#[test]
fn a_later_revision_is_decided_once_the_earlier_decision_has_left_the_desk() {
    let mut desk = desk_with_decisions([1]);
    let refused = desk.file.decide(&second_round(1), 1).unwrap();
    assert!(matches!(refused, Saved::No(NotSaved::AlreadyDecided { .. })), "{refused:?}");
    release(&mut desk, &[1]);
    assert!(is_saved(&desk.file.decide(&second_round(1), 1).unwrap()));
    let on = |revision: &Digest| desk.file.decision_on(&claim_id(1), revision).unwrap();
    assert_eq!(on(&digest()).unwrap().decision.round, 1);
    assert_eq!(on(&second_round(1).claim_digest).unwrap().decision.round, 2);
    assert!(on(&Digest::of(b"another revision")).is_none());
}

#[test]
fn a_dispute_is_settled_by_somebody_else_than_who_rejected() {
    let mut desk = TestDesk::new();
    let rejected = Decision { kind: DecisionKind::Reject, ..held(1) };
    desk.file.decide(&rejected, 0).unwrap();
    release(&mut desk, &[1]);
    let answer = DisputeAnswer { decision: Some(rejected.id), reasons: Vec::new(), cause: None };
    let mine = Decision { dispute: Some(answer), ..second_round(1) };
    let refused = desk.file.decide(&mine, 1).unwrap();
    assert_eq!(refused, Saved::No(NotSaved::OwnDecision { by: "dana".into() }));
    assert!(is_saved(&desk.file.decide(&Decision { actor: eli(), ..mine }, 1).unwrap()));
}

#[test]
fn a_seat_starts_empty_and_is_kept_by_who_sits_there() {
    let mut desk = desk_with_decisions([1]);
    let (id, eli) = (claim_id(1), eli());
    let first = desk.file.take_seat(about(&id), Seat::Quality, Some(&held(1).id), &stamp(&eli)).unwrap();
    let dates = CellKey::claim(Requirement::Dates);
    let mark = Mark::Judge(dates, Judgement::bare(Verdict::Met));
    desk.file.judge(about(&id), (Seat::Quality, mark), &stamp(&eli)).unwrap();
    let again = desk.file.take_seat(about(&id), Seat::Quality, Some(&held(1).id), &stamp(&eli)).unwrap();
    assert_eq!(again, first, "nothing is recorded twice");
    assert_eq!(desk.file.checklist_marks(&id, Seat::Quality).unwrap().cells.len(), 1);
    let seat = desk.file.seat(&id, Seat::Quality).unwrap().unwrap();
    assert_eq!((seat.actor, seat.decision, seat.seq), (eli, Some(held(1).id), first.seq));
    let finn = Actor { name: "finn".into(), role: Role::Reviewer };
    desk.file.take_seat(about(&id), Seat::Quality, Some(&held(1).id), &stamp(&finn)).unwrap();
    assert!(desk.file.checklist_marks(&id, Seat::Quality).unwrap().cells.is_empty(), "starts empty");
    assert!(desk.file.seat(&id, Seat::Dispute).unwrap().is_none());
    assert!(desk.file.verify(None).unwrap().holds());
}

fn look(actor: Actor) -> SecondLook {
    SecondLook {
        decision: held(1).id,
        stream: Stream::Random,
        kind: DecisionKind::Reject,
        cells: Vec::new(),
        claim_reasons: Vec::new(),
        actor,
        signed_at: nine(),
    }
}

#[test]
fn a_decision_gets_one_second_look_by_somebody_else() {
    let mut desk = desk_with_decisions([1]);
    let (id, eli) = (claim_id(1), eli());
    let mine = desk.file.sign_second_look(about(&id), &look(dana()), &stamp(&dana())).unwrap();
    assert_eq!(mine, Saved::No(NotSaved::OwnDecision { by: "dana".into() }));
    let first = desk.file.sign_second_look(about(&id), &look(eli.clone()), &stamp(&eli)).unwrap();
    assert!(is_saved(&first));
    let again = desk.file.sign_second_look(about(&id), &look(eli.clone()), &stamp(&eli)).unwrap();
    assert_eq!(again, first, "the same look again is the same link");
    let finn = Actor { name: "finn".into(), role: Role::Reviewer };
    let other = desk.file.sign_second_look(about(&id), &look(finn.clone()), &stamp(&finn)).unwrap();
    assert_eq!(other, Saved::No(NotSaved::AlreadyLooked { by: eli.clone(), at: nine() }));
    let unknown = SecondLook { decision: held(7).id, ..look(eli.clone()) };
    let unknown = desk.file.sign_second_look(about(&id), &unknown, &stamp(&eli)).unwrap();
    assert!(matches!(unknown, Saved::No(NotSaved::NoSuchDecision { .. })));
    let looks = desk.file.second_looks(None).unwrap();
    assert_eq!((looks.len(), &looks[0].look), (1, &look(eli)));
}

#[test]
fn a_difference_between_two_opinions_is_settled_once() {
    let mut desk = desk_with_decisions([1]);
    let (id, eli) = (claim_id(1), eli());
    desk.file.sign_second_look(about(&id), &look(eli.clone()), &stamp(&eli)).unwrap();
    let first = desk.file.decision(&held(1).id).unwrap().unwrap().hash;
    let second = desk.file.second_looks(None).unwrap()[0].hash;
    let settled = |first: Digest, second: Digest| Adjudication {
        first,
        second,
        cells: Vec::new(),
        kind: DecisionKind::Reject,
        note: "The mail names no work.".into(),
    };
    let nobody = Digest::of(b"nobody");
    let unknown = desk.file.adjudicate(about(&id), &settled(first, nobody), &stamp(&eli)).unwrap();
    assert_eq!(unknown, Saved::No(NotSaved::NoSuchOpinion { hash: nobody }));
    assert!(is_saved(&desk.file.adjudicate(about(&id), &settled(first, second), &stamp(&eli)).unwrap()));
    let turned = desk.file.adjudicate(about(&id), &settled(second, first), &stamp(&eli)).unwrap();
    assert_eq!(turned, Saved::No(NotSaved::AlreadySettled { by: eli.clone(), at: nine() }));
    let known = desk.file.adjudications().unwrap();
    assert_eq!((known.len(), &known[0].adjudication, &known[0].actor), (1, &settled(first, second), &eli));
    assert!(desk.file.verify(None).unwrap().holds());
}

#[test]
fn notes_seeds_and_expiries_are_acts_that_are_recorded_once() {
    let mut desk = TestDesk::new();
    let eli = eli();
    desk.file.note_case(Requirement::Dates, "A quarter counts as a date.", &stamp(&eli)).unwrap();
    assert_eq!(desk.file.case_notes().unwrap()[0].text, "A quarter counts as a date.");
    let first = desk.file.seed_sample("2025-09", "abc", &stamp(&eli)).unwrap();
    assert_eq!(desk.file.seed_sample("2025-09", "abc", &stamp(&dana())).unwrap(), first);
    let other = desk.file.seed_sample("2025-09", "def", &stamp(&dana())).unwrap();
    assert!(matches!(other, Saved::No(NotSaved::AlreadySeeded { by, .. }) if by == eli));
    assert_eq!(desk.file.sample_seed("2025-09").unwrap().as_deref(), Some("abc"));
    assert_eq!(desk.file.sample_seed("2025-10").unwrap(), None);
    let ids = [claim_id(1), claim_id(2)];
    let ran_out = Expiry { transition: "T-C25-13".into(), deadline: nine(), request: "Please sign.".into() };
    let batch: Vec<(Subject<'_>, Expiry)> = ids.iter().map(|id| (about(id), ran_out.clone())).collect();
    assert!(is_saved(&desk.file.confirm_expiries(&batch, &stamp(&eli)).unwrap()));
    let again = desk.file.confirm_expiries(&batch[1..], &stamp(&eli)).unwrap();
    assert!(matches!(again, Saved::No(NotSaved::AlreadyConfirmed { claim, .. }) if claim == ids[1]));
    assert_eq!(desk.file.expiries().unwrap().len(), 2);
    assert_eq!(desk.file.expiries().unwrap()[0].expiry, ran_out);
    assert!(desk.file.decisions(&DecisionFilter::default()).unwrap().is_empty(), "never a decision");
    assert!(desk.file.verify(None).unwrap().holds());
}

#[test]
fn a_refusal_names_the_claim_and_says_what_can_be_done() {
    let mut desk = desk_with_decisions([1]);
    let early = desk.file.reopen(&held(1).id, "New mail.", &stamp(&dana())).unwrap();
    let Saved::No(why) = early else { panic!("saved: {early:?}") };
    assert_eq!(
        why.to_string(),
        "the decision on claim 3000001 was not released yet; until then it is withdrawn."
    );
    release(&mut desk, &[1]);
    let Saved::No(why) = release(&mut desk, &[1]) else { panic!("released twice") };
    assert_eq!(
        why.to_string(),
        "dana released the decision on claim 3000001 on 2025-09-15 09:00 UTC; from then on it is opened again \
         with a reason."
    );
}
