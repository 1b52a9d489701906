//! What stands for an original: of the same shape, the same for the same original and secret, never somebody real.

use super::names::{Name, NameKind};
use super::pattern::{organisation_start, person_words};
use super::stock::{FIRST, LAST, ORGANISATION, PLACE, TRADE};
use crate::domain::Hasher;
use crate::text::unaccented;
use std::collections::HashSet;

/// Mail boxes that belong to a role and may stay.
const ROLES: &[&str] =
    &["info", "sales", "support", "office", "contact", "legal", "finance", "noreply", "no-reply", "claims"];

/// Stands for words that somebody wants out, and for a name when the stock is used up.
const REMOVED: &str = "[removed]";

/// Invents beside what is invented already, and remembers what it has invented.
pub(super) struct Inventor {
    secret: String,
    known: HashSet<(NameKind, String)>,
    /// Folded words that stand for somebody or are somebody's.
    used: HashSet<String>,
    /// Words of people, as they are and as they are called.
    people: Vec<(Vec<String>, Vec<String>)>,
    /// By what organisations are recognised, and the first word of what they are called.
    organisations: Vec<(String, String)>,
    domains: Vec<(String, String)>,
}

impl Inventor {
    pub(super) fn new(secret: &str, names: &[Name]) -> Self {
        let mut inventor = Self {
            secret: secret.to_owned(),
            known: HashSet::new(),
            used: HashSet::new(),
            people: Vec::new(),
            organisations: Vec::new(),
            domains: Vec::new(),
        };
        for name in names {
            inventor.remember(name.kind, &name.original, &name.invented);
        }
        inventor
    }

    /// What stands for a name; `None` for one that has a counterpart.
    pub(super) fn invent(&mut self, kind: NameKind, original: &str) -> Option<String> {
        if self.known.contains(&(kind, unaccented(original))) {
            return None;
        }
        let invented = match kind {
            NameKind::Organisation => self.organisation(original),
            NameKind::Person => self.person(original),
            NameKind::Address => self.address(original),
            NameKind::Domain => self.domain(original),
            NameKind::Guid => self.shifted(original, 16),
            NameKind::Number => self.number(original),
            NameKind::Phone => self.phone(original),
            NameKind::Place => self.fresh(PLACE, original),
            NameKind::Words => REMOVED.to_owned(),
        };
        self.remember(kind, original, &invented);
        Some(invented)
    }

    fn remember(&mut self, kind: NameKind, original: &str, invented: &str) {
        self.known.insert((kind, unaccented(original)));
        let folded = [original, invented].map(unaccented);
        self.used.extend(folded.iter().flat_map(|name| name.split_whitespace()).map(str::to_owned));
        self.used.extend(folded);
        let mut words = invented.split_whitespace().map(str::to_owned);
        match kind {
            NameKind::Person => self.people.push((person_words(original), words.collect())),
            NameKind::Organisation => {
                self.organisations.push((organisation_start(original), words.next().unwrap_or_default()));
            }
            NameKind::Domain => self.domains.push((original.to_lowercase(), invented.to_owned())),
            _ => {}
        }
    }

    fn organisation(&self, original: &str) -> String {
        let first = self.fresh(ORGANISATION, original);
        if original.split_whitespace().count() < 2 {
            return first;
        }
        let trade = TRADE.get(self.place(original, TRADE.len())).copied().unwrap_or_default();
        format!("{first} {trade}")
    }

    /// Somebody who shares a first or last name with somebody known shares the invented one.
    fn person(&self, original: &str) -> String {
        let words = person_words(original);
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return self.fresh(LAST, original);
        };
        let known = |word: &String, place: fn(&[String]) -> Option<&String>| {
            let namesake = self.people.iter().find(|(real, _)| place(real) == Some(word));
            namesake.and_then(|(_, invented)| place(invented).cloned())
        };
        let last_name = known(last, <[String]>::last).unwrap_or_else(|| self.fresh(LAST, last));
        if words.len() == 1 {
            return last_name;
        }
        let first_name = known(first, <[String]>::first).unwrap_or_else(|| self.fresh(FIRST, first));
        format!("{first_name} {last_name}")
    }

    fn address(&self, original: &str) -> String {
        let (local, domain) = original.split_once('@').unwrap_or((original, ""));
        let lower = local.to_lowercase();
        let owner = self.people.iter().find(|(real, _)| {
            let is_part =
                |last: &String| lower.split(['.', '_', '-', '+']).any(|part| unaccented(part) == *last);
            real.last().is_some_and(is_part)
        });
        let local = match owner {
            _ if ROLES.contains(&lower.as_str()) => lower,
            Some((_, invented)) => unaccented(&invented.join(".")),
            None => unaccented(&self.fresh(FIRST, &lower)),
        };
        format!("{local}@{}", self.known_domain(domain).unwrap_or_else(|| domain.to_lowercase()))
    }

    /// The counterpart of a domain, or of the one it belongs to with its own prefix.
    fn known_domain(&self, domain: &str) -> Option<String> {
        let domain = domain.to_lowercase();
        self.domains.iter().find_map(|(real, invented)| {
            let prefix = domain.strip_suffix(real)?;
            (prefix.is_empty() || prefix.ends_with('.')).then(|| format!("{prefix}{invented}"))
        })
    }

    /// A domain of an organisation carries the organisation's invented name.
    fn domain(&self, original: &str) -> String {
        if let Some(known) = self.known_domain(original) {
            return known;
        }
        let lower = original.to_lowercase();
        let end = if lower.ends_with(".onmicrosoft.com") { "onmicrosoft.com" } else { "example" };
        let label = lower.split('.').next().unwrap_or_default().replace(|c: char| !c.is_alphanumeric(), "");
        let label = unaccented(&label);
        let owner = self.organisations.iter().find(|(start, _)| label.starts_with(start));
        let slug = owner.map_or_else(
            || unaccented(&self.fresh(ORGANISATION, &label)),
            |(_, invented)| unaccented(invented),
        );
        let taken = |domain: &String| self.domains.iter().any(|(_, invented)| invented == domain);
        let plain = format!("{slug}.{end}");
        if !taken(&plain) {
            return plain;
        }
        let mut numbered = (2..=self.domains.len() + 2).map(|number| format!("{slug}{number}.{end}"));
        numbered.find(|domain| !taken(domain)).unwrap_or(plain)
    }

    /// Another number of as many digits that does not begin with a zero.
    fn number(&self, original: &str) -> String {
        let shifted = self.shifted(original, 10);
        match shifted.strip_prefix('0') {
            Some(rest) => format!("7{rest}"),
            None => shifted,
        }
    }

    /// No country has the prefix.
    fn phone(&self, original: &str) -> String {
        let mut digits = 0;
        let hide = |c: char| {
            digits += u8::from(c.is_ascii_digit());
            if c.is_ascii_digit() && digits <= 2 { '0' } else { c }
        };
        self.shifted(original, 10).chars().map(hide).collect()
    }

    /// Every digit moved on by an amount that depends on its place; what is no digit of the base stays.
    fn shifted(&self, original: &str, base: u32) -> String {
        let original = original.to_lowercase();
        let amounts = self.draw(&original, original.len());
        let moved = |(c, amount): (char, &u8)| match c.to_digit(base) {
            // Never by nothing.
            Some(digit) => {
                char::from_digit((digit + 1 + u32::from(*amount) % (base - 1)) % base, base).unwrap_or(c)
            }
            None => c,
        };
        original.chars().zip(&amounts).map(moved).collect()
    }

    /// A word of the stock that stands for nobody yet and is nobody's original.
    fn fresh(&self, stock: &[&str], original: &str) -> String {
        let start = self.place(original, stock.len());
        let order = (0..stock.len()).filter_map(|step| stock.get((start + step) % stock.len()));
        let unused = |word: &String| !self.used.contains(&unaccented(word));
        if let Some(free) = order.clone().map(|word| (*word).to_owned()).find(unused) {
            return free;
        }
        // More names than the stock has: the same ones again with a letter.
        let lettered = |letter: char| order.clone().map(move |word| format!("{word}{letter}"));
        ('b'..='z').flat_map(lettered).find(unused).unwrap_or_else(|| REMOVED.to_owned())
    }

    /// Where to begin in a stock of this size.
    fn place(&self, original: &str, size: usize) -> usize {
        let bytes = self.draw(&unaccented(original), 4);
        bytes.iter().fold(0_usize, |sum, byte| sum * 256 + usize::from(*byte)) % size.max(1)
    }

    /// As many bytes as wanted from secret and original.
    fn draw(&self, original: &str, count: usize) -> Vec<u8> {
        let block = |number: usize| {
            let mut hasher = Hasher::new("proofdesk-redaction-v1");
            hasher.field(self.secret.as_bytes()).field(original.as_bytes()).field(&number.to_be_bytes());
            hasher.finish().to_string().into_bytes()
        };
        (0..).flat_map(block).take(count).collect()
    }
}
