//! `train` on the command line.

use super::{key, shipped};
use crate::support::program::Home;
use serde_json::{Value, json};

/// The answers of the first-day pack as somebody else's file.
fn answers() -> &'static str {
    proofdesk::assets::TRAINING_PACKS[0].answers
}

#[test]
fn packs_are_listed_with_their_claims_and_modes() {
    let home = Home::new();
    let ran = home.run(&["train", "list"]).fine();
    assert!(ran.out.contains("first-day     First day: seven short claims\n"), "{}", ran.out);
    assert!(ran.out.contains("54 claims; practice, guided, exam, calibration; shipped"), "{}", ran.out);
    let ran = home.run(&["train", "list", "--format", "json"]).fine().json();
    assert_eq!((&ran["schema"], &ran["count"]), (&json!("proofdesk.training-packs/1"), &json!(2)));
    assert_eq!(ran["items"][1]["pack"]["exam"]["claims"], 20);
    assert!(!home.file("data").exists(), "no desk is opened");
}

#[test]
fn a_pack_is_checked_by_its_folder() {
    let home = Home::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data/first-day");
    let ran = home.run(&["train", "check", folder]).fine();
    assert!(ran.out.starts_with("7 claims, ") && ran.out.ends_with("no problems.\n"), "{}", ran.out);
    let ran = home.run(&["train", "check", "/nowhere"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    home.with("pack.toml", "id = 3\n");
    let ran = home.run(&["train", "check", home.path().to_str().unwrap(), "--format", "json"]);
    assert_eq!(ran.code, 7);
    assert!(ran.json()["report"]["problems"][0]["line"].is_u64());
}

#[test]
fn an_answers_file_made_elsewhere_is_scored() {
    let home = Home::new();
    let file = home.with("mine.jsonl", answers());
    let ran = home.run(&["train", "score", "--pack", "first-day", file.to_str().unwrap()]).fine();
    let total = ran.out.lines().last().unwrap();
    assert!(ran.out.contains("3990001  30 of 30 points"), "{}", ran.out);
    let points: Vec<&str> = total.split(&[' ', ',']).filter(|word| word.parse::<u32>().is_ok()).collect();
    assert_eq!((points[0], points[1]), ("7", points[2]), "{total}");
}

#[test]
fn each_loss_is_told_with_its_price_and_the_trap_by_name() {
    let home = Home::new();
    let mut answer: Value = serde_json::from_str(answers().lines().nth(3).unwrap()).unwrap();
    answer["cells"][4]["verdict"] = json!("met");
    answer["decision"] = json!("approve");
    answer["trainee"] = json!("Bo");
    let file = home.with("mine.jsonl", &answer.to_string());
    let words = ["train", "score", "--pack", "first-day", file.to_str().unwrap()];
    let ran = home.run(&words).fine();
    for wanted in [
        "3990004  20 of 30 points  Bo\n",
        "    -5  decision: approve, right is action-required; approved what must not be\n",
        "    -5  R5 Dates: met, right is not met; passed though not met\n",
        "    missed: twelve-months-and-a-day\n",
    ] {
        assert!(ran.out.contains(wanted), "{wanted}: {}", ran.out);
    }
    let ran = home.run(&[&words[..], &["--format", "json"]].concat()).fine().json();
    let attempt = &ran["report"]["attempts"][0];
    assert_eq!((&attempt["lost"], &attempt["full"]), (&json!(10), &json!(30)));
    assert_eq!(attempt["cells"][4]["charges"], json!([{ "fault": "false-pass", "points": 5 }]));
}

#[test]
fn lines_that_fit_nothing_are_problems_with_their_place() {
    let home = Home::new();
    let lines = [
        json!({ "claim_id": "3000001", "cells": [] }),
        json!({ "claim_id": "3990001", "cells": [{ "requirement": "dates", "verdict": "perhaps" }] }),
        json!({ "claim_id": "3990001", "cells": [{ "requirement": "activity-detail", "workload": "Excel" }] }),
        json!({ "claim_id": "3990001", "cells": [], "pack": "practice" }),
        json!({ "claim_id": "3990001", "cells": [], "seconds": -4 }),
    ];
    let file = home.with("mine.jsonl", &lines.map(|line| line.to_string()).join("\n"));
    let ran = home.run(&["train", "score", "--pack", "first-day", file.to_str().unwrap()]);
    assert_eq!(ran.code, 7);
    for wanted in [
        "mine.jsonl:1: claim 3000001: field claim_id: The pack \"first-day\" has no such claim.",
        "mine.jsonl:2: claim 3990001: field cells[0].verdict: Unknown verdict",
        "mine.jsonl:3: claim 3990001: field cells: The claim has no cell",
        "mine.jsonl:4: claim 3990001: field pack: This is an attempt at the pack \"practice\"",
        "mine.jsonl:5: claim 3990001: field seconds: Expected a whole number",
    ] {
        assert!(ran.out.contains(wanted), "{wanted}: {}", ran.out);
    }
}

/// The three kinds of lines that are understood earn the same.
#[test]
fn attempts_and_exported_decisions_are_scored_like_answers() {
    let home = Home::new();
    let pack = &shipped()[0];
    let answer = &pack.answers[2];
    let attempt = key(answer, &pack.claims[&answer.claim_id]);
    let ours = serde_json::to_value(&attempt).unwrap();
    let mut decision = ours.clone();
    let map = decision.as_object_mut().unwrap();
    let kind = map.remove("decision").unwrap();
    map.insert("kind".to_owned(), kind);
    map.remove("trainee");
    map.insert("actor".to_owned(), json!({ "name": "Cy", "role": "reviewer" }));
    map.insert("decided_at".to_owned(), json!("2025-09-15T10:00:00Z"));
    for cell in decision["cells"].as_array_mut().unwrap() {
        let codes = cell.get("reasons").cloned().unwrap_or_else(|| json!([]));
        let marks: Vec<Value> =
            codes.as_array().unwrap().iter().map(|code| json!({ "code": code })).collect();
        cell["reasons"] = json!(marks);
    }
    let file = home.with("mine.jsonl", &format!("{ours}\n\n{decision}\n"));
    let words = ["train", "score", "--pack", "first-day", file.to_str().unwrap(), "--format", "json"];
    let ran = home.run(&words).fine().json();
    let attempts = ran["report"]["attempts"].as_array().unwrap();
    let earned: Vec<(&str, &Value)> =
        attempts.iter().map(|attempt| (attempt["trainee"].as_str().unwrap(), &attempt["lost"])).collect();
    assert_eq!(earned, [("Ana", &json!(0)), ("Cy", &json!(0))]);
}

#[test]
fn a_report_is_markdown_csv_or_json() {
    let home = Home::new();
    let file = home.with("mine.jsonl", answers());
    let run = |format: &str| {
        let words = ["train", "report", "--pack", "first-day", "--trainee", "=Ana", file.to_str().unwrap()];
        home.run(&[&words[..], &["--format", format]].concat()).fine()
    };
    let ran = run("md");
    assert!(ran.out.starts_with("# First day: seven short claims\n\n## =Ana\n"), "{}", ran.out);
    assert!(ran.out.contains("| agreement | kappa | n 38 | 1.000 | 1.000 to 1.000 |  |"), "{}", ran.out);
    assert!(ran.out.contains("| 7 of 7 | 1.000 | 0.908 to 1.000 | reached |"), "{}", ran.out);
    assert_eq!(ran.out, run("text").out);
    let rows = run("csv").out;
    assert!(
        rows.starts_with("trainee,measure,item,count,of,value,low,high,state\r\n'=Ana,points,"),
        "{rows}"
    );
    let report = run("json").json();
    assert_eq!(report["report"]["trainees"][0]["profile"]["exact_cells"]["share"]["value"], 1.0);
    let ran = home.run(&["train", "score", "--format", "csv", file.to_str().unwrap()]);
    assert_eq!(ran.code, 2, "only the report writes rows");
}
