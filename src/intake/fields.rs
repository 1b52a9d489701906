//! Typed fields of a JSON object, each error naming its field.

use crate::text::clean;
use serde_json::{Map, Value};

/// What is wrong with a field, or with the whole line when `field` is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) field: Option<String>,
    pub(super) reason: String,
}

impl Problem {
    pub(super) fn new(field: &str, reason: impl Into<String>) -> Self {
        Self { field: Some(field.to_owned()), reason: reason.into() }
    }
}

/// Reads a word or another value out of a text; the error is a sentence.
pub(super) type Parse<T> = fn(&str) -> Result<T, String>;

/// An object whose fields are taken one by one; what remains is unknown.
pub(super) struct Object {
    map: Map<String, Value>,
    /// Dotted name of the object, empty for the claim itself.
    path: String,
    longest: usize,
}

impl Object {
    /// Takes a value as an object; `longest` bounds the bytes of its texts.
    pub(super) fn new(value: Value, path: &str, longest: usize) -> Result<Self, Problem> {
        match value {
            Value::Object(map) => Ok(Self { map, path: path.to_owned(), longest }),
            other if path.is_empty() => Err(Problem {
                field: None,
                reason: wrong_type("an object with the fields of a claim", &other),
            }),
            other => Err(Problem::new(path, wrong_type("an object", &other))),
        }
    }

    /// The dotted name of one of its fields.
    pub(super) fn name(&self, field: &str) -> String {
        if self.path.is_empty() { field.to_owned() } else { format!("{}.{field}", self.path) }
    }

    /// A problem with one of its fields.
    pub(super) fn problem(&self, field: &str, reason: impl Into<String>) -> Problem {
        Problem { field: Some(self.name(field)), reason: reason.into() }
    }

    /// A required text.
    pub(super) fn text(&mut self, field: &str) -> Result<String, Problem> {
        self.optional_text(field)?.ok_or_else(|| self.problem(field, "This required field is missing."))
    }

    /// A text that may be absent or null.
    pub(super) fn optional_text(&mut self, field: &str) -> Result<Option<String>, Problem> {
        let longest = self.longest;
        self.long_text(field, longest)
    }

    /// A text that may be absent or null, with a bound of its own.
    pub(super) fn long_text(&mut self, field: &str, longest: usize) -> Result<Option<String>, Problem> {
        match self.take(field) {
            None => Ok(None),
            Some(Value::String(text)) if text.len() <= longest => Ok(Some(text)),
            Some(Value::String(text)) => {
                let reason = format!("This text has {} bytes; at most {longest} are accepted.", text.len());
                Err(self.problem(field, reason))
            }
            Some(other) => Err(self.problem(field, wrong_type("a text", &other))),
        }
    }

    /// A required value written as a text.
    pub(super) fn parsed<T>(&mut self, field: &str, parse: Parse<T>) -> Result<T, Problem> {
        let text = self.text(field)?;
        parse(&text).map_err(|reason| self.problem(field, reason))
    }

    /// A value written as a text that may be absent or null.
    pub(super) fn optional<T>(&mut self, field: &str, parse: Parse<T>) -> Result<Option<T>, Problem> {
        let Some(text) = self.optional_text(field)? else { return Ok(None) };
        parse(&text).map(Some).map_err(|reason| self.problem(field, reason))
    }

    /// A required yes or no.
    pub(super) fn flag(&mut self, field: &str) -> Result<bool, Problem> {
        self.optional_flag(field)?.ok_or_else(|| self.problem(field, "This required field is missing."))
    }

    /// A yes or no that may be absent or null.
    pub(super) fn optional_flag(&mut self, field: &str) -> Result<Option<bool>, Problem> {
        match self.take(field) {
            None => Ok(None),
            Some(Value::Bool(value)) => Ok(Some(value)),
            Some(other) => Err(self.problem(field, wrong_type("true or false", &other))),
        }
    }

    /// A required object.
    pub(super) fn object(&mut self, field: &str) -> Result<Self, Problem> {
        let value = self.take(field).ok_or_else(|| self.problem(field, "This required field is missing."))?;
        Self::new(value, &self.name(field), self.longest)
    }

    /// A list of objects with at most `most` items; absent or null only where `required` is not set.
    pub(super) fn list(&mut self, field: &str, most: usize) -> Result<Option<Vec<Self>>, Problem> {
        let items = match self.take(field) {
            None => return Ok(None),
            Some(Value::Array(items)) => items,
            Some(other) => return Err(self.problem(field, wrong_type("a list", &other))),
        };
        if items.len() > most {
            let reason = format!("This list has {} items; at most {most} are accepted.", items.len());
            return Err(self.problem(field, reason));
        }
        let name = self.name(field);
        items
            .into_iter()
            .enumerate()
            .map(|(at, item)| Self::new(item, &format!("{name}[{at}]"), self.longest))
            .collect::<Result<_, _>>()
            .map(Some)
    }

    /// Like [`Object::list`], for a list that must be there.
    pub(super) fn required_list(&mut self, field: &str, most: usize) -> Result<Vec<Self>, Problem> {
        self.list(field, most)?.ok_or_else(|| self.problem(field, "This required field is missing."))
    }

    /// A list of texts, or one text in place of a list of one; empty when absent.
    pub(super) fn texts(&mut self, field: &str) -> Result<Vec<String>, Problem> {
        let items = match self.take(field) {
            None => return Ok(Vec::new()),
            Some(Value::Array(items)) => items,
            Some(one) => vec![one],
        };
        let text = |item: Value| match item {
            Value::String(text) => Ok(text),
            other => Err(self.problem(field, wrong_type("a text or a list of texts", &other))),
        };
        items.into_iter().map(text).collect()
    }

    /// A list of values written as texts; empty when absent.
    pub(super) fn words<T>(&mut self, field: &str, parse: Parse<T>) -> Result<Vec<T>, Problem> {
        let texts = self.texts(field)?;
        let parsed = |text: &String| parse(text).map_err(|reason| self.problem(field, reason));
        texts.iter().map(parsed).collect()
    }

    /// Whether a field holds anything.
    pub(super) fn has(&self, field: &str) -> bool {
        self.map.get(field).is_some_and(|value| !value.is_null())
    }

    /// Whatever stands in a field.
    pub(super) fn value(&mut self, field: &str) -> Option<Value> {
        self.take(field)
    }

    /// The names of fields nobody asked for, with list positions left out: `workloads.colour`.
    pub(super) fn unknown(self) -> Vec<String> {
        let prefix: String = without_positions(&self.path);
        self.map
            .keys()
            .map(|name| if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") })
            .collect()
    }

    /// A null is the same as an absent field.
    fn take(&mut self, field: &str) -> Option<Value> {
        self.map.remove(field).filter(|value| !value.is_null())
    }
}

fn without_positions(path: &str) -> String {
    path.split('[').map(|part| part.split_once(']').map_or(part, |(_, rest)| rest)).collect()
}

fn wrong_type(expected: &str, found: &Value) -> String {
    let found = match found {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => format!("{value}"),
        Value::Number(number) => format!("the number {}", clean::one_line(&number.to_string())),
        Value::String(_) => "a text".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    };
    format!("Expected {expected}, found {found}.")
}
