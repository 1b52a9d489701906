//! Nothing a blind second seat can see or print tells about the first review.

use crate::support::opinions::{Person, answer};
use crate::support::program::{Home, Ran};
use crate::support::samples;
use crate::support::screen::Screen;
use proofdesk::desk::{Desk, DeskOptions, DraftField, Job, SnapshotChoice};
use proofdesk::domain::{Actor, Cause, HistoryAction, Role};
use proofdesk::paths::Paths;
use proofdesk::wall_clock::WallClock;
use std::sync::Arc;

const CLAIM: &str = "3128950";
/// What the first review leaves behind, each word occurring nowhere else: name, notes, rationale.
const TRACES: &[&str] = &["mockingbird", "zebrafinch", "okapi"];

/// A desk where mockingbird has decided a claim, and bela was served it again.
fn desk() -> Home {
    let home = Home::new();
    let first = Person::reviewer(&home, "mockingbird");
    first.judge_all(&answer(CLAIM), "zebrafinch says so");
    first.run(&["decide", CLAIM, "--kind", "action-required", "--because", "okapi prefers it so"]).fine();
    Person::supervisor(&home, "sam").run(&["quality", "seed", "2025-09", "--seed", "open sesame"]).fine();
    let served = Person::reviewer(&home, "bela").run(&["quality", "next"]).fine();
    assert_eq!(served.out.trim(), CLAIM);
    home
}

fn reveals_nothing(place: &str, text: &str) {
    for trace in TRACES {
        assert!(!text.to_lowercase().contains(trace), "{place} shows {trace:?}:\n{text}");
    }
}

#[test]
fn no_command_of_a_blind_seat_tells_about_the_first_review() {
    let home = desk();
    let bela = Person::reviewer(&home, "bela");
    let commands: &[&[&str]] = &[
        &["queue"],
        &["queue", "is:any"],
        &["queue", "is:decided"],
        &["queue", "has:draft"],
        &["next"],
        &["quality", "next"],
        &["quality", "notes"],
        &["show", CLAIM],
        &["suggest", CLAIM],
        &["history", CLAIM],
        &["decide", CLAIM, "--dry-run"],
        &["export"],
        &["export", "--withdrawn"],
        &["export", "second-looks"],
        &["export", "adjudications"],
        &["adjudicate"],
        &["adjudicate", CLAIM],
        &["stats"],
        &["verify"],
        &["release"],
        &["release", CLAIM],
        &["reopen", CLAIM, "--because", "no"],
        &["void", CLAIM, "--because", "no"],
        &["changes"],
        &["views"],
        &["keys"],
        &["doctor"],
        &["reference", "R3"],
        &["quality", "sample"],
        &["quality", "show"],
    ];
    for format in ["text", "json", "jsonl"] {
        for words in commands {
            let ran = bela.run(&[words, ["--format", format].as_slice()].concat());
            reveals_nothing(&format!("{words:?} as {format}"), &format!("{}{}", ran.out, ran.err));
        }
    }
    for refused in [&["withdraw", CLAIM, "--because", "no"], &["withdraw", CLAIM, "--because", ""]] {
        let ran = bela.run(refused);
        reveals_nothing("withdraw", &ran.err);
        assert_ne!(ran.code, 0);
    }
}

#[test]
fn the_claim_of_a_blind_seat_looks_like_one_that_nobody_has_decided() {
    let home = desk();
    let row = |name: &str| {
        let rows =
            Person::reviewer(&home, name).run(&["queue", "is:any", "--format", "jsonl"]).fine().json_lines();
        rows.into_iter().find(|row| row["claim_id"] == CLAIM).unwrap()
    };
    assert_eq!(row("carla")["decided"], "action-required", "everybody else sees the decision");
    let (blind, undecided) = (row("bela"), &["decided", "judged", "skipped"]);
    assert!(undecided.iter().all(|field| blind[*field].is_null()), "{blind}");
    let bela = Person::reviewer(&home, "bela");
    let shown = bela.run(&["show", CLAIM, "--format", "json"]).fine().json();
    assert!(shown["decision"].is_null());
    assert!(shown["checklist"]["cells"].as_array().unwrap().iter().all(|cell| cell["judgement"].is_null()));
    let waiting = bela.run(&["queue", "--format", "jsonl"]).fine().json_lines();
    assert!(waiting.iter().any(|row| row["claim_id"] == CLAIM), "it waits like any other claim");
    assert_eq!(bela.run(&["next", "--format", "json"]).fine().code, 0);
}

#[test]
fn no_screen_of_a_blind_seat_tells_about_the_first_review() {
    const PLACES: &[&str] = &[
        "",
        "enter",
        "?",
        ":",
        "H",
        "tab",
        "tab tab",
        "R",
        "d",
        "g n",
        "g o",
        "g c",
        "g f",
        "g r",
        "g j",
        "g T",
        "/ 3 enter",
        "v",
        "m",
        "x",
    ];
    let home = desk();
    let options = DeskOptions {
        snapshot: SnapshotChoice::Practice,
        desk_file: None,
        paths: Paths::find(Some(home.path())).unwrap(),
        actor: Actor { name: "bela".into(), role: Role::Reviewer },
        clock: Some(WallClock::Fixed("2025-09-15T12:00:00Z".parse().unwrap())),
    };
    let handed = Desk::open(&options, &Job::silent()).unwrap().decisions_of_others().unwrap();
    assert!(handed.is_empty(), "training would be told");
    for (width, height) in [(80, 24), (160, 50)] {
        for place in PLACES {
            let desk = Desk::open(&options, &Job::silent()).unwrap();
            let mut screen = Screen::new(desk, width, height);
            screen.press("/").type_text(CLAIM).press("enter");
            reveals_nothing("queue", &screen.text());
            screen.press("enter");
            assert!(screen.text().contains(CLAIM));
            reveals_nothing("review", &screen.text());
            screen.press(place);
            reveals_nothing(place, &screen.text());
            screen.press("esc esc g q");
            reveals_nothing("queue again", &screen.text());
        }
    }
}

#[test]
fn a_look_is_signed_where_a_decision_would_be_and_ends_the_blindness() {
    let home = desk();
    let bela = Person::reviewer(&home, "bela");
    bela.judge_all(&answer(CLAIM), "seen by bela");
    let signed = bela.run(&["decide", CLAIM]).fine();
    assert!(!signed.out.contains("second") && !signed.out.contains("look"), "{}", signed.out);
    let history = bela.run(&["history", CLAIM]).fine().out;
    assert!(
        history.contains("mockingbird") && history.contains("signed a second look: partial approve"),
        "{history}"
    );
    let looks = bela.run(&["export", "second-looks"]).fine().json_lines();
    assert_eq!(looks.len(), 1);
    assert_eq!((&looks[0]["stream"], &looks[0]["actor"]["name"]), (&"random".into(), &"bela".into()));
    let decisions = bela.run(&["export", "--format", "jsonl"]).fine().json_lines();
    assert_eq!(decisions[0]["actor"]["name"], "mockingbird", "the decision stands");
    assert!(bela.run(&["verify"]).fine().out.starts_with("The record is whole"));
}

/// A snapshot with one claim: its rejection is disputed, and nothing new came with the dispute.
fn disputed(home: &Home) -> (String, String) {
    let mut claim = samples::claim("3128045");
    claim.history.retain(|entry| entry.action != HistoryAction::DocumentSubmission);
    for document in &mut claim.documents {
        Arc::make_mut(document).uploaded_on = None;
    }
    let source = home.with("disputed.jsonl", &serde_json::to_string(&claim).unwrap());
    let snapshot = home.file("disputed.sqlite").to_str().unwrap().to_owned();
    home.run(&["import", source.to_str().unwrap(), "--into", &snapshot, "--strict"]).fine();
    (snapshot, claim.claim_id.to_string())
}

/// Judges every open cell of a claim as met.
fn all_met(run: &dyn Fn(&[&str]) -> Ran, claim: &str) {
    let shown = run(&["show", claim, "--format", "json"]).fine().json();
    for cell in
        shown["checklist"]["cells"].as_array().unwrap().iter().filter(|cell| cell["settled"].is_null())
    {
        let row = cell["key"]["requirement"].as_str().unwrap();
        let name = cell["key"]["workload"].as_str().map_or(row.to_owned(), |name| format!("{row}:{name}"));
        run(&["judge", claim, "--cell", &name, "--verdict", "met", "--note", "seen"]).fine();
    }
}

#[test]
fn a_look_at_a_dispute_names_a_cause_like_the_decision_does() {
    let home = Home::new();
    let (snapshot, claim) = disputed(&home);
    let by = |name: &str, role: &str, words: &[&str]| {
        home.run_as(name, role, &[&["--snapshot", snapshot.as_str()], words].concat())
    };
    let (first, bela) = (
        |words: &[&str]| by("mockingbird", "reviewer", words),
        |words: &[&str]| by("bela", "reviewer", words),
    );
    all_met(&first, &claim);
    let approve = ["decide", &claim, "--because", "The mail shows it."];
    let without = first(&approve);
    assert!(without.code == 4 && without.err.contains("Name the cause"), "{}{}", without.out, without.err);
    first(&[&approve[..], &["--cause", "evidence-missed"]].concat()).fine();
    let decided = first(&["export"]).fine().json_lines()[0]["decided_at"].as_str().unwrap()[..7].to_owned();
    by("sam", "supervisor", &["quality", "seed", &decided, "--seed", "open sesame"]).fine();
    assert_eq!(bela(&["quality", "next"]).fine().out.trim(), claim);
    all_met(&bela, &claim);
    assert!(bela(&approve).err.contains("Name the cause"));
    let options = DeskOptions {
        snapshot: SnapshotChoice::File { path: snapshot.clone().into(), allow_unsealed: false },
        desk_file: None,
        paths: Paths::find(Some(home.path())).unwrap(),
        actor: Actor { name: "bela".into(), role: Role::Reviewer },
        clock: None,
    };
    let mut desk = Desk::open(&options, &Job::silent()).unwrap();
    let id = claim.parse().unwrap();
    desk.keep_draft(&id, DraftField::Cause, Some("evidence-missed")).unwrap();
    assert_eq!(desk.review(&id).unwrap().cause, Some(Cause::EvidenceMissed), "as C chooses it");
    drop(desk);
    bela(&approve).fine();
    assert_eq!(bela(&["export", "second-looks"]).fine().json_lines().len(), 1);
}

#[test]
fn nobody_is_served_an_own_decision_or_one_that_somebody_else_looks_at() {
    let home = desk();
    for name in ["mockingbird", "carla"] {
        let served = Person::reviewer(&home, name).run(&["quality", "next"]).fine();
        assert_eq!(served.out, "", "{name}");
    }
    let again = Person::reviewer(&home, "bela").run(&["quality", "next"]).fine();
    assert_eq!(again.out.trim(), CLAIM, "a look that was begun is served again");
}
