//! Running work with its progress; a chosen one can be cancelled.

use super::menu::SCOPES;
use crate::desk::Progress;
use crate::tui::command::{Command, PickerCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::message::{Effect, JobId, Step};
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::fit;
use crate::tui::widgets::list::Cursor;
use crate::tui::widgets::pane::dialog;
use ratatui::Frame;
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::{Line, Span};

/// A job that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningJob {
    /// Its number.
    pub id: JobId,
    /// What it does.
    pub title: &'static str,
    /// How far it is, once it has said so.
    pub progress: Option<Progress>,
}

impl RunningJob {
    /// One line: what, how far, problems.
    pub fn words(&self) -> String {
        let Some(progress) = &self.progress else { return format!("{}: starting.", self.title) };
        let far = match progress.total {
            Some(total) => format!("{} of {}", grouped(progress.done), grouped(total)),
            None => grouped(progress.done),
        };
        let problems = match progress.problems {
            0 => String::new(),
            some => format!(", {} problems", grouped(some)),
        };
        format!("{}: {} {far}{problems}", self.title, progress.stage)
    }

    /// Share done, 0 to 100, when the total is known.
    pub fn percent(&self) -> Option<u64> {
        let progress = self.progress.as_ref()?;
        let total = progress.total.filter(|total| *total > 0)?;
        Some((progress.done.saturating_mul(100) / total).min(100))
    }
}

/// A number with a blank between groups of three digits.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(' ');
        }
        shown.push(digit);
    }
    shown
}

/// A bar of this many cells.
pub fn meter(percent: u64, cells: usize, context: &Context) -> String {
    let full = usize::try_from(percent).unwrap_or(100).min(100) * cells / 100;
    context.glyphs.full.repeat(full) + &context.glyphs.empty.repeat(cells - full)
}

/// The list of running work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Jobs {
    cursor: Cursor,
}

impl Surface for Jobs {
    fn scopes(&self) -> &'static [Scope] {
        SCOPES
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let rows = u16::try_from(context.jobs.len().max(1) * 2).unwrap_or(u16::MAX).saturating_add(2);
        let inside =
            dialog(frame, area, (Size::new(70, rows), "Running work: Enter cancels, Esc closes"), context);
        if context.jobs.is_empty() {
            let words = "Nothing is running any more.";
            frame.render_widget(Span::styled(words, context.theme.style(Tint::Muted)), inside);
        }
        let mut focus = None;
        for (at, (job, y)) in context.jobs.iter().zip((inside.y..inside.bottom()).step_by(2)).enumerate() {
            let selected = at == self.cursor.index();
            let room = Rect { y, height: inside.bottom().saturating_sub(y).min(2), ..inside };
            view_job(frame, room, (job, selected), context);
            if selected {
                focus = Some(Focus { at: Position::new(inside.x, y), caret: false });
            }
        }
        focus
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        let Command::Picker(command) = command else { return Vec::new() };
        let len = context.jobs.len() as u64;
        if self.cursor.pick(command, len, len) {
            return Vec::new();
        }
        match (command, context.jobs.get(self.cursor.index())) {
            (PickerCommand::Choose, Some(job)) => vec![Effect::Cancel(job.id).into()],
            _ => vec![Step::Close],
        }
    }
}

fn view_job(frame: &mut Frame<'_>, area: Rect, (job, selected): (&RunningJob, bool), context: &Context) {
    let cells = usize::from(area.width);
    let mark = if selected { context.glyphs.selected } else { " " };
    let words = fit(&format!("{mark} {}", job.words()), cells, &context.glyphs);
    frame.render_widget(Span::styled(words, context.theme.style(Tint::Text)), area);
    if let (Some(percent), 2) = (job.percent(), area.height) {
        let bar = meter(percent, cells.saturating_sub(9), context);
        let line = Line::styled(format!("  {bar} {percent:>3} %"), context.theme.style(Tint::Info));
        frame.render_widget(line, Rect { y: area.y + 1, height: 1, ..area });
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn long_numbers_are_read_in_groups() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(100_000), "100 000");
        assert_eq!(grouped(1_234_567), "1 234 567");
    }
}
