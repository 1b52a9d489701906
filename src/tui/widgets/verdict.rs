//! Verdicts and signals as signs and words.
//!
//! What a person judged is a solid badge; what the engine found is a plain sign. The two cannot be confused, with
//! or without colour.

use crate::domain::{Signal, Verdict};
use crate::tui::glyphs::Glyphs;
use crate::tui::theme::{Theme, Tint};
use ratatui::text::Span;

/// The meaning of a verdict; `None` is a cell nobody has judged.
pub const fn verdict_tint(verdict: Option<Verdict>) -> Tint {
    match verdict {
        Some(Verdict::Met) => Tint::Met,
        Some(Verdict::NotMet) => Tint::NotMet,
        Some(Verdict::Unclear) => Tint::Unclear,
        Some(Verdict::NotApplicable) => Tint::NotApplicable,
        None => Tint::Unset,
    }
}

/// Columns of the widest badge.
pub const BADGE_WIDTH: usize = 11;

/// The word on a badge.
pub const fn verdict_word(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Met) => "met",
        Some(Verdict::NotMet) => "not met",
        Some(Verdict::Unclear) => "unclear",
        Some(Verdict::NotApplicable) => "n/a",
        None => "open",
    }
}

/// The badge of a verdict in force, padded to [`BADGE_WIDTH`]. A cell that a rule settled is not a solid badge:
/// no person judged it.
pub fn verdict_badge(
    verdict: Option<Verdict>,
    by_person: bool,
    theme: Theme,
    glyphs: &Glyphs,
) -> [Span<'static>; 2] {
    let text = format!(" {} {} ", glyphs.verdict(verdict), verdict_word(verdict));
    let rest = " ".repeat(BADGE_WIDTH.saturating_sub(text.chars().count()));
    let tint = verdict_tint(verdict);
    let style = if by_person && verdict.is_some() { theme.badge(tint) } else { theme.style(tint) };
    [Span::styled(text, style), Span::raw(rest)]
}

/// The sign of what the engine found.
pub fn signal_sign(signal: Option<Signal>, theme: Theme, glyphs: &Glyphs) -> Span<'static> {
    match signal {
        Some(Signal::Strong) => Span::styled(glyphs.signal(Signal::Strong), theme.style(Tint::Info)),
        Some(Signal::Weak) => Span::styled(glyphs.signal(Signal::Weak), theme.style(Tint::Info)),
        Some(other) => Span::styled(glyphs.signal(other), theme.style(Tint::Faint)),
        None => Span::raw(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::glyphs::{ASCII, UNICODE};
    use crate::tui::theme::ThemeName;

    #[test]
    fn every_badge_has_the_same_width() {
        let theme = Theme::new(ThemeName::Dark);
        let verdicts = Verdict::ALL.iter().copied().map(Some).chain([None]);
        for verdict in verdicts {
            for glyphs in &[UNICODE, ASCII] {
                let width: usize = verdict_badge(verdict, true, theme, glyphs).iter().map(Span::width).sum();
                assert_eq!(width, BADGE_WIDTH, "{verdict:?}");
            }
        }
    }

    #[test]
    fn only_a_persons_verdict_is_solid() {
        let theme = Theme::new(ThemeName::Dark);
        let [person, _] = verdict_badge(Some(Verdict::NotApplicable), true, theme, &UNICODE);
        let [rule, _] = verdict_badge(Some(Verdict::NotApplicable), false, theme, &UNICODE);
        assert!(person.style.bg.is_some());
        assert!(rule.style.bg.is_none());
    }
}
