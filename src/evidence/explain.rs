//! How the suggestions for a claim came about: what each document was taken for, what fired in it, and what every
//! finding scored.
//!
//! For a person who doubts a suggestion or writes a pattern. Made by the same walk as the suggestions themselves, so
//! it cannot tell another story.

use super::case::{Case, Place, Side};
use super::document_kind::{self, KindGuess};
use super::engine::{Assessment, Engine};
use super::language;
use super::rank::Finding;
use super::reading::Reading;
use crate::domain::{
    Caution, Cell, Checklist, Claim, DocumentKind, Polarity, Requirement, Signal, Suggestions,
};
use crate::text::Span;
use serde::Serialize;
use std::collections::BTreeMap;

/// Most findings told of one cell.
const FINDINGS: usize = 25;
/// Longest excerpt, in characters.
const EXCERPT: usize = 120;

/// The suggestions of one claim and their story.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The suggestions that are explained.
    pub suggestions: Suggestions,
    /// How each document was read.
    pub documents: Vec<DocumentStory>,
    /// How each cell came about, in the order of the checklist.
    pub cells: Vec<CellStory>,
}

/// How a document was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DocumentStory {
    /// File name.
    pub file_name: String,
    /// Kind as delivered.
    pub delivered: DocumentKind,
    /// Kind the engine works with: the reviewer's, else the delivered one, else the guess.
    pub taken_for: DocumentKind,
    /// What title and layout say.
    pub guess: Option<KindGuess>,
    /// The language, where the text is long enough to tell.
    pub language: Option<&'static str>,
    /// Whether that language is read well.
    pub read_well: bool,
    /// Its mails and who sent them.
    pub mails: Vec<MailStory>,
    /// Its dates and their roles.
    pub dates: Vec<DateStory>,
    /// Signals that fired, by id, with the number of lines they fired in and the first of these.
    pub signals: BTreeMap<String, SignalStory>,
}

/// A mail and its sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MailStory {
    /// Sender as printed.
    pub from: String,
    /// Whose side the sender is on (TST-02).
    pub sender: &'static str,
}

/// A date and its role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DateStory {
    /// As written.
    pub text: String,
    /// Where, in bytes of the document's text.
    pub line: Span,
    /// What the row of dates made of the line; `None` when it did not count.
    pub role: Option<String>,
}

/// Where a signal fired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignalStory {
    /// What the signal says.
    pub why: String,
    /// Lines or sentences it fired in.
    pub fired: usize,
    /// The first of them.
    pub first: String,
}

/// How a cell came about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellStory {
    /// Row.
    pub requirement: Requirement,
    /// Claimed workload for R3 and R4.
    pub workload: Option<String>,
    /// The rule that settled it without looking.
    pub settled: Option<String>,
    /// The signal that came of it.
    pub signal: Signal,
    /// What was found, highest score first; candidates are chosen from these.
    pub findings: Vec<FindingStory>,
    /// Why it may not count.
    pub cautions: Vec<Caution>,
    /// Evidence signals of this row that fired nowhere.
    pub absent: Vec<String>,
}

/// A finding with its score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingStory {
    /// File name.
    pub document: String,
    /// Where.
    pub span: Span,
    /// The beginning of its text.
    pub text: String,
    /// What it is worth before others of its kind make it give way.
    pub score: i32,
    /// Evidence, trap or blocker.
    pub polarity: Polarity,
    /// Why.
    pub why: String,
    /// Signals of this row that fired in it.
    pub signals: Vec<String>,
}

impl Engine {
    /// The suggestions with their story.
    pub fn explain(&self, claim: &Claim, rows: &Checklist) -> Explanation {
        let mut cells = Vec::new();
        let mut documents = Vec::new();
        let suggestions = self.suggest_watched(claim, rows, &mut |case, cell, assessment| {
            if documents.is_empty() {
                documents = case.readings.iter().map(|reading| document_story(case, reading)).collect();
            }
            if cell.key.requirement == Requirement::Dates {
                tell_roles(&mut documents, case, assessment);
            }
            cells.push(cell_story(case, cell, assessment));
        });
        for story in &mut documents {
            story.delivered =
                claim.document(&story.file_name).map_or(story.delivered, |document| document.kind);
        }
        Explanation { suggestions, documents, cells }
    }
}

fn document_story(case: &Case<'_>, reading: &Reading<'_>) -> DocumentStory {
    let document = reading.document;
    let language = language::detect(&document.text);
    DocumentStory {
        file_name: document.file_name.clone(),
        delivered: document.kind,
        taken_for: document.kind,
        guess: document_kind::guess(&document.text),
        language: language.map(|language| language.name),
        read_well: language.is_none_or(|language| language.read),
        mails: mails(case, reading),
        dates: dates(reading),
        signals: signals(case, reading),
    }
}

fn mails(case: &Case<'_>, reading: &Reading<'_>) -> Vec<MailStory> {
    let places = || case.units().filter(|place| std::ptr::eq(place.reading, reading));
    let sender =
        |at: usize| places().find(|place| place.unit.mail == Some(at)).and_then(|place| case.sender(place));
    let from =
        |at: usize| reading.mails.get(at).and_then(|mail| mail.from.as_ref()).map(|from| from.value.clone());
    let story = |at| MailStory { from: from(at).unwrap_or_default(), sender: side(sender(at)) };
    (0..reading.mails.len()).map(story).collect()
}

const fn side(side: Option<Side>) -> &'static str {
    match side {
        Some(Side::Customer) => "the customer",
        Some(Side::Partner) => "the partner",
        Some(Side::Unproven) => "a person of the customer under another address",
        Some(Side::Unknown) => "neither party",
        None => "not stated",
    }
}

fn dates(reading: &Reading<'_>) -> Vec<DateStory> {
    let story = |unit: &super::reading::Unit| {
        let line = reading.original(unit);
        let texts: Vec<String> =
            unit.dates.iter().map(|date| reading.folded_text(date.span).to_owned()).collect();
        texts.into_iter().map(move |text| DateStory { text, line, role: None })
    };
    reading.units.iter().flat_map(story).collect()
}

fn signals(case: &Case<'_>, reading: &Reading<'_>) -> BTreeMap<String, SignalStory> {
    let mut stories: BTreeMap<String, SignalStory> = BTreeMap::new();
    for unit in &reading.units {
        for spec in case.signals.fired_in(unit.hits) {
            let story = stories.entry(spec.id.clone()).or_insert_with(|| SignalStory {
                why: spec.why.clone(),
                fired: 0,
                first: excerpt(reading.text(unit)),
            });
            story.fired += 1;
        }
    }
    stories
}

/// The roles the row of dates gave to the lines that hold dates.
fn tell_roles(documents: &mut [DocumentStory], case: &Case<'_>, assessment: &Assessment) {
    for finding in &assessment.findings {
        let Some((reading, place)) = place(case, finding) else { continue };
        let line = reading.original(place.unit);
        let Some(story) = documents.get_mut(finding.document) else { continue };
        for date in story.dates.iter_mut().filter(|date| date.line == line) {
            date.role = Some(finding.why.to_string());
        }
    }
}

fn place<'r>(case: &'r Case<'_>, finding: &Finding) -> Option<(&'r Reading<'r>, Place<'r>)> {
    let reading = case.readings.get(finding.document)?;
    let unit = reading.units.get(finding.unit)?;
    Some((reading, Place { document: finding.document, at: finding.unit, reading, unit }))
}

fn cell_story(case: &Case<'_>, cell: &Cell, assessment: &Assessment) -> CellStory {
    let requirement = cell.key.requirement;
    let mut findings: Vec<&Finding> = assessment.findings.iter().collect();
    findings.sort_by_key(|finding| (std::cmp::Reverse(finding.score), finding.document, finding.unit));
    let settled = cell.settled.is_some();
    CellStory {
        requirement,
        workload: cell.key.workload.clone(),
        settled: cell.settled.clone(),
        signal: assessment.signal,
        findings: findings.into_iter().take(FINDINGS).filter_map(|f| finding_story(case, f)).collect(),
        cautions: assessment.cautions.clone(),
        absent: if settled { Vec::new() } else { absent(case, requirement) },
    }
}

fn finding_story(case: &Case<'_>, finding: &Finding) -> Option<FindingStory> {
    let (reading, place) = place(case, finding)?;
    Some(FindingStory {
        document: reading.document.file_name.clone(),
        span: reading.original(place.unit),
        text: excerpt(reading.text(place.unit)),
        score: finding.score,
        polarity: finding.polarity,
        why: finding.why.to_string(),
        signals: case.signals.ids_about(place.unit.hits, finding.about),
    })
}

/// Evidence signals of a row that fired in no document.
fn absent(case: &Case<'_>, requirement: Requirement) -> Vec<String> {
    let units = || case.readings.iter().flat_map(|reading| &reading.units);
    let evidence = case.signals.specs().iter();
    let evidence = evidence
        .filter(|spec| spec.about == requirement.code() && spec.polarity == Some(Polarity::For))
        .filter(|spec| {
            let mask = case.signals.mask(&[spec.id.as_str()]);
            !units().any(|unit| unit.hits.meet(mask))
        });
    evidence.map(|spec| format!("{} {}", spec.id, spec.why)).collect()
}

fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT).and_then(|(end, _)| text.get(..end)) {
        Some(start) => format!("{start}…"),
        None => text.to_owned(),
    }
}
