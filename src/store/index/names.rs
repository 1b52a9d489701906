//! Names as numbers whose order is the order of the names.

use crate::text::unaccented;
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// Distinct names, numbered as they come.
#[derive(Default)]
pub(super) struct Names(HashMap<String, u32>);

impl Names {
    /// The number of a name made of several parts, each of which can be looked for.
    pub(super) fn number(&mut self, parts: &[&str]) -> u32 {
        let name = unaccented(&parts.join("\n"));
        // Claims are numbers of seven digits, so names are fewer than that.
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(name).or_insert(next)
    }

    /// Writes the names in their order and tells the place of each number in it.
    pub(super) fn write(self, connection: &Connection, table: &str) -> rusqlite::Result<Vec<u32>> {
        let mut sorted: Vec<(String, u32)> = self.0.into_iter().collect();
        sorted.sort();
        let mut places = vec![0; sorted.len()];
        let mut insert = connection.prepare(&format!("INSERT INTO {table} VALUES (?1, ?2)"))?;
        for (place, (name, number)) in (0_u32..).zip(&sorted) {
            insert.execute(params![place, name])?;
            if let Some(slot) = places.get_mut(*number as usize) {
                *slot = place;
            }
        }
        Ok(places)
    }
}
