//! Whether another partner claims or holds a claimed workload (CON-02). Never picks a winner.

use super::requirements::workload_names;
use super::{Standing, ruled};
use crate::domain::{Association, Claim};

/// The claimed workloads in an open conflict: those the claim shows as associated to another partner, and those
/// another open claim names too. A line that a resolution in force awarded to somebody is contested no more.
pub fn contested(claim: &Claim, standing: &Standing) -> Vec<String> {
    let held = |name: &str| {
        claim.workloads.iter().any(|w| w.name == name && w.association == Association::ToAnotherPartner)
    };
    let contested = |name: &String| held(name) || standing.contested.contains(name);
    workload_names(claim)
        .into_iter()
        .filter(|name| contested(name) && !ruled::is_settled(standing, name))
        .collect()
}
