//! Which contradictions of the sources matter here, explained in place (ED-05, section 2.7).
//!
//! Clocks, transitions and requirements name theirs in the edition; what remains depends on the claim. Nothing here
//! resolves anything: the edition's data already follow the resolution.

use super::requirements::checklist;
use super::transitions::allowed;
use super::{Clock, Standing, clocks, contested};
use crate::domain::{Association, Claim, DecisionKind, DocumentKind, Requirement};
use crate::policy::{Edition, PoeNeed, ReferenceEntry};
use std::collections::BTreeSet;

/// The entries of the reference that matter for a claim and, when one is chosen, for a decision on it.
pub fn contradictions<'e>(
    claim: &Claim,
    edition: &'e Edition,
    standing: &Standing,
    kind: Option<DecisionKind>,
) -> Vec<&'e ReferenceEntry> {
    let mut ids: BTreeSet<String> = BTreeSet::new();
    let running = clocks(claim, edition, standing);
    ids.extend(running.iter().flat_map(|clock| of_clock(clock, edition)).map(str::to_owned));
    ids.extend(of_requirements(claim, edition).into_iter().map(str::to_owned));
    ids.extend(of_claim(claim, edition, standing).map(str::to_owned));
    ids.extend(kind.map(|kind| of_decision(claim, edition, kind)).unwrap_or_default());
    ids.iter().filter_map(|id| edition.entry(id)).collect()
}

/// Those of the transition a decision causes, or of what refuses it.
fn of_decision(claim: &Claim, edition: &Edition, kind: DecisionKind) -> Vec<String> {
    match allowed(claim, edition, kind) {
        Ok(id) => edition.transition(id.as_str()).map(|row| row.contradictions.clone()).unwrap_or_default(),
        Err(refused) => refused.contradiction.into_iter().collect(),
    }
}

/// The entries of the reference that matter for a clock.
pub fn clock_contradictions<'e>(clock: &Clock, edition: &'e Edition) -> Vec<&'e ReferenceEntry> {
    of_clock(clock, edition).filter_map(|id| edition.entry(id)).collect()
}

/// How the program resolves a contradiction: the last sentence of its entry.
pub fn resolution<'e>(edition: &'e Edition, id: &str) -> Option<&'e str> {
    edition.entry(id)?.text.rsplit_once("Resolution: ").map(|(_, resolution)| resolution.trim())
}

fn of_clock<'e>(clock: &Clock, edition: &'e Edition) -> impl Iterator<Item = &'e str> {
    let spec = edition.clock(&clock.name).into_iter();
    spec.flat_map(|spec| spec.contradictions.iter().map(String::as_str))
}

/// Those that the rows to be judged name among their rules.
fn of_requirements<'e>(claim: &Claim, edition: &'e Edition) -> BTreeSet<&'e str> {
    let open: BTreeSet<Requirement> = checklist(claim, edition)
        .cells
        .iter()
        .filter(|cell| cell.settled.is_none())
        .map(|cell| cell.key.requirement)
        .collect();
    let rules =
        edition.requirements.iter().filter(|spec| open.contains(&spec.id)).flat_map(|spec| &spec.rules);
    let disclosure = open.contains(&Requirement::PublicSectorDisclosure).then_some(["CTR-10", "CTR-14"]);
    rules
        .map(String::as_str)
        .filter(|id| id.starts_with("CTR-"))
        .chain(disclosure.into_iter().flatten())
        .collect()
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

fn of_claim(claim: &Claim, edition: &Edition, standing: &Standing) -> impl Iterator<Item = &'static str> {
    let raised = SITUATIONS.iter().filter(|(holds, _)| holds(claim, edition, standing));
    raised.flat_map(|(_, ids)| ids.iter().copied()).collect::<Vec<_>>().into_iter()
}

/// Whether the editions disagree on the document as a carrier of proof.
const fn carrier_differs(kind: DocumentKind) -> bool {
    matches!(kind, DocumentKind::PurchaseOrder | DocumentKind::Msa)
}

fn in_conflict(claim: &Claim, standing: &Standing) -> bool {
    let held = claim.workloads.iter().any(|line| line.association == Association::ToAnotherPartner);
    held || !contested(claim, standing).is_empty()
}
