//! The outcome in one sentence, also while the checklist is still being filled.

use super::requirements::workload_names;
use super::{gaps, outcome, split};
use crate::domain::{Cell, Checklist, Claim, DecisionKind};
use crate::policy::Edition;

/// Names spelled out in one list; the others are counted.
const LISTED: usize = 3;

/// What the checklist says so far; never empty.
pub fn live_sentence(claim: &Claim, edition: &Edition, checklist: &Checklist) -> String {
    let gaps = gaps(claim, edition, checklist);
    let open = checklist.open_cells().count();
    match gaps.first() {
        None => outcome(claim, edition, checklist).map_or_else(|_| String::new(), |outcome| outcome.sentence),
        Some(_) if open > 0 => {
            format!("{} open; {}.", counted(open, "cell"), Shortfall::of(edition, checklist).so_far())
        }
        Some(gap) if gaps.len() == 1 => gap.text.clone(),
        Some(gap) => format!("{} ({} more to settle.)", gap.text, gaps.len() - 1),
    }
}

/// A checklist without gaps and what it belongs to.
pub(super) struct Judged<'a> {
    pub(super) claim: &'a Claim,
    pub(super) edition: &'a Edition,
    pub(super) checklist: &'a Checklist,
}

impl Judged<'_> {
    /// The sentence of the decision that follows; `at_once` names the reason that rejects at once, if one does.
    pub(super) fn sentence(&self, kind: DecisionKind, at_once: Option<&str>) -> String {
        let shortfall = Shortfall::of(self.edition, self.checklist);
        match (kind, at_once) {
            (DecisionKind::Approve, _) => self.approve(),
            (DecisionKind::PartialApprove, _) => self.partial(&shortfall),
            (DecisionKind::ActionRequired, _) => format!("Action required: {}.", shortfall.told()),
            (DecisionKind::Reject, Some(reason)) => format!("Reject at once: {reason}."),
            (DecisionKind::Reject, None) => format!("Reject: {}.", shortfall.told()),
            (DecisionKind::FinalReject, _) => {
                format!("Final reject: after the dispute {}.", shortfall.told())
            }
        }
    }

    fn approve(&self) -> String {
        let names = workload_names(self.claim);
        if names.len() > LISTED {
            format!("Approve all {} workloads.", names.len())
        } else {
            format!("Approve {}.", list(self.edition, &names))
        }
    }

    fn partial(&self, shortfall: &Shortfall<'_>) -> String {
        let passing = list(self.edition, &split::passing(self.claim, self.checklist));
        format!("Partial: approve {passing}; residual claim for {}.", shortfall.list())
    }
}

/// The judged cells that do not pass.
struct Shortfall<'a> {
    edition: &'a Edition,
    cells: Vec<&'a Cell>,
}

impl<'a> Shortfall<'a> {
    fn of(edition: &'a Edition, checklist: &'a Checklist) -> Self {
        let cells = checklist.cells.iter().filter(|cell| !cell.is_open() && !cell.passes()).collect();
        Self { edition, cells }
    }

    /// `so far R1 falls short`, or that nothing does.
    fn so_far(&self) -> String {
        if self.cells.is_empty() {
            "nothing falls short so far".into()
        } else {
            format!("so far {}", self.told())
        }
    }

    /// `R1, R5 fall short`; words about the whole claim when no cell does.
    fn told(&self) -> String {
        match self.parts().as_slice() {
            [] => "what the proof shows is not enough".into(),
            [one] => format!("{one} falls short"),
            several => format!("{} fall short", several.join(", ")),
        }
    }

    fn list(&self) -> String {
        self.parts().join(", ")
    }

    /// Rows of the claim, then workloads with their rows: `R1`, `R5`, `Microsoft Intune (R3, R4)`.
    fn parts(&self) -> Vec<String> {
        let of_claim = self.cells.iter().filter(|cell| cell.key.workload.is_none());
        let mut parts: Vec<String> = of_claim.map(|cell| cell.key.requirement.code().to_owned()).collect();
        let mut names: Vec<&str> =
            self.cells.iter().filter_map(|cell| cell.key.workload.as_deref()).collect();
        names.dedup();
        let more = names.len().saturating_sub(LISTED);
        parts.extend(names.into_iter().take(LISTED).map(|name| self.workload(name)));
        parts.extend((more > 0).then(|| counted(more, "more workload")));
        parts
    }

    fn workload(&self, name: &str) -> String {
        let of_workload = self.cells.iter().filter(|cell| cell.key.workload.as_deref() == Some(name));
        let rows: Vec<&str> = of_workload.map(|cell| cell.key.requirement.code()).collect();
        format!("{} ({})", self.edition.canonical(name), rows.join(", "))
    }
}

fn list(edition: &Edition, names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(LISTED).map(|name| edition.canonical(name)).collect();
    match names.len().saturating_sub(LISTED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn counted(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}
