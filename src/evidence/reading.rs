//! One document read once: folded text, lines, mails, and units with everything found in them.
//!
//! A unit is a line, or a sentence of a long line: what a person checks at a glance. All offsets inside are those
//! of the folded text; [`Reading::original`] leads back.

use super::aliases::Mention;
use super::engine::Tools;
use super::features::Workloads;
use super::signals::{Hit, Hits};
use crate::domain::PoeDocument;
use crate::text::dates::{self, FoundDate};
use crate::text::folded::Folded;
use crate::text::guid::{self, FoundGuid};
use crate::text::metric::{self, Metric};
use crate::text::segment::{self, Mail, Role};
use crate::text::{Span, names, sentence};

/// Longest line that stays one unit, in characters; longer ones are cut into sentences.
const LINE: usize = 180;
/// Widest page, in characters.
const PAGE: usize = 400;
/// Longest candidate, in characters (interchange formats §3).
pub(crate) const LONGEST: usize = 400;

pub(crate) struct Reading<'c> {
    pub(crate) document: &'c PoeDocument,
    pub(crate) units: Vec<Unit>,
    pub(crate) mails: Vec<Mail>,
    folded: Folded,
}

/// A line or sentence.
pub(crate) struct Unit {
    pub(crate) span: Span,
    /// Number of the line it belongs to, from 0.
    pub(crate) line: usize,
    pub(crate) role: Role,
    pub(crate) mail: Option<usize>,
    pub(crate) words: Vec<String>,
    pub(crate) hits: Hits,
    /// Where each signal fired.
    pub(crate) spots: Vec<Hit>,
    /// It speaks to the reviewer and has no weight.
    pub(crate) addressed: bool,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) guids: Vec<FoundGuid>,
    pub(crate) dates: Vec<FoundDate>,
    pub(crate) metrics: Vec<Metric>,
    /// Other things that are counted.
    pub(crate) counts: Vec<Metric>,
    /// Workloads whose features it speaks of.
    pub(crate) features: Workloads,
}

impl<'c> Reading<'c> {
    pub(crate) fn new(document: &'c PoeDocument, tools: &Tools) -> Self {
        let folded = Folded::new(&document.text);
        let text = folded.as_str();
        let outline = segment::outline(text);
        let mut units = Vec::new();
        for (number, line) in outline.lines.iter().enumerate() {
            for span in pieces(text, line.span) {
                let part = span.of(text).unwrap_or_default();
                units.push(Unit {
                    span,
                    line: number,
                    role: line.role,
                    mail: line.mail,
                    words: names::words(part),
                    hits: Hits::default(),
                    spots: Vec::new(),
                    addressed: false,
                    mentions: Vec::new(),
                    guids: Vec::new(),
                    dates: Vec::new(),
                    metrics: Vec::new(),
                    counts: Vec::new(),
                    features: Workloads::default(),
                });
            }
        }
        let note = |unit: &mut Unit, hit: Hit| {
            unit.hits.add(hit);
            unit.spots.push(hit);
        };
        let Tools { aliases, features, signals, .. } = tools;
        hand_out(&mut units, signals.find(text), |hit| hit.start, note);
        hand_out(&mut units, aliases.scan(text), |m| m.span.start, |unit, m| unit.mentions.push(m));
        hand_out(
            &mut units,
            features.scan(text),
            |f| f.start,
            |unit, f| unit.features = unit.features.and(f.of),
        );
        hand_out(&mut units, guid::find(text), |g| g.span.start, |unit, g| unit.guids.push(g));
        hand_out(&mut units, dates::find(text), |d| d.span.start, |unit, d| unit.dates.push(d));
        let (counts, metrics) = metric::find(text).into_iter().partition(|m| m.kind == metric::Kind::Counted);
        hand_out(&mut units, metrics, |m: &Metric| m.span.start, |unit, m| unit.metrics.push(m));
        hand_out(&mut units, counts, |m: &Metric| m.span.start, |unit, m| unit.counts.push(m));
        let addressed = signals.mask(&["SIG-DOC-08"]);
        for unit in &mut units {
            unit.addressed = unit.role != Role::Header && unit.hits.meet(addressed);
        }
        Self { document, units, mails: outline.mails, folded }
    }

    /// The whole text, folded.
    pub(crate) fn folded(&self) -> &str {
        self.folded.as_str()
    }

    /// How many characters stand before a place on its line, counted no further than a page is wide.
    pub(crate) fn column(&self, place: usize) -> usize {
        let before = self.folded().get(..place).unwrap_or_default();
        before.chars().rev().take(PAGE).take_while(|&c| c != '\n').count()
    }

    /// The folded text of a unit.
    pub(crate) fn text(&self, unit: &Unit) -> &str {
        unit.span.of(self.folded.as_str()).unwrap_or_default()
    }

    /// A stretch of the folded text.
    pub(crate) fn folded_text(&self, span: Span) -> &str {
        span.of(self.folded.as_str()).unwrap_or_default()
    }

    /// The bytes of the document that a unit came from.
    pub(crate) fn original(&self, unit: &Unit) -> Span {
        self.folded.original(unit.span)
    }

    /// Numbers of the units of a mail, its header included.
    pub(crate) fn of_mail(&self, mail: usize) -> std::ops::Range<usize> {
        let before = |limit: Option<usize>| self.units.partition_point(|unit| unit.mail < limit);
        before(Some(mail))..before(Some(mail + 1))
    }

    /// Number of the unit that holds a place of the folded text.
    pub(crate) fn at(&self, place: usize) -> Option<usize> {
        let at = self.units.partition_point(|unit| unit.span.end <= place);
        self.units.get(at).is_some_and(|unit| unit.span.start <= place).then_some(at)
    }
}

fn pieces(text: &str, line: Span) -> Vec<Span> {
    let span = sentence::trimmed(text, line);
    let part = span.of(text).unwrap_or_default();
    match part.chars().nth(LINE) {
        _ if part.is_empty() => Vec::new(),
        None => vec![span],
        Some(_) => sentence::pieces(text, span, LONGEST),
    }
}

/// Gives each finding, in order of the text, to the unit it begins in.
fn hand_out<T>(units: &mut [Unit], found: Vec<T>, start: fn(&T) -> usize, give: fn(&mut Unit, T)) {
    let mut at = 0;
    for finding in found {
        let place = start(&finding);
        while units.get(at).is_some_and(|unit| unit.span.end <= place) {
            at += 1;
        }
        if let Some(unit) = units.get_mut(at).filter(|unit| unit.span.contains(place)) {
            give(unit, finding);
        }
    }
}
