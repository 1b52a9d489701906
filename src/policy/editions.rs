//! All editions at hand, and which of them judges a claim.
//!
//! Never decides anything else about a claim; a wrong choice is corrected on the claim, not here.

use super::edition::Edition;
use super::error::PolicyError;
use super::load;
use super::source::EditionSource;
use crate::domain::{Claim, EditionId};
use std::sync::Arc;

/// The editions, oldest first. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Editions {
    all: Arc<[Arc<Edition>]>,
    current: Arc<Edition>,
}

/// The edition that judges a claim.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// The edition.
    pub edition: Arc<Edition>,
    /// Neither the file nor the day of the first submission names it, so a person should look (ED-02, OQ-01).
    pub inferred: bool,
}

impl Editions {
    /// Reads and cross-checks all editions; every error is reported, in the order of the files.
    pub fn from_sources(sources: &[EditionSource]) -> Result<Self, Vec<PolicyError>> {
        let mut editions = load::editions(sources)?;
        editions.sort_by_key(|edition| edition.valid_from);
        let all: Arc<[Arc<Edition>]> = editions.into_iter().map(Arc::new).collect();
        let Some(current) = all.last().cloned() else {
            return Err(vec![load::no_edition()]);
        };
        Ok(Self { all, current })
    }

    /// The edition of this id.
    pub fn get(&self, id: &EditionId) -> Option<Arc<Edition>> {
        self.all.iter().find(|edition| edition.id == *id).cloned()
    }

    /// The edition in force: the newest one.
    pub fn current(&self) -> &Edition {
        &self.current
    }

    /// Every edition, oldest first.
    pub fn all(&self) -> &[Arc<Edition>] {
        &self.all
    }

    /// Chooses the edition of a claim: the stated one, else the one in force on the day of the first submission
    /// (ED-02). A day that no edition covers goes to the next edition that begins (OQ-01). An edition that does not
    /// know the claim's program is never chosen (ED-03).
    pub fn for_claim(&self, claim: &Claim) -> Chosen {
        let fits = |edition: &&Arc<Edition>| edition.covers(claim.program);
        let day = claim.submitted_on;
        let stated =
            claim.edition.as_ref().map(|id| self.all.iter().find(|edition| edition.id == *id).filter(fits));
        if let Some(Some(edition)) = stated {
            return Chosen { edition: Arc::clone(edition), inferred: false };
        }
        // An edition without a last day ends when the next one begins, so the latest that has begun is in force.
        let in_force = self.all.iter().rev().filter(fits).find(|edition| edition.valid_from <= day);
        match in_force.filter(|edition| edition.valid_to.is_none_or(|last| day <= last)) {
            Some(edition) => Chosen { edition: Arc::clone(edition), inferred: stated.is_some() },
            None => Chosen { edition: self.next_after(claim), inferred: true },
        }
    }

    fn next_after(&self, claim: &Claim) -> Arc<Edition> {
        let mut fitting = self.all.iter().filter(|edition| edition.covers(claim.program));
        let next = fitting.clone().find(|edition| edition.valid_from > claim.submitted_on);
        Arc::clone(next.or_else(|| fitting.next_back()).unwrap_or(&self.current))
    }
}
