//! One line of text being typed, with the keys of readline.

use super::fit::width;
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::layers::Focus;
use crate::tui::theme::Tint;
use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;
use unicode_segmentation::UnicodeSegmentation;

/// A line and the place of its caret, in grapheme clusters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    before: Vec<String>,
    after: Vec<String>,
}

impl Field {
    /// A line with the caret at its end.
    pub fn with(text: &str) -> Self {
        Self { before: clusters(text), after: Vec::new() }
    }

    /// The whole line.
    pub fn text(&self) -> String {
        self.before.concat() + &self.after.concat()
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// Takes a key; answers whether the text changed.
    pub fn type_key(&mut self, key: KeyEvent) -> bool {
        let old = self.before.len() + self.after.len();
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match (key.code, ctrl, alt) {
            (KeyCode::Char(letter), false, false) => {
                self.insert(&letter.to_string());
                return true;
            }
            (KeyCode::Char('d'), _, true) => drop(self.after.drain(..self.word_after())),
            (KeyCode::Backspace, _, true) | (KeyCode::Char('w'), true, _) => {
                self.before.truncate(self.word_before());
            }
            (KeyCode::Backspace, ..) => drop(self.before.pop()),
            (KeyCode::Delete, ..) | (KeyCode::Char('d'), true, _) if !self.after.is_empty() => {
                drop(self.after.remove(0));
            }
            (KeyCode::Char('u'), true, _) => self.before.clear(),
            (KeyCode::Char('k'), true, _) => self.after.clear(),
            _ => self.go(key.code, ctrl, alt),
        }
        old != self.before.len() + self.after.len()
    }

    fn go(&mut self, code: KeyCode, ctrl: bool, alt: bool) {
        let here = self.before.len();
        let end = here + self.after.len();
        let to = match (code, ctrl, alt) {
            (KeyCode::Home, ..) | (KeyCode::Char('a'), true, _) => 0,
            (KeyCode::End, ..) | (KeyCode::Char('e'), true, _) => end,
            (KeyCode::Left, true, _) | (KeyCode::Char('b'), _, true) => self.word_before(),
            (KeyCode::Right, true, _) | (KeyCode::Char('f'), _, true) => here + self.word_after(),
            (KeyCode::Left, ..) | (KeyCode::Char('b'), true, _) => here.saturating_sub(1),
            (KeyCode::Right, ..) | (KeyCode::Char('f'), true, _) => (here + 1).min(end),
            _ => here,
        };
        let mut all = std::mem::take(&mut self.before);
        all.append(&mut self.after);
        self.after = all.split_off(to);
        self.before = all;
    }

    /// Where the word before the caret begins.
    fn word_before(&self) -> usize {
        let end = self.before.iter().rposition(|cluster| !is_blank(cluster)).map_or(0, |at| at + 1);
        self.before.iter().take(end).rposition(|cluster| is_blank(cluster)).map_or(0, |at| at + 1)
    }

    /// How many clusters after the caret end its word.
    fn word_after(&self) -> usize {
        let all = self.after.len();
        let start = self.after.iter().position(|cluster| !is_blank(cluster)).unwrap_or(all);
        self.after.iter().skip(start).position(|cluster| is_blank(cluster)).map_or(all, |word| start + word)
    }

    /// Inserts text at the caret; line breaks become blanks.
    pub fn insert(&mut self, text: &str) {
        let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self.before = clusters(&(self.before.concat() + &line));
    }

    /// Draws the line so that the caret is visible, and says where it is.
    pub fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Focus {
        let room = usize::from(area.width.saturating_sub(1));
        let before: Vec<String> = self.before.iter().map(|cluster| clean::one_line(cluster)).collect();
        let mut skipped = 0;
        let mut used: usize = before.iter().map(|cluster| width(cluster)).sum();
        while used > room {
            used -= before.get(skipped).map_or(used, |cluster| width(cluster));
            skipped += 1;
        }
        let mut text: String = before.iter().skip(skipped).map(String::as_str).collect();
        text.extend(self.after.iter().map(|cluster| clean::one_line(cluster)));
        frame.render_widget(Span::styled(text, context.theme.style(Tint::Text)), area);
        let offset = u16::try_from(used).unwrap_or(area.width).min(area.width.saturating_sub(1));
        Focus { at: Position::new(area.x + offset, area.y), caret: true }
    }
}

fn is_blank(cluster: &str) -> bool {
    cluster.trim().is_empty()
}

fn clusters(text: &str) -> Vec<String> {
    text.graphemes(true).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::chord::Chord;

    fn typed(field: &mut Field, keys: &str) {
        for key in keys.split(' ') {
            field.type_key(Chord::parse(key).unwrap().event());
        }
    }

    #[test]
    fn readline_keys_edit_the_line() {
        let mut field = Field::with("status:par due<2d");
        typed(&mut field, "ctrl-w");
        assert_eq!(field.text(), "status:par ");
        typed(&mut field, "ctrl-a x alt-f ! ctrl-k");
        assert_eq!(field.text(), "xstatus:par!");
        typed(&mut field, "backspace backspace ctrl-u");
        assert!(field.is_empty());
    }

    #[test]
    fn a_cluster_is_deleted_as_a_whole() {
        let mut field = Field::with("e\u{301}a\u{308}");
        typed(&mut field, "backspace");
        assert_eq!(field.text(), "e\u{301}");
    }

    #[test]
    fn pasted_lines_become_one() {
        let mut field = Field::default();
        field.insert("two\nlines");
        assert_eq!(field.text(), "two lines");
    }
}
