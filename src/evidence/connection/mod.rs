//! R4: whether the claimed workload stands in the proof, tied to work and to this tenant.
//!
//! Shows the name with the work around it, the identifiers, and, when the workload is not there, what looks like
//! it: a suite, a similar product, an empty box, an exclusion, another tenant (POE-R4-01 to -13, TST-06).

mod cautions;
mod cues;
mod identifier;
mod look_alike;
mod naming;

use super::activities::Work;
use super::case::{Case, Place};
use super::engine::Assessment;
use super::managed_security;
use super::rank::Finding;
use crate::domain::{Mention, Polarity, Signal};
use crate::text::segment::Role;
use cues::Cues;
pub(super) use identifier::Tenants;
use naming::Naming;

/// What speaks for or against a connection in one unit: points, polarity, reason, group.
type Found = (i32, Polarity, &'static str, u8);

/// What was seen of one claimed workload over all units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "independent observations")]
struct Seen {
    /// Named anywhere but in an unticked row.
    named: bool,
    /// Named as something that is not ruled out, in a paper that counts and not at another tenant.
    worked: bool,
    /// Named beside words of work, numbers, or as the subject of a paper.
    tied: bool,
    ruled_out: bool,
    planned: bool,
    elsewhere: bool,
    unticked: bool,
    similar: bool,
    suite: bool,
    dated: bool,
}

/// Everything about the connection of one claimed workload.
pub(super) struct Connection<'w> {
    findings: Vec<Finding>,
    seen: Seen,
    tenants: &'w Tenants,
    work: &'w Work,
    managed: bool,
}

impl<'w> Connection<'w> {
    /// Reads every line for one claimed workload.
    pub(super) fn of(case: &Case<'_>, claimed: &str, (tenants, work): (&'w Tenants, &'w Work)) -> Self {
        let cues = Cues::new(case);
        let naming = Naming::of(case, claimed, &cues);
        let mut seen = Seen::default();
        let mut findings = Vec::new();
        for place in case.units() {
            let mut named = naming.found(place, &mut seen);
            if let Some(found) = named.as_mut().filter(|found| found.1 == Polarity::For) {
                if tenants.is_elsewhere(place.document) {
                    seen.elsewhere = true;
                    *found = (found.0 - 6, Polarity::Against, "work at another tenant", 8);
                } else {
                    seen.worked = true;
                }
            }
            seen.dated |= !place.unit.dates.is_empty();
            let identified = tenants.found(place);
            findings.extend(joined(named, identified).map(|found| place.finding("R4", found)));
        }
        if !seen.worked {
            // What shows the defect comes before an identifier that ties nothing.
            let identifiers =
                findings.iter_mut().filter(|finding: &&mut Finding| finding.polarity == Polarity::For);
            identifiers.for_each(|finding| finding.score -= case.weights.connection.untied);
            findings.extend(look_alike::findings(case, &cues, &naming, &mut seen));
        }
        let managed = managed_security::is_claimed(case, claimed);
        Self { findings, seen, tenants, work, managed }
    }

    /// Signal, candidates and cautions of the cell.
    pub(super) fn assess(self, case: &Case<'_>) -> Assessment {
        if self.managed {
            return managed_security::assess(case, self.findings, self.tenants);
        }
        let cautions = cautions::of(case, &self);
        let signal = match self.seen {
            _ if self.is_connected() => Signal::Strong,
            _ if self.findings.is_empty() => Signal::None,
            _ => Signal::Weak,
        };
        Assessment { signal, findings: self.findings, cautions }
    }

    fn is_connected(&self) -> bool {
        self.seen.worked && self.is_tied() && self.tenants.identified() && !self.tenants.contradicted()
    }

    /// Whether words of work stand with the name, here or in its section.
    fn is_tied(&self) -> bool {
        self.seen.tied || self.work.tells_of_workload()
    }

    /// How the proof speaks of the workload.
    pub(super) fn mention(&self) -> Mention {
        let service = self.managed && self.work.is_named();
        match () {
            () if !self.seen.named && !service => Mention::Absent,
            () if (self.seen.worked || service) && self.work.is_described() => Mention::Described,
            () => Mention::Named,
        }
    }
}

/// One finding for a unit that names the workload, an identifier, or both.
fn joined(named: Option<Found>, identified: Option<Found>) -> Option<Found> {
    match (named, identified) {
        (Some(named), Some(id)) if named.1 == id.1 => {
            Some((named.0.max(id.0) + 14, named.1, "workload and identifier in one place", 1))
        }
        (Some(_), Some(id)) if id.1 != Polarity::For => Some((id.0 + 4, id.1, id.2, id.3)),
        (named, identified) => named.or(identified),
    }
}

/// What the part of a paper takes from a finding.
const fn part(place: Place<'_>) -> i32 {
    match place.unit.role {
        Role::Quoted => -18,
        Role::Header => -15,
        _ => 0,
    }
}
