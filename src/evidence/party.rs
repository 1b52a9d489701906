//! Who a few words of a proof speak for: the customer, the partner, or somebody else.
//!
//! Persons tell more than addresses, addresses more than company names, company names more than labels such as
//! `For the client`.

use super::case::{Case, Side};
use super::reading::Reading;
use crate::text::names::{self, Organisation, Relation, organisations};
use std::cmp::Ordering;

/// Lines from the top that make up a letterhead.
const HEAD: usize = 4;

/// Whose signature or mail something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Party {
    Customer,
    Partner,
    /// A company that is neither.
    Third,
}

/// Words for the customer, folded.
const CUSTOMER: &[&str] = &[
    "customer",
    "customers",
    "client",
    "clients",
    "buyer",
    "purchaser",
    "kunde",
    "kunden",
    "kundens",
    "auftraggeber",
    "auftraggebers",
    "auftraggeberin",
    "besteller",
    "cliente",
    "clientes",
    "contratante",
    "comitente",
    "committente",
    "klant",
    "klanten",
    "opdrachtgever",
    "opdrachtgeefster",
    "bestallare",
    "bestallaren",
    "kund",
    "asiakas",
    "asiakkaan",
    "tilaaja",
    "tilaajan",
    "objednatel",
    "zakaznik",
    "zamawiajacy",
    "klient",
    "megrendelo",
    "ugyfel",
    "musteri",
    "cliente/a",
    "beneficiaire",
    "acquirente",
    "oppdragsgiver",
    "bestiller",
    "receptor",
    "recipient",
];
/// Words for the partner, folded.
const PARTNER: &[&str] = &[
    "partner",
    "supplier",
    "contractor",
    "consultant",
    "provider",
    "vendor",
    "auftragnehmer",
    "auftragnehmers",
    "auftragnehmerin",
    "dienstleister",
    "lieferant",
    "anbieter",
    "prestataire",
    "fournisseur",
    "titulaire",
    "proveedor",
    "contratista",
    "prestador",
    "prestadora",
    "fornecedor",
    "fornecedora",
    "contratada",
    "fornitore",
    "appaltatore",
    "prestatore",
    "leverancier",
    "opdrachtnemer",
    "dienstverlener",
    "leverantor",
    "leverantoren",
    "leverandor",
    "leverandoren",
    "toimittaja",
    "toimittajan",
    "zhotovitel",
    "dodavatel",
    "wykonawca",
    "dostawca",
    "szallito",
    "vallalkozo",
    "yuklenici",
    "tedarikci",
    "consultora",
    "oppdragstaker",
];

/// The party a short text speaks for, as far as it tells.
pub(crate) fn of_text(case: &Case<'_>, text: &str) -> Option<Party> {
    let words = names::words(text);
    of_person(case, &words)
        .or_else(|| of_address(case, text))
        .or_else(|| of_company(case, text, &words))
        .or_else(|| case.by_defined_name(&words))
        .or_else(|| of_label(&words, text))
}

/// The party of the contact persons a short text names.
pub(crate) fn of_person_in(case: &Case<'_>, text: &str) -> Option<Party> {
    of_person(case, &names::words(text))
}

fn of_person(case: &Case<'_>, words: &[String]) -> Option<Party> {
    match (case.is_customer_person(words), case.is_partner_person(words)) {
        (true, false) => Some(Party::Customer),
        (false, true) => Some(Party::Partner),
        _ => None,
    }
}

/// The party of the persons and addresses of a row.
pub(crate) fn of_row(case: &Case<'_>, text: &str) -> Option<Party> {
    of_person_in(case, text).or_else(|| of_address(case, text))
}

/// The party of the first mail address of a text.
fn of_address(case: &Case<'_>, text: &str) -> Option<Party> {
    let (_, after) = text.split_once('@')?;
    let domain: String =
        after.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-')).collect::<String>();
    match case.side_of_domain(&domain.trim_end_matches('.').to_lowercase()) {
        Some(Side::Customer) => Some(Party::Customer),
        Some(Side::Partner) => Some(Party::Partner),
        _ => None,
    }
}

fn of_company(case: &Case<'_>, text: &str, words: &[String]) -> Option<Party> {
    match (case.customer.find(words), case.partner.find(words)) {
        (None, None) => {
            let third = || organisations(text).iter().any(|found| is_third(case, found));
            (case.by_defined_name(words).is_none() && third()).then_some(Party::Third)
        }
        (customer, partner) => match customer.cmp(&partner) {
            Ordering::Greater => Some(Party::Customer),
            Ordering::Less => Some(Party::Partner),
            Ordering::Equal => None,
        },
    }
}

fn is_third(case: &Case<'_>, found: &Organisation) -> bool {
    case.customer.compare(found) == Relation::Other && case.partner.compare(found) == Relation::Other
}

/// The party named first by a word such as `customer` or `supplier`.
pub(crate) fn of_label(words: &[String], text: &str) -> Option<Party> {
    for word in words {
        if CUSTOMER.contains(&word.as_str()) {
            return Some(Party::Customer);
        }
        if PARTNER.contains(&word.as_str()) {
            return Some(Party::Partner);
        }
    }
    let lower = text.to_lowercase();
    let short = |forms: [&str; 3]| forms.iter().any(|form| lower.contains(form));
    match () {
        () if short(["für den ag", "für die ag", "(ag)"]) => Some(Party::Customer),
        () if short(["für den an ", "für die an ", "(an)"]) => Some(Party::Partner),
        () => None,
    }
}

/// The company on whose paper a text is written: the only party its first lines name.
pub(crate) fn of_letterhead(case: &Case<'_>, reading: &Reading<'_>) -> Option<Party> {
    let top = reading.units.iter().take_while(|unit| unit.line < HEAD);
    top.map(|unit| case.named(unit)).find_map(|named| match (named.customer, named.partner) {
        (Some(_), None) => Some(Party::Customer),
        (None, Some(_)) => Some(Party::Partner),
        _ => None,
    })
}
