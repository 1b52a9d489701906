//! What everybody said in a calibration: the cells by their spread, who said what, and the text that was cited.
//!
//! For a team in front of one screen: people are letters, nobody is scored, and the answer of the pack comes on a key,
//! after the talk. What the team agrees on is written as a case note on the requirement.

mod draw;
mod said;

use super::excerpt::{Excerpt, Place};
use crate::desk::training::calibration::{GroupCell, KeptNote, Meeting};
use crate::domain::{Claim, ClaimId};
use crate::policy::Edition;
use crate::tui::command::{CalibrationCommand, Command, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Layer, Surface};
use crate::tui::message::{Answer, Reply, Request, Step, TrainingRequest};
use crate::tui::notices::Notice;
use crate::tui::overlays::{Prompt, Question};
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::fit;
use crate::tui::widgets::list::Cursor;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use std::sync::Arc;

const NOTE: Question =
    Question::ForBelow("Case note", "How the requirement is read from now on, for every reviewer:");

/// What everybody said.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupScreen {
    meeting: Meeting,
    cursor: Cursor,
    excerpt: Excerpt,
    /// First row of what was said.
    top: usize,
    /// Whether the text has the focus; it takes the place of what was said where there is no room for both.
    reading: bool,
    /// Whether the answer of the pack to this cell is shown.
    told: bool,
}

impl GroupScreen {
    /// Shows the cell with the largest spread.
    pub fn new(meeting: Meeting) -> Self {
        let mut screen = Self {
            meeting,
            cursor: Cursor::default(),
            excerpt: Excerpt::default(),
            top: 0,
            reading: false,
            told: false,
        };
        screen.begin();
        screen
    }

    /// What is shown.
    pub fn meeting(&self) -> &Meeting {
        &self.meeting
    }

    fn cell(&self) -> Option<&GroupCell> {
        self.meeting.group.cells.get(self.cursor.index())
    }

    fn papers(&self) -> Option<(Arc<Claim>, Arc<Edition>)> {
        self.meeting.papers.get(&self.cell()?.claim_id).cloned()
    }

    /// The notes on the requirement of a cell, whichever claim they were written on.
    fn notes_on<'a>(&'a self, cell: &'a GroupCell) -> impl Iterator<Item = &'a KeptNote> {
        let same = |note: &&KeptNote| note.reading.requirement == cell.key.requirement;
        self.meeting.notes.iter().filter(same)
    }

    /// The note that was written on this very claim.
    fn own_note(&self) -> Option<&KeptNote> {
        let cell = self.cell()?;
        self.notes_on(cell).find(|note| note.claim_id == cell.claim_id)
    }

    /// Everything that was cited for the cell; what the answer cites only once it is shown.
    fn cited(&self) -> Vec<Place> {
        let Some(cell) = self.cell() else { return Vec::new() };
        let answer = cell.answer.text.iter().filter(|_| self.told);
        cell.cited.iter().chain(answer).map(|passage| (passage.document.clone(), passage.span)).collect()
    }

    /// Turns to another cell: its answer is hidden again.
    fn begin(&mut self) {
        (self.top, self.told) = (0, false);
        let cited = self.cited();
        if let Some((claim, _)) = self.papers() {
            self.excerpt.begin(&claim, &cited);
        }
    }

    fn scroll(&mut self, by: isize, context: &Context) {
        if !self.reading {
            self.top = self.top.saturating_add_signed(by).min(self.last_top(context));
        } else if let Some((claim, _)) = self.papers() {
            self.excerpt.scroll(&claim, by, context.area.width / 2);
        }
    }

    fn act(&mut self, command: CalibrationCommand, context: &Context) -> Vec<Step> {
        match command {
            CalibrationCommand::Answer => (self.told, self.top) = (!self.told, 0),
            CalibrationCommand::Note => {
                let text = self.own_note().map_or("", |note| note.reading.text.as_str());
                return vec![Step::Push(Box::new(Layer::Prompt(Prompt::new(NOTE, text))))];
            }
            CalibrationCommand::DropNote => {
                let Some(note) = self.own_note() else {
                    return vec![Step::Tell(Notice::info("There is no note of this claim to take away."))];
                };
                return vec![keep(note.claim_id.clone(), note, None)];
            }
            CalibrationCommand::Text => self.reading = !self.reading,
            CalibrationCommand::NextMark => {
                let cited = self.cited();
                if let Some((claim, _)) = self.papers() {
                    self.excerpt.next(&claim, &cited);
                }
            }
            CalibrationCommand::Down => self.scroll(3, context),
            CalibrationCommand::Up => self.scroll(-3, context),
        }
        Vec::new()
    }

    /// How far the group agrees on the requirement of the cell, in a line.
    fn agreement(&self, context: &Context) -> Option<String> {
        let cell = self.cell()?;
        let requirement = cell.key.requirement;
        let (_, found) = self.meeting.group.requirements.iter().find(|(known, _)| *known == requirement)?;
        let figure = |name: &str, estimate: Option<crate::statistics::Estimate>| {
            estimate.map(|it| format!("{name} {:.2} ({:.2} to {:.2})", it.value, it.low, it.high))
        };
        let mut parts = vec![format!(" {} on {} cells", requirement.code(), found.cases)];
        parts.extend(figure("raw", found.raw));
        parts.extend(figure("kappa", found.kappa));
        parts.extend(figure("AC1", found.ac1));
        Some(parts.join(&format!(" {} ", context.glyphs.dot)))
    }
}

fn keep(claim: ClaimId, note: &KeptNote, text: Option<String>) -> Step {
    Request::Training(TrainingRequest::KeepNote(claim, note.reading.requirement, text)).into()
}

impl Surface for GroupScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Calibration, Scope::List, Scope::Everywhere]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        self.draw(frame, area, context)
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Calibration(command) => return self.act(command, context),
            Command::List(command) => {
                let before = self.cursor.at;
                self.cursor.go(command, self.meeting.group.cells.len() as u64, draw::list_height(context));
                if self.cursor.at != before {
                    self.begin();
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn answered(&mut self, answer: Answer, _: &Context) -> Vec<Step> {
        match (answer, self.cell()) {
            (Answer::Text(question, words), Some(cell)) if question == NOTE => {
                let keep =
                    TrainingRequest::KeepNote(cell.claim_id.clone(), cell.key.requirement, Some(words));
                vec![Request::Training(keep).into()]
            }
            _ => Vec::new(),
        }
    }

    fn reply(&mut self, reply: &Reply, context: &Context) -> Vec<Step> {
        let Reply::NotesKept(notes) = reply else { return Vec::new() };
        let more = notes.len() > self.meeting.notes.len();
        self.meeting.notes.clone_from(notes);
        let to_desk = context.training.as_ref().is_some_and(|place| place.from_desk);
        let words = match (more, to_desk) {
            (true, true) => "The note is kept. Leaving training offers it to the desk.",
            (true, false) => "The note is kept. `proofdesk train calibrate --notes` prints it for the desk.",
            (false, _) => "The notes are kept as they now are.",
        };
        vec![Step::Tell(Notice::info(words))]
    }

    fn status(&self, context: &Context) -> Line<'static> {
        let words = self.agreement(context).unwrap_or_default();
        let words = fit(&words, usize::from(context.area.width), &context.glyphs);
        Line::styled(words, context.theme.style(Tint::Muted))
    }

    fn title(&self) -> Option<String> {
        Some("What everybody said".to_owned())
    }

    fn claim_id(&self) -> Option<&ClaimId> {
        self.cell().map(|cell| &cell.claim_id)
    }
}
