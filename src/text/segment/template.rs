//! Lines of forms and the printed lines around a text.

use super::Role;
use regex::RegexSet;
use std::sync::LazyLock;

/// Printed text of the program's template.
const PRINTED: &[&str] = &[
    "select product(s)/workload(s)",
    "generic high-level descriptions will not be accepted",
    "customer acknowledgement must be dated within",
    "customer acknowledgment must be dated within",
    "describe in detail the work performed",
    "scope of work details",
    "partner and customer contact information",
    "proof of execution - ",
];

const TICKED: &[&str] = &["[x]", "[ x ]", "[✓]", "[✔]", "☒", "☑", "✅", "✔", "(x)"];
const UNTICKED: &[&str] = &["[ ]", "[]", "[  ]", "☐", "□", "( )"];

#[allow(clippy::unwrap_used, reason = "constant patterns; a test compiles them")]
static FOOTERS: LazyLock<RegexSet> = LazyLock::new(|| {
    RegexSet::new([
        r"(?i)^\s*this (e-?mail|message)\b.*\b(confidential|intended|privileged|files?)\b",
        r"(?i)^\s*(diese e-?mail|ce (message|courriel)|este (mensaje|correo|e-?mail)|esta mensagem)\b",
        r"(?i)\bplease consider the environment\b",
        r"(?i)^\s*(page|seite|p[aá]gina|side|sida)\s+\d+\s*(of|von|de|/|av)\s*\d+\s*$",
        r"(?i)^\s*(printed|gedruckt|imprim[ée]|impreso|print date|template version|version history)\b",
    ])
    .unwrap()
});

pub(super) fn is_footer(line: &str) -> bool {
    FOOTERS.is_match(line)
}

/// What a line outside mail headers and quotes is.
pub(super) fn role(line: &str) -> Role {
    let trimmed = line.trim_start_matches([' ', '\t', '|', '-', '*']);
    let lower = trimmed.chars().take(80).collect::<String>().to_lowercase();
    if TICKED.iter().any(|mark| lower.starts_with(mark)) {
        Role::Ticked
    } else if UNTICKED.iter().any(|mark| lower.starts_with(mark)) {
        Role::Unticked
    } else if PRINTED.iter().any(|printed| lower.contains(printed)) {
        Role::Boilerplate
    } else if is_heading(trimmed) {
        Role::Heading
    } else {
        Role::Body
    }
}

/// A short line that opens a part: numbered or in capitals, and no sentence.
fn is_heading(line: &str) -> bool {
    let line = line.trim_end();
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 3 || line.chars().count() > 70 || line.ends_with(['.', ';', ',']) || line.contains("   ") {
        return false;
    }
    let numbered = line.split_once(' ').is_some_and(|(number, rest)| {
        let number = number.trim_end_matches(['.', ')']);
        !number.is_empty()
            && number.len() <= 6
            && number.chars().all(|c| c.is_ascii_digit() || c == '.')
            && rest.trim_start().starts_with(char::is_uppercase)
    });
    let capitals = line.chars().filter(|c| c.is_alphabetic()).all(|c| !c.is_lowercase());
    let words = line.split_whitespace().count();
    (numbered && words <= 9) || (capitals && words <= 10) || line.starts_with('#')
}
