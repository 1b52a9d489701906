//! What clocks will do, or did since the snapshot: predicted and shown, never done (DEC-14, M7).
//!
//! A prediction names the transition, its instant and the latest open request, so that a person can release what
//! ran out. Nothing here changes a claim, and no timer does.

use super::activity_clocks::lost_consent;
use super::clocks::last;
use super::transitions::TransitionId;
use super::{Clock, Standing, clocks};
use crate::domain::{Claim, HistoryAction, Program, Status};
use crate::policy::{Edition, Mover, Transition};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// What a clock does when it runs out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prediction {
    /// The row of the transition table.
    pub transition: TransitionId,
    /// The status that follows; the present one when only a right ends.
    pub leads_to: Status,
    /// When the clock runs out, in UTC.
    pub at: DateTime<Utc>,
    /// The latest open request to the partner, as printed; the reason of an automatic rejection.
    pub request: Option<String>,
    /// Sentence for the reviewer.
    pub text: String,
    /// Whether the status changes by itself, so that there is something to release.
    pub changes_status: bool,
}

impl Prediction {
    /// Whether the clock ran out: an action has to happen before the instant (CLK-21).
    pub fn is_due(&self, now: DateTime<Utc>) -> bool {
        self.at <= now
    }
}

/// What the running clocks lead to, the earliest first.
pub fn predictions(
    claim: &Claim,
    edition: &Edition,
    standing: &Standing,
    now: DateTime<Utc>,
) -> Vec<Prediction> {
    predictions_of(&clocks(claim, edition, standing), claim, edition, now)
}

/// The same, of clocks that are known already.
pub fn predictions_of(
    clocks: &[Clock],
    claim: &Claim,
    edition: &Edition,
    now: DateTime<Utc>,
) -> Vec<Prediction> {
    let mut found: Vec<Prediction> = clocks
        .iter()
        .filter(|clock| clock.replaced_by.is_none())
        .filter_map(|clock| predicted(claim, edition, clock, now))
        .collect();
    found.sort_by_key(|prediction| prediction.at);
    found
}

fn predicted(claim: &Claim, edition: &Edition, clock: &Clock, now: DateTime<Utc>) -> Option<Prediction> {
    let at = clock.deadline?;
    let row = row(claim, edition, clock)?;
    // A clock beside a customer's right ends the period it names and not the right (CTR-04).
    let leads_to = if row.by == Mover::Clock { row.to_status? } else { claim.status };
    let changes_status = leads_to != claim.status;
    Some(Prediction {
        transition: TransitionId::of(row),
        leads_to,
        at,
        request: open_request(claim).filter(|_| changes_status),
        text: sentence(&Ending { row, clock, leads_to, changes_status, ran_out: at <= now }, at),
        changes_status,
    })
}

/// The row that the end of a clock causes.
fn row<'e>(claim: &Claim, edition: &'e Edition, clock: &Clock) -> Option<&'e Transition> {
    // A residual claim that nobody answers ends like any other request (T-C25-09, T-C25-13).
    let name = if clock.name == "residual-answer" { "partner-answer" } else { &clock.name };
    let of_clock = |row: &&Transition| {
        row.program == claim.program
            && row.from_status == Some(claim.status)
            && row.clock.as_deref() == Some(name)
    };
    let expiry = edition.expiry(&claim.engagement).filter(|_| name == "activity-expiry");
    edition.transitions.iter().filter(of_clock).find(|row| {
        expiry.is_none_or(|expiry| {
            row.id == expiry.not_submitted_transition || row.id == expiry.post_submission_transition
        })
    })
}

/// What the partner was last asked for: the reviewer's comment on the latest request, else the note of the request
/// itself. Never an older one.
pub fn open_request(claim: &Claim) -> Option<String> {
    if claim.status != Status::PartnerActionRequired {
        return None;
    }
    let asked = claim.history.iter().filter(|entry| entry.action == HistoryAction::ActionRequired);
    let latest = asked.max_by_key(|entry| entry.on);
    let since = latest.map(|entry| entry.on).or_else(|| last(claim, &HistoryAction::Created));
    let of_reviewer = |author: &str| author != claim.partner.contact_name && author != claim.partner.name;
    let comments = claim.comments.iter();
    let comment = comments
        .filter(|comment| since.is_none_or(|since| comment.on >= since) && of_reviewer(&comment.author))
        .max_by_key(|comment| comment.on)
        .map(|comment| comment.text.clone());
    comment.or_else(|| latest.and_then(|entry| entry.note.clone())).filter(|text| !text.trim().is_empty())
}

/// How a prediction ends, in the terms of its sentence.
struct Ending<'a> {
    row: &'a Transition,
    clock: &'a Clock,
    leads_to: Status,
    changes_status: bool,
    ran_out: bool,
}

fn sentence(ending: &Ending<'_>, at: DateTime<Utc>) -> String {
    let Ending { row, clock, leads_to, changes_status, ran_out } = ending;
    let when = if clock.date_only { at.format("%-d %B %Y") } else { at.format("%-d %B %Y, %H:%M:%S UTC") };
    let (label, status, id) = (&clock.label, leads_to.label().to_lowercase(), &row.id);
    match (changes_status, ran_out) {
        (true, false) => format!("Becomes {status} on {when} if nothing happens: {label} ({id})."),
        (true, true) => format!("Predicted to be {status} since {when}: {label} ran out ({id})."),
        (false, false) if row.by == Mover::Clock => {
            format!("Stays {status}; {label} until {when}, then no more ({id}).")
        }
        (false, true) if row.by == Mover::Clock => {
            format!("Stays {status}; {label} ended on {when} ({id}).")
        }
        (false, _) => format!(
            "Stays {status}; {label} {} on {when}. The customer may still end the association at any time ({id}).",
            if *ran_out { "ended" } else { "ends" }
        ),
    }
}

/// Whether a dispute of the rejection is possible at all: the edition knows it, and the rejection did not follow from
/// another partner's consent.
pub(super) fn can_be_disputed(claim: &Claim, edition: &Edition) -> bool {
    match claim.program {
        Program::Cpor => edition.parameters.disputes,
        Program::PartnerActivities => !lost_consent(claim),
    }
}
