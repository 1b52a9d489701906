//! Lines of forms: ticked and unticked rows, printed text, headings.

use super::Role;

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
