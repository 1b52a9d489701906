//! How much a factor speaks for a party. There is no sum of grades.

use super::menu::{Choosing, Menu, MenuEvent, MenuRow};
use crate::domain::{Factor, Grade};
use crate::text::clean;
use crate::tui::message::{Answer, Step};

/// The grades.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeChoice {
    factor: Factor,
    menu: Menu,
}

const GRADES: [(u8, &str); 3] =
    [(2, "speaks clearly for it"), (1, "speaks somewhat for it"), (0, "does not speak for it")];

impl GradeChoice {
    /// Asks for one factor of one party.
    pub fn new(factor: Factor, partner: &str) -> Self {
        let row = |(grade, words): &(u8, &str)| MenuRow {
            key: grade.to_string(),
            text: (*words).to_owned(),
            ..MenuRow::default()
        };
        let intro = format!("{}: {}", clean::one_line(partner), factor.label());
        let menu = Menu::lettered("Grade", &intro, GRADES.iter().map(row).collect());
        Self { factor, menu }
    }
}

impl Choosing for GradeChoice {
    fn menu(&self) -> &Menu {
        &self.menu
    }

    fn menu_mut(&mut self) -> &mut Menu {
        &mut self.menu
    }

    fn act(&mut self, event: MenuEvent) -> Vec<Step> {
        event.steps(|row| {
            let grade = GRADES.get(row).and_then(|(grade, _)| Grade::new(*grade).ok());
            grade.map(|grade| Step::Answer(Answer::Grade(self.factor, grade))).into_iter().collect()
        })
    }
}
