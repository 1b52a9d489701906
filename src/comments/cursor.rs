//! Values a reason can take from the place where the reviewer is reading.

use super::addresses::addresses;
use crate::domain::Guid;
use crate::policy::ReasonSpec;
use crate::policy::template;
use crate::policy::variables::{Origin, variable};
use std::collections::BTreeMap;

/// Longest quotation in a comment, in characters.
const QUOTE_LIMIT: usize = 160;

/// Where the reviewer is reading.
#[derive(Debug, Clone, Copy, Default)]
pub struct CursorContext<'a> {
    /// File name of the document in view.
    pub document: Option<&'a str>,
    /// Text under the cursor: the selection or the candidate.
    pub quote: Option<&'a str>,
}

/// Names of the variables a fragment uses, in its order.
pub fn variables(spec: &ReasonSpec) -> Vec<String> {
    template::variables(&spec.fragment).into_iter().map(str::to_owned).collect()
}

/// Whether a variable follows from claim, edition and decision and is never asked for.
pub fn is_common_variable(name: &str) -> bool {
    variable(name).is_some_and(|variable| variable.origin == Origin::Common)
}

/// The values the cursor offers for the variables of a fragment: the document, the words, an id or domain in them.
pub fn fills_from_cursor(spec: &ReasonSpec, cursor: &CursorContext<'_>) -> BTreeMap<String, String> {
    let offer = |name: &str| match name {
        "doc" => cursor.document.map(str::to_owned),
        "quote" => cursor.quote.and_then(shortened),
        "found_domain" => cursor.quote.and_then(domain),
        "found_id" => cursor.quote.and_then(|quote| guid(quote).or_else(|| domain(quote))),
        _ => None,
    };
    let names = template::variables(&spec.fragment).into_iter();
    names.filter_map(|name| offer(name).map(|value| (name.to_owned(), value))).collect()
}

/// A quotation on one line that cannot end its own quotation marks; a long one is cut, at a word where it has any.
fn shortened(quote: &str) -> Option<String> {
    let line = quote.split_whitespace().collect::<Vec<_>>().join(" ").replace('"', "'");
    let short = match line.char_indices().nth(QUOTE_LIMIT).and_then(|(end, _)| line.get(..end)) {
        Some(cut) => format!("{} …", cut.rsplit_once(' ').map_or(cut, |(words, _)| words)),
        None => line,
    };
    (!short.is_empty()).then_some(short)
}

fn domain(quote: &str) -> Option<String> {
    let found = addresses(quote).into_iter().next()?;
    Some(found.domain.to_lowercase())
}

fn guid(quote: &str) -> Option<String> {
    let words = quote.split(|c: char| !(c.is_ascii_hexdigit() || c == '-'));
    words.filter_map(|word| Guid::read(word).ok()).map(|guid| guid.to_string()).next()
}
