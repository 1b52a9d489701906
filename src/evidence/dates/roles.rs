//! The role of the dates of a line: what happened on that day.

use super::Shown;
use super::acknowledged::{Acknowledged, Signer};
use super::cues::Cues;
use crate::domain::Polarity;
use crate::evidence::case::{Case, Place, Side};
use crate::text::segment::{self, Role as LineRole};

/// Lines from the top in which a paper is dated.
const HEAD: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The customer signed, or somebody whose side is not told.
    Signed,
    /// The partner, or another company, signed.
    SignedByOther,
    /// The customer sent a mail; earlier ones of a thread weigh less.
    Sent {
        earlier: bool,
    },
    /// Somebody else sent a mail.
    SentByOther,
    /// Another line of a header.
    Header,
    Period,
    Milestone,
    /// A reporting quarter.
    Quarter,
    /// A season or month without its year.
    Season,
    Purchase,
    Upsell,
    /// Place and day of a paper.
    Dated,
    Work,
    Other,
    /// The dates of the engagement are left open.
    Open,
    /// A date of a signature is left open.
    Undated,
    /// Printing, form, licence: proves nothing.
    Furniture,
}

/// What a set tells about when the work was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Told {
    #[default]
    Nothing,
    /// Some day or season.
    Days,
    /// A period, a milestone or a step: what an open field asks for.
    Steps,
}

impl Role {
    /// How clearly the line dates the work.
    pub(super) const fn tells(self) -> Told {
        match self {
            _ if self.is_step() => Told::Steps,
            _ if self.is_of_work() => Told::Days,
            _ => Told::Nothing,
        }
    }

    pub(super) const fn is_of_work(self) -> bool {
        matches!(
            self,
            Self::Period
                | Self::Milestone
                | Self::Quarter
                | Self::Season
                | Self::Work
                | Self::Other
                | Self::Upsell
        )
    }

    const fn is_step(self) -> bool {
        matches!(self, Self::Period | Self::Milestone | Self::Work | Self::Upsell)
    }

    pub(super) const fn is_acknowledgement(self) -> bool {
        matches!(self, Self::Signed | Self::Sent { .. })
    }

    pub(super) const fn shown(self) -> Shown {
        match self {
            Self::Signed => (56, Polarity::For, "date of a signature", 1),
            Self::SignedByOther => (36, Polarity::For, "date of another signature", 7),
            Self::Sent { earlier: false } => (54, Polarity::For, "date of the customer's mail", 3),
            Self::Sent { earlier: true } => (42, Polarity::For, "date of an earlier mail of the customer", 3),
            Self::SentByOther => (16, Polarity::For, "date of a mail", 3),
            Self::Header => (4, Polarity::For, "date in a mail header", 5),
            Self::Period => (46, Polarity::For, "period of the work", 2),
            Self::Milestone => (32, Polarity::For, "milestone", 4),
            Self::Quarter => (30, Polarity::For, "reporting period", 2),
            Self::Season => (8, Polarity::For, "season or month", 5),
            Self::Purchase => (14, Polarity::For, "date of the purchase", 8),
            Self::Upsell => (50, Polarity::For, "upsell", 9),
            Self::Dated => (36, Polarity::For, "place and date", 1),
            Self::Work => (18, Polarity::For, "date of work", 5),
            Self::Other => (12, Polarity::For, "date", 5),
            Self::Open => (62, Polarity::Blocker, "date of the engagement left open", 6),
            Self::Undated => (60, Polarity::Blocker, "date of the signature left open", 6),
            Self::Furniture => (4, Polarity::Against, "date of printing, of a form or of a licence", 10),
        }
    }
}

/// The role of a line; `None` when it has neither date nor field for one.
pub(super) fn of(
    case: &Case<'_>,
    cues: &Cues,
    (place, acknowledged): (Place<'_>, &Acknowledged),
) -> Option<Role> {
    let unit = place.unit;
    let hits = unit.hits;
    let dated = unit.dates.iter().any(|date| date.reading.earliest().is_some());
    if let Some(open) = open(cues, place).filter(|_| !dated) {
        return Some(open);
    }
    if case.is_pre_sales() && hits.meet(cues.upsell) && unit.mail.is_some() == (unit.role == LineRole::Body) {
        return Some(Role::Upsell);
    }
    if unit.dates.is_empty() {
        let season = || hits.meet(cues.season).then_some(Role::Season);
        return hits.meet(cues.quarter).then_some(Role::Quarter).or_else(season);
    }
    if unit.role == LineRole::Header {
        return Some(sent(case, place));
    }
    let signer = acknowledged.signer(place.document, place.at);
    Some(match () {
        () if signer == Some(Signer::Other) => Role::SignedByOther,
        () if signer == Some(Signer::Customer) => Role::Signed,
        () if hits.meet(cues.furniture) => Role::Furniture,
        () if hits.meet(cues.purchase) => Role::Purchase,
        () if hits.meet(cues.period) || is_range(place, dated) => Role::Period,
        () if is_place_and_day(place) => Role::Dated,
        () if hits.meet(cues.milestone) => Role::Milestone,
        () if hits.meet(cues.work) => Role::Work,
        () => Role::Other,
    })
}

/// A field whose date is missing, on this line and on the next.
fn open(cues: &Cues, place: Place<'_>) -> Option<Role> {
    let hits = place.unit.hits;
    let next = place.reading.units.get(place.at + 1);
    let below = next.is_some_and(|next| next.line == place.unit.line + 1 && !next.dates.is_empty());
    if hits.meet(cues.engagement_open) {
        return (!below).then_some(Role::Open);
    }
    if !hits.meet(cues.left_open) || below || !place.unit.dates.is_empty() {
        return None;
    }
    let field =
        hits.meet(cues.signed) || place.text().contains("___") || place.text().trim_end().ends_with(':');
    Some(if field { Role::Undated } else { Role::Open })
}

/// The date line of a mail.
fn sent(case: &Case<'_>, place: Place<'_>) -> Role {
    let Some(mail) = place.unit.mail.and_then(|at| place.reading.mails.get(at)) else { return Role::Header };
    if !mail.sent.as_ref().is_some_and(|sent| sent.line.overlaps(place.unit.span)) {
        return Role::Header;
    }
    match case.sender(place) {
        Some(Side::Customer | Side::Unproven) => Role::Sent { earlier: mail.earlier },
        _ => Role::SentByOther,
    }
}

/// Two dates joined by a dash or a word.
pub(super) fn is_range(place: Place<'_>, dated: bool) -> bool {
    let mut both = place.unit.dates.iter();
    let (Some(first), Some(second)) = (both.next(), both.next()) else { return false };
    let text = place.text();
    let from = first.span.end.saturating_sub(place.unit.span.start);
    let to = second.span.start.saturating_sub(place.unit.span.start);
    let between = text.get(from..to).unwrap_or_default().trim().trim_matches(',').to_lowercase();
    let joins = [
        "-", "–", "—", "to", "until", "and", "/", "bis", "bis zum", "a", "au", "al", "til", "till", "tot",
        "t/m", "hasta", "até", "e",
    ];
    dated && joins.contains(&between.as_str())
}

/// `Lyon, 4 July 2025`, alone on its line, or a date alone at the top of a paper.
fn is_place_and_day(place: Place<'_>) -> bool {
    let Some(first) = place.unit.dates.first() else { return false };
    let text = place.text();
    let before = text.get(..first.span.start.saturating_sub(place.unit.span.start)).unwrap_or_default();
    let words = before.split_whitespace().count();
    let short = text.chars().count() <= 60 || place.unit.dates.len() > 1;
    let opens = words <= 4 && before.trim_end().ends_with([',', ':']);
    let column = segment::cells(place.reading.folded(), place.unit.span);
    let alone = place.unit.line < HEAD
        && column.len() > 1
        && column.iter().any(|cell| cell.start == first.span.start);
    alone || (short && opens) || (words == 0 && text.chars().count() <= 30)
}

/// A paper's own date: at its top, not the day of printing and not a period.
pub(super) fn of_paper(cues: &Cues, place: Place<'_>) -> bool {
    let hits = place.unit.hits;
    place.unit.line < HEAD
        && place.unit.dates.iter().any(|date| date.reading.earliest().is_some())
        && ![cues.furniture, cues.period, cues.purchase, cues.milestone]
            .into_iter()
            .any(|mask| hits.meet(mask))
        && !is_range(place, true)
        || (is_place_and_day(place) && !hits.meet(cues.furniture) && !hits.meet(cues.period))
}
