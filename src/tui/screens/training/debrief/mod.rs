//! The comparison with the answer, or with the real decision: the cells, those that differ first; below them mine,
//! the answer, and the text.
//!
//! In the text everything either of the two rests on is marked: what I cited with the sign of a pin, what the answer
//! cites with the sign of a line. An accepted alternative counts as right and says so. A real decision is called one
//! and never the answer, for it is in the record and may be wrong.

mod text;

use super::answer_rows::AnswerRows;
use super::excerpt::Excerpt;
use crate::desk::training::{Debrief, DebriefCell};
use crate::domain::{ClaimId, Verdict};
use crate::rules::scoring::Hit;
use crate::text::{Span as TextSpan, clean};
use crate::tui::command::{Command, DebriefCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::message::{Request, Step, TrainingRequest};
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, pad, pad_left, wrap};
use crate::tui::widgets::list::{Cursor, rows};
use crate::tui::widgets::pane::{Label, pane};
use crate::tui::widgets::verdict::{verdict_tint, verdict_word};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

/// From this width on the text stands beside both answers.
const THREE: u16 = 110;
/// Columns of what a difference cost, and those kept free behind it.
const COST: usize = 5;
const MARGIN: usize = 3;
/// Fewest rows of the panes below the cells.
const PANES: u16 = 6;
/// Below this height only the cells are shown.
const LEAST_ROWS: u16 = 10;

/// The comparison of an attempt with the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct DebriefScreen {
    debrief: Debrief,
    cursor: Cursor,
    excerpt: Excerpt,
    /// Whether the text takes the place of both answers where there is no room for all.
    reading: bool,
}

impl DebriefScreen {
    /// Shows an attempt beside its answer.
    pub fn new(debrief: Debrief) -> Self {
        let excerpt = Excerpt::default();
        let mut screen = Self { debrief, cursor: Cursor::default(), excerpt, reading: false };
        screen.show_first();
        screen
    }

    /// The comparison that is shown.
    pub fn debrief(&self) -> &Debrief {
        &self.debrief
    }

    /// What it is compared with, in words that stand in a sentence.
    const fn other(&self) -> &'static str {
        if self.debrief.real.is_some() { "the real decision" } else { "the answer" }
    }

    fn cell(&self) -> Option<&DebriefCell> {
        self.debrief.cells.get(self.cursor.index())
    }

    fn act(&mut self, command: DebriefCommand, context: &Context) -> Vec<Step> {
        match command {
            DebriefCommand::Next => {
                return vec![Step::Close, Request::Next(Some(self.debrief.claim.claim_id.clone())).into()];
            }
            DebriefCommand::Retry => {
                let retry = TrainingRequest::Retry(self.debrief.claim.claim_id.clone());
                return vec![Step::Close, Request::Training(retry).into()];
            }
            DebriefCommand::Text => self.reading = !self.reading,
            DebriefCommand::NextMark => self.show_next(),
            DebriefCommand::TextDown => self.scroll(3, context),
            DebriefCommand::TextUp => self.scroll(-3, context),
        }
        Vec::new()
    }

    fn draw_cells(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let score = &self.debrief.score;
        let note = format!("{} of {} points", score.points(), score.full);
        let of = self.debrief.real.as_ref().map(|real| format!(" of {}", clean::one_line(&real.by)));
        let title = format!("Compared with {}{}", self.other(), of.unwrap_or_default());
        let label = Label { title: &title, note: &note, focused: true };
        let inside = pane(frame, area, label, context);
        let decision = Rect { height: inside.height.min(1), ..inside };
        frame.render_widget(self.decision(usize::from(inside.width), context), decision);
        let list = Rect { y: inside.y + decision.height, height: inside.height - decision.height, ..inside };
        let width = usize::from(inside.width);
        rows(frame, list, (self.cursor, self.debrief.cells.len()), |at, selected| {
            let cell = self.debrief.cells.get(at);
            cell.map(|cell| row(cell, (width, selected), context)).unwrap_or_default()
        })
        .or(Some(Focus { at: inside.as_position(), caret: true }))
    }

    /// What was decided, what is right, and what that cost.
    fn decision(&self, width: usize, context: &Context) -> Line<'static> {
        let theme = context.theme;
        let Some(decision) = &self.debrief.score.decision else { return Line::default() };
        let mine = decision.mine.map_or("nothing", |kind| kind.label());
        let other = self.other();
        let words = match decision.hit {
            Hit::Exact => format!("{mine}, as in {other}"),
            Hit::Accepted => format!("{mine}, accepted; {other} is {}", decision.right.label()),
            Hit::Wrong | Hit::Open => format!("{mine}; {other} is {}", decision.right.label()),
        };
        let cost = if decision.lost > 0 { format!("-{}", decision.lost) } else { String::new() };
        let room = width.saturating_sub(12 + COST + MARGIN);
        Line::from(vec![
            Span::styled("  Decision  ", theme.style(Tint::Muted)),
            Span::styled(pad(&words, room, &context.glyphs), theme.style(tint(decision.hit))),
            Span::styled(pad_left(&cost, COST, &context.glyphs), theme.style(Tint::NotMet)),
        ])
    }

    fn draw_mine(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let Some(cell) = self.cell() else { return };
        let inside = pane(frame, area, Label { title: "Mine", note: "", focused: false }, context);
        let mut answer = self.rows(inside, context);
        answer.verdict(cell.score.mine, true);
        if let Some(mine) = &cell.mine {
            answer.reasons(&mine.reasons);
        }
        for (document, span) in &cell.my_text {
            answer.quote(document, &self.quoted(document, *span));
        }
        if cell.my_text.is_empty() {
            answer.text("No text was cited.", Tint::Faint);
        }
        for charge in &cell.score.charges {
            let words = format!("-{}  {}", charge.points, charge.fault.label());
            answer.text(&words, Tint::NotMet);
        }
        if cell.score.hit == Hit::Accepted {
            answer.text("Another reading; the trainer accepts it.", Tint::Met);
        }
        paint(frame, inside, answer.rows);
    }

    fn draw_answer(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let Some(cell) = self.cell() else { return };
        let real = self.debrief.real.as_ref();
        let title = if real.is_some() { "The real decision" } else { "The answer" };
        let day = real.map(|real| real.at.format("%Y-%m-%d").to_string()).unwrap_or_default();
        let inside = pane(frame, area, Label { title, note: &day, focused: false }, context);
        let mut answer = self.rows(inside, context);
        answer.verdict(Some(cell.right.verdict), true);
        answer.reasons(&cell.right.reasons);
        answer.text(&cell.right.why, Tint::Text);
        if !cell.right.accepted.is_empty() {
            let also: Vec<&str> =
                cell.right.accepted.iter().map(|verdict| Verdict::label(*verdict)).collect();
            answer.text(&format!("Also accepted: {}.", also.join(", ").to_lowercase()), Tint::Muted);
        }
        for (document, span) in &cell.right_text {
            answer.quote(document, &self.quoted(document, *span));
        }
        for trap in &cell.right.traps {
            answer.signed("!", &format!("Trap: {trap}"), Tint::Unclear);
        }
        paint(frame, inside, answer.rows);
    }

    fn rows<'a>(&'a self, inside: Rect, context: &'a Context) -> AnswerRows<'a> {
        let width = usize::from(inside.width);
        AnswerRows { width, edition: &self.debrief.edition, context, rows: Vec::new() }
    }

    fn quoted(&self, document: &str, span: TextSpan) -> String {
        let text =
            self.debrief.claim.document(document).and_then(|found| found.text.get(span.start..span.end));
        text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Traps and what to remember.
    fn lesson(&self, width: usize, context: &Context) -> Vec<Line<'static>> {
        let traps: Vec<String> = self
            .debrief
            .traps
            .iter()
            .map(|(trap, fell)| {
                let sign = context.glyphs.verdict(Some(if *fell { Verdict::NotMet } else { Verdict::Met }));
                format!("{sign} {}", clean::one_line(trap))
            })
            .collect();
        let caution = "What a colleague recorded may be wrong, too. Where you differ, talk about it.";
        let caution = if self.debrief.real.is_some() { caution } else { "" };
        let mut words = vec![
            (caution.to_owned(), Tint::Unclear),
            (format!("Traps: {}", traps.join("  ")), Tint::Unclear),
            (clean::one_line(&self.debrief.lesson), Tint::Text),
        ];
        words.retain(|(words, _)| !words.is_empty() && words != "Traps: ");
        let lines = words.into_iter().flat_map(|(words, tint)| {
            let parts = wrap(&words, width.saturating_sub(2));
            parts.into_iter().map(move |part| Line::styled(format!(" {part}"), context.theme.style(tint)))
        });
        lines.collect()
    }
}

const fn tint(hit: Hit) -> Tint {
    match hit {
        Hit::Exact | Hit::Accepted => Tint::Met,
        Hit::Wrong | Hit::Open => Tint::NotMet,
    }
}

/// A cell of both with what it cost.
fn row(cell: &DebriefCell, (cells, selected): (usize, bool), context: &Context) -> Line<'static> {
    let (theme, glyphs) = (context.theme, &context.glyphs);
    let score = &cell.score;
    let verdict = |verdict: Option<Verdict>| {
        Span::styled(pad(verdict_word(verdict), 9, glyphs), theme.style(verdict_tint(verdict)))
    };
    let between = if score.mine == Some(score.right) { " " } else { glyphs.differs };
    let cost = if score.lost > 0 { format!("-{}", score.lost) } else { String::new() };
    let workload = score.key.workload.as_deref().map(clean::one_line);
    let name = workload.unwrap_or_else(|| score.key.requirement.label().to_owned());
    let line = Line::from(vec![
        Span::styled(if selected { glyphs.selected } else { " " }, theme.style(Tint::Key)),
        Span::styled(format!(" {} ", score.key.requirement.code()), theme.style(Tint::Title)),
        Span::styled(pad(&name, cells.saturating_sub(34), glyphs), theme.style(Tint::Text)),
        Span::raw(" "),
        verdict(score.mine),
        Span::styled(format!("{between} "), theme.style(Tint::NotMet)),
        verdict(Some(score.right)),
        Span::styled(pad_left(&cost, COST, glyphs), theme.style(Tint::NotMet)),
    ]);
    if selected { line.patch_style(theme.selection()) } else { line }
}

fn paint(frame: &mut Frame<'_>, area: Rect, rows: Vec<Line<'static>>) {
    for (row, y) in rows.into_iter().zip(area.y..area.bottom()) {
        frame.render_widget(row, Rect { y, height: 1, ..area });
    }
}

impl Surface for DebriefScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Debrief, Scope::List, Scope::Everywhere]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        if area.height < LEAST_ROWS {
            return self.draw_cells(frame, area, context);
        }
        let wanted = u16::try_from(self.debrief.cells.len() + 3).unwrap_or(u16::MAX);
        let cells = wanted.clamp(5, area.height * 2 / 5);
        let lesson = self.lesson(usize::from(area.width), context);
        let rows = u16::try_from(lesson.len()).unwrap_or(u16::MAX);
        let remember = if area.height >= 18 { rows.min(area.height - cells - PANES) } else { 0 };
        let [cells, panes, words] =
            Layout::vertical([Constraint::Length(cells), Constraint::Min(4), Constraint::Length(remember)])
                .areas(area);
        paint(frame, words, lesson);
        let beside = panes.width >= THREE;
        let share = Constraint::Fill(1);
        match (beside, self.reading) {
            (true, _) => {
                let [mine, answer, text] =
                    Layout::horizontal([share, share, Constraint::Fill(2)]).areas(panes);
                self.draw_mine(frame, mine, context);
                self.draw_answer(frame, answer, context);
                self.draw_text(frame, text, context);
            }
            (false, false) => {
                let [mine, answer] = Layout::horizontal([share, share]).areas(panes);
                self.draw_mine(frame, mine, context);
                self.draw_answer(frame, answer, context);
            }
            (false, true) => self.draw_text(frame, panes, context),
        }
        self.draw_cells(frame, cells, context)
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Debrief(command) => return self.act(command, context),
            Command::List(command) => {
                let before = self.cursor.at;
                self.cursor.go(command, self.debrief.cells.len() as u64, 8);
                if self.cursor.at != before {
                    self.show_first();
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn status(&self, context: &Context) -> Line<'static> {
        let attempt = &self.debrief.attempt;
        let mut parts = Vec::new();
        parts.extend(
            attempt.seconds.map(|seconds| format!("{}:{:02} min of work", seconds / 60, seconds % 60)),
        );
        if self.debrief.hints > 0 {
            parts.push(format!("{} hints taken", self.debrief.hints));
        }
        parts.extend(self.debrief.due.map(|due| format!("comes back on {}", due.format("%Y-%m-%d"))));
        let words = format!(" {}", parts.join(&format!(" {} ", context.glyphs.dot)));
        Line::styled(
            fit(&words, usize::from(context.area.width), &context.glyphs),
            context.theme.style(Tint::Muted),
        )
    }

    fn title(&self) -> Option<String> {
        Some(format!("{} compared", self.debrief.claim.claim_id))
    }

    fn claim_id(&self) -> Option<&ClaimId> {
        Some(&self.debrief.claim.claim_id)
    }
}
