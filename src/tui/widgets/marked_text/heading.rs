//! Lines that read as headings.

/// Whether a line announces what follows: numbered, in capitals, or named as a section. A guess for the eye only.
pub fn is_heading(line: &str) -> bool {
    let line = line.trim();
    let words = line.split_whitespace().count();
    if words == 0 || words > 10 || line.len() > 90 || line.ends_with(['.', ',', ';']) {
        return false;
    }
    is_named(line) || is_numbered(line) || is_in_capitals(line)
}

fn is_named(line: &str) -> bool {
    const NAMES: [&str; 6] = ["section ", "chapter ", "part ", "annex ", "appendix ", "phase "];
    let start = line.get(..10).unwrap_or(line).to_lowercase();
    NAMES.iter().any(|name| start.starts_with(name))
}

/// `3.`, `3.1` or `3.1.` before words that begin with a capital.
fn is_numbered(line: &str) -> bool {
    let Some((number, title)) = line.split_once(' ') else { return false };
    let bare = number.trim_end_matches(['.', ')']);
    let dotted = number.contains('.') || number.ends_with(')');
    dotted
        && !bare.is_empty()
        && bare
            .split('.')
            .all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
        && title.trim_start().chars().next().is_some_and(char::is_uppercase)
}

fn is_in_capitals(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let digits = line.chars().filter(char::is_ascii_digit).count();
    letters >= 4
        && digits <= 2
        && line.chars().all(|c| !c.is_lowercase())
        && line.chars().any(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::is_heading;

    #[test]
    fn numbered_named_and_capital_lines_are_headings() {
        for line in
            ["Section 2: Scope of work", "3.1 Customer acknowledgement", "STATEMENT OF WORK", "2) Scope"]
        {
            assert!(is_heading(line), "{line}");
        }
    }

    #[test]
    fn sentences_dates_and_figures_are_not() {
        for line in [
            "1.5 million rows were moved",
            "We deployed Intune.",
            "12.03.2024 Kick-off",
            "GB",
            "",
            "- item",
            "7D0C55A1B2E94C0F",
        ] {
            assert!(!is_heading(line), "{line}");
        }
    }
}
