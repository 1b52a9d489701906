//! Where a claimed workload is named, and as what: worked on, ticked, listed, ruled out, planned.

use super::cues::Cues;
use super::{Found, Seen, part};
use crate::domain::Polarity;
use crate::evidence::case::{Case, Place};
use crate::evidence::parts::Part;
use crate::evidence::reading::Unit;
use crate::text::lexicon::{Lexicon, lexicon};
use crate::text::segment::Role;
use std::sync::LazyLock;

/// Labels of lines that say what a paper is about, such as `Subject: …` or `Scope: …`.
static LABELS: Lexicon = LazyLock::new(|| {
    lexicon(
        "subject object project scope workload workloads service services system product products title gegenstand \
         projekt leistung objet projet asunto proyecto objeto assunto projeto oggetto progetto onderwerp emne amne \
         aihe betreff recommendation implementation",
    )
});

/// Words that open an exception: what is named behind them is ruled out.
static EXCEPTIONS: Lexicon = LazyLock::new(|| {
    lexicon(
        "excluding except excluded ausgenommen ausser hormis sauf salvo excepto exceto eccetto tranne behalve utom \
         unntatt undtagen",
    )
});

/// Looks for the names of one claimed workload.
pub(super) struct Naming<'c> {
    case: &'c Case<'c>,
    cues: &'c Cues,
    workload: Option<usize>,
    /// Named by more than an abbreviation with other meanings (TRAP-11).
    confirmed: bool,
}

impl<'c> Naming<'c> {
    pub(super) fn of(case: &'c Case<'c>, claimed: &str, cues: &'c Cues) -> Self {
        let workload = case.aliases.index_of(claimed);
        let full = |place: Place<'_>| {
            place.unit.mentions.iter().any(|m| Some(m.workload) == workload && !m.doubtful)
        };
        Self { case, cues, workload, confirmed: case.units().any(full) }
    }

    pub(super) const fn workload(&self) -> Option<usize> {
        self.workload
    }

    /// Whether a unit names the workload.
    pub(super) fn names(&self, unit: &Unit) -> bool {
        let counts = |doubtful: bool| self.confirmed || !doubtful;
        unit.mentions.iter().any(|m| Some(m.workload) == self.workload && counts(m.doubtful))
    }

    /// What a unit that names the workload is worth, noting what was seen.
    pub(super) fn found(&self, place: Place<'_>, seen: &mut Seen) -> Option<Found> {
        if !self.names(place.unit) {
            return None;
        }
        let points = self.case.weights.connection.ruled_out + part(place);
        let hits = place.unit.hits;
        let inside = self.case.parts.get(place.document).and_then(|parts| parts.of(place.at));
        if place.unit.role == Role::Unticked {
            seen.unticked = true;
            return Some((30, Polarity::Against, "the box is not ticked", 6));
        }
        seen.named = true;
        if self.never_counts(place) {
            return Some((points - 10, Polarity::Against, "named on a paper that never counts", 9));
        }
        if inside == Some(Part::Excluded) || hits.meet(self.cues.negated) || self.is_exception(place) {
            seen.ruled_out = true;
            return Some((points + 2, Polarity::Against, "named as out of scope", 7));
        }
        if inside == Some(Part::Later) || hits.meet(self.cues.planned) || self.is_next_budget(place) {
            seen.planned = true;
            return Some((points, Polarity::Against, "only planned, optional or not bought", 7));
        }
        if place.unit.role == Role::Ticked {
            return Some((38, Polarity::For, "the box is ticked", 4));
        }
        Some(self.worked(place, seen))
    }

    fn worked(&self, place: Place<'_>, seen: &mut Seen) -> Found {
        let weights = &self.case.weights.connection;
        let hits = place.unit.hits;
        let worth = |meets: bool, points: i32| if meets { points } else { 0 };
        let work = hits.meet(self.cues.work);
        let detail = hits.meet(self.cues.detail) || !place.unit.metrics.is_empty();
        let label = is_labelled(place);
        let heading = place.unit.role == Role::Heading;
        seen.tied |= !heading && (work || detail || hits.meet(self.cues.help)) || label;
        let points = weights.named
            + worth(work, weights.work)
            + worth(detail, weights.detail)
            + worth(label, weights.label)
            + worth(heading, weights.heading)
            + part(place)
            - worth(hits.meet(self.cues.promotional), 3);
        let why = if work { "names the workload with work" } else { "names the workload" };
        (points, Polarity::For, why, 1)
    }

    /// Whether the paper never serves as proof in this edition (POE-D01 to -D04).
    fn never_counts(&self, place: Place<'_>) -> bool {
        let spec = self.case.edition.document_kind(place.reading.document.kind);
        spec.is_some_and(|spec| spec.never_counts.is_some())
    }

    /// Whether the name stands behind `excluding` or `except` in its sentence.
    fn is_exception(&self, place: Place<'_>) -> bool {
        let named = place.unit.mentions.iter().find(|m| Some(m.workload) == self.workload);
        let start = named.and_then(|m| m.span.start.checked_sub(place.unit.span.start));
        let before = start.and_then(|start| place.text().get(..start)).unwrap_or_default();
        place.unit.hits.meet(self.cues.exception)
            && crate::text::names::words(before).iter().any(|word| EXCEPTIONS.contains(word.as_str()))
    }

    /// Whether the line speaks of a year after the claim, or of a budget.
    fn is_next_budget(&self, place: Place<'_>) -> bool {
        let words = &place.unit.words;
        let later = i64::from(chrono::Datelike::year(&self.case.claim.submitted_on)) + 1;
        let says = |word: &str| words.iter().any(|own| own == word);
        says("budget")
            || (says(&later.to_string()) && place.unit.dates.is_empty() && place.unit.metrics.is_empty())
    }
}

fn is_labelled(place: Place<'_>) -> bool {
    let text = place.text().trim_start_matches(|c: char| !c.is_alphabetic());
    let first = text.split([':', ' ', '.']).next().unwrap_or_default();
    let colon = text.find(':').is_some_and(|at| at < 40);
    colon && crate::text::names::words(first).first().is_some_and(|word| LABELS.contains(word.as_str()))
}
