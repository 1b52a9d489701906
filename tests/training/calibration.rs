//! Calibrations: the same claims for everybody, blind until the end, then compared and never scored.

use crate::support::calibration::{Member, NOVEMBER, Reading, answer_all, three_have_answered};
use crate::support::program::Home;
use crate::support::training::{CLAIMS, MONDAY, SMALL, install, session};
use proofdesk::desk::training::Session;
use proofdesk::desk::training::calibration::{GroupAccess, Letter};
use proofdesk::domain::{Mode, Requirement, Verdict};
use serde_json::{Value, json};
use std::path::PathBuf;

fn installed() -> Home {
    let home = Home::new();
    install(home.path());
    home
}

fn session_of(home: &Home, name: &str) -> Session {
    Member::answering(name).session(home.path(), (SMALL, NOVEMBER))
}

fn claims(home: &Home, who: &str, of: (&str, &str)) -> Vec<String> {
    let rows = Member::answering(who).session(home.path(), of).list().unwrap().rows;
    rows.into_iter().map(|row| row.claim_id.to_string()).collect()
}

#[test]
fn everybody_gets_the_same_ten_claims_in_the_same_order_and_no_secret_one() {
    let home = Home::new();
    let november = ("practice", NOVEMBER);
    let mine = claims(&home, "ana", november);
    assert_eq!(mine.len(), 10);
    assert_eq!(claims(&home, "ben", november), mine);
    assert_ne!(claims(&home, "ana", ("practice", "2025-12")), mine, "another time draws others");
    let list = home.run(&["train", "list", "--format", "json"]).fine().json();
    let secret = list["items"][1]["pack"]["exam"]["secret"].as_array().unwrap();
    assert!(secret.iter().all(|id| !mine.contains(&id.as_str().unwrap().to_owned())), "{mine:?}");
}

#[test]
fn nothing_of_others_is_told_before_the_own_last_answer() {
    let home = three_have_answered();
    let mut dora = session_of(&home, "dora");
    assert_eq!(dora.group_access().unwrap(), Some(GroupAccess::Closed));
    let id = CLAIMS[0].parse().unwrap();
    drop(dora.open_claim(&id).unwrap());
    assert!(dora.group().is_err() && dora.meeting().is_err());
    assert!(dora.debrief(&id).is_err() && dora.lesson(&id).is_err() && dora.suggesting(&id).is_err());
    assert!(dora.keep_note(&id, Requirement::Dates, Some("A quarter counts.")).is_err());
    let cell = proofdesk::domain::CellKey::claim(Requirement::Dates);
    assert!(dora.hint(&id, &cell, true).is_err());
    assert_eq!(session(home.path(), (SMALL, Mode::Practice), MONDAY).group_access().unwrap(), None);
}

#[test]
fn cells_are_compared_by_letters_and_the_largest_spread_comes_first() {
    let home = three_have_answered();
    let mut ana = session_of(&home, "ana");
    let (group, problems) = ana.group().unwrap();
    assert_eq!((group.people.len(), problems.len(), group.differing()), (3, 0, 1));
    let first = &group.cells[0];
    assert_eq!((first.claim_id.as_str(), first.key.requirement), (CLAIMS[0], Requirement::Dates));
    assert!((first.spread.spread - 1.0).abs() < 1e-12, "three people, three verdicts");
    assert!(group.cells[1..].iter().all(|cell| cell.spread.spread.abs() < 1e-12));
    let letter = |name: &str| {
        let found = group.people.iter().find(|person| person.name.as_deref() == Some(name));
        found.unwrap().letter
    };
    let said = |name: &str| first.said.iter().find(|said| said.by == letter(name)).unwrap();
    assert_eq!((said("ben").verdict, said("zelda").verdict), (Verdict::NotMet, Verdict::Unclear));
    assert_eq!(said("ben").reasons[0].as_str(), "RC-R5-01");
    assert_eq!(said("zelda").note.as_deref(), Some("I have never seen a quarter count."));
    let by: Vec<Letter> = first.cited.iter().flat_map(|passage| passage.by.clone()).collect();
    assert!(by.contains(&letter("ana")), "what carries a verdict is cited: {:?}", first.cited);
    assert_eq!(first.answer.verdict, Verdict::Met);
    let decisions = &group.claims.iter().find(|claim| claim.claim_id == first.claim_id).unwrap().decisions;
    assert_eq!(decisions.iter().map(|(_, by)| by.len()).collect::<Vec<_>>(), [2, 1]);
    let meeting = ana.meeting().unwrap();
    assert!(meeting.group.people.iter().all(|person| person.name.is_none()), "a screen is for all eyes");
}

#[test]
fn only_those_who_answered_everything_are_compared() {
    let home = installed();
    let mut ana = Member::answering("ana").screen(home.path(), (120, 40));
    answer_all(&mut ana, Reading::Right);
    drop(
        Member::answering("ben")
            .session(home.path(), (SMALL, NOVEMBER))
            .open_claim(&CLAIMS[0].parse().unwrap()),
    );
    let told = ana.clerk.group().unwrap_err().to_string();
    assert!(told.contains("Only one person has answered; two are needed."), "{told}");
}

#[test]
fn whoever_leads_may_look_first_and_then_answers_no_more() {
    let home = three_have_answered();
    let mut eli = Member::leading("eli").session(home.path(), (SMALL, NOVEMBER));
    let id = CLAIMS[0].parse().unwrap();
    drop(eli.open_claim(&id).unwrap());
    assert_eq!(eli.group_access().unwrap(), Some(GroupAccess::Leading));
    assert_eq!(eli.group().unwrap().0.people.len(), 3);
    assert_eq!(eli.group_access().unwrap(), Some(GroupAccess::Open));
    assert!(eli.open_claim(&id).unwrap_err().to_string().contains("would not be blind"));
    drop(eli);
    let mut later = session_of(&home, "eli");
    assert!(later.open_claim(&id).is_err(), "another role changes nothing");
}

#[test]
fn notes_outlive_the_program_and_can_be_changed_and_taken_away() {
    let home = three_have_answered();
    let open = || session_of(&home, "ana");
    let id = CLAIMS[0].parse().unwrap();
    let texts = |notes: Vec<proofdesk::desk::training::calibration::KeptNote>| {
        notes.into_iter().map(|note| note.reading.text).collect::<Vec<_>>()
    };
    drop(open().keep_note(&id, Requirement::Dates, Some("  A quarter counts. ")).unwrap());
    let mut ana = open();
    assert_eq!(texts(ana.case_notes().unwrap()), ["A quarter counts."]);
    drop(ana.keep_note(&id, Requirement::Dates, Some("A month counts.")).unwrap());
    assert_eq!(
        texts(ana.keep_note(&id, Requirement::PartyNames, Some("A brand is a name.")).unwrap()).len(),
        2
    );
    assert_eq!(texts(ana.keep_note(&id, Requirement::PartyNames, None).unwrap()), ["A month counts."]);
    let ran = home.run(&["train", "calibrate", "--pack", SMALL, "--notes"]).fine();
    assert_eq!(ran.out, "proofdesk quality note R5 'A month counts.'\n");
    let ran = home.run(&["train", "calibrate", "--pack", SMALL, "--notes", "--format", "json"]).fine().json();
    assert_eq!(ran["items"][0]["requirement"], "dates");
    assert_eq!(
        home.run_as("ben", "reviewer", &["train", "calibrate", "--pack", SMALL, "--notes"]).fine().out,
        ""
    );
}

#[test]
fn a_note_that_is_recorded_twice_stands_once() {
    let home = Home::new();
    let note = ["quality", "note", "R5", "A quarter counts as a date."];
    home.run_as("eli", "supervisor", &note).fine();
    let file = home.file("data/practice.desk.sqlite");
    let before = std::fs::read(&file).unwrap();
    home.run_as("eli", "supervisor", &note).fine();
    assert!(std::fs::read(&file).unwrap() == before);
    let notes = home.run(&["quality", "notes", "--format", "json"]).fine().json();
    assert_eq!(notes["count"], 1, "{notes}");
}

/// Everybody's own export, as on computers of their own.
fn exported(home: &Home) -> Vec<PathBuf> {
    let export = |name: &&str| {
        let words = ["train", "attempts", SMALL, "--mode", "calibration"];
        let mine = home.run_as(name, "reviewer", &words).fine().out;
        assert_eq!(mine.lines().count(), 2, "{mine}");
        home.with(&format!("{name}.jsonl"), &mine)
    };
    ["ana", "ben", "zelda"].iter().map(export).collect()
}

fn calibrate(home: &Home, files: &[PathBuf], more: &[&str]) -> crate::support::program::Ran {
    let files = files.iter().map(|file| file.to_str().unwrap());
    let words = ["train", "calibrate", "--pack", SMALL].into_iter().chain(files).chain(more.iter().copied());
    home.run(&words.collect::<Vec<_>>())
}

#[test]
fn gathered_files_and_the_folder_say_the_same() {
    let home = three_have_answered();
    let files = exported(&home);
    let of_files = calibrate(&home, &files, &["--format", "json"]).fine().json();
    let of_folder = calibrate(&home, &[], &["--format", "json"]).fine().json();
    assert_eq!(of_files, of_folder);
    assert_eq!(of_files["schema"], "proofdesk.calibration/1");
    let elsewhere = installed();
    let mut member = Member::answering("carl");
    member.gathered = files;
    let mut carl = member.screen(elsewhere.path(), (120, 40));
    answer_all(&mut carl, Reading::Right);
    assert_eq!(carl.clerk.group().unwrap().0.people.len(), 4, "gathered files come to the screen, too");
}

#[test]
fn the_folder_is_closed_to_whoever_has_not_answered() {
    let home = three_have_answered();
    let ask = |who, role| home.run_as(who, role, &["train", "calibrate", "--pack", SMALL]);
    let ran = ask("carl", "reviewer");
    assert_eq!(ran.code, 4, "{}", ran.err);
    assert!(ran.err.contains("blind until you have answered") && !ran.err.contains("zelda"), "{}", ran.err);
    assert!(ask("eli", "trainer").fine().out.contains("# Small pack: calibration 2025-11"));
}

#[test]
fn people_are_letters_unless_names_are_asked_for() {
    let home = three_have_answered();
    let files = exported(&home);
    for format in ["text", "md", "json", "csv"] {
        let ran = calibrate(&home, &files, &["--format", format]).fine();
        assert!(!ran.out.contains("zelda"), "{format}: {}", ran.out);
        let named = calibrate(&home, &files, &["--format", format, "--names"]).fine();
        assert!(named.out.contains("zelda"), "{format}: {}", named.out);
    }
    let ran = calibrate(&home, &files, &[]).fine();
    for wanted in [
        "People: A, B, C. Cells: 12, of which 1 differ.",
        "## 3131013 R5 Dates, spread 1.00",
        "- 1 not-met: ",
        "- RC-R5-01: ",
        " cited ",
        "- the answer is met.",
        "| requirement | cells | raw | kappa | AC1 |",
    ] {
        assert!(ran.out.contains(wanted), "{wanted}: {}", ran.out);
    }
    let csv = calibrate(&home, &files, &["--format", "csv"]).fine().out;
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(
        rows[0],
        "claim,requirement,workload,people,met,not-met,unclear,not-applicable,most,spread,reasons,cited by,answer"
    );
    assert!(rows[1].starts_with("3131013,R5,,3,1,1,1,0,0.3333333333333333,1,"), "{}", rows[1]);
}

#[test]
fn what_cannot_be_used_is_named_with_file_and_line() {
    let home = three_have_answered();
    let mut files = exported(&home);
    let line: Value =
        serde_json::from_str(std::fs::read_to_string(&files[0]).unwrap().lines().next().unwrap()).unwrap();
    let changed = |field: &str, value: Value| {
        let mut line = line.clone();
        line[field] = value;
        line.to_string()
    };
    let bad = [
        changed("mode", json!("practice")),
        changed("pack", json!("first-day")),
        changed("claim_id", json!("3130378")),
        changed("seconds", json!(1)),
        changed("trainee", json!("")),
        changed("session", json!("2025-12")),
        "{".to_owned(),
    ];
    files.push(home.with("bad.jsonl", &bad.join("\n")));
    let ran = calibrate(&home, &files, &["--session", NOVEMBER]);
    assert_eq!(ran.code, 7, "{}", ran.err);
    for wanted in [
        "bad.jsonl:1: claim 3131013: field mode: This was answered in practice mode, not blind.",
        "bad.jsonl:2: claim 3131013: field pack: ",
        "bad.jsonl:3: claim 3130378: field claim_id: The claim was not drawn for this calibration.",
        "bad.jsonl:4: claim 3131013: field trainee: ana has answered the claim already; the first answer counts.",
        "bad.jsonl:5: claim 3131013: field trainee: It is not said who answered.",
        "bad.jsonl:7: ",
    ] {
        assert!(ran.err.contains(wanted), "{wanted}: {}", ran.err);
    }
    assert!(!ran.err.contains("bad.jsonl:6"), "another calibration is no problem: {}", ran.err);
    let unnamed = calibrate(&home, &files, &[]);
    assert_eq!(unnamed.code, 2);
    assert!(unnamed.err.contains("There are 2025-11, 2025-12."), "{}", unnamed.err);
    let alone = calibrate(&home, &files[..1], &[]);
    assert_eq!(alone.code, 4);
    assert!(alone.err.contains("two are needed"), "{}", alone.err);
}

#[test]
fn a_file_of_the_folder_that_was_tampered_with_is_named_and_left_out() {
    let home = three_have_answered();
    let folder = home.file("data/training/calibration/small/2025-11");
    let desk = Home::new();
    desk.run(&["queue"]).fine();
    std::fs::copy(desk.file("data/practice.desk.sqlite"), folder.join("eve.attempts.sqlite")).unwrap();
    let ran = calibrate(&home, &[], &[]);
    assert_eq!(ran.code, 7, "{}", ran.err);
    assert!(
        ran.err.contains("eve.attempts.sqlite:1: ") && ran.err.contains("is the desk file"),
        "{}",
        ran.err
    );
    assert!(ran.out.contains("People: A, B, C."), "{}", ran.out);
}

#[test]
fn a_calibration_is_compared_and_never_scored() {
    let home = three_have_answered();
    let files = exported(&home);
    let ran = home.run(&["train", "report", "--pack", SMALL, files[0].to_str().unwrap()]);
    assert_eq!(ran.code, 7);
    assert!(ran.err.contains("compared, not scored"), "{}", ran.err);
    assert_eq!(home.run(&["train", "attempts", SMALL]).fine().out, "", "only when asked for");
    let mut ana = session_of(&home, "ana");
    let states = ana.list().unwrap().rows.into_iter().map(|row| row.state);
    let done = proofdesk::desk::training::TrainingState::Done { points: None };
    assert!(states.into_iter().all(|state| state == done));
}

#[test]
fn a_calibration_needs_its_name_and_nothing_else_has_one() {
    let home = installed();
    let ran = home.run(&["train", "run", SMALL, "--mode", "calibration"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    let ran = home.run(&["train", "run", SMALL, "--mode", "exam", "--session", NOVEMBER]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    let ran = home.run(&["train", "run", SMALL, "--session", "No vember"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    let ran = home.run(&["train", "calibrate", "--pack", SMALL]);
    assert!(ran.err.contains("There is no attempt of one."), "{}", ran.err);
}
