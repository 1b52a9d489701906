//! What the part of a paper that a line stands in is for: duties of the customer, exclusions, options, the present
//! problem, the results.
//!
//! A heading speaks for the lines below it, a line that ends with a colon for the list below it. Says nothing about
//! workloads; see `scope` for those.

use super::reading::{Reading, Unit};
use super::signals::{Mask, Signals};
use crate::text::segment::Role;

/// What a part is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Work or duties of the customer (POE-E11).
    Customer,
    /// What is not done (TRAP-18).
    Excluded,
    /// Options, offers and later phases.
    Later,
    /// The present problem (POE-R3-03).
    Problem,
    /// What was reached (POE-R3-05).
    Result,
    /// A reference to work for somebody else.
    Elsewhere,
}

/// For each unit the part it stands in.
pub(crate) struct Parts(Vec<Option<Part>>);

/// Longest line that can open a part, in characters.
const OPENER: usize = 90;
/// Most words of a title that is no heading by its form.
const TITLE: usize = 8;

/// How far a part reaches.
#[derive(Clone, Copy)]
enum Reach {
    /// To the next heading that is not deeper.
    Section(usize),
    /// To the end of the list below the line.
    List,
}

struct Openers {
    /// Sentences that lead to a list of duties.
    duties: Mask,
    kinds: [(Mask, Part); 6],
}

impl Parts {
    pub(crate) fn new(reading: &Reading<'_>, signals: &Signals) -> Self {
        let openers = Openers {
            duties: signals.mask(&["SIG-R3-55", "SIG-R3-57", "SIG-R4-53"]),
            kinds: [
                (signals.mask(&["SIG-R4-61"]), Part::Excluded),
                (signals.mask(&["SIG-R3-61"]), Part::Customer),
                (signals.mask(&["SIG-R3-62"]), Part::Elsewhere),
                (signals.mask(&["SIG-R4-62"]), Part::Later),
                (signals.mask(&["SIG-R3-15"]), Part::Problem),
                (signals.mask(&["SIG-R3-16"]), Part::Result),
            ],
        };
        let mut current: Option<(Part, Reach)> = None;
        let mut line = 0;
        let mut filled = false;
        let mut opened = None;
        let parts = reading.units.iter().enumerate().map(|(at, unit)| {
            let text = reading.text(unit);
            let gap = unit.line > line + 1;
            line = unit.line;
            let ends = match current {
                Some((_, Reach::List)) => unit.role == Role::Heading || (gap && filled),
                Some((_, Reach::Section(depth))) => {
                    unit.role == Role::Heading && depth_of(text) <= depth || starts_item(text, opened)
                }
                None => false,
            };
            if ends {
                current = None;
            }
            filled = true;
            // A short line over a list is its title, also without an empty line before it.
            let list = reading.units.get(at + 1).is_some_and(|next| is_item(reading.text(next)));
            if let Some(part) = openers.open(unit, (text, gap || (list && !is_item(text)))) {
                current = Some(part);
                opened = number_of(text);
                filled = false;
            }
            current.map(|(part, _)| part)
        });
        Self(parts.collect())
    }

    pub(crate) fn of(&self, unit: usize) -> Option<Part> {
        self.0.get(unit).copied().flatten()
    }
}

impl Openers {
    /// The part that a unit opens; `gap` tells that an empty line stands before it.
    fn open(&self, unit: &Unit, (text, gap): (&str, bool)) -> Option<(Part, Reach)> {
        let leads = text.ends_with(':');
        let heading = unit.role == Role::Heading;
        let title = gap && !text.ends_with(['.', ';', ',']) && unit.words.len() <= TITLE;
        if !(leads || heading || title) || text.chars().count() > OPENER {
            return None;
        }
        let duty = leads && unit.hits.meet(self.duties);
        let named = self.kinds.iter().find(|(mask, _)| unit.hits.meet(*mask)).map(|(_, part)| *part);
        let part = named.or(duty.then_some(Part::Customer))?;
        Some((part, if heading { Reach::Section(depth_of(text)) } else { Reach::List }))
    }
}

fn is_item(text: &str) -> bool {
    text.starts_with(['-', '*', '•', '·', '–'])
}

/// Whether a line is the next item after the numbered one that opened a part.
fn starts_item(text: &str, opened: Option<u32>) -> bool {
    opened.is_some_and(|opened| number_of(text) == Some(opened + 1))
}

/// The number a line begins with: `5` of `5  Fee` and of `5. Fee`.
fn number_of(text: &str) -> Option<u32> {
    text.split_whitespace().next()?.trim_end_matches(['.', ')']).parse().ok()
}

/// 1 for `3.` and for unnumbered headings, 2 for `3.1`, and so on.
fn depth_of(heading: &str) -> usize {
    let number = heading.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ')']);
    if number.chars().all(|c| c.is_ascii_digit() || c == '.') { number.split('.').count() } else { 1 }
}
