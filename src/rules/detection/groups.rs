//! Lines about one key, read as a contest.

use crate::domain::{ConflictKind, PartyRole};

/// A line as it is sorted. Names are numbers; the order of the fields is the order of the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    pub(super) tenant: u128,
    pub(super) subject: u32,
    /// 0 where there is none.
    pub(super) subscription: u32,
    pub(super) family: u32,
    pub(super) claim: u32,
    pub(super) workload: u32,
    pub(super) holds: bool,
    pub(super) held_elsewhere: bool,
}

impl Line {
    pub(super) const fn same_key(&self, other: &Self) -> bool {
        self.tenant == other.tenant
            && self.subject == other.subject
            && self.subscription == other.subscription
    }
}

/// How the lines of one key stand to each other.
pub(super) struct Standoff {
    pub(super) kind: ConflictKind,
    pub(super) unnamed_incumbent: bool,
}

/// Reads the lines of one key; `None` when they contest nothing.
pub(super) fn contest(run: &[Line]) -> Option<Standoff> {
    let (first, last) = (run.first()?, run.last()?);
    // Lines are sorted by family first, so several families have different ones at the ends.
    let families = first.family != last.family;
    let unnamed_incumbent = run.iter().any(|line| line.held_elsewhere && !is_named(run, line));
    if families || unnamed_incumbent {
        return Some(Standoff { kind: ConflictKind::Conflict, unnamed_incumbent });
    }
    let several = first.claim != last.claim;
    several.then_some(Standoff { kind: ConflictKind::Duplicate, unnamed_incumbent })
}

/// Whether the partner a line says holds it is among the others.
fn is_named(run: &[Line], line: &Line) -> bool {
    run.iter().any(|other| other.holds && other.family != line.family)
}

/// On which side the line's family stands.
pub(super) fn role(run: &[Line], line: &Line) -> PartyRole {
    let holds = run.iter().any(|other| other.holds && other.family == line.family);
    if holds { PartyRole::Incumbent } else { PartyRole::Challenger }
}
