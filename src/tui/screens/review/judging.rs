//! What was judged and is on its way to the disk.
//!
//! The screen shows a judgement at once and says that it is being saved; it counts only when the desk has answered.
//! Answers come in the order of the questions.

use crate::desk::Judging;
use crate::domain::{CellKey, Checklist};
use std::collections::VecDeque;

/// Judgements the desk has not confirmed yet, oldest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Saving(VecDeque<Judging>);

impl Saving {
    /// Adds one that was just sent.
    pub(super) fn sent(&mut self, judging: Judging) {
        self.0.push_back(judging);
    }

    /// Takes the oldest one away: it is on disk, or was refused.
    pub(super) fn answered(&mut self) {
        self.0.pop_front();
    }

    /// Whether nothing is on its way.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether something about this cell is on its way.
    pub(super) fn holds(&self, key: &CellKey) -> bool {
        self.0.iter().any(|judging| match judging {
            Judging::Judge(cell, _) | Judging::Clear(cell) => cell == key,
            Judging::Qualifications(_)
            | Judging::Exclude(..)
            | Judging::Kind(..)
            | Judging::ClaimReasons(_) => false,
        })
    }

    /// The checklist as it will be when everything has arrived.
    pub(super) fn over(&self, checklist: &Checklist) -> Checklist {
        let mut shown = checklist.clone();
        for judging in &self.0 {
            apply(&mut shown, judging);
        }
        shown
    }
}

fn apply(checklist: &mut Checklist, judging: &Judging) {
    match judging {
        Judging::Judge(key, judgement) => {
            if let Some(cell) = checklist.cell_mut(key) {
                cell.judgement = Some(judgement.clone());
            }
        }
        Judging::Clear(key) => {
            if let Some(cell) = checklist.cell_mut(key) {
                cell.judgement = None;
            }
        }
        Judging::Qualifications(seen) => checklist.qualifications = Some(seen.clone()),
        Judging::Exclude(document, Some(reason)) => {
            checklist.excluded.insert(document.clone(), reason.clone());
        }
        Judging::Exclude(document, None) => {
            checklist.excluded.remove(document);
        }
        Judging::Kind(document, Some(kind)) => {
            checklist.kinds.insert(document.clone(), *kind);
        }
        Judging::Kind(document, None) => {
            checklist.kinds.remove(document);
        }
        Judging::ClaimReasons(reasons) => checklist.claim_reasons.clone_from(reasons),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Cell, Judgement, Requirement, Verdict};

    #[test]
    fn a_judgement_is_shown_while_it_is_saved_and_gone_again_when_it_was_refused() {
        let key = CellKey::claim(Requirement::Dates);
        let cell = Cell { key: key.clone(), settled: None, judgement: None };
        let on_disk = Checklist { cells: vec![cell], ..Checklist::default() };
        let mut saving = Saving::default();
        saving.sent(Judging::Judge(key.clone(), Judgement::bare(Verdict::Met)));
        assert!(saving.holds(&key));
        assert_eq!(saving.over(&on_disk).cells[0].verdict(), Some(Verdict::Met));
        saving.answered();
        assert_eq!(saving.over(&on_disk), on_disk);
    }
}
