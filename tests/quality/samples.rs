//! Seeding, drawing and showing samples from the command line.

use crate::support::opinions::{Person, answer};
use crate::support::program::Home;

const CLAIMS: [&str; 3] = ["3128045", "3129406", "3127590"];

fn decided() -> Home {
    let home = Home::new();
    let ana = Person::reviewer(&home, "ana");
    for id in CLAIMS {
        ana.judge_all(&answer(id), "as the papers show");
        ana.run(&["decide", id]).fine();
    }
    home
}

#[test]
fn a_seed_is_set_once_by_a_supervisor_for_a_month() {
    let home = Home::new();
    let sam = Person::supervisor(&home, "sam");
    assert_eq!(Person::reviewer(&home, "ana").run(&["quality", "seed", "2025-09"]).code, 4);
    assert_eq!(sam.run(&["quality", "seed", "September"]).code, 2);
    sam.run(&["quality", "seed", "2025-09", "--seed", "sesame"]).fine();
    sam.run(&["quality", "seed", "2025-09", "--seed", "sesame"]).fine();
    let other = sam.run(&["quality", "seed", "2025-09", "--seed", "another"]);
    assert_eq!(other.code, 4, "{}", other.err);
    let drawn = sam.run(&["quality", "seed", "2025-10", "--format", "json"]).fine().json();
    assert_eq!(drawn["seed"].as_str().unwrap().len(), 32);
}

#[test]
fn everything_of_a_new_reviewer_is_drawn_and_only_a_supervisor_sees_it_while_the_month_runs() {
    let home = decided();
    let sam = Person::supervisor(&home, "sam");
    let before = sam.run(&["quality", "sample"]).fine();
    assert!(before.out.is_empty() && before.err.contains("has no seed yet"), "{}", before.err);
    sam.run(&["quality", "seed", "2025-09", "--seed", "sesame"]).fine();
    let rows = sam.run(&["quality", "sample", "--format", "jsonl"]).fine().json_lines();
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| row["state"] == "waiting" && row["stream"] == "random"));
    let again = sam.run(&["quality", "sample", "--format", "jsonl"]).fine();
    assert_eq!(again.json_lines(), rows, "the same seed draws the same");
    assert_eq!(Person::reviewer(&home, "ana").run(&["quality", "sample"]).code, 4);
    let progress = sam.run(&["quality", "show", "--format", "json"]).fine().json();
    assert_eq!(progress["streams"][0]["states"]["waiting"], 3);
}

#[test]
fn second_looks_are_served_between_own_claims_without_a_mark() {
    let home = decided();
    std::fs::create_dir_all(home.file("config")).unwrap();
    let plan = proofdesk::assets::SAMPLE_PLAN.replace("after = 5", "after = 1");
    std::fs::write(home.file("config/quality.toml"), plan).unwrap();
    Person::supervisor(&home, "sam").run(&["quality", "seed", "2025-09", "--seed", "sesame"]).fine();
    let bela = Person::reviewer(&home, "bela");
    let ordinary = bela.run(&["next"]).fine().out;
    assert!(!CLAIMS.contains(&ordinary.trim()), "nothing decided of one's own yet");
    bela.judge_all(&answer("3126402"), "as the papers show");
    bela.run(&["decide", "3126402"]).fine();
    let served = bela.run(&["next"]).fine().out;
    assert!(CLAIMS.contains(&served.trim()), "{served}");
    assert_eq!(served.lines().count(), 1, "one claim id and nothing else");
}

#[test]
fn a_plan_that_cannot_be_used_is_told_with_its_file() {
    let home = Home::new();
    std::fs::create_dir_all(home.file("config")).unwrap();
    std::fs::write(home.file("config/quality.toml"), "[random]\nshare = 2.0\n").unwrap();
    let ran = home.run(&["queue"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("quality.toml"), "{}", ran.err);
}

#[test]
fn a_known_answer_beside_the_desk_is_held_against_the_decision_and_never_drawn() {
    let home = decided();
    let line = proofdesk::assets::SAMPLE_ANSWERS.lines().find(|line| line.contains(CLAIMS[0])).unwrap();
    std::fs::write(home.file("data/practice.desk.gold.jsonl"), format!("{line}\n")).unwrap();
    let sam = Person::supervisor(&home, "sam");
    sam.run(&["quality", "seed", "2025-09", "--seed", "sesame"]).fine();
    let rows = sam.run(&["quality", "sample", "--format", "jsonl"]).fine().json_lines();
    assert_eq!(rows.len(), 2, "{rows:?}");
    let figures = sam.run(&["stats", "--format", "json"]).fine().json();
    assert_eq!(figures["figures"]["gold"]["claims"], 1);
    assert_eq!(figures["figures"]["gold"]["all_right"]["count"], 1);
}
