//! The whole program on a real desk: every claim of the practice queue is decided by keys alone, as its answer says.

use crate::support::answers::{self, Answer};
use crate::support::keyed::{cells, choose, commit, judge};
use crate::support::screen::Screen;
use proofdesk::desk::{Desk, DeskOptions, Job, SnapshotChoice};
use proofdesk::domain::{Actor, ClaimId, Decision, DecisionKind, Role};
use proofdesk::paths::Paths;
use std::path::Path;

/// A desk on the sample claims in a folder of its own.
fn desk(folder: &Path, role: Role) -> Desk {
    let options = DeskOptions {
        snapshot: SnapshotChoice::Practice,
        desk_file: None,
        paths: Paths {
            data: folder.join("data"),
            config: folder.join("config"),
            cache: folder.join("cache"),
            state: folder.join("state"),
        },
        actor: Actor { name: "sam".into(), role },
        clock: None,
    };
    Desk::open(&options, &Job::silent()).unwrap()
}

/// Finds a claim in the queue and opens it.
fn open(screen: &mut Screen<Desk>, id: &str) {
    screen.press("g q / ctrl-u").type_text(&format!("claim:{id}")).press("enter enter");
    let opened = screen.app.layers().review().map(|review| review.review().claim.claim_id.to_string());
    assert_eq!(opened.as_deref(), Some(id), "{}", screen.text());
}

fn decided(screen: &mut Screen<Desk>, id: &str) -> Decision {
    let review = screen.clerk.review(&ClaimId::parse(id).unwrap()).unwrap();
    review.decision.unwrap_or_else(|| panic!("claim {id} is not decided")).decision
}

fn compare(answer: &Answer, decision: &Decision) {
    let id = &answer.claim_id;
    assert_eq!(decision.kind.word(), answer.decision, "{id}");
    let sorted = |names: &[String]| {
        let mut names = names.to_vec();
        names.sort();
        names
    };
    assert_eq!(sorted(decision.split.approved()), sorted(&answer.approved_workloads), "{id}");
    for cell in &answer.cells {
        let same = |known: &&proofdesk::domain::DecisionCell| {
            known.key.requirement.word() == cell.requirement && known.key.workload == cell.workload
        };
        let found = decision.cells.iter().find(same);
        let verdict = found.map_or("not-applicable", |found| found.verdict.word());
        assert_eq!(verdict, cell.verdict, "{id} {}", cell.requirement);
        let codes: Vec<String> = found
            .into_iter()
            .flat_map(|found| &found.reasons)
            .map(|reason| reason.code.to_string())
            .collect();
        assert_eq!(sorted(&codes), sorted(&cell.reason_codes), "{id} {}", cell.requirement);
    }
}

#[test]
fn every_claim_of_the_queue_is_decided_by_keys_as_its_answer_says() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = Screen::new(desk(folder.path(), Role::Supervisor), 120, 40);
    for answer in answers::queue() {
        open(&mut screen, &answer.claim_id);
        for cell in &answer.cells {
            judge(&mut screen, cell);
        }
        if !answer.claim_reason_codes.is_empty() {
            screen.press("R");
            choose(&mut screen, &answer.claim_reason_codes);
        }
        commit(&mut screen, &answer);
        compare(&answer, &decided(&mut screen, &answer.claim_id));
    }
    assert!(screen.clerk.verify().unwrap().first_break.is_none());
}

/// Opens the most urgent claim whose cells need no reason, for counting keys.
fn clean(screen: &mut Screen<Desk>) -> String {
    let id = "3129177";
    open(screen, id);
    id.to_owned()
}

#[test]
fn a_decision_is_withdrawn_with_one_key_and_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = Screen::new(desk(folder.path(), Role::Reviewer), 120, 40);
    let id = clean(&mut screen);
    let open_cells = cells(&screen).iter().filter(|cell| cell.is_open()).count();
    screen.press(&"y ".repeat(open_cells)).press("d o");
    assert_eq!(decided(&mut screen, &id).kind, DecisionKind::Approve);
    let before = screen.keys;
    screen.press("u s");
    assert_eq!(screen.keys - before, 2);
    let review = screen.clerk.review(&ClaimId::parse(&id).unwrap()).unwrap();
    assert!(review.decision.is_none());
}

#[test]
fn a_claim_is_skipped_with_two_keys() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = Screen::new(desk(folder.path(), Role::Reviewer), 120, 40);
    let id = clean(&mut screen);
    let before = screen.keys;
    screen.press("s l");
    assert_eq!(screen.keys - before, 2);
    screen.sees(&format!("Claim {id} is hidden from you"));
}

#[test]
fn what_was_judged_pinned_and_written_is_there_after_coming_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = Screen::new(desk(folder.path(), Role::Reviewer), 120, 40);
    let id = clean(&mut screen);
    screen.press("y p");
    let before = cells(&screen);
    drop(screen);
    let mut screen = Screen::new(desk(folder.path(), Role::Reviewer), 120, 40);
    open(&mut screen, &id);
    assert_eq!(cells(&screen), before);
    assert_eq!(screen.app.layers().review().unwrap().review().collected.len(), 1);
}

#[test]
fn after_a_commit_the_next_claim_opens() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = Screen::new(desk(folder.path(), Role::Reviewer), 120, 40);
    let id = clean(&mut screen);
    let open_cells = cells(&screen).iter().filter(|cell| cell.is_open()).count();
    screen.press(&"y ".repeat(open_cells)).press("d o");
    let next = screen.app.layers().review().unwrap().review().claim.claim_id.to_string();
    assert_ne!(next, id);
    screen.sees(&format!("Claim {id}: approve, recorded here"));
}
