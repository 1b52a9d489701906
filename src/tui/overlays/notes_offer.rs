//! Notes that come from a calibration, to be recorded at the desk or left where they are.

use super::menu::{Choosing, Menu, MenuEvent, MenuRow};
use crate::desk::Reading;
use crate::domain::SessionName;
use crate::text::clean;
use crate::tui::message::{CaseNotesRequest, Request, Step};

/// Rows before the notes: yes and no.
const ANSWERS: usize = 2;

/// The notes and the question.
#[derive(Debug, Clone, PartialEq)]
pub struct NotesOffer {
    menu: Menu,
    notes: Vec<Reading>,
}

impl NotesOffer {
    /// Asks whether to record notes; the safe answer is under the cursor.
    pub fn new(session: &SessionName, notes: Vec<Reading>) -> Self {
        let row =
            |key: &str, text: &str| MenuRow { key: key.into(), text: text.into(), ..MenuRow::default() };
        let mut rows = vec![
            row("y", "Yes, record them; every reviewer sees them beside the cell."),
            row("n", "No, they stay in training."),
        ];
        rows.extend(notes.iter().map(|note| MenuRow {
            disabled: true,
            ..row(note.requirement.code(), &clean::one_line(&note.text))
        }));
        let question = format!("{} from the calibration {session}: record?", counted(notes.len()));
        let mut menu = Menu::lettered("Case notes", &question, rows);
        menu.select(1);
        Self { menu, notes }
    }
}

/// `1 case note`, `3 case notes`.
pub(crate) fn counted(notes: usize) -> String {
    if notes == 1 { "1 case note".to_owned() } else { format!("{notes} case notes") }
}

impl Choosing for NotesOffer {
    fn menu(&self) -> &Menu {
        &self.menu
    }

    fn menu_mut(&mut self) -> &mut Menu {
        &mut self.menu
    }

    fn act(&mut self, event: MenuEvent) -> Vec<Step> {
        event.steps(|row| match row {
            0 => vec![Step::Close, Request::CaseNotes(CaseNotesRequest::Record(self.notes.clone())).into()],
            row if row < ANSWERS => vec![Step::Close],
            _ => Vec::new(),
        })
    }
}
