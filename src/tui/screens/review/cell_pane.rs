//! What is known about the focused cell: what it asks for, what was found, why that may not count, what was said.

use super::ReviewScreen;
use super::spots::{Origin, Spot};
use super::stops::Stop;
use crate::domain::{CellKey, Judgement};
use crate::rules;
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::overlays::{QUALIFICATIONS, qualification};
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::wrap;
use ratatui::text::{Line, Span};

/// Rows of a pane, each paragraph folded to its width.
struct Paragraphs {
    width: usize,
    rows: Vec<Line<'static>>,
}

impl Paragraphs {
    fn add(&mut self, sign: (&str, Tint), text: &str, tint: Tint, context: &Context) {
        let indent = sign.0.chars().count() + 1;
        for (nth, row) in
            wrap(&clean::one_line(text), self.width.saturating_sub(indent + 1)).into_iter().enumerate()
        {
            let lead = if nth == 0 { format!(" {} ", sign.0) } else { " ".repeat(indent + 1) };
            let lead = if sign.0.is_empty() { " ".to_owned() } else { lead };
            self.rows.push(Line::from(vec![
                Span::styled(lead, context.theme.style(sign.1)),
                Span::styled(row, context.theme.style(tint)),
            ]));
        }
    }

    fn text(&mut self, text: &str, tint: Tint, context: &Context) {
        self.add(("", tint), text, tint, context);
    }
}

/// The title of the pane.
pub(super) fn title(screen: &ReviewScreen, context: &Context) -> String {
    match &screen.focus {
        Stop::Cell(key) => cell_title(screen, key, context),
        Stop::Qualifications => "Managed Security Services".to_owned(),
        Stop::Exclusions => "Documents that do not count".to_owned(),
        Stop::ClaimReasons => "Reasons of the whole claim".to_owned(),
    }
}

/// `R3 Activities in detail › Microsoft Intune`.
fn cell_title(screen: &ReviewScreen, key: &CellKey, context: &Context) -> String {
    let label = screen.requirement_label(key.requirement);
    let code = key.requirement.code();
    match &key.workload {
        Some(workload) => format!("{code} {label} {} {}", context.glyphs.path, clean::one_line(workload)),
        None => format!("{code} {label}"),
    }
}

/// Everything about the focused row.
pub(super) fn rows(screen: &ReviewScreen, context: &Context, width: usize) -> Vec<Line<'static>> {
    let mut rows = Paragraphs { width, rows: Vec::new() };
    match &screen.focus {
        Stop::Cell(key) => about_cell(screen, context, key, &mut rows),
        Stop::Qualifications => qualifications(screen, context, &mut rows),
        Stop::Exclusions => exclusions(screen, context, &mut rows),
        Stop::ClaimReasons => {
            let text = "Reasons that concern the claim and no single cell. Enter or R chooses them.";
            rows.text(text, Tint::Muted, context);
            for reason in &screen.shown.claim_reasons {
                reason_row(screen, context, reason.code.as_str(), &mut rows);
            }
        }
    }
    rows.rows
}

fn about_cell(screen: &ReviewScreen, context: &Context, key: &CellKey, rows: &mut Paragraphs) {
    let cell = screen.shown.cell(key);
    // The newest note comes before everything else, so that it is seen in the few rows of a small screen.
    let mine = screen.review.readings.iter().filter(|reading| reading.requirement == key.requirement);
    let mut notes: Vec<&str> = mine.map(|reading| reading.text.as_str()).collect();
    let newest = notes.pop();
    if let Some(note) = newest {
        rows.add((context.glyphs.arrow, Tint::Info), note, Tint::Text, context);
    }
    if let Some(settled) = cell.and_then(|cell| cell.settled.as_deref()) {
        rows.add((context.glyphs.dash, Tint::NotApplicable), settled, Tint::Muted, context);
    }
    if let Some(judgement) = cell.and_then(|cell| cell.judgement.as_ref()) {
        said(screen, context, judgement, rows);
    }
    if let Some(carried) = screen.carried(key) {
        let (text, tint) = super::returning::explained(carried);
        rows.add((context.glyphs.back, tint), &text, Tint::Text, context);
        said(screen, context, &carried.earlier, rows);
    }
    found(screen, context, key, rows);
    if let Some(spec) = screen.review.edition.requirement(key.requirement) {
        rows.text(&spec.help, Tint::Faint, context);
    }
    for entry in rules::requirement_contradictions(key.requirement, &screen.review.edition) {
        rows.text(&rules::contradiction_in_words(entry), Tint::Faint, context);
    }
    for note in notes {
        rows.add((context.glyphs.arrow, Tint::Info), note, Tint::Text, context);
    }
}

/// What the person at the desk has said.
fn said(screen: &ReviewScreen, context: &Context, judgement: &Judgement, rows: &mut Paragraphs) {
    for reason in &judgement.reasons {
        reason_row(screen, context, reason.code.as_str(), rows);
    }
    if let Some(note) = &judgement.note {
        rows.add((context.glyphs.prompt, Tint::Key), note, Tint::Text, context);
    }
    for pin in &judgement.pins {
        let quote = screen.review.claim.document(&pin.document).and_then(|document| pin.quote(document));
        let text = quote.map_or_else(
            || format!("{} no longer holds the pinned text", pin.document),
            |quote| format!("\"{quote}\""),
        );
        rows.add((context.glyphs.pin, Tint::Met), &text, Tint::Text, context);
    }
}

fn reason_row(screen: &ReviewScreen, context: &Context, code: &str, rows: &mut Paragraphs) {
    let label = screen.review.edition.reasons.iter().find(|spec| spec.code.as_str() == code);
    let text = label.map_or_else(|| code.to_owned(), |spec| format!("{code}  {}", spec.label));
    rows.add((context.glyphs.dot, Tint::NotMet), &text, Tint::Text, context);
}

/// What the engine points at.
fn found(screen: &ReviewScreen, context: &Context, key: &CellKey, rows: &mut Paragraphs) {
    let Some(found) = screen.sources().suggestion(key) else {
        rows.text(screen.looking_in_words(context), Tint::Muted, context);
        return;
    };
    let spots = screen.sources().spots(key);
    let at = screen.spot.as_ref().and_then(|spot| spots.iter().position(|other| other == spot));
    let place = match (at, spots.len()) {
        (_, 0) => "nothing to look at; select text with v".to_owned(),
        (Some(at), all) => format!("{} of {all}", at + 1),
        (None, all) => format!("{all} to look at"),
    };
    let text = format!("{}: {place}", found.signal.label());
    rows.add((context.glyphs.signal(found.signal), Tint::Info), &text, Tint::Muted, context);
    if let Some(Spot { origin: Origin::Candidate(nth, polarity), .. }) = &screen.spot
        && let Some(candidate) = found.candidates.get(*nth)
    {
        let sign = (context.glyphs.polarity(*polarity), Tint::Info);
        rows.add(sign, &format!("{}: {}", polarity.label(), candidate.why), Tint::Text, context);
    }
    for caution in &found.cautions {
        let text = format!("{}  {}", caution.code, caution.text);
        rows.add(("!", Tint::Unclear), &text, Tint::Text, context);
    }
}

fn qualifications(screen: &ReviewScreen, context: &Context, rows: &mut Paragraphs) {
    rows.text(
        "What the service must show, to be ticked one by one. Enter or Q opens the list.",
        Tint::Muted,
        context,
    );
    let seen = screen.shown.qualifications.clone().unwrap_or_default();
    for number in QUALIFICATIONS {
        let ticked = seen.contains(&number);
        let text = qualification(&screen.review.edition, number);
        let verdict = ticked.then_some(crate::domain::Verdict::Met);
        let tint = if ticked { Tint::Met } else { Tint::Unset };
        rows.add((context.glyphs.verdict(verdict), tint), &text, Tint::Text, context);
    }
}

fn exclusions(screen: &ReviewScreen, context: &Context, rows: &mut Paragraphs) {
    rows.text("The document that is open is excluded, or counts again, with e.", Tint::Muted, context);
    for (document, code) in &screen.shown.excluded {
        rows.add((context.glyphs.dash, Tint::NotMet), document, Tint::Text, context);
        reason_row(screen, context, code.as_str(), rows);
    }
}
