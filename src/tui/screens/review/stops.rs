//! The places of the checklist that can have the focus, in reading order.

use crate::domain::{CellKey, Checklist, Requirement};

/// A row of the checklist that can have the focus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stop {
    /// A cell to judge.
    Cell(CellKey),
    /// The qualifications of Managed Security Services.
    Qualifications,
    /// Documents that do not count.
    Exclusions,
    /// Reasons that belong to the whole claim.
    ClaimReasons,
}

impl Stop {
    /// The cell, if it is one.
    pub(super) fn cell(&self) -> Option<&CellKey> {
        match self {
            Self::Cell(key) => Some(key),
            Self::Qualifications | Self::Exclusions | Self::ClaimReasons => None,
        }
    }
}

/// All rows that can have the focus.
pub(super) fn stops(checklist: &Checklist) -> Vec<Stop> {
    let cells = checklist.cells.iter().map(|cell| Stop::Cell(cell.key.clone()));
    let qualifications = checklist.qualifications.iter().map(|_| Stop::Qualifications);
    cells.chain(qualifications).chain([Stop::Exclusions, Stop::ClaimReasons]).collect()
}

/// The row this many rows further; stops at both ends.
pub(super) fn moved(checklist: &Checklist, from: &Stop, rows: isize) -> Stop {
    let all = stops(checklist);
    let at = all.iter().position(|stop| stop == from).unwrap_or(0);
    let last = all.len().saturating_sub(1);
    all.get(at.saturating_add_signed(rows).min(last)).unwrap_or(from).clone()
}

/// The first cell nobody has judged after this row, else the first one before it.
pub(super) fn next_open(checklist: &Checklist, after: Option<&Stop>) -> Option<CellKey> {
    let at = after.and_then(Stop::cell).and_then(|key| checklist.cells.iter().position(|c| c.key == *key));
    let from = at.map_or(0, |at| at + 1);
    let (before, behind) = checklist.cells.split_at(from.min(checklist.cells.len()));
    behind.iter().chain(before).find(|cell| cell.is_open()).map(|cell| cell.key.clone())
}

/// The next cell of a requirement after the focused one; round to the first again.
pub(super) fn next_of(checklist: &Checklist, requirement: Requirement, focused: &Stop) -> Option<CellKey> {
    let of_it: Vec<&CellKey> =
        checklist.cells.iter().map(|cell| &cell.key).filter(|key| key.requirement == requirement).collect();
    let here = focused.cell().and_then(|key| of_it.iter().position(|other| *other == key));
    let next = here.map_or(0, |at| (at + 1) % of_it.len());
    of_it.get(next).map(|key| (*key).clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Cell, Judgement, Verdict};

    fn checklist(workloads: &[&str]) -> Checklist {
        let claim = |requirement| CellKey::claim(requirement);
        let mut keys = vec![claim(Requirement::CustomerAcknowledgement), claim(Requirement::PartyNames)];
        for name in workloads {
            keys.push(CellKey::workload(Requirement::ActivityDetail, name));
            keys.push(CellKey::workload(Requirement::WorkloadConnection, name));
        }
        keys.push(claim(Requirement::Dates));
        let cells = keys.into_iter().map(|key| Cell { key, settled: None, judgement: None }).collect();
        Checklist { cells, ..Checklist::default() }
    }

    #[test]
    fn after_the_last_open_cell_the_first_one_left_out_comes_next() {
        let mut checklist = checklist(&["Intune"]);
        for at in [1, 3, 4] {
            checklist.cells[at].judgement = Some(Judgement::bare(Verdict::Met));
        }
        let dates = Stop::Cell(CellKey::claim(Requirement::Dates));
        assert_eq!(
            next_open(&checklist, Some(&dates)),
            Some(CellKey::claim(Requirement::CustomerAcknowledgement))
        );
        let first = Stop::Cell(CellKey::claim(Requirement::CustomerAcknowledgement));
        assert_eq!(
            next_open(&checklist, Some(&first)),
            Some(CellKey::workload(Requirement::ActivityDetail, "Intune"))
        );
    }

    #[test]
    fn the_same_digit_again_goes_to_the_next_workload() {
        let checklist = checklist(&["Intune", "Purview"]);
        let mut focus = Stop::Exclusions;
        let mut seen = Vec::new();
        for _ in 0..3 {
            let key = next_of(&checklist, Requirement::WorkloadConnection, &focus).unwrap();
            seen.push(key.workload.clone().unwrap());
            focus = Stop::Cell(key);
        }
        assert_eq!(seen, ["Intune", "Purview", "Intune"]);
    }

    #[test]
    fn moving_stops_at_both_ends() {
        let checklist = checklist(&[]);
        let first = Stop::Cell(CellKey::claim(Requirement::CustomerAcknowledgement));
        assert_eq!(moved(&checklist, &first, -1), first);
        assert_eq!(moved(&checklist, &first, 99), Stop::ClaimReasons);
    }
}
