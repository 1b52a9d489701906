//! Cross-checks of an edition: everything that would otherwise surprise a reviewer in the middle of a claim.
//!
//! Every check reports all it finds; none of them stops the others.

mod catalogue;
mod clocks;
mod ids;
mod templates;

use super::draft::Draft;
use super::error::{Place, PolicyError};

/// Checks one edition with everything it takes from another.
pub(super) fn edition(draft: &Draft, errors: &mut Vec<PolicyError>) {
    ids::unique(draft, errors);
    ids::references(draft, errors);
    catalogue::requirements(draft, errors);
    catalogue::statuses(draft, errors);
    catalogue::document_kinds(draft, errors);
    catalogue::workloads(draft, errors);
    catalogue::signals(draft, errors);
    clocks::clocks(draft, errors);
    clocks::expiries(draft, errors);
    clocks::movers(draft, errors);
    clocks::parameters(draft, errors);
    templates::reasons(draft, errors);
    templates::frames(draft, errors);
}

/// Checks that the editions can stand beside each other.
pub(super) fn together(drafts: &[Draft], errors: &mut Vec<PolicyError>) {
    for (at, draft) in drafts.iter().enumerate() {
        let before = drafts.get(..at).unwrap_or_default();
        let (head, place) = (&draft.head.value, draft.head.field("id"));
        if let Some(first) = before.iter().find(|other| other.head.value.id == head.id) {
            errors.push(PolicyError::Duplicate {
                at: place,
                what: "edition",
                id: head.id.to_string(),
                first: first.head.field("id"),
            });
        }
        if let Some(first) = before.iter().find(|other| other.head.value.valid_from == head.valid_from) {
            errors.push(PolicyError::Duplicate {
                at: draft.head.field("valid_from"),
                what: "first day of an edition",
                id: head.valid_from.to_string(),
                first: first.head.field("valid_from"),
            });
        }
        if head.valid_to.is_some_and(|last| last < head.valid_from) {
            let problem = "The edition ends before it begins. Correct valid_from or valid_to.";
            errors.push(unusable(draft.head.field("valid_to"), problem));
        }
    }
}

fn unusable(at: Place, problem: impl Into<String>) -> PolicyError {
    PolicyError::Unusable { at, problem: problem.into() }
}

fn unknown(at: Place, what: &'static str, id: impl Into<String>, advice: impl Into<String>) -> PolicyError {
    PolicyError::Unknown { at, what, id: id.into(), advice: advice.into() }
}

fn missing(at: Place, what: impl Into<String>, advice: impl Into<String>) -> PolicyError {
    PolicyError::Missing { at, what: what.into(), advice: advice.into() }
}
