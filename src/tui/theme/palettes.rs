//! The colours of every theme, and nothing else.
//!
//! Contrast and distance between the status colours, also as colour-blind people see them, are tests.

use super::ThemeName;
use ratatui::style::{Color, Modifier, Style};

/// How one meaning is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// The terminal's default.
    Plain,
    /// A true colour.
    Rgb(u8, u8, u8),
    /// One of the terminal's sixteen colours.
    Ansi(Color),
    /// No colour but a way to write.
    Mark(Modifier),
}

impl Paint {
    /// As the colour of text.
    pub fn fore(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Rgb(r, g, b) => Style::new().fg(Color::Rgb(r, g, b)),
            Self::Ansi(colour) => Style::new().fg(colour),
            Self::Mark(modifier) => Style::new().add_modifier(modifier),
        }
    }

    /// As the ground of text.
    pub fn back(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Rgb(r, g, b) => Style::new().bg(Color::Rgb(r, g, b)),
            Self::Ansi(colour) => Style::new().bg(colour),
            Self::Mark(modifier) => Style::new().add_modifier(modifier),
        }
    }

    /// As a solid badge with text of another colour.
    pub fn solid(self, text: Self) -> Style {
        match (self, text) {
            (Self::Rgb(..), Self::Rgb(..)) => self.back().patch(text.fore()).add_modifier(Modifier::BOLD),
            _ => self.fore().add_modifier(Modifier::REVERSED | Modifier::BOLD),
        }
    }
}

/// What a theme is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the documentation; `Tint` says what they are for")]
pub struct Palette {
    pub bg: Paint,
    pub panel: Paint,
    pub selection: Paint,
    pub overlay: Paint,
    pub fg: Paint,
    pub dim: Paint,
    pub faint: Paint,
    pub border: Paint,
    pub border_focus: Paint,
    pub shaded: Paint,
    pub accent: Paint,
    pub on_accent: Paint,
    pub ok: Paint,
    pub warn: Paint,
    pub bad: Paint,
    pub info: Paint,
    pub conflict: Paint,
    pub training: Paint,
    pub evidence: [Paint; 6],
    pub matched: Paint,
    pub matched_current: Paint,
}

const fn rgb(hex: u32) -> Paint {
    let [_, r, g, b] = hex.to_be_bytes();
    Paint::Rgb(r, g, b)
}

const DARK: Palette = Palette {
    bg: rgb(0x11_15_1c),
    panel: rgb(0x17_1c_26),
    selection: rgb(0x2a_35_50),
    overlay: rgb(0x1d_24_31),
    fg: rgb(0xe3_e8_f1),
    dim: rgb(0xa3_af_c2),
    faint: rgb(0x7d_8a_a0),
    border: rgb(0x3f_4b_60),
    border_focus: rgb(0x7c_b7_ff),
    shaded: rgb(0x3f_4b_60),
    accent: rgb(0x7c_b7_ff),
    on_accent: rgb(0x0b_10_17),
    ok: rgb(0x95_ea_a2),
    warn: rgb(0xf3_c1_4f),
    bad: rgb(0xf4_81_76),
    info: rgb(0x6e_d3_e7),
    conflict: rgb(0xe7_9b_ff),
    training: rgb(0xff_a9_6b),
    evidence: [
        rgb(0x1d_4a_3a),
        rgb(0x1f_3f_66),
        rgb(0x55_43_1a),
        rgb(0x4a_2f_63),
        rgb(0x5a_2f_3c),
        rgb(0x3a_41_48),
    ],
    matched: rgb(0x6b_5a_12),
    matched_current: rgb(0xf2_c1_4e),
};

const LIGHT: Palette = Palette {
    bg: rgb(0xfb_fb_f9),
    panel: rgb(0xf3_f3_ef),
    selection: rgb(0xdf_e9_fb),
    overlay: rgb(0xff_ff_ff),
    fg: rgb(0x1b_21_30),
    dim: rgb(0x4c_56_6a),
    faint: rgb(0x66_70_85),
    border: rgb(0xb4_ba_c6),
    border_focus: rgb(0x0b_5c_c4),
    shaded: rgb(0xb4_ba_c6),
    accent: rgb(0x0b_5c_c4),
    on_accent: rgb(0xff_ff_ff),
    ok: rgb(0x0d_76_50),
    warn: rgb(0x82_63_00),
    bad: rgb(0x89_00_00),
    info: rgb(0x24_57_c2),
    conflict: rgb(0x8a_2b_b0),
    training: rgb(0xa8_3e_00),
    evidence: [
        rgb(0xcd_ee_db),
        rgb(0xcf_e3_ff),
        rgb(0xfb_e8_b0),
        rgb(0xe9_d8_fb),
        rgb(0xfb_d9_de),
        rgb(0xe2_e5_ea),
    ],
    matched: rgb(0xff_e5_8a),
    matched_current: rgb(0x8a_5a_00),
};

const HIGH_CONTRAST: Palette = Palette {
    bg: rgb(0x00_00_00),
    panel: rgb(0x00_00_00),
    selection: rgb(0x00_3a_8c),
    overlay: rgb(0x00_00_00),
    fg: rgb(0xff_ff_ff),
    dim: rgb(0xe0_e0_e0),
    faint: rgb(0xc0_c0_c0),
    border: rgb(0xff_ff_ff),
    border_focus: rgb(0xff_ff_00),
    shaded: rgb(0x70_70_70),
    accent: rgb(0xff_ff_00),
    on_accent: rgb(0x00_00_00),
    ok: rgb(0x58_ff_8b),
    warn: rgb(0xff_d2_49),
    bad: rgb(0xff_9c_94),
    info: rgb(0x85_e2_f6),
    conflict: rgb(0xff_a6_ff),
    training: rgb(0xff_a0_40),
    evidence: [
        rgb(0x00_45_1f),
        rgb(0x00_3a_8c),
        rgb(0x4d_3a_00),
        rgb(0x4a_0f_73),
        rgb(0x6b_0f_24),
        rgb(0x33_33_33),
    ],
    matched: rgb(0x66_55_00),
    matched_current: rgb(0xff_ff_00),
};

const COLOUR_BLIND: Palette = Palette {
    bg: rgb(0x10_14_1a),
    panel: rgb(0x16_1b_23),
    selection: rgb(0x2b_36_48),
    overlay: rgb(0x1c_23_30),
    fg: rgb(0xe8_eb_f0),
    dim: rgb(0xab_b4_c2),
    faint: rgb(0x85_90_a2),
    border: rgb(0x44_50_66),
    border_focus: rgb(0xf0_f4_ff),
    shaded: rgb(0x44_50_66),
    accent: rgb(0xf0_f4_ff),
    on_accent: rgb(0x10_14_1a),
    ok: rgb(0x4d_a6_ff),
    warn: rgb(0xf7_e0_6e),
    bad: rgb(0xff_8a_1f),
    info: rgb(0x9f_d8_f5),
    conflict: rgb(0xe6_a3_d0),
    training: rgb(0xc9_b8_ff),
    evidence: [
        rgb(0x12_39_5f),
        rgb(0x3a_3f_4a),
        rgb(0x54_47_0a),
        rgb(0x4b_2b_45),
        rgb(0x5e_32_08),
        rgb(0x2b_30_36),
    ],
    matched: rgb(0x6b_5f_12),
    matched_current: rgb(0xf7_e0_6e),
};

const COLOUR_BLIND_LIGHT: Palette = Palette {
    bg: rgb(0xfc_fc_fa),
    panel: rgb(0xf4_f4_f1),
    selection: rgb(0xe4_ec_f6),
    overlay: rgb(0xff_ff_ff),
    fg: rgb(0x1a_1f_2b),
    dim: rgb(0x49_53_66),
    faint: rgb(0x64_6e_80),
    border: rgb(0xb5_bb_c6),
    border_focus: rgb(0x1a_1f_2b),
    shaded: rgb(0xb5_bb_c6),
    accent: rgb(0x1a_1f_2b),
    on_accent: rgb(0xff_ff_ff),
    ok: rgb(0x00_45_97),
    warn: rgb(0x7a_68_00),
    bad: rgb(0x7f_21_00),
    info: rgb(0x14_71_97),
    conflict: rgb(0x8f_2d_77),
    training: rgb(0x5a_3f_b0),
    evidence: [
        rgb(0xcf_e4_fb),
        rgb(0xdd_d8_f8),
        rgb(0xfa_f0_b8),
        rgb(0xf3_dc_ec),
        rgb(0xfd_e0_c8),
        rgb(0xd9_dc_d6),
    ],
    matched: rgb(0xf4_e0_7a),
    matched_current: rgb(0x75_60_00),
};

/// The terminal's own colours; never bright black, which some terminals paint like the ground.
pub const ANSI16: Palette = Palette {
    bg: Paint::Plain,
    panel: Paint::Plain,
    selection: Paint::Mark(Modifier::REVERSED),
    overlay: Paint::Plain,
    fg: Paint::Plain,
    dim: Paint::Mark(Modifier::DIM),
    faint: Paint::Mark(Modifier::DIM),
    border: Paint::Mark(Modifier::DIM),
    border_focus: Paint::Ansi(Color::Blue),
    shaded: Paint::Mark(Modifier::DIM),
    accent: Paint::Ansi(Color::Blue),
    on_accent: Paint::Plain,
    ok: Paint::Ansi(Color::Green),
    warn: Paint::Ansi(Color::Yellow),
    bad: Paint::Ansi(Color::Red),
    info: Paint::Ansi(Color::Cyan),
    conflict: Paint::Ansi(Color::Magenta),
    training: Paint::Ansi(Color::Magenta),
    evidence: [Paint::Mark(Modifier::UNDERLINED); 6],
    matched: Paint::Mark(Modifier::REVERSED),
    matched_current: Paint::Mark(Modifier::REVERSED),
};

const MONO: Palette = Palette {
    border_focus: Paint::Mark(Modifier::BOLD),
    accent: Paint::Mark(Modifier::BOLD),
    ok: Paint::Plain,
    warn: Paint::Plain,
    bad: Paint::Mark(Modifier::BOLD),
    info: Paint::Plain,
    conflict: Paint::Mark(Modifier::BOLD),
    training: Paint::Mark(Modifier::BOLD),
    ..ANSI16
};

/// The colours of a theme.
pub(super) const fn of(name: ThemeName) -> Palette {
    match name {
        ThemeName::Dark => DARK,
        ThemeName::Light => LIGHT,
        ThemeName::HighContrast => HIGH_CONTRAST,
        ThemeName::ColourBlind => COLOUR_BLIND,
        ThemeName::ColourBlindLight => COLOUR_BLIND_LIGHT,
        ThemeName::Ansi16 => ANSI16,
        ThemeName::Mono => MONO,
    }
}
