//! From files to editions: read, extend, check, build.

use super::check;
use super::draft::Draft;
use super::edition::{Edition, Fallbacks};
use super::error::{Place, PolicyError};
use super::names::WorkloadNames;
use super::reference;
use super::source::EditionSource;
use super::table::Row;
use crate::domain::Activity;

/// Reads all editions, or reports everything that is wrong with any of them.
pub(super) fn editions(sources: &[EditionSource]) -> Result<Vec<Edition>, Vec<PolicyError>> {
    let mut errors = Vec::new();
    let own: Vec<Draft> = sources.iter().filter_map(|source| Draft::read(source, &mut errors)).collect();
    let whole: Vec<Draft> = own.iter().map(|draft| draft.extended(&own, &mut errors)).collect();
    for draft in &whole {
        check::edition(draft, &mut errors);
    }
    check::together(&whole, &mut errors);
    let editions: Vec<Edition> = whole.into_iter().filter_map(|draft| build(draft, &mut errors)).collect();
    // A row that two editions share is checked in both; its errors are told once.
    errors.sort();
    errors.dedup();
    if errors.is_empty() { Ok(editions) } else { Err(errors) }
}

/// There is nothing to judge claims under.
pub(super) fn no_edition() -> PolicyError {
    PolicyError::Missing {
        at: Place { file: "editions".to_owned(), line: 1 },
        what: "A policy edition".to_owned(),
        advice: "Add a folder with an edition.toml; see docs/editions.md.".to_owned(),
    }
}

fn build(draft: Draft, errors: &mut Vec<PolicyError>) -> Option<Edition> {
    let fallbacks = fallbacks(&draft, errors)?;
    let (head, tables) = (draft.head.value, draft.tables);
    let workloads = values(tables.workloads);
    let mut qualifications = values(tables.qualifications);
    qualifications.sort_by_key(|qualification| qualification.number);
    let mut edition = Edition {
        id: head.id,
        title: head.title,
        valid_from: head.valid_from,
        valid_to: head.valid_to,
        parameters: head.parameters,
        requirements: values(tables.requirements),
        qualifications,
        statuses: values(tables.statuses),
        transitions: values(tables.transitions),
        clocks: values(tables.clocks),
        expiries: values(tables.expiries),
        reasons: values(tables.reasons),
        frames: values(tables.frames),
        names: WorkloadNames::new(&workloads),
        workloads,
        document_kinds: values(tables.document_kinds),
        engagements: values(tables.engagements),
        fallbacks,
        signals: values(tables.signals),
        reference: Vec::new(),
    };
    edition.reference = reference::build(&edition, values(tables.reference));
    Some(edition)
}

fn fallbacks(draft: &Draft, errors: &mut Vec<PolicyError>) -> Option<Fallbacks> {
    let mut of = |activity: Activity| {
        let row = draft.tables.fallbacks.iter().find(|row| row.value.activity == activity);
        if row.is_none() {
            errors.push(PolicyError::Missing {
                at: draft.file("engagements"),
                what: format!("The fallback for activity {activity}"),
                advice: "Add a [[fallback]] row, so that every claim has a profile.".to_owned(),
            });
        }
        row.map(|row| row.value.clone())
    };
    let (usage, pre_sales) = (of(Activity::Usage), of(Activity::PreSales));
    let (revenue, activity) = (of(Activity::RevenueAssociation), of(Activity::PartnerActivity));
    Some(Fallbacks {
        usage: usage?,
        pre_sales: pre_sales?,
        revenue_association: revenue?,
        partner_activity: activity?,
    })
}

fn values<T>(rows: Vec<Row<T>>) -> Vec<T> {
    rows.into_iter().map(|row| row.value).collect()
}
