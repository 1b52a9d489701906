//! Detection of conflicts in one pass over the claimed lines of a snapshot (CON-01, CON-02).
//!
//! The lines of every claim that still counts are collected, sorted once by what they are about, and read as groups:
//! lines of different partner families are a conflict, lines of one family a duplicate. What comes out depends on the
//! lines alone, never on the order in which they were added, and nothing here knows who was first. Keys that only look
//! alike are told as near misses and never joined.

mod groups;
mod lines;
mod nearness;

pub use lines::{ClaimLine, claim_lines, family, key_of, subject};

use crate::domain::{ClaimId, ConflictKey, ConflictKind, Contest, ContestLine, Guid, NearLine, NearMiss};
use groups::Line;
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// Everything that was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Detected {
    /// Conflicts and duplicates in the order of their keys.
    pub contests: Vec<Contest>,
    /// Lines that may be about the same thing, each pair once.
    pub near_misses: Vec<NearMiss>,
}

impl Detected {
    /// The contested lines: what a partner of another family claims or holds. A duplicate contests nothing.
    pub fn contested(&self) -> impl Iterator<Item = &ContestLine> {
        self.contests
            .iter()
            .filter(|contest| contest.kind == ConflictKind::Conflict)
            .flat_map(|contest| &contest.lines)
    }
}

/// Collects the lines of a snapshot and finds what they contest.
///
/// A line takes 48 bytes whatever its names are: every name is kept once.
#[derive(Default)]
pub struct Detector {
    lines: Vec<Line>,
    /// Domain and tenant of each claim, the domain as a hash.
    domains: Vec<(u64, u128)>,
    subjects: Names,
    workloads: Names,
    families: Names,
    subscriptions: Names,
}

impl Detector {
    /// Adds a line. One of a tenant that says nothing is left out: it is nobody's and matches nothing.
    pub fn add(&mut self, line: &ClaimLine) {
        if line.key.tenant.is_blank() {
            return;
        }
        let tenant = digits(line.key.tenant.as_str());
        let subscription = line.key.subscription.as_ref().filter(|guid| !guid.is_blank());
        self.lines.push(Line {
            tenant,
            subject: self.subjects.number(&line.key.subject),
            subscription: subscription.map_or(0, |guid| self.subscriptions.number(guid.as_str()) + 1),
            family: self.families.number(&line.family),
            claim: claim_number(&line.claim_id),
            workload: self.workloads.number(&line.workload),
            holds: line.holds,
            held_elsewhere: line.held_elsewhere,
        });
        let domain = line.domain.trim().to_lowercase();
        if !domain.is_empty() {
            self.domains.push((hash(&domain), tenant));
        }
    }

    /// Number of lines so far.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether no line was added.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Finds every conflict, duplicate and near miss.
    pub fn detect(mut self) -> Detected {
        self.sort();
        let contests = self.contests();
        let near_misses = self.near_misses();
        Detected { contests, near_misses }
    }

    /// Finds conflicts and duplicates only.
    pub fn detect_contests(mut self) -> Vec<Contest> {
        self.sort();
        self.contests()
    }

    fn sort(&mut self) {
        self.lines.sort_unstable();
    }

    fn contests(&self) -> Vec<Contest> {
        let mut contests: Vec<Contest> =
            self.lines.chunk_by(Line::same_key).filter_map(|run| self.contest(run)).collect();
        contests.sort_unstable();
        contests
    }

    fn contest(&self, run: &[Line]) -> Option<Contest> {
        let standoff = groups::contest(run)?;
        let line = |line: &Line| {
            Some(ContestLine {
                claim_id: claim_id(line.claim)?,
                workload: self.workloads.name(line.workload)?.to_owned(),
                family: self.families.name(line.family)?.to_owned(),
                role: groups::role(run, line),
            })
        };
        let mut lines: Vec<ContestLine> = run.iter().filter_map(line).collect();
        lines.sort_unstable();
        lines.dedup();
        let key = self.key(run.first()?)?;
        Some(Contest { key, kind: standoff.kind, lines, unnamed_incumbent: standoff.unnamed_incumbent })
    }

    fn near_misses(&mut self) -> Vec<NearMiss> {
        let subscriptions: Vec<u128> = self.subscriptions.names().map(digits).collect();
        let pairs = nearness::pairs(&self.lines, &subscriptions, std::mem::take(&mut self.domains));
        let mut found: Vec<NearMiss> = pairs
            .into_iter()
            .filter_map(|(nearness, one, other)| {
                let (one, other) = (self.near_line(one)?, self.near_line(other)?);
                let (one, other) = if one <= other { (one, other) } else { (other, one) };
                Some(NearMiss { nearness, one, other })
            })
            .collect();
        found.sort();
        found.dedup();
        found
    }

    fn near_line(&self, line: &Line) -> Option<NearLine> {
        Some(NearLine {
            claim_id: claim_id(line.claim)?,
            workload: self.workloads.name(line.workload)?.to_owned(),
            family: self.families.name(line.family)?.to_owned(),
            key: self.key(line)?,
        })
    }

    fn key(&self, line: &Line) -> Option<ConflictKey> {
        let subscription =
            line.subscription.checked_sub(1).and_then(|number| self.subscriptions.name(number));
        Some(ConflictKey {
            tenant: Guid::read(&format!("{:032x}", line.tenant)).ok()?,
            subject: self.subjects.name(line.subject)?.to_owned(),
            subscription: subscription.and_then(|text| Guid::parse(text).ok()),
        })
    }
}

impl Extend<ClaimLine> for Detector {
    fn extend<T: IntoIterator<Item = ClaimLine>>(&mut self, lines: T) {
        for line in lines {
            self.add(&line);
        }
    }
}

/// Names, each kept once and known by its number.
#[derive(Default)]
struct Names {
    numbers: HashMap<String, u32>,
    names: Vec<String>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.numbers.insert(name.to_owned(), next);
        self.names.push(name.to_owned());
        next
    }

    fn name(&self, number: u32) -> Option<&str> {
        self.names.get(number as usize).map(String::as_str)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }
}

/// The 128 bits of a GUID.
fn digits(guid: &str) -> u128 {
    guid.bytes()
        .filter_map(|b| char::from(b).to_digit(16))
        .fold(0, |bits, digit| (bits << 4) | u128::from(digit))
}

fn claim_number(id: &ClaimId) -> u32 {
    id.as_str().parse().unwrap_or_default()
}

fn claim_id(number: u32) -> Option<ClaimId> {
    ClaimId::parse(&format!("{number:07}")).ok()
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
