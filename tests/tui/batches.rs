//! Batches of conflicts in the terminal: proposed, opened, settled and taken back by keys alone, on the real desk.

use super::conflicts::{judge, open, supervisor, without_chance};
use crate::support::conflicts::{group, groups};
use crate::support::screen::Screen;
use proofdesk::desk::{Desk, Judging};
use proofdesk::domain::{
    BatchRule, CellKey, ClaimId, DecisionKind, Judgement, ReasonMark, Requirement, Role, Verdict,
};
use std::path::Path;

const WHY: &str = "Only one proof holds.";

/// Judges one cell of a claim anew, as another reviewer.
fn fail(home: &Path, claim: &str, requirement: Requirement, reason: &str) {
    let mut desk = open(home, "ben", Role::Reviewer);
    let claim: ClaimId = claim.parse().unwrap();
    let judgement = Judgement {
        reasons: vec![ReasonMark::bare(reason.parse().unwrap())],
        ..Judgement::bare(Verdict::NotMet)
    };
    desk.judge(&claim, &Judging::Judge(CellKey { requirement, workload: None }, judgement)).unwrap();
}

/// Everything judged as the answers say; besides, the latest proof of the silent incumbent of cg-01 fails, so that two
/// conflicts are for a batch: cg-01 by B3 and cg-02 by B1.
pub(super) fn two_rows(home: &Path) {
    judge(home, &groups());
    fail(home, "3088261", Requirement::CustomerAcknowledgement, "RC-R1-01");
}

fn plan(screen: &mut Screen<Desk>) {
    screen.press("g q g k b").sees("sentence for all rows").type_text(WHY).press("enter").sees("Batch");
}

/// Opens every row, to be read.
fn open_all(screen: &mut Screen<Desk>) {
    screen.press("g g o").sees("A row of a batch, to be read").press("esc j o").sees("Latest proof");
    screen.press("esc g g").sees("1 of 1 rows of the sample");
}

#[test]
fn rows_are_proposed_opened_settled_and_taken_back_by_keys_alone() {
    let home = tempfile::tempdir().unwrap();
    two_rows(home.path());
    for size in [(80, 24), (120, 40)] {
        let mut screen = supervisor(home.path(), size);
        plan(&mut screen);
        screen.sees("2 of at most 50 rows, 7 not for a batch").sees("B1").sees("B3").sees("B5");
        screen.sees("0 of 1 rows of the sample");
        screen.press("enter").sees("o opens the chosen row");
        open_all(&mut screen);
        screen.press("enter").sees("Type their number").type_text("3").press("enter");
        screen.sees("The batch has 2 rows, not 3. Nothing was recorded.");
        assert!(screen.clerk.resolutions(None).unwrap().iter().all(|one| one.ended.is_some()));
        screen.press("enter").type_text("2").press("enter").sees("2 rows settled as one act");
        let made = screen.clerk.resolutions(None).unwrap();
        let in_force: Vec<_> = made.iter().filter(|one| one.ended.is_none()).collect();
        let rules: Vec<BatchRule> =
            in_force.iter().map(|one| one.resolution.batch.as_ref().unwrap().rule).collect();
        assert_eq!(rules.len(), 2);
        assert!(rules.contains(&BatchRule::ChallengerFails) && rules.contains(&BatchRule::IncumbentSilent));
        let winner: ClaimId = "3120417".parse().unwrap();
        let decided = screen.clerk.review(&winner).unwrap().decision.unwrap().decision;
        assert_eq!(decided.kind, DecisionKind::Approve);
        screen.press("space").sees("The batch is settled.");
        screen.press("t").sees("Take the whole batch back").type_text("Too fast.").press("enter");
        screen.sees("is taken back, 2 rows of it");
        assert!(screen.clerk.resolutions(None).unwrap().iter().all(|one| one.ended.is_some()));
        assert!(screen.clerk.review(&winner).unwrap().decision.is_none());
    }
    assert!(open(home.path(), "eli", Role::Supervisor).verify().unwrap().holds());
}

#[test]
fn a_row_is_read_and_nothing_is_recorded_on_it() {
    let home = tempfile::tempdir().unwrap();
    judge(home.path(), &[group("cg-02")]);
    let mut screen = supervisor(home.path(), (120, 40));
    plan(&mut screen);
    screen.press("o").sees("Latest proof");
    for key in ["w", "x", "a", "v", "U", "t", "enter"] {
        screen.press(key).sees("A row of a batch is shown to be read.");
    }
    screen.press("c").sees("Who held or claimed it").press("c tab n S").sees("focused party alone");
    screen.press("esc").sees("1 of 1 rows of the sample");
    assert!(screen.clerk.resolutions(None).unwrap().is_empty());
}

#[test]
fn rows_are_taken_out_and_in_again_and_everything_else_says_why_it_is_left_out() {
    let home = tempfile::tempdir().unwrap();
    two_rows(home.path());
    let mut screen = supervisor(home.path(), (120, 40));
    plan(&mut screen);
    screen.press("space").sees("1 of at most 50 rows, 1 taken out, 7 not for a batch").sees("[ ]");
    screen.press("j space").sees("0 of at most 50 rows, 2 taken out");
    screen.press("enter").sees("No row is in the batch.");
    screen.press("space").sees("1 of at most 50 rows, 1 taken out");
    screen.press("a").sees("2 of at most 50 rows, 7 not for a batch").sees_no("[ ]");
    screen.press("a").sees("No row was taken out.");
    screen.press("G").sees("Not for a batch: settle it by itself.").press("space").sees("Not for a batch: ");
    screen.press("g g c").sees("Why: Only one proof holds.").sees("comment:").sees_no("of at most 50 rows");
    screen.press("c").sees("of at most 50 rows");
    screen.press("r").type_text(" Both were told.").press("enter c G").sees("proof holds. Both were told.");
}

#[test]
fn a_change_after_the_plan_refuses_all_of_it_and_is_named() {
    let home = tempfile::tempdir().unwrap();
    two_rows(home.path());
    let mut screen = supervisor(home.path(), (120, 40));
    plan(&mut screen);
    open_all(&mut screen);
    fail(home.path(), "3121098", Requirement::PartyNames, "RC-R2-01");
    screen.press("enter").type_text("2").press("enter");
    screen.sees("Refused: Cells of claim 3121098 were judged differently.");
    assert!(screen.clerk.resolutions(None).unwrap().is_empty());
    screen.press("enter").sees("r plans it anew");
    screen.press("r enter").sees_no("Refused: ").sees("0 of 1 rows of the sample");
    open_all(&mut screen);
    screen.press("enter").type_text("2").press("enter").sees("2 rows settled as one act");
}

#[test]
fn a_row_of_a_batch_is_taken_back_from_its_conflict_with_the_whole_batch() {
    let home = tempfile::tempdir().unwrap();
    judge(home.path(), &[group("cg-02")]);
    let mut screen = supervisor(home.path(), (120, 40));
    plan(&mut screen);
    screen.press("o esc enter").type_text("1").press("enter").sees("1 row settled");
    screen.press("g q g k f").press("w f").sees("All conflicts");
    let page = screen.clerk.conflicts(&proofdesk::desk::ConflictFilter::default()).unwrap();
    let is_second = |claim: &proofdesk::domain::PartyClaim| claim.claim_id.as_str() == "3121098";
    let at = page.rows.iter().position(|row| row.conflict.claims().any(is_second)).unwrap();
    for _ in 0..at {
        screen.press("j");
    }
    screen.press("enter U").sees("Withdraw the whole batch").type_text("Too fast.").press("enter");
    assert!(screen.clerk.resolutions(None).unwrap().iter().all(|one| one.ended.is_some()));
}

#[test]
fn a_plan_of_the_screen_is_committed_on_the_command_line() {
    let home = tempfile::tempdir().unwrap();
    judge(home.path(), &[group("cg-02")]);
    let mut screen = supervisor(home.path(), (120, 40));
    plan(&mut screen);
    let file = home.path().join("plan.json");
    screen.press("o esc e").type_text(file.to_str().unwrap()).press("enter").sees("The plan was written to");
    let plan = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(screen.clerk.commit_batch(&plan).unwrap().value.resolutions.len(), 1);
    assert!(screen.clerk.verify().unwrap().holds());
}

#[test]
fn a_reviewer_makes_no_batch() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::new(open(home.path(), "ana", Role::Reviewer), 120, 40);
    screen.press("g k b").sees("Conflicts are settled by a supervisor (ROLE-06).");
}

/// Plans until chance puts the first row into the sample, so that the stored picture is always the same.
pub(super) fn plan_with_first_row_in_the_sample(screen: &mut Screen<Desk>) {
    for _ in 0..200 {
        plan(screen);
        let text = screen.text();
        let marked = text.lines().find(|line| line.contains("[x]")).is_some_and(|line| line.contains('◆'));
        if marked {
            return;
        }
    }
    panic!("the first row is never in the sample");
}

#[test]
fn a_batch_looks_as_it_is_stored() {
    let home = tempfile::tempdir().unwrap();
    two_rows(home.path());
    for (width, height) in [(80, 24), (120, 40), (160, 50)] {
        let mut screen = supervisor(home.path(), (width, height));
        plan_with_first_row_in_the_sample(&mut screen);
        let rows = without_chance(&screen.text());
        let whole = without_chance(&screen.press("c").text());
        let mut insta = insta::Settings::clone_current();
        insta.set_snapshot_path("../images");
        insta.set_prepend_module_to_snapshot(false);
        insta.bind(|| {
            insta::assert_snapshot!(format!("batch-{width}x{height}"), rows);
            insta::assert_snapshot!(format!("batch-whole-{width}x{height}"), whole);
        });
    }
}

#[test]
fn every_size_shows_the_chosen_row_of_a_batch() {
    let home = tempfile::tempdir().unwrap();
    two_rows(home.path());
    let mut screen = supervisor(home.path(), (100, 30));
    plan(&mut screen);
    for (width, height) in [(20, 6), (60, 12), (80, 24), (100, 30), (160, 50), (300, 100)] {
        screen.resize(width, height);
        for keys in ["g g", "j", "G", "k"] {
            let focus = screen.press(keys).draw().unwrap_or_else(|| panic!("no focus at {width}x{height}"));
            assert!(focus.at.x < width && focus.at.y < height, "{width}x{height} after {keys}");
            let marked = screen.buffer()[(focus.at.x, focus.at.y)].symbol() == "▌";
            assert!(marked, "{width}x{height} after {keys}:\n{}", screen.text());
        }
    }
}
