//! The qualifications of Managed Security Services, ticked one by one.

use super::menu::{Choosing, Menu, MenuEvent, MenuRow};
use crate::policy::Edition;
use crate::tui::message::{Answer, Step};
use std::collections::BTreeSet;

/// Numbers of the qualifications.
pub const QUALIFICATIONS: std::ops::RangeInclusive<u8> = 1..=5;

/// What a qualification asks for, in the edition's words.
pub fn qualification(edition: &Edition, number: u8) -> String {
    let id = format!("WKL-MSS-{number:02}");
    let entry = edition.reference.iter().find(|entry| entry.id == id);
    entry.map_or_else(|| format!("Qualification {number}"), |entry| entry.text.clone())
}

/// The list with its ticks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QualificationPick {
    seen: BTreeSet<u8>,
    texts: Vec<String>,
    menu: Menu,
}

impl QualificationPick {
    /// Shows which ones were seen so far.
    pub fn new(edition: &Edition, seen: BTreeSet<u8>) -> Self {
        let texts: Vec<String> = QUALIFICATIONS.map(|number| qualification(edition, number)).collect();
        let menu = Menu::lettered(
            "Managed Security Services",
            "A digit ticks or unticks; Esc keeps the ticks.",
            Vec::new(),
        );
        let mut pick = Self { seen, texts, menu };
        pick.show();
        pick
    }

    fn show(&mut self) {
        let row = |(number, text): (u8, &String)| MenuRow {
            key: number.to_string(),
            text: format!("[{}] {}", if self.seen.contains(&number) { "x" } else { " " }, text),
            ..MenuRow::default()
        };
        let rows = QUALIFICATIONS.zip(&self.texts).map(row).collect();
        self.menu.set_rows(rows);
    }
}

impl Choosing for QualificationPick {
    fn menu(&self) -> &Menu {
        &self.menu
    }

    fn menu_mut(&mut self) -> &mut Menu {
        &mut self.menu
    }

    fn act(&mut self, event: MenuEvent) -> Vec<Step> {
        match event {
            MenuEvent::Nothing => {}
            MenuEvent::Closed => return vec![Step::Answer(Answer::Qualifications(self.seen.clone()))],
            MenuEvent::Chosen(row) => {
                if let Some(number) = QUALIFICATIONS.clone().nth(row)
                    && !self.seen.remove(&number)
                {
                    self.seen.insert(number);
                }
                self.show();
            }
        }
        Vec::new()
    }
}
