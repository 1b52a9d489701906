//! Many requests in one process: each line is answered, what cannot be done changes nothing, nothing is lost.

use crate::support::conversation::{Conversation, command};
use crate::support::opinions::{Person, answer};
use crate::support::program::{Home, Ran};
use serde_json::{Value, json};

const CLAIM: &str = "3128950";
/// A claim whose practice checklist needs no verdict.
const OTHER: &str = "3126930";

/// Runs lines as a script from a file.
fn script(person: &Person<'_>, lines: &str) -> Ran {
    let file = person.home.with("requests.jsonl", lines);
    person.run(&["script", file.to_str().unwrap()])
}

/// Every cell of the practice answer, as a request.
fn judged(id: &str) -> Value {
    let cells: Vec<Value> = answer(id)
        .cells
        .iter()
        .map(|cell| {
            let quotes: Vec<Value> = cell
                .evidence
                .iter()
                .map(|evidence| json!({ "document": evidence.file_name, "text": evidence.quote }))
                .collect();
            let reasons: Vec<Value> = cell
                .reason_codes
                .iter()
                .map(|code| {
                    let fills = crate::support::answers::fills(id, code, Some(cell));
                    json!({ "code": code, "fills": fills })
                })
                .collect();
            json!({ "cell": cell.name(), "verdict": cell.verdict, "quotes": quotes, "reasons": reasons,
                    "note": "as the papers show" })
        })
        .collect();
    json!({ "do": "judge", "claim": id, "cells": cells })
}

#[test]
fn every_line_is_answered_by_a_line_and_refusals_leave_the_others_alone() {
    let home = Home::new();
    let ana = Person::reviewer(&home, "ana");
    let lines = [
        r#"{"do":"decide","claim":"3126930","ref":"first"}"#.to_owned(),
        String::new(),
        "Dear diary".to_owned(),
        r#"{"do":"dance","claim":"3126930"}"#.to_owned(),
        r#"{"do":"decide","claim":"3126930","knid":"reject"}"#.to_owned(),
        r#"{"do":"decide","claim":"9999999"}"#.to_owned(),
        format!(r#"{{"do":"decide","claim":"{CLAIM}","ref":{{"row":7}}}}"#),
        r#"{"do":"withdraw","claim":"3126930","because":"Once more."}"#.to_owned(),
        r#"{"do":"withdraw","claim":"3126930","because":"Once more."}"#.to_owned(),
    ];
    let ran = script(&ana, &lines.join("\n"));
    let said = ran.json_lines();
    assert_eq!(said.len(), lines.len() - 1, "an empty line asks for nothing");
    let told: Vec<(u64, bool, &str)> = said
        .iter()
        .map(|one| {
            let kind = one["error"]["kind"].as_str().unwrap_or_default();
            (one["line"].as_u64().unwrap(), one["ok"].as_bool().unwrap(), kind)
        })
        .collect();
    let expected = [
        (1, true, ""),
        (3, false, "usage"),
        (4, false, "usage"),
        (5, false, "usage"),
        (6, false, "not-found"),
        (7, false, "refused"),
        (8, true, ""),
        (9, false, "refused"),
    ];
    assert_eq!(told, expected, "{}", ran.out);
    assert_eq!(ran.code, 2, "the code of the first refusal");
    assert!(ran.err.contains("9 lines read, 2 carried out"), "{}", ran.err);
    assert_eq!(
        (&said[0]["ref"], &said[0]["do"], &said[0]["claim"]),
        (&"first".into(), &"decide".into(), &OTHER.into())
    );
    assert_eq!(said[0]["result"]["recorded"]["decision"]["kind"], "approve");
    assert_eq!(said[5]["ref"]["row"], 7);
    assert!(said[3]["error"]["why"].as_str().unwrap().contains("knid"), "{}", said[3]);
    assert!(home.run(&["verify"]).fine().out.starts_with("The record is whole"));
}

#[test]
fn a_checklist_is_judged_in_one_line_all_of_it_or_nothing() {
    let home = Home::new();
    let ana = Person::reviewer(&home, "ana");
    let mut half = judged(CLAIM);
    half["cells"][1]["quotes"] = json!([{ "document": "nowhere.pdf", "text": "x" }]);
    let refused = script(&ana, &half.to_string()).json_lines();
    assert_eq!(refused[0]["error"]["kind"], "not-found");
    let judgements = || {
        let shown = home.run(&["show", CLAIM, "--format", "json"]).fine().json();
        let cells = shown["checklist"]["cells"].as_array().unwrap().clone();
        cells.iter().filter(|cell| !cell["judgement"].is_null()).count()
    };
    assert_eq!(judgements(), 0, "nothing of a refused line");
    let lines = format!("{}\n{}\n", judged(CLAIM), json!({ "do": "decide", "claim": CLAIM }));
    let ran = script(&ana, &lines).fine().json_lines();
    assert_eq!(ran[0]["result"]["open"], json!([]));
    assert_eq!(ran[0]["result"]["recorded"].as_u64(), Some(judgements() as u64));
    assert_eq!(ran[0]["result"]["outcome"]["kind"], answer(CLAIM).decision.as_str());
    assert_eq!(ran[1]["result"]["recorded"]["decision"]["kind"], answer(CLAIM).decision.as_str());

    let one_by_one = Home::new();
    let other = Person::reviewer(&one_by_one, "ana");
    other.judge_all(&answer(CLAIM), "as the papers show");
    other.run(&["decide", CLAIM]).fine();
    // Left out is what differs on purpose: a comma in the value of a variable cannot be said on the command line, and
    // one by one the cells that a rule settles are left alone.
    let cells = |home: &Home| {
        let mut cells = home.run(&["export"]).fine().json_lines()[0]["cells"].clone();
        for cell in cells.as_array_mut().unwrap() {
            cell.as_object_mut().unwrap().remove("note");
            for reason in cell["reasons"].as_array_mut().unwrap() {
                reason.as_object_mut().unwrap().remove("fills");
            }
        }
        cells
    };
    assert_eq!(cells(&home), cells(&one_by_one), "the same decision as cell by cell");
}

#[test]
fn documents_and_reasons_of_the_claim_are_set_and_taken_back() {
    let home = Home::new();
    let ana = Person::reviewer(&home, "ana");
    let name =
        home.run(&["show", CLAIM, "--format", "json"]).fine().json()["claim"]["documents"][0]["file_name"]
            .clone();
    let marks = |more: Value| json!({ "do": "judge", "claim": CLAIM, "documents": [more] }).to_string();
    let shown = || home.run(&["show", CLAIM, "--format", "json"]).fine().json()["checklist"].clone();
    script(&ana, &marks(json!({ "document": name, "exclude": "RC-D-01", "kind": "quote" }))).fine();
    let name = name.as_str().unwrap();
    assert_eq!((&shown()["excluded"][name], &shown()["kinds"][name]), (&"RC-D-01".into(), &"quote".into()));
    script(&ana, &marks(json!({ "document": name, "exclude": null }))).fine();
    assert_eq!((&shown()["excluded"][name], &shown()["kinds"][name]), (&Value::Null, &"quote".into()));
    let nothing = script(&ana, &json!({ "do": "judge", "claim": CLAIM }).to_string());
    assert_eq!(nothing.code, 2);
}

#[test]
fn the_same_decision_asked_for_twice_under_one_key_is_recorded_once() {
    let home = Home::new();
    let ana = Person::reviewer(&home, "ana");
    let line = json!({ "do": "decide", "claim": OTHER, "id": "0123456789abcdef0123456789abcdef" });
    let ran = script(&ana, &format!("{line}\n{line}\n")).fine().json_lines();
    assert_eq!(ran[0]["result"]["recorded"], ran[1]["result"]["recorded"]);
    let other = json!({ "do": "decide", "claim": OTHER, "id": "f123456789abcdef0123456789abcdef" });
    assert_eq!(script(&ana, &other.to_string()).code, 4);
    assert_eq!(home.run(&["export", "--withdrawn"]).fine().json_lines().len(), 1);
}

#[test]
fn a_script_may_wait_for_each_answer_and_everything_that_was_answered_survives_a_kill() {
    let home = Home::new();
    let ana = Person::reviewer(&home, "ana");
    let mut talk = Conversation::start(&ana, &[]);
    talk.fine(&judged(CLAIM));
    let shown = talk.fine(&json!({ "do": "show", "claim": CLAIM }));
    assert_eq!(shown["gaps"], json!([]));
    let receipt = talk.fine(&json!({ "do": "decide", "claim": CLAIM }));
    talk.kill();
    let exported = home.run(&["export"]).fine().json_lines();
    assert_eq!(exported[0]["event_hash"], receipt["recorded"]["hash"]);
    assert!(home.run(&["verify"]).fine().out.starts_with("The record is whole"));

    let sam = Person::supervisor(&home, "sam");
    let mut talk = Conversation::start(&sam, &[]);
    assert_eq!(talk.fine(&json!({ "do": "release", "all": true }))["claims"], json!([CLAIM]));
    assert_eq!(talk.ask(&json!({ "do": "release" }))["error"]["kind"], "usage");
    talk.fine(&json!({ "do": "void", "claim": CLAIM, "because": "Nobody asked the partner." }));
    talk.fine(&json!({ "do": "skip", "claim": CLAIM, "because": "Later." }));
    assert_eq!(talk.fine(&json!({ "do": "second-look" }))["claim_id"], Value::Null);
    assert_eq!(talk.end(), 2, "the code of the first refusal");
}

#[test]
fn a_second_look_is_taken_judged_signed_and_settled_by_lines_alone() {
    let home = Home::new();
    let ana = Person::reviewer(&home, "ana");
    script(&ana, &format!("{}\n{}", judged(CLAIM), json!({ "do": "decide", "claim": CLAIM }))).fine();
    let sam = Person::supervisor(&home, "sam");
    sam.run(&["quality", "seed", "2025-09", "--seed", "sesame"]).fine();
    let bela = Person::reviewer(&home, "bela");
    let mut talk = Conversation::start(&bela, &[]);
    assert_eq!(talk.fine(&json!({ "do": "second-look" }))["claim_id"], CLAIM);
    let mut doubtful = judged(CLAIM);
    for cell in doubtful["cells"].as_array_mut().unwrap() {
        if cell["cell"] == "dates" {
            *cell = json!({ "cell": "R5", "verdict": "unclear",
                            "reasons": [{ "code": "RC-R5-06", "fills": { "dates": "one, two" } }] });
        }
    }
    talk.fine(&doubtful);
    talk.fine(&json!({ "do": "decide", "claim": CLAIM }));
    assert_eq!(talk.end(), 0);
    let settle = |cells: Value| json!({ "do": "adjudicate", "claim": CLAIM, "kind": "partial-approve", "cells": cells, "because": "Page 2." });
    let cell = json!({ "cell": "R5", "verdict": "met", "cause": "evidence-missed" });
    let lines = [settle(json!([])), settle(json!([cell])), settle(json!([cell]))];
    let said = script(&sam, &lines.map(|line| line.to_string()).join("\n")).json_lines();
    let kinds: Vec<&str> = said.iter().map(|one| one["error"]["kind"].as_str().unwrap_or("fine")).collect();
    assert_eq!(kinds, ["refused", "fine", "not-found"], "{said:?}");
}

#[test]
fn when_nobody_reads_the_answers_any_more_it_stops_and_says_which_line_it_was() {
    let home = Home::new();
    let line = json!({ "do": "show", "claim": OTHER }).to_string();
    let file = home.with("requests.jsonl", &format!("{line}\n").repeat(200));
    let ana = Person::reviewer(&home, "ana");
    let mut command = command(&ana, &["script", file.to_str().unwrap()]);
    let piped = command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut child = piped.spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    let told = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(1), "{told}");
    assert!(told.contains("The answer to line 1 could not be written."), "{told}");
}
