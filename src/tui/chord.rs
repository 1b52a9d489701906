//! Keys as people write them: `g q`, `ctrl-k`, `enter`.
//!
//! Only keys that every terminal can send have a name here.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fmt;

/// One key with what is held down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    ctrl: bool,
    alt: bool,
}

/// The text names no key that every terminal can send.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a key; keys are written like j, G, enter, f1, ctrl-k, alt-v, or g q for two in a row")]
pub struct UnknownKey(pub String);

const NAMES: &[(&str, KeyCode, &str)] = &[
    ("enter", KeyCode::Enter, "Enter"),
    ("esc", KeyCode::Esc, "Esc"),
    ("tab", KeyCode::Tab, "Tab"),
    ("backtab", KeyCode::BackTab, "Shift-Tab"),
    ("space", KeyCode::Char(' '), "Space"),
    ("backspace", KeyCode::Backspace, "Backspace"),
    ("delete", KeyCode::Delete, "Delete"),
    ("up", KeyCode::Up, "Up"),
    ("down", KeyCode::Down, "Down"),
    ("left", KeyCode::Left, "Left"),
    ("right", KeyCode::Right, "Right"),
    ("home", KeyCode::Home, "Home"),
    ("end", KeyCode::End, "End"),
    ("pageup", KeyCode::PageUp, "PgUp"),
    ("pagedown", KeyCode::PageDown, "PgDn"),
];

/// Keys that reach the program as another one unless the terminal speaks an extended protocol.
const SENT_AS_ANOTHER: &[char] = &['i', 'm', '[', 'h', 'j'];

impl Chord {
    /// The chord of a key event. Shift is part of the letter.
    pub fn of(key: KeyEvent) -> Self {
        Self {
            code: key.code,
            ctrl: key.modifiers.contains(KeyModifiers::CONTROL),
            alt: key.modifiers.contains(KeyModifiers::ALT),
        }
    }

    /// Reads one chord.
    pub fn parse(text: &str) -> Result<Self, UnknownKey> {
        let chord = Self::read(text)?;
        if chord.needs_extended_terminal() { Err(UnknownKey(text.to_owned())) } else { Ok(chord) }
    }

    /// Reads one chord as [`Self::written`] gives it, also one that only some terminals send.
    pub fn read(text: &str) -> Result<Self, UnknownKey> {
        let unknown = || UnknownKey(text.to_owned());
        let (mut rest, mut ctrl, mut alt) = (text, false, false);
        loop {
            if let Some(bare) = rest.strip_prefix("ctrl-").filter(|bare| !bare.is_empty()) {
                (rest, ctrl) = (bare, true);
            } else if let Some(bare) = rest.strip_prefix("alt-").filter(|bare| !bare.is_empty()) {
                (rest, alt) = (bare, true);
            } else {
                break;
            }
        }
        let code = Self::code(rest).ok_or_else(unknown)?;
        Ok(Self { code, ctrl, alt })
    }

    /// The chord as `keys.toml` and logs of keys have it; `None` for a key without a name, which does nothing.
    pub fn written(self) -> Option<String> {
        let name = match (NAMES.iter().find(|(_, code, _)| *code == self.code), self.code) {
            (Some((name, ..)), _) => (*name).to_owned(),
            (None, KeyCode::Char(letter)) if !letter.is_control() => letter.to_string(),
            (None, KeyCode::F(number @ 1..=12)) => format!("f{number}"),
            (None, _) => return None,
        };
        let held = [(self.ctrl, "ctrl-"), (self.alt, "alt-")];
        let held: String = held.iter().filter(|(held, _)| *held).map(|(_, prefix)| *prefix).collect();
        Some(held + &name)
    }

    fn code(name: &str) -> Option<KeyCode> {
        if let Some((_, code, _)) = NAMES.iter().find(|(known, ..)| *known == name) {
            return Some(*code);
        }
        let mut letters = name.chars();
        match (letters.next(), letters.next()) {
            (Some(only), None) if !only.is_control() => Some(KeyCode::Char(only)),
            (Some('f'), Some(_)) => {
                name.get(1..)?.parse().ok().filter(|n| (1..=12).contains(n)).map(KeyCode::F)
            }
            _ => None,
        }
    }

    fn needs_extended_terminal(self) -> bool {
        match self.code {
            KeyCode::Char(letter) if self.ctrl => {
                SENT_AS_ANOTHER.contains(&letter) || !(letter.is_ascii_lowercase() || letter == ' ')
            }
            KeyCode::Enter | KeyCode::Esc | KeyCode::Tab | KeyCode::Backspace => self.ctrl,
            _ => false,
        }
    }

    /// The key event that a terminal sends for this chord.
    pub fn event(self) -> KeyEvent {
        let mut modifiers = KeyModifiers::NONE;
        modifiers.set(KeyModifiers::CONTROL, self.ctrl);
        modifiers.set(KeyModifiers::ALT, self.alt);
        KeyEvent::new(self.code, modifiers)
    }

    /// Whether it is a plain Esc.
    pub fn is_escape(self) -> bool {
        self.code == KeyCode::Esc && !self.ctrl && !self.alt
    }

    /// Whether some keyboards need a shift level for it, so that it must not be the only way.
    pub fn is_hard_to_type(self) -> bool {
        matches!(self.code, KeyCode::Char('0'..='9' | '[' | ']' | '{' | '}' | '?' | '\\' | '@' | '|' | '~'))
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match (NAMES.iter().find(|(_, code, _)| *code == self.code), self.code) {
            (Some((_, _, shown)), _) => f.write_str(shown),
            (None, KeyCode::Char(letter)) => write!(f, "{letter}"),
            (None, KeyCode::F(number)) => write!(f, "F{number}"),
            (None, other) => write!(f, "{other}"),
        }
    }
}

/// One or more chords, pressed one after another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KeySequence(Vec<Chord>);

impl KeySequence {
    /// Reads chords separated by blanks.
    pub fn parse(text: &str) -> Result<Self, UnknownKey> {
        let chords: Vec<Chord> = text.split_whitespace().map(Chord::parse).collect::<Result<_, _>>()?;
        if chords.is_empty() { Err(UnknownKey(text.to_owned())) } else { Ok(Self(chords)) }
    }

    /// The chords in order.
    pub fn chords(&self) -> &[Chord] {
        &self.0
    }

    /// What follows the chords pressed so far; `None` when they differ.
    pub fn after(&self, pressed: &[Chord]) -> Option<&[Chord]> {
        self.0.strip_prefix(pressed)
    }
}

impl fmt::Display for KeySequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .enumerate()
            .try_for_each(|(at, chord)| if at > 0 { write!(f, " {chord}") } else { write!(f, "{chord}") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_as_they_are_written() {
        for (text, shown) in
            [("g q", "g q"), ("ctrl-k", "Ctrl-k"), ("alt-<", "Alt-<"), ("pagedown", "PgDn"), ("f1", "F1")]
        {
            assert_eq!(KeySequence::parse(text).unwrap().to_string(), shown);
        }
        assert_eq!(Chord::parse("-").unwrap().to_string(), "-");
    }

    #[test]
    fn keys_that_old_terminals_cannot_send_are_refused() {
        for text in
            ["ctrl-i", "ctrl-m", "ctrl-[", "ctrl-h", "ctrl-enter", "ctrl-K", "ctrl-1", "bogus", "", "f13"]
        {
            assert!(KeySequence::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn every_chord_is_read_as_it_was_written() {
        let codes = NAMES.iter().map(|(_, code, _)| *code);
        let others = ['a', 'Z', '-', 'é', '語', 'f'].map(KeyCode::Char).into_iter().chain([KeyCode::F(12)]);
        for code in codes.chain(others) {
            for (ctrl, alt) in [(false, false), (true, false), (false, true), (true, true)] {
                let chord = Chord { code, ctrl, alt };
                assert_eq!(Chord::read(&chord.written().unwrap()), Ok(chord));
            }
        }
        assert_eq!(Chord { code: KeyCode::Insert, ctrl: false, alt: false }.written(), None);
    }

    #[test]
    fn a_chord_survives_the_way_through_the_terminal() {
        for text in ["j", "G", "ctrl-d", "alt-v", "enter", "f1", "?"] {
            let chord = Chord::parse(text).unwrap();
            assert_eq!(Chord::of(chord.event()), chord);
        }
    }
}
