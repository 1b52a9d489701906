//! A supervisor's month on generated claims, from the command line alone: two snapshots, decisions, returns, disputes,
//! second looks, a desk elsewhere, differences.
//!
//! Everybody works through `script` of the real program, as scripts would: `script` knows nothing of the library but the
//! shape of the claims it has made. Every figure is then recomputed from the exports by `recomputed`, which shares no
//! code with the library. 1,000 claims, and 10,000 with `PROOFDESK_TESTS=full`.

mod recomputed;
mod script;

use crate::support::effort::times;
use crate::support::generate;
use crate::support::program::{Home, Ran};
use chrono::{DateTime, TimeDelta, Timelike, Utc};
use proofdesk::desk::{Desk, DeskOptions, Job, QueueQuery, SnapshotChoice, StatisticsOptions};
use proofdesk::domain::{Actor, Claim, Role};
use proofdesk::paths::Paths;
use proofdesk::wall_clock::WallClock;
use recomputed::Exports;
use script::{Office, name};
use serde_json::Value;
use std::path::PathBuf;

const SEED: &str = "open sesame";

/// Decisions are made now, so the months are those around now.
#[allow(
    clippy::disallowed_methods,
    reason = "the program runs by the system's clock, and so must its claims"
)]
fn now() -> DateTime<Utc> {
    Utc::now().with_nanosecond(0).unwrap()
}

fn import(home: &Home, name: &str, claims: &[Claim], at: DateTime<Utc>) -> String {
    let lines: Vec<String> = claims.iter().map(|claim| serde_json::to_string(claim).unwrap()).collect();
    let file = home.with(&format!("{name}.jsonl"), &lines.join("\n"));
    let into: PathBuf = home.file(&format!("{name}.snapshot.sqlite"));
    let words = ["import", file.to_str().unwrap(), "--into", into.to_str().unwrap(), "--lineage", "month"];
    home.run(&[words.as_slice(), &["--as-of", &at.to_rfc3339(), "--strict"]].concat()).fine();
    into.to_str().unwrap().to_owned()
}

#[test]
fn a_month_of_claims_runs_from_the_command_line_and_every_figure_follows_from_the_exports() {
    let home = Home::quick();
    let size = times(1_000, 10_000);
    let first: Vec<Claim> = (0..size).map(|number| script::waiting(generate::claim(number))).collect();
    let begun = now();
    let snapshot = import(&home, "first", &first, begun);
    let office = Office { home: &home, options: vec!["--snapshot".into(), snapshot] };
    let claims: Vec<&str> = first.iter().map(|claim| claim.claim_id.as_str()).collect();
    let decided = script::decide(&office, &claims, 0);
    office.run(&["release", "--all"]);
    let lisbon = home.file("lisbon.desk.sqlite").to_str().unwrap().to_owned();
    let elsewhere =
        Office { home: &home, options: [office.options.as_slice(), &["--desk".into(), lisbon]].concat() };
    let pack = home.file("lisbon.pack").to_str().unwrap().to_owned();
    let theirs: Vec<&str> = claims.iter().copied().step_by(15).collect();
    script::decide_elsewhere(&elsewhere, &theirs, &pack);
    office.run(&["merge", "pack", &pack]);

    // Seeded for the month in which the test began and, if it is over meanwhile, for the next one.
    let months = [begun, begun + TimeDelta::hours(1)].map(|at| at.format("%Y-%m").to_string());
    for month in &months {
        office.run(&["quality", "seed", month, "--seed", SEED]);
    }
    let lookers = [("zoe", "reviewer"), ("vera", "supervisor")];
    let looks: usize = lookers.into_iter().map(|looker| script::look_again(&office, looker)).sum();
    assert!(looks > size as usize / 20, "only {looks} second looks");

    let second: Vec<Claim> = first.iter().map(|claim| script::revised(claim, &decided, now())).collect();
    let office =
        Office { home: &home, options: vec!["--snapshot".into(), import(&home, "second", &second, now())] };
    let changed = |pair: &(&Claim, &Claim)| pair.0.history.len() != pair.1.history.len();
    let back: Vec<&str> =
        first.iter().zip(&second).filter(changed).map(|(_, claim)| claim.claim_id.as_str()).collect();
    assert!(back.len() > size as usize / 20, "{} came back", back.len());
    script::decide(&office, &back, 1);
    for looker in lookers {
        script::look_again(&office, looker);
    }
    settle_some_by_hand(&|words| office.run(words));
    script::settle(&office, &office.run(&["adjudicate", "--format", "jsonl"]).json_lines());

    let mut months = months.to_vec();
    months.dedup();
    let exports = Exports {
        decisions: office.run(&["export", "--withdrawn", "--format", "jsonl"]).json_lines(),
        looks: office.run(&["export", "second-looks"]).json_lines(),
        settled: office.run(&["export", "adjudications"]).json_lines(),
        doubles: office.run(&["export", "double-reviews"]).json_lines(),
        sample: months
            .iter()
            .flat_map(|month| office.run(&["quality", "sample", month, "--format", "jsonl"]).json_lines())
            .collect(),
        seed: SEED,
    };
    assert!(exports.decisions.len() > size as usize && exports.looks.len() > size as usize / 20);
    let stats = office.run(&["stats", "--format", "json"]).json();
    recomputed::check(&exports, &stats["figures"]);
    assert!(office.run(&["verify"]).out.starts_with("The record is whole"));
}

/// The first few differences, settled as a person would.
fn settle_some_by_hand(run: &dyn Fn(&[&str]) -> Ran) {
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

/// The histograms depend on the time, so they are compared at a time that stands still.
#[test]
fn the_histograms_of_a_full_queue_follow_from_its_rows() {
    let home = Home::quick();
    let claims: Vec<Claim> = (0..1_000).map(|number| script::waiting(generate::claim(number))).collect();
    let at: DateTime<Utc> = "2025-09-30T18:00:00Z".parse().unwrap();
    let snapshot = import(&home, "queue", &claims, at);
    let options = DeskOptions {
        snapshot: SnapshotChoice::File { path: snapshot.into(), allow_unsealed: false },
        desk_file: None,
        paths: Paths::find(Some(home.path())).unwrap(),
        actor: Actor { name: "sam".into(), role: Role::Supervisor },
        clock: Some(WallClock::Fixed(at)),
    };
    let mut desk = Desk::open(&options, &Job::silent()).unwrap();
    let figures = desk.statistics(&StatisticsOptions::default()).unwrap();
    let page = desk.queue(&QueueQuery { limit: 1_000_000, ..QueueQuery::default() }).unwrap();
    let rows: Vec<Value> = page.rows.iter().map(|row| serde_json::to_value(row).unwrap()).collect();
    assert_eq!(rows.len(), claims.len(), "everything waits");
    recomputed::check_queue(&rows, &serde_json::to_value(&figures.queue).unwrap());
}
