//! Facts about a claim in words. Never a value, a deal size or a payout.

use super::ReviewScreen;
use crate::rules::{self, Clock, contradiction_in_words};
use crate::text::clean;
use crate::tui::theme::Tint;
use chrono::{DateTime, Utc};

/// Label, value and meaning of every fact, most useful first.
pub(super) fn facts(screen: &ReviewScreen) -> Vec<(&'static str, String, Tint)> {
    let claim = &screen.review.claim;
    let mut facts = vec![
        ("Claim", claim.claim_name.clone(), Tint::Text),
        ("Partner", format!("{} ({})", claim.partner.name, claim.partner.partner_id), Tint::Text),
        ("Contact", claim.partner.contact_name.clone(), Tint::Text),
        ("Customer", format!("{}, {}", claim.customer.name, claim.customer.country), Tint::Text),
        ("Sector", claim.customer.sector.label().to_owned(), Tint::Text),
        ("Tenant", claim.customer.tenant_id.to_string(), Tint::Text),
        ("Domain", claim.customer.domain.clone(), Tint::Text),
        ("Signatory", signatory(screen), Tint::Text),
        ("Engagement", engagement(screen), Tint::Text),
        ("Status", claim.status.label().to_owned(), Tint::Text),
        ("Submitted", claim.submitted_on.to_string(), Tint::Text),
    ];
    facts.extend(claim.transaction_on.map(|day| ("Purchase", day.to_string(), Tint::Text)));
    facts.extend(window(screen).map(|window| ("Window", window, Tint::Text)));
    facts.push(("Edition", edition(screen), Tint::Text));
    facts.extend(screen.review.clocks.iter().map(|clock| {
        let (text, tint) = clock_in_words(clock, screen.review.as_of);
        ("Clock", text, tint)
    }));
    facts.extend(screen.review.predictions.iter().map(|prediction| {
        let tint = if prediction.is_due(screen.review.as_of) { Tint::NotMet } else { Tint::Muted };
        ("Predicted", prediction.text.clone(), tint)
    }));
    facts.extend(contested(screen).map(|text| ("Conflict", text, Tint::Conflict)));
    facts.extend(duplicates(screen).map(|text| ("Same text", text, Tint::Unclear)));
    let review = &screen.review;
    let differ = rules::claim_contradictions(&review.claim, &review.edition, &review.standing);
    facts.extend(differ.into_iter().map(|entry| ("Sources", contradiction_in_words(entry), Tint::Faint)));
    facts
}

fn signatory(screen: &ReviewScreen) -> String {
    let customer = &screen.review.claim.customer;
    match &customer.contact_title {
        Some(title) => format!("{}, {title}", customer.contact_name),
        None => customer.contact_name.clone(),
    }
}

/// Engagement and activity.
pub(super) fn engagement(screen: &ReviewScreen) -> String {
    let claim = &screen.review.claim;
    let label = screen.review.edition.engagement(&claim.engagement).map(|spec| spec.label.as_str());
    format!("{}, {}", label.unwrap_or(&claim.engagement), claim.activity.label().to_lowercase())
}

/// Edition, and whether it was inferred.
pub(super) fn edition(screen: &ReviewScreen) -> String {
    let title = &screen.review.edition.title;
    if screen.review.edition_inferred { format!("{title} (inferred)") } else { title.clone() }
}

/// First and last day on which an acknowledgement is fresh enough.
pub(super) fn window(screen: &ReviewScreen) -> Option<String> {
    screen.review.window.map(|(first, last)| format!("{first} to {last}"))
}

/// Which workloads another partner claims or holds, if any. Never who.
pub(super) fn contested(screen: &ReviewScreen) -> Option<String> {
    let contested = &screen.review.standing.contested;
    (!contested.is_empty()).then(|| format!("another partner claims or holds {}", contested.join(", ")))
}

fn duplicates(screen: &ReviewScreen) -> Option<String> {
    let near = &screen.suggestions()?.near_duplicates;
    let ids: Vec<&str> = near.iter().map(|other| other.claim_id.as_str()).collect();
    (!ids.is_empty()).then(|| format!("shared with claim {}", ids.join(", ")))
}

/// Kind, size, lines, oddities and whether it counts.
pub(super) fn about_document(screen: &ReviewScreen, position: usize, dot: &str) -> String {
    let Some(document) = screen.review.claim.documents.get(position) else { return String::new() };
    let mut parts = vec![document.kind.label().to_owned()];
    if document.text.trim().is_empty() {
        parts.push("no text: look at the original".to_owned());
    } else {
        parts.push(size(document.text.len()));
    }
    parts.extend(document.uploaded_on.map(|day| day.to_string()));
    if let Some(code) = screen.shown.excluded.get(&document.file_name) {
        parts.push(format!("does not count ({code})"));
    }
    clean::one_line(&parts.join(&format!(" {dot} ")))
}

/// Bytes in the unit a person reads.
fn size(bytes: usize) -> String {
    const KB: usize = 1_000;
    const MB: usize = 1_000_000;
    match bytes {
        ..KB => format!("{bytes} B"),
        KB..MB => format!("{}.{} kB", bytes / KB, bytes % KB / 100),
        MB.. => format!("{}.{} MB", bytes / MB, bytes % MB / 100_000),
    }
}

/// `review: 2 d 4 h left, our turn`, and how urgent that is.
pub(super) fn clock_in_words(clock: &Clock, as_of: DateTime<Utc>) -> (String, Tint) {
    let turn = clock.turn.phrase();
    let Some(deadline) = clock.deadline else { return (without_deadline(clock, turn), Tint::Muted) };
    let minutes = (deadline - as_of).num_minutes();
    let tint = match minutes {
        ..0 => Tint::NotMet,
        0..1440 => Tint::Unclear,
        1440.. => Tint::Met,
    };
    let left = duration(minutes.abs());
    let text = if minutes < 0 {
        format!("{}: !! {left} over, {turn}", clock.label)
    } else {
        format!("{}: {left} left, {turn}", clock.label)
    };
    (text, tint)
}

/// A clock whose end is not stated, or not known.
fn without_deadline(clock: &Clock, turn: &str) -> String {
    match &clock.problem {
        Some(problem) => format!("{}: {problem}, {turn}", clock.label),
        None => format!("{}, {turn}", clock.label),
    }
}

fn duration(minutes: i64) -> String {
    let (days, hours, rest) = (minutes / 1440, minutes % 1440 / 60, minutes % 60);
    match (days, hours) {
        (0, 0) => format!("{rest} min"),
        (0, hours) => format!("{hours} h {rest} min"),
        (days, hours) => format!("{days} d {hours} h"),
    }
}
