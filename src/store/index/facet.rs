//! The part of a row that filters and sorting read: small numbers only, so that a million of them are scanned in
//! the blink of an eye.

use super::marks::number_of;
use super::names::Names;
use super::row::IndexRow;
use crate::domain::{Activity, Digest, Hasher, Program, QueueKind, Sector, Status, Turn};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use rusqlite::{Connection, params};

/// No clock runs: later than every deadline.
pub(super) const NEVER: i64 = i64::MAX;

/// A word of a vocabulary as its place in it.
pub(super) fn place<T: PartialEq>(all: &[T], word: &T) -> i64 {
    let place = all.iter().position(|known| known == word).unwrap_or(all.len());
    i64::try_from(place).unwrap_or(i64::MAX)
}

/// Digest of the vocabularies: an index made with others is of no use.
pub(super) fn vocabulary() -> Digest {
    let mut hasher = Hasher::new("proofdesk-vocabulary-v1");
    let words = [
        Turn::ALL.iter().map(|word| word.word()).collect::<Vec<_>>(),
        QueueKind::ALL.iter().map(|word| word.word()).collect(),
        Status::ALL.iter().map(|word| word.word()).collect(),
        Program::ALL.iter().map(|word| word.word()).collect(),
        Activity::ALL.iter().map(|word| word.word()).collect(),
        Sector::ALL.iter().map(|word| word.word()).collect(),
    ];
    for vocabulary in words {
        hasher.field(vocabulary.join(" ").as_bytes());
    }
    hasher.finish()
}

/// A day as a number.
pub(super) fn day(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

pub(super) fn instant(instant: Option<DateTime<Utc>>) -> i64 {
    instant.map_or(NEVER, |instant| instant.timestamp_millis())
}

struct Facet {
    claim: u32,
    numbers: [i64; 13],
    names: [u32; 5],
}

/// All facets, kept until the order of the names is known.
#[derive(Default)]
pub(super) struct Facets {
    rows: Vec<Facet>,
    partners: Names,
    customers: Names,
    countries: Names,
    engagements: Names,
    editions: Names,
}

impl Facets {
    pub(super) fn add(&mut self, row: &IndexRow) {
        let numbers = [
            place(Turn::ALL, &row.turn),
            row.kind.map_or(-1, |kind| place(QueueKind::ALL, &kind)),
            place(Status::ALL, &row.status),
            place(Program::ALL, &row.program),
            place(Activity::ALL, &row.activity),
            place(Sector::ALL, &row.sector),
            instant(row.latest_start),
            instant(row.deadline),
            day(row.submitted_on),
            i64::from(row.contested),
            i64::try_from(row.workloads.len()).unwrap_or(i64::MAX),
            i64::from(row.documents),
            instant(row.prediction.as_ref().map(|prediction| prediction.at)),
        ];
        let customer = [row.customer.as_str(), &row.customer_domain, row.customer_tenant.as_str()];
        let names = [
            self.partners.number(&[&row.partner, &row.partner_id]),
            self.customers.number(&customer),
            self.countries.number(&[&row.customer_country]),
            self.engagements.number(&[&row.engagement]),
            self.editions.number(&[row.edition.as_str()]),
        ];
        self.rows.push(Facet { claim: number_of(&row.claim_id), numbers, names });
    }

    pub(super) fn write(self, connection: &Connection) -> rusqlite::Result<()> {
        const INSERT: &str = "INSERT INTO facet VALUES
            (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)";
        let places = [
            self.partners.write(connection, "partner")?,
            self.customers.write(connection, "customer")?,
            self.countries.write(connection, "country")?,
            self.engagements.write(connection, "engagement")?,
            self.editions.write(connection, "edition")?,
        ];
        let mut insert = connection.prepare(INSERT)?;
        for Facet { claim, numbers, names } in self.rows {
            let [
                turn,
                kind,
                status,
                program,
                activity,
                sector,
                start,
                deadline,
                submitted,
                contested,
                workloads,
                documents,
                predicted,
            ] = numbers;
            let mut ranks = names.iter().zip(&places).map(|(number, places)| places.get(*number as usize));
            let mut name = || ranks.next().flatten();
            insert.execute(params![
                claim,
                turn,
                (kind >= 0).then_some(kind),
                status,
                program,
                activity,
                sector,
                start,
                deadline,
                submitted,
                contested,
                workloads,
                documents,
                predicted,
                name(),
                name(),
                name(),
                name(),
                name(),
            ])?;
        }
        Ok(())
    }
}
