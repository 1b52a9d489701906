//! Leases: who works on what. Advice that can be wrong without doing harm.

use crate::support::desks::{TestDesk, bare_decision, claim_id, is_saved, nine};
use chrono::{DateTime, TimeDelta, Utc};
use proofdesk::domain::{Act, Actor, Decision, DecisionId, Role};
use proofdesk::store::desk_file::{DeskFile, Lease, LeaseToken, Leased, NotSaved, Saved};
use std::time::Duration;

const HOLD: Duration = Duration::from_secs(600);

fn lease(session: &str) -> Lease {
    Lease { session: session.into(), hold: HOLD }
}

fn minutes(minutes: i64) -> DateTime<Utc> {
    nine() + TimeDelta::minutes(minutes)
}

fn elis(desk: &TestDesk) -> DeskFile {
    DeskFile::open(&desk.path, &Actor { name: "eli".into(), role: Role::Reviewer }).unwrap()
}

fn mine(leased: Leased) -> LeaseToken {
    match leased {
        Leased::Mine { token, .. } => token,
        other => panic!("not mine: {other:?}"),
    }
}

fn take(desk: &mut DeskFile, number: u32, session: &str, at: DateTime<Utc>) -> Leased {
    desk.lease(&claim_id(number), &lease(session), false, at).unwrap()
}

#[test]
fn a_claim_that_somebody_works_on_is_told_with_name_and_time() {
    let mut desk = TestDesk::new();
    let mut eli = elis(&desk);
    mine(take(&mut desk.file, 1, "a", nine()));
    let told = take(&mut eli, 1, "b", minutes(3));
    let expected = Leased::Held {
        by: "dana".into(),
        since: nine(),
        until: DateTime::from_timestamp_millis((nine() + HOLD).timestamp_millis()).unwrap(),
    };
    assert_eq!(told, expected);
    let rows = eli.leases(minutes(3)).unwrap();
    assert_eq!((rows.len(), rows[0].holder.as_str(), &rows[0].claim_id), (1, "dana", &claim_id(1)));
}

#[test]
fn a_lease_runs_out_without_a_sign_of_life_and_leaves_no_event() {
    let mut desk = TestDesk::new();
    let mut eli = elis(&desk);
    let head = desk.file.head().unwrap();
    let token = mine(take(&mut desk.file, 1, "a", nine()));
    assert!(matches!(desk.file.renew(&token, minutes(8)).unwrap(), Leased::Mine { .. }));
    assert!(matches!(take(&mut eli, 1, "b", minutes(17)), Leased::Held { .. }), "renewed until 9:18");
    assert!(eli.leases(minutes(19)).unwrap().is_empty());
    let next = mine(take(&mut eli, 1, "b", minutes(19)));
    assert!(next.number() > token.number());
    let late = desk.file.renew(&token, minutes(20)).unwrap();
    assert!(matches!(late, Leased::Held { by, .. } if by == "eli"), "the old token renews nothing");
    assert_eq!(desk.file.head().unwrap(), head);
}

#[test]
fn taking_over_is_an_act_that_both_sides_see() {
    let mut desk = TestDesk::new();
    let mut eli = elis(&desk);
    let token = mine(take(&mut desk.file, 1, "a", nine()));
    mine(eli.lease(&claim_id(1), &lease("b"), true, minutes(2)).unwrap());
    let lost = desk.file.renew(&token, minutes(3)).unwrap();
    assert!(matches!(lost, Leased::Held { by, since, .. } if by == "eli" && since == minutes(2)));
    let event = desk.file.events(Some(&claim_id(1))).unwrap().pop().unwrap();
    assert_eq!(event.act, Act::LeaseTaken { from: "dana".into(), since: nine() });
    assert_eq!((event.actor.name.as_str(), event.at), ("eli", minutes(2)));
    assert!(!desk.file.give_back(&token).unwrap(), "it is not Dana's to give any more");
    assert!(desk.file.verify(None).unwrap().holds());
}

#[test]
fn a_person_holds_three_claims_at_most() {
    let mut desk = TestDesk::new();
    let tokens: Vec<LeaseToken> = (1..=3).map(|n| mine(take(&mut desk.file, n, "a", nine()))).collect();
    let fourth = take(&mut desk.file, 4, "a", nine());
    assert_eq!(fourth, Leased::TooMany { held: vec![claim_id(1), claim_id(2), claim_id(3)] });
    mine(take(&mut desk.file, 3, "a", nine()));
    assert!(desk.file.give_back(&tokens[1]).unwrap());
    mine(take(&mut desk.file, 4, "a", nine()));
    let stolen = elis(&desk).lease(&claim_id(5), &lease("b"), true, nine()).unwrap();
    mine(stolen);
    assert_eq!(desk.file.leases(nine()).unwrap().len(), 4);
}

#[test]
fn what_was_given_back_is_free_and_gets_another_number() {
    let mut desk = TestDesk::new();
    let mut eli = elis(&desk);
    let token = mine(take(&mut desk.file, 1, "a", nine()));
    assert!(desk.file.give_back(&token).unwrap());
    let next = mine(take(&mut eli, 1, "b", nine()));
    assert_eq!(next.number(), token.number() + 1);
    assert!(matches!(desk.file.renew(&token, nine()).unwrap(), Leased::Held { .. }));
}

#[test]
fn a_clock_that_is_a_day_off_never_lets_two_decisions_through() {
    for skew in [-86_400, 0, 86_400] {
        let mut desk = TestDesk::new();
        let mut eli = elis(&desk);
        let theirs = nine() + TimeDelta::seconds(skew);
        take(&mut desk.file, 1, "a", nine());
        take(&mut eli, 1, "b", theirs);
        let first = bare_decision(1, 1);
        let id = DecisionId::parse(&"e".repeat(32)).unwrap();
        let second = Decision { id, decided_at: theirs, ..first.clone() };
        assert!(is_saved(&desk.file.decide(&first, 0).unwrap()));
        let refused = eli.decide(&second, 0).unwrap();
        assert!(matches!(refused, Saved::No(NotSaved::AlreadyDecided { by, .. }) if by.name == "dana"));
    }
}

#[test]
fn a_lease_follows_its_holder_to_another_session_without_an_event() {
    let mut desk = TestDesk::new();
    let head = desk.file.head().unwrap();
    let before = mine(take(&mut desk.file, 1, "a", nine()));
    let after = mine(take(&mut desk.file, 1, "b", minutes(1)));
    assert_eq!(after.number(), before.number() + 1);
    assert!(!desk.file.give_back(&before).unwrap(), "the session before has nothing to give any more");
    assert_eq!(desk.file.head().unwrap(), head);
    for number in [2, 3] {
        mine(take(&mut desk.file, number, "b", nine()));
    }
    assert!(matches!(take(&mut desk.file, 4, "c", nine()), Leased::TooMany { .. }), "three for each person");
}

#[test]
fn a_decision_frees_the_claim_of_whoever_decided_it() {
    let mut desk = TestDesk::new();
    let mut eli = elis(&desk);
    mine(take(&mut desk.file, 1, "a", nine()));
    mine(take(&mut eli, 2, "b", nine()));
    assert!(is_saved(&desk.file.decide(&bare_decision(1, 1), 0).unwrap()));
    assert!(is_saved(&desk.file.decide(&bare_decision(2, 1), 0).unwrap()));
    assert_eq!(desk.file.lease_of(&claim_id(1), nine()).unwrap(), None);
    let kept = desk.file.lease_of(&claim_id(2), nine()).unwrap().unwrap();
    assert_eq!(kept.holder, "eli", "a lease of somebody else is not dana's to end");
    assert_eq!(desk.file.lease_of(&claim_id(2), minutes(11)).unwrap(), None, "it ran out");
}
