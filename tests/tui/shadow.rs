//! Live claims played by keys: from the desk into shadow mode, and what is seen of the real decision, and when.

use crate::support::keyed::{commit, judge};
use crate::support::opinions::answer;
use crate::support::program::Home;
use crate::support::screen::Screen;
use crate::support::shadow::{decide_for_real, handed_to, live};
use proofdesk::desk::training::{LIVE_TITLE, Session};
use proofdesk::desk::{Desk, DeskOptions, Job, SnapshotChoice};
use proofdesk::domain::{Actor, Decision, Mode, Role};
use proofdesk::paths::Paths;
use proofdesk::tui::message::Ending;
use proofdesk::tui::theme::ThemeName;
use proofdesk::tui::{Settings, Start, TrainingChoice, TrainingPlace};
use proofdesk::wall_clock::WallClock;
use std::sync::OnceLock;

/// The first claim of the queue that is no conflict, and the next one.
const CLAIMS: [&str; 2] = ["3126402", "3129406"];
/// Who decided it for real, and what was noted; each word occurs nowhere else.
const TRACES: [&str; 2] = ["mockingbird", "zebrafinch"];

fn decided() -> Home {
    let home = Home::quick();
    decide_for_real(&home, TRACES[0], (CLAIMS[0], "zebrafinch says so"));
    home
}

/// What a desk hands over on which that was decided.
fn real() -> Vec<Decision> {
    static REAL: OnceLock<Vec<Decision>> = OnceLock::new();
    REAL.get_or_init(|| handed_to(decided().path(), "ana")).clone()
}

fn played(home: &Home, settings: &Settings, size: (u16, u16)) -> Screen<Session> {
    let session = live(home.path(), "ana", (SnapshotChoice::Practice, real()));
    let place =
        TrainingPlace { title: LIVE_TITLE.to_owned(), mode: Mode::Shadow, session: None, from_desk: true };
    Screen::starting(session, settings, (size, Start { training: Some(place), ..Start::default() }))
}

/// Opens the claim that was decided for real.
fn open(screen: &mut Screen<Session>) {
    screen.press("g g");
    for _ in 0..60 {
        if screen.app.layers().top().surface().claim_id().is_some_and(|id| id.as_str() == CLAIMS[0]) {
            screen.press("enter");
            return;
        }
        screen.press("j");
    }
    panic!("it is not listed:\n{}", screen.text());
}

/// Answers the open claim as its answer says, but for its dates.
fn answer_with_one_difference(screen: &mut Screen<Session>) {
    let mut mine = answer(CLAIMS[0]);
    let dates = mine.cells.iter_mut().find(|cell| cell.requirement == "dates").unwrap();
    (dates.verdict, dates.reason_codes) = ("unclear".into(), vec!["RC-R5-03".into()]);
    mine.decision = "action-required".into();
    mine.cells.iter().for_each(|cell| judge(screen, cell));
    commit(screen, &mine);
}

#[test]
fn keys_lead_from_the_desk_to_its_live_claims_with_the_decisions_of_others() {
    let home = decided();
    decide_for_real(&home, "ana", (CLAIMS[1], "seen"));
    let options = DeskOptions {
        snapshot: SnapshotChoice::Practice,
        desk_file: None,
        paths: Paths::find(Some(home.path())).unwrap(),
        actor: Actor { name: "ana".into(), role: Role::Reviewer },
        clock: Some(WallClock::Fixed("2025-09-15T12:00:00Z".parse().unwrap())),
    };
    let desk = Desk::open(&options, &Job::silent()).unwrap();
    let packs = proofdesk::desk::training::packs(&options.paths);
    let mut screen =
        Screen::starting(desk, &Settings::default(), ((80, 24), Start { packs, ..Start::default() }));
    screen
        .press("g i")
        .sees("Training packs")
        .sees("Live claims")
        .press("G")
        .sees("Claims that wait at this desk");
    screen.press("enter");
    assert_eq!(screen.app.ended(), Some(Ending::ToTraining));
    let Some(TrainingChoice::Live(decisions)) = screen.app.chosen() else { panic!() };
    let by: Vec<&str> = decisions.iter().map(|decision: &Decision| decision.actor.name.as_str()).collect();
    assert_eq!(by, [TRACES[0]]);
}

#[test]
fn no_screen_tells_of_the_real_decision_before_the_own_answer() {
    const PLACES: &[&str] = &[
        "",
        "?",
        ":",
        "H",
        "tab",
        "tab tab",
        "R",
        "d",
        "g h",
        "g r",
        "g n",
        "g j",
        "g q",
        "g o",
        "g i",
        "g t",
        "g f",
        "/ 3 enter",
        "v",
        "m",
        "x",
        "n",
        "p",
        "r",
    ];
    let home = Home::quick();
    let reveals_nothing = |screen: &mut Screen<Session>, place: &str| {
        let text = screen.text();
        assert!(!TRACES.iter().any(|trace| text.contains(trace)), "{place} tells:\n{text}");
        assert!(text.contains("TRAINING"), "{place} does not look like training:\n{text}");
    };
    for size in [(80, 24), (160, 50)] {
        let mut screen = played(&home, &Settings::default(), size);
        for place in PLACES {
            reveals_nothing(&mut screen, "the list");
            open(&mut screen);
            screen.sees(CLAIMS[0]).press(place);
            reveals_nothing(&mut screen, place);
            screen.press("esc esc esc g q");
        }
    }
    let mut screen = played(&home, &Settings::default(), (80, 24));
    let debrief = screen.clerk.debrief(&CLAIMS[0].parse().unwrap()).unwrap_err();
    assert!(debrief.to_string().contains("not answered"), "{debrief}");
    open(&mut screen);
    answer_with_one_difference(&mut screen);
    screen.press("g q").sees("points").press("G enter").sees("Compared with the real decision");
    screen.sees(TRACES[0]).sees("may be wrong, too");
}

#[test]
fn after_an_answer_the_next_claim_comes_and_the_list_tells_which_can_be_compared() {
    let home = Home::quick();
    let mut screen = played(&home, &Settings::default(), (80, 24));
    screen.sees("TRAINING · Live claims · shadow").sees("0 answered");
    open(&mut screen);
    answer_with_one_difference(&mut screen);
    screen.sees_no("Compared").sees("is recorded");
    let next = screen.app.layers().review().unwrap().review().claim.claim_id.to_string();
    let right = answer(&next);
    right.cells.iter().for_each(|cell| judge(&mut screen, cell));
    commit(&mut screen, &right);
    screen.press("g q").sees("2 answered").press("G").sees("Enter compares with the real decision.");
    screen.press("r").sees("A live claim is answered once.");
    screen.press("k").sees("Answered. No decision about it is known here yet.").press("enter");
    screen.sees("nothing to compare yet").press("j enter");
    screen.sees("Compared with the real decision of mockingbird").sees("28 of 30 points");
    screen.sees("The real decision").sees_no("the answer").press("tab").sees("the real decision");
    screen.press("enter").sees("of ");
}

#[test]
fn a_begun_claim_is_the_first_of_the_list_and_goes_on_at_the_same_cell() {
    let home = Home::quick();
    let mut screen = played(&home, &Settings::default(), (120, 40));
    open(&mut screen);
    let right = answer(CLAIMS[0]);
    right.cells[..2].iter().for_each(|cell| judge(&mut screen, cell));
    let before = crate::support::keyed::cells(&screen);
    drop(screen);
    let mut screen = played(&home, &Settings::default(), (120, 40));
    screen.sees("2 of ").press("enter").sees(CLAIMS[0]).sees("R3");
    assert_eq!(crate::support::keyed::cells(&screen), before);
}

#[test]
fn pictures() {
    let plain = Settings { ascii: true, theme: ThemeName::Mono, ..Settings::default() };
    for (size, name) in [((80, 24), "80x24"), ((120, 40), "120x40"), ((200, 50), "200x50")] {
        let home = Home::quick();
        let mut screen = played(&home, &Settings::default(), size);
        picture(&mut screen, &format!("live-{name}"));
        open(&mut screen);
        answer_with_one_difference(&mut screen);
        screen.press("g q G");
        picture(&mut screen, &format!("live-answered-{name}"));
        screen.press("enter");
        picture(&mut screen, &format!("real-decision-{name}"));
        if size == (80, 24) {
            let mut screen = played(&home, &plain, size);
            screen.press("G enter tab");
            picture(&mut screen, &format!("real-decision-ascii-{name}"));
        }
    }
}

fn picture(screen: &mut Screen<Session>, name: &str) {
    let mut insta = insta::Settings::clone_current();
    insta.set_snapshot_path("../images");
    insta.set_prepend_module_to_snapshot(false);
    insta.bind(|| insta::assert_snapshot!(format!("training-{name}"), screen.text()));
}
