//! Conflicts over single lines: one product for several subscriptions, and several conflicts settled in one act.

use crate::support::office::{Office, conflicts_of, copy, grade_all};
use proofdesk::desk::{Desk, DraftRuling, RecordedResolution, ResolveDraft, ResolveRequest};
use proofdesk::domain::{
    Association, CascadeKind, CascadeLine, Claim, ConflictId, ConflictOutcome, DecisionKind, Guid, Workload,
};
use std::path::PathBuf;

const SALES: &str = "Dynamics 365 Sales Enterprise Edition";
const CONTESTED: &str = "a3478930-fc13-4fb4-92fa-15b0951c5936";
const KEPT: &str = "11111111-2222-4333-8444-555555555555";
const NEW: &str = "99999999-8888-4777-8666-555555555555";

fn line(subscription: &str, association: Association) -> Workload {
    Workload {
        name: SALES.into(),
        subscription_id: Some(Guid::parse(subscription).unwrap()),
        association,
        associated_on: None,
    }
}

fn called(subscription: &str) -> String {
    format!("{SALES}, subscription {subscription}")
}

/// cg-06: the holder has the product for a second subscription, the challenger claims it for a third.
fn parties() -> [Claim; 2] {
    let mut claims = [copy("3061183", 4_000_001, 1), copy("3124560", 4_000_002, 1)];
    claims[0].workloads.push(line(KEPT, Association::ToYou));
    claims[1].workloads.push(line(NEW, Association::None));
    claims
}

fn prepared(office: &Office, claims: &[Claim; 2]) -> (PathBuf, ConflictId) {
    let snapshot = office.snapshot(15, claims);
    office.judge(&snapshot, &[(&claims[0], "3061183"), (&claims[1], "3124560")]);
    let mut desk = office.supervisor(&snapshot);
    let conflicts = conflicts_of(&mut desk, &claims[0]);
    assert_eq!(conflicts, conflicts_of(&mut desk, &claims[1]), "only one subscription is contested");
    grade_all(&mut desk, &conflicts[0]);
    (snapshot, conflicts[0].clone())
}

fn settle(desk: &mut Desk, rulings: Vec<DraftRuling>) -> RecordedResolution {
    let rationale = "Its work drives the use.".to_owned();
    let draft = ResolveDraft { rulings, rationale, consulted: None, override_reason: None };
    let card = desk.resolution_card(&draft).unwrap();
    assert_eq!(card.obstacles, Vec::<String>::new());
    let seen = card.compared.into_iter().map(|one| one.seen).collect();
    let request = ResolveRequest { id: desk.new_resolution_id().unwrap(), draft, seen };
    desk.resolve(&request).unwrap().value
}

fn won_by(conflict: &ConflictId, claim: &Claim) -> DraftRuling {
    let outcome = ConflictOutcome::Party { claim: claim.claim_id.clone() };
    DraftRuling { conflict: conflict.clone(), outcome }
}

fn of<'r>(made: &'r RecordedResolution, claim: &Claim) -> &'r CascadeLine {
    made.resolution.cascade.iter().find(|line| line.claim_id == claim.claim_id).unwrap()
}

#[test]
fn a_holder_loses_only_the_contested_subscription() {
    let office = Office::new();
    let claims = parties();
    let (snapshot, conflict) = prepared(&office, &claims);
    let mut desk = office.supervisor(&snapshot);
    let made = settle(&mut desk, vec![won_by(&conflict, &claims[1])]);
    let (holder, winner) = (of(&made, &claims[0]), of(&made, &claims[1]));
    assert_eq!((holder.kind, &holder.lost), (CascadeKind::Disassociated, &vec![called(CONTESTED)]));
    assert!(holder.why.contains(CONTESTED) && !holder.why.contains(KEPT), "{}", holder.why);
    let told = &holder.notices[0];
    assert!(told.text.contains(CONTESTED) && !told.text.contains(KEPT), "{}", told.text);
    assert_eq!((winner.kind, &winner.kept), (CascadeKind::Approved, &vec![called(CONTESTED), called(NEW)]));
    assert!(winner.notices[0].text.contains(CONTESTED), "{:?}", winner.notices);
    assert!(desk.verify().unwrap().holds());
}

#[test]
fn a_challenger_that_loses_one_subscription_is_approved_for_the_other() {
    let office = Office::new();
    let claims = parties();
    let (snapshot, conflict) = prepared(&office, &claims);
    let mut desk = office.supervisor(&snapshot);
    let made = settle(&mut desk, vec![won_by(&conflict, &claims[0])]);
    let (holder, loser) = (of(&made, &claims[0]), of(&made, &claims[1]));
    assert_eq!((holder.kind, &holder.kept), (CascadeKind::Unchanged, &vec![called(CONTESTED)]));
    assert_eq!(loser.kind, CascadeKind::PartlyApproved);
    assert_eq!((&loser.kept, &loser.lost), (&vec![called(NEW)], &vec![called(CONTESTED)]));
    let decision = desk.review(&claims[1].claim_id).unwrap().decision.unwrap().decision;
    assert_eq!(decision.kind, DecisionKind::PartialApprove);
    assert_eq!((decision.split.approved(), decision.split.residual()), (&loser.kept[..], &loser.lost[..]));
    assert!(decision.comment.contains(CONTESTED), "{}", decision.comment);
}

#[test]
fn a_subscription_that_is_still_contested_keeps_the_claim_waiting() {
    let office = Office::new();
    let mut claims = parties();
    // Both hold and claim both, so there are two conflicts.
    claims[1].workloads[1] = line(KEPT, Association::ToAnotherPartner);
    let snapshot = office.snapshot(15, &claims);
    office.judge(&snapshot, &[(&claims[0], "3061183"), (&claims[1], "3124560")]);
    let mut desk = office.supervisor(&snapshot);
    let conflicts = conflicts_of(&mut desk, &claims[1]);
    assert_eq!(conflicts.len(), 2);
    for conflict in &conflicts {
        grade_all(&mut desk, conflict);
    }
    let first = settle(&mut desk, vec![won_by(&conflicts[0], &claims[1])]);
    assert_eq!(of(&first, &claims[1]).kind, CascadeKind::LinesHeld);
    let standing = desk.review(&claims[1].claim_id).unwrap().standing;
    let open = proofdesk::rules::contested(&claims[1], &standing);
    assert_eq!(open, [SALES], "the other subscription is contested still");
    let second = settle(&mut desk, vec![won_by(&conflicts[1], &claims[0])]);
    let line = of(&second, &claims[1]);
    assert_eq!((line.kind, line.kept.len(), line.lost.len()), (CascadeKind::PartlyApproved, 1, 1));
    assert_eq!(of(&first, &claims[0]).lost, line.kept, "what one lost the other has");
}

#[test]
fn several_conflicts_are_split_between_the_parties_in_one_act() {
    let office = Office::new();
    let mut claims = parties();
    claims[1].workloads[1] = line(KEPT, Association::ToAnotherPartner);
    let snapshot = office.snapshot(15, &claims);
    office.judge(&snapshot, &[(&claims[0], "3061183"), (&claims[1], "3124560")]);
    let mut desk = office.supervisor(&snapshot);
    let conflicts = conflicts_of(&mut desk, &claims[1]);
    for conflict in &conflicts {
        grade_all(&mut desk, conflict);
    }
    drop(desk);
    let split = [
        format!("{}={}", conflicts[0], claims[1].claim_id),
        format!("{}={}", conflicts[1], claims[0].claim_id),
    ];
    let mut words = vec!["-f", "json", "-s", snapshot.to_str().unwrap(), "conflicts", "resolve"];
    words.extend(conflicts.iter().map(ConflictId::as_str));
    words.extend(["--split", &split[0], "--split", &split[1], "--because", "Each drives a part."]);
    let made = office.home.run_as("eli", "supervisor", &words).fine().json();
    let resolution = &made["resolution"]["resolution"];
    assert_eq!(resolution["rulings"].as_array().unwrap().len(), 2);
    let kinds: Vec<&str> =
        resolution["cascade"].as_array().unwrap().iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["disassociated", "partly-approved"]);
    let desk = office.supervisor(&snapshot).resolutions(None).unwrap();
    assert_eq!(desk.len(), 1, "one act");
}
