//! What a character may do on a terminal.
//!
//! A character that draws nothing, moves the cursor, reorders its neighbours or has no agreed look is odd.

use unicode_normalization::char::is_combining_mark;

/// Zero width joiner, drawn only between two pictures.
pub(super) const JOINER: char = '\u{200D}';

/// How a character behaves when drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nature {
    /// Takes its own place.
    Plain,
    /// Takes its own place and can be part of an emoji sequence.
    Picture,
    /// Is drawn onto the character before.
    Stacking,
    /// Colours the picture before.
    SkinTone,
    /// Chooses the look of the character before.
    Selector,
    /// Joins two pictures.
    Joiner,
    /// Horizontal tab.
    Tab,
    /// Must not be drawn.
    Odd,
}

pub(super) fn nature(c: char) -> Nature {
    match c {
        '\t' => Nature::Tab,
        ' '..='~' => Nature::Plain,
        JOINER => Nature::Joiner,
        '\u{FE0E}' | '\u{FE0F}' => Nature::Selector,
        '\u{1F3FB}'..='\u{1F3FF}' => Nature::SkinTone,
        c if is_odd(c) => Nature::Odd,
        // Letters by category, yet drawn as part of the character before: half-width sound marks, Thai and Lao am.
        '\u{FF9E}' | '\u{FF9F}' | '\u{0E33}' | '\u{0EB3}' => Nature::Stacking,
        c if is_combining_mark(c) || is_chaining(c) => Nature::Stacking,
        c if is_joinable(c) || is_symbol_picture(c) => Nature::Picture,
        _ => Nature::Plain,
    }
}

/// A picture that emoji sequences are joined from.
pub(super) const fn is_joinable(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27BF}' | '\u{2B1B}' | '\u{1F300}'..='\u{1F3FA}' | '\u{1F400}'..='\u{1FAFF}')
}

/// A symbol that a selector turns into a picture.
const fn is_symbol_picture(c: char) -> bool {
    matches!(c,
        '\u{A9}' | '\u{AE}' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2194}'..='\u{21AA}'
        | '\u{231A}'..='\u{23FF}' | '\u{24C2}' | '\u{25AA}'..='\u{25FE}' | '\u{2934}' | '\u{2935}'
        | '\u{2B05}'..='\u{2B55}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}'
        | '\u{1F170}'..='\u{1F251}')
}

/// What a token says about a character.
pub(super) fn label(c: char) -> String {
    match c {
        '\u{1B}' => "ESC".to_owned(),
        '\0'..='\u{9F}' => format!("{:02X}", u32::from(c)),
        _ => format!("U+{:04X}", u32::from(c)),
    }
}

/// A digit or sign that a selector and U+20E3 turn into a keycap.
pub(super) const fn is_keycap_base(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '#' | '*')
}

/// Hangul jamo of the middle and the end of a syllable: they run together without limit.
const fn is_chaining(c: char) -> bool {
    matches!(c, '\u{1161}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FF}')
}

fn is_odd(c: char) -> bool {
    c.is_control() || is_format(c) || is_blank(c) || is_private(c) || u32::from(c) & 0xFFFE == 0xFFFE
}

/// General category Cf and the separators of lines and paragraphs.
const fn is_format(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}' | '\u{890}' | '\u{891}' | '\u{8E2}'
        | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1343F}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Letters, marks and selectors that draw nothing.
const fn is_blank(c: char) -> bool {
    matches!(c,
        '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180D}' | '\u{180F}'
        | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0D}' | '\u{FFA0}')
}

/// Private use and non-characters without the last two of each plane.
const fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FDD0}'..='\u{FDEF}' | '\u{F0000}'..='\u{10FFFF}')
}
