//! Who claims what for whom, and until when it must be decided. Never a value or a payout.

use super::{ReviewScreen, facts};
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::fit;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// Draws one or two rows.
pub(super) fn draw(screen: &ReviewScreen, frame: &mut Frame<'_>, area: Rect, context: &Context) {
    let width = usize::from(area.width);
    frame.render_widget(parties(screen, context, width), Rect { height: 1, ..area });
    if area.height > 1 {
        let line = particulars(screen, context, width);
        frame.render_widget(line, Rect { y: area.y + 1, height: 1, ..area });
    }
}

/// Claim, parties and the clock in force.
fn parties(screen: &ReviewScreen, context: &Context, width: usize) -> Line<'static> {
    let (theme, glyphs) = (context.theme, &context.glyphs);
    let claim = &screen.review.claim;
    let clock = screen.review.clocks.first().map(|clock| facts::clock_in_words(clock, screen.review.as_of));
    let (clock, tint) = clock.unwrap_or_else(|| ("no clock runs".to_owned(), Tint::Muted));
    let clock = fit(&clock, width.saturating_sub(10) * 2 / 3, glyphs);
    let room = width.saturating_sub(clock.width() + 3);
    let id = format!(" {}", claim.claim_id);
    let parties = format!(
        "{} {} {}",
        clean::one_line(&claim.partner.name),
        glyphs.path,
        clean::one_line(&claim.customer.name)
    );
    let text = format!("{parties}  {}", clean::one_line(&claim.claim_name));
    let text = fit(&text, room.saturating_sub(id.width() + 2), glyphs);
    let used = id.width() + 2 + text.width();
    let gap = " ".repeat(width.saturating_sub(used + clock.width() + 1));
    Line::from(vec![
        Span::styled(id, theme.style(Tint::Title)),
        Span::raw("  "),
        Span::styled(text, theme.style(Tint::Text)),
        Span::raw(gap),
        Span::styled(clock, theme.style(tint)),
    ])
}

/// Flags first, because they change what may be done, then what the claim is.
fn particulars(screen: &ReviewScreen, context: &Context, width: usize) -> Line<'static> {
    let (theme, glyphs) = (context.theme, &context.glyphs);
    let claim = &screen.review.claim;
    let mut flags: Vec<(String, Tint)> = Vec::new();
    if let Some(recorded) = &screen.review.decision {
        let state = recorded.state.word();
        flags.push((
            format!("{} {} here, {state}", glyphs.decided, recorded.decision.kind.label()),
            Tint::Met,
        ));
    } else if let Some(earlier) = &screen.review.earlier {
        let words = format!("{} {} on an earlier revision", glyphs.back, earlier.decision.kind.label());
        flags.push((words, Tint::Unclear));
    }
    if let Some(holder) = screen.holder() {
        flags.push((format!("{} held by {}", glyphs.taken, clean::one_line(&holder.words())), Tint::Warning));
    }
    if screen.review.sealed {
        flags.push(("first decision sealed".to_owned(), Tint::Unclear));
    }
    if screen.review.excluded.is_some() {
        flags.push(("not yours to settle".to_owned(), Tint::NotMet));
    }
    if !screen.review.standing.contested.is_empty() {
        flags.push((format!("{} contested", glyphs.conflict), Tint::Conflict));
    }
    if claim.recognition_only {
        flags.push(("recognition only".to_owned(), Tint::Info));
    }
    let mut plain = vec![facts::engagement(screen), facts::edition(screen)];
    plain.extend(facts::window(screen).map(|window| format!("window {window}")));
    plain.push(clean::one_line(&claim.customer.domain));
    plain.push(format!("tenant {}", claim.customer.tenant_id));
    let separator = format!("  {}  ", glyphs.dot);
    let mut spans = vec![Span::raw(" ")];
    for (text, tint) in flags {
        spans.push(Span::styled(text, theme.style(tint)));
        spans.push(Span::styled(separator.clone(), theme.style(Tint::Faint)));
    }
    let used: usize = spans.iter().map(Span::width).sum();
    let text = fit(&clean::one_line(&plain.join(&separator)), width.saturating_sub(used + 1), glyphs);
    spans.push(Span::styled(text, theme.style(Tint::Muted)));
    Line::from(spans)
}
