//! Whole opinions on practice claims, given from the command line by anybody in any seat.

use super::answers::{self, Answer, AnswerCell};
use super::program::{Home, Ran};
use serde_json::Value;

/// Somebody at the command line.
pub(crate) struct Person<'a> {
    pub(crate) home: &'a Home,
    pub(crate) name: &'a str,
    pub(crate) role: &'a str,
}

impl<'a> Person<'a> {
    pub(crate) fn reviewer(home: &'a Home, name: &'a str) -> Self {
        Self { home, name, role: "reviewer" }
    }

    pub(crate) fn supervisor(home: &'a Home, name: &'a str) -> Self {
        Self { home, name, role: "supervisor" }
    }

    pub(crate) fn run(&self, words: &[&str]) -> Ran {
        self.home.run_as(self.name, self.role, words)
    }

    /// Judges every open cell of a claim as its answer says, with a note on each.
    pub(crate) fn judge_all(&self, answer: &Answer, note: &str) {
        let shown = self.run(&["show", &answer.claim_id, "--format", "json"]).fine().json();
        for cell in answer.cells.iter().filter(|cell| !is_settled(&shown, cell)) {
            self.judge(answer, cell, &["--note", note]);
        }
    }

    /// Judges one cell as its answer says.
    pub(crate) fn judge(&self, answer: &Answer, cell: &AnswerCell, more: &[&str]) {
        let mut words: Vec<String> =
            ["judge", &answer.claim_id, "--cell", &cell.name(), "--verdict", &cell.verdict]
                .map(str::to_owned)
                .to_vec();
        for evidence in &cell.evidence {
            words.extend(["--quote".into(), format!("{}:{}", evidence.file_name, evidence.quote)]);
        }
        for code in &cell.reason_codes {
            let fills = answers::fills(&answer.claim_id, code, Some(cell));
            let reason = fills.iter().fold(code.clone(), |text, (name, value)| {
                format!("{text},{name}={}", value.replace(',', ";"))
            });
            words.extend(["--reason".into(), reason]);
        }
        let words: Vec<&str> = words.iter().map(String::as_str).chain(more.iter().copied()).collect();
        self.run(&words).fine();
    }
}

/// Whether a rule settled the cell of an answer.
fn is_settled(shown: &Value, cell: &AnswerCell) -> bool {
    let cells = shown["checklist"]["cells"].as_array().unwrap();
    let found = cells.iter().find(|shown| {
        shown["key"]["requirement"] == cell.requirement.as_str()
            && shown["key"]["workload"].as_str() == cell.workload.as_deref()
    });
    found.is_none_or(|shown| !shown["settled"].is_null())
}

/// The answer to a practice claim.
pub(crate) fn answer(id: &str) -> Answer {
    answers::all().into_iter().find(|answer| answer.claim_id == id).unwrap()
}
