//! Reviews recorded key by key in training, and walked through afterwards.

use super::sizes::any_key;
use crate::docs::check_generated;
use crate::support::effort::times;
use crate::support::keyed::{commit, judge};
use crate::support::opinions::answer;
use crate::support::program::Home;
use crate::support::screen::Screen;
use crate::support::training::{CLAIMS, SMALL, install};
use crate::support::walking::{asked_to_wake, play_out, recording, reel, shelf, walk};
use proofdesk::desk::training::{Agreement, Session};
use proofdesk::desk::{Desk, DeskOptions, FailureKind, Job, SnapshotChoice};
use proofdesk::domain::{Actor, KeyLog, LogCheck, LogEnd, LogInput, LoggedKey, Mode, Role};
use proofdesk::paths::Paths;
use proofdesk::tui::chord::Chord;
use proofdesk::tui::message::{Message, RecordRequest, Request};
use proofdesk::tui::runtime::Clerk;
use proofdesk::tui::theme::ThemeName;
use proofdesk::tui::walk::{Moment, Reel, WalkClerk, project};
use proofdesk::tui::{Settings, Start};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyEvent;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// The walk-through that ships with the program.
const SHIPPED: &str = "first-day-3990003";

/// Keys as somebody pressed them who reads first, takes a heading for proof, and comes back to it.
const REVIEWED: &[(u64, &str)] = &[
    (6200, "j"),
    (900, "j"),
    (3100, "j"),
    (2400, "G"),
    (1300, "k V y"),
    (2600, "g g"),
    (800, "j V j y"),
    (1900, "j"),
    (500, "j j V j y"),
    (2200, "g g j V p"),
    (900, "j"),
    (400, "j j j V y"),
    (1500, "j"),
    (600, "j j j"),
    (2700, "V y"),
    (3400, "x a"),
    (4800, "g w g w"),
    (1200, "x a"),
    (1600, "g d"),
    (1000, "G k V y"),
    (2000, "d"),
    (3500, "j j"),
    (1400, "o"),
];

fn pressed(screen: &mut Screen<Session>, keys: &[(u64, &str)]) {
    for (wait, keys) in keys {
        for (nth, key) in keys.split_whitespace().enumerate() {
            let pause = Duration::from_millis(if nth == 0 { *wait } else { 260 });
            screen.key(Chord::parse(key).unwrap().event(), pause);
        }
    }
}

fn load(home: &Path, file: &Path) -> KeyLog {
    shelf(home).load(file.to_str().unwrap()).unwrap()
}

fn shipped(home: &Path) -> KeyLog {
    shelf(home).load(SHIPPED).unwrap()
}

fn installed() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    install(home.path());
    home
}

/// A moment as it is drawn in its own size.
fn drawn(moment: &Moment) -> Buffer {
    let size = moment.app().context().area;
    let mut terminal = Terminal::new(TestBackend::new(size.width, size.height)).unwrap();
    terminal.draw(|frame| assert!(moment.app().view(frame).is_some())).unwrap();
    terminal.backend().buffer().clone()
}

/// What a screen shows besides the banner, which says that it is recorded, and the notice about the file.
fn without_frame(buffer: &Buffer) -> Vec<String> {
    let rows = buffer.content.chunks(usize::from(buffer.area.width));
    let rows = rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>());
    let rows: Vec<String> = rows.collect();
    let (first, last) = (1, rows.len().saturating_sub(2).max(1));
    rows[first..last].to_vec()
}

#[test]
fn the_shipped_review_is_what_the_recorder_writes() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("log.jsonl");
    let mut screen = recording(home.path(), ("first-day", Mode::Practice), (&file, (80, 24)));
    screen.press("j j enter").sees("REC");
    pressed(&mut screen, REVIEWED);
    screen.sees("Compared with the answer").sees("The review is recorded in").sees_no("REC");
    let log = std::fs::read_to_string(&file).unwrap();
    check_generated(&format!("sample-data/walkthroughs/{SHIPPED}.jsonl"), &log);
}

#[test]
fn the_shipped_review_plays_to_its_end_with_every_judgement_as_recorded() {
    let home = tempfile::tempdir().unwrap();
    let log = shipped(home.path());
    let reel = reel(home.path(), &log);
    assert_eq!((reel.broken(), reel.warning()), (None, None));
    assert_eq!(reel.shots().len(), log.keys.len());
    let end = reel.going(log.keys.len());
    assert!(end.cells.iter().all(|(agreement, _)| *agreement == Agreement::Same), "{end:?}");
    assert_eq!(end.decision, Agreement::Same);
    let differed = reel
        .shots()
        .iter()
        .any(|shot| shot.going.cells.iter().any(|(agreement, _)| *agreement == Agreement::Differs));
    assert!(differed, "nothing is learned from a review without a mistake");
}

/// Plays back what was recorded and compares the screen after every key.
fn compare(home: &Path, file: &Path, screens: &[Buffer]) -> Reel {
    let log = load(home, file);
    assert_eq!(log.keys.len(), screens.len());
    let reel = Arc::new(reel(home, &log));
    assert_eq!(reel.broken(), None);
    let mut moment = Moment::first(Arc::clone(&reel)).unwrap();
    for (keys, screen) in (1..).zip(screens) {
        moment.go_to(keys);
        // A claim that was left shows the list, where the cursor came from elsewhere.
        if moment.app().layers().review().is_some() || log.end == Some(LogEnd::Decided) {
            assert_eq!(without_frame(&drawn(&moment)), without_frame(screen), "key {keys}");
        }
    }
    Arc::unwrap_or_clone(reel)
}

#[derive(Debug, Clone)]
enum Extra {
    Key(KeyEvent, u64),
    Size(u16, u16),
    Paste,
}

fn any_extra() -> impl Strategy<Value = Extra> {
    prop_oneof![
        12 => (any_key(), 1_u64..4000).prop_map(|(key, pause)| Extra::Key(key, pause)),
        1 => (40_u16..210, 12_u16..60).prop_map(|(width, height)| Extra::Size(width, height)),
        1 => Just(Extra::Paste),
    ]
}

/// Gives what is left over to the recorded screen, one by one, until the claim is decided or left.
fn throw_in(screen: &mut Screen<Session>, extras: &[Extra], screens: &mut Vec<Buffer>) {
    for extra in extras {
        match extra {
            Extra::Key(key, pause) => screen.key(*key, Duration::from_millis(*pause)),
            Extra::Size(width, height) => screen.resize(*width, *height),
            Extra::Paste => screen.send(Message::Pasted("q\u{1b}[2J\n:quit".into())),
        }
        screens.push(screen.buffer());
        if screen.app.context().recording.is_none() {
            return;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(times(8, 200)))]

    #[test]
    fn any_keys_lead_to_the_same_screens_and_the_same_record_when_they_are_played(
        mode in prop::sample::select(vec![Mode::Guided, Mode::Practice]), claim in 0_usize..2,
        size in (40_u16..210, 12_u16..60), extras in prop::collection::vec(any_extra(), 40..90),
    ) {
        let home = installed();
        let file = home.path().join("log.jsonl");
        let mut screen = recording(home.path(), (SMALL, mode), (&file, size));
        screen.press(&"j ".repeat(claim)).press("enter");
        let mut screens = Vec::new();
        throw_in(&mut screen, &extras, &mut screens);
        let review = screen.app.layers().review().map(proofdesk::tui::screens::ReviewScreen::judged);
        drop(screen);
        let reel = Arc::new(compare(home.path(), &file, &screens));
        let mut moment = Moment::first(Arc::clone(&reel)).unwrap();
        moment.go_to(screens.len());
        let played = moment.app().layers().review().map(proofdesk::tui::screens::ReviewScreen::judged);
        prop_assert_eq!(played, review);
    }
}

/// Records a whole claim, with keys thrown in that change nothing for good.
#[test]
fn a_whole_review_leads_to_the_same_attempt_when_it_is_played() {
    for (mode, claim) in [(Mode::Practice, CLAIMS[0]), (Mode::Guided, CLAIMS[1])] {
        let home = installed();
        let file = home.path().join("log.jsonl");
        let mut screen = recording(home.path(), (SMALL, mode), (&file, (100, 30)));
        screen.press(if claim == CLAIMS[0] { "enter" } else { "j enter" });
        let answer = answer(claim);
        for cell in &answer.cells {
            screen.press("? esc g z tab tab tab");
            judge(&mut screen, cell);
        }
        screen.resize(130, 41);
        commit(&mut screen, &answer);
        screen.sees("Compared with the answer");
        let mine = screen.clerk.attempts().unwrap().pop().unwrap();
        let end = without_frame(&screen.buffer());
        let log = load(home.path(), &file);
        assert_eq!(log.end, Some(LogEnd::Decided));
        let mut stage = shelf(home.path()).stage(&log.header, &Job::silent()).unwrap();
        assert!(stage.session().attempts().unwrap().is_empty());
        let reel = Arc::new(reel(home.path(), &log));
        let mut moment = Moment::first(Arc::clone(&reel)).unwrap();
        moment.go_to(log.keys.len());
        assert_eq!(without_frame(&drawn(&moment)), end);
        let proofdesk::tui::layers::Layer::Debrief(debrief) = moment.app().layers().top() else { panic!() };
        let played = &debrief.debrief().attempt;
        assert_eq!((&played.cells, played.decision), (&mine.cells, mine.decision));
        assert_eq!(played.approved_workloads, mine.approved_workloads);
    }
}

/// The shipped review with many harmless keys before it, so that moments are kept in between.
fn long(home: &Path) -> KeyLog {
    let mut log = shipped(home);
    let scroll = |at: usize| LoggedKey {
        after: 50,
        input: LogInput::Key(if at.is_multiple_of(2) { "j" } else { "k" }.into()),
        does: Some(if at.is_multiple_of(2) { "move.down" } else { "move.up" }.into()),
        then: Vec::new(),
    };
    log.keys = (0..300).map(scroll).chain(log.keys).collect();
    log
}

#[test]
fn every_moment_is_the_same_from_wherever_one_comes() {
    let home = tempfile::tempdir().unwrap();
    let reel = Arc::new(reel(home.path(), &long(home.path())));
    assert_eq!(reel.broken(), None);
    let mut moment = Moment::first(Arc::clone(&reel)).unwrap();
    for keys in [340, 339, 338, 64, 65, 63, 354, 0, 128, 300, 1, 345, 344] {
        moment.go_to(keys);
        let mut fresh = Moment::first(Arc::clone(&reel)).unwrap();
        (1..=keys).for_each(|at| fresh.go_to(at));
        assert_eq!(moment.keys(), keys);
        assert!(drawn(&moment) == drawn(&fresh), "key {keys}");
    }
}

fn open(home: &Path, size: (u16, u16)) -> Screen<WalkClerk> {
    let mut screen = walk(home, SHIPPED, (&Settings::default(), size));
    screen.sees("walk-through");
    screen
}

#[test]
fn speed_changes_when_a_key_is_played_and_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let log = shipped(home.path());
    let waits = || log.keys.iter().map(|key| Duration::from_millis(key.after));
    let cut: Duration = waits().map(|wait| wait.min(Duration::from_secs(2))).sum();
    let mut ends = Vec::new();
    for (keys, expected) in
        [("", cut), ("s", cut * 2), ("f f f f", cut / 16), ("t", waits().sum::<Duration>())]
    {
        let mut screen = open(home.path(), (140, 40));
        screen.press(keys).press("space");
        let passed = play_out(&mut screen);
        assert!(passed.abs_diff(expected) < Duration::from_millis(5), "{keys}: {passed:?}, {expected:?}");
        // At the end the pace is set back, so that the whole screens can be compared.
        screen.press("f f f f f f f f").sees("stopped 16x");
        ends.push(screen.buffer());
    }
    let mut stepped = open(home.path(), (140, 40));
    stepped.press(&"l ".repeat(log.keys.len())).press("f f f f f f f f");
    assert!(ends.into_iter().all(|end| end == stepped.buffer()));
}

#[test]
fn playing_stops_and_goes_on_and_ends_by_itself() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = open(home.path(), (120, 40));
    screen.sees("The claim is open. Space plays.").press("space").sees("playing 1x");
    assert!(asked_to_wake(&mut screen).is_some());
    screen.send(Message::Woken);
    screen.sees("key 1 of").press("space").sees("stopped");
    asked_to_wake(&mut screen);
    screen.send(Message::Woken);
    screen.sees("key 1 of");
    assert_eq!(asked_to_wake(&mut screen), None);
    screen.press("space");
    play_out(&mut screen);
    screen.sees("stopped").sees("decided: partial approve (as the answer)");
    screen.press("h").sees_no("decided: partial").press("r").sees("The claim is open.");
}

#[test]
fn one_can_go_from_judgement_to_judgement() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = open(home.path(), (120, 40));
    screen.press("n").sees("R1 Customer acknowledgement: met (as the answer), 1 text pinned");
    screen.press("n").sees("R2 Partner and customer named: met");
    screen.press("n n n").press("n").sees("(differs)").press("p").sees_no("(differs)");
    screen.press("p p p p").sees("R1 Customer").press("p").sees("The claim is open.");
}

#[test]
fn in_front_of_a_class_no_answer_is_drawn_before_it_was_shown() {
    let home = tempfile::tempdir().unwrap();
    let reel = reel(home.path(), &shipped(home.path()));
    for size in [(80, 24), (140, 60)] {
        let mut screen = open(home.path(), size);
        screen.press(if size.0 == 80 { "c w tab" } else { "c w" });
        let mut asked = Vec::new();
        for _ in 0..400 {
            screen.press("space");
            while asked_to_wake(&mut screen).is_some() {
                screen.send(Message::Woken);
            }
            let text = screen.text();
            let hidden: Vec<_> = reel.gold().cells.iter().skip(asked.len()).collect();
            for cell in &hidden {
                let why: String = cell.why.chars().take(40).collect();
                assert!(!text.contains(&why), "{why} is shown before it was asked:\n{text}");
            }
            let is_end = text.contains(&format!("key {0} of {0}", reel.shots().len()));
            assert!(is_end || text.matches("hidden").count() > hidden.len(), "{text}");
            if is_end {
                break;
            }
            let (_, question) = text.split_once("What would you ").expect("it stops to ask");
            asked.push(question.lines().next().unwrap().trim().to_owned());
            screen.press("space").sees_no("What would you").sees("Space goes on.");
        }
        assert_eq!(asked.len(), reel.gold().cells.len() + 1, "{asked:?}");
        assert_eq!(asked.last().unwrap(), "decide?");
    }
}

#[test]
fn a_step_in_front_of_a_class_asks_too_and_going_back_keeps_what_was_shown() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = open(home.path(), (120, 40));
    screen.press("c n").sees("What would you say to R1 Customer acknowledgement?").sees_no("1 of 7");
    screen
        .press("l")
        .sees("R1 Customer acknowledgement: met")
        .sees("Space goes on.")
        .press("h h")
        .press("l l");
    screen.sees_no("What would you say").press("r").press("n").sees("What would you say to R1");
    screen.press("enter").sees("R1 Customer acknowledgement: met").sees("Space goes on.");
}

#[test]
fn a_review_that_does_something_else_now_says_so_and_shows_nothing_wrong() {
    let home = tempfile::tempdir().unwrap();
    let change = |at: usize, change: &dyn Fn(&mut LoggedKey)| {
        let mut log = shipped(home.path());
        change(&mut log.keys[at]);
        let reel = reel(home.path(), &log);
        assert!(!reel.report().plays);
        let broken = reel.broken().unwrap().clone();
        assert_eq!(reel.shots().len() + 1, broken.key);
        (broken.key, broken.why)
    };
    let first = shipped(home.path()).keys.iter().position(|key| !key.then.is_empty()).unwrap();
    let (key, why) = change(first, &|key| key.then.clear());
    assert_eq!(key, first + 1);
    assert!(why.starts_with("It recorded nothing and records R1 Customer acknowledgement: met"), "{why}");
    let (_, why) = change(first, &|key| {
        let LogCheck::Cell(cell) = &mut key.then[0] else { panic!() };
        cell.pins[0].span.start += 1;
    });
    assert!(why.contains("It recorded R1"), "{why}");
    let (key, why) = change(3, &|key| key.does = Some("review.met".into()));
    assert_eq!((key, why.as_str()), (4, "G ran review.met and runs move.bottom now."));
    let (key, why) = change(2, &|key| key.input = LogInput::Key("ctrl-bogus\u{1b}".into()));
    assert!(key == 3 && why.contains("is not a key"), "{why}");
    let (key, why) =
        change(1, &|key| (key.input, key.does) = (LogInput::Key("q".into()), Some("app.back".into())));
    assert_eq!((key, why.as_str()), (3, "The claim was left before this key."));
}

#[test]
fn another_version_of_the_claim_or_another_pack_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let refusal = |change: &dyn Fn(&mut KeyLog)| {
        let mut log = shipped(home.path());
        change(&mut log);
        shelf(home.path()).stage(&log.header, &Job::silent()).err().unwrap()
    };
    let other = refusal(&|log| log.header.claim_digest = log.header.pack_digest);
    assert_eq!(other.kind, FailureKind::Stale);
    assert_eq!(refusal(&|log| log.header.pack = "nowhere".into()).kind, FailureKind::NotFound);
    assert_eq!(refusal(&|log| log.header.claim_id = "3000001".parse().unwrap()).kind, FailureKind::NotFound);
    let mut log = shipped(home.path());
    log.header.pack_digest = log.header.claim_digest;
    let reel = reel(home.path(), &log);
    assert!(reel.broken().is_none() && reel.warning().unwrap().contains("changed since"));
}

#[test]
fn keys_of_the_person_who_recorded_are_those_that_are_played() {
    let home = tempfile::tempdir().unwrap();
    let mut log = shipped(home.path());
    log.header.bindings = Some("\"move.bottom\" = \"f9\"".into());
    assert_eq!(reel(home.path(), &log).broken().unwrap().key, 4);
    log.keys[3].input = LogInput::Key("f9".into());
    let broken = reel(home.path(), &log).broken().cloned();
    assert!(broken.is_none_or(|broken| broken.key > 4), "its own key is known");
    log.header.bindings = Some("\"move.bottom\" = \"no such key\"".into());
    let stage = shelf(home.path()).stage(&log.header, &Job::silent()).unwrap();
    assert!(project(&log, stage, &Settings::default(), &Job::silent()).is_err());
}

#[test]
fn what_was_pasted_into_a_log_is_drawn_clean() {
    let home = tempfile::tempdir().unwrap();
    let mut log = shipped(home.path());
    let key = |input, does: Option<&str>| LoggedKey {
        after: 1,
        input,
        does: does.map(Into::into),
        then: Vec::new(),
    };
    log.keys = vec![
        key(LogInput::Key("/".into()), Some("review.search")),
        key(LogInput::Paste("\u{1b}[2J\u{9b}31m\u{202e}evil\u{7}".into()), None),
        key(LogInput::Key("\u{202e}".into()), None),
    ];
    let reel = Arc::new(reel(home.path(), &log));
    assert_eq!(reel.broken(), None);
    let mut moment = Moment::first(reel).unwrap();
    moment.go_to(3);
    let text: String = drawn(&moment).content.iter().map(ratatui::buffer::Cell::symbol).collect();
    assert!(text.contains("evil"));
    assert!(!text.chars().any(|c| c.is_control() || c == '\u{202e}'), "{text}");
}

#[test]
fn the_stage_is_taken_away_also_after_a_panic_and_no_desk_is_touched() {
    let home = Home::new();
    home.run(&["queue"]).fine();
    let data = home.file("data");
    let known = || {
        let mut found: Vec<_> = std::fs::read_dir(&data)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| (std::fs::read(&path).unwrap_or_default(), path))
            .collect();
        found.sort();
        found
    };
    let before = known();
    let log = shipped(home.path());
    reel(home.path(), &log);
    assert!(known() == before);
    for panics in [false, true] {
        let stage = shelf(home.path()).stage(&log.header, &Job::silent()).unwrap();
        let folder = stage.folder().to_owned();
        assert!(folder.is_dir() && !folder.starts_with(home.path()));
        let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _stage = stage;
            assert!(!panics, "planted for the test");
        }));
        assert_eq!(ended.is_err(), panics);
        assert!(!folder.exists());
    }
}

#[test]
fn only_an_attempt_from_its_first_key_on_is_recorded_and_never_an_exam() {
    let home = installed();
    let file = home.path().join("log.jsonl");
    let mut screen = recording(home.path(), (SMALL, Mode::Practice), (&file, (120, 40)));
    screen
        .press("c")
        .sees("Nothing is recorded.")
        .sees_no("REC")
        .press("c")
        .sees("REC next claim")
        .press("c");
    screen.press("enter");
    judge(&mut screen, &answer(CLAIMS[0]).cells[0]);
    screen.press("q c enter").sees("Something was done about this claim before").sees("REC next claim");
    assert!(!file.exists());
    screen.press("q j enter").sees("● REC").press("x esc q").sees("The review is recorded in");
    let own = shelf(home.path()).list().into_iter().find(|walk| walk.file.is_some()).unwrap();
    assert_eq!(own.name, format!("{SMALL}-{}", CLAIMS[1]));
    assert!(!own.holds.unwrap().decided);
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(own.file.unwrap()).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    let exam = installed();
    let mut screen = recording(exam.path(), (SMALL, Mode::Exam), (&file, (120, 40)));
    screen.press("c").sees("An exam, and work on live claims, is never recorded.");
    screen.press("enter").sees("An exam, and work on live claims, is never recorded.");
    assert!(!file.exists());
}

/// Nothing of a desk is recorded: it has no key for it, and whoever owns it refuses.
#[test]
fn a_desk_is_never_recorded() {
    let home = tempfile::tempdir().unwrap();
    let options = DeskOptions {
        snapshot: SnapshotChoice::Practice,
        desk_file: None,
        paths: Paths::find(Some(home.path())).unwrap(),
        actor: Actor { name: "ana".into(), role: Role::Reviewer },
        clock: None,
    };
    let desk = Desk::open(&options, &Job::silent()).unwrap();
    let file = home.path().join("log.jsonl");
    let start = Start { record: Some(file.clone()), ..Start::default() };
    let mut screen = Screen::starting(desk, &Settings::default(), ((120, 40), start));
    assert_eq!(screen.app.context().recording, None);
    screen.press("enter y").sees_no("REC");
    let refused = screen.clerk.carry_out(Request::Record(RecordRequest::CatchUp)).unwrap_err();
    assert_eq!(refused.kind, FailureKind::Refused);
    assert!(!file.exists() && shelf(home.path()).list().iter().all(|walk| walk.file.is_none()));
}

#[test]
fn a_file_that_is_there_is_never_written_over() {
    let home = installed();
    let file = home.path().join("log.jsonl");
    std::fs::write(&file, "mine").unwrap();
    let mut screen = recording(home.path(), (SMALL, Mode::Practice), (&file, (120, 40)));
    screen.press("enter").sees("is already there").press("j j");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn that_it_is_recorded_stands_on_every_screen_also_without_colour_and_in_ascii() {
    let home = installed();
    let plain = Settings { theme: ThemeName::Mono, ascii: true, ..Settings::default() };
    for (nth, size) in [(80, 24), (120, 40), (40, 12)].into_iter().enumerate() {
        let file = home.path().join(format!("{nth}.jsonl"));
        let mut screen = recording(home.path(), (SMALL, Mode::Practice), (&file, size));
        screen.sees("● REC next claim").press("enter");
        for keys in ["", "?", "esc :", "esc g r", "esc g h", "q /"] {
            screen.press(keys).sees("● REC");
        }
        screen.press("esc q");
        let mut shown = walk(home.path(), SHIPPED, (&plain, size));
        shown.sees("TRAINING - walk-through").press("n n n c n tab");
        assert!(shown.text().is_ascii(), "{}", shown.text());
    }
}

fn image(name: &str, settings: &Settings, keys: &str) {
    for size in [(80, 24), (120, 40), (200, 50)] {
        let home = tempfile::tempdir().unwrap();
        let mut screen = walk(home.path(), SHIPPED, (settings, size));
        screen.press(keys);
        let mut insta = insta::Settings::clone_current();
        insta.set_snapshot_path("../images");
        insta.set_prepend_module_to_snapshot(false);
        let name = format!("walk-{name}-{}x{}", size.0, size.1);
        insta.bind(|| insta::assert_snapshot!(name, screen.text()));
    }
}

#[test]
fn a_mistake_beside_the_answer() {
    image("differs", &Settings::default(), "n n n n n n w");
}

#[test]
fn a_question_to_the_class() {
    let plain = Settings { ascii: true, theme: ThemeName::Mono, ..Settings::default() };
    image("class", &plain, "c n l n l n");
}

#[test]
fn the_answers_alone_on_a_narrow_screen_and_hidden_on_a_wide_one() {
    image("turned", &Settings::default(), "n n n tab");
}
