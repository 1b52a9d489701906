//! Signs that double every colour, in Unicode and in plain ASCII.
//!
//! Every sign is one cell wide in every terminal: no emoji, no private-use fonts, no braille.

use crate::domain::{Polarity, Signal, Verdict};
use ratatui::symbols::border;

/// A set of signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    ascii: bool,
    /// Left edge of the selected row.
    pub selected: &'static str,
    /// Text that was cut.
    pub ellipsis: &'static str,
    /// Between the parts of a path: `Queue › 3196451`.
    pub path: &'static str,
    /// Between words of one line.
    pub dot: &'static str,
    /// A dash that means nothing is there.
    pub dash: &'static str,
    /// Another partner claims or holds a workload.
    pub conflict: &'static str,
    /// A decision of this desk is in force.
    pub decided: &'static str,
    /// Skipped by the person at the desk.
    pub skipped: &'static str,
    /// Ascending.
    pub up: &'static str,
    /// Descending.
    pub down: &'static str,
    /// Filled part of a meter.
    pub full: &'static str,
    /// Empty part of a meter.
    pub empty: &'static str,
    /// A rule.
    pub line: &'static str,
    /// Left edge of document text.
    pub gutter: &'static str,
    /// Left edge of a pinned or suggested line.
    pub gutter_marked: &'static str,
    /// Text a person attached to a cell.
    pub pin: &'static str,
    /// Caret of a field.
    pub prompt: &'static str,
    /// Leads to.
    pub arrow: &'static str,
    /// Differs from what stands on the other side.
    pub differs: &'static str,
    /// Came back.
    pub back: &'static str,
    /// Differs from the earlier snapshot.
    pub changed: &'static str,
    /// A clock changes the status by itself.
    pub ends: &'static str,
    /// Held here until it is released.
    pub held: &'static str,
    /// Somebody else works on it.
    pub taken: &'static str,
    /// Every key is recorded.
    pub record: &'static str,
}

/// Signs for terminals with Unicode.
pub const UNICODE: Glyphs = Glyphs {
    ascii: false,
    selected: "▌",
    ellipsis: "…",
    path: "›",
    dot: "·",
    dash: "–",
    conflict: "⚑",
    decided: "✓",
    skipped: "»",
    up: "▲",
    down: "▼",
    full: "█",
    empty: "░",
    line: "─",
    gutter: "▏",
    gutter_marked: "▎",
    pin: "◆",
    prompt: "›",
    arrow: "→",
    differs: "≠",
    back: "↩",
    changed: "∆",
    ends: "⊘",
    held: "◷",
    taken: "@",
    record: "●",
};

/// Signs for every terminal.
pub const ASCII: Glyphs = Glyphs {
    ascii: true,
    selected: ">",
    ellipsis: "~",
    path: ">",
    dot: "-",
    dash: "-",
    conflict: "!",
    decided: "*",
    skipped: "s",
    up: "^",
    down: "v",
    full: "#",
    empty: ".",
    line: "-",
    gutter: "|",
    gutter_marked: "#",
    pin: "*",
    prompt: ">",
    arrow: ">",
    differs: "/",
    back: "<",
    changed: "c",
    ends: "x",
    held: "h",
    taken: "@",
    record: "(o)",
};

const ASCII_BORDER: border::Set = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

const ASCII_BORDER_FOCUSED: border::Set = border::Set {
    vertical_left: "#",
    vertical_right: "#",
    horizontal_top: "=",
    horizontal_bottom: "=",
    ..ASCII_BORDER
};

impl Glyphs {
    /// Whether only ASCII is drawn.
    pub fn is_ascii(&self) -> bool {
        self.ascii
    }

    /// The border of a pane; thick where the focus is.
    pub fn border(&self, focused: bool) -> border::Set<'static> {
        match (self.ascii, focused) {
            (true, true) => ASCII_BORDER_FOCUSED,
            (true, false) => ASCII_BORDER,
            (false, true) => border::THICK,
            (false, false) => border::ROUNDED,
        }
    }

    /// The sign of a verdict; `None` is a cell nobody has judged.
    pub fn verdict(&self, verdict: Option<Verdict>) -> &'static str {
        match (self.ascii, verdict) {
            (false, Some(Verdict::Met)) => "✓",
            (false, Some(Verdict::NotMet)) => "✗",
            (true, Some(Verdict::Met)) => "y",
            (true, Some(Verdict::NotMet)) => "x",
            (_, Some(Verdict::Unclear)) => "?",
            (false, Some(Verdict::NotApplicable)) => "–",
            (true, Some(Verdict::NotApplicable)) => "-",
            (false, None) => "·",
            (true, None) => ".",
        }
    }

    /// The sign of what the engine found; never a verdict's sign.
    pub fn signal(&self, signal: Signal) -> &'static str {
        match (self.ascii, signal) {
            (false, Signal::Strong) => "●",
            (false, Signal::Weak) => "◐",
            (false, Signal::None) => "○",
            (true, Signal::Strong) => "O",
            (true, Signal::Weak) => "o",
            (true, Signal::None) => ".",
            (false, Signal::NotApplicable) => "–",
            (true, Signal::NotApplicable) => "-",
        }
    }

    /// The sign of how a candidate speaks.
    pub fn polarity(&self, polarity: Polarity) -> &'static str {
        match polarity {
            Polarity::For => "+",
            Polarity::Against => "!",
            Polarity::Blocker => "#",
        }
    }
}
