//! R3: what the partner did for a workload, in detail.
//!
//! Looks for the partner at work with numbers, dated steps, a problem and its answer, or a measured result. Task
//! lists, advertising, advice, duties of the customer and excluded work are shown as what they are (POE-R3-01 to
//! -17, TST-07, TST-08). Work on other workloads says nothing.

mod about;
mod cues;
mod line;
mod traps;
mod verdict;
mod worth;

use super::case::Case;
use super::connection::Tenants;
use super::engine::Assessment;
use super::managed_security;
use super::rank::Finding;
use crate::domain::Polarity;
use about::{About, Relation};
use cues::Cues;
use std::collections::BTreeSet;
use traps::Trap;

/// How many sufficient lines outweigh a trap that is stronger than the best of them.
const OUTWEIGHED: usize = 3;

/// What the proof tells about the work on one workload.
#[allow(clippy::struct_excessive_bools, reason = "independent observations")]
pub(super) struct Work {
    findings: Vec<Finding>,
    /// Lines that name no workload although several are claimed.
    elsewhere: Vec<Finding>,
    /// Lines that name the workload, or what is taken for it, and tell no work.
    bare: Vec<Finding>,
    /// Points of the best evidence in papers that count.
    evidence: i32,
    /// Points of the strongest trap that is about the workload.
    trapped: i32,
    traps: Vec<Trap>,
    /// The workload is named as something that is worked on.
    named: bool,
    /// Its box is ticked.
    ticked: bool,
    /// The claimed workload is a service whose qualifications stand for its name (WKL-MSS-00).
    managed: bool,
    /// Which of its qualifications were seen.
    qualifications: BTreeSet<usize>,
    /// How many lines are enough by themselves.
    sufficient: usize,
    /// Counts of TST-08.
    vague: usize,
    concrete: usize,
    /// A number, timeline, problem or result stands in the evidence.
    detailed: bool,
    /// A line about the workload tells of work, advice or duties.
    told: bool,
}

/// What a line is worth.
struct Worth {
    points: i32,
    polarity: Polarity,
    why: &'static str,
    group: u8,
}

impl Work {
    /// Reads every line for one claimed workload.
    pub(super) fn of(case: &Case<'_>, claimed: &str, tenants: &Tenants) -> Self {
        let cues = Cues::new(case);
        let workload = case.aliases.index_of(claimed);
        let mut relation = Relation::to(case, workload);
        let mut work = Self {
            findings: Vec::new(),
            elsewhere: Vec::new(),
            bare: Vec::new(),
            evidence: 0,
            trapped: 0,
            traps: Vec::new(),
            named: false,
            ticked: false,
            managed: managed_security::is_claimed(case, claimed),
            qualifications: BTreeSet::new(),
            sufficient: 0,
            vague: 0,
            concrete: 0,
            detailed: false,
            told: false,
        };
        for place in case.units() {
            let about = match relation.of(case, place) {
                // A security service works on many products.
                About::Other | About::Aside | About::Beside if work.managed => About::General,
                about => about,
            };
            let elsewhere = tenants.is_elsewhere(place.document);
            work.read(case, &cues, (place, about, elsewhere));
        }
        work
    }

    /// Whether the workload is named, or seen as a service, as something that is worked on.
    pub(super) const fn is_named(&self) -> bool {
        self.named
    }

    /// Whether numbers, times, problems or results stand in the work.
    pub(super) const fn is_measured(&self) -> bool {
        self.detailed
    }

    /// Whether lines about the workload tell of anything, be it only advice or the customer's duties.
    pub(super) const fn tells_of_workload(&self) -> bool {
        self.told
    }

    /// Whether concrete work on the workload is described.
    pub(super) fn is_described(&self) -> bool {
        let service = self.managed && self.qualifications.len() > 2;
        let trapped = !service && self.trapped > self.evidence && self.sufficient < OUTWEIGHED;
        let whole = !self.managed || self.qualifications.len() > 1;
        self.named && self.sufficient > 0 && !trapped && whole
    }

    pub(super) fn assess(&self, case: &Case<'_>) -> Assessment {
        verdict::assess(case, self)
    }
}
