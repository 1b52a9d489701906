//! The answers a trainer holds to be right, for driving the program through whole claims.

use proofdesk::assets;
use proofdesk::comments;
use proofdesk::domain::{Claim, ReasonCode};
use proofdesk::policy::{Edition, Editions};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// One answer (interchange formats §2).
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Answer {
    pub(crate) claim_id: String,
    pub(crate) cells: Vec<AnswerCell>,
    pub(crate) decision: String,
    pub(crate) approved_workloads: Vec<String>,
    pub(crate) claim_reason_codes: Vec<String>,
    pub(crate) set: String,
    #[serde(default)]
    pub(crate) lesson: String,
}

/// One cell of an answer.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct AnswerCell {
    pub(crate) requirement: String,
    pub(crate) workload: Option<String>,
    pub(crate) verdict: String,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) reason_codes: Vec<String>,
    pub(crate) why: String,
}

impl AnswerCell {
    /// The cell as it is named on the command line.
    pub(crate) fn name(&self) -> String {
        match &self.workload {
            Some(workload) => format!("{}:{workload}", self.requirement),
            None => self.requirement.clone(),
        }
    }
}

/// A quote that carries a verdict.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Evidence {
    pub(crate) file_name: String,
    pub(crate) quote: String,
}

/// All answers.
pub(crate) fn all() -> Vec<Answer> {
    assets::SAMPLE_ANSWERS.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The answers for the claims of the reviewer's queue.
pub(crate) fn queue() -> Vec<Answer> {
    all().into_iter().filter(|answer| answer.set == "queue").collect()
}

static CLAIMS: LazyLock<BTreeMap<String, Claim>> = LazyLock::new(|| {
    let claims = assets::SAMPLE_CLAIMS.lines().map(|line| serde_json::from_str::<Claim>(line).unwrap());
    claims.map(|claim| (claim.claim_id.to_string(), claim)).collect()
});

static EDITIONS: LazyLock<Editions> =
    LazyLock::new(|| Editions::from_sources(&assets::edition_sources(None).unwrap()).unwrap());

/// The sample claim of this id.
pub(crate) fn claim(id: &str) -> &'static Claim {
    &CLAIMS[id]
}

/// The edition that judges the sample claim of this id.
pub(crate) fn edition(id: &str) -> Arc<Edition> {
    EDITIONS.for_claim(claim(id)).edition
}

/// A value for every variable that a person has to supply for this code.
pub(crate) fn fills(id: &str, code: &str, cell: Option<&AnswerCell>) -> BTreeMap<String, String> {
    let edition = edition(id);
    let spec = edition.reason(&ReasonCode::parse(code).unwrap()).unwrap();
    let evidence = cell.and_then(|cell| cell.evidence.first());
    let document = evidence.map(|evidence| evidence.file_name.clone());
    let document =
        document.or_else(|| claim(id).documents.first().map(|document| document.file_name.clone()));
    let value = |name: &str| match name {
        "doc" => document.clone().unwrap_or_default(),
        "quote" => {
            evidence.map_or_else(|| "as written".to_owned(), |evidence| evidence.quote.trim().to_owned())
        }
        _ => "as found in the proof".to_owned(),
    };
    comments::variables(spec)
        .into_iter()
        .filter(|name| !comments::is_common_variable(name))
        .map(|name| (name.clone(), value(&name)))
        .collect()
}

fn codes(cell: &Value) -> Vec<&str> {
    let mut codes: Vec<&str> =
        cell["reasons"].as_array().unwrap().iter().map(|r| r["code"].as_str().unwrap()).collect();
    codes.sort_unstable();
    codes
}

fn sorted(codes: &[String]) -> Vec<&str> {
    let mut codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    codes.sort_unstable();
    codes
}

/// Fails unless an exported decision is what the answer says.
pub(crate) fn compare(answer: &Answer, exported: &Value) {
    let id = &answer.claim_id;
    assert_eq!(exported["kind"], answer.decision.as_str(), "{id}");
    let mut approved: Vec<&str> = exported["approved_workloads"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap())
        .collect();
    approved.sort_unstable();
    assert_eq!(approved, sorted(&answer.approved_workloads), "{id}");
    for cell in &answer.cells {
        let found = exported["cells"].as_array().unwrap().iter().find(|shown| {
            shown["requirement"] == cell.requirement.as_str()
                && shown["workload"].as_str() == cell.workload.as_deref()
        });
        let verdict = found.map_or("not-applicable", |shown| shown["verdict"].as_str().unwrap());
        assert_eq!(verdict, cell.verdict, "{id} {}", cell.name());
        assert_eq!(found.map(codes).unwrap_or_default(), sorted(&cell.reason_codes), "{id} {}", cell.name());
    }
}
