//! The small language of fragments and frames: `{variables}`, and paragraphs that begin with a `[flag]`.
//!
//! A variable is lower-case letters, digits and `_` between braces; anything else in braces is plain text. A template
//! is filled in one pass, so a value that looks like a variable is never filled again.

/// A piece of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Text that stands as it is.
    Text(&'t str),
    /// Name of a variable, without braces.
    Variable(&'t str),
}

/// The pieces of a text in order.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, name, after)) = next_variable(rest) {
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(Piece::Variable(name));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// The variables of a text, each once, in the order of the text.
pub fn variables(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for piece in pieces(text) {
        if let Piece::Variable(name) = piece
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

/// A paragraph of a frame with the flag it depends on, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph<'t> {
    /// Flag without brackets.
    pub flag: Option<&'t str>,
    /// Text without the flag.
    pub text: &'t str,
}

/// The paragraphs of a frame: what blank lines separate.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Paragraph<'_>> {
    text.trim().split("\n\n").map(|paragraph| {
        let paragraph = paragraph.trim();
        flagged(paragraph).unwrap_or(Paragraph { flag: None, text: paragraph })
    })
}

fn flagged(paragraph: &str) -> Option<Paragraph<'_>> {
    let (flag, text) = paragraph.strip_prefix('[')?.split_once("] ")?;
    is_name(flag).then_some(Paragraph { flag: Some(flag), text })
}

/// Text before the next variable, its name, and the text after it.
fn next_variable(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices('{').find_map(|(open, _)| {
        let inside = text.get(open + 1..)?;
        let (name, after) = inside.split_once('}')?;
        is_name(name).then_some((text.get(..open)?, name, after))
    })
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_lower_case_name_in_braces_is_a_variable() {
        assert_eq!(
            pieces("a {doc} b {Doc} {} {x y} {quote}"),
            [
                Piece::Text("a "),
                Piece::Variable("doc"),
                Piece::Text(" b {Doc} {} {x y} "),
                Piece::Variable("quote"),
            ]
        );
    }

    #[test]
    fn an_open_brace_before_a_variable_is_text() {
        assert_eq!(pieces("{ {doc}"), [Piece::Text("{ "), Piece::Variable("doc")]);
    }

    #[test]
    fn a_paragraph_may_depend_on_a_flag() {
        let found: Vec<_> = paragraphs("Hello,\n\n[incentive] Paid.\n\n[no flag] text\n").collect();
        assert_eq!(found[0], Paragraph { flag: None, text: "Hello," });
        assert_eq!(found[1], Paragraph { flag: Some("incentive"), text: "Paid." });
        assert_eq!(found[2], Paragraph { flag: None, text: "[no flag] text" });
    }
}
