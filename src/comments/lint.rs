//! What must not go out to a partner, found before it does.
//!
//! Findings point at the text and say what to do. Those that would harm somebody block the commit.

use super::addresses::addresses;
use super::composed::Lint;
use super::disclosures::disclosures;
use crate::domain::{Claim, DecisionKind};
use crate::policy::Edition;
use crate::policy::template::{Piece, pieces};
use crate::policy::variables::variable;
use crate::text::Span;

/// What a comment is checked against.
#[derive(Debug, Clone, Copy)]
pub struct LintContext<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Its edition.
    pub edition: &'a Edition,
    /// The decision the comment goes with.
    pub kind: DecisionKind,
    /// Names of other partners that claim or hold the same workloads (TPL-05).
    pub other_parties: &'a [String],
}

/// Words that speak of money, as beginnings of words in lower case (TPL-07).
pub(super) const MONEY: &[&str] = &[
    "incentive",
    "payment",
    "payout",
    "paid",
    "earning",
    "earn ",
    "rebate",
    "commission",
    "compensat",
    "remunerat",
    "bonus",
    "reward",
];

/// Everything that is wrong with a comment, in the order of the text.
pub fn lint(text: &str, context: &LintContext<'_>) -> Vec<Lint> {
    let mut found = Vec::new();
    is_there(text, &mut found);
    reasons(text, context, &mut found);
    open_variables(text, &mut found);
    other_parties(text, context, &mut found);
    personal_data(text, context, &mut found);
    disclosures(text, context, &mut found);
    money(text, context, &mut found);
    length(text, context.edition, &mut found);
    found.sort_by_key(|lint| (lint.span.start, lint.rule.clone()));
    found
}

pub(super) fn finding(rule: &str, span: Span, blocking: bool, text: String) -> Lint {
    Lint { rule: rule.to_owned(), span, text, blocking }
}

fn is_there(text: &str, found: &mut Vec<Lint>) {
    if text.trim().is_empty() {
        let advice = "The comment is empty. Write what the partner should know.".to_owned();
        found.push(finding("TPL-09", Span::new(0, text.len()), true, advice));
    }
}

/// TPL-01: a refusal says something about this claim.
fn reasons(text: &str, context: &LintContext<'_>, found: &mut Vec<Lint>) {
    let refuses = matches!(
        context.kind,
        DecisionKind::ActionRequired | DecisionKind::Reject | DecisionKind::FinalReject
    );
    if refuses && !text.trim().is_empty() && !text.lines().any(is_item) && !names_something(text, context) {
        let advice = "The comment gives no reason that belongs to this claim. Add a numbered point, or name a \
                      document or a workload.";
        found.push(finding("TPL-01", Span::new(0, text.len()), true, advice.to_owned()));
    }
}

/// `1. A sentence.`
fn is_item(line: &str) -> bool {
    let Some((number, sentence)) = line.trim_start().split_once(". ") else { return false };
    !number.is_empty()
        && number.bytes().all(|b| b.is_ascii_digit())
        && sentence.split_whitespace().count() > 1
}

fn names_something(text: &str, context: &LintContext<'_>) -> bool {
    let documents = context.claim.documents.iter().map(|document| document.file_name.as_str());
    let workloads = context.claim.workloads.iter().map(|line| line.name.as_str());
    let canonical = workloads.clone().map(|name| context.edition.canonical(name));
    documents.chain(workloads).chain(canonical).any(|name| !occurrences(text, name).is_empty())
}

/// EVA-9: a comment with an empty variable is not sent.
fn open_variables(text: &str, found: &mut Vec<Lint>) {
    let mut start = 0;
    for piece in pieces(text) {
        let end = start
            + match piece {
                Piece::Text(text) => text.len(),
                Piece::Variable(name) => name.len() + 2,
            };
        if let Piece::Variable(name) = piece
            && let Some(known) = variable(name)
        {
            let advice =
                format!("{{{name}}} has no value yet: {}. Fill it in or reword the sentence.", known.hint);
            found.push(finding("EVA-9", Span::new(start, end), true, advice));
        }
        start = end;
    }
}

/// TPL-05: one partner never learns of another.
fn other_parties(text: &str, context: &LintContext<'_>, found: &mut Vec<Lint>) {
    let own = [&context.claim.partner.name, &context.claim.customer.name];
    let own: Vec<Span> = own.iter().flat_map(|name| occurrences(text, name)).collect();
    for name in context.other_parties {
        let foreign = occurrences(text, name).into_iter();
        for span in
            foreign.filter(|span| !own.iter().any(|own| own.start <= span.start && span.end <= own.end))
        {
            let advice = format!("{name} is another party. Write \"another partner\" instead.");
            found.push(finding("TPL-05", span, true, advice));
        }
    }
}

/// TPL-06: no personal data of the customer's people.
fn personal_data(text: &str, context: &LintContext<'_>, found: &mut Vec<Lint>) {
    let contact = &context.claim.partner.contact_email;
    for address in addresses(text) {
        if !address.text.eq_ignore_ascii_case(contact) {
            let advice =
                format!("{} is personal data. The domain {} is enough.", address.text, address.domain);
            found.push(finding("TPL-06", address.span, true, advice));
        }
    }
    for span in phone_numbers(text) {
        let advice = "This looks like a telephone number. Leave it out.".to_owned();
        found.push(finding("TPL-06", span, true, advice));
    }
    let person = context.claim.customer.contact_name.trim();
    for span in occurrences(text, person) {
        let advice =
            format!("{person} is a person at the customer. Write \"the customer\"; the domain is enough.");
        found.push(finding("TPL-06", span, true, advice));
    }
}

/// Numbers that begin with `+` and a country code: seven digits and more, with the usual marks between them.
fn phone_numbers(text: &str) -> Vec<Span> {
    const DIGITS: usize = 7;
    text.match_indices('+')
        .filter_map(|(start, _)| {
            let rest = text.get(start + 1..)?;
            let mark = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '.' | '/');
            let number = rest.split(|c| !mark(c)).next()?.trim_end_matches(|c: char| !c.is_ascii_digit());
            let enough = number.chars().filter(char::is_ascii_digit).count() >= DIGITS;
            enough.then(|| Span::new(start, start + 1 + number.len()))
        })
        .collect()
}

/// TPL-07: no word of money where nothing is earned.
fn money(text: &str, context: &LintContext<'_>, found: &mut Vec<Lint>) {
    if !context.claim.recognition_only && context.edition.profile(context.claim).incentivised {
        return;
    }
    // The name of the place where partners find help speaks of incentives whatever the claim is.
    let support = &context.edition.parameters.support_path;
    let help: Vec<Span> =
        text.match_indices(support.as_str()).map(|(at, path)| Span::new(at, at + path.len())).collect();
    for word in words(text).into_iter().filter(|word| !help.iter().any(|path| path.overlaps(*word))) {
        let lower = format!("{} ", word.of(text).unwrap_or_default().to_lowercase());
        if MONEY.iter().any(|beginning| lower.starts_with(beginning)) {
            let advice = "This claim is for recognition only. Leave out words about incentives and payment.";
            found.push(finding("TPL-07", word, false, advice.to_owned()));
        }
    }
}

fn length(text: &str, edition: &Edition, found: &mut Vec<Lint>) {
    let limit = edition.parameters.comment_limit;
    let length = text.chars().count();
    if let Some((start, _)) = text.char_indices().nth(limit) {
        let advice = format!("The comment has {length} characters, the limit is {limit}. Shorten it.");
        found.push(finding("ED-06", Span::new(start, text.len()), true, advice));
    }
}

fn words(text: &str) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphabetic(), start) {
            (true, None) => start = Some(at),
            (false, Some(begin)) => {
                words.push(Span::new(begin, at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Where a name stands as whole words, in any letter case.
fn occurrences(text: &str, name: &str) -> Vec<Span> {
    let name: Vec<char> = name.trim().chars().flat_map(char::to_lowercase).collect();
    let (Some(first), Some(last)) = (name.first(), name.last()) else { return Vec::new() };
    // A letter of the text may fold to several; each keeps the bytes it came from.
    let folded: Vec<(char, usize, usize)> = text
        .char_indices()
        .flat_map(|(at, c)| c.to_lowercase().map(move |lower| (lower, at, at + c.len_utf8())))
        .collect();
    let joins = |inside: char, outside: Option<&(char, usize, usize)>| {
        inside.is_alphanumeric() && outside.is_some_and(|(c, ..)| c.is_alphanumeric())
    };
    let mut found = Vec::new();
    for (at, window) in folded.windows(name.len()).enumerate() {
        let same = window.iter().map(|(c, ..)| c).eq(&name);
        let before = at.checked_sub(1).and_then(|before| folded.get(before));
        let whole = same && !joins(*first, before) && !joins(*last, folded.get(at + name.len()));
        if whole && let (Some((_, start, _)), Some((_, _, end))) = (window.first(), window.last()) {
            found.push(Span::new(*start, *end));
        }
    }
    found
}
