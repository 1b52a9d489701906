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
    source: &'f SourceFile,
    file: Arc<str>,
    root: DeTable<'f>,
}

impl<'f> TableFile<'f> {
    /// Parses the file; every syntax error is reported.
    pub(super) fn parse(source: &'f SourceFile, errors: &mut Vec<PolicyError>) -> Self {
        let (root, problems) = DeTable::parse_recoverable(&source.text);
        errors.extend(problems.iter().map(|problem| unreadable(source, problem, 0)));
        Self { source, file: Arc::from(source.path.as_str()), root: root.into_inner() }
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
                errors.push(PolicyError::Unreadable { at: self.place(), problem });
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// Reports whatever was not taken.
    pub(super) fn finish(self, known: &[&str], errors: &mut Vec<PolicyError>) {
        errors.extend(self.root.keys().map(|key| PolicyError::UnknownTable {
            at: Place { file: self.source.path.clone(), line: line_of(&self.source.text, key.span().start) },
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
        let text = &self.source.text;
        let start = item.span().start;
        let fields = item.get_ref().as_table().map_or_else(Vec::new, |table| {
            table.keys().map(|key| (key.get_ref().to_string(), line_of(text, key.span().start))).collect()
        });
        match T::deserialize(ValueDeserializer::from(item)) {
            Ok(value) => {
                Some(Row { value, file: Arc::clone(&self.file), line: line_of(text, start), fields })
            }
            Err(problem) => {
                errors.push(unreadable(self.source, &problem, start));
                None
            }
        }
    }

    fn place(&self) -> Place {
        Place { file: self.source.path.clone(), line: 1 }
    }
}

fn unreadable(source: &SourceFile, problem: &toml::de::Error, otherwise: usize) -> PolicyError {
    let start = problem.span().map_or(otherwise, |span| span.start);
    let at = Place { file: source.path.clone(), line: line_of(&source.text, start) };
    PolicyError::Unreadable { at, problem: problem.message().trim_end_matches('.').replace('\n', " ") }
}

/// Line of a byte offset, counted from 1.
fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}
