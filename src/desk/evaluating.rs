//! Suggestions held against answers: those of the open snapshot, or of claims read straight from a file.

use super::import::unreadable;
use super::open::editions;
use super::{Cancelled, Desk, Failure, Job, Progress, reusing};
use crate::assets;
use crate::domain::{Answer, Claim, ClaimId, ConflictKind, Contest, EditionId, Suggestions};
use crate::evidence::Engine;
use crate::evidence::evaluation::{Evaluation, Evaluator};
use crate::intake::{self, AnswerSource, Answers, ClaimSource, Limits, Reading, Refusal};
use crate::paths::Paths;
use crate::policy::Editions;
use crate::rules;
use crate::rules::detection::{Detector, claim_lines};
use crate::store::index::SharedText;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::path::Path;

/// Figures, and what could not be measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvaluationReport {
    /// The answers file.
    pub answers: String,
    /// The figures.
    #[serde(flatten)]
    pub evaluation: Evaluation,
    /// Lines, fields and claims that could not be used, each with its place.
    pub problems: Vec<Refusal>,
}

impl Desk {
    /// Holds the suggestions for the open snapshot against answers; the practice answers when no file is given.
    pub fn evaluate(&mut self, answers: Option<&Path>, job: &Job) -> Result<EvaluationReport, Failure> {
        let answers = read_answers(answers)?;
        let mut evaluating = Evaluating::new(answers);
        evaluating.contests = self.index.contests()?;
        for answer in evaluating.take_answers() {
            evaluating.checkpoint(job)?;
            if self.index.row(&answer.claim_id)?.is_none() {
                evaluating.unknown(&answer);
                continue;
            }
            let found = self.suggestions(&answer.claim_id)?;
            let claim = self.claim(&answer.claim_id)?;
            evaluating.evaluator.note(&claim, &answer, &found);
        }
        Ok(evaluating.finish())
    }
}

/// Holds the suggestions for the claims of a file against answers, without a snapshot and without a desk.
pub fn evaluate_claims(
    paths: &Paths,
    claims: &Path,
    answers: Option<&Path>,
    job: &Job,
) -> Result<EvaluationReport, Failure> {
    let (editions, _) = editions(paths)?;
    evaluate_source(&editions, &super::import::source(claims)?, read_answers(answers)?, job)
}

/// The same for a source of claims, with editions and answers already read.
pub fn evaluate_source(
    editions: &Editions,
    claims: &ClaimSource,
    answers: Answers,
    job: &Job,
) -> Result<EvaluationReport, Failure> {
    let mut evaluating = Evaluating::new(answers);
    let claims = evaluating.read_claims(claims)?;
    let mut detector = Detector::default();
    detector.extend(claims.values().flat_map(|claim| claim_lines(claim, editions)));
    evaluating.contests = detector.detect_contests();
    let mut engines: HashMap<EditionId, Engine> = HashMap::new();
    let shared = reusing::find_among(claims.values(), job)?;
    for answer in evaluating.take_answers() {
        evaluating.checkpoint(job)?;
        let Some(claim) = claims.get(&answer.claim_id) else {
            evaluating.unknown(&answer);
            continue;
        };
        let edition = editions.for_claim(claim).edition;
        if !engines.contains_key(&edition.id) {
            engines.insert(edition.id.clone(), super::suggesting::compiled(&edition)?);
        }
        if let Some(engine) = engines.get(&edition.id) {
            let mut found = engine.suggest(claim, &rules::checklist(claim, &edition));
            note_shared(&mut found, &claims, &shared);
            evaluating.evaluator.note(claim, &answer, &found);
        }
    }
    Ok(evaluating.finish())
}

fn note_shared(found: &mut Suggestions, claims: &BTreeMap<ClaimId, Claim>, shared: &[SharedText]) {
    let tenant = |id: &ClaimId| claims.get(id).map(|claim| &claim.customer.tenant_id);
    for pair in shared {
        let other = match () {
            () if pair.claim_id == found.claim_id => &pair.other,
            () if pair.other == found.claim_id => &pair.claim_id,
            () => continue,
        };
        let same_customer = tenant(&found.claim_id) == tenant(other);
        reusing::note(found, other, pair.overlap, same_customer);
    }
}

fn read_answers(path: Option<&Path>) -> Result<Answers, Failure> {
    let source = path.map_or_else(practice_answers, |path| AnswerSource::File(path.to_owned()));
    intake::read_answers(&source, &Limits::default())
        .map_err(|error| unreadable("The answers could not be read.", &error))
}

fn practice_answers() -> AnswerSource {
    AnswerSource::Text { name: "sample-data/answers.jsonl".to_owned(), text: assets::SAMPLE_ANSWERS }
}

/// An evaluation under way.
struct Evaluating {
    answers: Answers,
    evaluator: Evaluator,
    /// What the claims contest.
    contests: Vec<Contest>,
    done: u64,
    total: u64,
}

impl Evaluating {
    fn new(answers: Answers) -> Self {
        let total = answers.answers.len() as u64;
        Self { answers, evaluator: Evaluator::default(), contests: Vec::new(), done: 0, total }
    }

    fn take_answers(&mut self) -> Vec<Answer> {
        std::mem::take(&mut self.answers.answers)
    }

    fn checkpoint(&mut self, job: &Job) -> Result<(), Cancelled> {
        self.done += 1;
        let problems = self.answers.refusals.len() as u64;
        job.checkpoint(Progress {
            stage: "Holding suggestions against answers",
            done: self.done,
            total: Some(self.total),
            problems,
        })
    }

    /// The claims of a source; what it refuses becomes a problem of the report.
    fn read_claims(&mut self, source: &ClaimSource) -> Result<BTreeMap<ClaimId, Claim>, Failure> {
        let mut claims = BTreeMap::new();
        intake::read(source, &Limits::default(), &mut |reading| {
            match reading {
                Reading::Claim(claim) => drop(claims.insert(claim.claim_id.clone(), *claim)),
                Reading::Refused(refusal) => self.answers.refusals.push(refusal),
                Reading::Note(_) | Reading::Bytes { .. } => {}
            }
            ControlFlow::Continue(())
        })
        .map_err(|error| unreadable("The claims could not be read.", &error))?;
        Ok(claims)
    }

    fn unknown(&mut self, answer: &Answer) {
        self.problem(answer.line, &answer.claim_id, "claim_id", "There is no such claim.".to_owned());
    }

    fn problem(&mut self, line: u64, claim_id: &ClaimId, field: &str, reason: String) {
        self.answers.refusals.push(Refusal {
            file: self.answers.file.clone(),
            line,
            field: Some(field.to_owned()),
            claim_id: Some(claim_id.to_string()),
            reason,
        });
    }

    fn finish(mut self) -> EvaluationReport {
        let mut evaluation = std::mem::take(&mut self.evaluator).finish(&self.conflicts());
        for quote in std::mem::take(&mut evaluation.misquotes) {
            self.problem(quote.line, &quote.claim_id, &quote.field, quote.reason);
        }
        EvaluationReport { answers: self.answers.file, evaluation, problems: self.answers.refusals }
    }

    /// The claims of each conflict; what one family claims twice is none.
    fn conflicts(&self) -> BTreeSet<BTreeSet<ClaimId>> {
        let conflicts = self.contests.iter().filter(|contest| contest.kind == ConflictKind::Conflict);
        conflicts.map(|contest| contest.lines.iter().map(|line| line.claim_id.clone()).collect()).collect()
    }
}
