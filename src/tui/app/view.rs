//! The frame around the layers: header, status line, footer, which-key popup.

use super::{App, shown};
use crate::text::clean;
use crate::tui::command::{AppCommand, Command, CommandSpec, Hint, commands};
use crate::tui::layers::{Focus, Layer};
use crate::tui::layout::{self, Parts};
use crate::tui::overlays::which_key::{self, Follow};
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, width};
use crate::tui::widgets::key_hints::{self, KeyHint};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Block;

impl App {
    /// Draws everything and says where the focus is.
    pub fn view(&self, frame: &mut Frame<'_>) -> Option<Focus> {
        let area = frame.area();
        frame.render_widget(Block::new().style(self.context.theme.style(Tint::Base)), area);
        let parts = layout::parts(area);
        self.view_header(frame, parts.header);
        let focus = self.view_layers(frame, &parts);
        self.view_status(frame, parts.status);
        self.view_hints(frame, parts.hints);
        if !self.keys.pending().is_empty() {
            let scopes = self.layers.top().surface().scopes();
            let follow = Follow {
                pressed: shown(self.keys.pending()),
                rows: self.keys.continuations(scopes),
                focus: focus.map_or(parts.body.y, |focus| focus.at.y),
            };
            which_key::view(frame, parts.body, &follow, &self.context);
        }
        if let Some(at) = focus.filter(|focus| focus.caret).map(|focus| focus.at) {
            frame.set_cursor_position(at);
        }
        focus
    }

    fn view_layers(&self, frame: &mut Frame<'_>, parts: &Parts) -> Option<Focus> {
        let mut focus = None;
        for layer in self.layers.visible() {
            if !layer.is_screen() {
                frame.buffer_mut().set_style(parts.body, self.context.theme.shade());
            }
            focus = layer.surface().view(frame, parts.body, &self.context);
        }
        focus
    }

    fn view_header(&self, frame: &mut Frame<'_>, area: Rect) {
        let (theme, glyphs) = (&self.context.theme, &self.context.glyphs);
        let cells = usize::from(area.width);
        let path: Vec<String> =
            self.layers.iter().filter(|layer| layer.is_screen()).filter_map(title).collect();
        let path = path.join(&format!(" {} ", glyphs.path));
        let banner = self.context.banner();
        let style = theme.badge(if banner.is_some() { Tint::Training } else { Tint::Badge });
        let badge = banner.map_or_else(|| " proofdesk ".to_owned(), |banner| fit(&banner, cells, glyphs));
        let taken = width(&badge) + 2;
        let right = self.header_facts(cells.saturating_sub(taken + 1 + width(&path).min(cells / 3)));
        let right = if taken + right.width() > cells { Line::default() } else { right };
        let path = fit(&path, cells.saturating_sub(taken + right.width()), glyphs);
        let left = Line::from(vec![
            Span::styled(badge, style),
            Span::styled(format!(" {path}"), theme.style(Tint::Title)),
        ]);
        frame.render_widget(left, area);
        frame.render_widget(right.right_aligned(), area);
    }

    /// What is known of the desk, as much as has room: the most needed stays longest.
    fn header_facts(&self, room: usize) -> Line<'static> {
        let theme = &self.context.theme;
        if self.context.walking {
            return Line::default();
        }
        let Some(desk) = &self.context.desk else {
            return Line::styled("opening the desk ", theme.style(Tint::Muted));
        };
        let name = clean::one_line(&desk.actor.name);
        if self.context.training.is_some() {
            return Line::styled(format!("{name} "), theme.style(Tint::Title));
        }
        let who = format!("{name} ({}) ", desk.actor.role.label());
        let as_of = format!("as of {} UTC", desk.as_of.format("%Y-%m-%d %H:%M"));
        let mut facts = vec![(format!("chain {}", clean::one_line(&desk.head)), Tint::Faint)];
        if desk.practice {
            facts.push(("practice".to_owned(), Tint::Info));
        }
        if desk.sealed {
            facts.push(("sealed".to_owned(), Tint::Met));
        }
        facts.extend([(clean::one_line(&desk.title), Tint::Muted), (as_of, Tint::Text), (who, Tint::Title)]);
        if !desk.sealed {
            facts.push(("NOT SEALED".to_owned(), Tint::Warning));
        }
        let cost = |facts: &[(String, Tint)]| facts.iter().map(|(text, _)| width(text) + 2).sum::<usize>();
        while facts.len() > 1 && cost(&facts) > room {
            facts.remove(0);
        }
        let spans = facts
            .into_iter()
            .flat_map(|(text, tint)| [Span::raw("  "), Span::styled(text, theme.style(tint))]);
        Line::from(spans.collect::<Vec<_>>())
    }

    fn view_status(&self, frame: &mut Frame<'_>, area: Rect) {
        let (theme, glyphs) = (&self.context.theme, &self.context.glyphs);
        let cells = usize::from(area.width);
        if let Some(notice) = self.notices.shown() {
            let text = fit(&format!(" {}", notice.text), cells, glyphs);
            frame.render_widget(Line::styled(text, theme.style(notice.tone.tint())), area);
            return;
        }
        let status = self.layers.top().surface().status(&self.context);
        frame.render_widget(status, area);
        if let Some(words) = self.held() {
            frame.render_widget(Line::styled(words, theme.style(Tint::Unclear)).right_aligned(), area);
        }
        if let Some(job) = self.context.jobs.first() {
            let percent = job.percent().map(|percent| format!(" {percent} %")).unwrap_or_default();
            let text = format!(" {}{percent} ", job.title);
            frame.render_widget(Line::styled(text, theme.style(Tint::Info)).right_aligned(), area);
        }
    }

    /// How many decisions are held here, and the key that shows them.
    fn held(&self) -> Option<String> {
        let held = self.context.desk.as_ref().map(|desk| desk.held).filter(|held| *held > 0)?;
        let key = self.keys.first_key(Command::App(AppCommand::GoOutbox))?;
        Some(format!("  {} {held} held, {key} ", self.context.glyphs.held))
    }

    fn view_hints(&self, frame: &mut Frame<'_>, area: Rect) {
        let hints = self.hints();
        let kept = if self.is_typing() { 0 } else { 2 };
        frame.render_widget(key_hints::line(&hints, kept, usize::from(area.width), &self.context), area);
    }

    fn is_typing(&self) -> bool {
        !self.layers.top().surface().scopes().contains(&crate::tui::command::Scope::Everywhere)
    }

    /// The hints of the layer on top; help and palette come last where their keys work.
    pub fn hints(&self) -> Vec<KeyHint> {
        let scopes = self.layers.top().surface().scopes();
        let mut rows: Vec<(usize, u8, KeyHint)> =
            commands().filter_map(|spec| self.hint(spec, scopes)).collect();
        rows.sort_by_key(|(scope, place, _)| (*scope, *place));
        let mut keys = Vec::new();
        rows.retain(|(_, _, hint)| {
            let taken = keys.contains(&hint.key);
            keys.push(hint.key.clone());
            !taken
        });
        let mut hints: Vec<KeyHint> = rows.into_iter().map(|(_, _, hint)| hint).collect();
        if !self.is_typing() {
            let back = hints.is_empty().then_some((AppCommand::Back, "back"));
            let last = [(AppCommand::Help, "help"), (AppCommand::Palette, "commands")];
            hints.extend(back.into_iter().chain(last).filter_map(|(command, words)| {
                let key = self.keys.first_key(Command::App(command))?;
                Some(KeyHint { key, words, available: true })
            }));
        }
        hints
    }

    fn hint(
        &self,
        spec: &'static CommandSpec,
        scopes: &[crate::tui::command::Scope],
    ) -> Option<(usize, u8, KeyHint)> {
        let Hint::Footer(place, words) = spec.hint else { return None };
        let scope = scopes.iter().position(|scope| *scope == spec.scope)?;
        let key = self.keys.first_key(spec.command)?;
        Some((scope, place, KeyHint { key, words, available: (spec.available)(self).is_ok() }))
    }
}

fn title(layer: &Layer) -> Option<String> {
    layer.surface().title().map(|title| clean::one_line(&title))
}
