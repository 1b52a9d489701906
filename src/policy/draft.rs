//! An edition on its way from files to [`super::Edition`]: rows with their places, own and inherited.

use super::edition::Parameters;
use super::error::{Place, PolicyError};
use super::life_cycle::{ClockSpec, ExpirySpec, StatusSpec, Transition};
use super::source::{EditionSource, TABLES};
use super::specs::{
    DocumentKindSpec, EngagementSpec, Frame, Qualification, ReasonSpec, ReferenceEntry, RequirementSpec,
    SignalSpec, Workload,
};
use super::table::{Row, TableFile};
use crate::domain::EditionId;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Tables an edition can do without.
const OPTIONAL: [&str; 2] = ["signals", "reference"];

/// `edition.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    pub(super) id: EditionId,
    pub(super) title: String,
    pub(super) valid_from: NaiveDate,
    pub(super) valid_to: Option<NaiveDate>,
    pub(super) extends: Option<Extends>,
    pub(super) parameters: Parameters,
}

/// What an edition takes from another one.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Extends {
    edition: EditionId,
    tables: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
}

/// A row with an id that is unique within its table.
pub(super) trait Keyed: Clone + DeserializeOwned {
    /// What error messages call the row.
    const WHAT: &'static str;
    /// Field that holds the id.
    const FIELD: &'static str;
    /// The id.
    fn key(&self) -> String;
}

macro_rules! keyed {
    ($($row:ty, $what:literal, $field:ident $(. $method:ident ())?;)+) => {
        $(impl Keyed for $row {
            const WHAT: &'static str = $what;
            const FIELD: &'static str = stringify!($field);
            fn key(&self) -> String {
                self.$field$(.$method())?.to_string()
            }
        })+
    };
}

keyed! {
    RequirementSpec, "requirement", id;
    Qualification, "qualification", number;
    StatusSpec, "status", rule;
    Transition, "transition", id;
    ClockSpec, "clock", name;
    ExpirySpec, "expiry timeline", rule;
    ReasonSpec, "reason code", code;
    Frame, "frame", id;
    Workload, "workload", name;
    DocumentKindSpec, "document kind", kind;
    EngagementSpec, "claim type", id;
    SignalSpec, "signal", id;
    ReferenceEntry, "reference entry", id;
}

/// Every table of an edition.
#[derive(Debug, Clone, Default)]
pub(super) struct Tables {
    pub(super) requirements: Vec<Row<RequirementSpec>>,
    pub(super) qualifications: Vec<Row<Qualification>>,
    pub(super) statuses: Vec<Row<StatusSpec>>,
    pub(super) transitions: Vec<Row<Transition>>,
    pub(super) clocks: Vec<Row<ClockSpec>>,
    pub(super) expiries: Vec<Row<ExpirySpec>>,
    pub(super) reasons: Vec<Row<ReasonSpec>>,
    pub(super) frames: Vec<Row<Frame>>,
    pub(super) workloads: Vec<Row<Workload>>,
    pub(super) document_kinds: Vec<Row<DocumentKindSpec>>,
    pub(super) engagements: Vec<Row<EngagementSpec>>,
    pub(super) fallbacks: Vec<Row<EngagementSpec>>,
    pub(super) signals: Vec<Row<SignalSpec>>,
    pub(super) reference: Vec<Row<ReferenceEntry>>,
}

/// An edition whose rows still know where they stand.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) head: Row<Head>,
    pub(super) tables: Tables,
    files: BTreeMap<String, String>,
}

impl Draft {
    /// Reads the files of one edition; `None` when `edition.toml` cannot be read.
    pub(super) fn read(source: &EditionSource, errors: &mut Vec<PolicyError>) -> Option<Self> {
        report_unknown_files(source, errors);
        let Some(head_file) = source.table("edition") else {
            errors.push(PolicyError::Missing {
                at: Place { file: format!("{}/edition.toml", source.folder), line: 1 },
                what: "edition.toml".to_owned(),
                advice: "Every edition needs one; see docs/editions.md.".to_owned(),
            });
            return None;
        };
        let tables = read_tables(source, errors);
        let head = TableFile::parse(head_file, errors).into_row::<Head>(errors)?;
        let files = source.files.iter().map(|file| (file.name.clone(), file.path.clone())).collect();
        let draft = Self { head, tables, files };
        draft.report_missing_files(errors);
        Some(draft)
    }

    /// The file a table stands in, for errors about what is not there.
    pub(super) fn file(&self, table: &str) -> Place {
        let file = self.files.get(&format!("{table}.toml"));
        file.map_or_else(|| self.head.place(), |file| Place { file: file.clone(), line: 1 })
    }

    /// The edition with the rows it takes from another one.
    pub(super) fn extended(&self, all: &[Self], errors: &mut Vec<PolicyError>) -> Self {
        let Some(extends) = &self.head.value.extends else { return self.clone() };
        let base = all.iter().find(|draft| draft.head.value.id == extends.edition);
        let Some(base) = base.filter(|base| base.head.value.extends.is_none()) else {
            errors.push(PolicyError::Unknown {
                at: self.head.field("extends"),
                what: "edition to extend",
                id: extends.edition.to_string(),
                advice: "Name an edition that does not itself extend another one.".to_owned(),
            });
            return self.clone();
        };
        let mut unused: Vec<&str> = extends.without.iter().map(String::as_str).collect();
        let tables = self.tables.extended(&base.tables, extends, &mut unused);
        errors.extend(unused.into_iter().map(|id| PolicyError::Unknown {
            at: self.head.field("extends"),
            what: "row of the tables this edition takes over",
            id: id.to_owned(),
            advice: "Remove it from `without`.".to_owned(),
        }));
        Self { tables, ..self.clone() }
    }

    fn report_missing_files(&self, errors: &mut Vec<PolicyError>) {
        let inherited = |table: &str| {
            self.head.value.extends.iter().any(|extends| extends.tables.iter().any(|name| name == table))
        };
        for table in TABLES {
            let name = format!("{table}.toml");
            if !self.files.contains_key(&name) && !inherited(table) && !OPTIONAL.contains(&table) {
                errors.push(PolicyError::Missing {
                    at: self.head.place(),
                    what: name,
                    advice: "Add the file, or take the table from another edition with [extends].".to_owned(),
                });
            }
        }
        let taken = self.head.value.extends.iter().flat_map(|extends| &extends.tables);
        errors.extend(taken.filter(|table| !TABLES.contains(&table.as_str())).map(|table| {
            PolicyError::UnknownTable {
                at: self.head.field("extends"),
                what: "file",
                name: table.clone(),
                known: TABLES.join(", "),
            }
        }));
    }
}

impl Tables {
    fn extended(&self, base: &Self, extends: &Extends, unused: &mut Vec<&str>) -> Self {
        macro_rules! merge {
            ($($field:ident from $table:literal),+) => {
                Self { $($field: match extends.tables.iter().any(|name| name == $table) {
                    true => merged(&base.$field, &self.$field, &extends.without, unused),
                    false => self.$field.clone(),
                },)+ }
            };
        }
        merge!(
            requirements from "requirements",
            qualifications from "requirements",
            statuses from "statuses",
            transitions from "transitions",
            clocks from "clocks",
            expiries from "clocks",
            reasons from "reasons",
            frames from "comments",
            workloads from "workloads",
            document_kinds from "document_kinds",
            engagements from "engagements",
            fallbacks from "engagements",
            signals from "signals",
            reference from "reference"
        )
    }
}

/// The rows of the base, each replaced by the own row of the same id, without the unwanted ones; then the new rows.
fn merged<T: Keyed>(
    base: &[Row<T>],
    own: &[Row<T>],
    without: &[String],
    unused: &mut Vec<&str>,
) -> Vec<Row<T>> {
    let mut rows = Vec::new();
    for row in base {
        let key = row.value.key();
        if without.contains(&key) {
            unused.retain(|id| *id != key);
        } else {
            rows.push(own.iter().find(|own| own.value.key() == key).unwrap_or(row).clone());
        }
    }
    let is_new = |row: &&Row<T>| !base.iter().any(|base| base.value.key() == row.value.key());
    rows.extend(own.iter().filter(is_new).cloned());
    rows
}

fn read_tables(source: &EditionSource, errors: &mut Vec<PolicyError>) -> Tables {
    let mut tables = Tables::default();
    macro_rules! read {
        ($($file:literal: $($field:ident as $key:literal),+;)+) => {
            $(if let Some(file) = source.table($file) {
                let mut file = TableFile::parse(file, errors);
                $(tables.$field = file.take_rows($key, errors);)+
                file.finish(&[$($key),+], errors);
            })+
        };
    }
    read! {
        "requirements": requirements as "requirement", qualifications as "qualification";
        "statuses": statuses as "status";
        "transitions": transitions as "transition";
        "clocks": clocks as "clock", expiries as "expiry";
        "reasons": reasons as "reason";
        "comments": frames as "frame";
        "workloads": workloads as "workload";
        "document_kinds": document_kinds as "document_kind";
        "engagements": engagements as "engagement", fallbacks as "fallback";
        "signals": signals as "signal";
        "reference": reference as "entry";
    }
    tables
}

fn report_unknown_files(source: &EditionSource, errors: &mut Vec<PolicyError>) {
    for file in &source.files {
        let known = file.name.strip_suffix(".toml").is_some_and(|table| TABLES.contains(&table));
        if !known {
            errors.push(PolicyError::UnknownTable {
                at: Place { file: file.path.clone(), line: 1 },
                what: "file",
                name: file.name.clone(),
                known: TABLES.map(|table| format!("{table}.toml")).join(", "),
            });
        }
    }
}
