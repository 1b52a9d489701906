//! Pages of the queue, places in it and the claim that comes next.

use super::condition::{Condition, less_marks};
use super::hits::DocumentTexts;
use super::marks::{Mark, Marks, number_of};
use super::open::Index;
use super::row::IndexRow;
use crate::domain::ClaimId;
use crate::store::{Filter, SortColumn, SortKey, StoreError};
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, params_from_iter};

/// Which claims are asked for, in which order.
#[derive(Clone, Copy)]
pub struct Query<'a> {
    /// Condition.
    pub filter: &'a Filter,
    /// Sort levels; empty means slack. The claim id decides between equals.
    pub sort: &'a [SortKey],
    /// What this desk did.
    pub marks: &'a Marks,
    /// The time that deadlines are compared with.
    pub as_of: DateTime<Utc>,
    /// Where phrases are verified.
    pub texts: &'a dyn DocumentTexts,
}

/// Which part of the answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Rows to pass over.
    pub offset: u64,
    /// Rows wanted.
    pub limit: u32,
}

/// A part of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The rows.
    pub rows: Vec<IndexRow>,
    /// Rows that match in all.
    pub total: u64,
    /// A phrase was looked for only in the first [`super::PHRASE_CANDIDATES`] claims that have its words.
    pub cut: bool,
}

impl Index {
    /// A page of the claims that match.
    pub fn page(&self, query: &Query<'_>, window: Window) -> Result<Page, StoreError> {
        self.mark(query.marks)?;
        let mut condition = Condition::of(query, self)?;
        let total = self.total(query, &condition)?;
        let limit = condition.bind(i64::from(window.limit));
        let offset = condition.bind(i64::try_from(window.offset).unwrap_or(i64::MAX));
        let sql = format!(
            "SELECT claim FROM facet WHERE {} ORDER BY {} LIMIT {limit} OFFSET {offset}",
            condition.sql,
            order(query.sort),
        );
        let mut rows = Vec::new();
        for claim in self.claims(&sql, &condition)? {
            rows.extend(self.row_of(claim)?);
        }
        Ok(Page { rows, total, cut: condition.cut })
    }

    /// The first claim that matches and comes behind `after` in the order; without `after` the first of all.
    pub fn next(&self, query: &Query<'_>, after: Option<&ClaimId>) -> Result<Option<ClaimId>, StoreError> {
        self.mark(query.marks)?;
        let mut condition = Condition::of(query, self)?;
        if let Some(after) = after {
            let Some(place) = self.place_of(after, query.sort)? else { return Ok(None) };
            let behind = beyond(&mut condition, query.sort, &place, Side::Behind);
            condition.sql = format!("({}) AND ({behind})", condition.sql);
        }
        let sql = format!(
            "SELECT claim FROM facet WHERE {} ORDER BY {} LIMIT 1",
            condition.sql,
            order(query.sort),
        );
        let next = self.claims(&sql, &condition)?.into_iter().next();
        Ok(next.and_then(|number| ClaimId::parse(&format!("{number:07}")).ok()))
    }

    /// How many matching claims come before this one; `None` when it does not match.
    pub fn position(&self, query: &Query<'_>, id: &ClaimId) -> Result<Option<u64>, StoreError> {
        self.mark(query.marks)?;
        let mut condition = Condition::of(query, self)?;
        let Some(place) = self.place_of(id, query.sort)? else { return Ok(None) };
        let matches = condition.sql.clone();
        let number = condition.bind(i64::from(number_of(id)));
        let is_there = format!("SELECT claim FROM facet WHERE ({matches}) AND claim = {number}");
        if self.claims(&is_there, &condition)?.is_empty() {
            return Ok(None);
        }
        let before = beyond(&mut condition, query.sort, &place, Side::Before);
        // The number stays bound, so it is used once more.
        let sql =
            format!("SELECT count(*) FROM facet WHERE ({matches}) AND ({before}) AND claim <> {number}");
        let count = self.claims(&sql, &condition)?.first().copied().unwrap_or_default();
        Ok(Some(u64::from(count)))
    }

    /// How many claims match. What does not change with a decision is counted once.
    fn total(&self, query: &Query<'_>, condition: &Condition) -> Result<u64, StoreError> {
        let Some((filter, marks)) = less_marks(query.filter) else {
            return self.count(condition, &format!("{} {}", condition.key(), query.marks.revision()));
        };
        let rest = Condition::of(&Query { filter: &filter, ..*query }, self)?;
        let all = self.count(&rest, &rest.key())?;
        let marked: Vec<String> =
            marks.iter().map(|mark| format!("SELECT claim AS marked FROM {}", mark.table())).collect();
        // The cross join makes SQLite begin with the marks, of which there are few.
        let sql = format!(
            "SELECT count(*) FROM ({}) CROSS JOIN facet ON facet.claim = marked WHERE {}",
            marked.join(" UNION "),
            rest.sql
        );
        let gone = self.claims(&sql, &rest)?.first().copied().map_or(0, u64::from);
        Ok(all.saturating_sub(gone))
    }

    fn count(&self, condition: &Condition, key: &str) -> Result<u64, StoreError> {
        if let Some((_, total)) = self.counted.borrow().as_ref().filter(|(known, _)| known == key) {
            return Ok(*total);
        }
        let sql = format!("SELECT count(*) FROM facet WHERE {}", condition.sql);
        let total = self.claims(&sql, condition)?.first().copied().map_or(0, u64::from);
        self.counted.replace(Some((key.to_owned(), total)));
        Ok(total)
    }

    fn claims(&self, sql: &str, condition: &Condition) -> Result<Vec<u32>, StoreError> {
        let refused = self.refused("ask it");
        let mut statement = self.connection.prepare_cached(sql).map_err(&refused)?;
        let numbers =
            statement.query_map(params_from_iter(&condition.values), |row| row.get(0)).map_err(&refused)?;
        numbers.collect::<Result<_, _>>().map_err(&refused)
    }

    /// The values of the sort columns of a claim.
    fn place_of(&self, id: &ClaimId, sort: &[SortKey]) -> Result<Option<Vec<i64>>, StoreError> {
        let levels = levels(sort);
        let columns: Vec<&str> = levels.iter().map(|(column, _)| *column).collect();
        let sql = format!("SELECT {} FROM facet WHERE claim = ?1", columns.join(", "));
        self.connection
            .prepare_cached(&sql)
            .and_then(|mut statement| {
                statement
                    .query_row([number_of(id)], |row| (0..columns.len()).map(|at| row.get(at)).collect())
                    .optional()
            })
            .map_err(self.refused("ask it"))
    }

    /// Takes over what changed in the marks since the last question.
    fn mark(&self, marks: &Marks) -> Result<(), StoreError> {
        if self.marks_revision.get() == marks.revision() {
            return Ok(());
        }
        let refused = self.refused("note what was decided");
        let wanted = marks.claims();
        let mut applied = self.marked.borrow_mut();
        self.connection.execute_batch("SAVEPOINT marks").map_err(&refused)?;
        let changed =
            wanted.keys().chain(applied.keys()).filter(|claim| wanted.get(claim) != applied.get(claim));
        for claim in changed {
            let bits = wanted.get(claim).copied().unwrap_or_default();
            self.mark_one(*claim, bits).map_err(&refused)?;
        }
        self.connection.execute_batch("RELEASE marks").map_err(&refused)?;
        applied.clone_from(wanted);
        self.marks_revision.set(marks.revision());
        Ok(())
    }

    fn mark_one(&self, claim: u32, bits: u8) -> rusqlite::Result<()> {
        for mark in Mark::ALL {
            let sql = if bits & mark.bit() == 0 {
                format!("DELETE FROM {} WHERE claim = ?1", mark.table())
            } else {
                format!("INSERT OR IGNORE INTO {} VALUES (?1)", mark.table())
            };
            self.connection.prepare_cached(&sql)?.execute([claim])?;
        }
        Ok(())
    }
}

/// On which side of a claim.
#[derive(Clone, Copy)]
enum Side {
    Before,
    Behind,
}

/// The sort columns with their direction, ending with the claim itself.
fn levels(sort: &[SortKey]) -> Vec<(&'static str, bool)> {
    let slack = [SortKey { column: SortColumn::Slack, descending: false }];
    let sort = if sort.is_empty() { &slack } else { sort };
    let mut levels: Vec<(&str, bool)> = Vec::new();
    for key in sort {
        let column = match key.column {
            SortColumn::Slack => "latest_start",
            SortColumn::Submitted => "submitted",
            SortColumn::Claim => "claim",
            SortColumn::Partner => "partner",
            SortColumn::Customer => "customer",
            SortColumn::Workloads => "workloads",
            SortColumn::Status => "status",
        };
        if levels.iter().all(|(known, _)| *known != column) {
            levels.push((column, key.descending));
        }
    }
    if levels.iter().all(|(known, _)| *known != "claim") {
        levels.push(("claim", false));
    }
    levels
}

fn order(sort: &[SortKey]) -> String {
    let direction =
        |(column, descending): (&str, bool)| format!("{column}{}", if descending { " DESC" } else { "" });
    levels(sort).into_iter().map(direction).collect::<Vec<_>>().join(", ")
}

/// The rows on one side of a place: the first level that differs decides.
fn beyond(condition: &mut Condition, sort: &[SortKey], place: &[i64], side: Side) -> String {
    let mut equal = String::new();
    let mut cases = Vec::new();
    for ((column, descending), value) in levels(sort).into_iter().zip(place) {
        let value = condition.bind(*value);
        let larger = matches!(side, Side::Behind) != descending;
        cases.push(format!("{equal}{column} {} {value}", if larger { ">" } else { "<" }));
        equal = format!("{equal}{column} = {value} AND ");
    }
    cases.join(" OR ")
}
