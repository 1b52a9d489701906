//! Where two opinions on one revision of a claim differ: those to be settled first.

use crate::desk::Difference;
use crate::domain::ClaimId;
use crate::text::clean;
use crate::tui::command::{Command, DifferencesCommand, Scope};
use crate::tui::context::Context;
use crate::tui::layers::{Focus, Surface};
use crate::tui::layout;
use crate::tui::message::{DifferencesRequest, Reply, Request, Step};
use crate::tui::theme::Tint;
use crate::tui::widgets::decision;
use crate::tui::widgets::fit::{fit, pad, wrap};
use crate::tui::widgets::list::{Cursor, rows};
use crate::tui::widgets::pane::{Label, pane};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span, Text};

const EMPTY: &str = "No two opinions on a claim differ.\n\nThey are compared when a claim is looked at a second time, \
     and when the desks of two people are merged who decided the same revision.";

/// The differences.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DifferencesScreen {
    found: Option<Vec<Difference>>,
    cursor: Cursor,
}

impl DifferencesScreen {
    /// Opens the list; the step asks for it.
    pub fn open() -> (Self, Vec<Step>) {
        (Self::default(), vec![ask()])
    }

    fn found(&self) -> &[Difference] {
        self.found.as_deref().unwrap_or_default()
    }

    fn chosen(&self) -> Option<&Difference> {
        self.found().get(self.cursor.index())
    }

    fn open_chosen(&self) -> Vec<Step> {
        let open = |chosen: &Difference| {
            let what = DifferencesRequest::Open(chosen.claim_id.clone(), chosen.second.hash);
            Request::Differences(what).into()
        };
        self.chosen().map(open).into_iter().collect()
    }

    fn height(context: &Context) -> u64 {
        let body = layout::parts(Rect::from(((0, 0).into(), context.area))).body;
        u64::from(body.height.saturating_sub(2)).max(1)
    }
}

fn ask() -> Step {
    Request::Differences(DifferencesRequest::List).into()
}

impl Surface for DifferencesScreen {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Differences, Scope::List, Scope::Everywhere]
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) -> Option<Focus> {
        let open = self.found().iter().filter(|difference| difference.settled.is_none()).count();
        let note = format!("{open} to settle");
        let label = Label { title: "Differing opinions", note: &note, focused: true };
        let inside = pane(frame, area, label, context);
        if self.found().is_empty() {
            let words = if self.found.is_some() { EMPTY } else { "Reading." };
            let lines = wrap(words, usize::from(inside.width.saturating_sub(2)));
            let text: Text<'static> = lines.into_iter().map(|line| format!(" {line}")).collect();
            frame.render_widget(text.style(context.theme.style(Tint::Muted)), inside);
            return Some(Focus { at: inside.as_position(), caret: true });
        }
        let cells = usize::from(inside.width);
        rows(frame, inside, (self.cursor, self.found().len()), |at, selected| {
            self.found().get(at).map(|row| drawn(row, (cells, selected), context)).unwrap_or_default()
        })
    }

    fn command(&mut self, command: Command, context: &Context) -> Vec<Step> {
        match command {
            Command::Differences(DifferencesCommand::Open) => return self.open_chosen(),
            Command::Differences(DifferencesCommand::Refresh) => return vec![ask()],
            Command::List(command) => {
                self.cursor.go(command, self.found().len() as u64, Self::height(context));
            }
            _ => {}
        }
        Vec::new()
    }

    fn reply(&mut self, reply: &Reply, context: &Context) -> Vec<Step> {
        match reply {
            Reply::Differences(found) => {
                self.found = Some(found.clone());
                let last = self.found().len().saturating_sub(1) as u64;
                self.cursor.put(self.cursor.at.min(last), Self::height(context));
                Vec::new()
            }
            Reply::Settled(_) => vec![ask()],
            _ => Vec::new(),
        }
    }

    fn resized(&mut self, context: &Context) -> Vec<Step> {
        self.cursor.put(self.cursor.at, Self::height(context));
        Vec::new()
    }

    fn status(&self, context: &Context) -> Line<'static> {
        let words = self.chosen().map_or_else(String::new, |row| match &row.settled {
            Some(settled) => format!(" Settled by {}: {}", settled.by, settled.note),
            None => format!(
                " {} by {} on {}, {} by {} on {}.",
                row.first.kind.label(),
                row.first.by,
                row.first.at.format("%Y-%m-%d"),
                row.second.kind.label().to_lowercase(),
                row.second.by,
                row.second.at.format("%Y-%m-%d"),
            ),
        });
        let words = format!(" {}", clean::one_line(words.trim_start()));
        Line::styled(words, context.theme.style(Tint::Muted))
    }

    fn title(&self) -> Option<String> {
        Some("Differing opinions".to_owned())
    }

    fn claim_id(&self) -> Option<&ClaimId> {
        self.chosen().map(|row| &row.claim_id)
    }
}

fn drawn(row: &Difference, (cells, selected): (usize, bool), context: &Context) -> Line<'static> {
    let (theme, glyphs) = (&context.theme, &context.glyphs);
    let (sign, tint) = if row.settled.is_some() { (glyphs.decided, Tint::Met) } else { ("!", Tint::Unclear) };
    let kind = |kind| Span::styled(pad(decision::short(kind), 9, glyphs), theme.style(decision::tint(kind)));
    let differing = match row.differing().count() {
        0 => "only the outcome".to_owned(),
        1 => "1 cell".to_owned(),
        several => format!("{several} cells"),
    };
    let from = row.stream.map_or("two desks", |_| "second look");
    let people = format!("{} / {}", clean::one_line(&row.first.by), clean::one_line(&row.second.by));
    let line = Line::from(vec![
        Span::styled(if selected { glyphs.selected } else { " " }, theme.style(Tint::Key)),
        Span::styled(sign, theme.style(tint)),
        Span::styled(format!(" {}  ", row.claim_id), theme.style(Tint::Title)),
        kind(row.first.kind),
        Span::styled(format!("{} ", glyphs.differs), theme.style(Tint::Faint)),
        kind(row.second.kind),
        Span::styled(pad(&differing, 17, glyphs), theme.style(Tint::Text)),
        Span::styled(pad(from, 13, glyphs), theme.style(Tint::Muted)),
        Span::styled(fit(&people, cells.saturating_sub(63), glyphs), theme.style(Tint::Muted)),
    ]);
    if selected { line.patch_style(theme.selection()) } else { line }
}
