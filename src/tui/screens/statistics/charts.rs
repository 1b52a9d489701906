//! What each panel of the statistics shows, row by row.

use crate::domain::Requirement;
use crate::statistics::figures::{Bucket, Figures, HeatCell};
use crate::statistics::{Estimate, Share};
use crate::text::clean;
use crate::tui::context::Context;
use crate::tui::theme::Tint;
use crate::tui::widgets::fit::{pad, pad_left};
use ratatui::text::{Line, Span};
use std::collections::BTreeMap;

/// A heading, if the panel has one, and its rows.
type Chart = fn(&Figures, usize, &Context) -> (Option<String>, Vec<Line<'static>>);

/// A panel.
pub(super) struct Panel {
    pub(super) title: &'static str,
    pub(super) heading: Chart,
}

/// Every panel, in the order in which Tab visits them.
pub(super) const PANELS: &[Panel] = &[
    Panel { title: "Queue by time left", heading: slack },
    Panel { title: "Queue by age", heading: ageing },
    Panel { title: "Reasons given", heading: reasons },
    Panel { title: "Decisions", heading: outcomes },
    Panel { title: "Agreement of second looks", heading: agreement },
    Panel { title: "Where second looks agree", heading: heat },
];

/// Room for numbers behind a bar.
const NUMBER: usize = 6;
/// Cells of one figure of the heat map.
const HEAT: usize = 5;

fn slack(figures: &Figures, width: usize, context: &Context) -> (Option<String>, Vec<Line<'static>>) {
    let heading = figures.queue.slack_percentiles.map(|[low, middle, high]| {
        let words = |minutes: f64| {
            #[allow(clippy::cast_possible_truncation, reason = "minutes of some years")]
            let minutes = minutes.round() as i64;
            crate::desk::duration_words(minutes)
        };
        format!("a tenth below {}, half {}, nine tenths {}", words(low), words(middle), words(high))
    });
    (heading, histogram(&figures.queue.slack, width, context))
}

fn ageing(figures: &Figures, width: usize, context: &Context) -> (Option<String>, Vec<Line<'static>>) {
    let heading = format!("{} claims since their first submission", figures.queue.waiting);
    (Some(heading), histogram(&figures.queue.ageing, width, context))
}

fn histogram(bars: &[Bucket], width: usize, context: &Context) -> Vec<Line<'static>> {
    let most = bars.iter().map(|bar| bar.claims).max().unwrap_or_default();
    bars.iter()
        .map(|bar| {
            let tint = if bar.label == "late" { Tint::NotMet } else { Tint::Info };
            bar_row((bar.label, tint), (bar.claims, most), (width, &bar.claims.to_string()), context)
        })
        .collect()
}

/// A label, a bar as long as its part of the most, and a number.
fn bar_row(
    (label, tint): (&str, Tint),
    (part, most): (u32, u32),
    (width, number): (usize, &str),
    context: &Context,
) -> Line<'static> {
    let label_cells = (width / 2).clamp(8, 26).min(width);
    let room = width.saturating_sub(label_cells + NUMBER + 2);
    let full = (room as u64 * u64::from(part)).div_ceil(u64::from(most.max(1)));
    let full = usize::try_from(full).unwrap_or(room).min(room);
    let glyphs = &context.glyphs;
    Line::from(vec![
        Span::styled(pad(&clean::one_line(label), label_cells, glyphs), context.theme.style(Tint::Text)),
        Span::raw(" "),
        Span::styled(glyphs.full.repeat(full), context.theme.style(tint)),
        Span::styled(glyphs.empty.repeat(room - full), context.theme.style(Tint::Faint)),
        Span::styled(pad_left(number, NUMBER + 1, glyphs), context.theme.style(Tint::Text)),
    ])
}

fn reasons(figures: &Figures, width: usize, context: &Context) -> (Option<String>, Vec<Line<'static>>) {
    let most = figures.reasons.first().map_or(0, |reason| reason.decisions);
    let rows: Vec<Line<'static>> = figures
        .reasons
        .iter()
        .map(|reason| {
            let tint = if reason.reword { Tint::Unclear } else { Tint::Info };
            let flag = if reason.reword { " !" } else { "" };
            let label = format!("{}{flag}  {:.0} %", reason.code, reason.cumulative * 100.0);
            bar_row((&label, tint), (reason.decisions, most), (width, &reason.decisions.to_string()), context)
        })
        .collect();
    let heading = if rows.is_empty() {
        "no decision gave a reason yet"
    } else {
        "with all more frequent ones; ! often sent in other words"
    };
    (Some(heading.to_owned()), rows)
}

fn outcomes(figures: &Figures, width: usize, context: &Context) -> (Option<String>, Vec<Line<'static>>) {
    let outcomes = &figures.outcomes;
    let kinds = outcomes.kinds.iter().map(|kind| {
        let number = kind.decisions.to_string();
        bar_row(
            (kind.kind.label(), Tint::Info),
            (kind.decisions, outcomes.decisions),
            (width, &number),
            context,
        )
    });
    let shares = [
        ("Overridden", &outcomes.overrides),
        ("Split never corrected", &outcomes.exact_splits),
        ("Asked, came back", &outcomes.returns.came_back),
        ("Came back, approved", &outcomes.returns.approved_on_return),
        ("Dispute reversed", &outcomes.reversals.reversed),
        ("Same, no new evidence", &outcomes.reversals.without_new_evidence),
    ];
    let shares = shares.map(|(label, share)| share_row(label, share, width, context));
    let heading = format!("{} decisions, {} withdrawn", outcomes.decisions, outcomes.withdrawn);
    (Some(heading), kinds.chain(shares).collect())
}

fn share_row(label: &str, share: &Share, width: usize, context: &Context) -> Line<'static> {
    let cells = (width / 2).clamp(8, 26).min(width);
    let figure = match (share.share, share.at_most) {
        (None, _) => "none yet".to_owned(),
        (Some(_), Some(most)) => format!("0 of {}, at most {:.0} %", share.of, most * 100.0),
        (Some(found), None) => {
            let whole = |value: f64| format!("{:.0}", value * 100.0);
            format!("{} % ({}-{}) of {}", whole(found.value), whole(found.low), whole(found.high), share.of)
        }
    };
    Line::from(vec![
        Span::styled(pad(label, cells, &context.glyphs), context.theme.style(Tint::Text)),
        Span::styled(
            pad_left(&figure, width.saturating_sub(cells), &context.glyphs),
            context.theme.style(Tint::Muted),
        ),
    ])
}

/// Kappa, AC1, raw agreement and number of pairs by requirement, over the random stream; with intervals where there
/// is room.
fn agreement(figures: &Figures, width: usize, context: &Context) -> (Option<String>, Vec<Line<'static>>) {
    let wide = width >= 62;
    let cells = if wide { 16 } else { 6 };
    let column = |text: &str| pad_left(text, cells, &context.glyphs);
    let heading = format!("{:<9}{}{}{}{:>6}", "", column("kappa"), column("AC1"), column("raw"), "pairs");
    let number = |found: Option<Estimate>| match found {
        None => column(context.glyphs.dash),
        Some(found) if wide => column(&format!("{:.2} ({:.2}-{:.2})", found.value, found.low, found.high)),
        Some(found) => column(&format!("{:.2}", found.value)),
    };
    let row = |label: &str, found: &crate::statistics::Agreement| {
        let figures =
            format!("{}{}{}{:>6}", number(found.kappa), number(found.ac1), number(found.raw), found.pairs);
        Line::from(vec![
            Span::styled(pad(label, 9, &context.glyphs), context.theme.style(Tint::Title)),
            Span::styled(figures, context.theme.style(Tint::Text)),
        ])
    };
    let mut rows = Vec::new();
    for stream in figures.streams.iter().filter(|stream| stream.looks > 0) {
        let words = format!("{}, {} looks", stream.stream.replace('-', " "), stream.looks);
        rows.push(Line::styled(pad(&words, width, &context.glyphs), context.theme.style(Tint::Muted)));
        let judged = stream.requirements.iter().filter(|found| found.agreement.pairs > 0);
        rows.extend(judged.map(|found| row(found.requirement.code(), &found.agreement)));
        rows.push(row("decision", &stream.decision));
    }
    if rows.is_empty() {
        return (Some("no second look is signed yet".to_owned()), rows);
    }
    (Some(heading), rows)
}

/// Workloads down, requirements across; the percentage of pairs that agree and a shade for each.
fn heat(figures: &Figures, width: usize, context: &Context) -> (Option<String>, Vec<Line<'static>>) {
    let mut by_workload: BTreeMap<Option<&str>, Vec<&HeatCell>> = BTreeMap::new();
    for cell in &figures.heat {
        by_workload.entry(cell.workload.as_deref()).or_default().push(cell);
    }
    if by_workload.is_empty() {
        return (Some("no second look is signed yet".to_owned()), Vec::new());
    }
    let cells = (width.saturating_sub(Requirement::ALL.len() * HEAT)).clamp(6, 34);
    let codes =
        Requirement::ALL.iter().map(|requirement| pad_left(requirement.code(), HEAT, &context.glyphs));
    let columns = codes.collect::<Vec<_>>().concat();
    let rows = by_workload.into_iter().map(|(workload, found)| {
        let label = workload.map_or_else(|| "whole claim".to_owned(), clean::one_line);
        let mut line =
            Line::from(Span::styled(pad(&label, cells, &context.glyphs), context.theme.style(Tint::Text)));
        for requirement in Requirement::ALL {
            let cell = found.iter().find(|cell| cell.requirement == *requirement);
            line.spans.push(heat_cell(cell.map(|cell| &cell.agreed), context));
        }
        line
    });
    (Some(format!("{}{columns}", pad("percent that agree", cells, &context.glyphs))), rows.collect())
}

/// A percentage and a shade behind it: none from nine tenths, light from three quarters, full below.
fn heat_cell(agreed: Option<&Share>, context: &Context) -> Span<'static> {
    let Some(found) = agreed.and_then(|share| share.share) else {
        return Span::styled(
            pad_left(context.glyphs.dash, HEAT, &context.glyphs),
            context.theme.style(Tint::Faint),
        );
    };
    let (shade, tint) = match found.value {
        value if value >= 0.9 => (" ", Tint::Met),
        value if value >= 0.75 => (context.glyphs.empty, Tint::Unclear),
        _ => (context.glyphs.full, Tint::NotMet),
    };
    let text = format!("{:.0}{shade}", found.value * 100.0);
    Span::styled(pad_left(&text, HEAT, &context.glyphs), context.theme.style(tint))
}
