//! Text folded for searching, with an exact way back (PRE-1).
//!
//! Folding composes characters (NFC), makes every blank a space and every line break a line feed, straightens
//! quotes, drops what is invisible and joins words that were hyphenated at a line end. Every place of the folded
//! text maps back to a place of the original on a character boundary. Letter case is kept. Linear time.

use super::Span;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A folded text and its map to the original.
#[derive(Debug, Clone)]
pub struct Folded {
    text: String,
    /// Stretches that differ from the original, in order; between them bytes correspond one to one.
    edits: Vec<Edit>,
}

#[derive(Debug, Clone, Copy)]
struct Edit {
    folded: Span,
    original: Span,
}

impl Folded {
    /// Folds a text.
    pub fn new(original: &str) -> Self {
        let mut folding = Folding { original, at: 0, out: Self { text: String::new(), edits: Vec::new() } };
        folding.out.text.reserve(original.len());
        while folding.step() {}
        folding.out
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The stretch of the original that a stretch of the folded text came from. A character that was composed
    /// from several is never cut.
    pub fn original(&self, folded: Span) -> Span {
        Span::new(self.start(folded.start), self.end(folded.end))
    }

    fn start(&self, at: usize) -> usize {
        let before = self.edits.partition_point(|edit| edit.folded.start <= at);
        match before.checked_sub(1).and_then(|last| self.edits.get(last)) {
            Some(edit) if at < edit.folded.end => edit.original.start,
            Some(edit) => edit.original.end + (at - edit.folded.end),
            None => at,
        }
    }

    fn end(&self, at: usize) -> usize {
        let before = self.edits.partition_point(|edit| edit.folded.start < at);
        match before.checked_sub(1).and_then(|last| self.edits.get(last)) {
            Some(edit) if at <= edit.folded.end => edit.original.end,
            Some(edit) => edit.original.end + (at - edit.folded.end),
            None => at,
        }
    }
}

struct Folding<'t> {
    original: &'t str,
    at: usize,
    out: Folded,
}

impl Folding<'_> {
    fn step(&mut self) -> bool {
        let rest = self.original.get(self.at..).unwrap_or_default();
        let plain =
            rest.bytes().take_while(|&b| b.is_ascii() && b != b'\r' && b != b'-' && b != 0x0C).count();
        // The last plain character may be the base of a mark that follows it.
        let keep = if rest.len() > plain { plain.saturating_sub(1) } else { plain };
        if keep > 0 {
            self.out.text.push_str(rest.get(..keep).unwrap_or_default());
            self.at += keep;
            return true;
        }
        let Some(c) = rest.chars().next() else { return false };
        let (taken, replacement) = self.fold(c, rest);
        self.edit(taken, &replacement);
        true
    }

    /// How many bytes to take and what stands for them.
    fn fold(&self, c: char, rest: &str) -> (usize, String) {
        if let Some(taken) = self.hyphenation(c, rest) {
            return (taken, String::new());
        }
        if c == '\r' && rest.starts_with("\r\n") {
            return (2, "\n".to_owned());
        }
        match c {
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => (c.len_utf8(), "\n".to_owned()),
            c if is_invisible(c) => (c.len_utf8(), String::new()),
            c if c.is_whitespace() && !c.is_ascii() => (c.len_utf8(), " ".to_owned()),
            '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2032}' => (c.len_utf8(), "'".to_owned()),
            '\u{201C}'..='\u{201F}' | '\u{AB}' | '\u{BB}' | '\u{2033}' => (c.len_utf8(), "\"".to_owned()),
            '\u{2010}' | '\u{2011}' => (c.len_utf8(), "-".to_owned()),
            c => {
                let marks: usize = rest.chars().skip(1).take_while(|&c| joins(c)).map(char::len_utf8).sum();
                let taken = c.len_utf8() + marks;
                (taken, rest.get(..taken).unwrap_or_default().nfc().collect())
            }
        }
    }

    /// The bytes of a hyphen, a line break and the indent after it, when they part a word.
    fn hyphenation(&self, c: char, rest: &str) -> Option<usize> {
        let hyphen = matches!(c, '-' | '\u{AD}' | '\u{2010}');
        let inside = hyphen && self.out.text.ends_with(char::is_lowercase);
        let after = rest.get(c.len_utf8()..).filter(|_| inside)?;
        let next = after.strip_prefix("\r\n").or_else(|| after.strip_prefix('\n'))?;
        let word = next.trim_start_matches([' ', '\t']);
        word.starts_with(char::is_lowercase).then_some(rest.len() - word.len())
    }

    fn edit(&mut self, taken: usize, replacement: &str) {
        let original = Span::new(self.at, self.at + taken);
        let start = self.out.text.len();
        self.out.text.push_str(replacement);
        if original.of(self.original) != Some(replacement) {
            let folded = Span::new(start, self.out.text.len());
            self.out.edits.push(Edit { folded, original });
        }
        self.at += taken;
    }
}

/// Marks, and the parts of a Hangul syllable that compose with the part before.
fn joins(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{1161}'..='\u{11FF}')
}

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}
