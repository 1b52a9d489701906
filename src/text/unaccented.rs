//! Text without case and accents, to be compared with other text like it.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Lower case, accents dropped, ligatures and other compatibility forms taken apart; punctuation and blanks stay.
pub fn unaccented(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            plain.push(letter.to_ascii_lowercase());
        } else {
            decompose_compatible(letter, |part| {
                if !is_combining_mark(part) {
                    plain.extend(part.to_lowercase());
                }
            });
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_compatibility_forms_are_gone_and_punctuation_stays() {
        assert_eq!(unaccented("Ålesund, Vértice e\u{301}LAN – ﬁnal™"), "alesund, vertice elan – finaltm");
        assert_eq!(unaccented("ŁÓDŹ 東京 Straße"), "łodz 東京 straße");
    }
}
