//! Published schemas, and the exact comparison of a file's schema with them.
//!
//! A view, a trigger, a virtual table, a generated column or an index over an expression is code that runs when a
//! file is read, and each of them is a difference here.

use super::error::StoreError;
use crate::text::clean;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use std::path::Path;
use std::sync::OnceLock;

/// The objects of a schema: type, name, table, definition.
type Objects = Vec<[String; 4]>;

/// A schema as it is published. What its definitions lead to is found out once in a process: every file that is opened
/// is compared with it, and running all versions of a schema takes longer than the comparison.
pub(crate) struct Schema {
    /// Statements in the order in which they are run.
    definitions: &'static [&'static str],
    objects: OnceLock<Objects>,
}

impl Schema {
    /// The schema that these statements lead to.
    pub(crate) const fn of(definitions: &'static [&'static str]) -> Self {
        Self { definitions, objects: OnceLock::new() }
    }

    /// Makes it in an empty database, without the steps that led to it.
    pub(crate) fn make(&self, connection: &Connection) -> rusqlite::Result<()> {
        // In a schema that came about step by step an index may stand before the table it is on.
        let mut objects: Vec<_> = self.objects()?.iter().filter(|[_, _, _, sql]| !sql.is_empty()).collect();
        objects.sort_by_key(|[kind, ..]| {
            ["table", "view", "index", "trigger"].iter().position(|one| one == kind)
        });
        let statements: Vec<&str> = objects.iter().map(|[_, _, _, sql]| sql.as_str()).collect();
        connection.execute_batch(&statements.join(";\n"))
    }

    /// Fails unless the file's schema is exactly this one.
    pub(crate) fn compare(&self, connection: &Connection, path: &Path) -> Result<(), StoreError> {
        let refused = StoreError::sqlite("read its schema", path);
        let expected = self.objects().map_err(&refused)?;
        let found = objects(connection).map_err(&refused)?;
        let unexpected: Vec<_> = found.iter().filter(|object| !expected.contains(object)).collect();
        if let Some([kind, name, ..]) = unexpected.first() {
            let (kind, name) = (clean::one_line(kind), clean::one_line(name));
            let why = format!(
                "its schema has {} unexpected objects, the first is the {kind} {name}",
                unexpected.len()
            );
            return Err(StoreError::damaged(path, why));
        }
        match expected.iter().find(|object| !found.contains(object)) {
            Some([kind, name, ..]) => {
                Err(StoreError::damaged(path, format!("its schema lacks the {kind} {name}")))
            }
            None if found.len() == expected.len() => Ok(()),
            None => Err(StoreError::damaged(path, "its schema lists an object twice")),
        }
    }

    fn objects(&self) -> rusqlite::Result<&Objects> {
        if let Some(known) = self.objects.get() {
            return Ok(known);
        }
        let fresh = Connection::open_in_memory()?;
        self.definitions.iter().try_for_each(|definition| fresh.execute_batch(definition))?;
        let made = objects(&fresh)?;
        Ok(self.objects.get_or_init(|| made))
    }
}

/// The `CHECK`s of a definition as `(table, expression)`.
///
/// SQLite does not look at them in a file that is opened read-only, so they are asked again as queries.
pub(crate) fn checks(definition: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for statement in definition.split(';') {
        let Some((_, rest)) = statement.split_once("CREATE TABLE ") else { continue };
        let Some((table, mut body)) = rest.split_once(' ') else { continue };
        while let Some((_, after)) = body.split_once("CHECK (") {
            let Some((expression, rest)) = split_at_closing(after) else { break };
            found.push((table, expression));
            body = rest;
        }
    }
    found
}

/// Splits behind an opening parenthesis at the one that closes it.
fn split_at_closing(text: &str) -> Option<(&str, &str)> {
    let mut open = 1;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return text.get(..at).zip(text.get(at + 1..));
        }
    }
    None
}

fn objects(connection: &Connection) -> rusqlite::Result<Objects> {
    const MOST: usize = 5_000;
    let mut statement = connection.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let text = |column| match row.get_ref(column) {
            Ok(ValueRef::Text(text)) => String::from_utf8_lossy(text).into_owned(),
            _ => String::new(),
        };
        found.push([text(0), text(1), text(2), text(3)]);
        if found.len() > MOST {
            break;
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_are_found_with_their_table_and_nested_parentheses() {
        let definition =
            "CREATE TABLE a (x INTEGER CHECK (x IN (1, 2)), y TEXT CHECK (length(y) < 3)) STRICT;
            CREATE TABLE b (z TEXT) STRICT;";
        assert_eq!(checks(definition), [("a", "x IN (1, 2)"), ("a", "length(y) < 3")]);
    }

    #[test]
    fn a_schema_made_at_once_is_the_one_its_steps_lead_to() {
        static STEPS: Schema = Schema::of(&[
            "CREATE TABLE a (x INTEGER PRIMARY KEY, y TEXT UNIQUE) STRICT; CREATE INDEX by_y ON a (y);",
            "CREATE TABLE b (x INTEGER REFERENCES a) STRICT;
             CREATE TRIGGER kept BEFORE DELETE ON b BEGIN SELECT raise(ABORT, 'kept'); END;
             ALTER TABLE a ADD COLUMN z TEXT; ALTER TABLE a RENAME TO c;",
        ]);
        let made = Connection::open_in_memory().unwrap();
        STEPS.make(&made).unwrap();
        STEPS.compare(&made, Path::new("made")).unwrap();
        made.execute_batch("DROP INDEX by_y").unwrap();
        let lacking = STEPS.compare(&made, Path::new("made")).unwrap_err().to_string();
        assert!(lacking.contains("lacks the index by_y"), "{lacking}");
    }
}
