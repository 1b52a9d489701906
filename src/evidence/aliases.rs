//! Names of workloads in running text: longest match first, each hit blanked for shorter names (PRE-5).
//!
//! Names of several words match in any letter case; abbreviations and words that also mean something else match
//! only as written (WKL-11). A claimed name that the catalogue does not hold cannot be found here.

use crate::policy::Edition;
use crate::text::Span;
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeMap;

/// Single words that are product names only in this spelling (WKL-11, TRAP-10, TRAP-17).
const CASE_SENSITIVE: &[&str] = &["Teams", "Azure", "Sentinel", "Yammer", "ProPlus"];
/// Words before `Teams` that make it a group of people (TRAP-10).
const TEAM_OF_PEOPLE: &[&str] = &[
    "our",
    "the",
    "your",
    "their",
    "project",
    "sales",
    "support",
    "both",
    "cross-functional",
    "all",
    "of",
    "local",
];
/// Abbreviations that mean something else as well: they count when the workload is also named in full (TRAP-11).
const DOUBTFUL: &[&str] = &["IRM", "MIP", "SPO"];

/// A workload named in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// Index in the edition's catalogue.
    pub workload: usize,
    /// Only an abbreviation with other meanings.
    pub doubtful: bool,
}

/// The names of every workload of an edition, ready to be searched for.
#[derive(Debug)]
pub struct Aliases {
    matcher: AhoCorasick,
    names: Vec<Name>,
    by_name: BTreeMap<String, usize>,
    /// How many workloads the catalogue has; a mention with a higher index is a near miss.
    catalogue: usize,
    /// For each near miss the workloads it is taken for.
    near_misses: Vec<Vec<usize>>,
}

#[derive(Debug)]
struct Name {
    text: String,
    workload: usize,
    exact_case: bool,
}

impl Aliases {
    /// Collects the names of an edition.
    pub fn new(edition: &Edition) -> Result<Self, aho_corasick::BuildError> {
        let mut names = Vec::new();
        for (workload, entry) in edition.workloads.iter().enumerate() {
            let written = [&entry.name].into_iter().chain(&entry.aliases).chain(&entry.abbreviation);
            let mut texts: Vec<String> = written.flat_map(|name| variants(name)).collect();
            texts.sort_unstable();
            texts.dedup();
            names.extend(texts.into_iter().map(|text| {
                let exact_case = CASE_SENSITIVE.contains(&text.as_str()) || is_abbreviation(&text);
                Name { text, workload, exact_case }
            }));
        }
        let catalogue = edition.workloads.len();
        let mut near_misses: Vec<Vec<usize>> = Vec::new();
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for (workload, entry) in edition.workloads.iter().enumerate() {
            for near in &entry.near_misses {
                let at = *seen.entry(near).or_insert_with(|| {
                    near_misses.push(Vec::new());
                    let workload = catalogue + near_misses.len() - 1;
                    names.push(Name { text: near.clone(), workload, exact_case: is_abbreviation(near) });
                    near_misses.len() - 1
                });
                near_misses.get_mut(at).into_iter().for_each(|of| of.push(workload));
            }
        }
        let matcher = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(names.iter().map(|name| &name.text))?;
        // Where two entries share a name, the one listed first keeps it.
        let known = names.iter().rev().filter(|name| name.workload < catalogue);
        let by_name = known.map(|name| (name.text.to_lowercase(), name.workload)).collect();
        Ok(Self { matcher, names, by_name, catalogue, near_misses })
    }

    /// The catalogue's index of a claimed name: by name, alias, abbreviation or screen label, in any case.
    pub fn index_of(&self, claimed: &str) -> Option<usize> {
        let lower = claimed.trim().to_lowercase();
        let bare = lower.split('(').next().unwrap_or_default().trim();
        self.by_name.get(&lower).or_else(|| self.by_name.get(bare)).copied()
    }

    /// Every mention, in order; none overlaps another.
    pub fn scan(&self, text: &str) -> Vec<Mention> {
        // A name may be broken over a line end; a blank has the length of the break.
        let text = &text.replace('\n', " ");
        let mut found: Vec<(Span, &Name)> = self
            .matcher
            .find_overlapping_iter(text)
            .filter_map(|hit| {
                Some((Span::new(hit.start(), hit.end()), self.names.get(hit.pattern().as_usize())?))
            })
            .filter(|(span, name)| counts(text, *span, name))
            .collect();
        found.sort_by_key(|(span, name)| (std::cmp::Reverse(span.len()), span.start, name.workload));
        let mut kept: BTreeMap<usize, (usize, &Name)> = BTreeMap::new();
        for (span, name) in found {
            let before = kept.range(..span.end).next_back().is_some_and(|(_, (end, _))| *end > span.start);
            if !before {
                kept.insert(span.start, (span.end, name));
            }
        }
        let mention = |(start, (end, name)): (usize, (usize, &Name))| Mention {
            span: Span::new(start, end),
            workload: name.workload,
            doubtful: DOUBTFUL.contains(&name.text.as_str()),
        };
        kept.into_iter().map(mention).collect()
    }

    /// Whether a mention can stand for another product in the place of a claimed one: another workload of the
    /// catalogue, or a product listed as easily taken for the claimed one.
    pub fn competes(&self, mentioned: usize, claimed: Option<usize>) -> bool {
        match mentioned.checked_sub(self.catalogue) {
            None => true,
            Some(at) => claimed
                .is_some_and(|claimed| self.near_misses.get(at).is_some_and(|of| of.contains(&claimed))),
        }
    }

    /// Whether a mention is of a product that the catalogue knows only as easily taken for another.
    pub const fn is_near_miss(&self, mentioned: usize) -> bool {
        mentioned >= self.catalogue
    }

    /// The distinctive words of a workload's names, lower case: what a similar name would share.
    pub fn distinctive_words(&self, workload: usize) -> Vec<String> {
        const COMMON: &[&str] = &[
            "microsoft",
            "365",
            "for",
            "and",
            "plan",
            "premium",
            "online",
            "apps",
            "edition",
            "enterprise",
            "per",
            "user",
            "users",
            "office",
            "azure",
            "active",
            "directory",
            "advanced",
            "services",
            "service",
            "p2",
            "2",
            "m365",
            "dynamics",
            "d365",
            "online",
            "windows",
            "security",
            "protection",
            "management",
            "enabled",
        ];
        let words = self.names.iter().filter(|name| name.workload == workload && name.text.contains(' '));
        let mut words: Vec<String> = words
            .flat_map(|name| name.text.split(|c: char| !c.is_alphanumeric()))
            .map(str::to_lowercase)
            .filter(|word| word.len() > 3 && !COMMON.contains(&word.as_str()))
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    }
}

/// A name as written, and without the words people leave out.
fn variants(name: &str) -> Vec<String> {
    let mut all = vec![name.to_owned()];
    if let Some(bare) = name.split(" (").next().filter(|bare| *bare != name) {
        all.push(bare.to_owned());
    }
    let short = name.strip_prefix("Microsoft ").or_else(|| name.strip_prefix("Dynamics 365 "));
    all.extend(short.filter(|short| short.contains(' ') && short.len() >= 15).map(str::to_owned));
    all
}

/// Whether a word is written in capitals for the most part.
pub(super) fn is_abbreviation(name: &str) -> bool {
    !name.contains(' ') && name.chars().filter(|c| c.is_uppercase()).count() * 2 > name.chars().count()
}

fn counts(text: &str, span: Span, name: &Name) -> bool {
    let before = text.get(..span.start).unwrap_or_default();
    let spelled = !name.exact_case || span.of(text) == Some(name.text.as_str());
    let people = name.text == "Teams" && is_team_of_people(before);
    spelled && stands_alone(text, span) && !people
}

/// Whether no letter or digit touches a stretch of text.
pub(super) fn stands_alone(text: &str, span: Span) -> bool {
    let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let before = text.get(..span.start).and_then(|before| before.chars().next_back());
    let after = text.get(span.end..).and_then(|after| after.chars().next());
    !touches(before) && !touches(after)
}

fn is_team_of_people(before: &str) -> bool {
    let word = before.trim_end().rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
    TEAM_OF_PEOPLE.iter().any(|adjective| word.eq_ignore_ascii_case(adjective))
}
