//! What was asked before, beside the new text that may answer it. Points at text; judges nothing.

use crate::desk::{Answers, Asked, Brought, Found};
use crate::domain::{CellKey, Claim, ClaimId, Verdict};
use crate::text::difference::{Fate, Run};
use crate::text::{Span, clean};
use crate::tui::command::{AnswersCommand, Command, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::layout;
use crate::tui::message::{Answer, Step};
use crate::tui::notices::Notice;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, wrap};
use crate::tui::widgets::list::{Cursor, rows};
use crate::tui::widgets::pane::{Label, pane};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span as Words};
use std::sync::Arc;

/// A row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    /// An earlier request.
    Asked(usize),
    /// New text found for it.
    Found(usize, usize),
    /// A document that came since.
    Brought(usize),
}

/// What was asked and what came since.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswersScreen {
    claim: Arc<Claim>,
    answers: Answers,
    list: Vec<Row>,
    cursor: Cursor,
    /// Parts of the text that were read.
    read: usize,
}

/// Below this width the text stands under the list.
const SIDE_BY_SIDE: u16 = 100;

impl AnswersScreen {
    /// The requests of a claim that came back.
    pub fn new(claim: Arc<Claim>, answers: Answers) -> Self {
        let mut list = Vec::new();
        for (nth, asked) in answers.asked.iter().enumerate() {
            list.push(Row::Asked(nth));
            list.extend((0..asked.found.len()).map(|place| Row::Found(nth, place)));
        }
        list.extend((0..answers.brought.len()).map(Row::Brought));
        Self { claim, answers, list, cursor: Cursor::default(), read: 0 }
    }

    fn chosen(&self) -> Option<Row> {
        self.list.get(self.cursor.index()).copied()
    }

    fn asked(&self, nth: usize) -> Option<&Asked> {
        self.answers.asked.get(nth)
    }

    fn found(&self, nth: usize, place: usize) -> Option<(&Asked, &Found)> {
        let asked = self.asked(nth)?;
        Some((asked, asked.found.get(place)?))
    }

    fn text_of(&self, document: &str) -> &str {
        self.claim.document(document).map_or("", |document| document.text.as_str())
    }

    /// Where the chosen row leads: its cell and its text.
    fn place(&self) -> Option<Answer> {
        let to = |cell: Option<&CellKey>, document: &str, span: Span| {
            Some(Answer::Place(cell.cloned(), Some((document.to_owned(), span))))
        };
        match self.chosen()? {
            Row::Asked(nth) => {
                let asked = self.asked(nth)?;
                match asked.found.first() {
                    Some(found) => to(asked.todo.cell.as_ref(), &found.document, found.span),
                    None => Some(Answer::Place(Some(asked.todo.cell.clone()?), None)),
                }
            }
            Row::Found(nth, place) => {
                let (asked, found) = self.found(nth, place)?;
                to(asked.todo.cell.as_ref(), &found.document, found.span)
            }
            Row::Brought(nth) => {
                let brought = self.answers.brought.get(nth)?;
                to(None, &brought.document, brought.new_text().next().unwrap_or_default())
            }
        }
    }

    fn drawn(&self, row: Row, selected: bool, cells: usize, context: &Context) -> Line<'static> {
        let (theme, glyphs) = (&context.theme, &context.glyphs);
        let (lead, tint, words) = match row {
            Row::Asked(nth) => self.asked(nth).map(|asked| asked_row(asked, context)),
            Row::Found(nth, place) => self.found(nth, place).map(|(_, found)| {
                let sign = format!("  {} ", glyphs.polarity(found.polarity));
                (sign, Tint::Info, format!("{}: {}", found.document, clean::one_line(&found.text)))
            }),
            Row::Brought(nth) => self.answers.brought.get(nth).map(|brought| {
                let lines = new_lines(brought);
                let lines = if lines == 1 { "1 new line".to_owned() } else { format!("{lines} new lines") };
                let words = format!("{} {} {lines}", brought.document, glyphs.dot);
                ("+ ".to_owned(), Tint::Info, words)
            }),
        }
        .unwrap_or_else(|| (String::new(), Tint::Text, String::new()));
        let room = cells.saturating_sub(lead.chars().count() + 1);
        let line = Line::from(vec![
            Words::styled(if selected { glyphs.selected } else { " " }, theme.style(Tint::Key)),
            Words::styled(lead, theme.style(tint)),
            Words::styled(fit(&clean::one_line(&words), room, glyphs), theme.style(Tint::Text)),
        ]);
        if selected { line.patch_style(theme.selection()) } else { line }
    }

    /// Title and lines of what is told of the chosen row.
    fn told(&self, cells: usize, context: &Context) -> (String, Vec<Line<'static>>) {
        let mut told = Told { lines: Vec::new(), cells, context };
        let title = match self.chosen() {
            Some(Row::Asked(nth)) => self.asked(nth).map(|asked| told.request(asked)),
            Some(Row::Found(nth, place)) => self.found(nth, place).map(|(_, found)| {
                let text = self.text_of(&found.document);
                told.paragraph(&format!("{}: {}", found.polarity.label(), found.why), Tint::Info);
                told.text(text, found.span, ("", Tint::Text));
                format!("{}, line {}", found.document, line_number(text, found.span))
            }),
            Some(Row::Brought(nth)) => {
                self.answers.brought.get(nth).map(|brought| told.document(brought, &self.claim))
            }
            None => None,
        };
        (title.unwrap_or_default(), told.lines)
    }

    fn draw_told(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let (title, lines) = self.told(usize::from(area.width.saturating_sub(4)), context);
        let height = usize::from(area.height.saturating_sub(2)).max(1);
        let parts = lines.len().div_ceil(height).max(1);
        let part = self.read % parts;
        let note = if parts > 1 { format!("part {} of {parts}", part + 1) } else { String::new() };
        let title = clean::one_line(&title);
        let inside = pane(frame, area, Label { title: &title, note: &note, focused: false }, context);
        for (line, y) in lines.into_iter().skip(part * height).zip(inside.y..inside.bottom()) {
            let inset = Rect { x: inside.x + 1.min(inside.width), y, height: 1, ..inside };
            frame.render_widget(line, Rect { width: inside.width.saturating_sub(1), ..inset });
        }
    }

    fn act(&mut self, command: AnswersCommand) -> Vec<Step> {
        match command {
            AnswersCommand::More => {
                self.read = self.read.saturating_add(1);
                Vec::new()
            }
            AnswersCommand::Open => match self.place() {
                Some(place) => vec![Step::Answer(place)],
                None => vec![Step::Tell(Notice::warning("It was asked of the whole claim, not of a cell."))],
            },
        }
    }
}

/// Sign, its tint, and the request with what became of it.
fn asked_row(asked: &Asked, context: &Context) -> (String, Tint, String) {
    let (verdict, tint) = match asked.todo.cured {
        Some(true) => (Some(Verdict::Met), Tint::Met),
        Some(false) => (Some(Verdict::NotMet), Tint::NotMet),
        None => (None, Tint::Unset),
    };
    let sign = format!("{} ", context.glyphs.verdict(verdict));
    let cell = asked.todo.cell.as_ref().map_or_else(|| "claim".to_owned(), cell_in_words);
    (sign, tint, format!("{cell}: {} {}", asked.todo.code, asked.label))
}

fn cell_in_words(key: &CellKey) -> String {
    match &key.workload {
        Some(workload) => format!("{} {workload}", key.requirement.code()),
        None => key.requirement.code().to_owned(),
    }
}

fn new_lines(brought: &Brought) -> usize {
    brought.runs.iter().filter(|run| run.fate == Fate::New).map(|run| run.lines).sum()
}

fn line_number(text: &str, span: Span) -> usize {
    clean::line_spans(text).iter().take_while(|line| line.start <= span.start).count()
}

/// The lines told of a row.
struct Told<'a> {
    lines: Vec<Line<'static>>,
    cells: usize,
    context: &'a Context,
}

impl Told<'_> {
    fn paragraph(&mut self, words: &str, tint: Tint) {
        let style = self.context.theme.style(tint);
        let parts = wrap(&clean::one_line(words), self.cells);
        self.lines.extend(parts.into_iter().map(|part| Line::styled(part, style)));
        self.lines.push(Line::default());
    }

    /// Lines of a text, each behind the same sign.
    fn text(&mut self, text: &str, span: Span, (sign, tint): (&'static str, Tint)) {
        let style = self.context.theme.style(tint);
        let part = span.of(text).unwrap_or_default();
        for line in clean::line_spans(part).into_iter().filter_map(|line| line.of(part)) {
            for row in wrap(&clean::one_line(line), self.cells.saturating_sub(sign.len())) {
                self.lines.push(Line::styled(format!("{sign}{row}"), style));
            }
        }
    }

    /// Tells an earlier request; answers with its title.
    fn request(&mut self, asked: &Asked) -> String {
        self.paragraph(&format!("{} {}", asked.todo.code, asked.label), Tint::Title);
        let state = match asked.todo.cured {
            Some(true) => "Cured, as its cell is judged now.",
            Some(false) => "Not cured, as its cell is judged now.",
            None => "Its cell is not judged yet.",
        };
        self.paragraph(state, Tint::Muted);
        let found = match asked.found.len() {
            0 if asked.todo.cell.is_none() => {
                "It was asked of the whole claim; look through the new documents."
            }
            0 => "Nothing was found for it in the new text; look through the new documents.",
            _ => "New text found for it:",
        };
        self.paragraph(found, Tint::Muted);
        for found in &asked.found {
            self.paragraph(&format!("\"{}\"", found.text), Tint::Text);
        }
        asked.todo.cell.as_ref().map_or_else(|| "Whole claim".to_owned(), cell_in_words)
    }

    /// Tells what is new in a document; answers with its title.
    fn document(&mut self, brought: &Brought, claim: &Claim) -> String {
        let text = |name: &str| claim.document(name).map_or("", |document| document.text.as_str());
        let newer = text(&brought.document);
        let older = brought.follows.as_deref().map_or("", text);
        let origin = match &brought.follows {
            Some(follows) => format!("Compared with {follows}."),
            None => "All of it is new: no earlier document is like it.".to_owned(),
        };
        self.paragraph(&origin, Tint::Muted);
        for run in &brought.runs {
            match run.fate {
                Fate::Same => self.folded(run),
                Fate::Gone => self.text(older, run.span, ("- ", Tint::NotMet)),
                Fate::New => self.text(newer, run.span, ("+ ", Tint::Met)),
            }
        }
        brought.document.clone()
    }

    fn folded(&mut self, run: &Run) {
        let dots = self.context.glyphs.ellipsis;
        let lines = if run.lines == 1 { "line" } else { "lines" };
        let words = format!("  {dots} {} {lines} as before", run.lines);
        self.lines.push(Line::styled(words, self.context.theme.style(Tint::Faint)));
    }
}

/// The list and the text of the chosen row: beside each other where there is room.
fn split(area: Rect) -> Layout {
    if area.width >= SIDE_BY_SIDE {
        Layout::horizontal([Constraint::Percentage(42), Constraint::Percentage(58)])
    } else {
        Layout::vertical([Constraint::Percentage(45), Constraint::Percentage(55)])
    }
}

impl Surface for AnswersScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Answers, Scope::List, Scope::Everywhere]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let (list, told) = layout::with_detail(area, &split(area));
        let note = format!("{} new", self.answers.brought.len());
        let label = Label { title: "Asked before, and what may answer it", note: &note, focused: true };
        let inside = pane(frame, list, label, context);
        if let Some(told) = told {
            self.draw_told(frame, told, context);
        }
        let cells = usize::from(inside.width);
        rows(frame, inside, (self.cursor, self.list.len()), |at, selected| {
            let row = self.list.get(at).map(|row| self.drawn(*row, selected, cells, context));
            row.unwrap_or_default()
        })
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Answers(command) => return self.act(command),
            Command::List(command) => {
                let body = layout::body(context.area);
                let (list, _) = layout::with_detail(body, &split(body));
                self.cursor.go(command, self.list.len() as u64, layout::pane_rows(list));
                self.read = 0;
            }
            _ => {}
        }
        Vec::new()
    }

    fn title(&self) -> Option<String> {
        Some("asked before".to_owned())
    }

    fn claim_id(&self) -> Option<&ClaimId> {
        Some(&self.claim.claim_id)
    }
}
