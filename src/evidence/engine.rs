//! The engine: an edition's names and patterns, compiled once, and the walk over a claim's checklist.

use super::aliases::Aliases;
use super::case::Case;
use super::rank::{self, Finding};
use super::signals::Signals;
use super::{
    acknowledgement, activities, addressed, connection, dates, document_kind, language, party_names,
    public_sector,
};
use crate::domain::{
    Caution, Cell, CellSuggestion, Checklist, Claim, Requirement, Signal, Suggestions, WorkloadMention,
};
use crate::policy::Edition;

/// Version of the engine: suggestions kept under another version are stale.
pub const ENGINE: &str = "4";

/// The edition's names or patterns cannot be compiled.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// A pattern is none.
    #[error("edition {edition}: a signal's pattern cannot be read: {source}")]
    Signals {
        /// Which edition.
        edition: String,
        /// Why.
        source: Box<regex::Error>,
    },
    /// The workload names cannot be searched for.
    #[error("edition {edition}: the workload names cannot be searched for: {source}")]
    Names {
        /// Which edition.
        edition: String,
        /// Why.
        source: Box<aho_corasick::BuildError>,
    },
}

/// Points at text for one edition. Cheap to share between threads.
#[derive(Debug)]
pub struct Engine {
    edition: Edition,
    aliases: Aliases,
    signals: Signals,
}

/// What a requirement found for one cell.
pub(super) struct Assessment {
    pub(super) signal: Signal,
    pub(super) findings: Vec<Finding>,
    pub(super) cautions: Vec<Caution>,
}

impl Engine {
    /// Compiles an edition.
    pub fn new(edition: &Edition) -> Result<Self, EngineError> {
        let id = || edition.id.to_string();
        let aliases = Aliases::new(edition)
            .map_err(|source| EngineError::Names { edition: id(), source: Box::new(source) })?;
        let signals = Signals::new(&edition.signals)
            .map_err(|source| EngineError::Signals { edition: id(), source: Box::new(source) })?;
        Ok(Self { edition: edition.clone(), aliases, signals })
    }

    /// Points at text for every row of the checklist. Rows that a rule settled get no candidates.
    pub fn suggest(&self, claim: &Claim, rows: &Checklist) -> Suggestions {
        self.suggest_watched(claim, rows, &mut |_, _, _| {})
    }

    /// The same, letting somebody look at how each cell came about.
    pub(super) fn suggest_watched(
        &self,
        claim: &Claim,
        rows: &Checklist,
        watch: &mut dyn FnMut(&Case<'_>, &Cell, &Assessment),
    ) -> Suggestions {
        let claim = &*document_kind::in_effect(claim, &rows.kinds);
        let unread = language::cautions(claim);
        let case = Case::new(claim, &self.edition, &self.aliases, &self.signals);
        let addressed = addressed::occurs(&case);
        let cells = rows.cells.iter().map(|cell| {
            let key = &cell.key;
            let mut assessment = assess(&case, cell);
            if addressed {
                addressed::flag(&mut assessment);
            }
            if assessment.signal != Signal::NotApplicable {
                assessment.cautions.extend(unread.iter().cloned());
            }
            watch(&case, cell, &assessment);
            CellSuggestion {
                requirement: key.requirement,
                workload: key.workload.clone(),
                signal: assessment.signal,
                candidates: rank::candidates(&case, assessment.findings),
                cautions: assessment.cautions,
            }
        });
        Suggestions {
            claim_id: claim.claim_id.clone(),
            engine: ENGINE.to_owned(),
            edition: self.edition.id.clone(),
            cells: cells.collect(),
            workloads: claim
                .workloads
                .iter()
                .map(|workload| WorkloadMention {
                    name: workload.name.clone(),
                    mention: connection::mention(&case, &workload.name),
                })
                .collect(),
            near_duplicates: Vec::new(),
        }
    }
}

fn assess(case: &Case<'_>, cell: &Cell) -> Assessment {
    match (&cell.settled, &cell.key.workload) {
        (Some(_), _) => Assessment::not_applicable(),
        (None, Some(workload)) => per_workload(case, cell.key.requirement, workload),
        (None, None) => per_claim(case, cell.key.requirement),
    }
}

fn per_claim(case: &Case<'_>, requirement: Requirement) -> Assessment {
    match requirement {
        Requirement::CustomerAcknowledgement => acknowledgement::assess(case),
        Requirement::PartyNames => party_names::assess(case),
        Requirement::Dates => dates::assess(case),
        Requirement::PublicSectorDisclosure => public_sector::assess(case),
        Requirement::ActivityDetail | Requirement::WorkloadConnection => Assessment::not_applicable(),
    }
}

fn per_workload(case: &Case<'_>, requirement: Requirement, workload: &str) -> Assessment {
    match requirement {
        Requirement::ActivityDetail => activities::assess(case, workload),
        Requirement::WorkloadConnection => connection::assess(case, workload),
        _ => per_claim(case, requirement),
    }
}

impl Assessment {
    const fn not_applicable() -> Self {
        Self { signal: Signal::NotApplicable, findings: Vec::new(), cautions: Vec::new() }
    }
}

/// A caution with its code.
pub(super) fn caution(code: &str, text: &str) -> Caution {
    Caution { code: code.to_owned(), text: text.to_owned() }
}
