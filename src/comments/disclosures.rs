//! What a comment must not promise and must not pass on: payments, survey answers, a customer's reasons.
//!
//! Read sentence by sentence in the reviewer's own words; what stands in quotation marks is the proof's. A sentence is
//! pointed out as a whole, and blocks.

use super::composed::Lint;
use super::lint::{LintContext, MONEY, finding};
use crate::domain::Program;
use crate::text::Span;

/// Words that turn money into a promise.
const PROMISES: &[&str] = &["will", "shall", "guarantee", "promise", "entitled", "owe"];
/// Words that take a promise back.
const DENIALS: &[&str] = &["not", "no", "cannot", "never", "nothing", "without"];
/// Words that report what somebody said in a survey.
const ANSWERS: &[&str] =
    &["answer", "said", "say", "respon", "rated", "rating", "wrote", "score", "result", "feedback"];
/// Words for the customer's end of an association.
const ENDINGS: &[&str] = &["declin", "denied", "opted out", "opt-out", "cancel", "ended the association"];
/// Words that introduce a reason.
const CAUSES: &[&str] = &["because", "due to", "reason was", "reason is", "since it", "as it"];

/// Everything a comment gives away or promises.
pub(super) fn disclosures(text: &str, context: &LintContext<'_>, found: &mut Vec<Lint>) {
    let own = own_words(text, &context.edition.parameters.support_path);
    for span in sentences(&own) {
        let Some(sentence) = span.of(&own).map(str::to_lowercase) else { continue };
        found.extend(
            told(&sentence, context).map(|(rule, advice)| finding(rule, span, true, advice.to_owned())),
        );
    }
}

/// What one sentence tells that it must not, if anything.
fn told(sentence: &str, context: &LintContext<'_>) -> Option<(&'static str, &'static str)> {
    if context.claim.program == Program::Cpor && promises_payment(sentence) {
        let advice =
            "This promises a payment. A decision speaks about the association only; take the sentence out.";
        return Some(("TPL-04", advice));
    }
    if sentence.contains("survey") && begins(sentence, ANSWERS) {
        return Some(("STA-303", "Answers to surveys are confidential. Take the sentence out."));
    }
    let gives_reason = sentence.contains("customer") && holds(sentence, ENDINGS) && holds(sentence, CAUSES);
    gives_reason.then_some(("TPL-05", "The customer's reasons are not shared with a partner. Take them out."))
}

fn promises_payment(sentence: &str) -> bool {
    begins(sentence, MONEY)
        && begins(sentence, PROMISES)
        && !words(sentence).any(|word| DENIALS.contains(&word))
}

fn holds(sentence: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| sentence.contains(phrase))
}

/// Whether a word of the sentence begins with one of these.
fn begins(sentence: &str, beginnings: &[&str]) -> bool {
    words(sentence).any(|word| beginnings.iter().any(|beginning| word.starts_with(beginning.trim_end())))
}

fn words(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The text with everything in quotation marks, and the name of the place where partners find help, blanked out. Every
/// byte keeps its place.
fn own_words(text: &str, support_path: &str) -> String {
    let mut quoted = false;
    let mut own = String::with_capacity(text.len());
    for c in text.replace(support_path, &" ".repeat(support_path.len())).chars() {
        quoted ^= c == '"';
        // A quotation ends with its line at the latest.
        quoted &= c != '\n';
        if quoted { own.extend(std::iter::repeat_n(' ', c.len_utf8())) } else { own.push(c) }
    }
    own
}

/// Sentences: up to a full stop, a question or exclamation mark before a blank, or the end of a line.
fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let before_blank = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        if c == '\n' || (matches!(c, '.' | '!' | '?') && before_blank) {
            found.extend(trimmed(text, start, end));
            start = end;
        }
    }
    found.extend(trimmed(text, start, text.len()));
    found
}

/// The range without the blanks around it; `None` when nothing is left.
fn trimmed(text: &str, start: usize, end: usize) -> Option<Span> {
    let sentence = text.get(start..end)?;
    let left = sentence.len() - sentence.trim_start().len();
    let right = sentence.len() - sentence.trim_end().len();
    (left < sentence.len()).then(|| Span::new(start + left, end - right))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quoted_words_are_the_proofs_and_not_the_reviewers() {
        assert_eq!(own_words("He \"pays\" it", "path"), "He      \" it");
    }

    proptest! {
        #[test]
        fn sentences_never_overlap_and_lie_on_characters(text in "\\PC{0,80}") {
            let own = own_words(&text, "Support");
            prop_assert_eq!(own.len(), text.len());
            let mut last = 0;
            for span in sentences(&own) {
                prop_assert!(span.start >= last && span.of(&own).is_some_and(|sentence| !sentence.is_empty()));
                last = span.end;
            }
        }
    }
}
