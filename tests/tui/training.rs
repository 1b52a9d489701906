//! Training played by keys: guided, practice and exam, and what of it is kept.

use crate::support::keyed::{cells, choose, commit, judge};
use crate::support::opinions::answer;
use crate::support::program::Home;
use crate::support::screen::Screen;
use crate::support::training::{CLAIMS, MONDAY, SMALL, answer_with_one_mistake, install, screen, session};
use proofdesk::desk::training::Session;
use proofdesk::domain::Mode;
use proofdesk::tui::Settings;
use proofdesk::tui::theme::ThemeName;
use std::path::Path;

fn play(home: &Path, mode: Mode, day: &str) -> Screen<Session> {
    screen(session(home, (SMALL, mode), day), &Settings::default(), (120, 40))
}

fn installed() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    install(home.path());
    home
}

/// The claim that is open.
fn open_claim(screen: &Screen<Session>) -> Option<String> {
    screen.app.layers().review().map(|review| review.review().claim.claim_id.to_string())
}

/// Judges every cell of the open claim as its answer says and commits.
fn answer_rightly(screen: &mut Screen<Session>) {
    let answer = answer(&open_claim(screen).unwrap());
    for cell in &answer.cells {
        judge(screen, cell);
    }
    if !answer.claim_reason_codes.is_empty() {
        screen.press("R");
        choose(screen, &answer.claim_reason_codes);
    }
    commit(screen, &answer);
}

#[test]
fn a_right_answer_earns_every_point_and_is_told_so() {
    let home = installed();
    let mut screen = play(home.path(), Mode::Practice, MONDAY);
    screen.sees("TRAINING · Small pack · practice").sees("not begun").press("enter");
    answer_rightly(&mut screen);
    screen.sees("Compared with the answer").sees("Mine").sees("The answer");
    let attempts = screen.clerk.attempts().unwrap();
    assert_eq!(attempts.len(), 1);
    assert_eq!((attempts[0].mode, attempts[0].trainee.as_str()), (Mode::Practice, "ana"));
    screen.press("q");
    let list = screen.clerk.list().unwrap();
    let row = &list.rows[0];
    assert!(
        matches!(row.state, proofdesk::desk::training::TrainingState::Done { points: Some((kept, full)) } if kept == full),
        "{row:?}"
    );
    assert_eq!(row.due, None);
}

#[test]
fn what_was_answered_in_the_program_is_printed_and_reported() {
    let home = Home::new();
    install(home.path());
    let mut screen = play(home.path(), Mode::Practice, MONDAY);
    screen.press("enter");
    answer_rightly(&mut screen);
    drop(screen);
    let mine = home.run_as("ana", "reviewer", &["train", "attempts", SMALL]).fine().out;
    let file = home.with("mine.jsonl", &mine);
    let report = ["train", "report", "--pack", SMALL, file.to_str().unwrap(), "--format", "json"];
    let report = home.run(&report).fine().json();
    assert_eq!(report["report"]["trainees"][0]["trainee"], "ana", "{report}");
    assert_eq!(home.run_as("ben", "reviewer", &["train", "attempts", SMALL]).fine().out, "");
    let exam = home.run_as("ana", "reviewer", &["train", "attempts", SMALL, "--mode", "exam"]).fine();
    assert_eq!(exam.out, "");
}

#[test]
fn a_wrong_verdict_is_first_in_the_comparison_and_comes_back_the_next_day() {
    let home = installed();
    let mut screen = play(home.path(), Mode::Practice, MONDAY);
    answer_with_one_mistake(&mut screen);
    screen.sees("comes back on 2025-11-04");
    let debrief = screen.clerk.debrief(&CLAIMS[0].parse().unwrap()).unwrap();
    assert_eq!(debrief.cells[0].score.key.requirement.code(), "R5");
    assert!(debrief.score.lost > 0);
    drop(screen);
    play(home.path(), Mode::Practice, MONDAY).sees_no("due again");
    let mut later = play(home.path(), Mode::Practice, "2025-11-05T09:00:00Z");
    later.sees("due again").press("enter").sees("0 of 5 judged");
    answer_rightly(&mut later);
    later.sees("comes back on 2025-11-08");
}

#[test]
fn guided_mode_tells_the_reason_after_each_answer_and_never_before() {
    let home = installed();
    let mut screen = play(home.path(), Mode::Guided, MONDAY);
    screen.press("enter").sees("╭ Steps ─").sees("Step 1 of 6").sees_no("The answer is");
    let answer = answer(CLAIMS[0]);
    let why = "The ECIF paper is";
    screen.sees_no(why).press("enter").sees("Answer first");
    judge(&mut screen, &answer.cells[0]);
    screen.sees("Right.").sees("The answer is met.").sees(why);
    screen.press("enter").sees("Step 2 of 6").sees_no("The answer is");
}

#[test]
fn a_newcomer_finishes_a_guided_claim_with_the_keys_the_screen_names() {
    let home = installed();
    let session = session(home.path(), (SMALL, Mode::Guided), MONDAY);
    let mut screen = screen(session, &Settings::default(), (80, 24));
    screen.sees("Enter opens the claim").press("enter");
    for step in 1..=5 {
        screen.sees(&format!("Step {step} of 6")).sees("V marks the line").sees("y met").sees("H hint");
        screen.press("H V y").sees("Right.").sees("next step").press("enter");
        if screen.text().contains("The answer is") {
            // What is told is longer than the pane: the same key reads on first.
            screen.press("enter");
        }
    }
    screen.sees("Step 6 of 6").sees("opens the card").press("enter").sees("o commits").press("o");
    screen.sees("Compared with the answer").sees("as in the answer");
    screen.press("tab").sees("the answer").press("enter").sees("Step 1 of 8");
}

#[test]
fn a_hint_shows_where_to_look_and_is_counted() {
    let home = installed();
    let mut screen = play(home.path(), Mode::Guided, MONDAY);
    screen.press("enter o").sees("Hint: the cursor is on").sees_no("The answer is");
    screen.press("r").sees("The answer is met.");
    let lesson = screen.clerk.lesson(&CLAIMS[0].parse().unwrap()).unwrap();
    assert_eq!(lesson.hints, 1);
}

#[test]
fn in_guided_mode_the_first_answer_counts() {
    let home = installed();
    let mut screen = play(home.path(), Mode::Guided, MONDAY);
    screen.press("enter m");
    choose(&mut screen, &["RC-R1-01".to_owned()]);
    screen.sees("Not this time");
    answer_rightly(&mut screen);
    let debrief = screen.clerk.debrief(&CLAIMS[0].parse().unwrap()).unwrap();
    assert_eq!(debrief.cells[0].score.key.requirement.code(), "R1");
    assert!(debrief.cells[0].score.lost > 0);
}

#[test]
fn an_exam_tells_nothing_before_its_last_claim_and_draws_the_secret_ones_first() {
    let home = installed();
    let mut screen = play(home.path(), Mode::Exam, MONDAY);
    let order = screen.clerk.list().unwrap().rows.into_iter().map(|row| row.claim_id.to_string());
    let order: Vec<String> = order.collect();
    assert_eq!(order.len(), 2);
    assert!(order.contains(&CLAIMS[2].to_owned()), "{order:?}");
    screen.press("enter");
    answer_rightly(&mut screen);
    assert_eq!(open_claim(&screen), Some(order[1].clone()));
    assert!(screen.clerk.debrief(&order[0].parse().unwrap()).is_err());
    screen.press("g q").sees("answered").sees_no("points").press("k enter").sees_no("The answer");
    screen.press("r").sees("An exam is answered once.").press("j enter");
    answer_rightly(&mut screen);
    screen.sees("points").press("enter").sees("Compared with the answer");
    drop(screen);
    let mut again = play(home.path(), Mode::Exam, MONDAY);
    let list = again.clerk.list().unwrap();
    assert_eq!(list.rows.iter().map(|row| row.claim_id.to_string()).collect::<Vec<_>>(), order);
    again.sees("2 of 2 answered");
}

#[test]
fn secret_claims_are_in_no_other_mode() {
    let home = installed();
    for mode in [Mode::Guided, Mode::Practice] {
        let mut session = session(home.path(), (SMALL, mode), MONDAY);
        assert_eq!(session.list().unwrap().rows.len(), 2);
        assert!(session.open_claim(&CLAIMS[2].parse().unwrap()).is_err());
        assert!(session.lesson(&CLAIMS[2].parse().unwrap()).is_err());
    }
}

#[test]
fn nothing_is_suggested_for_a_cell_before_it_is_answered_and_nothing_in_an_exam() {
    let home = installed();
    let mut screen = play(home.path(), Mode::Practice, MONDAY);
    screen.press("enter").sees("In training you look first");
    judge(&mut screen, &answer(CLAIMS[0]).cells[0]);
    let found = screen.clerk.suggesting(&CLAIMS[0].parse().unwrap()).unwrap();
    let proofdesk::desk::Suggesting::Kept(found) = found else { panic!("it was not kept") };
    let visible = screen.clerk.visible(*found).unwrap();
    assert_eq!(visible.cells.len(), 1);
    let mut exam = session(home.path(), (SMALL, Mode::Exam), MONDAY);
    assert!(exam.suggesting(&CLAIMS[2].parse().unwrap()).is_err());
}

#[test]
fn every_mode_goes_on_at_the_same_cell() {
    let home = installed();
    for mode in [Mode::Guided, Mode::Practice, Mode::Exam] {
        let mut screen = play(home.path(), mode, MONDAY);
        screen.press("enter");
        let id = open_claim(&screen).unwrap();
        for cell in &answer(&id).cells[..2] {
            judge(&mut screen, cell);
        }
        let before = cells(&screen);
        drop(screen);
        let mut screen = play(home.path(), mode, MONDAY);
        screen.sees("2 of ").press("enter");
        assert_eq!(open_claim(&screen), Some(id), "{mode:?}");
        assert_eq!(cells(&screen), before, "{mode:?}");
        screen.sees("R3");
        if mode == Mode::Guided {
            screen.sees("Step 3 of 6");
        }
    }
}

#[test]
fn what_belongs_to_the_desk_is_refused_and_named() {
    let home = installed();
    let mut screen = play(home.path(), Mode::Practice, MONDAY);
    for keys in ["g o", "g c", "g k", "g x", "g t", "g f", "u"] {
        screen.press(keys).sees("This belongs to the desk, and you are in training.");
    }
    screen.press("enter s").sees("This belongs to the desk, and you are in training.");
    screen.press("q q");
    assert!(screen.app.ended().is_some());
}

#[test]
fn a_whole_session_leaves_the_file_of_the_desk_as_it_was() {
    let home = installed();
    let paths = proofdesk::paths::Paths::find(Some(home.path())).unwrap();
    let desk = crate::support::program::Home::new();
    desk.run(&["queue"]).fine();
    let real = paths.desk("practice");
    std::fs::create_dir_all(real.parent().unwrap()).unwrap();
    std::fs::copy(desk.path().join("data/practice.desk.sqlite"), &real).unwrap();
    let before = std::fs::read(&real).unwrap();
    for mode in [Mode::Guided, Mode::Practice, Mode::Exam] {
        let mut screen = play(home.path(), mode, MONDAY);
        screen.press("enter");
        answer_rightly(&mut screen);
        assert!(screen.clerk.verify().unwrap().holds());
    }
    assert!(std::fs::read(&real).unwrap() == before);
    let desks: Vec<_> = std::fs::read_dir(&paths.data)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains(".desk."))
        .collect();
    assert_eq!(desks, ["practice.desk.sqlite"]);
}

#[test]
fn the_banner_is_on_every_screen_also_without_colour_and_in_ascii() {
    let home = installed();
    let plain = Settings { theme: ThemeName::Mono, ascii: true, ..Settings::default() };
    for size in [(80, 24), (120, 40), (200, 50)] {
        let session = session(home.path(), (SMALL, Mode::Guided), MONDAY);
        let mut screen = screen(session, &plain, size);
        for keys in ["", "?", "esc :", "esc enter", "?", "esc g r", "esc g h"] {
            screen.press(keys).sees("TRAINING - Small pack - guided");
        }
    }
}
