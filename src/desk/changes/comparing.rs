//! One claim in two snapshots: every difference a reviewer would want to know.

use crate::desk::Change;
use crate::desk::history::action_words;
use crate::domain::{Claim, Digest};
use std::collections::BTreeMap;

/// Digests of the texts of a claim's documents, by name.
pub(super) type Texts = BTreeMap<String, Digest>;

/// What differs, in the order it is told. Something always does: the digests differ.
pub(super) fn differences(before: &Claim, after: &Claim, texts: &(Texts, Texts)) -> Vec<Change> {
    let mut changes = Vec::new();
    if before.status != after.status {
        changes.push(Change::Status { from: before.status, to: after.status });
    }
    workloads(before, after, &mut changes);
    documents(before, after, texts, &mut changes);
    contacts(before, after, &mut changes);
    facts(before, after, &mut changes);
    talk(before, after, &mut changes);
    if changes.is_empty() {
        changes.push(Change::Differs);
    }
    changes
}

fn workloads(before: &Claim, after: &Claim, changes: &mut Vec<Change>) {
    let added = after.workloads.iter().filter(|line| !before.has_workload(&line.name));
    changes.extend(added.map(|line| Change::WorkloadAdded { name: line.name.clone() }));
    let removed = before.workloads.iter().filter(|line| !after.has_workload(&line.name));
    changes.extend(removed.map(|line| Change::WorkloadRemoved { name: line.name.clone() }));
    for line in &after.workloads {
        let same = before.workloads.iter().find(|other| other.name == line.name);
        if let Some(other) = same.filter(|other| other.association != line.association) {
            let (name, from, to) = (line.name.clone(), other.association, line.association);
            changes.push(Change::Association { name, from, to });
        }
    }
}

fn documents(before: &Claim, after: &Claim, (earlier, later): &(Texts, Texts), changes: &mut Vec<Change>) {
    for document in &after.documents {
        let name = document.file_name.clone();
        let Some(other) = before.document(&name) else {
            changes.push(Change::DocumentAdded { name });
            continue;
        };
        let same = other.kind == document.kind
            && other.uploaded_on == document.uploaded_on
            && earlier.get(&name) == later.get(&name);
        if !same {
            changes.push(Change::DocumentChanged { name });
        }
    }
    let removed = before.documents.iter().filter(|document| after.document(&document.file_name).is_none());
    changes.extend(removed.map(|document| Change::DocumentRemoved { name: document.file_name.clone() }));
}

fn contacts(before: &Claim, after: &Claim, changes: &mut Vec<Change>) {
    let partner = |claim: &Claim| person(&claim.partner.contact_name, &claim.partner.contact_email, None);
    let customer = |claim: &Claim| {
        let customer = &claim.customer;
        person(&customer.contact_name, &customer.contact_email, customer.contact_title.as_deref())
    };
    let pairs = [
        ("partner contact", partner(before), partner(after)),
        ("customer contact", customer(before), customer(after)),
    ];
    let differing = pairs.into_iter().filter(|(_, from, to)| from != to);
    changes.extend(differing.map(|(whose, from, to)| Change::Contact { whose, from, to }));
}

fn person(name: &str, address: &str, title: Option<&str>) -> String {
    let title = title.map(|title| format!(", {title}")).unwrap_or_default();
    format!("{name} <{address}>{title}")
}

fn facts(before: &Claim, after: &Claim, changes: &mut Vec<Change>) {
    let differing = values(before).into_iter().zip(values(after)).filter(|(from, to)| from != to);
    changes.extend(differing.map(|((name, from), (_, to))| Change::Fact { name, from, to }));
}

/// Facts by name, the same names for every claim.
fn values(claim: &Claim) -> Vec<(&'static str, String)> {
    let (partner, customer) = (&claim.partner, &claim.customer);
    let optional = |text: Option<String>| text.unwrap_or_else(|| "none".to_owned());
    vec![
        ("claim name", claim.claim_name.clone()),
        ("engagement", claim.engagement.clone()),
        ("solution area", claim.solution_area.clone()),
        ("activity", claim.activity.label().to_owned()),
        ("edition", optional(claim.edition.as_ref().map(ToString::to_string))),
        ("recognition only", if claim.recognition_only { "yes" } else { "no" }.to_owned()),
        ("first submission", claim.submitted_on.to_string()),
        ("purchase", optional(claim.transaction_on.map(|day| day.to_string()))),
        ("partner", partner.name.clone()),
        ("partner location", partner.location.clone()),
        ("partner id", partner.partner_id.clone()),
        ("customer", customer.name.clone()),
        ("customer domain", customer.domain.clone()),
        ("tenant", customer.tenant_id.to_string()),
        ("customer country", customer.country.clone()),
        ("sector", customer.sector.label().to_owned()),
        ("reason for another domain", optional(customer.domain_mismatch_reason.clone())),
    ]
}

fn talk(before: &Claim, after: &Claim, changes: &mut Vec<Change>) {
    let written = after.comments.iter().filter(|comment| !before.comments.contains(comment));
    changes.extend(written.map(|comment| Change::Comment {
        author: comment.author.clone(),
        on: comment.on,
        text: comment.text.clone(),
    }));
    let reported = after.history.iter().filter(|entry| !before.history.contains(entry));
    changes.extend(reported.map(|entry| Change::Reported {
        actor: entry.actor.clone(),
        on: entry.on,
        text: action_words(&entry.action),
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets;
    use crate::domain::{ClaimComment, Status};

    fn sample() -> Claim {
        serde_json::from_str(assets::SAMPLE_CLAIMS.lines().next().unwrap()).unwrap()
    }

    fn told(change: impl Fn(&mut Claim)) -> Vec<String> {
        let before = sample();
        let mut after = before.clone();
        change(&mut after);
        differences(&before, &after, &Default::default()).iter().map(Change::words).collect()
    }

    #[test]
    fn every_difference_is_told_in_words() {
        let from = sample().status;
        assert_eq!(
            told(|claim| claim.status = Status::Cancelled),
            [format!("status: {} -> Cancelled", from.label())]
        );
        assert_eq!(
            told(|claim| claim.customer.contact_email = "new@example.com".into()).len(),
            1,
            "an address"
        );
        assert!(told(|claim| claim.workloads.clear())[0].starts_with("workload removed: "));
        assert!(told(|claim| claim.documents.clear())[0].starts_with("document removed: "));
        let comment = ClaimComment {
            author: "Ana".into(),
            on: "2025-09-15T12:00:00Z".parse().unwrap(),
            text: "Here is more.".into(),
        };
        let words = told(|claim| claim.comments.push(comment.clone()));
        assert_eq!(words, ["2025-09-15 Ana wrote: Here is more."]);
    }

    #[test]
    fn a_document_whose_text_alone_differs_is_told() {
        let claim = sample();
        let name = claim.documents[0].file_name.clone();
        let text = |text: &str| Texts::from([(name.clone(), Digest::of(text.as_bytes()))]);
        let told = differences(&claim, &claim, &(text("before"), text("after")));
        assert_eq!(told, [Change::DocumentChanged { name: name.clone() }]);
        assert_eq!(differences(&claim, &claim, &(text("same"), text("same"))), [Change::Differs]);
    }
}
