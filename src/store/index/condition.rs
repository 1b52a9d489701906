//! A filter as a condition of SQL. Every value is a bound parameter.

use super::facet::{NEVER, day, place};
use super::hits::DocumentTexts;
use super::marks::Mark;
use super::open::Index;
use super::query::Query;
use crate::domain::{Activity, Program, QueueKind, Sector, Status, Turn};
use crate::store::{Feature, Filter, StoreError};
use crate::text::unaccented;
use rusqlite::types::Value;

/// A condition with its parameters, numbered from one.
#[derive(Debug, Default)]
pub(super) struct Condition {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
    /// A phrase had more candidates than are looked at.
    pub(super) cut: bool,
}

impl Condition {
    /// The condition of a query on `facet`.
    pub(super) fn of(query: &Query<'_>, index: &Index) -> Result<Self, StoreError> {
        let mut condition = Self::default();
        let source = Source { index, texts: query.texts, as_of: query.as_of.timestamp_millis() };
        condition.sql = condition.filter(query.filter, &source)?;
        Ok(condition)
    }

    /// What tells this condition apart from others.
    pub(super) fn key(&self) -> String {
        format!("{} {:?}", self.sql, self.values)
    }

    /// A parameter with this value.
    pub(super) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    fn filter(&mut self, filter: &Filter, source: &Source<'_>) -> Result<String, StoreError> {
        Ok(match filter {
            Filter::All => "1".to_owned(),
            Filter::And(parts) if parts.is_empty() => "1".to_owned(),
            Filter::Or(parts) if parts.is_empty() => "0".to_owned(),
            Filter::And(parts) => self.joined(parts, " AND ", source)?,
            Filter::Or(parts) => self.joined(parts, " OR ", source)?,
            Filter::Not(part) => format!("NOT ({})", self.filter(part, source)?),
            Filter::Text(question) => self.text(question, source)?,
            Filter::Workload(part) => self.workload(part),
            Filter::Partner(part) => self.named("partner", part),
            Filter::Customer(part) => self.named("customer", part),
            Filter::Country(part) => self.named("country", part),
            Filter::Engagement(part) => self.named("engagement", part),
            Filter::Edition(part) => self.named("edition", part),
            Filter::Any(part) => self.any(part),
            Filter::Claim(digits) => {
                format!("instr(printf('%07d', facet.claim), {}) > 0", self.bind(digits.clone()))
            }
            Filter::Has(feature) => feature_condition(*feature),
            other => {
                let (left, value) = comparison(other, source);
                format!("{left} {}", self.bind(value))
            }
        })
    }

    fn joined(&mut self, parts: &[Filter], word: &str, source: &Source<'_>) -> Result<String, StoreError> {
        let parts: Result<Vec<String>, _> = parts.iter().map(|part| self.filter(part, source)).collect();
        Ok(format!("({})", parts?.join(word)))
    }

    /// A part of a name, looked for among the distinct names first.
    fn named(&mut self, table: &str, part: &str) -> String {
        let part = self.bind(unaccented(part));
        format!("facet.{table} IN (SELECT number FROM {table} WHERE instr(folded, {part}) > 0)")
    }

    /// The code as a whole, or a part of a name.
    fn workload(&mut self, part: &str) -> String {
        let part = unaccented(part);
        let code = self.bind(format!("{part}\n"));
        let name = self.bind(part);
        format!(
            "facet.claim IN (SELECT claim FROM claim_workload WHERE workload IN (SELECT number FROM workload
             WHERE substr(folded, 1, length({code})) = {code}
             OR instr(substr(folded, instr(folded, char(10))), {name}) > 0))"
        )
    }

    fn any(&mut self, part: &str) -> String {
        let (partner, customer) = (self.named("partner", part), self.named("customer", part));
        let name = self.bind(unaccented(part));
        format!(
            "({partner} OR {customer} OR instr(printf('%07d', facet.claim), {name}) > 0
             OR facet.claim IN (SELECT claim FROM claim_name WHERE instr(folded, {name}) > 0))"
        )
    }

    fn text(&mut self, question: &str, source: &Source<'_>) -> Result<String, StoreError> {
        let Some(slot) = source.index.hits(question, source.texts)? else { return Ok("0".to_owned()) };
        self.cut |= slot.cut;
        Ok(format!("facet.claim IN (SELECT claim FROM {})", slot.table()))
    }
}

/// A column, a comparison and the number it is compared with, for the filters that are no more than that.
fn comparison(filter: &Filter, source: &Source<'_>) -> (&'static str, i64) {
    match filter {
        Filter::Status(word) => ("status =", place(Status::ALL, word)),
        Filter::Program(word) => ("program =", place(Program::ALL, word)),
        // IS, because a claim that does not wait for us has no kind, and `NOT` must hold for it.
        Filter::Kind(word) => ("kind IS", place(QueueKind::ALL, word)),
        Filter::Turn(word) => ("turn =", place(Turn::ALL, word)),
        Filter::Activity(word) => ("activity =", place(Activity::ALL, word)),
        Filter::Sector(word) => ("sector =", place(Sector::ALL, word)),
        Filter::DueWithin(minutes) => ("deadline <", source.later(*minutes)),
        // A claim without a clock has the latest deadline there is.
        Filter::DueAfter(minutes) => {
            ("deadline <> 9223372036854775807 AND deadline >", source.later(*minutes))
        }
        Filter::Expired => ("predicted <=", source.as_of),
        Filter::Expiring => ("predicted <> 9223372036854775807 AND predicted >", source.as_of),
        Filter::SubmittedBefore(date) => ("submitted <", day(*date)),
        Filter::SubmittedAfter(date) => ("submitted >", day(*date)),
        _ => ("0 =", 1),
    }
}

/// What conditions refer to besides the index.
struct Source<'a> {
    index: &'a Index,
    texts: &'a dyn DocumentTexts,
    as_of: i64,
}

impl Source<'_> {
    /// So many minutes after the time of the snapshot.
    const fn later(&self, minutes: i64) -> i64 {
        self.as_of.saturating_add(minutes.saturating_mul(60_000))
    }
}

fn feature_condition(feature: Feature) -> String {
    match feature {
        Feature::Conflict => "contested".to_owned(),
        Feature::Documents => "documents > 0".to_owned(),
        Feature::Clock => format!("deadline <> {NEVER}"),
        Feature::Decision => marked(Mark::Decided),
        Feature::Draft => marked(Mark::Draft),
        Feature::Skip => marked(Mark::Skipped),
        Feature::Change => marked(Mark::Changed),
        Feature::Arrival => marked(Mark::Arrived),
    }
}

fn marked(mark: Mark) -> String {
    format!("facet.claim IN (SELECT claim FROM {})", mark.table())
}

/// A filter as one without marks, less the claims that have any of some marks.
///
/// The first part does not change when something is decided, so its count can be kept. `None` when the filter is
/// not of this shape.
pub(super) fn less_marks(filter: &Filter) -> Option<(Filter, Vec<Mark>)> {
    let mut rest = Vec::new();
    let mut marks = Vec::new();
    let mut open = vec![filter];
    while let Some(part) = open.pop() {
        match part {
            Filter::And(parts) => open.extend(parts),
            Filter::Not(inner) => match inner.as_ref() {
                Filter::Has(Feature::Decision) => marks.push(Mark::Decided),
                Filter::Has(Feature::Draft) => marks.push(Mark::Draft),
                Filter::Has(Feature::Skip) => marks.push(Mark::Skipped),
                _ => rest.push(part.clone()),
            },
            _ => rest.push(part.clone()),
        }
    }
    (!marks.is_empty() && !rest.iter().any(depends_on_marks)).then_some((Filter::And(rest), marks))
}

fn depends_on_marks(filter: &Filter) -> bool {
    match filter {
        Filter::And(parts) | Filter::Or(parts) => parts.iter().any(depends_on_marks),
        Filter::Not(part) => depends_on_marks(part),
        Filter::Has(feature) => !matches!(feature, Feature::Conflict | Feature::Documents | Feature::Clock),
        _ => false,
    }
}
