//! Whether another partner claims or holds a claimed workload (CON-02). Never picks a winner.

use super::requirements::workload_names;
use super::{Standing, ruled};
use crate::domain::{Association, Claim, Workload};

/// The claimed workloads in an open conflict: those the claim shows as associated to another partner, and those
/// another open claim names too. A line that a resolution in force awarded to somebody is contested no more.
pub fn contested(claim: &Claim, standing: &Standing) -> Vec<String> {
    let open = |line: &Workload| {
        let called = claim.line_name(line);
        let claimed_too = standing.contested.iter().any(|name| *name == called || *name == line.name);
        let held = line.association == Association::ToAnotherPartner;
        (held || claimed_too) && !ruled::is_settled(standing, &called)
    };
    let of_open = |name: &String| claim.workloads.iter().any(|line| line.name == *name && open(line));
    workload_names(claim).into_iter().filter(of_open).collect()
}
