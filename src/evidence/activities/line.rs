//! One line of a proof and what it tells about the work: how far it reached, when, which problem it answers, what came
//! of it, who did it.

use super::about::About;
use super::cues::Cues;
use super::traps;
use crate::domain::DocumentKind;
use crate::evidence::case::{Case, Place};
use crate::evidence::parts::Part;
use crate::text::metric::Kind;
use crate::text::segment::Role;

/// Numbers without a unit that are a list of values.
const MANY_FIGURES: usize = 4;

/// A line, what it is about and what stands around it.
pub(super) struct Line<'l> {
    pub(super) case: &'l Case<'l>,
    pub(super) cues: &'l Cues,
    pub(super) place: Place<'l>,
    pub(super) about: About,
    pub(super) part: Option<Part>,
    /// The claimed workload is a managed service.
    pub(super) managed: bool,
}

impl Line<'_> {
    pub(super) const fn names(&self) -> bool {
        matches!(self.about, About::Names | About::Row) && !matches!(self.place.unit.role, Role::Ticked)
    }

    /// Whether the line is about the workload, or nothing but it is claimed.
    pub(super) fn is_near(&self) -> bool {
        match self.about {
            About::Names | About::Row | About::Section | About::Feature => true,
            About::General => self.case.claim.workloads.len() == 1,
            About::Aside | About::Beside | About::Other => false,
        }
    }

    /// Numbers, times, problem and result.
    pub(super) fn detail(&self) -> i32 {
        let weights = &self.case.weights.activities;
        let unit = self.place.unit;
        let worth = |meets: bool, points: i32| if meets { points } else { 0 };
        let several = |count: usize, one: i32, more: i32| match count {
            0 => 0,
            1 => one,
            _ => more,
        };
        let reached = unit.metrics.iter().filter(|metric| metric.kind == Kind::Reached).count();
        let bought = unit.metrics.len() - reached;
        let numbers = several(reached, weights.one_number, weights.more_numbers)
            .max(several(unit.counts.len(), weights.one_count, weights.more_counts))
            .max(worth(self.figures() >= MANY_FIGURES, weights.more_counts))
            .max(worth(bought > 0, weights.licences));
        let hits = unit.hits;
        numbers
            + worth(hits.meet(self.cues.before_after) || self.compares(), weights.before_after)
                .max(worth(hits.meet(self.cues.results), weights.measured))
            + worth(!unit.dates.is_empty(), weights.dated)
                .max(worth(hits.meet(self.cues.plan), weights.phased))
            + worth(self.is_large(), weights.large)
            + worth(hits.meet(self.cues.problem), weights.problem)
            + worth(self.managed && hits.meet(self.cues.security), weights.security)
            + worth(self.part == Some(Part::Result), weights.result_part)
    }

    /// Numbers after a word that belong to no date: those of a list of places, waves or values.
    fn figures(&self) -> usize {
        const OF_A_DATE: usize = 3;
        let unit = self.place.unit;
        let number = |word: &String| word.bytes().all(|b| b.is_ascii_digit());
        let named = unit
            .words
            .windows(2)
            .filter(|pair| matches!(pair, [name, value] if !number(name) && number(value)));
        named.count().saturating_sub(OF_A_DATE * unit.dates.len())
    }

    /// Whether the line tells of training only.
    fn is_training(&self) -> bool {
        const STEMS: [&str; 9] = [
            "train",
            "schul",
            "formation",
            "formacion",
            "formacao",
            "formazione",
            "utbild",
            "opplaer",
            "uddann",
        ];
        let trains = |word: &String| STEMS.iter().any(|stem| word.starts_with(stem));
        self.place.unit.words.iter().take(6).any(trains)
    }

    /// Whether the line counts nothing but licences, and nobody does anything with them (TRAP-09).
    pub(super) fn is_inventory(&self) -> bool {
        let metrics = &self.place.unit.metrics;
        !metrics.is_empty()
            && metrics.iter().all(|metric| metric.kind == Kind::Bought)
            && !traps::partner_acts(self.case, self.place)
    }

    /// Whether the work reached fifty things or more.
    fn is_large(&self) -> bool {
        let digits = |value: &str| value.bytes().filter(u8::is_ascii_digit).count();
        let large = |value: &str| {
            digits(value) > 2 || (digits(value) == 2 && value.as_bytes().first() >= Some(&b'5'))
        };
        self.place.unit.metrics.iter().any(|metric| large(&metric.value))
    }

    /// Whether the line stands in the first or last fifth of a paper that is not short.
    fn is_margin(&self) -> bool {
        const PARTS: usize = 5;
        const SHORT: usize = 12;
        let lines = self.place.reading.units.last().map_or(0, |unit| unit.line + 1);
        let part = self.place.unit.line * PARTS / lines.max(1);
        lines > SHORT && (part == 0 || part == PARTS - 1)
    }

    /// Whether the line is a row of a table with values side by side, such as before and after.
    pub(super) fn compares(&self) -> bool {
        let text = self.place.text();
        let cells = text.split(['\t', '|']).flat_map(|part| part.split("   ")).map(str::trim);
        let value = |cell: &&str| {
            cell.starts_with(|c: char| c.is_ascii_digit()) && cell.len() <= 9 && !cell.contains(['/', ':'])
        };
        !self.place.unit.metrics.is_empty() && cells.skip(1).filter(value).count() > 1
    }

    /// That something is done, and by the partner.
    pub(super) fn deed(&self) -> i32 {
        let weights = &self.case.weights.activities;
        let worth = |meets: bool, points: i32| if meets { points } else { 0 };
        worth(self.place.unit.hits.meet(self.cues.verbs), weights.verb)
            + worth(self.case.partner.find(&self.place.unit.words).is_some(), weights.partner_named)
            + worth(traps::says_role(self.place), weights.partner_role)
            + worth(traps::says_person(self.case, self.place), weights.partner_person)
    }

    pub(super) fn nearness(&self) -> i32 {
        let weights = &self.case.weights.activities;
        match self.about {
            About::Names => weights.workload_named,
            About::Row => weights.workload_row,
            About::Section => weights.workload_section,
            About::Feature => weights.workload_feature,
            About::Aside => 0,
            About::Beside => weights.beside,
            _ if self.case.claim.workloads.len() > 1 => weights.unplaced,
            _ => 0,
        }
    }

    /// Steps of a list say what was done; fields of a form and words of acceptance do not.
    pub(super) fn form(&self) -> i32 {
        let weights = &self.case.weights.activities;
        let hits = self.place.unit.hits;
        let text = self.place.text();
        let step = text.starts_with(['-', '*', '•', '|']) || text.starts_with(|c: char| c.is_ascii_digit());
        let worth = |meets: bool, points: i32| if meets { points } else { 0 };
        let length = match self.place.unit.words.len() {
            0..5 => weights.short,
            5..25 => 0,
            25..45 => weights.long,
            _ => 2 * weights.long,
        };
        length
            + worth(self.is_margin(), weights.margin)
            + worth(hits.meet(self.cues.terms), weights.terms)
            + worth(self.is_training(), weights.training)
            + worth(step, weights.step)
            + worth(hits.meet(self.cues.field) || hits.meet(self.cues.signed), weights.form_field)
            + worth(hits.meet(self.cues.accepted) && self.place.unit.metrics.is_empty(), weights.acceptance)
    }

    pub(super) const fn role(&self) -> i32 {
        let weights = &self.case.weights.activities;
        match self.place.unit.role {
            Role::Quoted => weights.quoted,
            Role::Heading => weights.heading,
            Role::Ticked => weights.ticked,
            _ => 0,
        }
    }

    pub(super) const fn paper(&self) -> i32 {
        let weights = &self.case.weights.activities;
        match self.place.reading.document.kind {
            DocumentKind::Quote | DocumentKind::Invoice | DocumentKind::Disclosure => weights.no_proof,
            DocumentKind::Msa => weights.agreement,
            _ => 0,
        }
    }
}
