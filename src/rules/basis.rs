//! What a verdict rests on besides its pins, as one digest: wording, facts and documents (F21).
//!
//! Three short digests stand side by side in the 32 bytes, so that two bases tell *what* differs: how the edition
//! words the requirement, the facts of the claim the cell is about, the documents of the proof. Facts a cell is not
//! about never touch its basis: a new contact reopens R1 and leaves R4 alone.

use super::requirements::workload_names;
use crate::domain::{CellKey, Claim, Digest, Hasher, PoeDocument, Requirement};
use crate::policy::Edition;

/// Bytes of the basis that stand for the wording, the facts and the documents.
const WIDTHS: [usize; 3] = [8, 12, 12];

/// The digest of what a verdict on a cell rests on besides the pinned text.
pub fn basis(claim: &Claim, edition: &Edition, key: &CellKey) -> Digest {
    basis_over(claim, edition, key, &documents(claim))
}

/// The same with the digest of the documents at hand, for all cells of one claim.
pub(super) fn basis_over(claim: &Claim, edition: &Edition, key: &CellKey, documents: &Digest) -> Digest {
    let mut bytes = [0; 32];
    let parts = [wording(edition, key), facts(claim, key), *documents];
    let source = parts.iter().zip(WIDTHS).flat_map(|(digest, width)| digest.as_bytes().iter().take(width));
    bytes.iter_mut().zip(source).for_each(|(byte, from)| *byte = *from);
    Digest::from_bytes(bytes)
}

/// Which parts of two bases differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "one flag for each part of a basis")]
pub(super) struct Differences {
    pub(super) wording: bool,
    pub(super) facts: bool,
    pub(super) documents: bool,
}

impl Differences {
    pub(super) fn between(before: &Digest, after: &Digest) -> Self {
        let [wording, facts, _] = WIDTHS;
        let differs =
            |from: usize, to: usize| before.as_bytes().get(from..to) != after.as_bytes().get(from..to);
        Self {
            wording: differs(0, wording),
            facts: differs(wording, wording + facts),
            documents: differs(wording + facts, 32),
        }
    }
}

/// A basis of which only the part that stands for the documents is filled.
pub(super) fn documents_part(documents: &Digest) -> Digest {
    let [wording, facts, _] = WIDTHS;
    let mut bytes = [0; 32];
    bytes.iter_mut().skip(wording + facts).zip(documents.as_bytes()).for_each(|(byte, from)| *byte = *from);
    Digest::from_bytes(bytes)
}

/// The documents a reviewer reads, in any order: name, kind and text of each.
pub(super) fn documents(claim: &Claim) -> Digest {
    let mut each: Vec<Digest> = claim.documents.iter().map(|document| document_digest(document)).collect();
    each.sort_unstable();
    hashed("proofdesk-basis-documents-v1", each.iter().map(Digest::as_bytes))
}

fn document_digest(document: &PoeDocument) -> Digest {
    let fields = [document.file_name.as_str(), document.kind.word(), &document.text];
    hashed("proofdesk-basis-document-v1", fields)
}

/// How the edition words the requirement, with the parameters that decide it.
fn wording(edition: &Edition, key: &CellKey) -> Digest {
    let parameters = &edition.parameters;
    let spec = edition.requirement(key.requirement).into_iter();
    let mut fields: Vec<String> = spec
        .flat_map(|spec| [&spec.label, &spec.help, &spec.detail].into_iter().chain(&spec.rules))
        .cloned()
        .collect();
    match key.requirement {
        Requirement::Dates => fields.push(format!("{:?}", parameters.acknowledgement_months)),
        Requirement::PublicSectorDisclosure => {
            fields.push(parameters.disclosure_countries.join("\n"));
            fields.push(parameters.ineligible_countries.join("\n"));
        }
        Requirement::WorkloadConnection => {
            fields.extend(edition.qualifications.iter().map(|qualification| qualification.help.clone()));
        }
        Requirement::CustomerAcknowledgement | Requirement::PartyNames | Requirement::ActivityDetail => {}
    }
    hashed("proofdesk-basis-wording-v1", &fields)
}

/// The facts of the claim that the cell is about. An absent fact is not an empty one.
fn facts(claim: &Claim, key: &CellKey) -> Digest {
    let common = [key.requirement.word(), &claim.engagement, claim.activity.word()].map(str::to_owned);
    let own =
        facts_of(claim, key).into_iter().map(|fact| fact.map_or("-".to_owned(), |fact| format!("+{fact}")));
    hashed("proofdesk-basis-facts-v1", common.into_iter().chain(own))
}

fn hashed(domain: &str, fields: impl IntoIterator<Item: AsRef<[u8]>>) -> Digest {
    let mut hasher = Hasher::new(domain);
    for field in fields {
        hasher.field(field.as_ref());
    }
    hasher.finish()
}

fn facts_of(claim: &Claim, key: &CellKey) -> Vec<Option<String>> {
    let (partner, customer) = (&claim.partner, &claim.customer);
    let some = |text: &str| Some(text.to_owned());
    match key.requirement {
        Requirement::CustomerAcknowledgement => vec![
            some(&customer.name),
            some(&customer.domain),
            some(&customer.contact_name),
            some(&customer.contact_email),
            customer.contact_title.clone(),
            customer.domain_mismatch_reason.clone(),
        ],
        Requirement::PartyNames => vec![some(&partner.name), some(&partner.location), some(&customer.name)],
        Requirement::ActivityDetail | Requirement::WorkloadConnection => line(claim, key),
        Requirement::Dates => {
            vec![Some(claim.submitted_on.to_string()), claim.transaction_on.map(|day| day.to_string())]
        }
        Requirement::PublicSectorDisclosure => vec![
            some(&customer.name),
            some(customer.sector.word()),
            some(&customer.country),
            Some(claim.recognition_only.to_string()),
        ],
    }
}

/// The claimed line, the tenant and the partner. Who holds the workload already is a question of conflicts, not of
/// the proof.
fn line(claim: &Claim, key: &CellKey) -> Vec<Option<String>> {
    let of_cell = |name: &str| key.workload.as_deref() == Some(name);
    let subscriptions = claim
        .workloads
        .iter()
        .filter(|line| of_cell(&line.name))
        .map(|line| line.subscription_id.as_ref().map(ToString::to_string));
    let claimed = workload_names(claim).into_iter().find(|name| of_cell(name));
    let parties = [&claim.partner.name, &claim.partner.partner_id].map(|text| Some(text.clone()));
    [claimed, Some(claim.customer.tenant_id.to_string())]
        .into_iter()
        .chain(parties)
        .chain(subscriptions)
        .collect()
}
