//! How a line relates to one claimed workload.
//!
//! It may name the workload, stand in its section or in a row of it, speak of its features, go on a sentence that names
//! it, name none, or be about another one. Suites say nothing here, and neither do products that only stand beside
//! the work.

use crate::evidence::case::{Case, Place};
use crate::evidence::features::Workloads;
use crate::evidence::reading::Unit;
use crate::text::segment::Role;

/// The relation of a line to the workload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// It names the workload.
    Names,
    /// It opens with the workload's name, like a row or a labelled paragraph.
    Row,
    /// Its section, or the sentence it goes on, is about the workload.
    Section,
    /// It speaks of what only this one of the claimed workloads does.
    Feature,
    /// It names the workload inside the section of another one.
    Aside,
    /// It names no workload.
    General,
    /// It names only workloads that are not claimed.
    Beside,
    /// It is about another workload.
    Other,
}

/// Says line by line what each is about; lines must be asked in the order of the text.
pub(crate) struct Relation {
    workload: Option<usize>,
    claimed: Workloads,
    before: Option<Before>,
}

#[derive(Clone, Copy)]
struct Before {
    document: usize,
    line: usize,
    about: About,
    open: bool,
    /// First part of the number of the last numbered line, and what that line is about.
    numbered: Option<(u32, About)>,
}

impl Relation {
    pub(crate) fn to(case: &Case<'_>, workload: Option<usize>) -> Self {
        let all = case.claim.workloads.iter().filter_map(|line| case.aliases.index_of(&line.name));
        let claimed = all.fold(Workloads::default(), |set, at| set.and(Workloads::one(at)));
        Self { workload, claimed, before: None }
    }

    pub(crate) fn of(&mut self, case: &Case<'_>, place: Place<'_>) -> About {
        let mut about = self.alone(case, place);
        let unit = place.unit;
        let text = place.text();
        let before = self.before.filter(|before| before.document == place.document);
        let number = item_number(text);
        if about == About::General
            && let Some(before) = before
        {
            about = inherited(before, unit, text, number).unwrap_or(about);
        }
        let numbered = match number {
            Some(number) => Some((number, about)),
            None if unit.role == Role::Heading => None,
            None => before.and_then(|before| before.numbered),
        };
        let open = !text.ends_with(['.', ':', ';', '!', '?']);
        self.before = Some(Before { document: place.document, line: unit.line, about, open, numbered });
        about
    }

    /// What the line is about, without the lines before it.
    fn alone(&self, case: &Case<'_>, place: Place<'_>) -> About {
        let mine = |at: usize| Some(at) == self.workload;
        let unit = place.unit;
        let scope = case.scopes.get(place.document).and_then(|scopes| scopes.of(place.at));
        let counts = |at: usize| mine(at) || case.aliases.competes(at, self.workload);
        let umbrella = |at: usize| case.edition.workloads.get(at).is_some_and(|entry| entry.umbrella);
        let products: Vec<usize> =
            unit.mentions.iter().map(|m| m.workload).filter(|&at| counts(at) && !umbrella(at)).collect();
        let names = products.iter().any(|&at| mine(at));
        let opens = products.first().is_some_and(|&at| mine(at)) && opens_with(unit, place.text());
        let featured = self.workload.is_some_and(|at| unit.features.has(at));
        let rival = !featured && unit.features.meets(self.claimed);
        match scope {
            _ if opens => About::Row,
            Some(scope) if names && !mine(scope) => About::Aside,
            _ if names => About::Names,
            // A step of this workload's section may use another product.
            Some(scope) if mine(scope) => About::Section,
            Some(_) => About::Other,
            None if products.is_empty() && featured => About::Feature,
            None if products.is_empty() && rival => About::Other,
            None if products.is_empty() => About::General,
            None if featured && !opens_with(unit, place.text()) => About::Feature,
            None if products.iter().any(|&at| self.claimed.has(at)) || opens_with(unit, place.text()) => {
                About::Other
            }
            None => About::Beside,
        }
    }
}

/// What a line that names nothing takes from the lines before it: it goes on their sentence, stands on the same line,
/// or is the next item under the same number.
fn inherited(before: Before, unit: &Unit, text: &str, number: Option<u32>) -> Option<About> {
    let goes_on = before.open && unit.line == before.line + 1 && text.starts_with(char::is_lowercase);
    let same_item = number.zip(before.numbered).is_some_and(|(number, (last, _))| number == last);
    let from = match () {
        () if goes_on || unit.line == before.line => before.about,
        () if same_item => before.numbered?.1,
        () => return None,
    };
    match from {
        About::Names | About::Row | About::Section | About::Feature => Some(About::Section),
        About::Other | About::Aside if goes_on || same_item => Some(About::Other),
        _ => None,
    }
}

/// The first part of a number such as `2.3` at the start of a line; a lone number groups nothing.
fn item_number(text: &str) -> Option<u32> {
    let number = text.split([' ', '\t', ')']).next()?.trim_end_matches('.');
    let (first, rest) = number.split_once('.')?;
    (rest.chars().all(|c| c.is_ascii_digit() || c == '.'))
        .then(|| first.parse().ok())
        .flatten()
        .filter(|n| *n < 100)
}

/// Whether nothing but marks, a number or a short item code stands before the first name.
fn opens_with(unit: &Unit, text: &str) -> bool {
    const CODE: usize = 8;
    let start = unit.mentions.first().and_then(|mention| mention.span.start.checked_sub(unit.span.start));
    let before = start.and_then(|start| text.get(..start)).unwrap_or(text);
    before.len() <= CODE && before.chars().filter(|c| c.is_alphabetic()).count() <= 2
}
