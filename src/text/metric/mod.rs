//! Numbers that tell how much was done (TST-07).
//!
//! Finds `212 mailboxes`, `about 1,000 active users`, `1.850 utilisateurs`, `Devices   628   641` and, as a weaker
//! kind, any counted thing. Leaves out version numbers, ordinals, money, times and `24/7`. Linear time: each line is
//! looked through once.

mod units;

use super::{Span, names};
use aho_corasick::{AhoCorasick, MatchKind};
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
    /// What the number tells.
    pub kind: Kind,
}

/// What a number tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// How far work reached: people, devices, documents, rules.
    Reached,
    /// How much was bought: licences and seats (TRAP-09).
    Bought,
    /// Anything else that is counted.
    Counted,
}

/// Words before a number that make it a version, an ordinal or a label.
const LABELS: &str = "\
    windows win office server exchange sharepoint dynamics android ios macos version v tier phase week weeks \
    section page step level plan p e q fy room building clause annex article no nr 365 item stage wave sprint \
    release schritt seite kapitel etapa fase semaine etape chapter appendix figure";
/// Numbers written as words, each longer than a syllable that means something else.
const SPELLED: &str = "\
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
    eighteen twenty thirty forty fifty sixty zwei drei vier fünf sechs sieben acht neun zehn elf \
    zwölf zwanzig deux trois quatre cinq sept huit neuf dix onze douze quinze vingt dos tres cuatro \
    cinco seis siete ocho nueve diez doce veinte dois duas três quatro sete oito dez due tre quattro \
    cinque sei sette otto nove dieci dodici twee vijf zes zeven negen tien twaalf två fyra fem sju \
    åtta nio tio fire seks syv otte åtte kaksi kolme neljä viisi";
/// How many words after a number are looked at.
const REACH: usize = 4;
/// Longest label of a table row whose number stands in another column, in bytes.
const LABEL: usize = 70;

#[allow(clippy::unwrap_used, reason = "a constant pattern; a test compiles it")]
static DIGITS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?-u)[0-9]{1,3}(?:[.,' ][0-9]{3})+\b|[0-9]+(?:[.,][0-9]+)?").unwrap());

#[allow(clippy::unwrap_used, reason = "a constant list; a test compiles it")]
static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(SPELLED.split_whitespace())
        .unwrap()
});

/// Every number that counts something, in order of the text.
pub fn find(text: &str) -> Vec<Metric> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let before = found.len();
        let digits = DIGITS.find_iter(line).map(|number| number.range());
        found.extend(digits.filter_map(|number| counted(line, number.start, number.end)));
        found.extend(spelled(line));
        found.get_mut(before..).unwrap_or_default().sort_by_key(|metric| metric.span.start);
        // A row of a table: the unit is the label, the number stands in the next column.
        if found.len() == before {
            found.extend(labelled(line));
        }
        for metric in found.iter_mut().skip(before) {
            metric.span = Span::new(metric.span.start + start, metric.span.end + start);
        }
        start += line.len() + 1;
    }
    found
}

/// Numbers written as words; they are small, so whatever they count is the weaker kind.
fn spelled(line: &str) -> Vec<Metric> {
    let alone = |start: usize, end: usize| {
        let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (before, after) = (line.get(..start), line.get(end..));
        !touches(before.and_then(|text| text.chars().next_back()))
            && !touches(after.and_then(|text| text.chars().next()))
    };
    let hits = WORDS.find_iter(line).filter(|hit| alone(hit.start(), hit.end()));
    let metrics = hits.filter_map(|hit| counted(line, hit.start(), hit.end()));
    metrics.map(|metric| Metric { kind: Kind::Counted, ..metric }).collect()
}

/// What the number from `start` to `end` of a line counts.
fn counted(line: &str, start: usize, end: usize) -> Option<Metric> {
    let before = line.get(..start)?;
    let after = line.get(end..)?;
    let glued = |c: char| {
        c.is_alphanumeric() || matches!(c, '.' | ',' | '$' | '€' | '£' | '#' | '/' | ':' | '_' | '+')
    };
    if line.get(start..end)? == "365"
        || before.ends_with(glued)
        || is_cut_off(before)
        || follows_label(before)
    {
        return None;
    }
    let rest = after.strip_prefix('+').unwrap_or(after);
    let blank = rest.len() - rest.trim_start_matches(' ').len();
    if !(1..=3).contains(&blank) {
        return None;
    }
    let mut words = words(line, line.len() - rest.len()).take(REACH);
    let (at, first) = words.next()?;
    let span = |at: usize, word: &str| Span::new(start, at + word.len());
    let folded = fold(first);
    let named = first.starts_with(char::is_uppercase);
    // A number of days or of euros is no number of users, whatever follows.
    if !named && !units::is_thing(&folded) {
        return None;
    }
    let unit = std::iter::once((at, first))
        .chain(words)
        .find_map(|(at, word)| Some((span(at, word), units::kind_of(&fold(word))?)));
    let (span, kind) = unit.or_else(|| (!named).then(|| (span(at, first), Kind::Counted)))?;
    metric(line, (start, end), span, kind)
}

/// The words of a line from a place on, with their places, up to the first one that ends a phrase.
fn words(line: &str, from: usize) -> impl Iterator<Item = (usize, &str)> {
    const ENDS: [char; 5] = [',', '.', ';', ':', ')'];
    let mut at = from;
    let mut ended = false;
    let words = line.get(from..).unwrap_or_default().split(' ').map_while(move |word| {
        let place = at;
        at += word.len() + 1;
        let bare = word.trim_end_matches(ENDS);
        // Nothing behind the end of the phrase is looked at, so that a long line costs no more than a short one.
        (!std::mem::replace(&mut ended, bare.len() < word.len())).then_some((place, bare))
    });
    words.filter(|(_, bare)| !bare.is_empty())
}

/// A minus between a digit and the number is a range; between a letter and the number it is a name such as `CD-041`.
fn is_cut_off(before: &str) -> bool {
    before.strip_suffix(['-', '\u{2013}']).is_some_and(|head| head.ends_with(char::is_alphabetic))
}

fn metric(line: &str, (start, end): (usize, usize), span: Span, kind: Kind) -> Option<Metric> {
    let value = line.get(start..end)?.to_owned();
    let unit = line.get(start..span.end)?.rsplit(' ').next()?.to_owned();
    Some(Metric { span, value, unit, kind })
}

/// A label with a unit in it, then a gap, then a number: `Devices onboarded      641`.
fn labelled(line: &str) -> Option<Metric> {
    let content = line.trim_start_matches([' ', '\t', '|', '-', '*', '•']);
    let offset = line.len() - content.len();
    let (gap, width) = [("  ", 2), ("\t", 1), ("|", 1), (":", 1)]
        .into_iter()
        .filter_map(|(mark, width)| Some((content.find(mark)?, width)))
        .min()
        .filter(|(gap, _)| *gap <= LABEL)?;
    let label = content.get(..gap)?;
    let cells = content.get(gap + width..)?;
    let number = cells.trim_start_matches([' ', '\t', '|', ':', '~', '<', '>', '=']);
    let found = DIGITS.find(number).filter(|found| found.start() == 0)?;
    let after = number.get(found.end()..)?;
    // Dates, times, money and sections are no numbers of things.
    if after.starts_with(['.', '/', ':', '-', '%', '\u{2013}']) || after.starts_with(char::is_alphabetic) {
        return None;
    }
    let units = words(label, 0).filter_map(|(at, word)| Some((at, word, units::kind_of(&fold(word))?)));
    let (at, word, kind) = units.last()?;
    let value = found.as_str().to_owned();
    let end = line.len() - after.len();
    Some(Metric { span: Span::new(offset + at, end), value, unit: word.to_owned(), kind })
}

/// The letters of a word, folded.
fn fold(word: &str) -> String {
    names::words(word.trim_matches(|c: char| !c.is_alphanumeric())).pop().unwrap_or_default()
}

fn follows_label(before: &str) -> bool {
    let head = before.trim_end_matches([' ', '~', '(', '\u{2248}']);
    let word = head.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    LABELS.split(' ').any(|label| word.eq_ignore_ascii_case(label))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        find(text)
            .into_iter()
            .filter(|metric| metric.kind == Kind::Reached)
            .map(|metric| metric.value)
            .collect()
    }

    fn counted(text: &str) -> Vec<String> {
        find(text).into_iter().map(|metric| format!("{} {}", metric.value, metric.unit)).collect()
    }

    #[test]
    fn a_number_with_its_unit_is_found_across_an_adjective() {
        assert_eq!(values("~900 Windows 10 workstations and 1,000 active users"), ["900", "1,000"]);
        assert_eq!(values("212 mailboxes, 4.180 student laptops"), ["212", "4.180"]);
        assert_eq!(values("9 800 documents for 10-20 users"), ["9 800", "20"]);
    }

    #[test]
    fn units_are_read_in_other_languages_and_in_compounds() {
        assert_eq!(values("340 Benutzer, 12 Windows-Geräte und 5 Besprechungsräume"), ["340", "12"]);
        assert_eq!(values("1.850 utilisateurs et 40 boîtes aux lettres"), ["1.850", "40"]);
        assert_eq!(
            values("96 equipos, 15 buzones; 70 estações; 31 caselle; 8 gebruikers; 9 brukere"),
            ["96", "15", "70", "31", "8", "9"]
        );
    }

    #[test]
    fn a_row_of_a_table_is_read_from_its_label() {
        assert_eq!(values("Devices onboarded                    628        641"), ["628"]);
        assert_eq!(values("| Mailboxes | 212 | 212 |\n- Users: 96"), ["212", "96"]);
        assert!(values("Users informed:   12.05.2025\nServices   08:00").is_empty());
    }

    #[test]
    fn versions_ordinals_times_and_money_are_no_metric() {
        assert!(values("Windows 10 workstations, phase 2 users, $500 users, 24/7 agents").is_empty());
        assert!(counted("call +44 113 496 0112 or write, 20 days for users, 14 weeks, 5 June, 12.05.2025 users, 30 % of users").is_empty());
    }

    #[test]
    fn other_things_that_are_counted_are_a_weaker_kind() {
        assert_eq!(counted("14 ticks and 2,140 bills of material"), ["14 ticks", "2,140 bills"]);
        assert_eq!(counted("Eleven rules and two weeks in Microsoft 365 Apps"), ["Eleven rules"]);
        assert_eq!(find("100 E5 licences")[0].kind, Kind::Bought);
    }
}
