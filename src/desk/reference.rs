//! Looking up rules, reasons, clocks, workloads, contradictions and words.

use super::{Desk, Failure, FailureKind};
use crate::domain::EditionId;
use crate::policy::ReferenceEntry;

impl Desk {
    /// Entries that match a rule id or words, best first; all of them for an empty query. Looks in the newest
    /// edition unless one is named.
    pub fn reference(
        &self,
        query: &str,
        edition: Option<&EditionId>,
    ) -> Result<Vec<ReferenceEntry>, Failure> {
        let chosen = match edition {
            Some(id) => self.editions.get(id),
            None => self.editions.all().iter().max_by_key(|edition| edition.valid_from).cloned(),
        };
        let edition = chosen.ok_or_else(|| {
            let known: Vec<&str> = self.editions.all().iter().map(|edition| edition.id.as_str()).collect();
            Failure::new(FailureKind::NotFound, "Nothing could be looked up.", "There is no such edition.")
                .hint(format!("Editions are {}.", known.join(", ")))
        })?;
        Ok(edition.find_reference(query).into_iter().cloned().collect())
    }
}
