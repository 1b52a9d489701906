//! The rows in which the parties of a conflict are compared. Differing rows come first; nothing is added up.

use crate::desk::{ComparedSide, Comparison, ConflictView, Side, SideCell};
use crate::domain::{CellKey, ClaimId, Factor, PartyAnswer, Requirement, Verdict};
use crate::evidence::timeline::DatedLine;
use crate::text::Span;
use crate::tui::glyphs::Glyphs;
use crate::tui::theme::Tint;
use crate::tui::widgets::verdict::{verdict_tint, verdict_word};
use chrono::{DateTime, Utc};

/// A text of a party that belongs to a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// File name of the document.
    pub document: String,
    /// Where in the document, in bytes.
    pub span: Span,
    /// The text.
    pub text: String,
    /// Why it is shown: a verdict's pin, or what the engine says about it.
    pub why: String,
    /// Whether a person pinned it.
    pub pinned: bool,
}

/// What a row says of one party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// In words.
    pub words: String,
    /// What it means.
    pub tint: Tint,
    /// The texts behind it, best first.
    pub excerpts: Vec<Excerpt>,
}

/// One row of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// What is compared.
    pub label: String,
    /// One cell for each party, in their order.
    pub cells: Vec<Cell>,
    /// The factor that is graded in it.
    pub factor: Option<Factor>,
}

impl Row {
    /// Whether the parties are not all alike.
    pub(super) fn differs(&self) -> bool {
        let mut words = self.cells.iter().map(|cell| &cell.words);
        let first = words.next();
        words.any(|other| Some(other) != first)
    }
}

/// Every row: those that differ first, each group in the order of the checklist; the factors stay together at the end.
pub(super) fn rows(view: &ConflictView, comparison: &Comparison, glyphs: &Glyphs) -> Vec<Row> {
    let facts = [
        row("Claim", view, claim),
        row("Answer", view, answer),
        row("Latest proof", view, latest_proof),
        row("Acknowledged", view, acknowledged),
        row("Work dated", view, activity),
    ];
    let mut keys: Vec<CellKey> = Vec::new();
    for cell in view.sides.iter().flat_map(|side| &side.cells) {
        // The parties may claim one workload under different names: the requirement alone tells the rows apart.
        if !keys.iter().any(|key| key.requirement == cell.key.requirement) {
            keys.push(cell.key.clone());
        }
    }
    keys.sort_by_key(|key| key.requirement);
    let judged =
        keys.iter().map(|key| row(asked(key.requirement), view, |side| requirement(side, key, glyphs)));
    let (differing, equal): (Vec<Row>, Vec<Row>) = facts.into_iter().chain(judged).partition(Row::differs);
    let factors = Factor::ALL.iter().map(|factor| factor_row(*factor, view, comparison, glyphs));
    differing.into_iter().chain(equal).chain(factors).collect()
}

/// The short name of a requirement, as the first column has room for.
const fn asked(requirement: Requirement) -> &'static str {
    match requirement {
        Requirement::CustomerAcknowledgement => "R1 customer",
        Requirement::PartyNames => "R2 names",
        Requirement::ActivityDetail => "R3 activities",
        Requirement::WorkloadConnection => "R4 workload",
        Requirement::Dates => "R5 dates",
        Requirement::PublicSectorDisclosure => "R6 disclosure",
    }
}

/// The short name of a factor, as the first column has room for.
const fn short(factor: Factor) -> &'static str {
    match factor {
        Factor::Recency => "Recency",
        Factor::Specificity => "Specific work",
        Factor::Scale => "Scale",
        Factor::Delivery => "Delivery",
        Factor::Corroboration => "Customer says",
    }
}

/// The requirements whose texts may carry a grade.
const fn carried_by(factor: Factor) -> &'static [Requirement] {
    match factor {
        Factor::Recency => &[Requirement::CustomerAcknowledgement, Requirement::Dates],
        Factor::Specificity | Factor::Scale | Factor::Delivery => &[Requirement::ActivityDetail],
        Factor::Corroboration => &[Requirement::CustomerAcknowledgement],
    }
}

fn factor_row(factor: Factor, view: &ConflictView, comparison: &Comparison, glyphs: &Glyphs) -> Row {
    let cells = view.sides.iter().map(|side| {
        let compared = side.party.claim_id().and_then(|id| compared(comparison, id));
        compared.map_or_else(
            || plain(glyphs.dash.to_owned(), Tint::NotApplicable),
            |one| graded(factor, one, side),
        )
    });
    Row { label: short(factor).to_owned(), cells: cells.collect(), factor: Some(factor) }
}

/// The side of the comparison that belongs to a claim.
pub(super) fn compared<'c>(comparison: &'c Comparison, id: &ClaimId) -> Option<&'c ComparedSide> {
    comparison.sides.iter().find(|side| side.party.claim_id == *id)
}

/// The grade in words, with the text it rests on before the others that could carry one.
fn graded(factor: Factor, compared: &ComparedSide, side: &Side) -> Cell {
    let grade = compared.grade(factor);
    let value = grade.map(|grade| u8::from(grade.grade));
    let (words, tint) = match value {
        Some(2) => ("2 clearly", Tint::Met),
        Some(1) => ("1 somewhat", Tint::Unclear),
        Some(_) => ("0 not at all", Tint::NotMet),
        None if compared.outdated.contains(&factor) => ("papers changed: grade again", Tint::Unset),
        None => ("not graded", Tint::Unset),
    };
    let note =
        grade.and_then(|grade| grade.note.as_deref()).map_or_else(String::new, |note| format!(", {note}"));
    let fits = |cell: &&SideCell| carried_by(factor).contains(&cell.key.requirement);
    let dated = (factor == Factor::Recency).then_some(side.acknowledged.as_ref()).flatten().map(excerpt_of);
    let mut all: Vec<Excerpt> =
        dated.into_iter().chain(side.cells.iter().filter(fits).flat_map(excerpts)).collect();
    if let Some(pin) = grade.and_then(|grade| grade.pin.as_ref()) {
        all.retain(|other| other.document != pin.document || other.span != pin.span);
        let carries = Excerpt {
            document: pin.document.clone(),
            span: pin.span,
            text: String::new(),
            why: "the grade rests on it".to_owned(),
            pinned: true,
        };
        all.insert(0, carries);
    }
    Cell { words: format!("{words}{note}"), tint, excerpts: all }
}

fn row(label: &str, view: &ConflictView, cell: impl Fn(&Side) -> Cell) -> Row {
    Row { label: label.to_owned(), cells: view.sides.iter().map(cell).collect(), factor: None }
}

fn plain(words: String, tint: Tint) -> Cell {
    Cell { words, tint, excerpts: Vec::new() }
}

fn claim(side: &Side) -> Cell {
    match &side.party.claim {
        Some(claim) => {
            plain(format!("{}, {}", claim.claim_id, claim.status.label().to_lowercase()), Tint::Title)
        }
        None => plain("no claim on file".to_owned(), Tint::Muted),
    }
}

fn answer(side: &Side) -> Cell {
    let answered = side.state.answered;
    let tint = match answered.answer {
        PartyAnswer::Proof => Tint::Met,
        PartyAnswer::Words | PartyAnswer::Awaited => Tint::Unclear,
        PartyAnswer::NotAsked | PartyAnswer::Silent => Tint::Muted,
    };
    plain(dated(answered.answer.label(), answered.at), tint)
}

fn dated(words: &str, at: Option<DateTime<Utc>>) -> String {
    at.map_or_else(|| words.to_owned(), |at| format!("{words}, {}", at.format("%Y-%m-%d")))
}

fn latest_proof(side: &Side) -> Cell {
    match &side.latest_proof {
        Some(proof) => {
            let on = proof.on.map_or_else(|| "not dated".to_owned(), |on| on.to_string());
            plain(format!("{on}  {}", proof.document), Tint::Text)
        }
        None => plain("none".to_owned(), Tint::NotMet),
    }
}

fn acknowledged(side: &Side) -> Cell {
    match &side.acknowledged {
        Some(line) => Cell {
            words: format!("{}, {}", line.to, line.form),
            tint: Tint::Text,
            excerpts: vec![excerpt_of(line)],
        },
        None => plain("no dated acknowledgement found".to_owned(), Tint::Muted),
    }
}

fn activity(side: &Side) -> Cell {
    let words = match side.active() {
        Some((first, last)) if first == last => first.to_string(),
        Some((first, last)) => format!("{first} to {last}"),
        None => "no dated work found".to_owned(),
    };
    Cell { words, tint: Tint::Text, excerpts: side.activity.iter().map(excerpt_of).collect() }
}

fn excerpt_of(line: &DatedLine) -> Excerpt {
    Excerpt {
        document: line.document.clone(),
        span: line.span,
        text: line.text.clone(),
        why: line.form.to_owned(),
        pinned: false,
    }
}

/// A person's verdict, or that nobody judged yet and what the engine found.
fn requirement(side: &Side, key: &CellKey, glyphs: &Glyphs) -> Cell {
    let Some(cell) = side.cells.iter().find(|cell| cell.key.requirement == key.requirement) else {
        return plain(glyphs.dash.to_owned(), Tint::NotApplicable);
    };
    let verdict = match (&cell.judged, &cell.settled) {
        (Some(judged), _) => Some(judged.verdict),
        (None, Some(_)) => Some(Verdict::NotApplicable),
        (None, None) => None,
    };
    let badge = format!("{} {}", glyphs.verdict(verdict), verdict_word(verdict));
    let found = cell.suggested.as_ref().filter(|_| verdict.is_none());
    let found = found.map(|found| format!("({} {})", glyphs.signal(found.signal), found.signal.label()));
    let reasons = cell.judged.iter().flat_map(|judged| &judged.reasons).map(|reason| reason.code.to_string());
    let words: Vec<String> = std::iter::once(badge).chain(found).chain(reasons).collect();
    let words = words.join(" ");
    Cell { words, tint: verdict_tint(verdict), excerpts: excerpts(cell) }
}

/// What a person pinned, then what the engine points at.
fn excerpts(cell: &SideCell) -> Vec<Excerpt> {
    let candidates = cell.suggested.iter().flat_map(|found| &found.candidates);
    let found = candidates.map(|candidate| Excerpt {
        document: candidate.document.clone(),
        span: candidate.span,
        text: candidate.text.clone(),
        why: format!("{}: {}", candidate.polarity.label(), candidate.why),
        pinned: false,
    });
    let mut all: Vec<Excerpt> = found.collect();
    for pin in cell.judged.iter().flat_map(|judged| &judged.pins) {
        match all.iter_mut().find(|other| other.document == pin.document && other.span == pin.span) {
            Some(same) => same.pinned = true,
            None => all.push(Excerpt {
                document: pin.document.clone(),
                span: pin.span,
                text: String::new(),
                why: "pinned".to_owned(),
                pinned: true,
            }),
        }
    }
    all.sort_by_key(|excerpt| !excerpt.pinned);
    all
}
