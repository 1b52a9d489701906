//! What looks like the claimed workload and is not: a suite, a similar product, a lower plan (POE-R4-04, TRAP-12 to
//! TRAP-17).

use super::cues::Cues;
use super::naming::Naming;
use super::{Found, Seen, part};
use crate::domain::Polarity;
use crate::evidence::case::{Case, Place};
use crate::evidence::rank::Finding;
use crate::text::segment::Role;

/// Every unit that could be taken for a mention, noting what was seen.
pub(super) fn findings(case: &Case<'_>, cues: &Cues, naming: &Naming<'_>, seen: &mut Seen) -> Vec<Finding> {
    let workload = naming.workload();
    let similar = workload.map(|at| case.aliases.distinctive_words(at)).unwrap_or_default();
    let search = Search { case, cues, workload, similar };
    let places = case.units().filter(|place| !naming.names(place.unit));
    places.filter_map(|place| Some(place.finding("R4", search.found(place, seen)?))).collect()
}

/// How much of a line the shared words are: a short line is about them, a long one only touches them.
fn density(shared: usize, place: Place<'_>) -> i32 {
    const MOST: usize = 4;
    i32::try_from((shared * 20 / place.unit.words.len().max(1)).min(MOST)).unwrap_or_default()
}

struct Search<'c> {
    case: &'c Case<'c>,
    cues: &'c Cues,
    workload: Option<usize>,
    similar: Vec<String>,
}

impl Search<'_> {
    fn found(&self, place: Place<'_>, seen: &mut Seen) -> Option<Found> {
        if matches!(place.unit.role, Role::Header | Role::Unticked) {
            return None;
        }
        let umbrella = |at: usize| {
            let entry = self.case.edition.workloads.get(at);
            entry.is_some_and(|entry| entry.umbrella || entry.name.contains("(suite)"))
        };
        let aliases = self.case.aliases;
        let mentions = || place.unit.mentions.iter().map(|mention| mention.workload);
        let near = mentions().any(|at| aliases.is_near_miss(at) && aliases.competes(at, self.workload));
        let suite = mentions().any(umbrella);
        let shared = place.unit.words.iter().filter(|word| self.similar.contains(word)).count();
        let named = !place.unit.mentions.is_empty();
        let points = part(place) + i32::from(!place.unit.metrics.is_empty()) * 2;
        seen.similar |= near || (shared > 0 && named);
        seen.suite |= suite;
        Some(match () {
            () if near => (36 + points, Polarity::Against, "another product with a similar name", 5),
            () if shared > 0 && named => {
                (34 + points, Polarity::Against, "similar name, not the claimed workload", 5)
            }
            () if place.unit.hits.meet(self.cues.planned) => {
                (30 + points, Polarity::Against, "only planned or not bought", 7)
            }
            () if suite => (28 + points, Polarity::Against, "suite name, not the workload", 5),
            () if shared > 0 => (
                20 + part(place) + density(shared, place),
                Polarity::Against,
                "similar name, not the claimed workload",
                5,
            ),
            () => return None,
        })
    }
}
