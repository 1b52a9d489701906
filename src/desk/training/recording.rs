//! A pack made of reviews that were done: their verdicts become the answers, their notes the rationale, and every real
//! name an invented one.
//!
//! Reads files only – exported decisions and the claims they are about – so that no desk is opened. Nothing is written
//! while a single original is left; the pack appears whole or not at all and is never written over. Only the file of
//! names is kept up to date in any case: it is where a person corrects what was found, and it stays with its owner.

use super::names_file::{read_names, write_names};
use super::real_decisions::RealDecisions;
use super::{PackCheck, check_pack};
use crate::desk::import::unreadable;
use crate::desk::open::editions;
use crate::desk::{Failure, FailureKind};
use crate::domain::{Answer, AnswerCell, AnswerQuote, Claim, ClaimId, Decision, Requirement, Verdict};
use crate::intake::{self, ClaimSource, Limits, Reading};
use crate::paths::Paths;
use crate::policy::Editions;
use crate::redaction::{Leak, LeakSearch, Names, Replacer};
use crate::store::folder_of;
use crate::text::clean;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What to make a pack of.
#[derive(Debug, Clone)]
pub struct Recording {
    /// Exported decisions, one a line.
    pub reviews: PathBuf,
    /// The claims they are about.
    pub claims: PathBuf,
    /// Only these claims; all that were reviewed when empty.
    pub only: Vec<ClaimId>,
    /// Who stands behind which name.
    pub names: PathBuf,
    /// The folder to make.
    pub into: PathBuf,
    /// Title of the pack.
    pub title: String,
}

/// A pack that was made.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recorded {
    /// Its folder.
    pub folder: PathBuf,
    /// Claims in it, as they are called there.
    pub claims: Vec<ClaimId>,
    /// How many names were replaced.
    pub names: usize,
    /// Where they are kept.
    pub names_file: PathBuf,
    /// What the check of the pack says.
    pub check: PackCheck,
}

/// Names and texts of the files of a pack.
type PackText = [(&'static str, String); 3];

/// Makes the pack.
pub fn record_pack(recording: &Recording, paths: &Paths) -> Result<Recorded, Failure> {
    if recording.into.exists() {
        return Err(exists(&recording.into));
    }
    let (editions, _) = editions(paths)?;
    let reviewed = reviewed(recording)?;
    let claims: Vec<Claim> = reviewed.iter().map(|(claim, _)| claim.clone()).collect();
    let mut names = read_names(&recording.names)?;
    names.learn(&claims);
    write_names(&recording.names, &names)?;
    let keep = kept_phrases(&editions, &claims);
    let replacer = Replacer::new(&names, &keep);
    let (mut shown, mut answers) = (Vec::new(), Vec::new());
    for (claim, decision) in &reviewed {
        shown.push(replacer.claim(claim).map_err(|error| unusable(&claim.claim_id, &error.to_string()))?);
        answers.push(answer(claim, decision, &replacer));
    }
    let ids: Vec<ClaimId> = shown.iter().map(|claim| claim.claim_id.clone()).collect();
    let as_of = reviewed.iter().map(|(_, decision)| decision.decided_at).max();
    let manifest = manifest(recording, as_of.unwrap_or_default());
    let files = files(manifest, &shown, &answers)?;
    refuse_leaks(&files, &names, &keep)?;
    let check = write_pack(&recording.into, &files, paths)?;
    Ok(Recorded {
        folder: recording.into.clone(),
        claims: ids,
        names: names.all().len(),
        names_file: recording.names.clone(),
        check,
    })
}

/// Claims with the decision that stands, in the order of their file.
fn reviewed(recording: &Recording) -> Result<Vec<(Claim, Decision)>, Failure> {
    let decisions = RealDecisions::read(&recording.reviews)
        .map_err(|failure| failure.while_doing("No pack was made."))?;
    let mut decisions = decisions.last_in_force();
    let source =
        ClaimSource::at(&recording.claims).unwrap_or_else(|| ClaimSource::Jsonl(recording.claims.clone()));
    let (mut found, mut refused) = (Vec::new(), None);
    intake::read(&source, &Limits::default(), &mut |reading| {
        match reading {
            Reading::Claim(claim) if recording.wants(&claim.claim_id) => {
                found.extend(decisions.remove(&claim.claim_id).map(|decision| (*claim, decision)));
            }
            Reading::Refused(refusal) => refused = refused.take().or(Some(refusal)),
            _ => {}
        }
        ControlFlow::Continue(())
    })
    .map_err(|error| unreadable("The claims could not be read.", &error))?;
    let missing = recording.only.iter().find(|id| !found.iter().any(|(claim, _)| claim.claim_id == **id));
    match (missing, refused) {
        (Some(id), refused) => {
            let why = refused.map(|refusal| format!(" A line was refused: {refusal}")).unwrap_or_default();
            Err(unusable(
                id,
                &format!("The two files do not hold both the claim and a decision about it.{why}"),
            ))
        }
        (None, _) if found.is_empty() => Err(Failure::new(
            FailureKind::NotFound,
            "No pack was made.",
            "None of the decisions is about a claim of the other file.",
        )
        .hint(
            "`proofdesk export --format jsonl` writes decisions; the claims are the file that was imported.",
        )),
        (None, _) => match found.iter().find(|(claim, decision)| decision.claim_digest != claim.digest()) {
            Some((claim, _)) => Err(unusable(&claim.claim_id, "The claim is not the one that was decided.")),
            None => Ok(found),
        },
    }
}

impl Recording {
    fn wants(&self, id: &ClaimId) -> bool {
        self.only.is_empty() || self.only.contains(id)
    }
}

/// One line of the answers: what was decided is what is right, and what was noted is why.
fn answer(claim: &Claim, decision: &Decision, replacer: &Replacer) -> Value {
    let answer = Answer::of_decision(decision, claim);
    let cells: Vec<Value> = answer.cells.iter().map(|cell| answer_cell(cell, replacer)).collect();
    json!({
        "claim_id": replacer.text(answer.claim_id.as_str()),
        "set": "training",
        "cells": cells,
        "decision": answer.decision,
        "accepted_decisions": answer.accepted_decisions,
        "approved_workloads": answer.approved_workloads,
        "claim_reason_codes": answer.claim_reasons,
        "traps": answer.traps,
        "lesson": replacer.text(&lesson(&answer)),
    })
}

/// Why it was decided so; else what was noted where the claim fails; else what was noted first.
fn lesson(answer: &Answer) -> String {
    let noted = || answer.cells.iter().filter(|cell| !cell.why.is_empty());
    let fails = |cell: &&AnswerCell| matches!(cell.verdict, Verdict::NotMet | Verdict::Unclear);
    let failing: Vec<&str> = noted().filter(fails).map(|cell| cell.why.as_str()).collect();
    match noted().next() {
        _ if !answer.lesson.is_empty() => answer.lesson.clone(),
        Some(first) if failing.is_empty() => first.why.clone(),
        _ => failing.join(" "),
    }
}

fn answer_cell(cell: &AnswerCell, replacer: &Replacer) -> Value {
    let quote = |quote: &AnswerQuote| json!({ "file_name": replacer.text(&quote.file_name), "quote": replacer.text(&quote.quote) });
    json!({
        "requirement": cell.requirement,
        "workload": cell.workload,
        "verdict": cell.verdict,
        "accepted": cell.accepted,
        "evidence": cell.evidence.iter().map(quote).collect::<Vec<_>>(),
        "reason_codes": cell.reasons,
        "why": replacer.text(&cell.why),
    })
}

/// Names of workloads and of requirements stay, whatever a company is called.
fn kept_phrases(editions: &Editions, claims: &[Claim]) -> Vec<String> {
    let known = editions.all().iter().flat_map(|edition| &edition.workloads).map(|workload| &workload.name);
    let claimed = claims.iter().flat_map(|claim| &claim.workloads).map(|workload| &workload.name);
    let requirements = Requirement::ALL.iter().map(|requirement| requirement.word().to_owned());
    let kept: BTreeSet<String> = known.chain(claimed).cloned().chain(requirements).collect();
    kept.into_iter().collect()
}

/// A manifest to begin with. The clocks of the pack stand where they stood for the last review.
fn manifest(recording: &Recording, as_of: DateTime<Utc>) -> String {
    let table = toml::Table::from_iter([
        ("id".to_owned(), toml::Value::from(recording.id())),
        ("title".to_owned(), toml::Value::from(recording.title.as_str())),
        ("aims".to_owned(), toml::Value::from(vec!["Decide these claims as they were decided."])),
        ("as_of".to_owned(), toml::Value::from(as_of.to_rfc3339_opts(SecondsFormat::Secs, true))),
        ("modes".to_owned(), toml::Value::from(vec!["guided", "practice", "exam"])),
        ("order".to_owned(), toml::Value::from("file")),
    ]);
    table.to_string()
}

/// The files of the pack by name.
fn files(manifest: String, claims: &[Claim], answers: &[Value]) -> Result<PackText, Failure> {
    Ok([
        ("pack.toml", manifest),
        ("claims.jsonl", json_lines(claims)?),
        ("answers.jsonl", json_lines(answers)?),
    ])
}

fn json_lines(values: &[impl Serialize]) -> Result<String, Failure> {
    let line = |value| serde_json::to_string(value).map(|line| line + "\n");
    let text: serde_json::Result<String> = values.iter().map(line).collect();
    text.map_err(|error| Failure::new(FailureKind::Internal, "No pack was made.", error.to_string()))
}

impl Recording {
    /// The pack is called as its folder is.
    fn id(&self) -> String {
        self.into.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default()
    }
}

/// Refuses a pack in which an original is left, and names the first few with their place.
fn refuse_leaks(files: &PackText, names: &Names, keep: &[String]) -> Result<(), Failure> {
    let search = LeakSearch::new(names, keep);
    let mut found = Vec::new();
    for (file, text) in files {
        for (line, number) in text.lines().zip(1_u64..) {
            let left = match serde_json::from_str::<Value>(line) {
                Ok(value) => search.in_value(&value),
                Err(_) => search.in_text(line),
            };
            let told =
                |leak: &Leak| format!("{file}:{number}: {:?} gives away {:?}", leak.found, leak.original);
            found.extend(left.iter().map(told));
        }
    }
    found.dedup();
    let Some(first) = found.first() else { return Ok(()) };
    let more = found.len() - 1;
    let why = if more > 0 { format!("{first} ({more} more).") } else { format!("{first}.") };
    Err(Failure::new(FailureKind::Refused, "No pack was made: originals are left.", clean::one_line(&why))
        .hint("Add what was missed to the file of names, or change what was invented, and run it again."))
}

/// Writes the folder beside its place, checks the pack there, and puts it in place.
fn write_pack(into: &Path, files: &PackText, paths: &Paths) -> Result<PackCheck, Failure> {
    let failed = |error: io::Error| {
        Failure::new(
            FailureKind::Data,
            "The pack could not be written.",
            format!("{}: {error}.", into.display()),
        )
    };
    let draft = tempfile::Builder::new().prefix(".pack-").tempdir_in(folder_of(into)).map_err(failed)?;
    for (name, text) in files {
        let mut file = fs::File::create_new(draft.path().join(name)).map_err(failed)?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
    }
    let mut check = check_pack(draft.path(), paths)?;
    let before = check.origin.clone();
    fs::rename(draft.path(), into).map_err(failed)?;
    // It is in its place now and must not be deleted there.
    drop(draft.keep());
    let shown = |path: &Path| clean::one_line(&path.to_string_lossy());
    for problem in &mut check.problems {
        problem.file = problem.file.replace(&before, &shown(into));
    }
    check.origin = shown(into);
    Ok(check)
}

pub(super) fn untouched(path: &Path, why: &str) -> Failure {
    let why = clean::one_line(&format!("{}: {why}.", path.display()));
    Failure::new(FailureKind::Data, "No pack was made.", why)
}

fn unusable(id: &ClaimId, why: &str) -> Failure {
    Failure::new(FailureKind::Refused, "No pack was made.", format!("Claim {id}: {why}"))
}

fn exists(path: &Path) -> Failure {
    let why = clean::one_line(&format!("{} is there already.", path.display()));
    Failure::new(FailureKind::Refused, "No pack was made.", why)
        .hint("Choose another folder, or move it away.")
}
