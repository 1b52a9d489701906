//! A supervisor's month on generated claims: two snapshots, decisions, returns, disputes, second looks, differences.
//!
//! Import, seed, sample, adjudication, statistics and exports run from the command line. Decisions and second looks
//! are signed by the rules and recorded straight in the desk file: each is still one durable transaction, without the
//! screens in between. Every figure is then recomputed from the exports by `recomputed`, which shares no code with
//! the library. 1,000 claims by default; `PROOFDESK_MONTH=10000` runs the month at full size.

mod opinions;
mod recomputed;

use crate::support::generate;
use crate::support::opinions::Person;
use crate::support::program::Home;
use opinions::{Month, revised};
use proofdesk::desk::{Desk, DeskOptions, Job, QueueQuery, SnapshotChoice, StatisticsOptions};
use proofdesk::domain::{Actor, Claim, Role};
use proofdesk::paths::Paths;
use proofdesk::wall_clock::WallClock;
use recomputed::Exports;
use serde_json::Value;
use std::path::PathBuf;

#[allow(clippy::disallowed_methods, reason = "a switch of the test run, not a setting of the program")]
fn size() -> u32 {
    std::env::var("PROOFDESK_MONTH").map_or(1_000, |claims| claims.parse().unwrap())
}

fn import(home: &Home, name: &str, claims: &[Claim]) -> PathBuf {
    let lines: Vec<String> = claims.iter().map(|claim| serde_json::to_string(claim).unwrap()).collect();
    let file = home.with(&format!("{name}.jsonl"), &lines.join("\n"));
    let into = home.file(&format!("{name}.snapshot.sqlite"));
    let words = ["import", file.to_str().unwrap(), "--into", into.to_str().unwrap(), "--lineage", "month"];
    let time = ["--as-of", "2025-09-30T18:00:00Z", "--strict"];
    home.run(&[words.as_slice(), &time].concat()).fine();
    into
}

#[test]
fn a_month_of_claims_runs_from_the_command_line_and_every_figure_follows_from_the_exports() {
    let home = Home::new();
    let size = size();
    let first: Vec<Claim> = (0..size).map(|number| opinions::waiting(generate::claim(number))).collect();
    import(&home, "first", &first);
    let mut month = Month::begin(&home.file("data/month.desk.sqlite"));
    month.decide_all(&first);
    month.withdraw_some();
    month.release_all();
    let second: Vec<Claim> = first.iter().map(|claim| revised(claim, &month)).collect();
    let snapshot = import(&home, "second", &second);
    month.decide_returned(&second);
    drop(month);

    let snapshot = snapshot.to_str().unwrap().to_owned();
    let run = |words: &[&str]| {
        let sam = Person::supervisor(&home, "sam");
        sam.run(&[&["--snapshot", snapshot.as_str()], words].concat()).fine()
    };
    run(&["quality", "seed", "2025-09", "--seed", "open sesame"]);
    let sample = run(&["quality", "sample", "2025-09", "--format", "jsonl"]).json_lines();
    let mut month = Month::begin(&home.file("data/month.desk.sqlite"));
    month.look_again(&sample);
    drop(month);
    settle_some_by_hand(&run);
    let mut month = Month::begin(&home.file("data/month.desk.sqlite"));
    month.settle_the_rest();
    drop(month);

    let exports = Exports {
        decisions: run(&["export", "--withdrawn", "--format", "jsonl"]).json_lines(),
        looks: run(&["export", "second-looks"]).json_lines(),
        settled: run(&["export", "adjudications"]).json_lines(),
        sample,
        seed: "open sesame",
    };
    assert!(exports.decisions.len() > size as usize && exports.looks.len() > size as usize / 20);
    let stats = run(&["stats", "--format", "json"]).json();
    recomputed::check(&exports, &stats["figures"]);
    check_queue(&home, &snapshot);
    assert!(run(&["verify"]).out.starts_with("The record is whole"));
}

/// The first few differences, settled as a person would.
fn settle_some_by_hand(run: &dyn Fn(&[&str]) -> crate::support::program::Ran) {
    let open = run(&["adjudicate", "--format", "jsonl"]).json_lines();
    assert!(open.len() > 4, "{} differences", open.len());
    for difference in open.iter().take(3) {
        let claim = difference["claim_id"].as_str().unwrap();
        let hash = difference["second"]["hash"].as_str().unwrap();
        let mut words = vec!["adjudicate".to_owned(), claim.to_owned(), "--second".into(), hash.to_owned()];
        for cell in difference["cells"].as_array().unwrap() {
            let verdict = cell["second"]["verdict"].as_str().unwrap();
            if cell["first"]["verdict"] != verdict {
                words.extend(["--cell".into(), format!("{}={verdict},slip", name(&cell["key"]))]);
            }
        }
        words.extend(["--because".into(), "The second look is right.".into()]);
        run(&words.iter().map(String::as_str).collect::<Vec<_>>());
    }
    assert_eq!(run(&["adjudicate", "--format", "jsonl"]).json_lines().len(), open.len() - 3);
}

fn name(key: &Value) -> String {
    let requirement = key["requirement"].as_str().unwrap();
    key["workload"]
        .as_str()
        .map_or_else(|| requirement.to_owned(), |workload| format!("{requirement}:{workload}"))
}

/// The histograms depend on the time, so they are compared at a time that stands still.
fn check_queue(home: &Home, snapshot: &str) {
    let options = DeskOptions {
        snapshot: SnapshotChoice::File { path: snapshot.into(), allow_unsealed: false },
        desk_file: None,
        paths: Paths::find(Some(home.path())).unwrap(),
        actor: Actor { name: "sam".into(), role: Role::Supervisor },
        clock: Some(WallClock::Fixed("2025-09-30T18:00:00Z".parse().unwrap())),
    };
    let mut desk = Desk::open(&options, &Job::silent()).unwrap();
    let figures = desk.statistics(&StatisticsOptions::default()).unwrap();
    let page = desk.queue(&QueueQuery { limit: 1_000_000, ..QueueQuery::default() }).unwrap();
    let rows: Vec<Value> = page.rows.iter().map(|row| serde_json::to_value(row).unwrap()).collect();
    recomputed::check_queue(&rows, &serde_json::to_value(&figures.queue).unwrap());
}
