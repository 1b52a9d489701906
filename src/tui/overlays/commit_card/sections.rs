//! The card in words: outcome, effect, objections, comment, consequences.

use super::CommitCardLayer;
use crate::comments::Composed;
use crate::desk::CommitCard;
use crate::domain::DecisionKind;
use crate::rules::{self, Waiver};
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{fit, pad, wrap};
use ratatui::text::{Line, Span};

/// The meaning of an outcome.
pub(super) const fn outcome_tint(kind: DecisionKind) -> Tint {
    match kind {
        DecisionKind::Approve => Tint::Met,
        DecisionKind::PartialApprove => Tint::Info,
        DecisionKind::ActionRequired => Tint::Unclear,
        DecisionKind::Reject | DecisionKind::FinalReject => Tint::NotMet,
    }
}

/// The outcome as a badge, where it comes from, and the sentence.
pub(super) fn outcome(card: &CommitCard, context: &Context, width: usize) -> Vec<Line<'static>> {
    let origin = if card.kind == card.derived.kind {
        format!("follows from the cells ({})", card.derived.rule)
    } else {
        format!("chosen instead of {}", card.derived.kind.label().to_lowercase())
    };
    let mut rows = vec![Line::from(vec![
        Span::raw(" "),
        Span::styled(format!(" {} ", card.kind.label()), context.theme.badge(outcome_tint(card.kind))),
        Span::styled(format!("  {origin}"), context.theme.style(Tint::Muted)),
    ])];
    let sentence = wrap(&clean::one_line(&card.derived.sentence), width.saturating_sub(2));
    rows.extend(
        sentence.into_iter().map(|row| Line::styled(format!(" {row}"), context.theme.style(Tint::Text))),
    );
    rows
}

/// Each workload and what happens to it, approved on the left and the rest on the right.
pub(super) fn effect(card: &CommitCard, context: &Context, width: usize) -> Vec<Line<'static>> {
    let (approved, rest) = (card.split.approved(), card.split.residual());
    let rest_title = match card.kind {
        DecisionKind::PartialApprove => "Goes to a residual claim",
        DecisionKind::ActionRequired => "Waits for the partner",
        DecisionKind::Approve | DecisionKind::Reject | DecisionKind::FinalReject => "Not approved",
    };
    match (approved.is_empty(), rest.is_empty()) {
        (false, false) => two_columns(("Stays approved", approved), (rest_title, rest), (context, width)),
        (false, true) => one_column(("Approved", approved), (context, width)),
        (true, _) => one_column((rest_title, rest), (context, width)),
    }
}

fn one_column((title, names): (&str, &[String]), (context, width): (&Context, usize)) -> Vec<Line<'static>> {
    let text = format!("{title}: {}", clean::one_line(&names.join(", ")));
    let rows = wrap(&text, width.saturating_sub(2));
    rows.into_iter().map(|row| Line::styled(format!(" {row}"), context.theme.style(Tint::Muted))).collect()
}

fn two_columns(
    (left, approved): (&str, &[String]),
    (right, rest): (&str, &[String]),
    (context, width): (&Context, usize),
) -> Vec<Line<'static>> {
    let column = width.saturating_sub(3) / 2;
    let glyphs = &context.glyphs;
    let head = Line::from(vec![
        Span::styled(format!(" {} ", pad(left, column, glyphs)), context.theme.style(Tint::Met)),
        Span::styled(pad(right, column, glyphs), context.theme.style(Tint::Unclear)),
    ]);
    let name = |names: &[String], row: usize| {
        let name = names.get(row).map_or_else(String::new, |name| format!("  {}", clean::one_line(name)));
        pad(&name, column, glyphs)
    };
    let rows = (0..approved.len().max(rest.len()))
        .map(|row| Line::raw(format!(" {} {}", name(approved, row), name(rest, row))));
    std::iter::once(head).chain(rows).collect()
}

/// What stands in the way, what is waived, or that nothing does.
pub(super) fn objections(
    layer: &CommitCardLayer,
    card: &CommitCard,
    context: &Context,
    width: usize,
) -> Vec<Line<'static>> {
    let mut rows = Vec::new();
    let mut say = |sign: &str, tint: Tint, text: &str| {
        for (nth, row) in wrap(&clean::one_line(text), width.saturating_sub(4)).into_iter().enumerate() {
            let lead = if nth == 0 { sign } else { " " };
            rows.push(Line::from(vec![
                Span::styled(format!(" {lead} "), context.theme.style(tint)),
                Span::styled(row, context.theme.style(Tint::Text)),
            ]));
        }
    };
    for obstacle in &card.obstacles {
        say("!", Tint::NotMet, obstacle);
    }
    if card.obstacles.is_empty() {
        for guard in card.guards.iter().filter(|guard| guard.waiver != Waiver::Never) {
            say("!", Tint::Unclear, &format!("Waived: {} ({})", guard.text, guard.rule));
        }
    }
    for one in card.dispute.iter().flat_map(|answer| &answer.reasons) {
        let cell = one.cell.as_ref().map(|key| format!(" {key}")).unwrap_or_default();
        let (tint, state) =
            if one.resolved { (Tint::Met, "resolved") } else { (Tint::NotMet, "not resolved") };
        say(context.glyphs.back, tint, &format!("First decision: {}{cell}: {state}", one.code));
    }
    if let Some(cause) = card.dispute.as_ref().and_then(|answer| answer.cause) {
        say(context.glyphs.back, Tint::Key, &format!("Cause: {}", cause.label()));
    }
    if let Some(rationale) = &layer.review.rationale {
        say(context.glyphs.prompt, Tint::Key, &format!("Reason: {rationale}"));
    }
    for lint in card.lints.iter().filter(|lint| !lint.blocking) {
        say("?", Tint::Unclear, &format!("{} ({})", lint.text, lint.rule));
    }
    let review = &layer.review;
    for entry in rules::decision_contradictions(&review.claim, &review.edition, card.kind) {
        say("?", Tint::Faint, &rules::contradiction_in_words(entry));
    }
    if layer.saving {
        say(context.glyphs.dot, Tint::Unclear, "saving; nothing is recorded before it is on disk");
    } else if card.obstacles.is_empty() {
        say(context.glyphs.decided, Tint::Met, "Ready: o commits. u can withdraw it later.");
    }
    rows
}

/// The comment that is shown, and its heading.
pub(super) fn comment<'c>(
    layer: &CommitCardLayer,
    card: &'c CommitCard,
) -> (&'static str, &'c Composed, bool) {
    match (&card.residual_comment, layer.residual) {
        (Some(residual), true) => {
            ("Comment of the residual claim", residual, layer.review.residual_draft.is_some())
        }
        _ => ("Comment to the partner", &card.comment, layer.review.comment_draft.is_some()),
    }
}

/// The comment in rows; variables without a value stand out.
pub(super) fn comment_rows(composed: &Composed, context: &Context, width: usize) -> Vec<Line<'static>> {
    let lines = clean::line_spans(&composed.text).into_iter().filter_map(|span| span.of(&composed.text));
    let rows = lines.flat_map(|line| wrap(&clean::one_line(line), width.saturating_sub(2)));
    rows.map(|row| variables_marked(&row, composed, context)).collect()
}

fn variables_marked(row: &str, composed: &Composed, context: &Context) -> Line<'static> {
    let mut spans = vec![Span::raw(" ")];
    let mut rest = row;
    let names: Vec<String> =
        composed.unresolved.iter().map(|variable| format!("{{{}}}", variable.name)).collect();
    while let Some((at, name)) = names.iter().filter_map(|name| Some((rest.find(name)?, name))).min() {
        let (before, from) = rest.split_at(at);
        spans.push(Span::styled(before.to_owned(), context.theme.style(Tint::Text)));
        spans.push(Span::styled(name.clone(), context.theme.badge(Tint::NotMet)));
        rest = from.strip_prefix(name.as_str()).unwrap_or_default();
    }
    spans.push(Span::styled(rest.to_owned(), context.theme.style(Tint::Text)));
    Line::from(spans)
}

/// The clock it starts, the edition, the templates, the digest.
pub(super) fn consequences(
    layer: &CommitCardLayer,
    card: &CommitCard,
    context: &Context,
    width: usize,
) -> Vec<Line<'static>> {
    let clock = card.starts.as_ref().map_or_else(
        || "Starts no clock".to_owned(),
        |clock| match clock.deadline {
            Some(deadline) => {
                format!("Starts: {}, until {}", clock.label, deadline.format("%Y-%m-%d %H:%M UTC"))
            }
            None => format!("Starts: {}", clock.label),
        },
    );
    let (_, composed, _) = comment(layer, card);
    let dot = context.glyphs.dot;
    let facts = format!(
        "Edition {} {dot} claim digest {} {dot} {}",
        layer.review.edition.title,
        layer.review.digest.short(),
        composed.templates.join(" ")
    );
    [clock, facts]
        .into_iter()
        .map(|text| {
            let text = fit(&clean::one_line(&text), width.saturating_sub(2), &context.glyphs);
            Line::styled(format!(" {text}"), context.theme.style(Tint::Muted))
        })
        .collect()
}
