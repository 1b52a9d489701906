//! Every claim of the practice queue, judged and decided on the command line as its answer says.

use crate::support::answers::{self, Answer, AnswerCell};
use crate::support::program::Home;
use serde_json::Value;

fn reason(id: &str, code: &str, cell: Option<&AnswerCell>) -> String {
    // A comma separates values on the command line, so it cannot stand inside one.
    let fills = answers::fills(id, code, cell);
    fills
        .iter()
        .fold(code.to_owned(), |text, (name, value)| format!("{text},{name}={}", value.replace(',', ";")))
}

fn judge(home: &Home, answer: &Answer, cell: &AnswerCell) {
    let mut words =
        vec!["judge".to_owned(), answer.claim_id.clone(), "--cell".into(), cell.name(), "--verdict".into()];
    words.extend([cell.verdict.clone(), "--note".into(), cell.why.clone()]);
    for evidence in &cell.evidence {
        words.extend(["--quote".into(), format!("{}:{}", evidence.file_name, evidence.quote)]);
    }
    for code in &cell.reason_codes {
        words.extend(["--reason".into(), reason(&answer.claim_id, code, Some(cell))]);
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    home.run(&words).fine();
}

fn note_claim_reasons(home: &Home, answer: &Answer) {
    let reasons: Vec<String> =
        answer.claim_reason_codes.iter().map(|code| reason(&answer.claim_id, code, None)).collect();
    if !reasons.is_empty() {
        let options = reasons.iter().flat_map(|reason| ["--claim-reason", reason.as_str()]);
        home.run(&["judge", answer.claim_id.as_str()].into_iter().chain(options).collect::<Vec<_>>()).fine();
    }
}

fn settled(shown: &Value, cell: &AnswerCell) -> bool {
    let cells = shown["checklist"]["cells"].as_array().unwrap();
    let found = cells.iter().find(|shown| {
        shown["key"]["requirement"] == cell.requirement.as_str()
            && shown["key"]["workload"].as_str() == cell.workload.as_deref()
    });
    // A row that does not apply at all is not shown.
    found.is_none_or(|shown| !shown["settled"].is_null())
}

/// Decides as a reviewer; where a rule wants a supervisor or a reason, as a supervisor with a reason.
fn decide(home: &Home, answer: &Answer) {
    let id = answer.claim_id.as_str();
    let plain = home.run(&["decide", id, "--dry-run", "--format", "json"]).fine().json();
    let follows =
        plain["kind"] == answer.decision.as_str() && plain["obstacles"].as_array().unwrap().is_empty();
    if follows {
        home.run(&["decide", id]).fine();
        return;
    }
    let because = "as the papers of both parties show";
    home.run_as("sam", "supervisor", &["decide", id, "--kind", &answer.decision, "--because", because])
        .fine();
}

/// Every run opens the desk anew, so a sample of the answers is enough here; the whole-app test decides them all.
fn sample() -> Vec<Answer> {
    const CLAIMS: [&str; 6] = ["3128045", "3128267", "3128704", "3122330", "3128950", "3127018"];
    answers::queue().into_iter().filter(|answer| CLAIMS.contains(&answer.claim_id.as_str())).collect()
}

/// Judges every cell of a claim and decides it.
pub(crate) fn review(home: &Home, answer: &Answer) {
    let shown = home.run(&["show", &answer.claim_id, "--format", "json"]).fine().json();
    for cell in answer.cells.iter().filter(|cell| !settled(&shown, cell)) {
        judge(home, answer, cell);
    }
    note_claim_reasons(home, answer);
    decide(home, answer);
}

#[test]
fn claims_of_the_practice_queue_are_decided_as_their_answers_say() {
    let home = Home::new();
    for answer in sample() {
        review(&home, &answer);
    }
    let exported = home.run(&["export", "--format", "jsonl"]).fine().json_lines();
    assert_eq!(exported.len(), sample().len());
    for answer in sample() {
        let found = exported.iter().find(|line| line["claim_id"] == answer.claim_id.as_str()).unwrap();
        answers::compare(&answer, found);
    }
    assert!(home.run(&["verify"]).fine().out.starts_with("The record is whole"));
}
