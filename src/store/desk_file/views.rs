//! Named queries of the queue.

use super::DeskFile;
use super::commit::Written;
use crate::store::error::StoreError;
use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::{Connection, params};

/// A query of the queue under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedQuery {
    /// Name, unique in the desk.
    pub name: String,
    /// Query text.
    pub query: String,
}

impl DeskFile {
    /// The named queries, by name.
    pub fn views(&self) -> Result<Vec<NamedQuery>, StoreError> {
        let read = |connection: &Connection| {
            connection
                .prepare_cached("SELECT name, query FROM saved_view ORDER BY name")?
                .query_map([], |row| Ok(NamedQuery { name: row.get(0)?, query: row.get(1)? }))?
                .collect::<rusqlite::Result<_>>()
        };
        read(self.reader()?).map_err(StoreError::sqlite("read the saved views", &self.path))
    }

    /// Saves a named query; one of the same name is replaced.
    pub fn save_view(&mut self, view: &NamedQuery, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.write("save the view", |transaction| {
            transaction.execute(
                "INSERT INTO saved_view (name, query, at) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET query = excluded.query, at = excluded.at",
                params![view.name, view.query, now.to_rfc3339_opts(SecondsFormat::Micros, true)],
            )?;
            Ok(Written::repeatable(()))
        })
    }

    /// Removes a named query; says whether there was one.
    pub fn delete_view(&mut self, name: &str) -> Result<bool, StoreError> {
        self.write("delete the view", |transaction| {
            let removed = transaction.execute("DELETE FROM saved_view WHERE name = ?1", [name])?;
            Ok(Written::repeatable(removed > 0))
        })
    }
}
