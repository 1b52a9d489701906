//! GUIDs in running text, and how near they come to a known one (TST-06, VAL-02, VAL-03).
//!
//! Finds whatever is written like a GUID, also with a digit missing or wrong. A long hexadecimal stamp without
//! hyphens is not one. Never repairs anything.

use super::Span;

/// Something written like a GUID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundGuid {
    /// Where.
    pub span: Span,
    /// In lower case.
    pub text: String,
    /// Whether it has the form 8-4-4-4-12.
    pub well_formed: bool,
}

/// How a found GUID relates to a known one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// The same.
    Exact,
    /// Differs in so many digits, or only by look-alikes such as `8` and `B`.
    Near(usize),
    /// Of another form, so that it names nothing.
    Malformed,
    /// Another one.
    Foreign,
}

impl FoundGuid {
    /// Whether it is the known GUID with a digit or two left out, added or changed.
    pub fn is_close_to(&self, known: &str) -> bool {
        const FEW: usize = 2;
        let same = |(a, b): &(char, char)| a == b;
        let head = self.text.chars().zip(known.chars()).take_while(same).count();
        let tail = self.text.chars().rev().zip(known.chars().rev()).take_while(same).count();
        let length = self.text.len().max(known.len());
        self.text.len().abs_diff(known.len()) <= FEW && head + tail + FEW >= length
    }

    /// Compares with a known GUID in lower case.
    pub fn compare(&self, known: &str) -> Match {
        if self.text == known {
            return Match::Exact;
        }
        let differing: Vec<(char, char)> =
            self.text.chars().zip(known.chars()).filter(|(found, known)| found != known).collect();
        let same_length = self.text.len() == known.len();
        if same_length && differing.iter().all(|&(found, known)| look_alike(found) == look_alike(known)) {
            return Match::Near(differing.len());
        }
        if !self.well_formed {
            return Match::Malformed;
        }
        if same_length && differing.len() <= 2 { Match::Near(differing.len()) } else { Match::Foreign }
    }
}

const fn look_alike(c: char) -> char {
    match c {
        'b' => '8',
        'o' => '0',
        'i' | 'l' => '1',
        's' => '5',
        c => c,
    }
}

/// Every stretch written like a GUID: five groups parted by hyphens, of nearly the right lengths.
pub fn find(text: &str) -> Vec<FoundGuid> {
    let is_part = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes.iter().skip(at).take_while(|&&b| is_part(b)).count();
        let span = Span::new(at, at + length);
        found.extend(
            span.of(text).filter(|word| (30..=40).contains(&word.len())).and_then(|word| read(word, span)),
        );
        at += length.max(1);
    }
    found
}

fn read(word: &str, span: Span) -> Option<FoundGuid> {
    let groups: Vec<&str> = word.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let hexadecimal = word.bytes().filter(u8::is_ascii_hexdigit).count();
    let text = word.to_ascii_lowercase();
    let well_formed = lengths == [8, 4, 4, 4, 12] && hexadecimal == 32;
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let nearly = (4..=6).contains(&groups.len()) && hexadecimal >= 26 && digits >= 8;
    (well_formed || nearly).then_some(FoundGuid { span, text, well_formed })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TENANT: &str = "72f988bf-86f1-41af-91ab-2d7cd011db47";

    fn first(text: &str) -> Match {
        find(text).first().expect("something like a GUID").compare(TENANT)
    }

    #[test]
    fn the_same_guid_is_found_in_any_case_and_dress() {
        assert_eq!(first("Tenant ID: {72F988BF-86F1-41AF-91AB-2D7CD011DB47}."), Match::Exact);
    }

    #[test]
    fn a_misread_digit_is_near() {
        assert_eq!(first("72f9888f-86f1-41af-91ab-2d7cd011db47"), Match::Near(1));
        assert_eq!(first("72f988bf-86f1-41af-91ab-2d7cd011db41"), Match::Near(1));
        assert_eq!(first("72f988bf-86f1-4laf-91ab-2d7cdo11db47"), Match::Near(2));
    }

    #[test]
    fn a_missing_digit_makes_it_malformed() {
        assert_eq!(first("72f988bf-86f1-41af-91ab-2d7cd011db4"), Match::Malformed);
        assert_eq!(first("EBD0569-A643-46F4-94A0-194EF73B85A2"), Match::Malformed);
    }

    #[test]
    fn another_one_is_foreign() {
        assert_eq!(first("45e6435d-dc1c-42e3-89be-e72e6c8f072d"), Match::Foreign);
    }

    #[test]
    fn a_stamp_without_hyphens_is_no_guid() {
        assert!(find("098C77187874542ABA164484C281E7731").is_empty());
        assert!(find("a-very-long-hyphenated-expression-here").is_empty());
    }
}
