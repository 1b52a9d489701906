//! One TOML file as rows that remember where they stand.
//!
//! A row that cannot be read is reported and left out; the rows after it are still read, so that one look at the
//! errors is enough.

use super::error::{Place, PolicyError};
use super::source::SourceFile;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Row<T> {
    /// The value.
    pub(super) value: T,
    file: Arc<str>,
    line: usize,
    fields: Vec<(String, usize)>,
}

impl<T> Row<T> {
    /// Where the row begins.
    pub(super) fn place(&self) -> Place {
        Place { file: self.file.to_string(), line: self.line }
    }

    /// Where a field of the row stands; the row itself when it lacks the field.
    pub(super) fn field(&self, name: &str) -> Place {
        let line = self.fields.iter().find(|(field, _)| field == name).map_or(self.line, |(_, line)| *line);
        Place { file: self.file.to_string(), line }
    }
}

/// A parsed file whose rows have not been looked at yet.
pub(super) struct TableFile<'f> {
    file: Arc<str>,
    lines: LineStarts,
    root: DeTable<'f>,
}

/// Where the lines of a file begin, so that an offset becomes a line without reading the file again.
struct LineStarts(Vec<usize>);

impl LineStarts {
    fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at + 1).collect())
    }

    /// Line of a byte offset, counted from 1.
    fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset) + 1
    }
}

impl<'f> TableFile<'f> {
    /// Parses the file; every syntax error is reported.
    pub(super) fn parse(source: &'f SourceFile, errors: &mut Vec<PolicyError>) -> Self {
        let (root, problems) = DeTable::parse_recoverable(&source.text);
        let file = Self {
            file: Arc::from(source.path.as_str()),
            lines: LineStarts::of(&source.text),
            root: root.into_inner(),
        };
        errors.extend(problems.iter().map(|problem| file.unreadable(problem, 0)));
        file
    }

    /// Takes the rows written as `[[key]]`.
    pub(super) fn take_rows<T: DeserializeOwned>(
        &mut self,
        key: &str,
        errors: &mut Vec<PolicyError>,
    ) -> Vec<Row<T>> {
        match self.root.remove(key).map(Spanned::into_inner) {
            Some(DeValue::Array(items)) => {
                items.into_iter().filter_map(|item| self.row(item, errors)).collect()
            }
            Some(_) => {
                let problem = format!("{key} must be a list of rows; write [[{key}]] above each");
                errors.push(PolicyError::Unreadable { at: self.place(0), problem });
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// Takes the one table written as `[key]`.
    pub(super) fn take_table<T: DeserializeOwned>(
        &mut self,
        key: &str,
        errors: &mut Vec<PolicyError>,
    ) -> Option<Row<T>> {
        let item = self.root.remove(key)?;
        self.row(item, errors)
    }

    /// Reports whatever was not taken.
    pub(super) fn finish(self, known: &[&str], errors: &mut Vec<PolicyError>) {
        errors.extend(self.root.keys().map(|key| PolicyError::UnknownTable {
            at: self.place(key.span().start),
            what: "list of rows",
            name: key.get_ref().to_string(),
            known: known.join(", "),
        }));
    }

    /// The whole file as one row.
    pub(super) fn into_row<T: DeserializeOwned>(mut self, errors: &mut Vec<PolicyError>) -> Option<Row<T>> {
        let root = std::mem::take(&mut self.root);
        self.row(Spanned::new(0..0, DeValue::Table(root)), errors)
    }

    fn row<T: DeserializeOwned>(
        &self,
        item: Spanned<DeValue<'f>>,
        errors: &mut Vec<PolicyError>,
    ) -> Option<Row<T>> {
        let start = item.span().start;
        let fields = item.get_ref().as_table().map_or_else(Vec::new, |table| {
            table.keys().map(|key| (key.get_ref().to_string(), self.lines.line(key.span().start))).collect()
        });
        match T::deserialize(ValueDeserializer::from(item)) {
            Ok(value) => {
                Some(Row { value, file: Arc::clone(&self.file), line: self.lines.line(start), fields })
            }
            Err(problem) => {
                errors.push(self.unreadable(&problem, start));
                None
            }
        }
    }

    fn place(&self, offset: usize) -> Place {
        Place { file: self.file.to_string(), line: self.lines.line(offset) }
    }

    fn unreadable(&self, problem: &toml::de::Error, otherwise: usize) -> PolicyError {
        let start = problem.span().map_or(otherwise, |span| span.start);
        let problem = problem.message().trim_end_matches('.').replace('\n', " ");
        PolicyError::Unreadable { at: self.place(start), problem }
    }
}
