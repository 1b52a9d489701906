//! Fixed lists of folded words, written as one text and looked up in constant time.

use std::collections::HashSet;
use std::sync::LazyLock;

/// A list of words, made when it is first asked.
pub type Lexicon = LazyLock<HashSet<&'static str>>;

/// The words of a text parted by blanks, each folded as by [`super::names::words`].
pub fn lexicon(words: &'static str) -> HashSet<&'static str> {
    words.split_whitespace().collect()
}
