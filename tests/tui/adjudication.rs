//! Differences of two opinions settled on the screen, as on the command line: cell by cell, in one act.

use crate::support::opinions::{Person, answer};
use crate::support::program::Home;
use crate::support::screen::Screen;
use proofdesk::desk::{Desk, DeskOptions, Difference, Job, SnapshotChoice};
use proofdesk::domain::{Actor, Cause, DecisionKind, Requirement, Role, Verdict};
use proofdesk::paths::Paths;
use proofdesk::wall_clock::WallClock;

const CLAIM: &str = "3128950";

/// ana and bela looked at one claim and differ on the dates and on who is named.
fn differing() -> Home {
    let home = Home::new();
    let ana = Person::reviewer(&home, "ana");
    ana.judge_all(&answer(CLAIM), "ana's note");
    ana.run(&["decide", CLAIM]).fine();
    Person::supervisor(&home, "sam").run(&["quality", "seed", "2025-09", "--seed", "sesame"]).fine();
    let bela = Person::reviewer(&home, "bela");
    assert_eq!(bela.run(&["quality", "next"]).fine().out.trim(), CLAIM);
    bela.judge_all(&answer(CLAIM), "bela's note");
    for (cell, reason) in [("R5", "RC-R5-06,dates=two of them"), ("R2", "RC-R2-03,found_name=Fabrikam")] {
        bela.run(&["judge", CLAIM, "--cell", cell, "--verdict", "unclear", "--reason", reason]).fine();
    }
    bela.run(&["decide", CLAIM]).fine();
    home
}

fn desk(home: &Home, name: &str, role: Role) -> Desk {
    let options = DeskOptions {
        snapshot: SnapshotChoice::Practice,
        desk_file: None,
        paths: Paths::find(Some(home.path())).unwrap(),
        actor: Actor { name: name.into(), role },
        clock: Some(WallClock::Fixed("2025-09-15T13:00:00Z".parse().unwrap())),
    };
    Desk::open(&options, &Job::silent()).unwrap()
}

fn opened(home: &Home, name: &str, role: Role) -> Screen<Desk> {
    let mut screen = Screen::new(desk(home, name, role), 140, 40);
    screen.press("g t").sees("1 to settle").sees(CLAIM).sees("second look").press("enter");
    screen
}

fn the_difference(screen: &mut Screen<Desk>) -> Difference {
    screen.clerk.differences().unwrap().remove(0)
}

#[test]
fn both_opinions_stand_side_by_side_with_their_text_and_agreed_cells_are_folded() {
    let home = differing();
    let mut screen = opened(&home, "sam", Role::Supervisor);
    screen.sees("1 ana: partial approve").sees("2 bela: action required").sees("2025-09-15");
    screen.sees("0 of 2 settled").sees("R2 Partner and").sees("R5 Dates").sees_no("R1 Customer");
    screen.sees("ana's note").sees("RC-R2-03").sees(", line ");
    screen.sees("cells on which both agree: z shows them").press("z").sees("R1 Customer").press("z");
    screen.sees_no("R1 Customer");
}

#[test]
fn a_difference_is_settled_cell_by_cell_and_recorded_once_after_another_key() {
    let home = differing();
    let mut screen = opened(&home, "sam", Role::Supervisor);
    screen.press("d").sees("differs and is not settled: 1, 2 or a verdict settles it.");
    screen.press("1").sees("Why did the opinions differ?").press("r").sees("1 of 2 settled");
    screen.press("x m").sees("2 of 2 settled").sees("not said yet: w");
    screen.press("N").type_text("A footer counts.").press("enter").sees("R5: A footer counts.");
    screen.press("c").sees("the second opinion").press("i").sees("Holds   Action required");
    screen.press("d").sees("A sentence for the record:").type_text("Page 2 says so.").press("enter");
    screen.sees("action required holds.").press("d enter");
    assert!(the_difference(&mut screen).settled.is_none(), "the key that asks does not settle");
    screen.press("d y").sees("The difference on claim 3128950 is settled").sees("0 to settle");
    let settled = the_difference(&mut screen).settled.unwrap();
    assert_eq!((settled.by.as_str(), settled.kind), ("sam", DecisionKind::ActionRequired));
    assert_eq!(settled.note, "Page 2 says so.");
    let mut cells: Vec<_> =
        settled.cells.iter().map(|cell| (cell.key.requirement, cell.verdict, cell.cause)).collect();
    cells.sort();
    assert_eq!(
        cells,
        [
            (Requirement::PartyNames, Verdict::Met, Cause::EvidenceMisread),
            (Requirement::Dates, Verdict::NotMet, Cause::EvidenceMissed),
        ]
    );
    assert!(home.run(&["quality", "notes"]).fine().out.contains("R5  A footer counts."));
    screen.press("enter 1").sees("sam settled it on 2025-09-15: Page 2 says so.");
    assert!(screen.clerk.verify().unwrap().holds());
}

#[test]
fn what_was_chosen_is_there_after_leaving_and_can_be_taken_back() {
    let home = differing();
    let mut screen = opened(&home, "sam", Role::Supervisor);
    screen.press("2 g w").type_text("Half done.").press("enter").sees("1 of 2 settled");
    drop(screen);
    let mut screen = opened(&home, "sam", Role::Supervisor);
    screen.sees("1 of 2 settled").sees("Half done.").press("k X").sees("0 of 2 settled").press("q g t enter");
    screen.sees("0 of 2 settled");
    screen.press("z G 1").sees("Both opinions agree on ");
}

#[test]
fn who_may_not_settle_is_told_why_and_can_read_all_the_same() {
    let home = differing();
    let mut screen = opened(&home, "carla", Role::Reviewer);
    screen.sees("A difference is settled by a supervisor.").sees("1 ana: partial approve");
    screen.press("1").sees("A difference is settled by a supervisor.").press("d w c N y");
    screen.sees("0 of 2 settled");
    let mut screen = opened(&home, "bela", Role::Supervisor);
    screen.press("2").sees("It is settled by somebody who gave neither opinion.");
    assert!(the_difference(&mut screen).settled.is_none());
}
