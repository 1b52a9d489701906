//! Which workload a line is about when it does not say so itself (PRE-6).
//!
//! A heading or a table row that opens with a workload's name speaks for the lines below it, until the next one.

use super::reading::{Reading, Unit};
use crate::text::segment::Role;

/// For each unit the workload its part of the document is about.
pub(crate) struct Scopes(Vec<Option<usize>>);

/// How far a part reaches.
#[derive(Clone, Copy)]
enum Reach {
    /// To the next heading of the same depth.
    Section(usize),
    /// To the next empty line.
    Row,
}

impl Scopes {
    pub(crate) fn new(reading: &Reading<'_>) -> Self {
        let mut current: Option<(usize, Reach)> = None;
        let mut last_line = 0;
        let mut scopes = Vec::with_capacity(reading.units.len());
        for unit in &reading.units {
            let gap = unit.line > last_line + 1;
            last_line = unit.line;
            let text = reading.text(unit);
            let ends = match current {
                Some((_, Reach::Row)) => gap || unit.role == Role::Heading,
                Some((_, Reach::Section(depth))) => unit.role == Role::Heading && depth_of(text) <= depth,
                None => false,
            };
            if ends {
                current = None;
            }
            current = opened(unit, text).or(current);
            scopes.push(current.map(|(workload, _)| workload));
        }
        Self(scopes)
    }

    pub(crate) fn of(&self, unit: usize) -> Option<usize> {
        self.0.get(unit).copied().flatten()
    }
}

/// Longest text around a name that still makes the name the main content of its line, in characters.
const AROUND: usize = 32;

/// The part a unit opens: a heading with a name in it, a line whose main content is one name (PRE-6), or a row that
/// begins with one.
fn opened(unit: &Unit, text: &str) -> Option<(usize, Reach)> {
    let mention = unit.mentions.first()?;
    if unit.mentions.iter().any(|other| other.workload != mention.workload) {
        return None;
    }
    let before = text.get(..mention.span.start.checked_sub(unit.span.start)?)?;
    let rest = text.get(mention.span.end.checked_sub(unit.span.start)?..).unwrap_or_default();
    let label = before.chars().all(|c| !c.is_alphabetic());
    let item = text.starts_with(['-', '*', '•', '|', '>']);
    match unit.role {
        Role::Heading => Some((mention.workload, Reach::Section(depth_of(text)))),
        Role::Ticked | Role::Unticked | Role::Header => None,
        _ if item && label => Some((mention.workload, Reach::Row)),
        _ if label && rest.starts_with(['.', ':']) => Some((mention.workload, Reach::Section(1))),
        _ if is_main_content(before, rest) => Some((mention.workload, Reach::Section(1))),
        _ if label => Some((mention.workload, Reach::Row)),
        _ => None,
    }
}

/// Whether a line says little but the name: `Part 2. …`, `Product: …`, `Track 1: … for all sites`.
fn is_main_content(before: &str, rest: &str) -> bool {
    let introduced = before.trim_end().ends_with([':', '.', ')', '-', '–', '|'])
        || before.trim().is_empty()
        || before.trim_end().ends_with(|c: char| c.is_ascii_digit());
    let words = before.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    let columns = rest.contains("   ") || rest.contains(['\t', '|']);
    let sentence = rest.trim_end().ends_with(['.', ';', ',']);
    introduced
        && words <= 2
        && !columns
        && !sentence
        && before.chars().count() + rest.chars().count() <= AROUND
}

/// 1 for `3.` and for unnumbered headings, 2 for `3.1`, and so on.
fn depth_of(heading: &str) -> usize {
    let number = heading.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ')']);
    if number.chars().all(|c| c.is_ascii_digit() || c == '.') { number.split('.').count() } else { 1 }
}
