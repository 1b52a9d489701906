//! The figures as one long table: group, item, measure, value; the same rows as text and as CSV.

use crate::statistics::figures::{Bucket, Figures, GoldFigures, Outcomes, StreamFigures};
use crate::statistics::{Agreement, Estimate, Share};

/// One figure.
pub(super) struct Row {
    /// What it belongs to.
    pub(super) group: String,
    /// What it is about.
    pub(super) item: String,
    /// What was measured.
    pub(super) measure: &'static str,
    /// How many were of the kind.
    pub(super) count: Option<u32>,
    /// Of how many.
    pub(super) of: Option<u32>,
    /// The figure, with its interval.
    pub(super) estimate: Option<Estimate>,
    /// What it is at most, when none was found.
    pub(super) at_most: Option<f64>,
}

/// Rows under construction.
struct Rows(Vec<Row>);

impl Rows {
    fn count(&mut self, group: &str, item: &str, measure: &'static str, count: u32) {
        let (group, item) = (group.to_owned(), item.to_owned());
        self.0.push(Row {
            group,
            item,
            measure,
            count: Some(count),
            of: None,
            estimate: None,
            at_most: None,
        });
    }

    fn share(&mut self, group: &str, item: &str, measure: &'static str, share: &Share) {
        self.0.push(Row {
            group: group.to_owned(),
            item: item.to_owned(),
            measure,
            count: Some(share.count),
            of: Some(share.of),
            estimate: share.share,
            at_most: share.at_most,
        });
    }

    fn agreement(&mut self, group: &str, item: &str, found: &Agreement) {
        let coefficients = [("raw", found.raw), ("kappa", found.kappa), ("ac1", found.ac1)];
        for (measure, estimate) in coefficients {
            let count = (measure == "raw").then_some(found.agreed);
            let (group, item) = (group.to_owned(), item.to_owned());
            self.0.push(Row { group, item, measure, count, of: Some(found.pairs), estimate, at_most: None });
        }
    }
}

/// Every figure as a row.
pub(super) fn rows(figures: &Figures) -> Vec<Row> {
    let mut rows = Rows(Vec::new());
    outcomes(&figures.outcomes, &mut rows);
    for stream in &figures.streams {
        of_stream(stream, &mut rows);
    }
    for cell in &figures.heat {
        let item = cell.workload.as_ref().map_or_else(
            || cell.requirement.code().to_owned(),
            |workload| format!("{} {workload}", cell.requirement.code()),
        );
        rows.share("heat", &item, "agreed", &cell.agreed);
    }
    for reason in &figures.reasons {
        rows.count("reasons", reason.code.as_str(), "decisions", reason.decisions);
        rows.share("reasons", reason.code.as_str(), "other-words", &reason.other_words);
    }
    for cause in &figures.causes {
        rows.count("causes", cause.cause.word(), "cells", cause.cells);
    }
    if let Some(gold) = &figures.gold {
        of_gold(gold, &mut rows);
    }
    let queue = &figures.queue;
    rows.count("queue", "waiting", "claims", queue.waiting);
    rows.count("queue", "without-clock", "claims", queue.without_clock);
    histogram("slack", &queue.slack, &mut rows);
    histogram("ageing", &queue.ageing, &mut rows);
    rows.0
}

fn outcomes(outcomes: &Outcomes, rows: &mut Rows) {
    rows.count("decisions", "all", "decisions", outcomes.decisions);
    rows.count("decisions", "withdrawn", "decisions", outcomes.withdrawn);
    for kind in &outcomes.kinds {
        rows.count("decisions", kind.kind.word(), "decisions", kind.decisions);
    }
    rows.share("decisions", "override", "share", &outcomes.overrides);
    rows.share("decisions", "exact-split", "share", &outcomes.exact_splits);
    rows.share("decisions", "reworded", "share", &outcomes.reworded);
    rows.share("action-required", "came-back", "share", &outcomes.returns.came_back);
    rows.share("action-required", "approved-on-return", "share", &outcomes.returns.approved_on_return);
    rows.share("action-required", "asked-again", "share", &outcomes.returns.asked_again);
    rows.share("disputes", "reversed", "share", &outcomes.reversals.reversed);
    rows.share(
        "disputes",
        "reversed-without-new-evidence",
        "share",
        &outcomes.reversals.without_new_evidence,
    );
    rows.count("disputes", "reversed-on-new-evidence", "decisions", outcomes.reversals.on_new_evidence);
}

fn of_stream(stream: &StreamFigures, rows: &mut Rows) {
    let group = stream.stream;
    rows.count(group, "looks", "looks", stream.looks);
    for found in &stream.requirements {
        rows.agreement(group, found.requirement.code(), &found.agreement);
    }
    rows.agreement(group, "decision", &stream.decision);
    rows.share(group, "overturned", "share", &stream.overturned.differing);
    rows.count(group, "settled-against", "decisions", stream.overturned.settled_against);
}

fn of_gold(gold: &GoldFigures, rows: &mut Rows) {
    rows.share("gold", "all-right", "claims", &gold.all_right);
    rows.share("gold", "cells", "cells", &gold.cells);
    for (requirement, share) in &gold.requirements {
        rows.share("gold", requirement.code(), "cells", share);
    }
}

fn histogram(group: &str, bars: &[Bucket], rows: &mut Rows) {
    for bar in bars {
        rows.count(group, bar.label, "claims", bar.claims);
    }
}
