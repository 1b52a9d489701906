//! One claim with its documents read: who is who, and what is claimed.

use super::aliases::Aliases;
use super::rank::Finding;
use super::reading::{Reading, Unit};
use super::scope::Scopes;
use super::signals::Signals;
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
    pub(crate) readings: Vec<Reading<'c>>,
    pub(crate) scopes: Vec<Scopes>,
    pub(crate) partner: Name,
    pub(crate) customer: Name,
    contacts: Vec<Name>,
    /// For each mail of each document who sent it.
    senders: Vec<Vec<Option<Side>>>,
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
    pub(crate) fn new(
        claim: &'c Claim,
        edition: &'c Edition,
        aliases: &'c Aliases,
        signals: &'c Signals,
    ) -> Self {
        let readings: Vec<Reading<'c>> =
            claim.documents.iter().map(|document| Reading::new(document, aliases, signals)).collect();
        let scopes = readings.iter().map(Scopes::new).collect();
        let surname = claim.customer.contact_name.split_whitespace().next_back().unwrap_or_default();
        let mut case = Self {
            claim,
            edition,
            aliases,
            signals,
            readings,
            scopes,
            partner: Name::new(&claim.partner.name),
            customer: Name::new(&claim.customer.name),
            contacts: [claim.customer.contact_name.as_str(), surname]
                .into_iter()
                .filter(|name| name.chars().count() >= 4)
                .map(Name::new)
                .collect(),
            senders: Vec::new(),
        };
        let sides = |reading: &Reading<'_>| reading.mails.iter().map(|mail| case.side_of(mail)).collect();
        case.senders = case.readings.iter().map(sides).collect();
        case
    }

    /// Every unit that is not form text or page furniture, with its place.
    pub(crate) fn units(&self) -> impl Iterator<Item = Place<'_>> {
        self.readings.iter().enumerate().flat_map(|(document, reading)| {
            let readable = |unit: &Unit| !matches!(unit.role, Role::Boilerplate | Role::Footer);
            let units = reading.units.iter().enumerate().filter(move |(_, unit)| readable(unit));
            units.map(move |(at, unit)| Place { document, at, reading, unit })
        })
    }

    pub(crate) fn named(&self, unit: &Unit) -> Named {
        Named {
            partner: self.partner.find(&unit.words),
            customer: self.customer.find(&unit.words),
            contact: self.contacts.iter().any(|name| name.find(&unit.words) == Some(Found::Full)),
        }
    }

    /// Who sent the mail a unit belongs to (TST-02); `None` outside mails.
    pub(crate) fn sender(&self, place: Place<'_>) -> Option<Side> {
        self.senders.get(place.document)?.get(place.unit.mail?).copied().flatten()
    }

    fn side_of(&self, mail: &Mail) -> Option<Side> {
        let words = names::words(&mail.from.as_ref()?.value);
        let person = self.contacts.iter().any(|name| name.find(&words) == Some(Found::Full));
        let named = person || self.customer.find(&words).is_some();
        let Some(domain) = mail.sender_domain() else {
            return Some(if named { Side::Customer } else { Side::Unknown });
        };
        let at = |email: &str| {
            email.rsplit_once('@').is_some_and(|(_, own)| is_within(&domain, &own.to_lowercase()))
        };
        let customer = &self.claim.customer;
        let own = is_within(&domain, &customer.domain.to_lowercase()) || at(&customer.contact_email);
        Some(match () {
            () if at(&self.claim.partner.contact_email) => Side::Partner,
            () if own || self.explains(&domain) => Side::Customer,
            () if named => Side::Unproven,
            () => Side::Unknown,
        })
    }

    /// Whether the claim's mismatch reason speaks of this domain (POE-E05).
    fn explains(&self, domain: &str) -> bool {
        self.claim
            .customer
            .domain_mismatch_reason
            .as_ref()
            .is_some_and(|reason| reason.to_lowercase().contains(domain))
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
    domain == parent || domain.strip_suffix(parent).is_some_and(|rest| rest.ends_with('.'))
}
