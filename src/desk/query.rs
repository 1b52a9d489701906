//! The query language of the queue: `status:par due<2d workload:intune has:conflict -partner:contoso "signed by"`.
//!
//! Terms stand side by side and must all hold; a comma inside a value means *or*; a minus in front means *not*. A
//! bare word is looked for in partner, customer, claim name and id, a quoted phrase or `text:` in the documents.
//! Every mistake is told with the word it is about and what may stand there.

use crate::domain::{Activity, Program, QueueKind, Sector, Status, Turn};
use crate::store::{Feature, Filter};
use chrono::NaiveDate;
use std::str::FromStr;

/// A query cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{term:?}: {why}")]
pub struct QueryError {
    /// The part of the query it is about.
    pub term: String,
    /// What is wrong and what may stand there.
    pub why: String,
}

impl QueryError {
    pub(super) fn new(term: &str, why: impl Into<String>) -> Self {
        Self { term: term.to_owned(), why: why.into() }
    }
}

/// Words people type for a status.
const STATUS_WORDS: &[(&str, Status)] = &[
    ("par", Status::PartnerActionRequired),
    ("action-required", Status::PartnerActionRequired),
    ("sub", Status::Submitted),
    ("new", Status::Submitted),
    ("review", Status::UnderReview),
    ("ur", Status::UnderReview),
    ("app", Status::Approved),
    ("rej", Status::Rejected),
    ("dis", Status::Disputed),
    ("final", Status::FinalRejected),
    ("declined", Status::CustomerConsentDeclined),
];

const HAS_WORDS: &[(&str, Feature)] = &[
    ("conflict", Feature::Conflict),
    ("documents", Feature::Documents),
    ("poe", Feature::Documents),
    ("clock", Feature::Clock),
    ("decision", Feature::Decision),
    ("draft", Feature::Draft),
    ("skip", Feature::Skip),
];

const IS_WORDS: &[(&str, Filter)] = &[
    ("waiting", Filter::Turn(Turn::Us)),
    ("overdue", Filter::DueWithin(0)),
    ("late", Filter::DueWithin(0)),
    ("expired", Filter::Expired),
    ("expiring", Filter::Expiring),
    ("decided", Filter::Has(Feature::Decision)),
    ("skipped", Filter::Has(Feature::Skip)),
    ("contested", Filter::Has(Feature::Conflict)),
    ("changed", Filter::Has(Feature::Change)),
    ("arrived", Filter::Has(Feature::Arrival)),
    ("any", Filter::All),
];

/// The keys of the language, for messages and help.
pub const KEYS: &[(&str, &str)] = &[
    ("status:", "submitted, review, par, approved, rejected, disputed, …"),
    ("is:", "waiting, overdue, expired, expiring, decided, skipped, contested, changed, arrived, any"),
    ("has:", "conflict, documents, clock, decision, draft, skip"),
    ("kind:", "new, resubmission, conflict, dispute"),
    ("turn:", "us, partner, customer, nobody"),
    ("due<", "a time such as 4h, 2d or 1w; due> for later"),
    ("submitted<", "a date such as 2025-09-01; submitted> for later"),
    ("workload:", "a code or a part of a name"),
    ("partner:", "a part of the name, or the id"),
    ("customer:", "a part of the name, the domain or the tenant"),
    ("country:", "a part of the customer's country"),
    ("sector:", "private, government, healthcare, education, unknown"),
    ("activity:", "usage, pre-sales, revenue-association, partner-activity"),
    ("program:", "cpor, partner-activities"),
    ("engagement:", "a part of the engagement"),
    ("edition:", "an edition, for example 2025-06"),
    ("claim:", "digits of the claim id"),
    ("text:", "words in the documents; a quoted phrase means the same"),
];

/// Reads a query. An empty one asks for every claim that waits for us and was not decided or skipped here.
pub fn parse(text: &str) -> Result<Filter, QueryError> {
    let terms = words(text)?;
    if terms.is_empty() {
        return Ok(waiting());
    }
    let filters: Vec<Filter> = terms.iter().map(term).collect::<Result<_, _>>()?;
    Ok(if filters.len() == 1 {
        filters.into_iter().next().unwrap_or(Filter::All)
    } else {
        Filter::And(filters)
    })
}

/// What the queue shows when nothing is asked.
fn waiting() -> Filter {
    Filter::And(vec![
        Filter::Turn(Turn::Us),
        Filter::Not(Box::new(Filter::Has(Feature::Decision))),
        Filter::Not(Box::new(Filter::Has(Feature::Skip))),
    ])
}

/// Whether the query looks into the documents, so that it needs the full-text index.
pub(super) fn looks_into_documents(filter: &Filter) -> bool {
    match filter {
        Filter::Text(_) => true,
        Filter::And(parts) | Filter::Or(parts) => parts.iter().any(looks_into_documents),
        Filter::Not(part) => looks_into_documents(part),
        _ => false,
    }
}

/// Whether the query asks what changed since the earlier snapshot.
pub(super) fn asks_for_changes(filter: &Filter) -> bool {
    match filter {
        Filter::Has(Feature::Change | Feature::Arrival) => true,
        Filter::And(parts) | Filter::Or(parts) => parts.iter().any(asks_for_changes),
        Filter::Not(part) => asks_for_changes(part),
        _ => false,
    }
}

/// A word of the query: its text without quotes, and whether it was quoted from its first letter on.
pub(super) struct Word {
    pub(super) text: String,
    pub(super) phrase: bool,
}

/// The words of a query, quoted ones as one.
pub(super) fn words(text: &str) -> Result<Vec<Word>, QueryError> {
    let mut words = Vec::new();
    let mut current = Word { text: String::new(), phrase: false };
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                current.phrase |= quoted && current.text.trim_start_matches('-').is_empty();
            }
            c if c.is_whitespace() && !quoted => push(&mut words, &mut current),
            c => current.text.push(c),
        }
    }
    if quoted {
        return Err(QueryError::new(&current.text, "the closing quotation mark is missing"));
    }
    push(&mut words, &mut current);
    Ok(words)
}

fn push(words: &mut Vec<Word>, current: &mut Word) {
    let word = std::mem::replace(current, Word { text: String::new(), phrase: false });
    if !word.text.is_empty() {
        words.push(word);
    }
}

fn term(word: &Word) -> Result<Filter, QueryError> {
    let negated = word.text.len() > 1 && word.text.starts_with('-');
    let body = if negated { word.text.get(1..).unwrap_or_default() } else { &word.text };
    let filter = if word.phrase { Filter::Text(body.to_lowercase()) } else { unquoted(body)? };
    Ok(if negated { Filter::Not(Box::new(filter)) } else { filter })
}

fn unquoted(body: &str) -> Result<Filter, QueryError> {
    let Some(at) = body.find([':', '<', '>']) else {
        return Ok(Filter::Any(body.to_lowercase()));
    };
    let (key, rest) = body.split_at(at);
    let (sign, value) = rest.split_at(1);
    if value.chars().all(|c| c == ',') {
        return Err(QueryError::new(body, format!("a value is missing after {key}{sign}")));
    }
    if key == "text" {
        return Ok(Filter::Text(value.to_lowercase()));
    }
    let parts: Vec<Filter> = value
        .split(',')
        .filter(|part| !part.is_empty())
        .map(|part| keyed(key, sign, part))
        .collect::<Result<_, _>>()?;
    Ok(match <[Filter; 1]>::try_from(parts) {
        Ok([single]) => single,
        Err(several) => Filter::Or(several),
    })
}

fn keyed(key: &str, sign: &str, value: &str) -> Result<Filter, QueryError> {
    let lower = value.to_lowercase();
    match (key.to_lowercase().as_str(), sign) {
        ("due", "<") => minutes(&lower).map(Filter::DueWithin),
        ("due", ">") => minutes(&lower).map(Filter::DueAfter),
        ("submitted", "<") => date(&lower).map(Filter::SubmittedBefore),
        ("submitted", ">") => date(&lower).map(Filter::SubmittedAfter),
        ("due" | "submitted", _) => Err(QueryError::new(value, format!("write {key}< or {key}>"))),
        (_, "<" | ">") => Err(QueryError::new(key, "only due and submitted can be compared")),
        (key, _) => colon(key, lower),
    }
}

fn colon(key: &str, value: String) -> Result<Filter, QueryError> {
    Ok(match key {
        "status" => Filter::Status(listed(STATUS_WORDS, &value).map_or_else(|| word(&value), Ok)?),
        "is" => chosen(IS_WORDS, &value)?,
        "has" => Filter::Has(chosen(HAS_WORDS, &value)?),
        "kind" => Filter::Kind(word::<QueueKind>(&value)?),
        "turn" => Filter::Turn(word::<Turn>(&value)?),
        "sector" => Filter::Sector(word::<Sector>(&value)?),
        "activity" => Filter::Activity(word::<Activity>(&value)?),
        "program" => Filter::Program(word::<Program>(&value)?),
        "workload" | "wl" => Filter::Workload(value),
        "partner" => Filter::Partner(value),
        "customer" => Filter::Customer(value),
        "country" => Filter::Country(value),
        "engagement" => Filter::Engagement(value),
        "edition" => Filter::Edition(value),
        "claim" => Filter::Claim(value),
        _ => {
            let known: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
            return Err(QueryError::new(key, format!("there is no such key; known: {}", known.join(" "))));
        }
    })
}

fn listed<T: Clone>(words: &[(&str, T)], value: &str) -> Option<T> {
    words.iter().find(|(word, _)| *word == value).map(|(_, meaning)| meaning.clone())
}

fn chosen<T: Clone>(words: &[(&str, T)], value: &str) -> Result<T, QueryError> {
    listed(words, value).ok_or_else(|| {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        QueryError::new(value, format!("known: {}", known.join(", ")))
    })
}

fn word<T: FromStr<Err = crate::domain::UnknownWord>>(value: &str) -> Result<T, QueryError> {
    value.parse().map_err(|error: crate::domain::UnknownWord| {
        QueryError::new(value, format!("known: {}", error.known))
    })
}

/// Reads `30m`, `4h`, `2d`, `1w`; a minus is a time already over.
fn minutes(value: &str) -> Result<i64, QueryError> {
    let unit = value.chars().next_back().unwrap_or_default();
    let factor = match unit {
        'm' => 1,
        'h' => 60,
        'd' => 1440,
        'w' => 7 * 1440,
        _ => 0,
    };
    let number = value.strip_suffix(unit).and_then(|digits| digits.parse::<i64>().ok());
    number
        .filter(|_| factor > 0)
        .and_then(|number| number.checked_mul(factor))
        .ok_or_else(|| QueryError::new(value, "write a number with m, h, d or w, for example 2d"))
}

fn date(value: &str) -> Result<NaiveDate, QueryError> {
    value.parse().map_err(|_| QueryError::new(value, "write a date as 2025-09-15"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_example_of_the_help_means_what_it_says() {
        let filter =
            parse(r#"status:par due<2d workload:intune has:conflict -partner:contoso "signed by" 3128"#);
        assert_eq!(
            filter,
            Ok(Filter::And(vec![
                Filter::Status(Status::PartnerActionRequired),
                Filter::DueWithin(2880),
                Filter::Workload("intune".into()),
                Filter::Has(Feature::Conflict),
                Filter::Not(Box::new(Filter::Partner("contoso".into()))),
                Filter::Text("signed by".into()),
                Filter::Any("3128".into()),
            ]))
        );
    }

    #[test]
    fn a_comma_means_or() {
        assert_eq!(
            parse("kind:new,dispute"),
            Ok(Filter::Or(vec![Filter::Kind(QueueKind::New), Filter::Kind(QueueKind::Dispute)]))
        );
    }

    #[test]
    fn an_empty_query_asks_for_what_waits() {
        assert_eq!(parse("  "), Ok(waiting()));
    }

    #[test]
    fn mistakes_name_the_word_and_what_may_stand_there() {
        let text = |query: &str| parse(query).unwrap_err().to_string();
        assert_eq!(text("due<soon"), r#""soon": write a number with m, h, d or w, for example 2d"#);
        assert!(text("statsu:par").starts_with(r#""statsu": there is no such key; known: status: is:"#));
        assert_eq!(text("kind:old"), r#""old": known: new, resubmission, conflict, dispute"#);
        assert_eq!(text("\"signed"), r#""signed": the closing quotation mark is missing"#);
        assert_eq!(text("partner:"), r#""partner:": a value is missing after partner:"#);
    }

    proptest! {
        #[test]
        fn any_text_is_a_query_or_a_named_mistake(text in any::<String>()) {
            if let Err(error) = parse(&text) {
                prop_assert!(!error.why.is_empty());
            }
        }
    }
}
