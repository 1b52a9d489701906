//! Who stands behind which invented name.

use super::find::{Finding, findings};
use super::invent::Inventor;
use crate::domain::Claim;
use serde::{Deserialize, Serialize};

/// What kind of thing a name names; decides how it is found in a text and what is invented for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameKind {
    /// A company or an authority; also found by its first words, glued together and as an acronym.
    Organisation,
    /// A human being; also found by first or last name alone.
    Person,
    /// A mail address.
    Address,
    /// An internet domain or the name of a tenant.
    Domain,
    /// A tenant, subscription or envelope id; near misses stay near misses.
    Guid,
    /// A claim, partner or order number.
    Number,
    /// A telephone number.
    Phone,
    /// A town or street.
    Place,
    /// Any other words, replaced as they stand.
    Words,
}

/// An original and what stands for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// What it names.
    pub kind: NameKind,
    /// As the claim has it. Secret.
    pub original: String,
    /// As the sample has it.
    pub invented: String,
}

/// All names of a pack. Whoever holds it can undo the redaction, so it is kept apart from the pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    secret: String,
    names: Vec<Name>,
}

impl Names {
    /// Starts with the names that are known already, for example corrected by a person. The secret decides what is
    /// invented, so that nobody can find an original by inventing again.
    pub fn new(secret: &str, known: Vec<Name>) -> Self {
        Self { secret: secret.to_owned(), names: known }
    }

    /// What decides what is invented.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// The names, in the order they were learned.
    pub fn all(&self) -> &[Name] {
        &self.names
    }

    /// Adds the names found in the fields and texts of claims. What is known already keeps its counterpart. Fields come
    /// first, so that an address or a domain found in a text follows the party it belongs to.
    pub fn learn(&mut self, claims: &[Claim]) {
        let mut inventor = Inventor::new(&self.secret, &self.names);
        for Finding { kind, original } in findings(claims) {
            if let Some(invented) = inventor.invent(kind, &original) {
                self.names.push(Name { kind, original, invented });
            }
        }
    }
}
