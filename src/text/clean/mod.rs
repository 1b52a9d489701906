//! Text from outside, made safe for a terminal: nothing is hidden, everything odd becomes a visible token.
//!
//! Control characters, bidirectional controls, invisible characters, private and non-characters are shown as
//! `⟨ESC⟩`, `⟨0D⟩` or `⟨U+202E⟩`; tabs become spaces; piled-up combining marks are counted instead of drawn. Every
//! piece knows which bytes of the original it stands for. Runs in linear time. Never drops a character, and
//! cleaning clean text changes nothing.

mod nature;

use super::Span;
use nature::{Nature, is_joinable, is_keycap_base, label, nature};
use unicode_width::UnicodeWidthStr;

/// Marks shown on one base character; the rest are counted.
const MARKS_PER_BASE: usize = 4;
/// Emoji joined into one picture; a longer chain is cut by a token.
const JOINED_EMOJI: usize = 8;
/// Distance of tab stops in columns.
const TAB: usize = 8;

/// A stretch of cleaned text and the bytes of the original it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the original.
    pub span: Span,
    /// What to draw.
    pub text: String,
    /// Whether the text is a token that stands for something that must not be drawn.
    pub token: bool,
}

/// Cleans one line given without its line break. The spans tile the line exactly and are shifted by `offset`,
/// the place of the line in its document. A run of the same odd character is one token with a count.
pub fn line(original: &str, offset: usize) -> Vec<Piece> {
    let mut cleaner = Cleaner::default();
    let mut rest = original.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let next = rest.peek().map(|&(_, next)| next);
        cleaner.push(c, Span::new(at + offset, at + offset + c.len_utf8()), next);
    }
    cleaner.close();
    cleaner.pieces
}

/// Cleans a name or a message for one line of the screen: a line break or a tab becomes a space.
pub fn one_line(text: &str) -> String {
    let cleaned =
        |part: &str| line(&part.replace('\t', " "), 0).into_iter().map(|piece| piece.text).collect();
    let lines: Vec<String> =
        line_spans(text).into_iter().filter_map(|span| span.of(text)).map(cleaned).collect();
    lines.join(" ")
}

/// The lines of a text without their breaks (CR LF, LF, NEL, LS, PS). A lone CR, a form feed and a vertical tab
/// break no line. An empty text has one empty line.
pub fn line_spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        if matches!(c, '\n' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            let carriage_return = usize::from(c == '\n' && before == Some('\r') && at > start);
            spans.push(Span::new(start, at - carriage_return));
            start = at + c.len_utf8();
        }
        before = Some(c);
    }
    spans.push(Span::new(start, text.len()));
    spans
}

/// How many tokens the text would show.
pub fn hidden(text: &str) -> usize {
    let tokens = |part: &str| line(part, 0).into_iter().filter(|piece| piece.token).count();
    line_spans(text).into_iter().filter_map(|span| span.of(text)).map(tokens).sum()
}

/// What the characters drawn last allow the next one to join.
#[derive(Debug, Clone, Copy, Default)]
struct Cluster {
    /// The character that marks can sit on.
    base: Option<char>,
    /// How many were stacked on it.
    stacked: usize,
    /// It is a picture that may take a selector, a skin tone or a joiner.
    emoji: bool,
    /// Joiners drawn in this picture.
    joiners: usize,
}

/// Why a token stands in the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Odd {
    Char(char),
    Marks,
}

#[derive(Default)]
struct Cleaner {
    pieces: Vec<Piece>,
    /// Display columns of the closed pieces.
    columns: usize,
    /// The last piece is being written.
    open: bool,
    /// The last piece is a token for this, so many times.
    run: Option<(Odd, usize)>,
    cluster: Cluster,
}

impl Cleaner {
    fn push(&mut self, c: char, span: Span, next: Option<char>) {
        match nature(c) {
            Nature::Plain => {
                self.cluster = Cluster { base: Some(c), ..Cluster::default() };
                self.draw(c, span);
            }
            Nature::Picture => {
                let joiners = if self.joined() { self.cluster.joiners } else { 0 };
                self.cluster = Cluster { base: Some(c), emoji: true, joiners, ..Cluster::default() };
                self.draw(c, span);
            }
            Nature::Stacking => self.stack(c, span),
            Nature::SkinTone if self.cluster.emoji && self.cluster.stacked == 0 => self.attach(c, span),
            Nature::Selector if self.selects(next) => self.attach(c, span),
            Nature::Joiner if self.joins(next) => {
                self.cluster.joiners += 1;
                self.draw(c, span);
            }
            Nature::Tab => self.tab(span),
            Nature::SkinTone | Nature::Selector | Nature::Joiner | Nature::Odd => {
                self.token(Odd::Char(c), span);
            }
        }
    }

    fn attach(&mut self, c: char, span: Span) {
        self.cluster.stacked += 1;
        self.draw(c, span);
    }

    fn stack(&mut self, c: char, span: Span) {
        if self.cluster.base.is_some() && self.cluster.stacked < MARKS_PER_BASE {
            self.attach(c, span);
        } else {
            self.token(Odd::Marks, span);
        }
    }

    /// A selector is drawn on a fresh picture, and on a digit that the next character makes a keycap.
    fn selects(&self, next: Option<char>) -> bool {
        let keycap = self.cluster.base.is_some_and(is_keycap_base) && next == Some('\u{20E3}');
        self.cluster.stacked == 0 && (self.cluster.emoji || keycap)
    }

    /// A joiner is drawn between two pictures.
    fn joins(&self, next: Option<char>) -> bool {
        let room = self.cluster.stacked <= 2 && self.cluster.joiners < JOINED_EMOJI;
        let pictures = self.cluster.base.into_iter().chain(next).filter(|&c| is_joinable(c)).count() == 2;
        pictures && room && !self.joined()
    }

    fn joined(&self) -> bool {
        self.open && self.pieces.last().is_some_and(|piece| piece.text.ends_with(nature::JOINER))
    }

    fn draw(&mut self, c: char, span: Span) {
        match self.pieces.last_mut() {
            Some(piece) if self.open && self.run.is_none() => {
                piece.span.end = span.end;
                piece.text.push(c);
            }
            _ => {
                self.close();
                self.pieces.push(Piece { span, text: c.to_string(), token: false });
                self.open = true;
            }
        }
    }

    fn token(&mut self, odd: Odd, span: Span) {
        self.cluster = Cluster::default();
        match (&mut self.run, self.pieces.last_mut()) {
            (Some((same, count)), Some(piece)) if *same == odd => {
                *count += 1;
                piece.span.end = span.end;
            }
            _ => {
                self.close();
                self.pieces.push(Piece { span, text: String::new(), token: true });
                self.run = Some((odd, 1));
                self.open = true;
            }
        }
    }

    fn tab(&mut self, span: Span) {
        self.close();
        self.cluster = Cluster::default();
        let width = TAB - self.columns % TAB;
        self.pieces.push(Piece { span, text: " ".repeat(width), token: false });
        self.columns += width;
    }

    /// Ends the last piece: a token gets its text, and the columns are counted.
    fn close(&mut self) {
        if !std::mem::take(&mut self.open) {
            return;
        }
        let run = self.run.take();
        let Some(piece) = self.pieces.last_mut() else { return };
        match run {
            Some((Odd::Marks, 1)) => piece.text.push_str("⟨+1 mark⟩"),
            Some((Odd::Marks, count)) => piece.text = format!("⟨+{count} marks⟩"),
            Some((Odd::Char(c), 1)) => piece.text = format!("⟨{}⟩", label(c)),
            Some((Odd::Char(c), count)) => piece.text = format!("⟨{} ×{count}⟩", label(c)),
            None => {}
        }
        self.columns += piece.text.width();
    }
}
