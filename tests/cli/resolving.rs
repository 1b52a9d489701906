//! Conflicts settled on the command line, as the answers of the sample say: graded, shown, recorded, taken back.

use crate::support::answers::{self, Answer, AnswerCell};
use crate::support::conflicts::{Group, groups};
use crate::support::program::Home;
use proofdesk::domain::{ClaimId, Factor};
use serde_json::Value;

const WHY: &str = "The proof on file shows whose work drives the use.";

/// Judges every cell of a claim as its answer says, as Ana.
fn judge(home: &Home, id: &str) {
    let answer: Answer = answers::all().into_iter().find(|answer| answer.claim_id == id).unwrap();
    let shown = home.run(&["-f", "json", "show", id]).fine().json();
    let settled = |cell: &AnswerCell| {
        let cells = shown["checklist"]["cells"].as_array().unwrap();
        let same = |known: &&Value| {
            known["key"]["requirement"] == cell.requirement.as_str()
                && known["key"]["workload"].as_str() == cell.workload.as_deref()
        };
        cells.iter().find(same).is_none_or(|known| !known["settled"].is_null())
    };
    for cell in answer.cells.iter().filter(|cell| !settled(cell)) {
        let name = cell.name();
        let mut words = vec!["judge", id, "--cell", &name, "--verdict", &cell.verdict];
        let quotes: Vec<String> = cell
            .evidence
            .iter()
            .map(|evidence| format!("{}:{}", evidence.file_name, evidence.quote))
            .collect();
        for quote in &quotes {
            words.extend(["--quote", quote]);
        }
        let reasons: Vec<String> = cell
            .reason_codes
            .iter()
            .map(|code| {
                let fills = answers::fills(id, code, Some(cell));
                fills.iter().fold(code.clone(), |mark, (name, value)| {
                    format!("{mark},{name}={}", value.replace(',', " "))
                })
            })
            .collect();
        for reason in &reasons {
            words.extend(["--reason", reason]);
        }
        if cell.verdict == "not-applicable" || (cell.verdict == "met" && quotes.is_empty()) {
            words.extend(["--note", "as the answer says"]);
        }
        home.run(&words).fine();
    }
}

/// Grades every factor of a party, by its first words or as absent.
fn grade(home: &Home, conflict: &str, id: &str) {
    for (at, factor) in Factor::ALL.iter().enumerate() {
        let mut words = vec!["conflicts", "grade", conflict, "--party", id, "--factor", factor.word()];
        let document = &answers::claim(id).documents[0];
        let end = document.text.char_indices().nth(12).unwrap().0;
        let pin = format!("{}:0-{end}", document.file_name);
        if at % 2 == 0 {
            words.extend(["--grade", "1", "--pin", &pin]);
        } else {
            words.extend(["--grade", "0", "--note", "nothing about it"]);
        }
        home.run_as("eli", "supervisor", &words).fine();
    }
}

/// The id of the conflict with exactly these parties.
fn conflict_of(home: &Home, group: &Group) -> String {
    let list = home.run(&["-f", "jsonl", "conflicts", "list"]).fine().json_lines();
    let parties = |row: &Value| -> Vec<String> {
        let claims = row["parties"].as_array().unwrap().iter();
        let mut ids: Vec<String> =
            claims.filter_map(|party| Some(party["claim"]["claim_id"].as_str()?.to_owned())).collect();
        ids.sort();
        ids
    };
    let found = list.iter().find(|row| parties(row) == group.parties).unwrap_or_else(|| {
        panic!("{} is not among {:?}", group.name, list.iter().map(parties).collect::<Vec<_>>())
    });
    found["id"].as_str().unwrap().to_owned()
}

fn outcome(group: &Group) -> Vec<&str> {
    match group.winner {
        "neither" => vec!["--neither"],
        "ambiguous" => vec!["--ambiguous"],
        id => vec!["--winner", id],
    }
}

fn settle(home: &Home, conflict: &str, outcome: &[&str], more: &[&str]) -> crate::support::program::Ran {
    let words = ["-f", "json", "conflicts", "resolve", conflict, "--because", WHY];
    let words: Vec<&str> = words.iter().chain(outcome).chain(more).copied().collect();
    home.run_as("eli", "supervisor", &words)
}

#[test]
fn every_conflict_of_the_sample_is_settled_as_its_answer_says() {
    let home = Home::new();
    for group in groups() {
        let conflict = conflict_of(&home, &group);
        group.parties.iter().for_each(|id| judge(&home, id));
        let early = settle(&home, &conflict, &outcome(&group), &[]);
        assert_eq!(early.code, 4, "ungraded: {}", early.err);
        group.parties.iter().for_each(|id| grade(&home, &conflict, id));
        // Its parties were told before the first decision, and nobody since the dispute was opened.
        let told: &[&str] = if group.name == "cg-07" {
            &["--overriding", "Both were told on 27 August; the dispute brings nothing new."]
        } else {
            &[]
        };
        let dry: Vec<&str> = told.iter().copied().chain(["--dry-run"]).collect();
        let card = settle(&home, &conflict, &outcome(&group), &dry).fine().json();
        assert_eq!(card["obstacles"], serde_json::json!([]), "{}", group.name);
        let done = settle(&home, &conflict, &outcome(&group), told).fine().json();
        let cascade = done["resolution"]["resolution"]["cascade"].as_array().unwrap();
        let kinds = |lines: &[Value]| -> Vec<(String, String)> {
            let pair = |line: &Value| {
                let text = |name: &str| line[name].as_str().unwrap().to_owned();
                (text("claim_id"), text("kind"))
            };
            lines.iter().map(pair).collect()
        };
        let shown: Vec<Value> =
            card["cascade"].as_array().unwrap().iter().map(|one| one["line"].clone()).collect();
        assert_eq!(kinds(cascade), kinds(&shown), "{}: what was shown is what was done", group.name);
        let names: Vec<&str> =
            group.parties.iter().map(|id| answers::claim(id).partner.name.as_str()).collect();
        for line in cascade {
            let own = &answers::claim(line["claim_id"].as_str().unwrap()).partner.name;
            for notice in line["notices"].as_array().into_iter().flatten() {
                let text = notice["text"].as_str().unwrap();
                assert!(!text.contains('{') && !text.contains(WHY), "{text}");
                assert!(names.iter().filter(|name| *name != own).all(|name| !text.contains(name)), "{text}");
            }
        }
    }
    let decisions = home.run(&["-f", "jsonl", "export"]).fine().json_lines();
    for decision in &decisions {
        let id = decision["claim_id"].as_str().unwrap();
        let answer = answers::all().into_iter().find(|answer| answer.claim_id == id).unwrap();
        assert_eq!(decision["kind"], answer.decision.as_str(), "{id}");
        assert!(!decision["comment"].as_str().unwrap().contains(WHY), "{id}: the rationale stays here");
    }
    assert_eq!(decisions.len(), 12);
    assert_eq!(home.run(&["verify"]).code, 0);
}

fn ready(home: &Home, group: &Group) -> String {
    let conflict = conflict_of(home, group);
    group.parties.iter().for_each(|id| judge(home, id));
    group.parties.iter().for_each(|id| grade(home, &conflict, id));
    conflict
}

fn second() -> Group {
    crate::support::conflicts::group("cg-02")
}

#[test]
fn a_resolution_is_refused_to_reviewers_and_taken_back_as_one() {
    let home = Home::new();
    let conflict = ready(&home, &second());
    let words = ["conflicts", "resolve", &conflict, "--winner", "3075520", "--because", WHY];
    let refused = home.run_as("ben", "reviewer", &words);
    assert_eq!(refused.code, 4);
    assert!(refused.err.contains("by a supervisor"), "{}", refused.err);
    let alone = home.run_as("ana", "supervisor", &words);
    assert!(alone.err.contains("You alone judged"), "{}", alone.err);
    let loser = settle(&home, &conflict, &["--winner", "3121098"], &[]);
    assert!(loser.err.contains("cannot win"), "{}", loser.err);
    let done = settle(&home, &conflict, &["--winner", "3075520"], &[]).fine().json();
    let id = done["resolution"]["resolution"]["id"].as_str().unwrap();
    let again = settle(&home, &conflict, &["--neither"], &[]);
    assert!(again.err.contains("settled already"), "{}", again.err);
    let single = home.run_as("eli", "supervisor", &["withdraw", "3121098", "--because", "no"]);
    assert!(single.err.contains("taken back with it"), "{}", single.err);
    let back = ["conflicts", "withdraw", id, "--because", "The incumbent called."];
    home.run_as("eli", "supervisor", &back).fine();
    assert!(home.run(&["-f", "jsonl", "export"]).fine().json_lines().is_empty());
    settle(&home, &conflict, &["--ambiguous"], &[]).fine();
    let released = home.run_as("eli", "supervisor", &["release", "--all"]).fine();
    assert!(released.out.contains("3121098"), "{}", released.out);
    let list = home.run(&["-f", "jsonl", "conflicts", "resolutions"]).fine().json_lines();
    let (ended, open): (Vec<&Value>, Vec<&Value>) = list.iter().partition(|one| !one["ended"].is_null());
    assert_eq!((ended.len(), open.len()), (1, 1));
    let id = open[0]["resolution"]["id"].as_str().unwrap();
    let late = home.run_as("eli", "supervisor", &["conflicts", "withdraw", id, "--because", "Late."]);
    assert_eq!(late.code, 4);
    home.run_as("eli", "supervisor", &["conflicts", "reopen", id, "--because", "New proof came."]).fine();
    assert_eq!(home.run(&["verify"]).code, 0);
}

#[test]
fn a_batch_is_committed_as_planned_after_its_sample_was_opened_and_taken_back_as_one() {
    let home = Home::new();
    second().parties.iter().for_each(|id| judge(&home, id));
    let plan = || {
        let words = ["-f", "json", "conflicts", "batch", "--dry-run", "--because", WHY, "--seed", "s"];
        home.run_as("eli", "supervisor", &words).fine()
    };
    let first = plan();
    let rows = first.json();
    assert_eq!(rows["rows"].as_array().unwrap().len(), 1, "{rows}");
    assert!(rows["excluded"].as_array().unwrap().len() >= 8);
    assert!(
        rows["excluded"].as_array().unwrap().iter().all(|row| row["why"].as_str().unwrap().ends_with('.'))
    );
    let file = home.with("plan.json", &first.out);
    let file = file.to_str().unwrap();
    let eli = |words: &[&str]| {
        let words: Vec<&str> = ["conflicts", "batch", "--plan", file].iter().chain(words).copied().collect();
        home.run_as("eli", "supervisor", &words)
    };
    let unopened = eli(&[]);
    assert!(unopened.code == 4 && unopened.err.contains("not opened by you"), "{}", unopened.err);
    let sample = rows["sample"][0].as_str().unwrap();
    let opened = eli(&["--open", sample]).fine();
    assert!(opened.out.contains("B1") && opened.out.contains("3121098"), "{}", opened.out);
    // A claim that changes between preview and commit refuses the whole and is named.
    home.run(&["judge", "3121098", "--cell", "R5", "--verdict", "unclear", "--reason", "RC-R5-01"]).fine();
    let stale = eli(&[]);
    assert_eq!(stale.code, 5, "{}", stale.err);
    assert!(stale.err.contains("Cells of claim 3121098 were judged differently"), "{}", stale.err);
    let second_plan = plan();
    home.with("plan.json", &second_plan.out);
    assert!(eli(&[]).err.contains("not opened by you"), "another plan is opened anew");
    eli(&["--open", sample]).fine();
    let committed = eli(&[]).fine();
    assert_eq!(eli(&[]).fine().out, committed.out, "committed once");
    let id = second_plan.json()["id"].as_str().unwrap().to_owned();
    home.run_as("eli", "supervisor", &["conflicts", "withdraw", &id, "--because", "Too fast."]).fine();
    assert!(home.run(&["-f", "jsonl", "export"]).fine().json_lines().is_empty());
    home.with("plan.json", &second_plan.out.replace(WHY, "Another reason."));
    let edited = eli(&[]);
    assert!(edited.err.contains("not what its id stands for"), "{}", edited.err);
    assert!(ClaimId::parse("3121098").is_ok());
    assert_eq!(home.run(&["verify"]).code, 0);
}
