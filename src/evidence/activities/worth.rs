//! What one line is worth, as evidence or as a trap, and what it adds to the whole.

use super::about::About;
use super::cues::Cues;
use super::line::Line;
use super::traps::{self, Trap};
use super::{Work, Worth};
use crate::domain::{DocumentKind, Polarity};
use crate::evidence::case::{Case, Place};
use crate::evidence::rank::Finding;
use crate::text::segment::Role;

/// Detail that makes help a piece of work.
const HELP_WITH_DETAIL: i32 = 4;
/// What a trap loses that is not about the workload.
const TRAP_ELSEWHERE: i32 = -30;
/// A line of a proof without work that only names the workload, or a product that is easily taken for it.
const BARE: i32 = 12;

impl Work {
    pub(super) fn read<'l>(
        &mut self,
        case: &'l Case<'l>,
        cues: &'l Cues,
        (place, about, elsewhere): (Place<'l>, About, bool),
    ) {
        let part = case.parts.get(place.document).and_then(|parts| parts.of(place.at));
        let line = Line { case, cues, place, about, part, managed: self.managed };
        let hits = place.unit.hits;
        let trap = if elsewhere {
            Some((Trap::Elsewhere, true))
        } else if self.managed && hits.meet(cues.unmanaged) {
            Some((Trap::Unmanaged, true))
        } else {
            traps::of(case, cues, place)
        };
        let names = matches!(about, About::Names | About::Row | About::Aside);
        self.ticked |= names && place.unit.role == Role::Ticked;
        if matches!(place.unit.role, Role::Header | Role::Unticked) || about == About::Other {
            self.bare.extend(line.bare());
            return;
        }
        let counts = !refuses(case, place.reading.document.kind);
        self.named |= names && counts && !matches!(trap, Some((Trap::Excluded | Trap::Later, _)));
        if self.managed && trap.is_none() {
            self.qualifications.extend(cues.qualifications.iter().position(|mask| hits.meet(*mask)));
            self.named |= self.qualifications.len() > 1;
        }
        self.vague += usize::from(hits.meet(cues.vague)) + usize::from(hits.meet(cues.promotional));
        self.concrete += usize::from(hits.meet(cues.verbs)) + usize::from(!place.unit.metrics.is_empty());
        let Some(worth) = line.worth(trap) else {
            self.bare.extend(line.bare());
            return;
        };
        let about_work = !matches!(trap, Some((Trap::Excluded | Trap::Later, _)));
        let placed = matches!(about, About::Names | About::Row | About::Section);
        self.told |= about_work && placed && place.unit.role != Role::Ticked;
        match worth.polarity {
            Polarity::For if counts && about != About::Beside => {
                self.evidence = self.evidence.max(worth.points);
                self.sufficient += usize::from(line.suffices(worth.points));
                self.detailed |= line.detail() > 0;
            }
            Polarity::For => {}
            _ => {
                if line.is_near() {
                    self.trapped = self.trapped.max(worth.points);
                }
                if let Some((trap, _)) = trap.filter(|(trap, _)| !self.traps.contains(trap)) {
                    self.traps.push(trap);
                }
            }
        }
        let finding = place.finding("R3", (worth.points, worth.polarity, worth.why, worth.group));
        if line.is_near() { &mut self.findings } else { &mut self.elsewhere }.push(finding);
    }
}

/// Whether papers of a kind never serve as proof in the edition.
fn refuses(case: &Case<'_>, kind: DocumentKind) -> bool {
    case.edition.document_kind(kind).is_some_and(|spec| spec.never_counts.is_some())
}

impl Line<'_> {
    fn worth(&self, trap: Option<(Trap, bool)>) -> Option<Worth> {
        let detail = self.detail();
        let deed = self.deed();
        let around = self.nearness() + self.role() + self.paper() + self.form();
        if let Some((trap, by_part)) = trap {
            let weight = self.weight(trap);
            let enough = if trap == Trap::Vague { HELP_WITH_DETAIL } else { weight };
            let outweighed = !by_part && trap.yields_to_detail() && detail >= enough;
            if !outweighed {
                let aside = if self.is_near() { 0 } else { TRAP_ELSEWHERE };
                let points = weight + around + deed / 3 + aside;
                return Some(Worth {
                    points,
                    polarity: Polarity::Against,
                    why: trap.why(),
                    group: trap.group(),
                });
            }
        }
        if self.is_inventory() {
            return None;
        }
        let hits = self.place.unit.hits;
        let says_work = hits.meet(self.cues.verbs)
            || !self.place.unit.metrics.is_empty()
            || hits.meet(self.cues.results)
            || hits.meet(self.cues.before_after)
            || self.place.unit.counts.len() > 1;
        let total = detail + deed;
        let told = self.names() && (detail > 0 || says_work);
        (told || (total >= 10 && says_work)).then(|| Worth {
            points: total + around,
            polarity: Polarity::For,
            why: self.why(),
            group: self.group(),
        })
    }

    /// A line that shows nothing but the name, or a product that is easily taken for the workload.
    fn bare(&self) -> Option<Finding> {
        let near_miss =
            || self.place.unit.mentions.iter().any(|m| self.case.aliases.is_near_miss(m.workload));
        let found = match self.about {
            _ if matches!(self.place.unit.role, Role::Header | Role::Unticked) => return None,
            About::Names | About::Row | About::Aside => {
                (BARE, Polarity::Against, "names the workload, tells no work", 20)
            }
            About::Other if near_miss() => (BARE - 2, Polarity::Against, "work on a similar product", 21),
            _ => return None,
        };
        Some(self.place.finding("R3", found))
    }

    /// Whether the line alone tells of work in detail: something done, and a number, time, problem or result.
    fn suffices(&self, points: i32) -> bool {
        let weights = &self.case.weights.activities;
        let verb = self.place.unit.hits.meet(self.cues.verbs);
        let acts = traps::partner_acts(self.case, self.place);
        let placed = self.place.unit.role != Role::Heading
            && match self.about {
                About::Names | About::Row | About::Section | About::Feature => true,
                About::General => self.is_near() && verb && acts,
                About::Aside | About::Beside | About::Other => false,
            };
        let done = verb || acts;
        if placed && verb && acts && self.place.unit.hits.meet(self.cues.plan) {
            return true;
        }
        let detail = self.detail();
        points >= weights.strong
            || (placed && done && detail >= weights.enough_with_deed)
            || (placed && detail >= weights.enough_alone)
    }

    const fn weight(&self, trap: Trap) -> i32 {
        let weights = &self.case.weights.activities;
        match trap {
            Trap::Excluded | Trap::Later | Trap::Elsewhere | Trap::Unmanaged => weights.excluded,
            Trap::Others => weights.others,
            Trap::Tasks => weights.tasks,
            Trap::Promotional => weights.promotional,
            Trap::Vague => weights.vague,
        }
    }

    const fn group(&self) -> u8 {
        let hits = self.place.unit.hits;
        match () {
            () if hits.meet(self.cues.problem) => 1,
            () if hits.meet(self.cues.before_after) || hits.meet(self.cues.results) => 2,
            () if !self.place.unit.metrics.is_empty() => 3,
            () => 4,
        }
    }

    const fn why(&self) -> &'static str {
        let unit = self.place.unit;
        match () {
            () if unit.hits.meet(self.cues.problem) => "problem that the work answers",
            () if unit.hits.meet(self.cues.before_after) || unit.hits.meet(self.cues.results) => {
                "measured result"
            }
            () if !unit.metrics.is_empty() && !unit.dates.is_empty() => "dated step with numbers",
            () if !unit.metrics.is_empty() => "extent of the work in numbers",
            () if !unit.dates.is_empty() => "dated step",
            () => "work of the partner",
        }
    }
}
