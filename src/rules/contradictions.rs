//! Which contradictions of the sources matter here, explained in place (ED-05, section 2.7).
//!
//! Clocks, transitions and requirements name theirs in the edition; what remains depends on the claim. Nothing here
//! resolves anything: the edition's data already follow the resolution.

use super::transitions::allowed;
use super::{Clock, Standing, clocks, contested};
use crate::domain::{Association, Claim, DecisionKind, DocumentKind, Requirement};
use crate::policy::{Edition, PoeNeed, ReferenceEntry};
use std::collections::BTreeSet;

/// The entries of the reference that matter for a claim as a whole: its clocks and what it is about.
pub fn claim_contradictions<'e>(
    claim: &Claim,
    edition: &'e Edition,
    standing: &Standing,
) -> Vec<&'e ReferenceEntry> {
    let running = clocks(claim, edition, standing);
    let raised = SITUATIONS.iter().filter(|(holds, _)| holds(claim, edition, standing));
    entries(
        edition,
        running
            .iter()
            .flat_map(|clock| of_clock(clock, edition))
            .chain(raised.flat_map(|(_, ids)| *ids).copied()),
    )
}

/// Those that matter for judging a row: its rules name them.
pub fn requirement_contradictions(requirement: Requirement, edition: &Edition) -> Vec<&ReferenceEntry> {
    let rules = edition.requirement(requirement).into_iter().flat_map(|spec| &spec.rules);
    let named = rules.map(String::as_str).filter(|id| id.starts_with("CTR-"));
    let disclosure: &[&str] = match requirement {
        Requirement::PublicSectorDisclosure => &["CTR-10", "CTR-14"],
        _ => &[],
    };
    entries(edition, named.chain(disclosure.iter().copied()))
}

/// Those of the transition a decision causes, or of what refuses it.
pub fn decision_contradictions<'e>(
    claim: &Claim,
    edition: &'e Edition,
    kind: DecisionKind,
) -> Vec<&'e ReferenceEntry> {
    match allowed(claim, edition, kind) {
        Ok(id) => {
            let row = edition.transition(id.as_str()).into_iter();
            entries(edition, row.flat_map(|row| &row.contradictions).map(String::as_str))
        }
        Err(refused) => entries(edition, refused.contradiction.as_deref().into_iter()),
    }
}

/// The entries of the reference that matter for a clock.
pub fn clock_contradictions<'e>(clock: &Clock, edition: &'e Edition) -> Vec<&'e ReferenceEntry> {
    entries(edition, of_clock(clock, edition))
}

/// Each entry once, in the order of their ids.
fn entries<'e, 'i>(edition: &'e Edition, ids: impl Iterator<Item = &'i str>) -> Vec<&'e ReferenceEntry> {
    let ids: BTreeSet<&str> = ids.collect();
    ids.into_iter().filter_map(|id| edition.entry(id)).collect()
}

/// How the program resolves a contradiction: the last sentence of its entry.
pub fn resolution(entry: &ReferenceEntry) -> Option<&str> {
    entry.text.rsplit_once("Resolution: ").map(|(_, resolution)| resolution.trim())
}

/// A contradiction in a line: what the sources disagree on, and how it is resolved here.
pub fn contradiction_in_words(entry: &ReferenceEntry) -> String {
    let resolution = resolution(entry).unwrap_or("see the reference.");
    format!("The sources differ ({}, {}): {resolution}", entry.id, entry.title)
}

fn of_clock<'e>(clock: &Clock, edition: &'e Edition) -> impl Iterator<Item = &'e str> {
    let spec = edition.clock(&clock.name).into_iter();
    spec.flat_map(|spec| spec.contradictions.iter().map(String::as_str))
}

/// A situation of a claim and the contradictions it raises.
type Situation = (fn(&Claim, &Edition, &Standing) -> bool, &'static [&'static str]);

const SITUATIONS: [Situation; 6] = [
    (|claim, edition, _| edition.profile(claim).poe == PoeNeed::Optional, &["CTR-08"]),
    (|claim, edition, _| edition.profile(claim).managed_security, &["CTR-37"]),
    (|claim, edition, _| edition.profile(claim).per_subscription, &["CTR-28", "CTR-40"]),
    (|claim, _, _| claim.documents.iter().any(|document| carrier_differs(document.kind)), &["CTR-07"]),
    (|claim, _, _| claim.workloads.len() > 4, &["CTR-29"]),
    (|claim, _, standing| in_conflict(claim, standing), &["CTR-38"]),
];

/// Whether the editions disagree on the document as a carrier of proof.
const fn carrier_differs(kind: DocumentKind) -> bool {
    matches!(kind, DocumentKind::PurchaseOrder | DocumentKind::Msa)
}

fn in_conflict(claim: &Claim, standing: &Standing) -> bool {
    let held = claim.workloads.iter().any(|line| line.association == Association::ToAnotherPartner);
    held || !contested(claim, standing).is_empty()
}
