//! Numbers with a unit that tell how much was done (TST-07).
//!
//! Finds `212 mailboxes` and `about 1,000 active users`; leaves out version numbers, ordinals, money and `24/7`.

use super::Span;
use regex::Regex;
use std::sync::LazyLock;

/// A number and what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    /// Where, number and unit.
    pub span: Span,
    /// The number as written.
    pub value: String,
    /// The unit as written.
    pub unit: String,
}

/// Words before a number that make it a version, an ordinal or a label.
const LABELS: &[&str] = &[
    "windows",
    "office",
    "server",
    "exchange",
    "sharepoint",
    "dynamics",
    "version",
    "v",
    "tier",
    "phase",
    "week",
    "weeks",
    "section",
    "page",
    "step",
    "level",
    "plan",
    "p",
    "e",
    "q",
    "fy",
    "room",
    "building",
    "clause",
    "annex",
    "article",
    "no",
    "nr",
    "365",
];

#[allow(clippy::unwrap_used, reason = "a constant pattern; a test compiles it")]
static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)(?:^|[^\w.,$€£\#/-])
        (?P<value>[0-9]{1,3}(?:[,.\x20][0-9]{3})+|[0-9]+(?:[.,][0-9]+)?)[\x20]?\+?[\x20]{1,3}
        (?:[^\x20\t\n.,;:()]+[\x20]+){0,3}?
        (?P<unit>users?|people|persons?|employees|staff|devices|mailboxes|endpoints|workstations|laptops|notebooks|pcs|
        computers|servers|machines|sensors|sites|rooms|policies|rules|labels|connectors|playbooks|apps|applications|
        groups|locations|accounts|identities|controllers|tablets|telephones|phones|handhelds|scanners|terminals|
        documents|files|items|pages|libraries|queues|agents|articles|cases|tickets|incidents|alerts|services|branches|
        stores|plants|schools|students|customers|contacts|records|licen[cs]es|stations|desktops|pieces|
        benutzer|ger[aä]te|postf[aä]cher|utilisateurs|postes|appareils|usuarios|equipos|usu[aá]rios|utenti|
        gebruikers|anv[aä]ndare|brukere|brugere)(?-u:\b)",
    )
    .unwrap()
});

/// Every number with a unit.
pub fn find(text: &str) -> Vec<Metric> {
    PATTERN
        .captures_iter(text)
        .filter_map(|found| {
            let (value, unit) = (found.name("value")?, found.name("unit")?);
            let before = text.get(..value.start()).unwrap_or_default();
            (!follows_label(before)).then(|| Metric {
                span: Span::new(value.start(), unit.end()),
                value: value.as_str().to_owned(),
                unit: unit.as_str().to_owned(),
            })
        })
        .collect()
}

fn follows_label(before: &str) -> bool {
    let word = before.trim_end_matches([' ', '~', '(']).rsplit(|c: char| !c.is_alphanumeric()).next();
    word.is_some_and(|word| LABELS.iter().any(|label| word.eq_ignore_ascii_case(label)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        find(text).into_iter().map(|metric| metric.value).collect()
    }

    #[test]
    fn a_number_with_its_unit_is_found_across_an_adjective() {
        assert_eq!(values("~900 Windows 10 workstations and 1,000 active users"), ["900", "1,000"]);
        assert_eq!(values("212 mailboxes, 4.180 student laptops"), ["212", "4.180"]);
    }

    #[test]
    fn versions_ordinals_and_money_are_no_metric() {
        assert!(values("Windows 10 workstations, phase 2 users, $500 users, 24/7 agents").is_empty());
    }
}
