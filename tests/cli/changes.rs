//! A new snapshot on the same desk: what changed, and what became of the decisions.

use crate::support::desks::{decision, nine};
use crate::support::program::{Home, Ran};
use crate::support::samples;
use proofdesk::desk;
use proofdesk::domain::{Actor, Claim, ClaimComment, Decision, HistoryAction, HistoryEntry, Role, Status};
use proofdesk::store::desk_file::DeskFile;
use std::path::PathBuf;

/// Claims whose practice checklists need no verdict, and two others.
const APPROVED: &str = "3126930";
const RESUBMITTED: &str = "3129406";
const GONE: &str = "3129633";
const PARTLY: &str = "3128950";

fn claims() -> Vec<Claim> {
    [APPROVED, RESUBMITTED, GONE, PARTLY].map(samples::claim).into()
}

pub(super) fn claim<'c>(claims: &'c mut [Claim], id: &str) -> &'c mut Claim {
    claims.iter_mut().find(|claim| claim.claim_id.as_str() == id).unwrap()
}

/// Builds the snapshot of a day from claims.
pub(super) fn snapshot(home: &Home, day: u32, lineage: &str, claims: &[Claim]) -> PathBuf {
    let lines: Vec<String> = claims.iter().map(|claim| serde_json::to_string(claim).unwrap()).collect();
    let source = home.with(&format!("{lineage}-{day}.jsonl"), &lines.join("\n"));
    let target = home.file(&format!("{lineage}-{day}.snapshot.sqlite"));
    let as_of = format!("2025-09-{day}T12:00:00Z");
    let words = [
        "import",
        source.to_str().unwrap(),
        "--into",
        target.to_str().unwrap(),
        "--lineage",
        lineage,
        "--as-of",
        &as_of,
    ];
    home.run(&words).fine();
    target
}

pub(super) fn on(home: &Home, snapshot: &std::path::Path, words: &[&str]) -> Ran {
    let all: Vec<&str> = ["--snapshot", snapshot.to_str().unwrap()].iter().chain(words).copied().collect();
    home.run(&all)
}

pub(super) fn reported(action: HistoryAction) -> HistoryEntry {
    HistoryEntry {
        on: "2039-01-01T09:00:00Z".parse().unwrap(),
        action,
        actor: "Microsoft".into(),
        note: None,
    }
}

#[test]
fn the_first_snapshot_has_nothing_to_be_compared_with() {
    let home = Home::new();
    let monday = snapshot(&home, 15, "emea", &claims());
    let said = on(&home, &monday, &["changes"]).fine();
    assert_eq!(said.out, "");
    assert!(said.err.contains("No earlier snapshot"), "{}", said.err);
}

#[test]
fn a_new_snapshot_tells_what_changed_by_kind() {
    let home = Home::new();
    let mut all = claims();
    let monday = snapshot(&home, 15, "emea", &all);
    on(&home, &monday, &["queue"]).fine();
    let changed = claim(&mut all, RESUBMITTED);
    changed.customer.contact_email = "new@example.com".into();
    let mut document = (*changed.documents[0]).clone();
    document.file_name = "new-mail.txt".into();
    changed.documents.push(document.into());
    changed.comments.push(ClaimComment {
        author: "Partner".into(),
        on: "2025-09-16T08:00:00Z".parse().unwrap(),
        text: "Here is the mail.".into(),
    });
    all.retain(|claim| claim.claim_id.as_str() != GONE);
    all.push(samples::claim("3129871"));
    let tuesday = snapshot(&home, 16, "emea", &all);
    let said = on(&home, &tuesday, &["changes"]).fine().out;
    for words in [
        "document added: new-mail.txt",
        "customer contact: ",
        "Partner wrote: Here is the mail.",
        "New claims (1)",
        "Not in this snapshot any more (1)",
    ] {
        assert!(said.contains(words), "{words:?} is missing:\n{said}");
    }
    let rows = on(&home, &tuesday, &["queue", "is:changed", "--format", "jsonl"]).fine().json_lines();
    let ids: Vec<&str> = rows.iter().map(|row| row["claim_id"].as_str().unwrap()).collect();
    assert!(ids.contains(&RESUBMITTED) && !ids.contains(&PARTLY), "{ids:?}");
    let one = on(&home, &tuesday, &["changes", PARTLY]).fine().out;
    assert_eq!(one, format!("Claim {PARTLY} is the same.\n"));
}

#[test]
fn a_decision_arrives_and_one_that_was_overtaken_waits_again() {
    let home = Home::new();
    let mut all = vec![samples::claim(APPROVED), samples::claim(GONE)];
    let monday = snapshot(&home, 15, "emea", &all);
    on(&home, &monday, &["decide", APPROVED]).fine();
    on(&home, &monday, &["release", "--all"]).fine();
    let approved = claim(&mut all, APPROVED);
    approved.status = Status::Approved;
    approved.history.push(reported(HistoryAction::Approval));
    let tuesday = snapshot(&home, 16, "emea", &all);
    let told = on(&home, &tuesday, &["changes", "--format", "json"]).fine().json();
    let first = &told["changes"]["claims"][0];
    assert_eq!(
        (first["claim_id"].as_str(), first["decision"]["fate"].as_str()),
        (Some(APPROVED), Some("arrived"))
    );
    let arrived = on(&home, &tuesday, &["queue", "is:arrived", "--format", "jsonl"]).fine().json_lines();
    assert_eq!(arrived[0]["decided"], "approve");

    // On Wednesday the approval is gone again and the claim was submitted anew.
    let back = claim(&mut all, APPROVED);
    back.status = Status::Submitted;
    back.history.push(reported(HistoryAction::Resubmission));
    let wednesday = snapshot(&home, 17, "emea", &all);
    let told = on(&home, &wednesday, &["changes", "--format", "json"]).fine().json();
    assert_eq!(told["changes"]["claims"][0]["decision"]["fate"], "came-back");
    let waiting = on(&home, &wednesday, &["queue"]).fine().out;
    assert!(waiting.contains(APPROVED), "{waiting}");
    let shown = on(&home, &wednesday, &["show", APPROVED]).fine().out;
    assert!(shown.contains("Decided here on an earlier revision: Approve by ana"), "{shown}");
    on(&home, &wednesday, &["decide", APPROVED]).fine();
    assert!(on(&home, &wednesday, &["verify"]).fine().out.starts_with("The record is whole"));
}

#[test]
fn a_held_decision_on_an_earlier_revision_has_to_leave_first() {
    let home = Home::new();
    let mut all = vec![samples::claim(APPROVED)];
    let monday = snapshot(&home, 15, "emea", &all);
    on(&home, &monday, &["decide", APPROVED]).fine();
    claim(&mut all, APPROVED).claim_name.push_str(" again");
    let tuesday = snapshot(&home, 16, "emea", &all);
    let refused = on(&home, &tuesday, &["decide", APPROVED]);
    assert_eq!(refused.code, 4);
    assert!(refused.err.contains("is still held. Release or withdraw it first."), "{}", refused.err);
    on(&home, &tuesday, &["release", APPROVED]).fine();
    on(&home, &tuesday, &["decide", APPROVED]).fine();
}

#[test]
fn a_residual_claim_appears_with_its_parent() {
    let home = Home::new();
    let mut all = claims();
    let monday = snapshot(&home, 15, "emea", &all);
    on(&home, &monday, &["queue"]).fine();
    let parent = samples::claim(PARTLY);
    let partly =
        Decision { claim_id: parent.claim_id.clone(), claim_digest: parent.digest(), ..decision(1, 1) };
    let actor = Actor { name: "dana".into(), role: Role::Reviewer };
    let desk = home.path().join("data/emea.desk.sqlite");
    DeskFile::open_or_create(&desk, "emea", nine(), &actor).unwrap().decide(&partly, 0).unwrap();
    let mut residual = parent.clone();
    residual.claim_id = "3199999".parse().unwrap();
    residual.workloads.retain(|line| partly.split.residual().contains(&line.name));
    all.push(residual);
    let tuesday = snapshot(&home, 16, "emea", &all);
    let said = on(&home, &tuesday, &["changes"]).fine().out;
    assert!(said.contains("continues claim 3128950 after its partial approval"), "{said}");
}

#[test]
fn without_the_earlier_file_only_what_was_worked_on_is_known() {
    let home = Home::new();
    let mut all = claims();
    let monday = snapshot(&home, 15, "emea", &all);
    on(&home, &monday, &["skip", RESUBMITTED, "--because", "language"]).fine();
    std::fs::remove_file(&monday).unwrap();
    claim(&mut all, RESUBMITTED).claim_name.push_str(" again");
    claim(&mut all, GONE).claim_name.push_str(" again");
    let tuesday = snapshot(&home, 16, "emea", &all);
    let said = on(&home, &tuesday, &["changes"]).fine();
    assert!(said.err.contains("cannot be compared any more"), "{}", said.err);
    assert!(said.out.contains("differs from what was judged here"), "{}", said.out);
    assert!(!said.out.contains(GONE), "nobody worked on it: {}", said.out);
}

#[test]
fn a_snapshot_can_be_named_and_one_of_other_claims_is_refused() {
    let home = Home::new();
    let mut all = claims();
    let monday = snapshot(&home, 15, "emea", &all);
    let other = snapshot(&home, 15, "apac", &all);
    claim(&mut all, GONE).status = Status::Approved;
    let tuesday = snapshot(&home, 16, "emea", &all);
    let said = on(&home, &tuesday, &["changes", "--since", monday.to_str().unwrap()]).fine().out;
    assert!(said.contains("status: ") && said.contains("-> Approved"), "{said}");
    let refused = on(&home, &tuesday, &["changes", "--since", other.to_str().unwrap()]);
    assert_eq!(refused.code, 4);
    assert!(refused.err.contains("belongs to apac"), "{}", refused.err);
}

#[test]
fn the_comparison_of_large_snapshots_can_be_stopped() {
    let home = Home::new();
    let many: Vec<Claim> = (0..600)
        .map(|number| Claim {
            claim_id: format!("{:07}", 4_000_000 + number).parse().unwrap(),
            ..samples::claim(GONE)
        })
        .collect();
    let monday = snapshot(&home, 15, "emea", &many);
    let tuesday = snapshot(&home, 16, "emea", &many[1..]);
    on(&home, &monday, &["queue"]).fine();
    let options = desk::DeskOptions {
        snapshot: desk::SnapshotChoice::File { path: tuesday, allow_unsealed: false },
        desk_file: None,
        paths: proofdesk::paths::Paths::find(Some(home.path())).unwrap(),
        actor: Actor { name: "ana".into(), role: Role::Reviewer },
        clock: None,
    };
    let mut open = desk::Desk::open(&options, &desk::Job::silent()).unwrap();
    let job = desk::Job::silent();
    job.cancel();
    let stopped = open.changes_task(None).unwrap().run(&job).unwrap_err();
    assert_eq!(stopped.what, "The comparison was stopped.");
    let told = open.changes(None, &desk::Job::silent()).unwrap();
    assert_eq!((told.claims.len(), told.unchanged), (1, 599));
}
