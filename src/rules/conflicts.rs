//! Whether another partner claims or holds a claimed workload (CON-02). Never picks a winner.

use super::Standing;
use super::requirements::workload_names;
use crate::domain::{Association, Claim};

/// The claimed workloads in an open conflict: those the claim shows as associated to another partner, and those
/// another open claim names too.
pub fn contested(claim: &Claim, standing: &Standing) -> Vec<String> {
    let held = |name: &str| {
        claim.workloads.iter().any(|w| w.name == name && w.association == Association::ToAnotherPartner)
    };
    workload_names(claim).into_iter().filter(|name| held(name) || standing.contested.contains(name)).collect()
}
