//! The acknowledgement against the claim: the 12 months, the order of purchase and proof, contradictions.

use super::Seen;
use super::acknowledged::Acknowledged;
use super::roles::Told;
use crate::domain::{Caution, HistoryAction};
use crate::evidence::case::Case;
use crate::evidence::engine::caution;
use crate::evidence::reading::Unit;
use crate::text::dates::Reading;
use chrono::{Days, Months, NaiveDate};

/// Days before the work at which a signature contradicts it.
const EARLY: u64 = 90;

/// The earliest and the latest day a date can mean.
pub(super) type Span = (NaiveDate, NaiveDate);

pub(super) fn span(reading: Reading) -> Option<Span> {
    Some((reading.earliest()?, reading.latest()?))
}

pub(super) fn spans(unit: &Unit) -> impl Iterator<Item = Span> {
    unit.dates.iter().filter_map(|date| span(date.reading))
}

/// How dates stand to the limit of the edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Age {
    /// At least one is recent.
    Recent,
    /// Recent or not, by the order of day and month.
    Doubtful,
    /// All are too old.
    Old,
    /// There is none, or no limit.
    Unknown,
}

pub(super) struct Window {
    /// First day that is recent; none in pre-sales and in editions without limit.
    limit: Option<NaiveDate>,
    months: u32,
    /// Last day on which the partner handed anything in.
    last: NaiveDate,
}

impl Window {
    pub(super) fn new(case: &Case<'_>) -> Self {
        let months = case.edition.parameters.acknowledgement_months.filter(|_| !case.is_pre_sales());
        let limit = months.and_then(|months| case.claim.submitted_on.checked_sub_months(Months::new(months)));
        Self { limit, months: months.unwrap_or_default(), last: last_submission(case) }
    }

    /// TST-04. A day after the last submission is no reading of a doubtful date.
    pub(super) fn age(&self, days: impl Iterator<Item = Span>) -> Age {
        let Some(limit) = self.limit else { return Age::Unknown };
        let mut age = Age::Unknown;
        for (earliest, latest) in days {
            let latest = if latest > self.last && earliest <= self.last { earliest } else { latest };
            let own = match () {
                () if earliest >= limit => Age::Recent,
                () if latest >= limit => Age::Doubtful,
                () => Age::Old,
            };
            age = match (age, own) {
                (Age::Recent, _) | (_, Age::Recent) => Age::Recent,
                (Age::Doubtful, _) | (_, Age::Doubtful) => Age::Doubtful,
                _ => Age::Old,
            };
        }
        age
    }

    pub(super) fn cautions(&self, case: &Case<'_>, seen: &Seen, acknowledged: &Acknowledged) -> Vec<Caution> {
        if !seen.any {
            return vec![caution("RC-R5-01", "No date was found.")];
        }
        let mut found = Vec::new();
        if case.is_pre_sales() {
            found.extend(order(case, seen, acknowledged));
        } else {
            found.extend(self.acknowledgement(case, seen, acknowledged));
            if seen.work == Told::Nothing || (seen.open && seen.work < Told::Steps) {
                found.push(caution("RC-R5-05", "No date or period of the work was found."));
            }
        }
        if case.edition.parameters.acknowledgement_months.is_none() && !acknowledged.partner_dated {
            found.push(caution("RC-R5-05", "The date of the partner's signature was not found."));
        }
        found
    }

    fn acknowledgement(&self, case: &Case<'_>, seen: &Seen, acknowledged: &Acknowledged) -> Option<Caution> {
        let days = &acknowledged.days;
        if days.is_empty() {
            return Some(caution("RC-R5-03", "No date was found beside an acknowledgement."));
        }
        match self.age(days.iter().copied()) {
            Age::Doubtful => {
                return Some(caution(
                    "RC-R5-06",
                    "Whether it is recent depends on the order of day and month.",
                ));
            }
            Age::Old => {
                let text = format!(
                    "Every acknowledgement found is older than {} months at submission.",
                    self.months
                );
                return Some(caution("RC-R5-02", &text));
            }
            Age::Recent | Age::Unknown => {}
        }
        if days.iter().all(|(earliest, _)| *earliest > self.last) {
            return Some(caution("RC-R5-06", "The acknowledgement is dated after the submission."));
        }
        let start = seen.starts.iter().min().copied();
        let early = start.and_then(|start| start.checked_sub_days(Days::new(EARLY)));
        let too_early = early.is_some_and(|early| days.iter().all(|(_, latest)| *latest < early));
        (too_early && self.limit.is_some() && case.edition.parameters.acknowledgement_months.is_some())
            .then(|| caution("RC-R5-06", "The acknowledgement is dated long before the work begins."))
    }
}

/// TST-05: proof before the purchase, or an upsell (POE-R5-07).
fn order(case: &Case<'_>, seen: &Seen, acknowledged: &Acknowledged) -> Option<Caution> {
    let Some(bought) = case.claim.transaction_on else {
        return Some(caution("RC-R5-04", "The day of the purchase is not known."));
    };
    // What nobody acknowledged before the purchase counts only where nothing is dated by an acknowledgement.
    let days = if acknowledged.is_dated() { &acknowledged.days } else { &seen.evidence };
    let before = days.iter().any(|(_, latest)| *latest < bought);
    (!before && !seen.upsell).then(|| caution("RC-R5-04", "No proof before the purchase was found."))
}

/// The last day on which anything was submitted (POE-R5-05).
fn last_submission(case: &Case<'_>) -> NaiveDate {
    let submissions = case.claim.history.iter().filter(|entry| {
        matches!(
            entry.action,
            HistoryAction::Submission | HistoryAction::Resubmission | HistoryAction::DocumentSubmission
        )
    });
    let days = submissions.map(|entry| entry.on.date_naive());
    let uploads = case.claim.documents.iter().filter_map(|document| document.uploaded_on);
    days.chain(uploads).fold(case.claim.submitted_on, NaiveDate::max)
}
