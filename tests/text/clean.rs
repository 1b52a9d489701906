//! What reaches the terminal.

use super::hostile;
use proofdesk::text::{Span, clean};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

fn shown(line: &str) -> String {
    clean::line(line, 0).into_iter().map(|piece| piece.text).collect()
}

/// Whether a terminal could be steered, or a reader misled, by this character.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{200B}' | '\u{200C}' | '\u{200E}'
            | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E000}'..='\u{F8FF}' | '\u{FDD0}'..='\u{FDEF}'
            | '\u{FE00}'..='\u{FE0D}' | '\u{E0000}'..='\u{E0FFF}' | '\u{F0000}'..='\u{10FFFF}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

fn assert_safe(line: &str) {
    let pieces = clean::line(line, 0);
    let mut at = 0;
    for piece in &pieces {
        assert_eq!(piece.span.start, at, "spans tile {line:?}");
        assert!(piece.span.of(line).is_some_and(|text| !text.is_empty()));
        at = piece.span.end;
    }
    assert_eq!(at, line.len());
    let text: String = pieces.into_iter().map(|piece| piece.text).collect();
    assert_eq!(text.chars().find(|&c| is_unsafe(c)), None, "{line:?} became {text:?}");
    assert_eq!(shown(&text), text, "cleaning twice is cleaning once");
    assert_eq!(clean::hidden(&text), 0);
}

/// Text rich in everything that is treated specially.
fn odd_text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        '\0',
        '\u{8}',
        '\t',
        '\r',
        '\u{1B}',
        '[',
        'm',
        ' ',
        'a',
        '1',
        '#',
        '字',
        '\u{7F}',
        '\u{9B}',
        '\u{AD}',
        '\u{301}',
        '\u{20E3}',
        '\u{200B}',
        '\u{200D}',
        '\u{202E}',
        '\u{2066}',
        '\u{FE00}',
        '\u{FE0F}',
        '\u{FEFF}',
        '😀',
        '👩',
        '❤',
        '©',
        '\u{1F3FD}',
        '\u{1F1E9}',
        '\u{E0041}',
        '\u{E000}',
        '\u{FFFF}',
        '\u{3164}',
        '⟨',
        '⟩',
        '\u{1161}',
        '\u{1100}',
        '\u{E33}',
        '\u{FF9E}',
        '\u{5D0}',
        '×',
    ]);
    let c = prop_oneof![4 => special, 1 => any::<char>()];
    proptest::collection::vec(c, 0..60).prop_map(|chars| chars.into_iter().filter(|&c| c != '\n').collect())
}

proptest! {
    #[test]
    fn whatever_comes_in_is_safe_tiled_and_stable(line in odd_text()) {
        assert_safe(&line);
    }

    #[test]
    fn a_joiner_or_selector_is_drawn_only_inside_an_emoji(line in odd_text()) {
        let text: Vec<char> = shown(&line).chars().collect();
        for (at, c) in text.iter().enumerate() {
            if *c == '\u{200D}' {
                prop_assert!(at > 0 && at + 1 < text.len());
                prop_assert!(!text[at - 1].is_alphanumeric() && !text[at + 1].is_alphanumeric());
            }
            if *c == '\u{FE0F}' && text[at - 1].is_ascii_digit() {
                prop_assert_eq!(text.get(at + 1), Some(&'\u{20E3}'));
            }
        }
    }

    #[test]
    fn no_character_carries_more_than_four_marks(line in "[a\u{301}\u{302}\u{20D0}]{0,40}") {
        let longest = shown(&line).split(|c: char| c.is_ascii() || "⟨⟩".contains(c)).map(|run| run.chars().count()).max();
        prop_assert!(longest.unwrap_or(0) <= 4);
    }

    #[test]
    fn lines_and_breaks_make_up_the_text(text in "[a\r\n\u{85}\u{2028}\u{2029}\u{301}]{0,40}") {
        let spans = clean::line_spans(&text);
        let mut at = 0;
        for (n, span) in spans.iter().enumerate() {
            let gap = Span::new(at, span.start).of(&text).unwrap();
            prop_assert_eq!(n == 0, gap.is_empty());
            prop_assert!(["", "\n", "\r\n", "\u{85}", "\u{2028}", "\u{2029}"].contains(&gap), "{:?}", gap);
            let breaks = ['\n', '\u{85}', '\u{2028}', '\u{2029}'];
            prop_assert!(!span.of(&text).unwrap().contains(breaks));
            at = span.end;
        }
        prop_assert_eq!(at, text.len());
    }
}

#[test]
fn every_hostile_text_is_safe_line_by_line() {
    for (_, text) in hostile::TEXTS {
        for span in clean::line_spans(text) {
            assert_safe(span.of(text).unwrap());
        }
    }
}

#[test]
fn tokens_name_what_they_stand_for() {
    assert_eq!(shown("a\u{1B}[31mb\rc\u{8}"), "a⟨ESC⟩[31mb⟨0D⟩c⟨08⟩");
    assert_eq!(shown("x\u{202E}y\u{200B}\u{AD}\u{9B}"), "x⟨U+202E⟩y⟨U+200B⟩⟨U+00AD⟩⟨9B⟩");
    assert_eq!(shown("\0\0\0z"), "⟨00 ×3⟩z");
    assert_eq!(clean::hidden("a\u{1B}b\n\u{FEFF}c"), 2);
}

#[test]
fn both_amounts_stay_visible_when_one_overprints_the_other() {
    assert_eq!(
        shown(hostile::text("cr_overwrite.txt").trim_end_matches('\n')),
        "Amount: 90,000 EUR⟨0D⟩Amount: 9,000 EUR "
    );
}

#[test]
fn letters_written_from_right_to_left_are_no_reason_for_a_token() {
    let text = hostile::text("arabic_hebrew_ok.txt");
    assert_eq!(clean::hidden(text), 0);
    assert_eq!(clean::one_line(text.trim_end()), text.trim_end());
}

#[test]
fn known_emoji_are_drawn_whole() {
    let text = hostile::text("emoji_wide.txt").trim_end();
    assert_eq!(shown(text), text);
    assert_eq!(shown("👍🏽 ©️ 1️⃣"), "👍🏽 ©️ 1️⃣");
    assert_eq!(shown("a\u{FE0F}"), "a⟨U+FE0F⟩");
}

#[test]
fn a_tab_reaches_the_next_stop_by_display_column() {
    assert_eq!(shown("qty\tprice\ttotal"), "qty     price   total");
    assert_eq!(shown("字\t|").width(), 9);
    assert_eq!(shown("\u{1B}\t|"), "⟨ESC⟩   |");
}

#[test]
fn piled_up_marks_are_counted() {
    assert_eq!(shown(&format!("a{}b", "\u{301}".repeat(7))), format!("a{}⟨+3 marks⟩b", "\u{301}".repeat(4)));
    assert_eq!(shown("\u{301}a"), "⟨+1 mark⟩a");
}

#[test]
fn a_name_fits_one_line() {
    assert_eq!(clean::one_line("Report\tfinal\r\nv2\u{202E}.pdf"), "Report final v2⟨U+202E⟩.pdf");
}

#[test]
fn an_offset_shifts_every_span() {
    let spans: Vec<Span> = clean::line("a\u{1B}ü", 100).into_iter().map(|piece| piece.span).collect();
    assert_eq!(spans, [Span::new(100, 101), Span::new(101, 102), Span::new(102, 104)]);
}

#[test]
fn a_line_of_a_megabyte_takes_no_disproportionate_work() {
    let plain = "x".repeat(1_000_000);
    assert_eq!(clean::line(&plain, 0).len(), 1);
    let marks = format!("a{}", "\u{301}".repeat(100_000));
    assert_eq!(clean::line(&marks, 0).len(), 2);
    let tabs = "\t".repeat(100_000);
    assert_eq!(clean::line(&tabs, 0).len(), 100_000);
    let mixed = "a\u{200B}\u{1B}\t".repeat(100_000);
    assert_eq!(clean::hidden(&mixed), 200_000);
}
