//! Why the first decision of a dispute does not hold, or why two opinions differed.

use super::menu::{Choosing, Menu, MenuEvent, MenuRow};
use crate::domain::Cause;
use crate::tui::message::{Answer, Step};

/// The causes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CauseChoice {
    menu: Menu,
}

impl Default for CauseChoice {
    fn default() -> Self {
        Self::asking("Why does the first decision not hold?")
    }
}

impl CauseChoice {
    /// Asks in these words.
    pub fn asking(words: &str) -> Self {
        let row = |cause: &Cause| MenuRow {
            key: letter(*cause).to_owned(),
            text: cause.label().to_owned(),
            ..MenuRow::default()
        };
        let rows = Cause::ALL.iter().map(row).collect();
        Self { menu: Menu::lettered("Cause", words, rows) }
    }
}

const fn letter(cause: Cause) -> &'static str {
    match cause {
        Cause::GuidelineGap => "g",
        Cause::EvidenceMissed => "m",
        Cause::EvidenceMisread => "r",
        Cause::Slip => "s",
        Cause::NewEvidence => "n",
        Cause::Edition => "e",
        Cause::Program => "p",
    }
}

impl Choosing for CauseChoice {
    fn menu(&self) -> &Menu {
        &self.menu
    }

    fn menu_mut(&mut self) -> &mut Menu {
        &mut self.menu
    }

    fn act(&mut self, event: MenuEvent) -> Vec<Step> {
        event.steps(|row| {
            Cause::ALL.get(row).map(|cause| Step::Answer(Answer::Cause(*cause))).into_iter().collect()
        })
    }
}
