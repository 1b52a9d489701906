//! Themes by meaning: widgets ask what a thing means, never for a colour.
//!
//! Every meaning is also carried by a sign, a word or a position, so a theme without colour loses nothing.

mod palettes;

pub use palettes::{ANSI16, Paint, Palette};

use ratatui::style::{Modifier, Style};

/// What a piece of text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tint {
    /// The whole screen: background and plain text.
    Base,
    /// Background of side panes.
    Panel,
    /// Background of dialogs.
    Overlay,
    /// Plain text.
    Text,
    /// Text that explains.
    Muted,
    /// Text that may be overlooked.
    Faint,
    /// A title.
    Title,
    /// Border of a pane without the focus.
    Border,
    /// Border of the pane with the focus.
    BorderFocused,
    /// A key to press.
    Key,
    /// The product's name and other badges of the frame.
    Badge,
    /// Training, as opposed to real work.
    Training,
    /// Met, approved, time enough.
    Met,
    /// Unclear, action required, time short.
    Unclear,
    /// Not met, rejected, time over.
    NotMet,
    /// Not applicable.
    NotApplicable,
    /// Nobody has judged it yet.
    Unset,
    /// Partly, for information.
    Info,
    /// Cannot be done.
    Warning,
    /// Failed.
    Error,
    /// Another partner is concerned.
    Conflict,
    /// Text a suggestion for R1 to R6 points at (1 to 6).
    Evidence(u8),
    /// A search hit.
    Match,
    /// The search hit under the cursor.
    MatchCurrent,
    /// A token that stands for a character that would not be visible.
    Token,
}

impl Tint {
    /// Every meaning.
    pub const ALL: [Self; 30] = [
        Self::Base,
        Self::Panel,
        Self::Overlay,
        Self::Text,
        Self::Muted,
        Self::Faint,
        Self::Title,
        Self::Border,
        Self::BorderFocused,
        Self::Key,
        Self::Badge,
        Self::Training,
        Self::Met,
        Self::Unclear,
        Self::NotMet,
        Self::NotApplicable,
        Self::Unset,
        Self::Info,
        Self::Warning,
        Self::Error,
        Self::Conflict,
        Self::Evidence(1),
        Self::Evidence(2),
        Self::Evidence(3),
        Self::Evidence(4),
        Self::Evidence(5),
        Self::Evidence(6),
        Self::Match,
        Self::MatchCurrent,
        Self::Token,
    ];
}

/// Names a theme that ships with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ThemeName {
    /// Light text on a dark ground.
    Dark,
    /// Dark text on a light ground.
    Light,
    /// The strongest contrast.
    HighContrast,
    /// Blue, orange and yellow on a dark ground.
    ColourBlind,
    /// Blue, orange and yellow on a light ground.
    ColourBlindLight,
    /// The terminal's own sixteen colours.
    Ansi16,
    /// No colour at all.
    Mono,
}

impl ThemeName {
    /// All themes, in the order they are offered.
    pub const ALL: [Self; 7] = [
        Self::Dark,
        Self::Light,
        Self::HighContrast,
        Self::ColourBlind,
        Self::ColourBlindLight,
        Self::Ansi16,
        Self::Mono,
    ];

    /// The word used in settings.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high-contrast",
            Self::ColourBlind => "colour-blind",
            Self::ColourBlindLight => "colour-blind-light",
            Self::Ansi16 => "ansi16",
            Self::Mono => "mono",
        }
    }

    /// One line that helps to choose.
    pub const fn detail(self) -> &'static str {
        match self {
            Self::Dark => "Light text on a dark ground.",
            Self::Light => "Dark text on a light ground.",
            Self::HighContrast => "White and bright colours on black.",
            Self::ColourBlind => "Blue, orange and yellow on a dark ground.",
            Self::ColourBlindLight => "Blue, orange and yellow on a light ground.",
            Self::Ansi16 => "The sixteen colours your terminal is set to.",
            Self::Mono => "No colour: bold, underline and reverse only.",
        }
    }

    /// Finds a theme by its word.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.word() == word)
    }
}

/// A theme ready to draw with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Its name.
    pub name: ThemeName,
    palette: Palette,
}

impl Theme {
    /// The theme of this name.
    pub const fn new(name: ThemeName) -> Self {
        Self { name, palette: palettes::of(name) }
    }

    /// The colours it is made of.
    pub const fn palette(&self) -> &Palette {
        &self.palette
    }

    /// The style of a meaning. Meanings of text set no background, so they can lie on any.
    pub fn style(&self, tint: Tint) -> Style {
        let p = &self.palette;
        match tint {
            Tint::Base => p.fg.fore().patch(p.bg.back()),
            Tint::Panel => p.fg.fore().patch(p.panel.back()),
            Tint::Overlay => p.fg.fore().patch(p.overlay.back()),
            Tint::Text => p.fg.fore(),
            Tint::Muted | Tint::NotApplicable => p.dim.fore(),
            Tint::Faint | Tint::Unset => p.faint.fore(),
            Tint::Title => p.fg.fore().add_modifier(Modifier::BOLD),
            Tint::Border => p.border.fore(),
            Tint::BorderFocused => p.border_focus.fore(),
            Tint::Key => p.accent.fore().add_modifier(Modifier::BOLD),
            Tint::Badge => self.solid(p.accent),
            Tint::Training => p.training.fore().add_modifier(Modifier::BOLD),
            Tint::Met => p.ok.fore(),
            Tint::Unclear | Tint::Warning => p.warn.fore(),
            Tint::NotMet | Tint::Error => p.bad.fore(),
            Tint::Info => p.info.fore(),
            Tint::Conflict => p.conflict.fore(),
            Tint::Evidence(number) => {
                let at = usize::from(number.saturating_sub(1)).min(p.evidence.len() - 1);
                p.evidence.get(at).copied().unwrap_or(Paint::Plain).back()
            }
            Tint::Match => p.matched.back(),
            Tint::MatchCurrent => self.solid(p.matched_current),
            Tint::Token => p.conflict.fore().add_modifier(Modifier::REVERSED),
        }
    }

    /// A solid badge in the colour of a meaning: what a person judged, as opposed to what was found.
    pub fn badge(&self, tint: Tint) -> Style {
        let p = &self.palette;
        match tint {
            Tint::Met => self.solid(p.ok),
            Tint::Unclear | Tint::Warning => self.solid(p.warn),
            Tint::NotMet | Tint::Error => self.solid(p.bad),
            Tint::Info => self.solid(p.info),
            Tint::Conflict => self.solid(p.conflict),
            Tint::Training => self.solid(p.training),
            Tint::NotApplicable | Tint::Muted => self.solid(p.dim),
            _ => self.solid(p.accent),
        }
    }

    /// Laid over the style of whatever is selected.
    pub fn selection(&self) -> Style {
        self.palette.selection.back().add_modifier(Modifier::BOLD)
    }

    /// Laid over everything behind a dialog.
    pub fn shade(&self) -> Style {
        let style = self.palette.shaded.fore().patch(self.palette.bg.back());
        style.remove_modifier(Modifier::BOLD | Modifier::REVERSED | Modifier::UNDERLINED)
    }

    fn solid(&self, paint: Paint) -> Style {
        paint.solid(self.palette.on_accent)
    }
}
