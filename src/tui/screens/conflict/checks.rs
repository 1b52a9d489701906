//! What a supervisor asks besides the proof: who was told, shared text, the timeline, other conflicts, precedents.

use crate::desk::ConflictView;
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::wrap;
use crate::tui::widgets::pane::{Label, pane};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Draws everything that is known besides the proof.
pub(super) fn draw(view: &ConflictView, frame: &mut Frame<'_>, area: Rect, context: &Context) {
    let label = Label { title: "Background", note: "c shows the texts again", focused: false };
    let inside = pane(frame, area, label, context);
    let width = usize::from(inside.width.saturating_sub(4));
    let mut lines = Vec::new();
    for (heading, items) in sections(view) {
        lines.push(Line::styled(format!(" {heading}"), context.theme.style(Tint::Title)));
        for row in items.iter().flat_map(|item| wrap(&clean::one_line(item), width)) {
            lines.push(Line::styled(format!("   {row}"), context.theme.style(Tint::Text)));
        }
    }
    let height = usize::from(inside.height);
    if lines.len() > height && height > 0 {
        let left = lines.len() - height + 1;
        let words = format!(" {} {left} more rows in a higher window", context.glyphs.ellipsis);
        lines.truncate(height - 1);
        lines.push(Line::styled(words, context.theme.style(Tint::Faint)));
    }
    for (line, y) in lines.into_iter().zip(inside.y..inside.bottom()) {
        frame.render_widget(line, Rect { y, height: 1, ..inside });
    }
}

/// Headings with their lines; a section without lines says so.
fn sections(view: &ConflictView) -> Vec<(&'static str, Vec<String>)> {
    let told = view.notices.iter().map(|notice| {
        format!(
            "{}: {} of claim {}, recorded by {}",
            notice.sent_at.format("%Y-%m-%d"),
            notice.to.label(),
            notice.claim_id,
            notice.by
        )
    });
    let shared = view.shared.iter().flat_map(|pair| {
        pair.passages.iter().map(|passage| {
            format!(
                "{} and {}, {} words: \"{}\"",
                pair.document, pair.other_document, passage.words, passage.text
            )
        })
    });
    let timeline =
        view.checks.timeline.iter().map(|entry| format!("{}  {}: {}", entry.on, entry.partner, entry.text));
    let others = view.checks.other_conflicts.iter().map(|other| {
        let decided =
            other.decided.map_or_else(String::new, |kind| format!(", {} here", kind.label().to_lowercase()));
        let role = other.role.map_or("over", |role| role.label());
        format!(
            "{}: {} for {}, {role}, {}{decided}",
            other.partner,
            other.key.subject,
            other.customer,
            other.status.label().to_lowercase()
        )
    });
    let precedents = view.checks.precedents.iter().map(|precedent| {
        let reasons: Vec<&str> = precedent.cell.reasons.iter().map(|mark| mark.code.as_str()).collect();
        format!(
            "claim {}: {} {} {}",
            precedent.claim_id,
            precedent.cell.key.requirement.code(),
            precedent.cell.verdict.label(),
            reasons.join(" ")
        )
    });
    let or_none = |items: Vec<String>| if items.is_empty() { vec!["none".to_owned()] } else { items };
    vec![
        ("Notices recorded here", or_none(told.collect())),
        ("Text that parties share", or_none(shared.collect())),
        ("Who held or claimed it", or_none(timeline.collect())),
        ("Other conflicts of these partners", or_none(others.collect())),
        ("Cells decided here for this workload", or_none(precedents.collect())),
    ]
}
