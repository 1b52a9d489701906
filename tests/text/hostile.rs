//! Small hostile texts, copied from the corpus that every reader of outside text has to survive.

/// File name and text of each.
pub(crate) const TEXTS: &[(&str, &str)] = &[
    ("arabic_hebrew_ok.txt", include_str!("hostile/arabic_hebrew_ok.txt")),
    ("bidi_isolates.txt", include_str!("hostile/bidi_isolates.txt")),
    ("bidi_marks.txt", include_str!("hostile/bidi_marks.txt")),
    ("bidi_rlo.txt", include_str!("hostile/bidi_rlo.txt")),
    ("bidi_unbalanced.txt", include_str!("hostile/bidi_unbalanced.txt")),
    ("bs_overwrite.txt", include_str!("hostile/bs_overwrite.txt")),
    ("c0_all.txt", include_str!("hostile/c0_all.txt")),
    ("c1_utf8.txt", include_str!("hostile/c1_utf8.txt")),
    ("cr_overwrite.txt", include_str!("hostile/cr_overwrite.txt")),
    ("emoji_wide.txt", include_str!("hostile/emoji_wide.txt")),
    ("empty.txt", include_str!("hostile/empty.txt")),
    ("esc_clear_spoof.txt", include_str!("hostile/esc_clear_spoof.txt")),
    ("esc_csi21t_title_report.txt", include_str!("hostile/esc_csi21t_title_report.txt")),
    ("esc_decrqss.txt", include_str!("hostile/esc_decrqss.txt")),
    ("esc_decset.txt", include_str!("hostile/esc_decset.txt")),
    ("esc_nested.txt", include_str!("hostile/esc_nested.txt")),
    ("esc_osc0_title.txt", include_str!("hostile/esc_osc0_title.txt")),
    ("esc_osc52_clipboard.txt", include_str!("hostile/esc_osc52_clipboard.txt")),
    ("esc_osc8_link.txt", include_str!("hostile/esc_osc8_link.txt")),
    ("esc_sgr.txt", include_str!("hostile/esc_sgr.txt")),
    ("esc_sixel_kitty_iterm.txt", include_str!("hostile/esc_sixel_kitty_iterm.txt")),
    ("esc_split.txt", include_str!("hostile/esc_split.txt")),
    ("esc_unterminated_dcs.txt", include_str!("hostile/esc_unterminated_dcs.txt")),
    ("esc_unterminated_osc.txt", include_str!("hostile/esc_unterminated_osc.txt")),
    ("fake_ui.txt", include_str!("hostile/fake_ui.txt")),
    ("hangul_filler.txt", include_str!("hostile/hangul_filler.txt")),
    ("homoglyph_digits.txt", include_str!("hostile/homoglyph_digits.txt")),
    ("homoglyph_name.txt", include_str!("hostile/homoglyph_name.txt")),
    ("llm_injection.txt", include_str!("hostile/llm_injection.txt")),
    ("ls_ps_nel.txt", include_str!("hostile/ls_ps_nel.txt")),
    ("noncharacters.txt", include_str!("hostile/noncharacters.txt")),
    ("nul_in_text.txt", include_str!("hostile/nul_in_text.txt")),
    ("only_bom.txt", include_str!("hostile/only_bom.txt")),
    ("tabs.txt", include_str!("hostile/tabs.txt")),
    ("tags_smuggle.txt", include_str!("hostile/tags_smuggle.txt")),
    ("variation_selectors.txt", include_str!("hostile/variation_selectors.txt")),
    ("zalgo.txt", include_str!("hostile/zalgo.txt")),
    ("zero_width.txt", include_str!("hostile/zero_width.txt")),
];

/// The text of this file name.
pub(crate) fn text(file_name: &str) -> &'static str {
    TEXTS.iter().find(|(name, _)| *name == file_name).map(|(_, text)| *text).expect("a file of the corpus")
}
