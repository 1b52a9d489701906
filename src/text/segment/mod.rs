//! The lines of a document and what each of them is: mail header, body, quoted history, signature, footer, tick row,
//! heading.
//!
//! Works on folded text (line feeds only). A wrong guess costs rank, never text: every line is kept.

mod closing;
mod columns;
mod furniture;
mod labels;
mod mail;
mod quoting;
mod template;

use super::Span;
pub use columns::cells;
pub use labels::is_forward_subject;
pub use mail::{Header, Mail};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Nothing special.
    Body,
    /// Part of the header of a mail.
    Header,
    /// Quoted text of an earlier mail.
    Quoted,
    /// The sender's name and address at the end of a mail.
    Signature,
    /// Confidentiality notice or similar at the end.
    Footer,
    /// A row of tick boxes whose first box is ticked.
    Ticked,
    /// A row of tick boxes whose first box is empty (PRE-3).
    Unticked,
    /// Printed text of a form that says nothing about the claim (PRE-3).
    Boilerplate,
    /// Short line that opens a part of the document.
    Heading,
}

/// One line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Without its break.
    pub span: Span,
    /// What it is.
    pub role: Role,
    /// Index of the mail it belongs to.
    pub mail: Option<usize>,
}

/// Lines and mails of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Every line, in order.
    pub lines: Vec<Line>,
    /// Every mail of a thread, newest first as printed.
    pub mails: Vec<Mail>,
}

/// Reads the lines of a folded text.
pub fn outline(text: &str) -> Outline {
    let mut spans = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        spans.push(Span::new(at, at + line.len()));
        at += line.len() + 1;
    }
    let (mails, belongs) = mail::find(text, &spans);
    let mut lines: Vec<Line> = Vec::with_capacity(spans.len());
    let mut part = Part::default();
    for (span, place) in spans.iter().zip(belongs) {
        let line = span.of(text).unwrap_or_default();
        lines.push(Line { span: *span, role: part.role(line, place), mail: place.mail });
    }
    Outline { lines, mails }
}

/// What the lines before this one began.
#[derive(Default)]
struct Part {
    footer: bool,
    /// Lines of a mail's signature that may still follow.
    signature: usize,
}

impl Part {
    fn role(&mut self, line: &str, place: mail::Place) -> Role {
        let empty = line.trim().is_empty();
        self.footer = (self.footer && !empty && !place.header) || furniture::opens_footer(line);
        if place.header || closing::ends(line) {
            self.signature = 0;
        }
        if place.mail.is_some() && closing::opens(line) {
            self.signature = closing::LINES;
        }
        match place {
            mail::Place { header: true, .. } => Role::Header,
            mail::Place { quoted: true, .. } => Role::Quoted,
            mail::Place { .. } if self.footer || furniture::is_furniture(line) => Role::Footer,
            mail::Place { .. } if self.signature > 0 => {
                self.signature -= usize::from(!empty);
                Role::Signature
            }
            mail::Place { .. } => template::role(line),
        }
    }
}
