//! Organisations named in running text with their legal form.
//!
//! A name is read backwards from its legal form over capitalised words. Names without a legal form are not found
//! here. Linear time: a name has at most eight words.

use super::legal::{self, LegalForm};
use super::words;
use crate::text::Span;

/// Most words of a name, legal form included.
const LONGEST: usize = 9;
/// Words in lower case that may stand inside a name.
const INSIDE: &[&str] = &[
    "of", "and", "de", "du", "des", "la", "le", "les", "von", "und", "van", "der", "y", "e", "et", "og",
    "och", "do", "da", "dos", "del", "di", "i", "&", "+",
];
/// Capitalised words that stand before a name and are no part of it.
const BEFORE: &[&str] = &[
    "for",
    "the",
    "from",
    "by",
    "with",
    "between",
    "and",
    "fur",
    "pour",
    "por",
    "para",
    "per",
    "voor",
    "customer",
    "client",
    "partner",
    "supplier",
    "contractor",
    "provider",
    "kunde",
    "auftraggeber",
    "auftragnehmer",
    "cliente",
    "proveedor",
    "prestataire",
    "fournisseur",
    "klant",
    "leverancier",
    "signed",
    "to",
    "of",
    "at",
];

/// An organisation named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Where, legal form included.
    pub span: Span,
    /// Its words without the legal form.
    pub core: Vec<String>,
    /// What kind of company it is.
    pub form: Option<LegalForm>,
}

/// The organisations of a short text, in order.
pub fn organisations(text: &str) -> Vec<Organisation> {
    let tokens = tokens(text);
    let mut found: Vec<Organisation> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let next_continues = tokens.get(at + 1).is_some_and(|next| is_form(text, *next));
        if !is_form(text, *token) || next_continues {
            continue;
        }
        let after = found.last().map_or(0, |last| last.span.end);
        found.extend(read(text, tokens.get(..=at).unwrap_or_default(), after));
    }
    found
}

/// Words with their punctuation, as `S.p.A.` or `(Pty)`.
fn tokens(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_whitespace(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                found.push(Span::new(from, at));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Whether a token is a legal form as it is written in names.
fn is_form(text: &str, token: Span) -> bool {
    let written = token.of(text).unwrap_or_default();
    let folded = words(written).concat();
    let dotted = written.trim_end_matches('.').contains('.');
    let capital = written.trim_start_matches(['(', '"']).starts_with(char::is_uppercase);
    legal::form_of(&folded).is_some()
        && (capital || dotted || matches!(folded.as_str(), "plc" | "kg" | "ltd" | "inc"))
}

/// Reads the name that ends with the last of the tokens.
fn read(text: &str, tokens: &[Span], after: usize) -> Option<Organisation> {
    let last = tokens.last()?;
    let mut start = last.start;
    for pair in tokens.windows(2).rev().take(LONGEST) {
        let [token, next] = pair else { break };
        let written = token.of(text).unwrap_or_default();
        let gap = text.get(token.end..next.start).unwrap_or_default();
        let broken =
            gap.len() > 2 || gap.contains(['\n', '\t']) || written.ends_with([':', ';', ',', '|', '"']);
        if broken || token.start < after || !is_name_word(written) {
            break;
        }
        start = token.start;
    }
    let span = Span::new(start, last.end);
    let all = words(span.of(text)?);
    let kept = all.iter().skip_while(|word| BEFORE.contains(&word.as_str())).cloned().collect::<Vec<_>>();
    let (core, form) = legal::split(&kept);
    (!core.is_empty()).then(|| Organisation { span, core: core.to_vec(), form })
}

fn is_name_word(written: &str) -> bool {
    let bare = written.trim_start_matches(['(', '"', '\'', '[']);
    bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || INSIDE.contains(&bare) || {
        let folded = words(bare).concat();
        legal::is_part(&folded) || legal::form_of(&folded).is_some()
    }
}
