//! Why a connection may not be enough, in words a reviewer understands; and how complete it is (TST-13).

use super::Connection;
use crate::domain::Caution;
use crate::evidence::case::Case;
use crate::evidence::engine::caution;
use crate::policy::Edition;

pub(super) fn of(case: &Case<'_>, connection: &Connection<'_>) -> Vec<Caution> {
    let seen = connection.seen;
    let mut found = Vec::new();
    if !seen.worked && !seen.elsewhere {
        found.push(missing(case.edition, connection));
    } else if seen.worked && !connection.is_tied() {
        found.push(caution(
            "RC-R4-01",
            "The workload is only listed, ticked or a heading; no work is tied to it.",
        ));
    }
    if seen.suite && !seen.named {
        found.push(caution("RC-R4-02", "Only a suite or family name was found, not the claimed workload."));
    } else if seen.similar && !seen.named {
        found.push(caution("RC-R4-02", "Only a product with a similar name was found."));
    }
    if connection.tenants.differs() {
        found.push(caution("RC-R4-04", "A tenant or subscription in the proof differs from the claim's."));
    } else if !connection.tenants.identified() {
        found.push(caution("RC-R4-03", "No identifier of the tenant was found."));
    }
    found.extend(completeness(connection));
    found
}

/// What stands in the way when the workload is not named as something that is worked on.
fn missing(edition: &Edition, connection: &Connection<'_>) -> Caution {
    let seen = connection.seen;
    match () {
        () if seen.ruled_out => caution("RC-R4-05", "The workload is named as excluded or not done."),
        () if seen.planned => {
            caution("RC-R4-05", "The workload is named as planned, optional or not bought.")
        }
        () if seen.named => caution("RC-R4-01", "The workload is named only on papers that never count."),
        () if !edition.parameters.partial_approval => {
            caution("RC-R4-06", "The products or services bought by the customer are not specified.")
        }
        () if seen.unticked => caution("RC-R4-01", "The workload stands only in a row that is not ticked."),
        () => caution("RC-R4-01", "The workload was not found in the proof."),
    }
}

/// TST-13: name, tenant, activity, date and number; told only when something is missing.
fn completeness(connection: &Connection<'_>) -> Option<Caution> {
    let elements = [
        (connection.seen.named, "the workload's name"),
        (connection.tenants.identified(), "the tenant"),
        (connection.work.is_described(), "the activity"),
        (connection.seen.dated, "a date"),
        (connection.work.is_measured(), "a number"),
    ];
    let missing: Vec<&str> = elements.iter().filter(|(there, _)| !there).map(|(_, what)| *what).collect();
    let count = elements.len() - missing.len();
    (connection.seen.named && !missing.is_empty())
        .then(|| caution("TST-13", &format!("{count} of 5 elements found; missing: {}.", missing.join(", "))))
}
