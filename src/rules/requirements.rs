//! Which rows of the checklist apply to a claim, and which of them a rule settles before anyone reads (§3.1).
//!
//! The matrix always has the rows R1 to R6, so that every claim reads the same (POE-002). A row that cannot apply
//! is settled as not applicable with the rule that says so; nothing here judges a row that can.

use crate::domain::{Association, Cell, CellKey, Checklist, Claim, Program, Requirement};
use crate::policy::{Edition, EngagementSpec, PoeNeed};
use std::collections::BTreeSet;

/// The checklist of a claim with nothing judged: R1, R2, then R3 and R4 of each workload, R5, R6.
pub fn checklist(claim: &Claim, edition: &Edition) -> Checklist {
    let profile = edition.profile(claim);
    let cells = rows(claim)
        .map(|key| {
            let settled = settled(key.requirement, claim, edition, profile);
            Cell { key, settled, judgement: None }
        })
        .collect();
    let qualifications = profile.managed_security.then(BTreeSet::new);
    Checklist { cells, qualifications, ..Checklist::default() }
}

/// Claimed workloads in the order of the claim, each name once: cells know a workload by its name.
pub(super) fn workload_names(claim: &Claim) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(claim.workloads.len());
    for workload in &claim.workloads {
        if !names.contains(&workload.name) {
            names.push(workload.name.clone());
        }
    }
    names
}

fn rows(claim: &Claim) -> impl Iterator<Item = CellKey> {
    let document = [Requirement::CustomerAcknowledgement, Requirement::PartyNames].map(CellKey::claim);
    let per_workload = workload_names(claim).into_iter().flat_map(|name| {
        [Requirement::ActivityDetail, Requirement::WorkloadConnection]
            .map(|requirement| CellKey::workload(requirement, &name))
    });
    let last = [Requirement::Dates, Requirement::PublicSectorDisclosure].map(CellKey::claim);
    document.into_iter().chain(per_workload).chain(last)
}

/// Why a rule settles a row as not applicable, or `None` when a person has to judge it.
fn settled(
    requirement: Requirement,
    claim: &Claim,
    edition: &Edition,
    profile: &EngagementSpec,
) -> Option<String> {
    if claim.program == Program::PartnerActivities {
        return Some("Partner Activities are judged by their own components (POE-A10).".into());
    }
    match profile.poe {
        PoeNeed::None => Some("This claim type carries no proof of execution (POE-A05).".into()),
        PoeNeed::Optional if !carries_proof(claim, edition) => {
            Some("No proof is attached, and none is needed here (CTR-08).".into())
        }
        _ if requirement == Requirement::PublicSectorDisclosure => {
            disclosure_settled(claim, edition, profile)
        }
        _ => None,
    }
}

/// Whether proof that is optional for the claim type is asked for after all (CTR-08): a document is attached, a
/// conflict exists, or a workload earns an incentive.
fn carries_proof(claim: &Claim, edition: &Edition) -> bool {
    let contested = |association| association == Association::ToAnotherPartner;
    !claim.documents.is_empty()
        || claim.workloads.iter().any(|workload| {
            contested(workload.association)
                || edition.workload(&workload.name).is_some_and(|known| known.usage_incentive == "yes")
        })
}

/// Why no disclosure is asked for (POE-R6-01 to POE-R6-06); `None` leaves the row to a person.
fn disclosure_settled(claim: &Claim, edition: &Edition, profile: &EngagementSpec) -> Option<String> {
    let customer = &claim.customer;
    if !profile.public_sector {
        return Some("This claim type asks for no public sector disclosure (POE-R6-01).".into());
    }
    if claim.recognition_only {
        return Some("The partner takes no incentive, so nothing has to be disclosed (POE-R6-06).".into());
    }
    if !customer.sector.is_public() {
        // An unknown segment is a question for the reviewer, not a pass (OQ-14).
        let known = customer.sector != crate::domain::Sector::Unknown;
        return known.then(|| "The customer is not in the public sector (POE-R6-01).".into());
    }
    let parameters = &edition.parameters;
    let unlisted = !lists(&parameters.disclosure_countries, &customer.country)
        && !parameters.ineligible_countries.is_empty()
        && !lists(&parameters.ineligible_countries, &customer.country);
    // An ineligibility list that was not loaded never passes a claim silently (POE-R6-02).
    unlisted.then(|| format!("No disclosure rule is stated for {} (POE-R6-05).", customer.country))
}

fn lists(countries: &[String], country: &str) -> bool {
    let country = country.trim().to_lowercase();
    countries.iter().any(|listed| listed.to_lowercase() == country)
}
