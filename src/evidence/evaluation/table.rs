//! Figures as a table of texts, for a terminal and for a page.

use super::{CellFigures, Evaluation, Share};

/// Heading, one row for each requirement, and the total.
pub fn figures_table(evaluation: &Evaluation) -> Vec<Vec<String>> {
    const HEADING: [&str; 7] = [
        "requirement",
        "recall@3",
        "recall@1",
        "precision@1",
        "strong where met",
        "not strong where not met",
        "balanced accuracy",
    ];
    let mut rows = vec![HEADING.map(str::to_owned).to_vec()];
    rows.extend(evaluation.requirements.iter().map(|row| {
        let name = format!("{} {}", row.requirement.code(), row.requirement.label());
        texts(name, &row.figures)
    }));
    rows.push(texts("all".to_owned(), &evaluation.total));
    rows
}

fn texts(name: String, figures: &CellFigures) -> Vec<String> {
    vec![
        name,
        share(figures.first_three),
        share(figures.first),
        share(figures.precision),
        share(figures.strong_met),
        share(figures.strong_not_met),
        figures.balanced_accuracy().map_or_else(none, |balanced| format!("{balanced:.3}")),
    ]
}

fn share(share: Share) -> String {
    share.fraction().map_or_else(none, |fraction| format!("{fraction:.3} ({}/{})", share.hits, share.of))
}

fn none() -> String {
    "-".to_owned()
}
