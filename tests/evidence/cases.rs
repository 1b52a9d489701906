//! Small cases written from the rules and traps: every file of `tests/evidence/cases/`.
//!
//! A case is a claim with a few lines of proof and what must be pointed at in it. Each file is a list of cases; the
//! fields are those of [`Case`] and [`Expected`]. `PROOFDESK_CASES=FOLDER` reads the files of another folder instead.

use super::case_claim::{CaseDocument, ClaimChanges};
use super::sample::Engines;
use proofdesk::domain::{
    Candidate, CellKey, CellSuggestion, Claim, Mention, Polarity, Requirement, Signal, Suggestions,
};
use proofdesk::text::Span;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// A sentence.
    name: String,
    /// The rule or trap of the rule catalogue it is written from.
    rule: String,
    requirement: Requirement,
    /// Row of R3 and R4; the first claimed workload when absent.
    workload: Option<String>,
    #[serde(default)]
    claim: ClaimChanges,
    document: Vec<CaseDocument>,
    expect: Expected,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Expected {
    /// One of these.
    signal: Vec<Signal>,
    /// One of these overlaps one of the first three candidates.
    first_three: Vec<String>,
    /// One of these overlaps the first candidate.
    first: Vec<String>,
    /// Polarity of the best candidate that overlaps an expected quote, or of the best one.
    polarity: Option<Polarity>,
    /// No candidate that speaks for the requirement overlaps one of these.
    not_for: Vec<String>,
    /// All of these codes are among the cautions.
    caution: Vec<String>,
    /// None of these codes is.
    no_caution: Vec<String>,
    /// How the workload is mentioned.
    mention: Option<Mention>,
}

impl Case {
    /// Everything that is not as expected, a sentence each.
    fn failures(&self, engines: &Engines) -> Vec<String> {
        let claim = self.claim.claim(&self.document);
        let missing = self.quotes().filter(|quote| occurrences(&claim, quote).is_empty());
        let mut failures: Vec<String> = missing.map(|quote| format!("no document holds {quote:?}")).collect();
        let suggestions = engines.suggest(&claim);
        let workload = self.workload.clone().or_else(|| claim.workloads.first().map(|w| w.name.clone()));
        let row = workload.clone().filter(|_| self.requirement.is_per_workload());
        match suggestions.cell(&CellKey { requirement: self.requirement, workload: row }) {
            Some(cell) => failures.extend(self.expect.failures(&claim, cell)),
            None => failures.push(format!("the claim has no row {}", self.requirement)),
        }
        failures.extend(self.mention_failure(&suggestions, workload.as_deref()));
        failures
    }

    fn quotes(&self) -> impl Iterator<Item = &String> {
        self.expect.first_three.iter().chain(&self.expect.first).chain(&self.expect.not_for)
    }

    fn mention_failure(&self, suggestions: &Suggestions, workload: Option<&str>) -> Option<String> {
        let expected = self.expect.mention?;
        let found = suggestions.workloads.iter().find(|mention| Some(mention.name.as_str()) == workload);
        let found = found.map(|mention| mention.mention);
        (found != Some(expected)).then(|| format!("the mention is {found:?}, not {expected:?}"))
    }
}

impl Expected {
    fn is_empty(&self) -> bool {
        let quotes = [&self.first_three, &self.first, &self.not_for, &self.caution, &self.no_caution];
        self.signal.is_empty()
            && quotes.iter().all(|list| list.is_empty())
            && self.polarity.is_none()
            && self.mention.is_none()
    }

    fn failures(&self, claim: &Claim, cell: &CellSuggestion) -> Vec<String> {
        let mut failures = Vec::new();
        if !self.signal.is_empty() && !self.signal.contains(&cell.signal) {
            failures.push(format!("the signal is {}, not {:?}", cell.signal, self.signal));
        }
        let hits = |quotes: &[String], most: usize| {
            cell.candidates.iter().take(most).any(|candidate| overlaps(claim, candidate, quotes))
        };
        if !self.first_three.is_empty() && !hits(&self.first_three, 3) {
            failures.push(format!("not among the first three: {:?}", self.first_three));
        }
        if !self.first.is_empty() && !hits(&self.first, 1) {
            failures.push(format!("not first: {:?}", self.first));
        }
        failures.extend(self.polarity_failure(claim, cell));
        let speaks_for = |candidate: &&Candidate| {
            candidate.polarity == Polarity::For && overlaps(claim, candidate, &self.not_for)
        };
        let wrong = cell.candidates.iter().filter(speaks_for);
        failures.extend(wrong.map(|candidate| format!("speaks for it: {:?}", candidate.text)));
        let codes: BTreeSet<&str> = cell.cautions.iter().map(|caution| caution.code.as_str()).collect();
        let lacking = self.caution.iter().filter(|code| !codes.contains(code.as_str()));
        failures.extend(lacking.map(|code| format!("no caution {code} among {codes:?}")));
        let unwanted = self.no_caution.iter().filter(|code| codes.contains(code.as_str()));
        failures.extend(unwanted.map(|code| format!("unwanted caution {code}")));
        if !failures.is_empty() {
            failures.extend(cell.candidates.iter().map(shown));
        }
        failures
    }

    fn polarity_failure(&self, claim: &Claim, cell: &CellSuggestion) -> Option<String> {
        let expected = self.polarity?;
        let quotes = [self.first.as_slice(), self.first_three.as_slice()].concat();
        let meant =
            |candidate: &&Candidate| quotes.is_empty() || overlaps(claim, candidate, quotes.as_slice());
        let found = cell.candidates.iter().find(meant).map(|candidate| candidate.polarity);
        (found != Some(expected)).then(|| format!("the polarity is {found:?}, not {expected:?}"))
    }
}

fn shown(candidate: &Candidate) -> String {
    format!("found ({}, {}) {:?}", candidate.polarity, candidate.why, candidate.text)
}

fn overlaps(claim: &Claim, candidate: &Candidate, quotes: &[String]) -> bool {
    quotes
        .iter()
        .flat_map(|quote| occurrences(claim, quote))
        .any(|(document, span)| document == candidate.document && span.overlaps(candidate.span))
}

/// Every place where a quote stands.
fn occurrences<'c>(claim: &'c Claim, quote: &str) -> Vec<(&'c str, Span)> {
    let in_document = |document: &'c proofdesk::domain::PoeDocument| {
        let starts = document.text.match_indices(quote).map(|(start, _)| start);
        starts.map(|start| (document.file_name.as_str(), Span::new(start, start + quote.len())))
    };
    claim.documents.iter().flat_map(|document| in_document(document).collect::<Vec<_>>()).collect()
}

#[allow(clippy::disallowed_methods, reason = "a test run is told by its environment where cases lie")]
fn folder() -> PathBuf {
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/evidence/cases");
    std::env::var_os("PROOFDESK_CASES").map_or_else(own, PathBuf::from)
}

fn files() -> Vec<(String, CaseFile)> {
    let entries = fs::read_dir(folder()).expect("the folder of the cases");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("a readable file");
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let file = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, file)
    };
    paths.iter().map(read).collect()
}

#[test]
fn every_case_points_where_its_author_points() {
    let engines = Engines::new();
    let mut failing = Vec::new();
    let mut count = 0;
    for (file, cases) in files() {
        for case in &cases.case {
            count += 1;
            let failures = case.failures(&engines);
            if !failures.is_empty() {
                let name = format!("{file}: {} [{}]", case.name, case.rule);
                failing.push(format!("{name}\n    {}", failures.join("\n    ")));
            }
        }
    }
    assert!(failing.is_empty(), "{} of {count} cases fail:\n{}", failing.len(), failing.join("\n"));
}

#[test]
fn every_case_has_a_name_of_its_own_and_expects_something() {
    let mut names = BTreeSet::new();
    for (file, cases) in files() {
        for case in cases.case {
            assert!(!case.expect.is_empty(), "{file}: {} expects nothing", case.name);
            assert!(names.insert(case.name.clone()), "{file}: {} is there twice", case.name);
        }
    }
}
