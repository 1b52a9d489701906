//! One claim with its documents read: who is who, and what is claimed.

use super::aliases::Aliases;
use super::engine::Tools;
use super::parts::Parts;
use super::party::{self, Party};
use super::rank::Finding;
use super::reading::{Reading, Unit};
use super::scope::Scopes;
use super::signals::Signals;
use super::weights::Weights;
use crate::domain::{Activity, Claim, Polarity};
use crate::policy::Edition;
use crate::text::names::{self, Found, Name};
use crate::text::segment::{Mail, Role};

/// Everything the requirements look at.
pub(crate) struct Case<'c> {
    pub(crate) claim: &'c Claim,
    pub(crate) edition: &'c Edition,
    pub(crate) aliases: &'c Aliases,
    pub(crate) signals: &'c Signals,
    pub(crate) weights: &'c Weights,
    pub(crate) readings: Vec<Reading<'c>>,
    pub(crate) scopes: Vec<Scopes>,
    pub(crate) parts: Vec<Parts>,
    pub(crate) partner: Name,
    pub(crate) customer: Name,
    contacts: Vec<Name>,
    partner_contacts: Vec<Name>,
    /// Short names that the papers define for each party.
    defined: Defined,
    /// For each mail of each document who sent it.
    senders: Vec<Vec<Option<Side>>>,
}

/// Short names, as folded words.
#[derive(Default)]
struct Defined {
    partner: Vec<Vec<String>>,
    customer: Vec<Vec<String>>,
}

/// Who stands behind a mail or a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Customer,
    Partner,
    /// A person of the customer under an address that is not the customer's.
    Unproven,
    Unknown,
}

/// Which parties a unit names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Named {
    pub(crate) partner: Option<Found>,
    pub(crate) customer: Option<Found>,
    /// A contact person of the customer.
    pub(crate) contact: bool,
}

impl<'c> Case<'c> {
    pub(crate) fn new(claim: &'c Claim, edition: &'c Edition, tools: &'c Tools) -> Self {
        let Tools { aliases, signals, weights, .. } = tools;
        let readings: Vec<Reading<'c>> =
            claim.documents.iter().map(|document| Reading::new(document, tools)).collect();
        let scopes = readings.iter().map(Scopes::new).collect();
        let parts = readings.iter().map(|reading| Parts::new(reading, signals)).collect();
        let mut case = Self {
            claim,
            edition,
            aliases,
            signals,
            weights,
            readings,
            scopes,
            parts,
            partner: Name::new(&claim.partner.name),
            customer: Name::new(&claim.customer.name),
            contacts: person(&claim.customer.contact_name),
            partner_contacts: person(&claim.partner.contact_name),
            defined: Defined::default(),
            senders: Vec::new(),
        };
        case.defined = Defined {
            partner: case.defined_names(&case.partner),
            customer: case.defined_names(&case.customer),
        };
        let sides = |reading: &Reading<'_>| reading.mails.iter().map(|mail| case.side_of(mail)).collect();
        case.senders = case.readings.iter().map(sides).collect();
        case
    }

    /// Every unit that is not form text or page furniture, with its place.
    pub(crate) fn units(&self) -> impl Iterator<Item = Place<'_>> {
        self.readings.iter().enumerate().flat_map(move |(document, reading)| {
            let readable = |unit: &Unit| Self::is_readable(unit);
            let units = reading.units.iter().enumerate().filter(move |(_, unit)| readable(unit));
            units.map(move |(at, unit)| Place { document, at, reading, unit })
        })
    }

    /// Whether a unit is text of the claim: no printed text of a form, and nothing that speaks to the reviewer.
    pub(crate) const fn is_readable(unit: &Unit) -> bool {
        !matches!(unit.role, Role::Boilerplate | Role::Footer) && !unit.addressed
    }

    /// A unit by its document and number.
    pub(crate) fn place(&self, document: usize, at: usize) -> Option<Place<'_>> {
        let reading = self.readings.get(document)?;
        Some(Place { document, at, reading, unit: reading.units.get(at)? })
    }

    /// Who sent a mail of a document.
    pub(crate) fn side_of_mail(&self, document: usize, mail: usize) -> Option<Side> {
        self.senders.get(document)?.get(mail).copied().flatten()
    }

    pub(crate) fn named(&self, unit: &Unit) -> Named {
        Named {
            partner: self.partner.find(&unit.words),
            customer: self.customer.find(&unit.words),
            contact: self.is_customer_person(&unit.words),
        }
    }

    /// Short names the papers give to a party.
    fn defined_names(&self, name: &Name) -> Vec<Vec<String>> {
        let units =
            self.readings.iter().flat_map(|reading| reading.units.iter().map(move |unit| (reading, unit)));
        let naming = units.filter(|(_, unit)| name.find(&unit.words) == Some(Found::Full));
        let defined = naming.filter_map(|(reading, unit)| names::defined(reading.text(unit), name));
        let mut found: Vec<Vec<String>> = defined.map(|short| names::words(&short)).collect();
        found.sort();
        found.dedup();
        found.retain(|words| !words.is_empty() && party::of_label(words, "").is_none());
        found.truncate(8);
        found
    }

    /// The party whose defined short name stands among the words, when only one does.
    pub(crate) fn by_defined_name(&self, words: &[String]) -> Option<Party> {
        let holds = |names: &[Vec<String>]| {
            names.iter().any(|name| words.windows(name.len()).any(|window| window == name.as_slice()))
        };
        match (holds(&self.defined.customer), holds(&self.defined.partner)) {
            (true, false) => Some(Party::Customer),
            (false, true) => Some(Party::Partner),
            _ => None,
        }
    }

    /// Who sent the mail a unit belongs to (TST-02); `None` outside mails.
    pub(crate) fn sender(&self, place: Place<'_>) -> Option<Side> {
        self.senders.get(place.document)?.get(place.unit.mail?).copied().flatten()
    }

    fn side_of(&self, mail: &Mail) -> Option<Side> {
        let words = names::words(&mail.from.as_ref()?.value);
        let named = self.is_customer_person(&words) || self.customer.find(&words).is_some();
        let Some(domain) = mail.sender_domain() else {
            return Some(match () {
                () if named => Side::Customer,
                () if self.is_partner_person(&words) || self.partner.find(&words).is_some() => Side::Partner,
                () => Side::Unknown,
            });
        };
        let unproven = if named { Side::Unproven } else { Side::Unknown };
        Some(self.side_of_domain(&domain).unwrap_or(unproven))
    }

    /// Whose domain it is (TST-02); the partner's even when the customer's contact is given there (POE-E15).
    pub(crate) fn side_of_domain(&self, domain: &str) -> Option<Side> {
        let customer = &self.claim.customer;
        let own = customer.domain.to_lowercase();
        let contact = domain_of(&customer.contact_email);
        let tenant = own.split('.').next().unwrap_or_default();
        match () {
            () if is_within(domain, &domain_of(&self.claim.partner.contact_email)) => Some(Side::Partner),
            () if is_within(domain, &own) || domain == format!("{tenant}.onmicrosoft.com") => {
                Some(Side::Customer)
            }
            () if is_within(domain, &contact) && self.is_explained() => Some(Side::Customer),
            () if self.explains(domain) => Some(Side::Customer),
            () => None,
        }
    }

    pub(crate) fn is_customer_person(&self, words: &[String]) -> bool {
        self.contacts.iter().any(|name| name.find(words) == Some(Found::Full))
    }

    pub(crate) fn is_partner_person(&self, words: &[String]) -> bool {
        self.partner_contacts.iter().any(|name| name.find(words) == Some(Found::Full))
    }

    /// Whether a text names a contact person of either side.
    pub(crate) fn is_person(&self, text: &str) -> bool {
        let words = names::words(text);
        self.is_customer_person(&words) || self.is_partner_person(&words)
    }

    /// Whether the claim says why the contact writes from another domain (ENT-110).
    fn is_explained(&self) -> bool {
        let reason = self.claim.customer.domain_mismatch_reason.as_deref().unwrap_or_default().trim();
        reason.chars().count() > 4
    }

    /// Whether the claim's mismatch reason speaks of this domain (POE-E05).
    fn explains(&self, domain: &str) -> bool {
        let reason = self.claim.customer.domain_mismatch_reason.as_deref().unwrap_or_default().to_lowercase();
        let label = domain.split('.').next().unwrap_or_default();
        reason.contains(domain) || (label.len() >= 5 && reason.contains(label))
    }

    pub(crate) const fn is_pre_sales(&self) -> bool {
        matches!(self.claim.activity, Activity::PreSales)
    }
}

/// A unit and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Place<'r> {
    pub(crate) document: usize,
    pub(crate) at: usize,
    pub(crate) reading: &'r Reading<'r>,
    pub(crate) unit: &'r Unit,
}

impl Place<'_> {
    pub(crate) fn text(&self) -> &str {
        self.reading.text(self.unit)
    }

    /// A finding about this unit: score, polarity, reason, group.
    pub(crate) fn finding(
        &self,
        about: &'static str,
        (score, polarity, why, group): (i32, Polarity, &'static str, u8),
    ) -> Finding {
        Finding { document: self.document, unit: self.at, score, polarity, about, why, group }
    }
}

/// Whether a domain is another one or part of it.
fn is_within(domain: &str, parent: &str) -> bool {
    !parent.is_empty()
        && (domain == parent || domain.strip_suffix(parent).is_some_and(|rest| rest.ends_with('.')))
}

/// A person by full name, without titles, and by surname.
fn person(name: &str) -> Vec<Name> {
    let bare = name.rsplit_once(". ").map_or(name, |(_, bare)| bare);
    let surname = bare.split_whitespace().next_back().unwrap_or_default();
    let turned = bare.rsplit_once(' ').map(|(first, last)| format!("{last} {first}"));
    let names = [name, bare, surname].into_iter().map(str::to_owned).chain(turned);
    names.filter(|name| name.chars().count() >= 3).map(|name| Name::person(&name)).collect()
}

/// The domain of a mail address, lower case.
fn domain_of(email: &str) -> String {
    email.rsplit_once('@').map_or(String::new(), |(_, domain)| domain.to_lowercase())
}
