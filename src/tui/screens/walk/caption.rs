//! What is played now, in words: the key with its command, what it recorded, how far the review is.

use super::WalkScreen;
use super::gold::short;
use crate::desk::training::Agreement;
use crate::domain::LogCheck;
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::theme::Tint;
use crate::tui::walk::{Moment, Shot};
use crate::tui::widgets::fit::{fit, width};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use std::time::Duration;

/// Rows of the caption; a class gets some more, with room around the words.
pub(super) fn rows(screen: &WalkScreen, height: u16) -> u16 {
    match (screen.show.class, height) {
        (_, 0..9) => 1,
        (true, 24..) => 5,
        (true, 16..) => 4,
        (true, _) => 3,
        (false, _) => 2,
    }
}

pub(super) fn draw(
    screen: &WalkScreen,
    moment: &Moment,
    frame: &mut Frame<'_>,
    (area, context): (Rect, &Context),
) {
    let cells = usize::from(area.width);
    let mut lines = Vec::new();
    if area.height > 2 {
        let [words, hint] = asked(screen, moment, context);
        let row = |words: &str, tint| {
            Line::styled(fit(&format!("  {words}"), cells, &context.glyphs), context.theme.style(tint))
        };
        lines.extend((area.height > 4).then(Line::default));
        lines.push(row(&words, Tint::Title));
        lines.extend((area.height > 3).then(|| row(&hint, Tint::Muted)));
    }
    lines.push(pressed(screen, moment, (cells, context)));
    lines.push(far(screen, moment, (cells, context)));
    let first = lines.len().saturating_sub(usize::from(area.height));
    for (line, y) in lines.into_iter().skip(first).zip(area.y..area.bottom()) {
        frame.render_widget(line.style(context.theme.style(Tint::Panel)), Rect { y, height: 1, ..area });
    }
}

/// The question to the class, or the answer once it was shown; below it what comes next.
fn asked(screen: &WalkScreen, moment: &Moment, context: &Context) -> [String; 2] {
    let gold = moment.reel().gold();
    let key = context.key("walk.play");
    let about = |at: usize| gold.cells.get(at);
    if let Some(at) = screen.question() {
        let question = about(at).map_or_else(
            || "What would you decide?".to_owned(),
            |cell| format!("What would you say to {}?", short(&cell.key)),
        );
        return [question, format!("{key} shows the answer.")];
    }
    let next = moment.next().and_then(|shot| shot.asks).filter(|at| screen.is_seen(*at));
    let go_on = format!("{key} goes on.");
    match next.map(|at| (about(at), gold.decision)) {
        Some((Some(cell), _)) => {
            let verdict = cell.verdict.label().to_lowercase();
            let reasons = cell.reasons.iter().map(|reason| format!("{reason}.")).chain([go_on]);
            let below = reasons.collect::<Vec<_>>().join(" ");
            [format!("{}: {verdict}", short(&cell.key)), clean::one_line(&below)]
        }
        Some((None, Some(kind))) => [kind.label().to_owned(), go_on],
        _ => [String::new(), String::new()],
    }
}

/// The last key with its command and what it recorded, or where it ends.
fn pressed(screen: &WalkScreen, moment: &Moment, (cells, context): (usize, &Context)) -> Line<'static> {
    let theme = context.theme;
    let at_end = moment.next().is_none();
    if let Some(broken) = moment.reel().broken().filter(|_| at_end) {
        let words = format!(" Key {} does not play as it was recorded. {}", broken.key, broken.why);
        return Line::styled(fit(&words, cells, &context.glyphs), theme.style(Tint::Warning));
    }
    let Some(shot) = moment.last() else {
        let key = context.key("walk.play");
        return Line::styled(format!(" The claim is open. {key} plays."), theme.style(Tint::Muted));
    };
    let key = format!(" {} ", shot.key);
    let does = shot.does.map_or("", |spec| spec.title);
    let recorded = recorded(screen, moment, shot);
    let mut spans = vec![
        Span::raw(" "),
        Span::styled(key, theme.badge(Tint::Key)),
        Span::styled(format!(" {does}"), theme.style(Tint::Text)),
    ];
    let used: usize = spans.iter().map(Span::width).sum();
    if !recorded.is_empty() {
        let words = format!("  {} {recorded}", context.glyphs.arrow);
        spans.push(Span::styled(
            fit(&words, cells.saturating_sub(used), &context.glyphs),
            theme.style(Tint::Info),
        ));
    }
    Line::from(spans)
}

/// What a key recorded, and how that compares where it may be told.
fn recorded(screen: &WalkScreen, moment: &Moment, shot: &Shot) -> String {
    let gold = moment.reel().gold();
    let told = shot.checks.iter().map(|check| {
        let (what, more) = check.told();
        let at = match check {
            LogCheck::Decided(_) => Some(gold.cells.len()),
            check => check.cell().and_then(|key| gold.position(key)),
        };
        let of =
            |at: usize| shot.going.cells.get(at).map_or(shot.going.decision, |(agreement, _)| *agreement);
        let agreement = at.filter(|at| screen.is_seen(*at)).map_or(Agreement::Open, of);
        let compared = match agreement {
            Agreement::Open => String::new(),
            agreement => format!(" ({})", agreement.label()),
        };
        clean::one_line(&(what + &compared + &more))
    });
    told.collect::<Vec<_>>().join("; ")
}

/// How far it is, as words and as a bar.
fn far(screen: &WalkScreen, moment: &Moment, (cells, context): (usize, &Context)) -> Line<'static> {
    let (theme, glyphs) = (context.theme, &context.glyphs);
    let shots = moment.reel().shots();
    let state = if screen.playing { "playing" } else { "stopped" };
    let class = if screen.show.class { format!(" {} class", glyphs.dot) } else { String::new() };
    let at = moment.last().map_or(Duration::ZERO, |shot| shot.at);
    let all = shots.last().map_or(Duration::ZERO, |shot| shot.at);
    let words = format!(
        " {state} {}{class} {dot} key {} of {} {dot} {} of {} ",
        screen.pace.words(),
        moment.keys(),
        shots.len(),
        clock(at),
        clock(all),
        dot = glyphs.dot,
    );
    let room = cells.saturating_sub(width(&words) + 1);
    let full = if shots.is_empty() { 0 } else { room * moment.keys() / shots.len() };
    Line::from(vec![
        Span::styled(fit(&words, cells, glyphs), theme.style(Tint::Muted)),
        Span::styled(glyphs.full.repeat(full), theme.style(Tint::Training)),
        Span::styled(glyphs.empty.repeat(room - full), theme.style(Tint::Faint)),
    ])
}

/// Minutes and seconds.
fn clock(time: Duration) -> String {
    format!("{}:{:02}", time.as_secs() / 60, time.as_secs() % 60)
}
