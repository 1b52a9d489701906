//! The engine: an edition's names and patterns, compiled once, and the walk over a claim's checklist.

use super::activities::Work;
use super::aliases::Aliases;
use super::case::Case;
use super::connection::{Connection, Tenants};
use super::features::Features;
use super::rank::{self, Finding};
use super::signals::Signals;
use super::weights::Weights;
use super::{acknowledgement, addressed, dates, document_kind, language, party_names, public_sector};
use crate::domain::{
    Caution, Cell, CellSuggestion, Checklist, Claim, Mention, Requirement, Signal, Suggestions,
    WorkloadMention,
};
use crate::policy::Edition;
use std::collections::BTreeMap;

/// Version of the engine: suggestions kept under another version are stale.
pub const ENGINE: &str = "5";

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
    tools: Tools,
}

/// What an edition's tables are compiled to.
#[derive(Debug)]
pub(super) struct Tools {
    pub(super) aliases: Aliases,
    pub(super) features: Features,
    pub(super) signals: Signals,
    pub(super) weights: Weights,
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
        let names = |source| EngineError::Names { edition: id(), source: Box::new(source) };
        let aliases = Aliases::new(edition).map_err(names)?;
        let features = Features::new(edition).map_err(names)?;
        let signals = Signals::new(&edition.signals)
            .map_err(|source| EngineError::Signals { edition: id(), source: Box::new(source) })?;
        let weights = Weights::default();
        Ok(Self { edition: edition.clone(), tools: Tools { aliases, features, signals, weights } })
    }

    /// The same engine with other weights.
    #[must_use]
    pub fn with_weights(mut self, weights: Weights) -> Self {
        self.tools.weights = weights;
        self
    }

    pub(super) const fn edition(&self) -> &Edition {
        &self.edition
    }

    pub(super) const fn tools(&self) -> &Tools {
        &self.tools
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
        let case = Case::new(claim, &self.edition, &self.tools);
        let addressed = addressed::occurs(&case);
        let read = Read::of(&case);
        let cells = rows.cells.iter().map(|cell| {
            let key = &cell.key;
            let mut assessment = read.assess(cell);
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
                    mention: read.connection(&workload.name).map_or(Mention::Absent, |found| found.mention()),
                })
                .collect(),
            near_duplicates: Vec::new(),
        }
    }
}

/// A claim with the work on each of its workloads read.
struct Read<'c> {
    case: &'c Case<'c>,
    works: BTreeMap<&'c str, (Tenants, Work)>,
}

impl<'c> Read<'c> {
    fn of(case: &'c Case<'c>) -> Self {
        let names = case.claim.workloads.iter().map(|line| line.name.as_str());
        let read = |name| {
            let tenants = Tenants::of(case, name);
            let work = Work::of(case, name, &tenants);
            (name, (tenants, work))
        };
        Self { case, works: names.map(read).collect() }
    }

    fn connection<'r>(&'r self, workload: &str) -> Option<Connection<'r>> {
        let (tenants, work) = self.works.get(workload)?;
        Some(Connection::of(self.case, workload, (tenants, work)))
    }

    fn assess(&self, cell: &Cell) -> Assessment {
        let requirement = cell.key.requirement;
        let found = match (&cell.settled, &cell.key.workload) {
            (Some(_), _) => None,
            (None, None) => Some(per_claim(self.case, requirement)),
            (None, Some(workload)) if requirement == Requirement::ActivityDetail => {
                self.works.get(workload.as_str()).map(|(_, work)| work.assess(self.case))
            }
            (None, Some(workload)) => {
                self.connection(workload).map(|connection| connection.assess(self.case))
            }
        };
        found.unwrap_or_else(Assessment::not_applicable)
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

impl Assessment {
    const fn not_applicable() -> Self {
        Self { signal: Signal::NotApplicable, findings: Vec::new(), cautions: Vec::new() }
    }
}

/// A caution with its code.
pub(super) fn caution(code: &str, text: &str) -> Caution {
    Caution { code: code.to_owned(), text: text.to_owned() }
}
