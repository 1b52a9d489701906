//! Mails inside a document: their headers, and which lines are theirs.
//!
//! A header is two or more labelled lines in a row, the print of a mail program (a name with an address, a line with
//! a date, a line with the receiver), or the line above quoted text (`On … wrote:`). Each header opens a mail; the
//! lines below belong to it.

use super::labels::{self, Label, label};
use super::quoting;
use crate::text::{Span, dates};

/// Most lines of one header.
const HEADER_LINES: usize = 9;

/// One labelled part of a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The whole line.
    pub line: Span,
    /// What stands after the label.
    pub value: String,
}

/// One mail of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mail {
    /// Who sent it.
    pub from: Option<Header>,
    /// When.
    pub sent: Option<Header>,
    /// About what.
    pub subject: Option<Header>,
    /// The subject or a marker says it was passed on.
    pub forwarded: bool,
    /// It is part of an earlier thread below another mail.
    pub earlier: bool,
    /// It stands below a mail that passes it on.
    pub passed_on: bool,
}

impl Mail {
    /// The domain of the sender's address, lower case.
    pub fn sender_domain(&self) -> Option<String> {
        let value = &self.from.as_ref()?.value;
        let (_, after) = value.rsplit_once('@')?;
        let domain: String =
            after.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-')).collect::<String>();
        (domain.contains('.')).then(|| domain.trim_end_matches('.').to_lowercase())
    }
}

/// Where a line stands among the mails.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) header: bool,
    pub(super) quoted: bool,
    pub(super) mail: Option<usize>,
}

pub(super) fn find(text: &str, lines: &[Span]) -> (Vec<Mail>, Vec<Place>) {
    let mut search = Search { text, lines, mails: Vec::new(), places: vec![Place::default(); lines.len()] };
    let mut at = 0;
    let mut forward_marker = false;
    while at < lines.len() {
        let line = search.line(at);
        let length = search.header_length(at);
        if length > 0 {
            search.open_mail(at, length, std::mem::take(&mut forward_marker));
            at += length;
            continue;
        }
        forward_marker |= quoting::is_forward_marker(line);
        let mail = search.mails.len().checked_sub(1);
        if let Some(place) = search.places.get_mut(at) {
            let quoted =
                line.trim_start().starts_with('>') || (quoting::is_original_marker(line) && mail.is_some());
            *place = Place { header: false, quoted, mail };
        }
        at += 1;
    }
    search.relate();
    (search.mails, search.places)
}

struct Search<'t> {
    text: &'t str,
    lines: &'t [Span],
    mails: Vec<Mail>,
    places: Vec<Place>,
}

impl<'t> Search<'t> {
    fn line(&self, at: usize) -> &'t str {
        self.lines.get(at).and_then(|span| span.of(self.text)).unwrap_or_default()
    }

    /// How many lines from here on are the header of a mail; 0 when none begins here.
    fn header_length(&self, at: usize) -> usize {
        match label(self.line(at)) {
            Some((first, value)) => self.labelled_length(at, first, value),
            None => self.printed_length(at).max(self.introduction_length(at)),
        }
    }

    fn labelled_length(&self, at: usize, first: Label, value: &str) -> usize {
        let rest = (at + 1..at + HEADER_LINES).map_while(|at| label(self.line(at)).map(|(label, _)| label));
        let labels: Vec<Label> = std::iter::once(first).chain(rest).collect();
        let opens = labels.contains(&Label::From);
        let tells = labels.iter().any(|label| *label != Label::From);
        // A sender with an address alone on a line is a header as well.
        let alone = labels.len() == 1 && value.contains('@') && self.line(at + 1).trim().is_empty();
        if opens && (tells || alone) { labels.len() } else { 0 }
    }

    /// A header as a mail program prints it: `Name <address>`, a line with a time, a line with the receiver.
    fn printed_length(&self, at: usize) -> usize {
        let line = self.line(at).trim();
        let Some((name, time)) = line.split_once('>').filter(|(name, _)| is_addressed(name)) else {
            return 0;
        };
        let is_time = |text: &str| {
            let text = text.trim();
            text.chars().filter(char::is_ascii_digit).count() >= 5 && text.chars().count() < 48
        };
        let timed_here = is_time(time);
        if name.len() > 120 || !(timed_here || (time.trim().is_empty() && is_time(self.line(at + 1)))) {
            return 0;
        }
        let length = if timed_here { 1 } else { 2 };
        length + usize::from(matches!(label(self.line(at + length)), Some((Label::To, _))))
    }

    /// `On … wrote:`, also broken into two lines.
    fn introduction_length(&self, at: usize) -> usize {
        let line = self.line(at);
        if quoting::is_introduction(line) {
            return 1;
        }
        let next = self.line(at + 1);
        let opens =
            line.chars().any(|c| c.is_ascii_digit()) && next.trim_end().ends_with(':') && line.len() < 160;
        usize::from(opens && next.len() < 120 && quoting::is_introduction(&format!("{line} {next}"))) * 2
    }

    fn open_mail(&mut self, at: usize, length: usize, forward_marker: bool) {
        let mut mail = Mail { forwarded: forward_marker, earlier: !self.mails.is_empty(), ..Mail::default() };
        let nordic = (at..at + length).any(|at| labels::is_danish_or_norwegian(self.line(at)));
        for at in at..at + length {
            let Some(&span) = self.lines.get(at) else { break };
            let line = self.line(at);
            let header = |value: &str| Some(Header { line: span, value: value.to_owned() });
            match label(line) {
                Some((Label::From, value)) => mail.from = header(value),
                Some((Label::Sent, value)) => mail.sent = header(value),
                Some((Label::Subject, value)) => {
                    mail.forwarded |= if nordic {
                        labels::is_nordic_forward_subject(value)
                    } else {
                        labels::is_forward_subject(value)
                    };
                    mail.subject = header(value);
                }
                Some((Label::To, _)) => {}
                None => {
                    let addressed = line.contains('@') || mail.from.is_none();
                    if addressed {
                        mail.from = header(line.trim());
                    }
                    if line.chars().filter(char::is_ascii_digit).count() >= 4 {
                        mail.sent = header(line.trim());
                    }
                }
            }
        }
        let index = self.mails.len();
        self.mails.push(mail);
        for place in self.places.iter_mut().skip(at).take(length) {
            *place = Place { header: true, quoted: false, mail: Some(index) };
        }
    }

    /// Tells an earlier mail below its answer from the next mail of a collection, and what was passed on.
    fn relate(&mut self) {
        let day = |mail: &Mail| {
            let found = dates::find(&mail.sent.as_ref()?.value);
            found.first().and_then(|date| date.reading.earliest())
        };
        let mut first = None;
        let mut passed_on = false;
        for mail in &mut self.mails {
            let own = day(mail);
            let later = matches!((first, own), (Some(first), Some(own)) if own > first);
            mail.earlier &= !later;
            mail.passed_on = passed_on && mail.earlier;
            passed_on = mail.forwarded || (passed_on && mail.earlier);
            first = if mail.earlier { first.or(own) } else { own };
        }
        for place in self.places.iter_mut().filter(|place| !place.header) {
            let mail = place.mail.and_then(|at| self.mails.get(at));
            place.quoted |= mail.is_some_and(|mail| mail.earlier && !mail.forwarded);
        }
    }
}

/// `Name <address`, cut before the closing bracket.
fn is_addressed(name: &str) -> bool {
    name.split_once('<').is_some_and(|(_, address)| address.contains('@') && !address.contains(' '))
}
