//! What the bottom line says, how loud, and until when.
//!
//! A notice stays until the next key, so nobody misses one by looking away and nothing wakes the program to remove it.
//! The last ones can be read again.

use super::theme::Tint;
use crate::desk::Failure;
use crate::text::clean;
use std::collections::VecDeque;

/// How loud a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Info,
    /// Something cannot be done; nothing changed.
    Warning,
    /// Something failed.
    Error,
}

impl Tone {
    /// The meaning it is drawn with.
    pub fn tint(self) -> Tint {
        match self {
            Self::Info => Tint::Info,
            Self::Warning => Tint::Warning,
            Self::Error => Tint::Error,
        }
    }
}

/// One sentence for the person at the keyboard, safe for the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How loud.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
}

impl Notice {
    fn new(tone: Tone, text: &str) -> Self {
        Self { tone, text: clean::one_line(text) }
    }

    /// Says that something was done.
    pub fn info(text: impl AsRef<str>) -> Self {
        Self::new(Tone::Info, text.as_ref())
    }

    /// Says why something cannot be done.
    pub fn warning(text: impl AsRef<str>) -> Self {
        Self::new(Tone::Warning, text.as_ref())
    }

    /// Says what failed, why, and what to do.
    pub fn failure(failure: &Failure) -> Self {
        use crate::desk::FailureKind::{NotFound, Refused, Stale, Usage};
        let tone = match failure.kind {
            Usage | NotFound | Refused | Stale => Tone::Warning,
            _ => Tone::Error,
        };
        Self::new(tone, &failure.to_string())
    }
}

/// The notice shown now and the ones before it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notices {
    shown: Option<Notice>,
    past: VecDeque<Notice>,
}

impl Notices {
    const KEPT: usize = 50;

    /// Shows a notice.
    pub fn tell(&mut self, notice: Notice) {
        if self.past.back() != Some(&notice) {
            self.past.push_back(notice.clone());
        }
        if self.past.len() > Self::KEPT {
            self.past.pop_front();
        }
        self.shown = Some(notice);
    }

    /// Takes the notice away: a key was pressed.
    pub fn seen(&mut self) {
        self.shown = None;
    }

    /// The notice on the bottom line.
    pub fn shown(&self) -> Option<&Notice> {
        self.shown.as_ref()
    }

    /// The last notices, newest first.
    pub fn past(&self) -> impl Iterator<Item = &Notice> {
        self.past.iter().rev()
    }
}
