//! What is put on a desk is found there again, by everyone who opens it.

use crate::support::desks::{TestDesk, about, claim_id, dana, decision, digest, is_saved, nine, open, stamp};
use crate::support::samples::{claim, edition_of};
use proofdesk::domain::{
    Act, Actor, CellKey, DecisionKind, Digest, Judgement, ReasonMark, Requirement, Role, Seat, Verdict,
};
use proofdesk::rules;
use proofdesk::store::StoreError;
use proofdesk::store::desk_file::{DecisionFilter, DeskFile, Head, Mark, NamedQuery, NotSaved, Saved, Stamp};
use std::collections::BTreeSet;
use std::ops::ControlFlow;

fn not_met(code: &str) -> Judgement {
    let reasons = vec![ReasonMark::bare(code.parse().unwrap())];
    Judgement { reasons, ..Judgement::bare(Verdict::NotMet) }
}

#[test]
fn what_was_judged_is_there_after_opening_again() {
    let mut desk = TestDesk::new();
    let id = claim_id(1);
    let intune = CellKey::workload(Requirement::ActivityDetail, "Microsoft Intune");
    let dates = CellKey::claim(Requirement::Dates);
    let names = CellKey::claim(Requirement::PartyNames);
    let actor = dana();
    for mark in [
        Mark::Judge(intune.clone(), not_met("RC-R3-01")),
        Mark::Judge(dates.clone(), Judgement::bare(Verdict::Met)),
        Mark::Judge(intune.clone(), not_met("RC-R3-02")),
        Mark::Judge(names.clone(), Judgement::bare(Verdict::Unclear)),
        Mark::Clear(names),
        Mark::Qualifications(BTreeSet::from([1, 4])),
        Mark::Exclude("Quote.pdf".into(), Some("RC-D-02".parse().unwrap())),
        Mark::Exclude("Order.pdf".into(), Some("RC-D-01".parse().unwrap())),
        Mark::Exclude("Order.pdf".into(), None),
        Mark::ClaimReasons(vec![ReasonMark::bare("RC-E-10".parse().unwrap())]),
    ] {
        desk.file.judge(about(&id), (Seat::First, mark), &stamp(&actor)).unwrap();
    }
    let desk = desk.reopened();
    let marks = desk.file.checklist_marks(&id, Seat::First).unwrap();
    assert_eq!(marks.cells.len(), 2);
    assert_eq!(marks.cells[&intune], not_met("RC-R3-02"), "the last word counts");
    assert_eq!(marks.cells[&dates], Judgement::bare(Verdict::Met));
    assert_eq!(marks.qualifications, Some(BTreeSet::from([1, 4])));
    assert_eq!(marks.excluded.keys().collect::<Vec<_>>(), ["Quote.pdf"]);
    assert_eq!(marks.claim_reasons[0].code.as_str(), "RC-E-10");
    assert_eq!(marks.judged_under, BTreeSet::from([digest()]));
    assert_eq!(desk.file.judged_counts().unwrap()[&id], 2);
    assert_eq!(desk.file.events(Some(&id)).unwrap().len(), 10);
    assert!(desk.file.verify(None).unwrap().holds());
}

#[test]
fn marks_fill_the_checklist_they_belong_to() {
    let mut desk = TestDesk::new();
    let claim = claim("3126402");
    let digest = claim.digest();
    let subject = proofdesk::store::desk_file::Subject { claim_id: &claim.claim_id, digest: &digest };
    let dates = CellKey::claim(Requirement::Dates);
    let gone = CellKey::workload(Requirement::ActivityDetail, "A workload that was removed");
    let actor = dana();
    for mark in [
        Mark::Judge(dates.clone(), Judgement::bare(Verdict::Met)),
        Mark::Judge(gone, Judgement::bare(Verdict::Met)),
        Mark::Qualifications(BTreeSet::from([2])),
    ] {
        desk.file.judge(subject, (Seat::First, mark), &stamp(&actor)).unwrap();
    }
    let mut checklist = rules::checklist(&claim, &edition_of(&claim));
    desk.file.checklist_marks(&claim.claim_id, Seat::First).unwrap().fill(&mut checklist);
    let judged: Vec<_> = checklist.cells.iter().filter(|cell| cell.judgement.is_some()).collect();
    assert_eq!(judged.len(), 1);
    assert_eq!(judged[0].key, dates);
    assert_eq!(checklist.qualifications, Some(BTreeSet::from([2])));
}

#[test]
fn a_decision_is_read_back_exactly_as_it_was_signed() {
    let mut desk = TestDesk::new();
    let decision = decision(1, 1);
    let saved = desk.file.decide(&decision, 0).unwrap();
    let desk = desk.reopened();
    let stored = desk.file.decision_in_force(&decision.claim_id).unwrap().unwrap();
    assert_eq!(stored.decision, decision);
    assert_eq!(saved, Saved::Yes { seq: stored.seq, hash: stored.hash });
    assert_eq!(stored.withdrawn, None);
    assert_eq!(desk.file.head().unwrap(), Head { seq: stored.seq, hash: stored.hash });
    assert_eq!(desk.file.decision(&decision.id).unwrap().unwrap(), stored);
}

#[test]
fn events_link_to_each_other_and_keep_the_time_to_the_microsecond() {
    let mut desk = TestDesk::new();
    desk.file.decide(&decision(1, 1), 0).unwrap();
    desk.file.skip(about(&claim_id(2)), "too long for today", &stamp(&dana())).unwrap();
    let events = desk.file.events(None).unwrap();
    assert_eq!(events.iter().map(|event| event.seq).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(events.windows(2).all(|pair| pair[1].prev == pair[0].hash));
    assert!(matches!(&events[0].act, Act::DeskCreated { lineage } if lineage == "sample"));
    assert_eq!(events[2].at, nine());
    assert_eq!(events[2].claim_digest, Some(digest()));
}

#[test]
fn the_same_decision_is_saved_once_however_often_it_is_asked_for() {
    let mut desk = TestDesk::new();
    let decision = decision(1, 1);
    let first = desk.file.decide(&decision, 0).unwrap();
    let mut again = decision.clone();
    again.decided_at += chrono::TimeDelta::seconds(9);
    assert_eq!(desk.file.decide(&again, 0).unwrap(), first);
    assert_eq!(desk.file.events(None).unwrap().len(), 2);
    let mut other = decision.clone();
    other.comment.push('!');
    assert_eq!(desk.file.decide(&other, 0).unwrap(), Saved::No(NotSaved::KeyTaken { id: decision.id }));
}

#[test]
fn a_second_decision_waits_for_the_withdrawal_of_the_first() {
    let mut desk = TestDesk::new();
    let (first, second) = (decision(1, 1), decision(1, 2));
    assert!(is_saved(&desk.file.decide(&first, 0).unwrap()));
    let refused = Saved::No(NotSaved::AlreadyDecided {
        by: dana(),
        at: first.decided_at,
        kind: DecisionKind::PartialApprove,
    });
    assert_eq!(desk.file.decide(&second, 1).unwrap(), refused);
    assert!(is_saved(&desk.file.withdraw(&first.id, "Wrong customer.", &stamp(&dana())).unwrap()));
    assert_eq!(desk.file.decision_in_force(&first.claim_id).unwrap(), None);
    assert_eq!(desk.file.round(&first.claim_id).unwrap(), 1);
    assert!(is_saved(&desk.file.decide(&second, 1).unwrap()));
    let all = desk.file.decisions(&DecisionFilter::default()).unwrap();
    assert_eq!(all.len(), 2);
    let withdrawn = all[0].withdrawn.as_ref().unwrap();
    assert_eq!((withdrawn.reason.as_str(), &withdrawn.actor, withdrawn.seq), ("Wrong customer.", &dana(), 3));
    let in_force =
        desk.file.decisions(&DecisionFilter { in_force: true, ..DecisionFilter::default() }).unwrap();
    assert_eq!(in_force.iter().map(|stored| stored.decision.round).collect::<Vec<_>>(), [2]);
}

#[test]
fn a_decision_for_a_round_that_has_passed_is_refused() {
    let mut desk = TestDesk::new();
    desk.file.decide(&decision(1, 1), 0).unwrap();
    desk.file.withdraw(&decision(1, 1).id, "Wrong customer.", &stamp(&dana())).unwrap();
    let mut late = decision(1, 2);
    late.round = 1;
    assert_eq!(
        desk.file.decide(&late, 0).unwrap(),
        Saved::No(NotSaved::AnotherRound { expected: 0, found: 1 })
    );
    assert_eq!(desk.file.events(None).unwrap().len(), 3);
}

#[test]
fn a_decision_is_withdrawn_once() {
    let mut desk = TestDesk::new();
    let decision = decision(1, 1);
    let unknown = desk.file.withdraw(&decision.id, "?", &stamp(&dana())).unwrap();
    assert_eq!(unknown, Saved::No(NotSaved::NoSuchDecision { id: decision.id.clone() }));
    desk.file.decide(&decision, 0).unwrap();
    desk.file.withdraw(&decision.id, "Wrong customer.", &stamp(&dana())).unwrap();
    let again = desk.file.withdraw(&decision.id, "Once more.", &stamp(&dana())).unwrap();
    assert_eq!(again, Saved::No(NotSaved::AlreadyWithdrawn { claim: claim_id(1), by: dana(), at: nine() }));
}

#[test]
fn reading_decisions_stops_when_told() {
    let mut desk = TestDesk::new();
    for number in 1..=5 {
        desk.file.decide(&decision(number, 1), 0).unwrap();
    }
    let mut seen = 0;
    desk.file
        .each_decision(&DecisionFilter::default(), &mut |_| {
            seen += 1;
            if seen == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .unwrap();
    assert_eq!(seen, 2);
    let only = DecisionFilter { claim: Some(claim_id(4)), ..DecisionFilter::default() };
    assert_eq!(desk.file.decisions(&only).unwrap().len(), 1);
}

#[test]
fn drafts_belong_to_their_author_and_end_with_the_decision() {
    let mut desk = TestDesk::new();
    let id = claim_id(1);
    let eli = Actor { name: "eli".into(), role: Role::Reviewer };
    let mut elis = DeskFile::open(&desk.path, &eli).unwrap();
    desk.file.keep_draft(&id, "comment", Some("Dear par"), nine()).unwrap();
    desk.file.keep_draft(&id, "comment", Some("Dear partner"), nine()).unwrap();
    desk.file.keep_draft(&id, "rationale", Some("x"), nine()).unwrap();
    desk.file.keep_draft(&id, "rationale", None, nine()).unwrap();
    elis.keep_draft(&id, "comment", Some("Hello"), nine()).unwrap();
    let texts: Vec<_> = desk.file.drafts(&id).unwrap().into_iter().collect();
    assert_eq!(texts, [("comment".to_owned(), "Dear partner".to_owned())]);
    assert!(desk.file.queue_marks().unwrap().drafts.contains(&id));
    assert_eq!(desk.file.events(None).unwrap().len(), 1, "a draft is not an act");
    desk.file.decide(&decision(1, 1), 0).unwrap();
    assert!(desk.file.drafts(&id).unwrap().is_empty());
    assert_eq!(elis.drafts(&id).unwrap()["comment"], "Hello");
}

#[test]
fn a_skipped_claim_is_skipped_for_one_person_until_they_work_on_it() {
    let mut desk = TestDesk::new();
    let actor = dana();
    let (one, two) = (claim_id(1), claim_id(2));
    desk.file.skip(about(&one), "too long for today", &stamp(&actor)).unwrap();
    desk.file.skip(about(&two), "needs a colleague", &stamp(&actor)).unwrap();
    let eli = Actor { name: "eli".into(), role: Role::Reviewer };
    assert!(DeskFile::open(&desk.path, &eli).unwrap().queue_marks().unwrap().skipped.is_empty());
    let judge = Mark::Judge(CellKey::claim(Requirement::Dates), Judgement::bare(Verdict::Met));
    desk.file.judge(about(&one), (Seat::First, judge), &stamp(&actor)).unwrap();
    let skipped = desk.file.queue_marks().unwrap().skipped;
    assert_eq!(skipped.into_iter().collect::<Vec<_>>(), [(two, "needs a colleague".to_owned())]);
}

#[test]
fn the_queue_is_told_which_decisions_are_in_force() {
    let mut desk = TestDesk::new();
    desk.file.decide(&decision(1, 1), 0).unwrap();
    desk.file.decide(&decision(2, 1), 0).unwrap();
    desk.file.withdraw(&decision(2, 1).id, "Wrong customer.", &stamp(&dana())).unwrap();
    let decided = desk.file.queue_marks().unwrap().decided;
    let expected = (claim_id(1), (DecisionKind::PartialApprove, digest()));
    assert_eq!(decided.into_iter().collect::<Vec<_>>(), [expected]);
}

#[test]
fn a_named_query_is_replaced_and_removed_by_its_name() {
    let mut desk = TestDesk::new();
    let view = |name: &str, query: &str| NamedQuery { name: name.into(), query: query.into() };
    desk.file.save_view(&view("mine", "due<2d"), nine()).unwrap();
    desk.file.save_view(&view("conflicts", "has:conflict"), nine()).unwrap();
    desk.file.save_view(&view("mine", "due<1d"), nine()).unwrap();
    assert_eq!(desk.file.views().unwrap(), [view("conflicts", "has:conflict"), view("mine", "due<1d")]);
    assert!(desk.file.delete_view("mine").unwrap());
    assert!(!desk.file.delete_view("mine").unwrap());
}

#[test]
fn what_another_process_writes_is_noticed_and_chained_on() {
    let mut desk = TestDesk::new();
    let mut other = open(&desk.path);
    let before = desk.file.data_version().unwrap();
    other.decide(&decision(1, 1), 0).unwrap();
    assert_ne!(desk.file.data_version().unwrap(), before);
    assert!(matches!(desk.file.decide(&decision(1, 1), 0).unwrap(), Saved::Yes { seq: 2, .. }));
    desk.file.decide(&decision(2, 1), 0).unwrap();
    assert!(other.verify(None).unwrap().holds());
    assert_eq!(other.head().unwrap(), desk.file.head().unwrap());
}

#[test]
fn a_desk_is_not_opened_for_another_lineage() {
    let desk = TestDesk::new();
    let error = DeskFile::open_or_create(&desk.path, "july", nine(), &dana()).unwrap_err();
    assert!(
        matches!(&error, StoreError::OtherLineage { found, wanted, .. } if found == "sample" && wanted == "july")
    );
}

#[test]
fn two_desks_of_one_lineage_have_different_roots() {
    let (one, two) = (TestDesk::new(), TestDesk::new());
    assert_ne!(one.file.desk_id(), two.file.desk_id());
    assert_ne!(one.file.events(None).unwrap()[0].prev, two.file.events(None).unwrap()[0].prev);
}

#[test]
fn a_chain_holds_the_links_it_had() {
    let mut desk = TestDesk::new();
    let seen = desk.file.head().unwrap();
    desk.file.decide(&decision(1, 1), 0).unwrap();
    assert!(desk.file.holds(&seen).unwrap());
    assert!(!desk.file.holds(&Head { hash: Digest::of(b"another"), ..seen }).unwrap());
    let far = Stamp { at: nine(), actor: &dana() };
    desk.file
        .record(None, &Act::Exported { target: "-".into(), decisions: 1, personal_data: false }, &far)
        .unwrap();
    assert_eq!(desk.file.head().unwrap().seq, seen.seq + 2);
}
