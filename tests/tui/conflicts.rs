//! Conflicts in the terminal: compared, graded and settled by keys alone, on the real desk.

use crate::support::answers;
use crate::support::conflicts::{Group, group, groups};
use crate::support::samples;
use crate::support::screen::Screen;
use proofdesk::desk::{ConflictFilter, Desk, DeskOptions, Job, Judging, SnapshotChoice};
use proofdesk::domain::{Actor, Claim, ClaimId, ConflictOutcome, DecisionKind, Judgement, Role, WindowState};
use proofdesk::paths::Paths;
use proofdesk::wall_clock::WallClock;
use std::path::Path;

pub(super) fn open(home: &Path, name: &str, role: Role) -> Desk {
    let options = DeskOptions {
        snapshot: SnapshotChoice::Practice,
        desk_file: None,
        paths: Paths::find(Some(home)).unwrap(),
        actor: Actor { name: name.into(), role },
        clock: Some(WallClock::Fixed("2025-09-15T12:00:00Z".parse().unwrap())),
    };
    Desk::open(&options, &Job::silent()).unwrap()
}

/// Judges every cell of the parties as the answers say, as a reviewer.
pub(super) fn judge(home: &Path, groups: &[Group]) {
    let mut desk = open(home, "ana", Role::Reviewer);
    for claim in groups.iter().flat_map(Group::claims) {
        let checklist = samples::judged(&claim);
        let judged = checklist.cells.iter().filter_map(|cell| {
            Some(Judging::Judge(cell.key.clone(), filled(&claim, cell.judgement.clone()?)))
        });
        let changes: Vec<Judging> = judged.collect();
        desk.judge_all(&claim.claim_id, &changes).unwrap();
    }
}

/// The judgement with a value for every variable of its reasons.
fn filled(claim: &Claim, mut judgement: Judgement) -> Judgement {
    for mark in &mut judgement.reasons {
        mark.fills = answers::fills(claim.claim_id.as_str(), mark.code.as_str(), None);
    }
    judgement
}

pub(super) fn supervisor(home: &Path, (width, height): (u16, u16)) -> Screen<Desk> {
    Screen::new(open(home, "eli", Role::Supervisor), width, height)
}

/// Opens the conflict of a group; answers with the claims of its parties in the order of the columns.
pub(super) fn open_conflict(screen: &mut Screen<Desk>, group: &Group) -> Vec<Option<ClaimId>> {
    let page = screen.clerk.conflicts(&ConflictFilter::default()).unwrap();
    let is_group = |claims: Vec<String>| {
        let mut claims = claims;
        claims.sort();
        claims == group.parties
    };
    let at = page
        .rows
        .iter()
        .position(|row| is_group(row.conflict.claims().map(|claim| claim.claim_id.to_string()).collect()));
    screen.press("g q g k");
    for _ in 0..at.unwrap() {
        screen.press("j");
    }
    screen.press("enter");
    page.rows[at.unwrap()].conflict.parties.iter().map(|party| party.claim_id().cloned()).collect()
}

/// Grades the five factors of every party: the second by the text shown, the others as absent.
pub(super) fn grade(screen: &mut Screen<Desk>, parties: usize) {
    for _ in 0..parties {
        screen.press("G");
        for factor in (0..5).rev() {
            screen.press(if factor == 1 { "v 2" } else { "v 0" });
            if factor != 1 {
                screen.type_text("nothing in the papers").press("enter");
            }
            screen.press("k");
        }
        screen.press("tab");
    }
}

/// Puts the focus, which is on the first party, on the party with this claim.
fn focus(screen: &mut Screen<Desk>, parties: &[Option<ClaimId>], claim: &ClaimId) {
    let at = parties.iter().position(|party| party.as_ref() == Some(claim)).unwrap();
    (0..at).for_each(|_| {
        screen.press("tab");
    });
}

fn settle(screen: &mut Screen<Desk>, group: &Group, parties: &[Option<ClaimId>]) {
    let key = match group.answer() {
        ConflictOutcome::Party { claim } => {
            focus(screen, parties, &claim);
            "w"
        }
        ConflictOutcome::Neither => "0",
        _ => "a",
    };
    screen.press(key).type_text("The proof on file shows whose work drives the use.").press("enter");
    screen.sees("Settle the conflict");
    if group.name == "cg-07" {
        screen
            .press("w")
            .type_text("Both were told in August; the dispute brings nothing new.")
            .press("enter");
    }
    screen.sees("Ready: o commits everything below as one act.").press("o");
}

#[test]
fn every_conflict_of_the_sample_is_settled_by_keys_alone_as_its_answer_says() {
    let home = tempfile::tempdir().unwrap();
    judge(home.path(), &groups());
    let mut screen = supervisor(home.path(), (140, 50));
    for group in groups() {
        let parties = open_conflict(&mut screen, &group);
        grade(&mut screen, parties.len());
        settle(&mut screen, &group, &parties);
        let made = screen.clerk.resolutions(None).unwrap();
        let last = &made.last().unwrap_or_else(|| panic!("{} was not settled", group.name)).resolution;
        assert_eq!(last.rulings[0].outcome, group.answer(), "{}", group.name);
        let mut sides: Vec<&str> = last.rulings[0].sides.iter().map(|side| side.claim_id.as_str()).collect();
        sides.sort_unstable();
        assert_eq!(sides, group.parties, "{}", group.name);
    }
    assert_eq!(screen.clerk.resolutions(None).unwrap().len(), groups().len());
}

#[test]
fn a_party_that_fails_a_requirement_cannot_be_chosen() {
    let home = tempfile::tempdir().unwrap();
    let reseller = group("cg-03");
    judge(home.path(), &[reseller]);
    let mut screen = supervisor(home.path(), (120, 40));
    let parties = open_conflict(&mut screen, &reseller);
    grade(&mut screen, parties.len());
    focus(&mut screen, &parties, &"3122330".parse().unwrap());
    screen.press("w").type_text("It was first.").press("enter");
    screen.sees("Settle the conflict").sees_no("Ready: o commits").press("o");
    assert_eq!(screen.clerk.resolutions(None).unwrap().len(), 0);
}

#[test]
fn a_resolution_is_taken_back_with_one_key_and_a_reason() {
    let home = tempfile::tempdir().unwrap();
    let group = group("cg-01");
    judge(home.path(), &[group]);
    let mut screen = supervisor(home.path(), (120, 40));
    let parties = open_conflict(&mut screen, &group);
    grade(&mut screen, parties.len());
    settle(&mut screen, &group, &parties);
    let winner: ClaimId = group.winner.parse().unwrap();
    let decided = screen.clerk.review(&winner).unwrap().decision.unwrap().decision;
    assert_eq!(decided.kind, DecisionKind::Approve);
    screen.press("U").type_text("The wrong party was meant.").press("enter");
    assert!(screen.clerk.review(&winner).unwrap().decision.is_none());
    screen.press("0").sees("Why does it come out so").press("esc");
}

#[test]
fn a_reviewer_compares_and_does_not_settle() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::new(open(home.path(), "ana", Role::Reviewer), 120, 40);
    screen.press("g k").sees("All conflicts").press("enter").sees("Latest proof").sees("not graded");
    screen.press("w").sees("Conflicts are settled by a supervisor (ROLE-06).");
}

#[test]
fn conflicts_like_the_chosen_one_are_shown_by_one_key() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = supervisor(home.path(), (120, 40));
    screen.press("g k").sees("All conflicts").sees("9 of 9");
    screen.press("c").sees("Same challenger: ").sees(" of 9").sees_no("9 of 9");
    screen.press("f").sees("All conflicts").press("w").sees("Same workload: ").sees_no("9 of 9");
    screen.press("f f").sees("Time for proof is over").press("f").sees("Incumbent silent").sees("1 of 9");
    screen.press("f").sees("Not everybody was told").press("f").sees("One partner family").sees("0 of 9");
    screen.press("b").sees("No conflict is shown").press("c w f").sees("All conflicts");
}

#[test]
fn a_party_that_was_told_is_recorded_by_a_key_after_one_question() {
    let home = tempfile::tempdir().unwrap();
    let told = group("cg-07");
    let mut screen = supervisor(home.path(), (120, 40));
    open_conflict(&mut screen, &told);
    let state = |screen: &mut Screen<Desk>| {
        let filter = ConflictFilter::parse("claim:3125016").unwrap();
        screen.clerk.conflicts(&filter).unwrap().rows[0].window.state
    };
    screen.press("t").sees("told of the conflict today?").press("n");
    assert!(!screen.press("c").text().contains("recorded by eli"));
    assert_eq!(state(&mut screen), WindowState::NotNotified);
    screen.press("c t y");
    assert_eq!(state(&mut screen), WindowState::NotNotified, "the other party was not told");
    screen.press("tab t y").sees("new proof until 20");
    assert_eq!(state(&mut screen), WindowState::Open);
    screen.press("t y").sees("It was recorded before");
    screen.press("c").sees("2025-09-15: the partner of claim 3125016, recorded by eli");
    assert!(screen.clerk.verify().unwrap().holds());
}

#[test]
fn texts_are_stepped_through_for_all_parties_or_for_one_alone() {
    let home = tempfile::tempdir().unwrap();
    let group = group("cg-01");
    judge(home.path(), &[group]);
    let mut screen = supervisor(home.path(), (160, 50));
    open_conflict(&mut screen, &group);
    screen.press("e");
    for _ in 0..20 {
        if screen.text().matches("1 of ").count() > 2 {
            break;
        }
        screen.press("j");
    }
    let both = screen.text();
    screen.press("n");
    assert!(screen.text().matches("2 of ").count() >= both.matches("2 of ").count());
    screen.press("N S n").sees("one party alone");
    screen.press("c").sees("Who held or claimed it").press("c").sees_no("Who held or claimed it");
}

#[test]
fn every_size_shows_the_chosen_row_of_a_conflict() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = supervisor(home.path(), (100, 30));
    screen.press("g k enter");
    for (width, height) in [(20, 6), (60, 12), (80, 24), (100, 30), (160, 50), (300, 100)] {
        screen.resize(width, height);
        for keys in ["g g", "j", "G", "tab", "n", "e"] {
            let focus = screen.press(keys).draw().unwrap_or_else(|| panic!("no focus at {width}x{height}"));
            assert!(focus.at.x < width && focus.at.y < height, "{width}x{height} after {keys}");
            let marked = screen.buffer()[(focus.at.x, focus.at.y)].symbol() == "▌";
            assert!(marked, "{width}x{height} after {keys}:\n{}", screen.text());
        }
    }
}

/// The screen without what is another one in every desk: the head of the chain, the id of a batch.
pub(super) fn without_chance(text: &str) -> String {
    let mut text = text.to_owned();
    for before in ["chain ", "Bound to "] {
        if let Some(at) = text.find(before).map(|at| at + before.len()) {
            text.replace_range(at..at + 8, "00000000");
        }
    }
    text
}

#[test]
fn conflicts_look_as_they_are_stored() {
    let home = tempfile::tempdir().unwrap();
    let group = group("cg-08");
    judge(home.path(), &[group]);
    for (width, height) in [(80, 24), (100, 30), (160, 50)] {
        let mut screen = supervisor(home.path(), (width, height));
        screen.press("g k");
        let list = without_chance(&screen.text());
        open_conflict(&mut screen, &group);
        let comparison = without_chance(&screen.text());
        let mut insta = insta::Settings::clone_current();
        insta.set_snapshot_path("../images");
        insta.set_prepend_module_to_snapshot(false);
        insta.bind(|| {
            insta::assert_snapshot!(format!("conflicts-{width}x{height}"), list);
            insta::assert_snapshot!(format!("conflict-{width}x{height}"), comparison);
        });
    }
}
