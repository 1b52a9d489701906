//! Names in the fields and texts of claims.
//!
//! Fields are certain. In texts only what has a form of its own is found: addresses, domains, GUIDs, telephone numbers,
//! and people where mails and signatures name them. Whatever else must not be shown is added by a person.

use super::names::NameKind;
use crate::domain::Claim;
use crate::text::guid;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A name without a counterpart yet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Finding {
    pub(super) kind: NameKind,
    pub(super) original: String,
}

/// Authors that are systems or roles rather than people.
const NOBODY: &[&str] = &[
    "microsoft",
    "system",
    "reviewer",
    "review team",
    "operations",
    "partner",
    "customer",
    "incentives support",
];

/// Domains that identify nobody.
const PUBLIC_DOMAINS: &[&str] = &[
    "microsoft.com",
    "onmicrosoft.com",
    "office.com",
    "azure.com",
    "gmail.com",
    "outlook.com",
    "hotmail.com",
    "yahoo.com",
    "docusign.net",
    "adobe.com",
];

pub(super) static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+"));
pub(super) static DOMAIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|net|org|eu|io|info|biz|edu|gov|mil|int|cloud|example|test|[a-z]{2})\b",
    )
});
pub(super) static PHONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\+\d[\d ()./-]{5,}\d"));
/// A name in front of an address, and behind the words that announce a signature.
static NAMED: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let person = r"((?:\p{Lu}[\p{L}.'’-]*[ \t]){1,3}\p{Lu}[\p{L}'’-]+)";
    [
        format!(r#""?{person}"?[ \t]*[<(\[](?:mailto:)?[^\s<>]+@"#),
        format!(r"(?m)^[ \t>]*(?:From|Von|De|Da|Od|Fra|Från|Van|Lähettäjä|To|An|Para|Til|Till|À)[ \t]*:[ \t]*{person}[ \t]*$"),
        format!(r"(?i:e-?signed by|signed by|unterzeichnet von|signé par|firmado por)[ \t]*:?[ \t]*{person}"),
        format!(r"/s/[ \t]*{person}"),
    ]
    .iter()
    .map(|words| pattern(words))
    .collect()
});

#[allow(clippy::expect_used, reason = "constant patterns, compiled by the tests of this module")]
fn pattern(words: &str) -> Regex {
    Regex::new(words).expect("a pattern")
}

/// Names of claims: parties first, then people, then what their texts show, each once.
pub(super) fn findings(claims: &[Claim]) -> Vec<Finding> {
    let mut found = Found::default();
    for claim in claims {
        found.fields(claim);
    }
    for claim in claims {
        let notes = claim.history.iter().filter_map(|entry| entry.note.as_deref());
        let comments = claim.comments.iter().map(|comment| comment.text.as_str());
        let documents = claim.documents.iter().flat_map(|document| [&*document.file_name, &*document.text]);
        let reason = claim.customer.domain_mismatch_reason.as_deref();
        for text in notes.chain(comments).chain(documents).chain(reason) {
            found.text(text);
        }
    }
    found.list
}

#[derive(Default)]
struct Found {
    list: Vec<Finding>,
    known: BTreeSet<Finding>,
}

impl Found {
    fn add(&mut self, kind: NameKind, original: &str) {
        let finding = Finding { kind, original: original.trim().to_owned() };
        if !finding.original.is_empty() && self.known.insert(finding.clone()) {
            self.list.push(finding);
        }
    }

    fn person(&mut self, name: &str) {
        if !NOBODY.contains(&name.trim().to_lowercase().as_str()) {
            self.add(NameKind::Person, name);
        }
    }

    fn domain(&mut self, name: &str) {
        let lower = name.to_lowercase();
        if !PUBLIC_DOMAINS.iter().any(|known| lower == *known || lower.ends_with(&format!(".{known}"))) {
            self.add(NameKind::Domain, name);
        } else if let Some(tenant) =
            lower.strip_suffix(".onmicrosoft.com").filter(|label| !label.contains('.'))
        {
            self.add(NameKind::Domain, &format!("{tenant}.onmicrosoft.com"));
        }
    }

    fn fields(&mut self, claim: &Claim) {
        let (partner, customer) = (&claim.partner, &claim.customer);
        self.add(NameKind::Organisation, &partner.name);
        self.add(NameKind::Organisation, &customer.name);
        self.person(&partner.contact_name);
        self.person(&customer.contact_name);
        self.domain(&customer.domain);
        for address in [&partner.contact_email, &customer.contact_email] {
            if let Some((_, domain)) = address.split_once('@') {
                self.domain(domain);
            }
            self.add(NameKind::Address, address);
        }
        claim.history.iter().for_each(|entry| self.person(&entry.actor));
        claim.comments.iter().for_each(|comment| self.person(&comment.author));
        self.add(NameKind::Number, claim.claim_id.as_str());
        self.add(NameKind::Number, &partner.partner_id);
        partner.global_partner_id.iter().for_each(|id| self.add(NameKind::Number, id));
        let town = partner.location.split([',', '(']).next().unwrap_or_default();
        // A city state is its country, and countries stay.
        if !town.trim().eq_ignore_ascii_case(&partner.country) {
            self.add(NameKind::Place, town);
        }
        self.add(NameKind::Guid, customer.tenant_id.as_str());
        claim.workloads.iter().filter_map(|line| line.subscription_id.as_ref()).for_each(|id| {
            self.add(NameKind::Guid, id.as_str());
        });
    }

    fn text(&mut self, text: &str) {
        for named in NAMED.iter() {
            for name in named.captures_iter(text).filter_map(|hit| hit.get(1)) {
                self.person(name.as_str());
            }
        }
        for address in ADDRESS.find_iter(text) {
            if let Some((_, domain)) = address.as_str().split_once('@') {
                self.domain(domain);
            }
            self.add(NameKind::Address, address.as_str());
        }
        DOMAIN.find_iter(text).for_each(|domain| self.domain(domain.as_str()));
        PHONE.find_iter(text).for_each(|phone| self.add(NameKind::Phone, phone.as_str()));
        // A near miss of a known id is no id of its own: it must stay a near miss of its counterpart.
        for guid in guid::find(text) {
            let near = |known: &Finding| {
                known.kind == NameKind::Guid && guid.is_close_to(&known.original.to_lowercase())
            };
            if !self.list.iter().any(near) {
                self.add(NameKind::Guid, &guid.text);
            }
        }
    }
}
