//! Text cut and padded to an exact number of cells; nothing is cut without a sign.

use crate::tui::glyphs::Glyphs;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Cells a text takes.
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// Cuts a text to at most this many cells, with an ellipsis where something is missing.
pub fn fit(text: &str, cells: usize, glyphs: &Glyphs) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let room = cells.saturating_sub(width(glyphs.ellipsis));
    let mut used = 0;
    let mut cut: String = text
        .graphemes(true)
        .take_while(|cluster| {
            used += cluster.width();
            used <= room
        })
        .collect();
    if cells > 0 {
        cut.push_str(glyphs.ellipsis);
    }
    cut
}

/// Cuts or fills a text to exactly this many cells.
pub fn pad(text: &str, cells: usize, glyphs: &Glyphs) -> String {
    let mut fitted = fit(text, cells, glyphs);
    let missing = cells.saturating_sub(width(&fitted));
    fitted.extend(std::iter::repeat_n(' ', missing));
    fitted
}

/// Like [`pad`], but flush right.
pub fn pad_left(text: &str, cells: usize, glyphs: &Glyphs) -> String {
    let fitted = fit(text, cells, glyphs);
    " ".repeat(cells.saturating_sub(width(&fitted))) + &fitted
}

/// Breaks a text at blanks into lines of at most this many cells; a longer word is broken inside.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            if !line.is_empty() && width(&line) + 1 + width(word) > cells {
                lines.push(std::mem::take(&mut line));
            } else if !line.is_empty() {
                line.push(' ');
            }
            for cluster in word.graphemes(true) {
                if width(&line) + cluster.width() > cells {
                    lines.push(std::mem::take(&mut line));
                }
                line.push_str(cluster);
            }
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::glyphs::{ASCII, UNICODE};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn padding_is_exact_for_any_text(text in "\\PC{0,40}", cells in 1_usize..60) {
            prop_assert_eq!(width(&pad(&text, cells, &UNICODE)), cells);
            prop_assert_eq!(width(&pad_left(&text, cells, &ASCII)), cells);
        }

        #[test]
        fn wrapping_loses_no_letter(text in "[a-z\u{4e00}-\u{4e10} ]{0,80}", cells in 2_usize..20) {
            let lines = wrap(&text, cells);
            prop_assert!(lines.iter().all(|line| width(line) <= cells));
            let bare = |text: &str| text.replace(' ', "");
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
        }
    }

    #[test]
    fn a_cut_is_always_visible() {
        assert_eq!(fit("Tailspin Toys", 8, &UNICODE), "Tailspi…");
        assert_eq!(fit("東京ワイド", 6, &UNICODE), "東京…");
        assert_eq!(fit("abc", 3, &ASCII), "abc");
    }
}
